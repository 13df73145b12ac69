"""`python -m tests.coverage_gates`: reads the coverage of the last test run, shows the worst files, fails below the gates.

What counts are branches and lines together, as coverage.py counts them when it measures branches.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Mapping
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import coverage

ROOT = Path(__file__).parents[1]
#: The stages that touch nothing outside: what they do not show in tests, nothing else would show.
PURE = [f"floe_cube/{room}/*" for room in ("dbt", "ir", "cube", "render")]
PURE += [f"floe_cube/{name}.py" for name in ("compiler", "config*", "diagnostics", "codes", "databases")]
GATES = {"pure stages": (PURE, 95.0), "everything": (["floe_cube/*"], 90.0)}
SHOWN = 15


class Covered(NamedTuple):
    """How many lines and branches there are, and how many of them the tests took."""

    taken: int
    total: int

    @property
    def percent(self) -> float:
        return 100 * self.taken / self.total if self.total else 100.0


def measured() -> dict[str, Covered]:
    """The coverage of each file, by its path from the root.

    Raises:
        coverage.exceptions.NoDataError: the tests did not run with --cov.
    """
    data = coverage.Coverage(data_file=str(ROOT / ".coverage"), config_file=str(ROOT / "pyproject.toml"))
    data.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        data.json_report(outfile=file.name)
        report = json.loads(Path(file.name).read_bytes())
    if not report["meta"]["branch_coverage"]:
        raise SystemExit("coverage_gates: the run measured no branches")
    return {
        Path(ROOT, path).resolve().relative_to(ROOT).as_posix(): Covered(
            found["summary"]["covered_lines"] + found["summary"]["covered_branches"],
            found["summary"]["num_statements"] + found["summary"]["num_branches"],
        )
        for path, found in report["files"].items()
    }


def together(files: Iterable[Covered]) -> Covered:
    """The coverage of several files as of one."""
    listed = list(files)
    return Covered(sum(file.taken for file in listed), sum(file.total for file in listed))


def missed(files: Mapping[str, Covered]) -> list[str]:
    """What is below its gate, a sentence each. A gate without files is closed: it would watch nothing."""
    sentences = []
    for name, (patterns, least) in GATES.items():
        inside = [file for path, file in files.items() if any(fnmatch(path, pattern) for pattern in patterns)]
        found = together(inside).percent
        print(f"{found:6.1f} %  {name} (at least {least:.0f} %)")
        if found < least or not inside:
            sentences.append(f"{name}: {found:.1f} % of {len(inside)} files, at least {least:.0f} % are due")
    return sentences


def main() -> None:
    """Show the files with the lowest coverage and check the gates."""
    try:
        files = measured()
    except coverage.exceptions.NoDataError as error:
        raise SystemExit(f"coverage_gates: {error} Run pytest with --cov first.") from error
    for path, file in sorted(files.items(), key=lambda item: item[1].percent)[:SHOWN]:
        print(f"{file.percent:6.1f} %  {path} ({file.total - file.taken} of {file.total} not taken)")
    print()
    if sentences := missed(files):
        sys.exit("\n".join(sentences))


if __name__ == "__main__":
    main()
