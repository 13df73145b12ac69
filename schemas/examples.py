"""The shortest golden case that says each diagnostic code, in its own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from floe_cube.codes import CODES

HERE = Path(__file__).resolve().parent
GOLDEN = HERE.parent / "golden"
HEAD = re.compile(r"(error|warning|note) (FC\d{4}): ")


def examples() -> dict[str, dict[str, str]]:
    """Code -> the case and what it says of the code; codes that no build says have none."""
    found = {code: (case, says) for code, _, _, case, says in sorted(_said(), reverse=True)}
    return {code: {"case": case, "says": says} for code, (case, says) in sorted(found.items())}


def _said() -> Iterator[tuple[str, bool, int, str, str]]:
    """Everything that is said, what serves best as an example of its code first: its own severity, few words."""
    for path in GOLDEN.rglob("expected/diagnostics.txt"):
        case = path.parent.parent.relative_to(GOLDEN.parent).as_posix()
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            if head := HEAD.match(block):
                yield head[2], head[1] != CODES[head[2]].severity.lower(), len(block), case, block.rstrip("\n")
