"""The runtime inside a real Cube: who gets in, what they see, and what the log says about it."""

from __future__ import annotations

import json
import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import duckdb
import jwt
import pytest

from floe_cube.adapters.security import mint
from tests.cube import lab
from tests.cube.lab import DUCKDB_CONFIG
from tests.security.deployments import AUTH, SECRET, TABLES, environment, write_deployment
from tests.security.minting import Keys, mint_vector, settings_of
from tests.security.test_vectors import DOCUMENT, VECTORS, said, served

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import StartServer

pytestmark = pytest.mark.cube

UNAUTHORIZED = lab.Response(401, {"error": "Unauthorized"})
DENIED = {"type": "UserError", "error": "Access denied"}
ORGANIZATIONS = ("org-a", "org-b")
COUNT = {"measures": ["orders.count"]}
#: A query, and the same question to the database about one organisation, as SQL.
QUESTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "measures": (
        {"measures": ["orders.count", "orders.total", "orders.largest"]},
        "select count(*), sum(amount), max(amount) from orders where organization_id = $1",
    ),
    "dimension": (
        {"measures": ["orders.count"], "dimensions": ["orders.status"]},
        "select status, count(*) from orders where organization_id = $1 group by 1",
    ),
    "dimensions alone, ungrouped, with total": (
        {"dimensions": ["orders.id"], "ungrouped": True, "total": True, "order": {"orders.id": "desc"}, "limit": 7},
        "select id from orders where organization_id = $1 order by 1 desc limit 7",
    ),
    "time dimension": (
        {"measures": ["orders.count"], "timeDimensions": [{"dimension": "orders.created_at", "dateRange": ["2024-01-02", "2024-01-11"]}]},
        "select count(*) from orders where organization_id = $1 and created_at between '2024-01-02' and '2024-01-11'",
    ),
    "segment": (
        {"measures": ["orders.count"], "segments": ["orders.large"]},
        "select count(*) from orders where organization_id = $1 and amount > 20",
    ),
    "filter with or": (
        {"measures": ["orders.count"], "filters": [{"or": [{"member": "orders.status", "operator": "set"}, {"member": "orders.status", "operator": "notSet"}]}]},
        "select count(*) from orders where organization_id = $1",
    ),
    "filter on the hidden column": (
        {"measures": ["orders.count"], "filters": [{"member": "orders.organization_id", "operator": "equals", "values": list(ORGANIZATIONS)}]},
        "select count(*) from orders where organization_id = $1",
    ),
    "filter on the joined cube": (
        {"measures": ["orders.count"], "filters": [{"and": [{"or": [{"member": "customers.name", "operator": "set"}]}]}]},
        "select count(*) from orders o join customers c on o.customer_id = c.id and o.organization_id = c.organization_id where o.organization_id = $1",
    ),
    "filter on a measure": (
        {"dimensions": ["orders.status"], "filters": [{"member": "orders.count", "operator": "gt", "values": ["13"]}]},
        "select status from orders where organization_id = $1 group by 1 having count(*) > 13",
    ),
    "join, rows without a match": (
        {"measures": ["orders.count"], "dimensions": ["customers.name"]},
        "select c.name, count(*) from orders o left join customers c on o.customer_id = c.id and o.organization_id = c.organization_id where o.organization_id = $1 group by 1",
    ),
    "join through a cube that is not named": (
        {"measures": ["orders.count"], "dimensions": ["regions.name"]},
        "select r.name, count(*) from orders o left join customers c on o.customer_id = c.id and o.organization_id = c.organization_id left join regions r on c.region_id = r.id where o.organization_id = $1 group by 1",
    ),
    "join hints": (
        {"measures": ["orders.count"], "joinHints": [["orders", "customers"], ["customers", "regions"]]},
        "select count(*) from orders where organization_id = $1",
    ),
    "order by something else": (
        {"measures": ["orders.count"], "order": [["customers.name", "asc"]]},
        "select count(*) from orders where organization_id = $1",
    ),
    "joined cube alone": (
        {"measures": ["customers.count"], "dimensions": ["customers.name"]},
        "select name, count(*) from customers where organization_id = $1 group by 1",
    ),
    "view": (
        {"measures": ["sales.count", "sales.total"], "segments": ["sales.large"]},
        "select count(*), sum(amount) from orders where organization_id = $1 and amount > 20",
    ),
    "view over a join": (
        {"measures": ["sales.count"], "dimensions": ["sales.customer_name"]},
        "select c.name, count(*) from orders o left join customers c on o.customer_id = c.id and o.organization_id = c.organization_id where o.organization_id = $1 group by 1",
    ),
    "cube without rows of anyone": ({"measures": ["regions.count"]}, "select count(*) from regions where $1 != ''"),
}  # fmt: skip
EXPRESSION = {"expression": ["orders", "return `${orders}.amount`"], "cubeName": "orders", "name": "x"}
PATCH = {"type": "PatchMeasure", "sourceMeasure": "orders.total", "replaceAggregationType": "max", "addFilters": []}
#: Queries that nobody may run.
FORBIDDEN: dict[str, dict[str, Any]] = {
    "cube without rows for anyone": {"measures": ["ledger.count"]},
    "unknown cube": {"measures": ["stray.count"]},
    "unknown view": {"measures": ["strays.count"]},
    "in a filter": {**COUNT, "filters": [{"or": [{"and": [{"member": "ledger.note", "operator": "set"}]}]}]},
    "in the order": {**COUNT, "order": {"ledger.note": "asc"}},
    "in a join hint": {**COUNT, "joinHints": [["orders", "ledger"]]},
    "as time dimension": {**COUNT, "timeDimensions": [{"dimension": "stray.note", "granularity": "day"}]},
    "expression as measure": {"measures": [EXPRESSION]},
    "expression as dimension": {**COUNT, "dimensions": [EXPRESSION]},
    "expression as segment": {**COUNT, "segments": [EXPRESSION]},
    "expression as text": {"measures": [json.dumps({"cubeName": "orders", "alias": "x", "expr": PATCH})]},
    "patched measure": {"measures": [{"expression": PATCH, "cubeName": "orders", "name": "total"}]},
    "SQL of one's own": {**COUNT, "subqueryJoins": [{"sql": "SELECT 1", "on": EXPRESSION, "joinType": "LEFT", "alias": "x"}]},
    "masks of one's own": {**COUNT, "maskedMembers": [{"member": "orders.status"}]},
    "unknown member": {"measures": ["orders.nothing"]},
    "inherited name": {"measures": ["constructor.name"]},
}  # fmt: skip


