"""Row-level security under attack: a real Cube on PostgreSQL, a project that a real dbt built, a hundred clients at once.

The attack itself is tested by sabotage: it must find what a deployment without protection gives away.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from attrs import frozen

from tests.cube import lab
from tests.cube.lab import API
from tests.security.attack import database, deployment
from tests.security.attack.generator import Attack, attack
from tests.security.attack.oracle import Oracle, difference, rows
from tests.security.attack.plans import Plan, question, rest
from tests.security.attack.runner import Failure, run, with_role
from tests.security.attack.shop import FORBIDDEN
from tests.security.attack.users import USERS, User

if TYPE_CHECKING:
    from tests.conftest import StartServer

pytestmark = [
    pytest.mark.cube,
]

#: Another seed makes other attacks.
SEED = int(os.environ.get("FLOE_CUBE_ATTACK_SEED", "1"))
BY_NAME = {user.name: user for user in USERS}
SINGLE = [BY_NAME[name] for name in ("alpha", "bravo", "cedar")]


@frozen
class Place:
    """Where everything is.

    Attributes:
        deployment: as it was built; servers run on copies.
    """

    port: int
    deployment: Path
    oracle: Oracle


@pytest.fixture(scope="module")
def place(real_cube: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("attack")
    with ExitStack() as stack:
        port = stack.enter_context(database.postgres())
        target = database.prepare(port, folder / "bazaar")
        oracle = Oracle(port)
        stack.callback(oracle.close)
        yield Place(port, deployment.write(target, folder / "cube"), oracle)


@pytest.fixture(scope="module")
def server(place: Place, cube_server: StartServer) -> lab.Server:
    return cube_server(place.deployment, deployment.environment(place.port))


#: Changes a copy of the deployment.
Sabotage = Callable[[Path], None]
StartSabotaged = Callable[..., lab.Server]


@pytest.fixture
def sabotaged(place: Place, real_cube: None, tmp_path: Path) -> Iterator[StartSabotaged]:
    """Starts a server on a copy of the deployment that was tampered with."""
    with ExitStack() as servers:

        def start(*changes: Sabotage) -> lab.Server:
            copied = deployment.copy(place.deployment, tmp_path / "sabotaged")
            for change in changes:
                change(copied)
            return servers.enter_context(lab.Server(copied, deployment.environment(place.port), boot_timeout=60))

        yield start


def attacks(wanted: int, seed: int = SEED) -> Iterator[Attack]:
    return (attack(seed, number) for number in range(wanted))


def listed(failures: tuple[Failure, ...]) -> str:
    return "\n".join(map(str, failures[:10]))


# --- the attack ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("wanted", [1_000, pytest.param(10_000, marks=pytest.mark.full)])
def test_nobody_gets_anything_of_others(wanted: int, server: lab.Server, place: Place) -> None:
    report = run(server, place.oracle, attacks(wanted))
    print(report)
    assert not report.leaks, f"{report}\n{listed(report.leaks)}"
    assert not report.wrong, f"{report}\n{listed(report.wrong)}"
    assert report.answered > wanted / 4, report
    log = server.log.read_text(errors="replace")
    assert not re.search(r"(Type|Reference|Range|Syntax)Error[^\n]*floe_cube_\w+\.js:\d", log), (
        "a program of ours is broken"
    )
    assert "unhandledRejection" not in log


# --- the attack, attacked --------------------------------------------------------------------------------------------
#: Attacks on a sabotaged deployment.
FEW = 150


def test_without_policies_nothing_leaks(sabotaged: StartSabotaged, place: Place) -> None:
    """The second layer alone. It knows no roles, and not which cubes a join passes through."""
    server = sabotaged(deployment.without_policies)
    tried = [with_role(one, "finance") for one in attacks(2 * FEW) if not (one.plan and "offers" in one.plan.passes)]
    report = run(server, place.oracle, [one for one in tried if one.kind != "role"][:FEW])
    assert not report.leaks, listed(report.leaks)
    assert not report.wrong, listed(report.wrong)


def test_without_rewriting_nothing_leaks(sabotaged: StartSabotaged, place: Place) -> None:
    """The first layer alone. What a person dropped into the deployment has no policy: there the second layer is the only one."""
    server = sabotaged(deployment.without_rewriting)
    report = run(server, place.oracle, islice((one for one in attacks(2 * FEW) if not one.forbidden), FEW))
    assert not report.leaks, listed(report.leaks)
    assert not report.wrong, listed(report.wrong)
    alpha = BY_NAME["alpha"]
    assert place.oracle.leaks(alpha, "", server.load({"dimensions": ["raw_orders.note"]}, alpha.token).body)


def test_without_both_it_is_noticed_at_once(sabotaged: StartSabotaged, place: Place) -> None:
    server = sabotaged(deployment.without_policies, deployment.without_rewriting)
    noticed = next(number for number in count() if run(server, place.oracle, [attack(SEED, number)], clients=1).leaks)
    assert noticed < 20
    report = run(server, place.oracle, attacks(50))
    assert len({failure.attack.sent for failure in report.leaks}) > 5
    assert report.wrong


def test_one_layer_of_each_cube_is_enough(sabotaged: StartSabotaged, place: Place) -> None:
    server = sabotaged(
        lambda folder: deployment.without_policies(folder, "orders", "payments", "sales", "lines", "promotions"),
        lambda folder: deployment.with_access(folder, {"customers": {"rows": "all"}, "tickets": {"rows": "all"}}),
    )
    report = run(server, place.oracle, attacks(FEW))
    assert not report.leaks, listed(report.leaks)
    assert not report.wrong, listed(report.wrong)


def test_one_cube_without_both_is_noticed(sabotaged: StartSabotaged, place: Place) -> None:
    server = sabotaged(
        lambda folder: deployment.without_policies(folder, "tickets"),
        lambda folder: deployment.with_access(folder, {"tickets": {"rows": "all"}}),
    )
    report = run(server, place.oracle, attacks(2 * FEW))
    assert report.leaks
    assert all("tickets" in failure.attack.sent for failure in report.leaks)


def test_a_table_that_knows_nothing_denies_everything(sabotaged: StartSabotaged, place: Place) -> None:
    server = sabotaged(lambda folder: (folder / "access.json").write_text('{"cubes": {}, "views": {}}') and None)
    for query in ({"measures": ["orders.count"]}, {"dimensions": ["regions.name"]}, {"measures": ["sales.count"]}):
        answer = server.load(query, BY_NAME["alpha"].token)
        assert (answer.status, answer.body) == (400, {"type": "UserError", "error": "Access denied"})


@pytest.mark.parametrize("text", [None, "", "{}", "[]", '{"cubes": {}}', "not JSON"])
def test_without_its_table_a_deployment_does_not_start(text: str | None, place: Place, tmp_path: Path) -> None:
    copied = deployment.copy(place.deployment, tmp_path / "sabotaged")
    (copied / "access.json").unlink()
    if text is not None:
        (copied / "access.json").write_text(text)
    tampered = lab.Server(copied, deployment.environment(place.port), log=tmp_path / "log", boot_timeout=30)
    with pytest.raises(lab.CubeError), tampered:
        pass


# --- joins: each table filtered before it is joined (cube-js/cube#11574) ---------------------------------------------
JOINS: dict[str, Plan] = {
    "many to one": question("orders.count orders.revenue", "customers.name"),
    "many to one, whom nobody is": question("orders.count", filters=[("customers.name", "notSet")]),
    "a role": question("orders.count orders.revenue", "orders_gift_to.name"),
    "two roles": question("orders.count", "customers.tier orders_gift_to.tier"),
    "to oneself": question("customers.count customers.credit_total", "customers_referred_by.name"),
    "composite key": question("tickets.count tickets.cost_total", "payments.method"),
    "composite key, fan-out": question("payments.count payments.paid", "tickets.subject"),
    "fan-out of the one side": question("customers.count customers.credit_total", "orders.status"),
    "fan-out in both directions": question("order_items.price_total orders.count customers.credit_total", "customers.tier"),
    "fan-out of all": question("order_items.count orders.revenue orders_gift_to.credit_total customers.count"),
    "two steps": question("order_items.price_total", "customers.name"),
    "three steps": question("tickets.cost_total", "customers.tier"),
    "to everybody's": question("customers.count", "regions.name"),
    "everybody's by one's own": question("regions.count", "customers.tier"),
    "view of two steps": question("lines.price_total lines.orders_revenue", "lines.buyer"),
    "view of three steps": question("lines.count lines.orders_count lines.buyers_credit", "lines.regions_name"),
    "view with a prefix": question("sales.count sales.customers_credit_total sales.customers_count", "sales.status"),
    "a member that reads another cube": question("orders.count", "orders.label"),
    "the same in a view": question("lines.count", "lines.orders_customer_name"),
    "a measure and a segment that read another cube": question("orders.golden_revenue", segments="orders.to_golden"),
    "a sub-query": question("customers.count", "customers.name customers.order_total"),
    "a sub-query in a view": question("sales.count", "sales.customers_name sales.customers_order_total"),
    "another claim": question("orders.count orders.revenue", "offers.title"),
    "another claim, through a member of a third cube": question("payments.paid", "payments.offer"),
    "another claim in a view": question("promotions.count", "promotions.offer_title"),
    "through a cube of another claim": question("orders.count", "zones.title"),
    "through a denied cube": question("payments.count", "zones.title"),
    "by time": question("orders.revenue order_items.price_total", "customers.tier", moment=("orders.ordered_at", "month")),
}  # fmt: skip


@pytest.mark.parametrize("user", [*SINGLE, BY_NAME["both"]], ids=lambda user: user.name)
@pytest.mark.parametrize("name", JOINS)
def test_joins(name: str, user: User, server: lab.Server, place: Place) -> None:
    plan = JOINS[name]
    answer = server.load(rest(plan), user.token)
    if "offers" in {cube for chain in (plan.chains() or {}).values() for cube in chain} and not user.regions:
        assert (answer.status, answer.body["error"]) == (400, "Access denied")
        return
    assert answer.status == 200, answer.body
    expected = place.oracle.answer(plan, user)
    assert expected
    assert difference(expected, answer.body, plan.labels) is None


#: The revenue so far and of the last two weeks at the end of each month: SQL by hand.
ROLLING = """
    SELECT month, (SELECT sum(amount) FROM shop.orders WHERE organization_id = %(own)s AND ordered_at < month + interval '1 month'),
        (SELECT sum(amount) FROM shop.orders WHERE organization_id = %(own)s AND ordered_at < month + interval '1 month'
            AND ordered_at >= month + interval '1 month' - interval '14 days')
    FROM generate_series(timestamp '2024-01-01', '2024-03-01', interval '1 month') AS month
