"""Semantic models as cubes see them: which member a dimension is, and by which joins an entity leads to another cube."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NoReturn

import attrs

from floe_cube.cube.ast import Dimension, DimensionType, Name, OfSql, Sql, Text
from floe_cube.cube.expressions import Columns, Unreadable, columns_of, is_column, qualified
from floe_cube.cube.fstring import literal
from floe_cube.cube.names import IDENTIFIER, RESERVED_MEMBERS, identifier
from floe_cube.cube.protect import Draft
from floe_cube.cube.sql import check_sql
from floe_cube.cube.walk import taken_names
from floe_cube.diagnostics import Diagnostic, finding, nearest
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.functions import date_part, truncated
from floe_cube.ir.model import Model, Relationship
from floe_cube.ir.semantic import Aggregation, SemanticDimension, SemanticModel
from floe_cube.ir.where import METRIC_TIME, DimensionRef, EntityRef, MetricRef, Reference, Where
from floe_cube.record import frozen

__all__ = ["Home", "Refused", "World", "world"]


class Refused(Exception):
    """What cannot be said in Cube's terms, as the code and data of a finding. It never leaves the stage."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@frozen(kw_only=True)
class Home:
    """A semantic model and the cube of its model.

    Attributes:
        members: dimension -> the member that it is; None where no member shows it.
        sql: dimension -> SQL over the columns of the model.
        own: what holds for its rows, and not for other ones of the cube or for the empty ones that a LEFT JOIN makes; None
            where there are no such rows.
    """

    semantic: SemanticModel
    draft: Draft
    columns: Columns
    members: Mapping[str, Name | None]
    sql: Mapping[str, Sql]
    own: Sql | None = None

    @property
    def cube(self) -> Name:
        """The name of the cube."""
        return self.draft.cube.name

    def dimension(self, name: str | None) -> SemanticDimension | None:
        """The dimension of that name."""
        return next((d for d in self.semantic.dimensions if d.name == name), None)

    def is_fixing(self, ref: str | Reference, time: str | None) -> bool:
        """Whether what is filtered by it cannot be shifted in time: it is the time itself, or a metric."""
        if not isinstance(ref, DimensionRef):
            return isinstance(ref, MetricRef)
        return ref.name == METRIC_TIME or (ref.name == time and all(map(self.is_local, ref.path)))

    def is_local(self, entity: str) -> bool:
        """Whether the entity is what a row of the semantic model is."""
        own = {e.name for e in self.semantic.entities if e.kind != "foreign"}
        return entity == self.semantic.primary or entity in own


