"""The filters of dbt's semantic layer: SQL in which Jinja names dimensions, entities and metrics.

    {{ Dimension('customer__segment') }} = 'family' and {{ TimeDimension('metric_time', 'month') }} > '2025-01-01'

Read by a grammar of their own: no Jinja is run. What stands between the braces is one call, perhaps with calls on its result.
Source: metricflow 0.213, `metricflow_semantic_interfaces/parsing/where_filter`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from floe_cube.record import frozen

__all__ = [
    "GRAINS",
    "METRIC_TIME",
    "DimensionRef",
    "EntityRef",
    "MetricRef",
    "Reference",
    "Where",
    "WhereError",
    "parse",
    "parse_item",
]

#: The spans of time that have a name everywhere, the shortest first. Spans of a project's own calendar are no more than their names.
GRAINS = (
    "nanosecond",
    "microsecond",
    "millisecond",
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
)
#: The time of whatever is measured.
METRIC_TIME = "metric_time"


@frozen(kw_only=True)
class DimensionRef:
    """A dimension, seen from what is measured.

    Attributes:
        path: entities that lead to the semantic model of the dimension; none for `metric_time`.
        name: the dimension there.
        grain: the span of time that its values are cut to, if one is given.
        part: the part of the date that is taken, if one is.
    """

    path: tuple[str, ...] = ()
    name: str
    grain: str | None = None
    part: str | None = None


@frozen(kw_only=True)
class EntityRef:
    """An entity: the columns of a key."""

    path: tuple[str, ...] = ()
    name: str


@frozen(kw_only=True)
class MetricRef:
    """A metric as an attribute: its value for each of the entities in `group_by`."""

    name: str
    group_by: tuple[str, ...]


Reference: TypeAlias = DimensionRef | EntityRef | MetricRef


@frozen
class Where:
    """A filter: pieces of SQL, and what is named between them."""

    parts: tuple[str | Reference, ...]
    text: str


class WhereError(ValueError):
    """What is wrong with a filter, as a clause."""


_OPEN = re.compile(r"\{\{|\{%|\{#")
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")|(?P<name>[A-Za-z_]\w*)|(?P<close>-?\}\})|(?P<mark>[().,=\[\]]))""",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class _Token(NamedTuple):
    kind: str
    text: str


class _Call(NamedTuple):
    """A call: its arguments by position and by name; a list is a tuple."""

    name: str
    positional: tuple[str | tuple[str, ...], ...]
    named: Mapping[str, str | tuple[str, ...]]

    def take(self, *names: str) -> tuple[str | tuple[str, ...] | None, ...]:
        """The arguments in the order of their names."""
        unknown = self.named.keys() - set(names)
        if len(self.positional) > len(names) or unknown:
            raise WhereError(
                f"`{self.name}` does not take " + (f"`{min(unknown)}`" if unknown else "so many arguments")
            )
        given = dict(zip(names, self.positional, strict=False))
        if twice := given.keys() & self.named.keys():
            raise WhereError(f"`{self.name}` is given `{min(twice)}` twice")
        return tuple((given | dict(self.named)).get(name) for name in names)


def parse(template: str) -> Where:
    """Read a filter.

    Raises:
        WhereError: it is none that we can read.
    """
    parts: list[str | Reference] = []
    at = 0
    while found := _OPEN.search(template, at):
        if found[0] != "{{":
            raise WhereError(
                f"`{found[0]}` begins a statement or a comment of Jinja, where only `{{{{ ... }}}}` is read"
            )
        if template[at : found.start()]:
            parts.append(template[at : found.start()])
        calls, at = _calls(template, found.end())
        parts.append(_reference(calls))
    if template[at:]:
        parts.append(template[at:])
    return Where(tuple(parts), template.strip())


def parse_item(text: str) -> Reference:
    """Read an item of a saved query's `group_by`: a call without braces, or a bare name (`customer__segment`).

    Raises:
        WhereError: it is none that we can read.
    """
    if re.fullmatch(r"\s*\w+\s*", text):
        return _dimension((), text.strip(), None)
    calls, end = _calls(text + "}}", 0)
    if end != len(text) + 2:
        raise WhereError("something stands behind it")
    return _reference(calls)


# --- calls -----------------------------------------------------------------------------------------------------------
def _calls(text: str, at: int) -> tuple[list[_Call], int]:
    """`Dimension('a__b').grain('day') }}`, and the place after the braces."""
    tokens: list[_Token] = []
    while True:
        found = _TOKEN.match(text, at)
        if found is None:
            raise WhereError(
                f"`{text[at:].strip()[:30] or text}` cannot be read" if text[at:].strip() else "a brace is never closed"
            )
        at = found.end()
        if found["close"]:
            break
        tokens.append(_Token(found.lastgroup or "", found[found.lastgroup or ""]))
    calls = []
    here = 0
    while True:
        call, here = _call(tokens, here)
        calls.append(call)
        if here == len(tokens):
            return calls, at
        here = _expect(tokens, here, ".")


