"""Every metric of dbt's semantic layer has the value in real Cube that MetricFlow gives it.

dbt builds golden/projects/metrics on DuckDB, floe-cube compiles it, a real Cube serves it, and each metric is asked over
REST: in total, per day and month, by each dimension that MetricFlow allows. The answers must be the rows of MetricFlow's own SQL
(golden/metricflow_sql.py), run on the same database. A metric ends as

- equal: every question has the same answer;
- refused: there is no measure, and a finding about the metric says why;
- not run: its measure has several stages, which only Cube's Tesseract planner can compute, and the native binary that has
  it is not installed;
- different: what must not be.

A dimension that cannot be reached is refused as well, with a finding about its semantic model, and so are days or months for
some metrics, see `EXCLUDED`.

What is different by design, and no number:

1. MetricFlow leaves out a group of which no row passes a metric's filter, for it filters rows. Cube filters within the
   aggregate, so that other measures of the query keep their rows: it shows the group, with the value of no rows.
2. The same holds for a metric of several inputs, and for the days of a window that has no rows at all: Cube shows each day
   of the range that was asked for.
3. With `join_to_timespine` MetricFlow has a row for each day of the spine. Cube gives the days that there are, and its
   client fills the others: those are NULL, or the metric's fill value, in MetricFlow.
4. Without the native binary, a window or an offset beside something else is joined by INNER JOIN: groups that one side
   lacks, in which MetricFlow says NULL, are not there. (Tesseract joins by FULL JOIN.)
"""

from __future__ import annotations

import json
import math
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from http import HTTPStatus
from pathlib import Path
from typing import Literal, get_args

import duckdb
import pytest
from attrs import define, field, frozen

from floe_cube import Artifacts, compile
from floe_cube.cube.ast import Measure, Name
from floe_cube.diagnostics import Diagnostic, Severity
from tests.conftest import SHOWN, ByDbt
from tests.test_numbers import Json, Row, Serve, Served, answered, serve, stored, token

__all__ = ["serve"]

pytestmark = [
    pytest.mark.cube,
    pytest.mark.usefixtures("real_cube"),
]

PROJECT = Path(__file__).parents[1] / "golden/projects/metrics"
METRICS = sorted(path.stem for path in (PROJECT / "metricflow").glob("*.sql"))
#: The days of the time spine.
SPINE = ["2024-12-01", "2025-05-31"]
TIME = "metric_time"
#: The cube of each dimension; MetricFlow puts the entities before its name by which it is reached.
CUBES = {
    **dict.fromkeys(("channel", "is_insured", "party"), "bookings"),
    **dict.fromkeys(("home", "segment"), "customers"),
    **dict.fromkeys(("category", "length"), "tours"),
    "continent": "countries",
    "method": "payments",
    "source": "visits",
    "tier": "tour_tiers",
}
#: What a metric is not compared by, by the finding that says so: a window has another value for a month (FC0914), as has
#: what is compared with the start of a period (FC0921), and months end on different days (FC0915).
EXCLUDED = {"FC0914": "month", "FC0915": "day", "FC0921": "month"}
#: How many metrics at least are equal. It only ever rises.
FLOOR = 72

Kind = Literal["equal", "refused", "not run", "different"]
Groups = dict[tuple[object, ...], object]


