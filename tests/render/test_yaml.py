"""The files say what the AST says: as ruamel.yaml (YAML 1.2) reads them, as js-yaml does, and as Cube itself does."""

from __future__ import annotations

import inspect
import json
import math
import re
from collections.abc import Mapping
from typing import Any, get_args

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from floe_cube.cube import ast
from floe_cube.cube.ast import (
    AccessPolicy,
    AllowAll,
    Count,
    Cube,
    Dimension,
    Expr,
    Filter,
    Hierarchy,
    IncludedMember,
    Inherited,
    Measure,
    MemberSet,
    Name,
    OfSql,
    Ref,
    RowFilters,
    Sql,
    SqlOf,
    Table,
    Text,
    View,
    ViewCube,
    ViewGroup,
)
from floe_cube.cube.fields import Property, properties
from floe_cube.diagnostics import Place
from floe_cube.render import yaml
from tests.cube.lab import Compiler
from tests.render.strategies import objects

#: Cube reads these as Python expressions. From CubeValidator.js, `nonStringFields`.
EXPRESSIONS = set(
    """primaryKey scheduledRefresh unionWithSourceData rewriteQueries shown public subQuery propagateFiltersToSubQuery
    incremental external useOriginalSqlPreAggregations readOnly prefix mask""".split()
)
CLASSES = [cls for _, cls in inspect.getmembers(ast, inspect.isclass) if attrs.has(cls) and cls.__module__ == ast.__name__]
NO_DEADLINE = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


# --- what is expected, written without the renderer ----------------------------------------------------------------------
def evaluate(string: str) -> str | None:
    r"""What Cube makes of a string that it wraps into `f"..."`.

    Raises:
        ValueError: Cube would cut the text or run a part of it as code.
    """
    if string == "":
        return None
    if string == "{''}":
        return ""
    if string.lower() in {"f", "fr", "rf"}:
        raise ValueError(f"the lexer swallows {string!r}")
    if string.endswith("\\"):
        raise ValueError(f"the last backslash of {string!r} escapes the closing quote")
    out = []
    rest = re.sub("\r\n?", "\n", string)
    while rest:
        if match := re.match(r"\\x([0-9a-f]{2})", rest):
            out.append(chr(int(match[1], 16)))
        elif match := re.match(r"\\([\\{}r\"`])", rest):
            out.append({"r": "\r"}.get(match[1], match[1]))
        elif match := re.match(r"[^\\{}]", rest):
            out.append(match[0])
        else:
            raise ValueError(f"{rest!r} is code, or an escape that we never write")
        rest = rest[match.end() :]
    return "".join(out)


class Evaluated(str):
    """A text that must come out of an f-string."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and evaluate(other) == carried(self)

    __hash__ = str.__hash__


class Expression(str):
    """A text that must come out of a Python expression."""

    def __eq__(self, other: object) -> bool:
        if other == '""':
            return str(self) == ""
        inside = re.fullmatch(r'f"((?:[^"\\]|\\.)+)"', other, re.DOTALL) if isinstance(other, str) else None
        return inside is not None and evaluate(inside[1]) == carried(self)

    __hash__ = str.__hash__


def carried(text: str) -> str:
    """Half a surrogate pair is no character, and cannot be in a file."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def plain(owner: Any) -> dict[str, Any]:
    """An object of the AST as the JSON tree that its YAML must be."""
    tree: dict[str, Any] = {}
    cls: type = type(owner)
    for prop in properties(cls):
        value = prop.of(owner)
        if prop.unwritten or value is None or (prop.type != ast.Json and value in ((), "")):
            continue
        if prop.flatten:
            tree |= plain(value)
        elif prop.type == ast.Json:
            tree[prop.key] = plain_json(value, prop)
        else:
            tree[prop.key] = leaf(value, prop, prop.type)
    return tree


def leaf(value: Any, prop: Property, annotation: Any) -> Any:
    if attrs.has(type(value)):
        return plain(value)
    if isinstance(value, tuple):
        [of_tuple] = [
            option for option in (annotation, *get_args(annotation)) if getattr(option, "__origin__", None) is tuple
        ]
        return [leaf(item, prop, get_args(of_tuple)[0]) for item in value]
    if isinstance(value, str):
        code = {Sql, Ref, Expr}.intersection((annotation, *get_args(annotation)))
        return (
            carried(value) if code or prop.verbatim else Expression(value) if prop.key == "mask" else Evaluated(value)
        )
    return number(value, Expression if prop.key == "mask" else Evaluated)


def number(value: Any, spelt: type[str]) -> Any:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int):
        return value if abs(value) <= 2**53 else spelt(value)
    if math.isfinite(value):
        return value
    return spelt("NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity")


def plain_json(value: Any, prop: Property, key: str = "meta") -> Any:
    spelt: type[str] = Expression if (respelt(key) if prop.camelized else key) in EXPRESSIONS else Evaluated
    if isinstance(value, str):
        return spelt(value)
    if isinstance(value, tuple):
        return [plain_json(item, prop, "") for item in value]
    if isinstance(value, Mapping):
        keys = written_keys(list(value), prop.camelized)
        return {new: plain_json(value[old], prop, old) for old, new in keys.items()}
    return number(value, spelt)