"""


@pytest.mark.parametrize("user", SINGLE, ids=lambda user: user.name)
def test_rolling_windows(user: User, server: lab.Server, place: Place) -> None:
    moment = {"dimension": "orders.ordered_at", "granularity": "month", "dateRange": ["2024-01-01", "2024-03-31"]}
    measures = ["orders.revenue_so_far", "orders.revenue_of_two_weeks"]
    answer = server.load({"measures": measures, "timeDimensions": [moment]}, user.token)
    with database.connect(place.port) as connection:
        expected = connection.execute(ROLLING, {"own": user.organizations[0]}).fetchall()
    seen = [(row["orders.ordered_at.month"][:10], *(int(row[name]) for name in measures)) for row in rows(answer.body)]
    assert seen == [(str(month)[:10], so_far, weeks) for month, so_far, weeks in expected]


# --- one by one ------------------------------------------------------------------------------------------------------
def test_a_sub_query_over_hidden_rows_is_null_and_reported(place: Place, server: lab.Server) -> None:
    """Cube's filters do not reach it: it would tell every organisation about the customers of all."""
    answer = server.load({"dimensions": ["regions.name", "regions.credit_here"]}, BY_NAME["alpha"].token)
    assert [(row["regions.name"], row["regions.credit_here"]) for row in rows(answer.body)] == [
        (f"Region {number}", None) for number in range(1, 5)
    ]


