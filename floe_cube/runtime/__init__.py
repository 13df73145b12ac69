"""The hand-written JavaScript that is shipped beside every generated `cube.js`."""

from __future__ import annotations

from importlib import resources


def runtime_files() -> dict[str, str]:
    """File name -> text of each module of the runtime."""
    folder = resources.files(__name__)
    return {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".js")
    }
