"""What people and machines read of a build: findings grouped by code, worst first, and a summary. Colour only on a terminal.

A build that has nothing to do says it by this module alone, so it loads nothing of the compiler.
"""

from __future__ import annotations

import itertools
import json
import os
import sys
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple, TextIO

from floe_cube.codes import CODES, where

__all__ = ["Told", "as_json", "count", "nothing_to_do", "one_line", "report", "say", "summary", "text"]

COLOURS = {"error": "31", "warning": "33", "note": "36"}
#: Places shown of one finding that occurs many times. The rest are counted; the report has them all.
SHOWN = {"error": 20, "warning": 5, "note": 3}
#: Places shown in all, the worst first; after them each finding has one place still.
MOST = 50
WIDTH = 100


class Told(NamedTuple):
    """A finding in words. The fields are those of the JSON report."""

    code: str
    severity: str
    title: str
    message: str
    remedy: str
    subject: str
    column: str
    file: str
    line: int

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Told:
        """A finding as the lock file holds it. The words are in the registry."""
        entry = CODES[found["code"]]
        data = found.get("data", {})
        words = (entry.title, entry.message.format_map(data), entry.remedy.format_map(data))
        place = (found.get("subject", ""), found.get("column", ""), found.get("file", ""), found.get("line", 0))
        return cls(found["code"], found["severity"], *words, *place)

    @property
    def place(self) -> str:
        """Where it belongs, as people read it."""
        return where(self.subject, self.file, self.column, self.line)


def say(words: str, stream: TextIO | None = None) -> None:
    """Print a line or more, on standard output by default. One that cannot show all letters gets UTF-8."""
    stream = stream or sys.stdout
    try:
        stream.write(f"{words}\n")
    except UnicodeEncodeError:
        stream.flush()
        stream.buffer.write(f"{words}\n".encode())
    stream.flush()


def report(findings: Sequence[Told]) -> None:
    """Show findings on standard error."""
    if findings:
        say(text(findings, colour=sys.stderr.isatty() and not os.environ.get("NO_COLOR")), sys.stderr)


def text(findings: Sequence[Told], *, colour: bool) -> str:
    """All findings, one block a code: what it means once, then each place with what was seen there."""
    lines: list[str] = []
    room = MOST
    for (severity, _), group in itertools.groupby(findings, key=lambda found: (found.severity, found.code)):
        found = list(group)
        shown = min(len(found), SHOWN[severity], max(room, 1))
        room -= shown
        lines += [*_block(found, shown, colour), ""]
    if (number := MOST - room) < len(findings):
        lines += [f"{number} of {len(findings)} places are shown; `floe-cube report` and `--format json` have all of them.", ""]
    return "\n".join(lines)


def _block(found: list[Told], number: int, colour: bool) -> Iterator[str]:
    first = found[0]
    times = f"  ({len(found)} times)" if len(found) > 1 else ""
    head = f"{first.severity} {first.code}: {first.title}"
    yield (f"\033[1;{COLOURS[first.severity]}m{head}\033[0m" if colour else head) + times
    shown = found[:number]
    for one, following in zip(shown, [*shown[1:], None], strict=True):
        if one.place:
            yield f"  {one_line(one.place)}"
        yield from _wrapped(one.message, "    ")
        if following is None or following.remedy != one.remedy:
            yield from _wrapped(f"Try: {one.remedy}", "    ")
    if len(found) > len(shown):
        yield f"  … and {len(found) - len(shown)} more"


def _wrapped(words: str, indent: str) -> list[str]:
    return textwrap.wrap(
        one_line(words),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def one_line(words: str) -> str:
    """Text of the input with nothing in it that a terminal would obey."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" if c not in "\n\t" else " " for c in words)


def summary(totals: Mapping[str, int], paths: Mapping[str, Sequence[str]] | None, out: str) -> str:
    """What was built, what was found, what was written: a line each."""
    counted = [count(number, word) for word, number in totals.items()]
    written = ", ".join(f"{len(some)} {what}" for what, some in paths.items()) if paths else "nothing written"
    return "\n".join([", ".join(counted[:5]), "; ".join(counted[5:]), f"{one_line(out)}: {written}"])


def nothing_to_do(out: str, unchanged: int) -> str:
    """What `--check` says where every file is as it must be."""
    return f"{one_line(out)}: nothing to do, {unchanged} unchanged"


def as_json(
    findings: Sequence[Told],
    totals: Mapping[str, int] | None,
    paths: Mapping[str, Sequence[str]] | None,
    **more: object,
) -> str:
    """The same for machines, in ASCII: `summary` is null where nothing could be compiled, `files` where nothing is written.

    Args:
        more: further entries.
    """
    report = {
        "diagnostics": [found._asdict() for found in findings],
        "summary": None if totals is None else {f"{word}s": number for word, number in totals.items()},
        "files": paths,
        **more,
    }
    return json.dumps(report, indent=1)


def count(number: int, word: str) -> str:
    """`1 cube`, `2 cubes`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
