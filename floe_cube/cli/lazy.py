"""Commands whose modules are imported only when somebody calls them, so that `build` does not pay for them."""

from __future__ import annotations

from importlib import import_module

import click

__all__ = ["LazyGroup"]

#: Command -> its module and its name there.
ELSEWHERE = {
    "explain": ("floe_cube.cli.explain", "explain"),
    "init": ("floe_cube.cli.init", "init"),
    "lineage": ("floe_cube.cli.lineage", "lineage"),
    "observe": ("floe_cube.cli.observe", "observe"),
    "report": ("floe_cube.cli.report.command", "report"),
    "suggest": ("floe_cube.cli.suggest", "suggest"),
    "token": ("floe_cube.cli.token", "token"),
    "verify": ("floe_cube.cli.verify", "verify"),
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
        module, name = ELSEWHERE[cmd_name]
        command: click.Command = getattr(import_module(module), name)
        return command
