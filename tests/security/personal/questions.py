"""Questions at random over every member of a deployment, hidden ones too."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from attrs import frozen

from floe_cube.cube.access import AccessTable
from floe_cube.cube.ast import Cube, DataModel
from floe_cube.cube.views import members as view_members
from tests.cube.lab import API

Kind = Literal["measures", "dimensions", "times", "segments"]
Json = dict[str, Any]


@frozen
class Question:
    """What is asked.

    Attributes:
        shown: members whose values are asked for.
        used: members that the query conditions, orders or narrows by.
    """

    path: str
    body: Json
    shown: tuple[str, ...]
    used: tuple[str, ...]


def members(model: DataModel) -> Mapping[str, Mapping[Kind, Sequence[str]]]:
    """The members of each cube and view, by their kind."""
    cubes = {str(cube.name): cube for cube in model.cubes}
    found: dict[str, dict[Kind, list[str]]] = {}
    for cube in model.cubes:
        for name, kind in _kinds(cube).items():
            found.setdefault(cube.name, {}).setdefault(kind, []).append(f"{cube.name}.{name}")
    for view in model.views:
        for name, part, member in view_members(view, cubes):
            kind = _kinds(cubes[part.join_path.rpartition(".")[2]])[member]
            found.setdefault(view.name, {}).setdefault(kind, []).append(f"{view.name}.{name}")
    return found


def _kinds(cube: Cube) -> dict[str, Kind]:
    return {
        **{str(d.name): "times" if d.type == "time" else "dimensions" for d in cube.dimensions},
        **{str(m.name): "measures" for m in cube.measures},
        **{str(s.name): "segments" for s in cube.segments},
    }


def closed(question: Question, access: AccessTable) -> bool:
    """Whether a question uses a member that shows personal data otherwise than by showing it."""
    return any(name in (access.closed or {}) for name in question.used)


def questions(model: DataModel, seed: int, wanted: int) -> Iterator[Question]:
    """So many questions, the same for the same seed."""
    dice = random.Random(seed)
    known = members(model)
    for _ in range(wanted):
        owner = dice.choice([*known, "patients visits"])
        pool: dict[Kind, list[str]] = {}
        for part in owner.split():
            for kind, names in known[part].items():
                pool.setdefault(kind, []).extend(names)
        yield _rest(dice, pool) if dice.random() < 0.75 else _graphql(dice, pool)


def _some(dice: random.Random, names: Sequence[str], most: int) -> list[str]:
    return dice.sample(names, min(len(names), dice.randrange(most + 1)))


def _rest(dice: random.Random, pool: Mapping[Kind, Sequence[str]]) -> Question:
    times, plain = pool.get("times", ()), [*pool.get("dimensions", ()), *pool.get("times", ())]
    used: list[str] = []
    query: Json = {"measures": _some(dice, pool.get("measures", ()), 2), "dimensions": _some(dice, plain, 3)}
    if not query["measures"] and not query["dimensions"]:
        query["dimensions"] = [dice.choice(plain)]
    shown = [*query["measures"], *query["dimensions"]]
    options: Json = {}
    if dice.random() < 0.3:
        query["filters"] = [_filter(dice, plain, pool, used, 0) for _ in range(dice.choice([1, 1, 2]))]
    if dice.random() < 0.2 and pool.get("segments"):
        query["segments"] = [dice.choice(pool["segments"])]
        used += query["segments"]
    if dice.random() < 0.2 and times:
        moment: Json = {"dimension": dice.choice(times)}
        if dice.random() < 0.7:
            moment["granularity"] = dice.choice(["day", "month", "year"])
            shown.append(moment["dimension"])
        if "granularity" not in moment or dice.random() < 0.4:
            moment["dateRange"] = dice.choice([["1907-01-01", "1907-01-09"], ["2024-01-01", "2024-01-20"]])
            used.append(moment["dimension"])
        if "dateRange" in moment and dice.random() < 0.3:
            moment["compareDateRange"] = [moment.pop("dateRange"), ["1907-01-10", "1907-01-12"]]
            options["queryType"] = "multi"
        query["timeDimensions"] = [moment]
    if dice.random() < 0.2:
        by = dice.choice([*shown, dice.choice(plain)])
        query["order"] = dice.choice([{by: "desc"}, [[by, "asc"]]])
        used.append(by)
    for key, value, chance in (("ungrouped", True, 0.1), ("total", True, 0.1), ("limit", 3, 0.1), ("offset", 1, 0.05)):
        if dice.random() < chance:
            query[key] = value
    return Question(f"{API}/v1/load", {"query": query, **options}, tuple(shown), tuple(used))


#: Questions by which one would guess at values: the letters of an address, the size of an income.
GUESSES = (
    ("contains", ["CANARY-north-1"]),
    ("startsWith", ["CANARY-north"]),
    ("equals", ["CANARY-north-3@example.com"]),
    ("notEquals", ["CANARY-north-3@example.com"]),
    ("gt", ["7770000003"]),
    ("set", None),
    ("notSet", None),
)


def _filter(
    dice: random.Random, plain: Sequence[str], pool: Mapping[Kind, Sequence[str]], used: list[str], depth: int
) -> Json:
    if depth < 3 and dice.random() < 0.3:
        inner = [_filter(dice, plain, pool, used, depth + 1) for _ in range(2)]
        return {dice.choice(["and", "or"]): inner}
    member = dice.choice(plain)
    used.append(member)
    operator, values = dice.choice(GUESSES)
    if member in pool.get("times", ()):
        operator, values = "inDateRange", ["1907-01-01", "1907-01-07"]
    return {"member": member, "operator": operator, **({"values": values} if values else {})}


def _graphql(dice: random.Random, pool: Mapping[Kind, Sequence[str]]) -> Question:
    """A question in GraphQL: fields, conditions and orders of one cube or several."""
    by_cube: dict[str, list[str]] = {}
    times = set(pool.get("times", ()))
    names = _some(dice, [*pool.get("dimensions", ()), *times, *pool.get("measures", ())], 4) or [pool["measures"][0]]
    for name in names:
        cube, _, member = name.partition(".")
        by_cube.setdefault(cube, []).append(f"{member} {{ value }}" if name in times else member)
    used: list[str] = []
    arguments = ""
    texts = list(pool.get("dimensions", ()))
    kind = dice.random()
    if kind < 0.25 and texts:
        used.append(dice.choice(texts))
        cube, _, member = used[0].partition(".")
        arguments = f'(where: {{{cube}: {{{member}: {{contains: "CANARY-north-1"}}}}}})'
    elif kind < 0.4:
        used.append(dice.choice(names))
        cube, _, member = used[0].partition(".")
        arguments = f"(orderBy: {{{cube}: {{{member}: desc}}}})"
    fields = " ".join(f"{cube} {{ {' '.join(inner)} }}" for cube, inner in by_cube.items())
    text = f"{{ cube{arguments} {{ {fields} }} }}"
    return Question(f"{API}/graphql", json.loads(json.dumps({"query": text})), tuple(names), tuple(used))
