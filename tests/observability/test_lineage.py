"""lineage.json: which dbt columns feed which members."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from floe_cube import Artifacts, Config, compile
from floe_cube.config import ObservabilityConfig, Text
from floe_cube.render.lineage import NAMESPACES, CubeEntry, LineageFile, Via

SHOP = Path(__file__).parents[2] / "golden/shop"


TYPES = {"placed": "timestamp", "born": "timestamp"}


def lineage_of(manifest: dict[str, Any], config: Config | None = None) -> LineageFile:
    compilation = compile(Artifacts(manifest=json.dumps(manifest).encode(), config=config or Config()))
    return msgspec.json.decode(compilation.files["lineage.json"], type=LineageFile)


def manifest(columns: str, meta: dict[str, Any], more: dict[str, dict[str, Any]] | None = None) -> dict[str, Any]:
    """A project with the model `orders`, whose `meta.cube` is given, and the model `customers`."""

    def model(name: str, columns: str, cube: dict[str, Any]) -> dict[str, Any]:
        return {
            "unique_id": f"model.shop.{name}",
            "resource_type": "model",
            "name": name,
            "alias": name,
            "package_name": "shop",
            "database": "db",
            "schema": "marts",
            "relation_name": f'"db"."marts"."{name}"',
            "columns": {c: {"name": c, "data_type": TYPES.get(c, "integer")} for c in columns.split()},
            "meta": {"cube": cube},
        }

    nodes = [
        model("orders", columns, meta),
        model("customers", "id name region born", {"primary_key": "id", **((more or {}).get("customers") or {})}),
    ]
    return {
        "metadata": {
            "dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json",
            "adapter_type": "postgres",
            "project_name": "shop",
        },
        "nodes": {node["unique_id"]: node for node in nodes},
        "sources": {},
    }


def read(entry: CubeEntry, member: str) -> set[tuple[str, str, str]]:
    """What a member reads as (dataset, column, how)."""
    for group, plain in ((entry.dimensions, "IDENTITY"), (entry.measures, "AGGREGATION"), (entry.segments, "FILTER")):
        if member in group:
            return {
                (item.dataset or entry.dataset or "", item.column, item.how)
                if isinstance(item, Via)
                else (entry.dataset or "", item, plain)
                for item in group[member]
            }
    raise KeyError(member)


ORDERS, CUSTOMERS = "model.shop.orders", "model.shop.customers"
JOIN = [{"name": "customers", "sql": "{CUBE}.customer_id = {customers}.id", "relationship": "many_to_one"}]

MEMBERS: dict[str, tuple[str, dict[str, Any], set[tuple[str, str, str]]]] = {
    "a column": ("dimensions", {"sql": "{CUBE}.amount", "type": "number"}, {(ORDERS, "amount", "IDENTITY")}),
    "a bare word": ("dimensions", {"sql": "amount", "type": "number"}, {(ORDERS, "amount", "IDENTITY")}),
    "another case": ("dimensions", {"sql": "{CUBE}.AMOUNT", "type": "number"}, {(ORDERS, "amount", "IDENTITY")}),
    "quoted": ("dimensions", {"sql": '{CUBE}."Is ""paid"""', "type": "string"}, {(ORDERS, 'Is "paid"', "IDENTITY")}),
    "an expression": (
        "dimensions",
        {"sql": "coalesce({CUBE}.amount, tax, 'status') -- status", "type": "number"},
        {(ORDERS, "amount", "TRANSFORMATION"), (ORDERS, "tax", "TRANSFORMATION")},
    ),
    "a keyword": (
        "measures",
        {"sql": "percentile_cont(0.5) within group (order by {CUBE}.amount)", "type": "number"},
        {(ORDERS, "amount", "TRANSFORMATION")},
    ),
    "a column called like one": (
        "dimensions",
        {"sql": "{CUBE}.order + \"order\" + amount", "type": "number"},
        {(ORDERS, "order", "TRANSFORMATION"), (ORDERS, "amount", "TRANSFORMATION")},
    ),
    "no function is a column": ("dimensions", {"sql": "tax(1)", "type": "number"}, set()),
    "another cube's member": ("dimensions", {"sql": "{customers.name}", "type": "string"}, {(CUSTOMERS, "name", "TRANSFORMATION")}),
    "another cube's column": ("dimensions", {"sql": "{customers}.region", "type": "string"}, {(CUSTOMERS, "region", "TRANSFORMATION")}),
    "a case": (
        "dimensions",
        {"type": "string", "case": {"when": [{"sql": "{CUBE}.status = 'x'", "label": {"sql": "{CUBE}.tax"}}], "else": {"label": "?"}}},
        {(ORDERS, "status", "CONDITIONAL"), (ORDERS, "tax", "TRANSFORMATION")},
    ),
    "a point": (
        "dimensions",
        {"type": "geo", "latitude": {"sql": "{CUBE}.amount"}, "longitude": {"sql": "{CUBE}.tax"}},
        {(ORDERS, "amount", "TRANSFORMATION"), (ORDERS, "tax", "TRANSFORMATION")},
    ),
    "a sum": ("measures", {"sql": "{amount}", "type": "sum"}, {(ORDERS, "amount", "AGGREGATION")}),
    "a filtered sum": (
        "measures",
        {"sql": "{CUBE}.amount", "type": "sum", "filters": [{"sql": "{status} = 'x'"}]},
        {(ORDERS, "amount", "AGGREGATION"), (ORDERS, "status", "FILTER")},
    ),
    "a ratio of measures": (
        "measures",
        {"sql": "{total} / {count}", "type": "number"},
        {(ORDERS, "amount", "AGGREGATION"), (ORDERS, "id", "AGGREGATION")},
    ),
    "a segment": ("segments", {"sql": "{CUBE}.status = 'x' AND {customers.region} > 1"}, {(ORDERS, "status", "FILTER"), (CUSTOMERS, "region", "FILTER")}),
    "a part of a time": ("dimensions", {"sql": "{CUBE.placed.year}", "type": "time"}, {(ORDERS, "placed", "TRANSFORMATION")}),
    "a part of another cube's time": (
        "dimensions",
        {"sql": "{customers.born.month}", "type": "time"},
        {(CUSTOMERS, "born", "TRANSFORMATION")},
    ),
    "the type of a cast is no column": ("dimensions", {"sql": "{CUBE}.tax::text", "type": "string"}, {(ORDERS, "tax", "TRANSFORMATION")}),
    "neither is that of another form": (
        "dimensions",
        {"sql": "cast({CUBE}.tax as text)", "type": "string"},
        {(ORDERS, "tax", "TRANSFORMATION")},
    ),
    "nor what stands in a comment or a text": (
        "dimensions",
        {"sql": "concat({CUBE}.tax, $$status$$) /* amount */", "type": "string"},
        {(ORDERS, "tax", "TRANSFORMATION")},
    ),
    "nor the part that is cut out of a time": (
        "dimensions",
        {"sql": "extract(text from {CUBE}.placed)", "type": "number"},
        {(ORDERS, "placed", "TRANSFORMATION")},
    ),
    "a row as a whole": (
        "dimensions",
        {"sql": "row_to_json({customers})", "type": "string"},
        {(CUSTOMERS, name, "TRANSFORMATION") for name in ("id", "name", "region", "born")},
    ),
    "a mask": (
        "dimensions",
        {"sql": "{CUBE}.amount", "type": "number", "mask": {"sql": "round({CUBE}.tax)"}},
        {(ORDERS, "amount", "IDENTITY"), (ORDERS, "tax", "TRANSFORMATION")},
    ),
    "a granularity of its own": (
        "dimensions",
        {"sql": "{CUBE}.placed", "type": "time", "granularities": [{"name": "week", "sql": "{CUBE}.tax"}]},
        {(ORDERS, "placed", "IDENTITY"), (ORDERS, "tax", "TRANSFORMATION")},
    ),
    "a member that reads itself": ("dimensions", {"sql": "{it} + {CUBE}.tax", "type": "number"}, {(ORDERS, "tax", "TRANSFORMATION")}),
}  # fmt: skip


