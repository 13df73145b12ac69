"""Personal data inside of columns: a mark on `person.email` is about what the column `person` holds."""

from __future__ import annotations

import json
from typing import Any

import pytest

from floe_cube.compiler import Artifacts, compile
from floe_cube.config import Config, ConsumptionConfig, PiiConfig, SecurityConfig, Text
from tests.build_manifest import catalog, column, manifest, model

PERSONAL = {"contains_pii": True}
#: adapter -> what its catalog has of a struct and an array of structs.
CATALOGS = {
    "bigquery": {
        "id": "INT64",
        "Person": "STRUCT<email STRING, home STRUCT<zip STRING>>",
        "Person.email": "STRING",
        "Person.home": "STRUCT<zip STRING>",
        "Person.home.zip": "STRING",
        "people": "ARRAY<STRUCT<email STRING>>",
        "people.email": "STRING",
    },
    "duckdb": {
        "id": "INTEGER",
        "Person": "STRUCT(email VARCHAR, home STRUCT(zip VARCHAR))",
        "people": "STRUCT(email VARCHAR)[]",
    },
}
MEASURES = [
    {"name": "an_email", "type": "max", "sql": "{CUBE}.Person.email"},
    {"name": "an_id", "type": "max", "sql": "{CUBE}.id"},
]


def closed(adapter: str, *columns: dict[str, Any], with_catalog: bool = True) -> set[str]:
    """The members that are masked or hidden for who sees no personal data."""
    shop = model("model.shop.visits", columns=columns, meta={"cube": {"measures": MEASURES}})
    security = SecurityConfig(row_level=False, pii=PiiConfig(groups=(Text("privacy"),)))
    compilation = compile(
        Artifacts(
            manifest=json.dumps(manifest(shop, adapter=adapter)).encode(),
            catalog=json.dumps(catalog({"model.shop.visits": CATALOGS[adapter]})).encode() if with_catalog else None,
            config=Config(consumption=ConsumptionConfig(security=security)),
        )
    )
    table = json.loads(compilation.files.get("access.json", "{}")).get("closed") or {"members": {}}
    return {name.removeprefix("visits.") for name in table["members"]}


@pytest.mark.parametrize(
    ("adapter", "marked", "expected"),
    [
        ("bigquery", "Person.email", {"Person", "Person_email", "an_email"}),
        ("bigquery", "person.home.zip", {"Person", "Person_home", "Person_home_zip", "an_email"}),
        ("bigquery", "Person.home", {"Person", "Person_home", "Person_home_zip", "an_email"}),
        ("bigquery", "Person", {"Person", "Person_email", "Person_home", "Person_home_zip", "an_email"}),
        ("bigquery", "people.email", {"people"}),
        ("duckdb", "person.email", {"Person", "an_email"}),
        ("duckdb", "people.email", {"people"}),
        ("duckdb", "id", {"id", "an_id"}),
    ],
)
def test_a_field_is_closed_with_all_that_shows_it(adapter: str, marked: str, expected: set[str]) -> None:
    assert closed(adapter, column(marked, meta=PERSONAL)) == expected


def test_without_a_catalog_a_documented_column_is_closed_by_its_field() -> None:
    columns = (column("Person", "STRUCT(email VARCHAR)"), column("Person.email", meta=PERSONAL))
    assert closed("duckdb", *columns, with_catalog=False) == {"Person", "an_email"}


def test_a_field_that_is_not_marked_closes_nothing() -> None:
    assert closed("bigquery", column("Person.email", meta={"contains_pii": False}), column("people.email")) == set()
