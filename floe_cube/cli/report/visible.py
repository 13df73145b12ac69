"""Who sees what of a cube or view, by its access policies.

Cube grants a member by the union of the policies that apply. So what everybody sees is what the policies for everybody grant; a policy
for a group adds to that and takes nothing away. Source: Cube 1.7.43, `CompilerApi.applyRowLevelSecurity`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from floe_cube.cli.report.contents import Seen
from floe_cube.cube.ast import AccessPolicy, RowFilters
from floe_cube.cube.policies import grants
from floe_cube.cube.protect import NOBODY

__all__ = ["decided_by_policies", "seen"]

#: Those who belong to no group: one kind of them, or two where some see personal data.
KINDS = (("*",), ("floe-cube/masked/*", "floe-cube/unmasked/*"))


def seen(policies: Iterable[AccessPolicy]) -> Callable[[str], Seen]:
    """Tells of a member whether everybody sees it, or some without its values or not at all; policies for nobody do not count."""
    counted, kinds = _applying(policies)

    def tell(name: str) -> Seen:
        if not counted:
            return "all"
        levels = [max((_level(policy, name) for policy in applying), default=0) for applying in kinds]
        return ("hidden", "masked", "all")[min(levels)]

    return tell


def decided_by_policies(policies: Iterable[AccessPolicy]) -> bool:
    """Whether policies that people wrote keep rows from somebody."""
    counted, kinds = _applying(policies)
    return bool(counted) and any(not any(not _filters(policy) for policy in applying) for applying in kinds)


def _applying(policies: Iterable[AccessPolicy]) -> tuple[list[AccessPolicy], list[list[AccessPolicy]]]:
    """The policies that count, and of them those that apply to each kind of people."""
    counted = [policy for policy in policies if policy.group != NOBODY]
    return counted, [[policy for policy in counted if _is_for(group, policy)] for group in _kinds(counted)]


def _kinds(policies: Sequence[AccessPolicy]) -> tuple[str, ...]:
    plain, divided = KINDS
    return divided if any("/masked/" in group for policy in policies for group in _groups(policy)) else plain


def _groups(policy: AccessPolicy) -> list[str]:
    named: list[str] = [group for group in (policy.group, *policy.groups) if group is not None]
    return named or ["*"]


def _is_for(group: str, policy: AccessPolicy) -> bool:
    """Whether a policy applies to all of a kind, whoever asks."""
    return not policy.conditions and bool({group, "*"} & {*_groups(policy)})


def _level(policy: AccessPolicy, name: str) -> int:
    """How well a policy shows a member: 0 not at all, 1 masked, 2 as it is."""
    if policy.member_level is None and policy.member_masking is None:
        return 2
    if grants(policy.member_level, name):
        return 2
    return 1 if policy.member_masking is not None and grants(policy.member_masking, name) else 0


def _filters(policy: AccessPolicy) -> bool:
    return isinstance(policy.row_level, RowFilters) and bool(policy.row_level.filters)
