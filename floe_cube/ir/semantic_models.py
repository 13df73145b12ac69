"""Semantic models, and what their measures aggregate."""

from __future__ import annotations

from typing import get_args

import attrs

from floe_cube.dbt import wire
from floe_cube.diagnostics import Place
from floe_cube.ir import semantic
from floe_cube.ir.entities import entity_sql
from floe_cube.ir.semantic import Agg, Aggregation

__all__ = ["AGGREGATIONS", "aggregation", "semantic_model"]

AGGREGATIONS = frozenset(get_args(Agg))


def semantic_model(node: wire.SemanticModel, model: str | None, place: Place) -> semantic.SemanticModel:
    """What the rows of a model are."""
    entities = tuple(
        semantic.Entity(name=e.name, kind=e.type, expr=entity_sql(e))  # type: ignore[arg-type]
        for e in node.entities or ()
        if e.type in ("primary", "unique", "natural", "foreign")
    )
    dimensions = tuple(map(_dimension, node.dimensions or ()))
    default_time = node.defaults.agg_time_dimension if node.defaults else None
    primary = next((entity.name for entity in entities if entity.kind == "primary"), node.primary_entity)
    found = semantic.SemanticModel(
        unique_id=node.unique_id,
        name=node.name,
        model=model or "",
        place=place,
        primary=primary,
        entities=entities,
        dimensions=dimensions,
        default_time=default_time,
    )
    measures = []
    for measure in node.measures or ():
        if measure.agg in AGGREGATIONS:
            said = {"label": measure.label or "", "description": measure.description or ""}
            measures.append(
                semantic.Measure(name=measure.name, aggregation=aggregation(measure, found, measure.name), **said)
            )
    return attrs.evolve(found, measures=tuple(measures))


def _dimension(node: wire.SemanticDimension) -> semantic.SemanticDimension:
    params = node.type_params
    is_time = node.type == "time"
    return semantic.SemanticDimension(
        name=node.name,
        expr=(node.expr or node.name).strip(),
        grain=((params and params.time_granularity) or "day") if is_time else None,
        bounds_validity=bool(params and params.validity_params),
        label=node.label or "",
        description=node.description or "",
    )


def aggregation(
    measure: wire.Measure, home: semantic.SemanticModel, name: str, expr: str | int | None = None
) -> Aggregation:
    """What a measure aggregates; without an expression, the column of its name."""
    params = measure.agg_params
    written = next((e for e in (measure.expr, expr) if e is not None), name)
    is_percentile = measure.agg == "percentile" and params is not None and params.percentile is not None
    return Aggregation(
        semantic_model=home.unique_id,
        agg=measure.agg,  # type: ignore[arg-type]
        expr=str(written).strip(),
        percentile=params.percentile if is_percentile and params and params.percentile is not None else 0.5,
        discrete=bool(measure.agg == "percentile" and params and params.use_discrete_percentile),
        approximate=bool(measure.agg == "percentile" and params and params.use_approximate_percentile),
        time=measure.agg_time_dimension or home.default_time,
        non_additive=measure.non_additive_dimension.name if measure.non_additive_dimension else None,
    )
