"""Claims that are whole numbers: a database that compares them as doubles would show the rows of the next number, too."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from floe_cube.adapters.security import mint
from floe_cube.compiler import Artifacts, compile
from floe_cube.config import Config, ConsumptionConfig, SecurityConfig
from tests.build_manifest import column, manifest, model
from tests.cube import lab
from tests.cube.lab import DUCKDB_CONFIG

pytestmark = [pytest.mark.cube, pytest.mark.usefixtures("real_cube")]

SECRET = "a secret of this test and of nobody else"
#: The first whole number that no double holds is between these two.
BIG = 2**53
#: type of the column -> the claims of two organisations, and what their column holds.
WHOLE = {
    "integer": (1, 2),
    "bigint": (str(BIG), str(BIG + 1)),
    "hugeint": (str(BIG**2), str(BIG**2 + 1)),
    "decimal(38,0)": (str(BIG), str(BIG + 1)),
}
#: Not whole, and compared as they ever were.
FRACTIONS = {"double": (1, 2), "decimal(18,3)": (1, 2)}
TYPES = {**WHOLE, **FRACTIONS}


def cube(kind: str) -> str:
    return f"accounts_of_{kind.translate(str.maketrans('(,)', '___'))}"


def models() -> Iterator[dict[str, Any]]:
    for kind in TYPES:
        columns = [column("id", "integer"), column("organization_id", kind)]
        yield model(f"model.shop.{cube(kind)}", columns=columns, relation_name=f'"main"."{cube(kind)}"')


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Server]:
    folder = tmp_path_factory.mktemp("whole")
    artifacts = Artifacts(
        manifest=json.dumps(manifest(*models(), adapter="duckdb")).encode(),
        config=Config(consumption=ConsumptionConfig(security=SecurityConfig())),
    )
    compilation = compile(artifacts)
    assert compilation.ok, compilation.diagnostics
    lab.deploy(folder / "cube", compilation)
    with duckdb.connect(folder / "shop.duckdb", config=DUCKDB_CONFIG) as database:
        for kind, organizations in TYPES.items():
            rows = ", ".join(f"({index}, {value})" for index, value in enumerate(organizations))
            database.execute(f"create table {cube(kind)} (id integer, organization_id {kind})")
            database.execute(f"insert into {cube(kind)} values {rows}")
    environment = {"CUBEJS_DB_DUCKDB_DATABASE_PATH": str(folder / "shop.duckdb"), "CUBEJS_API_SECRET": SECRET}
    with lab.Server(folder / "cube", {**environment, "CUBEJS_REFRESH_WORKER": "false"}) as running:
        yield running


@pytest.mark.parametrize("kind", TYPES)
def test_an_organisation_sees_its_own_row_and_not_the_next_ones(kind: str, server: lab.Server) -> None:
    for index, claim in enumerate(TYPES[kind]):
        token = mint({"organization_id": claim, "exp": int(time.time()) + 3600}, SECRET)
        answer = server.load({"dimensions": [f"{cube(kind)}.id"], "measures": [f"{cube(kind)}.count"]}, token)
        assert answer.status == 200, answer
        assert answer.body["data"] == [{f"{cube(kind)}.id": str(index), f"{cube(kind)}.count": "1"}]
