"""SQL of dbt's semantic layer as Cube's SQL: columns of the model become `{CUBE}.column`, names of metrics become members.

dbt writes names bare, for its query has one table; Cube's may have several. So an expression is read word by word, as far as is
needed to tell a column from a function, a type, a keyword and what is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from floe_cube.cube.fstring import literal
from floe_cube.cube.sql import check_sql
from floe_cube.ir.columns import Names
from floe_cube.ir.dialects import Dialect, column_sql
from floe_cube.ir.model import Model
from floe_cube.record import frozen

__all__ = ["Unreadable", "columns_of", "is_column", "qualified", "substituted"]


class Unreadable(ValueError):
    """What in an expression has no place in a member of Cube, as a clause."""


#: Words that are no columns, whoever has columns of that name: SQL reserves them.
RESERVED = frozenset(
    "all and any as asc between both case cast collate desc distinct else end escape exists extract false filter first following for "
    "from group having ilike in is last leading like limit not null nulls on or order over partition preceding range "
    "rlike row rows select similar some then to trailing true try_cast union using when where window with within without".split()
)
#: Words that are columns where the model has such columns, and else keywords, units of time or parts of types.
KEYWORDS = RESERVED | frozenset(
    "array at by current_date current_time current_timestamp current_user date datetime day dayofweek dayofyear days decade doy "
    "dow double epoch hour hours interval isodow isoweek isoyear local localtime localtimestamp map microsecond milliseconds "
    "millisecond minute minutes month months precision quarter quarters second seconds struct sysdate time timestamp timestamptz "
    "timezone today unbounded unknown varying week weeks year years zone".split()
)
#: Words before a quoted text that belong to it: `date '2025-01-01'`.
PREFIXES = frozenset("b date datetime e interval n r time timestamp timestamptz x".split())
#: Words that begin a query, or a window over other rows.
BEYOND = {"select": "a query of its own", "over": "a window function"}

_WORD = r"[^\W\d][\w$]*"
_COMMON = rf"""
    (?P<space> \s+ | --[^\n]*(?:\n|\Z) | /\*.*?\*/)
  | (?P<text> '(?:[^']|'')*')
  | (?P<number> \d+(?:\.\d+)?(?:[eE][+-]?\d+)? | \.\d+)
  | (?P<word> {_WORD})
  | (?P<cast> ::)
