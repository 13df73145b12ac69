"""Real Cube boots from what `floe-cube build` writes for every kind of database, and gets as far as the first connection.

There is no such database here: every address is closed, and the servers reach nothing beyond the loopback.
"""

from __future__ import annotations

import base64
import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from floe_cube.adapters.security import mint
from floe_cube.cli.main import main
from floe_cube.databases import DATABASES
from tests.build_manifest import column, manifest, model
from tests.cube import lab
from tests.cube.lab import API

pytestmark = [pytest.mark.cube, pytest.mark.usefixtures("real_cube")]

SECRET = "a secret of this test and of nobody else"
CLOSED = {"CUBEJS_DB_HOST": "127.0.0.1", "CUBEJS_DB_PORT": "1", "CUBEJS_DB_NAME": "shop"}
LOGIN = {"CUBEJS_DB_USER": "somebody", "CUBEJS_DB_PASS": "a password"}
OFFLINE = lab.HERE / "offline.cjs"


def google_credentials() -> str:
    """A service account that Google has never heard of."""
    key = rsa.generate_private_key(65537, 2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    account = {"type": "service_account", "project_id": "shop", "client_email": "nobody@example.org"}
    return base64.b64encode(json.dumps({**account, "private_key": key.decode()}).encode()).decode()


@frozen
class Case:
    """A database that is not there.

    Attributes:
        adapter: dbt's name of its adapter.
        environment: how Cube is told where it is; exactly variables that .env.example names.
        tried: the address that the driver asks, if it asks one.
        said: what it says when that fails; None where it goes on trying for longer than Cube waits.
        code: what its records call the error.
        besides: variables of the vendor's own library, which lead it to a closed port.
    """

    adapter: str
    environment: dict[str, str]
    tried: str | None = "127.0.0.1:1"
    said: str | None = "ECONNREFUSED"
    code: str = "ECONNREFUSED"
    besides: dict[str, str] = field(factory=dict)


CASES = {
    "postgres": Case("postgres", CLOSED | LOGIN),
    "redshift": Case("redshift", CLOSED | LOGIN),
    "clickhouse": Case("clickhouse", CLOSED | LOGIN),
    "trino": Case("trino", CLOSED | LOGIN | {"CUBEJS_DB_PRESTO_CATALOG": "lake"}),
    "duckdb": Case("duckdb", {"CUBEJS_DB_DUCKDB_DATABASE_PATH": "/nowhere/shop.duckdb"}, None, "Cannot open file", "IO"),
    "bigquery": Case(
        "bigquery",
        {"CUBEJS_DB_BQ_PROJECT_ID": "shop", "CUBEJS_DB_BQ_CREDENTIALS": google_credentials()},
        "www.googleapis.com:443",
    ),
    "athena": Case(
        "athena",
        {
            "CUBEJS_AWS_REGION": "eu-central-1",
            "CUBEJS_AWS_S3_OUTPUT_LOCATION": "s3://shop/results",
            "CUBEJS_AWS_KEY": "nobody",
            "CUBEJS_AWS_SECRET": "nothing",
        },
        besides={"AWS_ENDPOINT_URL": "http://127.0.0.1:1"},
    ),
    "snowflake": Case(
        "snowflake",
        {
            "CUBEJS_DB_SNOWFLAKE_ACCOUNT": "floe-nobody",
            "CUBEJS_DB_SNOWFLAKE_WAREHOUSE": "small",
            "CUBEJS_DB_NAME": "shop",
            **LOGIN,
        },
        "floe-nobody.snowflakecomputing.com:443",
        said=None,
    ),
    "databricks-jdbc": Case(
        "databricks",
        {"CUBEJS_DB_DATABRICKS_URL": "jdbc:databricks://127.0.0.1:1/shop", "CUBEJS_DB_DATABRICKS_TOKEN": "none"},
    ),
}
#: Why a driver is not among the packages of tests/cube.
ABSENT = {
    "redshift": "where these packages were chosen, npm had no driver of this release",
    "databricks-jdbc": "its driver is a bridge to Java, which npm compiles on the spot",
}


def deployment(adapter: str, folder: Path) -> Path:
    """What `floe-cube build` writes for a model of this adapter."""
    orders = model("model.shop.orders", columns=[column("id", "integer"), column("organization_id", "string")])
    (folder / "target").mkdir()
    (folder / "target" / "manifest.json").write_text(json.dumps(manifest(orders, adapter=adapter)))
    (folder / "floe.yaml").write_text("consumption:\n  security:\n    row_level: true\n")
    arguments = ["build", "--target", str(folder / "target"), "--config", str(folder / "floe.yaml")]
    arguments += ["--out", str(folder / "cube")]
    built = CliRunner().invoke(main, arguments)
    assert built.exit_code == 0, built.output
    return folder / "cube"


def test_every_database_is_tried() -> None:
    assert CASES.keys() == {database.type for database in DATABASES}
    packages = json.loads((lab.HERE / "package.json").read_text())["devDependencies"]
    assert {name for name in CASES if f"@cubejs-backend/{name}-driver" in packages} == CASES.keys() - ABSENT.keys()


@pytest.mark.parametrize("name", CASES)
def test_it_fails_at_the_connection_and_not_before(name: str, tmp_path: Path) -> None:
    if name in ABSENT:
        pytest.skip(ABSENT[name])
    case = CASES[name]
    folder = deployment(case.adapter, tmp_path)
    named = set(re.findall(r"^(?:# )?([A-Z0-9_]+)=", (folder / ".env.example").read_text(), re.MULTILINE))
    assert case.environment.keys() <= named
    environment = {
        **case.environment,
        **case.besides,
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
        "FLOE_CUBE_DATABASE_ERRORS": "log",
        "NODE_OPTIONS": f"--require {OFFLINE}",
    }
    token = mint({"sub": "me", "organization_id": "mine", "exp": int(time.time()) + 3600}, SECRET)
    with lab.Server(folder, environment, log=tmp_path / "log") as server:
        assert server.meta(token).status == 200
        answer = first_answer(server, token)
        assert server.request("GET", "/livez").status == 200
    log = (tmp_path / "log").read_text(errors="replace")
    assert "Invalid cube-server-core options" not in log
    assert not re.search(r"floe_cube_\w+\.js:\d", log), "a program of ours is broken"
    if case.tried is not None:
        assert f"connect {case.tried}\n" in log
    if case.said is None:
        assert answer.body["error"] == "Continue wait"
    else:
        assert (answer.status, answer.body) == (400, {"error": "Error: The database could not answer"})
        assert f'"error_code":"{case.code}"' in log
        assert re.search(rf'"message":"Database error","error":"[^\n]*{case.said}', log)


def first_answer(server: lab.Server, token: str) -> lab.Response:
    """What Cube says to one query, whether it waits for the database or not."""
    body: dict[str, Any] = {"query": {"measures": ["orders.count"]}}
    return server.request("POST", f"{API}/v1/load", body, token)
