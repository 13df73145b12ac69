"""Columns that SQL names and that the catalog does not know."""

from __future__ import annotations

import pytest

from floe_cube.cube.absent import Relations
from floe_cube.cube.ast import Cube, Inherited, Name, Query, Ref, Sql, Table
from floe_cube.diagnostics import Place
from floe_cube.ir.dialects import dialect
from floe_cube.ir.model import Column, Model, Project


def model(name: str, *columns: str, exact: bool = True) -> Model:
    found = tuple(Column(name=column, exact=exact) for column in columns)
    return Model(
        unique_id=f"model.p.{name}", name=name, package="p", place=Place(), relation=f"db.{name}", columns=found
    )


PROJECT = Project(
    adapter="duckdb",
    dialect=dialect("duckdb"),
    models=(
        model("orders", "id", "Amount", "First Name", "payload"),
        model("customers", "id", "region"),
        model("guessed", "id", exact=False),
    ),
)
CUBES = {
    str(cube.name): cube
    for cube in (
        Cube(name=Name("orders"), source=Table(Sql("db.orders"))),
        Cube(name=Name("customers"), source=Table(Sql("db.customers"))),
        Cube(name=Name("buyers"), source=Inherited(), extends=Ref("customers")),
        Cube(name=Name("guessed"), source=Table(Sql("db.guessed"))),
        Cube(name=Name("queried"), source=Query(Sql("select *, 1 as one from db.orders"))),
        Cube(name=Name("other"), source=Table(Sql("elsewhere"))),
    )
}


@pytest.mark.parametrize(
    ("cube", "sql", "columns"),
    [
        ("orders", "{CUBE}.amount + {CUBE}.AMOUNT + {TABLE}.id", ""),
        ("orders", "{CUBE}.amout + {CUBE}.amout", "amout"),
        ("orders", '{CUBE}."First Name" || {CUBE}."Last Name"', "Last Name"),
        ("orders", "{CUBE}.payload.anything + {CUBE}.payload:more", ""),
        ("orders", "{CUBE}.f(1) + {CUBE}._partitiontime + {CUBE}.metadata$filename + {CUBE}.rowid", ""),
        ("orders", "{customers}.region + {buyers}.regoin", "regoin"),
        ("orders", "{orders.customers}.nothing", "nothing"),
        ("orders", r"\{CUBE\}.nothing", ""),
        ("orders", "{total} + {customers.anything}", ""),
        ("orders", "amount", ""),
        ("orders", "amout", "amout"),
        ("orders", "amout + 1", ""),  # it may be anything
        ("orders", "current_date", ""),
        ("orders", "true", ""),
        ("orders", "1", ""),
        ("buyers", "{CUBE}.regoin", "regoin"),
        ("guessed", "{CUBE}.nothing + {customers}.nothing", "nothing"),
        ("queried", "{CUBE}.one", ""),
        ("other", "{CUBE}.one", ""),
        ("orders", "{unheard_of}.one", ""),
    ],
)
def test_columns_that_are_not_there(cube: str, sql: str, columns: str) -> None:
    findings = Relations.of(CUBES, PROJECT).check(CUBES[cube], "it", sql)
    assert [dict(found.data)["column"] for found in findings] == ([columns] if columns else [])


def test_nothing_is_known_without_a_project() -> None:
    assert not list(Relations.of(CUBES, None).check(CUBES["orders"], "it", "{CUBE}.amout"))
