"""Commands whose modules are imported only when somebody calls them, so that neither `build` nor the help pays for them."""

from __future__ import annotations

from importlib import import_module

import click

__all__ = ["LazyGroup"]

#: Command -> its module, its name there, and what the help of the program says of it.
ELSEWHERE = {
    "explain": ("floe_cube.cli.explain", "explain", "Say what a diagnostic code means and what to do."),
    "init": ("floe_cube.cli.init", "init", "Write a first floe.yaml from what is found of a dbt project."),
    "lineage": ("floe_cube.cli.lineage", "lineage", "Show which dbt columns feed which members."),
    "observe": ("floe_cube.cli.observe", "observe", "Send traces and lineage of the queries that Cube answered."),
    "report": ("floe_cube.cli.report.command", "report", "Write one HTML page on the deployment."),
    "suggest": ("floe_cube.cli.suggest", "suggest", "Suggest rollups for the queries that people ask."),
    "token": ("floe_cube.cli.token", "token", "Print a token for development."),
    "verify": ("floe_cube.cli.verify", "verify", "Let Cube's own compiler read the deployment."),
}


class LazyGroup(click.Group):
    """A group that also knows the commands in `ELSEWHERE`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, for the help."""
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, name, _ = ELSEWHERE[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """A line for each command, without importing it."""
        here = {name: command.get_short_help_str() for name, command in self.commands.items()}
        elsewhere = {name: words for name, (_, _, words) in ELSEWHERE.items()}
        with formatter.section("Commands"):
            formatter.write_dl(sorted((here | elsewhere).items()))
