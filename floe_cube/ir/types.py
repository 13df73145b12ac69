"""The grammar of types: `NUMBER(38,0) not null`, `timestamp(6) without time zone[]`, `Nullable(FixedString(2))`.

    column    = type [constraint …]                 the rest of a column's definition is read over
    type      = wrapper "(" [function ","] type ")" {suffix}
              | name {suffix}
    name      = part {"." part} | word {word}       as many words as the dialect lists together
    part      = word | quoted name
    suffix    = modifier | arguments | "[" … "]"    brackets make an array
    arguments = "(" … ")" | "<" … ">"               balanced; what is inside does not change the kind

One grammar serves all warehouses: what one of them writes, no other one means differently. What the names mean is in
the tables of `floe_cube.ir.dialects`. Reading takes one pass and never raises.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from floe_cube.ir.dialects import Dialect, Kind, words
from floe_cube.record import frozen

__all__ = ["DataType", "Kind", "Types", "parse_type"]


@frozen
class DataType:
    """The type of a column.

    Attributes:
        kind: what Cube can do with the column; STRING where the name is unknown.
        name: lower-case name without parameters, schema and wrappers; `array` for any array.
        text: as somebody wrote it.
        known: the dialect lists the name.
    """

    kind: Kind
    name: str
    text: str
    known: bool


#: A literal, a quoted name, a word (`$`, `#`, `@` as in identifiers, hyphen as in USER-DEFINED), or any other
#: character. A quote that is never closed runs to the end, so that no character is read twice.
_TOKEN = re.compile(
    r"""'(?:[^'\\]|''|\\.?)*+(?:'|\Z) | "(?:[^"]|"")*+(?:"|\Z) | `(?:[^`]|``)*+(?:`|\Z)
    | [\w$\#@]+(?:-\w+)*+ | [^\w\s]""",
    re.DOTALL | re.VERBOSE,
)
_CLOSING = {"(": ")", "<": ">", "[": "]"}

#: ClickHouse's types that only say more about their last argument, by the number of arguments.
_WRAPPERS = {"nullable": 1, "lowcardinality": 1, "simpleaggregatefunction": 2}
#: So many wrappers inside one another are nobody's type.
_DEEPEST = 32

#: Words behind a name that refine it: `with local time zone`, `varying`, `unsigned zerofill`, `day to second`, `array`.
_MODIFIERS = words("""
    with without local time zone precision varying large object unsigned signed zerofill array year quarter month
    week day hour minute second to""")
#: Words that begin the rest of a column's definition, in any of the warehouses.
_CONSTRAINTS = words("""
    not null nullable required default collate comment primary unique check references generated constraint encode
    as identity options character charset codec ttl alias materialized ephemeral statistics settings masking tag
    distkey sortkey foreign key auto_increment autoincrement rowguidcol sparse on""")
#: In words: `char large object`, and room to spare.
_LONGEST_NAME = 4


class Types(dict[str | None, DataType | None]):
    """The types of a dialect by what is written, each read once: thousands of columns have few types. No text is no type."""

    def __init__(self, dialect: Dialect) -> None:
        super().__init__({None: None})
        self.dialect = dialect

    def __missing__(self, text: str) -> DataType | None:
        found = self[text] = parse_type(text, self.dialect)
        return found


def parse_type(text: str, dialect: Dialect) -> DataType | None:
    """Read a type as a contract, a person or a catalog writes it.

    Returns:
        None for what is no type at all; an unknown STRING for a type that the dialect does not list, perhaps a user's.
    """
    tokens = _TOKEN.findall(text.lower())
    found = _type(tokens, 0, dialect, 0)
    if found is None or (found[1] < len(tokens) and tokens[found[1]] not in _CONSTRAINTS):
        return None
    name = found[0]
    return DataType(kind=dialect.types.get(name, Kind.STRING), name=name, text=text, known=name in dialect.types)


def _type(tokens: Sequence[str], at: int, dialect: Dialect, depth: int) -> tuple[str, int] | None:
    """The canonical name of the type that begins at `at`, and where it ends."""
    found = _name(tokens, at, dialect)
    if found is not None and found[0] in _WRAPPERS and _token(tokens, found[1]) == "(" and depth < _DEEPEST:
        found = _wrapped(tokens, found[1] + 1, _WRAPPERS[found[0]], dialect, depth + 1)
    if found is None:
        return None
    name, at = found
    while at < len(tokens) and (tokens[at] in _MODIFIERS or tokens[at] in _CLOSING):
        if tokens[at] in ("[", "array"):
            name = "array"
        closed = _closed(tokens, at) if tokens[at] in _CLOSING else at + 1
        if closed is None:
            return None
        at = closed
    return name, at


def _wrapped(tokens: Sequence[str], at: int, arguments: int, dialect: Dialect, depth: int) -> tuple[str, int] | None:
    """The type that is the last argument of a wrapper; `at` is its first one."""
    if arguments == 2:
        function = _type(tokens, at, dialect, depth)
        if function is None or _token(tokens, function[1]) != ",":
            return None
        at = function[1] + 1
    inner = _type(tokens, at, dialect, depth)
    return (inner[0], inner[1] + 1) if inner is not None and _token(tokens, inner[1]) == ")" else None


def _name(tokens: Sequence[str], at: int, dialect: Dialect) -> tuple[str, int] | None:
    """A name, which a schema may qualify. The last part alone counts if the dialect lists it (`pg_catalog.int4`)."""
    if _token(tokens, at) == "national":
        at += 1
    for end in range(min(len(tokens), at + _LONGEST_NAME), at, -1):
        name = " ".join(tokens[at:end])
        if name in dialect.types and _token(tokens, end) != ".":
            return name, end
    parts: list[str] = []
    while part := _part(tokens, at):
        parts.append(part[0])
        at = part[1]
        if _token(tokens, at) != ".":
            return parts[-1] if parts[-1] in dialect.types else ".".join(parts), at
        at += 1
    return None


def _part(tokens: Sequence[str], at: int) -> tuple[str, int] | None:
    """A word or a quoted name, and where it ends."""
    first = _token(tokens, at)
    if first == "[" and _token(tokens, at + 1)[:1].isidentifier() and _token(tokens, at + 2) == "]":
        return tokens[at + 1], at + 3
    if first[:1] in ('"', "`"):
        return (first[1:-1], at + 1) if len(first) > 2 and first[-1] == first[0] else None
    return (first, at + 1) if first[:1].isidentifier() else None


def _closed(tokens: Sequence[str], at: int) -> int | None:
    """Behind the bracket that closes the one at `at`; brackets inside must match, too."""
    expected: list[str] = []
    for index in range(at, len(tokens)):
        token = tokens[index]
        if token in _CLOSING:
            expected.append(_CLOSING[token])
        elif token in (")", ">", "]"):
            if expected.pop() != token:
                return None
            if not expected:
                return index + 1
    return None


def _token(tokens: Sequence[str], at: int) -> str:
    return tokens[at] if at < len(tokens) else ""
