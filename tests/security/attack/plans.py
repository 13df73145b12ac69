"""Questions with a known answer: what is asked, as Cube's REST and GraphQL want it and as SQL that asks PostgreSQL itself.

The SQL filters each table before it joins it. One join is different: where two cubes are filtered by different claims (orders by
organisation, offers by region), a row whose partner is not to be seen is left out, as the documentation says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Literal

from attrs import evolve, field, frozen

from tests.security.attack.shop import CUBES, VIEWS, Dimension, Measure, Segment, ways
from tests.security.attack.users import User

Member = Dimension | Measure | Segment
Params = list[object]


@frozen
class Asked:
    """A member as the query calls it: by its cube or by a view."""

    label: str
    member: Member


@frozen
class Leaf:
    """A condition on a member."""

    asked: Asked
    operator: str
    values: tuple[str, ...] = ()


@frozen
class Tree:
    """Conditions joined by a word."""

    word: Literal["and", "or"]
    parts: tuple[Leaf | Tree, ...]


@frozen
class Moment:
    """A time dimension of a query."""

    asked: Asked
    granularity: str | None
    range: tuple[str, str] | None = None


@frozen(kw_only=True)
class Plan:
    """A question.

    Attributes:
        view: the view that it is asked through, None for cubes.
    """

    dimensions: tuple[Asked, ...] = ()
    measures: tuple[Asked, ...] = ()
    segments: tuple[Asked, ...] = ()
    filters: tuple[Leaf | Tree, ...] = ()
    moment: Moment | None = None
    view: str | None = None
    more: dict[str, Any] = field(factory=dict, eq=False)

    @property
    def labels(self) -> list[str]:
        """What the columns of the answer are called, in the order of `sql`."""
        moment = self.moment
        time = [f"{moment.asked.label}.{moment.granularity}"] if moment and moment.granularity else []
        return [*(asked.label for asked in self.dimensions), *time, *(asked.label for asked in self.measures)]

    @property
    def passes(self) -> frozenset[str]:
        """The cubes that the joins pass through, and that the question does not name."""
        named = {member.cube for member in self.members()} | {
            cube for member in self.members() for cube in _needs(member)
        }
        return frozenset(cube for chain in (self.chains() or {}).values() for cube in chain) - named

    def members(self) -> Iterator[Member]:
        """Everything that the question names."""
        for asked in (*self.dimensions, *self.measures, *self.segments):
            yield asked.member
        for leaf in _leaves(self.filters):
            yield leaf.asked.member
        if self.moment:
            yield self.moment.asked.member

    def chains(self) -> dict[str, tuple[str, ...]] | None:
        """Each cube that is needed -> the join path to it; None where Cube could not know where to start, or choose."""
        if self.view:
            paths = {path[-1]: path for path in VIEWS[self.view].paths}
            named = {member.cube: paths[member.cube] for member in self.members()}
        else:
            cubes = {member.cube for member in self.members()} | {cube for m in self.members() for cube in _needs(m)}
            roots = [cube for cube in cubes if cubes <= ways(cube).keys()]
            if len(roots) != 1:
                return None
            named = {cube: ways(roots[0])[cube] for cube in cubes}
        for member in self.members():
            for cube in _needs(member):
                named.setdefault(cube, (*named[member.cube], cube))
        return named


def _needs(member: Member) -> list[str]:
    return [cube for cube in getattr(member, "needs", ()) if not cube.startswith("*")]


def _leaves(conditions: Sequence[Leaf | Tree]) -> Iterator[Leaf]:
    for condition in conditions:
        if isinstance(condition, Leaf):
            yield condition
        else:
            yield from _leaves(condition.parts)


# --- for Cube --------------------------------------------------------------------------------------------------------
def rest(plan: Plan) -> dict[str, Any]:
    """The question as a query of Cube's REST API."""
    query: dict[str, Any] = {
        "measures": [asked.label for asked in plan.measures],
        "dimensions": [asked.label for asked in plan.dimensions],
        "segments": [asked.label for asked in plan.segments],
        "filters": [_rest_filter(condition) for condition in plan.filters],
    }
    if moment := plan.moment:
        wanted = {"dimension": moment.asked.label, "granularity": moment.granularity, "dateRange": moment.range}
        query["timeDimensions"] = [{key: value for key, value in wanted.items() if value}]
    return {key: value for key, value in query.items() if value} | plan.more


