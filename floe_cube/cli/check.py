"""`build --check`: whether the output directory holds what the build would write. Nothing is written."""

from __future__ import annotations

from pathlib import Path

import attrs

from floe_cube.cli.building import Outcome, planned
from floe_cube.cli.console import one_line
from floe_cube.cli.exit_codes import PROJECT_ERRORS
from floe_cube.cli.output import Changes
from floe_cube.cli.told import nothing_to_do
from floe_cube.diagnostics import Diagnostic, Place, finding, ordered

__all__ = ["DRIFT", "check_text", "checked"]

#: What would happen to a file -> the code that says so.
DRIFT = {"added": "FC0820", "changed": "FC0821", "removed": "FC0822"}


def checked(build: Outcome, out: Path, *, force: bool) -> Outcome:
    """The build with a finding for each file that it would add, change or remove. Exit code 1 where there is one."""
    ready = planned(build, out, force=force)
    if ready.changes is None:
        return ready
    drift = _drift(ready.changes, out)
    code = PROJECT_ERRORS if drift else ready.exit_code
    return attrs.evolve(ready, exit_code=code, findings=ordered(ready.findings, drift))


def _drift(changes: Changes, out: Path) -> list[Diagnostic]:
    return [
        finding(code, Place(file=(out / path).as_posix()), path=path)
        for word, code in DRIFT.items()
        for path in changes.paths[word]
    ]


def check_text(changes: Changes, out: Path) -> str:
    """A line that counts, and a line for each file that is not as it should be, by path."""
    files = {path: word for word in DRIFT for path in changes.paths[word]}
    files |= {dict(found.data)["path"]: "blocked" for found in changes.blocked}
    if not files:
        return nothing_to_do(out.as_posix(), len(changes.unchanged))
    words = [*DRIFT, "blocked"]
    counted = ", ".join(f"{list(files.values()).count(word)} {word}" for word in words)
    lines = (f"  {word:8} {one_line(path)}" for path, word in sorted(files.items()))
    return "\n".join([f"{one_line(out.as_posix())}: {counted}, {len(changes.unchanged)} unchanged", *lines])
