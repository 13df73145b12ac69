"""What the compiler found and built, as `told` shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from floe_cube.cli import told
from floe_cube.cli.told import Told, count, one_line

if TYPE_CHECKING:
    from floe_cube.cli.output import Changes
    from floe_cube.compiler import Compilation
    from floe_cube.diagnostics import Diagnostic

__all__ = ["as_json", "count", "findings_text", "one_line", "recorded", "report", "summary", "totals"]


def recorded(found: Diagnostic) -> dict[str, Any]:
    """A finding by its data, as the lock file holds it: what is empty is left out."""
    place = found.place
    told = {"subject": place.subject, "column": place.column, "file": place.file, "line": place.line}
    data = {"data": dict(found.data)} if found.data else {}
    return {"code": found.code, "severity": found.severity.word, **{k: v for k, v in told.items() if v}, **data}


def _told(findings: tuple[Diagnostic, ...]) -> list[Told]:
    return [Told.of(recorded(found)) for found in findings]


def report(diagnostics: tuple[Diagnostic, ...]) -> None:
    """Show findings on standard error."""
    told.report(_told(diagnostics))


def findings_text(diagnostics: tuple[Diagnostic, ...], *, colour: bool) -> str:
    """All findings, one block a code."""
    return told.text(_told(diagnostics), colour=colour)


def totals(compilation: Compilation, findings: tuple[Diagnostic, ...]) -> dict[str, int]:
    """How many there are of what was built, and of the findings of each severity."""
    cubes = compilation.model.cubes
    return {
        "cube": len(cubes),
        "dimension": sum(len(cube.dimensions) for cube in cubes),
        "measure": sum(len(cube.measures) for cube in cubes),
        "join": sum(len(cube.joins) for cube in cubes),
        "view": len(compilation.model.views),
        **{word: sum(found.severity.word == word for found in findings) for word in told.COLOURS},
    }


def summary(compilation: Compilation, findings: tuple[Diagnostic, ...], changes: Changes | None, out: str) -> str:
    """What was built, what was found, what was written: a line each."""
    return told.summary(totals(compilation, findings), changes.paths if changes else None, out)


def as_json(
    findings: tuple[Diagnostic, ...], compilation: Compilation | None, changes: Changes | None, **more: object
) -> str:
    """The same for machines.

    Args:
        more: further entries.
    """
    counted = totals(compilation, findings) if compilation else None
    return told.as_json(_told(findings), counted, changes.paths if changes else None, **more)
