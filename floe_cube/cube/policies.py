"""The traps of access policies: what Cube takes without a word, and then grants or denies something else than it says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from floe_cube.cube.ast import (
    AccessPolicy,
    Count,
    Cube,
    Filter,
    FilterTree,
    MemberSet,
    Name,
    Ref,
    RowFilters,
    Star,
    View,
)
from floe_cube.diagnostics import Diagnostic, finding, nearest

__all__ = ["check_policies", "grants", "members_in"]


def check_policies(owner: Cube | View, known: Collection[str] | None) -> Iterator[Diagnostic]:
    """Policies that grant more or less than they seem to, or name what their cube or view does not have.

    Args:
        known: the members there; None where they are not known.
    """
    for index, policy in enumerate(owner.access_policy):
        yield from _unknown(owner, policy, known)
        if _grants_nothing_but_rows(policy):
            yield finding("FC0606", owner.origin, owner=owner.name, index=index)
        masked = [name for name in _masked_in_vain(policy) if known is None or name in (*known, "*")]
        if masked:
            yield finding("FC0628", owner.origin, owner=owner.name, index=index, member=masked[0])
    if isinstance(owner, Cube) and owner.access_policy:
        yield from _uncounted(owner)
        yield from _masked_totals(owner)


def grants(level: MemberSet | None, name: str) -> bool:
    """Whether a member belongs to a set of them. To Cube, a set that names none includes all."""
    included = level is None or level.includes is None or _holds(level.includes, name)
    return included and not (level and _holds(level.excludes, name))


def members_in(trees: Iterable[FilterTree]) -> Iterator[Ref]:
    """The members that filters name, at any depth."""
    for tree in trees:
        if isinstance(tree, Filter):
            yield tree.member
        else:
            yield from members_in(tree.filters)


def _holds(stated: Star | tuple[Name, ...] | None, name: str) -> bool:
    return stated == "*" or any(path.rpartition(".")[2] == name for path in stated or ())


def _filters(policy: AccessPolicy) -> tuple[FilterTree, ...]:
    return policy.row_level.filters if isinstance(policy.row_level, RowFilters) else ()


# --- names -----------------------------------------------------------------------------------------------------------
def _named_in(policy: AccessPolicy) -> Iterator[str]:
    """The members that a policy names. Cube takes a misspelt one without a word, and leaves the member open that was meant."""
    for level in (policy.member_level, policy.member_masking):
        for names in (level.includes, level.excludes) if level else ():
            yield from names if isinstance(names, tuple) else ()
    yield from members_in(_filters(policy))


def _unknown(owner: Cube | View, policy: AccessPolicy, known: Collection[str] | None) -> Iterator[Diagnostic]:
    for path in _named_in(policy):
        first, dot, name = path.rpartition(".")
        reason = ""
        if dot and first not in ("CUBE", owner.name):
            reason = f"a policy names members of its own cube or view only, here those of `{owner.name}`"
        elif known is not None and name not in known:
            reason = f"`{owner.name}` has no member of that name{nearest(name, sorted(known))}"
        if reason:
            yield finding("FC0602", owner.origin.at("access_policy"), member="access_policy", path=path, reason=reason)


# --- what is granted -------------------------------------------------------------------------------------------------
def _grants_nothing_but_rows(policy: AccessPolicy) -> bool:
    """An empty `member_level` means all members to Cube (cube-js/cube#11934)."""
    level = policy.member_level
    return level is not None and not level.includes and not level.excludes


def _uncounted(cube: Cube) -> Iterator[Diagnostic]:
    """The first policy that grants a count in vain.

    Source: Cube 1.7.43, `CompilerApi.applyRowLevelSecurity`: the key belongs to what a count asks for.
    """
    counts = [m.name for m in cube.measures if isinstance(m.value, Count) and m.value.sql is None]
    keys = [dimension.name for dimension in cube.dimensions if dimension.primary_key]
    for index, level in enumerate(policy.member_level for policy in cube.access_policy):
        counted = [name for name in counts if level and grants(level, name)]
        hidden = [name for name in keys if level and not grants(level, name)]
        if counted and hidden:
            words = {"owner": cube.name, "index": index, "measure": counted[0], "key": hidden[0]}
            yield finding("FC0627", cube.origin, **words)
            return


# --- what is masked --------------------------------------------------------------------------------------------------
def _masked_in_vain(policy: AccessPolicy) -> list[str]:
    """Members that a policy says to mask and grants as they are; `*` under masks means the others, so it is in vain only where all are granted.

    Source: Cube 1.7.43, `CompilerApi.applyRowLevelSecurity`: what is granted with all rows is never masked, and where the policy
    filters rows, those that pass are the only ones. Of an aggregate, releases from 1.6.44 on made a query that no strict database
    takes (cube-js/cube#10968), later ones show its mask in every total.
    """
    level, masks = policy.member_level, policy.member_masking
    if masks is None or masks.excludes == "*":
        return []
    if isinstance(masks.includes, tuple):
        return [name for name in masks.includes if grants(level, name.rpartition(".")[2]) and grants(masks, name)]
    return ["*"] if level is None or (level.includes in (None, "*") and not level.excludes) else []


def _masked_totals(cube: Cube) -> Iterator[Diagnostic]:
    """The first measure that one policy grants for some rows and another masks, for people who can be in both.

    Source: cube-js/cube#10968 and `BaseQuery.evaluateSymbolSql` of 1.7.43: whether it is masked depends on a column of single rows.
    Cube shows the mask in all totals, but for those by just that column, whose SQL is refused (tests/security/test_mask_traps.py).
    """
    for index, policy in enumerate(cube.access_policy):
        for other, masking in enumerate(cube.access_policy):
            if other == index or not _filters(policy) or masking.member_masking is None or not _meet(policy, masking):
                continue
            for measure in cube.measures:
                masked = grants(masking.member_masking, measure.name) and not grants(masking.member_level, measure.name)
                if masked and grants(policy.member_level, measure.name):
                    words = {"owner": cube.name, "index": index, "other": other, "measure": measure.name}
                    yield finding("FC0629", cube.origin, **words)
                    return


def _meet(one: AccessPolicy, other: AccessPolicy) -> bool:
    """Whether two policies name a group in common, so that somebody surely has both."""
    first, second = ({each for each in (policy.group, *policy.groups) if each} for policy in (one, other))
    return "*" in first | second or bool(first & second)
