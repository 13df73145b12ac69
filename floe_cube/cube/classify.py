"""Which members show personal data: those over columns that dbt classifies, and those that are computed from them.

What only counts (`count`, `count_distinct`) shows no value. A segment shows one bit of each row, so it counts as showing. A
member of a cube over a query of one's own shows personal data unless its column is known not to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from floe_cube.config import PiiConfig
from floe_cube.cube.ast import Aggregate, Count, Cube, Dimension, Measure, OfColumn, Query, UnionAll
from floe_cube.cube.lineage import Member, Reader, pieces
from floe_cube.cube.relations import WHOLE_ROW
from floe_cube.cube.walk import with_bases
from floe_cube.ir.graph import reach
from floe_cube.ir.meta import Meta
from floe_cube.ir.model import Model, Project
from floe_cube.record import frozen

__all__ = ["Classified", "classify", "marked"]

#: Measures that say how many values there are, and nothing of the values.
COUNTING = frozenset({"count", "count_distinct", "count_distinct_approx"})
_COLUMN = re.compile(r"\{(?:CUBE|TABLE)\}\.([\"`]?)\w+\1")
_BEHIND_CUBE = re.compile(r"\{(?:CUBE|TABLE)\}\s*\.\s*[\"`]?(\w+)")
_SELECT = re.compile(r"\bselect\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]\w*")


@frozen(kw_only=True)
class Classified:
    """What was found.

    Attributes:
        members: each cube -> its members that show personal data -> what they read, in words; empty for a column itself.
        queries: cubes over a query that reads classified models: only names tell which columns it hands on.
        joins: pairs of a cube and one that it joins to by a member that shows personal data.
        columns: pairs of a model and a column of it that is marked, or is in a model that is.
        whole: models that are marked themselves, and no column of theirs is: which ones hold the data is not known.
    """

    members: Mapping[str, Mapping[str, str]]
    queries: tuple[str, ...]
    joins: tuple[tuple[str, str], ...]
    whole: tuple[Model, ...]
    columns: Collection[tuple[str, str]] = ()


def marked(meta: Meta | None, tags: Collection[str], pii: PiiConfig) -> bool | None:
    """Whether meta or tags say that something holds personal data, or that it does not; None where they say nothing."""
    if not meta and not tags:
        return None
    if any(tag in tags for tag in pii.tags):
        return True
    said = [_says(meta or {}, mark) for mark in pii.meta]
    return True if True in said else False if False in said else None


def _says(meta: Meta, mark: str) -> bool | None:
    """What a key of meta says; a value of another kind than that of the mark says nothing."""
    path, _, wanted = mark.partition(":")
    value: object = meta
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    values = [str(item).casefold() for item in (value if isinstance(value, tuple) else (value,))]
    if wanted:
        return True if wanted.casefold() in values else None
    return True if "true" in values else False if "false" in values else None


def classify(
    cubes: Mapping[str, Cube], project: Project, pii: PiiConfig, exempt: Mapping[str, Collection[str]]
) -> Classified:
    """Find the members that show personal data.

    Args:
        cubes: all cubes by name, with their members and joins.
        exempt: by cube, dimensions whose values are no secret to who asks: they equal a claim of theirs.
    """
    columns, whole = _columns(project, pii)
    finder = _Finder(Reader(cubes, project, strays=True), cubes, project, columns, pii)
    why: dict[tuple[str, str], str] = {}
    readers: dict[tuple[str, str], list[tuple[str, str]]] = {}
    denied: set[tuple[str, str]] = set()
    for cube in cubes.values():
        for name, member in finder.members(cube):
            here = (str(cube.name), name)
            said = marked(member.meta if isinstance(member.meta, Mapping) else None, (), pii)
            if said is False or name in exempt.get(cube.name, ()):
                denied.add(here)
                continue
            reason = "" if said else finder.reason(cube, member)
            if reason is not None:
                why[here] = reason
            for target in finder.targets(cube, member):
                readers.setdefault(target, []).append(here)
    for path in sorted(reach([f"{c}.{m}" for c, m in why], _dotted(readers))):
        cube_name, _, name = path.partition(".")
        if (cube_name, name) not in denied:
            why.setdefault((cube_name, name), "members that hold such data")
    members: dict[str, dict[str, str]] = {}
    for (cube_name, name), reason in sorted(why.items()):
        members.setdefault(cube_name, {})[name] = reason
    return Classified(members=members, queries=finder.queries(), joins=tuple(finder.joins(members)), whole=whole, columns=columns)


def _columns(project: Project, pii: PiiConfig) -> tuple[set[tuple[str, str]], tuple[Model, ...]]:
    """The classified columns by their models, and the models all of whose columns are, since none of them is marked itself."""
    found: set[tuple[str, str]] = set()
    whole = []
    for model in project.models:
        said = {column.name: marked(column.meta, column.tags, pii) for column in (*model.columns, *model.fields)}
        is_whole = bool(marked(model.meta, model.tags, pii)) and True not in said.values()
        whole += [model] if is_whole else []
        found.update((model.unique_id, name) for name, mark in said.items() if mark or (is_whole and mark is None))
    return found, tuple(whole)


def _dotted(edges: Mapping[tuple[str, str], Sequence[tuple[str, str]]]) -> dict[str, list[str]]:
    return {".".join(start): [".".join(end) for end in ends] for start, ends in edges.items()}


def _paths(column: str) -> list[str]:
    """A column and what it is inside of: `person.home.zip` is inside of `person.home` and `person`."""
    steps = column.split(".")
    return [".".join(steps[:end]) for end in range(len(steps), 0, -1)]


class _Finder:
    """Reads the SQL of members, and knows which columns are classified."""

    def __init__(
        self,
        reader: Reader,
        cubes: Mapping[str, Cube],
        project: Project,
        columns: Collection[tuple[str, str]],
        pii: PiiConfig,
    ) -> None:
        self._reader, self._cubes, self._pii, self._columns = reader, cubes, pii, columns
        owners = {model for model, _ in columns}
        self._words = {step for _, column in columns for step in column.casefold().split(".")}
        self._held = {(model, path): column for model, column in sorted(columns) for path in _paths(column)}
        self._owners = owners
        self._names = {model.unique_id: {c.name.casefold() for c in model.columns} for model in project.models}

    def members(self, cube: Cube) -> Iterator[tuple[str, Member]]:
        """The members of a cube by name."""
        yield from self._reader.members_of(cube).items()

    def queries(self) -> tuple[str, ...]:
        """Cubes over a query that reads a model with classified columns."""
        return tuple(name for name, cube in self._cubes.items() if self._is_opaque(cube))

    def joins(self, members: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
        """Joins by members that are classified: masked, they would match nothing."""
        for cube in self._cubes.values():
            for join in cube.joins:
                if any(name in members.get(other.name, ()) for other, name in self._reader.targets(cube, join.sql)):
                    yield cube.name, join.name

    def targets(self, cube: Cube, member: Member) -> Iterator[tuple[str, str]]:
        """The members that a member names, in conditions too: what is masked there is masked here."""
        for sql, _ in _all_pieces(member):
            yield from ((str(other.name), name) for other, name in self._reader.targets(cube, sql))

    def reason(self, cube: Cube, member: Member) -> str | None:
        """Why a member shows personal data by its own SQL; empty where it is the column itself, None where it does not."""
        if isinstance(member, Dimension) and isinstance(member.value, OfColumn) and not self._is_opaque(cube):
            for read in self._reader.columns(cube, member.value.sql):
                reason = self._of_column(read.model, member.value.column if "." in member.value.column else read.column)
                if reason is not None:
                    return reason
            return None
        for sql in _showing(member):
            reason = self._in_sql(cube, sql)
            if reason is not None:
                return "" if isinstance(member, Dimension) and _COLUMN.fullmatch(sql) else reason
        return None

    def _of_column(self, model: str, path: str) -> str | None:
        """Why a column shows personal data: it is marked or inside of one that is, or it holds a field that is."""
        if any((model, owner) in self._columns for owner in _paths(path)):
            return ""
        field = self._held.get((model, path))
        return f"the column `{field}`" if field else None

    def _in_sql(self, cube: Cube, sql: str) -> str | None:
        rows = [cube if name in ("CUBE", "TABLE") else self._cubes.get(name) for name in WHOLE_ROW.findall(sql)]
        if any(row is not None and self._owners.intersection(self._reader.sources(row)) for row in rows):
            return "whole rows"
        names = [self._held[read[:2]] for read in self._reader.columns(cube, sql) if read[:2] in self._held]
        if names:
            return f"the column `{names[0]}`"
        words = {word.casefold() for word in _WORD.findall(sql)}
        if _SELECT.search(sql) and (words & self._words or self._owners.intersection(self._reader.named(cube, sql))):
            return "a query of its own"
        if self._is_opaque(cube) and not self._is_known(cube, sql):
            return "a query that hides where its columns come from"
        return None

    def _is_opaque(self, cube: Cube) -> bool:
        """Whether a cube stands on a query over classified columns, which may hand them on under other names."""
        source = with_bases(cube, self._cubes)[-1].source
        is_stated = isinstance(source, Query) and not isinstance(source, UnionAll)
        return is_stated and bool(self._owners.intersection(self._reader.sources(cube)))

    def _is_known(self, cube: Cube, sql: str) -> bool:
        """Whether SQL names nothing but members and columns of the models."""
        known = {name for source in self._reader.sources(cube) for name in self._names[source]}
        return all(name.casefold() in known for name in _BEHIND_CUBE.findall(sql))


def _all_pieces(member: Member) -> Iterator[tuple[str, str]]:
    """The SQL of a member with what it does, that of its granularities included."""
    yield from pieces(member)
    if isinstance(member, Dimension):
        yield from ((part.sql, "TRANSFORMATION") for part in member.details.granularities if part.sql)
        yield from ((part.sql, "TRANSFORMATION") for part in member.details.time_shift if part.sql)


def _showing(member: Member) -> Iterator[str]:
    """The SQL whose values a member shows. The conditions of a measure are its author's, and so is what it counts."""
    if isinstance(member, Measure):
        counts = isinstance(member.value, Count) or (
            isinstance(member.value, Aggregate) and member.value.type in COUNTING
        )
        yield from (sql for sql, how in pieces(member) if how not in ("FILTER", "SORT") and not counts)
    else:
        yield from (sql for sql, _ in _all_pieces(member))
