"""Where the command starts. A build that has nothing to do, as in most runs of a hook, ends before anything else is loaded."""

from __future__ import annotations

import sys

from floe_cube.cli.unchanged import is_told


def main() -> None:
    """The console script."""
    if is_told(sys.argv[1:]):
        return
    from floe_cube.cli.main import main as command

    command()
