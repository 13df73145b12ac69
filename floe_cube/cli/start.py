"""Where the command starts. What it does most often loads least.

A build that has nothing to do, as in most runs of a hook, ends before anything else is loaded, and a plain one does without the
library of the command line.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import Any, TextIO

from floe_cube.cli.unchanged import is_told, understood


def main() -> None:
    """The console script."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the caller: what is said there goes nowhere
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115  for as long as the process lives
    try:
        _run()
    except BrokenPipeError:  # as click ends where nobody listens any more
        _drop(sys.stdout)
        sys.exit(1)
    except OSError as error:
        if not (full := [stream for stream in (sys.stdout, sys.stderr) if _is_full(stream)]):
            raise
        from floe_cube.cli.exit_codes import UNUSABLE

        for stream in full:
            _drop(stream)
        sys.stderr.write(f"Standard output cannot be written to: {error.strerror}. Files may be written already.\n")
        sys.exit(UNUSABLE)
    except KeyboardInterrupt:  # as click ends
        sys.stderr.write("\nAborted!\n")
        sys.exit(1)


def _run() -> None:
    """What the command line says: a build by the shortest way that can do it, else the command."""
    said = understood(sys.argv[1:])
    if said is not None and is_told(said):
        return
    if said is not None and not said["emit"]:
        _end(_built(**said))
    from floe_cube.cli.main import main as command

    command()


def _is_full(stream: TextIO) -> bool:
    """Whether a stream takes nothing, not even the end of a line, as where it leads to a full device."""
    try:
        stream.write("\n")
        stream.flush()
    except OSError:
        return True
    return False


def _drop(stream: TextIO) -> None:
    """Let a stream lead nowhere: what it still holds would be tried again as Python ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _built(*, out: str, is_strict: bool, force: bool, checks: bool, style: str, target: str | None, **named: Any) -> int:
    """The exit code of a build."""
    gc.disable()  # the process ends before it would pay
    from pathlib import Path

    from floe_cube.cli.build import build
    from floe_cube.cli.inputs import Inputs

    named |= {name: named[name] and Path(named[name]) for name in ("manifest", "catalog", "config")}
    inputs = Inputs(targets=(target,) if target else (), **named)
    return build(inputs, Path(out), is_strict=is_strict, force=force, checks=checks, diffs=False, style=style)


def _end(code: int) -> None:
    """End the process. It has a million small objects: to give each back takes a twentieth of a build's time, to end takes none."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
