"""For programs that query Cube: traces and run events from the asking side."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from floe_cube.adapters.library import (
    QueryLineageEmitter,
    QueryLineageEvent,
    QueryTraceSpan,
    record_query_result,
    trace_query,
)
from floe_cube.adapters.statement import without_literals
from tests.observability.deployed import deploy
from tests.observability.openlineage_spec import Official
from tests.observability.receivers import lineage_receiver, until

STATEMENTS = json.loads((Path(__file__).parent / "statements.json").read_text())
SECRET = "canary"


# --- traces -----------------------------------------------------------------------------------------------------------
def provider() -> tuple[TracerProvider, InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    found = TracerProvider()
    found.add_span_processor(SimpleSpanProcessor(exporter))
    return found, exporter


def test_a_query_that_is_answered() -> None:
    tracing, exporter = provider()
    asked = {"measures": ["orders.count", f"'{SECRET}'"], "dimensions": ["orders.status"], "filter_count": 2}
    with trace_query("orders", **asked, tracer=tracing.get_tracer("test")) as trace:  # type: ignore[arg-type]
        record_query_result(trace, row_count=7, cache_hit=True)
    (span,) = exporter.get_finished_spans()
    context = span.get_span_context()
    assert context is not None
    flags = f"{context.trace_flags:02x}"
    assert trace.headers == {"traceparent": f"00-{context.trace_id:032x}-{context.span_id:016x}-{flags}"}
    assert trace.span is not None
    assert trace.span.trace_id == f"{context.trace_id:032x}"
    assert trace.span.status == "OK"
    assert trace.span.attributes == {
        "cube.name": "orders",
        "cube.measures": ["orders.count"],
        "cube.dimensions": ["orders.status"],
        "cube.filter_count": 2,
        "cube.row_count": 7,
        "cube.cache_hit": True,
    }
    assert span.attributes is not None
    assert dict(span.attributes)["cube.row_count"] == 7


def test_a_query_that_fails_tells_the_class_of_the_error_alone() -> None:
    tracing, exporter = provider()
    with pytest.raises(ValueError, match=SECRET), trace_query("orders", tracer=tracing.get_tracer("test")) as trace:
        raise ValueError(f"invalid input: {SECRET}")
    with trace_query("orders", tracer=tracing.get_tracer("test")) as other:
        record_query_result(other, error=f"password {SECRET} refused")
    assert [t.span.attributes["error.type"] for t in (trace, other) if t.span] == ["ValueError", "internal_error"]
    assert [t.span.status for t in (trace, other) if t.span] == ["ERROR", "ERROR"]
    for span in exporter.get_finished_spans():
        assert SECRET not in span.to_json()


def test_a_trace_that_is_off_costs_nothing() -> None:
    program = (
        "import sys; from floe_cube.adapters.library import trace_query, record_query_result, QueryLineageEmitter\n"
        "with trace_query('orders', enabled=False) as trace: record_query_result(trace, row_count=1)\n"
        "emitter = QueryLineageEmitter(); emitter.emit_complete(emitter.emit_start('orders'), 'orders'); assert emitter.close()\n"
        "assert trace.headers == {} and trace.span is None\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in ('opentelemetry', 'openlineage', 'jwt')))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"


@pytest.mark.parametrize(
    "wrong",
    [
        {"trace_id": "A" * 32},
        {"span_id": "1"},
        {"parent_span_id": "x"},
        {"attributes": {"cube.filter_value": SECRET}},
        {"attributes": {"authorization": SECRET}},
        {"end_time": datetime(2025, 1, 1, tzinfo=UTC)},
    ],
)
def test_a_span_holds_nothing_else(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {
        "trace_id": "a" * 32,
        "span_id": "b" * 16,
        "start_time": datetime(2026, 1, 1, tzinfo=UTC),
    }
    QueryTraceSpan(**good)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=r"must match|no attributes|ends after"):
        QueryTraceSpan(**{**good, **wrong})  # type: ignore[arg-type]


# --- lineage ----------------------------------------------------------------------------------------------------------
def test_run_events_arrive_and_are_valid(tmp_path: Path) -> None:
    lineage = deploy(tmp_path / "cube") / "lineage.json"
    official = Official()
    with lineage_receiver() as receiver:
        emitter = QueryLineageEmitter(receiver.url, "bi", lineage=lineage)
        run_id = emitter.emit_start("orders", sql=f"SELECT 1 FROM t WHERE a = '{SECRET}'")
        emitter.emit_complete(run_id, "orders", row_count=3)
        other = emitter.emit_start("customers", inputs=["db.marts.customers"])
        emitter.emit_fail(other, "customers", ValueError(SECRET))
        emitter.emit_fail(emitter.emit_start(f"'{SECRET}'"), "orders", f"password {SECRET}")
        assert emitter.close()
        events = receiver.events
    assert [(e["eventType"], e["job"]["name"]) for e in events] == [
        ("START", "cube.orders.query"),
        ("COMPLETE", "cube.orders.query"),
        ("START", "cube.customers.query"),
        ("FAIL", "cube.customers.query"),
        ("START", "cube.unknown.query"),
        ("FAIL", "cube.orders.query"),
    ]
    assert events[0]["run"]["runId"] == events[1]["run"]["runId"] == run_id
    assert events[0]["inputs"][0]["name"] == "postgres.public.orders"
    assert events[0]["job"]["facets"]["sql"]["query"] == "SELECT ? FROM t WHERE a = ?"
    assert events[2]["inputs"][0]["name"] == "db.marts.customers"
    assert events[3]["run"]["facets"]["errorMessage"]["message"] == "ValueError"
    for event in events:
        official.validate(event)
        assert SECRET not in json.dumps(event)


def test_a_receiver_that_is_down_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QueryLineageEmitter, "MOST", 50)
    with lineage_receiver() as receiver:
        receiver.set_mood("hang")
        emitter = QueryLineageEmitter(receiver.url)
        began = time.perf_counter()
        for _ in range(200):
            emitter.emit_start("orders")
        assert time.perf_counter() - began < 1
        assert 140 <= emitter.dropped <= 150
        receiver.set_mood("take")
        until(lambda: len(receiver.bodies) + emitter.dropped == 200)
        assert not emitter.close(), "some were lost, and it says so"


def test_an_event_has_a_zone_and_no_literals() -> None:
    good: dict[str, object] = {
        "run_id": "0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b",
        "job_name": "j",
        "namespace": "n",
        "event_type": "START",
    }
    event = QueryLineageEvent(**good, event_time=datetime.now(UTC), sql=f"x = '{SECRET}'")  # type: ignore[arg-type]
    assert event.sql == "x = ?"
    for wrong in (
        {"event_time": datetime(2026, 1, 1)},
        {"run_id": "1"},
        {"row_count": -1},
        {"error": f"password={SECRET}"},
    ):
        with pytest.raises(ValueError, match=r"time zone|must match|must be >="):
            QueryLineageEvent(**{**good, "event_time": datetime.now(UTC), **wrong})  # type: ignore[arg-type]


# --- SQL --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("database", "sql", "expected"), STATEMENTS["shown"])
def test_sql_without_its_literals(database: str, sql: str, expected: str) -> None:
    assert without_literals(sql, database) == expected


@pytest.mark.parametrize(("database", "sql", "why"), STATEMENTS["hidden"])
def test_sql_that_is_not_certain_is_not_shown(database: str, sql: str, why: str) -> None:
    assert without_literals(sql, database) is None, why


def test_no_secret_survives_in_any_shuffle_of_pieces() -> None:
    pieces = [
        "'",
        '"',
        "`",
        " ",
        "\n",
        "--",
        "/*",
        "*/",
        "$1",
        "$$",
        "$t$",
        "\\",
        "E",
        "a",
        "1",
        ".",
        ",",
        "(",
        ")",
        "=",
        "''",
        "?",
    ]
    chance = random.Random(7)
    shown = 0
    for _ in range(50_000):
        noise = "".join(chance.choices(pieces, k=chance.randrange(8)))
        if without_literals(noise) is not None:
            left = without_literals(f"{noise} 'secret'")
            shown += left is not None
            assert "secret" not in (left or ""), noise
    assert shown > 1000
