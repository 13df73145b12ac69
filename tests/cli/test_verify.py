"""`floe-cube verify` lets the real Cube read a deployment, and says what it objects to in terms of the dbt project."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from floe_cube.cli.main import main
from floe_cube.databases import CUBE_VERSION
from tests.cube import lab

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "golden" / "shop"
COMPILER = "@cubejs-backend/schema-compiler"
REAL = [pytest.mark.cube, pytest.mark.usefixtures("real_cube")]


@pytest.fixture
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop, built in a dbt project of its own, and nothing of Cube to be found."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NODE_PATH", raising=False)
    (tmp_path / "target").mkdir()
    for name in ("manifest.json", "catalog.json"):
        shutil.copy(SHOP / name, tmp_path / "target")
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    return tmp_path / ".floe" / "cube"


@pytest.fixture
def real(deployment: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, and the tests' Cube in NODE_PATH, as it is in Cube's image."""
    monkeypatch.setenv("NODE_PATH", f"/nowhere:{lab.MODULES}")
    monkeypatch.setenv("NODE_COMPILE_CACHE", str(lab.MODULES / ".cache" / "node"))
    return deployment


def verify(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["verify", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def found(*arguments: str) -> list[dict[str, Any]]:
    """What is found, as JSON; and that the exit code says so."""
    result = verify(*arguments, "--format", "json")
    diagnostics: list[dict[str, Any]] = json.loads(result.stdout)["diagnostics"]
    assert result.exit_code == (1 if any(d["severity"] == "error" for d in diagnostics) else 0)
    return diagnostics


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


class TestWithCube:
    pytestmark = REAL

    def test_cube_takes_what_is_built(self, real: Path) -> None:
        result = verify()
        assert (result.exit_code, result.stderr) == (0, "")
        # 17 + 108 + 43 of the build's summary, and what only Cube counts: the members that a role's cube inherits.
        assert result.stdout.startswith(f"Cube {CUBE_VERSION} takes the model: 17 cubes, 1 view, SQL of 1")
        assert result.stdout.endswith(" members (duckdb)\n")

    def test_each_data_source_is_asked_in_its_own_dialect(self, real: Path) -> None:
        """Redshift takes no interval of months and days; DuckDB, the database of the first project, does."""
        mesh = ROOT / "golden" / "cases" / "mesh" / "files-to-run-two-databases"
        other = json.loads((mesh / "other" / "manifest.json").read_bytes())
        odd = {"name": "odd", "interval": "1 month 2 day", "origin": "2024-01-01"}
        joined_on = {"name": "joined_on", "type": "time", "sql": "{CUBE}.joined_on", "granularities": [odd]}
        other["nodes"]["model.shop.customers"]["meta"] = {"cube": {"dimensions": [joined_on]}}
        other["metadata"]["adapter_type"] = "redshift"
        Path("crm").mkdir()
        Path("crm/manifest.json").write_text(json.dumps(other))
        built = CliRunner().invoke(main, ["build", "--target", str(mesh), "--target", "crm=crm"])
        assert built.exit_code == 0, built.output
        [refused] = found()
        assert (refused["code"], refused["subject"]) == ("FC0854", "model.shop.customers")
        assert 'intervals like "1 month 2 day" are not supported' in refused["message"]

    @pytest.mark.parametrize("way", ["listed", "named"])
    def test_each_finding_is_placed_in_the_project_that_its_cube_comes_from(self, real: Path, way: str) -> None:
        """Of two projects with models of the same names, whether the configuration lists them or the command line does."""
        case = ROOT / "golden" / "cases" / "mesh" / "same-names-in-two-projects"
        for folder, artifacts, file in (("shop", case, "web/web.yml"), ("tours", case / "other", "marts/marts.yml")):
            shutil.copytree(artifacts, Path(folder, "target"), ignore=lambda *_: ["expected", "other"])
            Path(folder, "models", file).parent.mkdir(parents=True)
            Path(folder, "models", file).write_text("models:\n  - name: customers\n  - name: visits\n")
        targets = ["--target", "shop/target", "--target", "tours/target"]
        if way == "listed":
            listed = "".join(f"    - target: {target}\n" for target in targets[1::2])
            Path("floe.yaml").write_text(f"consumption:\n  projects:\n{listed}")
            targets = []
        assert CliRunner().invoke(main, ["build", *targets]).exit_code == 0
        for name in ("visits", "metrics__visits"):
            change(real / "schema" / f"{name}.yaml", "type: count\n", "type: counts\n")
        change(real / "schema" / "views" / "visits_by_device.yaml", "cubes:", "cubez:")
        assert {(d["subject"], d["file"], d["line"]) for d in found(*targets)} == {
            ("model.shop.visits", "models/web/web.yml", 3),
            ("model.metrics.visits", "tours/models/marts/marts.yml", 3),
            ("saved_query.shop.visits_by_device", "models/web/semantic_models.yml", 0),
        }

    def test_a_refused_member_is_placed_in_the_dbt_project(self, real: Path) -> None:
        change(real / "schema" / "orders.yaml", "type: sum", "type: suum")
        [refused] = found()
        assert refused["code"] == "FC0854"
        assert (refused["file"], refused["subject"]) == ("models/sales/sales.yml", "model.shop.orders")
        assert refused["column"] == "revenue"
        assert '"measures.revenue.type" must be one of [count, number,' in refused["message"]
        assert refused["remedy"].startswith("Correct what `meta.cube` of model.shop.orders says.")

    def test_sql_that_goes_wrong_is_seen_in_what_it_becomes(self, real: Path) -> None:
        """`${CUBE}` compiles without a word, and only the SQL shows it. A dimension is placed at its column."""
        change(real / "schema" / "orders.yaml", """sql: '{CUBE}."is paid"'""", """sql: '${CUBE}."is paid"'""")
        [refused] = found()
        assert (refused["code"], refused["subject"], refused["column"]) == ("FC0854", "model.shop.orders", "is paid")
        assert refused["message"].startswith('Cube says: suspicious SQL: SELECT $"orders".')

    def test_a_name_that_nothing_has_leads_to_the_file_with_it(self, real: Path) -> None:
        change(real / "schema" / "orders.yaml", 'sql: "{CUBE}.amount"', 'sql: "{CUBE}.amount + {nope}"')
        [refused] = found()
        assert (refused["subject"], refused["message"]) == ("model.shop.orders", "Cube says: nope is not defined")

    def test_without_dbts_manifest_the_model_is_still_named(self, real: Path) -> None:
        shutil.rmtree("target")
        change(real / "schema" / "customers.yaml", "dimensions:", "dimensions: [")
        [refused] = found()
        assert (refused["code"], refused["file"], refused["subject"]) == ("FC0854", "", "model.shop.customers")
        assert refused["message"] == "Cube says: missed comma between flow collection entries (18:7)"

    def test_a_cube_that_is_missed_is_reported_where_it_is_missed(self, real: Path) -> None:
        (real / "schema" / "customers.yaml").unlink()
        assert {(d["subject"], d["message"]) for d in found()} == {
            ("model.shop.orders", "Cube says: orders cube: Cube customers doesn't exist"),
            ("model.shop.visits", "Cube says: visits cube: Cube customers doesn't exist"),
            (
                "metric.shop.signup_after_visit",
                "Cube says: visits_to_customers_within_7_days cube: Cube customers doesn't exist",
            ),
        }

    def test_what_people_wrote_is_theirs(self, real: Path) -> None:
        (real / "schema" / "mine.yml").write_text("cubes:\n  - name: mine\n    sql_tabel: x\n")
        [refused] = found("--deployment", str(real))
        assert (refused["code"], refused["subject"]) == ("FC0855", "mine")
        assert refused["file"] == str(real / "schema" / "mine.yml")

    @pytest.mark.skipif(lab.native(), reason="Cube's native binary is installed, and reads templates.")
    def test_a_template_is_not_passed_over_in_silence(self, real: Path) -> None:
        (real / "schema" / "mine.yml").write_text("cubes:\n  - name: {{ mine }}\n    sql_table: x\n")
        [note] = found()
        assert (note["code"], note["severity"], note["file"]) == ("FC0856", "note", "mine.yml")

    def test_another_cube_is_said(self, real: Path, tmp_path: Path) -> None:
        """A folder named on the command line comes first; its packages are real, its version is not ours."""
        other = tmp_path / "other" / "node_modules" / "@cubejs-backend"
        other.mkdir(parents=True)
        for folder in (*lab.MODULES.iterdir(), *(lab.MODULES / "@cubejs-backend").iterdir()):
            if folder.name not in ("@cubejs-backend", "schema-compiler"):
                (tmp_path / "other" / folder.relative_to(lab.MODULES.parent)).symlink_to(folder)
        shutil.copytree(lab.MODULES / COMPILER, other / "schema-compiler")
        change(other / "schema-compiler" / "package.json", f'"version": "{CUBE_VERSION}"', '"version": "1.8.0"')
        [note] = found("--node-modules", str(tmp_path / "other"))
        assert (note["code"], note["message"].split(";")[0]) == ("FC0857", "This is Cube 1.8.0")

    def test_a_compiler_that_fails(self, real: Path, tmp_path: Path) -> None:
        broken = tmp_path / "node_modules" / COMPILER
        broken.mkdir(parents=True)
        (broken / "package.json").write_text(json.dumps({"version": CUBE_VERSION, "main": "missing.js"}))
        result = verify()
        assert result.exit_code == 2
        assert (
            "error FC0858: Cube's compiler failed\n    It ended without an answer: Error: Cannot find" in result.stderr
        )


def test_nothing_was_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = verify()
    assert result.exit_code == 2
    assert result.stderr.startswith("error FC0850: no data model\n  .floe/cube/schema\n")


def test_an_unreadable_file(deployment: Path) -> None:
    """Also root is refused what is there and cannot be read: a link to itself."""
    (deployment / "schema" / "orders.yaml").unlink()
    (deployment / "schema" / "orders.yaml").symlink_to("orders.yaml")
    result = verify()
    assert (result.exit_code, result.stderr[:13]) == (2, "error FC0851:")


def test_no_cube(deployment: Path) -> None:
    result = verify("--node-modules", "packages")
    assert result.exit_code == 2
    said = " ".join(result.stderr.split())
    assert said.startswith(f"error FC0853: no Cube Cube's compiler {COMPILER} is in none of `packages`, `packages/node")
    assert f"`npm install --no-save {COMPILER}@{CUBE_VERSION}`" in said


def test_no_node(deployment: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "node_modules" / COMPILER
    package.mkdir(parents=True)
    (package / "package.json").write_text("{}")
    monkeypatch.setenv("PATH", str(tmp_path))
    result = verify()
    assert (result.exit_code, result.stderr[:13]) == (2, "error FC0852:")


def test_the_cube_that_we_name_is_the_one_that_we_test() -> None:
    wanted = json.loads((ROOT / "tests" / "cube" / "package.json").read_text())["devDependencies"]
    assert set(wanted.values()) == {CUBE_VERSION}
