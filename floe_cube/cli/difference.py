"""What changed between two deployments, and for whom: a pure comparison of plain data, as Cube reads it.

A change is one of three things to the people who use the deployment: somebody sees *more* than before (a finding of security, told
first), something that worked no longer does, or neither. In doubt it is the worse one.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal

from attrs import evolve, field

from floe_cube.cli.grants import EVERYBODY, Way, canonical, filtering, grants, mappings, seen, stated
from floe_cube.record import frozen

__all__ = ["Change", "Deployed", "Effect", "difference"]

Data = Mapping[str, Any]


class Effect(enum.IntEnum):
    """What a change means to consumers, worst first."""

    WIDER = 0
    BREAKING = 1
    COMPATIBLE = 2


@frozen(kw_only=True)
class Deployed:
    """A deployment as plain data.

    Attributes:
        cubes: name -> the cube, with the keys of Cube's YAML.
        views: name -> the view.
        groups: name -> the view group.
        rows: cube -> its entry in access.json.
        members: view -> the names of its members.
        settings: the configuration in cube.js.
        revealed: the roles that see personal data; None where no column is treated in another way.
    """

    cubes: Mapping[str, Data] = field(factory=dict)
    views: Mapping[str, Data] = field(factory=dict)
    groups: Mapping[str, Data] = field(factory=dict)
    rows: Mapping[str, Data] = field(factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(factory=dict)
    settings: Data = field(factory=dict)
    revealed: tuple[str, ...] | None = None


@frozen(kw_only=True)
class Change:
    """One difference.

    Attributes:
        owner: `cube orders`, `view sales`, or `cube.js`.
        part: what of it (`dimension amount`); empty for the whole or a property of its own.
        aspect: the property that changed; empty where the part was added or removed.
    """

    effect: Effect
    kind: Literal["added", "removed", "changed"]
    owner: str
    part: str = ""
    aspect: str = ""
    old: Any = None
    new: Any = None


@frozen(kw_only=True)
class Parts:
    """A list of named objects within an object.

    Attributes:
        word: what one of them is called.
        key: the property with its name.
        lost: the effect of losing one.
        breaking: the properties whose change breaks what worked.
        opening: the properties whose change may show what was hidden.
        inner: lists within each of them.
    """

    word: str
    key: str = "name"
    lost: Effect = Effect.BREAKING
    breaking: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    inner: Mapping[str, Parts] = field(factory=dict)


GRANULARITIES = {"granularities": Parts(word="granularity")}
CUBE = Parts(
    word="cube",
    breaking=("extends",),
    inner={
        "joins": Parts(word="join", breaking=("relationship",)),
        "dimensions": Parts(word="dimension", breaking=("type",), opening=("mask",), inner=GRANULARITIES),
        "measures": Parts(word="measure", breaking=("type",), opening=("mask",)),
        "segments": Parts(word="segment"),
        "hierarchies": Parts(word="hierarchy"),
        "pre_aggregations": Parts(word="pre-aggregation", lost=Effect.COMPATIBLE),
    },
)
#: What a view takes from its cubes is compared by its members, see `_members`.
VIEW = Parts(
    word="view",
    inner={
        "cubes": Parts(word="cube", key="join_path", lost=Effect.COMPATIBLE),
        "folders": Parts(word="folder", lost=Effect.COMPATIBLE),
    },
)
GROUP = Parts(word="view group", lost=Effect.COMPATIBLE)
#: Lists of a cube whose names are members.
MEMBERS = ("dimensions", "measures", "segments")


def difference(old: Deployed, new: Deployed) -> tuple[Change, ...]:
    """All changes from one deployment to the other, worst first, then by name; none between equals."""
    changes = [
        *_all(CUBE, old.cubes, new.cubes),
        *_all(VIEW, old.views, new.views),
        *_all(GROUP, old.groups, new.groups),
        *_rows(old.rows, new.rows),
        *_revealed(old.revealed, new.revealed),
        *(_settings(_flat(old.settings), _flat(new.settings)) if old.settings and new.settings else ()),
    ]
    deciding: set[tuple[str, str]] = set()
    for name in old.cubes.keys() & new.cubes.keys():
        before, after = old.cubes[name], new.cubes[name]
        changes += _primary_key(f"cube {name}", before, after)
        changes += _policies(f"cube {name}", before, after, _own(before), _own(after))
        deciding |= {(f"cube {name}", f"dimension {member}") for member in filtering(before) | filtering(after)}
    for name in old.members.keys() & new.members.keys():
        mine, theirs = frozenset(old.members[name]), frozenset(new.members[name])
        changes += _members(f"view {name}", mine, theirs)
        if name in old.views and name in new.views:
            changes += _policies(f"view {name}", old.views[name], new.views[name], mine, theirs)
    changes = [_opened(change) if (change.owner, change.part) in deciding else change for change in changes]
    return tuple(sorted(changes, key=lambda c: (c.effect, c.owner, c.part, c.aspect)))


# --- objects ---------------------------------------------------------------------------------------------------------
def _all(parts: Parts, old: Mapping[str, Data], new: Mapping[str, Data], owner: str = "") -> Iterator[Change]:
    """The changes of named objects: of each that is there no longer, for the first time, or still."""
    for name in sorted(old.keys() | new.keys()):
        called = f"{parts.word} {name}"
        whole, part = (owner, called) if owner else (called, "")
        if name not in new:
            yield Change(effect=parts.lost, kind="removed", owner=whole, part=part)
        elif name not in old:
            yield Change(effect=Effect.COMPATIBLE, kind="added", owner=whole, part=part)
        else:
            yield from _one(parts, whole, part, old[name], new[name])


def _one(parts: Parts, owner: str, part: str, old: Data, new: Data) -> Iterator[Change]:
    """The changes of an object's own properties and of what is in it. `public` is absent where it is what Cube assumes."""
    if _hidden(old) != _hidden(new):
        effect = Effect.BREAKING if _hidden(new) else Effect.COMPATIBLE
        yield Change(
            effect=effect,
            kind="changed",
            owner=owner,
            part=part,
            aspect="public",
            old=not _hidden(old),
            new=not _hidden(new),
        )
    for aspect in sorted((old.keys() | new.keys()) - parts.inner.keys() - ELSEWHERE, key=str):
        before, after = old.get(aspect), new.get(aspect)
        if canonical(before) != canonical(after):
            effect = _judged(aspect in parts.opening and after is not None, aspect in parts.breaking)
            yield Change(
                effect=effect, kind="changed", owner=owner, part=part, aspect=str(aspect), old=before, new=after
            )
    for key, inner in parts.inner.items():
        mine, theirs = _named(old.get(key), inner.key), _named(new.get(key), inner.key)
        if not part:
            yield from _all(inner, mine, theirs, owner)
        else:
            yield from (evolve(change, part=f"{part}, {change.part}") for change in _all(inner, mine, theirs, owner))


