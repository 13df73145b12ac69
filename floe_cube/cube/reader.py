"""Reading `meta.cube`: untyped JSON that people wrote in dbt's YAML -> values of the AST, with findings as close as can be.

One interpreter for all classes: the annotations of the AST say what may stand where, `words` what a word may be, `rules`
what a value must be as a whole. A value comes out complete and right, or it is left out and the findings say why; nothing
that people wrote is dropped without one.

Besides what the AST writes, the reader takes what Cube takes: camelCase (`sqlTable`, `countDistinct`), older names
(`shown`, `belongs_to`), one reference where a list of them is due, and members as a mapping from their names.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, Literal, TypeVar

import attrs

from floe_cube.cube.ast import Expr, Json, Name, Plain, Ref, Sql, Text
from floe_cube.cube.fields import Property, build, properties
from floe_cube.cube.names import snake
from floe_cube.cube.rules import rules
from floe_cube.cube.shapes import is_literal, is_named, keys, options, shapes, telling
from floe_cube.cube.sql import check_expression, check_sql
from floe_cube.cube.words import EXTENDED, INSTEAD, NAME, REF, RENAMED, choice, word
from floe_cube.diagnostics import Diagnostic, Place, finding, nearest
from floe_cube.ir.meta import freeze

__all__ = ["canonical", "read", "read_each"]

T = TypeVar("T")

#: Nothing that people write is deeper, and a reader that calls itself must end somewhere.
DEEPEST = 50
#: Texts in messages are cut here.
LONGEST = 60

#: Stands for a value that could not be read; the findings say why.
BAD: Any = object()


@attrs.frozen
class _Spot:
    """Where the reader is.

    Attributes:
        place: for findings.
        path: inside the place, as `measures[2].rolling_window`.
        key: the property, as `RollingWindow.trailing`.
    """

    place: Place
    path: str
    key: str = ""

    def inside(self, cls: type, prop: Property) -> _Spot:
        path = f"{self.path}.{prop.key}" if self.path else prop.key
        return _Spot(self.place, path, f"{cls.__name__}.{prop.attribute}")

    def item(self, index: int | str) -> _Spot:
        return attrs.evolve(self, path=f"{self.path}[{index}]" if isinstance(index, int) else f"{self.path}.{index}")


def read(cls: type[T], value: Json, place: Place, path: str = "") -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Read one value of the AST.

    Args:
        cls: the class to read.
        value: its properties.
        place: what the findings belong to.
        path: where the value stands there, as `measures[2]`; empty for the place itself.

    Returns:
        The value, or None where anything is wrong with it, and all that is.
    """
    spot = _Spot(place, path)
    found: list[Diagnostic] = []
    if _too_deep(value):
        return None, (finding("FC0413", place, where=_where(cls, spot), limit=DEEPEST),)
    result = _object(cls, value, spot, found)
    return (None if result is BAD else result), tuple(found)


def read_each(cls: type[T], values: Json, place: Place, path: str) -> tuple[tuple[T, ...], tuple[Diagnostic, ...]]:
    """Read a list of values, or a mapping from their names. A bad one is left out with its findings, the others stay."""
    found: list[Diagnostic] = []
    kept = []
    for spot, item in _items(cls, values, _Spot(place, path), found) or ():
        name = item.get("name") if isinstance(item, Mapping) else None
        value, findings = read(
            cls, item, place.at(name) if isinstance(name, str) and not place.column else place, spot.path
        )
        found += findings
        if value is not None:
            kept.append(value)
    return tuple(kept), tuple(found)


def canonical(cls: type, value: Mapping[str, Any]) -> dict[str, Any]:
    """What people wrote, under the names that the AST uses: `sqlTable` becomes `sql_table`; unknown keys stay as they are."""
    return {_canonical_key(cls, key): part for key, part in value.items()}


