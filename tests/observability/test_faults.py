"""Receivers that are down, slow or confused, rotation, and an observer that is killed: every run event arrives, at least once."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import threading
import time
import uuid
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from floe_cube.adapters.sender import LONGEST_WISH, Warnings, after
from tests.observability.deployed import deploy, found_canaries
from tests.observability.receivers import LineageReceiver, Mood, SpanReceiver, lineage_receiver, observer, until

MOODS: tuple[Mood, ...] = ("refuse", "hang", "429", "503", "die")


def lines(queries: int, seed: int = 0) -> list[bytes]:
    """Records of so many queries, START and COMPLETE of several at once mixed."""
    chance = random.Random(seed)
    found = []
    for number in range(queries):
        started = f"2026-01-01T00:{number // 60 % 60:02}:{number % 60:02}.000Z"
        common = {
            "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "started": started,
            "time": started,
            "cubes": ["orders"],
            "asked": {"measures": ["orders.count"]},
        }
        found.append({"floe_cube_event": 1, "event": "START", **common})
        found.append({"floe_cube_event": 1, "event": "COMPLETE", **common, "duration_ms": 12})
    order = sorted(range(len(found)), key=lambda i: i + chance.random() * 6 - (i % 2) * 0.1)
    position = {value: place for place, value in enumerate(order)}
    order.sort(key=lambda i: max(position[i], position[i - 1] + 0.5 if i % 2 else 0))
    return [json.dumps(found[i]).encode() + b"\n" for i in order]


def keys(all_lines: Sequence[bytes]) -> Counter[tuple[str, str]]:
    return Counter((record["id"], record["event"]) for record in map(json.loads, all_lines))


def arrived(receiver: LineageReceiver) -> Counter[tuple[str, str]]:
    return Counter((event["run"]["runId"], event["eventType"]) for event in receiver.events)


def start_before_end(receiver: LineageReceiver) -> bool:
    """Whether the first START of every run came before its COMPLETE."""
    seen: set[str] = set()
    for event in receiver.events:
        if event["eventType"] == "START":
            seen.add(event["run"]["runId"])
        elif event["run"]["runId"] not in seen:
            return False
    return True


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return deploy(tmp_path_factory.mktemp("deployment"))


def append(path: Path, some: Sequence[bytes]) -> None:
    with path.open("ab") as file:
        file.write(b"".join(some))


@pytest.mark.parametrize("mood", MOODS)
def test_a_receiver_that_is_down_gets_everything_afterwards(mood: Mood, deployment: Path, tmp_path: Path) -> None:
    outage(deployment, tmp_path, [mood], seconds=4)


@pytest.mark.full
@pytest.mark.parametrize("mood", MOODS)
def test_a_receiver_that_is_down_for_a_minute(mood: Mood, deployment: Path, tmp_path: Path) -> None:
    outage(deployment, tmp_path, [mood], seconds=60)


def outage(deployment: Path, folder: Path, moods: Sequence[Mood], seconds: float) -> None:
    """Records keep coming while the receiver is in these moods."""
    events, log = folder / "events.jsonl", folder / "observer.log"
    all_lines = lines(300)
    append(events, all_lines[:100])
    with lineage_receiver() as receiver:
        sidecar = observer(events, deployment, "--openlineage-url", receiver.url, log=log)
        try:
            until(lambda: len(receiver.bodies) >= 100)
            for mood in moods:
                receiver.set_mood(mood)
                append(events, all_lines[100:400])
                time.sleep(seconds)
            before = len(receiver.attempts)
            receiver.set_mood("take")
            append(events, all_lines[400:])
            until(lambda: arrived(receiver).keys() == keys(all_lines).keys(), 90)
        finally:
            sidecar.terminate()
            assert sidecar.wait(20) == 0
        assert start_before_end(receiver)
        if moods[0] != "die":  # whoever hears nothing has to send again
            assert arrived(receiver) == keys(all_lines)
        assert before - 100 < 4 * (8 + 2 * seconds), "it floods a receiver that is down"
        assert len(log.read_text().splitlines()) <= 3 + seconds // 60, log.read_text()


@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.full)])
def test_killed_at_any_moment_it_goes_on_where_it_was(kills: int, deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    all_lines = lines(200 * kills)
    chance = random.Random(kills)
    done = threading.Event()

    def write() -> None:
        for start in range(0, len(all_lines), 20):
            append(events, all_lines[start : start + 20])
            time.sleep(0.05)
        done.set()

    with lineage_receiver() as receiver:
        writer = threading.Thread(target=write)
        writer.start()
        for _ in range(kills):
            sidecar = observer(events, deployment, "--openlineage-url", receiver.url, log=log)
            known = len(receiver.bodies)
            until(lambda known=known: len(receiver.bodies) > known or done.is_set())  # type: ignore[misc]
            time.sleep(chance.random())
            os.kill(sidecar.pid, signal.SIGKILL)
            sidecar.wait()
        writer.join()
        assert observer(events, deployment, "--once", "--openlineage-url", receiver.url, log=log).wait(120) == 0
        assert arrived(receiver).keys() == keys(all_lines).keys()
        again = sum(arrived(receiver).values()) - len(all_lines)
        assert again <= kills * 200, "it sends more again than one batch"
        assert len(set(receiver.bodies)) == len(all_lines), "what is sent again is the same, byte by byte"
        assert start_before_end(receiver)


def test_rotation_while_it_follows(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    all_lines = lines(300)
    with lineage_receiver() as receiver:
        sidecar = observer(events, deployment, "--openlineage-url", receiver.url, log=log)
        try:
            for number, start in enumerate(range(0, 600, 60)):
                append(events, all_lines[start : start + 60])
                time.sleep(0.3)
                if number == 3:  # emptied in its place, as logrotate's copytruncate does
                    until(lambda: len(receiver.bodies) >= 240, 30)
                    os.truncate(events, 0)
                elif number % 2:
                    events.rename(tmp_path / f"events.jsonl.{number}")
            until(lambda: arrived(receiver) == keys(all_lines), 30)
        finally:
            sidecar.terminate()
            sidecar.wait(20)


def test_rotation_while_it_is_away(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    all_lines = lines(300)
    once = ["--once", "--openlineage-url"]
    with lineage_receiver() as receiver:
        append(events, all_lines[:100])
        assert observer(events, deployment, *once, receiver.url, log=log).wait(30) == 0
        append(events, all_lines[100:200])
        events.rename(tmp_path / "events.jsonl.2")
        append(events, all_lines[200:400])
        events.rename(tmp_path / "events.jsonl.1")
        append(events, all_lines[400:])
        assert observer(events, deployment, *once, receiver.url, log=log).wait(30) == 0
        assert arrived(receiver) == keys(all_lines)


def test_a_file_of_the_same_inode_is_another_file(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    first, second = lines(50, seed=1), lines(100, seed=2)
    once = ["--once", "--openlineage-url"]
    with lineage_receiver() as receiver:
        append(events, first)
        assert observer(events, deployment, *once, receiver.url, log=log).wait(30) == 0
        events.write_bytes(b"".join(second))  # the same inode, longer than before
        assert observer(events, deployment, *once, receiver.url, log=log).wait(30) == 0
        assert arrived(receiver) == keys([*first, *second])


def test_torn_and_foreign_lines_are_passed_over(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    good = lines(3)
    torn = [good[0][:40] + b"\n", b'{"level":"info","message":"x"}\n', b"\n", b"\xff\xfe\n", b'{"floe_cube_event":2}\n']
    append(events, [good[0], torn[0], good[1], *torn[1:], *good[2:], good[0][:30]])
    with lineage_receiver() as receiver:
        assert observer(events, deployment, "--once", "--openlineage-url", receiver.url, log=log).wait(30) == 0
        assert arrived(receiver) == keys(good)
        append(events, [good[0][30:]])  # the torn end becomes a whole line: it was not passed over
        assert observer(events, deployment, "--once", "--openlineage-url", receiver.url, log=log).wait(30) == 0
        assert arrived(receiver) == keys([*good, good[0]])
    assert "a line is no record" in log.read_text()


def test_refused_events_are_put_aside(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    all_lines = lines(50)
    append(events, all_lines)
    bad = json.loads(all_lines[0])["id"]
    with lineage_receiver() as receiver:
        receiver.unfit = lambda event: bool(event["run"]["runId"] == bad)
        assert observer(events, deployment, "--once", "--openlineage-url", receiver.url, log=log).wait(30) == 0
        assert sum(arrived(receiver).values()) == 98
    refused = [json.loads(line) for line in (tmp_path / "events.jsonl.refused").read_bytes().splitlines()]
    assert [(event["run"]["runId"], event["eventType"]) for event in refused] == [(bad, "START"), (bad, "COMPLETE")]
    assert "98 taken, 2 refused" in log.read_text()


def test_standard_input(deployment: Path, tmp_path: Path) -> None:
    log = tmp_path / "observer.log"
    all_lines = lines(100)
    noise = b'{"level":"info","message":"REST API Request"}\n'
    with lineage_receiver() as receiver:
        sidecar = observer("-", deployment, "--openlineage-url", receiver.url, log=log, stdin=subprocess.PIPE)
        assert sidecar.stdin is not None
        for line in all_lines:
            sidecar.stdin.write(noise + line)
        sidecar.stdin.close()
        assert sidecar.wait(30) == 0
        assert arrived(receiver) == keys(all_lines)
    assert not (tmp_path / "floe-cube-events.spool").exists()


CANARY = "canary-filter-value"


@pytest.mark.parametrize("planted", [False, True])
def test_what_waits_on_disk_holds_nothing_but_records(planted: bool, deployment: Path, tmp_path: Path) -> None:
    """The spool of standard input, where Cube's own lines come too, the refused events and the checkpoint; a record with a canary is found."""
    log = tmp_path / "observer.log"
    all_lines = lines(20)
    record = {**json.loads(all_lines[0]), "id": str(uuid.UUID(int=1)), "cubes": [CANARY.replace("-", "_") if planted else "orders"]}
    noise = [
        {"level": "error", "message": "UserError", "query": {"filters": [{"values": [CANARY, '"floe_cube_event":1']}]}},
        {"level": "info", "floe_cube_event": 1, "message": CANARY},
        [CANARY, "floe_cube_event"],
    ]
    with lineage_receiver() as receiver:
        receiver.unfit = lambda event: bool(event["run"]["runId"] == record["id"])
        to = ["--openlineage-url", receiver.url]
        receiver.set_mood("503")
        sidecar = observer("-", deployment, *to, log=log, stdin=subprocess.PIPE)
        assert sidecar.stdin is not None
        for line in [*all_lines, json.dumps(record).encode() + b"\n"]:
            sidecar.stdin.write(b"".join(json.dumps(other).encode() + b"\n" for other in noise) + line)
        sidecar.stdin.flush()
        spool = tmp_path / "floe-cube-events.spool"
        until(lambda: spool.exists() and len(spool.read_bytes().splitlines()) == len(all_lines) + 1)
        waiting = spool.read_bytes()
        receiver.set_mood("take")
        sidecar.stdin.close()
        assert sidecar.wait(60) == 0
    kept = [path for path in tmp_path.iterdir() if path != log]
    assert {path.name.rpartition(".")[2] for path in kept} == {"checkpoint", "refused"}
    found = found_canaries([waiting, log.read_bytes(), *(path.read_bytes() for path in kept)])
    assert found == ({"filter value"} if planted else set())