# --- what the manifest says of a metric -------------------------------------------------------------------------------
@define(slots=False)
class Manifest:
    """The metrics of the project, and what they are made of."""

    content: Json

    @cached_property
    def times(self) -> Mapping[str, str]:
        """The time dimension of each measure, as Cube calls it."""
        return {
            measure["name"]: f"{home['name']}.{measure['agg_time_dimension'] or home['defaults']['agg_time_dimension']}"
            for home in self.content["semantic_models"].values()
            for measure in home["measures"]
        }

    def metric(self, name: str) -> Json:
        found: Json = self.content["metrics"][f"metric.metrics.{name}"]
        return found

    def inputs(self, name: str) -> list[Json]:
        """What a metric takes of other metrics, and what those take of others."""
        params = self.metric(name)["type_params"]
        own = [*params["metrics"], *filter(None, (params["numerator"], params["denominator"]))]
        return own + [inner for outer in own for inner in self.inputs(outer["name"])]

    def measures(self, name: str) -> list[Json]:
        """What a metric takes of measures, at any depth."""
        metrics = [self.metric(name), *(self.metric(each["name"]) for each in self.inputs(name))]
        return [measure for metric in metrics for measure in metric["type_params"]["input_measures"]]

    def time(self, name: str) -> str:
        """The member of Cube that is the metric's time: of several, the first one's."""
        return self.times[self.measures(name)[0]["name"]]

    def has_window(self, name: str) -> bool:
        """Whether Cube wants a range of dates."""
        types = {self.metric(each)["type"] for each in (name, *(each["name"] for each in self.inputs(name)))}
        return "cumulative" in types or any(each["offset_to_grain"] for each in self.inputs(name))

    def may_be_empty(self, name: str) -> bool:
        """Whether Cube may have groups that MetricFlow has not, see 1 and 2."""
        is_filtered = self.metric(name)["filter"] or any(measure["filter"] for measure in self.measures(name))
        return bool(is_filtered or self.inputs(name) or self.has_window(name))

    def is_joined(self, name: str) -> bool:
        """Whether Cube computes its parts apart and joins them, see 4."""
        return self.has_window(name) or any(each["offset_window"] for each in self.inputs(name))

    def has_every_day(self, name: str) -> bool:
        """Whether MetricFlow has days on which there is nothing, see 3."""
        return any(measure["join_to_timespine"] for measure in self.measures(name))


