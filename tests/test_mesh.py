"""Two dbt projects in one deployment: a real dbt built each into a database of its own, and one real Cube serves both."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import attrs
import msgspec
import pytest
from click.testing import CliRunner

from floe_cube import Artifacts, compile
from floe_cube.adapters.lineage import catalogue
from floe_cube.adapters.security import mint
from floe_cube.cli import watch
from floe_cube.cli.inputs import Inputs
from floe_cube.cli.lock import read_lock
from floe_cube.cli.main import main
from floe_cube.cli.unchanged import understood
from floe_cube.config import ClaimPath, Config, ConsumptionConfig, ObservabilityConfig, PiiConfig, SecurityConfig, Text
from floe_cube.config_reading import read_config
from floe_cube.cube.ast import Name
from floe_cube.cube.mesh import respelt
from floe_cube.diagnostics import Place
from floe_cube.ir.dialects import dialect
from floe_cube.ir.meta import freeze
from floe_cube.ir.model import Model, Project
from floe_cube.render.lineage import NAMESPACES, LineageFile
from tests.conftest import ByDbt
from tests.cube import lab
from tests.test_golden import CASES, GOLDEN
from tests.test_rollups import PROJECT as LEDGER
from tests.test_rollups import SECRET

CLINIC = Path(__file__).parent / "security" / "personal" / "project"
MESH = GOLDEN / "cases" / "mesh"


def artifacts(target: Path, **more: object) -> Artifacts:
    return Artifacts(manifest=(target / "manifest.json").read_bytes(), **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def dbt_built(real_cube: None, by_dbt: ByDbt, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of two projects, each built by dbt. Their YAML says the types, so that no catalog is needed."""
    folder = tmp_path_factory.mktemp("mesh")
    return by_dbt(LEDGER, folder / "ledger").parent, by_dbt(CLINIC, folder / "clinic").parent


@pytest.fixture(scope="module")
def served(dbt_built: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Server]:
    """Both projects, rows filtered and personal data masked, and a third project in a PostgreSQL that is not there."""
    ledger, clinic = dbt_built
    pii = PiiConfig(groups=(Text("privacy"),))
    security = SecurityConfig(roles_claim=ClaimPath(("roles",)), pii=pii)
    away = artifacts(MESH / "a-prefix-for-each-name" / "other", data_source="away", prefix="away_")
    others = (artifacts(clinic / "target", data_source="clinic", prefix="clinic_"), away)
    config = Config(consumption=ConsumptionConfig(security=security))
    compilation = compile(artifacts(ledger / "target", config=config, others=others))
    assert compilation.ok, compilation.diagnostics
    assert {str(cube.name): cube.data_source for cube in compilation.model.cubes} == {
        **dict.fromkeys(("accounts", "bookings")),
        **dict.fromkeys(("clinic_patients", "clinic_relatives", "clinic_visits"), "clinic"),
        **dict.fromkeys(("away_customers", "away_visits"), "away"),
    }
    directory = tmp_path_factory.mktemp("mesh") / "cube"
    lab.deploy(directory, compilation)
    environment = {
        "CUBEJS_DATASOURCES": "default,clinic,away",
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(ledger / "ledger.duckdb"),
        "CUBEJS_DS_CLINIC_DB_DUCKDB_DATABASE_PATH": str(clinic / "clinic.duckdb"),
        "CUBEJS_DS_AWAY_DB_HOST": "127.0.0.1",
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
        "CUBEJS_PRE_AGGREGATIONS_BUILDER": "true",
    }
    with lab.Server(directory, environment) as server:
        yield server


def token(**claims: object) -> str:
    return mint({"sub": "u", "exp": int(time.time()) + 3600, **claims}, SECRET)


@pytest.mark.cube
def test_each_project_is_read_where_it_was_built_and_shows_one_s_own_rows(served: lab.Server) -> None:
    """Columns of two databases, one claim: nobody sees what is another organization's in either."""
    for measure, number in (("bookings.count", "90"), ("clinic_patients.count", "20"), ("clinic_visits.count", "60")):
        for organization in ("north", "south"):
            answer = served.load({"measures": [measure]}, token(organization_id=organization))
            assert answer.body.get("data") == [{measure: number}], answer
        (nothing,) = served.load({"measures": [measure]}, token(organization_id="nobody")).body["data"]
        assert nothing[measure] in (None, "0")  # a rollup adds up the counts of no row
        assert served.load({"measures": [measure]}, token()).status == 401
    for dimension in ("bookings.organization_id", "clinic_patients.organization_id"):
        answer = served.load({"dimensions": [dimension]}, token(organization_id="south"))
        assert answer.body["data"] == [{dimension: "south"}]


