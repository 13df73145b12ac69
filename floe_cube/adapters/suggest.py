"""Which rollups would have served the queries that people really ask: pure functions over the records of queries.

A query can be served from a rollup of the cube that its measures belong to, if all its measures are additive, and the rollup has its
measures, its dimensions, whatever it filters by (row filters included) and its time dimension in steps no coarser. Of the rollups
that come into question the one that serves most is taken first, then the one that serves most of the rest, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from attrs import field, frozen

from floe_cube.adapters.events import QueryEvent

__all__ = ["CubeShape", "Deployment", "Rollup", "Suggestion", "Survey", "suggest", "survey"]

#: Measures whose parts add up to the whole. Source: Cube 1.7.43, `BaseMeasure.isAdditive`.
ADDITIVE = frozenset({"count", "sum", "min", "max", "count_distinct_approx"})
#: Granularity -> those that it adds up to. Weeks cross the borders of months.
COARSER: Mapping[str, tuple[str, ...]] = {
    "second": ("second", "minute", "hour", "day", "week", "month", "quarter", "year"),
    "minute": ("minute", "hour", "day", "week", "month", "quarter", "year"),
    "hour": ("hour", "day", "week", "month", "quarter", "year"),
    "day": ("day", "week", "month", "quarter", "year"),
    "week": ("week",),
    "month": ("month", "quarter", "year"),
    "quarter": ("quarter", "year"),
    "year": ("year",),
}
#: A rollup with more dimensions is hardly smaller than its table.
MOST_DIMENSIONS = 8
#: Shapes of queries that are tried together: the square of it is the work.
MOST_SHAPES = 60


@frozen(kw_only=True)
class CubeShape:
    """What must be known of a cube.

    Attributes:
        model: name of its dbt model.
        measures: name -> type; only measures whose values are aggregated directly.
        keys: dimensions of the primary key.
        taken: names that its members and pre-aggregations have.
        joins: cubes that it joins to.
        filters: dimensions that row filters name.
    """

    model: str | None
    measures: Mapping[str, str] = field(factory=dict)
    keys: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    joins: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()


@frozen(kw_only=True)
class Deployment:
    """The cubes by name, and each member of a view -> the path to it (`orders.customers.tier`)."""

    cubes: Mapping[str, CubeShape]
    views: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class Rollup:
    """What a rollup holds, or what a query needs of one. Members are full paths from the rollup's cube: `orders.customers.tier`."""

    cube: str
    measures: frozenset[str]
    dimensions: frozenset[str]
    segments: frozenset[str] = frozenset()
    time_dimension: str | None = None
    granularity: str | None = None

    def serves(self, query: Rollup) -> bool:
        """Whether it holds all that a query needs."""
        in_steps = query.time_dimension is None or (
            query.time_dimension == self.time_dimension and query.granularity in COARSER.get(self.granularity or "", ())
        )
        return (
            in_steps
            and self.cube == query.cube
            and self.measures >= query.measures
            and self.dimensions >= query.dimensions
            and self.segments >= query.segments
        )

    def united(self, other: Rollup) -> Rollup | None:
        """The smallest rollup that serves what either of two serves, if there is one of moderate size."""
        times = {self.time_dimension, other.time_dimension} - {None}
        dimensions = self.dimensions | other.dimensions
        if self.cube != other.cube or len(times) > 1 or len(dimensions) > MOST_DIMENSIONS:
            return None
        steps = [step for step in (self.granularity, other.granularity) if step]
        common = [g for g, coarser in COARSER.items() if all(step in coarser for step in steps)]
        return Rollup(
            cube=self.cube,
            measures=self.measures | other.measures,
            dimensions=dimensions,
            segments=self.segments | other.segments,
            time_dimension=next(iter(times), None),
            granularity=common[-1] if steps else None,
        )


@frozen(kw_only=True)
class Survey:
    """What people asked.

    Attributes:
        needs: what each kind of query needs of a rollup -> how many there were, and their milliseconds.
        queries: all queries that were answered.
        milliseconds: the time that they took.
        served: those that a pre-aggregation answered already.
        unfit: those that no rollup can serve, by the reason.
    """

    needs: Mapping[Rollup, tuple[int, float]]
    queries: int
    milliseconds: float
    served: int
    unfit: Mapping[str, int]