def _rest_filter(condition: Leaf | Tree) -> dict[str, Any]:
    if isinstance(condition, Tree):
        return {condition.word: [_rest_filter(part) for part in condition.parts]}
    values = {"values": list(condition.values)} if condition.values else {}
    return {"member": condition.asked.label, "operator": condition.operator, **values}


def graphql(plan: Plan) -> str | None:
    """The question in GraphQL; None where it has no words for it."""
    several, one = {"equals", "notEquals", "set", "notSet"}, {"contains", "notContains", "gt", "gte", "lt", "lte"}
    if plan.segments or plan.more:
        return None
    if any(leaf.operator not in (several | one if len(leaf.values) < 2 else several) for leaf in _leaves(plan.filters)):
        return None
    if any(isinstance(leaf.asked.member, Measure) for leaf in _leaves(plan.filters)) or (
        plan.moment and plan.moment.range
    ):
        return None
    fields: dict[str, list[str]] = {}
    for asked in (*plan.dimensions, *plan.measures):
        cube, _, name = asked.label.partition(".")
        time = isinstance(asked.member, Dimension) and asked.member.kind == "time"
        fields.setdefault(cube, []).append(f"{name} {{ value }}" if time else name)
    if plan.moment:
        cube, _, name = plan.moment.asked.label.partition(".")
        fields.setdefault(cube, []).append(f"{name} {{ {plan.moment.granularity} }}")
    if len({name for names in fields.values() for name in names}) < sum(map(len, fields.values())) and len(fields) == 1:
        return None
    conditions = ", ".join(_graphql_filter(condition) for condition in plan.filters)
    where = f"(where: {{AND: [{conditions}]}})" if plan.filters else ""
    inner = " ".join(f"{cube} {{ {' '.join(names)} }}" for cube, names in fields.items())
    return f"{{ cube{where} {{ {inner} }} }}"


def _graphql_filter(condition: Leaf | Tree) -> str:
    if isinstance(condition, Tree):
        return f"{{{condition.word.upper()}: [{', '.join(map(_graphql_filter, condition.parts))}]}}"
    cube, _, name = condition.asked.label.partition(".")
    quoted = [json.dumps(value) if _kind(condition.asked.member) == "text" else value for value in condition.values]
    match condition.operator:
        case "set" | "notSet":
            test = f"set: {'true' if condition.operator == 'set' else 'false'}"
        case "equals" | "notEquals" if len(quoted) > 1:
            test = f"{'in' if condition.operator == 'equals' else 'notIn'}: [{', '.join(quoted)}]"
        case _:
            test = f"{condition.operator}: {quoted[0]}"
    return f"{{{cube}: {{{name}: {{{test}}}}}}}"


def _kind(member: Member) -> str:
    return member.kind if isinstance(member, Dimension) else "number"


