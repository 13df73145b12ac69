"""`build --emit` writes files to run the deployment by, which belong to the build like all others."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from ruamel.yaml import YAML

import floe_cube
from floe_cube.cli.emit import PACKAGE, kinds
from floe_cube.cli.main import main
from floe_cube.runtime import runtime_files

SHOP = Path(__file__).parents[2] / "golden" / "shop"
KUBERNETES = {"kubernetes/model.yaml", "kubernetes/cube.yaml"}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("manifest.json", "catalog.json"):
        shutil.copy(SHOP / name, tmp_path)
    return tmp_path


def build(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", "--target", ".", "--out", "built", *arguments])


def written(project: Path) -> set[str]:
    built = project / "built"
    names = {path.relative_to(built).as_posix() for path in built.rglob("*.yaml")}
    return {name for name in names if not name.startswith("schema/")}


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        ((), set()),
        (("--emit", "compose"), {"compose.yaml"}),
        (("--emit", "kubernetes, compose"), {"compose.yaml", *KUBERNETES}),
        (("--emit", "compose", "--emit", "kubernetes"), {"compose.yaml", *KUBERNETES}),
    ],
)
def test_what_is_asked_for_is_written(project: Path, arguments: tuple[str, ...], files: set[str]) -> None:
    assert build(*arguments).exit_code == 0
    assert written(project) == files


def test_they_are_the_builds_own(project: Path) -> None:
    """Found unchanged, removed when nobody asks for them any more, and never overwritten when somebody edited them."""
    build("--emit", "compose,kubernetes")
    assert " 0 added, 0 changed, 0 removed" in build("--emit", "compose,kubernetes").stdout
    assert " 0 added, 0 changed, 2 removed" in build("--emit", "compose").stdout
    (project / "built" / "compose.yaml").write_text("services: {}\n")
    assert "error FC0801" in build("--emit", "compose").stderr


def test_the_pods_get_the_runtime_and_the_model(project: Path) -> None:
    build("--emit", "kubernetes")
    maps = list(YAML(typ="safe", pure=True).load_all((project / "built" / "kubernetes" / "model.yaml").read_text()))
    held = {key: text for each in maps for key, text in each["data"].items()}
    assert held.items() >= runtime_files().items()
    files = {path.name: path.read_text() for path in (project / "built" / "schema").glob("*.yaml")}
    assert held.items() >= files.items()
    assert ".env.example" not in held


def test_a_kind_that_does_not_exist(project: Path) -> None:
    result = build("--emit", "compose,helm")
    assert result.exit_code == 2
    assert "Invalid value for --emit: 'helm' is none of compose, kubernetes." in result.stderr
    assert not (project / "built").exists()


def test_a_file_that_no_config_map_holds(project: Path) -> None:
    """FC0860: the pods do without a file of more than 900,000 bytes, and the build says so."""
    manifest = json.loads((project / "manifest.json").read_text())
    wide = {f"column_{n}": {"name": f"column_{n}", "data_type": "integer"} for n in range(12_000)}
    manifest["nodes"]["model.shop.organizations"]["columns"] |= wide
    (project / "manifest.json").write_text(json.dumps(manifest))
    (project / "catalog.json").unlink()
    said = build("--emit", "kubernetes", "--select", "organizations").stderr
    assert "warning FC0860: file too large for a ConfigMap" in said
    assert "schema/organizations.yaml has 9" in said


def test_the_observer_is_of_this_release() -> None:
    assert floe_cube.__version__.startswith(PACKAGE.removeprefix("floe-cube[otlp]==").removesuffix("*"))


def test_kinds_are_each_taken_once() -> None:
    assert kinds(("compose,compose", "kubernetes", "compose")) == ("compose", "kubernetes")
