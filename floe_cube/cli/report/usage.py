"""How often members were asked for, and when last: counted in an event file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from attrs import field

from floe_cube.adapters.events import decode
from floe_cube.record import frozen

__all__ = ["Asked", "Usage", "count"]


@frozen
class Asked:
    """How often, and when last."""

    times: int
    last: datetime


@frozen(kw_only=True)
class Usage:
    """What an event file says of the deployment's use.

    Attributes:
        queries: how many were asked.
        failed: how many of them failed.
        since: the first of them; None without any.
        until: the last of them.
        names: cube, view or member (`orders.count`) -> how often it was asked for. What is filtered by counts too.
    """

    queries: int = 0
    failed: int = 0
    since: datetime | None = None
    until: datetime | None = None
    names: dict[str, Asked] = field(factory=dict)


def count(lines: Iterable[bytes]) -> Usage:
    """Count the queries in the lines of an event file; lines that are no records are passed over."""
    times: Counter[str] = Counter()
    last: dict[str, datetime] = {}
    moments: list[datetime] = []
    failed = 0
    for line in lines:
        record = decode(line)
        if record is None or record.kind != "query":
            continue
        failed += record.event == "FAIL"
        if record.event != "START":
            continue
        asked, moment = record.asked, record.time.astimezone(UTC)
        moments.append(moment)
        members = (*asked.measures, *asked.dimensions, *asked.segments, *asked.time_dimensions, *asked.filters)
        for name in {*record.cubes, *(".".join(member.split(".")[:2]) for member in members)}:
            times[name] += 1
            last[name] = max(last.get(name, moment), moment)
    return Usage(
        queries=len(moments),
        failed=failed,
        since=min(moments, default=None),
        until=max(moments, default=None),
        names={name: Asked(number, last[name]) for name, number in sorted(times.items())},
    )