def written_keys(keys: list[str], camelized: bool) -> dict[str, str]:
    written: dict[str, str] = {}
    for key in keys:
        seen = respelt(key) if camelized else key
        if seen in {"sql", "sqlTable", "sql_table", "__proto__"}:
            new = seen.upper()
        elif "extends" in seen:
            new = seen.replace("extends", "EXTENDS")
        else:
            new = key
        new = carried(new)
        while new != key and (new in keys or new in written.values()):
            new += "_"
        written[key] = new
    return written


def respelt(key: str) -> str:
    """`camelize` of the npm package inflection, with its second argument."""
    paths = []
    for i, path in enumerate(key.split("/")):
        words = path.split("_")
        words[1:] = [word.lower() for word in words[1:]]
        heads = [w[:1].lower() if i == k == 0 else w[:1].upper() for k, w in enumerate(words)]
        paths.append("".join(head + word[1:] for head, word in zip(heads, words, strict=True)))
    return "::".join(paths)


# --- laws ------------------------------------------------------------------------------------------------------------
documents = (
    objects(Cube).map(lambda cube: ("cubes", [cube], yaml.cube(cube)))
    | objects(View).map(lambda view: ("views", [view], yaml.view(view)))
    | st.lists(objects(ViewGroup), min_size=1, max_size=2).map(
        lambda groups: ("view_groups", groups, yaml.view_groups(groups))
    )
)


@NO_DEADLINE
@given(documents)
def test_ruamel_reads_what_the_ast_says(document: tuple[str, list[Any], str]) -> None:
    key, owners, text = document
    assert YAML(typ="safe", pure=True).load(text) == {key: [plain(owner) for owner in owners]}


@pytest.mark.cube
@NO_DEADLINE
@given(document=documents)
def test_js_yaml_reads_what_the_ast_says(cube_compiler: Compiler, document: tuple[str, list[Any], str]) -> None:
    key, owners, text = document
    assert as_floats(cube_compiler.read_yaml(text)) == {key: [plain(owner) for owner in owners]}


def as_floats(tree: Any) -> Any:
    """JavaScript's numbers: it prints large ones as integers whose last digits are no more than the shortest that tell them apart."""
    if isinstance(tree, list):
        return [as_floats(item) for item in tree]
    if isinstance(tree, dict):
        return {key: as_floats(item) for key, item in tree.items()}
    return float(tree) if isinstance(tree, int) and abs(tree) > 2**53 else tree


@NO_DEADLINE
@given(documents)
def test_a_file_is_never_a_jinja_template(document: tuple[str, list[Any], str]) -> None:
    assert not re.search(r"\{%|%\}|\{\{|\}\}", document[2])


@NO_DEADLINE
@given(documents)
def test_a_file_is_text_that_any_editor_shows_line_by_line(document: tuple[str, list[Any], str]) -> None:
    text = document[2]
    assert text.encode().decode().splitlines() == text.removesuffix("\n").split("\n")
    assert not [line for line in text.split("\n") if line != line.rstrip(" ") or "\t" in line]


@pytest.mark.parametrize("cls", CLASSES)
@settings(NO_DEADLINE, max_examples=10)
@given(st.data())
def test_every_class_can_be_written(cls: type, data: st.DataObject) -> None:
    owner = data.draw(objects(cls))
    text = yaml._object(0)(owner)
    assert YAML(typ="safe", pure=True).load(f"{text or '{}'}\n") == plain(owner)


# --- examples --------------------------------------------------------------------------------------------------------

def masked(mask: ast.Mask) -> ast.DimensionDetails:
    """What hides the values of a dimension."""
    return ast.DimensionDetails(mask=mask)


ORDERS = Cube(
    name=Name("orders"),
    source=Table(Sql('"shop"."main"."orders"')),
    title=Text("It's {new} \\"),
    description=Text("One row per order.\n\nSee {docs}.\n"),
    meta={"owner": "data", "sql": "kept", "on": (1, {"public": "yes"}), "empty": {}, "none": None, "big": 2**60},
    dimensions=(
        Dimension(name=Name("f"), value=OfSql(Sql('{CUBE}."f"')), type="string", details=masked(Text('"{hidden}"'))),
        Dimension(
            name=Name("y"),
            value=OfSql(Sql("{CUBE}.y")),
            type="number",
            primary_key=True,
            public=False,
            details=masked(0),
        ),
    ),
    measures=(Measure(name=Name("count"), value=Count(), description=Text("{{ not jinja }}")),),
    access_policy=(
        AccessPolicy(
            group=ast.Plain("*"),
            member_level=MemberSet(includes="*", excludes=(Name("f"),)),
            row_level=RowFilters((Filter(member=Ref("y"), operator="equals", values=Expr("{ securityContext.y }")),)),
        ),
    ),
    origin=Place("model.shop.orders"),
)


