"""The harness itself: a real Cube compiles, refuses and serves hand-written models."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from tests.cube import lab

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import StartServer

pytestmark = [
    pytest.mark.cube,
    pytest.mark.usefixtures("real_cube"),
]

ORDERS = r"""
cubes:
  - name: orders
    title: Sales orders
    description: Braces \{ \}, a backslash \\ and "quotes".
    sql_table: main.orders
    joins:
      - name: customers
        sql: "{CUBE}.customer_id = {customers.id}"
        relationship: many_to_one
    dimensions:
      - name: id
        sql: "{CUBE}.id"
        type: number
        primary_key: true
      - name: ordered_at
        sql: "{CUBE}.ordered_at"
        type: time
        granularities:
          - name: fiscal_year
            interval: 1 year
            offset: 3 months
      - name: note
        sql: "{CUBE}.note"
        type: string
        public: false
    measures:
      - name: count
        type: count
      - name: total
        description: What customers paid.
        sql: "{CUBE}.amount"
        type: sum
      - name: total_last_week
        sql: "{CUBE}.amount"
        type: sum
        rolling_window:
          trailing: 7 day
    segments:
      - name: large
        sql: "{CUBE}.amount > 15"
    pre_aggregations:
      - name: by_country
        measures: [total]
        dimensions: [customers.country]
"""
CUSTOMERS = """
cubes:
  - name: customers
    sql_table: main.customers
    dimensions:
      - name: id
        sql: "{CUBE}.id"
        type: number
        primary_key: true
        public: true
      - name: country
        sql: "{CUBE}.country"
        type: string
views:
  - name: sales
    cubes:
      - join_path: orders
        includes: [total, large]
      - join_path: orders.customers
        includes: [country]
"""
SECRETS = """
cubes:
  - name: secrets
    sql_table: main.customers
    dimensions:
      - name: country
        sql: "{CUBE}.country"
        type: string
    access_policy:
      - group: nobody
        member_level:
          includes: "*"
        row_level:
          allow_all: true
"""
MODEL = {"orders.yml": ORDERS, "customers.yml": CUSTOMERS}
CONFIGURATION = """
const { CubejsHandlerError } = require('@cubejs-backend/api-gateway');