def token(organization: object = "org-a", /, **claims: Any) -> str:
    return mint({"sub": "u1", "organization_id": organization, "exp": int(time.time()) + 3600, **claims}, SECRET)


@pytest.fixture(scope="module", params=[True, False], ids=["policies and rewriting", "rewriting alone"])
def cube(
    request: pytest.FixtureRequest, cube_server: StartServer, tmp_path_factory: pytest.TempPathFactory
) -> lab.Server:
    directory = write_deployment(tmp_path_factory.mktemp("deployment"), policies=request.param)
    return cube_server(directory, environment(directory))


@pytest.fixture(scope="module")
def cube_with_policies(cube_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> lab.Server:
    directory = write_deployment(tmp_path_factory.mktemp("deployment"))
    return cube_server(directory, environment(directory, CUBEJS_PLAYGROUND_AUTH_SECRET=f"playground {SECRET}"))


@pytest.fixture(scope="module")
def database() -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config=DUCKDB_CONFIG)
    connection.execute(TABLES)
    return connection


def rows(response: lab.Response) -> list[tuple[str, ...]]:
    assert response.status == HTTPStatus.OK, response.body
    return sorted(tuple(sorted(map(str, row.values()))) for row in response.body["data"])


@pytest.mark.parametrize("organization", ORGANIZATIONS)
@pytest.mark.parametrize("question", QUESTIONS)
def test_everyone_sees_their_own_rows(
    question: str, organization: str, cube: lab.Server, database: duckdb.DuckDBPyConnection
) -> None:
    query, sql = QUESTIONS[question]
    expected = [tuple(sorted(map(str, row))) for row in database.execute(sql, [organization]).fetchall()]
    assert rows(cube.load(query, token(organization))) == sorted(expected)


