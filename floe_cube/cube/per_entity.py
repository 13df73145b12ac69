"""A metric in a filter: its value for each of an entity, as a dimension of the entity's cube that is a query of its own."""

from __future__ import annotations

from collections.abc import Mapping

from floe_cube.cube.aggregates import Made
from floe_cube.cube.ast import Dimension, DimensionDetails, OfSql, Sql
from floe_cube.cube.names import identifier
from floe_cube.cube.protect import Draft
from floe_cube.cube.semantic import Home, Refused, World, relationship_to
from floe_cube.ir.model import Source
from floe_cube.ir.where import MetricRef

__all__ = ["for_each"]


def for_each(
    ref: MetricRef, made: Made | None, home: Home, world: World, drafts: Mapping[str, Draft], metric: str
) -> tuple[str, Dimension, str]:
    """The unique_id of the entity's model, the dimension, and its member as `home` names it.

    dbt takes it for each value of the entity that occurs, Cube for each row of the entity's cube: the same where a test or
    constraint says that every value has its row.

    Args:
        made: the measure of the metric that is named.

    Raises:
        Refused: Cube cannot say it.
    """
    entity, data = ref.group_by[0], {"metric": metric, "other": ref.name, "group": ", ".join(ref.group_by)}
    owners = [h for h in world.owners.get(entity, ()) if relationship_to(home, h, entity)]
    if len(ref.group_by) > 1 or len(owners) != 1:
        raise Refused(
            "FC0908", reason="only for a single entity that is another cube's key can Cube compute it", **data
        )
    if made is None or made.fixed:
        raise Refused("FC0908", reason=f"`{ref.name}` is left out, or has a window", **data)
    there = owners[0]
    counted = [h for h in world.homes.values() if h.semantic.model == made.model]
    ways = [r for h in (home, *counted) if (r := relationship_to(h, there, entity)) is not None]
    is_sure = len(ways) > 1 and all(way.evidence.source is not Source.ENTITIES for way in ways)
    if not is_sure or there.cube not in {h.draft.targets.get(ways[-1]) for h in counted}:
        raise Refused(
            "FC0908", reason=f"nothing tests that every value of `{entity}` has a row in `{there.cube}`", **data
        )
    name = identifier(f"{made.name}__for_each__{entity}")
    sql = Sql(f"{{{drafts[made.model].cube.name}.{made.name}}}")
    details = DimensionDetails(sub_query=True)
    dimension = Dimension(name=name, value=OfSql(sql), type="number", public=False, details=details)
    return there.semantic.model, dimension, f"{{{home.draft.targets[ways[0]]}.{name}}}"
