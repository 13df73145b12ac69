"""What Cube asks of a value as a whole: which properties go together, need each other, or belong to another kind of value.

`RULES` is a table, one rule a line. A rule looks at one value of the AST, complete and well typed, and yields what is wrong.

Source: Cube 1.7.43, schema-compiler `CubeValidator`; where that is silent and Cube goes wrong later, the line says so.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

from floe_cube.cube.ast import (
    AccessPolicy,
    AllOf,
    AnyOf,
    CalendarShift,
    Case,
    Cube,
    CustomGranularity,
    DefaultFilter,
    Dimension,
    Filter,
    Folder,
    Grain,
    Hierarchy,
    Index,
    Inherited,
    Link,
    LinkFormat,
    Measure,
    OfCase,
    OfPoint,
    OfSql,
    OfSwitch,
    PreAggregation,
    RefreshKey,
    RollingWindow,
    RowFilters,
    StageFilter,
    SwitchCase,
    SwitchedMeasure,
    TimeShift,
    View,
    ViewCube,
    ViewGroup,
)
from floe_cube.cube.walk import taken_names
from floe_cube.cube.words import FIXED_FORMATS, interval, number_format, time_format
from floe_cube.diagnostics import Diagnostic, Place, finding

__all__ = ["RULES", "rules"]

#: A code and its data; empty for a value that keeps the rule.
Broken: TypeAlias = Iterable[tuple[str, dict[str, str]]]
Rule: TypeAlias = Callable[[Any], Broken]


def rules(value: Any, place: Place, path: str = "") -> tuple[Diagnostic, ...]:
    """What is wrong with a value of the AST as a whole; the values inside it are not looked into.

    Args:
        value: a value of the AST.
        place: what the findings belong to.
        path: where the value stands there, as `measures[2].rolling_window`.
    """
    where = path or type(value).__name__
    cls: Any = type(value)
    broken = (pair for rule in _rules_of(cls) for pair in rule(value))
    return tuple(finding(code, place, where=where, **data) for code, data in broken)


@functools.cache
def _rules_of(cls: type) -> tuple[Rule, ...]:
    return tuple(rule for owner, rule in RULES if issubclass(cls, owner))


# --- kinds of rules --------------------------------------------------------------------------------------------------
def _given(value: object, attribute: str) -> bool:
    part = getattr(value, "details", None) if isinstance(value, Dimension) else value
    return getattr(value, attribute, getattr(part, attribute, None)) not in (None, ())


def apart(*attributes: str) -> Rule:
    """Of these there can be one at most."""

    def rule(value: object) -> Broken:
        given = [a for a in attributes if _given(value, a)]
        if len(given) > 1:
            yield "FC0416", {"one": given[0], "other": given[1]}

    return rule


def some(*attributes: str) -> Rule:
    """Of these there must be one at least."""

    def rule(value: object) -> Broken:
        if not any(_given(value, a) for a in attributes):
            yield "FC0418", {"keys": _or(attributes)}

    return rule


def needs(attribute: str, *needed: str, when: Callable[[Any], object] = lambda _: True) -> Rule:
    """With this there must be one of those."""

    def rule(value: object) -> Broken:
        if _given(value, attribute) and when(value) and not any(_given(value, n) for n in needed):
            yield "FC0415", {"what": f"`{attribute}`", "needed": _or(needed)}

    return rule


def only(attributes: str, allowed: Callable[[Any], object], where: str) -> Rule:
    """These (separated by spaces) belong to values of another kind."""

    def rule(value: object) -> Broken:
        if not allowed(value):
            yield from (("FC0417", {"what": a, "belongs": where}) for a in attributes.split() if _given(value, a))

    return rule


def must(holds: Callable[[Any], object], what: str, needed: str) -> Rule:
    """Anything else that is needed, in words."""
    return lambda value: () if holds(value) else (("FC0415", {"what": what, "needed": needed}),)


def distinct(what: str, names: Callable[[Any], Iterable[str | None]]) -> Rule:
    """Names that must differ."""

    def rule(value: object) -> Broken:
        for name, count in Counter(names(value)).items():
            if count > 1 and name:
                yield "FC0419", {"what": what, "name": name}

    return rule


def _or(attributes: Iterable[str]) -> str:
    return " or ".join(f"`{attribute}`" for attribute in attributes)


# --- what rules ask --------------------------------------------------------------------------------------------------
_PREDEFINED = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year"})
#: How many of a unit divide the next greater one evenly: spans that need no origin. Any number of years does.
_PARTS = {"month": 12, "quarter": 4, "week": 1, "day": 1, "hour": 24, "minute": 60, "second": 60}


def _natural(span: str) -> bool:
    words = span.split(" ")
    if len(words) != 2:
        return False
    count, unit = int(words[0]), words[1].removesuffix("s")
    return unit == "year" or (count > 0 and _PARTS[unit] % count == 0)


def _format_fits(dimension: Dimension) -> bool:
    text = dimension.details.format
    if text is None or isinstance(text, LinkFormat) or text in FIXED_FORMATS:
        return True
    return {"time": time_format, "number": number_format}.get(dimension.type, lambda _: False)(text)


def _switch_is_bare(dimension: Dimension) -> bool:
    bare = Dimension(name=dimension.name, value=dimension.value, type=dimension.type)
    return not isinstance(dimension.value, OfSwitch) or dimension == bare


def _no_values(condition: Filter | DefaultFilter) -> bool:
    return condition.operator in ("set", "notSet")


def _folder_names(folders: Iterable[Any]) -> Iterator[str]:
    for folder in folders:
        if isinstance(folder, Folder):
            yield folder.name
            yield from _folder_names(folder.includes)


#: A list item that was meant to be evaluated; as an item it is compared as it is written.
_CONTEXT = re.compile(r"\bsecurity_?context\b", re.IGNORECASE)


def _is_word(condition: Filter) -> bool:
    return isinstance(condition.values, str) and not _CONTEXT.search(condition.values)


def _has_expression(condition: Filter) -> bool:
    return isinstance(condition.values, tuple) and any(map(_CONTEXT.search, condition.values))


# --- pre-aggregations ------------------------------------------------------------------------------------------------
_MEMBERS = frozenset({"measures", "dimensions", "segments"})
_TIMED = frozenset({"time_dimension", "granularity"})
_STORED = frozenset(
    "refresh_key sql_alias use_original_sql_pre_aggregations external scheduled_refresh indexes build_range_start "
    "build_range_end read_only stream_offset output_column_types partition_granularity".split()
)
#: The properties of each type of pre-aggregation, beside name and type.
_OF_TYPE = {
    "rollup": _STORED
    | _MEMBERS
    | _TIMED
    | {"time_dimensions", "unique_key_columns", "allow_non_strict_date_range_match"},
    "original_sql": _STORED | {"time_dimension", "unique_key_columns", "allow_non_strict_date_range_match"},
    "rollup_join": _STORED | _MEMBERS | _TIMED | {"rollups", "allow_non_strict_date_range_match"},
    "rollup_lambda": _MEMBERS | _TIMED | {"rollups", "union_with_source_data"},
    "auto_rollup": _STORED | {"max_pre_aggregations"},
}


def _type(rollup: PreAggregation) -> str:
    return rollup.type or "rollup"


def _of_type(*types: str) -> Callable[[PreAggregation], bool]:
    return lambda rollup: _type(rollup) in types


def _foreign_to_type(rollup: PreAggregation) -> Broken:
    for attribute in sorted(frozenset[str]().union(*_OF_TYPE.values()) - _OF_TYPE[_type(rollup)]):
        if _given(rollup, attribute):
            owners = [kind for kind, attributes in _OF_TYPE.items() if attribute in attributes]
            yield "FC0417", {"what": attribute, "belongs": f"a pre-aggregation of type {_or(owners)}"}


# --- the table -------------------------------------------------------------------------------------------------------
_FIXED_WINDOW = "a `rolling_window` of type `fixed`"
_MULTI_STAGE = "case group_by reduce_by add_group_by filter grain time_shift order_by"

RULES: tuple[tuple[type, Rule], ...] = (
    # refresh keys
    (RefreshKey, some("every", "sql", "immutable")),
    (RefreshKey, apart("every", "immutable")),
    (RefreshKey, apart("sql", "immutable")),
    (RefreshKey, apart("sql", "timezone")),
    (RefreshKey, apart("sql", "incremental")),
    (RefreshKey, apart("sql", "update_window")),
    (RefreshKey, apart("immutable", "timezone")),
    (RefreshKey, apart("immutable", "incremental")),
    (RefreshKey, apart("immutable", "update_window")),
    (RefreshKey, must(lambda k: not k.sql or not k.every or interval(k.every), "`sql`", "an interval as `every`, no cron line")),
    # dimensions
    (CustomGranularity, some("interval", "sql")),
    (CustomGranularity, apart("sql", "interval")),
    (CustomGranularity, apart("sql", "origin")),
    (CustomGranularity, apart("sql", "offset")),
    (CustomGranularity, apart("origin", "offset")),
    (CustomGranularity, must(lambda g: g.origin or not g.interval or _natural(g.interval), "an `interval` that does not divide a year, day, hour or minute evenly", "an `origin`")),
    (CustomGranularity, must(lambda g: not g.sql or g.name.lower() in _PREDEFINED, "a granularity of `sql`", "the name of a predefined one, such as `week`")),
    (CalendarShift, some("interval", "sql")),
    (CalendarShift, needs("interval", "type")),
    (CalendarShift, needs("type", "interval")),
    (CalendarShift, must(lambda s: not s.interval or bool(s.name) != bool(s.sql), "`interval`", "either `name` or `sql`")),
    (CalendarShift, must(lambda s: s.interval or s.name, "`sql`", "`name`, or `interval` and `type`")),
    (Link, apart("url", "dashboard")),
    (Dimension, must(lambda d: d.type != "switch" or isinstance(d.value, OfSwitch), "type `switch`", "`values`")),
    (Dimension, must(lambda d: d.type == "switch" or not isinstance(d.value, OfSwitch), "a dimension with `values`", "the type `switch`")),
    (Dimension, must(_switch_is_bare, "type `switch`", "`name` and `values`, and no other property")),
    (Dimension, must(lambda d: d.type != "geo" or isinstance(d.value, OfPoint), "type `geo`", "`latitude` and `longitude`")),
    (Dimension, must(lambda d: d.type == "geo" or not isinstance(d.value, OfPoint), "a dimension with `latitude`", "the type `geo`")),
    (Dimension, only("currency", lambda d: d.type == "number", "a dimension of type `number`")),
    (Dimension, only("granularities", lambda d: d.type == "time", "a dimension of type `time`")),
    (Dimension, only("time_shift", lambda d: d.type == "time" and isinstance(d.value, OfSql), "a dimension of type `time` with `sql`")),
    (Dimension, only("sub_query propagate_filters_to_sub_query", lambda d: isinstance(d.value, OfSql), "a dimension with `sql`")),
    (Dimension, only("multi_stage", lambda d: isinstance(d.value, OfSql | OfCase), "a dimension with `sql` or `case`")),
    (Dimension, only("add_group_by filter", lambda d: d.details.multi_stage and isinstance(d.value, OfSql), "a dimension with `multi_stage: true` and `sql`")),
    (Dimension, apart("time_shift", "multi_stage")),
    (Dimension, apart("time_shift", "sub_query")),
    (Dimension, must(lambda d: d.details.multi_stage is not False or isinstance(d.value, OfCase), "`multi_stage`", "the value true; leave it out otherwise")),
    (Dimension, must(_format_fits, "`format`", "a format for the dimension's type")),
    (Dimension, distinct("granularities", lambda d: (g.name for g in d.details.granularities))),
    (Dimension, distinct("links", lambda d: (link.name for link in d.details.links))),
    (Dimension, distinct("time shifts", lambda d: (shift.name for shift in d.details.time_shift))),
    (Dimension, must(lambda d: sum(bool(link.primary) for link in d.details.links) < 2, "`links`", "one `primary: true` at most")),
    (Case, must(lambda c: c.when, "`case`", "one `when` at least")),
    (SwitchCase, must(lambda c: c.when, "`case`", "one `when` at least")),
    (Dimension, must(lambda d: not isinstance(d.value, OfSwitch) or d.value.values, "type `switch`", "one of the `values` at least")),
    # measures
    (Measure, only(_MULTI_STAGE, lambda m: m.multi_stage, "a measure with `multi_stage: true`")),
    (Measure, must(lambda m: m.multi_stage or not isinstance(m.value, SwitchedMeasure), "`case`", "`multi_stage: true`")),
    (Measure, must(lambda m: m.multi_stage or m.value.type not in ("rank", "number_agg"), "type `rank` or `number_agg`", "`multi_stage: true`")),
    (Measure, must(lambda m: m.multi_stage is not False, "`multi_stage`", "the value true; leave it out otherwise")),
    (Measure, only("currency", lambda m: m.value.type not in ("string", "boolean", "time"), "a measure of numbers")),
    (Measure, must(lambda m: len(m.time_shift) < 2 or all(s.time_dimension and s.interval for s in m.time_shift), "a `time_shift` of several", "`time_dimension`, `interval` and `type` in each")),
    (Measure, distinct("time shifts", lambda m: (shift.name for shift in m.time_shift))),
    (TimeShift, some("name", "interval")),
    (TimeShift, apart("name", "interval")),
    (TimeShift, needs("interval", "type")),
    (TimeShift, needs("type", "interval")),
    (StageFilter, apart("exclude", "keep_only")),
    (Grain, apart("exclude", "keep_only")),
    (RollingWindow, only("trailing leading offset", lambda w: w.type in (None, "fixed"), _FIXED_WINDOW)),
    (RollingWindow, only("granularity", lambda w: w.type == "to_date", "a `rolling_window` of type `to_date`")),
    (RollingWindow, must(lambda w: w.type != "to_date" or w.granularity, "type `to_date`", "`granularity`")),
    # pre-aggregations
    (PreAggregation, _foreign_to_type),
    (PreAggregation, must(lambda p: _type(p) != "rollup" or any(_given(p, a) for a in (*_MEMBERS, "time_dimension", "time_dimensions")), "a rollup", "`measures` or `dimensions`")),
    (PreAggregation, needs("time_dimension", "granularity", when=_of_type("rollup", "rollup_join", "rollup_lambda"))),
    (PreAggregation, needs("time_dimension", "partition_granularity", when=_of_type("original_sql"))),
    (PreAggregation, needs("granularity", "time_dimension")),
    (PreAggregation, apart("time_dimension", "time_dimensions")),
    # Cube ignores a partition without time.
    (PreAggregation, needs("partition_granularity", "time_dimension", "time_dimensions", when=lambda p: _type(p) != "auto_rollup")),
    (PreAggregation, needs("allow_non_strict_date_range_match", "time_dimension", "time_dimensions")),
    (PreAggregation, must(lambda p: p.rollups or _type(p) not in ("rollup_join", "rollup_lambda"), "type `rollup_join` or `rollup_lambda`", "`rollups`")),
    (PreAggregation, only("scheduled_refresh", lambda p: _type(p) != "rollup_join" or not p.scheduled_refresh, "another type; the rollups of a `rollup_join` refresh themselves")),
    (PreAggregation, must(lambda p: not (p.refresh_key and p.refresh_key.immutable is not None), "the `refresh_key` of a pre-aggregation", "`every` or `sql`; `immutable` belongs to cubes")),
    # Cube ignores it without partitions.
    (PreAggregation, must(lambda p: p.partition_granularity or not (p.refresh_key and p.refresh_key.incremental), "`incremental`", "`partition_granularity`")),
    (PreAggregation, distinct("indexes", lambda p: (index.name for index in p.indexes))),
    # Cube gives every index a type, and then rejects one of SQL for having it.
    (Index, must(lambda i: i.columns, "an index", "one of the `columns` at least")),
    # access policies
    (AccessPolicy, some("group", "groups")),
    (AccessPolicy, apart("group", "groups")),
    (AccessPolicy, needs("member_masking", "member_level")),
    (Filter, must(lambda f: f.values or _no_values(f), "this operator", "`values`")),
    (Filter, must(lambda f: not _is_word(f), "`values` that are one expression", "something of the security context, as in `values: \"{ securityContext.org }\"`; words stand in a list")),
    (Filter, must(lambda f: not _has_expression(f), "a value taken from the security context", "`values` that are one expression, no list: `values: \"{ securityContext.org }\"`")),
    # No filter at all would let every row pass.
    (RowFilters, must(lambda r: r.filters, "`filters`", "one filter at least; `allow_all: true` says that all rows are meant")),
    (AllOf, must(lambda f: f.filters, "`and`", "one filter at least")),
    (AnyOf, must(lambda f: f.filters, "`or`", "one filter at least")),
    # cubes and views
    (Cube, must(lambda c: c.extends or not isinstance(c.source, Inherited), "a cube without `extends`", "`sql_table` or `sql`")),
    (Cube, distinct("members", taken_names)),
    (Cube, distinct("joins", lambda c: (join.name for join in c.joins))),
    (Cube, distinct("hierarchies", lambda c: (hierarchy.name for hierarchy in c.hierarchies))),
    (object, must(lambda c: isinstance(c, PreAggregation) or not _of_rollups(getattr(c, "refresh_key", None)), "`incremental` or `update_window`", "a pre-aggregation; a cube's `refresh_key` has neither")),
    (ViewCube, apart("split", "prefix")),
    (Hierarchy, must(lambda h: h.levels, "a hierarchy", "`levels`")),
    (DefaultFilter, must(lambda f: f.operator != "measureFilter", "a default filter", "an operator other than `measureFilter`")),
    (DefaultFilter, must(lambda f: f.values or _no_values(f), "this operator", "`values`")),
    (View, distinct("folders", lambda v: _folder_names(v.folders))),
    (ViewGroup, apart("views", "includes")),
    (ViewGroup, must(lambda g: all(i.includes for i in g.includes if isinstance(i, ViewGroup)), "a view group in another one", "`includes`")),
)  # fmt: skip


def _of_rollups(refresh_key: RefreshKey | None) -> bool:
    return refresh_key is not None and (refresh_key.incremental is not None or refresh_key.update_window is not None)
