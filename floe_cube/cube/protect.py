"""Who sees which rows: the access policy of every cube, and the same table for `queryRewrite`, the second layer.

One decision a cube: *filtered* by a column that must equal a claim, *all* rows because meta says that it is exempt, or *none*
because it lacks the column: what is not known is denied.

Numbers stay right under the filter. Cube applies row filters after its LEFT JOINs, which would drop the rows that have no partner
(cube-js/cube#11574). So where two joined cubes are filtered by one claim, the join also equates their columns (a reference into
another organisation is then unmatched, as if each table had been filtered first), and the filter of a joined cube lets the rows
pass whose key and filter column are both null: in a table whose key is never null these are the unmatched rows and no others, and
a key that turns out to be null after all opens no row that belongs to somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import attrs

from floe_cube.config import ClaimPath, SecurityConfig, claim_keys, claim_steps
from floe_cube.cube.access import AccessTable, ClaimFilter, CubeAccess
from floe_cube.cube.ast import (
    AccessPolicy,
    AllOf,
    AllowAll,
    AnyOf,
    Cube,
    Expr,
    Filter,
    FilterTree,
    Join,
    MemberSet,
    Name,
    OfSql,
    Plain,
    Ref,
    RowFilters,
    Sql,
)
from floe_cube.cube.inheritance import written_out
from floe_cube.cube.joins import Side
from floe_cube.cube.walk import between, foreign_reads, joined_cubes, with_bases
from floe_cube.diagnostics import Diagnostic, finding
from floe_cube.ir.meta import Meta
from floe_cube.ir.model import Relationship
from floe_cube.record import frozen

EVERYBODY = Plain("*")
#: A group that the runtime never grants. A policy for everybody would not do: a view opens all members of its cubes.
NOBODY = Plain("floe-cube/nobody")


@frozen(kw_only=True)
class Rows:
    """The decision on one cube.

    Attributes:
        filters: physical column -> claim, all of which must match; empty with `exempt` or for a cube that is denied.
        exempt: meta says that everybody may see every row.
    """

    filters: Mapping[str, ClaimPath]
    exempt: bool = False


@frozen(kw_only=True)
class Draft:
    """A cube on its way: where it comes from, what its meta says, which dimension each column became, whom relationships join.

    Attributes:
        joined: the relationships that join a cube, with its name.
    """

    cube: Cube
    side: Side
    declared: Meta
    names: Mapping[str, Name]
    policies: tuple[AccessPolicy, ...] = ()
    joined: tuple[tuple[Relationship, Name], ...] = ()

    @property
    def targets(self) -> Mapping[Relationship, Name]:
        """The cube that each relationship joins."""
        return dict(self.joined)


def protect(
    drafts: Sequence[Draft], security: SecurityConfig
) -> tuple[tuple[Cube, ...], AccessTable, list[Diagnostic]]:
    """Give every cube its policies, its joins the columns they must equate, and say the same as a table."""
    if not security.row_level:
        every_row = dict.fromkeys((str(draft.cube.name) for draft in drafts), CubeAccess(rows="all"))
        cubes_as_stated = tuple(
            attrs.evolve(d.cube, access_policy=d.policies) if d.policies else d.cube for d in drafts
        )
        return cubes_as_stated, AccessTable(cubes=every_row), []
    findings: list[Diagnostic] = []
    rows = {str(draft.cube.name): decide(draft, security, findings) for draft in drafts}
    keys = claim_keys([security.claim, *(claim for decision in rows.values() for claim in decision.filters.values())])
    drafts = _apart(drafts, rows, findings)
    drafts = _blank(drafts, rows, {str(draft.cube.name): draft.cube for draft in drafts}, findings)
    by_name = {str(draft.cube.name): draft for draft in drafts}
    joined = {join.name for draft in drafts for join in draft.cube.joins}
    reads = foreign_reads({name: draft.cube for name, draft in by_name.items()})
    cubes: list[Cube] = []
    table: dict[str, CubeAccess] = {}
    for draft in drafts:
        decision = rows[draft.cube.name]
        nullable = _nullable_key(draft) if draft.cube.name in joined and decision.filters else None
        if draft.cube.name in joined and decision.filters and nullable is None:
            findings.append(finding("FC0612", draft.cube.origin, cube=draft.cube.name))
        joins = tuple(_equate(join, draft, by_name, rows, findings) for join in draft.cube.joins)
        filters = tuple(ClaimFilter(member=draft.names[c], claim=keys[claim]) for c, claim in decision.filters.items())
        cubes.append(attrs.evolve(draft.cube, joins=joins, access_policy=_policies(draft, decision, filters, nullable)))
        table[draft.cube.name] = CubeAccess(
            rows="all" if decision.exempt else "filtered" if filters else "none",
            filters=filters,
            nullable_key=nullable,
            reads=reads.get(draft.cube.name, {}),
        )
    return tuple(cubes), AccessTable(cubes=table, claims={key: path for path, key in keys.items()}), findings


# --- the decision ----------------------------------------------------------------------------------------------------
def decide(draft: Draft, security: SecurityConfig, findings: list[Diagnostic]) -> Rows:
    """What meta says under `row_level`, else the configured column, else nothing for anybody."""
    stated, place = draft.declared.get("row_level"), draft.cube.origin
    if stated == "exempt":
        return Rows(filters={}, exempt=True)
    wanted: dict[str, ClaimPath] = {}
    if stated is None:
        wanted[security.filter_column] = security.claim
    elif isinstance(stated, Mapping) and stated and all(map(_steps, stated.values())):
        wanted = {column: ClaimPath(_steps(claim)) for column, claim in stated.items()}
    else:
        findings.append(finding("FC0613", place, cube=draft.cube.name))
        return Rows(filters={})
    by_folded = {column.casefold(): column for column in sorted(draft.names, reverse=True)}
    filters = {}
    for column, claim in sorted(wanted.items()):
        physical = column if column in draft.names else by_folded.get(column.casefold())
        if physical is None:
            findings.append(finding("FC0611", place, cube=draft.cube.name, column=column))
            return Rows(filters={})
        filters[physical] = claim
    return Rows(filters=filters)


def _steps(claim: object) -> tuple[str, ...]:
    """The way to a claim as meta writes it: text, or a list of its steps. Nothing if it is neither."""
    steps = claim_steps(claim) if isinstance(claim, str) else claim if isinstance(claim, list | tuple) else ()
    return tuple(steps) if all(isinstance(step, str) and step for step in steps) else ()


def _nullable_key(draft: Draft) -> Name | None:
    """A dimension that is null in unmatched rows only: a column of the key that is known never to be null."""
    never_null = {column.name for column in draft.side.model.columns if column.not_null}
    for column in draft.side.key:
        if column in never_null and column in draft.names:
            return draft.names[column]
    return None


def _apart(drafts: Sequence[Draft], rows: Mapping[str, Rows], findings: list[Diagnostic]) -> list[Draft]:
    """The cubes with people's policies of the cubes that they extend, and free of bases that show other rows.

    Cube unites the policies of a cube with those of its base: a policy that opens the base would open the cube as well.
    """
    by_name = {str(draft.cube.name): draft for draft in drafts}
    cubes = {name: draft.cube for name, draft in by_name.items()}
    result = []
    for draft in drafts:
        if draft.cube.extends is None:
            result.append(draft)
            continue
        bases = [by_name[base.name] for base in with_bases(draft.cube, cubes)[1:]]
        stated = (policy for each in (draft, *bases) for policy in each.policies)
        cube = draft.cube
        other = next((base for base in bases if _shown(base, rows) != _shown(draft, rows)), None)
        if other is not None:
            cube = written_out(cube, [base.cube for base in bases])
            findings.append(finding("FC0625", cube.origin, cube=cube.name, base=other.cube.name))
        result.append(attrs.evolve(draft, cube=cube, policies=tuple(dict.fromkeys(stated))))
    return result


def _shown(draft: Draft, rows: Mapping[str, Rows]) -> tuple[bool, frozenset[tuple[Name, ClaimPath]]]:
    """What decides on the rows of a cube, in its own terms."""
    decision = rows[draft.cube.name]
    return decision.exempt, frozenset((draft.names[column], claim) for column, claim in decision.filters.items())


# --- joins -----------------------------------------------------------------------------------------------------------
def _equate(
    join: Join, draft: Draft, by_name: Mapping[str, Draft], rows: Mapping[str, Rows], findings: list[Diagnostic]
) -> Join:
    """The join with `AND {CUBE.org} = {parent.org}` for each claim that filters both sides; a denied parent is never found.

    The columns stand there as members: Cube applies the policies of the cubes whose members a query evaluates, so that a cube
    is protected also where a join merely passes through it. What filters one side only is named for the same purpose.
    """
    parent = by_name.get(join.name)
    if parent is None:
        return join
    own = rows[draft.cube.name]
    mine, theirs = own.filters, rows[join.name].filters
    by_claim = {claim: draft.names[column] for column, claim in mine.items()}
    conditions = [] if theirs or rows[join.name].exempt else ["1 = 0"]
    for column, claim in theirs.items():
        member = f"{{{join.name}.{parent.names[column]}}}"
        conditions.append(f"{{CUBE.{by_claim[claim]}}} = {member}" if claim in by_claim else f"{member} IS NOT NULL")
    conditions += [f"{{CUBE.{by_claim[claim]}}} IS NOT NULL" for claim in by_claim if claim not in theirs.values()]
    if set(theirs.values()) - set(mine.values()) and (mine or own.exempt):  # of a cube that is denied nothing drops out
        findings.append(finding("FC0614", draft.cube.origin, cube=draft.cube.name, target=join.name))
    if not conditions:
        return join
    # First, where an `or` would take them apart or a comment swallow them.
    is_plain = re.search(r"\bor\b|--|/\*", join.sql, re.IGNORECASE) is None
    parts = [join.sql, *conditions] if is_plain else [*conditions, f"({join.sql})"]
    return attrs.evolve(join, sql=Sql(" AND ".join(parts)))


def _blank(
    drafts: Sequence[Draft], rows: Mapping[str, Rows], cubes: Mapping[str, Cube], findings: list[Diagnostic]
) -> list[Draft]:
    """The cubes with null in place of each sub-query dimension that would read the rows of others.

    No filter reaches a sub-query: Cube hands on plain ones at most (1.7.43, BaseQuery.subQueryDescription). It holds the right
    rows only where every join on its way equates what filters the cubes that it reads.
    """
    edges = {name: joined_cubes(cube, cubes) for name, cube in cubes.items()}
    reads = foreign_reads(cubes, sub_queries=True)
    result = []
    for draft in drafts:
        name, place = draft.cube.name, draft.cube.origin
        known = {
            d.name: d
            for each in reversed(with_bases(draft.cube, cubes))
            for d in each.dimensions
            if d.details.sub_query
        }
        blank = {}
        for dimension in known.values():
            for other in reads.get(name, {}).get(dimension.name, ()):
                needed = set(rows[other].filters.values())
                way = between(name, other, edges) or between(other, name, edges)
                follows = needed and way and all(needed <= set(rows[step].filters.values()) for step in way)
                if not follows and not rows[other].exempt and dimension.name not in blank:
                    findings.append(
                        finding("FC0615", place.at(dimension.name), member=dimension.name, cube=name, other=other)
                    )
                    own_query = attrs.evolve(dimension.details, sub_query=None, propagate_filters_to_sub_query=None)
                    blank[dimension.name] = attrs.evolve(dimension, value=OfSql(Sql("(NULL)")), details=own_query)
        own = tuple(blank.pop(dimension.name, dimension) for dimension in draft.cube.dimensions)
        result.append(attrs.evolve(draft, cube=attrs.evolve(draft.cube, dimensions=(*own, *blank.values()))))
    return result


# --- policies --------------------------------------------------------------------------------------------------------
def _policies(
    draft: Draft, decision: Rows, filters: tuple[ClaimFilter, ...], nullable: Name | None
) -> tuple[AccessPolicy, ...]:
    """People's own policies, each narrowed by the filter; without any, one policy for everybody."""
    everything = MemberSet(includes="*")
    stated = draft.policies or (AccessPolicy(group=EVERYBODY, member_level=everything),)
    if decision.exempt:
        return tuple(p if p.row_level else attrs.evolve(p, row_level=AllowAll()) for p in stated)
    if not filters:
        return (AccessPolicy(group=NOBODY, member_level=MemberSet(excludes="*")),)
    trees = tuple(_filter_trees(filters, nullable))
    narrowed = []
    for policy in stated:
        own = policy.row_level.filters if isinstance(policy.row_level, RowFilters) else ()
        level = granting(policy.member_level, [Name(item.member) for item in filters])
        narrowed.append(attrs.evolve(policy, member_level=level, row_level=RowFilters((*trees, *own))))
    return tuple(narrowed)


def granting(level: MemberSet | None, names: Sequence[Name]) -> MemberSet | None:
    """The same members and those that decide on rows or count them: queries touch them that do not name them."""
    if level is None or level.excludes == "*" or not (level.includes or level.excludes):
        return level
    includes = (
        level.includes if isinstance(level.includes, str) else tuple(dict.fromkeys((*(level.includes or ()), *names)))
    )
    excludes = tuple(name for name in level.excludes or () if name not in names) or None
    return MemberSet(includes=includes if level.includes else "*", excludes=excludes)


def _filter_trees(filters: Sequence[ClaimFilter], nullable: Name | None) -> Iterator[FilterTree]:
    for item in filters:
        values = Expr(f"{{ securityContext.claims.{item.claim} }}")
        equals = Filter(member=Ref(item.member), operator="equals", values=values)
        if nullable is None:
            yield equals
        else:
            absent = (Filter(member=Ref(name), operator="notSet") for name in dict.fromkeys((nullable, item.member)))
            yield AnyOf((equals, AllOf(tuple(absent))))
