"""Let MetricFlow write its SQL for every metric of the metrics project: what Cube's answers are compared with.

    python -m golden.metricflow_sql            write golden/projects/metrics/metricflow/
    python -m golden.metricflow_sql --check    write nothing, name the files that would change, exit 1 if there are any

`<metric>.sql` holds a statement a grouping, each under a line `--- by <group-by items>`: nothing, the day, every categorical
dimension that MetricFlow allows for the metric, the day with the first of those, and the month. What MetricFlow gives only for
a time is asked by each dimension and the day. `saved_queries/<name>.sql` is a saved query. The version is the one that
pyproject.toml pins.
"""

from __future__ import annotations

import argparse
import json
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlClient, SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantics.errors.error_classes import InvalidQueryException
from metricflow_semantics.model.dbt_manifest_parser import parse_manifest_from_dbt_generated_manifest
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from tests.dbt_projects import build

PROJECT = Path(__file__).parent / "projects" / "metrics"
DAY, MONTH = "metric_time__day", "metric_time__month"


class Dialect:
    """All that MetricFlow wants of a database in order to write SQL for it."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


def texts(semantic_manifest: Path) -> Iterator[tuple[str, str]]:
    """The name and the text of each file."""
    logging.disable(logging.WARNING)
    text = semantic_manifest.read_text()
    stated = json.loads(text)  # what MetricFlow reads has metrics of its own making too
    manifest = parse_manifest_from_dbt_generated_manifest(text)
    engine = MetricFlowEngine(SemanticManifestLookup(manifest), cast("SqlClient", Dialect()))
    for name in sorted(metric["name"] for metric in stated["metrics"]):
        yield name, "\n".join(f"--- by {items}".rstrip() + f"\n{sql}\n" for items, sql in _groupings(engine, name))
    for name in sorted(query["name"] for query in stated["saved_queries"]):
        request = MetricFlowQueryRequest.create(saved_query_name=name)
        yield f"saved_queries/{name}", _sql(engine, request) + "\n"


def _groupings(engine: MetricFlowEngine, metric: str) -> Iterator[tuple[str, str]]:
    """The groupings that MetricFlow does not refuse, as it does many without a time, and the SQL for each."""
    offered = engine.simple_dimensions_for_metrics([metric])
    dimensions = sorted((d.dunder_name,) for d in offered if d.type.value == "categorical")
    with_day = [(DAY, *dimension) for dimension in dimensions]
    try:
        yield "", _of_metric(engine, metric)
        asked = [(DAY,), *dimensions[:1], *with_day[:1], *dimensions[1:]]
    except InvalidQueryException:
        asked = [(DAY,), *with_day]
    for items in (*asked, (MONTH,)):
        yield " ".join(items), _of_metric(engine, metric, *items)


def _of_metric(engine: MetricFlowEngine, metric: str, *by: str) -> str:
    return _sql(engine, MetricFlowQueryRequest.create(metric_names=[metric], group_by_names=list(by)))


def _sql(engine: MetricFlowEngine, request: MetricFlowQueryRequest) -> str:
    return engine.explain(request).sql_statement.sql.strip()


def changes(semantic_manifest: Path) -> dict[Path, str | None]:
    """The files that MetricFlow would write otherwise today, with their new text; None for one that it would not."""
    folder = PROJECT / "metricflow"
    new = {folder / f"{name}.sql": text for name, text in texts(semantic_manifest)}
    old = {path: path.read_text() for path in folder.rglob("*.sql")}
    return {path: new.get(path) for path in sorted(new.keys() | old.keys()) if new.get(path) != old.get(path)}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as workdir:
        found = changes(build(PROJECT / "project", Path(workdir).resolve()) / "semantic_manifest.json")
    for path, text in found.items():
        print(path.relative_to(PROJECT))
        if only_check:
            continue
        if text is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
    return int(only_check and bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
