"""Who asks: three organisations, one who belongs to two, one who belongs nowhere, and tokens that open nothing."""

from __future__ import annotations

import time
from typing import Any

from attrs import field, frozen

from floe_cube.adapters.security import mint

SECRET = "a secret of this attack and of nobody else, 64 letters long"


@frozen
class User:
    """A bearer of a token, and what is theirs to see.

    Attributes:
        organizations: whose rows.
        regions: whose offers.
        roles: what else.
        filler: values of the claim that no row has.
    """

    name: str
    organizations: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    filler: tuple[str, ...] = ()

    @property
    def owners(self) -> frozenset[str]:
        """All whose texts may be seen."""
        return frozenset((*self.organizations, *self.regions, *self.roles))

    @property
    def token(self) -> str:
        """A token, good for an hour."""
        claim = [*self.organizations, *self.filler]
        return signed(
            {
                "organization_id": claim[0] if len(claim) == 1 else claim,
                "roles": list(self.roles),
                **({"u": {"regions": list(self.regions)}} if self.regions else {}),
            }
        )


@frozen
class Outsider:
    """The bearer of a token without a good claim, or of none."""

    name: str
    claims: dict[str, Any] | None = field(eq=False)

    @property
    def token(self) -> str | None:
        return None if self.claims is None else signed(self.claims)


def signed(claims: dict[str, Any]) -> str:
    return mint({"sub": "u", "exp": int(time.time()) + 3600, **claims}, SECRET)


USERS = (
    User("alpha", ("alpha",), ("north",)),
    User("bravo", ("bravo",), ("south", "west"), ("finance",)),
    User("cedar", ("cedar",)),
    User("both", ("alpha", "bravo"), ("north", "south"), ("finance", "floe-cube/nobody")),
    # So many organisations that PostgreSQL would rather look at another condition first.
    User("many", ("alpha",), filler=tuple(f"nowhere-{n}" for n in range(7))),
    User("stranger", filler=("delta",)),
    User("injection", filler=("alpha' OR '1'='1",)),
    User("wildcard", filler=("%",)),
    User("undefined", filler=("undefined",)),
)

OUTSIDERS = (
    Outsider("nobody", None),
    *(
        Outsider(f"claim {claim!r}", {"organization_id": claim})
        for claim in ("", [], {}, None, True, 1.5, [""], ["alpha", None], [["alpha"]], {"equals": "alpha"})
    ),
    Outsider("no claim", {}),
    Outsider("claim elsewhere", {"u": {"organization_id": "alpha"}}),
    Outsider("ill-typed other claim", {"organization_id": "alpha", "u": {"regions": {"north": True}}}),
    Outsider("expired", {"organization_id": "alpha", "exp": 1}),
)
