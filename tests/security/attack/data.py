"""The rows: three organisations, whose every text says whose it is and whose every number tells how many rows of whom are in a sum.

Numbers: the amounts of an owner are 1 modulo the owner's prime and 0 modulo the primes of all others. So a sum modulo somebody's
prime is the number of that owner's rows in it. Texts: `bravo~customer-3`, and `bravo~finance~budget-1` for what takes both.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime, timedelta
from itertools import count
from math import prod

import psycopg

ORGANIZATIONS = ("alpha", "bravo", "cedar")
REGIONS = ("north", "south", "west")
#: Families of owners of amounts, each with a prime that is larger than the number of its rows in any table.
PRIMES = {"organization": dict(zip((*ORGANIZATIONS, "nobody"), (211, 223, 227, 229), strict=True)),
          "region": dict(zip(REGIONS, (211, 223, 227), strict=True))}  # fmt: skip
BASE = {"alpha": 1, "bravo": 2, "cedar": 3, "nobody": 4}
#: A key that no table has.
MISSING = 99999
OWNED_TEXT = re.compile(r"\b((?:[a-z]+~)+)[a-z]+-\d+")

DDL = """
DROP SCHEMA IF EXISTS raw CASCADE;
CREATE SCHEMA raw;
CREATE TABLE raw.regions (id integer, name text);
CREATE TABLE raw.zones (code text, title text);
CREATE TABLE raw.ledger (id integer, note text, zone_code text, amount bigint);
CREATE TABLE raw.offers (id integer, region text, title text, zone_code text, worth bigint);
CREATE TABLE raw.budgets (id integer, organization_id text, purpose text, planned bigint);
CREATE TABLE raw.customers (id integer, organization_id text, name text, tier text, code text, region_id integer,
    referred_by_id integer, credit bigint, joined_at timestamp);
CREATE TABLE raw.orders (id integer, organization_id text, customer_id integer, gift_to_id integer, offer_id integer, status text,
    note text, amount bigint, ordered_at timestamp);
CREATE TABLE raw.order_items (order_id integer, line integer, organization_id text, product text, price bigint);
CREATE TABLE raw.payments (organization_id text, number integer, order_id integer, ledger_id integer, method text, amount bigint,
    paid_at timestamp);
CREATE TABLE raw.tickets (id integer, organization_id text, payment_number integer, subject text, cost bigint, opened_at timestamp);
"""

Row = tuple[object, ...]


def owners(text: str) -> Iterator[frozenset[str]]:
    """Whose the texts are that stand in a text: for each one all whom it takes to see it."""
    for found in OWNED_TEXT.finditer(text.lower()):
        yield frozenset(found[1].split("~")) - {""}


def intruders(number: int, family: str, allowed: Collection[str]) -> list[str]:
    """Whose rows are in a sum that should hold those of the allowed only."""
    return [owner for owner, prime in PRIMES[family].items() if owner not in allowed and number % prime]


def amounts(family: str, owner: str) -> Iterator[int]:
    """The amounts of an owner, all different."""
    prime = PRIMES[family][owner]
    others = prod(PRIMES[family].values()) // prime
    first = pow(others, -1, prime)
    return (others * (first + number * prime) for number in count())


def load(connection: psycopg.Connection[Row]) -> None:
    """Write the tables that dbt reads."""
    connection.execute(DDL)
    for table, rows in tables().items():
        with connection.cursor().copy(f"COPY raw.{table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)


def drift(connection: psycopg.Connection[Row]) -> None:
    """What a warehouse does after dbt has tested it: a key that is never null is null, in a row of bravo's."""
    row = (
        None,
        "bravo",
        "bravo~drifted-1",
        "gold",
        "7",
        1,
        None,
        next(amounts("organization", "bravo")),
        datetime(2024, 2, 2),
    )
    connection.execute(f"INSERT INTO shop.customers VALUES ({', '.join(['%s'] * len(row))})", row)


def tables() -> dict[str, list[Row]]:
    """Every row of every table, the same in every run."""
    dice = random.Random(20240131)
    rows: dict[str, list[Row]] = {
        "regions": [(number, f"Region {number}") for number in range(1, 5)],
        "zones": [(region[0], f"Zone of the {region}") for region in REGIONS],
        "ledger": [(number, f"vault~entry-{number}", REGIONS[number % 3][0], 1000 + number) for number in range(1, 7)],
        "offers": [],
        "budgets": [],
        **{name: [] for name in ("customers", "orders", "order_items", "payments", "tickets")},
    }
    for at, region in enumerate(REGIONS):
        worth = amounts("region", region)
        rows["offers"] += [(3 * at + n, region, f"{region}~offer-{n}", region[0], next(worth)) for n in range(1, 4)]
    for organization in (*ORGANIZATIONS, "nobody"):
        _organization(organization, rows, dice)
    return rows


def _organization(owner: str, rows: dict[str, list[Row]], dice: random.Random) -> None:
    """The rows of an organisation; those of nobody have no organisation."""
    organization = None if owner == "nobody" else owner
    size = 3 if organization is None else 12
    money = amounts("organization", owner)
    refer = _references(owner, dice)

    def moment() -> datetime:
        return datetime(2024, 1, 1) + timedelta(minutes=dice.randrange(100 * 24 * 60))

    for n in range(1, size + 1):
        code = f"cedar~code-{n}" if owner == "cedar" else str(n)
        tier = dice.choice(["gold", "silver", "basic", None])
        rows["customers"].append(
            (1000 * BASE[owner] + n, organization, f"{owner}~customer-{n}", tier, code, dice.choice([1, 2, 3, 4, None]),
             refer(1000, 12), next(money), moment())
        )  # fmt: skip
        rows["budgets"].append((1000 * BASE[owner] + n, organization, f"{owner}~finance~budget-{n}", next(money)))
    for n in range(1, 5 * size + 1):
        status = dice.choice(["open", "paid", "shipped", "returned", None])
        amount = next(money) if n % 9 else None
        offer = dice.choice([*range(1, 10), MISSING, None])
        rows["orders"].append(
            (10000 * BASE[owner] + n, organization, refer(1000, 12), refer(1000, 12), offer, status, f"{owner}~note-{n}", amount, moment())
        )  # fmt: skip
    for n in range(1, 12 * size + 1):
        # A line number of its own: two organisations may have lines of one order.
        rows["order_items"].append(
            (refer(10000, 60) or MISSING, 1000 * BASE[owner] + n, organization, f"{owner}~product-{dice.randrange(1, 9)}", next(money))
        )  # fmt: skip
    for n in range(1, 3 * size + 1):
        if organization is not None:
            method = dice.choice(["card", "cash", "transfer"])
            rows["payments"].append(
                (organization, n, refer(10000, 60), dice.randrange(1, 7), method, next(money), moment())
            )
        number = dice.choice([n, dice.randrange(1, 60), None])
        rows["tickets"].append(
            (1000 * BASE[owner] + n, organization, number, f"{owner}~subject-{n}", next(money), moment())
        )


def _references(owner: str, dice: random.Random) -> Callable[[int, int], int | None]:
    """Keys to refer to: mostly one's own, sometimes another organisation's, a key that is nowhere, or none."""

    def refer(base: int, size: int) -> int | None:
        match dice.randrange(10):
            case 0:
                return None
            case 1:
                return MISSING
            case 2 | 3:
                return base * BASE[dice.choice(ORGANIZATIONS)] + dice.randrange(1, size + 1)
            case _:
                return base * BASE[owner] + dice.randrange(1, size + 1)

    return refer