@pytest.mark.cube
def test_what_a_project_says_of_its_own_cubes_holds_under_a_prefix(served: lab.Server) -> None:
    """Joins by tests, members of other cubes in SQL, a sub-query, a cube that extends another, and a view, all in its own words."""
    mine = token(organization_id="south", roles=["privacy"])
    query = {"measures": ["clinic_visits.count"], "dimensions": ["clinic_visits.patient_ward"]}
    assert {row["clinic_visits.patient_ward"] for row in served.load(query, mine).body["data"]} == {
        "ward 0",
        "ward 1",
        "ward 2",
        None,
    }
    first = {"dimensions": ["clinic_patients.first_visit"], "measures": ["clinic_patients.count"]}
    assert sum(int(row["clinic_patients.count"]) for row in served.load(first, mine).body["data"]) == 20
    assert served.load({"measures": ["clinic_relatives.count"]}, mine).body["data"] == [
        {"clinic_relatives.count": "20"}
    ]
    assert served.load({"measures": ["clinic_desk.visits"]}, mine).body["data"] == [{"clinic_desk.visits": "60"}]


@pytest.mark.cube
@pytest.mark.parametrize("member", ["clinic_patients.email", "clinic_patients.handle", "clinic_desk.contact"])
def test_personal_data_of_another_project_is_masked(served: lab.Server, member: str) -> None:
    query = {"dimensions": [member]}
    masked = served.load(query, token(organization_id="south")).body
    shown = served.load(query, token(organization_id="south", roles=["privacy"])).body
    assert "canary" not in json.dumps(masked).lower()
    assert len(masked["data"]) == 1
    assert "canary-south" in json.dumps(shown).lower()
    assert "canary-north" not in json.dumps(shown).lower()


@pytest.mark.cube
def test_each_data_source_is_asked_in_its_own_sql(served: lab.Server) -> None:
    """PostgreSQL's placeholders have numbers. Its database is down, which is no matter to the others."""

    def sql(member: str) -> str:
        filters = [{"member": member, "operator": "equals", "values": ["x"]}]
        answer = served.sql({"dimensions": [member], "filters": filters}, token(organization_id="south"))
        return str(answer.body["sql"]["sql"][0])

    assert "$1" in sql("away_visits.source")
    assert "?" in sql("clinic_patients.ward")


def test_one_project_alone_is_what_it_was(tmp_path: Path) -> None:
    """A project in a mesh changes no file of another's, but for those that tell of all."""
    golden = Path(__file__).parents[1] / "golden" / "cases" / "mesh" / "two-projects-in-two-databases"
    alone = compile(Artifacts(manifest=(golden / "manifest.json").read_bytes()))
    other = Artifacts(manifest=(golden / "other" / "manifest.json").read_bytes(), data_source="crm")
    both = compile(Artifacts(manifest=(golden / "manifest.json").read_bytes(), others=(other,)))
    assert both.files["schema/orders.yaml"] == alone.files["schema/orders.yaml"]
    assert both.files.keys() - alone.files.keys() == {"schema/customers.yaml"}


def configured(case: Path) -> Artifacts:
    """A golden case as its build reads it, as far as it can be read."""
    config = Config()
    if (case / "floe.yaml").exists():
        config, _ = read_config((case / "floe.yaml").read_text(errors="replace"), "floe.yaml")
    catalog = (case / "catalog.json").read_bytes() if (case / "catalog.json").exists() else None
    return artifacts(case, catalog=catalog, config=config)


WHOLE = [case for case in CASES if (GOLDEN / case / "manifest.json").exists()]


@pytest.mark.no_cover
@pytest.mark.parametrize("case", WHOLE[::9], ids=str)
def test_another_project_changes_no_cube(case: Path) -> None:
    """Whatever is said and found in a project: one under a prefix beside it takes no name away from it."""
    alone = configured(GOLDEN / case)
    beside = artifacts(GOLDEN / "projects" / "metrics", prefix="m_", data_source="m")
    both = compile(attrs.evolve(alone, others=(beside,))).files
    assert {
        name: text for name, text in compile(alone).files.items() if name.startswith("schema/")
    }.items() <= both.items()