@frozen(kw_only=True)
class World:
    """All semantic models of a project, and what their names mean.

    Attributes:
        owners: entity -> the semantic models whose rows it identifies.
        of_metric: the member that has the value of a metric for each of an entity.
    """

    homes: Mapping[str, Home]
    owners: Mapping[str, Sequence[Home]]
    dialect: Dialect
    adapter: str
    of_metric: Callable[[MetricRef, Home, str], str] | None = None

    def grain(self, stated: Aggregation) -> str:
        """The span of time by which dbt knows when something that is aggregated happened."""
        home = self.homes.get(stated.semantic_model)
        dimension = home.dimension(stated.time) if home else None
        return (dimension and dimension.grain) or "day"

    # --- filters -----------------------------------------------------------------------------------------------------
    def condition(self, where: Where, home: Home, time: str | None, metric: str) -> Sql:
        """A filter as SQL of the cube of `home`.

        Args:
            time: the dimension that `metric_time` means.

        Raises:
            Refused: it names what is not there, or cannot be reached.
        """
        sql = Sql("".join(self._part(part, home, time, metric) for part in where.parts).strip())
        if (problem := check_sql(sql)) is not None:
            raise Refused("FC0901", filter=where.text, problem=problem)
        return sql

    def _part(self, part: str | DimensionRef | EntityRef | MetricRef, home: Home, time: str | None, metric: str) -> str:
        match part:
            case str():
                return literal(part)
            case DimensionRef():
                return self._dimension(part, home, time, metric)
            case EntityRef():
                path, end = self.walk(home, part.path, metric, part.name)
                return self._entity(part, end, path, metric)
        return self.of_metric(part, home, metric) if self.of_metric else ""

    def _dimension(self, ref: DimensionRef, home: Home, time: str | None, metric: str) -> str:
        path, end, name = self.find(ref, home, time, metric)
        dimension = end.dimension(name)
        sql = at_end(end.sql[name], path)
        grain = ref.grain or (dimension.grain if dimension else None)
        found = date_part(sql, ref.part) if ref.part else sql
        if grain and not ref.part:
            found = truncated(sql, grain, self.dialect)
        if found is None:
            raise Refused("FC0920", metric=metric, part=ref.part or grain, adapter=self.adapter)
        return found

    def _entity(self, ref: EntityRef, home: Home, path: tuple[Name, ...], metric: str) -> str:
        entity = next((e for e in home.semantic.entities if e.name == ref.name), None)
        if entity is None:
            known = [e.name for e in home.semantic.entities]
            self._lost(metric, ref.name, f"`{home.semantic.name}` has no such entity{nearest(ref.name, known)}")
        try:
            return at_end(Sql(qualified(entity.expr, home.columns)), path)
        except Unreadable as error:
            raise Refused("FC0909", expr=entity.expr, owner=f"the entity `{entity.name}`", reason=error) from None

    # --- ways --------------------------------------------------------------------------------------------------------
    def find(self, ref: DimensionRef, home: Home, time: str | None, metric: str) -> tuple[tuple[Name, ...], Home, str]:
        """Where a dimension is: the joins that lead there, the semantic model, and the dimension's name.

        Raises:
            Refused: nowhere that Cube can go.
        """
        if ref.name == METRIC_TIME:
            if time is None or time not in home.sql:
                self._lost(metric, METRIC_TIME, f"`{home.semantic.name}` does not say which of its times that is")
            return (), home, time
        path, end = self.walk(home, ref.path, metric, ref.name)
        if ref.name not in end.sql:
            known = sorted(end.sql)
            self._lost(metric, ref.name, f"`{end.semantic.name}` has no such dimension{nearest(ref.name, known)}")
        return path, end, ref.name

    def walk(self, home: Home, entities: Iterable[str], metric: str, name: str = "") -> tuple[tuple[Name, ...], Home]:
        """The joins along some entities, and the semantic model at their end, which should know `name`.

        Raises:
            Refused: there is no such way.
        """
        path: tuple[Name, ...] = ()
        here = home
        steps = tuple(entities)
        for index, entity in enumerate(steps):
            is_last = index + 1 == len(steps)
            others = [owner for owner in self.owners.get(entity, ()) if owner is not here and _knows(owner, name)]
            if here.is_local(entity) and (not is_last or _knows(here, name) or not others):
                continue
            here, target = self._step(here, entity, name if is_last else steps[index + 1], metric)
            path = (*path, target)
        return path, here

    def _step(self, here: Home, entity: str, wanted: str, metric: str) -> tuple[Home, Name]:
        mine = next((e for e in here.semantic.entities if e.name == entity), None)
        if mine is None:
            known = sorted({e.name for e in here.semantic.entities})
            self._lost(metric, entity, f"`{here.semantic.name}` has no such entity{nearest(entity, known)}")
        others = [owner for owner in self.owners.get(entity, ()) if owner is not here]
        able = [owner for owner in others if _knows(owner, wanted)]
        if not able:
            self._lost(
                metric, f"{entity}__{wanted}", f"no semantic model that is compiled has it for the entity `{entity}`"
            )
        if len(able) > 1:
            names = ", ".join(f"`{owner.semantic.name}`" for owner in able)
            self._lost(metric, f"{entity}__{wanted}", f"{names} all have it, so which is meant is not clear")
        target = join_to(here, able[0], entity)
        if target is None:
            reason = f"no join leads from `{here.cube}` to `{able[0].cube}` by the entity `{entity}`"
            if is_column(mine.expr, here.columns) is None:
                reason += f", which is `{mine.expr}` and no column"
            self._lost(metric, f"{entity}__{wanted}", reason)
        return able[0], target

    def _lost(self, metric: str, reference: str, reason: str) -> NoReturn:
        raise Refused("FC0907", metric=metric, reference=reference, reason=reason)


def _knows(home: Home, name: str) -> bool:
    return name in home.sql or any(entity.name == name for entity in home.semantic.entities)


def relationship_to(here: Home, there: Home, entity: str) -> Relationship | None:
    """The reference to another model's key that an entity is."""
    mine = next((e for e in here.semantic.entities if e.name == entity), None)
    theirs = next((e for e in there.semantic.entities if e.name == entity and e.kind in ("primary", "unique")), None)
    if mine is None or theirs is None:
        return None
    column, key = is_column(mine.expr, here.columns), is_column(theirs.expr, there.columns)
    for relationship in here.draft.targets:
        columns = relationship.columns, relationship.parent_columns
        if relationship.parent == there.semantic.model and columns == ((column,), (key,)):
            return relationship
    return None


def join_to(here: Home, there: Home, entity: str) -> Name | None:
    """The join by which an entity leads to another cube: its own, or the one that somebody declared between the two."""
    if (relationship := relationship_to(here, there, entity)) is not None:
        return here.draft.targets[relationship]
    declared = [join.name for join in here.draft.cube.joins if join.name == there.cube]
    proven = set(here.draft.targets.values())
    return next((name for name in declared if name not in proven), None)


def at_end(sql: Sql, path: tuple[Name, ...]) -> str:
    """SQL over the columns of the cube at the end of joins: `{customers.countries}.continent`.

    Columns and not members: Cube's older planner loses the way to members in the filters of a measure that is shifted in time.
    """
    return sql.replace("{CUBE}", f"{{{'.'.join(path)}}}") if path else sql


