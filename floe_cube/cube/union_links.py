"""The other cubes to which the legs of a union refer, or whose rows they are, and the joins that lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from floe_cube.cube.ast import Join, Name, Sql
from floe_cube.cube.expressions import is_column
from floe_cube.cube.fstring import literal
from floe_cube.cube.names import identifier
from floe_cube.cube.semantic import Home, World, relationship_to
from floe_cube.cube.union_sql import Leg
from floe_cube.ir.dialects import Dialect, Kind, column_sql
from floe_cube.ir.model import Model, Relationship
from floe_cube.record import frozen

__all__ = ["Link", "join_of", "links_of", "targets_of"]


@frozen(kw_only=True)
class Link:
    """An entity that leads to a cube.

    Attributes:
        sql: leg -> the column that refers to it.
        relationships: leg -> the relationship that this is; none for what are rows of the cube.
        names: the cube and its other roles.
    """

    entity: str
    there: Home
    sql: Mapping[Name, Sql]
    relationships: Mapping[Name, Relationship]
    names: tuple[Name, ...]

    @property
    def column(self) -> str:
        """The column of the union."""
        return f"{identifier(self.entity)}_key"


def links_of(legs: Sequence[Leg], world: World) -> Iterator[Link]:
    """The ways to other cubes, those that all legs have first."""
    links = []
    for entity in dict.fromkeys(e.name for leg in legs for e in leg.home.semantic.entities):
        for there in world.owners.get(entity, ()):
            columns = {leg.name: column for leg in legs if (column := _column(leg.home, there, entity))}
            kinds = {kind for leg in legs if (kind := _kind(leg.home.draft.side.model, columns.get(leg.name)))}
            found = {leg.name: relationship_to(leg.home, there, entity) for leg in legs}
            ways = {name: way for name, way in found.items() if way is not None}
            # Rows of one leg alone need no join to their own cube: the leg has its columns.
            if columns and len(kinds) <= 1 and (ways or len(columns) == len(legs)):
                sql = {leg.name: _own(leg.home, columns[leg.name]) for leg in legs if leg.name in columns}
                roles = [leg.home.draft.targets[ways[leg.name]] for leg in legs if leg.name in ways]
                names = (there.cube, *roles)
                links.append(Link(entity=entity, there=there, sql=sql, relationships=ways, names=names))
    return iter(sorted(links, key=lambda link: -len(link.sql)))


def _column(home: Home, there: Home, entity: str) -> str | None:
    """The column by which rows refer to another cube, or by which they are its rows."""
    mine = next((e for e in home.semantic.entities if e.name == entity), None)
    column = is_column(mine.expr, home.columns) if mine else None
    if home is there:
        side = home.draft.side
        known = [set(key.columns) for key in side.model.keys] + [set(side.key)]
        return column if side.key and {column} in known else None
    return column if relationship_to(home, there, entity) is not None else None


def _kind(model: Model, column: str | None) -> Kind | None:
    return next((c.type.kind for c in model.columns if c.name == column and c.type and c.type.known), None)


def _own(home: Home, column: str) -> Sql:
    return Sql("{CUBE}." + literal(home.columns.sql[column]))


def targets_of(links: Iterable[Link]) -> Iterator[tuple[Name, Link]]:
    """A join for each link: to the cube, or to another role of it where that is joined already."""
    taken: set[Name] = set()
    for link in links:
        name = next((name for name in link.names if name not in taken), None)
        if name is not None:
            taken.add(name)
            yield name, link


def join_of(link: Link, target: Name, dialect: Dialect) -> Join:
    """The join by a link."""
    theirs = next(e.expr for e in link.there.semantic.entities if e.name == link.entity)
    column = is_column(theirs, link.there.columns) or theirs
    key = literal(link.there.columns.sql.get(column) or column_sql(column, dialect, exact=False))
    sql = f"{{CUBE}}.{link.column} = {{{target}}}.{key}"
    return Join(name=target, relationship="many_to_one", sql=Sql(sql))