#: Properties that are compared by what they mean, not as they stand there.
ELSEWHERE = {"public", "primary_key", "access_policy"}


def _hidden(thing: Data) -> bool:
    """Whether consumers cannot see it: Cube hides primary keys unless told otherwise."""
    return thing.get("public") is False or bool(thing.get("primary_key") and thing.get("public") is not True)


def _named(things: object, key: str) -> dict[str, Data]:
    """Objects by their names; those that share one are told apart by their order."""
    found: dict[str, Data] = {}
    for thing in mappings(things):
        name, again = str(thing.get(key)), 1
        while (called := name if again == 1 else f"{name} ({again})") in found:
            again += 1
        found[called] = thing
    return found


def _own(cube: Data) -> frozenset[str]:
    return frozenset(name for key in MEMBERS for name in _named(cube.get(key), "name"))


def _members(owner: str, old: frozenset[str], new: frozenset[str]) -> Iterator[Change]:
    for name in sorted(old ^ new):
        kind: Literal["added", "removed"] = "added" if name in new else "removed"
        effect = Effect.COMPATIBLE if name in new else Effect.BREAKING
        yield Change(effect=effect, kind=kind, owner=owner, part=f"member {name}")


def _opened(change: Change) -> Change:
    """The change of a member that decides on rows: where it is computed otherwise, other rows may come to match."""
    return evolve(change, effect=Effect.WIDER) if change.aspect in COMPUTED else change


#: Properties of a dimension that say how it is computed.
COMPUTED = {"sql", "case", "sub_query"}


def _primary_key(owner: str, old: Data, new: Data) -> Iterator[Change]:
    before, after = (
        sorted(name for name, each in _named(cube.get("dimensions"), "name").items() if each.get("primary_key"))
        for cube in (old, new)
    )
    if before != after:
        yield Change(
            effect=Effect.BREAKING,
            kind="changed",
            owner=owner,
            aspect="primary_key",
            old=before or None,
            new=after or None,
        )


# --- who sees what ---------------------------------------------------------------------------------------------------
def _judged(more: bool, less: bool) -> Effect:
    return Effect.WIDER if more else Effect.BREAKING if less else Effect.COMPATIBLE


