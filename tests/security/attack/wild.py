"""Requests at random that nobody needs to answer: whatever Cube says to them, it must say nothing of what others own."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from tests.cube.lab import API
from tests.security.attack.plans import rest
from tests.security.attack.questions import members_of_cubes, members_of_view, neighbours, random_plan
from tests.security.attack.requests import Attack, by_rest
from tests.security.attack.shop import CUBES, FORBIDDEN, VIEWS, Dimension, Measure, Segment
from tests.security.attack.users import OUTSIDERS, USERS


def wild(dice: random.Random) -> Attack:
    """A query of anything, with every option that there is."""
    query = _wild_query(dice)
    names = json.dumps(query)
    forbidden = any(f'"{cube}.' in names for cube in FORBIDDEN if cube != "ledger")
    compare = {"compareDateRange": [["2024-01-01", "2024-01-31"], ["2024-02-01", "2024-02-29"]]}
    if dice.random() < 0.1:
        at = dice.choice(
            [
                f"{cube.name}.{name}"
                for cube in CUBES.values()
                for name, one in cube.dimensions.items()
                if one.kind == "time"
            ]
        )
        query["timeDimensions"] = [{"dimension": at, "granularity": "month", **compare}]
    if dice.random() < 0.1:
        # Cube blends what has one granularity.
        moment = {"dimension": "orders.ordered_at", "granularity": "month", "dateRange": ["2024-01-01", "2024-03-31"]}
        mixed = [
            {**query, "timeDimensions": [moment]},
            {"measures": ["payments.paid"], "timeDimensions": [{**moment, "dimension": "payments.paid_at"}]},
        ]
        return by_rest(dice, "blend", dice.choice(USERS), mixed, "nothing foreign", forbidden=forbidden)
    return by_rest(dice, "wild", dice.choice(USERS), query, "nothing foreign", forbidden=forbidden)


def _names(dice: random.Random) -> Callable[[type], str]:
    """Picks members: mostly of a few cubes, sometimes of what is forbidden."""
    around = [
        *neighbours(dice),
        dice.choice(list(CUBES)),
        *(dice.sample(list(VIEWS), 1) if dice.random() < 0.2 else []),
    ]

    def name(kind: type) -> str:
        if dice.random() < 0.06:
            cube, words = dice.choice(list(FORBIDDEN.items()))
            return f"{cube}.{dice.choice(words.split())}"
        pools = [members_of_view(one) if one in VIEWS else members_of_cubes([one]) for one in around]
        labels = [asked.label for pool in pools for asked in pool if isinstance(asked.member, kind)]
        extra = {
            Dimension: ["customers.code_number", "regions.credit_here"],
            Measure: ["orders.revenue_so_far", "orders.revenue_of_two_weeks"],
        }
        return dice.choice(labels + extra.get(kind, [])) if labels else "orders.count"

    return name


def _wild_query(dice: random.Random) -> dict[str, Any]:
    name = _names(dice)
    query: dict[str, Any] = {
        "measures": [name(Measure) for _ in range(dice.choice([0, 1, 1, 2, 3]))],
        "dimensions": [name(Dimension) for _ in range(dice.choice([0, 1, 1, 2, 3]))],
    }
    if dice.random() < 0.15:
        query["segments"] = [name(Segment)]
    if dice.random() < 0.5:
        query["filters"] = [_wild_filter(dice, name, 0) for _ in range(dice.choice([1, 1, 2]))]
    if dice.random() < 0.25:
        granularity = dice.choice([None, "day", "month", "fortnight"])
        at = {
            "dimension": dice.choice(
                ["orders.ordered_at", "customers.joined_at", "payments.paid_at", "sales.ordered_at"]
            )
        }
        days = dice.choice([None, "last 10 years", ["2024-01-01", "2024-02-15"], ["2024-02-01"]])
        query["timeDimensions"] = [
            at | ({"granularity": granularity} if granularity else {}) | ({"dateRange": days} if days else {})
        ]
    for key, chance, values in OPTIONS:
        if dice.random() < chance:
            query[key] = dice.choice(values)
    if dice.random() < 0.3:
        wanted = [
            dice.choice([*query["measures"], *query["dimensions"], name(Dimension)]),
            dice.choice(["asc", "desc"]),
        ]
        query["order"] = dice.choice([[wanted], {wanted[0]: wanted[1]}])
    if dice.random() < 0.1:
        query["measures"] += query["measures"]
        query["dimensions"] += query["dimensions"]
    return query


OPTIONS: tuple[tuple[str, float, list[Any]], ...] = (
    ("limit", 0.2, [1, 5, 100, 0, -1, "5", 50001]),
    ("offset", 0.1, [0, 1, 3]),
    ("total", 0.15, [True]),
    ("ungrouped", 0.15, [True]),
    ("timezone", 0.1, ["America/New_York", "UTC", "Nowhere/City", "UTC'; SELECT 1"]),
    ("responseFormat", 0.1, ["compact", "columnar", "default"]),
    ("cache", 0.1, ["no-cache", "must-revalidate", "stale-while-revalidate"]),
    ("cacheMode", 0.03, ["stale-if-slow"]),
    ("joinHints", 0.08, [[["payments", "ledger"], ["ledger", "zones"]], [["orders", "offers"]], [["orders", "customers"]], [["raw_orders", "orders"]]]),
    ("renewQuery", 0.02, [True]),
    ("maskedMembers", 0.02, [[], [{"member": "orders.note"}]]),
)  # fmt: skip


def _wild_filter(dice: random.Random, name: Callable[[type], str], depth: int) -> dict[str, Any]:
    if depth < 4 and dice.random() < 0.4:
        count = dice.choice([0, 1, 2, 2, 3])
        return {dice.choice(["or", "and"]): [_wild_filter(dice, name, depth + 1) for _ in range(count)]}
    member = name(dice.choice([Dimension, Dimension, Measure]))
    if dice.random() < 0.3:
        member = f"{member.partition('.')[0]}.organization_id"
    operator = dice.choice(["equals", "equals", "notEquals", "in", "notIn", "contains", "startsWith", "notEndsWith", "gt", "lte",
                            "set", "notSet", "measureFilter", "inDateRange", "afterDate", "EQUALS", "like"])  # fmt: skip
    values = dice.choice([["bravo"], ["alpha", "bravo", "cedar"], [], [None], ["%"], ["' OR 1=1 --"], [3], [True], ["2024-01-01", "2024-02-01"],
                          ["cedar~customer-3"], ["north"], [""], ["3"]])  # fmt: skip
    key = dice.choice(["member", "member", "dimension"])
    return {key: member, "operator": operator} | ({} if operator in ("set", "notSet") else {"values": values})


def wild_graphql(dice: random.Random) -> Attack:
    query = _wild_query(dice)
    fields: dict[str, list[str]] = {}
    for label in [*query["measures"], *query["dimensions"]]:
        cube, _, name = label.partition(".")
        fields.setdefault(cube, []).append(f"{name} {{ month }}" if name.endswith("_at") else name)
    where = dice.choice([
        "", '(where: {orders: {organization_id: {in: ["bravo", "cedar"]}}})', "(where: {OR: [{customers: {id: {set: false}}}, {customers: {id: {set: true}}}]})",
        "(limit: 5, offset: 1)", '(where: {OR: [{AND: []}, {orders: {note: {contains: "~"}}}]})', "(ungrouped: true)",
        '(where: {ledger: {note: {set: true}}})', "(orderBy: {customers: {name: asc}})",
    ])  # fmt: skip
    inner = " ".join(f"{dice.choice(['', 'x: '])}{cube} {{ {' '.join(names)} }}" for cube, names in fields.items())
    text = dice.choice(
        [
            f"{{ cube{where} {{ {inner} }} }}",
            f"query A {{ a: cube{where} {{ {inner} }} b: cube {{ orders {{ count }} }} }}",
        ]
    )
    forbidden = any(f"{cube} {{" in text for cube in FORBIDDEN if cube != "ledger")
    path, body = f"{API}/graphql", {"query": text}
    if dice.random() < 0.2:
        return Attack(
            "GraphQL wild",
            dice.choice(USERS),
            "GET",
            f"{path}?query={quote(text)}",
            None,
            "nothing foreign",
            None,
            forbidden,
        )
    return Attack("GraphQL wild", dice.choice(USERS), "POST", path, body, "nothing foreign", None, forbidden)


def other_door(dice: random.Random) -> Attack:
    """What answers with SQL, with metadata, or with nothing."""
    user = dice.choice(USERS)
    query = rest(random_plan(dice, user)) if dice.random() < 0.5 else _wild_query(dice)
    text = "{ cube { orders { count } } }"
    method, path, body = dice.choice([
        ("POST", "/v1/sql", {"query": query}), ("GET", f"/v1/sql?query={quote(json.dumps(query))}", None), ("POST", "/v1/dry-run", {"query": query}),
        ("GET", "/v1/meta", None), ("GET", "/v1/meta?extended", None), ("GET", "/v1/meta?onlyViews=true", None),
        ("POST", "/v1/graphql-to-json", {"query": text}), ("POST", "/v1/sql", {"query": [query, query]}),
        ("POST", "/v1/pre-aggregations/jobs", {"action": "post", "selector": {"contexts": [{"securityContext": {}}], "timezones": ["UTC"]}}),
        ("POST", "/graphql", {"query": "{ __schema { types { name fields { name } } } }"}),
    ])  # fmt: skip
    return Attack("other doors", user, method, f"{API}{path}", body, "nothing foreign")


def own_sql(dice: random.Random) -> Attack:
    """SQL or code of the client's own, where a member should stand."""
    expression = {
        "cubeName": "orders",
        "name": "x",
        "expression": ["orders", "return `(SELECT string_agg(note, ',') FROM raw.orders)`"],
    }
    text = json.dumps(
        {
            "cubeName": "orders",
            "alias": "x",
            "expr": {"type": "SqlFunction", "cubeParams": [], "sql": "(SELECT max(note) FROM raw.orders)"},
        }
    )
    patch = {
        "type": "PatchMeasure",
        "sourceMeasure": "orders.revenue",
        "replaceAggregationType": "max",
        "addFilters": [],
    }
    join = {
        "sql": "SELECT * FROM raw.orders",
        "on": dice.choice(["orders.id", text, expression]),
        "joinType": "LEFT",
        "alias": "x",
    }
    query: Any = dice.choice([
        {"measures": [expression]}, {"measures": ["orders.count"], "dimensions": [expression]}, {"measures": ["orders.count"], "segments": [expression]},
        {"measures": [text]}, {"dimensions": [text]}, {"measures": [{"cubeName": "orders", "name": "revenue", "expression": patch}]},
        {"measures": ["orders.count"], "subqueryJoins": [join]}, {"measures": ["orders.count"], "maskedMembers": [{"member": "orders.count"}]},
        {"measures": ["orders.count"], "order": [["orders.note; SELECT 1", "asc"]]}, {"dimensions": ["orders.note'--"]},
        {"measures": ["__proto__.count"]}, {"measures": ["constructor.name"]}, {"dimensions": ["ORDERS.note"]}, {"dimensions": ["orders.NOTE"]},
        {"dimensions": ["orders..note"]}, {"dimensions": ["customers.orders.note"]}, {"dimensions": ["orders.note.day.day"]}, {"dimensions": [7]},
        {"measures": "orders.count"}, [], "orders", {"measures": {"0": "orders.count"}}, {"filters": [{"member": "orders.note", "operator": "set"}]},
    ])  # fmt: skip
    return by_rest(dice, "own SQL", dice.choice(USERS), query, "nothing foreign")


