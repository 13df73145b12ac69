"""What a query of one's own says of its rows: the relations that it names, the columns in its conditions, and what it names anew.

Loaded where a cube stands on a query, which few do. As in relations.py there is no parser behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from floe_cube.cube.relations import COLUMN_NAME, PART, split, unquoted, words

__all__ = ["aliases", "conditions", "has_star", "named_relations"]

_PATH = re.compile(rf"(\b(?:from|join)\s+)?(?<![\w.$\"`\]-])({PART}(?:\s*\.\s*{PART})*)", re.IGNORECASE)
_COMMON_TABLE = re.compile(
    rf"({COLUMN_NAME})\s+as\s*(?:(?:not\s+)?materialized\s*)?\(\s*(?:select|with)\b", re.IGNORECASE
)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
_LAST_WORD = re.compile(r"(?:(?<![\w.$\"`])" + COLUMN_NAME + r"\s*\.\s*)*(" + COLUMN_NAME + r")(?!\s*[.(])")
_STAR = re.compile(r"(?:\bselect\s+(?:distinct\s+)?|,\s*|\.\s*)\*", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:where|on|having|qualify)\b(.*?)(?=\b(?:select|from|join|left|right|inner|full|cross|group|order|union|limit|where|on|having|qualify)\b|$)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_ALIAS = re.compile(rf"\s+as\s+({COLUMN_NAME})(?!\s*\()", re.IGNORECASE)
_COLUMN = re.compile(rf"(?:{COLUMN_NAME}\s*\.\s*)*{COLUMN_NAME}")
_SELECT = re.compile(r"\bselect\b(?:\s+distinct\b)?", re.IGNORECASE)
_TEXT = re.compile(r"'(?:[^']|'')*'")


def named_relations(query: str) -> Iterator[str]:
    """What may be names of relations: with dots anywhere, without them behind FROM and JOIN, where they are no common table."""
    text = _COMMENT.sub(" ", query)
    common = {unquoted(name) for name in _COMMON_TABLE.findall(text)}
    for behind, path in _PATH.findall(text):
        parts = split(path)
        if len(parts) > 1 or (behind and parts[0] not in common):
            yield path


def conditions(query: str) -> Iterator[str]:
    """The words in the conditions of a query that may be columns, as they are written, without the tables before them."""
    for part in _CONDITION.findall(_COMMENT.sub(" ", query)):
        yield from words(part, _LAST_WORD)


def has_star(query: str) -> bool:
    """Whether a query hands on columns that it does not name."""
    return _STAR.search(_COMMENT.sub(" ", query)) is not None


def aliases(query: str) -> Mapping[str, tuple[list[str], bool]]:
    """What a query gives a name of its own, by that name in lower case: the words in it, and whether it is nothing but a column."""
    text = _TEXT.sub("''", _COMMENT.sub(" ", query))
    found: dict[str, tuple[list[str], bool]] = {}
    for match in _ALIAS.finditer(text):
        expression = _before(text, match.start())
        known, _ = found.get(unquoted(match[1]), ([], False))
        is_one = not known and _COLUMN.fullmatch(expression.strip()) is not None
        found[unquoted(match[1])] = [*known, *words(expression, _LAST_WORD)], is_one
    return found


def _before(text: str, end: int) -> str:
    """The expression that ends here: from the last comma, bracket or SELECT that it is not itself around."""
    depth, start = 0, end
    while start > 0 and (depth or text[start - 1] not in ",("):
        depth += {")": 1, "(": -1}.get(text[start - 1], 0)
        start -= 1
    return _SELECT.split(text[start:end])[-1]
