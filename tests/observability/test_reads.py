"""Which columns a query read, by the event of it, against the SQL that real Cube made of it."""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from attrs import frozen

from floe_cube import Artifacts, compile
from floe_cube.adapters import openlineage as ol
from floe_cube.adapters.events import QueryEvent, decode
from floe_cube.adapters.lineage import Catalogue, catalogue, run_event
from floe_cube.adapters.security import mint
from floe_cube.config import ClaimPath, Config, ConsumptionConfig, PiiConfig, SecurityConfig, Text
from tests.build_manifest import column, manifest, model
from tests.cube import lab

pytestmark = [pytest.mark.cube]

SECRET = "a secret of these questions and of nobody else, 64 letters long"
PERSONAL = ("email", "born_on")
TYPES = {"id": "integer", "customer_id": "integer", "store_id": "integer", "region_id": "integer", "amount": "double"}
TIMES = ("placed_at", "born_on")


def joined(name: str, key: str) -> dict[str, str]:
    return {"name": name, "relationship": "many_to_one", "sql": f"{{CUBE}}.{key} = {{{name}}}.id"}


TABLES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "orders": (
        "id organization_id customer_id store_id status amount placed_at",
        {
            "joins": [joined("customers", "customer_id"), joined("stores", "store_id")],
            "measures": [
                {"name": "revenue", "type": "sum", "sql": "{CUBE}.amount"},
                {"name": "paid", "type": "sum", "sql": "{CUBE}.amount", "filters": [{"sql": "{CUBE}.status = 'paid'"}]},
            ],
            "segments": [{"name": "of_a_city", "sql": "{customers.city} <> ''"}],
            "dimensions": [{"name": "city", "type": "string", "sql": "{customers.city}"}],
            "views": [
                {
                    "name": "sales",
                    "cubes": [
                        {"join_path": "orders", "includes": ["revenue", "placed_at"]},
                        {"join_path": "orders.customers", "includes": ["email", "city"], "prefix": True},
                        {"join_path": "orders.customers.regions", "includes": ["name"], "prefix": True},
                    ],
                },
                {"name": "more_sales", "extends": "sales"},
            ],
        },
    ),
    "customers": ("id organization_id region_id email city born_on", {"joins": [joined("regions", "region_id")]}),
    "regions": (
        "id name",
        {"row_level": "exempt", "access_policy": [{"group": "sales", "member_level": {"includes": "*"}}]},
    ),
    "stores": ("id organization_id title", {"sql": "select * from shop.main.stores where title <> ''"}),
}


@frozen
class Place:
    server: lab.Server
    events: Path
    known: Catalogue

    def ask(self, query: Mapping[str, Any], *roles: str) -> tuple[QueryEvent, lab.Response]:
        """The end of a query's record, and the answer."""
        claims = {"sub": "u", "exp": int(time.time()) + 3600, "organization_id": "north", "roles": list(roles)}
        request = uuid.uuid4().hex
        answer = self.server.load(query, mint(claims, SECRET), headers={"x-request-id": request})
        assert answer.status == 200, answer.body
        deadline = time.monotonic() + 20
        while True:
            records = [decode(line) for line in self.events.read_bytes().splitlines()]
            for record in records:
                if record and (record.request or "").startswith(request) and record.event != "START":
                    return record, answer
            assert time.monotonic() < deadline, "no record was written"
            time.sleep(0.05)

    def sql(self, query: Mapping[str, Any], *roles: str) -> str:
        claims = {"sub": "u", "exp": int(time.time()) + 3600, "organization_id": "north", "roles": list(roles)}
        return str(self.server.sql(query, mint(claims, SECRET)).body["sql"]["sql"][0])


@pytest.fixture(scope="module")
def place(real_cube: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("reads")
    database, events = folder / "shop.duckdb", folder / "events.jsonl"
    nodes = []
    with duckdb.connect(str(database), config=lab.DUCKDB_CONFIG) as connection:
        for name, (columns, cube) in TABLES.items():
            types = {each: "timestamp" if each in TIMES else TYPES.get(each, "varchar") for each in columns.split()}
            connection.execute(f"create table {name} ({', '.join(f'{each} {kind}' for each, kind in types.items())})")
            said = [column(each, kind, meta={"pii": each in PERSONAL}) for each, kind in types.items()]
            nodes.append(
                model(
                    f"model.shop.{name}",
                    columns=said,
                    database="shop",
                    relation_name=f'"shop"."main"."{name}"',
                    meta={"cube": {"primary_key": "id", **cube}},
                )
            )
        connection.execute("insert into regions values (1, 'coast')")
        connection.execute("insert into customers values (1, 'north', 1, 'canary@example.com', 'Bergen', '1990-01-01')")
        connection.execute("insert into stores values (1, 'north', 'Quay')")
        connection.execute("insert into orders values (1, 'north', 1, 1, 'paid', 5, '2024-05-06')")
    pii = PiiConfig(groups=(Text("privacy"),))
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig(roles_claim=ClaimPath(("roles",)), pii=pii)))
    compilation = compile(Artifacts(manifest=json.dumps(manifest(*nodes, adapter="duckdb")).encode(), config=config))
    assert compilation.ok, compilation.diagnostics
    lab.deploy(folder / "cube", compilation)
    environment = {
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(database),
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
        "FLOE_CUBE_EVENTS": str(events),
    }
    with lab.Server(folder / "cube", environment) as server:
        yield Place(server, events, catalogue(compilation.files["lineage.json"].encode(), {}, "bi"))


