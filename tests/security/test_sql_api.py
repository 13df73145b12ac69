"""The SQL API as far as it is JavaScript: Cube's own SQLServer on a deployment, called as the native binary calls it.

The statements themselves are for that binary to read: where it is missing, what it would say to UPDATE is not tested.
"""

from __future__ import annotations

import json
import os
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from floe_cube.adapters.security import mint
from tests.cube import lab
from tests.security.deployments import SECRET, environment, write_deployment

pytestmark = [pytest.mark.cube, pytest.mark.usefixtures("real_cube")]

HERE = Path(__file__).parent
SIGN_IN = {"protocol": "postgres", "method": "password"}
REQUEST = {"id": "one", "meta": {"protocol": "postgres", "protocolVersion": "3.0", "changeUser": None, "apiType": "sql"}}
SESSION = {"user": "anyone", "superuser": False, "securityContext": "$context"}
COUNT = {"measures": ["orders.count"], "dimensions": [], "segments": []}


def token(organization: str = "org-a", **claims: Any) -> str:
    return mint({"sub": "u1", "organization_id": organization, "exp": int(time.time()) + 3600, **claims}, SECRET)


def sign_in(password: str | None) -> tuple[str, dict[str, Any]]:
    return "checkSqlAuth", {"request": SIGN_IN, "user": "anyone", "password": password}


def ask(session: dict[str, Any] = SESSION, *, as_user: str | None = None, query: dict[str, Any] = COUNT) -> tuple[str, dict[str, Any]]:
    request = {**REQUEST, "meta": {**REQUEST["meta"], "changeUser": as_user}}  # type: ignore[dict-item]
    return "sql", {"request": request, "session": session, "query": query, "memberToAlias": {}, "expressionParams": None}


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_deployment(tmp_path_factory.mktemp("deployment"), rowLevel=True)


def called(deployment: Path, *calls: tuple[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """What Cube answers to its native binary, call by call in one process."""
    if lab.native():
        pytest.skip("The native binary is at work: it calls by itself.")
    program = [str(lab._require_node()), "--require", str(lab.HERE / "preload.cjs"), str(HERE / "sql_api.cjs")]
    variables = {**lab._environment(lab.DEFAULTS), **environment(deployment), "NODE_PATH": str(lab.MODULES)}
    read, write = os.pipe()  # stays open until the answer is there: preload.cjs ends with it
    try:
        done = subprocess.run(
            [*program, str(deployment), json.dumps(calls)],
            env={**variables, "CUBEJS_TESSERACT_SQL_PLANNER": "false", "FLOE_CUBE_EVENTS": "off"},
            stdin=read,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    finally:
        os.close(read)
        os.close(write)
    assert done.returncode == 0, done.stderr
    answers: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return answers


def test_the_token_is_the_password_and_its_rows_are_what_is_asked(deployment: Path) -> None:
    signed, asked, other, theirs = called(deployment, sign_in(token()), ask(), sign_in(token("org-b")), ask())
    assert signed["resolved"].keys() == {"password", "superuser", "securityContext", "skipPasswordCheck"}
    assert (signed["resolved"]["superuser"], signed["resolved"]["skipPasswordCheck"]) == (False, True)
    assert signed["resolved"]["securityContext"]["claims"] == {"organization_id": ["org-a"]}
    for answer, organization in ((asked, "org-a"), (theirs, "org-b")):
        (query,) = answer["resolved"] if isinstance(answer["resolved"], list) else [answer["resolved"]]
        assert query["sql"]["sql"][1].count(organization) >= 1
        assert "organization_id" in query["sql"]["sql"][0]
    assert other["resolved"]["securityContext"]["claims"] == {"organization_id": ["org-b"]}


def test_nobody_else_comes_in(deployment: Path) -> None:
    """Without a password Cube asks when a connection has lasted for CUBESQL_AUTH_EXPIRE_SECS, or changes its user."""
    refused = [None, "", "cube", token(exp=1), token() + "A", token("")]
    assert called(deployment, *map(sign_in, refused)) == [{"rejected": "Unauthorized"}] * len(refused)


def test_a_session_stays_what_it_was(deployment: Path) -> None:
    now = int(time.time())
    forged = {"user_id": "u1", "roles": [], "claims": {"organization_id": ["org-b"]}, "exp": now + 60, "seal": "x"}
    others = [{**SESSION, "securityContext": context} for context in (forged, {}, None)]
    signed, switched, *denied = called(deployment, sign_in(token()), ask(as_user="admin"), *map(ask, others))
    assert "resolved" in signed
    assert "cannot change security context via __user" in switched["rejected"]
    assert all("resolved" not in answer for answer in denied)
    assert all("API scope is missing" in answer["rejected"] for answer in denied), denied


@pytest.mark.parametrize("statement", ["UPDATE orders SET status = 'x'", "DELETE FROM orders", "INSERT INTO orders VALUES (1)"])
def test_it_writes_nothing(statement: str, deployment: Path) -> None:
    if not lab.native():
        pytest.skip("Cube's native binary is not installed, so there is no SQL API.")
    with lab.Server(deployment, environment(deployment)) as server:
        answer = server.cubesql(statement, token())
        assert answer.status >= 400 or "error" in str(answer.body)
        assert "40" in str(server.cubesql("SELECT MEASURE(count) FROM orders", token()).body)