def test_spans_wait_for_nobody_and_lineage_not_for_spans(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    append(events, lines(50))
    with lineage_receiver() as receiver, SpanReceiver() as spans:
        receiver.set_mood("503")
        to = ["--once", "--openlineage-url", receiver.url, "--otlp-endpoint", spans.url]
        assert observer(events, deployment, *to, log=log).wait(60) == 3
        until(lambda: len(spans.spans) == 50)
        receiver.set_mood("take")
        assert observer(events, deployment, *to, log=log).wait(60) == 0
        assert len(receiver.bodies) == 100
        assert len(spans.spans) == 50
        append(events, lines(50, seed=5))
        to[-1] = "http://127.0.0.1:9"
        assert observer(events, deployment, *to, log=log).wait(60) == 3
        assert len(receiver.bodies) == 200
    assert "0 spans exported, 50 dropped" in log.read_text()


# --- the rules of waiting ---------------------------------------------------------------------------------------------
def test_it_waits_ever_longer() -> None:
    pauses = [after(failures, None, 1.0, 0.0) for failures in range(1, 12)]
    assert pauses == [0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert after(1, None, 0.0, 0.0) == 0.25


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ("7", 7.0),
        ("0", 0.0),
        ("999999", LONGEST_WISH),
        ("Thu, 01 Jan 1970 00:01:40 GMT", 40.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("soon", 2.0),
        ("-1", 2.0),
    ],
)
def test_it_does_as_the_receiver_wishes(wish: str, expected: float) -> None:
    assert after(3, wish, 1.0, 60.0) == expected


def test_a_wish_is_kept(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    append(events, lines(1))
    with lineage_receiver() as receiver:
        receiver.set_mood("429")  # in a second
        sidecar = observer(events, deployment, "--openlineage-url", receiver.url, log=log)
        until(lambda: len(receiver.attempts) > 3)
        sidecar.terminate()
        sidecar.wait(20)
    pauses = [later - earlier for earlier, later in zip(receiver.attempts, receiver.attempts[1:], strict=False)]
    assert pauses
    assert min(pauses) >= 0.99


def test_warnings_are_said_once_a_minute() -> None:
    clock, said = [0.0], list[str]()
    warn = Warnings(said.append, now=lambda: clock[0])
    for second in range(125):
        clock[0] = float(second)
        warn("down")
        if second % 50 == 0:
            warn("slow")
    assert said == ["down", "slow", "down (59 more times)", "slow (1 more times)", "down (59 more times)"]


def test_the_environment_is_honoured(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    append(events, lines(2))
    with lineage_receiver() as receiver:
        env = {"OPENLINEAGE_URL": receiver.url, "OPENLINEAGE_NAMESPACE": "bi", "OPENLINEAGE_ENDPOINT": "api/v1/lineage"}
        assert (
            observer(events, deployment, "--once", log=log, env={**env, "OPENLINEAGE_DISABLED": "true"}).wait(30) == 2
        )
        assert observer(events, deployment, "--once", log=log, env=env).wait(30) == 0
        assert {event["job"]["namespace"] for event in receiver.events} == {"bi"}
        assert (
            observer(events, deployment, "--once", "--from-start", "--namespace", "own", log=log, env=env).wait(30) == 0
        )
        assert {event["job"]["namespace"] for event in receiver.events[4:]} == {"own"}


def test_the_configuration_is_honoured(deployment: Path, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    append(events, lines(2))
    with lineage_receiver() as receiver:
        stated: dict[str, Any] = {
            "openlineage_enabled": True,
            "openlineage_endpoint": receiver.url,
            "openlineage_namespace": "ours",
        }
        (tmp_path / "floe.yaml").write_text(json.dumps({"observability": stated}))
        assert observer(events, deployment, "--once", log=log).wait(30) == 0
        assert {event["job"]["namespace"] for event in receiver.events} == {"ours"}


def test_otlp_over_grpc(deployment: Path, tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    import grpc  # type: ignore[import-untyped]
    from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2, metrics_service_pb2_grpc
    from opentelemetry.proto.collector.trace.v1 import trace_service_pb2, trace_service_pb2_grpc

    names: list[str] = []

    class Traces(trace_service_pb2_grpc.TraceServiceServicer):
        def Export(self, request: Any, context: object) -> Any:  # noqa: N802
            for resource in request.resource_spans:
                service = {a.key: a.value.string_value for a in resource.resource.attributes}["service.name"]
                names.extend(f"{service} {span.name}" for scope in resource.scope_spans for span in scope.spans)
            return trace_service_pb2.ExportTraceServiceResponse()

    class Metrics(metrics_service_pb2_grpc.MetricsServiceServicer):
        def Export(self, request: Any, context: object) -> Any:  # noqa: N802
            names.extend(m.name for r in request.resource_metrics for scope in r.scope_metrics for m in scope.metrics)
            return metrics_service_pb2.ExportMetricsServiceResponse()

    server = grpc.server(ThreadPoolExecutor(2))
    trace_service_pb2_grpc.add_TraceServiceServicer_to_server(Traces(), server)  # type: ignore[no-untyped-call]
    metrics_service_pb2_grpc.add_MetricsServiceServicer_to_server(Metrics(), server)  # type: ignore[no-untyped-call]
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    append(events, lines(10))
    try:
        env = {"OTEL_EXPORTER_OTLP_PROTOCOL": "grpc", "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}"}
        assert observer(events, deployment, "--once", log=log, env=env).wait(60) == 0, log.read_text()
    finally:
        server.stop(None)
    assert Counter(names) == {"cube cube.query": 10, "cube.query.duration": 1}


def test_what_cannot_be_read_is_said_in_a_line(deployment: Path, tmp_path: Path) -> None:
    events, log, torn = tmp_path / "events.jsonl", tmp_path / "observer.log", tmp_path / "torn"
    torn.mkdir()
    (torn / "lineage.json").write_text('{"version": 1')
    assert observer(events, torn, "--once", "--openlineage-url", "http://127.0.0.1:9", log=log).wait(30) == 2
    assert (
        observer(
            tmp_path / "nowhere" / "events",
            deployment,
            "--once",
            "--openlineage-url",
            "http://127.0.0.1:9",
            "--checkpoint",
            str(tmp_path / "c"),
            log=log,
        ).wait(30)
        == 0
    )
    (tmp_path / "floe.yaml").write_text("observability: {openlineage_enabled: perhaps}")
    assert observer(events, deployment, "--once", log=log).wait(30) == 2
    assert "Traceback" not in log.read_text()
    assert "observability.openlineage_enabled" in log.read_text()
