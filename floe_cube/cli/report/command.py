"""`floe-cube report`: the deployment as one HTML file, to be opened from disk."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

import attrs
import click

from floe_cube.cli import options
from floe_cube.cli.building import prepared
from floe_cube.cli.console import count, one_line
from floe_cube.cli.console import report as show
from floe_cube.cli.exit_codes import UNUSABLE
from floe_cube.cli.report.page import SIGNATURE
from floe_cube.cli.report.page import report as page
from floe_cube.cli.report.usage import Usage
from floe_cube.cli.report.usage import count as counted
from floe_cube.diagnostics import Place, Severity, finding


@click.command()
@options.inputs
@click.option(
    "--out",
    type=options.PATH,
    default=Path(".floe/cube/report.html"),
    show_default=True,
    help="Where to write the page.",
)
@click.option(
    "--events", type=options.PATH, help="The event file: shows how often members were asked for, and when last."
)
@click.option("--force", is_flag=True, help="Overwrite a file that is no report.")
def report(out: Path, events: Path | None, force: bool, **named: Any) -> None:
    """Write one HTML page on the deployment: its cubes, joins, access, diagnostics, lineage and use.

    The page loads nothing from anywhere. Errors in the project are shown on it. Exit codes: 0 written, 2 usage or files.
    """
    outcome = prepared(options.chosen(**named))
    if outcome.compilation is None or outcome.exit_code == UNUSABLE:
        show(outcome.findings)
        sys.exit(outcome.exit_code)
    compilation = attrs.evolve(outcome.compilation, diagnostics=outcome.findings)
    try:
        usage = _usage(events) if events is not None else None
    except OSError as error:
        click.echo(
            f"{one_line(str(events))}: {error.strerror}. Name the file that the deployment's queries go to.", err=True
        )
        sys.exit(UNUSABLE)
    try:
        if not force and out.exists() and not _is_report(out):
            click.echo(
                f"{one_line(str(out))}: it is no report of floe-cube, so it stays. --force overwrites it.", err=True
            )
            sys.exit(UNUSABLE)
        _write(out, page(compilation, usage))
    except OSError as error:
        reason = error.strerror or error
        show((finding("FC0804", Place(str(out)), path=error.filename or out, reason=reason),))
        sys.exit(UNUSABLE)
    errors = sum(found.severity is Severity.ERROR for found in outcome.findings)
    said = f"{count(len(compilation.model.cubes), 'cube')}, {count(errors, 'error')}"
    click.echo(f"{one_line(out.as_posix())}: {said}. Open it in a browser.")


def _usage(path: Path) -> Usage:
    with path.open("rb") as file:
        return counted(file)


def _write(path: Path, text: str) -> None:
    """Put the page in its place at once, so that nobody ever opens half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        beside.unlink(missing_ok=True)
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        beside.replace(path)
    finally:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)


def _is_report(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(SIGNATURE)) == SIGNATURE.encode()
