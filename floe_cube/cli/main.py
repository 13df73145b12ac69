"""The command line. Exit codes: 0 built, 1 errors in the project, 2 usage or files."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from floe_cube.cli import options
from floe_cube.cli.console import as_json, report, summary
from floe_cube.cli.inputs import InputError, Inputs, load, located
from floe_cube.cli.lazy import LazyGroup
from floe_cube.cli.options import BUILT, PATH, PROJECT_ERRORS, UNUSABLE
from floe_cube.cli.output import Changes, apply, plan
from floe_cube.compiler import Compilation, compile
from floe_cube.diagnostics import Diagnostic, Place, Severity, finding, ordered, strict
from floe_cube.runtime import runtime_files


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="floe-cube")
def main() -> None:
    """Compile a dbt project into a complete, secure and observable Cube deployment."""


@main.command()
@click.option("--target", type=PATH, default=Path("target"), show_default=True, help="dbt's target directory.")
@click.option("--manifest", type=PATH, help="manifest.json, instead of the one in --target.")
@click.option("--catalog", type=PATH, help="catalog.json, instead of the one beside the manifest.")
@click.option("--artifacts", type=PATH, help="CompiledArtifacts JSON: configuration and the manifest's path in one.")
@options.config
@click.option("--out", type=PATH, default=Path(".floe/cube"), show_default=True, help="Where to write.")
@click.option("--package", "packages", multiple=True, help="Only models of this dbt package (repeatable).")
@click.option("--select", "-s", multiple=True, help="Only models that dbt's --select would choose (repeatable).")
@click.option("--exclude", multiple=True, help="No models that dbt's --exclude would leave out (repeatable).")
@click.option("--strict", "is_strict", is_flag=True, help="Warnings are errors.")
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited by hand.")
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def build(out: Path, is_strict: bool, force: bool, style: str, **named: Any) -> None:
    """Build the Cube deployment of a dbt project.

    Exit codes: 0 built, 1 errors in the project, 2 usage or files. On 1 and 2 nothing is written.
    """
    if named["artifacts"] and named["config"]:
        raise click.UsageError("--artifacts and --config both name a configuration. Give one of them.")
    try:
        compilation, findings = _compile(Inputs(**named))
    except InputError as error:
        _print(error.findings, style, None, None, out)
        sys.exit(UNUSABLE)
    findings = strict(findings) if is_strict else findings
    if compilation is None or any(f.code in UNREADABLE for f in findings):
        _print(findings, style, None, None, out)
        sys.exit(BUILT if compilation is None else UNUSABLE)
    if any(f.severity is Severity.ERROR for f in findings) or not compilation.files:
        _print(findings, style, compilation, None, out)
        sys.exit(PROJECT_ERRORS if any(f.severity is Severity.ERROR for f in findings) else BUILT)
    files = {**compilation.files, **runtime_files()}
    try:
        changes = plan(out, files, force=force)
        if not changes.blocked:
            apply(out, files, changes, _shown)
    except OSError as error:
        failed = finding("FC0804", Place(str(out)), path=error.filename or out, reason=error.strerror or error)
        _print((failed,), style, None, None, out)
        sys.exit(UNUSABLE)
    _print(ordered(findings, changes.blocked), style, compilation, None if changes.blocked else changes, out)
    sys.exit(PROJECT_ERRORS if changes.blocked else BUILT)


#: Findings that mean: this is no manifest of dbt's.
UNREADABLE = frozenset({"FC0101", "FC0102", "FC0103", "FC0104"})


def _compile(inputs: Inputs) -> tuple[Compilation | None, tuple[Diagnostic, ...]]:
    """Read and compile. The collector rests meanwhile: nothing here makes cycles, and it costs a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        artifacts, findings = load(inputs)
        if artifacts is None:
            return None, findings
        compilation = compile(artifacts)
    finally:
        if collecting:
            gc.enable()
    return compilation, ordered(findings, located(inputs, compilation.diagnostics))


#: So many files are worth a bar.
MANY = 500


def _shown(paths: Sequence[str]) -> Iterable[str]:
    """The same paths; if they are many, a bar moves on the terminal while they are gone through."""
    if len(paths) <= MANY or not sys.stderr.isatty():
        yield from paths
        return
    with click.progressbar(paths, label="Writing", file=sys.stderr) as bar:
        yield from bar


def _print(
    findings: tuple[Diagnostic, ...], style: str, compilation: Compilation | None, changes: Changes | None, out: Path
) -> None:
    """Findings go to standard error and the summary to standard output; as JSON, everything to standard output."""
    if style == "json":
        click.echo(as_json(findings, compilation, changes))
        return
    report(findings)
    if compilation is not None:
        click.echo(summary(compilation, findings, changes, out.as_posix()))
