"""What several commands share: their options and their exit codes."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["BUILT", "PATH", "PROJECT_ERRORS", "UNUSABLE", "config", "deployment"]

#: Exit codes: 0 done, 1 errors in the project, 2 usage or files.
BUILT, PROJECT_ERRORS, UNUSABLE = 0, 1, 2

#: What a path leads to is for the readers to say: they report it in every format.
PATH = click.Path(path_type=Path)

config = click.option("--config", type=PATH, help="Configuration.  [default: floe.yaml where present]")
deployment = click.option(
    "--deployment", type=PATH, default=Path(".floe/cube"), show_default=True, help="Where lineage.json is."
)
