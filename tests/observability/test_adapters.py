"""The pure halves: records to spans and run events, and what is imported when."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floe_cube.adapters import lineage, openlineage, tracing
from floe_cube.adapters.events import ERRORS, Asked, QueryEvent, Stage, Statement, decode
from floe_cube.adapters.schema import query_event_schema
from floe_cube.render.lineage import CubeEntry, DatasetEntry, LineageFile, Via

ROOT = Path(__file__).parents[2]
START = datetime(2026, 1, 2, 3, 4, 5, 678000, tzinfo=UTC)
ID = "0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b"
COMPLETE = QueryEvent(
    floe_cube_event=1,
    event="COMPLETE",
    id=ID,
    time=START + timedelta(seconds=1),
    started=START,
    duration_ms=1000,
    cubes=("orders", "customers"),
    asked=Asked(
        measures=("orders.revenue",),
        dimensions=("customers.name",),
        time_dimensions=("orders.placed_at.month",),
        segments=("orders.large",),
        filters=("orders.status",),
    ),
    application="Metabase",
    cache_hit=False,
    database="postgres",
    sql="SELECT ?",
    stages=(
        Stage(name="parse", start_ms=0, duration_ms=10),
        Stage(name="security", start_ms=10, duration_ms=20),
        Stage(name="execute", start_ms=30, duration_ms=900),
        Stage(name="response", start_ms=930, duration_ms=70),
    ),
    statements=(
        Statement(kind="refresh_key", start_ms=40, duration_ms=10),
        Statement(kind="query", start_ms=60, duration_ms=2000, queue_ms=5),
    ),
    status=200,
)
FILE = LineageFile(
    namespace="postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}",
    datasets={
        "model.shop.orders": DatasetEntry(
            name="db.marts.orders", columns={"amount": "numeric", "placed_at": "", "status": "text"}
        ),
        "model.shop.customers": DatasetEntry(name="db.marts.customers", columns={"name": "text"}),
    },
    cubes={
        "orders": CubeEntry(
            dataset="model.shop.orders",
            measures={"revenue": ("amount", Via(column="status", how="FILTER"))},
            dimensions={"placed_at": ("placed_at",), "status": ("status",)},
            segments={"large": ("amount",)},
        ),
        "customers": CubeEntry(dataset="model.shop.customers", dimensions={"name": ("name",)}),
    },
)
KNOWN = lineage.catalogue(msgspec.json.encode(FILE), {"CUBEJS_DB_HOST": "db"}, "bi")


# --- spans ------------------------------------------------------------------------------------------------------------
def test_the_tree_of_spans() -> None:
    span = tracing.describe(COMPLETE)
    assert span is not None
    nanoseconds = 1767323045678000000
    assert (span.name, span.kind, span.start, span.end) == (
        "cube.query",
        "SERVER",
        nanoseconds,
        nanoseconds + 1_000_000_000,
    )
    assert [(child.name, child.end - child.start) for child in span.children] == [
        ("cube.parse", 10_000_000),
        ("cube.security", 20_000_000),
        ("cube.execute", 900_000_000),
        ("cube.response", 70_000_000),
    ]
    execute = span.children[2]
    assert [(child.name, child.kind) for child in execute.children] == [("database.query", "CLIENT")] * 2
    assert execute.children[1].end == execute.end, "a statement that outlasts the query is cut off"
    assert execute.children[1].attributes["db.query.text"] == "SELECT ?"
    assert "db.query.text" not in execute.children[0].attributes
    assert span.attributes["cube.filter_count"] == 1
    assert span.attributes["http.response.status_code"] == 200
    assert span.attributes["cube.application"] == "Metabase"


def test_a_record_that_ends_nothing_has_no_spans() -> None:
    assert tracing.describe(msgspec.structs.replace(COMPLETE, event="START")) is None
    assert tracing.describe(msgspec.structs.replace(COMPLETE, event="LOSS")) is None


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_is_told_in_words_of_our_own(error: Any) -> None:
    failed = msgspec.structs.replace(COMPLETE, event="FAIL", error=error)
    span = tracing.describe(failed)
    assert span is not None
    assert (span.error, span.attributes["error.type"]) == (ERRORS[error], error)
    event = lineage.run_event(failed, KNOWN)
    assert event is not None
    assert event.run.facets.error_message == openlineage.ErrorMessage(message=ERRORS[error])
    assert event.outputs == ()


def test_identifiers_follow_from_the_record() -> None:
    numbers = [list(zip(range(6), tracing.identifiers(COMPLETE), strict=False)) for _ in range(2)]
    assert numbers[0] == numbers[1]
    assert len({number for _, number in numbers[0]}) == 6
    assert 0 < numbers[0][0][1] < 2**128
    assert all(0 < number < 2**64 for _, number in numbers[0][1:])


# --- run events -------------------------------------------------------------------------------------------------------
def test_inputs_and_column_lineage() -> None:
    event = lineage.run_event(COMPLETE, KNOWN)
    assert event is not None
    assert (event.job.namespace, event.job.name, event.run.run_id) == ("bi", "cube.orders.query", ID)
    assert isinstance(event.run.facets.tags, openlineage.Tags)
    assert openlineage.Tag(key="application", value="Metabase") in event.run.facets.tags.tags
    assert [(d.namespace, d.name) for d in event.inputs] == [
        ("postgres://db:5432", "db.marts.customers"),
        ("postgres://db:5432", "db.marts.orders"),
    ]
    sent = json.loads(openlineage.encode(event))
    facet = sent["outputs"][0]["facets"]["columnLineage"]
    shown = {
        name: {(f["name"], f["field"], f["transformations"][0]["subtype"]) for f in field["inputFields"]}
        for name, field in facet["fields"].items()
    }
    assert shown == {
        "orders.revenue": {("db.marts.orders", "amount", "AGGREGATION"), ("db.marts.orders", "status", "FILTER")},
        "customers.name": {("db.marts.customers", "name", "IDENTITY")},
        "orders.placed_at.month": {("db.marts.orders", "placed_at", "IDENTITY")},
    }
    assert {(f["field"], f["transformations"][0]["type"]) for f in facet["dataset"]} == {
        ("amount", "INDIRECT"),
        ("status", "INDIRECT"),
    }


def test_the_same_record_gives_the_same_bytes() -> None:
    start = msgspec.structs.replace(COMPLETE, event="START", duration_ms=None)
    for record in (start, COMPLETE):
        first, second = (lineage.run_event(record, KNOWN) for _ in range(2))
        assert first is not None
        assert second is not None
        assert openlineage.encode(first) == openlineage.encode(second)
    begin, end = (lineage.run_event(record, KNOWN) for record in (start, COMPLETE))
    assert begin is not None
    assert end is not None
    assert end.event_time - begin.event_time == timedelta(seconds=1)


def test_a_query_without_cubes_or_a_file_is_still_an_event() -> None:
    bare = QueryEvent(floe_cube_event=1, event="FAIL", id=ID, time=START, started=START, error="unauthorized")
    for known in (KNOWN, lineage.catalogue(None, {}, "bi")):
        event = lineage.run_event(bare, known)
        assert event is not None
        assert (event.job.name, event.inputs, event.outputs) == ("cube.unknown.query", (), ())
    assert lineage.run_event(msgspec.structs.replace(bare, event="LOSS"), KNOWN) is None


def test_a_build_makes_a_table() -> None:
    build = QueryEvent(
        floe_cube_event=1, event="COMPLETE", kind="pre_aggregation", id=ID, time=START, started=START, cubes=("orders",), pre_aggregations=("orders.by_day",), table="pre.orders_by_day"
    )  # fmt: skip
    event = lineage.run_event(build, KNOWN)
    assert event is not None
    assert event.job.name == "cube.orders.pre_aggregation.by_day"
    assert [d.name for d in event.inputs] == ["db.marts.orders"]
    assert [d.name for d in event.outputs] == ["pre.orders_by_day"]


def test_a_table_of_a_build_holds_the_columns_of_its_members() -> None:
    """Personal data that a rollup keeps is seen there as well."""
    stored = {"by_customer": ("orders.revenue", "customers.name", "orders.large")}
    joins = {"customers": ("customer_id", Via(column="id", how="JOIN", dataset="model.shop.customers"))}
    orders = msgspec.structs.replace(FILE.cubes["orders"], pre_aggregations=stored, joins=joins)
    file = msgspec.structs.replace(FILE, cubes={**FILE.cubes, "orders": orders})
    known = lineage.catalogue(msgspec.json.encode(file), {}, "bi")
    build = msgspec.structs.replace(
        COMPLETE, kind="pre_aggregation", asked=Asked(), cubes=("orders",), pre_aggregations=("orders.by_customer",), table="t"
    )  # fmt: skip
    event = lineage.run_event(build, known)
    assert event is not None
    assert [dataset.name for dataset in event.inputs] == ["db.marts.customers", "db.marts.orders"]
    facet = event.outputs[0].facets.column_lineage
    assert isinstance(facet, openlineage.ColumnLineage)
    assert {name: [each.field for each in field.input_fields] for name, field in facet.fields.items()} == {
        "orders.revenue": ["amount", "status"],
        "customers.name": ["name"],
    }
    assert [(each.field, each.transformations[0].subtype) for each in facet.dataset] == [
        ("amount", "FILTER"),
        ("customer_id", "JOIN"),
        ("id", "JOIN"),
    ]


@pytest.mark.parametrize(
    ("template", "environment", "expected"),
    [
        ("postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}", {"CUBEJS_DB_HOST": "h", "CUBEJS_DB_PORT": "1"}, "postgres://h:1"),
        ("postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}", {"CUBEJS_DB_HOST": "h"}, "postgres://h:5432"),
        ("postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}", {}, "postgres"),
        ("bigquery", {}, "bigquery"),
        ("my own", {}, "my own"),
        ("snowflake://{CUBEJS_DB_SNOWFLAKE_ACCOUNT}", {"CUBEJS_DB_SNOWFLAKE_ACCOUNT": "org-acc.eu-west-1"}, "snowflake://org-acc"),
        ("snowflake://{CUBEJS_DB_SNOWFLAKE_ACCOUNT}", {"CUBEJS_DB_SNOWFLAKE_ACCOUNT": "xy12345"}, "snowflake://xy12345.us-west-1.aws"),
        ("snowflake://{CUBEJS_DB_SNOWFLAKE_ACCOUNT}", {"CUBEJS_DB_SNOWFLAKE_ACCOUNT": "xy12345.us-east-1"}, "snowflake://xy12345.us-east-1.aws"),
        ("snowflake://{CUBEJS_DB_SNOWFLAKE_ACCOUNT}", {"CUBEJS_DB_SNOWFLAKE_ACCOUNT": "xy12345.a.azure"}, "snowflake://xy12345.a.azure"),
        ("databricks://{CUBEJS_DB_DATABRICKS_URL}", {"CUBEJS_DB_DATABRICKS_URL": "jdbc:databricks://dbc.cloud:443/default;x=1"}, "databricks://dbc.cloud"),
    ],
)  # fmt: skip
def test_namespaces(template: str, environment: dict[str, str], expected: str) -> None:
    assert lineage.dataset_namespace(template, environment) == expected
    # The same of a connection of its own, beside another one's variables.
    theirs = {name.replace("CUBEJS_", "CUBEJS_DS_CRM_2_"): value for name, value in environment.items()}
    others = dict.fromkeys(environment, "elsewhere")
    assert (
        lineage.dataset_namespace(template.replace("{CUBEJS_", "{CUBEJS_DS_CRM_2_"), {**others, **theirs}) == expected
    )


def test_datasets_of_another_data_source() -> None:
    """Each has the namespace of its own connection, as input, as the source of a column, and where a rollup of it is built."""
    customers = msgspec.structs.replace(
        FILE.datasets["model.shop.customers"], namespace="snowflake://{CUBEJS_DS_CRM_DB_SNOWFLAKE_ACCOUNT}"
    )
    file = msgspec.structs.replace(FILE, datasets={**FILE.datasets, "model.shop.customers": customers})
    environment = {"CUBEJS_DB_HOST": "db", "CUBEJS_DS_CRM_DB_SNOWFLAKE_ACCOUNT": "org-acc"}
    known = lineage.catalogue(msgspec.json.encode(file), environment, "bi")
    asked = msgspec.structs.replace(COMPLETE.asked, dimensions=("customers.name",))
    event = lineage.run_event(msgspec.structs.replace(COMPLETE, cubes=("orders", "customers"), asked=asked), known)
    assert event is not None
    expected = {("snowflake://org-acc", "db.marts.customers"), ("postgres://db:5432", "db.marts.orders")}
    assert {(dataset.namespace, dataset.name) for dataset in event.inputs} == expected
    facet = event.outputs[0].facets.column_lineage
    assert isinstance(facet, openlineage.ColumnLineage)
    fields = [field for one in facet.fields.values() for field in one.input_fields]
    assert {(field.namespace, field.name) for field in fields} == expected
    built = msgspec.structs.replace(
        COMPLETE, kind="pre_aggregation", cubes=("customers",), pre_aggregations=("customers.names",), table="t"
    )
    made = lineage.run_event(built, known)
    assert made is not None
    assert [(dataset.namespace, dataset.name) for dataset in made.outputs] == [("snowflake://org-acc", "t")]


def test_snowflake_accounts_are_spelt_as_dbt_s_integration_spells_them() -> None:
    from openlineage.common.provider.snowflake import fix_account_name  # type: ignore[import-untyped, unused-ignore]

    for account in ("xy12345", "xy12345.us-east-1", "xy12345.us-east-2.aws", "org-account", "org-account.eu", "a.b.c"):
        ours = lineage.dataset_namespace(
            "snowflake://{CUBEJS_DB_SNOWFLAKE_ACCOUNT}", {"CUBEJS_DB_SNOWFLAKE_ACCOUNT": account}
        )
        assert ours == f"snowflake://{fix_account_name(account)}"


# --- records ----------------------------------------------------------------------------------------------------------
def test_the_schema_knows_the_record_and_nothing_else() -> None:
    validator = jsonschema.Draft202012Validator(query_event_schema(), format_checker=jsonschema.FormatChecker())
    sent = json.loads(msgspec.json.encode(COMPLETE))
    validator.validate(sent)
    for odd in (
        {"filter_values": ["x"]},
        {"asked": {"values": ["x"]}},
        {"request": "a claim, perhaps"},
        {"error": "password=x"},
        {"application": "Excel <somebody@example.com>"},
        {"cubes": ["a b"]},
    ):
        with pytest.raises(jsonschema.ValidationError):
            validator.validate({**sent, **odd})


def test_a_record_is_decoded_as_it_was() -> None:
    assert decode(msgspec.json.encode(COMPLETE)) == COMPLETE


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: f'{{"floe_cube_event":1,{text}}}'.encode()))
def test_decoding_never_raises(line: bytes) -> None:
    decode(line)


@given(st.integers(0, len(msgspec.json.encode(COMPLETE)) - 1))
def test_a_torn_record_is_none(length: int) -> None:
    assert decode(msgspec.json.encode(COMPLETE)[:length]) is None


# --- imports ----------------------------------------------------------------------------------------------------------
def test_a_build_pays_for_none_of_it(tmp_path: Path) -> None:
    program = (
        "import sys; from floe_cube.cli.main import main\n"
        f"main(['build', '--target', {str(ROOT / 'golden/shop')!r}, '--out', {str(tmp_path / 'out')!r}], standalone_mode=False)"
    )
    report = "\nimport sys; print(sorted({m.split('.')[0] for m in sys.modules} & {'opentelemetry', 'openlineage', 'jwt', 'grpc', 'requests'}))"
    code = f"try:\n    exec({program!r})\nexcept SystemExit: pass{report}"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]", ran.stdout


def test_lineage_command(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "floe_cube", *arguments]
        return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)

    out = ["--deployment", str(tmp_path / "out")]
    assert run("lineage", *out).returncode == 2
    assert run("build", "--target", "golden/shop", "--out", str(tmp_path / "out")).returncode == 0
    events = tmp_path / "events.jsonl"
    asked = msgspec.structs.replace(COMPLETE, event="START", asked=Asked(measures=("orders.revenue",)), user="somebody")
    events.write_bytes(b"noise\n" + msgspec.json.encode(asked) + b"\n")
    shown = run("lineage", *out, "--column", "orders.amount", "--events", str(events))
    assert shown.returncode == 0
    found = {line.split()[0]: line for line in shown.stdout.splitlines()}
    assert {"orders.amount", "orders.revenue", "orders.average_order", "orders.paid_revenue"} <= found.keys()
    assert "payments.amount" not in found
    assert "2026-01-02 03:04:06 UTC, rest of Metabase by somebody" in found["orders.revenue"]
    assert "never asked for" in found["orders.amount"]
    assert "shop.main.orders.amount (aggregation)" in found["orders.revenue"]
    ended = msgspec.structs.replace(COMPLETE, asked=asked.asked, masked=("orders.revenue",))
    with events.open("ab") as file:
        file.write(msgspec.json.encode(ended) + b"\n")
    masked = run("lineage", *out, "--column", "orders.amount", "--events", str(events)).stdout
    assert "2026-01-02 03:04:06 UTC, rest of Metabase by somebody, masked\n" in masked
    keys = run("lineage", *out, "--column", "orders.customer_id").stdout.splitlines()
    assert any(line.startswith("orders -> customers") and "orders.customer_id (join)" in line for line in keys)
    in_capitals = run("lineage", *out, "--column", "ORDERS.AMOUNT").stdout
    assert [line.split()[0] for line in in_capitals.splitlines()] == [*found]
    nothing = run("lineage", *out, "--column", "amuont")
    assert (nothing.returncode, nothing.stdout) == (0, "")
    assert nothing.stderr == "No member reads a column `amuont` (did you mean `amount`?).\n"
    assert "did you mean `customers`" in run("lineage", *out, "--cube", "custmers").stderr
    missing = run("lineage", *out, "--events", str(tmp_path / "nowhere"))
    assert missing.returncode == 2
    assert "FLOE_CUBE_EVENTS" in missing.stderr
    listed = json.loads(run("lineage", *out, "--cube", "customers", "--format", "json").stdout)
    assert {"member": "customers.email", "columns": ["shop.main.customers.email"], "asked": None} in listed


@pytest.mark.parametrize(
    ("events", "url", "said"),
    [
        (".", "http://127.0.0.1:9", "Is a directory"),
        ("-", "127.0.0.1:5000", "http://"),
        ("-", "file:///etc", "http://"),
    ],
)
def test_what_no_waiting_would_mend_ends_at_once(events: str, url: str, said: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "floe_cube", "observe", "--events", events, "--once", "--openlineage-url", url]
    ran = subprocess.run(
        command,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
