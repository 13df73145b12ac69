"""The pieces of SQL in a cube, and which other cubes they read."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from floe_cube.cube.ast import (
    NO_DETAILS,
    Aggregate,
    Count,
    Cube,
    Dimension,
    Measure,
    Name,
    OfColumn,
    OfSql,
    Query,
    Sql,
    Table,
)
from floe_cube.cube.sql import expression_references, references

#: What nearly all SQL is: a column, or a relation.
COLUMN = re.compile(r"(?:\{CUBE\}\.)?[^{}\\]{3,}")
#: What nearly all joins say: `{CUBE}.customer_id = {customers}.id`.
EQUAL = re.compile(r"\{CUBE\}\.[^{}\\$]++\{(\w++)\}\.[^{}\\$]++", re.ASCII)
#: What every cube can do.
COUNT = Measure(name=Name("count"), value=Count())
#: What shares one namespace. A name may be given again to the same kind of thing only, in a cube that extends the one that has it.
NAMED = ("dimensions", "measures", "segments", "hierarchies", "pre_aggregations")


def member_names(cube: Cube) -> list[Name]:
    """Names of a cube's own dimensions, measures and segments."""
    return [member.name for group in (cube.dimensions, cube.measures, cube.segments) for member in group]


def taken_names(cube: Cube) -> list[Name]:
    """The names that Cube wants to be unique in a cube: those of its members, hierarchies and pre-aggregations."""
    return [member.name for kind in NAMED for member in getattr(cube, kind)]


def more_than_columns(cube: Cube) -> list[Dimension]:
    """The dimensions of a cube that read, or say, more than the column that nearly all of them are."""
    return [each for each in cube.dimensions if each.details is not NO_DETAILS or type(each.value) is not OfColumn]


def source_sql(cube: Cube) -> Sql | None:
    """The SQL of what a cube stands on; None of one that inherits it."""
    source = cube.source
    return source.sql_table if isinstance(source, Table) else source.sql if isinstance(source, Query) else None


def is_bare(cube: Cube) -> bool:
    """Whether a cube has nothing but dimensions and the count of its rows."""
    more = cube.segments or cube.hierarchies or cube.pre_aggregations
    return not more and len(cube.measures) == 1 and cube.measures[0] is COUNT


def all_sql(cube: Cube, dimensions: Iterable[Dimension] | None = None) -> Iterator[tuple[str, str]]:
    """Every piece of SQL in a cube with the member that it belongs to, but for joins and plain columns.

    Args:
        dimensions: those that are `more_than_columns`, where somebody knows them.
    """
    if (source := source_sql(cube)) is not None:
        yield "sql", source
    for dimension in more_than_columns(cube) if dimensions is None else dimensions:
        details = dimension.details
        if isinstance(dimension.value, OfSql):
            yield dimension.name, dimension.value.sql
        else:
            yield from ((dimension.name, sql) for sql in _inside(dimension.value))
        more = (details.mask, details.granularities, details.time_shift)
        yield from ((dimension.name, sql) for sql in _inside(more))
    for measure in cube.measures:
        if measure is COUNT:
            continue
        if not isinstance(measure.value, Count | Aggregate):
            yield from ((measure.name, sql) for sql in _inside(measure.value))
        elif measure.value.sql is not None:
            yield measure.name, measure.value.sql
        yield from ((measure.name, part.sql) for part in (*measure.filters, *measure.drill_filters))
        yield from ((measure.name, part.sql) for part in measure.order_by)
    for segment in cube.segments:
        yield segment.name, segment.sql


def _inside(value: object) -> Iterator[str]:
    """The SQL in a part of a member: of a `case` also its labels, of a mask, of a granularity."""
    if isinstance(value, tuple):
        for item in value:
            yield from _inside(item)
    else:
        for part in getattr(type(value), "__attrs_attrs__", ()):
            inner = getattr(value, part.name)
            if part.name == "sql" and isinstance(inner, str):
                yield inner
            else:
                yield from _inside(inner)


def foreign_reads(cubes: Mapping[str, Cube], *, sub_queries: bool = False) -> dict[str, dict[str, tuple[str, ...]]]:
    """Each cube -> each member whose SQL reads other cubes, by itself or through members that it names -> all these cubes.

    Args:
        sub_queries: also what sub-query dimensions read. They read it apart: the query that shows them joins nothing for them.
    """
    direct: dict[tuple[str, str], set[str]] = {}
    onward: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for cube in cubes.values():
        apart = {
            d.name
            for each in with_bases(cube, cubes)
            for d in each.dimensions
            if d.details.sub_query and not sub_queries
        }
        for member, paths in _inherited_paths(cube, cubes):
            if member in apart:
                continue
            start = (str(cube.name), member)
            for path in paths:
                steps = [step for step in path.split(".") if step not in ("CUBE", "TABLE", cube.name)]
                others = [step for step in steps if step in cubes]
                direct.setdefault(start, set()).update(others)
                # `placed_at.month`: the last step may be a part of a time, and the one before it the member.
                onward.setdefault(start, set()).update(
                    (others[-1] if others else cube.name, step) for step in steps[-2:] if step not in others
                )
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for start in sorted(direct):
        seen: set[tuple[str, str]] = set()
        frontier = [start]
        while frontier:
            here = frontier.pop()
            if here not in seen:
                seen.add(here)
                frontier += onward.get(here, ())
        if read := {name for here in seen for name in direct.get(here, ())} - {start[0]}:
            found.setdefault(start[0], {})[start[1]] = tuple(sorted(read))
    return found


def _inherited_paths(cube: Cube, cubes: Mapping[str, Cube]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each member of a cube, and of the cubes that it extends, with what its SQL names."""
    for each in with_bases(cube, cubes):
        for member, sql in all_sql(each):
            if not COLUMN.fullmatch(sql):
                yield member, references(sql)
        for dimension in each.dimensions:
            for link in dimension.details.links:
                # Cube makes a dimension of every link. Source: Cube 1.7.43, CubeSymbols.generateSyntheticLinkDimensions.
                texts = [text for text in (link.url, *(param.value for param in link.params)) if text]
                name = f"{dimension.name}___link_{link.name}_url"
                yield name, tuple(path for text in texts for path in expression_references(text))


def joined_cubes(cube: Cube, cubes: Mapping[str, Cube]) -> frozenset[str]:
    """The cubes that a cube has a join to, those joins included that it inherits."""
    return frozenset(join.name for each in with_bases(cube, cubes) for join in each.joins)


def with_bases(cube: Cube, cubes: Mapping[str, Cube]) -> list[Cube]:
    """The cube, the one that it extends, the one that this one extends."""
    found = [cube]
    while (parent := cubes.get(found[-1].extends or "")) is not None and parent not in found:
        found.append(parent)
    return found


def between(start: str, end: str, edges: Mapping[str, Collection[str]]) -> frozenset[str]:
    """The cubes on the shortest ways along joins, both ends included; empty where there is no way."""
    before: dict[str, set[str]] = {start: set()}
    frontier = {start}
    while frontier and end not in before:
        following: dict[str, set[str]] = {}
        for here in frontier:
            for there in edges.get(here, ()):
                if there not in before:
                    following.setdefault(there, set()).add(here)
        before |= following
        frontier = set(following)
    found: set[str] = set()
    back = {end} & before.keys()
    while back:
        found |= back
        back = {step for here in back for step in before[here]} - found
    return frozenset(found)