# --- objects ---------------------------------------------------------------------------------------------------------
def _object(cls: type, value: Any, spot: _Spot, found: list[Diagnostic]) -> Any:
    """Read a mapping as an instance of a class."""
    if not isinstance(value, Mapping):
        return _wrong_type(_expected(cls), value, spot, found)
    before = len(found)
    given = _given((cls,), value, spot, found)
    unsure = len(found) > before  # a misspelt property is not missing as well
    values: dict[str, Any] = {}
    for prop in properties(cls):
        if prop.flatten:
            among = {key for shape in shapes(prop.type) for key in keys(shape)}
            part = {key: value for key, value in given.items() if key in among}
            values[prop.attribute] = _one_of(shapes(prop.type), part, _where(cls, spot), spot, found, unsure)
        elif prop.key in given:
            values[prop.attribute] = _value(prop.type, given[prop.key], spot.inside(cls, prop), found)
        elif prop.default is attrs.NOTHING and not unsure:
            found.append(finding("FC0404", spot.place, where=_where(cls, spot), keys=f"`{prop.key}`"))
    if len(found) > before:
        return BAD
    result: Any = build(cls, values)
    found += rules(result, spot.place, _where(cls, spot))
    return result if len(found) == before else BAD


def _given(classes: Sequence[type], value: Mapping[Any, Any], spot: _Spot, found: list[Diagnostic]) -> dict[str, Any]:
    """The properties in a mapping, those that are null left out; what none of the classes has is reported."""
    given: dict[str, Any] = {}
    known = tuple(dict.fromkeys(key for cls in classes for key in keys(cls)))
    where = _where(classes[0], spot)
    for written, part in value.items():
        key = next((k for cls in classes if (k := _canonical_key(cls, str(written))) in known), str(written))
        gone = f"{classes[0].__name__}.{key}"
        if key in given:
            found.append(finding("FC0412", spot.place, key=key, where=where))
        elif key in known:
            if part is not None:
                given[key] = part
        elif gone in INSTEAD:
            found.append(finding("FC0410", spot.place, what=key, where=where, instead=INSTEAD[gone]))
        else:
            hint = nearest(snake(key), known) or f"; it may have {_listed(known)}"
            found.append(finding("FC0401", spot.place, key=_shown(key), where=where, hint=hint))
    return given


def _canonical_key(cls: type, key: str) -> str:
    known = keys(cls)
    if key in known:
        return key
    folded = snake(key)
    return folded if folded in known else RENAMED[folded] if RENAMED.get(folded) in known else key


# --- one of several classes ------------------------------------------------------------------------------------------
def _one_of(
    classes: Sequence[type],
    given: Mapping[str, Any],
    where: str,
    spot: _Spot,
    found: list[Diagnostic],
    unsure: bool = False,
) -> Any:
    """Read properties as an instance of the class that they belong to, or say why they belong to none."""
    known = [cls for cls in classes if given.keys() <= set(keys(cls))]
    fitting = [cls for cls in known if all(choice(kind, given[key]) is not None for key, kind in _literals(cls, given))]
    for cls in fitting:
        if set(telling(cls)) <= given.keys():
            return _object(cls, given, spot, found)
    if unsure:
        return BAD
    if not known:
        one, other = _conflict(classes, list(given))
        found.append(finding("FC0408", spot.place, where=where, one=one, other=other))
    elif fitting:
        found.append(finding("FC0404", spot.place, where=where, keys=_missing(fitting, given)))
    else:
        for key in {key: None for cls in known for key, _ in _literals(cls, given)}:
            words = tuple(
                w for cls in known for k, kind in _literals(cls, given) if k == key for w in typing.get_args(kind)
            )
            _literal(Literal[words], given[key], spot.item(key) if spot.path else _Spot(spot.place, key), found)
    return BAD


