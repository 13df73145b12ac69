"""The pieces of SQL in a cube, and which other cubes they read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from floe_cube.cube.ast import (
    Aggregate,
    Count,
    Cube,
    Inherited,
    OfCase,
    OfPoint,
    OfSql,
    Query,
    SqlOf,
    Table,
)
from floe_cube.cube.sql import references

#: What nearly all SQL is: a column, or a relation.
COLUMN = re.compile(r"(?:\{CUBE\}\.)?[^{}\\]{3,}")


def all_sql(cube: Cube) -> Iterator[tuple[str, str]]:
    """Every piece of SQL in a cube with the member that it belongs to."""
    match cube.source:
        case Table(sql) | Query(sql):
            yield "sql", sql
        case Inherited():
            pass
    for dimension in cube.dimensions:
        match dimension.value:
            case OfSql(sql):
                yield dimension.name, sql
            case OfPoint(latitude, longitude):
                yield dimension.name, latitude.sql
                yield dimension.name, longitude.sql
            case OfCase(case):
                yield from ((dimension.name, branch.sql) for branch in case.when)
        if isinstance(dimension.mask, SqlOf):
            yield dimension.name, dimension.mask.sql
    for measure in cube.measures:
        if isinstance(measure.value, Count | Aggregate) and measure.value.sql is not None:
            yield measure.name, measure.value.sql
        yield from ((measure.name, part.sql) for part in (*measure.filters, *measure.drill_filters))
    yield from ((segment.name, segment.sql) for segment in cube.segments)
    yield from ((join.name, join.sql) for join in cube.joins)


def foreign_reads(cube: Cube, names: Mapping[str, object]) -> dict[str, tuple[str, ...]]:
    """Each member whose SQL reads other cubes -> those cubes, also when it does so through a member of its own cube.

    Args:
        names: every cube of the model.
    """
    direct: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    joins = {join.name for join in cube.joins}
    for member, sql in all_sql(cube):
        if COLUMN.fullmatch(sql) or member in joins:
            continue
        for path in references(sql):
            steps = [step for step in path.split(".") if step not in ("CUBE", "TABLE", cube.name)]
            direct.setdefault(member, set()).update(step for step in steps if step in names)
            own.setdefault(member, set()).update(steps[:1])
    for _ in own:  # a chain of members is no longer than there are members
        for member, read in own.items():
            for other in read & direct.keys():
                direct[member] |= direct[other]
    return {member: tuple(sorted(cubes)) for member, cubes in sorted(direct.items()) if cubes}
