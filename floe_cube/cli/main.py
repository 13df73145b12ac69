"""The command line. Exit codes: 0 built, 1 errors in the project, 2 usage or files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from floe_cube.cli import options
from floe_cube.cli.lazy import LazyGroup
from floe_cube.cli.options import PATH


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="floe-cube")
def main() -> None:
    """Compile a dbt project into a complete, secure and observable Cube deployment."""


@main.command("build")
@options.inputs
@click.option("--out", type=PATH, default=Path(".floe/cube"), show_default=True, help="Where to write.")
@click.option(
    "--emit", multiple=True, help="Also files to run it by: compose, kubernetes (repeatable, or with commas)."
)
@click.option("--strict", "is_strict", is_flag=True, help="Warnings are errors.")
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited by hand.")
@click.option("--check", "checks", is_flag=True, help="Write nothing; say which files would change. Exit 1 if any.")
@click.option(
    "--diff", "diffs", is_flag=True, help="Write nothing; say what would change for consumers. Exit 1 if it breaks."
)
@click.option("--watch", "watches", is_flag=True, help="Build again on every change of what is read, until Ctrl-C.")
@click.option("--format", "style", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
def build_command(
    out: Path, is_strict: bool, force: bool, checks: bool, diffs: bool, watches: bool, style: str, **named: Any
) -> None:
    """Build the Cube deployment of a dbt project.

    Exit codes: 0 built, 1 errors in the project (or what --check or --diff are to find), 2 usage or files. On 1 and 2 nothing is written.
    """
    inputs = options.chosen(**named)
    if watches and (checks or diffs or style != "text"):
        raise click.UsageError(
            "--watch builds and tells people about it: --check, --diff and --format do not go with it."
        )
    if watches:
        from floe_cube.cli.watch import watch

        sys.exit(watch(inputs, out, is_strict=is_strict, force=force))
    from floe_cube.cli.build import build

    sys.exit(build(inputs, out, is_strict=is_strict, force=force, checks=checks, diffs=diffs, style=style))