# --- for PostgreSQL --------------------------------------------------------------------------------------------------
def sql(plan: Plan, user: User) -> Iterator[tuple[list[str], str, Params]]:
    """Queries that give the answer: labels of the columns, text and parameters. What they share are the dimensions."""
    chains = plan.chains()
    assert chains is not None
    params: Params = []
    tables, conditions = _tables(plan, chains, user, params)
    source = _joined(chains, user)
    conditions += [_condition(condition, params) for condition in plan.filters if not _is_having(condition)]
    conditions += [f"({asked.member.sql})" for asked in plan.segments if isinstance(asked.member, Segment)]
    columns = [(asked.label, asked.member.sql) for asked in plan.dimensions if isinstance(asked.member, Dimension)]
    if (moment := plan.moment) and isinstance(moment.asked.member, Dimension):
        if moment.granularity:
            columns.append(
                (
                    f"{moment.asked.label}.{moment.granularity}",
                    f"date_trunc('{moment.granularity}', {moment.asked.member.sql})",
                )
            )
        if moment.range:
            conditions.append(_in_range(moment.asked.member.sql, moment.range, params))
    where = " AND ".join(conditions) or "true"
    groups = ", ".join(str(at + 1) for at in range(len(columns)))
    names = [label for label, _ in columns]
    for cube in dict.fromkeys(asked.member.cube for asked in plan.measures):
        own = [asked for asked in plan.measures if asked.member.cube == cube]
        text, more = _aggregates(cube, own, [leaf for leaf in plan.filters if _is_having(leaf)], columns, source, where)
        grouped = f" GROUP BY {groups}" if columns else ""
        labels = [*names, *(asked.label for asked in own)]
        yield labels, f"{tables} {text.format(grouped=grouped)}{_page(plan, groups)}", [*params, *more]
    if not plan.measures:
        shown = ", ".join(f"{expression} AS d{at}" for at, (_, expression) in enumerate(columns))
        yield names, f"{tables} SELECT DISTINCT {shown} FROM {source} WHERE {where}{_page(plan, groups)}", params


def _page(plan: Plan, columns: str) -> str:
    return (
        f" ORDER BY {columns} LIMIT {plan.more['limit']} OFFSET {plan.more['offset']}" if "limit" in plan.more else ""
    )


def _tables(plan: Plan, chains: dict[str, tuple[str, ...]], user: User, params: Params) -> tuple[str, list[str]]:
    """Each table with the rows of the user only, under the name of its cube; and what remains to be said after the join."""
    needed = {cube for chain in chains.values() for cube in chain}
    needed |= {cube[1:] for member in plan.members() for cube in getattr(member, "needs", ()) if cube.startswith("*")}
    root = next(iter(chains.values()))[0]
    tables, after = [], []
    for name in sorted(needed):
        cube = CUBES[name]
        allowed = list(user.regions if cube.family == "region" else user.organizations)
        rows = "false" if cube.family == "denied" else "true"
        if cube.column is not None and (cube.family == "organization" or name == root):
            rows = f"{cube.column} = ANY(%s)"
            params.append(allowed)
        elif cube.column is not None:
            after.append((f"({name}.{cube.column} = ANY(%s) OR {name}.{cube.key[0]} IS NULL)", allowed))
        tables.append(f"{name} AS (SELECT * FROM shop.{cube.table} WHERE {rows})")
    params += [allowed for _, allowed in after]
    return f"WITH {', '.join(tables)}", [text for text, _ in after]


def _joined(chains: dict[str, tuple[str, ...]], user: User) -> str:
    """The tables, joined. For a member of several organisations too, a reference into another one leads nowhere."""
    steps: dict[str, str] = {}
    root = next(iter(chains.values()))[0]
    for chain in chains.values():
        for child, parent in pairwise(chain):
            on = CUBES[child].parents[parent]
            both = CUBES[child].column == CUBES[parent].column == "organization_id"
            if both and len(user.organizations) > 1:
                on += f" AND {child}.organization_id = {parent}.organization_id"
            steps[parent] = f" LEFT JOIN {parent} ON {on}"
    order = sorted(steps, key=lambda cube: min(chain.index(cube) for chain in chains.values() if cube in chain))
    return root + "".join(steps[cube] for cube in order)


def _aggregates(
    cube: str,
    own: Sequence[Asked],
    having: Sequence[Leaf | Tree],
    columns: Sequence[tuple[str, str]],
    source: str,
    where: str,
) -> tuple[str, Params]:
    """The measures of one cube, each of its rows counted once in a group, however many rows others have joined to it."""
    params: Params = []
    inner = [f"{expression} AS d{at}" for at, (_, expression) in enumerate(columns)]
    inner += [f"{cube}.{column} AS k{at}" for at, column in enumerate(CUBES[cube].key)]
    outer = [f"d{at}" for at in range(len(columns))]
    for at, asked in enumerate(own):
        measure = asked.member
        assert isinstance(measure, Measure)
        inner += [f"{measure.value} AS v{at}", f"({measure.condition}) AS c{at}"]
        outer.append(_aggregate(measure, at))
    tests = []
    for leaf in having:
        assert isinstance(leaf, Leaf)
        at = [asked.label for asked in own].index(leaf.asked.label)
        measure = own[at].member
        assert isinstance(measure, Measure)
        tests.append(f"{_aggregate(measure, at)} {COMPARISONS[leaf.operator]} %s")
        params.append(int(leaf.values[0]))
    text = f"SELECT {', '.join(outer)} FROM (SELECT DISTINCT {', '.join(inner)} FROM {source} WHERE {where}) AS rows{{grouped}}"
    return text + (f" HAVING {' AND '.join(tests)}" if tests else ""), params


