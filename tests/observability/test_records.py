"""The records that a real Cube on PostgreSQL leaves of its queries: each query twice, each secret never."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import jsonschema
import pytest

from floe_cube.adapters.events import QueryEvent, decode
from tests.cube import lab
from tests.observability.deployed import CANARIES, Asked, Place, ask, ask_all, found_canaries, mix, place, token

pytestmark = [pytest.mark.cube]

SCHEMA = Path(__file__).parents[2] / "schemas/query-event.schema.json"


@pytest.fixture(scope="module")
def shop(real_cube: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with place(tmp_path_factory.mktemp("observed")) as found:
        yield found


def records(path: Path) -> list[QueryEvent]:
    lines = path.read_bytes().splitlines() if path.exists() else []
    found = [decode(line) for line in lines]
    assert all(found), [line for line, record in zip(lines, found, strict=True) if not record]
    return [record for record in found if record]


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


def expected_of(all_asked: Sequence[Asked]) -> Counter[tuple[object, ...]]:
    """(request, event, api, cubes, error) of every record that these requests must leave."""
    found: Counter[tuple[object, ...]] = Counter()
    for asked in all_asked:
        request = None if asked.kind == "bad token" else f"{asked.request}-span-1"
        found[request, "START", asked.api, asked.cubes, None] += 1
        found[request, "FAIL" if asked.error else "COMPLETE", asked.api, asked.cubes, asked.error] += 1
    return found


def of(found: Sequence[QueryEvent]) -> Counter[tuple[object, ...]]:
    return Counter((r.request, r.event, r.api, r.cubes, r.error) for r in found if r.kind == "query")


def load(shop: Place, events: Path, queries: int, clients: int) -> list[QueryEvent]:
    """Ask a fresh Cube so many queries with so many clients; the records, which match them one to one."""
    all_asked = mix(queries)
    with lab.Server(
        shop.folder, shop.environment(FLOE_CUBE_EVENTS=str(events)), log=events.with_suffix(".log")
    ) as server:
        ask_all(server, all_asked, clients)
        until(lambda: len(records(events)) >= 2 * queries)
        time.sleep(0.3)
    found = records(events)
    assert of(found) == expected_of(all_asked)
    assert Counter(Counter(r.id for r in found).values()) == {2: queries}
    assert {r.application for r in found if r.kind == "query" and r.error != "unauthorized" and r.request} == {"Superset"}
    return found


def test_records_match_the_queries_one_to_one(shop: Place, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    found = load(shop, events, 300, 20)
    assert found_canaries([events.read_bytes()]) == set()
    log = events.with_suffix(".log").read_bytes()
    assert b"Error while querying" in log
    assert b"The database could not answer (22P02)" in log
    assert found_canaries([log], names=False) == set()
    validator = jsonschema.Draft202012Validator(
        json.loads(SCHEMA.read_text()), format_checker=jsonschema.FormatChecker()
    )
    for line in events.read_bytes().splitlines():
        validator.validate(json.loads(line))
    ended = {r.id: r for r in found if r.event == "COMPLETE"}
    assert {r.cache_hit for r in ended.values()} == {True, False}
    for record in ended.values():
        assert [stage.name for stage in record.stages] == ["parse", "security", "execute", "response"]
        assert record.status == 200
        assert record.database == "postgres"
        assert record.sql is not None
        assert record.sql.startswith("SELECT")
        assert record.duration_ms is not None
        assert record.duration_ms >= sum(
            statement.duration_ms for statement in record.statements if statement.kind == "query"
        )


@pytest.mark.full
def test_records_match_5000_queries_of_100_clients(shop: Place, tmp_path: Path) -> None:
    load(shop, tmp_path / "events.jsonl", 5000, 100)


def test_a_planted_canary_is_found(tmp_path: Path) -> None:
    for name, canary in CANARIES.items():
        assert found_canaries([f'{{"sql": "x = \'{canary}\'"}}']) == {name}
        assert found_canaries([canary], names=False) == {name}
    assert found_canaries([token()]) == {"token"}


def test_a_canary_in_the_log_would_be_found(shop: Place, tmp_path: Path) -> None:
    """The same queries where the operator asked for the texts: the log, and it alone, shows what the database says."""
    log, events = tmp_path / "cube.log", tmp_path / "events.jsonl"
    environment = shop.environment(FLOE_CUBE_EVENTS=str(events), FLOE_CUBE_DATABASE_ERRORS="log")
    with lab.Server(shop.folder, environment, log=log) as server:
        ask_all(server, mix(30), 4)
        until(lambda: len(records(events)) >= 60)
    assert found_canaries([log.read_bytes()], names=False) == {"row", "password"}
    assert found_canaries([events.read_bytes()]) == set()


def test_without_a_file_records_go_to_standard_output(shop: Place, tmp_path: Path) -> None:
    log = tmp_path / "cube.log"
    all_asked = mix(20)
    with lab.Server(shop.folder, shop.environment(), log=log) as server:
        ask_all(server, all_asked, 4)
        until(lambda: log.read_bytes().count(b'"floe_cube_event":1') >= 40)
    found = [record for line in log.read_bytes().splitlines() if (record := decode(line))]
    assert of(found) == expected_of(all_asked)
    assert any(b"REST API Request" in line for line in log.read_bytes().splitlines())


def test_off_means_off(shop: Place, tmp_path: Path) -> None:
    log = tmp_path / "cube.log"
    with lab.Server(shop.folder, shop.environment(FLOE_CUBE_EVENTS="off"), log=log) as server:
        ask_all(server, mix(20), 4)
    assert b"floe_cube_event" not in log.read_bytes()


def test_rotation_while_queries_run(shop: Place, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    all_asked = mix(200, seed=2)
    rotated: list[Path] = []
    with lab.Server(shop.folder, shop.environment(FLOE_CUBE_EVENTS=str(events))) as server:
        for start in range(0, 200, 20):
            ask_all(server, all_asked[start : start + 20], 10)
            if events.exists():
                rotated.append(events.rename(tmp_path / f"rotated-{start}"))
        until(lambda: sum(len(records(path)) for path in [*rotated, events]) >= 400)
    assert len(rotated) > 5
    assert of([record for path in [*rotated, events] for record in records(path)]) == expected_of(all_asked)


def test_a_full_disk_harms_no_query_and_is_told(shop: Place, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "cube.log"
    events.symlink_to("/dev/full")
    with lab.Server(shop.folder, shop.environment(FLOE_CUBE_EVENTS=str(events)), log=log) as server:
        ask_all(server, mix(40), 8)
        until(lambda: b"Query events are not written" in log.read_bytes())
        events.unlink()
        until(lambda: len(records(events)) >= 80)
    assert of(records(events)) == expected_of(mix(40))
    assert log.read_bytes().count(b"Query events are not written") == 1
    assert b"ENOSPC" in log.read_bytes()


def test_users_are_told_apart_only_with_a_key(shop: Place, tmp_path: Path) -> None:
    users: list[set[str | None]] = []
    for key in ("", "first key", "second key"):
        events = tmp_path / f"events{key}.jsonl"
        environment = shop.environment(FLOE_CUBE_EVENTS=str(events), FLOE_CUBE_EVENTS_KEY=key)
        with lab.Server(shop.folder, environment) as server:
            for user in ("a", "b", "a"):
                assert (
                    server.load({"measures": ["orders.count"]}, token(sub=f"{CANARIES['user']} {user}")).status == 200
                )
            until(lambda events=events: len(records(events)) == 6)  # type: ignore[misc]
        users.append({record.user for record in records(events)})
        assert found_canaries([events.read_bytes()]) == set()
    assert [len(found) for found in users] == [1, 2, 2]
    assert users[0] == {None}
    assert users[1].isdisjoint(users[2])


def test_a_slow_query_and_a_pre_aggregation(shop: Place, tmp_path: Path) -> None:
    events = tmp_path / "events.jsonl"
    slow = Asked(request="0b1e2f3a-5c4d-4e6f-8a9b-0c1d2e3f4a5b", kind="slow", token=token(), cubes=("orders",), body={"dimensions": ["orders.slow"], "filters": [{"member": "orders.id", "operator": "equals", "values": ["1"]}]})  # fmt: skip
    rollup = {
        "measures": ["orders.revenue"],
        "timeDimensions": [{"dimension": "orders.placed_at", "granularity": "day"}],
    }
    environment = shop.environment(FLOE_CUBE_EVENTS=str(events), CUBEJS_PRE_AGGREGATIONS_BUILDER="true")
    with lab.Server(shop.folder, environment) as server:
        assert ask(server, slow)[0] == 200
        answer = server.load(rollup, token())
        assert answer.status == 200
        assert answer.body["usedPreAggregations"]
        until(lambda: len(records(events)) >= 6)
    found = records(events)
    start, end = (r for r in found if r.request is not None and r.request.startswith(slow.request))
    assert start.id == end.id
    assert end.event == "COMPLETE"
    assert end.waits >= 1
    assert end.duration_ms is not None
    assert end.duration_ms > 11000
    assert sum(s.kind == "query" and s.duration_ms > 10000 for s in end.statements) == 1
    builds = [r for r in found if r.kind == "pre_aggregation"]
    assert [r.event for r in builds] == ["START", "COMPLETE"]
    assert builds[1].pre_aggregations == ("orders.by_day",)
    assert builds[1].table is not None
    assert found[-1].pre_aggregations == ("orders.by_day",)
    assert found_canaries([events.read_bytes()]) == set()
