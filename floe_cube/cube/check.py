"""What Cube would reject, or accept and get wrong, found before Cube sees it. Reads the AST, changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from operator import attrgetter
from typing import Literal, TypeAlias, get_args

from attrs import field

from floe_cube.cube.absent import Relations
from floe_cube.cube.ast import (
    Cube,
    DataModel,
    Dimension,
    Granularity,
    PreAggregation,
    Ref,
    View,
    ViewGroup,
)
from floe_cube.cube.foreign import foreign_columns
from floe_cube.cube.names import CONTEXT_NAMES, RESERVED_MEMBERS, graphql_type
from floe_cube.cube.policies import check_policies, members_in
from floe_cube.cube.sql import check_sql, expression_references, references
from floe_cube.cube.views import check_view, shown
from floe_cube.cube.walk import (
    COLUMN,
    EQUAL,
    NAMED,
    all_sql,
    is_bare,
    member_names,
    more_than_columns,
    source_sql,
    taken_names,
    with_bases,
)
from floe_cube.diagnostics import NOWHERE, Diagnostic, finding, nearest
from floe_cube.ir.graph import reach
from floe_cube.ir.model import Project
from floe_cube.record import frozen

__all__ = ["check"]

Kind: TypeAlias = Literal["measures", "dimensions", "segments"]
KINDS: tuple[Kind, ...] = get_args(Kind)
GRANULARITIES = frozenset(get_args(Granularity))


def check(model: DataModel, project: Project | None = None) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a data model. An empty result means that Cube compiles it.

    Args:
        project: whose relations the cubes stand on; without it nothing is known of their columns.
    """
    scope = Scope.of(model)
    relations = Relations.of(scope.cubes, project)
    keyless = {cube.name for cube in model.cubes if not (cube.extends or _has_key(cube)) and _can_multiply(cube)}
    findings: list[Diagnostic] = []
    for cube in model.cubes:
        findings += _names(cube, scope.members(cube.name))
        special = more_than_columns(cube)
        findings += _joins(cube, scope, keyless)
        if relations.models:
            findings += _absent(cube, special, relations)
        if special or not is_bare(cube):
            findings += _sql(cube, special, scope)
            findings += _references(cube, special, scope)
            findings += _rollups(cube, scope)
            findings += foreign_columns(cube, special, scope.cubes)
        elif (sql := source_sql(cube)) is not None and not COLUMN.fullmatch(sql):
            findings += _read(cube, "sql", sql, scope)[1]
        if cube.extends is not None:
            findings += _inherited_names(cube, scope)
        if cube.access_policy:
            findings += check_policies(cube, scope.members(cube.name))
    groups = frozenset(group.name for group in model.view_groups)
    for view in model.views:
        findings += check_view(view, scope.cubes, scope.views, groups)
        findings += check_policies(view, shown(view, scope.cubes, scope.views))
    for group in model.view_groups:
        findings += _grouped(group, scope)
    findings += _alike(model)
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
        """Names of a cube's members, with those that it inherits; None of a view, and where a base is not among the cubes."""
        if name not in self._members:
            bases = with_bases(self.cubes[name], self.cubes) if name in self.cubes else []
            is_known = bases and not bases[-1].extends
            self._members[name] = frozenset().union(*map(member_names, bases)) if is_known else None
        return self._members[name]

    def problem(self, cube: Cube, path: str) -> str:
        """Why a reference from inside a cube means nothing; empty when it does."""
        first, _, rest = path.partition(".")
        if first in ("CUBE", "TABLE"):
            first, _, rest = rest.partition(".")
        elif first in CONTEXT_NAMES:
            return ""
        own = self.members(cube.name)
        if not first or own is None:
            return ""
        if first in own and (path.startswith(("CUBE.", "TABLE.")) or first not in self):  # else the cube is meant
            return _problem_of_part(with_bases(cube, self.cubes), first, rest) if rest else ""
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
        if not following or known is None:
            return ""
        if following in known:
            return _problem_of_part(with_bases(self.cubes[first], self.cubes), following, more) if more else ""
        if following in self:
            return self._problem_of_path(following, more)
        return f"`{first}` has no member `{following}`{nearest(following, sorted(known))}"

    def target(self, cube: Cube, path: str) -> tuple[list[Cube], str]:
        """The cube that a path from inside another one ends at, with those that it extends, and the name there."""
        *steps, name = path.split(".")
        return with_bases(self.cubes.get(steps[-1], cube) if steps else cube, self.cubes), name


