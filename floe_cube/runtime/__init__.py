"""The hand-written JavaScript that is shipped beside every generated `cube.js`."""

from __future__ import annotations

from pathlib import Path


def runtime_files() -> dict[str, str]:
    """File name -> text of each module of the runtime."""
    # Not by importlib.resources: loading it costs more than all that a small build compiles.
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("*.js"))}