def test_total_counts_only_their_rows(cube: lab.Server) -> None:
    query, _ = QUESTIONS["dimensions alone, ungrouped, with total"]
    assert cube.load(query, token()).body["total"] == 40


def test_each_part_of_a_comparison_is_filtered(cube: lab.Server) -> None:
    ranges = [["2024-01-01", "2024-01-11"], ["2024-01-12", "2024-02-29"]]
    query = {**COUNT, "timeDimensions": [{"dimension": "orders.created_at", "compareDateRange": ranges}]}
    answer = cube.load(query, token(), queryType="multi").body
    assert [result["data"][0]["orders.count"] for result in answer["results"]] == ["10", "30"]


def test_each_query_of_a_blend_is_filtered(cube: lab.Server) -> None:
    """By their SQL: the stand-in for Cube's native binary blends no results."""
    month = {"granularity": "month", "dateRange": ["2024-01-01", "2024-03-01"]}
    queries = [
        {**COUNT, "timeDimensions": [{"dimension": "orders.created_at", **month}]},
        {"measures": ["sales.count"], "timeDimensions": [{"dimension": "sales.created_at", **month}]},
    ]
    answer = cube.request("POST", f"{lab.API}/v1/sql", {"query": queries}, token())
    assert [query["sql"]["sql"][1].count("org-a") for query in answer.body] == [1, 1]
    refused = cube.request("POST", f"{lab.API}/v1/sql", {"query": [queries[0], FORBIDDEN["unknown cube"]]}, token())
    assert refused.status == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_rest_is_denied(name: str, cube: lab.Server) -> None:
    response = cube.load(FORBIDDEN[name], token())
    assert response.status >= HTTPStatus.BAD_REQUEST
    assert response.body.keys() <= {"type", "error"}
    if name in {"cube without rows for anyone", "unknown cube", "unknown view", "in the order", "patched measure"}:
        assert response.body == DENIED


def test_a_claim_of_several_values(cube: lab.Server) -> None:
    assert rows(cube.load(COUNT, token(list(ORGANIZATIONS)))) == [("80",)]


@pytest.mark.parametrize(
    "value", ["org-c", "' OR '1'='1", "org-a' --", "%", "*", "undefined", "{ 1 }", "${1}", "\\", 0]
)
def test_a_claim_is_a_value_and_nothing_else(value: object, cube: lab.Server) -> None:
    assert rows(cube.load(COUNT, token(value))) == [("0",)]


@pytest.mark.parametrize("value", [None, "", [], {}, True, 1.5, [""], [None], [["org-a"]], {"org-a": 1}])
def test_no_claim_no_entry(value: object, cube: lab.Server) -> None:
    assert cube.load(COUNT, token(value)) == UNAUTHORIZED


