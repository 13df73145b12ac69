"""`build --emit`: files to run the deployment by, written beside it."""

from __future__ import annotations

import click
from attrs import evolve

from floe_cube import __version__
from floe_cube.compiler import Compilation
from floe_cube.diagnostics import ordered
from floe_cube.render.compose import compose
from floe_cube.render.deploy import caveats, runtime
from floe_cube.render.kubernetes import kubernetes
from floe_cube.render.sources import sources
from floe_cube.runtime import runtime_files

__all__ = ["KINDS", "emitted", "kinds"]

KINDS = ("compose", "kubernetes")
#: What runs the observer: any release that reads the same records as this one.
PACKAGE = f"floe-cube[otlp]=={'.'.join(__version__.split('.')[:2])}.*"


def kinds(stated: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds of `--emit compose,kubernetes`, which may be given several times.

    Raises:
        click.BadParameter: there is none of that name.
    """
    named = [name.strip() for words in stated for name in words.split(",")]
    if unknown := [name for name in named if name not in KINDS]:
        raise click.BadParameter(f"{', '.join(map(repr, unknown))} is none of {', '.join(KINDS)}.", param_hint="--emit")
    return tuple(dict.fromkeys(named))


def emitted(compilation: Compilation, stated: tuple[str, ...]) -> Compilation:
    """The compilation with the files of each kind among its own."""
    wanted = kinds(stated)
    config, project = compilation.config, compilation.project
    if project is None or not compilation.files:
        return compilation
    database, others, _ = sources(compilation.model, project, config)
    if database is None:
        return compilation
    run = runtime(config, database, compilation.files["lineage.json"], others)
    files: dict[str, str] = {}
    findings = tuple(caveats(config, database, others))
    if "compose" in wanted:
        files["compose.yaml"] = compose(config, run, PACKAGE)
    if "kubernetes" in wanted:
        whole = dict(sorted({**compilation.files, **runtime_files()}.items()))
        written, more = kubernetes(config, run, whole, PACKAGE)
        files |= written
        findings += more
    return evolve(
        compilation,
        files=dict(sorted({**compilation.files, **files}.items())),
        diagnostics=ordered(compilation.diagnostics, findings),
    )
