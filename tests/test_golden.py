"""Every folder of golden/ with a manifest or arguments is a case: its input, and under expected/ what a build of it writes and says.

`make golden` rewrites what is expected. A case may hold `catalog.json`, `floe.yaml`, `artifacts.json`, `args` (further
arguments of `floe-cube build`), and under `existing/` the files that stand in the output directory before the build.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from floe_cube.cli.lock import LOCK
from floe_cube.cli.main import main
from floe_cube.runtime import runtime_files
from golden.artifacts import recut
from tests.cube.lab import Compiler

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = sorted(
    {
        path.parent.relative_to(GOLDEN)
        for name in ("manifest.json", "args")
        for path in GOLDEN.rglob(name)
        if not {"project", "other"} & set(path.parts)
    }
)
INPUTS = ("manifest.json", "catalog.json", "floe.yaml", "floe.yml", "artifacts.json")
#: Written by every build and the same in all of them, so that no case repeats them; lineage.json has tests of its own.
UNREMARKABLE = {LOCK, "lineage.json", *runtime_files()}
#: Much the same in all builds for one database: shown by the cases with a configuration of their own, and by whole projects.
ALIKE = {"cube.js", "access.json", ".env.example"}
#: The same files once more, in a ConfigMap; tests/render/test_deploy.py reads it.
UNREMARKABLE_PATHS = {"kubernetes/model.yaml"}
#: A number, and digests, that change with every file of the runtime.
ADDED = re.compile(r"^built: \d+ added", re.MULTILINE)
DIGEST = re.compile(
    r"(?<=floe-cube.dev/files: )\"?[0-9a-f]{64}\"?|(?:(?<=cube-schema-\d-)|(?<=cube-deployment-\d-))[0-9a-f]{10}\b"
)


class PlainFile(SingleFileSnapshotExtension):
    """A snapshot is a file of its own, under the name that the build gave it."""

    _write_mode = WriteMode.TEXT
    root: Path

    @classmethod
    def get_location(cls, *, test_location: Any, index: Any) -> str:
        return str(cls.root / str(index))

    @classmethod
    def get_snapshot_name(cls, *, test_location: Any, index: Any = 0) -> str:
        return str(index)

    @classmethod
    def dirname(cls, *, test_location: Any) -> str:
        return str(cls.root)


#: What was built already: a case is written and said the same for both tests of it.
BUILT: dict[Path, dict[str, str]] = {}


def build(case: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Build a case as a user would; what was written and said, by file name."""
    if case not in BUILT:
        BUILT[case] = _build(case, out, monkeypatch)
    return BUILT[case]


def _build(case: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    for name in INPUTS:
        if (case / name).exists():
            shutil.copy(case / name, out)
    if (case / "other").exists():  # a further project
        shutil.copytree(case / "other", out / "other")
    if (case / "existing").exists():
        shutil.copytree(case / "existing", out / "built")
    monkeypatch.chdir(out)
    arguments = shlex.split((case / "args").read_text()) if (case / "args").exists() else []
    config = (case / "floe.yaml").read_bytes() if (case / "floe.yaml").exists() else b""
    target = [] if "--target" in arguments or b"projects:" in config else ["--target", "."]
    result = CliRunner().invoke(main, ["build", *target, "--out", "built", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    remarkable = any((case / name).exists() for name in ("floe.yaml", "artifacts.json", "project"))
    unshown = UNREMARKABLE if remarkable else UNREMARKABLE | ALIKE
    files = {
        path.relative_to(out / "built").as_posix(): DIGEST.sub("…", path.read_text())
        for path in sorted((out / "built").rglob("*"))
        if path.is_file() and path.name not in unshown
    }
    files = {name: text for name, text in files.items() if name not in UNREMARKABLE_PATHS}
    said = f"{result.stderr}{result.stdout}exit code {result.exit_code}\n"
    return {**files, "diagnostics.txt": ADDED.sub("built: … added", said)}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Path, tmp_path: Path, snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch) -> None:
    """The build writes and says what is expected, no file more and none less."""
    expected = GOLDEN / case / "expected"
    built = build(GOLDEN / case, tmp_path, monkeypatch)
    plain = snapshot.use_extension(type("Case", (PlainFile,), {"root": expected}))
    for name, text in built.items():
        assert text == plain(name=name)
    stale = {path.relative_to(expected).as_posix() for path in expected.rglob("*") if path.is_file()} - built.keys()
    if plain.session.update_snapshots:
        for name in stale:
            (expected / name).unlink()
    else:
        assert not stale


@pytest.mark.cube
@pytest.mark.parametrize("case", CASES, ids=str)
def test_real_cube_accepts_it(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cube_compiler: Compiler
) -> None:
    """Cube's own compiler takes every generated model, and makes SQL of every member."""
    built = build(GOLDEN / case, tmp_path, monkeypatch)
    models = {name: text for name, text in built.items() if name.startswith("schema/")}
    if "exit code 0" not in built["diagnostics.txt"] or "FC0210" in built["diagnostics.txt"]:
        return
    compiled = cube_compiler.compile(models)
    assert compiled.errors == ()


def test_recipes_cut_what_the_cases_hold() -> None:
    """Nobody typed a manifest: each is what its recipe cuts from what dbt wrote."""
    assert [path for path, text in recut() if text != (path.read_text("utf-8") if path.exists() else "")] == []


def test_cases_exist() -> None:
    """A typo in the search above would pass everything."""
    assert len(CASES) >= 200
