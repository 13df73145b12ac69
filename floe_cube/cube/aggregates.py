"""What a metric aggregates, as a measure of the cube whose rows it aggregates.

dbt computes a metric over the rows of one table; Cube may ask for it where that table is the right side of a LEFT JOIN. There the
rows without a partner are empty, so what is not null in an empty row is guarded by the cube's key.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from floe_cube.cube.ast import Aggregate, AggregateType, Measure, Name, RollingWindow, Sql, SqlOf
from floe_cube.cube.expressions import Unreadable, is_column, qualified
from floe_cube.cube.semantic import Home, Refused, World
from floe_cube.ir.functions import Method, percentile, truncated
from floe_cube.ir.semantic import Aggregation
from floe_cube.ir.where import Where
from floe_cube.record import frozen

__all__ = ["UNITS", "UNNAMED", "Made", "Making", "aggregate"]

#: Units of Cube's intervals. Source: Cube 1.7.43, `CubeValidator`.
UNITS = frozenset("minute hour day week month quarter year".split())
AGGREGATES: dict[str, AggregateType] = {
    "sum": "sum",
    "min": "min",
    "max": "max",
    "average": "avg",
    "count_distinct": "count_distinct",
}
#: The name of a measure that has none yet.
UNNAMED = Name("")


@frozen(kw_only=True)
class Making:
    """A measure without its name yet.

    Attributes:
        model: unique_id of the model in whose cube it stands.
        time: the time dimension that is its time; None where it has none.
        fixed: it has a window, or a filter by its time, so that it cannot be shifted in time.
    """

    model: str
    measure: Measure
    time: Name | None
    fixed: bool = False


@frozen(kw_only=True)
class Made:
    """A measure that stands in its cube; `calculated` from others, so that references to it need parentheses."""

    model: str
    name: Name
    calculated: bool
    time: Name | None
    fixed: bool


def aggregate(
    world: World,
    stated: Aggregation,
    filters: Sequence[Where],
    metric: str,
    window: RollingWindow | None = None,
    at_start_of: str | None = None,
) -> Making:
    """An aggregation over the rows of its semantic model.

    Args:
        at_start_of: only of the rows on the first day of such a period.
    """
    home = world.homes.get(stated.semantic_model)
    if home is None:
        raise Refused("FC0903", metric=metric, reason="the model that it aggregates is none of the cubes")
    if stated.non_additive is not None:
        raise Refused("FC0906", metric=metric, dimension=stated.non_additive)
    try:
        expr = qualified(stated.expr, home.columns)
    except Unreadable as error:
        raise Refused("FC0909", expr=stated.expr, owner=f"`{metric}`", reason=error) from None
    conditions = [world.condition(where, home, stated.time, metric) for where in filters]
    if at_start_of is not None:
        conditions.append(_first_day(world, home, stated, at_start_of, metric))
    kind, sql, is_empty_in_empty_rows = _value(stated, expr, home)
    if home.own is not None and not is_empty_in_empty_rows:
        conditions = [home.own, *conditions]
    if stated.agg in ("median", "percentile"):
        if window is not None:
            raise Refused("FC0918", metric=metric, reason="Cube has no window of percentiles")
        value = Aggregate("number", _percentile(world, stated, sql, conditions, metric))
        conditions = []
    else:
        value = Aggregate(kind, Sql(sql))
    parts = tuple(SqlOf(condition) for condition in conditions)
    measure = Measure(name=UNNAMED, value=value, filters=parts, rolling_window=window)
    time = home.members.get(stated.time) if stated.time else None
    return Making(
        model=home.semantic.model,
        measure=measure,
        time=time,
        fixed=window is not None or any(home.is_fixing(p, stated.time) for w in filters for p in w.parts),
    )


def _percentile(world: World, stated: Aggregation, sql: str, conditions: Sequence[Sql], metric: str) -> Sql:
    """A percentile of the rows that fulfil the conditions: Cube's own filters stand around aggregates, not in them."""
    if conditions:
        sql = f"CASE WHEN {' AND '.join(f'({condition})' for condition in conditions)} THEN {sql} END"
    exactness = "approximate " if stated.approximate else ""
    method: Method = f"{exactness}{'discrete' if stated.discrete else 'continuous'}"  # type: ignore[assignment]
    found = percentile(sql, stated.percentile, method, world.dialect)
    if found is None:
        raise Refused("FC0917", metric=metric, method=method, adapter=world.adapter or "this adapter")
    return Sql(found)


def _first_day(world: World, home: Home, stated: Aggregation, period: str, metric: str) -> Sql:
    sql = home.sql.get(stated.time) if stated.time else None
    grain = home.dimension(stated.time)
    if sql is None or grain is None or period not in UNITS:
        raise Refused("FC0918", metric=metric, reason=f"there is no start of a {period} for it")
    day, start = (truncated(sql, unit, world.dialect) for unit in (grain.grain or "day", period))
    return Sql(f"{day} = {start}")


def _value(stated: Aggregation, expr: str, home: Home) -> tuple[AggregateType, str, bool]:
    """The aggregate and what it aggregates, as MetricFlow does, and whether that is null in a row that is all null."""
    match stated.agg:
        case "count":
            # A sum, so that of no rows it is null, as in dbt, and not 0.
            is_number = re.fullmatch(r"\d+", stated.expr)
            return "sum", expr if is_number else f"CASE WHEN {expr} IS NOT NULL THEN 1 ELSE 0 END", False
        case "sum_boolean":
            return "sum", f"CASE WHEN {expr} THEN 1 ELSE 0 END", False
    return AGGREGATES.get(stated.agg, "number"), expr, is_column(stated.expr, home.columns) is not None
