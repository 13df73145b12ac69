"""What Cube would reject, or accept and get wrong, found before Cube sees it. Reads the AST, changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from attrs import field, frozen

from floe_cube.cube.ast import (
    AccessPolicy,
    Cube,
    DataModel,
    Filter,
    FilterTree,
    Measure,
    Ref,
    RowFilters,
    View,
)
from floe_cube.cube.names import CONTEXT_NAMES, RESERVED_MEMBERS
from floe_cube.cube.sql import check_sql, references
from floe_cube.cube.views import check_view
from floe_cube.cube.walk import COLUMN, all_sql
from floe_cube.diagnostics import Diagnostic, finding, nearest

__all__ = ["check"]


def check(model: DataModel) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a data model. An empty result means that Cube compiles it."""
    scope = Scope.of(model)
    findings: list[Diagnostic] = []
    for cube in model.cubes:
        findings += _names(cube)
        findings += _sql(cube, scope)
        findings += _references(cube, scope)
        findings += _joins(cube, scope)
        findings += _policies(cube)
    for view in model.views:
        findings += check_view(view, scope.cubes)
        findings += _policies(view)
    findings += _ambiguous(scope)
    return tuple(findings)


@frozen
class Scope:
    """What a name can mean: every cube and view by its name."""

    cubes: Mapping[str, Cube]
    views: Mapping[str, View]
    _members: dict[str, frozenset[str] | None] = field(factory=dict, init=False)

    @classmethod
    def of(cls, model: DataModel) -> Scope:
        """Index a data model."""
        return cls({cube.name: cube for cube in model.cubes}, {view.name: view for view in model.views})

    def __contains__(self, name: str) -> bool:
        return name in self.cubes or name in self.views

    def members(self, name: str) -> frozenset[str] | None:
        """Names of a cube's members; None where they are inherited, or a view's, and so not checked here."""
        if name not in self._members:
            cube = self.cubes.get(name)
            self._members[name] = frozenset(_member_names(cube)) if cube is not None and not cube.extends else None
        return self._members[name]

    def problem(self, cube: Cube, path: str) -> str:
        """Why a reference from inside a cube means nothing; empty when it does."""
        first, _, rest = path.partition(".")
        if first in ("CUBE", "TABLE"):
            first, _, rest = rest.partition(".")
        elif first in CONTEXT_NAMES:
            return ""
        own = self.members(cube.name)
        if not first or own is None or first in own:
            return ""
        if rest or first in self:
            return self._problem_of_path(first, rest)
        near = nearest(first, sorted((*own, *self.cubes)))
        return f"`{cube.name}` has no member and the project no cube of that name{near}"

    def _problem_of_path(self, first: str, rest: str) -> str:
        """`orders.customers.name`: cubes joined one after another, at the end perhaps a member and a granularity."""
        if first not in self:
            return f"there is no cube `{first}`{nearest(first, sorted((*self.cubes, *self.views)))}"
        known = self.members(first)
        following, _, more = rest.partition(".")
        if not following or known is None or following in known:
            return ""
        if following in self:
            return self._problem_of_path(following, more)
        return f"`{first}` has no member `{following}`{nearest(following, sorted(known))}"


def _member_names(cube: Cube) -> Iterator[str]:
    for group in (cube.dimensions, cube.measures, cube.segments):
        for member in group:
            yield member.name


# --- names -----------------------------------------------------------------------------------------------------------
def _names(cube: Cube) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    joined = {join.name for join in cube.joins}
    for name in (*_member_names(cube), *(rollup.name for rollup in cube.pre_aggregations)):
        if name in seen:
            yield finding("FC0504", cube.origin.at(name), name=name)
        if name in RESERVED_MEMBERS:
            yield finding("FC0506", cube.origin.at(name), name=name, why="the word means something else to Cube")
        elif name in joined:
            yield finding("FC0506", cube.origin.at(name), name=name, why="it would hide the joined cube of that name")
        seen.add(name)


# --- SQL -------------------------------------------------------------------------------------------------------------
def _sql(cube: Cube, scope: Scope) -> Iterator[Diagnostic]:
    targets = {join.name for join in cube.joins}
    reads: dict[str, set[str]] = defaultdict(set)
    for member, sql in all_sql(cube):
        if COLUMN.fullmatch(sql):
            continue
        problem = check_sql(sql)
        if problem is not None:
            yield finding("FC0601", cube.origin.at(member), member=member, sql=sql, problem=problem)
            continue
        for path in references(sql):
            reason = scope.problem(cube, path)
            if reason:
                yield finding("FC0602", cube.origin.at(member), member=member, path=path, reason=reason)
            elif member not in targets:
                reads[member].add(path.removeprefix("CUBE.").removeprefix(f"{cube.name}.").partition(".")[0])
    for member, read in reads.items():
        for other in sorted(read):
            if member in _reach(other, reads):
                reason = "nothing can be computed from itself"
                yield finding("FC0602", cube.origin.at(member), member=member, path=other, reason=reason)


def _reach(start: str, edges: Mapping[str, Collection[str]]) -> set[str]:
    found = {start}
    frontier = found
    while frontier := {there for here in frontier for there in edges.get(here, ())} - found:
        found |= frontier
    return found


