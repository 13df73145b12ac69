"""A cube of the rows of several others shows who asks what a database with their rows alone would.

The project of the metrics, with every customer as somebody whose rows are theirs: real Cube, asked with the claims of half of the
customers, must answer as MetricFlow's SQL does on a database from which all rows of the other half were deleted.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import attrs
import duckdb
import pytest

from tests.conftest import ByDbt
from tests.test_metrics import PROJECT, Metrics, Question, served_metrics, statements
from tests.test_numbers import Serve, serve, token

__all__ = ["serve"]

pytestmark = [
    pytest.mark.cube,
    pytest.mark.usefixtures("real_cube"),
]

CONFIG = """
consumption:
  security:
    filter_column: customer_id
    filter_claim: customers
"""
HALVES = {"those": range(100, 112), "others": range(112, 124)}
FILTERED = ("bookings", "customers", "visits")
#: Metrics whose sources all have the column: of two facts, of two times, of events that follow on others.
METRICS = [
    *("booking_after_search", "booking_after_visit", "booking_ever_after_visit", "bookings_after_visits"),
    *("bookings_per_visit", "family_buyers_per_visitor", "net_bookings", "web_net_bookings"),
]
GROUPINGS = ("", "metric_time__day", "metric_time__month", "customer__segment")


@pytest.fixture(scope="module")
def everything(serve: Serve, by_dbt: ByDbt, tmp_path_factory: pytest.TempPathFactory) -> Metrics:
    target = by_dbt(PROJECT / "project", tmp_path_factory.mktemp("dbt") / "metrics")
    served = served_metrics(target, serve, CONFIG)
    return attrs.evolve(served, bearer=token(customers=[str(each) for half in HALVES.values() for each in half]))


@pytest.fixture(scope="module", params=HALVES)
def half(request: pytest.FixtureRequest, everything: Metrics, tmp_path_factory: pytest.TempPathFactory) -> Metrics:
    """Cube with the claims of some customers, and a database in which there are no others."""
    wanted = [str(each) for each in HALVES[request.param]]
    alone = duckdb.connect(_copy(everything, tmp_path_factory.mktemp(request.param)))
    for table in FILTERED:
        alone.execute(f"DELETE FROM {table} WHERE customer_id IS NULL OR customer_id NOT IN ({', '.join(wanted)})")
    return attrs.evolve(everything, bearer=token(customers=wanted), database=alone)


def _copy(metrics: Metrics, folder: Path) -> str:
    """The whole database, under the name by which MetricFlow's SQL calls it."""
    [(original,)] = metrics.database.execute("SELECT path FROM duckdb_databases() WHERE path LIKE '%duckdb'").fetchall()
    return str(shutil.copy(original, folder / "metrics.duckdb"))


@pytest.mark.parametrize("metric", METRICS)
def test_who_asks_gets_the_numbers_of_their_own_rows(half: Metrics, metric: str) -> None:
    for items in GROUPINGS:
        if items in statements(metric):
            assert list(half.differences(Question(metric, items))) == [], items


@pytest.mark.parametrize("metric", ["booking_after_visit", "bookings_per_visit", "net_bookings"])
def test_those_numbers_are_not_those_of_all(half: Metrics, everything: Metrics, metric: str) -> None:
    """Else the comparison proves nothing."""
    query = Question(metric, "").of_cube(half.measures[metric], half.time(metric), half.manifest)
    assert half.of_cube(query) != everything.of_cube(query)


@pytest.mark.parametrize("metric", METRICS)
def test_without_the_claim_nothing_is_shown(everything: Metrics, metric: str) -> None:
    query = Question(metric, "").of_cube(everything.measures[metric], "", everything.manifest)
    for bearer in (None, token(), token(customers=[])):
        assert "data" not in everything.served.server.load(query, bearer).body


def test_what_one_of_its_sources_hides_is_no_part_of_a_union(everything: Metrics) -> None:
    """Payments have no such column, so nobody sees them, nor what they add up to."""
    assert not any(name.startswith("bookings_and_payments") for name in everything.types)
    for member in (
        "bookings_and_visits.claim_customers",
        "bookings_and_visits.row_key",
        "bookings_and_payments.paid_share",
    ):
        assert "data" not in everything.served.server.load({"dimensions": [member]}, everything.bearer).body