# --- rows -------------------------------------------------------------------------------------------------------------
@cache
def statements(metric: str) -> dict[str, str]:
    """MetricFlow's SQL for a metric, by the group-by items."""
    _, *parts = re.split(r"^--- by ?(.*)\n", (PROJECT / "metricflow" / f"{metric}.sql").read_text(), flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def is_close(one: object, other: object) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one == other
    return math.isclose(float(one), float(other), rel_tol=1e-9)  # type: ignore[arg-type]


def shown(value: object) -> str:
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def grouped(rows: list[Row]) -> Groups:
    found = {row[:-1]: row[-1] for row in rows}
    assert len(found) == len(rows), "a group occurs once"
    return found


@frozen
class Question:
    """What is asked of both: a metric by some items."""

    metric: str
    items: str

    def of_cube(self, measure: str, time: str, manifest: Manifest) -> Json:
        items = [item.rpartition("__") for item in self.items.split()]
        members = [f"{CUBES[name]}.{name}" for entity, _, name in items if entity != TIME]
        window = {"dateRange": SPINE} if manifest.has_window(self.metric) else {}
        times = [{"dimension": time, "granularity": grain, **window} for entity, _, grain in items if entity == TIME]
        return {"measures": [measure], "dimensions": members, "timeDimensions": times}


@define(slots=False)
class Metrics:
    """The project, served, with all that was found about it."""

    served: Served
    database: duckdb.DuckDBPyConnection
    manifest: Manifest
    diagnostics: Sequence[Diagnostic]
    measures: Mapping[str, str]
    staged: frozenset[str]
    filters: Mapping[str, list[Json]]
    bearer: str = field(factory=token)
    _verdicts: dict[str, Verdict] = field(factory=dict)

    @cached_property
    def types(self) -> Mapping[str, str]:
        """The type of each measure and dimension of cubes and views, by its full name."""
        cubes = self.served.server.meta(self.bearer).body["cubes"]
        return {member["name"]: member["type"] for c in cubes for member in (*c["measures"], *c["dimensions"])}

    def time(self, metric: str) -> str:
        """The member of Cube that is the metric's time: where several facts stand one under another, the one of all."""
        own = f"{self.measures[metric].partition('.')[0]}.{TIME}"
        return own if own in self.types else self.manifest.time(metric)

    def of_metricflow(self, sql: str) -> list[Row]:
        """Rows of MetricFlow's: times, then dimensions, then metrics."""
        return [tuple(map(stored, row)) for row in self.database.execute(sql).fetchall()]

    def of_cube(self, query: Json) -> list[Row] | str:
        """Rows of Cube's in the same order, or what it says instead."""
        response = self.served.server.load(query, self.bearer)
        if response.status != HTTPStatus.OK:
            return str(response.body["error"])
        times = [f"{time['dimension']}.{time['granularity']}" for time in query["timeDimensions"]]
        members = [*times, *query["dimensions"], *query["measures"]]
        types = [self.types.get(member, "time") for member in members]
        return [tuple(map(answered, (row[m] for m in members), types)) for row in response.body["data"]]

    def differences(self, question: Question) -> Iterator[str]:
        """What is not the same, group by group, but for the differences by design."""
        metric = question.metric
        found = self.of_cube(question.of_cube(self.measures[metric], self.time(metric), self.manifest))
        if isinstance(found, str):
            yield found
            return
        answer, expected = grouped(found), grouped(self.of_metricflow(statements(question.metric)[question.items]))
        for group in sorted({*expected, *answer}, key=str):
            if group not in expected:
                is_same = answer[group] in (None, 0) and self.manifest.may_be_empty(question.metric)
            elif group not in answer:
                is_same = expected[group] in self._left_out(question.metric)
            else:
                is_same = is_close(expected[group], answer[group])
            if not is_same:
                values = (shown(each.get(group, "no row")) for each in (expected, answer))
                yield f"{'/'.join(map(shown, group)) or 'total'}: {' but '.join(values)}"

    def _left_out(self, metric: str) -> tuple[object, ...]:
        """The values of groups that MetricFlow has and Cube may lack, see 3 and 4."""
        if self.manifest.has_every_day(metric):
            return (None, 0)
        return (None,) if self.manifest.is_joined(metric) and not self.served.server.native else ()

    def verdict(self, metric: str) -> Verdict:
        if metric not in self._verdicts:
            self._verdicts[metric] = self._judge(metric)
        return self._verdicts[metric]

    def _judge(self, metric: str) -> Verdict:
        if metric not in self.measures:
            said = self._said(f"metric.metrics.{metric}", Severity.WARNING)
            return Verdict(metric, "refused" if said else "different", " ".join(said) or "no measure, and no warning")
        if self.measures[metric] not in self.types:
            return Verdict(metric, "different", "Cube does not show it")
        wrong = {items: list(self.differences(Question(metric, items))) for items in self.questions(metric)}
        wrong = {items: rows for items, rows in wrong.items() if rows}
        found = "\n".join(
            f"by {items or 'nothing'}: {len(rows)}: {'; '.join(rows[:3])}" for items, rows in wrong.items()
        )
        is_error = all(rows[0].startswith("Error: ") for rows in wrong.values())
        if wrong and is_error and metric in self.staged and not self.served.server.native:
            return Verdict(metric, "not run", "")
        return Verdict(metric, "different" if wrong else "equal", found)

    def questions(self, metric: str) -> list[str]:
        """The groupings of MetricFlow's statements, without those that a finding excludes."""
        refused = {name for name, cube in CUBES.items() if self._said(f"semantic_model.metrics.{cube}")}
        refused |= {EXCLUDED[code] for code in self._said(f"metric.metrics.{metric}") if code in EXCLUDED}
        return [items for items in statements(metric) if not refused & {i.rpartition("__")[2] for i in items.split()}]

    def _said(self, subject: str, severity: Severity = Severity.NOTE) -> list[str]:
        """The codes of what was found about a subject, of a severity at least."""
        return [d.code for d in self.diagnostics if d.place.subject == subject and d.severity <= severity]


@frozen
class Verdict:
    metric: str
    kind: Kind
    why: str


@pytest.fixture(scope="module")
def metrics(serve: Serve, by_dbt: ByDbt, tmp_path_factory: pytest.TempPathFactory) -> Metrics:
    return served_metrics(by_dbt(PROJECT / "project", tmp_path_factory.mktemp("dbt") / "metrics"), serve)


def served_metrics(target: Path, serve: Serve, config: str = "") -> Metrics:
    """What dbt left in a target folder, compiled and served; as it is without a configuration, but for the server."""
    database = target.with_name("metrics.duckdb")
    # MetricFlow's SQL calls the database by the name of its file, and Cube's server locks the file.
    copy = duckdb.connect(shutil.copy(database, target), read_only=True)
    manifest = (target / "manifest.json").read_bytes()
    compilation = compile(Artifacts(manifest=manifest, catalog=(target / "catalog.json").read_bytes()))
    measures = {(cube.name, measure.name): measure for cube in compilation.model.cubes for measure in cube.measures}
    return Metrics(
        served=serve(target, database, config),
        database=copy,
        manifest=Manifest(json.loads(manifest)),
        diagnostics=compilation.diagnostics,
        measures={name: f"{cube}.{name}" for (cube, name), m in measures.items() if name in METRICS and m.public is None},
        staged=frozenset(name for cube, name in measures if is_staged(measures, cube, name)),
        filters={
            view.name: [
                {"member": f"{view.name}.{each.member}", "operator": each.operator, "values": list(each.values)}
                for each in view.default_filters
            ]
            for view in compilation.model.views
        },
    )


def is_staged(measures: Mapping[tuple[Name, Name], Measure], cube: Name, name: Name) -> bool:
    """Whether a measure, or one that it names, has several stages."""
    measure = measures.get((cube, name))
    if measure is None or measure.multi_stage:
        return measure is not None
    named = re.findall(r"\{CUBE\.(\w+)\}", str(getattr(measure.value, "sql", "")))
    return any(is_staged(measures, cube, Name(each)) for each in named)


@pytest.mark.parametrize("metric", METRICS)
def test_a_metric_is_what_metricflow_says(metrics: Metrics, metric: str) -> None:
    verdict = metrics.verdict(metric)
    assert verdict.kind != "different", verdict.why


SAVED = {
    "revenue_by_channel": ("revenue bookings web_share", "channel", "booked_at", "month"),
    "visits_and_bookings": ("visits bookings bookings_per_visit", "segment", "metric_time", "day"),
}


@pytest.mark.parametrize("view", SAVED)
def test_the_view_of_a_saved_query_has_the_rows_of_the_saved_query(metrics: Metrics, view: str) -> None:
    """Its own filter and those of its metrics. Only Tesseract applies a view's filters by itself."""
    measures, dimension, time, grain = SAVED[view]
    question = {
        "filters": [] if metrics.served.server.native else metrics.filters[view],
        "measures": [f"{view}.{measure}" for measure in measures.split()],
        "dimensions": [f"{view}.{dimension}"],
        "timeDimensions": [{"dimension": f"{view}.{time}", "granularity": grain}],
    }

    answer = metrics.of_cube(question)

    expected = metrics.of_metricflow((PROJECT / f"metricflow/saved_queries/{view}.sql").read_text())
    assert isinstance(answer, list), answer
    assert len(answer) == len(expected)
    pairs = zip(sorted(answer, key=str), sorted(expected, key=str), strict=True)
    for row, other in pairs:
        assert row[:2] == other[:2]
        assert all(map(is_close, row[2:], other[2:])), (row, other)


def test_so_many_are_equal(metrics: Metrics, record_property: Callable[[str, object], None]) -> None:
    """The count is shown in the end, with what is not equal; see conftest.py."""
    verdicts = [metrics.verdict(metric) for metric in METRICS]
    counts = Counter(verdict.kind for verdict in verdicts)
    equal = [verdict.metric for verdict in verdicts if verdict.kind == "equal"]
    asked, stated = (sum(map(len, map(of, equal))) for of in (metrics.questions, statements))
    kinds = ", ".join(f"{counts[kind]} {kind}" for kind in get_args(Kind))
    record_property(SHOWN, f"{len(METRICS)} metrics in Cube and MetricFlow: {kinds} ({asked} of {stated} questions)")
    for verdict in verdicts:
        if verdict.kind != "equal":
            record_property(SHOWN, f"  {verdict.kind}: {verdict.metric} {verdict.why.partition(chr(10))[0]}")
    assert counts["equal"] >= FLOOR


def test_the_project_has_what_metrics_can_have(metrics: Metrics) -> None:
    """At least 12 models and 40 metrics, of all types, and MetricFlow's SQL for each."""
    content = metrics.manifest.content
    assert [f"metric.metrics.{name}" for name in METRICS] == sorted(content["metrics"])
    assert len(METRICS) >= 40
    assert sum(node["resource_type"] == "model" for node in content["nodes"].values()) >= 12
    types = {metric["type"] for metric in content["metrics"].values()}
    assert types == {"simple", "ratio", "derived", "cumulative", "conversion"}


@pytest.mark.full
def test_metricflow_writes_the_same_sql_today(by_dbt: ByDbt, tmp_path: Path) -> None:
    from golden.metricflow_sql import changes  # slow, and nothing else needs it

    target = by_dbt(PROJECT / "project", tmp_path)
    assert sorted(path.name for path in changes(target / "semantic_manifest.json")) == []
