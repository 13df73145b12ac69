"""dbt's metrics as measures of Cube.

A metric stands in the cube of what it aggregates. What it is computed from and nobody asks for is a hidden measure beside it. Both
of Cube's planners answer alike: filters are `filters` of the aggregate, a ratio is a calculated measure, a window is a
`rolling_window`, an offset a multi-stage `time_shift`. What is computed from several facts or times stands in a union, see
`cube.unions`. What Cube cannot say is refused.

Source of the semantics: metricflow 0.213, its SQL for the project of tests/metrics; of Cube's: 1.7.43, `BaseQuery`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import attrs

from floe_cube.cube.aggregates import UNNAMED, Made, Making, aggregate
from floe_cube.cube.apart import Unions, leaves
from floe_cube.cube.ast import Aggregate, Dimension, Measure, Name, RollingWindow, Sql
from floe_cube.cube.bare import bare_measures
from floe_cube.cube.expressions import Unreadable, substituted
from floe_cube.cube.metric_words import text, words_of
from floe_cube.cube.names import IDENTIFIER, RESERVED_MEMBERS
from floe_cube.cube.per_entity import for_each
from floe_cube.cube.placing import Measures, Placing
from floe_cube.cube.protect import Draft
from floe_cube.cube.semantic import Home, Refused, World
from floe_cube.cube.sql import check_sql
from floe_cube.cube.union_sql import Apart
from floe_cube.cube.unions import Union
from floe_cube.cube.windows import longer_than, shifted, window_of
from floe_cube.diagnostics import Diagnostic, Place, finding, nearest
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.functions import double
from floe_cube.ir.semantic import (
    Aggregation,
    Conversion,
    Cumulative,
    Derived,
    Input,
    Interval,
    Metric,
    Ratio,
    SavedQuery,
    Semantics,
    Simple,
)
from floe_cube.ir.where import MetricRef, Where

__all__ = ["make"]

#: Metrics of metrics of metrics: nobody's are deeper, and functions that call themselves must end somewhere.
DEEPEST = 32
#: Where inputs are of several cubes, or of several times of one.
APART = frozenset({"FC0910", "FC0911"})
#: Those whose length differs: an offset of them is not the same for all days.
UNEQUAL = frozenset("month quarter year".split())
BY_ROWS = "Cube would join them by their rows"


def make(
    semantics: Semantics, world: World, drafts: Mapping[str, Draft], unions: Unions, *, yielding: bool
) -> Measures:
    """Make the measures of all metrics, and of the measures that no metric stands for.

    Args:
        drafts: by unique_id of the model.
        yielding: names of columns count as free: they give way to metrics.
    """
    maker = _Maker(semantics, world, drafts, unions, yielding)
    for metric in semantics.metrics:
        maker.serve(metric)
    maker.serve_measures()
    together = {query.name: found for query in semantics.saved_queries if (found := maker.gathered(query))}
    return Measures(
        by_model=maker.placing.measures,
        dimensions=maker.dimensions,
        metrics=maker.made,
        together=together,
        unions=maker.placing.unions(),
        world=maker.world,
        findings=tuple(maker.findings),
    )


class _Maker:
    """Makes each metric once, and what it is computed from before it."""

    def __init__(
        self, semantics: Semantics, world: World, drafts: Mapping[str, Draft], unions: Unions, yielding: bool
    ) -> None:
        self.dimensions: dict[str, dict[str, Dimension]] = defaultdict(dict)
        self.made: dict[str, Made] = {}
        self.findings: list[Diagnostic] = []
        self._refused: dict[str, str] = {}
        #: What stands in a union beside the metrics that are computed there.
        self._beside: dict[tuple[str, str], Made] = {}
        self._under_way: list[str] = []
        self._semantics = semantics
        self._by_name = {metric.name: metric for metric in semantics.metrics}
        self.placing = Placing(world, drafts, yielding)
        self.world = attrs.evolve(world, homes=self.placing.homes, of_metric=self._for_each)
        self._unions = unions
        #: Where what is aggregated has its legs; None in the cube of the model.
        self._union: Union | None = None

    # --- serving -----------------------------------------------------------------------------------------------------
    def serve(self, metric: Metric) -> None:
        """Make the measure of a metric, unless that was done or cannot be."""
        if metric.name in self.made or metric.name in self._refused:
            return
        outer, self._union = self._union, None
        try:
            making = self._somewhere(metric)
            name, why = self.placing.named(metric.name, making.model)
            said = words_of(metric, self.findings)
        except Refused as refused:
            self._refused[metric.name] = refused.code
            self.placing.forget(metric.name)
            self._say(refused.code, metric.place, **refused.data)
        else:
            self.made[metric.name] = self.placing.put(making, name, **said)
            if why:
                cube = self.placing.drafts[making.model].cube.name
                self._say("FC0913", metric.place, wanted=metric.name, name=name, cube=cube, why=why)
            self._note(metric)
        finally:
            self._union = outer

    def _note(self, metric: Metric) -> None:
        """Say where Cube's answers have other days or periods."""
        if isinstance(metric.value, Simple) and metric.value.every_day:
            self._say("FC0916", metric.place, metric=metric.name)
        for value in leaves(metric, self._by_name):
            if isinstance(value, Cumulative) and value.at_period != "last":
                data = self._by_unit(value.of)
                if longer := longer_than(data["unit"]):
                    self._say("FC0914", metric.place, metric=metric.name, of=value.at_period, longer=longer, **data)

    def _by_unit(self, value: object) -> dict[str, str]:
        """The words for the span of time by which dbt knows when what is aggregated happened."""
        unit = self.world.grain(value.aggregation) if isinstance(value, Simple) else "day"
        return {"unit": unit, "each": unit.capitalize()}

    def _somewhere(self, metric: Metric) -> Making:
        """Its measure, in a union where what it is computed from is of several cubes or times."""
        try:
            return self._make(metric, (), metric, metric.name)
        except Refused as refused:
            if refused.code not in APART:
                raise
            self.placing.forget(metric.name)
            try:
                union = self._unions.of(leaves(metric, self._by_name), metric)
            except Apart as reason:
                raise Refused(refused.code, **{**refused.data, "reason": reason}) from None
        self.placing.admit(union)
        self._union = union
        return self._make(metric, (), metric, metric.name)

    def gathered(self, query: SavedQuery) -> dict[str, Made]:
        """The measures of a saved query's metrics in one union, if they are of several cubes and there is such a one."""
        made = {name: self.made[name] for name in query.metrics if name in self.made}
        metrics = [self._by_name[name] for name in made]
        if len(made) < len(query.metrics) or len({each.model for each in made.values()}) < 2:
            return {}
        try:
            self._union = self._unions.of([leaf for m in metrics for leaf in leaves(m, self._by_name)], metrics[0])
            self.placing.admit(self._union)
            for metric in metrics:
                place = (self._union.model, metric.name)
                if made[metric.name].model != self._union.model and place not in self._beside:
                    making = self._make(metric, (), metric, f"{query.name}__{metric.name}")
                    name, _ = self.placing.named(metric.name, making.model)
                    self._beside[place] = self.placing.put(making, name, public=False)
                made[metric.name] = self._beside.get(place, made[metric.name])
        except (Apart, Refused):
            return {}
        finally:
            self._union = None
        return made

    def serve_measures(self) -> None:
        """Make the measures that no metric stands for: under their own names, or longer ones where a column has those."""
        # A measure is never called like a metric: not even like one that is left out, for it would be taken for that one.
        reserved = RESERVED_MEMBERS | self._by_name.keys() | self._semantics.left_out
        for semantic, measure, is_used in bare_measures(self._semantics, self.made):
            if semantic.unique_id not in self.world.homes:
                continue
            try:
                making = aggregate(self.world, measure.aggregation, (), measure.name)
            except Refused as refused:
                if not is_used:
                    self._say(refused.code, semantic.place, **refused.data)
                continue
            taken = self.placing.taken(making.model) | reserved
            longer = f"{measure.name}_{measure.aggregation.agg}"
            name = next((n for n in (measure.name, longer) if n not in taken and IDENTIFIER.fullmatch(n)), None)
            if name is not None:
                said = {"title": text(measure.label), "description": text(measure.description)}
                self.placing.put(making, Name(name), **said)

    def _say(self, code: str, place: Place, **data: object) -> None:
        if (found := finding(code, place, **data)) not in self.findings:
            self.findings.append(found)

    # --- making ------------------------------------------------------------------------------------------------------
    def _make(
        self, metric: Metric, filters: tuple[Where, ...], owner: Metric, stem: str, to_grain: str | None = None
    ) -> Making:
        """The measure of a metric under more filters.

        Args:
            owner: the metric that it is made for, itself or one that is computed from it.
            stem: begins the names of hidden measures.
            to_grain: its value at the start of such a period.

        Raises:
            Refused: Cube cannot say it.
        """
        if len(self._under_way) > DEEPEST:
            raise Refused("FC0902", metric=owner.name, what="it is nested too deeply", hint="")
        if metric.name in self._under_way:
            raise Refused("FC0902", metric=owner.name, what=f"`{metric.name}` is computed from itself", hint="")
        self._under_way.append(metric.name)
        try:
            filters = (*metric.filters, *filters)
            match metric.value:
                case Simple():
                    return self._simple(metric.value, filters, owner, stem, to_grain)
                case Cumulative() if to_grain is None:
                    return self._cumulative(metric.value, filters, owner, stem)
                case Ratio() if to_grain is None:
                    return self._ratio(metric.value, filters, owner, stem)
                case Derived() if to_grain is None:
                    return self._derived(metric.value, filters, owner, stem)
                case Conversion() if to_grain is None:
                    return self._conversion(metric.value, filters, owner, stem)
            reason = f"`{metric.name}` is taken at the start of a period, which Cube can do for plain aggregates only"
            raise Refused("FC0918", metric=owner.name, reason=reason)
        finally:
            self._under_way.pop()

    def _simple(
        self, value: Simple, filters: tuple[Where, ...], owner: Metric, stem: str, to_grain: str | None = None
    ) -> Making:
        window = RollingWindow(type="to_date", granularity=Name(to_grain)) if to_grain is not None else None
        return self._aggregated(value, filters, owner, stem, window, to_grain)

    def _aggregated(
        self,
        value: Simple,
        filters: tuple[Where, ...],
        owner: Metric,
        stem: str,
        window: RollingWindow | None,
        to_grain: str | None = None,
    ) -> Making:
        stated = self._leg(value.aggregation)
        making = aggregate(self.world, stated, filters, owner.name, window, to_grain)
        if stated.agg == "count_distinct" and making.model in self.placing.united:
            # Of no rows it is null in dbt, and other legs' rows are none.
            rows = aggregate(self.world, attrs.evolve(stated, agg="sum", expr="1"), filters, owner.name, window)
            parts = [
                self.placing.hide(each, owner.name, f"{stem}__{n}") for n, each in (("rows", rows), ("values", making))
            ]
            making = _calculated(making, "CASE WHEN {} > 0 THEN {} END".format(*map(_reference, parts)))
        if value.fill is None:
            return making
        hidden = self.placing.hide(making, owner.name, f"{stem}__unfilled")
        return _calculated(making, f"COALESCE({{CUBE.{hidden.name}}}, {value.fill})")

    def _cumulative(self, value: Cumulative, filters: tuple[Where, ...], owner: Metric, stem: str) -> Making:
        return self._aggregated(value.of, filters, owner, stem, window_of(value, owner.name))

    def _leg(self, stated: Aggregation) -> Aggregation:
        """What is aggregated, in the union if there is one."""
        if self._union is None:
            return stated
        return attrs.evolve(stated, semantic_model=self._union.leg(stated.semantic_model, stated.time))

    def _ratio(self, value: Ratio, filters: tuple[Where, ...], owner: Metric, stem: str) -> Making:
        named = {"numerator": value.numerator, "denominator": value.denominator}
        parts = [self._input(part, filters, owner, f"{stem}__{name}") for name, part in named.items()]
        return self._combined(parts, owner, _quotient(parts, self.world.dialect))

    def _conversion(self, value: Conversion, filters: tuple[Where, ...], owner: Metric, stem: str) -> Making:
        """Conversion events, as they are or for each base event."""
        try:
            if self._union is not None:
                raise Apart("it is computed from other facts, too")
            union, base, conversion = self._unions.of_conversion(value, filters, owner)
        except Apart as reason:
            raise Refused("FC0905", metric=owner.name, reason=reason) from None
        self.placing.admit(union)
        makings = [self._simple(each, (), owner, stem) for each in (conversion, base)]
        if not value.rate:
            return makings[0]
        names = ("conversions", "base_events")
        parts = [
            self.placing.hide(making, owner.name, f"{stem}__{name}")
            for making, name in zip(makings, names, strict=True)
        ]
        return self._combined(parts, owner, _quotient(parts, self.world.dialect))

    def _derived(self, value: Derived, filters: tuple[Where, ...], owner: Metric, stem: str) -> Making:
        """The expression, with measures in place of the names of metrics."""
        if not value.inputs:
            raise Refused("FC0902", metric=owner.name, what="its expression names no metric", hint="")
        parts = [self._input(part, filters, owner, f"{stem}__{part.alias}") for part in value.inputs]
        names = {part.alias: _reference(made) for part, made in zip(value.inputs, parts, strict=True)}
        try:
            sql = substituted(value.expr, names, self.world.dialect).strip()
        except Unreadable as error:
            raise Refused("FC0909", expr=value.expr, owner=f"the metric `{owner.name}`", reason=error) from None
        return self._combined(parts, owner, sql)

    def _input(self, part: Input, filters: tuple[Where, ...], owner: Metric, stem: str) -> Made:
        """The measure of what a metric is computed from: that of the metric itself where nothing more is asked of it."""
        metric = self._by_name.get(part.metric)
        if metric is None:
            hint = nearest(part.metric, sorted(self._by_name))
            if part.metric in self._semantics.left_out:
                raise Refused("FC0904", metric=owner.name, other=part.metric)
            raise Refused("FC0902", metric=owner.name, what=f"there is no metric `{part.metric}`", hint=hint)
        filters = (*part.filters, *filters)
        is_plain = not filters and part.to_grain is None and self._union is None
        if is_plain and metric.name not in self._under_way:
            self.serve(metric)
        made = self.made.get(metric.name) if is_plain else None
        if made is None:
            if self._union is None and self._refused.get(metric.name, "FC0912") != "FC0912":
                raise Refused("FC0904", metric=owner.name, other=metric.name)
            making = self._make(metric, filters, owner, stem, part.to_grain)
            made = self.placing.hide(making, owner.name, stem)
        if part.to_grain is not None:
            self._say("FC0921", owner.place, metric=owner.name, grain=part.to_grain, **self._by_unit(metric.value))
        return made if part.offset is None else self._shifted(made, part.offset, owner, stem)

    def _for_each(self, ref: MetricRef, home: Home, metric: str) -> str:
        """The value of a metric for each of an entity, as a member."""
        if ref.name in self._under_way:
            raise Refused("FC0902", metric=metric, what=f"`{ref.name}` is computed from itself", hint="")
        if ref.name in self._by_name:
            self.serve(self._by_name[ref.name])
        made = self.made.get(ref.name)
        model, dimension, member = for_each(ref, made, home, self.world, self.placing.drafts, metric)
        self.dimensions[model][dimension.name] = dimension
        return member

    def _shifted(self, made: Made, offset: Interval, owner: Metric, stem: str) -> Made:
        """The same measure some time earlier."""
        measure = shifted(made, offset, owner.name)
        if offset.unit in UNEQUAL:
            self._say("FC0915", owner.place, metric=owner.name, interval=offset, unit=offset.unit)
        making = Making(model=made.model, measure=measure, time=made.time)
        return self.placing.hide(
            making, owner.name, stem if stem not in self.placing.taken(made.model) else f"{stem}__earlier"
        )

    def _combined(self, parts: Sequence[Made], owner: Metric, sql: str) -> Making:
        """A measure that is computed from others, in their cube.

        Cube asks for a measure by one time, and joins the rows of two cubes before it aggregates; dbt aggregates each in its own
        time, and joins the results.

        Raises:
            Refused: they are not of one cube and one time.
        """
        cubes = sorted({self.placing.drafts[part.model].cube.name for part in parts})
        if len(cubes) > 1:
            data = {"cubes": ", ".join(f"`{cube}`" for cube in cubes), "reason": BY_ROWS}
            raise Refused("FC0910", metric=owner.name, **data)
        times = sorted({str(part.time) for part in parts})
        if len(times) > 1:
            data = {"cube": cubes[0], "times": " and ".join(f"`{t}`" for t in times), "reason": BY_ROWS}
            raise Refused("FC0911", metric=owner.name, **data)
        if (problem := check_sql(sql)) is not None:
            raise Refused("FC0909", expr=sql, owner=f"the metric `{owner.name}`", reason=problem)
        measure = Measure(name=UNNAMED, value=Aggregate("number", Sql(sql)))
        fixed = any(part.fixed for part in parts)
        return Making(model=parts[0].model, measure=measure, time=parts[0].time, fixed=fixed)


# --- parts -----------------------------------------------------------------------------------------------------------
def _reference(made: Made) -> str:
    return f"({{CUBE.{made.name}}})" if made.calculated else f"{{CUBE.{made.name}}}"


def _calculated(making: Making, sql: str) -> Making:
    measure = Measure(name=UNNAMED, value=Aggregate("number", Sql(sql)))
    return attrs.evolve(making, measure=measure)


def _quotient(parts: Sequence[Made], dialect: Dialect) -> str:
    """The one divided by the other as floating-point numbers; null where that is zero."""
    above, below = map(_reference, parts)
    return f"{double(above, dialect)} / {double(f'NULLIF({below}, 0)', dialect)}"
