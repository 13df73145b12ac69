"""Windows and offsets in Cube's terms."""

from __future__ import annotations

from floe_cube.cube.aggregates import UNITS, UNNAMED, Made
from floe_cube.cube.ast import Aggregate, Measure, Name, Plain, Ref, RollingWindow, Sql, TimeShift
from floe_cube.cube.semantic import Refused
from floe_cube.ir.semantic import Cumulative, Interval
from floe_cube.ir.where import GRAINS

__all__ = ["longer_than", "shifted", "window_of"]

#: Spans of time as people name them in a row, the shortest first.
SPANS = ("hour", "day", "week", "month", "quarter", "year")


def longer_than(unit: str) -> str:
    """The next longer spans of time, as words: `a week, month`; none where there is none, or none is known.

    >>> longer_than("day"), longer_than("quarter"), longer_than("year")
    ('a week, month', 'a year', '')
    """
    listed = SPANS[SPANS.index(unit) + 1 :][:2] if unit in SPANS else SPANS[:2] if unit in GRAINS else ()
    article = "an" if listed[:1] == ("hour",) else "a"
    return f"{article} {', '.join(listed)}" if listed else ""


def window_of(value: Cumulative, metric: str) -> RollingWindow:
    """The window of a cumulative metric.

    Raises:
        Refused: Cube has none of that kind.
    """
    if value.window is not None:
        return RollingWindow(trailing=_span(value.window, metric))
    if value.to_date is None:
        return RollingWindow(trailing=Plain("unbounded"))
    if value.to_date not in UNITS:
        raise Refused("FC0918", metric=metric, reason=f"Cube has no period `{value.to_date}`")
    return RollingWindow(type="to_date", granularity=Name(value.to_date))


def shifted(made: Made, offset: Interval, metric: str) -> Measure:
    """The same measure some time earlier.

    Raises:
        Refused: Cube cannot say it.
    """
    if made.fixed or made.time is None:
        reason = "has a window, or a filter by its time or by a metric" if made.fixed else "has no time"
        raise Refused("FC0918", metric=metric, reason=f"what it takes {offset} earlier {reason}")
    shift = TimeShift(time_dimension=Ref(made.time), interval=_span(offset, metric), type="prior")
    value = Aggregate("number", Sql(f"{{CUBE.{made.name}}}"))
    return Measure(name=UNNAMED, value=value, multi_stage=True, time_shift=(shift,))


def _span(interval: Interval, metric: str) -> Plain:
    if interval.unit not in UNITS:
        raise Refused("FC0918", metric=metric, reason=f"Cube has no interval of `{interval}`")
    return Plain(str(interval))
