"""Rows of several facts, or of one by several of its times, one under another: a cube for metrics that are computed from them.

dbt aggregates each input of such a metric by itself, in its own time, and joins the results. The same comes of a cube whose query is
a UNION ALL of legs. A leg has the rows of a semantic model, one of its times as `metric_time`, the keys by which it refers to other
cubes, and its own columns under names of their own (`bookings__amount`), which are null in the rows of the other legs. To what
makes measures a leg is a semantic model like any other: other legs' rows are to it what the empty rows of a LEFT JOIN are. The cube is joined to
the cubes to which all legs refer, and to those that filters name.

A union shows nothing that its sources do not: only columns that its measures read, for who may see all legs by the same claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from floe_cube.cube.ast import (
    AccessPolicy,
    AllowAll,
    Cube,
    Dimension,
    DimensionType,
    Inherited,
    Measure,
    MemberSet,
    Name,
    OfSql,
    Sql,
    Text,
)
from floe_cube.cube.expressions import Unreadable, is_column, qualified
from floe_cube.cube.joins import Side
from floe_cube.cube.names import identifier
from floe_cube.cube.protect import Draft, Rows
from floe_cube.cube.semantic import Home, World
from floe_cube.cube.sql import references
from floe_cube.cube.union_links import Link, join_of, links_of, targets_of
from floe_cube.cube.union_sql import ROW_KEY, Apart, Following, Leg, leg_key, union_all
from floe_cube.diagnostics import Place
from floe_cube.ir.meta import Meta
from floe_cube.ir.where import METRIC_TIME
from floe_cube.record import frozen

__all__ = ["Union", "finished", "unite"]


@frozen(kw_only=True)
class Union:
    """A cube of several legs.

    Attributes:
        draft: the cube with all joins that its legs could have, without its query.
        homes: each leg as a semantic model, by what stands for its unique_id.
        shared: columns that all legs have -> leg -> SQL over the leg's table.
        keys: the same of the columns by which joins lead to other cubes.
        optional: names of the joins that not all legs have.
    """

    draft: Draft
    legs: tuple[Leg, ...]
    homes: Mapping[str, Home]
    shared: Mapping[str, Mapping[Name, Sql]]
    keys: Mapping[str, Mapping[Name, Sql]]
    optional: frozenset[str]
    following: Following | None = None

    @property
    def model(self) -> str:
        """What stands for the unique_id of a model."""
        return self.draft.side.model.unique_id

    def leg(self, semantic_model: str, time: str | None) -> str:
        """What stands for the unique_id of a semantic model in the leg of one of its times."""
        wanted = (semantic_model, time)
        name = next(leg.name for leg in self.legs if (leg.home.semantic.unique_id, leg.time) == wanted)
        return f"{self.model}.{name}"


def unite(
    legs: Sequence[Leg],
    world: World,
    decided: Mapping[str, Rows],
    name: Name,
    place: Place,
    following: Following | None = None,
) -> Union:
    """A cube of some legs.

    Args:
        decided: by unique_id of a model, who sees which of its rows, if that is configured.
        following: of two legs, how the second one's rows follow on the first one's.

    Raises:
        Apart: it would not show what the legs do, or more.
    """
    if len({leg.home.draft.cube.data_source for leg in legs}) > 1:
        raise Apart("they are read through several connections")
    leading = legs[:1] if following else legs
    visible, declared, claims = _visible(legs, decided)
    if following is not None:
        pairs = ((by_leg[legs[0].name], by_leg[legs[1].name]) for by_leg in claims.values())
        following = attrs.evolve(following, equal=(*following.equal, *pairs))
    links = list(links_of(leading, world))
    keys: dict[str, Mapping[Name, Sql]] = {}
    for link in links:
        keys[link.column] = {**keys.get(link.column, {}), **link.sql}
    targets = dict(targets_of(links))
    cube = _cube(name, legs, following, visible, place)
    joins = tuple(join_of(link, target, world.dialect) for target, link in targets.items())
    names = {str(dimension.name): dimension.name for dimension in visible}
    draft = Draft(
        cube=attrs.evolve(cube, joins=joins),
        side=_side(name, legs, place),
        declared=declared,
        names=names,
        policies=_policies(legs),
    )
    return Union(
        draft=draft,
        legs=tuple(legs),
        homes={f"{draft.side.model.unique_id}.{leg.name}": _home(leg, draft, targets) for leg in legs},
        shared={
            ROW_KEY: {leg.name: leg_key(leg, world.dialect) for leg in legs},
            METRIC_TIME: {leg.name: _time(leg) for leg in leading},
            **claims,
        },
        keys=keys,
        optional=frozenset(target for target, link in targets.items() if len(link.sql) < len(leading)),
        following=following,
    )


def _side(name: Name, legs: Sequence[Leg], place: Place) -> Side:
    """What stands for the model and its key."""
    model = attrs.evolve(
        legs[0].home.draft.side.model,
        unique_id=f"union.{name}", name=str(name), place=place, relation="", description="", columns=(), primary_key=None,
        keys=(), relationships=(),
    )  # fmt: skip
    return Side(model, name, (ROW_KEY,))


def _cube(
    name: Name, legs: Sequence[Leg], following: Following | None, visible: Iterable[Dimension], place: Place
) -> Cube:
    cubes = [leg.home.draft.cube for leg in legs]
    time = attrs.evolve(_dimension(METRIC_TIME, "time"), public=None)
    return Cube(
        name=name,
        source=Inherited(),
        data_source=cubes[0].data_source,
        public=False if any(cube.public is False for cube in cubes) else None,
        description=Text(_words(legs, following)),
        dimensions=(_dimension(ROW_KEY, "string", primary_key=True), *visible, time),
        origin=place,
    )


def finished(union: Union, measures: Sequence[Measure]) -> Draft:
    """The cube with its measures, the joins that they or all legs need, and the query of the columns that all of these read."""
    cube = union.draft.cube
    texts = [text for measure in measures for text in _texts(measure)]
    named = {step for text in texts for path in references(text) for step in path.split(".")}
    joins = tuple(join for join in cube.joins if join.name not in union.optional or join.name in named)
    needed = {join.sql.partition(" = ")[0].removeprefix("{CUBE}.") for join in joins}
    keys = {name: sql for name, sql in union.keys.items() if name in needed}
    source = union_all(union.legs, {**keys, **union.shared}, texts, union.following)
    return attrs.evolve(union.draft, cube=attrs.evolve(cube, source=source, joins=joins, measures=tuple(measures)))


def _texts(measure: Measure) -> Iterator[str]:
    yield str(getattr(measure.value, "sql", ""))
    yield from (condition.sql for condition in measure.filters)


def _words(legs: Sequence[Leg], following: Following | None) -> str:
    *names, last = (f"`{leg.name}`" for leg in legs)
    listed = f"{', '.join(names)} and {last}" if names else last
    if following is not None:
        return f"Rows of {listed}: of each of the latter, the time and the keys are those of the former that came last before it."
    return f"Rows of {listed}, one under another, by the time of each."


# --- time and rows ---------------------------------------------------------------------------------------------------
def _time(leg: Leg) -> Sql:
    """The time as the cube of the leg has it."""
    home, draft = leg.home, leg.home.draft
    dimension = home.dimension(leg.time)
    column = is_column(dimension.expr, home.columns) if dimension else None
    known = {member.name: member.value for member in draft.cube.dimensions}
    value = known.get(draft.names.get(column or "", Name("")))
    return value.sql if isinstance(value, OfSql) else home.sql[leg.time]


def _visible(
    legs: Sequence[Leg], decided: Mapping[str, Rows]
) -> tuple[tuple[Dimension, ...], Meta, dict[str, Mapping[Name, Sql]]]:
    """The dimensions that decide on rows, what `meta.cube` would say of it, and the columns."""
    if not decided:
        return (), {}, {}
    rows = [decided[leg.home.semantic.model] for leg in legs]
    if all(each.exempt for each in rows):
        return (), {"row_level": "exempt"}, {}
    claims = {claim for each in rows for claim in each.filters.values()}
    if not claims or any(each.exempt or set(each.filters.values()) != claims for each in rows):
        raise Apart("not the same claims decide on who sees a row of each")
    dimensions = []
    stated: dict[str, list[str]] = {}
    columns: dict[str, Mapping[Name, Sql]] = {}
    for claim in sorted(claims):
        name = identifier(f"claim_{'_'.join(claim)}")
        members = {leg.name: _deciding(leg, each, claim) for leg, each in zip(legs, rows, strict=True)}
        types = {member.type for member in members.values()}
        if len(types) > 1:
            raise Apart("what decides on who sees a row of each is not of one type")
        dimensions.append(_dimension(name, types.pop()))
        stated[str(name)] = list(claim)
        columns[str(name)] = {leg: _sql(member) for leg, member in members.items()}
    return tuple(dimensions), {"row_level": stated}, columns


def _deciding(leg: Leg, rows: Rows, claim: tuple[str, ...]) -> Dimension:
    column = next(column for column, wanted in rows.filters.items() if wanted == claim)
    name = leg.home.draft.names[column]
    return next(dimension for dimension in leg.home.draft.cube.dimensions if dimension.name == name)


def _sql(member: Dimension) -> Sql:
    if not isinstance(member.value, OfSql) or set(references(member.value.sql)) - {"CUBE"}:
        raise Apart(f"`{member.name}` decides on rows, and is not a column")
    return member.value.sql


def _policies(legs: Sequence[Leg]) -> tuple[AccessPolicy, ...]:
    """The access policies that all legs have, if they say nothing of members and rows."""
    stated = {leg.home.draft.policies for leg in legs}
    policies = stated.pop()
    plain = (None, MemberSet(includes="*"))
    if stated or any(
        p.member_level not in plain or p.member_masking or p.row_level not in (None, AllowAll()) for p in policies
    ):
        raise Apart("access policies of their own say who sees what of each")
    return policies


def _dimension(name: str, kind: DimensionType, *, primary_key: bool | None = None) -> Dimension:
    sql = Sql(f"{{CUBE}}.{name}")
    return Dimension(name=Name(name), value=OfSql(sql), type=kind, primary_key=primary_key, public=False)


# --- legs ------------------------------------------------------------------------------------------------------------
def _home(leg: Leg, draft: Draft, targets: Mapping[Name, Link]) -> Home:
    """A leg as a semantic model of the union."""
    columns = attrs.evolve(leg.home.columns, prefix=f"{leg.name}__")
    semantic = attrs.evolve(leg.home.semantic, model=draft.side.model.unique_id)
    sql = {}
    for dimension in semantic.dimensions:
        try:
            sql[dimension.name] = Sql(qualified(dimension.expr, columns))
        except Unreadable:
            continue
    ways = {link.relationships[leg.name]: name for name, link in targets.items() if leg.name in link.relationships}
    return Home(
        semantic=semantic,
        draft=attrs.evolve(draft, cube=attrs.evolve(draft.cube, joins=()), joined=tuple(ways.items())),
        columns=columns,
        members={leg.time: Name(METRIC_TIME)},
        sql=sql,
        own=Sql(f"{{CUBE}}.leg = '{leg.name}'"),
    )