def test_a_null_key_opens_no_row_of_others(server: lab.Server) -> None:
    """dbt said that the key is never null, and once it was so."""
    for cube in ("customers", "orders_gift_to", "customers_referred_by"):
        query = {"dimensions": [f"{cube}.name"], "filters": [{"member": f"{cube}.id", "operator": "notSet"}]}
        assert rows(server.load(query, BY_NAME["alpha"].token).body) == []
        assert [row[f"{cube}.name"] for row in rows(server.load(query, BY_NAME["bravo"].token).body)] == [
            "bravo~drifted-1"
        ]

def test_an_error_of_the_database_quotes_nobody(place: Place, real_cube: None, tmp_path: Path) -> None:
    """With many organisations in the claim PostgreSQL compares the code first, also of rows that the claim leaves out.

    It says `invalid input syntax for type integer: "cedar~code-1"`, in words for its operator only, who asked for them.
    """
    user = BY_NAME["many"]
    text = "invalid input syntax for type integer"
    for shown in (False, True):
        log, events = tmp_path / f"{shown}.log", tmp_path / f"{shown}.jsonl"
        environment = {**deployment.environment(place.port), "FLOE_CUBE_EVENTS": str(events), "CUBEJS_LOG_LEVEL": "trace"}
        environment |= {"FLOE_CUBE_DATABASE_ERRORS": "log"} if shown else {}
        with lab.Server(place.deployment, environment, log=log) as server:
            for path, sent in BROKEN.items():
                answer = server.request("POST", API + path, sent, user.token)
                assert said(answer) == "Error: The database could not answer"
                assert not place.oracle.leaks(user, json.dumps(sent), answer.body)
            plan = question("customers.count customers.credit_total", "customers.tier")
            numbers = server.load(rest(plan), user.token).body
            assert difference(place.oracle.answer(plan, user), numbers, plan.labels) is None
        found, printed = (path.read_text(errors="replace") for path in (events, log))
        assert found.count('"error":"database_error","error_code":"22P02"') == len(BROKEN)
        assert "cedar~" not in found
        assert "The database could not answer (22P02)" in printed
        assert (text in printed, "cedar~code" in printed) == (shown, shown)


