"""A cube that `extends` another, written out in full: where the two may not share what Cube would unite.

Source: Cube 1.7.43, `CubeSymbols.createCube`: members and pre-aggregations are inherited by name, joins are added to one's own, all other
properties count where the cube itself says nothing. Access policies are united, so that the most generous one decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from floe_cube.cube.ast import Cube, Dimension, Hierarchy, Inherited, Measure, PreAggregation, Segment

__all__ = ["written_out"]

T = TypeVar("T", Dimension, Measure, Segment, Hierarchy, PreAggregation)

_MERGED = frozenset(
    "name source extends origin access_policy joins dimensions measures segments hierarchies pre_aggregations".split()
)
_PLAIN = tuple(field.name for field in attrs.fields(Cube) if field.name not in _MERGED)


def written_out(cube: Cube, bases: Sequence[Cube]) -> Cube:
    """The same cube without `extends`.

    Args:
        cube: the cube.
        bases: the cube that it extends, the one that this one extends, and so on.
    """
    for base in bases:
        own = _names(cube)
        cube = attrs.evolve(
            cube,
            source=base.source if isinstance(cube.source, Inherited) else cube.source,
            extends=None,
            joins=(*base.joins, *cube.joins),
            dimensions=(*_others(base.dimensions, own), *cube.dimensions),
            measures=(*_others(base.measures, own), *cube.measures),
            segments=(*_others(base.segments, own), *cube.segments),
            hierarchies=(*_others(base.hierarchies, {h.name for h in cube.hierarchies}), *cube.hierarchies),
            pre_aggregations=(*cube.pre_aggregations, *_others(base.pre_aggregations, own)),
            **{name: getattr(base, name) for name in _PLAIN if getattr(cube, name) is None},
        )
    return cube


def _names(cube: Cube) -> set[str]:
    """Of what shares one namespace in a cube."""
    groups = (cube.dimensions, cube.measures, cube.segments, cube.pre_aggregations)
    return {member.name for group in groups for member in group}


def _others(inherited: Sequence[T], own: set[str]) -> tuple[T, ...]:
    return tuple(member for member in inherited if member.name not in own)
