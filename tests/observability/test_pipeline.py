"""From a real Cube's queries to a real OTLP receiver and an OpenLineage receiver: everything arrives, once, and no secret with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from floe_cube.adapters.events import QueryEvent
from tests.cube import lab
from tests.observability.deployed import Asked, Place, ask_all, found_canaries, mix, place, token
from tests.observability.openlineage_spec import Official
from tests.observability.receivers import SpanReceiver, lineage_receiver, observer, until
from tests.observability.test_records import expected_of, of, records

pytestmark = [pytest.mark.cube]


@pytest.fixture(scope="module")
def shop(real_cube: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with place(tmp_path_factory.mktemp("pipeline")) as found:
        yield found


def test_everything_arrives_once(shop: Place, tmp_path: Path) -> None:
    check(shop, tmp_path, 200, 20)


@pytest.mark.full
def test_everything_of_5000_queries_of_100_clients_arrives_once(shop: Place, tmp_path: Path) -> None:
    check(shop, tmp_path, 5000, 100)


def check(shop: Place, folder: Path, queries: int, clients: int) -> None:
    """The observer runs beside Cube, as it does in a pod; then everything is compared with what was asked."""
    events, log = folder / "events.jsonl", folder / "observer.log"
    all_asked = mix(queries)
    environment = {**shop.environment(), "OTEL_EXPORTER_OTLP_ENDPOINT": "", "OTEL_METRIC_EXPORT_INTERVAL": "2000"}
    with lineage_receiver() as lineage, SpanReceiver() as spans:
        to = ["--otlp-endpoint", spans.url, "--openlineage-url", lineage.url]
        sidecar = observer(events, shop.folder, *to, log=log, env=environment)
        try:
            with lab.Server(shop.folder, shop.environment(FLOE_CUBE_EVENTS=str(events))) as server:
                ask_all(server, all_asked, clients)
                until(lambda: len(records(events)) >= 2 * queries)
            until(lambda: len(lineage.bodies) >= 2 * queries, 120)
            until(lambda: len([s for s in spans.spans if s.name == "cube.query"]) >= queries, 120)
        finally:
            sidecar.terminate()
            assert sidecar.wait(20) == 0
        until(lambda: {"cube.query.duration", "cube.query.cache"} <= {metric.name for metric in spans.metrics})
    found = records(events)
    assert of(found) == expected_of(all_asked)
    compare_run_events(lineage.events, found)
    compare_spans(spans.spans, found)
    compare_metrics(spans.metrics, found)
    checkpoints = sorted(folder.glob("*.checkpoint"))
    assert [path.name for path in checkpoints] == ["events.jsonl.checkpoint"]
    texts = [events.read_bytes(), log.read_bytes(), *lineage.bodies, *(path.read_bytes() for path in checkpoints)]
    texts += [item.SerializeToString() for item in (*spans.spans, *spans.metrics)]
    assert found_canaries(texts) == set()
    assert len(log.read_bytes().splitlines()) == 2, log.read_text()


def compare_run_events(events: Sequence[dict[str, Any]], found: Sequence[QueryEvent]) -> None:
    official = Official()
    assert Counter((e["run"]["runId"], e["eventType"]) for e in events) == Counter((r.id, r.event) for r in found)
    by_key = {(r.id, r.event): r for r in found}
    for event in events:
        official.validate(event)
        record = by_key[event["run"]["runId"], event["eventType"]]
        assert event["job"]["name"] == f"cube.{(record.cubes or ('unknown',))[0]}.query"
        assert event["job"]["namespace"] == "cube"
        datasets = {dataset["name"] for dataset in event["inputs"]}
        assert datasets == {f"postgres.public.{cube}" for cube in record.cubes}
        assert all(re.fullmatch(r"postgres://127\.0\.0\.1:\d+", dataset["namespace"]) for dataset in event["inputs"])
        assert ("errorMessage" in event["run"]["facets"]) == (record.error is not None)
        if record.event == "COMPLETE":
            (output,) = event["outputs"]
            assert output["facets"]["columnLineage"]["fields"].keys() <= {
                field["name"] for field in output["facets"]["schema"]["fields"]
            }


def compare_spans(spans: Sequence[Any], found: Sequence[QueryEvent]) -> None:
    ended = {r.id: r for r in found if r.event != "START"}
    by_id = {span.span_id: span for span in spans}
    assert len(by_id) == len(spans), "a span came twice"
    roots = [span for span in spans if span.name == "cube.query"]
    assert Counter(attributes(span)["cube.query_id"] for span in roots) == Counter(list(ended))
    children: dict[bytes, list[Any]] = {span.span_id: [] for span in spans}
    for span in spans:
        assert span.start_time_unix_nano <= span.end_time_unix_nano
        if span.parent_span_id:
            parent = by_id[span.parent_span_id]
            children[parent.span_id].append(span)
            assert parent.trace_id == span.trace_id
            assert parent.start_time_unix_nano <= span.start_time_unix_nano
            assert span.end_time_unix_nano <= parent.end_time_unix_nano
    for root in roots:
        record = ended[attributes(root)["cube.query_id"]]
        assert {child.name for child in children[root.span_id]} == {f"cube.{stage.name}" for stage in record.stages}
        assert len(children[root.span_id]) == len(record.stages)
        statements = [s for child in children[root.span_id] for s in children[child.span_id]]
        assert {s.name for s in statements} <= {"database.query"}
        assert len(statements) == len(record.statements)
        assert attributes(root).get("error.type") == record.error
        assert root.status.code == (2 if record.error else 0)
        for statement in statements:
            assert attributes(statement)["db.system.name"] == "postgresql"


def attributes(span: Any) -> dict[str, Any]:
    return {a.key: getattr(a.value, a.value.WhichOneof("value")) for a in span.attributes}


def compare_metrics(metrics: Sequence[Any], found: Sequence[QueryEvent]) -> None:
    """The last export has counted every query."""
    duration = [metric for metric in metrics if metric.name == "cube.query.duration"][-1]
    assert sum(point.count for point in duration.histogram.data_points) == sum(r.event != "START" for r in found)
    cache = [metric for metric in metrics if metric.name == "cube.query.cache"][-1]
    hits = {attributes(point)["cube.cache_hit"]: 0 for point in cache.sum.data_points}
    for point in cache.sum.data_points:
        hits[attributes(point)["cube.cache_hit"]] += point.as_int
    assert hits == Counter(r.cache_hit for r in found if r.event == "COMPLETE")


def test_the_caller_s_trace_goes_on(shop: Place, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    trace, caller = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
    headers = [
        {"traceparent": f"00-{trace}-{caller}-01"},
        {"traceparent": f"00-{trace}-{caller}-01", "x-request-id": "0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b"},
        {"traceparent": f"00-{trace}-{caller}-00"},  # the caller is not sampled
        {"traceparent": f"00-{trace.upper()}-{caller}-01"},  # not valid
    ]
    with lab.Server(shop.folder, shop.environment(FLOE_CUBE_EVENTS=str(events))) as server:
        for header in headers:
            assert server.load({"measures": ["orders.count"]}, token(), header).status == 200
        until(lambda: len(records(events)) == 8)
    with SpanReceiver() as spans:
        environment = {"OTEL_SERVICE_NAME": "shop"}
        sidecar = observer(events, shop.folder, "--once", "--otlp-endpoint", spans.url, log=log, env=environment)
        assert sidecar.wait(30) == 0, log.read_text()
        until(lambda: len([s for s in spans.spans if s.name == "cube.query"]) == 3)
    roots = [span for span in spans.spans if span.name == "cube.query"]
    inside = [span for span in roots if span.trace_id.hex() == trace]
    assert len(inside) == 2
    assert {span.parent_span_id.hex() for span in inside} == {caller}
    (own,) = (span for span in roots if span.trace_id.hex() != trace)
    assert own.parent_span_id == b""


def test_once_tells_what_is_left(shop: Place, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    asked = [
        Asked(
            request="0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b",
            kind="cached",
            body={"measures": ["orders.count"]},
            token=token(),
        )
    ]
    with lab.Server(shop.folder, shop.environment(FLOE_CUBE_EVENTS=str(events))) as server:
        ask_all(server, asked, 1)
        until(lambda: len(records(events)) == 2)
    with lineage_receiver() as lineage:
        lineage.set_mood("503")
        to = ["--once", "--openlineage-url", lineage.url]
        assert observer(events, shop.folder, *to, log=log).wait(30) == 3
        lineage.set_mood("take")
        assert observer(events, shop.folder, *to, log=log).wait(30) == 0
        assert [event["eventType"] for event in lineage.events] == ["START", "COMPLETE"]
        assert observer(events, shop.folder, *to, log=log).wait(30) == 0
        assert len(lineage.events) == 2
        assert observer(events, shop.folder, *to, "--from-start", log=log).wait(30) == 0
        assert lineage.bodies[:2] == lineage.bodies[2:]
