"""What access policies let a group see, so that two of them can be compared.

Cube grants a member by the union of the policies that apply, each with its rows, and the rows of one policy are those for which all
its filters hold. Source: Cube 1.7.43, `CompilerApi.applyRowLevelSecurity`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

from attrs import field, frozen

__all__ = ["EVERYBODY", "Audience", "Grants", "Way", "canonical", "filtering", "grants", "mappings", "seen", "stated"]

Policy: TypeAlias = Mapping[str, Any]
#: A way to see a member: how well (1 masked, 2 plain), and the filters that all must hold.
Way: TypeAlias = tuple[int, frozenset[object]]
#: Member -> the ways to see it.
Grants: TypeAlias = Mapping[str, frozenset[Way]]
#: Any member that no policy names.
OTHERS = "*"
OPEN: frozenset[Way] = frozenset({(2, frozenset())})


@frozen(order=True)
class Audience:
    """Those in a group for whom conditions hold."""

    group: str
    conditions: frozenset[str] = field(default=frozenset(), order=sorted)

    def __str__(self) -> str:
        return " if ".join([self.group, *sorted(self.conditions)])

    def heeds(self, policy: Policy) -> bool:
        """Whether a policy applies to them."""
        return bool({self.group, "*"} & set(_groups(policy))) and _conditions(policy) <= self.conditions


EVERYBODY = Audience("*")


def grants(
    old: Collection[Policy], new: Collection[Policy], mine: frozenset[str], theirs: frozenset[str]
) -> dict[Audience, tuple[Grants, Grants]]:
    """For each audience of either, what it sees by the old policies and by the new ones.

    Args:
        mine: names of the members before.
        theirs: names of the members afterwards. Only what is in both counts: a new member is new to everybody.
    """
    named = {name for policy in (*old, *new) for name in _names(policy)}
    members = (mine & theirs) | (named - (mine ^ theirs)) | {OTHERS}
    audiences = {Audience(group, _conditions(policy)) for policy in (*old, *new) for group in _groups(policy)}
    return {
        audience: (_granted(old, audience, members), _granted(new, audience, members))
        for audience in sorted(audiences | {EVERYBODY})
    }


def seen(old: Grants, new: Grants) -> bool:
    """Whether the new grants show something that the old ones do not."""
    return any(
        not any(level >= shown and filters <= kept for level, filters in old.get(member, ()))
        for member, ways in new.items()
        for shown, kept in ways
    )


def stated(policies: Collection[Policy], audience: Audience) -> str:
    """The policies for just this audience in words."""
    if not policies:
        return "open to all"
    own = (p for p in policies if audience.group in _groups(p) and _conditions(p) == audience.conditions)
    return "; or ".join(map(_text, own)) or "no policy"


def _granted(policies: Collection[Policy], audience: Audience, members: Iterable[str]) -> Grants:
    if not policies:  # open to all
        return dict.fromkeys(members, OPEN)
    applying = [(policy, _filters(policy)) for policy in policies if audience.heeds(policy)]
    return {
        member: frozenset((level, filters) for policy, filters in applying if (level := _level(policy, member)))
        for member in members
    }


def filtering(owner: Mapping[str, Any]) -> set[str]:
    """The members that decide on rows in the policies of a cube or view."""
    return {
        name for policy in mappings(owner.get("access_policy")) for tree in _trees(policy) for name in _filtered(tree)
    }


# --- data that people may have edited --------------------------------------------------------------------------------
def canonical(value: object) -> object:
    """Data that can be compared and hashed: the order of keys does not count, and `true` is not 1."""
    if isinstance(value, Mapping):
        return "{}", frozenset((canonical(key), canonical(item)) for key, item in value.items())
    if isinstance(value, list | tuple):
        return "[]", tuple(map(canonical, value))
    return type(value).__name__, repr(value)


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is a mapping, else an empty one."""
    return value if isinstance(value, dict) else {}


def mappings(value: object) -> list[Mapping[str, Any]]:
    """The mappings in a list."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _words(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


# --- one policy ------------------------------------------------------------------------------------------------------
def _groups(policy: Policy) -> list[str]:
    return _words(policy.get("groups")) or [str(policy.get("group", "*"))]


def _conditions(policy: Policy) -> frozenset[str]:
    return frozenset(str(each.get("if")) for each in mappings(policy.get("conditions")))


def _level(policy: Policy, member: str) -> int:
    level, masking = mapping(policy.get("member_level")), mapping(policy.get("member_masking"))
    if not level or _holds(level, member):
        return 2
    return 1 if masking and _holds(masking, member) else 0


def _holds(named: Mapping[str, Any], member: str) -> bool:
    includes, excludes = named.get("includes", "*"), named.get("excludes")
    return (includes == "*" or member in _words(includes)) and excludes != "*" and member not in _words(excludes)


def _trees(policy: Policy) -> list[Mapping[str, Any]]:
    return [_claim_filter(tree) for tree in mappings(mapping(policy.get("row_level")).get("filters"))]


def _filters(policy: Policy) -> frozenset[object]:
    return frozenset(map(canonical, _trees(policy)))


def _claim_filter(tree: Mapping[str, Any]) -> Mapping[str, Any]:
    """A filter by a claim without the rows that it lets pass because they belong to nobody.

    A cube that others join to has `or: [equals, and: [notSet, ...]]`. That is no wider: no table has those rows.
    """
    match tree:
        case {"or": [{"operator": "equals", "values": str()} as equals, {"and": list() as absent}]}:
            return equals if all(mapping(each).get("operator") == "notSet" for each in absent) else tree
    return tree


def _filtered(tree: Mapping[str, Any]) -> set[str]:
    branches = [*mappings(tree.get("or")), *mappings(tree.get("and"))]
    return {str(tree.get("member")).rpartition(".")[2], *(name for branch in branches for name in _filtered(branch))}


def _names(policy: Policy) -> set[str]:
    sets = (mapping(policy.get("member_level")), mapping(policy.get("member_masking")))
    return {name for each in sets for key in ("includes", "excludes") for name in _words(each.get(key))}


def _text(policy: Policy) -> str:
    level, masking = mapping(policy.get("member_level")), mapping(policy.get("member_masking"))
    words = [_set_text(level), *([f"masked {_set_text(masking)}"] if masking else [])]
    filters = " and ".join(map(_tree_text, _trees(policy)))
    return ", ".join([*words, f"where {filters}" if filters else "every row"])


def _set_text(named: Mapping[str, Any]) -> str:
    includes, excludes = named.get("includes", "*"), named.get("excludes")
    if excludes == "*":
        return "no member"
    shown = "all members" if includes == "*" else ", ".join(_words(includes))
    return f"{shown} but {', '.join(_words(excludes))}" if excludes else shown


def _tree_text(tree: object) -> str:
    match tree:
        case {"member": member, "operator": operator, **more}:
            values = more.get("values", "")
            return f"{member} {operator} {', '.join(_words(values)) or values}".rstrip()
        case {"or": list() as branches}:
            return f"({' or '.join(map(_tree_text, branches))})"
        case {"and": list() as branches}:
            return f"({' and '.join(map(_tree_text, branches))})"
    return str(tree)