# --- dimensions ------------------------------------------------------------------------------------------------------
def world(
    semantic_models: Sequence[SemanticModel],
    drafts: Mapping[str, Draft],
    joined: Collection[str],
    dialect: Dialect,
    adapter: str,
) -> tuple[World, dict[str, dict[str, Dimension]], list[Diagnostic]]:
    """What semantic models mean in terms of the cubes.

    Args:
        joined: names of the cubes that others join to.

    Returns:
        The world; for each model, by name, the dimensions that are new in its cube or say more than they did; and what could
        not be said.
    """
    findings: list[Diagnostic] = []
    homes: dict[str, Home] = {}
    changed: dict[str, dict[str, Dimension]] = defaultdict(dict)
    for semantic in semantic_models:
        draft = drafts.get(semantic.model)
        if draft is None:
            continue
        columns = columns_of(draft.side.model, dialect)
        own = guard(draft.side.model, draft.side.key, columns) if draft.cube.name in joined else None
        members: dict[str, Name | None] = {}
        known: dict[str, Sql] = {}
        for dimension in semantic.dimensions:
            try:
                known[dimension.name] = sql = _sql(dimension, columns, own)
            except Unreadable as error:
                owner = f"the dimension `{dimension.name}`"
                findings.append(finding("FC0909", semantic.place, expr=dimension.expr, owner=owner, reason=error))
            else:
                names = changed[semantic.model]
                members[dimension.name] = _place(dimension, sql, semantic, draft, columns, names, findings)
        homes[semantic.unique_id] = Home(
            semantic=semantic, draft=draft, columns=columns, members=members, sql=known, own=own
        )
    owners: dict[str, list[Home]] = defaultdict(list)
    for home in homes.values():
        for entity in home.semantic.entities:
            if entity.kind != "foreign":
                owners[entity.name].append(home)
            if entity.kind == "natural" and any(d.bounds_validity for d in home.semantic.dimensions):
                data = {"name": home.semantic.name, "model": home.cube, "entity": entity.name}
                findings.append(finding("FC0919", home.semantic.place, **data))
    return World(homes=homes, owners=owners, dialect=dialect, adapter=adapter), changed, findings


def _sql(dimension: SemanticDimension, columns: Columns, own: Sql | None) -> Sql:
    """A dimension over the columns of its model; null where a LEFT JOIN finds no row, as in dbt, which computes it before it joins."""
    sql = qualified(dimension.expr, columns)
    is_plain = own is None or is_column(dimension.expr, columns) is not None
    return Sql(sql if is_plain else f"CASE WHEN {own} THEN {sql} END")


def _place(
    dimension: SemanticDimension,
    sql: Sql,
    semantic: SemanticModel,
    draft: Draft,
    columns: Columns,
    changed: dict[str, Dimension],
    findings: list[Diagnostic],
) -> Name | None:
    """The member that a dimension is: that of its column, or a new one."""
    column = is_column(dimension.expr, columns)
    existing = {member.name: member for member in draft.cube.dimensions} | changed
    kind: DimensionType = "time" if dimension.grain else "string"
    value = OfSql(sql)
    if column is not None and column in draft.names:
        own = existing[draft.names[column]]
        if own.name.lower() == dimension.name.lower():
            changed[own.name] = _said(own, dimension)
            return own.name
        if isinstance(own.value, OfSql):
            value, kind = OfSql(own.value.sql), own.type
    if (known := existing.get(Name(dimension.name))) is not None and known.value == value:
        return known.name
    name = _free(dimension.name, semantic, {*_taken(draft), *changed})
    if name is None:
        return None
    if name != dimension.name:
        data = {"wanted": dimension.name, "name": name, "model": semantic.name}
        findings.append(finding("FC0922", semantic.place, **data))
    changed[name] = _said(Dimension(name=name, value=value, type=kind), dimension)
    return name


def _said(member: Dimension, dimension: SemanticDimension) -> Dimension:
    """The member with the words of the semantic model, where it has none of its own."""
    title = member.title or (Text(dimension.label) if dimension.label else None)
    description = member.description or (Text(dimension.description) if dimension.description else None)
    return attrs.evolve(member, title=title, description=description)


def _taken(draft: Draft) -> set[str]:
    cube = draft.cube
    joins = {join.name for join in cube.joins}
    return joins | set(taken_names(cube))


def _free(wanted: str, semantic: SemanticModel, taken: set[str]) -> Name | None:
    """The name, or dbt's longer one (`booking__length`) where it is taken."""
    longer = identifier(f"{semantic.primary or semantic.name}__{wanted}")
    choices = (wanted, longer) if IDENTIFIER.fullmatch(wanted) else (longer,)
    return next((Name(n) for n in choices if n not in taken and n not in RESERVED_MEMBERS), None)


def guard(model: Model, key: Sequence[str], columns: Columns) -> Sql | None:
    """What holds for the rows of a cube, and not for the empty ones that a LEFT JOIN makes."""
    own = [column for column in model.columns if column.name in key]
    never_null = [column for column in own if column.not_null][:1]
    parts = [f"{{CUBE}}.{literal(columns.sql[column.name])} IS NOT NULL" for column in never_null or own]
    return Sql(" OR ".join(parts)) if parts else None
