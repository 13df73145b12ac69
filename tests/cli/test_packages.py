"""Findings lead to their files where names do not: dbt names those of a package from the package's folder, and projects may be called alike."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from floe_cube.cli.lines import INSTALLED, with_lines
from floe_cube.cli.main import main
from floe_cube.diagnostics import Place, finding
from tests.build_manifest import column, manifest, model
from tests.cli.test_verify import REAL, change
from tests.cli.test_verify import found as verified
from tests.cube import lab
from tests.dbt_projects import dbt

CORNER = Path(__file__).parents[2] / "golden" / "projects" / "corner"
YAML = "models:\n  - name: orders\n"
#: Nothing is seen of a model without the column, which is a finding about it.
SECURITY = "consumption: {security: {filter_column: organization_id}}\n"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the package that dbt installs in it."""
    folder = tmp_path_factory.mktemp("installed") / "corner"
    shutil.copytree(CORNER / "project", folder)
    dbt(folder, "deps")
    return folder


@pytest.fixture
def project(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with what dbt wrote; the project has a file of the same name as the package."""
    shutil.copytree(installed, tmp_path / "corner", symlinks=True)
    monkeypatch.chdir(tmp_path / "corner")
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
    [found] = with_lines([before], [tmp_path / "shop"], [("crm", tmp_path / "crm")])
    assert (found.place.file, found.place.line) == ((tmp_path / "crm/models/schema.yml").as_posix(), 2)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ({"a": "orders", "b": "visits"}, {"orders": ("models/s.yml", 2), "visits": ("../b/models/s.yml", 2)}),
        ({"b": "orders"}, {"orders": ("../b/models/s.yml", 2), "visits": ("../b/models/s.yml", 0)}),
        ({"a": "orders", "b": "orders", "c": "visits"}, {"orders": ("models/s.yml", 2), "visits": ("../c/models/s.yml", 2)}),
        ({"a": "orders", "d": "visits"}, {"orders": ("models/s.yml", 2), "visits": ("models/s.yml", 0)}),
        ({}, {"orders": ("models/s.yml", 0)}),
    ],
)
def test_projects_of_one_name_are_told_apart_by_their_files(
    written: dict[str, str], told: dict[str, tuple[str, int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As far as they can be: by the file that is there and names what a finding is about, the first project's before others'."""
    for folder in "abcd":
        (tmp_path / folder / "models").mkdir(parents=True)
    for folder, name in written.items():
        (tmp_path / folder / "models" / "s.yml").write_text(f"models:\n  - name: {name}\n")
    monkeypatch.chdir(tmp_path / "a")
    others = [("shop", Path("../b")), ("shop", Path("../c")), ("crm", Path("../d"))]
    before = [finding("FC0203", Place(f"model.shop.{name}", "models/s.yml"), column="c", type="t") for name in told]
    found = with_lines(before, [Path(), Path("../a")], others, "shop")
    assert {f.place.subject.rpartition(".")[2]: (f.place.file, f.place.line) for f in found} == told


def test_a_build_of_two_projects_of_one_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That they are is said, and each finding that is not about both leads to its file."""
    monkeypatch.chdir(tmp_path)
    for folder, names in (("a", ("orders", "items")), ("b", ("visits", "items"))):
        models = [model(f"model.shop.{name}", columns=[column("x", "mystery")]) for name in names]
        (tmp_path / folder / "target").mkdir(parents=True)
        (tmp_path / folder / "models").mkdir()
        (tmp_path / folder / "target" / "manifest.json").write_text(json.dumps(manifest(*models)))
        (tmp_path / folder / "models" / "schema.yml").write_text("models:\n" + "".join(f"  - name: {name}\n" for name in names))
    Path("floe.yaml").write_text("consumption: {projects: [{target: a/target}, {target: b/target}]}\n")
    said = CliRunner().invoke(main, ["build", "--format", "json"])
    assert said.exit_code == 0, said.output
    found = [d for d in json.loads(said.stdout)["diagnostics"] if d["code"] in ("FC0203", "FC0934")]
    assert {(d["subject"], d["file"], d["line"]) for d in found} == {
        ("shop", "manifest.json", 0),
        ("model.shop.orders", "models/schema.yml", 2),
        ("model.shop.items", "models/schema.yml", 3),
        ("model.shop.visits", "b/models/schema.yml", 2),
    }
    assert "these of the later one are left out: `shop.items`." in next(d["message"] for d in found if d["code"] == "FC0934")


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
