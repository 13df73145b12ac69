"""What the report says of personal data and of who sees what: true of the deployment, whoever wrote the policies."""

from __future__ import annotations

import json
from typing import Any

import pytest

from floe_cube import Artifacts, compile
from floe_cube.cli.report.contents import Contents, Cube, Member
from floe_cube.cli.report.page import report
from floe_cube.config import Config, ConsumptionConfig, PiiConfig, SecurityConfig, Text
from tests.build_manifest import column, manifest, model
from tests.cli.test_report import said

ALL: dict[str, Any] = {"includes": "*"}
NO_EMAIL: dict[str, Any] = {"includes": "*", "excludes": ["email"]}
NORTH = {"filters": [{"member": "region", "operator": "equals", "values": ["north"]}]}
OPEN = Config(consumption=ConsumptionConfig(security=SecurityConfig(row_level=False)))


def contents(cube: dict[str, Any], config: Config = OPEN, *nodes: dict[str, Any], **mark: Any) -> Contents:
    """What the report says of a project with the model `customers`, whose column `email` is marked."""
    columns = [column("id", "integer"), column("email", "text", **mark), column("region", "text")]
    customers = model("model.shop.customers", columns=columns, meta={"cube": {"primary_key": "id", **cube}})
    return said(report(compile(Artifacts(manifest=json.dumps(manifest(customers, *nodes)).encode(), config=config))))


def named(shown: Contents, name: str) -> Cube:
    return next(cube for cube in shown.cubes if cube.name == name)


def member(shown: Contents, path: str) -> Member:
    cube, _, name = path.partition(".")
    return next(each for each in named(shown, cube).members if each.name == name)


def personal(shown: Contents) -> set[str]:
    return {f"{cube.name}.{each.name}" for cube in shown.cubes for each in cube.members if each.personal}


def test_personal_is_what_shows_such_values_wherever_it_stands() -> None:
    cube = {
        "dimensions": [{"name": "domain", "sql": "split_part({CUBE}.email, '@', 2)", "type": "string"}],
        "measures": [
            {"name": "last_email", "type": "max", "sql": "{CUBE}.email"},
            {"name": "emails", "type": "count_distinct", "sql": "{CUBE}.email"},
        ],
        "views": [{"name": "people", "cubes": [{"join_path": "customers", "includes": "*", "prefix": True}]}],
    }
    own = {"email", "domain", "last_email"}
    everywhere = {f"customers.{name}" for name in own} | {f"people.customers_{name}" for name in own}
    assert personal(contents(cube, meta={"contains_pii": True})) == everywhere
    assert personal(contents(cube)) == set()


@pytest.mark.parametrize("mark", [{"meta": {"gdpr": "High"}}, {"tags": ["secret"]}])
def test_what_the_configuration_takes_for_a_mark_is_one(mark: dict[str, Any]) -> None:
    marks = PiiConfig(meta=(Text("gdpr:high"),), tags=(Text("secret"),))
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig(row_level=False, pii=marks)))
    shown = contents({}, config, **mark)
    assert personal(shown) == {"customers.email"}
    assert [name for name, _, is_personal in shown.datasets[0].columns if is_personal] == ["email"]
    assert member(shown, "customers.email").seen == "masked"
    assert personal(contents({}, config, meta={"contains_pii": True})) == set()


def test_a_marked_model_marks_its_columns() -> None:
    notes = model("model.shop.notes", columns=[column("note", "text")], tags=["pii"])
    shown = contents({}, OPEN, notes)
    assert personal(shown) == {"notes.note"}


#: Access policies, and who sees the email by them. What one grants to somebody no other takes away.
POLICIES: dict[str, tuple[list[dict[str, Any]], str]] = {
    "none": ([], "all"),
    "for everybody": ([{"group": "*", "member_level": ALL}], "all"),
    "kept from everybody": ([{"group": "*", "member_level": NO_EMAIL}], "hidden"),
    "masked for everybody": (
        [{"group": "*", "member_level": NO_EMAIL, "member_masking": {"includes": ["email"]}}],
        "masked",
    ),
    "for a group": ([{"group": "sales", "member_level": ALL}], "hidden"),
    "kept from a group that is part of everybody": (
        [{"group": "*", "member_level": ALL}, {"group": "sales", "member_level": NO_EMAIL}],
        "all",
    ),
    "for some, on a condition": (
        [{"group": "*", "member_level": NO_EMAIL}, {"group": "*", "conditions": [{"if": "{ securityContext.vip }"}], "member_level": ALL}],
        "hidden",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", POLICIES)
def test_who_sees_a_member(case: str) -> None:
    policies, expected = POLICIES[case]
    shown = contents({"access_policy": policies} if policies else {})
    assert member(shown, "customers.email").seen == expected


def test_policies_are_inherited() -> None:
    buyers = model(
        "model.shop.buyers", columns=[column("id", "integer")], meta={"cube": {"extends": "customers"}}, relation_name='"db"."main"."b"'
    )  # fmt: skip
    shown = contents({"access_policy": [{"group": "*", "member_level": NO_EMAIL, "row_level": NORTH}]}, OPEN, buyers)
    assert (member(shown, "buyers.email").seen, named(shown, "buyers").rows) == ("hidden", "stated")


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        ([], "open"),
        ([{"group": "*", "row_level": {"allow_all": True}}], "open"),
        ([{"group": "*", "row_level": NORTH}], "stated"),
        ([{"group": "sales", "row_level": {"allow_all": True}}], "stated"),
        ([{"group": "sales", "row_level": NORTH}, {"group": "*", "member_level": ALL}], "open"),
    ],
)
def test_rows_that_policies_keep_from_somebody_are_not_called_open(policies: list[Any], expected: str) -> None:
    assert named(contents({"access_policy": policies} if policies else {}), "customers").rows == expected


def test_an_exempt_cube_may_have_policies_of_its_own() -> None:
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig()))
    cube = {"row_level": "exempt", "access_policy": [{"group": "*", "member_level": ALL, "row_level": NORTH}]}
    assert named(contents(cube, config), "customers").rows == "stated"
    assert named(contents({"row_level": "exempt"}, config), "customers").rows == "all"


def test_a_column_that_is_only_compared_feeds_something() -> None:
    orders = model(
        "model.shop.orders",
        columns=[column("id", "integer"), column("buyer_email", "text"), column("closed", "text")],
        meta={
            "cube": {
                "sql": 'select * from "db"."main"."orders" where closed is null',
                "joins": [{"name": "customers", "relationship": "many_to_one", "sql": "{CUBE}.buyer_email = {customers}.email"}],
            }
        },
    )  # fmt: skip
    shown = contents({}, OPEN, orders)
    (join,) = named(shown, "orders").joins
    assert {(shown.datasets[at].id, name, how) for at, name, how in join.reads} == {
        ("model.shop.customers", "email", "join"),
        ("model.shop.orders", "buyer_email", "join"),
    }
    assert [(name, how) for _, name, how in named(shown, "orders").conditions] == [("closed", "filter")]
