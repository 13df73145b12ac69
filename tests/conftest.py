"""Fixtures for all tests: a real Cube, where one is installed."""

from __future__ import annotations

import fcntl
import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import settings

from tests.cube import lab
from tests.dbt_projects import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[1]
#: Where this is "1", as in CI, tests that need a real Cube fail without one instead of being skipped.
REQUIRE_REAL = "FLOE_CUBE_REQUIRE_REAL"
#: Name of a test's property (`record_property`) that is shown in the end, whether the test passed or not.
SHOWN = "shown"

# The same tree gives the same verdict: `make test` tries the same examples each time, `make test-full` looks for new ones.
settings.register_profile("repeatable", derandomize=True, database=None)
settings.load_profile("repeatable")

#: Where dbt writes for whoever runs the tests is not where it writes in them.
os.environ.pop("DBT_TARGET_PATH", None)


class StartServer(Protocol):
    """What `cube_server` gives: boots a deployment; the server ends with the module's tests."""

    def __call__(self, directory: Path, env: Mapping[str, str] | None = None) -> lab.Server: ...


class ByDbt(Protocol):
    """What `by_dbt` gives: puts a copy of a project that dbt built where it is asked to, and gives its target folder."""

    def __call__(self, project: Path, workdir: Path) -> Path: ...


@pytest.fixture(scope="session")
def by_dbt(tmp_path_factory: pytest.TempPathFactory) -> ByDbt:
    """Lets dbt build each project once in a run, in whichever worker comes first: it takes longer than most tests."""
    own = tmp_path_factory.getbasetemp()
    common = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own

    def copied(project: Path, workdir: Path) -> Path:
        kept = common / "-".join(("dbt", *project.relative_to(ROOT).parts))
        with kept.with_suffix(".lock").open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not lock.tell():
                build(project, kept)
                lock.write("built")
        shutil.copytree(kept, workdir, dirs_exist_ok=True)
        return workdir / "target"

    return copied


@pytest.fixture(scope="session")
def real_cube() -> None:
    """Skips the test, or fails it where `REQUIRE_REAL` says so, if there is no real Cube."""
    if (reason := lab.available()) is None:
        return
    if os.environ.get(REQUIRE_REAL) == "1":
        pytest.fail(f"{REQUIRE_REAL} is set, but there is no real Cube: {reason}")
    pytest.skip(f"no real Cube: {reason}")


@pytest.fixture(scope="session")
def cube_compiler(real_cube: None) -> Iterator[lab.Compiler]:
    """Cube's schema compiler, one process for the whole session."""
    with lab.Compiler() as compiler:
        yield compiler


@pytest.fixture(scope="module")
def cube_server(real_cube: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StartServer]:
    """Boots real Cube servers."""
    with ExitStack() as servers:

        def start(directory: Path, env: Mapping[str, str] | None = None) -> lab.Server:
            return servers.enter_context(lab.Server(directory, env, log=tmp_path_factory.mktemp("cube") / "cube.log"))

        yield start


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Do not count lines where many examples, or a real Cube, run: it doubles their time and shows no line that others do not."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False) or item.get_closest_marker("cube"):
            item.add_marker(pytest.mark.no_cover)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it where no real Cube was at work, and what tests want to be shown."""
    reports = [each for kind in ("passed", "failed") for each in terminalreporter.stats.get(kind, ())]
    for text in (text for report in reports for name, text in report.user_properties if name == SHOWN):
        terminalreporter.write_line(text)
    if (reason := lab.available()) is not None:
        terminalreporter.write_line(f"The tests against a real Cube did not run: {reason}", yellow=True)