@frozen(kw_only=True)
class Suggestion:
    """A rollup, its name, and how many queries and milliseconds it would serve that those before it do not."""

    name: str
    rollup: Rollup
    queries: int
    milliseconds: float


def survey(events: Iterable[QueryEvent], deployment: Deployment) -> Survey:
    """Sum up the records of queries."""
    needs: dict[Rollup, tuple[int, float]] = {}
    unfit: dict[str, int] = {}
    queries, milliseconds, served = 0, 0.0, 0
    for event in events:
        if event.event != "COMPLETE" or event.kind != "query":
            continue
        spent = event.duration_ms or 0.0
        queries, milliseconds = queries + 1, milliseconds + spent
        if event.pre_aggregations:
            served += 1
            continue
        need = _need(event, deployment)
        if isinstance(need, str):
            unfit[need] = unfit.get(need, 0) + 1
        else:
            count, time = needs.get(need, (0, 0.0))
            needs[need] = (count + 1, time + spent)
    return Survey(
        needs=needs, queries=queries, milliseconds=milliseconds, served=served, unfit=dict(sorted(unfit.items()))
    )


def suggest(found: Survey, deployment: Deployment, most: int = 10) -> tuple[Suggestion, ...]:
    """The rollups that serve most, each with what those before it leave to it."""
    frequent = sorted(found.needs, key=lambda need: (-found.needs[need][0], _order(need)))[:MOST_SHAPES]
    pairs = (one.united(other) for one, other in combinations(frequent, 2))
    candidates = sorted({*frequent, *(pair for pair in pairs if pair is not None)}, key=_order)
    left = dict(found.needs)
    chosen: list[Suggestion] = []
    while len(chosen) < most:
        worth = {c: [need for need in left if c.serves(need)] for c in candidates}
        best = max(candidates, key=lambda c: (sum(left[n][0] for n in worth[c]), -len(c.dimensions)), default=None)
        if best is None or not worth[best]:
            break
        queries, spent = (sum(left[need][part] for need in worth[best]) for part in (0, 1))
        name = _name(best, deployment, [suggestion.name for suggestion in chosen])
        chosen.append(Suggestion(name=name, rollup=best, queries=int(queries), milliseconds=spent))
        for need in worth[best]:
            del left[need]
    return tuple(chosen)


def _order(rollup: Rollup) -> tuple[str, ...]:
    members = sorted((*rollup.measures, *rollup.dimensions, *rollup.segments))
    return (rollup.cube, *members, rollup.time_dimension or "", rollup.granularity or "")


def _name(rollup: Rollup, deployment: Deployment, given: Sequence[str]) -> str:
    """`by_kind_daily`, or with a number behind it where that is taken."""
    filters = {path for path in rollup.dimensions if _is_filter(path, deployment)}
    words = sorted(path.rpartition(".")[2] for path in rollup.dimensions - filters)[:3]
    steps = {"day": ["daily"], None: []}.get(rollup.granularity, [f"{rollup.granularity}ly"])
    stem = "_".join([*(["by", *words] if words else ["totals"]), *steps])
    taken = deployment.cubes[rollup.cube].taken.union(given)
    return next(
        name for number in range(1, 1000) for name in [stem if number == 1 else f"{stem}_{number}"] if name not in taken
    )


def _is_filter(path: str, deployment: Deployment) -> bool:
    owner, name = path.split(".")[-2:]
    return name in deployment.cubes[owner].filters


