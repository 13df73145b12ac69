"""dbt's semantic layer as it is meant, in whichever of dbt's encodings it was written.

A metric before dbt 1.12 uses a measure of a semantic model, a later one says itself what it aggregates: here it is always an
`Aggregation`. Filters are parsed, spans of time are a number and a unit, and a name is a name of something that is there.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

from floe_cube.diagnostics import Place
from floe_cube.ir.meta import EMPTY, Meta
from floe_cube.ir.where import Reference, Where
from floe_cube.record import frozen

Agg: TypeAlias = Literal[
    "sum", "min", "max", "average", "count", "count_distinct", "sum_boolean", "median", "percentile"
]


@frozen(kw_only=True)
class Entity:
    """A key of a semantic model, or a reference to another one's. `expr` is SQL over the columns of its model."""

    name: str
    kind: Literal["primary", "unique", "natural", "foreign"]
    expr: str


@frozen(kw_only=True)
class SemanticDimension:
    """A dimension of a semantic model.

    Attributes:
        expr: SQL over the columns of the model.
        grain: of a time dimension, the span of time that its values are cut to.
        bounds_validity: it says from when or until when a row is valid.
    """

    name: str
    expr: str
    grain: str | None = None
    bounds_validity: bool = False
    label: str = ""
    description: str = ""


@frozen(kw_only=True)
class Aggregation:
    """What is aggregated over the rows of a semantic model.

    Attributes:
        semantic_model: its unique_id.
        expr: SQL over the columns of the model.
        percentile: of `percentile` and `median`, from 0 to 1.
        time: the time dimension that is the metric's time.
        non_additive: the time dimension over which values do not add up.
    """

    semantic_model: str
    agg: Agg
    expr: str
    percentile: float = 0.5
    discrete: bool = False
    approximate: bool = False
    time: str | None = None
    non_additive: str | None = None


@frozen(kw_only=True)
class Measure:
    """An aggregation under a name of its own, before dbt 1.12."""

    name: str
    aggregation: Aggregation
    label: str = ""
    description: str = ""


@frozen(kw_only=True)
class SemanticModel:
    """What the rows of a model are.

    Attributes:
        model: unique_id of the dbt model.
        primary: name of the entity that a row is.
    """

    unique_id: str
    name: str
    model: str
    place: Place
    primary: str | None = None
    entities: tuple[Entity, ...] = ()
    dimensions: tuple[SemanticDimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    default_time: str | None = None


@frozen
class Interval:
    """A span of time: 7 days."""

    count: int
    unit: str

    def __str__(self) -> str:
        return f"{self.count} {self.unit}"


@frozen(kw_only=True)
class Input:
    """A metric as another one uses it.

    Attributes:
        alias: its name in the expression.
        offset: so much earlier.
        to_grain: at the start of the period.
    """

    metric: str
    alias: str
    filters: tuple[Where, ...] = ()
    offset: Interval | None = None
    to_grain: str | None = None


@frozen(kw_only=True)
class Simple:
    """An aggregation, perhaps with a value where there is none."""

    aggregation: Aggregation
    measure: str = ""
    fill: int | float | None = None
    every_day: bool = False


@frozen
class Ratio:
    """One metric divided by another."""

    numerator: Input
    denominator: Input


@frozen
class Derived:
    """An expression over other metrics."""

    expr: str
    inputs: tuple[Input, ...]


@frozen(kw_only=True)
class Cumulative:
    """An aggregation over a window before each moment, over the period so far, or over all time."""

    of: Simple
    window: Interval | None = None
    to_date: str | None = None
    at_period: str = "first"


@frozen(kw_only=True)
class Event:
    """What is counted on one side of a conversion, and which of it."""

    of: Simple
    filters: tuple[Where, ...] = ()


@frozen(kw_only=True)
class Conversion:
    """How many events of one kind lead to one of another kind, by the same entity.

    Attributes:
        window: within so much time; None for ever.
        constant: pairs of a dimension of the base event and one of the conversion event that are equal.
        rate: conversions are divided by base events.
    """

    base: Event
    conversion: Event
    entity: str
    window: Interval | None = None
    constant: tuple[tuple[str, str], ...] = ()
    rate: bool = True


Computed: TypeAlias = Simple | Ratio | Derived | Cumulative | Conversion


@frozen(kw_only=True)
class Metric:
    """A metric. `filters` hold for everything that it is computed from."""

    unique_id: str
    name: str
    place: Place
    value: Computed
    filters: tuple[Where, ...] = ()
    label: str = ""
    description: str = ""
    private: bool = False
    meta: Meta = EMPTY


@frozen(kw_only=True)
class SavedQuery:
    """Metrics by dimensions, kept under a name."""

    name: str
    place: Place
    metrics: tuple[str, ...]
    group_by: tuple[Reference, ...] = ()
    filters: tuple[Where, ...] = ()
    label: str = ""
    description: str = ""


@frozen(kw_only=True)
class Exposure:
    """Something that reads the project and asks for a view. `models` and `metrics` are what it depends on, by unique_id."""

    name: str
    place: Place
    models: tuple[str, ...]
    metrics: tuple[str, ...]
    label: str = ""
    description: str = ""


@frozen(kw_only=True)
class Semantics:
    """The semantic layer of a project, each part in the order of its names.

    Attributes:
        left_out: names of metrics that are there, but not compiled.
    """

    models: tuple[SemanticModel, ...] = ()
    metrics: tuple[Metric, ...] = ()
    saved_queries: tuple[SavedQuery, ...] = ()
    exposures: tuple[Exposure, ...] = ()
    left_out: frozenset[str] = frozenset()
