"""`floe-cube init` writes a configuration that our own reader takes, from what dbt left in the directory."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from floe_cube.cli.init import Found, candidates, first_config
from floe_cube.cli.main import main
from floe_cube.config import Config
from floe_cube.config_reading import read_config
from floe_cube.databases import DATABASES
from floe_cube.diagnostics import NOWHERE
from floe_cube.ir import Column, Model, Project
from floe_cube.ir.dialects import dialect

SHOP = Path(__file__).parents[2] / "golden" / "shop"
#: A setting in a comment, but for its mark: a name and a colon, on its own column.
SETTING = re.compile(r"^( *)# ( *[a-z_]+:.*)$", re.MULTILINE)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop as a dbt project of which nothing was run yet."""
    monkeypatch.chdir(tmp_path)
    shutil.copy(SHOP / "project" / "dbt_project.yml", tmp_path)
    return tmp_path


def init(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["init", *arguments])


def run_dbt(target: Path, *names: str) -> None:
    target.mkdir()
    for name in names:
        shutil.copy(SHOP / name, target)


def everything(text: str) -> str:
    """The configuration with all that it proposes switched on."""
    return SETTING.sub(lambda line: line[1] + line[2], text)


def test_from_a_project_that_was_built(project: Path) -> None:
    run_dbt(project / "target", "manifest.json", "catalog.json")
    result = init()
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "floe.yaml: written for the dbt project shop, 14 models\nNext: floe-cube build\n"
    text = (project / "floe.yaml").read_text()
    assert "Columns that would do: organization_id (in 11 of 14 models), customer_id (in 4 of 14 models)." in text
    config, findings = read_config(text, "floe.yaml")
    assert findings == ()
    assert config.consumption.database_type == "duckdb"


def test_only_the_database_is_set(project: Path) -> None:
    """What nobody asked for is not switched on: the file says what the defaults say."""
    run_dbt(project / "target", "manifest.json")
    init()
    text = (project / "floe.yaml").read_text()
    assert read_config(text.replace("  database_type: duckdb", ""), "floe.yaml") == (Config(), ())


def with_packages(*packages: str) -> None:
    """Let the manifest be the shop's with models of these packages, each with one more than the one before it."""
    content = json.loads((SHOP / "manifest.json").read_bytes())
    for number, package in enumerate(packages, 1):
        for name in [f"{package}_{n}" for n in range(number)]:
            content["nodes"][f"model.{package}.{name}"] = {
                **content["nodes"]["model.shop.orders"],
                **{"unique_id": f"model.{package}.{name}", "name": name, "alias": name, "package_name": package},
                **{"columns": {"account_id": {"name": "account_id"}}, "meta": {}, "config": {}},
            }
    Path("target").mkdir(exist_ok=True)
    Path("target/manifest.json").write_text(json.dumps(content))


def test_installed_packages_get_no_cubes_unless_they_are_named(project: Path) -> None:
    """Packages of macros alone, like dbt_utils, are not worth a word."""
    run_dbt(project / "target", "manifest.json")
    init()
    alone = (project / "floe.yaml").read_text()
    assert "packages" not in alone
    with_packages("stripe", "elementary")
    assert init("--force").stdout.startswith("floe.yaml: written for the dbt project shop, 14 models\n")
    text = (project / "floe.yaml").read_text()
    before, setting, after = text.partition('  # elementary (2), stripe (1).\n  packages: ["shop"]\n\n')
    assert setting
    assert before.rpartition("  # ")[0] + after == alone  # the columns that would do are those of its own models
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    cubes = {path.stem for path in (project / ".floe/cube/schema").glob("*.yaml")}
    assert "orders" in cubes
    assert not any(name.startswith(("stripe", "elementary")) for name in cubes)


def test_a_project_of_packages_alone(project: Path) -> None:
    """As those that only run what a vendor wrote: all get cubes, as without the file."""
    (project / "dbt_project.yml").write_text("name: ours\n")
    with_packages("elementary")
    assert init().stdout.startswith("floe.yaml: written for the dbt project ours, 15 models\n")
    text = (project / "floe.yaml").read_text()
    assert 'unless this says otherwise:\n  # shop (14), elementary (1).\n  # packages: ["shop", "elementary"]\n' in text
    assert read_config(text, "floe.yaml")[0].consumption.packages == ()
    assert read_config(everything(text), "floe.yaml")[0].consumption.packages == ("shop", "elementary")


