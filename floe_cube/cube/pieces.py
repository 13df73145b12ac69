"""The pieces of a member: its SQL, with what each piece does to the columns that it reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from floe_cube.cube.ast import (
    Aggregate,
    Case,
    Count,
    Cube,
    Dimension,
    Measure,
    Name,
    OfCase,
    OfPoint,
    OfSql,
    Rank,
    Segment,
    Sql,
    SqlOf,
    SwitchCase,
    SwitchedMeasure,
)
from floe_cube.cube.policies import members_in
from floe_cube.cube.sql import expression_references

__all__ = ["How", "Member", "further", "linked", "pieces"]

#: In the words of OpenLineage's column lineage: the first three are direct, the value itself goes on; the others decide about it.
How: TypeAlias = Literal[
    "IDENTITY", "TRANSFORMATION", "AGGREGATION", "FILTER", "CONDITIONAL", "SORT", "GROUP_BY", "JOIN"
]

Member: TypeAlias = Dimension | Measure | Segment


def pieces(member: Member) -> Iterator[tuple[str, How]]:
    """The SQL of a member, with what it does to the columns in it."""
    match member:
        case Segment(sql=sql):
            yield sql, "FILTER"
        case Dimension():
            yield from _of_dimension(member)
        case Measure():
            yield from _of_measure(member)


def _of_dimension(dimension: Dimension) -> Iterator[tuple[str, How]]:
    match dimension.value:
        case OfSql(sql):
            yield sql, "IDENTITY"
        case OfPoint(latitude, longitude):
            yield latitude.sql, "TRANSFORMATION"
            yield longitude.sql, "TRANSFORMATION"
        case OfCase(case):
            yield from _of_case(case)


def _of_measure(measure: Measure) -> Iterator[tuple[str, How]]:
    match measure.value:
        case Count(sql=str(sql)):
            yield sql, "AGGREGATION"
        case Aggregate(type=kind, sql=sql):
            # The SQL of these aggregates by itself.
            yield sql, "TRANSFORMATION" if kind in ("number", "string", "time", "boolean") else "AGGREGATION"
        case SwitchedMeasure(case):
            yield from _of_case(case)
        case Rank():
            pass
    for condition in measure.filters:
        yield condition.sql, "FILTER"
    for order in measure.order_by:
        yield order.sql, "SORT"


def _of_case(case: Case | SwitchCase) -> Iterator[tuple[str, How]]:
    match case:
        case Case(when, otherwise):
            yield from ((branch.sql, "CONDITIONAL") for branch in when)
            labels = [branch.label for branch in when] + ([otherwise.label] if otherwise else [])
            yield from ((label.sql, "TRANSFORMATION") for label in labels if isinstance(label, SqlOf))
        case SwitchCase(switch, switched, last):
            yield f"{{{switch}}}", "CONDITIONAL"
            yield from ((branch.sql, "TRANSFORMATION") for branch in switched)
            yield last.sql, "TRANSFORMATION"


def further(member: Member) -> Iterator[tuple[str, How]]:
    """What decides about a member beside its SQL: its mask, its own granularities, what its stages group and filter by."""
    if isinstance(member, Segment):
        return
    details = member.details if isinstance(member, Dimension) else member
    if isinstance(details.mask, SqlOf):
        yield details.mask.sql, "TRANSFORMATION"
    grouped = details.add_group_by
    if isinstance(member, Dimension):
        yield from ((part.sql, "TRANSFORMATION") for part in member.details.granularities if part.sql)
        yield from ((part.sql, "TRANSFORMATION") for part in member.details.time_shift if part.sql)
    else:
        grouped = (*grouped, *member.group_by, *(member.grain.include if member.grain else ()))
    yield from ((f"{{{path}}}", "GROUP_BY") for path in grouped)
    filtered = members_in(details.filter.include) if details.filter else ()
    yield from ((f"{{{path}}}", "FILTER") for path in filtered)


def linked(cube: Cube) -> Iterator[Dimension]:
    """The dimensions that Cube makes of links. Source: Cube 1.7.43, `CubeSymbols.generateSyntheticLinkDimensions`."""
    for dimension in cube.dimensions:
        for link in dimension.details.links:
            texts = [text for text in (link.url, *(param.value for param in link.params)) if text]
            paths = dict.fromkeys(path for text in texts for path in expression_references(text))
            columns = [f"{{{path}}}" for path in paths if path not in ("CUBE", "TABLE")]
            behind = [text[2:-1] for text in texts if text[:2] in ('f"', "f'")]
            name = Name(f"{dimension.name}___link_{link.name}_url")
            yield Dimension(
                name=name, value=OfSql(Sql(" ".join([*columns, *behind]))), type="string", public=dimension.public
            )