def _problem_of_part(bases: list[Cube], name: str, path: str) -> str:
    """Why `ordered_at.month` means nothing: only a time has parts, one for each of its granularities."""
    part, owner = path.partition(".")[0], bases[0].name
    times: dict[str, frozenset[str]] = {}
    for cube in reversed(bases):
        times |= {m.name: GRANULARITIES for m in cube.measures if m.value.type == "time"}
        for dimension in cube.dimensions:
            if dimension.type == "time":
                times[dimension.name] = GRANULARITIES.union(own.name for own in dimension.details.granularities)
    if name not in times:
        return f"`{name}` of `{owner}` is no time, which alone has parts such as `{part}`"
    near = nearest(part, sorted(times[name]))
    return "" if part in times[name] else f"`{name}` of `{owner}` has no granularity `{part}`{near}"


def _grouped(group: ViewGroup, scope: Scope) -> Iterator[Diagnostic]:
    """Views that a group names and that are not there."""
    for item in (*group.includes, *group.views):
        if isinstance(item, ViewGroup):
            yield from _grouped(item, scope)
        elif item not in scope.views:
            reason = f"there is no view of that name{nearest(item, sorted(scope.views))}"
            yield finding("FC0602", NOWHERE, member=group.name, path=item, reason=reason)


# --- names -----------------------------------------------------------------------------------------------------------
def _names(cube: Cube, members: frozenset[str] | None) -> Iterator[Diagnostic]:
    joined = {join.name for join in cube.joins}
    count = len(cube.dimensions) + len(cube.measures) + len(cube.segments)
    more = cube.hierarchies or cube.pre_aggregations
    all_distinct = members is not None and len(members) == count and not more
    if members and all_distinct and members.isdisjoint(RESERVED_MEMBERS) and members.isdisjoint(joined):
        return  # nearly always
    names = taken_names(cube)
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield finding("FC0504", cube.origin.at(name), name=name)
        if name in RESERVED_MEMBERS:
            yield finding("FC0506", cube.origin.at(name), name=name, why="the word means something else to Cube")
        elif name in joined:
            yield finding("FC0506", cube.origin.at(name), name=name, why="it would hide the joined cube of that name")
        seen.add(name)


def _inherited_names(cube: Cube, scope: Scope) -> Iterator[Diagnostic]:
    bases = with_bases(cube, scope.cubes)[1:]
    inherited = {member.name: kind for base in bases for kind in NAMED for member in getattr(base, kind)}
    for kind in NAMED:
        for member in getattr(cube, kind):
            if inherited.get(member.name, kind) != kind:
                yield finding("FC0504", cube.origin.at(member.name), name=member.name)


def _alike(model: DataModel) -> Iterator[Diagnostic]:
    """Names that are one and the same type in GraphQL, which has none of what is hidden."""
    by_type: dict[str, str] = {}
    named: tuple[Cube | View, ...] = (*model.cubes, *model.views)
    shown = [each for each in named if each.public is not False]
    if len({each.name.replace("_", "").lower() for each in shown}) == len(shown):
        return  # nearly always: a type is its name without underscores, in another case
    for each in sorted(shown, key=lambda each: each.name):
        other = by_type.setdefault(graphql_type(each.name), each.name)
        if other != each.name:
            yield finding("FC0502", each.origin, name=each.name, other=other, type=graphql_type(each.name))


# --- SQL -------------------------------------------------------------------------------------------------------------
def _sql(cube: Cube, special: list[Dimension], scope: Scope) -> Iterator[Diagnostic]:
    targets = {join.name for join in cube.joins}
    reads: dict[str, set[str]] = defaultdict(set)
    for member, sql in all_sql(cube, special):
        if COLUMN.fullmatch(sql):
            continue
        paths, misread = _read(cube, member, sql, scope)
        yield from misread
        if member not in targets:  # a joined cube goes before a member of its name
            reads[member].update(p.removeprefix("CUBE.").removeprefix(f"{cube.name}.").partition(".")[0] for p in paths)
    for member, read in reads.items():
        for other in sorted(read):
            if member in reach([other], reads):
                reason = "nothing can be computed from itself"
                yield finding("FC0602", cube.origin.at(member), member=member, path=other, reason=reason)


def _absent(cube: Cube, special: list[Dimension], relations: Relations) -> Iterator[Diagnostic]:
    for member, sql in (*all_sql(cube, special), *((join.name, join.sql) for join in cube.joins)):
        if member != "sql":  # the relation itself
            yield from relations.check(cube, member, sql)


def _read(cube: Cube, member: str, sql: str, scope: Scope) -> tuple[list[str], list[Diagnostic]]:
    """What SQL names and what is wrong with it: that Cube cannot read it, or that something it names means nothing."""
    problem = check_sql(sql)
    if problem is not None:
        return [], [finding("FC0601", cube.origin.at(member), member=member, sql=sql, problem=problem)]
    paths, findings = [], []
    for path in references(sql):
        reason = scope.problem(cube, path)
        if reason:
            findings.append(finding("FC0602", cube.origin.at(member), member=member, path=path, reason=reason))
        else:
            paths.append(path)
    return paths, findings


