"""Runs attacks on a server, many at once, and says what came of them."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor

from attrs import evolve, field, frozen

from tests.cube import lab
from tests.security.attack.generator import Attack
from tests.security.attack.oracle import Oracle, difference, rows
from tests.security.attack.users import User

CLIENTS = 100
#: Seconds after which an answer is none.
PATIENCE = 120
#: What Cube itself reports as an error of the server, whoever asks: none of it comes from a deployment of ours.
CUBES_OWN_500 = (
    "You requested hidden member",  # a member that no policy grants
    "The query limit has been exceeded",
    "Expressions are not allowed in this context",
    "Can't match args for",  # expressions that are no expressions
    "DataCloneError: () => '1 = 0' could not be cloned",  # the total of what no policy grants
    "Path can't be undefined",  # `measureFilter` on a dimension
    "Expected one parameter but nothing found",  # a comparison with null
    "Cannot read properties of undefined (reading 'split')",  # `subqueryJoins`
    "array?.some is not a function",  # a text where a list should be
    "needs Cube's native binary",  # blending, where that is not installed
)
#: What a program says when it is broken. GraphQL makes a 500 of every error, of a refusal too: there only this counts.
BROKEN = re.compile(
    r"TypeError|ReferenceError|RangeError|SyntaxError|is not a function|is not defined|Cannot read|floe_cube"
)


@frozen
class Failure:
    """An attack that came to something."""

    attack: Attack
    reason: str

    def __str__(self) -> str:
        asked = f"{self.attack.method} {self.attack.path} {self.attack.body}"
        return f"[{self.attack.kind}, {self.attack.user.name}] {self.reason}\n    {asked[:1500]}"


@frozen
class Report:
    """What came of all attacks.

    Attributes:
        leaks: answers that say something of what others own.
        wrong: right answers that did not come, refusals that did not come, and statuses that nobody should see.
        statuses: kind of attack and status of the answer -> how many.
        answered: how many of the answers were compared with the right one.
    """

    leaks: tuple[Failure, ...] = ()
    wrong: tuple[Failure, ...] = ()
    statuses: Counter[tuple[str, int]] = field(factory=Counter)
    answered: int = 0
    queries: int = 0
    seconds: float = 0.0

    def __str__(self) -> str:
        by_status: Counter[int] = Counter()
        for (_, status), count in self.statuses.items():
            by_status[status] += count
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(by_status.items()))
        return (
            f"{self.queries} attacks in {self.seconds:.0f} s, {self.answered} of them with a known answer; "
            f"{len(self.leaks)} leaks, {len(self.wrong)} wrong; {statuses}"
        )


def run(server: lab.Server, oracle: Oracle, attacks: Iterable[Attack], *, clients: int = CLIENTS) -> Report:
    """Run attacks, `clients` of them at once."""
    started = time.monotonic()
    listed: Sequence[Attack] = list(attacks)
    leaks: list[Failure] = []
    wrong: list[Failure] = []
    statuses: Counter[tuple[str, int]] = Counter()
    answered = 0
    with ThreadPoolExecutor(clients) as pool:
        for attack, (response, problem) in zip(
            listed, pool.map(lambda one: ask(server, oracle, one), listed), strict=True
        ):
            if response is not None:
                statuses[attack.kind, response.status] += 1
                leaks += (Failure(attack, leak) for leak in oracle.leaks(attack.user, attack.sent, response.body))
                answered += attack.outcome == "answer" and response.status == 200
            if problem is not None:
                wrong.append(Failure(attack, problem))
    return Report(tuple(leaks), tuple(wrong), statuses, answered, len(listed), time.monotonic() - started)


def ask(server: lab.Server, oracle: Oracle, attack: Attack) -> tuple[lab.Response | None, str | None]:
    """Run one attack; gives the response, if there was one, and what is wrong with it, if anything is."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            response = server.request(attack.method, attack.path, attack.body, attack.user.token)
        except (OSError, ValueError) as problem:
            return None, f"no answer: {problem!r}"
        waiting = isinstance(response.body, dict) and response.body.get("error") == "Continue wait"
        if not waiting or time.monotonic() > deadline:
            return response, _problem(response, attack, oracle)


def _problem(response: lab.Response, attack: Attack, oracle: Oracle) -> str | None:
    """What is wrong with a response, leaks apart."""
    text = str(response.body)[:300]
    if response.status >= 500 and not _is_cubes_own(attack, text):
        return f"{response.status}: {text}"
    match attack.outcome:
        case "no entry" if response != lab.Response(401, {"error": "Unauthorized"}):
            return f"entry: {response.status} {text}"
        case "refusal" if not refused(response):
            return f"not refused: {response.status} {text}"
        case "answer":
            assert attack.plan is not None
            assert isinstance(attack.user, User)
            if response.status != 200 or refused(response):
                return f"no answer: {response.status} {text}"
            labels = attack.plan.labels
            return difference(
                oracle.answer(attack.plan, attack.user), response.body, labels, ordered="limit" in attack.plan.more
            )
    return None


def _is_cubes_own(attack: Attack, text: str) -> bool:
    if "/graphql" in attack.path:
        return BROKEN.search(text) is None
    return any(known in text for known in CUBES_OWN_500)


def refused(response: lab.Response) -> bool:
    """Whether the client got an error and no data."""
    return (response.status >= 400 or "errors" in response.body) and not rows(response.body)


def with_role(attack: Attack, role: str) -> Attack:
    """The same attack by somebody who has a role besides."""
    user = attack.user
    return evolve(attack, user=evolve(user, roles=(*user.roles, role))) if isinstance(user, User) else attack
