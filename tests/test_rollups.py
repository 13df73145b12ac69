"""Pre-aggregations of every type, built by a real Cube in a database that a real dbt built, and asked by two organisations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from attrs import frozen

from floe_cube import Artifacts, compile
from floe_cube.adapters.security import mint
from floe_cube.config import Config, ConsumptionConfig, SecurityConfig
from tests.conftest import ByDbt
from tests.cube import lab

pytestmark = [pytest.mark.cube]

PROJECT = Path(__file__).parent / "rollups" / "project"
SECRET = "a secret of this test and of nobody else, 64 letters long, roughly"


@frozen
class Asked:
    """A query, the same by hand (`$1` is the organisation), and the pre-aggregations that must answer it."""

    query: dict[str, Any]
    sql: str
    used: frozenset[str]


def asked(measure: str, dimension: str | None, sql: str, used: str, **more: Any) -> Asked:
    query = {"measures": [measure], **({"dimensions": [dimension]} if dimension else {}), **more}
    return Asked(query, sql, frozenset(used.split()))


def by(granularity: str, start: str, end: str) -> list[dict[str, Any]]:
    return [{"dimension": "bookings.booked_at", "granularity": granularity, "dateRange": [start, end]}]


MINE = "FROM bookings WHERE organization_id = $1"
CASES = {
    "rollup": asked(
        "bookings.total", "bookings.kind", f"SELECT kind, sum(amount) {MINE} GROUP BY 1", "bookings_by_kind"
    ),
    "incremental partitions": asked(
        "bookings.total",
        None,
        f"SELECT date_trunc('month', booked_at), sum(amount) {MINE} GROUP BY 1",
        "bookings_monthly",
        timeDimensions=by("month", "2024-01-01", "2024-03-31"),
    ),
    "one partition of several": asked(
        "bookings.total",
        None,
        f"SELECT booked_at, sum(amount) {MINE} AND booked_at BETWEEN '2024-02-03' AND '2024-02-05' GROUP BY 1",
        "bookings_monthly",
        timeDimensions=by("day", "2024-02-03", "2024-02-05"),
    ),
    "rollup_lambda": asked(
        "bookings.largest",
        None,
        f"SELECT booked_at, max(amount) {MINE} AND booked_at BETWEEN '2024-02-03' AND '2024-02-05' GROUP BY 1",
        "bookings_daily",
        timeDimensions=by("day", "2024-02-03", "2024-02-05"),
    ),
    "rollup_join": asked(
        "bookings.total",
        "accounts.branch",
        f"SELECT branch, sum(amount) {MINE.replace('bookings', 'bookings JOIN accounts USING (organization_id)')} "
        "AND accounts.id = account_id GROUP BY 1",
        "bookings_of_account accounts_by_branch",
    ),
    "original_sql": asked(
        "bookings.total", "bookings.amount", f"SELECT amount, sum(amount) {MINE} GROUP BY 1", "bookings_rows"
    ),
    "a rollup without the filter's column is passed over": asked(
        "bookings.largest", "bookings.kind", f"SELECT kind, max(amount) {MINE} GROUP BY 1", "bookings_rows"
    ),
}


@pytest.fixture(scope="module")
def database(by_dbt: ByDbt, tmp_path_factory: pytest.TempPathFactory, real_cube: None) -> Path:
    return by_dbt(PROJECT, tmp_path_factory.mktemp("rollups") / "ledger").parent / "ledger.duckdb"


@pytest.fixture(scope="module")
def rows(database: Path) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """What is right, by case and organisation: asked before Cube takes the database."""
    with duckdb.connect(database, read_only=True) as connection:
        return {
            (name, owner): sorted(
                (str(key), int(value)) for key, value in connection.execute(case.sql, [owner]).fetchall()
            )
            for name, case in CASES.items()
            for owner in ("north", "south")
        }


@pytest.fixture(scope="module")
def server(database: Path, rows: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Server]:
    target, directory = database.parent / "target", tmp_path_factory.mktemp("cube")
    artifacts = Artifacts(
        manifest=(target / "manifest.json").read_bytes(),
        catalog=(target / "catalog.json").read_bytes(),
        config=Config(consumption=ConsumptionConfig(security=SecurityConfig())),
    )
    compilation = compile(artifacts)
    assert [finding.code for finding in compilation.diagnostics] == ["FC0656"]
    lab.deploy(directory, compilation)
    environment = {
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(database),
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
        "CUBEJS_PRE_AGGREGATIONS_BUILDER": "true",
    }
    with lab.Server(directory, environment) as running:
        yield running


@pytest.mark.parametrize("owner", ["north", "south"])
@pytest.mark.parametrize("name", CASES)
def test_answers_from_the_pre_aggregation(
    name: str, owner: str, server: lab.Server, rows: dict[tuple[str, str], list[tuple[str, int]]]
) -> None:
    token = mint({"sub": "u", "exp": int(time.time()) + 3600, "organization_id": owner}, SECRET)
    answer = server.load(CASES[name].query, token)
    assert answer.status == 200, answer.body
    (measure,) = CASES[name].query["measures"]
    found = [(next(v for k, v in row.items() if k != measure), int(row[measure])) for row in answer.body["data"]]
    assert sorted((key.replace("T", " ").removesuffix(".000"), value) for key, value in found) == rows[name, owner]
    used = {table.rpartition(".")[2] for table in answer.body["usedPreAggregations"]}
    assert used == CASES[name].used