def _missing(classes: Sequence[type], given: Mapping[str, Any]) -> str:
    """What one of these classes would need besides; the shortest ways only."""
    ways = [frozenset(key for key in telling(cls) if key not in given) for cls in classes]
    least = [way for way in dict.fromkeys(ways) if not any(other < way for other in ways)]
    return " or ".join(" and ".join(f"`{key}`" for key in sorted(way)) for way in least)


def _literals(cls: type, given: Mapping[str, Any]) -> list[tuple[str, Any]]:
    return [(p.key, p.type) for p in properties(cls) if is_literal(p.type) and p.key in given]


def _conflict(classes: Sequence[type], given: Sequence[str]) -> tuple[str, str]:
    """Two properties that no class has together."""
    pairs = [(one, other) for at, one in enumerate(given) for other in given[at + 1 :]]
    apart = (pair for pair in pairs if not any(set(pair) <= set(keys(cls)) for cls in classes))
    return next(apart, (given[0], given[-1]))


# --- values ----------------------------------------------------------------------------------------------------------
def _value(kind: Any, value: Any, spot: _Spot, found: list[Diagnostic]) -> Any:
    """Read a value by its annotation."""
    origin = typing.get_origin(kind)
    if kind == Json:
        return freeze(value)
    if origin is Literal:
        return _literal(kind, value, spot, found)
    if origin is tuple:
        return _list(typing.get_args(kind)[0], value, spot, found)
    if origin in (typing.Union, types.UnionType):
        return _union(kind, value, spot, found)
    if attrs.has(kind):
        return _object(kind, value, spot, found)
    if kind in (bool, int, float):
        fits = isinstance(value, kind) and isinstance(value, bool) == (kind is bool)
        return value if fits else _wrong_type(_expected(kind), value, spot, found)
    return _text(kind, value, spot, found)


def _union(kind: Any, value: Any, spot: _Spot, found: list[Diagnostic]) -> Any:
    """Read a value as the option that its shape tells."""
    if len(options(kind)) == 1:
        return _value(options(kind)[0], value, spot, found)
    classes = shapes(kind)
    if isinstance(value, Mapping) and classes:
        if len(classes) == 1:
            return _object(classes[0], value, spot, found)
        before = len(found)
        given = _given(classes, value, spot, found)
        return BAD if len(found) > before else _one_of(classes, given, spot.path, spot, found)
    for option in options(kind):
        if _has_shape(option, value):
            return _value(option, value, spot, found)
    if Text in options(kind) and _number(value):
        return str(value)
    return _wrong_type(_expected(kind), value, spot, found)


def _has_shape(option: Any, value: Any) -> bool:
    """Whether a value can only be meant as this option of a union."""
    origin = typing.get_origin(option)
    if origin is Literal:
        return choice(option, value) is not None
    if origin is tuple:
        return isinstance(value, list | tuple)
    if option in (bool, int, float):
        return type(value) is option
    return isinstance(value, str) and not attrs.has(option)


def _list(kind: Any, value: Any, spot: _Spot, found: list[Diagnostic]) -> Any:
    """Read a list: its items are all good, or it is not."""
    single = kind in (Ref, Name, Plain) and isinstance(value, str)
    items = _items(kind, (value,) if single else value, spot, found)
    if items is None:
        return BAD
    parts = [_value(kind, item, at, found) for at, item in items]
    return BAD if BAD in parts else tuple(parts)


def _items(kind: Any, value: Any, spot: _Spot, found: list[Diagnostic]) -> list[tuple[_Spot, Any]] | None:
    """The items of a list with their places; named ones may stand in a mapping from their names."""
    if isinstance(value, list | tuple):
        return [(spot.item(index), item) for index, item in enumerate(value)]
    if is_named(kind) and isinstance(value, Mapping) and not isinstance(value.get("name"), str):
        pairs = sorted(((str(name), item) for name, item in value.items()), key=itemgetter(0))  # whatever wrote the manifest
        return [(spot.item(n), {"name": n, **item} if isinstance(item, Mapping) else item) for n, item in pairs]
    _wrong_type(f"a list, each item {_expected(kind)}", value, spot, found)
    return None


