"""Where the command starts. A build that has nothing to do, as in most runs of a hook, ends before anything else is loaded."""

from __future__ import annotations

import gc
import os
import sys

from floe_cube.cli.unchanged import is_told


def main() -> None:
    """The console script."""
    try:
        if is_told(sys.argv[1:]):
            return
    except BrokenPipeError:  # as click ends where nobody listens any more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    builds_once = sys.argv[1:2] == ["build"] and "--watch" not in sys.argv
    if builds_once:
        gc.disable()  # the process ends before it would pay
    from floe_cube.cli.main import main as command

    try:
        command()
    except SystemExit as end:
        has_built = builds_once and "floe_cube.compiler" in sys.modules
        if not has_built or not isinstance(end.code, int):
            raise
        # A build leaves a million small objects: to give each back takes a twentieth of its time, to end takes none.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(end.code)