def _aggregate(measure: Measure, at: int) -> str:
    function, _, distinct = measure.function.partition(" ")
    return f"{function}({distinct} v{at}) FILTER (WHERE c{at})"


COMPARISONS = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "equals": "=", "notEquals": "<>"}


def _is_having(condition: Leaf | Tree) -> bool:
    return isinstance(condition, Leaf) and isinstance(condition.asked.member, Measure)


def _condition(condition: Leaf | Tree, params: Params) -> str:
    """A filter as Cube means it: a negation holds for what is null, too."""
    if isinstance(condition, Tree):
        return f"({f' {condition.word.upper()} '.join(_condition(part, params) for part in condition.parts)})"
    member = condition.asked.member
    assert isinstance(member, Dimension)
    column, values = member.sql, list(condition.values)
    match condition.operator:
        case "set":
            return f"({column} IS NOT NULL)"
        case "notSet":
            return f"({column} IS NULL)"
        case "equals" | "notEquals":
            params.append([int(value) for value in values] if member.kind == "number" else values)
            return (
                f"({column} = ANY(%s))"
                if condition.operator == "equals"
                else f"({column} <> ALL(%s) OR {column} IS NULL)"
            )
        case "contains" | "notContains":
            params.extend(f"%{value}%" for value in values)
            if condition.operator == "contains":
                return f"({' OR '.join([f'{column} ILIKE %s'] * len(values))})"
            return f"({' AND '.join([f'{column} NOT ILIKE %s'] * len(values))} OR {column} IS NULL)"
        case "inDateRange":
            return _in_range(column, (values[0], values[1]), params)
    params.append(int(values[0]))
    return f"({column} {COMPARISONS[condition.operator]} %s)"


def _in_range(column: str, days: tuple[str, str], params: Params) -> str:
    params.extend([days[0], f"{days[1]} 23:59:59.999"])
    return f"({column} >= %s::timestamp AND {column} <= %s::timestamp)"


def question(
    measures: str = "",
    dimensions: str = "",
    *,
    segments: str = "",
    filters: Sequence[tuple[str, ...]] = (),
    moment: tuple[str, str] | None = None,
) -> Plan:
    """A question in words: members by their names, filters as (member, operator, values...)."""
    first = (measures or dimensions).partition(".")[0]
    return Plan(
        measures=tuple(map(asked, measures.split())),
        dimensions=tuple(map(asked, dimensions.split())),
        segments=tuple(map(asked, segments.split())),
        filters=tuple(Leaf(asked(label), operator, tuple(values)) for label, operator, *values in filters),
        moment=Moment(asked(moment[0]), moment[1]) if moment else None,
        view=first if first in VIEWS else None,
    )


def asked(label: str) -> Asked:
    """A member by what a query calls it."""
    cube, _, name = label.partition(".")
    if cube in VIEWS:
        cube, name = VIEWS[cube].members[name]
    known: dict[str, Member] = {**CUBES[cube].dimensions, **CUBES[cube].measures, **CUBES[cube].segments}
    return Asked(label, known[name])


def limited(plan: Plan, limit: int, offset: int) -> Plan:
    """The question for a page of its answer, in the order of all its dimensions."""
    order = [[label, "asc"] for label in plan.labels[: len(plan.dimensions)]]
    return evolve(plan, more={**plan.more, "limit": limit, "offset": offset, "order": order})
