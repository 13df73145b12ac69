"""Diagnostics: what the compiler found, where, why it matters and what to do.

A stage reports a finding by its code and its data: `finding("FC0301", place, parent="customers")`. The words live in one
registry (`CODES`), so that every code reads alike and can be explained (`floe-cube explain FC0301`).
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence

import attrs

from floe_cube.codes import CODES, Entry, where
from floe_cube.record import frozen

__all__ = ["CODES", "NOWHERE", "Diagnostic", "Entry", "Place", "Severity", "finding", "nearest", "ordered", "strict"]

#: Characters of a value that a message quotes at most.
LONGEST = 1000


class Severity(enum.IntEnum):
    """How bad it is. The order is the order of output: worst first."""

    ERROR = 0
    WARNING = 1
    NOTE = 2

    @property
    def word(self) -> str:
        """The severity as people read it."""
        return self.name.lower()


@attrs.frozen(order=True)
class Place:
    """Where a finding belongs: a dbt resource, perhaps one column of it, and the file that a person edits.

    Attributes:
        subject: dbt's unique_id, or the name of a cube or view, or a path into the configuration.
        file: relative path of the source file, as dbt writes it; empty when unknown.
        column: name of a column or member.
        line: 1-based line in `file`; 0 when unknown.
    """

    subject: str = ""
    file: str = ""
    column: str = ""
    line: int = 0

    def at(self, column: str) -> Place:
        """The same place, at one of its columns or members."""
        return Place(self.subject, self.file, column, self.line)

    def __str__(self) -> str:
        return where(self.subject, self.file, self.column, self.line)


NOWHERE = Place()


@frozen
class Diagnostic:
    """One finding. Its texts are made from its data by the registry's entry."""

    code: str
    severity: Severity
    place: Place
    data: tuple[tuple[str, str], ...] = ()

    @property
    def entry(self) -> Entry:
        """What the registry says about the code."""
        return CODES[self.code]

    @property
    def title(self) -> str:
        """A few words: the same for every finding of this code."""
        return self.entry.title

    @property
    def message(self) -> str:
        """What is wrong, and why it matters: one or two sentences."""
        return self.entry.message.format_map(dict(self.data))

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return self.entry.remedy.format_map(dict(self.data))


def finding(code: str, place: Place = NOWHERE, /, **data: object) -> Diagnostic:
    """A finding of `code` at `place`; `data` fills the blanks of the registry's texts.

    Raises:
        KeyError: the code is not in the registry: an error of ours, not of the input.
    """
    return Diagnostic(code, Severity[CODES[code].severity], place, tuple((k, _quoted(v)) for k, v in data.items()))


def _quoted(value: object) -> str:
    """A value in a message: of one that is longer than a screen, the beginning and its length."""
    text = str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}… ({len(text):,} characters)"


def strict(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Warnings become errors, as `--strict` asks. Notes stay notes."""
    return tuple(
        Diagnostic(d.code, Severity.ERROR, d.place, d.data) if d.severity is Severity.WARNING else d
        for d in diagnostics
    )


def ordered(*groups: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """All findings once each, worst first, then by code and place: the same for any order of the input."""
    once = {finding for group in groups for finding in group}
    return tuple(sorted(once, key=lambda d: (d.severity, d.code, d.place, d.data)))


def nearest(word: str, known: Sequence[str]) -> str:
    """` (did you mean x?)` for the known word nearest to a misspelt one, else nothing."""
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return f" (did you mean `{close[0]}`?)" if close else ""