def _call(tokens: list[_Token], at: int) -> tuple[_Call, int]:
    if at >= len(tokens) or tokens[at].kind != "name":
        raise WhereError("a call such as `Dimension('customer__segment')` is missing")
    name = tokens[at].text
    at = _expect(tokens, at + 1, "(")
    positional: list[str | tuple[str, ...]] = []
    named: dict[str, str | tuple[str, ...]] = {}
    while _text(tokens, at) != ")":
        if _text(tokens, at + 1) == "=":
            value, after = _value(tokens, at + 2)
            named[tokens[at].text] = value
        else:
            value, after = _value(tokens, at)
            positional.append(value)
        at = after if _text(tokens, after) == ")" else _expect(tokens, after, ",")
    return _Call(name, tuple(positional), named), at + 1


def _value(tokens: list[_Token], at: int) -> tuple[str | tuple[str, ...], int]:
    """A text, or a list of texts."""
    if at < len(tokens) and tokens[at].kind == "text":
        return _unquoted(tokens[at]), at + 1
    at = _expect(tokens, at, "[")
    items: list[str] = []
    while _text(tokens, at) != "]":
        if at >= len(tokens) or tokens[at].kind != "text":
            raise WhereError("a list holds texts only")
        items.append(_unquoted(tokens[at]))
        at += 1
        if _text(tokens, at) != "]":
            at = _expect(tokens, at, ",")
    return tuple(items), at + 1


def _unquoted(token: _Token) -> str:
    return _ESCAPED.sub(r"\1", token.text[1:-1])


def _text(tokens: list[_Token], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _expect(tokens: list[_Token], at: int, mark: str) -> int:
    if _text(tokens, at) != mark:
        found = _text(tokens, at)
        raise WhereError(f"`{mark}` is expected" + (f" where `{found}` stands" if found else " at the end"))
    return at + 1


# --- what is named ---------------------------------------------------------------------------------------------------
def _reference(calls: list[_Call]) -> Reference:
    first, *rest = calls
    match first.name:
        case "Dimension":
            name, path = first.take("name", "entity_path")
            return _refined(_dimension(_words(path), _word(name), None), rest)
        case "TimeDimension":
            name, grain, path, part = first.take(
                "time_dimension_name", "time_granularity_name", "entity_path", "date_part_name"
            )
            found = _dimension(_words(path), _word(name), _word(grain) if grain else None)
            return _refined(found, rest if not part else [*rest, _Call("date_part", (part,), {})])
        case "Entity" if not rest:
            name, path = first.take("entity_name", "entity_path")
            *links, last = _word(name).split("__")
            return EntityRef(path=(*_words(path), *links), name=last)
        case "Metric" if not rest:
            name, group_by = first.take("metric_name", "group_by")
            if not group_by:
                raise WhereError("a metric in a filter needs `group_by`")
            return MetricRef(name=_word(name), group_by=_words(group_by))
    raise WhereError(f"`{(rest or calls)[0].name}` is not one of `Dimension`, `TimeDimension`, `Entity` and `Metric`")


def _refined(found: DimensionRef, calls: list[_Call]) -> DimensionRef:
    """`.grain('month')` and `.date_part('year')`."""
    grain, part = found.grain, found.part
    for call in calls:
        if call.name == "grain":
            grain = _word(call.take("time_granularity")[0]).lower()
        elif call.name == "date_part":
            part = _word(call.take("date_part_name")[0]).lower()
        else:
            raise WhereError(f"a dimension has no `{call.name}`")
    return DimensionRef(path=found.path, name=found.name, grain=grain, part=part)


def _dimension(path: tuple[str, ...], name: str, grain: str | None) -> DimensionRef:
    """`customer__joined_on__month`: entities, the dimension, perhaps a span of time."""
    *links, last = name.split("__")
    if links and last in GRAINS:
        grain, last = last, links.pop()
    whole = (*path, *links)
    if not whole and last != METRIC_TIME:
        raise WhereError(f"`{name}` does not say whose dimension it is: write `entity__{name}`")
    return DimensionRef(path=() if last == METRIC_TIME else whole, name=last, grain=grain.lower() if grain else None)


def _word(value: str | tuple[str, ...] | None) -> str:
    if not isinstance(value, str) or not value:
        raise WhereError("a name is missing")
    return value


def _words(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value or ()
