"""What a metric's measure is called and says: its words, what its meta adds, and the names that are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from floe_cube.cube.ast import Count, Json, Mask, Measure, Plain, Ref, Text
from floe_cube.cube.protect import Draft
from floe_cube.cube.reading import read
from floe_cube.diagnostics import Diagnostic
from floe_cube.ir.semantic import Metric
from floe_cube.record import frozen

__all__ = ["names_in", "text", "words_of"]


@frozen(kw_only=True)
class MetricMeta:
    """What a metric's `meta.cube` may say about its measure."""

    title: Text | None = None
    description: Text | None = None
    public: bool | None = None
    format: Plain | None = None
    currency: Plain | None = None
    mask: Mask | None = None
    drill_members: tuple[Ref, ...] = ()
    aliases: tuple[Text, ...] = ()
    meta: Json = None
    enabled: bool | None = None


def names_in(draft: Draft, yielding: bool) -> Iterable[str]:
    """Names that are taken in a cube; with `yielding`, without those of columns and of the count that every cube gets."""
    cube = draft.cube
    stated = [*(join.name for join in cube.joins), *(segment.name for segment in cube.segments)]
    stated += [rollup.name for rollup in cube.pre_aggregations]
    counts = {m.name for m in cube.measures if _is_plain_count(m)} if yielding else set()
    columns = set(draft.names.values()) if yielding else set()
    stated += [measure.name for measure in cube.measures if measure.name not in counts]
    return stated + [dimension.name for dimension in cube.dimensions if dimension.name not in columns]


def _is_plain_count(measure: Measure) -> bool:
    is_count = isinstance(measure.value, Count) and measure.name in ("count", "row_count")
    return is_count and attrs.evolve(measure, value=Count()) == Measure(name=measure.name, value=Count())


def words_of(metric: Metric, findings: list[Diagnostic]) -> dict[str, Any]:
    """Title and description of a metric's measure, and what its `meta.cube` says."""
    found: dict[str, Any] = {"title": text(metric.label), "description": text(metric.description)}
    found |= {"public": False} if metric.private else {}
    stated = metric.meta.get("cube") if metric.meta else None
    if isinstance(stated, Mapping):
        said, problems = read(MetricMeta, stated, metric.place, "")
        findings += problems
        if said is not None:
            given = {a.name: getattr(said, a.name) for a in attrs.fields(MetricMeta) if a.name in stated}
            found |= {name: value for name, value in given.items() if name != "enabled"}
    return found


def text(stated: str) -> Text | None:
    """Words, if there are any: Cube takes no empty ones."""
    return Text(stated) if stated else None
