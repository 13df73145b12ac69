r"""What SQL of one's own names: relations that dbt built, however they are spelt, and which of its words can be columns.

No parser: every database has a grammar of its own. What may be a column counts as one; what surely is none does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from floe_cube.cube.fstring import literal
from floe_cube.ir.model import Model

__all__ = ["COLUMN_NAME", "WHOLE_ROW", "Relations", "aliases", "conditions", "has_star", "words"]

COLUMN_NAME = r"(?:\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|[^\W\d][\w$]*)"
#: A row as a whole: `{CUBE}` without a column behind it.
WHOLE_ROW = re.compile(r"(?<!\\)\{(CUBE|TABLE|[A-Za-z_]\w*)\}(?!\s*\.\s*[\w\"`])")
_PART = r"(?:\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|[\w$-]+)"
_PATH = re.compile(rf"(?<![\w.$\"`\]-]){_PART}(?:\s*\.\s*{_PART})*")
#: After these a name without dots is that of a relation.
_FROM = re.compile(r"\b(?:from|join)\s+$", re.IGNORECASE)
_COMMON_TABLE = re.compile(
    rf"({COLUMN_NAME})\s+as\s*(?:(?:not\s+)?materialized\s*)?\(\s*(?:select|with)\b", re.IGNORECASE
)
_COMMENT = re.compile(r"--[^\n]*|/\*.*?\*/", re.DOTALL)
#: What holds no name of a column: text, references, comments, the type of a cast, the part of a time, an alias.
_NO_WORDS = re.compile(
    r"'(?:[^']|'')*'|(?<!\\)\{[^{}]*\}(?:\s*\.\s*" + COLUMN_NAME + r")?|--[^\n]*|/\*.*?\*/|(?<![\w$])\$(\w*)\$.*?\$\1\$"
    r"|::\s*\w+|\bas\s+[^\W\d]\w*|\bextract\s*\(\s*\w+\s+from\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"(?<![\w.$\"`])(" + COLUMN_NAME + r")(?!\s*\()")
_LAST_WORD = re.compile(r"(?:(?<![\w.$\"`])" + COLUMN_NAME + r"\s*\.\s*)*(" + COLUMN_NAME + r")(?!\s*[.(])")
#: Words that are columns only in quotes, in every database: `ORDER BY` does not read a column `order`.
_KEYWORDS = frozenset("and as case else from group in is like not null on or order select then when where".split())
_STAR = re.compile(r"(?:\bselect\s+(?:distinct\s+)?|,\s*|\.\s*)\*", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:where|on|having|qualify)\b(.*?)(?=\b(?:select|from|join|left|right|inner|full|cross|group|order|union|limit|where|on|having|qualify)\b|$)",
    re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_ALIAS = re.compile(rf"\s+as\s+({COLUMN_NAME})(?!\s*\()", re.IGNORECASE)
_COLUMN = re.compile(rf"(?:{COLUMN_NAME}\s*\.\s*)*{COLUMN_NAME}")
_SELECT = re.compile(r"\bselect\b(?:\s+distinct\b)?", re.IGNORECASE)
_TEXT = re.compile(r"'(?:[^']|'')*'")


class Relations:
    """The relations of models, found by any of their spellings."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._exact: dict[tuple[str, str], list[str]] = {}
        self._ends: dict[tuple[str, tuple[str, ...]], list[str]] | None = None
        self._models = tuple(models)
        for model in self._models:
            self._exact.setdefault((model.data_source, literal(model.relation)), []).append(model.unique_id)

    def of_table(self, sql: str, source: str, subject: str) -> tuple[str, ...]:
        """The model of a relation; of several those of `subject` first, since each project knows its own.

        Args:
            source: Cube's name of the data source.
            subject: the model that the cube comes from.
        """
        found = self._exact.get((source, sql)) or self._of_path(sql, source)
        return (subject,) if subject in found else tuple(found[-1:])

    def in_query(self, sql: str, source: str, subject: str) -> tuple[str, ...]:
        """The models whose relations a query names."""
        text = _COMMENT.sub(" ", sql)
        common = {unquoted(name) for name in _COMMON_TABLE.findall(text)}
        found: dict[str, None] = {}
        for match in _PATH.finditer(text):
            is_plain = len(split(match[0])) == 1
            if is_plain and (not _FROM.search(text[: match.start()]) or split(match[0])[0] in common):
                continue
            ids = self._of_path(match[0], source)
            found.update(dict.fromkeys((subject,) if subject in ids else ids))
        return tuple(found)

    def _of_path(self, path: str, source: str) -> list[str]:
        return self._by_end().get((source, split(path)), [])

    def _by_end(self) -> Mapping[tuple[str, tuple[str, ...]], list[str]]:
        """`shop.main.orders`, `main.orders` and `orders` of each model."""
        if self._ends is None:
            self._ends = {}
            for model in self._models:
                parts = split(literal(model.relation))
                for start in range(len(parts)):
                    self._ends.setdefault((model.data_source, parts[start:]), []).append(model.unique_id)
        return self._ends


def split(path: str) -> tuple[str, ...]:
    """The parts of a name, without quotes and in lower case. In backticks a part may hold several: `project.dataset.table`."""
    return tuple(
        part for name in re.findall(_PART, path) for part in unquoted(name).split("." if name[0] == "`" else "\0")
    )


def unquoted(name: str) -> str:
    """A name without its quotes, in lower case."""
    return (name[1:-1] if name[:1] in ('"', "`", "[") else name).casefold()


def words(sql: str) -> Iterator[str]:
    """The words of SQL that may be columns, as they are written."""
    return (word for word in _WORD.findall(_NO_WORDS.sub(" ", sql)) if word.lower() not in _KEYWORDS)


def conditions(query: str) -> Iterator[str]:
    """The words in the conditions of a query that may be columns, as they are written, without the tables before them."""
    for part in _CONDITION.findall(_COMMENT.sub(" ", query)):
        yield from (word for word in _LAST_WORD.findall(_NO_WORDS.sub(" ", part)) if word.lower() not in _KEYWORDS)


def has_star(query: str) -> bool:
    """Whether a query hands on columns that it does not name."""
    return _STAR.search(_COMMENT.sub(" ", query)) is not None


def aliases(query: str) -> Mapping[str, tuple[list[str], bool]]:
    """What a query gives a name of its own, by that name in lower case: the words in it, and whether it is nothing but a column."""
    text = _TEXT.sub("''", _COMMENT.sub(" ", query))
    found: dict[str, tuple[list[str], bool]] = {}
    for match in _ALIAS.finditer(text):
        expression = _before(text, match.start())
        named = [word for word in _LAST_WORD.findall(_NO_WORDS.sub(" ", expression)) if word.lower() not in _KEYWORDS]
        known, _ = found.get(unquoted(match[1]), ([], False))
        found[unquoted(match[1])] = [*known, *named], not known and _COLUMN.fullmatch(expression.strip()) is not None
    return found


def _before(text: str, end: int) -> str:
    """The expression that ends here: from the last comma, bracket or SELECT that it is not itself around."""
    depth, start = 0, end
    while start > 0 and (depth or text[start - 1] not in ",("):
        depth += {")": 1, "(": -1}.get(text[start - 1], 0)
        start -= 1
    return _SELECT.split(text[start:end])[-1]