#: Path -> a question at which PostgreSQL stumbles over rows of others.
BROKEN = {
    "/v1/load": {
        "query": {
            "dimensions": ["customers.name"],
            "filters": [{"member": "customers.code_number", "operator": "gt", "values": ["3"]}],
        }
    },
    "/graphql": {"query": "{ cube(where: {customers: {code_number: {gt: 4}}}) { customers { name } } }"},
}


def said(answer: lab.Response) -> str:
    """The message of an error, over REST or GraphQL."""
    message: str = answer.body["errors"][0]["message"] if "errors" in answer.body else answer.body["error"]
    return message if message.startswith("Error: ") else f"Error: {message}"


@pytest.mark.parametrize("name", [f"{cube}.{name}" for cube, names in FORBIDDEN.items() for name in names.split()])
def test_what_nobody_may_see_is_refused(name: str, server: lab.Server) -> None:
    """Cube itself denies a cube that no policy opens, and through a view of a person's it shows that nothing is there."""
    for query in (
        {"measures": [name]},
        {"dimensions": [name]},
        {"measures": ["orders.count"], "filters": [{"member": name, "operator": "set"}]},
    ):
        answer = server.load(query, BY_NAME["both"].token)
        if name.startswith("peek.") and answer.status == 200:
            assert rows(answer.body) in ([], [{"peek.count": "0"}], [{"orders.count": "0"}])
        else:
            assert answer.status >= 400, answer
            assert answer.body.keys() <= {"error", "type"}


def test_metadata_shows_no_denied_cube(server: lab.Server) -> None:
    shown = {
        name: {cube["name"] for cube in server.meta(BY_NAME[name].token).body["cubes"]}
        for name in ("alpha", "bravo", "both")
    }
    assert not any("ledger" in cubes for cubes in shown.values()), (
        "also not to who claims the role that opens it to nobody"
    )
    assert ["budgets" in shown[name] for name in ("alpha", "bravo", "both")] == [False, True, True]


def test_the_attacks_are_the_same_every_time() -> None:
    assert [one.sent for one in attacks(200)] == [one.sent for one in attacks(200)]
    assert len({one.sent for one in attacks(1_000)}) > 850
    assert {one.kind for one in attacks(1_000)} >= {
        "cubes",
        "view",
        "GraphQL",
        "wild",
        "own SQL",
        "forbidden cubes",
        "bad tokens",
    }


def test_no_answer_is_a_failure(place: Place) -> None:
    never_started = lab.Server(place.deployment, deployment.environment(place.port))
    report = run(never_started, place.oracle, attacks(3))
    assert [failure.reason[:10] for failure in report.wrong] == ["no answer:"] * 3
