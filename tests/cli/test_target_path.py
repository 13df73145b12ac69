"""dbt's artifacts where `DBT_TARGET_PATH` leads dbt: every command looks there, the short way too, and the lock file does not tell."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from floe_cube.cli.inputs import Inputs
from floe_cube.cli.lock import LOCK
from floe_cube.cli.main import main
from floe_cube.cli.unchanged import default_target
from tests.build_manifest import catalog, column, manifest, model
from tests.cli.test_unchanged import OUT, build, short, state
from tests.cli.test_watch import cubes, until, watching
from tests.dbt_projects import dbt

VARIABLE = "DBT_TARGET_PATH"
ORDERS = model("model.shop.orders", columns=[column("id", "integer"), column("x", "mystery")])
MODELS = "models:\n  - name: orders\n    columns:\n      - name: x\n        data_type: mystery\n"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A dbt project, written to `run/artifacts` within it; of `target` there is nothing."""
    folder = tmp_path / "shop"
    (folder / "models").mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv(VARIABLE, "run/artifacts")
    Path("models/schema.yml").write_text(MODELS)
    put(Path("run/artifacts"))
    return folder


def put(target: Path, name: str = "orders") -> None:
    """Let dbt have written a project of one model here."""
    target.mkdir(parents=True, exist_ok=True)
    one = {**ORDERS, "name": name, "alias": name, "unique_id": f"model.shop.{name}"}
    (target / "manifest.json").write_text(json.dumps(manifest(one)))


def lock() -> bytes:
    return (OUT / LOCK).read_bytes()


def test_both_ways_find_it() -> None:
    assert build()[0] == 0
    assert short() == build()
    assert short("--check") == build("--check")
    put(Path("run/artifacts"), "others")
    assert short() is None
    build()
    assert cubes() == {"others"}


def test_a_plain_build_finds_it() -> None:
    """As the console script goes, without the library of the command line."""
    assert subprocess.run([sys.executable, "-m", "floe_cube", "build"]).returncode == 0
    assert cubes() == {"orders"}


def test_a_manifest_that_dbt_wrote_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """dbt itself, with an empty variable, and with a `~`, which is a name to it and to us as any other."""
    Path("dbt_project.yml").write_text("{name: shop, version: 1.0.0, profile: shop, flags: {version_check: false}}\n")
    Path("profiles.yml").write_text("shop: {target: dev, outputs: {dev: {type: duckdb}}}\n")
    Path("models/orders.sql").write_text("select 1 as x\n")
    shutil.rmtree("run")
    for said, folder in (("", "target"), ("~", "~")):
        monkeypatch.setenv(VARIABLE, said)
        dbt(Path.cwd(), "parse", environment={VARIABLE: said})
        assert default_target() == folder
        assert Path(folder, "manifest.json").is_file()
        code, _, found = build("--out", folder + "/out")
        assert (code, "models/schema.yml:4" in found) == (0, True), found


def test_the_lock_file_is_the_same_wherever_dbt_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And so is what stands there, from whichever of these places it was built."""
    build()
    before, first = state(), lock()
    assert "inputs" in json.loads(first)
    for said in (str(tmp_path / "elsewhere" / "deep"), "target", ""):
        monkeypatch.setenv(VARIABLE, said)
        shutil.copytree("run/artifacts", said or "target", dirs_exist_ok=True)
        assert short() == build()
        assert state() == before
    monkeypatch.delenv(VARIABLE)
    assert short() == build()
    shutil.rmtree(OUT)
    monkeypatch.setenv(VARIABLE, str(tmp_path / "elsewhere" / "deep"))
    found = build()[2]
    assert lock() == first
    assert str(tmp_path).encode() not in first
    assert "models/schema.yml:4" in found


NAMED: dict[str, tuple[str, ...]] = {
    "--target": ("--target", "named"),
    "--manifest": ("--manifest", "named/manifest.json"),
    "--artifacts": ("--artifacts", "a.json"),
    "projects": ("--config", "listing.yaml"),
}


@pytest.mark.parametrize("way", NAMED)
def test_whatever_else_names_one_is_stronger(way: str) -> None:
    put(Path("named"), "others")
    Path("a.json").write_text(json.dumps({"dbt_manifest_path": "named/manifest.json"}))
    Path("listing.yaml").write_text("consumption: {projects: [{target: named}]}\n")
    for _ in range(2):
        assert build(*NAMED[way])[0] == 0
        assert cubes() == {"others"}
    assert short() is None
    assert short(*NAMED[way]) in (None, build(*NAMED[way]))
    build()
    assert cubes() == {"orders"}
    assert short(*NAMED[way]) is None


def test_a_configuration_beside_it_is_nobodys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The project is where the command runs: who writes to /tmp/target has no floe.yaml in /tmp. By `--target` it is as ever."""
    target = tmp_path / "other" / "target"
    put(target)
    (tmp_path / "other" / "floe.yaml").write_text("consumption: {}\n")
    monkeypatch.setenv(VARIABLE, str(target))
    assert build()[0] == 0
    assert short() == build()
    assert "FC0732" in build("--target", str(target))[2]


