"""What is published: the sdist and the wheel made of it hold what they must, and work where nothing else is installed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import floe_cube
from floe_cube.runtime import runtime_files
from tests.cube import lab

ROOT = Path(__file__).parents[1]
SHOP = ROOT / "golden" / "shop"
PACKAGE = ROOT / "floe_cube"
#: The interpreters that we promise to run on, as far as they are here.
NAMES = [f"python3.{minor}" for minor in range(11, 15)]

pytestmark = [pytest.mark.full]


def works(program: str) -> bool:
    """Whether an interpreter is there and is no empty shell of a version manager."""
    path = shutil.which(program)
    return path is not None and subprocess.run([path, "--version"], capture_output=True, check=False).returncode == 0


PYTHONS = [name for name in NAMES if works(name)] or [sys.executable]


def run(*command: str | Path, cwd: Path = ROOT, **environment: str) -> str:
    """What a program says; nothing of this process's Python reaches it."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = subprocess.run(
        command, cwd=cwd, env={**inherited, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built of it."""
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", out, ROOT)
    version = floe_cube.__version__
    return out / f"floe_cube-{version}.tar.gz", out / f"floe_cube-{version}-py3-none-any.whl"


@pytest.fixture(scope="module", params=PYTHONS, ids=lambda path: Path(path).name)
def installed(
    request: pytest.FixtureRequest, published: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The programs of an environment with the wheel and what it asks for, and nothing else."""
    environment = tmp_path_factory.mktemp("installed")
    run(request.param, "-m", "venv", environment)
    programs = environment / "bin"
    run(programs / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", published[1])
    yield programs
    shutil.rmtree(environment)


def test_the_metadata_are_fit_to_be_published(published: tuple[Path, Path]) -> None:
    run(sys.executable, "-m", "twine", "check", "--strict", *published)


def test_the_wheel_holds_the_whole_package_and_nothing_else(published: tuple[Path, Path]) -> None:
    names = set(zipfile.ZipFile(published[1]).namelist())
    tracked = run("git", "ls-files", "floe_cube").split() if (ROOT / ".git").exists() else []
    dist_info = f"floe_cube-{floe_cube.__version__}.dist-info"
    assert names >= set(tracked)
    assert names >= {"floe_cube/py.typed", "floe_cube/cli/examples.json", "floe_cube/cli/compiler/verify.cjs"}
    assert names >= {f"floe_cube/runtime/{name}" for name in runtime_files()}
    assert f"{dist_info}/licenses/LICENSE" in names
    assert {name.partition("/")[0] for name in names} == {"floe_cube", dist_info}
    assert not [name for name in names if "__pycache__" in name or "node_modules" in name]


def test_the_sdist_holds_the_contracts_and_the_texts(published: tuple[Path, Path]) -> None:
    with tarfile.open(published[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert names >= {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml", "schemas/meta-cube.schema.json"}
    assert "schemas/reference/diagnostics.md" in names
    assert not [name for name in names if name.startswith(("golden", "tests", ".venv"))]


def test_it_works_where_nothing_else_is(installed: Path, tmp_path: Path) -> None:
    """Its version, a first configuration, the shop built with it, an explanation: all from another directory."""
    (tmp_path / "target").mkdir()
    for name in ("manifest.json", "catalog.json"):
        shutil.copy(SHOP / name, tmp_path / "target")
    program = installed / "floe-cube"
    assert run(program, "--version", cwd=tmp_path).split()[-1] == floe_cube.__version__
    assert "Next: floe-cube build" in run(program, "init", cwd=tmp_path)
    report = json.loads(run(program, "build", "--emit", "compose,kubernetes", "--format", "json", cwd=tmp_path))
    built = tmp_path / ".floe" / "cube"
    assert (report["summary"]["cubes"], report["summary"]["errors"]) == (17, 0)
    assert {path.name for path in built.glob("floe_cube_*.js")} == set(runtime_files())
    for path in sorted((SHOP / "expected" / "schema").glob("*.yaml")):
        assert (built / "schema" / path.name).read_text() == path.read_text()
    assert "golden/cases/" in run(program, "explain", "FC0301", cwd=tmp_path)
    assert "Usage: " in run(installed / "python", "-m", "floe_cube", "observe", "--help", cwd=tmp_path)


@pytest.mark.cube
@pytest.mark.usefixtures("real_cube")
def test_it_brings_what_verifies(installed: Path, tmp_path: Path) -> None:
    run(installed / "floe-cube", "build", "--manifest", SHOP / "manifest.json", cwd=tmp_path)
    assert "takes the model: 17 cubes" in run(
        installed / "floe-cube", "verify", cwd=tmp_path, NODE_PATH=str(lab.MODULES)
    )


def test_its_types_are_for_those_who_use_it(installed: Path, tmp_path: Path) -> None:
    """mypy finds our annotations in the installed package, and with them a mistake."""
    (tmp_path / "use.py").write_text(
        "from floe_cube import Artifacts, compile\n\n"
        "files: dict[str, int] = dict(compile(Artifacts(manifest=b'')).files)\n"
    )
    python = str(installed / "python")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--python-executable", python, "--cache-dir", str(tmp_path), "use.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "use.py:3: error" in done.stdout
    assert "Mapping[str, str]" in done.stdout or "dict[str, str]" in done.stdout
