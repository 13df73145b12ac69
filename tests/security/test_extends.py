"""Cubes that extend cubes with other rows: Cube unites their access policies, and the more generous one must not decide."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from floe_cube.adapters.security import mint
from floe_cube.compiler import Artifacts, compile
from floe_cube.config import ClaimPath, Config, ConsumptionConfig, SecurityConfig
from tests.build_manifest import column, manifest, model
from tests.cube import lab
from tests.cube.lab import DUCKDB_CONFIG
from tests.security.attack import deployment

pytestmark = [pytest.mark.cube, pytest.mark.usefixtures("real_cube")]

SECRET = "a secret of this test and of nobody else"
ALPHA = {"organization_id": "alpha", "region": "north", "exp": int(time.time()) + 3600}
TABLES = """
create table places as
  select i as id, o as organization_id, r as region, o || ' in the ' || r || ' ' || i as name
  from range(1, 4) t(i), (values ('alpha'), ('bravo')) s(o), (values ('north'), ('south')) u(r);
create table visits as select * from places;
create table audits as select * from places;
create table trips as select * from places;
"""


def place_model(name: str, **cube: Any) -> dict[str, Any]:
    """A model over a table of its own; `cube` is its meta."""
    columns = [column("id", "integer"), column("organization_id", "varchar"), column("region", "varchar"), column("name", "varchar")]  # fmt: skip
    return model(f"model.shop.{name}", columns=columns, relation_name=f'"main"."{name}"', meta={"cube": cube})


MODELS = (
    place_model("places", row_level="exempt", measures=[{"name": "several", "type": "count"}]),
    place_model("visits", extends="places", sql_table="main.visits"),
    place_model("audits", extends="visits", sql_table="main.audits", row_level={"region": "region"}),
    place_model("trips", extends="visits", sql_table="main.trips", access_policy=[{"group": "*"}]),
)
#: How many rows alpha, of the north, may see of each cube.
SHOWN = {"places": "12", "visits": "6", "audits": "6", "trips": "6"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("extends")
    security = SecurityConfig(roles_claim=ClaimPath(("roles",)))
    artifacts = Artifacts(
        manifest=json.dumps(manifest(*MODELS, adapter="duckdb")).encode(),
        config=Config(consumption=ConsumptionConfig(security=security)),
    )
    compilation = compile(artifacts)
    assert compilation.ok, compilation.diagnostics
    lab.deploy(folder / "cube", compilation)
    with duckdb.connect(folder / "shop.duckdb", config=DUCKDB_CONFIG) as database:
        database.execute(TABLES)
    return folder


LAYERS: dict[str, Callable[[Path], None]] = {
    "both layers": lambda folder: None,
    "policies alone": deployment.without_rewriting,
    "rewriting alone": deployment.without_policies,
}


@pytest.fixture(scope="module", params=LAYERS)
def server(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Server]:
    with served(built, tmp_path_factory.mktemp("layers"), LAYERS[request.param]) as running:
        yield running


def served(built: Path, folder: Path, *changes: Callable[[Path], None]) -> lab.Server:
    """A server on a copy that was tampered with; each has a database of its own, which DuckDB locks."""
    copied = deployment.copy(built / "cube", folder / "cube")
    for change in changes:
        change(copied)
    database = shutil.copy(built / "shop.duckdb", folder)
    environment = {"CUBEJS_DB_DUCKDB_DATABASE_PATH": str(database), "CUBEJS_API_SECRET": SECRET}
    return lab.Server(copied, {**environment, "CUBEJS_REFRESH_WORKER": "false"})


def ask(server: lab.Server, query: dict[str, Any], **claims: Any) -> list[dict[str, Any]]:
    answer = server.load(query, mint({**ALPHA, **claims}, SECRET))
    assert answer.status == 200, answer
    rows: list[dict[str, Any]] = answer.body["data"]
    return rows


@pytest.mark.parametrize("cube", SHOWN)
def test_a_cube_shows_its_own_rows_and_not_those_of_its_base(cube: str, server: lab.Server) -> None:
    for roles in ([], ["*"], ["hr"]):
        for measure in ("several", *(["count"] if cube != "places" else [])):  # an inherited one, and one of its own
            name = f"{cube}.{measure}"
            assert ask(server, {"measures": [name]}, roles=roles) == [{name: SHOWN[cube]}]
    names = {row[f"{cube}.name"] for row in ask(server, {"dimensions": [f"{cube}.name"]})}
    allowed = {"places": "", "audits": "in the north"}.get(cube, "alpha")
    assert len(names) == int(SHOWN[cube])
    assert all(allowed in name for name in names)


def test_without_both_layers_it_is_noticed(built: Path, tmp_path: Path) -> None:
    """The questions above can tell: nothing else in the deployment hides these rows."""
    with served(built, tmp_path, deployment.without_policies, deployment.without_rewriting) as running:
        assert ask(running, {"measures": ["visits.several"]}) == [{"visits.several": "12"}]
