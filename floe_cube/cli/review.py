"""`build --check` and `build --diff`: what a build would do, told and not done."""

from __future__ import annotations

from pathlib import Path

import click

from floe_cube.cli.building import Outcome
from floe_cube.cli.check import DRIFT, check_text, checked
from floe_cube.cli.console import as_json, report
from floe_cube.cli.diff import CODES, changes_data, compared, diff_text

__all__ = ["review"]

#: Findings that the texts of both tell in a line.
TOLD = frozenset({*DRIFT.values(), *CODES.values()})


def review(build: Outcome, out: Path, *, force: bool, checks: bool, diffs: bool, style: str, project: Path) -> int:
    """Print what is asked for.

    Returns:
        The exit code: 1 if a check finds any file to write, or a comparison anything that breaks or opens.
    """
    outcome, changes = compared(build, out, force=force) if diffs else (build, ())
    if checks:
        outcome = checked(outcome, out, force=force)
    if style == "sarif":
        from floe_cube.cli.sarif import as_sarif

        click.echo(as_sarif(outcome.findings, project))
    elif style == "json":
        more = {"difference": changes_data(changes)} if diffs else {}
        click.echo(as_json(outcome.findings, outcome.compilation, outcome.changes, **more))
    else:
        report(tuple(found for found in outcome.findings if found.code not in TOLD))
        if diffs:
            click.echo(diff_text(changes, out))
        if outcome.changes is not None:
            click.echo(check_text(outcome.changes, out))
    return outcome.exit_code