@pytest.mark.parametrize("case", MEMBERS)
def test_member(case: str) -> None:
    kind, properties, expected = MEMBERS[case]
    meta: dict[str, Any] = {
        "primary_key": "id",
        "joins": JOIN,
        "measures": [{"name": "total", "sql": "{CUBE}.amount", "type": "sum"}],
    }
    meta[kind] = [*meta.get(kind, []), {"name": "it", **properties}]
    found = lineage_of(
        manifest('id customer_id amount tax status order text placed Is"paid"', meta)
        if case != "quoted"
        else quoted(meta)
    )
    assert read(found.cubes["orders"], "it") == expected


def quoted(meta: dict[str, Any]) -> dict[str, Any]:
    """A project with a column that has a name of two words and quotes in it."""
    project = manifest("id customer_id amount tax status", meta)
    columns = project["nodes"][ORDERS]["columns"]
    columns['Is "paid"'] = {"name": 'Is "paid"', "quote": True, "data_type": "integer"}
    return project


def test_count_counts_the_primary_key() -> None:
    found = lineage_of(manifest("id line amount", {"primary_key": ["id", "line"]}))
    assert read(found.cubes["orders"], "count") == {(ORDERS, "id", "AGGREGATION"), (ORDERS, "line", "AGGREGATION")}


