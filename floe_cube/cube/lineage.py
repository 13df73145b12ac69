"""Which columns of which dbt models feed each member of each cube and view.

Read from the SQL as written: `{CUBE}.amount`, references to other members, and words that are columns of the cube's relation.
What a member reads is complete where it is written that way; a query of one's own (`sql:`) is seen through as far as the models
that it names have the columns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from attrs import field

from floe_cube.cube.ast import (
    NO_DETAILS,
    Count,
    Cube,
    DataModel,
    Dimension,
    Inherited,
    Measure,
    OfColumn,
    Query,
    Segment,
    Table,
    UnionAll,
    View,
)
from floe_cube.cube.pieces import How, Member, further, linked, pieces
from floe_cube.cube.relations import COLUMN_NAME, WHOLE_ROW, Relations, words
from floe_cube.cube.sql import references
from floe_cube.cube.views import link_members
from floe_cube.cube.views import members as view_members
from floe_cube.cube.walk import COUNT, with_bases
from floe_cube.databases import DEFAULT
from floe_cube.ir.model import Model, Project
from floe_cube.record import frozen

__all__ = ["DIRECT", "CubeLineage", "How", "Member", "Read", "Reader", "Reads", "columns", "lineage", "pieces"]

#: The first three kinds of `How`.
DIRECT: tuple[How, ...] = ("IDENTITY", "TRANSFORMATION", "AGGREGATION")

#: What nearly all joins say.
_EQUAL = re.compile(r"\{CUBE\}\.([^\W\d]\w*+) = \{(\w++)\}\.([^\W\d]\w*+)")
_OWN_COLUMN = re.compile(r"\{(?:CUBE|TABLE)\}\.(" + COLUMN_NAME + ")")
_COLUMN = re.compile(r"\{(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)\}\s*\.\s*(" + COLUMN_NAME + ")")
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
        rows: what decides about the rows of a cube, whichever member is asked: conditions of its own query.
        joins: cubes that a cube is joined to -> what the join compares.
        stored: pre-aggregations of a cube -> the members that they hold, with their cubes.
        paths: join paths of a view -> the members that stand behind them.
    """

    model: str | None
    is_view: bool
    plain: Mapping[str, tuple[str]]
    dimensions: Mapping[str, Reads]
    measures: Mapping[str, Reads]
    segments: Mapping[str, Reads]
    rows: Reads = ()
    joins: Mapping[str, Reads] = field(factory=dict)
    stored: Mapping[str, tuple[str, ...]] = field(factory=dict)
    paths: Mapping[str, tuple[str, ...]] = field(factory=dict)


def columns(reads: Reads, model: str | None) -> tuple[Read, ...]:
    """All columns that a member of a cube over a model reads."""
    return tuple([Read(model or "", each, "IDENTITY") if isinstance(each, str) else each for each in reads])


def lineage(model: DataModel, project: Project) -> dict[str, CubeLineage]:
    """What each cube and view reads, by its name."""
    reader = Reader({cube.name: cube for cube in model.cubes}, project)
    found: dict[str, CubeLineage] = {cube.name: reader.cube(cube) for cube in model.cubes}
    found.update((view.name, reader.view(view)) for view in model.views)
    return found