def test_all_that_it_proposes_can_be_switched_on(project: Path) -> None:
    run_dbt(project / "target", "manifest.json")
    init()
    config, findings = read_config(everything((project / "floe.yaml").read_text()), "floe.yaml")
    assert findings == ()
    assert config.consumption.security.row_level
    assert config.consumption.security.filter_column == "organization_id"
    assert config.consumption.select == ("marts",)
    assert config.consumption.pre_aggregations.cube_store is not None
    assert config.observability.openlineage_endpoint == "http://127.0.0.1:5000"


@pytest.mark.parametrize(
    ("artifacts", "command"),
    [
        ((), "dbt build && dbt docs generate && floe-cube build"),
        (("manifest.json",), "dbt docs generate && floe-cube build"),
        (("manifest.json", "catalog.json"), "floe-cube build"),
    ],
)
def test_the_next_command_works(project: Path, artifacts: tuple[str, ...], command: str) -> None:
    run_dbt(project / "target", *artifacts)
    assert init().stdout.endswith(f"\nNext: {command}\n")
    assert CliRunner().invoke(main, ["build"]).exit_code == (0 if artifacts else 2)


def test_dbt_says_where_its_target_is(project: Path) -> None:
    (project / "dbt_project.yml").write_text("name: shop\ntarget-path: out\n")
    run_dbt(project / "out", "manifest.json", "catalog.json")
    assert init("--config", "other.yaml").stdout.endswith("Next: floe-cube build --target out --config other.yaml\n")
    (project / "dbt_project.yml").write_text("name: shop\ntarget-path: \"{{ env_var('OUT') }}\"\n")
    assert "Next: dbt build && " in init("--force").stdout
    assert "Next: floe-cube build --target out\n" in init("--force", "--target", "out").stdout


def test_a_configuration_that_is_there_stays(project: Path) -> None:
    (project / "floe.yaml").write_text("mine: true\n")
    result = init()
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("error FC0840: ")
    assert (project / "floe.yaml").read_text() == "mine: true\n"
    assert init("--force").exit_code == 0
    assert "mine" not in (project / "floe.yaml").read_text()


@pytest.mark.parametrize(
    ("code", "arrange", "arguments"),
    [
        ("FC0841", lambda here: (here / "dbt_project.yml").unlink(), ()),
        ("FC0842", lambda here: (here / "dbt_project.yml").write_text("name: [shop"), ()),
        ("FC0842", lambda here: (here / "dbt_project.yml").write_bytes(b"name: \xff"), ()),
        ("FC0843", lambda here: None, ("--config", "none/floe.yaml")),
        ("FC0102", lambda here: [(here / "target").mkdir(), (here / "target/manifest.json").write_text("{")], ()),
    ],
)
def test_what_cannot_be_read_or_written(
    project: Path, code: str, arrange: Callable[[Path], object], arguments: tuple[str, ...]
) -> None:
    arrange(project)
    result = init(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error {code}: ")
    assert not list(project.glob("floe.yaml"))


def model(name: str, *columns: str) -> Model:
    made = tuple(Column(name=column) for column in columns)
    return Model(unique_id=f"model.p.{name}", name=name, package="p", place=NOWHERE, relation=name, columns=made)


def of(*models: Model, adapter: str = "postgres", name: str = "") -> Project:
    return Project(adapter=adapter, dialect=dialect(adapter), name=name, models=models)


def test_candidates_are_ranked_and_spelt_as_most_models_spell_them() -> None:
    models = [model(f"m{n}", "ID", "tenant_id" if n % 3 else "TENANT_ID", "loaded_at") for n in range(8)]
    models += [model("a", "ACCOUNT_ID", "tenantId"), model("b", "account_id"), model("c", "account_id")]
    found = [(candidate.column, candidate.models) for candidate in candidates(of(*models, model("d", "team_key")))]
    assert found == [("tenant_id", 8), ("account_id", 3)]


@settings(deadline=None)
@given(
    name=st.text() | st.just("p"),
    packages=st.dictionaries(st.from_regex("[A-Za-z_][A-Za-z0-9_]{,60}", fullmatch=True) | st.just("no"), st.integers(1), max_size=9),
    adapter=st.sampled_from([*(a for d in DATABASES for a in d.adapters), "unheard-of", ""]),
)  # fmt: skip
def test_any_name_and_adapter(name: str, packages: dict[str, int], adapter: str) -> None:
    """Whatever a project is called, the file is read without findings, as it is and with all its comments switched on."""
    project = of(model("m", "org_id"), adapter=adapter)
    text = first_config(Found(name=name, project=project, packages=packages))
    for written in (text, everything(text)):
        assert read_config(written, "floe.yaml")[1] == ()