def test_it_is_said_where_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "none")
    code, _, found = build()
    assert (code, found.startswith("error FC0001:"), "none/manifest.json" in found) == (2, True, True)
    assert "or correct the variable DBT_TARGET_PATH, which leads there" in " ".join(found.split())
    for named in (("--target", "other"), ("--manifest", "other.json")):
        assert VARIABLE not in build(*named)[2]


def test_a_value_is_a_folder_whatever_it_looks_like(monkeypatch: pytest.MonkeyPatch) -> None:
    """`NAME=DIR` names a data source on the command line only."""
    put(Path("crm=run"), "others")
    monkeypatch.setenv(VARIABLE, "crm=run")
    build()
    assert cubes() == {"others"}
    assert short() == build()


# --- the other commands ----------------------------------------------------------------------------------------------
def test_init_reads_it_before_dbt_project_yml(monkeypatch: pytest.MonkeyPatch) -> None:
    """As dbt does; what it says to type next is as short as it can be here."""
    content = catalog({"model.shop.orders": {"id": "integer"}})
    Path("run/artifacts/catalog.json").write_text(json.dumps(content))
    Path("dbt_project.yml").write_text("name: shop\ntarget-path: old\n")

    def init() -> str:
        result = CliRunner().invoke(main, ["init", "--force"])
        assert result.exit_code == 0, result.output
        return result.stdout

    assert init().endswith("dbt project shop, 1 model\nNext: floe-cube build\n")
    monkeypatch.setenv(VARIABLE, "")
    shutil.move("run/artifacts", "old")
    assert init().endswith("dbt project shop, 1 model\nNext: floe-cube build --target old\n")


def test_report() -> None:
    result = CliRunner().invoke(main, ["report", "--out", "report.html"])
    assert result.exit_code == 0, result.output
    assert "model.shop.orders" in Path("report.html").read_text()


def test_watch() -> None:
    with watching():
        until(lambda: cubes() == {"orders"})
        put(Path("run/artifacts"), "others")
        until(lambda: cubes() == {"others"})
    assert "Watching run/artifacts/manifest.json, run/artifacts/catalog.json" in Path("said").read_text()


@pytest.mark.parametrize("said", ["run/artifacts", "../elsewhere"])
def test_verify_places_its_findings_by_it(said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the manifest it knows which file a person edits, and finds the line in it."""
    from floe_cube.cli import verify

    monkeypatch.setenv(VARIABLE, said)
    put(Path(said))
    [(folder, project)] = verify._projects(Inputs())
    assert folder == Path()
    assert verify._sources([(folder, project)])["model.shop.orders"].file == "models/schema.yml"


@pytest.mark.parametrize("command", ["build", "report", "verify", "init"])
def test_the_help_says_so(command: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help"], env={"COLUMNS": "200"})
    assert f"${VARIABLE}" in " ".join(shown.stdout.split())


@pytest.mark.parametrize("target", ["", "crm="])
@pytest.mark.parametrize("others", [[], ["--target", "run/artifacts"]])
@pytest.mark.parametrize("command", ["build", "report", "verify"])
def test_a_target_that_is_empty_is_refused(command: str, others: list[str], target: str) -> None:
    """`--target "$FOLDER"` without such a variable would take a manifest in the working directory."""
    put(Path())
    told = subprocess.run(
        [sys.executable, "-m", "floe_cube", command, *others, "--target", target],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (2, "")
    assert "The path is empty" in told.stderr
    assert not OUT.exists()
