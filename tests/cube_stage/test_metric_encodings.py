"""dbt has two encodings of metrics: over measures, and since 1.12 without them. Both become the same measures of Cube.

MetricFlow knows both as well: it rewrites the older one as it reads it, and so it does here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attrs import evolve
from metricflow_semantics.model.dbt_manifest_parser import parse_manifest_from_dbt_generated_manifest

from floe_cube import Artifacts, Compilation, compile
from floe_cube.cube.ast import Measure

PROJECT = Path(__file__).parents[2] / "golden/projects/metrics"
MANIFEST = json.loads((PROJECT / "manifest.json").read_text())
SIDES = ("base_metric", "conversion_metric")
METRICS = {metric["name"] for metric in MANIFEST["metrics"].values()}


def without_measures() -> dict[str, Any]:
    """The manifest as MetricFlow rewrites it, without the older encoding beside the newer."""
    parts = {part: list(MANIFEST[part].values()) for part in ("semantic_models", "metrics", "saved_queries")}
    text = json.dumps({**parts, "project_configuration": {"time_spines": [], "time_spine_table_configurations": []}})
    rewritten = {m.name: json.loads(m.json()) for m in parse_manifest_from_dbt_generated_manifest(text).metrics}
    metrics = {key: _rewritten(metric, rewritten[metric["name"]]) for key, metric in MANIFEST["metrics"].items()}
    # What a conversion says of a measure, such as `fill_nulls_with`, MetricFlow gives to a metric that it adds.
    used = [params[key]["name"] for m in metrics.values() if (params := m["type_params"]["conversion_type_params"]) for key in SIDES]
    some = next(iter(metrics.values()))
    added = {name: {**some, "name": name, "unique_id": f"metric.metrics.{name}"} for name in used if name not in METRICS}
    metrics |= {metric["unique_id"]: _rewritten(metric, rewritten[name]) | {"type": "simple"} for name, metric in added.items()}
    models = {key: {**model, "measures": []} for key, model in MANIFEST["semantic_models"].items()}
    return {**MANIFEST, "metrics": metrics, "semantic_models": models}


def _rewritten(metric: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    params = new["type_params"] | {"measure": None, "input_measures": []}
    if conversion := params["conversion_type_params"]:
        params["conversion_type_params"] = conversion | {"base_measure": None, "conversion_measure": None}
    return {**metric, "type_params": params, "filter": new["filter"]}


def compiled(manifest: dict[str, Any]) -> Compilation:
    catalog = (PROJECT / "catalog.json").read_bytes()
    return compile(Artifacts(manifest=json.dumps(manifest).encode(), catalog=catalog))


def measures(compilation: Compilation) -> dict[str, Measure]:
    """Every measure, by its full name. Filters hold together, in whatever order."""
    found = {f"{cube.name}.{measure.name}": measure for cube in compilation.model.cubes for measure in cube.measures}
    return {name: evolve(m, filters=tuple(sorted(m.filters, key=str))) for name, m in found.items()}


def test_metrics_without_measures_become_the_same_cubes() -> None:
    older, newer = compiled(MANIFEST), compiled(without_measures())

    theirs = {name: measure for name, measure in measures(newer).items() if "_fill_nulls_with_" not in name}
    ours = measures(older)
    assert {name for name in ours.keys() - theirs.keys() if name.partition(".")[2] in METRICS} == set()
    assert theirs == {name: ours[name] for name in theirs}
    said = [{(d.place.subject, d.code) for d in each.diagnostics} for each in (older, newer)]
    assert said[0] == said[1]