"""
_PLAIN = re.compile(rf'{_COMMON} | (?P<quoted> "(?:[^"]|"")*") | (?P<mark> .)', re.VERBOSE | re.DOTALL)
_BACKTICKS = re.compile(
    rf"{_COMMON} | (?P<quoted> `(?:[^`]|``)*`) | (?P<other> \"(?:[^\"\\]|\\.)*\") | (?P<mark> .)",
    re.VERBOSE | re.DOTALL,
)


class _Token(NamedTuple):
    kind: str
    text: str


@frozen
class Columns:
    """The columns of a model, as its expressions name them.

    Attributes:
        sql: physical name -> how it is written in SQL.
        complete: there are no others: a word that is none of them is no column.
        prefix: what stands before the name of each in the query of the cube.
    """

    names: Names
    sql: Mapping[str, str]
    complete: bool
    dialect: Dialect
    prefix: str = ""

    def reference(self, sql: str) -> str:
        """A column of the model as SQL of the cube; of a quoted name, the prefix stands inside the quotes."""
        quoted = sql[:1] in '"`['
        return "{CUBE}." + literal(f"{sql[0]}{self.prefix}{sql[1:]}" if quoted else f"{self.prefix}{sql}")


def columns_of(model: Model, dialect: Dialect) -> Columns:
    """What the expressions of a model may name."""
    return Columns(
        names=Names(frozenset(column.name for column in model.columns)),
        sql={column.name: column_sql(column.name, dialect, exact=column.exact) for column in model.columns},
        complete=bool(model.columns) and all(column.exact for column in model.columns),
        dialect=dialect,
    )


def is_column(expr: str, columns: Columns) -> str | None:
    """The column that an expression is, and nothing else."""
    match _tokens(expr, columns.dialect):
        case [_Token("word")] if expr.lower() not in RESERVED:
            return columns.names.find(expr)
        case [_Token("quoted")]:
            return columns.names.find(_unquoted(expr, columns.dialect))
    return None


def qualified(expr: str, columns: Columns) -> str:
    """An expression over a model's columns as Cube's SQL.

    Raises:
        Unreadable: it reads more than the row.
    """
    sql = "".join(_qualified(_tokens(expr, columns.dialect), columns))
    if (problem := check_sql(sql)) is not None:
        raise Unreadable(problem)
    return sql


def _qualified(tokens: list[_Token], columns: Columns) -> Iterator[str]:
    solid = [token for token in tokens if token.kind != "space"]
    place = 0
    for token in tokens:
        if token.kind == "space":
            yield _space(token)
            continue
        after = solid[place + 1] if place + 1 < len(solid) else _Token("", "")
        yield _word(token, solid[max(0, place - 2) : place], after, columns)
        place += 1


def _space(token: _Token) -> str:
    """What stands between words; a comment would swallow what Cube writes behind it."""
    return token.text if token.text.isspace() else " "


def _word(token: _Token, before: list[_Token], after: _Token, columns: Columns) -> str:
    """One token as Cube's SQL."""
    previous = before[-1] if before else _Token("", "")
    lower = token.text.lower()
    if token.kind == "quoted" and previous.text != ".":
        return columns.reference(columns.sql.get(_unquoted(token.text, columns.dialect), token.text))
    if token.kind != "word":
        return literal(token.text)
    if lower in BEYOND and columns.names.find(token.text) is None:
        raise Unreadable(f"`{token.text}` begins {BEYOND[lower]}")
    is_type = previous.kind == "cast" or previous.text.lower() == "as"
    is_unit = previous.text == "(" and len(before) > 1 and before[0].text.lower() == "extract"
    is_counted = before[:-1] and before[0].text.lower() == "interval" and previous.kind in ("number", "text")
    prefixes = after.kind == "text" and lower in PREFIXES
    if previous.text == "." or after.text == "(" or is_type or is_unit or is_counted or prefixes or lower in RESERVED:
        return literal(token.text)
    physical = columns.names.find(token.text)
    if physical is not None:
        return columns.reference(columns.sql[physical])
    if lower in KEYWORDS or columns.complete:
        return literal(token.text)
    return columns.reference(column_sql(token.text, columns.dialect, exact=False))


def _unquoted(text: str, dialect: Dialect) -> str:
    """The name in a quoted identifier."""
    closing = dialect.quotes[1] if dialect.quotes[0] == text[0] else text[0]
    return text[1:-1].replace(closing * 2, closing)


def substituted(expr: str, names: Mapping[str, str], dialect: Dialect) -> str:
    """An expression over metrics as Cube's SQL.

    Args:
        names: what a metric is called in the expression -> the SQL of its member.

    Raises:
        Unreadable: it is more than an expression.
    """
    tokens = _tokens(expr, dialect)
    by_lower = {name.lower(): sql for name, sql in names.items()}
    parts = []
    for index, token in enumerate(tokens):
        if token.kind == "word" and token.text.lower() in BEYOND:
            raise Unreadable(f"`{token.text}` begins {BEYOND[token.text.lower()]}")
        following = next((t.text for t in tokens[index + 1 :] if t.kind != "space"), "")
        is_name = token.kind == "word" and following != "("
        sql = (names.get(token.text) or by_lower.get(token.text.lower())) if is_name else None
        parts.append(sql or (_space(token) if token.kind == "space" else literal(token.text)))
    return "".join(parts)


def _tokens(expr: str, dialect: Dialect) -> list[_Token]:
    pattern = _BACKTICKS if dialect.quotes[0] == "`" else _PLAIN
    return [_Token(found.lastgroup or "", found[0]) for found in pattern.finditer(expr)]