def test_views_show_what_their_cubes_read() -> None:
    parts = [
        {"join_path": "orders", "includes": ["amount", "count"]},
        {"join_path": "orders.customers", "includes": ["name"], "prefix": True},
    ]
    meta = {"primary_key": "id", "joins": JOIN, "views": [{"name": "sales", "cubes": parts}]}
    entry = lineage_of(manifest("id customer_id amount", meta)).cubes["sales"]
    assert entry.view
    assert entry.dataset is None
    assert read(entry, "customers_name") == {(CUSTOMERS, "name", "IDENTITY")}
    assert read(entry, "count") == {(ORDERS, "id", "AGGREGATION")}


def test_a_view_shows_what_the_view_that_it_extends_shows() -> None:
    sales = {"name": "sales", "cubes": [{"join_path": "orders", "includes": ["amount"]}]}
    more = {"name": "more", "extends": "sales", "cubes": [{"join_path": "orders.customers", "includes": ["name"]}]}
    found = lineage_of(manifest("id customer_id amount", {"primary_key": "id", "joins": JOIN, "views": [more, sales]}))
    assert read(found.cubes["more"], "amount") == {(ORDERS, "amount", "IDENTITY")}
    assert read(found.cubes["more"], "name") == {(CUSTOMERS, "name", "IDENTITY")}
    assert found.cubes["more"].paths == {"orders": ("amount",), "orders.customers": ("name",)}


def test_joins_say_what_they_compare() -> None:
    entry = lineage_of(manifest("id customer_id", {"primary_key": "id", "joins": JOIN})).cubes["orders"]
    assert entry.joins == {"customers": (Via(column="id", how="JOIN", dataset=CUSTOMERS), "customer_id")}


def test_each_project_knows_its_own_of_two_relations_of_one_name() -> None:
    """They stand in two databases, which call them the same."""
    own = manifest("id amount", {})
    text = json.dumps(own)
    theirs = {
        **json.loads(text.replace("model.shop.", "model.away.")),
        "metadata": {**own["metadata"], "project_name": "away"},
    }
    others = (Artifacts(manifest=json.dumps(theirs).encode(), prefix="away_", data_source="away"),)
    compilation = compile(Artifacts(manifest=text.encode(), others=others))
    found = msgspec.json.decode(compilation.files["lineage.json"], type=LineageFile)
    assert (found.cubes["orders"].dataset, found.cubes["away_orders"].dataset) == (ORDERS, "model.away.orders")


