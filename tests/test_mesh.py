"""Two dbt projects in one deployment: a real dbt built each into a database of its own, and one real Cube serves both."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from floe_cube import Artifacts, compile
from floe_cube.adapters.security import mint
from floe_cube.cli.main import main
from floe_cube.cli.unchanged import understood
from floe_cube.config import Config, ConsumptionConfig, SecurityConfig
from floe_cube.runtime import runtime_files
from tests.cube import lab
from tests.dbt_projects import build
from tests.test_rollups import PROJECT as LEDGER
from tests.test_rollups import SECRET

CLINIC = Path(__file__).parent / "security" / "personal" / "project"


def artifacts(target: Path, **more: object) -> Artifacts:
    manifest, catalog = (target / "manifest.json").read_bytes(), (target / "catalog.json").read_bytes()
    return Artifacts(manifest=manifest, catalog=catalog, **more)  # type: ignore[arg-type]


@pytest.mark.cube
def test_each_project_is_read_where_it_was_built(real_cube: None, tmp_path: Path) -> None:
    ledger, clinic = build(LEDGER, tmp_path / "ledger"), build(CLINIC, tmp_path / "clinic")
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig()))
    both = artifacts(ledger, config=config, others=(artifacts(clinic, data_source="clinic"),))
    compilation = compile(both)
    assert compilation.ok, compilation.diagnostics
    assert {str(cube.name): cube.data_source for cube in compilation.model.cubes} == {
        **dict.fromkeys(("accounts", "bookings")),
        **dict.fromkeys(("patients", "relatives", "visits"), "clinic"),
    }
    directory = tmp_path / "cube"
    for name, text in {**compilation.files, **runtime_files()}.items():
        (directory / name).parent.mkdir(parents=True, exist_ok=True)
        (directory / name).write_text(text)
    environment = {
        "CUBEJS_DATASOURCES": "default,clinic",
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(tmp_path / "ledger" / "ledger.duckdb"),
        "CUBEJS_DS_CLINIC_DB_DUCKDB_DATABASE_PATH": str(tmp_path / "clinic" / "clinic.duckdb"),
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
        "CUBEJS_PRE_AGGREGATIONS_BUILDER": "true",
    }
    token = mint({"sub": "u", "exp": int(time.time()) + 3600, "organization_id": "south"}, SECRET)
    with lab.Server(directory, environment) as server:
        for measure, number in (("bookings.count", "90"), ("patients.count", "20"), ("visits.count", "60")):
            answer = server.load({"measures": [measure]}, token)
            assert answer.body.get("data") == [{measure: number}], answer
        joined = server.load({"measures": ["visits.count"], "dimensions": ["patients.organization_id"]}, token)
        assert {row["patients.organization_id"] for row in joined.body["data"]} == {"south", None}


def test_one_project_alone_is_what_it_was(tmp_path: Path) -> None:
    """A project in a mesh changes no file of another's, but for those that tell of all."""
    golden = Path(__file__).parents[1] / "golden" / "cases" / "mesh" / "two-projects-in-two-databases"
    alone = compile(Artifacts(manifest=(golden / "manifest.json").read_bytes()))
    other = Artifacts(manifest=(golden / "other" / "manifest.json").read_bytes(), data_source="crm")
    both = compile(Artifacts(manifest=(golden / "manifest.json").read_bytes(), others=(other,)))
    assert both.files["schema/orders.yaml"] == alone.files["schema/orders.yaml"]
    assert both.files.keys() - alone.files.keys() == {"schema/customers.yaml"}


def test_several_targets_take_the_full_way(tmp_path: Path) -> None:
    """The short way of a build with nothing to do knows one project."""
    assert understood(["build", "--target", "a"]) is not None
    assert understood(["build", "--target", "a", "--target", "b"]) is None
    golden = Path(__file__).parents[1] / "golden" / "cases" / "mesh" / "two-projects-in-two-databases"
    arguments = ["build", "--target", str(golden), "--target", str(tmp_path / "none"), "--out", str(tmp_path / "out")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "none/manifest.json" in result.stderr.replace("\n", "")
