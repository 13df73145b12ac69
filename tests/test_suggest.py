"""`floe-cube suggest`: from the queries that a real Cube answered to rollups that it then uses."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from floe_cube import Artifacts, Compilation, compile
from floe_cube.adapters.events import Asked, QueryEvent
from floe_cube.adapters.security import mint
from floe_cube.adapters.suggest import CubeShape, Deployment, suggest, survey
from floe_cube.cli.main import main
from floe_cube.config import Config, ConsumptionConfig, SecurityConfig
from tests.build_manifest import column, manifest, model
from tests.conftest import ByDbt
from tests.cube import lab
from tests.test_rollups import PROJECT, SECRET

QUERIES: list[tuple[int, dict[str, Any]]] = [
    (6, {"measures": ["bookings.total"], "dimensions": ["bookings.kind"]}),
    (3, {"measures": ["bookings.count"], "dimensions": ["bookings.kind", "accounts.branch"]}),
    (2, {"measures": ["stock.total"], "timeDimensions": [{"dimension": "stock.booked_at", "granularity": "month"}]}),
    (1, {"measures": ["bookings.mean"], "dimensions": ["bookings.kind"]}),
    (1, {"measures": ["bookings.count"], "dimensions": ["bookings.id"], "limit": 1}),
]


# --- with a real Cube ------------------------------------------------------------------------------------------------
def pasted(manifest: dict[str, Any], said: str | None) -> bytes:
    """The manifest with no pre-aggregation, or with those that a suggestion pastes under the models."""
    models = {model["name"]: model for model in (YAML(typ="safe").load(said) or {}).get("models", ())} if said else {}
    for node in manifest["nodes"].values():
        if node["resource_type"] == "model":
            cube = node["config"].setdefault("meta", {}).setdefault("cube", {})
            node["meta"] = {}
            cube["pre_aggregations"] = []
            if node["name"] in models:
                cube |= models[node["name"]]["config"]["meta"]["cube"]
            if node["name"] == "bookings":
                mean = {"name": "mean", "type": "avg", "sql": "{CUBE}.amount"}
                cube["measures"] = [m for m in cube["measures"] if m["name"] != "mean"] + [mean]
                parts = [{"join_path": "bookings", "includes": ["total", "booked_at"]}]
                cube["views"] = [{"name": "stock", "cubes": parts}]
    return json.dumps(manifest).encode()


@contextmanager
def serving(target: Path, directory: Path, said: str | None) -> Iterator[lab.Server]:
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig()))
    manifest = pasted(json.loads((target / "manifest.json").read_bytes()), said)
    catalog = (target / "catalog.json").read_bytes()
    compilation = compile(Artifacts(manifest=manifest, catalog=catalog, config=config))
    assert compilation.ok, compilation.diagnostics
    lab.deploy(directory, compilation)
    database = directory / "ledger.duckdb"
    database.write_bytes((target.parent / "ledger.duckdb").read_bytes())
    environment = {
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(database),
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
        "CUBEJS_PRE_AGGREGATIONS_BUILDER": "true",
        "CUBEJS_EXTERNAL_DEFAULT": "false",
        "FLOE_CUBE_EVENTS": str(directory / "events.jsonl"),
    }
    with lab.Server(directory, environment) as server:
        yield server


def token() -> str:
    return mint({"sub": "u", "exp": int(time.time()) + 3600, "organization_id": "north"}, SECRET)


@pytest.mark.cube
def test_a_suggestion_is_pasted_built_and_used(real_cube: None, by_dbt: ByDbt, tmp_path: Path) -> None:
    target = by_dbt(PROJECT, tmp_path / "ledger")
    before, after = tmp_path / "before", tmp_path / "after"
    with serving(target, before, None) as server:
        answers = [server.load(query, token()) for often, query in QUERIES for _ in range(often)]
        assert all(answer.status == 200 and not answer.body.get("usedPreAggregations") for answer in answers)
    arguments = ["suggest", "--events", str(before / "events.jsonl"), "--deployment", str(before)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert "# 13 queries: 0 % are answered by pre-aggregations, 85 % more would be." in result.stdout
    assert "# 8 % cannot be: by single rows." in result.stdout
    assert "# 8 % cannot be: with a measure that does not add up." in result.stdout
    with serving(target, after, result.stdout) as server:
        used = [server.load(query, token()).body.get("usedPreAggregations") for _, query in QUERIES]
        assert [bool(tables) for tables in used] == [True, True, True, False, False], result.stdout
        same = [server.load(query, token()).body["data"] for _, query in QUERIES[:3]]
    right = [answers[0].body["data"], answers[6].body["data"], answers[9].body["data"]]
    assert [sorted(map(str, rows)) for rows in same] == [sorted(map(str, rows)) for rows in right]
    again = CliRunner().invoke(main, [*arguments[:2], str(after / "events.jsonl"), "--deployment", str(after)])
    assert "models:" not in again.stdout
    assert "0 % more would be" in again.stdout


# --- laws ------------------------------------------------------------------------------------------------------------
SHOP = Deployment(
    cubes={
        "orders": CubeShape(
            model="orders",
            measures={"count": "count", "total": "sum", "buyers": "count_distinct", "mean": "avg"},
            keys=frozenset({"id"}),
            joins=("customers",),
            filters=("owner",),
        ),
        "customers": CubeShape(model="customers", measures={"count": "count"}, keys=frozenset({"id"})),
    },
    views={"sales.tier": "orders.customers.tier", "sales.count": "orders.count"},
)
NAMES = ["orders.status", "orders.channel", "customers.tier", "orders.id", "sales.tier", "nowhere.x"]
ASKED = st.builds(
    Asked,
    measures=st.lists(st.sampled_from(["orders.count", "orders.total", "orders.buyers", "customers.count"])).map(tuple),
    dimensions=st.lists(st.sampled_from(NAMES), max_size=3).map(tuple),
    filters=st.lists(st.sampled_from(NAMES), max_size=2).map(tuple),
    time_dimensions=st.sampled_from(
        [(), ("orders.at.day",), ("orders.at.month",), ("orders.at.week",), ("orders.at",)]
    ),
)


def event(asked: Asked) -> QueryEvent:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    return QueryEvent(floe_cube_event=1, event="COMPLETE", id="a", time=now, started=now, duration_ms=10, asked=asked)


@given(st.lists(ASKED, max_size=12))
def test_what_is_suggested_serves_what_it_says(asked: list[Asked]) -> None:
    found = survey(map(event, asked), SHOP)
    suggestions = suggest(found, SHOP, 100)
    fit = sum(count for count, _ in found.needs.values())
    assert fit + sum(found.unfit.values()) + found.served == found.queries == len(asked)
    assert sum(suggestion.queries for suggestion in suggestions) == fit
    assert all(any(s.rollup.serves(need) for s in suggestions) for need in found.needs)
    assert len({(s.rollup.cube, s.name) for s in suggestions}) == len(suggestions)
    for suggestion in suggestions:
        rollup = suggestion.rollup
        assert not any(name.endswith((".buyers", ".mean")) for name in rollup.measures)
        assert rollup.cube != "orders" or "orders.owner" in rollup.dimensions
        assert all(path.split(".")[0] == rollup.cube for path in (*rollup.measures, *rollup.dimensions))
    assert suggest(survey(map(event, asked), SHOP), SHOP, 100) == suggestions


@pytest.mark.parametrize(("adapter", "merges"), [("postgres", True), ("duckdb", False), ("clickhouse", False)])
def test_no_approximate_count_is_kept_where_none_can_be_merged(adapter: str, merges: bool, tmp_path: Path) -> None:
    """The build would refuse it there (FC0754)."""
    measures = [{"name": "people", "type": "count_distinct_approx", "sql": "{CUBE}.id"}]
    columns = [column("id", "integer"), column("kind", "varchar")]
    orders = model("model.shop.orders", columns=columns, config={"meta": {"cube": {"measures": measures}}})

    def compiled(more: dict[str, Any]) -> Compilation:
        node = {**orders, "config": {"meta": {"cube": {"measures": measures, **more}}}}
        return compile(Artifacts(manifest=json.dumps(manifest(node, adapter=adapter)).encode()))

    lab.deploy(tmp_path, compiled({}))
    asked = {"measures": ["orders.people"], "dimensions": ["orders.kind"]}
    record = {"floe_cube_event": 1, "event": "COMPLETE", "id": "q", "asked": asked, "kind": "query"}
    record |= dict.fromkeys(("time", "started"), "2026-03-01T10:00:00Z")
    (tmp_path / "events.jsonl").write_text(json.dumps(record) + "\n")
    arguments = ["suggest", "--events", str(tmp_path / "events.jsonl"), "--deployment", str(tmp_path)]
    said = CliRunner().invoke(main, arguments).stdout
    assert said.startswith("# 1 queries: ")
    assert ("# 100 % cannot be: with a measure that does not add up." in said) is not merges
    found = YAML(typ="safe").load(said) or {}
    assert bool(found) is merges
    more = found["models"][0]["config"]["meta"]["cube"] if merges else {}
    assert compiled(more).ok


def test_without_events_it_says_so(tmp_path: Path) -> None:
    missing = CliRunner().invoke(main, ["suggest", "--events", str(tmp_path / "none"), "--deployment", str(tmp_path)])
    assert missing.exit_code == 2
    assert "No such file" in missing.stderr
