"""Findings about models of installed packages: dbt names their files from the package's own folder, and people look from the project's."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from floe_cube.cli.lines import INSTALLED, with_lines
from floe_cube.cli.main import main
from floe_cube.diagnostics import Place, finding
from tests.cli.test_verify import REAL, change
from tests.cli.test_verify import found as verified
from tests.cube import lab
from tests.dbt_projects import dbt

CORNER = Path(__file__).parents[2] / "golden" / "projects" / "corner"
YAML = "models:\n  - name: orders\n"
#: Nothing is seen of a model without the column, which is a finding about it.
SECURITY = "consumption: {security: {filter_column: organization_id}}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project, the package that dbt installs in it, and what dbt wrote; the project has a file of the same name as the package."""
    shutil.copytree(CORNER / "project", tmp_path / "corner")
    monkeypatch.chdir(tmp_path / "corner")
    dbt(Path(), "deps")
    Path("target").mkdir()
    shutil.copy(CORNER / "manifest.json", "target")
    Path("models/atlas.yml").write_text("# not this one\nmodels:\n  - name: countries\n")
    Path("floe.yaml").write_text(SECURITY)
    return tmp_path


def places(*arguments: str) -> set[tuple[str, int]]:
    """Where a build finds something about the model of the package."""
    said = CliRunner().invoke(main, ["build", "--format", "json", *arguments])
    assert said.exit_code == 0, said.output
    found = json.loads(said.stdout)["diagnostics"]
    return {(d["file"], d["line"]) for d in found if d["subject"] == "model.atlas.countries"}


def test_a_finding_leads_into_the_package(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As seen from the project's folder, as all of its files are, wherever the command runs."""
    at_home = {("dbt_packages/atlas/models/atlas.yml", 2)}
    assert places() == places("--force") == at_home
    assert str(project) not in Path(".floe/cube/floe-cube.lock").read_text()
    monkeypatch.chdir(project)
    assert places("--target", "corner/target", "--config", "corner/floe.yaml") == at_home


def test_as_code_scanning_sees_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project)
    arguments = ["--target", "corner/target", "--config", "corner/floe.yaml", "--format", "sarif"]
    said = CliRunner().invoke(main, ["build", *arguments]).stdout
    assert '"uri": "corner/dbt_packages/atlas/models/atlas.yml"' in said


def test_of_a_further_project(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the way there, as its own files are told."""
    shop = CORNER.parents[1] / "shop"
    (project / "shop" / "target").mkdir(parents=True)
    shutil.copy(shop / "manifest.json", project / "shop" / "target")
    (project / "shop" / "floe.yaml").write_text(SECURITY)
    monkeypatch.chdir(project / "shop")
    arguments = ["--target", "target", "--target", "corner=../corner/target"]
    assert places(*arguments) == {("../corner/dbt_packages/atlas/models/atlas.yml", 2)}


def test_a_package_that_is_one_of_the_projects_is_at_home_there(tmp_path: Path) -> None:
    """Whoever installed it: people edit the project, and no copy of it."""
    for folder in ("shop/dbt_packages/crm/models", "crm/models"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "schema.yml").write_text(YAML)
    before = finding("FC0203", Place("model.crm.orders", "models/schema.yml"), column="c", type="t")
    [found] = with_lines([before], [tmp_path / "shop"], {"crm": tmp_path / "crm"})
    assert (found.place.file, found.place.line) == ((tmp_path / "crm/models/schema.yml").as_posix(), 2)


@pytest.mark.parametrize(
    ("subject", "file"),
    [
        ("model.crm.orders", "../schema.yml"),
        ("model.crm.orders", "/schema.yml"),
        ("model.crm.orders", "a\0b.yml"),
        ("model.crm.orders", "missing.yml"),
        ("model./crm.orders", "schema.yml"),
        ("model.crm/deep.orders", "schema.yml"),
        ("model..orders", "schema.yml"),
        ("model.c\0m.orders", "schema.yml"),
    ],
)
def test_what_is_no_file_of_a_package(tmp_path: Path, subject: str, file: str) -> None:
    for folder in ("", "crm", "crm/deep"):
        (tmp_path / INSTALLED / folder).mkdir(parents=True, exist_ok=True)
        (tmp_path / INSTALLED / folder / "schema.yml").write_text(YAML)
    before = finding("FC0203", Place(subject, file), column="c", type="t")
    assert with_lines([before], [tmp_path]) == (before,)


class TestWithCube:
    pytestmark = REAL

    def test_what_cube_objects_to_leads_into_the_package(self, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("NODE_PATH", str(lab.MODULES))
        places()
        change(Path(".floe/cube/schema/countries.yaml"), "type: string\n", "type: strings\n")
        assert {(d["file"], d["line"]) for d in verified()} == {("dbt_packages/atlas/models/atlas.yml", 5)}
