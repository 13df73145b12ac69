"""Questions at random whose answer is known, with filters that try to widen it."""

from __future__ import annotations

import random
from collections.abc import Sequence

from tests.cube.lab import API
from tests.security.attack import data
from tests.security.attack.plans import Asked, Leaf, Moment, Plan, Tree, graphql, limited, rest
from tests.security.attack.requests import Attack, Outcome, by_rest
from tests.security.attack.shop import CUBES, VIEWS, Dimension, Measure, Segment
from tests.security.attack.users import USERS, User


def answerable(dice: random.Random) -> Attack:
    user = dice.choice(USERS)
    plan = random_plan(dice, user)
    outcome: Outcome = "answer"
    cubes = {cube for chain in (plan.chains() or {}).values() for cube in chain}
    if "offers" in cubes and not user.regions:
        outcome = "refusal"
    if "budgets" in cubes and "finance" not in user.roles:
        # Cube itself denies what no group of the user's may see, with a status of its own.
        return by_rest(dice, "role", user, rest(plan), "nothing foreign")
    asked = graphql(plan) if dice.random() < 0.3 else None
    if asked is not None:
        return Attack("GraphQL", user, "POST", f"{API}/graphql", {"query": asked}, outcome, plan)
    return by_rest(dice, "view" if plan.view else "cubes", user, rest(plan), outcome, plan)


def random_plan(dice: random.Random, user: User) -> Plan:
    while True:
        plan = _draft(dice, user)
        if plan.labels and plan.chains() is not None:
            return plan


def _draft(dice: random.Random, user: User) -> Plan:
    view = dice.choice([None, None, *VIEWS])
    pool = members_of_view(view) if view else members_of_cubes(neighbours(dice))
    dimensions = [asked for asked in pool if isinstance(asked.member, Dimension)]
    measures = [asked for asked in pool if isinstance(asked.member, Measure)]
    segments = [asked for asked in pool if isinstance(asked.member, Segment)]
    times = [asked for asked in dimensions if isinstance(asked.member, Dimension) and asked.member.kind == "time"]
    chosen = dice.sample(measures, min(len(measures), dice.choice([0, 1, 1, 2, 3])))
    moment = None
    if times and dice.random() < 0.25:
        days = dice.choice([None, ("2024-01-15", "2024-02-20"), ("2024-03-01", "2024-03-31")])
        moment = Moment(
            dice.choice(times), dice.choice(["day", "week", "month", "year", None if days else "month"]), days
        )
    # Cube cannot filter by a sub-query's number beside measures of two cubes: its SQL names a column that is not there.
    plain = [asked for asked in dimensions if asked.member.name != "order_total"]
    filters = [_filter(dice, plain, user, 0) for _ in range(dice.choice([0, 0, 1, 1, 2]))]
    if chosen and len({asked.member.cube for asked in chosen}) == 1 and dice.random() < 0.1:
        filters.append(
            Leaf(
                dice.choice(chosen), dice.choice(["gt", "gte", "lt", "lte"]), (str(dice.choice([0, 1, 3, 20, 10**11])),)
            )
        )
    plan = Plan(
        dimensions=tuple(dice.sample(dimensions, min(len(dimensions), dice.choice([0, 1, 1, 2, 3])))),
        measures=tuple(chosen),
        segments=tuple(dice.sample(segments, 1)) if segments and dice.random() < 0.2 else (),
        filters=tuple(filters),
        moment=moment,
        view=view,
    )
    if plan.dimensions and not moment and len({asked.member.cube for asked in chosen}) <= 1 and dice.random() < 0.15:
        return limited(plan, dice.choice([1, 3, 10]), dice.choice([0, 0, 2]))
    return plan


def neighbours(dice: random.Random) -> list[str]:
    """Some cubes that are likely to be joinable."""
    found = [dice.choice([name for name, cube in CUBES.items() if cube.dimensions])]
    while CUBES[found[-1]].parents and dice.random() < 0.6:
        found.append(dice.choice(list(CUBES[found[-1]].parents)))
    return found if dice.random() < 0.7 else [found[0], found[-1]]  # the ends: the join passes through the rest


def members_of_cubes(cubes: Sequence[str]) -> list[Asked]:
    return [
        Asked(f"{name}.{member.name}", member)
        for name in dict.fromkeys(cubes)
        for group in (CUBES[name].dimensions, CUBES[name].measures, CUBES[name].segments)
        for member in group.values()
    ]


def members_of_view(view: str) -> list[Asked]:
    found = []
    for label, (cube, name) in VIEWS[view].members.items():
        groups = (CUBES[cube].dimensions, CUBES[cube].measures, CUBES[cube].segments)
        found += [Asked(f"{view}.{label}", group[name]) for group in groups if name in group]
    return found


# --- filters that try to widen ---------------------------------------------------------------------------------------
def _filter(dice: random.Random, dimensions: Sequence[Asked], user: User, depth: int) -> Leaf | Tree:
    if depth < 3 and dice.random() < 0.35:
        parts = tuple(_filter(dice, dimensions, user, depth + 1) for _ in range(dice.choice([1, 2, 2, 3])))
        return Tree(dice.choice(["and", "or", "or"]), parts)
    owned = [asked for asked in dimensions if asked.member.name in ("organization_id", "region")]
    asked = dice.choice(owned) if owned and dice.random() < 0.4 else dice.choice(dimensions)
    member = asked.member
    assert isinstance(member, Dimension)
    operator = dice.choice(["set", "notSet", *OPERATORS[member.kind]])
    if operator in ("set", "notSet"):
        return Leaf(asked, operator)
    if operator == "inDateRange":
        return Leaf(asked, operator, ("2024-01-10", dice.choice(["2024-01-31", "2024-04-30"])))
    single = operator in ("gt", "gte", "lt", "lte")
    values = tuple(_value(dice, member, user) for _ in range(1 if single else dice.choice([1, 1, 2, 3])))
    return Leaf(asked, operator, values)


OPERATORS = {
    "text": ("equals", "equals", "notEquals", "contains", "notContains"),
    "number": ("equals", "notEquals", "gt", "gte", "lt", "lte"),
    "time": ("inDateRange",),
}


def _value(dice: random.Random, member: Dimension, user: User) -> str:
    owner = dice.choice(data.ORGANIZATIONS)
    if member.kind == "number":
        return str(dice.choice([1, 3, 12, 99999, 10**9, 1000 * data.BASE[owner] + 3, 10000 * data.BASE[owner] + 7]))
    words = [
        owner,
        f"{owner}~customer-{dice.randrange(1, 13)}",
        f"{owner}~",
        "open",
        "gold",
        "Region 2",
        "nowhere",
        "bravo~drifted-1",
    ]
    return dice.choice([*words, *user.organizations, *data.REGIONS])
