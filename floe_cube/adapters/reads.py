"""Which columns a query reads, by its record and lineage.json: those of its members, of its conditions, and of the joins on its way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from attrs import frozen

from floe_cube.adapters.events import Asked, QueryEvent
from floe_cube.cube.lineage import How
from floe_cube.cube.walk import between
from floe_cube.render.lineage import Columns, CubeEntry, LineageFile

__all__ = ["GROUPS", "Column", "MemberColumn", "built", "reads", "shown"]

#: Members stand in these roles in a record and in these groups in lineage.json.
GROUPS = (("measures", "measures"), ("dimensions", "dimensions"), ("time_dimensions", "dimensions"))
PLAIN: dict[str, How] = {"dimensions": "IDENTITY", "measures": "AGGREGATION", "segments": "FILTER"}
NOTHING = CubeEntry()


@frozen
class Column:
    """A column that a member reads."""

    dataset: str
    column: str
    how: How


@frozen
class MemberColumn:
    """A column and the member of the result that it goes into; None where it decides about rows.

    Attributes:
        masked: the result shows nothing of it.
    """

    member: str | None
    column: Column
    masked: bool = False


def built(record: QueryEvent, file: LineageFile) -> QueryEvent:
    """The record of a build with what it asks the database for: the members that the pre-aggregation holds."""
    found: dict[str, list[str]] = {"measures": [], "dimensions": [], "segments": []}
    for path in record.pre_aggregations:
        cube, _, name = path.partition(".")
        for full in file.cubes.get(cube, NOTHING).pre_aggregations.get(name, ()):
            owner, _, member = full.partition(".")
            kind = next((kind for kind in found if member in getattr(file.cubes.get(owner, NOTHING), kind)), None)
            if kind is not None:
                found[kind].append(full)
    measures, dimensions, segments = map(tuple, found.values())
    return msgspec.structs.replace(record, asked=Asked(measures=measures, dimensions=dimensions, segments=segments))


def shown(record: QueryEvent) -> Iterator[tuple[str, str]]:
    """The members of the result with their groups. A time that only bounds the rows is none of them."""
    for role, group in GROUPS:
        for name in getattr(record.asked, role):
            if role != "time_dimensions" or name.count(".") > 1:
                yield name, group


def reads(record: QueryEvent, file: LineageFile) -> Iterator[MemberColumn]:
    """All columns that a query reads, each once for what it does."""
    results = list(shown(record))
    found: dict[MemberColumn, None] = {}
    for name, group in results:
        cube, member = name.split(".")[:2]
        full = f"{cube}.{member}"
        columns = _of_member(file, cube, group, member)
        found.update(dict.fromkeys(MemberColumn(full, column, full in record.masked) for column in columns))
    for name in record.asked.segments:
        cube, member = name.split(".")[:2]
        found.update(dict.fromkeys(MemberColumn(None, each) for each in _of_member(file, cube, "segments", member)))
    bounds = [name for name in record.asked.time_dimensions if name.count(".") == 1]
    for name in (*bounds, *record.asked.filters, *record.restricted):
        cube, member = name.split(".")[:2]
        every = (each for group in ("dimensions", "measures") for each in _of_member(file, cube, group, member))
        found.update(dict.fromkeys(MemberColumn(None, Column(each.dataset, each.column, "FILTER")) for each in every))
    datasets = {each.column.dataset for each in found}
    steps, joins = _way(record, file, datasets)
    for cube, target in joins:
        found.update(dict.fromkeys(MemberColumn(None, each) for each in _listed(file, cube, "JOIN", target)))
    for cube in steps:
        found.update(dict.fromkeys(MemberColumn(None, each) for each in _listed(file, cube, "FILTER")))
    yield from found


# --- the way through the cubes ---------------------------------------------------------------------------------------
def _way(record: QueryEvent, file: LineageFile, datasets: set[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The cubes that a query goes through, and its joins: by the paths of views, else along the shortest way."""
    asked = record.asked
    names = (
        *asked.measures,
        *asked.dimensions,
        *asked.segments,
        *asked.time_dimensions,
        *asked.filters,
        *record.restricted,
    )
    ways: set[frozenset[str]] = set()
    cubes: dict[str, None] = {}
    for name in names:
        cube, member = name.split(".")[:2]
        path = _path(file.cubes.get(cube, NOTHING), cube, member)
        cubes.update(dict.fromkeys(path))
        ways.add(frozenset(path))
    others = [*cubes, *_nearest(file, cubes, datasets)]
    if len(others) < 2:
        return others, []
    edges = {name: entry.joins.keys() for name, entry in file.cubes.items() if entry.joins}
    # A query begins at the first cube that leads to all others; `between` is empty where there is no way.
    begun = ([between(root, other, edges) for other in others] for root in others)
    ways.update(next((found for found in begun if all(found)), []))
    steps = sorted({cube for way in ways for cube in way})
    pairs = {(cube, target) for way in ways for cube in way for target in edges.get(cube, ()) if target in way}
    return steps, sorted(pairs)


def _path(entry: CubeEntry, cube: str, member: str) -> list[str]:
    """The cubes of the join path behind which a member stands."""
    if not entry.view:
        return [cube]
    return next((path.split(".") for path, members in entry.paths.items() if member in members), [])


def _nearest(file: LineageFile, cubes: Iterable[str], datasets: set[str]) -> Iterator[str]:
    """Cubes that nobody asked for, and whose columns members read all the same: the first one on the way to each dataset."""
    seen = dict.fromkeys(cubes)
    missing = datasets - {file.cubes.get(cube, NOTHING).dataset for cube in seen}
    frontier = list(seen)
    while frontier and missing:
        further = (to for cube in frontier for to in file.cubes.get(cube, NOTHING).joins)
        frontier = list(dict.fromkeys(cube for cube in further if cube not in seen))
        for cube in frontier:
            seen[cube] = None
            if (dataset := file.cubes.get(cube, NOTHING).dataset) in missing and dataset is not None:
                missing.discard(dataset)
                yield cube


# --- lineage.json ----------------------------------------------------------------------------------------------------
def _of_member(file: LineageFile, cube: str, group: str, member: str) -> Iterator[Column]:
    entry = file.cubes.get(cube, NOTHING)
    yield from _spelt(entry, getattr(entry, group).get(member, ()), PLAIN[group])


def _listed(file: LineageFile, cube: str, how: How, target: str | None = None) -> Iterator[Column]:
    """What a join of a cube reads, or what decides about its rows."""
    entry = file.cubes.get(cube, NOTHING)
    yield from _spelt(entry, entry.rows if target is None else entry.joins.get(target, ()), how)


def _spelt(entry: CubeEntry, columns: Columns, plain: How) -> Iterator[Column]:
    for item in columns:
        if isinstance(item, str):
            yield Column(entry.dataset or "", item, plain)
        else:
            yield Column(item.dataset or entry.dataset or "", item.column, item.how)
