r"""What SQL of one's own names: relations that dbt built, however they are spelt, and which of its words can be columns.

No parser: every database has a grammar of its own. What may be a column counts as one; what surely is none does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from floe_cube.cube.fstring import literal
from floe_cube.ir.model import Model

__all__ = ["COLUMN_NAME", "PART", "WHOLE_ROW", "Relations", "split", "unquoted", "words"]

COLUMN_NAME = r"(?:\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|[^\W\d][\w$]*+)"
#: A row as a whole: `{CUBE}` without a column behind it.
WHOLE_ROW = re.compile(r"(?<!\\)\{(CUBE|TABLE|[A-Za-z_]\w*)\}(?!\s*\.\s*[\w\"`])")
#: A part of the name of a relation.
PART = r"(?:\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|[\w$-]+)"
#: What holds no name of a column: text, references, comments, the type of a cast, the part of a time, an alias.
_NO_WORDS = re.compile(
    r"'(?:[^']|'')*'|(?<!\\)\{[^{}]*\}(?:\s*\.\s*" + COLUMN_NAME + r")?|--[^\n]*|/\*.*?\*/|(?<![\w$])\$(\w*)\$.*?\$\1\$"
    r"|::\s*\w+|\bas\s+[^\W\d]\w*|\bextract\s*\(\s*\w+\s+from\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD = re.compile(r"(?<![\w.$\"`])(" + COLUMN_NAME + r")(?!\s*\()")
#: Words that are columns only in quotes, in every database: `ORDER BY` does not read a column `order`.
_KEYWORDS = frozenset("and as case else from group in is like not null on or order select then when where".split())


class Relations:
    """The relations of models, found by any of their spellings."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._exact: dict[str, list[str]] = {}
        self._ends: dict[tuple[str, ...], list[str]] | None = None
        self._models = {model.unique_id: model for model in models}
        for model in self._models.values():
            self._exact.setdefault(literal(model.relation), []).append(model.unique_id)

    def of_table(self, sql: str, source: str, subject: str) -> tuple[str, ...]:
        """The model of a relation; of several the cube's own, since each project knows its own.

        Args:
            source: Cube's name of the data source.
            subject: the model that the cube comes from.
        """
        return tuple(self._own(self._exact.get(sql) or self._of_path(sql), source, subject)[-1:])

    def in_query(self, sql: str, source: str, subject: str) -> tuple[str, ...]:
        """The models whose relations a query names."""
        from floe_cube.cube.own_query import named_relations

        found: dict[str, None] = {}
        for path in named_relations(sql):
            found.update(dict.fromkeys(self._own(self._of_path(path), source, subject)))
        return tuple(found)

    def _own(self, ids: Sequence[str], source: str, subject: str) -> Sequence[str]:
        """Of models whose relations are called alike the one that is meant, else those in the same database, else all."""
        if len(ids) < 2:
            return ids
        return (subject,) if subject in ids else [i for i in ids if self._models[i].data_source == source] or ids

    def _of_path(self, path: str) -> Sequence[str]:
        return self._by_end().get(split(path), ())

    def _by_end(self) -> Mapping[tuple[str, ...], list[str]]:
        """`shop.main.orders`, `main.orders` and `orders` of each model."""
        if self._ends is None:
            self._ends = {}
            for model in self._models.values():
                parts = split(literal(model.relation))
                for start in range(len(parts)):
                    self._ends.setdefault(parts[start:], []).append(model.unique_id)
        return self._ends


def split(path: str) -> tuple[str, ...]:
    """The parts of a name, without quotes and in lower case. In backticks a part may hold several: `project.dataset.table`."""
    return tuple(
        part for name in re.findall(PART, path) for part in unquoted(name).split("." if name[0] == "`" else "\0")
    )


def unquoted(name: str) -> str:
    """A name without its quotes, in lower case."""
    return (name[1:-1] if name[:1] in ('"', "`", "[") else name).casefold()


def words(sql: str, word: re.Pattern[str] = _WORD) -> list[str]:
    """The words of SQL that may be columns, as they are written.

    Args:
        word: what finds one.
    """
    return [found for found in word.findall(_NO_WORDS.sub(" ", sql)) if found.lower() not in _KEYWORDS]