#: What is said about names, which a prefix may make good ones.
OF_NAMES = {"FC0501", "FC0502", "FC0503", "FC0506", "FC0602", "FC0604", "FC0620", "FC0752", "FC0913"}


@pytest.mark.no_cover
@pytest.mark.parametrize("case", WHOLE, ids=str)
def test_a_prefix_changes_names_and_nothing_else(case: Path) -> None:
    """Everything that a project's meta refers to by its own words is found, and nothing new is wrong."""
    alone = configured(GOLDEN / case)
    plain, prefixed = compile(alone), compile(attrs.evolve(alone, prefix="p_"))
    names = [str(cube.name) for cube in prefixed.model.cubes] + [str(view.name) for view in prefixed.model.views]
    codes, before = (Counter(found.code for found in each.diagnostics) for each in (prefixed, plain))
    named_now = before["FC0620"] - codes["FC0620"]  # views whose names were none
    assert len(names) == len(plain.model.cubes) + len(plain.model.views) + named_now
    assert all(name.startswith("p_") for name in names)
    assert not codes - before
    assert (before - codes).keys() <= OF_NAMES


def put_project(case: str, folder: Path) -> None:
    """The artifacts of a golden case as dbt lays them out."""
    (folder / "target").mkdir(parents=True)
    for name in ("manifest.json", "catalog.json"):
        shutil.copy(MESH / case / name, folder / "target")


@pytest.fixture
def mesh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two projects in folders of their own, and beside them the configuration that lists both."""
    put_project("same-names-in-two-projects", tmp_path / "shop")
    put_project("same-names-in-two-projects/other", tmp_path / "tours")
    (tmp_path / "cube").mkdir()
    (tmp_path / "cube" / "floe.yaml").write_text(
        "consumption:\n  projects:\n    - target: ../shop/target\n    - {target: ../tours/target, prefix: tours_}\n"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def built(*arguments: str) -> tuple[int, str, set[str]]:
    """The exit code, what was said, and the names of the cubes."""
    result = CliRunner().invoke(main, ["build", "--out", "out", *arguments])
    return result.exit_code, result.stderr, {path.stem for path in Path("out/schema").glob("*.yaml")}


def test_the_configuration_lists_projects_from_its_own_folder(mesh: Path) -> None:
    code, said, cubes = built("--config", "cube/floe.yaml")
    assert (code, cubes) == (0, {"customers", "visits", "tours_customers", "tours_visits"}), said
    monitored = watch._files(Inputs(config=Path("cube/floe.yaml")))
    assert {path.resolve().relative_to(mesh).as_posix() for path in monitored} == {
        "cube/floe.yaml",
        *(f"{name}/target/{file}.json" for name in ("shop", "tours") for file in ("manifest", "catalog")),
    }


def test_the_command_line_overrides_the_list(mesh: Path) -> None:
    assert built("--config", "cube/floe.yaml", "--target", "tours/target")[2] == {"customers", "visits"}
    assert built("--config", "cube/floe.yaml", "--manifest", "shop/target/manifest.json")[2] == {"customers", "visits"}
    assert "inputs" not in read_lock("out")  # a build without --target would take it for its own


def test_a_project_of_the_list_that_is_not_there(mesh: Path) -> None:
    shutil.rmtree(mesh / "tours")
    code, said, _ = built("--config", "cube/floe.yaml")
    assert (code, "../tours/target/manifest.json" in said) == (2, True)


def test_a_finding_names_the_file_of_its_project_as_seen_from_here(mesh: Path) -> None:
    for name, model in (("shop", "nobody"), ("tours", "visits")):
        path = mesh / name / "models" / "marts" / "marts.yml"
        path.parent.mkdir(parents=True)
        path.write_text(f"models:\n  - name: {model}\n")
    said = built("--target", "shop/target", "--target", "tours/target")[1]
    assert "tours/models/marts/marts.yml:2 · model.metrics.visits" in said


@pytest.mark.parametrize(
    ("stated", "source"),
    [((None, None), "default"), ((None, "crm"), "crm"), (("crm", "CRM"), "default"), ((None, "Default"), "default")],
)
def test_projects_of_one_data_source_share_a_connection(stated: tuple[str | None, ...], source: str) -> None:
    first, second = (MESH / "two-projects-in-two-databases" / folder for folder in (".", "other"))
    other = artifacts(second, data_source=stated[1])
    compilation = compile(artifacts(first, data_source=stated[0], others=(other,)))
    found = {str(cube.name): cube.data_source or "default" for cube in compilation.model.cubes}
    assert found == {"orders": "default", "customers": source}


def test_a_manifest_that_names_no_project() -> None:
    """Its models are its own, once somebody says what it is called."""
    first, second = (MESH / "same-names-in-two-projects" / folder for folder in (".", "other"))
    unnamed = json.loads((second / "manifest.json").read_bytes())
    del unnamed["metadata"]["project_name"]
    other = Artifacts(manifest=json.dumps(unnamed).encode(), name="metrics", prefix="t_")
    compilation = compile(artifacts(first, others=(other,)))
    assert compilation.project is not None
    assert [project.name for project in compilation.project.others] == ["metrics"]
    assert {str(cube.name) for cube in compilation.model.cubes} == {"customers", "visits", "t_customers", "t_visits"}


def test_datasets_are_where_each_project_built_them() -> None:
    """dbt's integration takes the namespace from the profile of each project; here it stands in the variables of each connection."""
    first, second = (MESH / "files-to-run-two-databases" / folder for folder in (".", "other"))
    files = compile(artifacts(first, others=(artifacts(second, data_source="crm"),))).files
    found = msgspec.json.decode(files["lineage.json"], type=LineageFile)
    assert {name: dataset.namespace or found.namespace for name, dataset in found.datasets.items()} == {
        "model.shop.orders": "duckdb://{CUBEJS_DB_DUCKDB_DATABASE_PATH}",
        "model.shop.customers": "postgres://{CUBEJS_DS_CRM_DB_HOST}:{CUBEJS_DS_CRM_DB_PORT}",
    }
    assert found.datasets["model.shop.orders"].namespace is None  # as where there is one project


