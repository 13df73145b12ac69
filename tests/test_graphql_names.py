"""GraphQL takes fewer names than Cube's YAML, and one that it does not take ends every query, whatever that asks for."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import duckdb
import pytest

from floe_cube.adapters.security import mint
from floe_cube.compiler import Artifacts, Compilation, compile
from floe_cube.cube.ast import Cube, View
from floe_cube.diagnostics import Severity
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
    board = {"unique_id": "exposure.shop.2024_board", "name": "2024_board", "package_name": "shop", "config": VIEW}
    exposure = {**board, "resource_type": "exposure", "depends_on": {"nodes": ["model.shop._"]}}
    compilation = compiled(MODELS, exposures={"exposure.shop.2024_board": exposure})
    assert compilation.ok, compilation.diagnostics
    assert [view.name for view in compilation.model.views] == ["_v", "view_2024_board"]
    server = served(compilation, cube_server, tmp_path)
    named: tuple[Cube | View, ...] = (*compilation.model.cubes, *compilation.model.views)
    for each in named:
        names = [dimension.name for dimension in compilation.model.cubes[0].dimensions]
        answer = server.graphql(f"{{ cube {{ {each.name} {{ {' '.join(names)} }} }} }}", token())
        assert answer.status == 200, answer
        assert sorted(answer.body["data"]["cube"][0][each.name].values()) == list(range(len(COLUMNS)))


def test_two_names_of_one_type_end_every_query(cube_server: StartServer, tmp_path: Path) -> None:
    compilation = compiled(("V", "other"))
    assert [finding.code for finding in compilation.diagnostics if finding.severity is Severity.WARNING] == ["FC0502"]
    answer = served(compilation, cube_server, tmp_path).graphql("{ cube { other { id } } }", token())
    assert (answer.status, "already defined" in answer.body["error"]) == (500, True)


def test_a_member_behind_two_underscores_ends_every_query(cube_server: StartServer, tmp_path: Path) -> None:
    part = {"join_path": "other", "includes": ["id"], "prefix": True, "alias": "_"}
    compilation = compiled(("other",), declared={"cube": {"views": [{"name": "v", "cubes": [part]}]}})
    assert [finding.code for finding in compilation.diagnostics if finding.severity is Severity.ERROR] == ["FC0506"]
    answer = served(compilation, cube_server, tmp_path).graphql("{ cube { other { id } } }", token())
    assert answer.status == 500
    assert 'Name "__id" must not begin with "__"' in answer.body["errors"][0]["message"]


#: What the meta of an exposure says to be a view, and the view that the meta of a model declares.
VIEW = {"enabled": True, "meta": {"cube": {"view": True}}}
DECLARED = {"cube": {"views": [{"name": "_v", "cubes": [{"join_path": "other", "includes": "*"}]}]}}


def compiled(models: tuple[str, ...], *, declared: dict[str, Any] = DECLARED, **more: Any) -> Compilation:
    columns = [column(name, "integer", quote=True) for name in COLUMNS]
    each: dict[str, Any] = {"columns": columns, "relation_name": '"main"."t"'}
    nodes = [model(f"model.shop.{name}", **each) for name in models if name != "other"]
    declaring = model("model.shop.other", **each, config={"enabled": True, "meta": declared})
    content = manifest(*nodes, declaring, adapter="duckdb", **more)
    return compile(Artifacts(manifest=json.dumps(content).encode()))


def served(compilation: Compilation, cube_server: StartServer, folder: Path) -> lab.Server:
    lab.deploy(folder / "cube", compilation)
    with duckdb.connect(folder / "shop.duckdb", config=DUCKDB_CONFIG) as database:
        values = ", ".join(f'{index} as "{name}"' for index, name in enumerate(COLUMNS))
        database.execute(f"create table t as select {values}")
    environment = {"CUBEJS_DB_DUCKDB_DATABASE_PATH": str(folder / "shop.duckdb"), "CUBEJS_API_SECRET": SECRET}
    return cube_server(folder / "cube", environment)


def token() -> str:
    return mint({"sub": "test", "exp": int(time.time()) + 3600}, SECRET)
