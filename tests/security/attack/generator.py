"""Ten thousand ways to ask for what is not yours, each made from a seed and its number: any of them can be asked again alone."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.security.attack.questions import answerable
from tests.security.attack.requests import Attack
from tests.security.attack.wild import forbidden_cube, other_door, outsider, own_sql, wild, wild_graphql

__all__ = ["Attack", "attack"]

#: Each kind of attack, and how often.
KINDS: dict[Callable[[random.Random], Attack], float] = {
    answerable: 45,
    wild: 25,
    wild_graphql: 10,
    other_door: 7,
    own_sql: 4,
    forbidden_cube: 5,
    outsider: 4,
}


def attack(seed: int, number: int) -> Attack:
    """One attack."""
    dice = random.Random(f"{seed}/{number}")
    make = dice.choices(list(KINDS), list(KINDS.values()))[0]
    return make(dice)
