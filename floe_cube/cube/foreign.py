"""Columns of other cubes in the SQL of members: Cube takes only members of another cube there, and refuses the whole model else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from floe_cube.cube.ast import Aggregate, Count, Cube, Dimension, OfColumn, OfSql
from floe_cube.cube.sql import references
from floe_cube.diagnostics import Diagnostic, finding

__all__ = ["foreign_columns"]


def foreign_columns(cube: Cube, special: Iterable[Dimension], cubes: Mapping[str, Cube]) -> Iterator[Diagnostic]:
    """Members whose SQL says `{customers}.tier` for `{customers.tier}`. Source: Cube 1.7.43, `CubeEvaluator.prepareMembers`.

    Args:
        special: those of its dimensions that are `more_than_columns`.
    """
    for member, sql in _sql(cube, special):
        for path in references(sql):
            # Also where a member is called so: that would be `{CUBE.customers}`.
            if path in cubes and path != cube.name:
                yield finding("FC0753", cube.origin.at(member), member=member, cube=cube.name, other=path)


def _sql(cube: Cube, special: Iterable[Dimension]) -> Iterator[tuple[str, str]]:
    """The `sql` of members: what stands in filters, cases and sub-queries Cube resolves by joins."""
    for dimension in special:
        value = dimension.value
        if isinstance(value, OfSql) and not isinstance(value, OfColumn) and not dimension.details.sub_query:
            yield dimension.name, value.sql
    for measure in cube.measures:
        if isinstance(measure.value, Count | Aggregate) and measure.value.sql is not None:
            yield measure.name, measure.value.sql
    yield from ((segment.name, segment.sql) for segment in cube.segments)