def read(record: QueryEvent, known: Catalogue) -> tuple[set[str], set[str]]:
    """The columns whose values a query read, and those of which it showed only masks: `orders.amount`."""
    event = run_event(record, known)
    assert event is not None
    facet = event.outputs[0].facets.column_lineage
    if not isinstance(facet, ol.ColumnLineage):
        return set(), set()
    fields = [*(field for one in facet.fields.values() for field in one.input_fields), *facet.dataset]
    names = {field: f"{field.name.rpartition('.')[2]}.{field.field}" for field in fields}
    hidden = {names[field] for field in fields if field.transformations[0].masking is True}
    return {names[field] for field in fields if field.transformations[0].masking is not True}, hidden


def in_sql(sql: str) -> set[str]:
    """The columns in SQL that Cube wrote. Here each cube stands under its own name, and members name columns behind it."""
    inside = {f"stores.{name}" for name in re.findall(r"from shop\.main\.stores where (\w+)", sql)}
    return {f"{table}.{name}" for table, name in re.findall(r'"(\w+)"\.(\w+)', sql) if table in TABLES} | inside


#: A question, and the roles of who asks.
QUESTIONS: Mapping[str, tuple[dict[str, Any], tuple[str, ...]]] = {
    "a measure": ({"measures": ["orders.revenue"]}, ()),
    "a filtered measure": ({"measures": ["orders.paid"]}, ()),
    "a dimension of another cube": ({"dimensions": ["orders.city"]}, ()),
    "a segment over another cube": ({"measures": ["orders.count"], "segments": ["orders.of_a_city"]}, ()),
    "two cubes": ({"measures": ["orders.count"], "dimensions": ["customers.city"]}, ()),
    "cubes that the first one does not lead to": ({"measures": ["stores.count", "orders.count"], "dimensions": ["orders.city"]}, ()),
    "a cube with conditions of its own": ({"dimensions": ["stores.title"]}, ()),
    "a cube with conditions on the way": ({"measures": ["orders.count"], "dimensions": ["stores.id"]}, ()),
    "two joins": ({"dimensions": ["orders.id", "regions.name"]}, ("sales",)),
    "a view": ({"measures": ["sales.revenue"], "dimensions": ["sales.regions_name"]}, ("sales",)),
    "a view that extends another": ({"dimensions": ["more_sales.customers_email"]}, ("privacy",)),
    "personal data": ({"dimensions": ["customers.email"]}, ("privacy",)),
    "a time that bounds": (
        {"measures": ["orders.count"], "timeDimensions": [{"dimension": "orders.placed_at", "dateRange": ["2024-01-01", "2025-01-01"]}]},
        (),
    ),
    "a filter": ({"measures": ["orders.count"], "filters": [{"member": "customers.city", "operator": "set"}]}, ()),
}  # fmt: skip


@pytest.mark.parametrize("case", QUESTIONS)
def test_an_event_names_the_columns_that_the_sql_reads(case: str, place: Place) -> None:
    """Those of joins, of row filters and of a cube's own conditions too."""
    query, roles = QUESTIONS[case]
    record, _ = place.ask(query, *roles)
    assert read(record, place.known) == (in_sql(place.sql(query, *roles)), set())


def test_a_time_that_bounds_is_no_column_of_the_result(place: Place) -> None:
    record, answer = place.ask(QUESTIONS["a time that bounds"][0])
    event = run_event(record, place.known)
    assert event is not None
    schema = event.outputs[0].facets.schema
    assert isinstance(schema, ol.Schema)
    assert [field.name for field in schema.fields] == list(answer.body["data"][0]) == ["orders.count"]


@pytest.mark.parametrize(
    "member", ["customers.email", "customers.born_on", "sales.customers_email", "more_sales.customers_email"]
)
def test_who_saw_masks_did_not_see_the_column(member: str, place: Place) -> None:
    query = {"dimensions": [member]}
    seen, seen_answer = place.ask(query, "privacy")
    masked, masked_answer = place.ask(query, "sales")
    (owner,) = {name for name in read(seen, place.known)[0] if name in ("customers.email", "customers.born_on")}
    assert owner not in read(masked, place.known)[0]
    assert (read(masked, place.known)[1], masked.masked, seen.masked) == ({owner}, (member,), ())
    shows = [any(row.values()) for answer in (seen_answer, masked_answer) for row in answer.body["data"]]
    assert shows == [True, False]


def test_row_filters_are_told_apart_from_what_is_asked(place: Place) -> None:
    record, _ = place.ask({"measures": ["orders.count"], "dimensions": ["customers.city"]})
    assert record.asked.filters == ()
    assert set(record.restricted) == {"orders.organization_id", "customers.organization_id"}


def test_who_is_granted_no_row_read_nothing(place: Place) -> None:
    """The policy of `regions` is for the group sales; the view itself is open."""
    query = {"dimensions": ["sales.regions_name"]}
    (granted, some), (denied, none) = (place.ask(query, *roles) for roles in (("sales",), ()))
    assert (granted.denied, some.body["data"]) == (False, [{"sales.regions_name": "coast"}])
    assert (denied.denied, none.body["data"]) == (True, [])
    assert "regions.name" in read(granted, place.known)[0]
    assert read(denied, place.known) == (set(), set())
