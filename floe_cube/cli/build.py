"""What `build` does once it is known what is wanted. A plain build comes here without the library of the command line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from floe_cube.cli.building import Outcome, prepared, written
from floe_cube.cli.console import as_json, report, summary
from floe_cube.cli.inputs import Inputs, folder
from floe_cube.cli.told import say

__all__ = ["build"]


def build(inputs: Inputs, out: Path, *, is_strict: bool, force: bool, checks: bool, diffs: bool, style: str) -> int:
    """Build, or say what a build would do, and tell about it.

    Args:
        style: of what is told: `text`, `json` or `sarif`.

    Returns:
        The exit code.
    """
    outcome = prepared(inputs, is_strict=is_strict)
    project = folder(inputs, outcome.compilation.config) if outcome.compilation else Path()
    if outcome.files and (checks or diffs):
        from floe_cube.cli.review import review

        return review(outcome, out, force=force, checks=checks, diffs=diffs, style=style, project=project)
    outcome = written(outcome, out, force=force, shown=_shown)
    _tell(outcome, style, out, project)
    return outcome.exit_code


#: So many files are worth a bar.
MANY = 500


def _shown(paths: Sequence[str]) -> Iterable[str]:
    """The same paths; if they are many, a bar moves on the terminal while they are gone through."""
    if len(paths) <= MANY or not sys.stderr.isatty():
        yield from paths
        return
    import click

    with click.progressbar(paths, label="Writing", file=sys.stderr) as bar:
        yield from bar


def _tell(outcome: Outcome, style: str, out: Path, project: Path) -> None:
    """Findings go to standard error and the summary to standard output; for machines, everything to standard output."""
    if style == "sarif":
        from floe_cube.cli.sarif import as_sarif

        say(as_sarif(outcome.findings, project))
    elif style == "json":
        say(as_json(outcome.findings, outcome.compilation, outcome.changes))
    else:
        report(outcome.findings)
        if outcome.compilation is not None:
            say(summary(outcome.compilation, outcome.findings, outcome.changes, out.as_posix()))