def test_a_pre_aggregation_says_what_it_holds() -> None:
    rollup = {
        "name": "by_day",
        "measures": ["count"],
        "dimensions": ["CUBE.amount", "customers.name"],
        "time_dimension": "placed",
        "granularity": "day",
    }
    meta = {"primary_key": "id", "joins": JOIN, "pre_aggregations": [rollup]}
    entry = lineage_of(manifest("id customer_id amount placed", meta)).cubes["orders"]
    assert entry.pre_aggregations == {"by_day": ("orders.count", "orders.amount", "customers.name", "orders.placed")}


def test_links_are_dimensions_too() -> None:
    """Cube makes one of each, and dashboards ask for it."""
    link = {
        "name": "page",
        "label": "Page",
        "url": "f\"'https://shop/' || {CUBE}.slug\"",
        "params": [{"key": "k", "value": "tax"}],
    }
    meta = {
        "dimensions": [{"name": "it", "sql": "{CUBE}.amount", "type": "number", "links": [link]}],
        "views": [{"name": "sales", "cubes": [{"join_path": "orders", "includes": ["it"], "prefix": True}]}],
    }
    found = lineage_of(manifest("id amount tax slug", meta))
    expected = {(ORDERS, "slug", "TRANSFORMATION"), (ORDERS, "tax", "TRANSFORMATION")}
    assert read(found.cubes["orders"], "it___link_page_url") == expected
    assert read(found.cubes["sales"], "orders_it___link_page_url") == expected


#: The relation is `"db"."marts"."orders"`.
SPELLINGS = ("marts.orders", "db.marts.orders", '"marts"."orders"', 'DB."marts".Orders', "`db.marts.orders`")


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("source", ["{}", "select * from {}", "with o as (select * from {}) select * from o"])
def test_a_relation_is_known_however_it_is_spelt(source: str, spelling: str) -> None:
    key = "sql_table" if source == "{}" else "sql"
    entry = lineage_of(manifest("id amount", {key: source.format(spelling)})).cubes["orders"]
    assert (entry.dataset, read(entry, "amount")) == (ORDERS, {(ORDERS, "amount", "IDENTITY")})


def test_a_cube_with_a_data_source_of_its_own_shows_its_model_all_the_same() -> None:
    entry = lineage_of(manifest("id amount", {"data_source": "lake"})).cubes["orders"]
    assert (entry.dataset, entry.dimensions["amount"]) == (ORDERS, ("amount",))


@pytest.mark.parametrize(
    "query",
    [
        "select * from marts.orders_old",
        "with orders as (select 1) select * from orders",
        "select orders from elsewhere",
    ],
)
def test_another_relation_is_not_taken_for_it(query: str) -> None:
    assert lineage_of(manifest("id amount", {"sql": query})).cubes["orders"].dataset is None


def test_what_a_query_names_anew_is_what_it_was() -> None:
    query = "select id, o.amount as value, upper(status) as amount, (tax + 1) as taxed from marts.orders o where deleted is null and o.status <> 'tax'"
    dimensions = [
        {"name": name, "sql": f"{{CUBE}}.{name}", "type": "string"} for name in ("value", "taxed", "elsewhere")
    ]
    entry = lineage_of(manifest("id amount status tax deleted", {"sql": query, "dimensions": dimensions})).cubes[
        "orders"
    ]
    assert read(entry, "value") == {(ORDERS, "amount", "IDENTITY")}
    assert read(entry, "amount") == {(ORDERS, "status", "TRANSFORMATION")}
    assert read(entry, "taxed") == {(ORDERS, "tax", "TRANSFORMATION")}
    assert read(entry, "elsewhere") == set()
    assert entry.rows == ("deleted", "status")