SERVER = {"host": "h", "port": 1}, {"DB_HOST": "h", "DB_PORT": "1"}
#: dbt's adapter -> what its profile says, and what the variables of the same connection say in Cube.
PROFILES: dict[str, tuple[dict[str, object], dict[str, str]]] = {
    **dict.fromkeys(("postgres", "redshift", "trino", "clickhouse"), SERVER),
    "snowflake": ({"account": "xy12345.eu"}, {"DB_SNOWFLAKE_ACCOUNT": "xy12345.eu"}),
    "bigquery": ({}, {}),
    "databricks": ({"host": "dbc.cloud"}, {"DB_DATABRICKS_URL": "jdbc:databricks://dbc.cloud:443/default"}),
    "athena": ({"region_name": "eu-west-1"}, {"AWS_REGION": "eu-west-1"}),
    "duckdb": ({"path": "shop.duckdb"}, {"DB_DUCKDB_DATABASE_PATH": "shop.duckdb"}),
}


@pytest.mark.parametrize("adapter", sorted(NAMESPACES))
def test_the_namespace_is_dbt_s_for_each_data_source(adapter: str) -> None:
    """That of dbt's own integration for the profile of each project, the second one's too."""
    from openlineage.common.provider.dbt import processor as dbt_ol  # type: ignore[import-untyped, unused-ignore]

    profile, variables = PROFILES[adapter]
    said = SimpleNamespace(adapter_type=dbt_ol.Adapter[adapter.upper()])
    theirs = dbt_ol.DbtArtifactProcessor.extract_namespace(said, profile)
    first, second = (MESH / "files-to-run-two-databases" / folder for folder in (".", "other"))
    manifest = json.loads((second / "manifest.json").read_bytes())
    manifest["metadata"]["adapter_type"] = adapter
    other = Artifacts(manifest=json.dumps(manifest).encode(), data_source="crm_2")
    files = compile(artifacts(first, others=(other,))).files
    environment = {f"CUBEJS_DS_CRM_2_{name}": value for name, value in variables.items()}
    known = catalogue(files["lineage.json"].encode(), environment | {"CUBEJS_DB_DUCKDB_DATABASE_PATH": "first"}, "jobs")
    found = {name: dataset.namespace for name, dataset in known.datasets.items()}
    assert found == {"model.shop.orders": "duckdb://first", "model.shop.customers": theirs}


def test_a_namespace_may_be_stated_for_each_project() -> None:
    """As the profile of each spells its host, which is perhaps not how Cube reaches it."""

    def named(namespace: str) -> Config:
        return Config(observability=ObservabilityConfig(dataset_namespace=Text(namespace)))

    first, second = (MESH / "files-to-run-two-databases" / folder for folder in (".", "other"))
    for theirs, expected in (("postgres://crm:1", "postgres://crm:1"), ("duckdb://shop", None)):
        other = artifacts(second, data_source="crm", config=named(theirs))
        files = compile(artifacts(first, config=named("duckdb://shop"), others=(other,))).files
        found = msgspec.json.decode(files["lineage.json"], type=LineageFile)
        assert found.namespace == "duckdb://shop"
        assert found.datasets["model.shop.customers"].namespace == expected


