"""Let MetricFlow write its SQL for every metric of the metrics project: what Cube's answers are compared with.

    python -m golden.metricflow_sql            write golden/projects/metrics/metricflow/<metric>.sql
    python -m golden.metricflow_sql --check    write nothing, name the files that would change, exit 1 if there are any

A file holds a statement a grouping, each under a line `--- by <group-by items>`: nothing, the day, every categorical
dimension that MetricFlow allows for the metric, and the day with the first of those. What MetricFlow gives only for a
time is asked by each dimension and the day. The version is the one that pyproject.toml pins.
"""

from __future__ import annotations

import argparse
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
DAY = "metric_time__day"


class Dialect:
    """All that MetricFlow wants of a database in order to write SQL for it."""

    sql_engine_type = SqlEngine.DUCKDB
    sql_plan_renderer = DuckDbSqlPlanRenderer()


def statements(semantic_manifest: Path) -> Iterator[tuple[str, str]]:
    """The name of each metric, and MetricFlow's SQL for it in every grouping."""
    logging.disable(logging.WARNING)
    manifest = parse_manifest_from_dbt_generated_manifest(semantic_manifest.read_text())
    engine = MetricFlowEngine(SemanticManifestLookup(manifest), cast("SqlClient", Dialect()))
    for name in sorted(metric.name for metric in manifest.metrics):
        offered = engine.simple_dimensions_for_metrics([name])
        dimensions = sorted(d.dunder_name for d in offered if d.type.value == "categorical")
        alone = _sql(engine, name)
        asked: dict[str, str | None] = {"": alone, DAY: _sql(engine, name, DAY)}
        for dimension in dimensions:
            if alone:
                asked[dimension] = _sql(engine, name, dimension)
            if dimension == dimensions[0] or not alone:
                asked[f"{DAY} {dimension}"] = _sql(engine, name, DAY, dimension)
        yield name, "\n".join(f"--- by {items}".rstrip() + f"\n{sql}\n" for items, sql in asked.items() if sql)


def _sql(engine: MetricFlowEngine, metric: str, *by: str) -> str | None:
    """The SQL of a question; None where MetricFlow refuses the question, as it does for many without a time."""
    try:
        request = MetricFlowQueryRequest.create(metric_names=[metric], group_by_names=list(by))
        return engine.explain(request).sql_statement.sql.strip()
    except InvalidQueryException:
        return None


def changes(semantic_manifest: Path) -> dict[Path, str | None]:
    """The files that MetricFlow would write otherwise today, with their new text; None for one that it would not."""
    folder = PROJECT / "metricflow"
    new = {folder / f"{name}.sql": text for name, text in statements(semantic_manifest)}
    old = {path: path.read_text() for path in folder.glob("*.sql")}
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
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
    return int(only_check and bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
