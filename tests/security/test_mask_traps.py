"""What Cube makes of masks of members that are granted too, which `cube/policies.py` finds: without these, its findings would be hearsay.

The model is written by hand, since the compiler refuses it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import duckdb
import jwt
import pytest

from tests.cube import lab
from tests.cube.lab import DUCKDB_CONFIG

pytestmark = [pytest.mark.cube, pytest.mark.usefixtures("real_cube")]

SECRET = "a secret of this test and of nobody else"
CUBE_JS = "module.exports = { contextToGroups: ({ securityContext }) => securityContext.groups };\n"
MODEL = """
cubes:
  - name: pay
    sql_table: pay
    dimensions:
      - {name: id, sql: id, type: number, primary_key: true, public: true}
      - {name: town, sql: town, type: string}
      - {name: amount, sql: amount, type: number, mask: -1}
    measures:
      - {name: total, sql: amount, type: sum, mask: -1}
    access_policy:
      - group: everything
        member_level: {includes: "*"}
        member_masking: {includes: [amount, total]}
        row_level: {allow_all: true}
      - group: filtered
        member_level: {includes: "*"}
        member_masking: {includes: [amount, total]}
        row_level: {filters: [{member: town, operator: equals, values: [Oslo]}]}
      - group: manager
        member_level: {includes: "*"}
        row_level: {filters: [{member: town, operator: equals, values: [Oslo]}]}
      - group: staff
        member_level: {includes: "*", excludes: [total]}
        member_masking: {includes: [total]}
        row_level: {allow_all: true}
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Server]:
    folder = tmp_path_factory.mktemp("masks")
    (folder / "cube" / "model").mkdir(parents=True)
    (folder / "cube" / "cube.js").write_text(CUBE_JS, encoding="utf-8")
    (folder / "cube" / "model" / "pay.yml").write_text(MODEL, encoding="utf-8")
    with duckdb.connect(folder / "pay.duckdb", config=DUCKDB_CONFIG) as database:
        database.execute(
            "create table pay as from (values (1, 'Oslo', 10), (2, 'Oslo', 20), (3, 'Bergen', 40)) t(id, town, amount)"
        )
    environment = {"CUBEJS_DB_TYPE": "duckdb", "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(folder / "pay.duckdb")}
    with lab.Server(folder / "cube", {**environment, "CUBEJS_API_SECRET": SECRET}) as running:
        yield running


def ask(server: lab.Server, *groups: str, **query: Any) -> list[str]:
    """The answers' distinct values, as words. A mask is no aggregate: Cube answers a masked total once for each row."""
    answer = asked(server, *groups, **query)
    assert answer.status == 200, answer
    return sorted({" ".join(str(value) for value in row.values()) for row in answer.body["data"]})


def asked(server: lab.Server, *groups: str, **query: Any) -> lab.Response:
    token = jwt.encode({"groups": groups, "exp": int(time.time()) + 600}, SECRET, algorithm="HS256")
    return server.load(query, token)


def test_what_is_granted_with_all_rows_is_not_masked(server: lab.Server) -> None:
    assert ask(server, "everything", dimensions=["pay.amount"]) == ["10", "20", "40"]
    assert ask(server, "everything", measures=["pay.total"]) == ["70"]


def test_what_is_granted_with_some_rows_is_shown_one_by_one_and_masked_in_total(server: lab.Server) -> None:
    assert ask(server, "filtered", dimensions=["pay.amount"]) == ["10", "20"]
    assert ask(server, "filtered", measures=["pay.total"]) == ["-1"]


def test_a_total_that_another_policy_masks_is_masked_for_those_who_may_see_it(server: lab.Server) -> None:
    assert ask(server, "manager", measures=["pay.total"]) == ["30"]
    assert ask(server, "manager", "staff", measures=["pay.total"]) == ["-1"]
    by_town = asked(server, "manager", "staff", measures=["pay.total"], dimensions=["pay.town"])
    assert by_town.status == 400
    assert "GROUP BY" in by_town.body["error"]


def test_what_only_one_policy_masks_is_masked(server: lab.Server) -> None:
    """The way that the findings recommend."""
    assert ask(server, "staff", measures=["pay.total"]) == ["-1"]
    assert ask(server, "staff", dimensions=["pay.amount"]) == ["10", "20", "40"]
