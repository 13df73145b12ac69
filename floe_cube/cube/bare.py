"""Measures of semantic models that no metric stands for."""

from __future__ import annotations

from collections.abc import Container, Iterator

from floe_cube.ir.semantic import Cumulative, Measure, SemanticModel, Semantics, Simple

__all__ = ["bare_measures"]


def bare_measures(semantics: Semantics, served: Container[str]) -> Iterator[tuple[SemanticModel, Measure, bool]]:
    """Each measure that no metric shows as it is, with its semantic model, and whether a metric uses it.

    Args:
        served: names of the metrics that are measures of Cube.
    """
    values = [(m, m.value.of if isinstance(m.value, Cumulative) else m.value) for m in semantics.metrics]
    used = {value.measure for _, value in values if isinstance(value, Simple)}
    stood_for = {
        value.measure
        for metric, value in values
        if isinstance(metric.value, Simple) and isinstance(value, Simple)
        if value.fill is None and not metric.filters and metric.name in served
    }
    for model in semantics.models:
        for measure in model.measures:
            if measure.name not in stood_for:
                yield model, measure, measure.name in used