# --- references ------------------------------------------------------------------------------------------------------
def _references(cube: Cube, scope: Scope) -> Iterator[Diagnostic]:
    for owner, path in _all_references(cube):
        reason = scope.problem(cube, path)
        if reason:
            yield finding("FC0602", cube.origin.at(owner), member=owner, path=path, reason=reason)


def _all_references(cube: Cube) -> Iterator[tuple[str, str]]:
    for policy in cube.access_policy:
        yield from (("access_policy", member) for member in _named_in(policy))
    for dimension in cube.dimensions:
        if dimension.key or dimension.add_group_by:
            yield from ((dimension.name, path) for path in (dimension.key, *dimension.add_group_by) if path)
    for measure in cube.measures:
        groups = [measure.drill_members, measure.group_by, measure.reduce_by, measure.add_group_by]
        if measure.grain:
            groups += (measure.grain.exclude, measure.grain.keep_only, measure.grain.include)
        if measure.filter:
            groups += (measure.filter.exclude, measure.filter.keep_only, tuple(_in_trees(measure.filter.include)))
        groups += ((shift.time_dimension,) for shift in measure.time_shift if shift.time_dimension)
        yield from ((measure.name, path) for group in groups for path in group)
    for hierarchy in cube.hierarchies:
        yield from ((hierarchy.name, path) for path in hierarchy.levels)
    for rollup in cube.pre_aggregations:
        for group in (rollup.measures, rollup.dimensions, rollup.segments):
            yield from ((rollup.name, path) for path in group)
        yield from ((rollup.name, path) for index in rollup.indexes for path in index.columns)
        if rollup.time_dimension:
            yield rollup.name, rollup.time_dimension
        yield from ((rollup.name, dimension.dimension) for dimension in rollup.time_dimensions)


def _named_in(policy: AccessPolicy) -> Iterator[str]:
    """The members that a policy names. Cube takes a misspelt one without a word, and leaves the member open that was meant."""
    for level in (policy.member_level, policy.member_masking):
        for names in (level.includes, level.excludes) if level else ():
            yield from names if isinstance(names, tuple) else ()
    yield from _in_trees(policy.row_level.filters if isinstance(policy.row_level, RowFilters) else ())


def _in_trees(trees: Iterable[FilterTree]) -> Iterator[Ref]:
    for tree in trees:
        if isinstance(tree, Filter):
            yield tree.member
        else:
            yield from _in_trees(tree.filters)


# --- joins -----------------------------------------------------------------------------------------------------------
#: Aggregates that a join can multiply: Cube then wants a primary key.
MULTIPLIED = frozenset({"count", "sum", "avg", "number"})


def _joins(cube: Cube, scope: Scope) -> Iterator[Diagnostic]:
    for join in cube.joins:
        for side in (cube, scope.cubes.get(join.name)):
            if side is not None and not side.extends and not _has_key(side) and _has_multiplied(side.measures):
                yield finding("FC0603", cube.origin.at(join.name), cube=cube.name, target=join.name, keyless=side.name)
        if "{" + join.name not in join.sql:
            yield finding("FC0604", cube.origin.at(join.name), cube=cube.name, target=join.name, sql=join.sql)


def _has_key(cube: Cube) -> bool:
    return any(dimension.primary_key for dimension in cube.dimensions)


def _has_multiplied(measures: Iterable[Measure]) -> bool:
    return any(measure.value.type in MULTIPLIED for measure in measures)


def _ambiguous(scope: Scope) -> Iterator[Diagnostic]:
    """Pairs of cubes with two shortest ways between them: Cube takes one of them without a word."""
    edges: dict[str, list[str]] = {c.name: [join.name for join in c.joins] for c in scope.cubes.values()}
    for start, targets in edges.items():
        if len(targets) > 1:
            for end, ways in _shortest_ways(start, edges).items():
                if len(ways) > 1:
                    paths = " and ".join(f"`{way}`" for way in sorted(ways)[:2])
                    yield finding("FC0605", scope.cubes[start].origin, cube=start, target=end, paths=paths)


#: Joins in a row that are looked through: queries over more of them are rare, and large projects many.
LONGEST_PATH = 6


def _shortest_ways(start: str, edges: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """For each cube in reach the shortest join paths to it; two are enough to know."""
    ways: dict[str, list[str]] = {start: [start]}
    frontier = [start]
    for _ in range(LONGEST_PATH):
        following: dict[str, list[str]] = defaultdict(list)
        for here in frontier:
            for there in edges.get(here, ()):
                if there not in ways:
                    following[there] += [f"{way}.{there}" for way in ways[here]]
        ways |= {there: found[:2] for there, found in following.items()}
        frontier = sorted(following)
    return ways


# --- policies --------------------------------------------------------------------------------------------------------
def _policies(owner: Cube | View) -> Iterator[Diagnostic]:
    """Policies that grant more than they seem to."""
    for index, policy in enumerate(owner.access_policy):
        if _grants_nothing_but_rows(policy):
            yield finding("FC0606", owner.origin, owner=owner.name, index=index)


def _grants_nothing_but_rows(policy: AccessPolicy) -> bool:
    """An empty `member_level` means all members to Cube."""
    level = policy.member_level
    return level is not None and not level.includes and not level.excludes
