"""Which members a marked column closes, in whatever way they come to read it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from floe_cube import Artifacts, Compilation, compile
from floe_cube.config import ClaimPath, Config, ConsumptionConfig, PiiConfig, SecurityConfig, Text
from floe_cube.cube.ast import Cube, Dimension, Name, OfSql, Sql, Table
from floe_cube.cube.walk import foreign_reads
from tests.build_manifest import column, manifest, model

MARK: dict[str, Any] = {"contains_pii": True}
OWN = {"customers.email": "mask", "customers.born_on": "mask"}


def compiled(cube: dict[str, Any], *, row_level: bool = False) -> Compilation:
    """A project with the model `customers`, whose `meta.cube` is given."""
    columns = [
        column("id", "integer"),
        column("email", "text", meta=MARK),
        column("born_on", "timestamp", meta=MARK),
        column("tier", "text"),
        column("organization_id", "text"),
    ]
    customers = model("model.shop.customers", columns=columns, meta={"cube": {"primary_key": "id", **cube}})
    pii = PiiConfig(groups=(Text("privacy"),))
    security = SecurityConfig(row_level=row_level, roles_claim=ClaimPath(("roles",)), pii=pii)
    config = Config(consumption=ConsumptionConfig(security=security))
    compilation = compile(Artifacts(manifest=json.dumps(manifest(customers)).encode(), config=config))
    assert compilation.ok, compilation.diagnostics
    return compilation


def closed(cube: dict[str, Any]) -> dict[str, str]:
    return dict(compiled(cube).access.closed or {})


@pytest.mark.parametrize("path", ["born_on.year", "CUBE.born_on.year", "customers.born_on.year"])
def test_a_part_of_a_time(path: str) -> None:
    year = {"name": "year", "sql": f"{{{path}}}", "type": "time"}
    assert closed({"dimensions": [year]}) == {**OWN, "customers.year": "mask"}


@pytest.mark.parametrize("relation", ["main.customers", "db.main.customers", '"main"."customers"', "DB.MAIN.CUSTOMERS"])
def test_the_same_relation_in_another_spelling(relation: str) -> None:
    whole = {"name": "whole", "sql": f"(SELECT max(x.*)::text FROM {relation} x)", "type": "string"}
    assert closed({"sql_table": relation}) == OWN
    assert closed({"sql": f"SELECT * FROM {relation} WHERE tier <> ''"}) == OWN
    assert closed({"dimensions": [whole]}) == {**OWN, "customers.whole": "mask"}


@pytest.mark.parametrize("source", [{"sql_table": "vault.people"}, {"sql": "SELECT * FROM vault.people"}])
def test_a_relation_that_dbt_did_not_build(source: dict[str, str]) -> None:
    """Where the rows come from nobody knows; the columns are called as those that are marked."""
    domain = {"name": "domain", "sql": "split_part({CUBE}.email, '@', 2)", "type": "string"}
    assert closed({**source, "dimensions": [domain]}) == {**OWN, "customers.domain": "mask"}


def test_what_a_query_hands_on_under_the_name_of_another_column() -> None:
    query = 'SELECT id, upper(email) AS tier, born_on, organization_id FROM "db"."main"."customers"'
    assert closed({"sql": query}) == {**OWN, "customers.tier": "mask"}


#: Those of the group sales may see nothing but the tier, and others nothing.
SALES = [{"group": "sales", "member_level": {"includes": ["tier"]}}]
VIEWS = [
    {"name": "people", "cubes": [{"join_path": "customers", "includes": ["email", "tier"]}], "access_policy": SALES},
    {"name": "more", "extends": "people", "cubes": [{"join_path": "customers", "includes": ["id", "born_on"]}]},
]


@pytest.mark.parametrize("row_level", [False, True])
def test_a_view_that_extends_another(row_level: bool) -> None:
    compilation = compiled({"views": VIEWS}, row_level=row_level)
    table = compilation.access.closed or {}
    assert {name: how for name, how in table.items() if name.startswith("more.")} == {
        "more.email": "mask",
        "more.born_on": "mask",
    }
    assert compilation.access.views["more"].keys() == {"email", "tier", "id", "born_on"}
    people, more = (next(v for v in compilation.model.views if v.name == name) for name in ("people", "more"))
    groups = {policy.group for policy in more.access_policy}
    assert groups == {policy.group for policy in people.access_policy}, "no more open than the view that it extends"


def test_a_view_that_is_split_is_as_closed_as_a_whole_one() -> None:
    """Cube makes views of its parts, of which neither `queryRewrite` nor a policy knew."""
    parts = [{"join_path": "customers", "includes": ["id"]}, {"join_path": "customers", "includes": "*", "split": True}]
    compilation = compiled({"views": [{"name": "people", "cubes": parts}]}, row_level=True)
    assert compilation.access.views.keys() == {"people", "people_customers"}
    assert compilation.access.views["people"].keys() == {"id"}
    assert {"people_customers.email", "people_customers.born_on"} <= (compilation.access.closed or {}).keys()
    assert all(view.access_policy for view in compilation.model.views)


def test_the_dimension_of_a_link_is_reached_through_a_view() -> None:
    link = {"name": "page", "label": "Page", "url": "f\"'https://shop/' || {CUBE}.id\""}
    page = {"name": "page", "sql": "{CUBE}.tier", "type": "string", "links": [link]}
    view = {"name": "people", "cubes": [{"join_path": "customers", "includes": ["page"], "prefix": True}]}
    access = compiled({"dimensions": [page], "views": [view]}, row_level=True).access
    assert access.views["people"] == {
        "customers_page": ("customers",),
        "customers_page___link_page_url": ("customers",),
    }


def test_a_part_of_a_time_leads_to_the_cubes_that_the_time_reads() -> None:
    """By this table `queryRewrite` knows whose rows to filter."""
    born = {"name": "born", "sql": "{customers.born_on}", "type": "time"}
    year = {"name": "year", "sql": "{born.year}", "type": "time"}
    cubes = {
        "customers": Cube(name=Name("customers"), source=Table(Sql("c")), dimensions=()),
        "orders": Cube(
            name=Name("orders"),
            source=Table(Sql("o")),
            dimensions=tuple(
                Dimension(name=Name(each["name"]), value=OfSql(Sql(each["sql"])), type="time") for each in (born, year)
            ),
        ),
    }
    assert foreign_reads(cubes)["orders"] == {"born": ("customers",), "year": ("customers",)}