# --- one query -------------------------------------------------------------------------------------------------------
def _need(event: QueryEvent, deployment: Deployment) -> Rollup | str:
    """What a query needs of a rollup, or why no rollup can serve it."""
    asked = event.asked
    steps = {".".join(name.split(".")[:2]): (name.split(".")[2:] or [""])[0] for name in asked.time_dimensions}
    try:
        measures = {_path(name, deployment) for name in asked.measures}
        others = {_path(name, deployment) for name in (*asked.dimensions, *asked.filters)}
        segments = {_path(name, deployment) for name in asked.segments}
        times = {_path(name, deployment): step for name, step in steps.items()}
    except KeyError:
        return "of members that the deployment no longer has"
    homes = {path.split(".")[-2] for path in measures}
    if asked.unknown or not measures or len(homes) > 1 or len(times) > 1:
        return "with measures of no cube, or of several" if len(homes) != 1 else "with several time dimensions"
    (home,) = homes
    cube = deployment.cubes[home]
    filtered = {path for path in others if path.split(".")[-2] == home and path.split(".")[-1] in cube.measures}
    measures, others = measures | filtered, others - filtered
    if any(cube.measures.get(path.rpartition(".")[2]) not in ADDITIVE for path in measures):
        return "with a measure that does not add up"
    rooted = {_from(home, path, deployment) for path in others}
    owners = {step for path in rooted if path for step in path.split(".")[:-1]} | {home}
    rows = {_from(home, f"{owner}.{name}", deployment) for owner in owners for name in deployment.cubes[owner].filters}
    time = next(((_from(home, path, deployment), step) for path, step in times.items()), (None, None))
    dimensions = rooted | rows
    if None in dimensions or (times and time[0] is None) or any(path.split(".")[-2] != home for path in segments):
        return "across cubes that nothing joins"
    held = frozenset(path for path in dimensions if path)
    keys = {f"{home}.{name}" for name in cube.keys}
    if keys & held:
        return "by single rows" if keys & rooted else "of a cube whose row filter names its key"
    if len(held) > MOST_DIMENSIONS:
        return "by many dimensions"
    return Rollup(
        cube=home,
        measures=frozenset(f"{home}.{path.rpartition('.')[2]}" for path in measures),
        dimensions=held - {time[0]} if time[0] else held,
        segments=frozenset(segments),
        time_dimension=time[0],
        granularity=(time[1] or "day") if time[0] else None,
    )


def _path(name: str, deployment: Deployment) -> str:
    """`orders.status` of a member of a cube or of a view; a KeyError where there is none."""
    path = deployment.views.get(name, name)
    owner = path.split(".")[-2]
    if owner not in deployment.cubes:
        raise KeyError(owner)
    return path


def _from(home: str, path: str, deployment: Deployment) -> str | None:
    """The path of a member along the joins of a cube: `orders.customers.tier`; None where no join leads there."""
    owner, name = path.split(".")[-2:]
    ways = {home: home}
    frontier = [home]
    while owner not in ways and frontier:
        following = [(here, there) for here in frontier for there in deployment.cubes[here].joins]
        frontier = []
        for here, there in following:
            if there not in ways and there in deployment.cubes:
                ways[there] = f"{ways[here]}.{there}"
                frontier.append(there)
    return f"{ways[owner]}.{name}" if owner in ways else None


def lines(suggestions: Sequence[Suggestion], found: Survey, deployment: Deployment) -> Iterator[str]:
    """The suggestions as dbt's YAML, with what they would serve as comments."""
    total, spent = max(found.queries, 1), found.milliseconds or 1.0
    would = sum(suggestion.queries for suggestion in suggestions)
    yield f"# {found.queries} queries: {_share(found.served, total)} are answered by pre-aggregations, {_share(would, total)} more would be."
    yield from (f"# {_share(count, total)} cannot be: {reason}." for reason, count in found.unfit.items())
    if not suggestions:
        return
    yield "models:"
    for cube in sorted({suggestion.rollup.cube for suggestion in suggestions}):
        yield f"  - name: {deployment.cubes[cube].model or cube}"
        yield from ("    config:", "      meta:", "        cube:", "          pre_aggregations:")
        for suggestion in suggestions:
            if suggestion.rollup.cube == cube:
                share, time = _share(suggestion.queries, total), _share(suggestion.milliseconds, spent)
                yield f"            # {share} of the queries, {time} of their time"
                yield f"            - name: {suggestion.name}"
                yield from (f"              {key}: {value}" for key, value in _properties(suggestion.rollup))


def _properties(rollup: Rollup) -> Iterator[tuple[str, str]]:
    for key in ("measures", "dimensions", "segments"):
        if names := sorted(_short(path, rollup.cube) for path in getattr(rollup, key)):
            yield key, f"[{', '.join(names)}]"
    if rollup.time_dimension:
        yield "time_dimension", _short(rollup.time_dimension, rollup.cube)
        yield "granularity", str(rollup.granularity)


def _short(path: str, cube: str) -> str:
    """A member of the cube itself by its name alone."""
    owner, _, name = path.rpartition(".")
    return name if owner == cube else path


def _share(part: float, whole: float) -> str:
    return f"{100 * part / whole:.0f} %"
