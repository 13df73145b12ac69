"""What semantic models say about the columns of their models: keys, references, and of what kind their values are.

The weakest evidence, since nothing tests it: a constraint or a test of the same columns counts before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from floe_cube.dbt.wire import Entity, Manifest, Measure, Metric, SemanticModel
from floe_cube.ir.dialects import Kind
from floe_cube.ir.evidence import AllFacts, Facts
from floe_cube.ir.model import Evidence, Key, Relationship, Source
from floe_cube.ir.references import References

__all__ = ["entity_sql", "model_of", "read_entities"]

#: An expression that is nothing but a column.
COLUMN = re.compile(r"[A-Za-z_]\w*")
#: The same in quotes. Of SQL Server's brackets others make arrays.
QUOTED = re.compile(r"""(["`])((?:(?!\1).)+)\1""")
#: Aggregations that tell of what kind a column is.
KINDS = {
    "sum": Kind.NUMBER,
    "average": Kind.NUMBER,
    "median": Kind.NUMBER,
    "percentile": Kind.NUMBER,
    "sum_boolean": Kind.BOOLEAN,
}


def read_entities(manifest: Manifest, references: References, facts: AllFacts) -> None:
    """Add what all semantic models say to the facts about their models."""
    owners: dict[str, list[tuple[str, Entity]]] = defaultdict(list)
    semantic_models = [(node, model_of(node, references)) for _, node in sorted(manifest.semantic_models.items())]
    for node, model in semantic_models:
        for entity in node.entities or () if model else ():
            if entity.type in ("primary", "unique") and _column(entity):
                owners[entity.name].append((str(model), entity))
    by_name = {node.name: model for node, model in semantic_models if model is not None}
    for _, metric in sorted(manifest.metrics.items()):
        _read_metric(metric, by_name, facts)
    for node, model in semantic_models:
        if model is not None:
            _read_columns(node, model, facts)
            for entity in node.entities or ():
                _read_entity(entity, node, model, owners[entity.name], facts)


def model_of(node: SemanticModel, references: References) -> str | None:
    """The unique_id of the dbt model that a semantic model is about."""
    named = (node.depends_on.nodes if node.depends_on else None) or []
    return named[0] if len(named) == 1 else references.resolve(node.model)


def entity_sql(entity: Entity) -> str:
    """What computes an entity: without an expression, the column of its name."""
    return (entity.expr or entity.name).strip()


def _column(entity: Entity) -> str | None:
    """The column that an entity is, if it is one."""
    sql = entity_sql(entity)
    quoted = QUOTED.fullmatch(sql)
    return quoted[2] if quoted else sql if COLUMN.fullmatch(sql) else None


def _read_entity(
    entity: Entity, node: SemanticModel, model: str, owners: list[tuple[str, Entity]], facts: AllFacts
) -> None:
    column = _column(entity)
    if column is None:
        return
    mine, evidence = facts[model], Evidence(Source.ENTITIES, f"{node.unique_id} {entity.name}")
    mine.named.add(column)
    if entity.type == "primary":
        mine.entities.append(Key((column,), evidence))
    elif entity.type == "unique":
        mine.unique.append(Key((column,), evidence))
    elif entity.type == "foreign":
        for parent, key in owners:
            if parent != model:
                mine.foreign.append(Relationship(parent, (column,), (_column(key) or "",), evidence))


def _read_columns(node: SemanticModel, model: str, facts: AllFacts) -> None:
    """Columns that dimensions and measures name: they exist, documented or not."""
    mine = facts[model]
    for dimension in node.dimensions or ():
        if COLUMN.fullmatch(column := (dimension.expr or dimension.name).strip()):
            mine.named.add(column)
            if dimension.type == "time":
                mine.kinds[column] = Kind.TIME
    for measure in node.measures or ():
        _read_measure(measure, measure.expr if measure.expr is not None else measure.name, mine)


def _read_metric(metric: Metric, models: Mapping[str, str], facts: AllFacts) -> None:
    """The column of a metric that says itself what it aggregates (1.12, Fusion)."""
    params = metric.type_params
    stated = params.metric_aggregation_params if params else None
    if params is None or stated is None or (stated.semantic_model or "") not in models:
        return
    expr = stated.expr if stated.expr is not None else params.expr
    _read_measure(stated, metric.name if expr is None else expr, facts[models[stated.semantic_model or ""]])


def _read_measure(measure: Measure, expr: str | int, mine: Facts) -> None:
    column = str(expr).strip()
    if COLUMN.fullmatch(column):
        mine.named.add(column)
        if measure.agg in KINDS:
            mine.kinds.setdefault(column, KINDS[measure.agg])