# --- references ------------------------------------------------------------------------------------------------------
def _references(cube: Cube, special: list[Dimension], scope: Scope) -> Iterator[Diagnostic]:
    for owner, path in _all_references(cube, special):
        reason = scope.problem(cube, path)
        if reason:
            yield finding("FC0602", cube.origin.at(owner), member=owner, path=path, reason=reason)


def _all_references(cube: Cube, special: list[Dimension]) -> Iterator[tuple[str, str]]:
    for dimension in special:
        details = dimension.details
        for link in details.links:
            expressions = (link.url, *(param.value for param in link.params))
            yield from ((dimension.name, path) for text in expressions if text for path in expression_references(text))
        yield from ((dimension.name, path) for path in (details.key, *details.add_group_by) if path)
    for measure in cube.measures:
        groups = [measure.drill_members, measure.group_by, measure.reduce_by, measure.add_group_by]
        if measure.grain:
            groups += (measure.grain.exclude, measure.grain.keep_only, measure.grain.include)
        if measure.filter:
            groups += (measure.filter.exclude, measure.filter.keep_only, tuple(members_in(measure.filter.include)))
        groups += ((shift.time_dimension,) for shift in measure.time_shift if shift.time_dimension)
        yield from ((measure.name, path) for group in groups for path in group)
    for hierarchy in cube.hierarchies:
        yield from ((hierarchy.name, path) for path in hierarchy.levels)
    for rollup in cube.pre_aggregations:
        yield from ((rollup.name, path) for _, paths in _kinds(rollup) for path in paths)
        yield from ((rollup.name, path) for index in rollup.indexes for path in index.columns)


def _kinds(rollup: PreAggregation) -> Iterator[tuple[Kind, tuple[Ref, ...]]]:
    """What a pre-aggregation names, by the kind of member that it must be."""
    yield "measures", rollup.measures
    yield "dimensions", rollup.dimensions
    yield "segments", rollup.segments
    times = (rollup.time_dimension, *(time.dimension for time in rollup.time_dimensions))
    yield "dimensions", tuple(path for path in times if path)


def _rollups(cube: Cube, scope: Scope) -> Iterator[Diagnostic]:
    """Members of another kind than a pre-aggregation wants, and rollups that it is to be made of but that are not there."""
    for rollup in cube.pre_aggregations:
        for kind, paths in _kinds(rollup):
            for path in paths:
                owners, name = scope.target(cube, path)
                found = [other for other in KINDS for each in owners for m in getattr(each, other) if m.name == name]
                if found and kind not in found:
                    reason = f"that is one of the {found[0]}, where one of the {kind} must be"
                    yield finding("FC0602", cube.origin.at(rollup.name), member=rollup.name, path=path, reason=reason)
                if owners[0].name == name:
                    yield finding(
                        "FC0752", cube.origin.at(rollup.name), rollup=rollup.name, cube=cube.name, member=name
                    )
        for path in rollup.rollups:
            owners, name = scope.target(cube, path)
            known = [other.name for each in owners for other in each.pre_aggregations]
            if name not in known:
                reason = f"`{owners[0].name}` has no pre-aggregation of that name{nearest(name, known)}"
                yield finding("FC0602", cube.origin.at(rollup.name), member=rollup.name, path=path, reason=reason)


# --- joins -----------------------------------------------------------------------------------------------------------
#: Aggregates that a join can multiply: Cube then wants a primary key.
MULTIPLIED = frozenset({"count", "sum", "avg", "number"})


def _joins(cube: Cube, scope: Scope, keyless: Container[str]) -> Iterator[Diagnostic]:
    for join in cube.joins:
        for side in (cube.name, join.name):
            if side in keyless:
                yield finding("FC0603", cube.origin.at(join.name), cube=cube.name, target=join.name, keyless=side)
        if (equal := EQUAL.fullmatch(join.sql)) and equal[1] == join.name and join.name in scope.cubes:
            continue  # nearly always
        yield from _read(cube, join.name, join.sql, scope)[1]
        named = {path.removeprefix("CUBE.").partition(".")[0] for path in references(join.sql)}
        if join.name not in named and check_sql(join.sql) is None:
            yield finding("FC0604", cube.origin.at(join.name), cube=cube.name, target=join.name, sql=join.sql)


def _has_key(cube: Cube) -> bool:
    return any(map(attrgetter("primary_key"), cube.dimensions))


def _can_multiply(cube: Cube) -> bool:
    return any(measure.value.type in MULTIPLIED for measure in cube.measures)


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
