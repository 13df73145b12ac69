"""Who may see which rows, as one table: the access policies and `queryRewrite`, two independent layers, come out of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import field

from floe_cube.config import ClaimPath
from floe_cube.record import frozen

__all__ = ["AccessTable", "ClaimFilter", "Closed", "CubeAccess"]


#: What those get who may not see personal data: a dimension without its value, a refusal; and keys that nobody is to name.
Closed: TypeAlias = Literal["mask", "hide", "key"]


@frozen(kw_only=True)
class ClaimFilter:
    """A dimension that must equal a claim.

    Attributes:
        member: name of the dimension within its cube.
        claim: name of the claim in `AccessTable.claims`.
    """

    member: str
    claim: str


@frozen(kw_only=True)
class CubeAccess:
    """What may be seen of a cube.

    Attributes:
        rows: `filtered` by all of `filters`, `all`, or `none`.
        filters: the filters; none unless rows are `filtered`.
        nullable_key: a dimension that is null only in the unmatched rows of a LEFT JOIN, which the filter lets pass.
        reads: name of a member whose SQL reads other cubes -> names of those cubes.
    """

    rows: Literal["filtered", "all", "none"]
    filters: tuple[ClaimFilter, ...] = ()
    nullable_key: str | None = None
    reads: Mapping[str, tuple[str, ...]] = field(factory=dict)


@frozen(kw_only=True)
class AccessTable:
    """What may be seen of the deployment. What is not in it is denied.

    Attributes:
        cubes: name of each cube -> what may be seen of it.
        views: name of each view -> each of its members -> names of the cubes that it shows or is joined through.
        claims: name of each claim in the security context -> the way to it in the token.
        closed: full name of each member that shows personal data -> what those get who may not see it; None where no column
            is treated in that way.
        revealed_to: the roles that see personal data.
    """

    cubes: Mapping[str, CubeAccess] = field(factory=dict)
    views: Mapping[str, Mapping[str, tuple[str, ...]]] = field(factory=dict)
    claims: Mapping[str, ClaimPath] = field(factory=dict)
    closed: Mapping[str, Closed] | None = None
    revealed_to: tuple[str, ...] = ()
