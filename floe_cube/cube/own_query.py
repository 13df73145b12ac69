"""What a query of one's own says of its rows: the relations that it names, the columns in its conditions, and what it names anew.

Loaded where a cube stands on a query, which few do. As in relations.py there is no parser behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from floe_cube.cube.relations import COLUMN_NAME, PART, split, unquoted, words

__all__ = ["aliases", "conditions", "has_star", "named_relations"]

_QUOTED = r"\"(?:[^\"]|\"\")*+\"|`[^`]*+`"
_TEXT_OR_COMMENT = re.compile(
    rf"('(?:[^']|'')*+')|(--[^\n]*|/\*.*?\*/)|{_QUOTED}", re.DOTALL
)  # and quoted names, in which neither begins
_PATH = re.compile(rf"(\b(?:from|join)\s+)?(?<![\w.$\"`\]-])({PART}(?:\s*\.\s*{PART})*)", re.IGNORECASE)
_COMMON_TABLE = re.compile(
    rf"({COLUMN_NAME})\s+as\s*(?:(?:not\s+)?materialized\s*)?\(\s*(?:select|with)\b", re.IGNORECASE
)
_LAST_WORD = re.compile(r"(?:(?<![\w.$\"`])" + COLUMN_NAME + r"\s*\.\s*)*(" + COLUMN_NAME + r")(?!\s*[.(])")
_STAR = re.compile(r"(?:\bselect\s+(?:distinct\s+)?|,\s*|\.\s*)\*", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:where|on|having|qualify)\b(.*?)(?=\b(?:select|from|join|left|right|inner|full|cross|group|order|union|limit|where|on|having|qualify)\b|$)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
#: Where an expression begins or ends, and the name that one is given; quoted names are passed over.
_MARK = re.compile(rf"[(),]|{_QUOTED}|\bselect\b(?:\s+distinct\b)?|\bas\s+({COLUMN_NAME})(?!\s*\()", re.IGNORECASE)
_COLUMN = re.compile(rf"(?:{COLUMN_NAME}\s*\.\s*)*{COLUMN_NAME}")


def named_relations(query: str) -> Iterator[str]:
    """What may be names of relations: with dots anywhere, without them behind FROM and JOIN, where they are no common table."""
    text = _bare(query)
    common = {unquoted(name) for name in _COMMON_TABLE.findall(text)}
    for behind, path in _PATH.findall(text):
        parts = split(path)
        if len(parts) > 1 or (behind and parts[0] not in common):
            yield path


def conditions(query: str) -> Iterator[str]:
    """The words in the conditions of a query that may be columns, as they are written, without the tables before them."""
    for part in _CONDITION.findall(_bare(query)):
        yield from words(part, _LAST_WORD)


def has_star(query: str) -> bool:
    """Whether a query hands on columns that it does not name."""
    return _STAR.search(_bare(query)) is not None


def aliases(query: str) -> Mapping[str, tuple[list[str], bool]]:
    """What a query gives a name of its own, by that name in lower case: the words in it, and whether it is nothing but a column."""
    text = _bare(query)
    found: dict[str, tuple[list[str], bool]] = {}
    starts = [0]  # of the expression that is being read, and of those around it
    for mark in _MARK.finditer(text):
        if mark[1]:
            expression = text[starts[-1] : mark.start()].strip()
            known, _ = found.get(unquoted(mark[1]), ([], False))
            is_one = not known and _COLUMN.fullmatch(expression) is not None
            found[unquoted(mark[1])] = [*known, *words(expression, _LAST_WORD)], is_one
        if mark[0] == "(":
            starts.append(mark.end())
        elif mark[0] == ")":
            starts = starts[:-1] or [mark.end()]
        elif mark[0][0] not in "\"`":
            starts[-1] = mark.end()
    return found


def _bare(query: str) -> str:
    """A query without its comments and the content of its texts."""
    return _TEXT_OR_COMMENT.sub(lambda found: "''" if found[1] else " " if found[2] else found[0], query)
