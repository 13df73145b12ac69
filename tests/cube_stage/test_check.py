"""What `check` says of references, and what `elaborate` configures, held against real Cube's verdict on the same data model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from floe_cube.compiler import Artifacts, Compilation, compile
from floe_cube.config import Config, ConsumptionConfig, PreAggregationConfig, Schedule, TimeZone
from floe_cube.diagnostics import Severity
from tests.build_manifest import column, manifest, model
from tests.cube.lab import Compiler, CubeError

CASE = Path(__file__).parents[2] / "golden" / "cases" / "views" / "orders-with-their-customers"


def compiled(meta: dict[str, Any], config: Config | None = None) -> Compilation:
    """Orders and their customers, with this as `meta.cube` of the orders."""
    manifest = json.loads((CASE / "manifest.json").read_bytes())
    manifest["nodes"]["model.shop.orders"]["config"]["meta"] = {"cube": meta}
    catalog = (CASE / "catalog.json").read_bytes()
    return compile(Artifacts(manifest=json.dumps(manifest).encode(), catalog=catalog, config=config or Config()))


def cube_refuses(compilation: Compilation, cube: Compiler, *, render: bool = True) -> bool:
    models = {name: text for name, text in compilation.files.items() if name.endswith(".yaml")}
    try:
        return bool(cube.compile(models, render=render).errors)
    except CubeError:
        return True


def rollup(**properties: Any) -> dict[str, Any]:
    return {"name": "r", "measures": ["count"], "dimensions": ["order_id"], **properties}


def view(**properties: Any) -> dict[str, Any]:
    return {"views": [{"name": "sales", "cubes": [{"join_path": "orders", "includes": "*"}], **properties}]}


def policy(member: str) -> list[dict[str, Any]]:
    return [{"group": "*", "row_level": {"filters": [{"member": member, "operator": "set"}]}}]


def filtered(member: str, *unless: str) -> dict[str, Any]:
    return view(default_filters=[{"member": member, "operator": "set", **({"unless": unless} if unless else {})}])


def labelled(sql: str) -> dict[str, Any]:
    case = {"when": [{"sql": "1 = 1", "label": {"sql": sql}}], "else": {"label": "x"}}
    return {"dimensions": [{"name": "kind", "type": "string", "case": case}]}


def linked(url: str, value: str) -> dict[str, Any]:
    link = {"name": "shop", "label": "Shop", "url": url, "params": [{"key": "c", "value": value}]}
    return {"dimensions": [{"name": "page", "type": "string", "sql": "{CUBE}.order_id", "links": [link]}]}


def extended(sql: str) -> dict[str, Any]:
    return {"extends": "customers", "sql_table": "orders", "measures": [{"name": "n", "type": "count_distinct", "sql": sql}]}


def of_a_time(sql: str) -> dict[str, Any]:
    season = {"name": "season", "interval": "1 quarter", "offset": "1 month"}
    return {
        "dimensions": [{"name": "placed", "type": "time", "sql": "{CUBE}.placed", "granularities": [season]}],
        "measures": [{"name": "latest", "type": "time", "sql": "max({placed})"}],
        "segments": [{"name": "s", "sql": f"{sql} IS NULL"}],
    }


HIERARCHY = {"hierarchies": [{"name": "place", "levels": ["order_id"]}]}
URL = "f\"'https://shop.example/' || {CUBE.order_id}\""
MODELS: dict[str, dict[str, Any]] = {
    "folder": view(folders=[{"name": "P", "includes": ["amount", {"name": "Q", "includes": ["order_id"]}]}]),
    "folder: unknown member": view(folders=[{"name": "P", "includes": ["amuont"]}]),
    "folder: unknown member inside": view(folders=[{"name": "P", "includes": [{"name": "Q", "includes": ["amuont"]}]}]),
    "folder: join path": view(folders=[{"name": "P", "includes": [{"join_path": "orders"}]}]),
    "folder: unknown join path": view(folders=[{"name": "P", "includes": [{"join_path": "customers"}]}]),
    "folder: hierarchy": {**HIERARCHY, **view(folders=[{"name": "P", "includes": ["place"]}])},
    "hierarchy in a view": {**HIERARCHY, "views": [{"name": "v", "cubes": [{"join_path": "orders", "includes": ["place"]}]}]},
    "default filter": filtered("amount", "orders.customer_id", "sales.order_id"),
    "default filter: unknown": filtered("amuont"),
    "default filter: CUBE": filtered("CUBE.amount"),
    "default filter: not included": filtered("customers.email"),
    "default filter: unknown unless": filtered("amount", "amuont"),
    "extends an unknown view": view(extends="sale"),
    "unknown view group": view(view_group="finance"),
    "unknown view groups": view(view_groups=["finance"]),
    "policy of a view": view(access_policy=policy("sales.amount")),
    "policy of a view: unknown": view(access_policy=policy("amuont")),
    "policy of a view: of the cube": view(access_policy=policy("orders.amount")),
    "policy of a cube": {"access_policy": policy("orders.amount")},
    "policy of a cube: of another": {"access_policy": policy("customers.email")},
    "join path to an unknown cube": {"views": [{"name": "v", "cubes": [{"join_path": "orders.stores", "includes": "*"}]}]},
    "label": labelled("{CUBE.customer_id}"),
    "label: unknown": labelled("{CUBE.custmer_id}"),
    "link": linked(URL, "CUBE.customer_id"),
    "link: unknown in its URL": linked(URL.replace("order_id", "order_di"), "CUBE.customer_id"),
    "link: unknown in a parameter": linked(URL, "CUBE.custmer_id"),
    "rollup": {"pre_aggregations": [rollup()]},
    "rollup: dimension as measure": {"pre_aggregations": [rollup(measures=["amount"])]},
    "rollup: measure as dimension": {"pre_aggregations": [rollup(dimensions=["count"])]},
    "rollup of an unknown one": {"pre_aggregations": [rollup(), rollup(name="j", type="rollup_lambda", rollups=["q"])]},
    "rollup of a member": {"pre_aggregations": [rollup(), rollup(name="j", type="rollup_lambda", rollups=["count"])]},
    "hierarchy without levels": {"hierarchies": [{"name": "place"}]},
    "hierarchy of a measure": {"hierarchies": [{"name": "place", "levels": ["count"]}]},
    "hierarchy of an unknown one": {"hierarchies": [{"name": "place", "levels": ["amuont"]}]},
    "hierarchy called like a column": {"hierarchies": [{"name": "amount", "levels": ["order_id"]}]},
    "hierarchy called like a rollup": {"hierarchies": [{"name": "r", "levels": ["order_id"]}], "pre_aggregations": [rollup()]},
    "measure of a base": {"extends": "customers", "sql_table": "orders", "measures": [{"name": "n", "type": "count"}]},
    "measure called like a column of a base": {
        "extends": "customers", "sql_table": "orders", "measures": [{"name": "email", "type": "count"}],
    },
    "member of a base": extended("{CUBE.email}"),
    "member beside a base": extended("{CUBE.amount}"),
    "member of no base": extended("{CUBE.emial}"),
    "month of no time of a base": extended("{email.month}"),
    "policy of what extends": {**extended("{CUBE.email}"), "access_policy": policy("email")},
    "policy of what extends: unknown": {**extended("{CUBE.email}"), "access_policy": policy("emial")},
    "rollup of a member of a base": {**extended("{CUBE.email}"), "pre_aggregations": [rollup(dimensions=["email"])]},
    "rollup of no member of a base": {**extended("{CUBE.email}"), "pre_aggregations": [rollup(dimensions=["emial"])]},
    "column of another cube": {"segments": [{"name": "s", "sql": "{customers}.email IS NULL"}]},
    "member of another cube": {"segments": [{"name": "s", "sql": "{customers.email} IS NULL"}]},
    "column of another cube in a filter": {"measures": [{"name": "m", "type": "count", "filters": [{"sql": "{customers}.email IS NULL"}]}]},
    "month of a time": of_a_time("{placed.month}"),
    "granularity of ones own": of_a_time("{CUBE.placed.season}"),
    "granularity that is none": of_a_time("{CUBE.placed.moon}"),
    "month of a measure": of_a_time("{latest.month}"),
    "month of no time": of_a_time("{amount.month}"),
    "month of no measure of times": of_a_time("{count.month}"),
    "month of no time of another cube": of_a_time("{customers.email.month}"),
    "braces of a pattern": {"segments": [{"name": "s", "sql": "{CUBE}.email ~ '^[a-z]\\{4\\}$'"}]},
    "rollup of a column called like the cube": {
        "dimensions": [{"name": "orders", "sql": "{CUBE}.amount", "type": "number"}], "pre_aggregations": [rollup(dimensions=["orders"])],
    },
}  # fmt: skip

#: Refused by the reader, so that it is not in the files that Cube sees.
LEFT_OUT = {"hierarchy without levels"}


@pytest.mark.cube
@pytest.mark.parametrize("name", MODELS)
def test_references_are_refused_as_by_cube(name: str, cube_compiler: Compiler) -> None:
    compilation = compiled(MODELS[name])
    refused = any(found.severity is Severity.ERROR for found in compilation.diagnostics)
    assert refused == (name in LEFT_OUT or cube_refuses(compilation, cube_compiler))


@pytest.mark.cube
@pytest.mark.parametrize(
    "sql", ["{region}", "upper({region})", "{region}.name", "{CUBE.region}", "{CUBE}.region", "{region.name}"]
)
def test_a_member_called_like_another_cube(sql: str, cube_compiler: Compiler) -> None:
    """In braces the other cube is meant, unless `CUBE` stands before it."""
    measures = [{"name": "n", "type": "count_distinct", "sql": sql}]
    names = [column("region", "varchar"), column("id", "integer")]
    orders = model("model.shop.orders", columns=names, meta={"cube": {"measures": measures}})
    region = model("model.shop.region", columns=[column("name", "varchar"), column("id", "integer")])
    artifacts = Artifacts(manifest=json.dumps(manifest(orders, region, adapter="duckdb")).encode())
    compilation = compile(artifacts)
    refused = any(found.severity is Severity.ERROR for found in compilation.diagnostics)
    assert refused == cube_refuses(compilation, cube_compiler, render=False)


@pytest.mark.cube
def test_a_member_called_like_a_joined_cube_is_said_once() -> None:
    stated = {"measures": [{"name": "customers", "type": "count_distinct", "sql": "{customers.email}"}]}
    assert [found.code for found in compiled(stated).diagnostics] == ["FC0506"]


def test_the_schedule_reaches_what_is_built_by_itself(cube_compiler: Compiler) -> None:
    stated = [
        rollup(),
        rollup(name="own", refresh_key={"every": "1 hour"}, external=False),
        {"name": "rows", "type": "original_sql"},
        {"name": "auto", "type": "auto_rollup"},
        rollup(name="joined", type="rollup_join", rollups=["r"]),
        rollup(name="latest", type="rollup_lambda", rollups=["r"]),
    ]
    settings = PreAggregationConfig(refresh_schedule=Schedule("30 5 * * 1"), timezone=TimeZone("UTC"), external=True)
    compilation = compiled(
        {"pre_aggregations": stated}, Config(consumption=ConsumptionConfig(pre_aggregations=settings))
    )
    cube = next(cube for cube in compilation.model.cubes if cube.name == "orders")
    keys = {
        r.name: (r.refresh_key and (r.refresh_key.every, r.refresh_key.timezone), r.external)
        for r in cube.pre_aggregations
    }
    configured = ("30 5 * * 1", "UTC")
    assert keys == {
        "r": (configured, True),
        "own": (("1 hour", None), False),
        "rows": (configured, None),
        "auto": (configured, None),
        "joined": (None, True),
        "latest": (None, None),
    }
    assert not cube_refuses(compilation, cube_compiler, render=False)


@pytest.mark.cube
@pytest.mark.parametrize("adapter", ["clickhouse", "databricks", "duckdb", "postgres", "snowflake"])
def test_a_rollup_of_an_approximate_count_is_said_where_cube_refuses_it(adapter: str, cube_compiler: Compiler) -> None:
    approximate = {"name": "people", "type": "count_distinct_approx", "sql": "{CUBE}.name"}
    kept = {"name": "r", "measures": ["people"], "dimensions": ["name"], "external": False}
    config = {"enabled": True, "meta": {"cube": {"measures": [approximate], "pre_aggregations": [kept]}}}
    node = model("model.shop.t", columns=[column("name", "varchar")], config=config)
    compilation = compile(Artifacts(manifest=json.dumps(manifest(node, adapter=adapter)).encode()))
    models = {name: text for name, text in compilation.files.items() if name.endswith(".yaml")}
    refused = cube_compiler.compile(models, DIALECTS.get(adapter, adapter)).errors
    assert [finding.code for finding in compilation.diagnostics] == ["FC0754"] * bool(refused), refused


#: dbt's name of an adapter -> Cube's of its dialect, where they differ.
DIALECTS = {"databricks": "databricks-jdbc"}
