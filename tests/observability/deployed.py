"""A compiled deployment on PostgreSQL with two organisations, canaries in every place that could leak, and clients that ask it."""

from __future__ import annotations

import json
import random
import re
import time
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import jwt
import psycopg
from attrs import frozen

from floe_cube import Artifacts, compile
from floe_cube.config import Config, ConsumptionConfig, SecurityConfig
from tests.cube import lab
from tests.cube.lab import API
from tests.security.attack.database import postgres

__all__ = ["CANARIES", "Asked", "Place", "ask_all", "deploy", "found_canaries", "mix", "place", "token"]

#: What must never be seen outside of Cube and its database, by where it comes from.
CANARIES = {
    "secret of the tokens": "canary-secret-of-the-tokens-and-of-nobody-else",
    "claim": "canary-claim-of-the-organisation",
    "user": "canary-user-name",
    "filter value": "canary-filter-value",
    "row": "canary-row-value",
    "literal in the model": "canary-literal-in-sql",
    "password": "canary-password-of-the-database",
}
#: How the client calls itself, with whose it is.
AGENT = f"Superset/4.0 ({CANARIES['user']})"
#: The beginning of a token: `{"` in base64.
TOKEN = re.compile(rb"eyJ[A-Za-z0-9_-]{8}")
MANIFEST: dict[str, Any] = {
    "metadata": {
        "dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json",
        "adapter_type": "postgres",
        "project_name": "shop",
    },
    "sources": {},
    "nodes": {},
}
TYPES = {"id": "integer", "customer_id": "integer", "amount": "numeric(12,2)", "placed_at": "timestamp"}


def _model(name: str, columns: str, cube: Mapping[str, Any]) -> None:
    MANIFEST["nodes"][f"model.shop.{name}"] = {
        "unique_id": f"model.shop.{name}",
        "resource_type": "model",
        "name": name,
        "alias": name,
        "package_name": "shop",
        "database": "postgres",
        "schema": "public",
        "relation_name": f'"postgres"."public"."{name}"',
        "columns": {c: {"name": c, "data_type": TYPES.get(c, "text")} for c in columns.split()},
        "meta": {"cube": cube},
    }


_model(
    "orders",
    "id organization_id customer_id status note amount placed_at",
    {
        "primary_key": "id",
        "joins": [{"name": "customers", "sql": "{CUBE}.customer_id = {customers}.id", "relationship": "many_to_one"}],
        "measures": [
            {"name": "revenue", "sql": "amount", "type": "sum"},
            {"name": "kept", "sql": "amount", "type": "sum", "filters": [{"sql": f"{{CUBE}}.note <> '{CANARIES['literal in the model']}'"}]},
        ],
        "segments": [{"name": "large", "sql": "{CUBE}.amount > 20"}],
        # The database says no, and quotes what it was given.
        "dimensions": [
            {"name": "broken", "type": "number", "sql": f"({{CUBE}}.note || '{CANARIES['password']}')::int"},
            {"name": "slow", "type": "string", "sql": "(pg_sleep(11)::text || {CUBE}.status)"},
        ],
        "pre_aggregations": [
            {
                "name": "by_day",
                "measures": ["revenue"],
                "dimensions": ["organization_id"],
                "time_dimension": "placed_at",
                "granularity": "day",
                "external": False,
            }
        ],
    },
)  # fmt: skip
_model("customers", "id organization_id name", {"primary_key": "id"})
_model("secrets", "id name", {"primary_key": "id"})  # without the column that decides: nobody may see it

TABLES = f"""
create table orders as
  select i as id, o as organization_id, i % 7 + 1 as customer_id, (array['paid', 'placed', 'lost'])[i % 3 + 1] as status,
         '{CANARIES["row"]}' as note, (i % 50)::numeric(12, 2) as amount, timestamp '2024-01-01' + i * interval '1 hour' as placed_at
  from generate_series(1, 500) i, unnest(array['{CANARIES["claim"]}', 'other']) o;
create table customers as
  select i as id, o as organization_id, '{CANARIES["row"]} ' || i as name
  from generate_series(1, 7) i, unnest(array['{CANARIES["claim"]}', 'other']) o;
create table secrets as select 1 as id, '{CANARIES["row"]}' as name;
"""


@frozen
class Place:
    """Where everything is: the folder of the deployment, and the port of its database."""

    folder: Path
    port: int

    def environment(self, **more: str) -> dict[str, str]:
        """The environment of Cube."""
        return {
            "CUBEJS_DB_TYPE": "postgres",
            "CUBEJS_DB_HOST": "127.0.0.1",
            "CUBEJS_DB_PORT": str(self.port),
            "CUBEJS_DB_NAME": "postgres",
            "CUBEJS_DB_USER": "postgres",
            "CUBEJS_DB_PASS": CANARIES["password"],
            "CUBEJS_API_SECRET": CANARIES["secret of the tokens"],
            "CUBEJS_REFRESH_WORKER": "false",
            **more,
        }


@contextmanager
def place(folder: Path) -> Iterator[Place]:
    """The database, filled, and the deployment, compiled."""
    with postgres() as port:
        with psycopg.connect(
            host="127.0.0.1", port=port, user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(TABLES)
        yield Place(deploy(folder / "cube"), port)


def deploy(folder: Path) -> Path:
    """Compile the project and write it down with its runtime."""
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig()))
    compilation = compile(Artifacts(manifest=json.dumps(MANIFEST).encode(), config=config))
    assert compilation.ok, compilation.diagnostics
    return lab.deploy(folder, compilation)