class Reader:
    """Follows members through the cubes, each once.

    Args:
        strays: a cube over a relation that dbt did not build counts as showing the model that it comes from. Who looks for what a
            column may hold asks so; where it comes from nobody knows.
    """

    def __init__(self, cubes: Mapping[str, Cube], project: Project, *, strays: bool = False) -> None:
        self._cubes = cubes
        self._strays = strays
        self._models = {model.unique_id: model for model in project.models}
        self._relations = Relations(project.models)
        self._columns: dict[str, dict[str, str]] = {}
        self._members: dict[str, dict[str, Member]] = {}
        self._sources: dict[str, tuple[str, ...]] = {}
        self._as_they_are: dict[str, dict[str, tuple[str]]] = {}
        self._known: dict[tuple[str, str], tuple[Read, ...]] = {}
        self._renamed: dict[str, Mapping[str, tuple[list[str], bool]]] = {}

    def cube(self, cube: Cube) -> CubeLineage:
        """What the members of a cube read."""
        model = self._model(cube)
        dimensions, measures, segments = self._all(cube)
        plain = self._plain(cube)
        bases = with_bases(cube, self._cubes)
        reads: Mapping[str, Reads] = plain
        if len(plain) < len(dimensions):
            links = [link for each in bases for link in linked(each)]
            reads = {each.name: plain.get(each.name) or self._of(cube, each) for each in (*dimensions, *links)}
        return CubeLineage(
            model,
            False,
            plain,
            reads,
            {each.name: self._of(cube, each) for each in measures},
            {each.name: self._of(cube, each) for each in segments},
            self._rows(cube),
            self._joins(cube, bases),
            self._stored(cube, bases),
        )

    def _stored(self, cube: Cube, bases: Sequence[Cube]) -> dict[str, tuple[str, ...]]:
        """The members that each pre-aggregation of a cube holds, those included that it inherits."""
        found = {}
        for rollup in [rollup for each in reversed(bases) for rollup in each.pre_aggregations]:
            times = (rollup.time_dimension, *(each.dimension for each in rollup.time_dimensions))
            paths = (*rollup.measures, *rollup.dimensions, *rollup.segments, *(time for time in times if time))
            named = (target for path in paths for target in self.targets(cube, f"{{{path}}}"))
            found[str(rollup.name)] = tuple(dict.fromkeys(f"{owner.name}.{member}" for owner, member in named))
        return found

    def view(self, view: View) -> CubeLineage:
        """What the members of a view read."""
        groups = _groups()
        paths: dict[str, list[str]] = {}
        for name, part, member in view_members(view, self._cubes):
            cube = self._cubes[part.join_path.rpartition(".")[2]]
            if member in self.members_of(cube):
                groups[type(self.members_of(cube)[member])][name] = self.member(cube, member)
                paths.setdefault(part.join_path, []).append(name)
        for name, part, member in link_members(view, self._cubes):
            groups[Dimension][name] = self._link(self._cubes[part.join_path.rpartition(".")[2]], member)
            paths.setdefault(part.join_path, []).append(name)
        behind = {path: tuple(names) for path, names in paths.items()}
        return CubeLineage(None, True, {}, groups[Dimension], groups[Measure], groups[Segment], paths=behind)

    def member(self, cube: Cube, name: str) -> tuple[Read, ...]:
        """What a member reads, by itself or through others."""
        member = self.members_of(cube).get(name)
        return self._of(cube, member) if member else ()

    def _link(self, cube: Cube, name: str) -> tuple[Read, ...]:
        """What the dimension reads that Cube makes of a link."""
        links = (link for each in with_bases(cube, self._cubes) for link in linked(each))
        return next(self._of(cube, link) for link in links if link.name == name)

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
            source = self._source(cube)
            made = self._made(cube, source) if isinstance(source, Query) else {}
            self._as_they_are[cube.name] = {
                each.name: (value.column,)
                for each in (self._all(cube)[0] if self._model(cube) else ())
                if type(value := each.value) is OfColumn
                and not value.is_cast
                and not (made and value.column.casefold() in made)
                and (each.details is NO_DETAILS or not (each.details.links or any(further(each))))
            }
        return self._as_they_are[cube.name]

    def _read(self, cube: Cube, member: Member) -> tuple[Read, ...]:
        found: set[Read] = set()
        if isinstance(member, Measure) and isinstance(member.value, Count) and member.value.sql is None:
            found = {_through("AGGREGATION", read) for read in self._key(cube)}
            if member is COUNT:  # of nearly all cubes
                return tuple(sorted(found))
        if isinstance(member, Dimension) and member.details.sub_query:
            found = {_through("JOIN", read) for read in self._key(cube)}
        found.update(read for sql, how in pieces(member) for read in self._sql(cube, sql, how))
        found.update(read for sql, how in further(member) for read in self._sql(cube, sql, how))
        return tuple(sorted(found))

    def _rows(self, cube: Cube) -> tuple[Read, ...]:
        """What the conditions of a cube's own query read."""
        source = self._source(cube)
        if not isinstance(source, Query) or isinstance(source, UnionAll):
            return ()
        from floe_cube.cube.own_query import conditions

        named = conditions(source.sql)
        return tuple(sorted({read for word in named for read in self._known_column(cube, word, "FILTER")}))

    def _joins(self, cube: Cube, bases: Sequence[Cube]) -> dict[str, Reads]:
        """What each join of a cube compares, those included that it inherits."""
        return {
            join.name: tuple(sorted(set(self._sql(cube, join.sql, "JOIN"))))
            for each in reversed(bases)
            for join in each.joins
        }

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
            found = self._shown(cube)
            stray = self._strays and not isinstance(cube.source, Inherited | UnionAll)
            subject = cube.origin.subject
            self._sources[cube.name] = found or ((subject,) if stray and subject in self._models else ())
        return self._sources[cube.name]

    def named(self, cube: Cube, sql: str) -> tuple[str, ...]:
        """The models whose relations stand in SQL of a cube."""
        return self._relations.in_query(sql, cube.data_source or DEFAULT, cube.origin.subject)

    def _shown(self, cube: Cube) -> tuple[str, ...]:
        source, subject = cube.data_source or DEFAULT, cube.origin.subject
        match cube.source:
            case Table(sql):
                return self._relations.of_table(sql, source, subject)
            case Query(sql):
                named = [
                    self._cubes[step] for path in references(sql) for step in path.split(".") if step in self._cubes
                ]
                self._sources[cube.name] = ()  # a query that names its own cube reads nothing more
                others = (unique_id for other in named for unique_id in self.sources(other))
                return tuple(dict.fromkeys((*self.named(cube, sql), *others)))
            case Inherited():
                base = self._cubes.get(cube.extends) if cube.extends else None
                return self.sources(base) if base and base.name != cube.name else ()

    def _source(self, cube: Cube) -> Table | Query | Inherited:
        """What a cube stands on, or the one that it extends."""
        if not isinstance(cube.source, Inherited):
            return cube.source
        return next(
            (each.source for each in with_bases(cube, self._cubes) if not isinstance(each.source, Inherited)),
            cube.source,
        )

    # --- SQL ---------------------------------------------------------------------------------------------------------
    def _sql(self, cube: Cube, sql: str, how: How) -> Iterator[Read]:
        if own := _OWN_COLUMN.fullmatch(sql):
            yield from self._column(cube, own[1], how, written=True)
            return
        if (equal := _EQUAL.fullmatch(sql)) and (other := self._cubes.get(equal[2])):
            yield from self._column(cube, equal[1], how, written=True)
            yield from self._column(other, equal[3], how, written=True)
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
        named = words(sql)
        is_plain = named == [sql] and how == "TRANSFORMATION"
        for word in named:
            yield from self._column(cube, word, "IDENTITY" if is_plain else how, written=False)
        for name in WHOLE_ROW.findall(sql):
            other = cube if name in ("CUBE", "TABLE") else self._cubes.get(name)
            if other is not None:
                yield from self._all_columns(other, how)

    def targets(self, cube: Cube, sql: str) -> Iterator[tuple[Cube, str]]:
        """The members that SQL names: `total`, `CUBE.total`, `orders.customers.name`, and `created_at` of `created_at.month`."""
        for path in references(sql):
            steps = path.split(".")
            target = cube
            for index, step in enumerate(steps):
                is_cube = index == 0 and len(steps) > 1 and step in self._cubes
                if step in self.members_of(target) and not is_cube:
                    yield target, step
                    break
                target = self._cubes.get(step, target)

    def _all_columns(self, cube: Cube, how: How) -> Iterator[Read]:
        """The columns of a row as a whole, as far as they are known."""
        for source in self.sources(cube):
            yield from (Read(source, column.name, how) for column in self._models[source].columns)

    def _column(self, cube: Cube, name: str, how: How, *, written: bool) -> Iterator[Read]:
        """The column that a name in SQL means; one that stands behind an alias is one even if dbt does not know it."""
        if written and self._plain(cube).get(name) == (name,):
            yield Read(self.sources(cube)[0], name, how)  # nearly always
            return
        source = self._source(cube)
        plain = _plain_name(name)
        if isinstance(source, UnionAll):
            for model, physical, is_plain in source.columns.get(plain, ()):
                yield _through(how, Read(model, physical, "IDENTITY" if is_plain else "TRANSFORMATION"))
            return
        if isinstance(source, Query) and (made := self._made(cube, source).get(plain.casefold())) is not None:
            of, is_one = made
            inner: How = "IDENTITY" if is_one else "TRANSFORMATION"
            reads = {read for word in of for read in self._known_column(cube, word, inner)}
            yield from (_through(how, read) for read in sorted(reads))
            return
        found = list(self._known_column(cube, name, how))
        yield from found
        sources = self.sources(cube)
        if not found and written and len(sources) == 1 and (not isinstance(source, Query) or _has_star(source)):
            yield Read(sources[0], plain, how)

    def _made(self, cube: Cube, source: Query) -> Mapping[str, tuple[list[str], bool]]:
        """What a query of one's own gives names of its own."""
        if cube.name not in self._renamed:
            from floe_cube.cube.own_query import aliases

            self._renamed[cube.name] = aliases(source.sql)
        return self._renamed[cube.name]

    def _known_column(self, cube: Cube, name: str, how: How) -> Iterator[Read]:
        """The columns of that name in the models that a cube shows."""
        plain = _plain_name(name)
        for source in self.sources(cube):
            columns = self._columns_of(self._models[source])
            column = columns.get(plain) or (None if name[0] in '"`' else columns.get(plain.casefold()))
            if column is not None:
                yield Read(source, column, how)

    def _columns_of(self, model: Model) -> dict[str, str]:
        if model.unique_id not in self._columns:
            folded = {column.name.casefold(): column.name for column in reversed(model.columns)}
            self._columns[model.unique_id] = {**folded, **{column.name: column.name for column in model.columns}}
        return self._columns[model.unique_id]


def _plain_name(name: str) -> str:
    """A name in Cube's SQL as the database has it."""
    plain = _ESCAPE.sub(lambda m: "\\" if m[1] == "x5c" else m[1], name)
    return plain[1:-1].replace(name[0] * 2, name[0]) if name[0] in '"`' else plain


def _has_star(source: Query) -> bool:
    from floe_cube.cube.own_query import has_star

    return has_star(source.sql)


def _groups() -> dict[type[Member], dict[str, Reads]]:
    """A place for what each kind of member reads, in the order of `CubeLineage`."""
    return {Dimension: {}, Measure: {}, Segment: {}}


def _through(outer: How, read: Read) -> Read:
    """What becomes of a column in a member that reads a member that reads it."""
    if read.how not in DIRECT or outer == "IDENTITY" or (outer == "TRANSFORMATION" and read.how == "AGGREGATION"):
        return read
    return Read(read.model, read.column, outer)
