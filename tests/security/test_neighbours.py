"""What one user's requests do to the others of the same Cube: nothing that these notice, and nothing that shows them."""

from __future__ import annotations

import time
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import pytest

from floe_cube.adapters.security import mint
from tests.cube import lab
from tests.security.deployments import SECRET, environment, write_deployment

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import StartServer

pytestmark = pytest.mark.cube

COUNT = {"measures": ["orders.count"]}
FORBIDDEN = lab.Response(403, {"error": "Forbidden"})
#: Names of what every object of JavaScript inherits, where Cube makes keys of names.
INHERITED: tuple[dict[str, Any], ...] = tuple(
    {**COUNT, **query}
    for name in ("__proto__", "constructor", "toString", "__defineGetter__")
    for query in (
        {"dimensions": [f"orders.created_at.{name}"]},
        {"timeDimensions": [{"dimension": "orders.created_at", "granularity": name}]},
        {"timeDimensions": [{"dimension": "orders.created_at", "granularity": name, "dateRange": ["2024-01-01", "2024-02-01"]}]},
        {"dimensions": [f"orders.{name}"]},
        {"order": [[f"orders.{name}", "asc"]]},
    )
)  # fmt: skip


def token(organization: str = "org-a", *roles: str) -> str:
    return mint(
        {"sub": organization, "organization_id": organization, "roles": list(roles), "exp": int(time.time()) + 3600},
        SECRET,
    )


def start(cube_server: StartServer, directory: Path) -> lab.Server:
    return cube_server(write_deployment(directory), environment(directory))


@pytest.fixture(scope="module")
def cube(cube_server: StartServer, tmp_path_factory: pytest.TempPathFactory) -> lab.Server:
    return start(cube_server, tmp_path_factory.mktemp("deployment"))


def test_nobody_cancels_queries(cube: lab.Server) -> None:
    """Cube asks for no more than the request id, which a client or a proxy may have chosen, and answers with statement and values."""
    asked = cube.load({**COUNT, "limit": 99}, token("org-b"), {"x-request-id": "page-1"})
    assert asked.status == HTTPStatus.OK
    assert cube.request("DELETE", f"{lab.API}/v1/running-query/page-1", token=token()) == FORBIDDEN


def test_who_asks_first_decides_for_nobody_what_graphql_knows(cube_server: StartServer, tmp_path: Path) -> None:
    cube = start(cube_server, tmp_path)
    translated = cube.request(
        "POST", f"{lab.API}/v1/graphql-to-json", {"query": "{ cube { orders { count } } }"}, token()
    )
    answer = cube.graphql("{ cube { audits { count } } }", token("org-a", "auditors"))
    assert answer.status == HTTPStatus.OK, answer.body
    assert answer.body["data"] == {"cube": [{"audits": {"count": 3}}]}
    assert translated == FORBIDDEN


@pytest.mark.parametrize("way", ["v1/GraphQL-To-JSON", "v1/graphql-to-json/", "v1/graphql-to-json?a=b"])
def test_a_closed_door_has_no_other_spelling(way: str, cube: lab.Server) -> None:
    answer = cube.request("POST", f"{lab.API}/{way}", {"query": "{ cube { orders { count } } }"}, token())
    assert answer == FORBIDDEN


def test_without_a_token_a_closed_door_is_like_any_other(cube: lab.Server) -> None:
    for method, way in (("DELETE", "running-query/x"), ("POST", "graphql-to-json")):
        answer = cube.request(method, f"{lab.API}/v1/{way}", {"query": "{ cube { orders { count } } }"})
        assert answer == lab.Response(401, {"error": "Unauthorized"})


@pytest.mark.parametrize("query", INHERITED, ids=str)
def test_a_name_that_all_objects_have_spoils_no_other_query(query: dict[str, Any], cube: lab.Server) -> None:
    """In Cube 1.7.43 one query by `created_at.__proto__` ends all queries of everybody until the process is started again."""
    cube.load(query, token())
    answer = cube.load({**COUNT, "limit": 1 + INHERITED.index(query)}, token("org-b"))  # not one that Cube remembers
    assert answer.status == HTTPStatus.OK, answer.body
    assert answer.body["data"] == [{"orders.count": "40"}]
