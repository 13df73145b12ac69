"""What pre-aggregations ask of the rest of the model, so that Cube builds them rightly and uses them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import attrs

from floe_cube.config import PreAggregationConfig
from floe_cube.cube.access import AccessTable
from floe_cube.cube.ast import Cube, Join, OfSql, Plain, PreAggregation, RefreshKey, Sql
from floe_cube.cube.walk import with_bases
from floe_cube.diagnostics import Diagnostic, finding
from floe_cube.ir.model import Project

__all__ = ["joined_by_members", "refreshed", "useless"]

#: Those whose members say what they can answer; the others stand for rows, or for other rollups.
ANSWERING = frozenset({None, "rollup", "rollup_join"})
#: Those that are built by themselves, and those that Cube's own default of `external` is for: a join is made of other rollups, and a
#: lambda takes neither property. Source: Cube 1.7.43, `CubeSymbols.transformPreAggregations`, `CubeValidator.RollupLambdaSchema`.
BUILT = frozenset({None, "rollup", "original_sql", "auto_rollup"})
PLACED = frozenset({None, "rollup", "rollup_join"})
#: dbt's adapters for databases in which Cube cannot build the sketches that approximate counts are merged from. Source: Cube 1.7.43,
#: `hllInit` in the dialects.
SKETCHLESS = frozenset({"clickhouse", "duckdb"})
_TERM = re.compile(r"(\s*=\s*|\s+AND\s+)")


def refreshed(cube: Cube, config: PreAggregationConfig) -> Cube:
    """The cube with what is configured for pre-aggregations that say nothing of it; its own refresh key counts as said."""
    schedule, zone = config.refresh_schedule, config.timezone
    key = RefreshKey(every=Plain(schedule), timezone=Plain(zone) if zone else None) if schedule else None

    def filled(rollup: PreAggregation) -> PreAggregation:
        if rollup.refresh_key is None and cube.refresh_key is None and rollup.type in BUILT:
            rollup = attrs.evolve(rollup, refresh_key=key)
        if rollup.external is None and rollup.type in PLACED:
            rollup = attrs.evolve(rollup, external=config.external)
        return rollup

    return attrs.evolve(cube, pre_aggregations=tuple(map(filled, cube.pre_aggregations)))


def joined_by_members(cubes: Mapping[str, Cube]) -> dict[str, Cube]:
    """The cubes, with joins by members wherever rollups are joined.

    A rollup has members and no columns. Cube reads from the SQL of a join by which of them rollups are joined, and leaves a
    column as it is, which then belongs to no table of the query. Source: Cube 1.7.43, `PreAggregations.resolveJoinMembers`.
    """
    over = {
        _owner(cube, path)
        for cube in cubes.values()
        for rollup in cube.pre_aggregations
        if rollup.type == "rollup_join"
        for path in (*rollup.measures, *rollup.dimensions, *rollup.rollups)
    }
    changed = dict(cubes)
    for name in over & cubes.keys():
        joins = tuple(
            _by_members(join, cubes[name], cubes) if join.name in over else join for join in cubes[name].joins
        )
        changed[name] = attrs.evolve(cubes[name], joins=joins)
    return changed


def _by_members(join: Join, cube: Cube, cubes: Mapping[str, Cube]) -> Join:
    """`{CUBE}.account_id = {accounts}.id` becomes `{CUBE.account_id} = {accounts.id}`."""
    members: dict[str, str] = {}
    for alias, side in (("CUBE", cube), (str(join.name), cubes.get(join.name))):
        for each in with_bases(side, cubes) if side else ():
            for dimension in each.dimensions:
                if isinstance(dimension.value, OfSql):
                    sql = dimension.value.sql.replace("{CUBE}", f"{{{alias}}}")
                    members.setdefault(sql, f"{{{alias}.{dimension.name}}}")
    terms: list[str] = _TERM.split(join.sql)
    return attrs.evolve(join, sql=Sql("".join(members.get(term, term) for term in terms)))


def useless(
    cubes: Mapping[str, Cube], access: AccessTable, project: Project, in_cube_store: bool
) -> Iterator[Diagnostic]:
    """Rollups that answer nothing.

    Those that Cube is to find by itself are of its Enterprise version, and break the cube elsewhere. Without the dimensions that the filters of their cubes name, Cube passes them over, for it could not filter them. Rows of the
    source are put beside a rollup in Cube Store only; elsewhere the query fails.
    """
    for cube in cubes.values():
        for rollup in cube.pre_aggregations:
            if rollup.type == "auto_rollup":
                yield finding("FC0659", cube.origin.at(rollup.name), rollup=rollup.name, cube=cube.name)
            if rollup.union_with_source_data and not in_cube_store:
                yield finding("FC0657", cube.origin.at(rollup.name), rollup=rollup.name)
            if project.homes.get(cube.origin.subject, project).adapter in SKETCHLESS:
                for name in _approximate(cube, rollup, cubes):
                    data = {"rollup": rollup.name, "cube": cube.name, "measure": name}
                    yield finding("FC0754", cube.origin.at(rollup.name), **data)
            if rollup.type in ANSWERING and (missing := list(_missing(cube, rollup, access))):
                data = {"rollup": rollup.name, "cube": cube.name, "members": ", ".join(f"`{name}`" for name in missing)}
                yield finding("FC0656", cube.origin.at(rollup.name), **data)


def _approximate(cube: Cube, rollup: PreAggregation, cubes: Mapping[str, Cube]) -> Iterator[str]:
    """The measures of a rollup that count approximately."""
    for path in rollup.measures:
        owner, name = cubes.get(_owner(cube, path)), path.rpartition(".")[2]
        for each in with_bases(owner, cubes) if owner else ():
            yield from (m.name for m in each.measures if m.name == name and m.value.type == "count_distinct_approx")


def _missing(cube: Cube, rollup: PreAggregation, access: AccessTable) -> Iterator[str]:
    """The dimensions that filters name and the rollup lacks, as its list of dimensions would name them."""
    held = {f"{_owner(cube, path)}.{path.rpartition('.')[2]}" for path in rollup.dimensions}
    times = (rollup.time_dimension, *(time.dimension for time in rollup.time_dimensions))
    named = (*rollup.dimensions, *rollup.measures, *rollup.segments, *filter(None, times))
    for owner in sorted({_owner(cube, path) for path in named}):
        about = access.cubes.get(owner)
        if about is None or about.rows != "filtered":
            continue
        for name in dict.fromkeys((*(item.member for item in about.filters), about.nullable_key)):
            if name is not None and f"{owner}.{name}" not in held:
                yield name if owner == cube.name else f"{cube.name}.{owner}.{name}"


def _owner(cube: Cube, path: str) -> str:
    """The cube that `kind`, `CUBE.kind` or `orders.customers.name` belongs to."""
    *steps, _ = path.split(".")
    return steps[-1] if steps and steps[-1] != "CUBE" else cube.name