def test_graphql_sees_the_same(cube: lab.Server) -> None:
    answer = cube.graphql("{ cube { orders { count total } customers { name } } }", token("org-b"))
    listed = cube.load({"measures": ["orders.count", "orders.total"], "dimensions": ["customers.name"]}, token("org-b"))
    assert rows(listed) == sorted(
        tuple(sorted((str(row["customers"]["name"]), str(row["orders"]["count"]), str(row["orders"]["total"]))))
        for row in answer.body["data"]["cube"]
    )
    where = '(where: {orders: {OR: [{status: {contains: "org-b"}}, {status: {contains: "org-a"}}]}})'
    filtered = cube.graphql(f"{{ cube{where} {{ orders {{ count }} }} }}", token())
    assert filtered.body["data"]["cube"] == [{"orders": {"count": 40}}]
    refused = cube.graphql("{ cube { stray { count note } } }", token())
    assert [error["message"] for error in refused.body["errors"]] == ["Access denied"]
    assert "org-b" not in json.dumps(refused.body)
    assert cube.graphql("{ cube { orders { count } } }", "bad") == UNAUTHORIZED


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/meta"), ("POST", "/v1/load"), ("POST", "/v1/sql"), ("POST", "/v1/dry-run"), ("POST", "/graphql"), ("POST", "/v1/cubesql"),
     ("POST", "/v1/convert-query"), ("POST", "/v1/graphql-to-json"), ("POST", "/v1/pre-aggregations/jobs"), ("POST", "/v1/pre-aggregations/can-use")],
)  # fmt: skip
def test_every_door_is_locked(method: str, path: str, cube: lab.Server) -> None:
    for given in (None, "bad", f"Bearer {jwt.encode({'sub': 'u'}, '', algorithm='none')}"):
        assert cube.request(method, lab.API + path, {"query": COUNT}, given) == UNAUTHORIZED


def test_roles_are_groups(cube_with_policies: lab.Server) -> None:
    query = {"measures": ["audits.count"]}
    assert rows(cube_with_policies.load(query, token(roles=["auditors"]))) == [("3",)]
    assert rows(cube_with_policies.load(query, token(roles="auditors"))) == [("3",)]
    for roles in ([], ["others"], ["*"]):
        assert cube_with_policies.load(query, token(roles=roles)).status == HTTPStatus.INTERNAL_SERVER_ERROR


def test_a_join_passes_through_no_rows_of_others(cube_with_policies: lab.Server) -> None:
    """From one open cube to another over a protected one that the query does not name. Only the policies see it pass.

    And they see it because the conditions of the joins name members: in `{customers}.id` Cube finds a cube, but no member,
    and applies no policy (CompilerApi.applyRowLevelSecurity asks for memberNames).
    """
    query = {"measures": ["visits.count"], "dimensions": ["regions.name"]}
    assert rows(cube_with_policies.load(query, token())) == [("5", "region 1"), ("5", "region 2")]
    assert rows(cube_with_policies.load(query, token("org-b"))) == [("10", "region 1"), ("10", "region 2")]


def test_the_playground_secret_opens_nothing(cube_with_policies: lab.Server) -> None:
    """Cube lets its tokens in with whatever they say; they lack our seal."""
    forged = {
        "user_id": "u1",
        "roles": [],
        "claims": {"organization_id": ["org-b"]},
        "exp": time.time() + 60,
        "seal": "x",
    }
    for payload in (forged, {**forged, "scope": ["dev-token"]}, {}):
        response = cube_with_policies.load(COUNT, jwt.encode(payload, f"playground {SECRET}", algorithm="HS256"))
        assert (response.status, response.body["error"]) == (403, "API scope is missing: data")


@pytest.mark.parametrize("dev_mode", [True, False])
def test_dev_mode_lets_nobody_in(dev_mode: bool, cube_server: StartServer, tmp_path: Path) -> None:
    """Cube's development server makes tokens for everyone, signed with its apiSecret, and accepts no token at all."""
    auth = {**AUTH, "keyEnv": "CUBEJS_API_SECRET"}
    directory = write_deployment(tmp_path, devMode=dev_mode, auth=auth)
    server = cube_server(directory, environment(directory, CUBEJS_DEV_MODE="true", CUBEJS_API_SECRET=SECRET))
    assert rows(server.load(COUNT, token())) == [("40",)]
    assert server.load(COUNT) == UNAUTHORIZED
    assert server.load(COUNT, token(exp=1)) == UNAUTHORIZED
    payload = {"sub": "u1", "organization_id": "org-b", "exp": int(time.time()) + 60}
    made = server.request("POST", "/playground/token", {"payload": payload})
    assert made.status == (HTTPStatus.OK if dev_mode else HTTPStatus.NOT_FOUND)
    if dev_mode:
        assert server.load(COUNT, made.body["token"]) == UNAUTHORIZED