def _literal(kind: Any, value: Any, spot: _Spot, found: list[Diagnostic]) -> Any:
    chosen = choice(kind, value)
    if chosen is not None:
        return chosen
    if not isinstance(value, str):
        return _wrong_type(_expected(kind), value, spot, found)
    words = [str(one) for one in typing.get_args(kind)]
    if snake(value) in INSTEAD:
        data = {"what": value, "where": spot.path, "instead": INSTEAD[snake(value)]}
        found.append(finding("FC0410", spot.place, **data))
    else:
        hint = nearest(snake(value), words)
        found.append(
            finding("FC0406", spot.place, path=spot.path, word=_shown(value), allowed=_listed(words), hint=hint)
        )
    return BAD


def _text(kind: Any, value: Any, spot: _Spot, found: list[Diagnostic]) -> Any:
    """Read a text: a name, a reference, SQL, words for people, or a word with a grammar."""
    if kind in (Text, Sql) and _number(value):
        value = str(value)
    if not isinstance(value, str):
        return _wrong_type(_expected(kind), value, spot, found)
    if kind in (Sql, Expr):
        problem = check_expression(value) if kind is Expr else check_sql(value)
        if problem is not None:
            found.append(finding("FC0411", spot.place, path=spot.path, problem=problem))
            return BAD
    elif kind is not Text:
        if kind is Ref:
            value = re.sub(r"\{([^{}]*)\}", r"\1", value)
        referring = EXTENDED if spot.key.endswith(".extends") else REF
        grammar = {Name: NAME, Ref: referring}.get(kind) or word(spot.key)
        if not grammar.check(value):
            data = {"word": _shown(value), "what": grammar.what, "example": grammar.example}
            found.append(finding("FC0407", spot.place, path=spot.path, **data))
            return BAD
    return value


def _number(value: Any) -> bool:
    """Numbers that may stand for a text; longer ones were not meant to be read."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 2**63


# --- what messages say -----------------------------------------------------------------------------------------------
def _wrong_type(expected: str, value: Any, spot: _Spot, found: list[Diagnostic]) -> Any:
    found.append(finding("FC0402", spot.place, path=spot.path or "meta.cube", expected=expected, seen=_seen(value)))
    return BAD


_EXPECTED: dict[Any, str] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    Expr: "an expression",
    Name: "a name",
    Plain: "a word",
    Ref: "a reference",
    Sql: "SQL",
    Text: "a text",
}


def _expected(kind: Any) -> str:
    """What a property takes, as people say it."""
    if kind in _EXPECTED:
        return _EXPECTED[kind]
    if is_literal(kind):
        words = typing.get_args(kind)
        return _listed(words) if len(words) == 1 else f"one of {_listed(words)}"
    if typing.get_origin(kind) is tuple:
        return "a list"
    if attrs.has(kind):
        return f"a mapping with properties such as {_listed(keys(kind)[:3])}"
    return " or ".join(map(_expected, options(kind)))


def _seen(value: Any) -> str:
    if isinstance(value, str):
        return f"the text `{_shown(value)}`"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, bool) or value is None:
        return {None: "nothing", True: "true", False: "false"}[value]
    return f"the number {value}" if _number(value) else "a number"


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def _listed(words: Iterable[Any]) -> str:
    return ", ".join(f"`{str(word).lower() if isinstance(word, bool) else word}`" for word in words)


def _where(cls: type, spot: _Spot) -> str:
    return spot.path or snake(cls.__name__).replace("_", " ")


def _too_deep(value: Any) -> bool:
    """Whether JSON is nested more deeply than anything that is read here."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        inner = [
            list(part.values()) if isinstance(part, Mapping) else part
            for part in level
            if isinstance(part, Mapping | list | tuple)
        ]
        level, depth = [item for part in inner for item in part], depth + 1
    return bool(level)
