"""What the project of the attack holds, said a second time and in PostgreSQL's words: the oracle must not ask Cube or the compiler."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Literal

from attrs import field, frozen

Kind = Literal["text", "number", "time"]


@frozen
class Dimension:
    """A dimension.

    Attributes:
        sql: over tables named like their cubes.
        needs: the other cubes in it.
        family: of the amounts, where it is one (see `data`).
    """

    cube: str
    name: str
    kind: Kind
    sql: str
    needs: tuple[str, ...] = ()
    family: str | None = None


@frozen
class Measure:
    """A measure: an aggregate of a value in each row that the condition holds for."""

    cube: str
    name: str
    function: str
    value: str
    condition: str = "true"
    needs: tuple[str, ...] = ()
    family: str | None = None


@frozen
class Segment:
    """A named condition."""

    cube: str
    name: str
    sql: str
    needs: tuple[str, ...] = ()


@frozen
class Cube:
    """A cube.

    Attributes:
        column: the column that says whose a row is, None for everybody's.
        family: of those whose the rows are; `denied` for rows that are nobody's.
        key: the columns of its key.
        parents: cube that it joins to -> on what.
    """

    name: str
    table: str
    column: str | None
    key: tuple[str, ...]
    parents: Mapping[str, str] = field(factory=dict)
    dimensions: Mapping[str, Dimension] = field(factory=dict)
    measures: Mapping[str, Measure] = field(factory=dict)
    segments: Mapping[str, Segment] = field(factory=dict)
    family: str = "organization"


@frozen
class View:
    """A view: its members, each with the cube and the member that it shows, and the join path to each cube."""

    name: str
    paths: tuple[tuple[str, ...], ...]
    members: Mapping[str, tuple[str, str]]


def _columns(cube: str, text: str, amounts: str = "") -> dict[str, Dimension]:
    """`text:name tier number:id` -> plain columns, all of them named like their dimensions."""
    found: dict[str, Dimension] = {}
    kind: Kind = "text"
    family = "region" if cube == "offers" else "organization"
    for word in text.split():
        if word in ("text:", "number:", "time:"):
            kind = word[:-1]  # type: ignore[assignment]
        else:
            found[word] = Dimension(
                cube, word, kind, f"{cube}.{word}", family=family if word in amounts.split() else None
            )
    return found


def _customers(name: str) -> Cube:
    """The customers in one of their roles."""
    theirs = {
        "customers": "o.customer_id = customers.id",
        "orders_gift_to": "o.gift_to_id = orders_gift_to.id",
        "customers_referred_by": "(SELECT c.referred_by_id FROM customers AS c WHERE c.id = o.customer_id AND "
        "c.organization_id = o.organization_id) = customers_referred_by.id",
    }[name]
    referrer = {"customers_referred_by": f"{name}.referred_by_id = customers_referred_by.id"}
    return Cube(
        name,
        "customers",
        "organization_id",
        ("id",),
        {"regions": f"{name}.region_id = regions.id", **(referrer if name != "customers_referred_by" else {})},
        {
            **_columns(
                name,
                "number: id region_id referred_by_id credit text: organization_id name tier code time: joined_at",
                "credit",
            ),
            "order_total": Dimension(
                name,
                "order_total",
                "number",
                f"(SELECT sum(o.amount) FROM orders AS o WHERE o.organization_id = {name}.organization_id AND {theirs})",
                ("*orders", "*customers"),
                "organization",
            ),
        },
        {
            "count": Measure(name, "count", "count", f"{name}.id"),
            "credit_total": Measure(name, "credit_total", "sum", f"{name}.credit", family="organization"),
            "credit_most": Measure(name, "credit_most", "max", f"{name}.credit", family="organization"),
        },
        {"golden": Segment(name, "golden", f"{name}.tier = 'gold'")},
    )


def _sum(cube: str, name: str, column: str, function: str = "sum") -> dict[str, Measure]:
    family = "region" if cube == "offers" else "organization"
    return {name: Measure(cube, name, function, f"{cube}.{column}", family=family)}


def _count(cube: str, key: str) -> dict[str, Measure]:
    return {"count": Measure(cube, "count", "count", f"{cube}.{key}")}


def _cubes() -> Iterator[Cube]:
    yield _customers("customers")
    yield _customers("customers_referred_by")
    yield _customers("orders_gift_to")
    yield Cube(
        "orders",
        "orders",
        "organization_id",
        ("id",),
        {
            "customers": "orders.customer_id = customers.id",
            "orders_gift_to": "orders.gift_to_id = orders_gift_to.id",
            "offers": "orders.offer_id = offers.id",
        },
        {
            **_columns(
                "orders",
                "number: id customer_id gift_to_id offer_id amount text: organization_id status note time: ordered_at",
                "amount",
            ),
            "customer_name": Dimension("orders", "customer_name", "text", "customers.name", ("customers",)),
            "label": Dimension(
                "orders",
                "label",
                "text",
                "orders.status || ' for ' || COALESCE(customers.name, 'nobody')",
                ("customers",),
            ),
            "offer_title": Dimension("orders", "offer_title", "text", "offers.title", ("offers",)),
        },
        {
            **_count("orders", "id"),
            **_sum("orders", "revenue", "amount"),
            **_sum("orders", "largest", "amount", "max"),
            "average": Measure("orders", "average", "avg", "orders.amount"),
            "buyers": Measure("orders", "buyers", "count distinct", "orders.customer_id"),
            "golden_revenue": Measure(
                "orders",
                "golden_revenue",
                "sum",
                "orders.amount",
                "customers.tier = 'gold'",
                ("customers",),
                "organization",
            ),
            "open_count": Measure("orders", "open_count", "count", "orders.id", "orders.status = 'open'"),
        },
        {
            "open": Segment("orders", "open", "orders.status = 'open'"),
            "to_golden": Segment("orders", "to_golden", "customers.tier = 'gold'", ("customers",)),
        },
    )
    yield Cube(
        "order_items",
        "order_items",
        "organization_id",
        ("order_id", "line"),
        {"orders": "order_items.order_id = orders.id"},
        _columns("order_items", "number: order_id line price text: organization_id product", "price"),
        {
            **_count("order_items", "order_id"),
            **_sum("order_items", "price_total", "price"),
            **_sum("order_items", "price_least", "price", "min"),
            "products": Measure("order_items", "products", "count distinct", "order_items.product"),
        },
    )
    yield Cube(
        "payments",
        "payments",
        "organization_id",
        ("organization_id", "number"),
        {"orders": "payments.order_id = orders.id", "ledger": "payments.ledger_id = ledger.id"},
        {
            **_columns(
                "payments",
                "number: number order_id ledger_id amount text: organization_id method time: paid_at",
                "amount",
            ),
            "offer": Dimension("payments", "offer", "text", "offers.title", ("orders", "offers")),
        },
        {
            **_count("payments", "organization_id"),
            **_sum("payments", "paid", "amount"),
            "methods": Measure("payments", "methods", "count distinct", "payments.method"),
        },
    )
    yield Cube(
        "tickets",
        "tickets",
        "organization_id",
        ("id",),
        {"payments": "tickets.organization_id = payments.organization_id AND tickets.payment_number = payments.number"},
        _columns("tickets", "number: id payment_number cost text: organization_id subject time: opened_at", "cost"),
        {**_count("tickets", "id"), **_sum("tickets", "cost_total", "cost")},
    )
    yield Cube(
        "regions", "regions", None, ("id",), {}, _columns("regions", "number: id text: name"), _count("regions", "id")
    )
    yield Cube(
        "offers",
        "offers",
        "region",
        ("id",),
        {"zones": "offers.zone_code = zones.code"},
        _columns("offers", "number: id worth text: region title zone_code", "worth"),
        {**_count("offers", "id"), **_sum("offers", "worth_total", "worth")},
        family="region",
    )
    yield Cube("ledger", "ledger", None, ("id",), {"zones": "ledger.zone_code = zones.code"}, family="denied")
    yield Cube("zones", "zones", None, ("code",), {}, _columns("zones", "text: code title"), _count("zones", "code"))
    yield Cube(
        "budgets",
        "budgets",
        "organization_id",
        ("id",),
        {},
        _columns("budgets", "number: id planned text: organization_id purpose", "planned"),
        {**_count("budgets", "id"), **_sum("budgets", "planned_total", "planned")},
    )


CUBES = {cube.name: cube for cube in _cubes()}


def _shown(cube: str, names: str, prefix: str = "") -> dict[str, tuple[str, str]]:
    """`name` and `name=alias` -> members of a view."""
    pairs = (word.partition("=") for word in names.split())
    return {prefix + (alias or name): (cube, name) for name, _, alias in pairs}


VIEWS = {
    view.name: view
    for view in (
        View(
            "sales",
            (("orders",), ("orders", "customers")),
            {
                **_shown("orders", "count revenue buyers status ordered_at label to_golden"),
                **_shown("customers", "count credit_total name tier order_total", "customers_"),
            },
        ),
        View(
            "lines",
            (
                ("order_items",),
                ("order_items", "orders"),
                ("order_items", "orders", "customers"),
                ("order_items", "orders", "customers", "regions"),
            ),
            {
                **_shown("order_items", "count price_total products product"),
                **_shown("orders", "count revenue status ordered_at customer_name", "orders_"),
                **_shown("customers", "name=buyer credit_total=buyers_credit"),
                **_shown("regions", "name", "regions_"),
            },
        ),
        View(
            "promotions",
            (("orders",),),
            _shown("orders", "count revenue status offer_title"),
        ),
    )
}

#: Cubes whose rows nobody may see, that a person dropped into the deployment, or that are not there at all.
FORBIDDEN = {
    "ledger": "id note zone_code amount count",
    "raw_orders": "id organization_id note amount count total",
    "more_orders": "id organization_id note amount count revenue",
    "everything": "count revenue name credit_total",
    "peek": "note count",
    "nothing": "id count",
    "constructor": "name",
}


@cache
def ways(start: str) -> Mapping[str, tuple[str, ...]]:
    """The shortest join path to each cube in reach, where there is one only."""
    found: dict[str, list[tuple[str, ...]]] = {start: [(start,)]}
    frontier = [start]
    while frontier:
        following: dict[str, list[tuple[str, ...]]] = {}
        for here in frontier:
            for there in CUBES[here].parents if here in CUBES else ():
                if there not in found:
                    following.setdefault(there, []).extend((*way, there) for way in found[here])
        found |= following
        frontier = list(following)
    return {there: one[0] for there, one in found.items() if len(one) == 1}