def test_texts_and_comments_of_a_query_hide_nothing() -> None:
    """Neither a lone quote in a text nor a word in one, and no mark of a comment in quotes."""
    query = """select '"' as mark, tax as "a--b", amount as value -- it's
        from marts.orders as o where '"' <> status and note <> 'from here' and deleted is null"""
    dimensions = [{"name": name, "sql": f"{{CUBE}}.{name}", "type": "string"} for name in ("value", "mark")]
    found = lineage_of(manifest("id amount status tax deleted", {"sql": query, "dimensions": dimensions}))
    entry = found.cubes["orders"]
    assert entry.dataset == ORDERS
    assert read(entry, "value") == {(ORDERS, "amount", "IDENTITY")}
    assert read(entry, "mark") == set()
    assert entry.rows == ("deleted", "status")


def test_a_query_is_seen_through_to_the_models_it_names() -> None:
    query = 'SELECT o.*, c.region FROM "db"."marts"."orders" o JOIN "db"."marts"."customers" c ON o.customer_id = c.id'
    entry = lineage_of(
        manifest(
            "id customer_id amount",
            {"sql": query, "dimensions": [{"name": "region", "sql": "region", "type": "string"}]},
        )
    ).cubes["orders"]
    assert entry.dataset is None
    assert read(entry, "region") == {(CUSTOMERS, "region", "IDENTITY")}
    assert read(entry, "amount") == {(ORDERS, "amount", "IDENTITY")}


def test_a_cube_over_another_table_claims_nothing_of_the_model() -> None:
    entry = lineage_of(manifest("id amount", {"sql_table": "elsewhere.t"})).cubes["orders"]
    assert entry.dataset is None
    assert read(entry, "amount") == set()


def test_datasets_are_named_as_dbt_names_them() -> None:
    found = lineage_of(manifest("id", {}))
    assert found.namespace == NAMESPACES["postgres"] == "postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}"
    assert found.datasets[ORDERS].name == "db.marts.orders"
    assert found.datasets[ORDERS].columns == {"id": "integer"}


def test_the_namespace_may_be_configured() -> None:
    config = Config(observability=ObservabilityConfig(dataset_namespace=Text("warehouse")))
    assert lineage_of(manifest("id", {}), config).namespace == "warehouse"


def test_the_shop_is_complete() -> None:
    """Every member of a real project has its columns, but for a count without a key."""
    compilation = compile(
        Artifacts(manifest=(SHOP / "manifest.json").read_bytes(), catalog=(SHOP / "catalog.json").read_bytes())
    )
    found = msgspec.json.decode(compilation.files["lineage.json"], type=LineageFile)
    views = {view.name for view in compilation.model.views}
    assert set(found.cubes) == {cube.name for cube in compilation.model.cubes} | views
    empty = set()
    for cube in compilation.model.cubes:
        entry = found.cubes[cube.name]
        own = {**entry.dimensions, **entry.measures, **entry.segments}
        assert {m.name for group in (cube.dimensions, cube.measures, cube.segments) for m in group} <= own.keys()
        empty |= {f"{cube.name}.{name}" for name, columns in own.items() if not columns}
        plain = {column for reads in own.values() for column in reads if isinstance(column, str)}
        assert plain <= (
            found.datasets[entry.dataset].columns.keys() if entry.dataset else set()
        )  # a union has no dataset
    assert all(name.endswith(".count") for name in empty)


def test_it_is_json_on_lines() -> None:
    compilation = compile(Artifacts(manifest=(SHOP / "manifest.json").read_bytes()))
    text = compilation.files["lineage.json"]
    assert json.loads(text)["version"] == 1
    model = compilation.model
    assert sum('"dataset"' in line for line in text.splitlines()) == len(model.cubes) + len(model.views)