def forbidden_cube(dice: random.Random) -> Attack:
    """What nobody may see, anywhere in a query that would be good without it."""
    cube, words = dice.choice(list(FORBIDDEN.items()))
    name = f"{cube}.{dice.choice(words.split())}"
    query: dict[str, Any] = dice.choice([
        {"measures": [name]}, {"dimensions": [name]}, {"measures": ["orders.count"], "dimensions": [name]},
        {"measures": ["orders.count"], "filters": [{"or": [{"and": [{"member": name, "operator": "set"}]}]}]},
        {"measures": ["orders.count"], "order": {name: "asc"}}, {"measures": ["orders.count"], "segments": [name]},
        {"measures": ["payments.count"], "joinHints": [["payments", cube]]}, {"dimensions": [name], "ungrouped": True, "total": True},
        {"measures": ["orders.count"], "timeDimensions": [{"dimension": name, "granularity": "day"}]},
    ])  # fmt: skip
    return by_rest(dice, "forbidden cubes", dice.choice(USERS), query, "nothing foreign", forbidden=cube != "ledger")


def outsider(dice: random.Random) -> Attack:
    """A good query with a bad token, or none."""
    outsider = dice.choice(OUTSIDERS)
    plan = random_plan(dice, dice.choice(USERS))
    made = by_rest(dice, "bad tokens", outsider, rest(plan), "no entry")
    doors = [
        ("POST", "/graphql", {"query": "{ cube { orders { count } } }"}),
        ("GET", "/v1/meta", None),
        ("POST", "/v1/sql", {"query": rest(plan)}),
    ]
    method, path, body = dice.choice(doors)
    return made if dice.random() < 0.6 else Attack("bad tokens", outsider, method, f"{API}{path}", body, "no entry")
