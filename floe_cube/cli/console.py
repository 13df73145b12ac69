"""What people read on a terminal: findings grouped by code, worst first, and a summary. Colour only on a terminal."""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Iterator

from floe_cube.cli.output import Changes
from floe_cube.compiler import Compilation
from floe_cube.diagnostics import Diagnostic, Severity

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
#: Places shown of one finding that occurs many times. The rest are counted; `--format json` has them all.
SHOWN = {Severity.ERROR: 20, Severity.WARNING: 5, Severity.NOTE: 3}
WIDTH = 100


def findings_text(diagnostics: tuple[Diagnostic, ...], *, colour: bool) -> str:
    """All findings, one block a code: what it means once, then each place with what was seen there."""
    lines: list[str] = []
    for (severity, _), group in itertools.groupby(diagnostics, key=lambda d: (d.severity, d.code)):
        found = list(group)
        lines += _block(severity, found, colour)
        lines.append("")
    return "\n".join(lines)


def _block(severity: Severity, found: list[Diagnostic], colour: bool) -> Iterator[str]:
    first = found[0]
    count = f"  ({len(found)} times)" if len(found) > 1 else ""
    head = f"{severity.word} {first.code}: {first.title}"
    yield (f"\033[1;{COLOURS[severity]}m{head}\033[0m" if colour else head) + count
    shown = found[: SHOWN[severity]]
    for diagnostic in shown:
        if str(diagnostic.place):
            yield f"  {one_line(str(diagnostic.place))}"
        yield from _wrapped(diagnostic.message, "    ")
        if diagnostic.remedy != first.remedy or diagnostic is shown[-1]:
            yield from _wrapped(f"Try: {diagnostic.remedy}", "    ")
    if len(found) > len(shown):
        yield f"  … and {len(found) - len(shown)} more"


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        one_line(text),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def one_line(text: str) -> str:
    """Text of the input with nothing in it that a terminal would obey."""
    return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" if c not in "\n\t" else " " for c in text)


def summary(compilation: Compilation, findings: tuple[Diagnostic, ...], changes: Changes | None, out: str) -> str:
    """What was built, what was found, what was written: a line each."""
    cubes = compilation.model.cubes
    joins, measures = sum(len(c.joins) for c in cubes), sum(len(c.measures) for c in cubes)
    dimensions = sum(len(c.dimensions) for c in cubes)
    built = (
        f"{count(len(cubes), 'cube')}, {count(dimensions, 'dimension')}, {count(measures, 'measure')}, "
        f"{count(joins, 'join')}, {count(len(compilation.model.views), 'view')}"
    )
    totals = [count(sum(f.severity is severity for f in findings), severity.word) for severity in Severity]
    lines = [built, "; ".join(totals)]
    if changes is not None:
        lines.append(
            f"{out}: {len(changes.added)} added, {len(changes.changed)} changed, {len(changes.removed)} removed, "
            f"{len(changes.unchanged)} unchanged"
        )
    else:
        lines.append(f"{out}: nothing written")
    return "\n".join(lines)


def count(number: int, word: str) -> str:
    """`1 cube`, `2 cubes`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
