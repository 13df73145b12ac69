"""The reader's verdict on properties put together at random is real Cube's, but where being stricter is meant."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from floe_cube.cube import ast
from floe_cube.cube.reading import read
from floe_cube.cube.rules import rules
from floe_cube.cube.words import CURRENCIES, cron, number_format, time_format
from floe_cube.diagnostics import NOWHERE, Place
from tests.cube.lab import Compiler, CubeError

BOTH = [True, False]
SWITCH = {"switch": "CUBE.unit", "when": [{"value": "a", "sql": "b"}], "else": {"sql": "c"}}
CASE = {"when": [{"sql": "a", "label": "b"}], "else": {"label": {"sql": "x"}}}
SHIFT = {"interval": "1 day", "type": "prior"}
SET = {"member": "CUBE.id", "operator": "set"}
EQUALS = {"member": "CUBE.id", "operator": "equals"}
KEYS: dict[str, list[Any]] = {
    "every": ["1 hour", "0 * * * *"], "timezone": ["UTC"], "sql": ["select 1"], "immutable": BOTH, "incremental": BOTH,
    "update_window": ["1 day"],
}  # fmt: skip

#: For each class values of its properties, and where in the model (see `base`) one of them stands.
SAMPLES: dict[str, tuple[type, dict[str, list[Any]], Callable[[dict[str, Any], Any], None]]] = {
    "refresh key of a cube": (ast.Cube, {"refresh_key": []}, lambda m, x: m["cubes"][0].update(x)),
    "refresh key of a rollup": (ast.PreAggregation, {"refresh_key": []}, lambda m, x: m["cubes"][0]["pre_aggregations"].append(x)),
    "pre-aggregation": (
        ast.PreAggregation,
        {
            "type": ["rollup", "original_sql", "rollup_join", "rollup_lambda", "auto_rollup"],
            "measures": [["CUBE.m"]], "dimensions": [["CUBE.id"]], "segments": [["CUBE.s"]], "time_dimension": ["CUBE.t"],
            "granularity": ["day"], "time_dimensions": [[{"dimension": "CUBE.t", "granularity": "day"}]],
            "partition_granularity": ["month"], "rollups": [["CUBE.r"]], "union_with_source_data": BOTH,
            "refresh_key": [{"every": "1 hour"}, {"immutable": True}], "build_range_start": [{"sql": "select 1"}],
            "external": BOTH, "scheduled_refresh": BOTH, "use_original_sql_pre_aggregations": BOTH, "read_only": BOTH,
            "allow_non_strict_date_range_match": BOTH, "unique_key_columns": [["id"]], "max_pre_aggregations": [3],
            "stream_offset": ["earliest"], "output_column_types": [[{"member": "CUBE.id", "type": "int"}]],
            "indexes": [[{"name": "i", "columns": ["CUBE.id"]}], [{"name": "i", "sql": "a"}]], "sql_alias": ["pp"],
        },
        lambda m, x: m["cubes"][0]["pre_aggregations"].append(x),
    ),
    "granularity": (
        ast.CustomGranularity,
        {
            "name": ["g", "week"], "interval": ["1 week", "2 weeks", "6 hours", "7 hours", "1 day 1 hour"], "origin": ["2024-01-01"],
            "offset": ["1 day"], "sql": ["x"], "title": ["T"],
        },
        lambda m, x: m["cubes"][0]["dimensions"][1].update(granularities=[x]),
    ),
    "calendar shift": (
        ast.CalendarShift,
        {"name": ["g"], "interval": ["1 week"], "type": ["prior"], "sql": ["x"]},
        lambda m, x: m["cubes"][0]["dimensions"][1].update(time_shift=[x]),
    ),
    "dimension": (
        ast.Dimension,
        {
            "type": ["string", "number", "time", "geo", "switch"], "sql": ["d"], "case": [CASE, SWITCH], "latitude": [{"sql": "a"}],
            "longitude": [{"sql": "a"}], "values": [["a"]], "primary_key": BOTH, "public": BOTH,
            "format": ["percent", "%Y", "percent_2", "id"], "currency": ["USD"], "order": ["asc"], "mask": [{"sql": "x"}, 1, True],
            "key": ["CUBE.id"], "sub_query": BOTH, "propagate_filters_to_sub_query": BOTH, "multi_stage": BOTH,
            "add_group_by": [["CUBE.id"]], "suggest_filter_values": BOTH, "enable_suggestions": BOTH, "values_as_segments": BOTH,
            "field_type": ["string"], "granularities": [[{"name": "g", "interval": "1 week"}]], "time_shift": [[{"name": "g", **SHIFT}]],
            "links": [[{"name": "l", "label": "L"}]], "aliases": [["a"]], "title": ["T"], "meta": [{"a": 1}],
        },
        lambda m, x: m["cubes"][0]["dimensions"].append(x),
    ),
    "measure": (
        ast.Measure,
        {
            "type": ["count", "sum", "number", "rank", "number_agg", "string", "time", "boolean", "count_distinct"], "sql": ["d"],
            "case": [SWITCH], "format": ["percent", "percent_2"], "currency": ["USD"], "cumulative": BOTH, "mask": [0],
            "filters": [[{"sql": "x"}]], "rolling_window": [{"trailing": "1 day"}], "drill_members": [["CUBE.id"]],
            "drill_filters": [[{"sql": "x"}]], "multi_stage": [True, True, True, False], "group_by": [["CUBE.id"]],
            "reduce_by": [["CUBE.id"]], "add_group_by": [["CUBE.id"]],
            "filter": [{"mode": "fixed", "exclude": ["CUBE.id"]}, {"exclude": ["CUBE.id"], "keep_only": ["CUBE.id"]}],
            "grain": [{"include": ["CUBE.id"], "exclude": ["CUBE.id"]}, {"exclude": ["CUBE.id"], "keep_only": ["CUBE.id"]}],
            "time_shift": [
                [SHIFT], [{"name": "x"}], [{"interval": "1 day"}], [{"name": "x", **SHIFT}], [{"time_dimension": "CUBE.t", **SHIFT}] * 2, [SHIFT] * 2,
            ],
            "order_by": [[{"sql": "x", "dir": "asc"}]],
        },
        lambda m, x: m["cubes"][0]["measures"].append(x),
    ),
    "rolling window": (
        ast.RollingWindow,
        {
            "trailing": ["1 day", "unbounded"], "leading": ["1 day"], "offset": ["start"], "type": ["fixed", "to_date", "year_to_date"],
            "granularity": ["month"],
        },
        lambda m, x: m["cubes"][0]["measures"][0].update(rolling_window=x),
    ),
    "access policy": (
        ast.AccessPolicy,
        {
            "group": ["a", "*"], "groups": [["a"]], "conditions": [[{"if": "{ securityContext.x }"}]],
            "member_level": [{"includes": "*"}, {"excludes": ["id"]}, {}], "member_masking": [{"includes": ["id"]}, {"includes": "*"}],
            "row_level": [
                {"allow_all": True}, {"filters": [{**EQUALS, "values": ["1"]}]}, {"filters": [SET]}, {"filters": [EQUALS]},
                {"filters": [{"or": [{**EQUALS, "values": "{ securityContext.x }"}, {"and": [SET]}]}]}, {"allow_all": False},
                {"allow_all": True, "filters": [SET]},
            ],
        },
        lambda m, x: m["cubes"][0].update(access_policy=[x]),
    ),
    "link": (
        ast.Link,
        {
            "name": ["l"], "label": ["L"], "url": ["f\"'x' || {CUBE.id}\""], "dashboard": ["d"], "icon": ["i"], "target": ["blank"],
            "primary": BOTH, "params": [[{"key": "a", "value": "CUBE.id"}]],
        },
        lambda m, x: m["cubes"][0]["dimensions"][0].update(links=[x]),
    ),
    "cube of a view": (
        ast.ViewCube,
        {
            "join_path": ["c"], "includes": ["*", ["id"], ["id", {"name": "m", "alias": "mm", "title": "T", "format": "percent", "meta": {"a": 1}}]],
            "excludes": [["id"]], "prefix": BOTH, "split": BOTH, "alias": ["x"],
        },
        lambda m, x: m["views"][0].update(cubes=[x]),
    ),
    "default filter": (
        ast.DefaultFilter,
        {"member": ["id"], "operator": ["equals", "set", "measureFilter"], "values": [["a"]], "unless": [["id"]]},
        lambda m, x: m["views"][0].update(default_filters=[x]),
    ),
    "view group": (
        ast.ViewGroup,
        {"name": ["g"], "title": ["T"], "description": ["D"], "includes": [["v"], ["v", {"name": "n", "includes": ["v"]}]], "views": [["v"]]},
        lambda m, x: m.update(view_groups=[x]),
    ),
}  # fmt: skip
#: Without these hardly anything is complete.
LIKELY = frozenset("type sql name label join_path includes member operator time_dimension granularity".split())

#: Where the reader refuses what Cube takes, because Cube then does something else than was said, or nothing.
STRICTER = (
    "type `geo` needs `latitude`",  # crashes when it is queried
    "needs the type `geo`",
    "`add_group_by`, which belongs to a dimension with `multi_stage: true`",
    "cannot be without `sql`",  # a multi-stage measure of nothing
    "has both `sql` and `case`",
    "a rollup needs `measures`",
    "`partition_granularity` needs",
    "`incremental` needs",
)


def base() -> dict[str, Any]:
    """A model with something of everything to refer to."""
    dimensions = [
        {"name": "id", "sql": "id", "type": "number", "primary_key": True},
        {"name": "t", "sql": "t", "type": "time"},
        {"name": "unit", "type": "switch", "values": ["a"]},
    ]
    cube = {
        "name": "c",
        "sql_table": "t",
        "dimensions": dimensions,
        "measures": [{"name": "m", "type": "count"}],
        "segments": [{"name": "s", "sql": "x"}],
        "pre_aggregations": [{"name": "r", "measures": ["CUBE.m"], "dimensions": ["CUBE.id"]}],
    }
    return {"cubes": [cube], "views": [{"name": "v", "cubes": [{"join_path": "c", "includes": "*"}]}]}


def some(properties: dict[str, list[Any]], chance: random.Random) -> dict[str, Any]:
    chosen = chance.sample(list(properties), min(chance.choice([1, 2, 2, 3, 3, 4, 5]), len(properties)))
    likely = [name for name in properties if name in LIKELY and chance.random() < 0.6]
    return {name: chance.choice(properties[name]) for name in properties if name in chosen or name in likely}


def sample(kind: str, chance: random.Random) -> dict[str, Any]:
    """Properties of one thing."""
    properties = SAMPLES[kind][1]
    if kind == "refresh key of a cube":
        return {"name": "c", "sql_table": "t", "refresh_key": some(KEYS, chance)}
    if kind == "refresh key of a rollup":
        timed = {
            "measures": ["CUBE.m"],
            "time_dimension": "CUBE.t",
            "granularity": "day",
            "partition_granularity": "day",
        }
        return {"name": "zz", **timed, "refresh_key": some(KEYS, chance)}
    named = {"name": "zz"} if kind in ("pre-aggregation", "dimension", "measure") else {}
    return {**named, **some(properties, chance)}


@pytest.mark.cube
@pytest.mark.parametrize("kind", SAMPLES)
def test_the_verdict_is_cubes(cube_compiler: Compiler, kind: str) -> None:
    chance = random.Random(kind)
    cls, _, put = SAMPLES[kind]
    verdicts = set()
    for _ in range(40):
        written: Any = sample(kind, chance)
        value, findings = read(cls, written, NOWHERE)
        model = base()
        put(model, written)
        try:
            errors = cube_compiler.compile({"m.yml": json.dumps(model, indent=1)}, render=False).errors
        except CubeError as error:
            errors = (str(error),)
        stricter = any(words in finding.message for words in STRICTER for finding in findings)
        assert (value is None) == bool(errors) or stricter, (written, [f.message for f in findings], errors)
        verdicts.add(value is None)
    assert verdicts == {True, False}


@pytest.mark.cube
@pytest.mark.parametrize(
    ("words", "grammar", "dimension"),
    [
        ("0 * * * *|*/5 0-12 1,15 jan-mar mon#2|0 0 L * *|30 5 * * 5L|@daily", cron, None),
        ("60 * * * *|* * 0 * *|* * * foo *|* * * * 8|5-1 * * * *|*/0 * * * *|@often|0 0 30 2 *|x", cron, None),
        ("percent_2|id|abbr|accounting_6|$,.2f|.0%|,|(,.2f|*^20|+.1e|#x|05d|~s", number_format, "number"),
        ("percent_7|id_2|<|x<|z9|yyyy|$$|.f|number_x", number_format, "number"),
        ("%Y-%m-%d|%H:%M %%|%q", time_format, "time"),
        ("%%|%Q1%|%k|yyyy-mm|%Y %", time_format, "time"),
        ("|".join(sorted(CURRENCIES)), CURRENCIES.__contains__, "currency"),
        ("XBT|EURO|US", CURRENCIES.__contains__, "currency"),
    ],
)
def test_a_word_is_one_where_cube_takes_it(
    cube_compiler: Compiler, words: str, grammar: Callable[[str], bool], dimension: str | None
) -> None:
    cubes: list[dict[str, Any]] = []
    for index, word in enumerate(words.split("|")):
        cube: dict[str, Any] = {
            "name": f"c{index}",
            "sql_table": "t",
            "dimensions": [{"name": "d", "sql": "d", "type": dimension}],
        }
        if dimension is None:
            cube |= {"dimensions": [], "refresh_key": {"every": word}}
        elif dimension == "currency":
            cube["dimensions"] = [{"name": "d", "sql": "d", "type": "number", "currency": word}]
        else:
            cube["dimensions"] = [{"name": "d", "sql": "d", "type": dimension, "format": word}]
        cubes.append(cube)
    errors = cube_compiler.compile({"m.yml": json.dumps({"cubes": cubes}, indent=1)}, render=False).errors
    refused = {error.split(" ")[0] for error in errors}
    assert {f"c{index}" for index, word in enumerate(words.split("|")) if not grammar(word)} == refused


def test_rules_say_where() -> None:
    policy = ast.AccessPolicy(member_masking=ast.MemberSet())
    found = rules(policy, Place("cube.orders"), "access_policy[0]")
    assert [(f.code, f.place.subject) for f in found] == [("FC0418", "cube.orders"), ("FC0415", "cube.orders")]
    assert found[1].message == "In `access_policy[0]`, `member_masking` needs `member_level`."
    assert rules(policy, NOWHERE)[0].message.startswith("`AccessPolicy`")
