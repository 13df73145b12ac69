"""The options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from floe_cube.cli.inputs import Inputs

__all__ = ["PATH", "chosen", "config", "deployment", "given", "inputs"]

Command = TypeVar("Command", bound=Callable[..., object])


class _GivenPath(click.Path):
    """A path that is not empty: `--out "$FOLDER"` without such a variable would mean the working directory."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path."""
        return self.fail("The path is empty.", param, ctx) if value == "" else super().convert(value, param, ctx)


def given(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> Sequence[str]:
    """Target directories, perhaps each with the name of its data source before it, of which none is empty either."""
    for value in values:
        if not value or (value.endswith("=") and value[:-1].isidentifier()):
            raise click.BadParameter("The path is empty.", context, parameter)
    return values


#: What a path leads to is for the readers to say: they report it in every format.
PATH = _GivenPath(path_type=Path)

config = click.option("--config", type=PATH, help="Configuration.  [default: floe.yaml where present]")
deployment = click.option(
    "--deployment", type=PATH, default=Path(".floe/cube"), show_default=True, help="The directory that was built."
)

#: What is compiled: an option for each field of `Inputs`.
INPUTS = (
    click.option(
        "--target",
        "targets",
        multiple=True,
        callback=given,
        help="dbt's target directory (repeatable: further projects, NAME=DIR for a data source of their own).  [default: "
        "$DBT_TARGET_PATH or target, or the projects that the configuration lists]",
    ),
    click.option("--manifest", type=PATH, help="manifest.json, instead of the one in --target."),
    click.option("--catalog", type=PATH, help="catalog.json, instead of the one beside the manifest."),
    click.option(
        "--artifacts", type=PATH, help="CompiledArtifacts JSON: configuration and the manifest's path in one."
    ),
    config,
    click.option("--package", "packages", multiple=True, help="Only models of this dbt package (repeatable)."),
    click.option("--select", "-s", multiple=True, help="Only models that dbt's --select would choose (repeatable)."),
    click.option("--exclude", multiple=True, help="No models that dbt's --exclude would leave out (repeatable)."),
)


def inputs(command: Command) -> Command:
    """Give a command the options that say what is compiled."""
    for option in reversed(INPUTS):
        command = option(command)
    return command


def chosen(**named: Any) -> Inputs:
    """What these options say.

    Raises:
        click.UsageError: two of them contradict each other.
    """
    from floe_cube.cli.inputs import Inputs

    if named["artifacts"] and named["config"]:
        raise click.UsageError("--artifacts and --config both name a configuration. Give one of them.")
    return Inputs(**named)