def _policies(owner: str, old: Data, new: Data, mine: frozenset[str], theirs: frozenset[str]) -> Iterator[Change]:
    """For each group whether it sees more or less of what is in both, whichever policies say so."""
    before, after = mappings(old.get("access_policy")), mappings(new.get("access_policy"))
    seen_by = grants(before, after, mine, theirs)
    for audience, (earlier, later) in seen_by.items():
        if audience != EVERYBODY and (earlier, later) == seen_by[EVERYBODY]:
            continue  # told once
        more, less = seen(earlier, later), seen(later, earlier)
        told = stated(before, audience), stated(after, audience)
        if more or less or told[0] != told[1]:
            part = f"access_policy for {audience}"
            effect = _judged(more, less)
            yield Change(effect=effect, kind="changed", owner=owner, part=part, old=told[0], new=told[1])


def _rows(old: Mapping[str, Data], new: Mapping[str, Data]) -> Iterator[Change]:
    """The table that queryRewrite goes by, which decides whatever the access policies say."""
    for name in sorted(old.keys() & new.keys()):
        before, after = _alternatives(old[name]), _alternatives(new[name])
        if before != after:
            effect = _judged(seen({"": before}, {"": after}), seen({"": after}, {"": before}))
            told = _rows_text(old[name]), _rows_text(new[name])
            yield Change(effect=effect, kind="changed", owner=f"cube {name}", aspect="rows", old=told[0], new=told[1])


def _revealed(old: tuple[str, ...] | None, new: tuple[str, ...] | None) -> Iterator[Change]:
    """The roles that see personal data. Where nothing was or is closed, the policies tell."""
    if old is not None and new is not None and {*old} != {*new}:
        effect = _judged(not {*new} <= {*old}, True)
        aspect = "roles that see personal data"
        yield Change(effect=effect, kind="changed", owner="access.json", aspect=aspect, old=[*old], new=[*new])


def _alternatives(access: Data) -> frozenset[Way]:
    if access.get("rows") == "none":
        return frozenset()
    return frozenset({(1, frozenset(map(_filter_text, mappings(access.get("filters")))))})


def _filter_text(found: Data) -> str:
    return f"{found.get('member')} = claim {found.get('claim')}"


def _rows_text(access: Data) -> str:
    return " and ".join(map(_filter_text, mappings(access.get("filters")))) or str(access.get("rows"))


# --- settings --------------------------------------------------------------------------------------------------------
def _flat(settings: Data, before: str = "") -> dict[str, Any]:
    """Settings by their dotted paths."""
    found: dict[str, Any] = {}
    for key, value in settings.items():
        path = f"{before}{key}"
        found |= _flat(value, f"{path}.") if isinstance(value, dict) else {path: value}
    return found


def _settings(old: Data, new: Data) -> Iterator[Change]:
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path), new.get(path)
        if canonical(before) != canonical(after):
            effect = _judge(path)(before, after)
            yield Change(effect=effect, kind="changed", owner="cube.js", aspect=path, old=before, new=after)


Judge = Callable[[Any, Any], Effect]


def _no_matter(old: Any, new: Any) -> Effect:
    return Effect.COMPATIBLE


def _breaks(old: Any, new: Any) -> Effect:
    return Effect.BREAKING


def _opens(old: Any, new: Any) -> Effect:
    return Effect.WIDER


def _accepts_more(old: Any, new: Any) -> Effect:
    """A list of what tokens may say; without one they may say anything."""
    return _judged(new is None or (old is not None and not set(new) <= set(old)), True)


def _wants_less(old: Any, new: Any) -> Effect:
    return _judged(not set(old or ()) <= set(new or ()), True)


def _claim(old: Any, new: Any) -> Effect:
    """Where a claim is read from decides who sees what; one that nobody used before, or uses any more, does not."""
    return _judged(old is not None and new is not None, False)


def _judge(path: str) -> Judge:
    """What decides on a setting; one about authentication that is not known may open anything."""
    section = path.rpartition(".")[0]
    if section == "auth.claims":
        return _claim
    return SETTINGS.get(path, _opens if section.startswith("auth") else _no_matter)


#: What the change of a setting means; see `render.javascript` for the settings.
SETTINGS: dict[str, Judge] = {
    "rowLevel": lambda old, new: _judged(not new, True),
    "devMode": lambda old, new: _judged(bool(new), False),
    "auth.algorithms": _accepts_more,
    "auth.audience": _accepts_more,
    "auth.issuer": _accepts_more,
    "auth.requiredClaims": _wants_less,
    "auth.jwkUrl": _opens,
    "auth.rolesClaim": _opens,
    "auth.keyEnv": _breaks,
    "auth.maxTokenBytes": _no_matter,
    "auth.userIdClaim": _no_matter,
    "auth.leeway": lambda old, new: _judged((new or 0) > (old or 0), False),
}
