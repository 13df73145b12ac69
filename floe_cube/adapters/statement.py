"""SQL without its literals, for programs that say what they asked. The same rules as `floe_cube_statement.js`, driven by the same tests."""

from __future__ import annotations

import re

__all__ = ["without_literals"]

LONGEST = 16384
#: A group for each kind of token; the order counts. A comment in a comment is no token: databases differ.
_TOKEN = re.compile(
    r"""(?P<space>\s+|--[^\n]*|/\*(?:[^*/]|\*(?!/)|/(?!\*))*\*/)
    |(?P<text>'[^'\\]*')
    |(?P<quoted>"[^"\\]*")
    |(?P<number>(?:[0-9][0-9_]*\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<name>[^\W\d]\w*)
    |(?P<other>`[^`\\]*`|\$[0-9]+\b|@_?\w+|\?|::|/(?!\*)|[-+*%^|&~<>=!,.;:()[\]{}])""",
    re.VERBOSE,
)
#: Databases to which a text in double quotes, or in three quotes, is a value.
_QUOTES_VALUES = frozenset({"bigquery", "databricks-jdbc", "hive", "mysql"})
_THREE_QUOTES = re.compile(r"'''|\"\"\"")
_PREFIX = re.compile(r"(?:[bexnr]|rb|br)", re.IGNORECASE)


def without_literals(sql: str, database: str = "") -> str | None:
    """The statement on one line with `?` for every text and number; None where it is not certain which parts are literals.

    >>> without_literals("SELECT a FROM t WHERE b = 'x' LIMIT 10")
    'SELECT a FROM t WHERE b = ? LIMIT ?'
    """
    quotes_values = database in _QUOTES_VALUES
    if len(sql) > LONGEST or (quotes_values and _THREE_QUOTES.search(sql)):
        return None
    shown: list[str] = []
    last, at = "space", 0
    while at < len(sql):
        match = _TOKEN.match(sql, at)
        if match is None:
            return None
        at, kind = match.end(), str(match.lastgroup)
        if kind == "text" or (kind == "quoted" and quotes_values):
            kind = "value"
        if last == "number" and kind in ("number", "name"):  # 0x1F, 10ms
            return None
        if kind == "value" and last == "name" and not _PREFIX.fullmatch(shown.pop()):
            return None  # a kind of literal that nobody here knows
        if kind == "space":
            shown.append(" ")
        elif kind not in ("value", "number"):
            shown.append(match[0])
        elif kind != last:
            shown.append("?")  # 'it''s' is one text
        last = kind
    return " ".join("".join(shown).split())
