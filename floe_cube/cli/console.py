"""What people read on a terminal: findings grouped by code, worst first, and a summary. Colour only on a terminal."""

from __future__ import annotations

import itertools
import json
import os
import sys
import textwrap
from collections.abc import Iterator

import click

from floe_cube.cli.output import Changes
from floe_cube.compiler import Compilation
from floe_cube.diagnostics import Diagnostic, Severity

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
#: Places shown of one finding that occurs many times. The rest are counted; `--format json` has them all.
SHOWN = {Severity.ERROR: 20, Severity.WARNING: 5, Severity.NOTE: 3}
WIDTH = 100


def report(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Show findings on standard error."""
    if diagnostics:
        colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
        click.echo(findings_text(diagnostics, colour=colour), err=True)


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
    for diagnostic, following in zip(shown, [*shown[1:], None], strict=True):
        if str(diagnostic.place):
            yield f"  {one_line(str(diagnostic.place))}"
        yield from _wrapped(diagnostic.message, "    ")
        if following is None or following.remedy != diagnostic.remedy:
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


def totals(compilation: Compilation, findings: tuple[Diagnostic, ...]) -> dict[str, int]:
    """How many there are of what was built, and of the findings of each severity."""
    cubes = compilation.model.cubes
    return {
        "cube": len(cubes),
        "dimension": sum(len(cube.dimensions) for cube in cubes),
        "measure": sum(len(cube.measures) for cube in cubes),
        "join": sum(len(cube.joins) for cube in cubes),
        "view": len(compilation.model.views),
        **{severity.word: sum(f.severity is severity for f in findings) for severity in Severity},
    }


def summary(compilation: Compilation, findings: tuple[Diagnostic, ...], changes: Changes | None, out: str) -> str:
    """What was built, what was found, what was written: a line each."""
    counted = [count(number, word) for word, number in totals(compilation, findings).items()]
    written = (
        ", ".join(f"{len(paths)} {what}" for what, paths in changes.paths.items()) if changes else "nothing written"
    )
    return "\n".join([", ".join(counted[:5]), "; ".join(counted[5:]), f"{one_line(out)}: {written}"])


def as_json(
    findings: tuple[Diagnostic, ...], compilation: Compilation | None, changes: Changes | None, **more: object
) -> str:
    """The same for machines, in ASCII: `summary` is null where nothing could be compiled, `files` where nothing is written.

    Args:
        more: further entries.
    """
    report = {
        "diagnostics": [
            {
                "code": f.code,
                "severity": f.severity.word,
                "title": f.title,
                "message": f.message,
                "remedy": f.remedy,
                "subject": f.place.subject,
                "column": f.place.column,
                "file": f.place.file,
                "line": f.place.line,
            }
            for f in findings
        ],
        "summary": {f"{word}s": n for word, n in totals(compilation, findings).items()} if compilation else None,
        "files": changes.paths if changes else None,
        **more,
    }
    return json.dumps(report, indent=1)


def count(number: int, word: str) -> str:
    """`1 cube`, `2 cubes`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
