"""Hand-written deployments for a real Cube: two organisations in DuckDB, and cubes of every kind of protection."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from floe_cube.runtime import runtime_files
from tests.cube.lab import DUCKDB_CONFIG

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ACCESS", "AUTH", "SECRET", "TABLES", "environment", "write_deployment"]

SECRET = "a shared secret of this test and of nobody else, 64 letters long"
AUTH: dict[str, Any] = {
    **{"algorithms": ["HS256"], "keyEnv": "CUBEJS_JWT_KEY", "jwkUrl": None, "audience": None, "issuer": None},
    **{"leeway": 0, "maxTokenBytes": 8192, "userIdClaim": ["sub"], "rolesClaim": ["roles"]},
    **{"claims": {"organization_id": ["organization_id"]}, "requiredClaims": ["organization_id"]},
}
ACCESS: dict[str, Any] = {
    "cubes": {
        "orders": {"rows": "filtered", "filters": [{"member": "orders.organization_id", "claim": "organization_id"}]},
        "customers": {
            "rows": "filtered",
            "filters": [{"member": "customers.organization_id", "claim": "organization_id"}],
            "nullableKey": "customers.id",
        },
        "regions": {"rows": "all"},
        "visits": {"rows": "all"},
        "audits": {"rows": "all"},
        "ledger": {"rows": "none"},
    },
    "views": {
        "sales": {
            **{name: ["orders"] for name in ("count", "total", "status", "created_at", "id", "large")},
            "customer_name": ["orders", "customers"],
        }
    },
}
#: Two organisations whose rows share no value, one row that refers to the other organisation, two rows that refer to nothing.
TABLES = """
create table orders as
  select i as id, o as organization_id, o || '-' || (i % 3) as status, timestamp '2024-01-01' + interval (i) day as created_at,
         case o when 'org-a' then i else 1000000 + i end as amount,
         case when i = 1 then 101 when i = 2 then null else i % 4 + case o when 'org-a' then 1 else 101 end end as customer_id
  from range(1, 41) r(i), (values ('org-a'), ('org-b')) s(o);
create table customers as
  select i + case o when 'org-a' then 1 else 101 end as id, o as organization_id, o || ' customer ' || i as name, i % 2 + 1 as region_id
  from range(4) r(i), (values ('org-a'), ('org-b')) s(o);
create table regions as select i as id, 'region ' || i as name from range(1, 4) r(i);
create table visits as select i as id, i % 4 + case when i <= 10 then 1 else 101 end as customer_id from range(1, 31) r(i);
create table ledger as select i as id, 'org-b entry ' || i as note from range(1, 4) r(i);
create table stray as select i as id, 'org-b stray ' || i as note from range(1, 4) r(i);
"""
MODEL = """
cubes:
  - name: orders
    sql_table: main.orders
    joins:
      - name: customers
        sql: "{CUBE.customer_id} = {customers.id} AND {CUBE.organization_id} = {customers.organization_id}"
        relationship: many_to_one
    access_policy:
      - group: "*"
        row_level:
          filters:
            - {member: organization_id, operator: equals, values: "{ securityContext.claims.organization_id }"}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true, public: true}
      - {name: organization_id, sql: "{CUBE}.organization_id", type: string, public: false}
      - {name: customer_id, sql: "{CUBE}.customer_id", type: number}
      - {name: status, sql: "{CUBE}.status", type: string}
      - {name: created_at, sql: "{CUBE}.created_at", type: time}
    measures:
      - {name: count, type: count}
      - {name: total, type: sum, sql: "{CUBE}.amount"}
      - {name: largest, type: max, sql: "{CUBE}.amount"}
    segments:
      - {name: large, sql: "{CUBE}.amount > 20"}
  - name: customers
    sql_table: main.customers
    joins:
      - name: regions
        sql: "{CUBE.region_id} = {regions.id}"
        relationship: many_to_one
    access_policy:
      - group: "*"
        row_level:
          filters:
            - or:
                - {member: organization_id, operator: equals, values: "{ securityContext.claims.organization_id }"}
                - {member: id, operator: notSet}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true}
      - {name: organization_id, sql: "{CUBE}.organization_id", type: string, public: false}
      - {name: region_id, sql: "{CUBE}.region_id", type: number}
      - {name: name, sql: "{CUBE}.name", type: string}
    measures:
      - {name: count, type: count}
  - name: regions
    sql_table: main.regions
    access_policy:
      - group: "*"
        row_level: {allow_all: true}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true}
      - {name: name, sql: "{CUBE}.name", type: string}
    measures:
      - {name: count, type: count}
  - name: visits
    sql_table: main.visits
    joins:
      - name: customers
        sql: "{CUBE.customer_id} = {customers.id}"
        relationship: many_to_one
    access_policy:
      - group: "*"
        row_level: {allow_all: true}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true}
      - {name: customer_id, sql: "{CUBE}.customer_id", type: number}
    measures:
      - {name: count, type: count}
  - name: audits
    sql_table: main.ledger
    access_policy:
      - group: auditors
        row_level: {allow_all: true}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true}
    measures:
      - {name: count, type: count}
  - name: ledger
    sql_table: main.ledger
    access_policy:
      - group: "*"
        row_level: {allow_all: true}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true}
      - {name: note, sql: "{CUBE}.note", type: string}
    measures:
      - {name: count, type: count}
  - name: stray
    sql_table: main.stray
    access_policy:
      - group: "*"
        row_level: {allow_all: true}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true}
      - {name: note, sql: "{CUBE}.note", type: string}
    measures:
      - {name: count, type: count}
views:
  - name: sales
    cubes:
      - join_path: orders
        includes: [count, total, status, created_at, id, large]
      - join_path: orders.customers
        includes: [{name: name, alias: customer_name}]
    access_policy:
      - group: "*"
        row_level: {allow_all: true}
  - name: strays
    cubes:
      - join_path: orders
        includes: [count]
    access_policy:
      - group: "*"
        row_level: {allow_all: true}
"""


def write_deployment(directory: Path, *, policies: bool = True, cube_js: str | None = None, **config: Any) -> Path:
    """Write a deployment and its database, and return its folder.

    Args:
        directory: an empty folder.
        policies: whether the model has its access policies; without them `queryRewrite` stands alone.
        cube_js: another cube.js.
        config: changes of the configuration in cube.js.
    """
    literal = {
        "schemaPath": "schema",
        "devMode": False,
        "dataSources": {"default": {"type": "duckdb"}},
        "auth": AUTH,
        **config,
    }
    files = {
        "cube.js": cube_js
        or "'use strict';\nconst floe = require('./floe_cube_runtime.js');\n"
        f"module.exports = floe.deployment({{ ...{json.dumps(literal)}, access: require('./access.json') }});\n",
        "access.json": json.dumps(ACCESS),
        "schema/model.yaml": MODEL if policies else re.sub(r"    access_policy:\n(      .*\n)+", "", MODEL),
        **runtime_files(),
    }
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with duckdb.connect(directory / "lab.duckdb", config=DUCKDB_CONFIG) as database:
        database.execute(TABLES)
    return directory


def environment(directory: Path, **more: str) -> Mapping[str, str]:
    """The environment of such a deployment; all that can be logged is logged."""
    return {
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(directory / "lab.duckdb"),
        "CUBEJS_JWT_KEY": SECRET,
        "CUBEJS_LOG_LEVEL": "trace",
        "CUBEJS_REFRESH_WORKER": "false",
        **more,
    }