def token(**claims: object) -> str:
    """A token that is good, unless the claims say otherwise."""
    payload = {"sub": CANARIES["user"], "organization_id": CANARIES["claim"], "exp": int(time.time()) + 3600, **claims}
    return jwt.encode(payload, CANARIES["secret of the tokens"], "HS256")


# --- what clients ask --------------------------------------------------------------------------------------------------
@frozen(kw_only=True)
class Asked:
    """A request, and what its records must say.

    Attributes:
        request: its id; requests with a bad token leave none.
        body: a query of the REST API, or a text of the GraphQL API.
        error: class of the error.
    """

    request: str
    kind: str
    body: Mapping[str, Any] | str
    token: str
    api: str = "rest"
    cubes: tuple[str, ...] = ()
    error: str | None = None


def _paid(number: int) -> dict[str, Any]:
    return {"member": "orders.note", "operator": "notEquals", "values": [f"{CANARIES['filter value']} {number}"]}


#: kind -> (body, api, cubes, error); {n} makes a query differ from all others.
KINDS: dict[str, tuple[Any, str, tuple[str, ...], str | None]] = {
    "cached": ({"measures": ["orders.count"], "dimensions": ["orders.status"]}, "rest", ("orders",), None),
    "filtered": ({"measures": ["orders.revenue", "orders.kept"], "filters": _paid}, "rest", ("orders",), None),
    "joined": (
        {"measures": ["orders.count"], "dimensions": ["customers.name"], "segments": ["orders.large"], "filters": _paid},
        "rest",
        ("orders", "customers"),
        None,
    ),
    "by month": (
        {"measures": ["orders.count"], "timeDimensions": [{"dimension": "orders.placed_at", "granularity": "month"}], "filters": _paid},
        "rest",
        ("orders",),
        None,
    ),
    "graphql": ("query { cube { orders { count status } } }", "graphql", ("orders",), None),
    "database error": ({"dimensions": ["orders.broken"], "filters": _paid}, "rest", ("orders",), "database_error"),
    "unknown member": ({"measures": ["orders.count", f"orders.{CANARIES['filter value'].replace('-', '_')}"]}, "rest", ("orders",), "invalid_query"),
    "denied": ({"measures": ["secrets.count"]}, "rest", ("secrets",), "access_denied"),
    "bad token": ({"measures": ["orders.count"]}, "rest", (), "unauthorized"),
    "bad graphql": ("query { cube { orders { canary_filter_value } } }", "graphql", (), "invalid_query"),
}  # fmt: skip


def mix(number: int, seed: int = 1) -> list[Asked]:
    """So many requests, of every kind alike, in an order of chance."""
    kinds = [list(KINDS)[i % len(KINDS)] for i in range(number)]
    chance = random.Random(seed)
    chance.shuffle(kinds)
    return [_asked(kind, i, chance) for i, kind in enumerate(kinds)]


def _asked(kind: str, number: int, chance: random.Random) -> Asked:
    body, api, cubes, error = KINDS[kind]
    if isinstance(body, dict) and callable(body.get("filters")):
        body = {**body, "filters": [body["filters"](number)]}
    good = token(sub=f"{CANARIES['user']} {number % 20}")
    bad = {"expired": token(exp=1), "torn": good[:-3], "none": ""}[chance.choice(["expired", "torn", "none"])]
    request = str(uuid.UUID(int=chance.getrandbits(128), version=4))
    return Asked(
        request=request,
        kind=kind,
        body=body,
        api=api,
        cubes=cubes,
        error=error,
        token=bad if kind == "bad token" else good,
    )


def ask(server: lab.Server, asked: Asked, headers: Mapping[str, str] | None = None) -> tuple[int, float]:
    """Ask until there is an answer, as Cube's clients do; gives the status and the seconds it took."""
    began = time.perf_counter()
    for span in range(1, 100):
        sent = {"x-request-id": f"{asked.request}-span-{span}", "user-agent": AGENT, **(headers or {})}
        path, body = (
            (f"{API}/graphql", {"query": asked.body})
            if asked.api == "graphql"
            else (f"{API}/v1/load", {"query": asked.body})
        )
        answer = server.request("POST", path, body, asked.token, sent)
        if not (isinstance(answer.body, dict) and answer.body.get("error") == "Continue wait"):
            break
    expected = {None: 200, "unauthorized": 401}.get(asked.error, 400)
    assert answer.status in {expected, 500 if asked.error == "access_denied" else expected}, (asked, answer)
    return answer.status, time.perf_counter() - began


def ask_all(server: lab.Server, all_asked: Sequence[Asked], clients: int) -> list[float]:
    """Ask with so many clients at once; gives the seconds that each request took."""
    with ThreadPoolExecutor(clients) as pool:
        return [seconds for _, seconds in pool.map(lambda asked: ask(server, asked), all_asked)]


def found_canaries(texts: Iterable[str | bytes], *, names: bool = True) -> set[str]:
    """Which canaries are anywhere in these texts; a token counts as its own.

    Args:
        texts: where to look.
        names: whether a name that a client made of one, and that is nowhere in the data model, counts as well.
    """
    found = set()
    for text in texts:
        data = text.encode() if isinstance(text, str) else text
        found |= {
            name
            for name, canary in CANARIES.items()
            if canary.encode() in data or (names and canary.replace("-", "_").encode() in data)
        }
        if TOKEN.search(data):
            found.add("token")
    return found
