"""Judges an answer: does it say anything of what others own, and where the right answer is known, is it that one?"""

from __future__ import annotations

import json
import queue
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from decimal import Decimal
from typing import Any

import psycopg

from tests.security.attack import data
from tests.security.attack.database import connect
from tests.security.attack.plans import Plan, sql
from tests.security.attack.shop import CUBES, VIEWS, Dimension, Measure
from tests.security.attack.users import Outsider, User

Row = Mapping[str, Any]
#: As many connections as clients may ask the database at once.
CONNECTIONS = 6


class Oracle:
    """Knows the database itself, and asks it about one user's rows.

    Attributes:
        sizes: organisation or region -> cube -> number of its rows.
    """

    def __init__(self, port: int) -> None:
        self._connections: queue.SimpleQueue[psycopg.Connection[tuple[object, ...]]] = queue.SimpleQueue()
        for _ in range(CONNECTIONS):
            self._connections.put(connect(port))
        self.sizes: dict[str, dict[str, int]] = {}
        with self._connection() as connection:
            for cube in CUBES.values():
                if cube.column is None:
                    continue
                for owner, size in connection.execute(
                    f"SELECT {cube.column}, count(*) FROM shop.{cube.table} GROUP BY 1"
                ).fetchall():
                    self.sizes.setdefault(str(owner), {})[cube.name] = int(str(size))

    def close(self) -> None:
        while not self._connections.empty():
            self._connections.get().close()

    @contextmanager
    def _connection(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        connection = self._connections.get()
        try:
            yield connection
        finally:
            self._connections.put(connection)

    def answer(self, plan: Plan, user: User) -> list[tuple[object, ...]]:
        """The rows that the user should see, their columns in the order of `plan.labels`."""
        merged: dict[tuple[object, ...], dict[str, object]] = {}
        dimensions = plan.labels[: len(plan.labels) - len(plan.measures)]
        with self._connection() as connection:
            for names, text, params in sql(plan, user):
                for values in connection.execute(text.encode(), params).fetchall():
                    row = dict(zip(names, map(canonical, values), strict=True))
                    merged.setdefault(tuple(row[name] for name in dimensions), {}).update(row)
        return [tuple(row[label] for label in plan.labels) for row in merged.values()]

    def leaks(self, user: User | Outsider, sent: str, body: Any) -> list[str]:
        """What in a response is not for this user.

        Args:
            sent: the request; what it says itself may be repeated in an error or in the query that is sent back.
        """
        owners = user.owners if isinstance(user, User) else frozenset[str]()
        answered = list(results(body))
        found = [leak for text in answered for leak in _texts(json.dumps(text), owners, "")]
        found += _texts(json.dumps(body), owners, sent.lower())
        if isinstance(user, User):
            found += (leak for row in _rows(answered) for leak in self._leaks_of(row, user))
        return sorted(set(found))

    def _leaks_of(self, row: Row, user: User) -> Iterator[str]:
        """What the columns of a row tell by themselves."""
        for label, value in row.items():
            if isinstance(value, str) and value in (*data.ORGANIZATIONS, *data.REGIONS) and value not in user.owners:
                yield f"{label}: {value}"
            member = member_of(label)
            number = _number(value)
            if member is None or number is None:
                continue
            if member.family is not None and number == number.to_integral_value():
                for owner in data.intruders(int(number), member.family, user.owners):
                    yield f"{label} = {value}: rows of {owner}"
            cube = CUBES[member.cube]
            if isinstance(member, Measure) and member.name == "count" and cube.column is not None:
                most = sum(self.sizes[owner].get(cube.name, 0) for owner in user.owners if owner in self.sizes)
                if number > most:
                    yield f"{label} = {value}: of {most} rows"
            if isinstance(member, Dimension) and (member.name, cube.key) == ("id", ("id",)) and cube.column is not None:
                owner = _owner_of_key(cube.name, int(number))
                if owner not in user.owners:
                    yield f"{label} = {value}: a row of {owner}"


def _owner_of_key(cube: str, key: int) -> str:
    if cube == "offers":
        return data.REGIONS[(key - 1) // 3] if 1 <= key <= 9 else "?"
    base = key // (10000 if cube == "orders" else 1000)
    return next((owner for owner, number in data.BASE.items() if number == base), "?")


def member_of(label: str) -> Dimension | Measure | None:
    """The member that a column of an answer shows."""
    cube, _, rest = label.partition(".")
    name = rest.partition(".")[0]
    if cube in VIEWS:
        cube, name = VIEWS[cube].members.get(name, ("", ""))
    if cube not in CUBES:
        return None
    return CUBES[cube].dimensions.get(name) or CUBES[cube].measures.get(name)


# --- reading answers -------------------------------------------------------------------------------------------------
def results(body: Any) -> Iterator[Any]:
    """The parts of a response that hold data: of a query, of each of several, of GraphQL."""
    if not isinstance(body, dict):
        return
    for part in (body, *(body.get("results") or ())):
        if isinstance(part, dict) and part.get("data") is not None:
            yield part["data"]


def rows(body: Any) -> list[Row]:
    """The rows of a response."""
    return list(_rows(results(body)))


def _rows(answered: Iterable[Any]) -> Iterator[Row]:
    for answer in answered:
        if isinstance(answer, list):
            yield from (row for row in answer if isinstance(row, dict))
        elif isinstance(answer, dict) and "members" in answer:
            columns = answer.get("dataset") or zip(*answer.get("columns", ()), strict=True)
            yield from (dict(zip(answer["members"], values, strict=True)) for values in columns)
        elif isinstance(answer, dict):
            yield from (
                _flat(row)
                for found in answer.values()
                if isinstance(found, list)
                for row in found
                if isinstance(row, dict)
            )


def _flat(row: Row) -> Row:
    """`{orders: {count: 1, ordered_at: {day: …}}}` -> `{orders.count: 1, orders.ordered_at.day: …}`."""
    flat: dict[str, Any] = {}
    for cube, members in row.items():
        for name, value in members.items() if isinstance(members, dict) else ():
            inner = value.items() if isinstance(value, dict) else [("", value)]
            flat |= {f"{cube}.{name}" + (f".{key}" if key not in ("", "value") else ""): one for key, one in inner}
    return flat


def _texts(text: str, owners: frozenset[str], sent: str) -> list[str]:
    """The texts that take somebody else to see, but those that were sent."""
    found = ((match[0], set(match[1].strip("~").split("~"))) for match in data.OWNED_TEXT.finditer(text.lower()))
    return [text for text, needed in found if not needed <= owners and text not in sent]


# --- comparing -------------------------------------------------------------------------------------------------------
def canonical(value: object) -> object:
    """One form for what PostgreSQL, REST and GraphQL call the same value."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.000")
    if isinstance(value, str) and len(value) > 20 and value.endswith("Z"):
        return value.removesuffix("Z")
    number = _number(value)
    return value if number is None else float(f"{number:.15g}")


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def difference(
    expected: Sequence[tuple[object, ...]], body: Any, labels: Sequence[str], *, ordered: bool = False
) -> str | None:
    """How the rows of a response differ from what they should be, if they do."""
    seen = [tuple(canonical(row.get(label)) for label in labels) for row in rows(body)]
    if ordered:
        return None if seen == list(expected) else f"in this order {list(expected)[:5]}, not {seen[:5]}"
    missing = sorted(map(repr, set(expected) - set(seen)))
    extra = sorted(map(repr, set(seen) - set(expected)))
    if missing or extra or len(seen) != len(expected):
        return f"{len(seen)} rows, not {len(expected)}; missing {missing[:3]}, not expected {extra[:3]}"
    return None
