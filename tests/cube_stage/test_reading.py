"""The reader of `meta.cube`: what people write becomes the AST, whole and right, or findings say why not."""

from __future__ import annotations

import copy
import json
import re
import typing
from types import MappingProxyType
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floe_cube.cube import ast
from floe_cube.cube.fields import properties
from floe_cube.cube.reader import DEEPEST, canonical, read, read_each
from floe_cube.cube.words import WORDS, word
from floe_cube.diagnostics import CODES, Diagnostic, Place, Severity
from floe_cube.render import yaml
from tests.cube.lab import Compiler
from tests.cube_stage.examples import MODEL, plain, properties_of

PLACE = Place("model.shop.orders", "models/orders.yml")
#: All classes but a part, which stands for itself nowhere.
CLASSES = [
    cls
    for cls in vars(ast).values()
    if isinstance(cls, type) and attrs.has(cls) and cls not in (Place, ast.DimensionDetails)
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def model() -> ast.DataModel:
    value, findings = read(ast.DataModel, MODEL, PLACE)
    assert findings == ()
    assert value is not None
    return value


def instances(value: Any) -> typing.Iterator[Any]:
    """Every value of the AST inside a value."""
    if attrs.has(type(value)):
        yield value
        for prop in properties_of(value):
            yield from instances(prop.of(value))
    elif isinstance(value, tuple):
        for part in value:
            yield from instances(part)


# --- what is right ---------------------------------------------------------------------------------------------------
def test_the_example_says_everything_that_the_ast_can_say() -> None:
    said = {
        (type(v), p.key) for v in instances(model()) for p in properties_of(v) if p.of(v) != p.default
    }
    # A word by which a class is known has its only value as default.
    unsaid = {(c, p.key) for c in CLASSES for p in properties(c) if not p.unwritten} - said
    single = {(c, p.key) for c in CLASSES for p in properties(c) if len(typing.get_args(p.type)) == 1 and p.default}
    assert unsaid == (single & unsaid) | {(ast.OfColumn, "sql"), (ast.UnionAll, "sql")}  # which the compiler alone makes


def test_reading_what_was_written_gives_the_same() -> None:
    assert read(ast.DataModel, plain(model()), PLACE) == (model(), ())


def test_an_ast_is_immutable_to_the_bottom_and_hides_nothing_of_meta() -> None:
    meta = model().cubes[0].dimensions[0].meta
    assert isinstance(meta, MappingProxyType)
    assert meta["owner"]["tags"] == ("a", None, True)
    assert isinstance(meta["owner"], MappingProxyType)


def camelized(value: Any, inside_meta: bool = False) -> Any:
    if isinstance(value, dict):
        return {
            key if inside_meta else re.sub("_([a-z])", lambda m: m[1].upper(), key): camelized(
                v, inside_meta or key == "meta"
            )
            for key, v in value.items()
        }
    return [camelized(v, inside_meta) for v in value] if isinstance(value, list) else value


def test_camel_case_reads_the_same() -> None:
    assert camelized(MODEL)["cubes"][0]["sqlTable"]
    assert read(ast.DataModel, camelized(MODEL), PLACE) == (model(), ())


def mapped(value: Any) -> Any:
    """Lists of named things as mappings from their names; a time shift may have none."""
    if isinstance(value, dict):
        return {key: part if key == "time_shift" else mapped(part) for key, part in value.items()}
    if isinstance(value, list) and value and all(isinstance(v, dict) and "name" in v for v in value):
        return {v["name"]: mapped({key: part for key, part in v.items() if key != "name"}) for v in value}
    return [mapped(v) for v in value] if isinstance(value, list) else value


def in_order(value: Any, *, backwards: bool = False) -> Any:
    """Lists and mappings of named things by their names; the order of other lists means something."""
    if isinstance(value, dict):
        keys = sorted(value, reverse=backwards)
        return {key: value[key] if key == "time_shift" else in_order(value[key], backwards=backwards) for key in keys}
    if isinstance(value, list) and value and all(isinstance(v, dict) and "name" in v for v in value):
        return sorted((in_order(v) for v in value), key=lambda v: str(v["name"]))
    return [in_order(v, backwards=backwards) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("key", "cls"),
    [("dimensions", ast.Dimension), ("measures", ast.Measure), ("pre_aggregations", ast.PreAggregation)],
)
def test_members_may_stand_in_a_mapping_from_their_names(key: str, cls: type[Any]) -> None:
    """In whatever order: whoever wrote the manifest may have changed it."""
    listed = MODEL["cubes"][0][key]
    expected, findings = read_each(cls, in_order(listed), PLACE, key)
    assert findings == ()
    assert len(expected) > 2
    for backwards in (False, True):
        assert read_each(cls, in_order(mapped(listed), backwards=backwards), PLACE, key) == (expected, ())


@pytest.mark.parametrize(
    ("cls", "written", "meant"),
    [
        (ast.Measure, {"name": "n", "type": "countDistinct", "sql": "{CUBE}.a"}, {"name": "n", "type": "count_distinct", "sql": "{CUBE}.a"}),
        (ast.Measure, {"name": "n", "type": "count", "shown": False}, {"name": "n", "type": "count", "public": False}),
        (ast.Measure, {"name": "n", "type": "count", "visible": True}, {"name": "n", "type": "count", "public": True}),
        (ast.Measure, {"name": "n", "type": "count", "title": 2024}, {"name": "n", "type": "count", "title": "2024"}),
        (ast.Measure, {"name": "n", "type": "count", "sql": 1}, {"name": "n", "type": "count", "sql": "1"}),
        (ast.Measure, {"name": "n", "type": "count", "drill_members": "id"}, {"name": "n", "type": "count", "drill_members": ["id"]}),
        (ast.Measure, {"name": "n", "type": "count", "title": None}, {"name": "n", "type": "count"}),
        (ast.Join, {"name": "c", "relationship": "belongs_to", "sql": "1"}, {"name": "c", "relationship": "many_to_one", "sql": "1"}),
        (ast.Join, {"name": "c", "relationship": "hasMany", "sql": "1"}, {"name": "c", "relationship": "one_to_many", "sql": "1"}),
        (ast.When, {"sql": "a", "label": 5}, {"sql": "a", "label": "5"}),
        (ast.Hierarchy, {"name": "h", "levels": ["{CUBE}.a", "{b.c}"]}, {"name": "h", "levels": ["CUBE.a", "b.c"]}),
        (ast.Filter, {"member": "a", "operator": "not_equals", "values": [1]}, {"member": "a", "operator": "notEquals", "values": ["1"]}),
        (
            ast.PreAggregation,
            {"name": "p", "measures": ["a"], "refresh_range_start": {"sql": "1"}},
            {"name": "p", "measures": ["a"], "build_range_start": {"sql": "1"}},
        ),
    ],
)  # fmt: skip
def test_what_cube_takes_is_taken(cls: type, written: dict[str, Any], meant: dict[str, Any]) -> None:
    value, findings = read(cls, written, PLACE)
    assert findings == ()
    assert value == read(cls, meant, PLACE)[0]
    assert value is not None


def test_the_form_of_a_value_says_what_it_is() -> None:
    dimensions = {str(d.name): d for d in model().cubes[0].dimensions}
    assert isinstance(dimensions["id"].value, ast.OfSql)
    assert isinstance(dimensions["place"].value, ast.OfPoint)
    assert isinstance(dimensions["unit"].value, ast.OfSwitch)
    assert dimensions["status"].value == ast.OfCase(
        ast.Case(
            when=(
                ast.When(ast.Sql("{CUBE}.paid"), ast.Text("paid")),
                ast.When(ast.Sql("{CUBE}.open"), ast.SqlOf(ast.Sql("{CUBE}.label"))),
            ),
            otherwise=ast.Label(ast.Text("other")),
        )
    )
    measures = {str(m.name): m.value for m in model().cubes[0].measures}
    assert measures["count"] == ast.Count()
    assert measures["place_by_total"] == ast.Rank()
    assert isinstance(measures["total_in_unit"], ast.SwitchedMeasure)
    policy = model().cubes[0].access_policy
    assert policy[1].row_level == ast.AllowAll()
    assert policy[0].conditions == (ast.Condition(ast.Expr("{ securityContext.active }")),)


def test_canonical_names() -> None:
    written = {"sqlTable": "t", "shown": True, "nonsense": 1, "preAggregations": []}
    assert canonical(ast.Cube, written) == {"sql_table": "t", "public": True, "nonsense": 1, "pre_aggregations": []}


# --- what is wrong ---------------------------------------------------------------------------------------------------
SUM = {"name": "total", "type": "sum", "sql": "{CUBE}.amount"}
COUNT = {"name": "n", "type": "count"}
TEXT = {"name": "d", "type": "string", "sql": "{CUBE}.d"}
FILTER = {"member": "a", "operator": "equals", "values": ["x"]}

#: class, what people wrote, and what they are told: code and a part of the message or remedy.
WRONG: list[tuple[type, Any, str, str]] = [
    (ast.Measure, {**SUM, "tilte": "x"}, "FC0401", "`measure` has no property `tilte` (did you mean `title`?)"),
    (ast.Measure, {**SUM, "owner": "x"}, "FC0401", "no property `owner`; it may have `name`, `sql`, `type`"),
    (ast.Measure, {**SUM, "drillMember": "x"}, "FC0401", "did you mean `drill_members`?"),
    (ast.Measure, "total", "FC0402", "takes a mapping with properties such as `name`, `sql`, `type`, but here is the text `total`"),
    (ast.Measure, {**SUM, "public": "yes"}, "FC0402", "`public` takes true or false, but here is the text `yes`"),
    (ast.Measure, {**SUM, "public": 1}, "FC0402", "`public` takes true or false, but here is the number 1"),
    (ast.Measure, {**SUM, "title": True}, "FC0402", "`title` takes a text, but here is true"),
    (ast.Measure, {**SUM, "title": ["x"]}, "FC0402", "`title` takes a text, but here is a list"),
    (ast.Measure, {**SUM, "sql": 10**400}, "FC0402", "`sql` takes SQL, but here is a number"),
    (ast.Measure, {**SUM, "filters": {"sql": "a"}}, "FC0402", "`filters` takes a list, each item a mapping"),
    (ast.Measure, {**SUM, "filters": ["a"]}, "FC0402", "`filters[0]` takes a mapping with properties such as `sql`"),
    (ast.Measure, {**SUM, "drill_members": ["a", None]}, "FC0402", "`drill_members[1]` takes a reference, but here is nothing"),
    (ast.PreAggregation, {"name": "p", "type": "auto_rollup", "max_pre_aggregations": 1.5}, "FC0402", "takes a whole number"),
    (ast.Dimension, {**TEXT, "mask": ["x"]}, "FC0402", "true or false or a whole number or a number or a text, but here is a list"),
    (ast.ViewCube, {"join_path": "a", "includes": "all"}, "FC0402", "`includes` takes `*` or a list, but here is the text `all`"),
    (ast.View, {"name": "v", "cubes": [{"join_path": "a", "includes": [5]}]}, "FC0402", "`cubes[0].includes[0]` takes a name"),
    (ast.Filter, {**FILTER, "values": [True]}, "FC0402", "`values[0]` takes a text, but here is true"),
    (ast.Join, {"name": "c", "sql": "1"}, "FC0404", "`join` cannot be without `relationship`"),
    (ast.Measure, {"name": "n"}, "FC0404", "cannot be without `type`"),
    (ast.Measure, {"name": "n", "type": None}, "FC0404", "cannot be without `type`"),
    (ast.Measure, {"name": "n", "type": "sum"}, "FC0404", "cannot be without `sql`"),
    (ast.Measure, {"name": "n", "sql": "a"}, "FC0404", "cannot be without `type`"),
    (ast.Dimension, {"name": "d", "type": "geo", "latitude": {"sql": "a"}}, "FC0404", "cannot be without `longitude`"),
    (ast.AccessPolicy, {"group": "a", "row_level": {}}, "FC0404", "`row_level` cannot be without `allow_all` or `filters`"),
    (ast.RowFilters, {"filters": [{}]}, "FC0404", "`filters[0]` cannot be without `member` and `operator` or `and` or `or`"),
    (ast.Measure, {**SUM, "type": "summ"}, "FC0406", "`type` is `summ`, a word that Cube does not know there (did you mean `sum`?)"),
    (ast.Join, {"name": "c", "relationship": "many", "sql": "1"}, "FC0406", "Write one of `many_to_one`, `one_to_many`, `one_to_one`"),
    (ast.AccessPolicy, {"group": "a", "row_level": {"allow_all": False}}, "FC0402", "`row_level.allow_all` takes `true`, but here is false"),
    (ast.Measure, {**SUM, "name": "total amount"}, "FC0407", "`name` is `total amount`, but it must be a name"),
    (ast.Measure, {**SUM, "drill_members": ["a-b"]}, "FC0407", "`drill_members[0]` is `a-b`, but it must be a path"),
    (ast.Measure, {**SUM, "drill_members": ["orders.class"]}, "FC0407", "must be a path"),
    (ast.View, {"name": "v", "extends": "a b"}, "FC0407", "the name of a cube (of a view, in a view). Write it like `orders`"),
    (ast.Measure, {**SUM, "format": "%Y"}, "FC0407", "Write it like `percent_2`"),
    (ast.Measure, {**SUM, "currency": "XBT"}, "FC0407", "a currency of ISO 4217"),
    (ast.Measure, {**SUM, "rolling_window": {"trailing": "7 dayz"}}, "FC0407", "`rolling_window.trailing` is `7 dayz`"),
    (ast.RefreshKey, {"every": "hourly"}, "FC0407", "must be an interval or a cron line"),
    (ast.RefreshKey, {"every": "61 * * * *"}, "FC0407", "must be an interval or a cron line"),
    (ast.RefreshKey, {"every": "0 0 31 feb *"}, "FC0407", "must be an interval or a cron line"),
    (ast.CustomGranularity, {"name": "g", "interval": "1 day", "origin": "2024-13-01"}, "FC0407", "must be a date or a moment"),
    (ast.AccessPolicy, {"group": "{ x }"}, "FC0407", "without braces"),
    (ast.Dimension, {**TEXT, "case": {}}, "FC0408", "has both `sql` and `case`"),
    (ast.Cube, {"name": "c", "sql": "a", "sql_table": "b"}, "FC0408", "has both `sql` and `sql_table`"),
    (ast.RowFilters, {"filters": [{"and": [], "or": []}]}, "FC0408", "`filters[0]` has both `and` and `or`"),
    (ast.Measure, {**SUM, "type": "runningTotal"}, "FC0410", "Write `type: sum` with `rolling_window: {trailing: unbounded}`"),
    (ast.Measure, {**SUM, "type": "median"}, "FC0410", "percentile_cont(0.5)"),
    (ast.AccessPolicy, {"role": "admin"}, "FC0410", "Write `group`"),
    (ast.View, {"name": "v", "includes": ["a.b"]}, "FC0410", "join_path"),
    (ast.Measure, {**SUM, "sql": "${CUBE}.amount"}, "FC0411", "`sql`: `${CUBE}.amount` is the form of Cube's JavaScript models"),
    (ast.Measure, {**SUM, "filters": [{"sql": "a = '{'"}]}, "FC0411", "`filters[0].sql`: the brace that begins `{'` is never closed"),
    (ast.Segment, {"name": "s", "sql": ""}, "FC0411", "there is nothing in it"),
    (ast.Filter, {**FILTER, "values": "{ a == 1 }"}, "FC0411", "cannot read `{ a == 1 }`"),
    (ast.Link, {"name": "l", "label": "L", "url": "https://shop.example"}, "FC0411", "Cube evaluates this as Python"),
    (ast.Cube, {"name": "c", "sql_table": "a", "sqlTable": "b"}, "FC0412", "`cube` has `sql_table` twice"),
    (ast.Measure, {**SUM, "public": True, "shown": True}, "FC0412", "has `public` twice"),
    (ast.RefreshKey, {"every": "1 day", "timezone": "UTC", "sql": "a"}, "FC0416", "`sql` and `timezone`"),
    (ast.RefreshKey, {"every": "0 0 * * *", "sql": "a"}, "FC0415", "an interval as `every`, no cron line"),
    (ast.RefreshKey, {"timezone": "UTC"}, "FC0418", "says nothing without `every` or `sql` or `immutable`"),
    (ast.Cube, {"name": "c"}, "FC0415", "a cube without `extends` needs `sql_table` or `sql`"),
    (ast.Cube, {"name": "c", "sql": "a", "refresh_key": {"every": "1 day", "incremental": True}}, "FC0415", "a pre-aggregation"),
    (ast.Cube, {"name": "c", "sql": "a", "measures": [COUNT], "segments": [{"name": "n", "sql": "a"}]}, "FC0419", "members of `cube` are called `n`"),
    (ast.Dimension, {"name": "d", "type": "string"}, "FC0404", "`sql` or `case`"),
    (ast.Dimension, {"name": "d", "type": "switch"}, "FC0404", "`values`"),
    (ast.Dimension, {"name": "d", "type": "switch", "values": []}, "FC0415", "one of the `values`"),
    (ast.Dimension, {"name": "d", "type": "switch", "values": ["a"], "title": "D"}, "FC0415", "no other property"),
    (ast.Dimension, {"name": "d", "type": "geo", "sql": "a"}, "FC0415", "needs `latitude` and `longitude`"),
    (ast.Dimension, {**TEXT, "granularities": [{"name": "g", "interval": "1 day"}]}, "FC0417", "which belongs to a dimension of type `time`"),
    (ast.Dimension, {**TEXT, "currency": "EUR"}, "FC0417", "which belongs to a dimension of type `number`"),
    (ast.Dimension, {**TEXT, "format": "percent_2"}, "FC0415", "a format for the dimension's type"),
    (ast.Dimension, {**TEXT, "links": [{"name": "a", "label": "A"}, {"name": "a", "label": "B"}]}, "FC0419", "Two of the links"),
    (ast.CustomGranularity, {"name": "g", "interval": "5 days"}, "FC0415", "needs an `origin`"),
    (ast.CustomGranularity, {"name": "g", "sql": "a"}, "FC0415", "such as `week`"),
    (ast.Link, {"name": "l", "label": "L", "url": "id", "dashboard": "d"}, "FC0416", "`url` and `dashboard`"),
    (ast.Measure, {**SUM, "group_by": ["a"]}, "FC0417", "`group_by`, which belongs to a measure with `multi_stage: true`"),
    (ast.Measure, {"name": "r", "type": "rank"}, "FC0415", "needs `multi_stage: true`"),
    (ast.Measure, {"name": "t", "type": "time", "sql": "a", "currency": "EUR"}, "FC0417", "a measure of numbers"),
    (ast.TimeShift, {"name": "a", "interval": "1 day", "type": "prior"}, "FC0416", "`name` and `interval`"),
    (ast.RollingWindow, {"type": "to_date", "trailing": "1 day", "granularity": "year"}, "FC0417", "type `fixed`"),
    (ast.RollingWindow, {"type": "to_date"}, "FC0415", "type `to_date` needs `granularity`"),
    (ast.PreAggregation, {"name": "p", "measures": ["a"], "union_with_source_data": True}, "FC0417", "of type `rollup_lambda`"),
    (ast.PreAggregation, {"name": "p", "measures": ["a"], "time_dimension": "t"}, "FC0415", "`time_dimension` needs `granularity`"),
    (ast.PreAggregation, {"name": "p", "measures": ["a"], "refresh_key": {"immutable": True}}, "FC0415", "`immutable` belongs to cubes"),
    (ast.PreAggregation, {"name": "p", "type": "rollup_join"}, "FC0415", "needs `rollups`"),
    (ast.Index, {"name": "i", "columns": []}, "FC0415", "one of the `columns`"),
    (ast.AccessPolicy, {"member_level": {}}, "FC0418", "`group` or `groups`"),
    (ast.AccessPolicy, {"group": "a", "member_masking": {}}, "FC0415", "needs `member_level`"),
    (ast.RowFilters, {"filters": []}, "FC0415", "`allow_all: true` says that all rows are meant"),
    (ast.Filter, {**FILTER, "values": ["{ securityContext.org }"]}, "FC0415", "one expression, no list"),
    (ast.Filter, {**FILTER, "values": "eu"}, "FC0415", "words stand in a list"),
    (ast.Filter, {"member": "a", "operator": "equals"}, "FC0415", "this operator needs `values`"),
    (ast.ViewCube, {"join_path": "a", "includes": "*", "prefix": True, "split": False}, "FC0416", "`split` and `prefix`"),
    (ast.View, {"name": "v", "folders": [{"name": "f", "includes": [{"name": "f", "includes": "*"}]}]}, "FC0419", "folders"),
    (ast.ViewGroup, {"name": "g", "views": ["a"], "includes": ["a"]}, "FC0416", "`views` and `includes`"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("cls", "written", "code", "words"), WRONG, ids=[f"{c.__name__}-{k}-{w[:30]}" for c, _, k, w in WRONG]
)
def test_one_mistake_is_one_finding(cls: type, written: Any, code: str, words: str) -> None:
    value, findings = read(cls, written, PLACE)
    assert value is None
    assert [f.code for f in findings] == [code], [f.message for f in findings]
    assert words in f"{findings[0].message} {findings[0].remedy}"
    assert findings[0].place == PLACE
    assert findings[0].severity is Severity.ERROR


def test_all_mistakes_of_a_value_are_found_at_once() -> None:
    written: Any = {
        "name": "a b",
        "type": "sum",
        "sql": "{",
        "tilte": 1,
        "rolling_window": {"trailing": "x"},
        "filters": [{"sql": "}"}],
    }
    value, findings = read(ast.Measure, written, PLACE, "measures[3]")
    assert value is None
    assert sorted((f.code, dict(f.data).get("path", "")) for f in findings) == [
        ("FC0401", ""),
        ("FC0407", "measures[3].name"),
        ("FC0407", "measures[3].rolling_window.trailing"),
        ("FC0411", "measures[3].filters[0].sql"),
        ("FC0411", "measures[3].sql"),
    ]


def test_a_bad_item_costs_only_itself() -> None:
    values: Any = [COUNT, {"name": "broken", "type": "sum"}, "nonsense", SUM]
    kept, findings = read_each(ast.Measure, values, PLACE, "measures")
    assert [m.name for m in kept] == ["n", "total"]
    assert [(f.code, f.place.column) for f in findings] == [("FC0404", "broken"), ("FC0402", "")]
    assert [f.message.split("`")[1] for f in findings] == ["measures[1]", "measures[2]"]


def test_a_column_keeps_its_place() -> None:
    _, findings = read_each(ast.Measure, {"bad": {"type": "sum"}}, PLACE.at("amount"), "measures")
    assert [f.place.column for f in findings] == ["amount"]
    assert findings[0].message.startswith("`measures.bad`")


@pytest.mark.parametrize("values", [5, "count", SUM, True])
def test_what_is_no_list_is_said_once(values: Any) -> None:
    kept, findings = read_each(ast.Measure, values, PLACE, "measures")
    assert kept == ()
    assert [f.code for f in findings] == ["FC0402"]


def test_depth_ends_somewhere() -> None:
    filters: Any = {"member": "a", "operator": "set"}
    for _ in range(DEEPEST * 40):
        filters = {"and": [filters]}
    value, findings = read(ast.RowFilters, {"filters": [filters]}, PLACE)
    assert value is None
    assert [f.code for f in findings] == ["FC0413"]
    meta: Any = 1
    for _ in range(DEEPEST - 3):
        meta = [meta]
    assert read(ast.Cube, {"name": "c", "sql": "a", "meta": meta}, PLACE)[1] == ()


# --- laws ------------------------------------------------------------------------------------------------------------
def speaks(findings: tuple[Diagnostic, ...]) -> bool:
    return all(f.message and f.remedy and f.title for f in findings)


@settings(max_examples=400, deadline=None)
@given(cls=st.sampled_from(CLASSES), data=st.data())
def test_any_json_is_read_or_refused(cls: type, data: st.DataObject) -> None:
    keys = st.sampled_from([p.key for p in properties(cls)] + ["name", "sql", "type"])
    anything: Any = data.draw(JSON | st.dictionaries(keys, JSON, max_size=5))
    value, findings = read(cls, anything, PLACE)
    assert (value is None) == bool(findings)
    assert speaks(findings)


def spots(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        return [path, *(spot for key, part in items for spot in spots(part, (*path, key)))]
    return [path]


SPOTS = spots(MODEL)[1:]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(SPOTS), JSON), min_size=1, max_size=3))
def test_a_model_with_anything_anywhere_is_read_or_refused(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    changed = copy.deepcopy(MODEL)
    for path, anything in changes:
        *way, last = path
        target: Any = changed
        try:
            for key in way:
                target = target[key]
            target[last] = anything
        except (TypeError, KeyError, IndexError):
            continue  # an earlier change took the spot away
    value, findings = read(ast.DataModel, changed, PLACE)
    assert (value is None) == bool(findings)
    assert speaks(findings)
    if value is not None:
        assert read(ast.DataModel, plain(value), PLACE) == (value, ())


def test_every_word_of_the_ast_has_a_grammar_and_an_example_that_fits() -> None:
    spelt = {f"{cls.__name__}.{p.attribute}" for cls in CLASSES for p in properties(cls) if ast.Plain in _parts(p.type)}
    assert {key for key in spelt if word(key).what == word("nothing").what} <= {
        "AccessPolicy.group",
        "AccessPolicy.groups",
        "OutputColumnType.type",
    }
    assert {key for key in WORDS if "." in key} <= spelt
    assert all(grammar.check(grammar.example) for grammar in WORDS.values())


def _parts(kind: Any) -> set[Any]:
    return {kind}.union(*(_parts(part) for part in typing.get_args(kind)))


def test_every_code_has_its_case() -> None:
    ours = {code for code in CODES if "FC0401" <= code <= "FC0419"} - {"FC0403", "FC0405"}  # these two: `elaborate`
    assert {code for _, _, code, _ in WRONG} | {"FC0413"} == ours


# --- the real thing --------------------------------------------------------------------------------------------------
@pytest.mark.cube
def test_real_cube_takes_the_example_as_people_wrote_it_and_as_it_is_rendered(cube_compiler: Compiler) -> None:
    value = model()
    files = {f"{cube.name}.yml": yaml.cube(cube) for cube in value.cubes}
    files |= {f"views/{view.name}.yml": yaml.view(view) for view in value.views}
    assert (
        cube_compiler.compile({**files, "views/groups.yml": yaml.view_groups(value.view_groups)}, render=False).errors
        == ()
    )
    written = copy.deepcopy(MODEL)
    for dimension in written["cubes"][0]["dimensions"]:
        if dimension.get("mask") == "nowhere":
            dimension["mask"] = "'nowhere'"  # Cube reads this one as Python; the renderer knows
    assert cube_compiler.compile({"model.yml": json.dumps(written, indent=1)}, render=False).errors == ()
