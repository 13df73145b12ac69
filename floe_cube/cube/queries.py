"""Views that dbt asks for: a saved query shows its metrics and what they are grouped by, an exposure what it depends on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from floe_cube.cube.aggregates import Made
from floe_cube.cube.ast import DefaultFilter, IncludedMember, Name, Operator, Ref, Text, View, ViewCube
from floe_cube.cube.expressions import is_column
from floe_cube.cube.names import identifier, type_name
from floe_cube.cube.protect import Draft
from floe_cube.cube.semantic import Home, Refused, World
from floe_cube.diagnostics import Diagnostic, finding
from floe_cube.ir.semantic import Exposure, SavedQuery, Semantics
from floe_cube.ir.where import METRIC_TIME, DimensionRef, EntityRef, Reference, Where
from floe_cube.record import frozen

__all__ = ["asked_views"]

#: What is compared with a dimension in a filter that a view can have: pattern -> Cube's operators.
COMPARISONS: tuple[tuple[re.Pattern[str], tuple[Operator, ...]], ...] = tuple(
    (re.compile(rf"\s*{pattern}\s*", re.IGNORECASE), operators)  # type: ignore[misc]
    for pattern, operators in (
        (r"=\s*(?P<value>'(?:[^']|'')*'|-?\d+(?:\.\d+)?)", ("equals",)),
        (r"(?:=|is\b)\s*(?P<value>true|false)", ("equals",)),
        (r"(?:!=|<>)\s*(?P<value>'(?:[^']|'')*'|-?\d+(?:\.\d+)?)", ("notEquals", "set")),
        (r"in\s*\((?P<value>\s*'(?:[^']|'')*'\s*(?:,\s*'(?:[^']|'')*'\s*)*)\)", ("equals",)),
        (r">\s*(?P<value>-?\d+(?:\.\d+)?)", ("gt",)),
        (r">=\s*(?P<value>-?\d+(?:\.\d+)?)", ("gte",)),
        (r"<\s*(?P<value>-?\d+(?:\.\d+)?)", ("lt",)),
        (r"<=\s*(?P<value>-?\d+(?:\.\d+)?)", ("lte",)),
        (r"is\s+not\s+null(?P<value>)", ("set",)),
        (r"is\s+null(?P<value>)", ("notSet",)),
    )
)
VALUE = re.compile(r"'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?|true|false)", re.IGNORECASE)


@frozen
class Spot:
    """A member at the end of joins from the root of a view."""

    path: tuple[Name, ...]
    member: Name


def asked_views(
    semantics: Semantics,
    world: World,
    metrics: Mapping[str, Made],
    together: Mapping[str, Mapping[str, Made]],
    drafts: Mapping[str, Draft],
) -> tuple[tuple[View, ...], list[Diagnostic]]:
    """The views of saved queries and exposures, and why one is none.

    Args:
        together: name of a saved query -> the measures of its metrics, where they are others than those of the metrics.
    """
    findings: list[Diagnostic] = []
    views = []
    for query in semantics.saved_queries:
        try:
            views.append(_of_query(query, world, together.get(query.name, metrics), drafts, findings))
        except Refused as refused:
            findings.append(finding("FC0930", query.place, name=query.name, reason=refused.data["reason"]))
    for exposure in semantics.exposures:
        try:
            views.append(_of_exposure(exposure, metrics, drafts))
        except Refused as refused:
            findings.append(finding("FC0932", exposure.place, name=exposure.name, reason=refused.data["reason"]))
    return tuple(views), findings


# --- saved queries ---------------------------------------------------------------------------------------------------
def _of_query(
    query: SavedQuery,
    world: World,
    metrics: Mapping[str, Made],
    drafts: Mapping[str, Draft],
    findings: list[Diagnostic],
) -> View:
    missing = [f"`{name}`" for name in query.metrics if name not in metrics]
    if missing or not query.metrics:
        raise Refused(
            "FC0930", reason=f"it asks for {', '.join(missing)}, which is left out" if missing else "it names no metric"
        )
    made = [metrics[name] for name in query.metrics]
    models = sorted({each.model for each in made})
    if len(models) > 1:
        names = ", ".join(f"`{drafts[model].cube.name}`" for model in models)
        raise Refused(
            "FC0930", reason=f"its metrics are in the cubes {names}, which a query can join only by their rows"
        )
    times = sorted({str(each.time) for each in made})
    if len(times) > 1 and any(isinstance(ref, DimensionRef) and ref.name == METRIC_TIME for ref in query.group_by):
        raise Refused(
            "FC0930", reason=f"`metric_time` is {' and '.join(f'`{time}`' for time in times)} for its metrics"
        )
    homes = [home for home in world.homes.values() if home.semantic.model == models[0]]
    draft, time = drafts[models[0]], made[0].time
    spots = [_spot(ref, homes, world, time, query.name) for ref in query.group_by]
    joins = {join.name for join in draft.cube.joins}
    if lost := [spot.path[0] for spot in spots if spot.path and spot.path[0] not in joins and not draft.cube.extends]:
        raise Refused("FC0930", reason=f"not all of its metrics lead to `{lost[0]}`")
    filters = []
    for where in query.filters:
        found = list(_default_filters(where, homes, world, time, query.name))
        if not found:
            findings.append(finding("FC0931", query.place, name=query.name, filter=where.text))
        filters += found
    members = [Spot((), each.name) for each in made] + spots + [spot for spot, *_ in filters]
    parts, called = _parts(draft.cube.name, members)
    return View(
        name=type_name(identifier(query.name), "view"),
        title=Text(query.label) if query.label else None,
        description=Text(query.description) if query.description else None,
        cubes=parts,
        default_filters=tuple(
            DefaultFilter(member=Ref(called[spot]), operator=operator, values=values)
            for spot, operator, values in filters
        ),
        origin=query.place,
    )


def _spot(ref: Reference, homes: Sequence[Home], world: World, time: Name | None, query: str) -> Spot:
    """Where what a query groups by is, seen from any of the semantic models of its cube."""
    if isinstance(ref, DimensionRef) and ref.name == METRIC_TIME and time is not None:
        return Spot((), time)
    reason: object = "it groups by a metric"
    for home in homes:
        try:
            if isinstance(ref, EntityRef):
                path, end = world.walk(home, ref.path, query, ref.name)
                expr = next((e.expr for e in end.semantic.entities if e.name == ref.name), "")
                member = end.draft.names.get(is_column(expr, end.columns) or "")
            elif isinstance(ref, DimensionRef):
                path, end, name = world.find(ref, home, None, query)
                member = end.members.get(name)
            else:
                break
        except Refused as refused:
            reason = refused.data["reason"]
        else:
            if member is not None:
                return Spot(path, member)
            reason = f"no dimension of `{end.cube}` shows `{ref.name}`"
    raise Refused("FC0930", reason=reason)


def _default_filters(
    where: Where, homes: Sequence[Home], world: World, time: Name | None, query: str
) -> Iterator[tuple[Spot, Operator, tuple[Text, ...]]]:
    """A filter as conditions on one member, if that is what it is; a moment that is cut to a period is none."""
    match where.parts:
        case (DimensionRef(grain=None, part=None) as ref,):  # a condition by itself
            text = "= true"
        case (DimensionRef(grain=None, part=None) as ref, str() as text):
            pass
        case _:
            return
    spot = _spot(ref, homes, world, time, query)
    for pattern, operators in COMPARISONS:
        if (found := pattern.fullmatch(text)) is not None and not _is_time(ref, homes):
            values = tuple(
                Text(plain.lower() or words.replace("''", "'")) for words, plain in VALUE.findall(found["value"])
            )
            yield from ((spot, o, () if o in ("set", "notSet") else values) for o in operators)


def _is_time(ref: DimensionRef, homes: Iterable[Home]) -> bool:
    known = [home.dimension(ref.name) for home in homes]
    return ref.name == METRIC_TIME or any(d is not None and d.grain is not None for d in known)


def _parts(root: Name, spots: Iterable[Spot]) -> tuple[tuple[ViewCube, ...], dict[Spot, Name]]:
    """What a view takes from each cube; of two members with one name the second is called by its cube too."""
    names: dict[Spot, Name] = {}
    by_path: dict[tuple[Name, ...], list[Name | IncludedMember]] = {}
    for spot in spots:
        if spot in names:
            continue
        owner = (root, *spot.path)[-1]
        taken = spot.member in names.values()
        names[spot] = Name(f"{owner}_{spot.member}") if taken else spot.member
        item = IncludedMember(name=spot.member, alias=names[spot]) if taken else spot.member
        by_path.setdefault(spot.path, []).append(item)
    cubes = tuple(
        ViewCube(join_path=Ref(".".join((root, *path))), includes=tuple(items))
        for path, items in sorted(by_path.items())
    )
    return cubes, names


# --- exposures -------------------------------------------------------------------------------------------------------
def _of_exposure(exposure: Exposure, metrics: Mapping[str, Made], drafts: Mapping[str, Draft]) -> View:
    """All that an exposure depends on, from the one cube that leads to all others."""
    models = {model for model in exposure.models if model in drafts}
    models |= {metrics[name].model for name in exposure.metrics if name in metrics}
    cubes = sorted(drafts[model].cube.name for model in models)
    if not cubes:
        raise Refused("FC0932", reason="nothing that it depends on is a cube")
    edges = {draft.cube.name: sorted(join.name for join in draft.cube.joins) for draft in drafts.values()}
    ways = {root: _ways(root, edges) for root in cubes}
    roots = [root for root in cubes if all(cube in ways[root] for cube in cubes)]
    named = ", ".join(f"`{cube}`" for cube in cubes)
    if len(roots) != 1:
        raise Refused(
            "FC0932", reason=f"joins lead from {'none' if not roots else 'more than one'} of {named} to all others"
        )
    root = roots[0]
    if unclear := [cube for cube in cubes if len(ways[root][cube]) > 1]:
        raise Refused("FC0932", reason=f"there is more than one way from `{root}` to `{unclear[0]}`")
    parts = [
        ViewCube(join_path=Ref(".".join(ways[root][cube][0])), includes="*", prefix=cube != root or None)
        for cube in cubes
    ]
    return View(
        name=type_name(identifier(exposure.name), "view"),
        title=Text(exposure.label) if exposure.label else None,
        description=Text(exposure.description) if exposure.description else None,
        cubes=tuple(sorted(parts, key=lambda part: len(part.join_path.split(".")))),
        origin=exposure.place,
    )


def _ways(root: Name, edges: Mapping[Name, Sequence[Name]]) -> dict[Name, list[tuple[Name, ...]]]:
    """The shortest ways along joins to each cube in reach; two of them are enough to know."""
    ways: dict[Name, list[tuple[Name, ...]]] = {root: [(root,)]}
    frontier = [root]
    while frontier:
        following: dict[Name, list[tuple[Name, ...]]] = {}
        for here in frontier:
            for there in edges.get(here, ()):
                if there not in ways:
                    following.setdefault(there, []).extend((*way, there) for way in ways[here])
        ways |= {there: found[:2] for there, found in following.items()}
        frontier = list(following)
    return ways
