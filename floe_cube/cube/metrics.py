"""dbt's metrics as measures of Cube.

A metric stands in the cube of what it aggregates. What it is computed from and nobody asks for is a hidden measure beside it. Both
of Cube's planners answer alike: filters are `filters` of the aggregate, a ratio is a calculated measure, a window is a
`rolling_window`, an offset a multi-stage `time_shift`. What Cube cannot say is refused.

Source of the semantics: metricflow 0.213, its SQL for the project of tests/metrics; of Cube's: 1.7.43, `BaseQuery`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from floe_cube.cube.aggregates import UNITS, UNNAMED, Made, Making, aggregate
from floe_cube.cube.ast import (
    Aggregate,
    Dimension,
    Measure,
    Name,
    OfSql,
    Plain,
    Ref,
    RollingWindow,
    Sql,
    TimeShift,
)
from floe_cube.cube.expressions import Unreadable, substituted
from floe_cube.cube.metric_words import names_in, text, words_of
from floe_cube.cube.names import IDENTIFIER, RESERVED_MEMBERS, digest, identifier, refusal
from floe_cube.cube.protect import Draft
from floe_cube.cube.semantic import Home, Refused, World, relationship_to
from floe_cube.cube.sql import check_sql
from floe_cube.diagnostics import Diagnostic, Place, finding, nearest
from floe_cube.ir.functions import double
from floe_cube.ir.model import Source
from floe_cube.ir.semantic import (
    Conversion,
    Cumulative,
    Derived,
    Input,
    Interval,
    Metric,
    Ratio,
    Semantics,
    Simple,
)
from floe_cube.ir.where import MetricRef, Where
from floe_cube.record import frozen

__all__ = ["Measures", "make"]

#: Metrics of metrics of metrics: nobody's are deeper, and functions that call themselves must end somewhere.
DEEPEST = 32
#: Those whose length differs: an offset of them is not the same for all days.
UNEQUAL = frozenset("month quarter year".split())


@frozen
class Measures:
    """What came of the metrics.

    Attributes:
        by_model: for each model the measures of its cube, the hidden ones among them.
        dimensions: for each model the dimensions that filters by metrics need in its cube.
        metrics: name of a metric -> its measure.
    """

    by_model: Mapping[str, Sequence[Measure]]
    dimensions: Mapping[str, Mapping[str, Dimension]]
    metrics: Mapping[str, Made]
    findings: tuple[Diagnostic, ...]


def make(semantics: Semantics, world: World, drafts: Mapping[str, Draft], *, yielding: bool) -> Measures:
    """Make the measures of all metrics, and of the measures that no metric stands for.

    Args:
        drafts: by unique_id of the model.
        yielding: names of columns count as free: they give way to metrics.
    """
    maker = _Maker(semantics, world, drafts, yielding)
    for metric in semantics.metrics:
        maker.serve(metric)
    maker.serve_measures()
    return Measures(maker.measures, maker.dimensions, maker.made, tuple(maker.findings))


class _Maker:
    """Makes each metric once, and what it is computed from before it."""

    def __init__(self, semantics: Semantics, world: World, drafts: Mapping[str, Draft], yielding: bool) -> None:
        self.measures: dict[str, list[Measure]] = defaultdict(list)
        self.dimensions: dict[str, dict[str, Dimension]] = defaultdict(dict)
        self.made: dict[str, Made] = {}
        self.findings: list[Diagnostic] = []
        self._refused: dict[str, str] = {}
        #: name of a metric -> the hidden measures that were made for it.
        self._hidden: dict[str, list[tuple[str, Measure]]] = defaultdict(list)
        self._under_way: list[str] = []
        self._semantics = semantics
        self._by_name = {metric.name: metric for metric in semantics.metrics}
        self._world = attrs.evolve(world, of_metric=self._for_each)
        self._drafts = drafts
        self._taken = {model: set(names_in(draft, yielding)) for model, draft in drafts.items()}

    # --- serving -----------------------------------------------------------------------------------------------------
    def serve(self, metric: Metric) -> None:
        """Make the measure of a metric, unless that was done or cannot be."""
        if metric.name in self.made or metric.name in self._refused:
            return
        try:
            making = self._make(metric, (), metric, metric.name)
            name = self._name(metric, making.model)
            said = words_of(metric, self.findings)
        except Refused as refused:
            self._refused[metric.name] = refused.code
            for model, measure in self._hidden.pop(metric.name, ()):
                self.measures[model].remove(measure)
            self._say(refused.code, metric.place, **refused.data)
        else:
            self.made[metric.name] = self._put(making, name, **said)

    def serve_measures(self) -> None:
        """Make the measures that no metric stands for: under their own names, or longer ones where a column has those."""
        values = [(m, m.value.of if isinstance(m.value, Cumulative) else m.value) for m in self._semantics.metrics]
        used = {value.measure for _, value in values if isinstance(value, Simple)}
        stood_for = {
            value.measure
            for metric, value in values
            if isinstance(metric.value, Simple) and isinstance(value, Simple)
            if value.fill is None and not metric.filters and metric.name in self.made
        }
        # A measure is never called like a metric: not even like one that is left out, for it would be taken for that one.
        reserved = RESERVED_MEMBERS | self._by_name.keys() | self._semantics.left_out
        for semantic in self._semantics.models:
            for measure in semantic.measures if semantic.unique_id in self._world.homes else ():
                if measure.name in stood_for:
                    continue
                try:
                    making = aggregate(self._world, measure.aggregation, (), measure.name)
                except Refused as refused:
                    if measure.name not in used:
                        self._say(refused.code, semantic.place, **refused.data)
                    continue
                draft = self._drafts[making.model]
                taken = self._taken[making.model] | set(names_in(draft, yielding=False)) | reserved
                longer = f"{measure.name}_{measure.aggregation.agg}"
                name = next((n for n in (measure.name, longer) if n not in taken and IDENTIFIER.fullmatch(n)), None)
                if name is not None:
                    said = {"title": text(measure.label), "description": text(measure.description)}
                    self._put(making, Name(name), **said)

    def _say(self, code: str, place: Place, **data: object) -> None:
        self.findings.append(finding(code, place, **data))

    def _name(self, metric: Metric, model: str) -> Name:
        """The name of a metric's measure: the metric's, unless Cube needs another one.

        Raises:
            Refused: something else has it.
        """
        draft, wanted = self._drafts[model], metric.name
        targets = {join.name for join in draft.cube.joins}
        why = ""
        if wanted in targets:
            why = "it would hide the joined cube of that name"
        elif wanted in RESERVED_MEMBERS or not IDENTIFIER.fullmatch(wanted):
            why = refusal(wanted, RESERVED_MEMBERS)
        name = identifier(f"{wanted}_metric") if why else Name(wanted)
        if name in self._taken[model]:
            raise Refused("FC0912", name=wanted, cube=draft.cube.name)
        if why:
            self._say("FC0913", metric.place, wanted=wanted, name=name, cube=draft.cube.name, why=why)
        return name

    def _put(self, making: Making, name: Name, **words: Any) -> Made:
        """Give a measure its name and its place."""
        self._taken[making.model].add(name)
        measure = attrs.evolve(making.measure, name=name, **words)
        self.measures[making.model].append(measure)
        calculated = isinstance(measure.value, Aggregate) and measure.value.type == "number"
        return Made(model=making.model, name=name, calculated=calculated, time=making.time, fixed=making.fixed)

    def _hide(self, making: Making, owner: str, stem: str) -> Made:
        """Put a measure that a metric is computed from."""
        name = identifier(stem)
        taken = self._taken[making.model] | set(names_in(self._drafts[making.model], yielding=False))
        made = self._put(making, Name(f"{name}_{digest(stem)}") if name in taken else name, public=False)
        self._hidden[owner].append((making.model, self.measures[making.model][-1]))
        return made

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
                    return self._simple(metric.value, filters, owner, stem, to_grain, is_own=owner is metric)
                case Cumulative() if to_grain is None:
                    return self._cumulative(metric.value, filters, owner, stem, is_own=owner is metric)
                case Ratio() if to_grain is None:
                    return self._ratio(metric.value, filters, owner, stem)
                case Derived() if to_grain is None:
                    return self._derived(metric.value, filters, owner, stem)
                case Conversion():
                    raise Refused("FC0905", metric=owner.name)
            reason = f"`{metric.name}` is taken at the start of a period, which Cube can do for plain aggregates only"
            raise Refused("FC0918", metric=owner.name, reason=reason)
        finally:
            self._under_way.pop()

    def _simple(
        self,
        value: Simple,
        filters: tuple[Where, ...],
        owner: Metric,
        stem: str,
        to_grain: str | None,
        *,
        is_own: bool,
    ) -> Making:
        window = RollingWindow(type="to_date", granularity=Name(to_grain)) if to_grain is not None else None
        making = aggregate(self._world, value.aggregation, filters, owner.name, window, to_grain)
        if is_own and value.every_day:
            self._say("FC0916", owner.place, metric=owner.name)
        return making if value.fill is None else self._filled(making, value.fill, owner, stem)

    def _filled(self, making: Making, fill: float, owner: Metric, stem: str) -> Making:
        """`fill_nulls_with`: the value where there is none."""
        hidden = self._hide(making, owner.name, f"{stem}__unfilled")
        return _calculated(making, f"COALESCE({{CUBE.{hidden.name}}}, {fill})")

    def _cumulative(
        self, value: Cumulative, filters: tuple[Where, ...], owner: Metric, stem: str, *, is_own: bool
    ) -> Making:
        window = RollingWindow(trailing=Plain("unbounded"))
        if value.window is not None:
            window = RollingWindow(trailing=_span(value.window, owner))
        elif value.to_date is not None:
            if value.to_date not in UNITS:
                raise Refused("FC0918", metric=owner.name, reason=f"Cube has no period `{value.to_date}`")
            window = RollingWindow(type="to_date", granularity=Name(value.to_date))
        making = aggregate(self._world, value.of.aggregation, filters, owner.name, window)
        if is_own and value.at_period != "last":
            self._say("FC0914", owner.place, metric=owner.name, of=value.at_period)
        return making if value.of.fill is None else self._filled(making, value.of.fill, owner, stem)

    def _ratio(self, value: Ratio, filters: tuple[Where, ...], owner: Metric, stem: str) -> Making:
        """The one divided by the other as floating-point numbers; null where that is zero."""
        named = {"numerator": value.numerator, "denominator": value.denominator}
        parts = [self._input(part, filters, owner, f"{stem}__{name}") for name, part in named.items()]
        above, below = map(_reference, parts)
        dialect = self._world.dialect
        sql = f"{double(above, dialect)} / {double(f'NULLIF({below}, 0)', dialect)}"
        return self._combined(parts, owner, sql)

    def _derived(self, value: Derived, filters: tuple[Where, ...], owner: Metric, stem: str) -> Making:
        """The expression, with measures in place of the names of metrics."""
        if not value.inputs:
            raise Refused("FC0902", metric=owner.name, what="its expression names no metric", hint="")
        parts = [self._input(part, filters, owner, f"{stem}__{part.alias}") for part in value.inputs]
        names = {part.alias: _reference(made) for part, made in zip(value.inputs, parts, strict=True)}
        try:
            sql = substituted(value.expr, names, self._world.dialect).strip()
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
        if not filters and part.to_grain is None and metric.name not in self._under_way:
            self.serve(metric)
        made = self.made.get(metric.name) if not filters and part.to_grain is None else None
        if made is None:
            if self._refused.get(metric.name, "FC0912") != "FC0912":
                raise Refused("FC0904", metric=owner.name, other=metric.name)
            making = self._make(metric, filters, owner, stem, part.to_grain)
            made = self._hide(making, owner.name, stem)
        if part.to_grain is not None:
            self._say("FC0921", owner.place, metric=owner.name, grain=part.to_grain)
        return made if part.offset is None else self._shifted(made, part.offset, owner, stem)

    def _for_each(self, ref: MetricRef, home: Home, metric: str) -> str:
        """The value of a metric for each of an entity, as a dimension of the entity's cube that is a query of its own.

        dbt takes it for each value of the entity that occurs, Cube for each row of the entity's cube: the same where a test or
        constraint says that every value has its row.
        """
        entity, data = ref.group_by[0], {"metric": metric, "other": ref.name, "group": ", ".join(ref.group_by)}
        owners = [h for h in self._world.owners.get(entity, ()) if relationship_to(home, h, entity)]
        if ref.name in self._under_way:
            raise Refused("FC0902", metric=metric, what=f"`{ref.name}` is computed from itself", hint="")
        if ref.name in self._by_name:
            self.serve(self._by_name[ref.name])
        made = self.made.get(ref.name)
        if len(ref.group_by) > 1 or len(owners) != 1:
            raise Refused(
                "FC0908", reason="only for a single entity that is another cube's key can Cube compute it", **data
            )
        if made is None or made.fixed:
            raise Refused("FC0908", reason=f"`{ref.name}` is left out, or has a window", **data)
        there = owners[0]
        counted = [h for h in self._world.homes.values() if h.semantic.model == made.model]
        ways = [r for h in (home, *counted) if (r := relationship_to(h, there, entity)) is not None]
        is_sure = len(ways) > 1 and all(way.evidence.source is not Source.ENTITIES for way in ways)
        if not is_sure or there.cube not in {h.draft.targets.get(ways[-1]) for h in counted}:
            reason = f"nothing tests that every value of `{entity}` has a row in `{there.cube}`"
            raise Refused("FC0908", reason=reason, **data)
        name = identifier(f"{made.name}__for_each__{entity}")
        sql = Sql(f"{{{self._drafts[made.model].cube.name}.{made.name}}}")
        self.dimensions[there.semantic.model][name] = Dimension(
            name=name, value=OfSql(sql), type="number", public=False, sub_query=True
        )
        return f"{{{home.draft.targets[ways[0]]}.{name}}}"

    def _shifted(self, made: Made, offset: Interval, owner: Metric, stem: str) -> Made:
        """The same measure some time earlier."""
        if made.fixed or made.time is None:
            reason = "has a window, or a filter by its time or by a metric" if made.fixed else "has no time"
            raise Refused("FC0918", metric=owner.name, reason=f"what it takes {offset} earlier {reason}")
        shift = TimeShift(time_dimension=Ref(made.time), interval=_span(offset, owner), type="prior")
        measure = Measure(
            name=UNNAMED, value=Aggregate("number", Sql(f"{{CUBE.{made.name}}}")), multi_stage=True, time_shift=(shift,)
        )
        if offset.unit in UNEQUAL:
            self._say("FC0915", owner.place, metric=owner.name, interval=offset, unit=offset.unit)
        making = Making(model=made.model, measure=measure, time=made.time)
        return self._hide(making, owner.name, stem if stem not in self._taken[made.model] else f"{stem}__earlier")

    def _combined(self, parts: Sequence[Made], owner: Metric, sql: str) -> Making:
        """A measure that is computed from others, in their cube.

        Cube asks for a measure by one time, and joins the rows of two cubes before it aggregates; dbt aggregates each in its own
        time, and joins the results.

        Raises:
            Refused: they are not of one cube and one time.
        """
        cubes = sorted({self._drafts[part.model].cube.name for part in parts})
        if len(cubes) > 1:
            raise Refused("FC0910", metric=owner.name, cubes=", ".join(f"`{cube}`" for cube in cubes))
        times = sorted({str(part.time) for part in parts})
        if len(times) > 1:
            raise Refused("FC0911", metric=owner.name, cube=cubes[0], times=" and ".join(f"`{t}`" for t in times))
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


def _span(interval: Interval, owner: Metric) -> Plain:
    if interval.unit not in UNITS:
        raise Refused("FC0918", metric=owner.name, reason=f"Cube has no interval of `{interval}`")
    return Plain(str(interval))