def test_the_log_holds_reasons_and_no_secrets(cube_server: StartServer, tmp_path: Path) -> None:
    directory = write_deployment(tmp_path)
    server = cube_server(directory, environment(directory))
    canary = "org-canary-5f2e"
    tokens = [token(canary), token(canary, exp=1), token(canary)[:-3] + "AAA", f"canary-5f2e.{canary}"]
    for given in tokens:
        server.load(COUNT, given)
        server.graphql("{ cube { orders { count } } }", given)
        path = f'{lab.API}/v1/load?query={{"measures":["orders.count"],"filters":[{{"member":"orders.status","operator":"equals","values":["{canary}"]}}]}}'
        server.request("GET", path.replace('"', "%22"), token=f"Bearer {given}")
    server.load(FORBIDDEN["unknown cube"], tokens[0])
    log = server.log.read_text()
    for reason in ("expired", "signature", "malformed"):
        assert f"token refused: {reason}" in log
    assert "Load Request Success" in log
    assert "Access denied" in log
    for secret in (canary, SECRET, *(part for given in tokens for part in given.split("."))):
        assert secret not in log


def test_a_deployment_without_a_good_key_does_not_start(tmp_path: Path) -> None:
    directory = write_deployment(tmp_path)
    for number, secret in enumerate(["", "a-short-secret", "-----BEGIN PUBLIC KEY-----" + "A" * 64]):
        log = tmp_path / f"{number}.log"
        server = lab.Server(directory, {**environment(directory), "CUBEJS_JWT_KEY": secret}, log=log, boot_timeout=30)
        with pytest.raises(lab.CubeError), server:
            pass
        printed = " ".join(log.read_text().split())
        assert "the key in CUBEJS_JWT_KEY is missing, too short or of the wrong kind for HS256" in printed
        assert secret == "" or secret not in printed


#: As many deployments as vectors.json has verifiers; each answers with what it knows about the bearer.
MANY = """
'use strict';
const floe = require('./floe_cube_runtime.js');
const common = { schemaPath: 'schema', dataSources: { default: { type: 'duckdb' } }, access: require('./access.json') };
const made = Object.entries(require('./verifiers.json')).map(([name, { auth, key }]) =>
  [name, floe.deployment({ ...common, auth }, { env: { ...process.env, KEY: key } })]);
const deployments = Object.fromEntries(made);
module.exports = {
  ...deployments.hs256,
  checkAuth: (request, token) => deployments[request.headers['x-verifier']].checkAuth(request, token),
  contextToApiScopes: () => ['data', 'graphql'],
  queryRewrite: (query, { securityContext: { user_id, roles, claims } }) => {
    throw Object.assign(new Error(JSON.stringify({ user_id, roles, claims })), { type: 'UserError' });
  },
};
"""


def test_every_vector(cube_server: StartServer, tmp_path: Path) -> None:
    """A real Cube decides as the two verifiers do, on every token that an HTTP header can carry."""
    keys = Keys()
    now = int(time.time())
    directory = write_deployment(tmp_path, policies=False, cube_js=MANY)
    with served(keys.jwks(DOCUMENT["verifiers"]["key_set"]["jwks"])) as url:
        verifiers = settings_of(DOCUMENT["verifiers"], keys, url)
        (directory / "verifiers.json").write_text(json.dumps(verifiers))
        server = cube_server(directory, environment(directory))
        tried = 0
        for vector in VECTORS:
            made = mint_vector(vector["token"], keys, now)
            if vector.get("exact") or len(made) > 12_000 or not all("!" <= letter <= "~" for letter in made):
                continue
            tried += 1
            response = server.load(COUNT, f"Bearer {made}", {"x-verifier": vector["verifier"]})
            if isinstance(vector["outcome"], str):
                assert response == UNAUTHORIZED, vector["name"]
            else:
                assert (response.status, json.loads(response.body["error"])) == (400, said(vector["outcome"])), vector[
                    "name"
                ]
    assert tried > 380