def test_a_cube_as_people_see_it() -> None:
    assert (
        yaml.cube(ORDERS)
        == r"""# Generated by floe-cube from model.shop.orders. Do not edit: change the dbt project instead.
cubes:
  - name: orders
    sql_table: '"shop"."main"."orders"'
    title: "It's \\{new\\} \\x5c"
    description: |
      One row per order.

      See \{docs\}.
    meta:
      owner: data
      SQL: kept
      "on":
        - 1
        - public: 'f"yes"'
      empty: {}
      "none": null
      big: "1152921504606846976"
    dimensions:
      - name: f
        sql: '{CUBE}."f"'
        type: string
        mask: 'f"\"\{hidden\}\""'
      - name: "y"
        sql: "{CUBE}.y"
        type: number
        primary_key: true
        public: false
        mask: 0
    measures:
      - name: count
        type: count
        description: '\{\{ not jinja \}\}'
    access_policy:
      - group: "*"
        member_level:
          includes: "*"
          excludes:
            - '\x66'
        row_level:
          filters:
            - member: "y"
              operator: equals
              values: "{ securityContext.y }"
"""
    )


def test_a_comment_stays_a_comment() -> None:
    text = yaml.cube(attrs.evolve(ORDERS, origin=Place("model.a\nviews: [] {{ x }} \x85")))
    assert text.startswith("# Generated by floe-cube from model.a?views: [] ?? x ?? ?. Do not edit")


def test_a_key_may_be_longer_than_readers_allow_for_a_simple_one() -> None:
    cube = attrs.evolve(ORDERS, meta={"k" * 1100: {"a": ("b",)}, "ü" * 1100: 1})
    assert YAML(typ="safe", pure=True).load(yaml.cube(cube)) == {"cubes": [plain(cube)]}


def test_an_object_that_says_nothing_is_empty_and_not_null() -> None:
    cube = Cube(name=Name("a"), source=Inherited(), extends=Ref("b"), refresh_key=ast.RefreshKey())
    assert yaml.cube(cube).endswith("  - name: a\n    extends: b\n    refresh_key:\n      {}\n")


def test_an_empty_mask_is_left_out_because_cube_rejects_it() -> None:
    said: Any = {"details": masked(Text("")), "title": "", "meta": ""}
    dimension = Dimension(name=Name("a"), value=OfSql(Sql("a")), type="string", **said)
    text = yaml.cube(Cube(name=Name("a"), source=Inherited(), dimensions=(dimension,)))
    assert text.endswith("      - name: a\n        sql: a\n        type: string\n        meta: \"{''}\"\n")


def test_a_float_is_one_for_readers_of_yaml_1_1_too() -> None:
    assert yaml.cube(Cube(name=Name("a"), source=Inherited(), meta=(1e16, 5e-324, 2.5))).endswith(
        "      - 1.0e+16\n      - 5.0e-324\n      - 2.5\n"
    )


# --- in Cube ---------------------------------------------------------------------------------------------------------
@pytest.mark.cube
def test_cube_compiles_it_and_shows_the_texts(cube_compiler: Compiler) -> None:
    wide = attrs.evolve(
        ORDERS,
        dimensions=(
            *ORDERS.dimensions,
            Dimension(name=Name("m"), value=OfSql(Sql("1")), type="number", details=masked(SqlOf(Sql("{CUBE}.m")))),
        ),
        hierarchies=(Hierarchy(name=Name("h"), levels=(Ref("f"),)),),
        access_policy=(AccessPolicy(group=ast.Plain("a\\b {c}"), row_level=AllowAll()),),
    )
    included = IncludedMember(
        name=Name("count"),
        title=Text("{n}"),
        meta={"sql_table": "a", "primary_key": "not code", "Owner": "{x}"},
    )
    view = View(
        name=Name("sales"),
        cubes=(ViewCube(join_path=Ref("orders"), includes=(Name("f"), included)),),
        folders=(ast.Folder(name=Text("{all}: f"), includes=(Name("f"),)),),
    )
    files = {
        "a.yaml": yaml.cube(wide),
        "b.yaml": yaml.view(view),
        "c.yaml": yaml.view_groups([ViewGroup(name=Name("f"))]),
    }
    compiled = cube_compiler.compile(files, render=False)
    assert compiled.errors == ()
    orders, sales = compiled.cubes
    assert orders["title"] == "It's {new} \\"
    assert orders["description"] == "One row per order.\n\nSee {docs}.\n"
    assert json.loads(json.dumps(orders["meta"])) == {
        "owner": "data", "SQL": "kept", "on": [1, {"public": "yes"}], "empty": {}, "none": None, "big": str(2**60)
    }  # fmt: skip
    assert compiled.texts["orders.count.description"] == "{{ not jinja }}"
    assert sales["measures"][0]["meta"] == {"sQLTABLE": "a", "primaryKey": "not code", "owner": "{x}"}
    assert sales["folders"][0]["name"] == "{all}: f"