module.exports = {
  checkAuth: (req, token) => {
    if (token !== 'letmein') throw new CubejsHandlerError(401, 'Unauthorized', 'Who are you?');
    req.securityContext = {};
  },
  contextToGroups: () => ['everybody'],
};
"""
DEPLOYMENT = {
    "cube.js": CONFIGURATION,
    "model/orders.yml": ORDERS,
    "model/customers.yml": CUSTOMERS,
    "model/secrets.yml": SECRETS,
}
TOKEN = "letmein"
LISTENERS = Path("/proc/net/tcp")


def changed(file: str, old: str, new: str) -> dict[str, str]:
    """The model with one text replaced."""
    assert old in MODEL[file]
    return {**MODEL, file: MODEL[file].replace(old, new)}


def test_a_good_model_has_no_errors_and_shows_the_sql_of_every_member(cube_compiler: lab.Compiler) -> None:
    compiled = cube_compiler.compile(MODEL)

    assert compiled.errors == ()
    assert [cube["name"] for cube in compiled.cubes] == ["orders", "customers", "sales"]
    assert set(compiled.members) == {
        *(f"orders.{name}" for name in ("id", "ordered_at", "note", "count", "total", "total_last_week", "large")),
        *(f"customers.{name}" for name in ("id", "country")),
        *(f"sales.{name}" for name in ("total", "large", "country")),
    }
    assert 'sum("orders".amount)' in compiled.members["orders.total"]
    assert '"orders".amount > 15' in compiled.members["sales.large"]
    assert "LEFT JOIN main.customers" in compiled.members["sales.country"]
    assert "interval '7 day'" in compiled.members["orders.total_last_week"]
    assert compiled.pre_aggregations["orders.by_country"].startswith("CREATE TABLE")


@pytest.mark.parametrize(
    ("asked", "used", "quoted"),
    [
        ("duckdb", "duckdb", '"orders".amount'),
        ("snowflake", "snowflake", '"orders".amount'),
        ("bigquery", "bigquery", "`orders`.amount"),
        ("databricks-jdbc", "postgres", '"orders".amount'),
    ],
)
def test_sql_is_in_the_dialect_of_the_warehouse(
    cube_compiler: lab.Compiler, asked: str, used: str, quoted: str
) -> None:
    compiled = cube_compiler.compile(MODEL, asked)

    assert (compiled.errors, compiled.dialect) == ((), used)
    assert f"sum({quoted})" in compiled.members["orders.total"]


@pytest.mark.parametrize(
    ("file", "old", "new", "error"),
    [
        ("orders.yml", "type: sum", "type: running_total", "must be one of"),
        ("orders.yml", "many_to_one", "some_to_some", "relationship"),
        ("orders.yml", "- name: customers", "- name: nowhere", "nowhere"),
        ("orders.yml", "What customers paid.", "What {customers_paid}.", "customers_paid"),
        ("orders.yml", "What customers paid.", "'What {{ they }} paid.'", "Jinja"),
        ("customers.yml", "includes: [country]", "includes: [continent]", "continent"),
        ("customers.yml", "cubes:\n", "cubes: [\n", "flow collection"),
    ],
)
def test_a_wrong_model_has_errors_every_time(
    cube_compiler: lab.Compiler, file: str, old: str, new: str, error: str
) -> None:
    model = changed(file, old, new)

    first, second = cube_compiler.compile(model), cube_compiler.compile(model)

    assert error in "\n".join(first.errors)
    assert first == second
    assert cube_compiler.compile(MODEL).errors == ()


@pytest.mark.parametrize(
    ("sql", "error"),
    [
        ('"${CUBE}.amount"', 'orders.total: suspicious SQL: SELECT sum($"orders".amount)'),
        ('"{CUBE}.amount || undefined"', "orders.total: suspicious SQL"),
        ("\"{CUBE}.amount || '{'\"", "Cube cuts this text"),
    ],
)
def test_sql_that_cube_accepts_and_spoils_is_an_error(cube_compiler: lab.Compiler, sql: str, error: str) -> None:
    measure = "What customers paid.\n        sql: "
    compiled = cube_compiler.compile(changed("orders.yml", measure + '"{CUBE}.amount"', measure + sql))

    assert error in "\n".join(compiled.errors)


@pytest.mark.parametrize("sql", ["{CUBE}.undefined_amount", r'{CUBE}.\"1$\"', "{CUBE}.amount || 'undefined'"])
def test_a_name_or_a_text_is_no_reference_that_went_wrong(cube_compiler: lab.Compiler, sql: str) -> None:
    measure = "What customers paid.\n        sql: "
    compiled = cube_compiler.compile(changed("orders.yml", measure + '"{CUBE}.amount"', f'{measure}"{sql}"'))

    assert compiled.errors == ()


def test_descriptions_arrive_as_cube_evaluates_them(cube_compiler: lab.Compiler) -> None:
    seen = cube_compiler.descriptions(MODEL)

    assert seen["orders.title"] == "Sales orders"
    assert seen["orders.description"] == 'Braces { }, a backslash \\ and "quotes".'
    assert seen["orders.total.description"] == "What customers paid."
    assert "orders.count.description" not in seen
    assert cube_compiler.evaluate([r"\{\{ % \}\}", "ü 😀\n", r"\d"]) == ("{{ % }}", "ü 😀\n", "d")
    with pytest.raises(lab.CubeError, match="nothing is not defined"):
        cube_compiler.evaluate(["{nothing}"])


def test_yaml_is_read_by_js_yaml(cube_compiler: lab.Compiler) -> None:
    text = "a: on\nb: 2024-01-01\nc: [1, 1.5, ~, .inf]\nd: 0o17\n"
    expected = {"a": "on", "b": datetime(2024, 1, 1, tzinfo=UTC), "c": [1, 1.5, None, float("inf")], "d": 15}

    assert cube_compiler.read_yaml(text) == expected
    with pytest.raises(lab.CubeError, match="duplicated mapping key"):
        cube_compiler.read_yaml("a: 1\na: 2\n")


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hand-written deployment."""
    directory = tmp_path_factory.mktemp("deployment")
    for name, text in DEPLOYMENT.items():
        (directory / name).parent.mkdir(exist_ok=True)
        (directory / name).write_text(text)
    return directory


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """A seeded DuckDB file and the variables that point to it."""
    database = tmp_path_factory.mktemp("warehouse") / "shop.duckdb"
    with duckdb.connect(str(database), config=lab.DUCKDB_CONFIG) as connection:
        connection.execute("create table customers as select * from (values (1, 'DE'), (2, 'FR')) as t (id, country)")
        connection.execute(
            """
            create table orders as select * from (values
                (1, 1, 10, timestamp '2024-01-01 10:00', 'a'),
                (2, 1, 20, timestamp '2024-01-01 20:00', 'b'),
                (3, 2, 12, timestamp '2024-01-02 00:00', 'c')
            ) as t (id, customer_id, amount, ordered_at, note)
            """
        )
    return {"CUBEJS_DB_TYPE": "duckdb", "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(database), "CUBEJS_API_SECRET": "secret"}


@pytest.fixture(scope="module")
def server(cube_server: StartServer, deployment: Path, environment: Mapping[str, str]) -> lab.Server:
    """The server that most tests share. It builds rollups itself, inside the DuckDB file."""
    rollups = {"CUBEJS_PRE_AGGREGATIONS_BUILDER": "true", "CUBEJS_EXTERNAL_DEFAULT": "false"}
    return cube_server(deployment, {**environment, **rollups})


def numbers(response: lab.Response) -> list[dict[str, Any]]:
    """The rows of an answer."""
    assert response.status == 200, response.body
    rows: list[dict[str, Any]] = response.body["data"]
    return rows


def test_rest_queries_return_the_right_numbers(server: lab.Server) -> None:
    query = {"measures": ["orders.total"], "dimensions": ["customers.country"], "order": {"customers.country": "asc"}}
    answer = server.load(query, TOKEN)

    assert numbers(answer) == [
        {"customers.country": "DE", "orders.total": "30"},
        {"customers.country": "FR", "orders.total": "12"},
    ]
    assert [used["preAggregationId"] for used in answer.body["usedPreAggregations"].values()] == ["orders.by_country"]
    answer = server.load({"measures": ["sales.total"], "segments": ["sales.large"]}, TOKEN)
    assert numbers(answer) == [{"sales.total": "20"}]


def test_time_dimensions_and_other_forms_of_the_answer(server: lab.Server) -> None:
    days = {"dimension": "orders.ordered_at", "granularity": "day"}
    query = {"measures": ["orders.count"], "timeDimensions": [days]}
    first, second = "2024-01-01T00:00:00.000", "2024-01-02T00:00:00.000"
    members = ["orders.ordered_at.day", "orders.count", "orders.ordered_at"]
    compared = {**days, "compareDateRange": [["2024-01-01", "2024-01-01"], ["2024-01-02", "2024-01-02"]]}

    assert numbers(server.load(query, TOKEN)) == [
        dict(zip(members, [first, "2", first], strict=True)),
        dict(zip(members, [second, "1", second], strict=True)),
    ]
    assert server.load({**query, "responseFormat": "compact"}, TOKEN).body["data"] == {
        "members": members,
        "dataset": [[first, "2", first], [second, "1", second]],
    }
    ranges = server.load({**query, "timeDimensions": [compared]}, TOKEN, queryType="multi").body["results"]
    assert [[row["orders.count"] for row in result["data"]] for result in ranges] == [["2"], ["1"]]
    assert ranges[0]["data"][0]["compareDateRange"] == "2024-01-01T00:00:00.000 - 2024-01-01T23:59:59.999"


def test_graphql_and_the_other_endpoints_answer(server: lab.Server) -> None:
    answer = server.graphql("{ cube { orders(orderBy: {total: desc}) { total } } }", TOKEN)

    assert answer.body["data"]["cube"] == [{"orders": {"total": 42}}]
    assert {cube["name"] for cube in server.meta(TOKEN).body["cubes"]} == {"customers", "orders", "sales"}
    assert "sum(" in server.sql({"measures": ["orders.total"]}, TOKEN).body["sql"]["sql"][0]
    assert server.request("GET", "/readyz").status == 200


def test_cube_refuses_whom_the_deployment_refuses(server: lab.Server) -> None:
    for token in (None, "me"):
        assert server.load({"measures": ["orders.count"]}, token) == lab.Response(401, {"error": "Who are you?"})


@pytest.mark.parametrize("member", ["orders.note", "secrets.country"])
def test_hidden_members_are_refused_also_where_no_row_was_found(server: lab.Server, member: str) -> None:
    answer = server.load({"dimensions": [member]}, TOKEN)

    assert answer.status == 500
    assert f"You requested hidden member: '{member}'" in answer.body["error"]


def test_the_sql_api_answers_where_the_native_binary_is(server: lab.Server) -> None:
    if not server.native:
        pytest.skip("Cube's native binary is not installed, so there is no SQL API.")
    answer = server.cubesql("SELECT MEASURE(total) FROM orders", TOKEN)

    assert answer.status == 200
    assert "42" in str(answer.body)


@pytest.mark.skipif(not LISTENERS.exists(), reason="Only Linux shows who listens in a file.")
def test_the_server_listens_on_the_loopback_only(server: lab.Server) -> None:
    port = f":{int(server.base_url.rsplit(':', 1)[1]):04X}"
    listening = "0A"
    found = set()
    for table in (LISTENERS, LISTENERS.with_name("tcp6")):
        lines = map(str.split, table.read_text().splitlines())
        found |= {cells[1] for cells in lines if cells[1].endswith(port) and cells[3] == listening}

    assert found == {f"0100007F{port}"}


def test_the_deployment_stays_untouched(server: lab.Server, deployment: Path) -> None:
    numbers(server.load({"measures": ["orders.count"]}, TOKEN))
    found = {str(path.relative_to(deployment)): path.read_text() for path in deployment.rglob("*") if path.is_file()}

    assert found == DEPLOYMENT


def test_a_server_ends_with_its_block_however_that_ends(deployment: Path, environment: Mapping[str, str]) -> None:
    own = lab.Server(deployment, {**environment, "CUBEJS_DB_DUCKDB_DATABASE_PATH": ":memory:"})

    with pytest.raises(AssertionError, match="its block"), own:
        assert own.request("GET", "/livez").status != 200, "its block"
    with pytest.raises(ConnectionRefusedError):
        own.request("GET", "/livez")


def test_a_deployment_that_cannot_boot_says_why(environment: Mapping[str, str], tmp_path: Path) -> None:
    (tmp_path / "cube.js").write_text("module.exports = { dbType: 'duckdb' };")

    with pytest.raises(lab.CubeError, match="dbType"), lab.Server(tmp_path, environment):
        pass
