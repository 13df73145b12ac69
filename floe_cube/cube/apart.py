"""Which unions the metrics of a project need: one for each set of legs, and one for each kind of conversion."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from floe_cube.config import SecurityConfig
from floe_cube.cube.aggregates import UNITS
from floe_cube.cube.ast import Name, Sql
from floe_cube.cube.expressions import Unreadable, qualified
from floe_cube.cube.names import RESERVED_CUBES, digest, graphql_type, identifier
from floe_cube.cube.protect import Draft, Rows, decide
from floe_cube.cube.semantic import Home, World
from floe_cube.cube.sql import references
from floe_cube.cube.union_sql import Apart, Following, Leg, table_of
from floe_cube.cube.unions import Union, unite
from floe_cube.ir.functions import earlier, truncated
from floe_cube.ir.semantic import (
    Aggregation,
    Conversion,
    Cumulative,
    Derived,
    Input,
    Interval,
    Metric,
    Ratio,
    Simple,
)
from floe_cube.ir.where import GRAINS, MetricRef, Where

__all__ = ["Unions", "leaves"]


def leaves(metric: Metric, metrics: Mapping[str, Metric], seen: tuple[str, ...] = ()) -> Iterator[Simple | Cumulative]:
    """All that a metric is computed from in the end; not what its conversions count, which have a cube of their own."""
    inputs: tuple[Input, ...] = ()
    match metric.value:
        case Simple() | Cumulative():
            yield metric.value
        case Ratio(numerator, denominator):
            inputs = (numerator, denominator)
        case Derived(_, inputs):
            pass
    for part in inputs:
        if part.metric in metrics and part.metric not in seen:
            yield from leaves(metrics[part.metric], metrics, (*seen, metric.name))


class Unions:
    """The unions that were asked for, each made once.

    Args:
        security: who sees which rows; a union shows what all its legs show.
        taken: names of cubes and views.
    """

    def __init__(self, world: World, drafts: Iterable[Draft], security: SecurityConfig, taken: Collection[str]) -> None:
        self._world = world
        self._decided: dict[str, Rows] = {}
        if security.row_level:
            self._decided = {draft.side.model.unique_id: decide(draft, security, []) for draft in drafts}
        self._types = {graphql_type(name) for name in taken}
        self._known: dict[object, Union] = {}

    def of(self, values: Iterable[Simple | Cumulative], metric: Metric) -> Union:
        """The union of the rows that are aggregated.

        Raises:
            Apart: there can be none.
        """
        simple = (value.of if isinstance(value, Cumulative) else value for value in values)
        legs = {leg.name: leg for each in simple for leg in [self._leg(each.aggregation)]}
        names = tuple(sorted(legs))
        if names not in self._known:
            ordered = [legs[name] for name in names]
            self._known[names] = self._unite(ordered, _name(ordered), metric)
        return self._known[names]

    def of_conversion(
        self, value: Conversion, filters: tuple[Where, ...], metric: Metric
    ) -> tuple[Union, Simple, Simple]:
        """The union of base events and conversion events, and what is counted of each leg.

        Args:
            filters: those of the metric, which are about base events.

        Raises:
            Apart: there can be none.
        """
        if value.conversion.filters:
            raise Apart("its conversion events are filtered, which dbt does after it has joined them")
        base, conversion = (self._leg(event.of.aggregation) for event in (value.base, value.conversion))
        if conversion.name == base.name:
            conversion = attrs.evolve(conversion, name=identifier(f"{base.name}_again"))
        only = (*value.base.filters, *filters)
        name = f"{base.name}_to_{conversion.name}"
        if value.window is not None:
            name += f"_within_{value.window.count}_{value.window.unit}" + ("s" if value.window.count > 1 else "")
        key = (base.name, conversion.name, value.entity, value.window, value.constant, only)
        if only or value.constant:
            name += f"_{digest(repr(key))}"
        if key not in self._known:
            following = self._following(base, conversion, value, only, metric)
            self._known[key] = self._unite([base, conversion], name, metric, following)
        union = self._known[key]
        first, second = union.homes
        return union, _of_leg(value.base.of, first), _of_leg(value.conversion.of, second)

    # --- legs --------------------------------------------------------------------------------------------------------
    def _leg(self, stated: Aggregation) -> Leg:
        home = self._world.homes.get(stated.semantic_model)
        if home is None:
            raise Apart("the model that it aggregates is none of the cubes")
        if stated.time is None or stated.time not in home.sql:
            raise Apart(f"`{home.semantic.name}` does not say which of its times counts")
        is_default = stated.time == home.semantic.default_time
        name = self._rows(home) if is_default else f"{self._rows(home)}_by_{stated.time}"
        return Leg(name=identifier(name), home=home, time=stated.time, table=table_of(home.draft.cube))

    def _rows(self, home: Home) -> str:
        """What the rows of a semantic model are called: as their cube, but for a second one over the same rows."""
        alike = [each.semantic for each in self._world.homes.values() if each.cube == home.cube]
        first = min(alike, key=lambda semantic: (semantic.name != home.cube, semantic.unique_id))
        return str(home.cube) if home.semantic == first else f"{home.cube}_{home.semantic.name}"

    def _unite(self, legs: list[Leg], name: str, metric: Metric, following: Following | None = None) -> Union:
        wanted = identifier(name)
        free = graphql_type(wanted) not in self._types and wanted not in RESERVED_CUBES
        own = wanted if free else Name(f"{wanted}_{digest(name)}")
        union = unite(legs, self._world, self._decided, own, metric.place, following)
        self._types.add(graphql_type(own))
        return union

    # --- conversions -------------------------------------------------------------------------------------------------
    def _following(
        self, base: Leg, conversion: Leg, value: Conversion, only: tuple[Where, ...], metric: Metric
    ) -> Following:
        """When a conversion event follows on a base event: within the window, by the same entity and constant properties."""
        equal = [(_entity(base.home, value.entity), _entity(conversion.home, value.entity))]
        for mine, theirs in value.constant:
            if mine not in base.home.sql or theirs not in conversion.home.sql:
                raise Apart(f"its constant property `{mine}` is no dimension of both events")
            equal.append((base.home.sql[mine], conversion.home.sql[theirs]))
        grains = [dimension.grain for leg in (base, conversion) if (dimension := leg.home.dimension(leg.time))]
        grain = max((grain for grain in grains if grain in GRAINS), key=GRAINS.index, default="day")
        dialect = self._world.dialect
        first, second = (truncated(leg.home.sql[leg.time], grain, dialect) for leg in (base, conversion))
        if first is None or second is None:
            raise Apart(f"no function of {self._world.adapter} is known that cuts a moment to the {grain}")
        return Following(
            equal=tuple(equal),
            times=(Sql(first), Sql(second)),
            since=self._since(second, value.window),
            only=tuple(self._only(where, base, metric) for where in only),
        )

    def _since(self, time: str, window: Interval | None) -> Sql | None:
        if window is None:
            return None
        sql = earlier(time, window.count, window.unit, self._world.dialect) if window.unit in UNITS else None
        if sql is None:
            raise Apart(f"no function of {self._world.adapter} is known that takes {window} from a moment")
        return Sql(sql)

    def _only(self, where: Where, base: Leg, metric: Metric) -> Sql:
        """A filter of base events, which must be about their own columns: before they are joined, nothing else is."""
        if not any(isinstance(part, MetricRef) for part in where.parts):
            sql = self._world.condition(where, base.home, base.time, metric.name)
            if set(references(sql)) <= {"CUBE"}:
                return sql
        raise Apart(f"its base events are filtered by what is not among their own columns: `{where.text}`")


def _of_leg(simple: Simple, home: str) -> Simple:
    return attrs.evolve(simple, aggregation=attrs.evolve(simple.aggregation, semantic_model=home))


def _entity(home: Home, name: str) -> Sql:
    entity = next((entity for entity in home.semantic.entities if entity.name == name), None)
    if entity is None:
        raise Apart(f"`{home.semantic.name}` has no entity `{name}`")
    try:
        return Sql(qualified(entity.expr, home.columns))
    except Unreadable as error:
        raise Apart(f"`{entity.expr}` cannot be read: {error}") from None


def _name(legs: Iterable[Leg]) -> str:
    """`bookings_and_visits`, `bookings_by_booked_at_and_cancelled_on`."""
    times: dict[str, list[Leg]] = {}
    for leg in legs:
        times.setdefault(leg.home.cube, []).append(leg)
    return "_and_".join(
        legs[0].name if len(legs) == 1 else f"{cube}_by_{'_and_'.join(leg.time for leg in legs)}"
        for cube, legs in times.items()
    )
