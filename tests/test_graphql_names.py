"""GraphQL takes fewer names than Cube's YAML, and one that it does not take ends every query, whatever that asks for."""

from __future__ import annotations

import json
import time
from pathlib import Path

import duckdb
import pytest

from floe_cube.adapters.security import mint
from floe_cube.compiler import Artifacts, compile
from tests.build_manifest import column, manifest, model
from tests.conftest import StartServer
from tests.cube import lab
from tests.cube.lab import DUCKDB_CONFIG

pytestmark = pytest.mark.cube

SECRET = "a secret of this test and of nobody else"
#: Names of models and of columns, as loaders and people give them.
MODELS = ("2024_sales", "_1_5", "__staged", "_")
COLUMNS = ("id", "__deleted", "__index_level_0__", "2010", "deleted", "_fivetran_synced", "__")


def test_every_name_can_be_asked_for(cube_server: StartServer, tmp_path: Path) -> None:
    columns = [column(name, "integer", quote=True) for name in COLUMNS]
    models = [model(f"model.shop.{name}", columns=columns, relation_name='"main"."t"') for name in MODELS]
    compilation = compile(Artifacts(manifest=json.dumps(manifest(*models, adapter="duckdb")).encode()))
    assert compilation.ok, compilation.diagnostics
    lab.deploy(tmp_path / "cube", compilation)
    with duckdb.connect(tmp_path / "shop.duckdb", config=DUCKDB_CONFIG) as database:
        values = ", ".join(f'{index} as "{name}"' for index, name in enumerate(COLUMNS))
        database.execute(f"create table t as select {values}")
    environment = {"CUBEJS_DB_DUCKDB_DATABASE_PATH": str(tmp_path / "shop.duckdb"), "CUBEJS_API_SECRET": SECRET}
    server = cube_server(tmp_path / "cube", environment)
    token = mint({"sub": "test", "exp": int(time.time()) + 3600}, SECRET)
    for cube in compilation.model.cubes:
        names = [dimension.name for dimension in cube.dimensions]
        answer = server.graphql(f"{{ cube {{ {cube.name} {{ {' '.join(names)} }} }} }}", token)
        assert answer.status == 200, answer
        assert sorted(answer.body["data"]["cube"][0][cube.name].values()) == list(range(len(COLUMNS)))
