"""Which columns of which dbt models feed each member of each cube and view.

Read from the SQL as written: `{CUBE}.amount`, references to other members, and words that are columns of the cube's relation.
What a member reads is complete where it is written that way; a query of one's own (`sql:`) is seen through as far as the models
that it names have the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

from floe_cube.cube.ast import (
    Aggregate,
    Case,
    Count,
    Cube,
    DataModel,
    Dimension,
    Inherited,
    Measure,
    OfCase,
    OfColumn,
    OfPoint,
    OfSql,
    Query,
    Rank,
    Segment,
    SqlOf,
    SwitchCase,
    SwitchedMeasure,
    Table,
    UnionAll,
    View,
)
from floe_cube.cube.fstring import literal
from floe_cube.cube.sql import references
from floe_cube.cube.views import members as view_members
from floe_cube.ir.model import Model, Project
from floe_cube.record import frozen

__all__ = ["CubeLineage", "How", "Member", "Read", "Reader", "Reads", "columns", "lineage", "pieces"]

#: In the words of OpenLineage's column lineage: the first three are direct, the value itself goes on; the others decide about it.
How: TypeAlias = Literal["IDENTITY", "TRANSFORMATION", "AGGREGATION", "FILTER", "CONDITIONAL", "SORT"]
DIRECT: tuple[How, ...] = ("IDENTITY", "TRANSFORMATION", "AGGREGATION")

_NAME = r"(?:\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|[^\W\d][\w$]*)"
_OWN_COLUMN = re.compile(r"\{(?:CUBE|TABLE)\}\.(" + _NAME + ")")
_COLUMN = re.compile(r"\{(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)\}\s*\.\s*(" + _NAME + ")")
_NO_WORDS = re.compile(r"'(?:[^']|'')*'|(?<!\\)\{[^{}]*\}(?:\s*\.\s*" + _NAME + r")?|--[^\n]*")
_WORD = re.compile(r"(?<![\w.$\"`])(" + _NAME + r")(?!\s*\()")
#: Words that are columns only in quotes, in every database: `ORDER BY` does not read a column `order`.
_KEYWORDS = frozenset("and as case else from group in is like not null on or order select then when where".split())
_ESCAPE = re.compile(r"\\(x5c|.)", re.DOTALL)


class Read(NamedTuple):
    """A column that a member reads. There are as many as there are columns in the warehouse, hence no attrs class.

    Attributes:
        model: unique_id of the dbt model.
        column: physical name.
        how: what becomes of it.
    """

    model: str
    column: str
    how: How


#: What a member reads. Nearly every dimension is a column of the cube's own model, as it is: then there is no more than its name.
Reads: TypeAlias = tuple[str] | tuple[Read, ...]


@frozen
class CubeLineage:
    """What the members of a cube or a view read.

    Attributes:
        model: unique_id of the dbt model that a cube shows; None for a view, and for a cube over something else.
        plain: those of the dimensions that are a column of that model, as it is.
    """

    model: str | None
    is_view: bool
    plain: Mapping[str, tuple[str]]
    dimensions: Mapping[str, Reads]
    measures: Mapping[str, Reads]
    segments: Mapping[str, Reads]


def columns(reads: Reads, model: str | None) -> tuple[Read, ...]:
    """All columns that a member of a cube over a model reads."""
    return tuple([Read(model or "", each, "IDENTITY") if isinstance(each, str) else each for each in reads])


def lineage(model: DataModel, project: Project) -> dict[str, CubeLineage]:
    """What each cube and view reads, by its name."""
    reader = Reader({cube.name: cube for cube in model.cubes}, project)
    found: dict[str, CubeLineage] = {cube.name: reader.cube(cube) for cube in model.cubes}
    found.update((view.name, reader.view(view)) for view in model.views)
    return found


Member: TypeAlias = Dimension | Measure | Segment


class Reader:
    """Follows members through the cubes, each once."""

    def __init__(self, cubes: Mapping[str, Cube], project: Project) -> None:
        self._cubes = cubes
        self._models = {model.unique_id: model for model in project.models}
        self._by_relation = {literal(model.relation): model.unique_id for model in project.models}
        self._columns: dict[str, dict[str, str]] = {}
        self._members: dict[str, dict[str, Member]] = {}
        self._sources: dict[str, tuple[str, ...]] = {}
        self._as_they_are: dict[str, dict[str, tuple[str]]] = {}
        self._known: dict[tuple[str, str], tuple[Read, ...]] = {}

    def cube(self, cube: Cube) -> CubeLineage:
        """What the members of a cube read."""
        model = self._model(cube)
        dimensions, measures, segments = self._all(cube)
        plain = self._plain(cube)
        reads: Mapping[str, Reads] = plain
        if len(plain) < len(dimensions):
            reads = {each.name: plain.get(each.name) or self._of(cube, each) for each in dimensions}
        return CubeLineage(
            model,
            False,
            plain,
            reads,
            {each.name: self._of(cube, each) for each in measures},
            {each.name: self._of(cube, each) for each in segments},
        )

    def view(self, view: View) -> CubeLineage:
        """What the members of a view read."""
        groups = _groups()
        for name, part, member in view_members(view, self._cubes):
            cube = self._cubes[part.join_path.rpartition(".")[2]]
            if member in self.members_of(cube):
                groups[type(self.members_of(cube)[member])][name] = self.member(cube, member)
        return CubeLineage(None, True, {}, *groups.values())

    def member(self, cube: Cube, name: str) -> tuple[Read, ...]:
        """What a member reads, by itself or through others."""
        member = self.members_of(cube).get(name)
        return self._of(cube, member) if member else ()

    def _of(self, cube: Cube, member: Member) -> tuple[Read, ...]:
        if isinstance(member, Dimension) and (plain := self._plain(cube).get(member.name)):
            return columns(plain, self._model(cube))
        place = (cube.name, member.name)
        if place not in self._known:
            self._known[place] = ()  # a member that reads itself reads nothing more
            self._known[place] = self._read(cube, member)
        return self._known[place]

    def _plain(self, cube: Cube) -> dict[str, tuple[str]]:
        """The column that nearly every dimension is, by the name of the dimension."""
        if cube.name not in self._as_they_are:
            self._as_they_are[cube.name] = {
                each.name: (value.column,)
                for each in (self._all(cube)[0] if self._model(cube) else ())
                if type(value := each.value) is OfColumn and not value.is_cast
            }
        return self._as_they_are[cube.name]

    def _read(self, cube: Cube, member: Member) -> tuple[Read, ...]:
        found: set[Read] = set()
        if isinstance(member, Measure) and isinstance(member.value, Count) and member.value.sql is None:
            found = {_through("AGGREGATION", read) for read in self._key(cube)}
            if not member.filters and not member.order_by:
                return tuple(sorted(found))
        found.update(read for sql, how in pieces(member) for read in self._sql(cube, sql, how))
        return tuple(sorted(found))

    def _key(self, cube: Cube) -> Iterator[Read]:
        """A count of rows counts the primary key."""
        for dimension in self._all(cube)[0]:
            if dimension.primary_key:
                yield from self._of(cube, dimension)

    def _all(self, cube: Cube) -> tuple[Sequence[Dimension], Sequence[Measure], Sequence[Segment]]:
        """The members of each kind, those that the cube inherits included."""
        if not cube.extends:
            return cube.dimensions, cube.measures, cube.segments
        members = self.members_of(cube).values()
        return (
            [member for member in members if isinstance(member, Dimension)],
            [member for member in members if isinstance(member, Measure)],
            [member for member in members if isinstance(member, Segment)],
        )

    def members_of(self, cube: Cube) -> dict[str, Member]:
        """The members of a cube by name, those that it inherits included."""
        if cube.name not in self._members:
            base = self._cubes.get(cube.extends) if cube.extends else None
            inherited = self.members_of(base) if base and base.name != cube.name else {}
            groups: tuple[tuple[Member, ...], ...] = (cube.dimensions, cube.measures, cube.segments)
            self._members[cube.name] = {**inherited, **{member.name: member for group in groups for member in group}}
        return self._members[cube.name]

    def _model(self, cube: Cube) -> str | None:
        """The only model that a cube shows."""
        sources = self.sources(cube)
        return sources[0] if len(sources) == 1 else None

    def sources(self, cube: Cube) -> tuple[str, ...]:
        """The models whose relations a cube shows."""
        if cube.name not in self._sources:
            self._sources[cube.name] = self._shown(cube)
        return self._sources[cube.name]

    def _shown(self, cube: Cube) -> tuple[str, ...]:
        match cube.source:
            case Table(sql):
                return (self._by_relation[sql],) if sql in self._by_relation else ()
            case Query(sql):
                return tuple(unique_id for relation, unique_id in self._by_relation.items() if relation in sql)
            case Inherited():
                base = self._cubes.get(cube.extends) if cube.extends else None
                return self.sources(base) if base and base.name != cube.name else ()

    # --- SQL ---------------------------------------------------------------------------------------------------------
    def _sql(self, cube: Cube, sql: str, how: How) -> Iterator[Read]:
        if own := _OWN_COLUMN.fullmatch(sql):
            yield from self._column(cube, own[1], how, written=True)
            return
        how = "TRANSFORMATION" if how == "IDENTITY" else how
        yield from self.columns(cube, sql, how)
        for other, member in self.targets(cube, sql):
            yield from (_through(how, read) for read in self.member(other, member))

    def columns(self, cube: Cube, sql: str, how: How = "TRANSFORMATION") -> Iterator[Read]:
        """The columns that stand in SQL of a cube themselves, not behind a member."""
        for name, column in _COLUMN.findall(sql):
            other = cube if name in ("CUBE", "TABLE") else self._cubes.get(name)
            if other is not None:
                yield from self._column(other, column, how, written=True)
        plain = _WORD.fullmatch(sql)
        for word in _WORD.findall(_NO_WORDS.sub(" ", sql)):
            if word.lower() in _KEYWORDS:
                continue
            yield from self._column(cube, word, "IDENTITY" if plain and how == "TRANSFORMATION" else how, written=False)

    def targets(self, cube: Cube, sql: str) -> Iterator[tuple[Cube, str]]:
        """The members that SQL names: `total`, `CUBE.total` or `orders.customers.name`."""
        for path in references(sql):
            *steps, member = path.split(".")
            target = cube
            for step in steps:
                if step not in ("CUBE", "TABLE"):
                    target = self._cubes.get(step, target)
            if member in self.members_of(target):
                yield target, member

    def _column(self, cube: Cube, name: str, how: How, *, written: bool) -> Iterator[Read]:
        """The column that a name in SQL means; one that stands behind an alias is one even if dbt does not know it."""
        sources = self.sources(cube)
        is_quoted = name[0] in '"`'
        plain = _ESCAPE.sub(lambda m: "\\" if m[1] == "x5c" else m[1], name)
        plain = plain[1:-1].replace(name[0] * 2, name[0]) if is_quoted else plain
        if isinstance(cube.source, UnionAll):
            for model, physical, is_plain in cube.source.columns.get(plain, ()):
                yield _through(how, Read(model, physical, "IDENTITY" if is_plain else "TRANSFORMATION"))
            return
        for source in sources:
            columns = self._columns_of(self._models[source])
            column = columns.get(plain) or (None if is_quoted else columns.get(plain.casefold()))
            if column is not None:
                yield Read(source, column, how)
            elif written and len(sources) == 1:
                yield Read(source, plain, how)

    def _columns_of(self, model: Model) -> dict[str, str]:
        if model.unique_id not in self._columns:
            folded = {column.name.casefold(): column.name for column in reversed(model.columns)}
            self._columns[model.unique_id] = {**folded, **{column.name: column.name for column in model.columns}}
        return self._columns[model.unique_id]


def _groups() -> dict[type[Member], dict[str, Reads]]:
    """A place for what each kind of member reads, in the order of `CubeLineage`."""
    return {Dimension: {}, Measure: {}, Segment: {}}


def _through(outer: How, read: Read) -> Read:
    """What becomes of a column in a member that reads a member that reads it."""
    if read.how not in DIRECT or outer == "IDENTITY" or (outer == "TRANSFORMATION" and read.how == "AGGREGATION"):
        return read
    return Read(read.model, read.column, outer)


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