def test_a_cube_of_several_facts_is_in_the_database_of_its_project() -> None:
    """It has no model that builds it, and goes by the rules of its own database all the same: names of 63 characters."""
    manifest = json.loads((GOLDEN / "projects" / "metrics" / "manifest.json").read_bytes())
    manifest["metadata"]["adapter_type"] = "postgres"
    other = Artifacts(manifest=json.dumps(manifest).encode(), prefix=f"p_{'x' * 20}_", data_source="m")
    model = compile(artifacts(MESH / "files-to-run-two-databases", others=(other,))).model
    (union,) = (cube for cube in model.cubes if cube.name == f"{other.prefix}bookings_and_{other.prefix}payments")
    assert union.data_source == "m"
    assert union.sql_alias is not None


def test_a_data_source_that_meta_names_has_a_driver() -> None:
    """In a single project too: Cube asks the deployment for the driver of every data source that a cube names."""
    manifest = json.loads((MESH / "two-projects-in-two-databases" / "manifest.json").read_bytes())
    manifest["nodes"]["model.shop.orders"]["meta"] = {"cube": {"data_source": "archive"}}
    files = compile(Artifacts(manifest=json.dumps(manifest).encode())).files
    assert 'archive: { type: "duckdb" }' in files["cube.js"]
    assert "\nCUBEJS_DATASOURCES=default,archive\n" in files[".env.example"]


def test_meta_goes_on_in_the_words_of_its_project() -> None:
    """Whatever the place that names a cube of the project, by itself or before a member or a column."""
    said = {
        "joins": [{"name": "customers", "relationship": "many_to_one", "sql": "{CUBE}.customer_id = {customers}.id"}],
        "extends": "customers",
        "dimensions": [{"name": "a", "sql": "{customers.segment} || {customers.visits}.x || '\\{customers.y\\}'"}],
        "measures": [{"name": "b", "drill_members": ["customers.segment", "b"], "description": "{customers.segment}"}],
        "segments": [{"name": "c", "sql": "{FILTER_PARAMS.customers.segment.filter('x')} OR {customers}"}],
        "views": {"people": {"extends": "others", "cubes": [{"joinPath": "visits.customers", "includes": "*"}]}},
        "meta": {"sql": "{customers.segment}"},
    }
    names = {"model.b.customers": Name("b_customers"), "model.b.visits": Name("b_visits")}
    place = Place("", "")
    home = Project(adapter="duckdb", dialect=dialect("duckdb"), name="b", prefix="b_")
    models = tuple(
        Model(unique_id=key, name=key[8:], package="b", place=place, relation=key, meta=freeze({"cube": said}))
        for key in names
    )
    project = attrs.evolve(home, prefix="", models=models, others=(home,), homes=dict.fromkeys(names, home))
    assert respelt(project, names).models[0].meta["cube"] == freeze(
        {
            **said,
            "joins": [
                {"name": "b_customers", "relationship": "many_to_one", "sql": "{CUBE}.customer_id = {b_customers}.id"}
            ],
            "extends": "b_customers",
            "dimensions": [
                {"name": "a", "sql": "{b_customers.segment} || {b_customers.b_visits}.x || '\\{customers.y\\}'"}
            ],
            "measures": [
                {"name": "b", "drill_members": ["b_customers.segment", "b"], "description": "{customers.segment}"}
            ],
            "segments": [{"name": "c", "sql": "{FILTER_PARAMS.b_customers.segment.filter('x')} OR {customers}"}],
            "views": {
                "b_people": {"extends": "others", "cubes": [{"joinPath": "b_visits.b_customers", "includes": "*"}]}
            },
        }
    )


def test_several_targets_take_the_full_way(tmp_path: Path) -> None:
    """The short way of a build with nothing to do knows one project."""
    assert understood(["build", "--target", "a"]) is not None
    assert understood(["build", "--target", "a", "--target", "b"]) is None
    golden = Path(__file__).parents[1] / "golden" / "cases" / "mesh" / "two-projects-in-two-databases"
    arguments = ["build", "--target", str(golden), "--target", str(tmp_path / "none"), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "none/manifest.json" in result.stderr.replace("\n", "")
