"""A request of an attack, and the doors of Cube that it can come through."""

from __future__ import annotations

import json
import random
from typing import Any, Literal
from urllib.parse import quote

from attrs import frozen

from tests.cube.lab import API
from tests.security.attack.plans import Plan
from tests.security.attack.users import Outsider, User

#: What a response must be: the plan's own answer; a refusal (4xx); no entry (401); nothing of anybody else's, whatever else.
Outcome = Literal["answer", "refusal", "no entry", "nothing foreign"]


@frozen
class Attack:
    """A request.

    Attributes:
        kind: what is tried, for the report.
        forbidden: whether it names a cube that a person dropped into the deployment.
    """

    kind: str
    user: User | Outsider
    method: str
    path: str
    body: Any
    outcome: Outcome
    plan: Plan | None = None
    forbidden: bool = False

    @property
    def sent(self) -> str:
        """All that the client says."""
        return f"{self.path} {json.dumps(self.body)}"


def by_rest(
    dice: random.Random,
    kind: str,
    user: User | Outsider,
    query: Any,
    outcome: Outcome,
    plan: Plan | None = None,
    forbidden: bool = False,
) -> Attack:
    """A query of the REST API by one of its doors."""
    multi = {"queryType": "multi"} if isinstance(query, list) or "compareDateRange" in json.dumps(query) else {}
    door = "subscribe" if dice.random() < 0.05 else "load"
    if dice.random() < 0.2:
        more = "".join(f"&{key}={value}" for key, value in multi.items())
        return Attack(
            kind, user, "GET", f"{API}/v1/{door}?query={quote(json.dumps(query))}{more}", None, outcome, plan, forbidden
        )
    return Attack(kind, user, "POST", f"{API}/v1/{door}", {"query": query, **multi}, outcome, plan, forbidden)
