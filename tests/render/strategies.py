"""Hypothesis strategies for the Cube AST, a strategy for each class, made from its annotations."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

import attrs
from hypothesis import strategies as st

from floe_cube.cube.ast import Expr, Json, Name, Plain, Ref, Sql, Text
from floe_cube.cube.fields import Property, build, properties
from floe_cube.cube.fstring import literal

__all__ = ["FRAGMENTS", "json_values", "names", "objects", "sqls", "texts"]

T = TypeVar("T")

#: Pieces of text that break something: YAML, Jinja, Python, JavaScript, or a reader's idea of a number, a date or a line.
FRAGMENTS = (
    "{", "}", "{{", "}}", "{%", "%}", "{#", "${", "{CUBE}", "{x}", "\\", "\\\\", "\\n", "\\u0041", "\\x", "\\{", "\\N{BULLET}",
    '"', "'", '"""', "'''", "`", 'f"', "f'", "f", "F", "rf", "fR", "{''}", "${process.exit()}", "</script>",
    "\n", "\r", "\r\n", "\n\n", "\t", " ", "  ", " " * 90, "\0", "\a", "\x1b", "\x7f", "\x85", "\xa0", "\xad", "\u2028", "\u2029",
    "\u200b", "\u202e", "\ufeff", "\ufffe", "\uffff", "\ud800", "\udc00", "\U0001f600", "\U0010ffff", "e\u0301", "ß", "漢字",
    "-", "- ", "?", "? ", ":", ": ", " #", "#", "---", "...", "|", ">", "&a", "*a", "!!str", "%YAML", "@", "=", "<<", "~", ",", "[", "]",
    "y", "n", "yes", "No", "on", "OFF", "true", "null", "Null", ".inf", ".nan", "1", "-1", "0o7", "0x1f", "1_000", "1e3", "1:30",
    "2024-01-01", "2024-01-01T00:00:00Z", "word", "two words", "x" * 1030, "__proto__", "constructor",
    "sql", "sqlTable", "sql_table", "extends", "my_extends_x", "public", "mask", "prefix", "primary_key", "primaryKey", "sql__table",
)  # fmt: skip


def texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """Any text, half surrogate pairs included, and often a trap."""
    characters = st.text(st.characters(exclude_categories=()), min_size=min_size)
    pieces = st.lists(st.sampled_from(FRAGMENTS) | st.characters(exclude_categories=()), min_size=min_size, max_size=8)
    return st.sampled_from(FRAGMENTS) | pieces.map("".join) | characters


def names() -> st.SearchStrategy[str]:
    """Cube's identifiers, among them words of YAML and the prefixes of f-strings."""
    return st.from_regex(r"[_a-zA-Z][_a-zA-Z0-9]{0,9}", fullmatch=True) | st.sampled_from(
        ("y", "n", "on", "null", "f", "F", "fr", "Rf")
    )


def sqls() -> st.SearchStrategy[str]:
    """Strings in Cube's own syntax: references, and anything else escaped."""
    references = st.sampled_from(("{CUBE}", "{orders.total}", "{FILTER_PARAMS.orders.day.filter('day')}"))
    return st.lists(references | texts(1).map(literal), min_size=1, max_size=4).map("".join)


def json_values() -> st.SearchStrategy[Any]:
    """Values of `meta`, frozen as the AST holds them."""
    numbers = st.integers() | st.integers(-(2**54), 2**54) | st.floats()
    return st.recursive(
        st.none() | st.booleans() | numbers | texts(),
        lambda inner: (
            st.lists(inner, max_size=3).map(tuple) | st.dictionaries(texts(), inner, max_size=3).map(MappingProxyType)
        ),
        max_leaves=8,
    )


@st.composite
def objects(draw: st.DrawFn, cls: type[T]) -> T:
    """Objects of a class of the AST: what it requires and a few of its other properties."""
    of_ast: type = cls
    required = [p for p in properties(of_ast) if p.default is attrs.NOTHING]
    others = [p for p in properties(of_ast) if p.default is not attrs.NOTHING]
    chosen = draw(st.lists(st.sampled_from(others), max_size=4, unique_by=_attribute)) if others else []
    return build(cls, {p.attribute: draw(_values(p.type)) for p in required + chosen})


def _attribute(prop: Property) -> str:
    return prop.attribute


def _values(annotation: Any) -> st.SearchStrategy[Any]:
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation == Json:
        return json_values()
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(_values(option) for option in arguments))
    if origin is tuple and arguments[-1] is not Ellipsis:
        return st.tuples(*map(_values, arguments))
    if origin is tuple:
        return st.lists(_values(arguments[0]), max_size=2).map(tuple)
    if origin is Mapping:
        return st.dictionaries(*map(_values, arguments), max_size=2).map(MappingProxyType)
    if origin is typing.Literal:
        return st.sampled_from(arguments)
    if attrs.has(annotation):
        return objects(annotation)
    return _SIMPLE[annotation]()


_SIMPLE: dict[Any, Callable[[], st.SearchStrategy[Any]]] = {
    Name: names,
    Text: texts,
    Plain: texts,
    Sql: sqls,
    Ref: names,
    Expr: sqls,
    bool: st.booleans,
    int: st.integers,
    float: st.floats,
    str: texts,
    types.NoneType: st.none,
}
