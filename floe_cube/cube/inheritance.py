"""A cube or view that `extends` another, written out in full: where the two may not share what Cube would unite.

Source: Cube 1.7.43, `CubeSymbols.createCube`: members and pre-aggregations are inherited by name, joins are added to one's own, all other
properties count where the cube itself says nothing. Access policies are united, so that the most generous one decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import attrs

from floe_cube.cube.ast import Cube, Dimension, Hierarchy, Inherited, Measure, PreAggregation, Segment, View

__all__ = ["view_written_out", "written_out"]

T = TypeVar("T", Dimension, Measure, Segment, Hierarchy, PreAggregation)

_MERGED = frozenset(
    "name source extends origin access_policy joins dimensions measures segments hierarchies pre_aggregations".split()
)
_PLAIN = tuple(field.name for field in attrs.fields(Cube) if field.name not in _MERGED)
_PLAIN_OF_VIEWS = ("title", "description", "public", "meta", "default_filters", "view_group", "view_groups")


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


def view_written_out(view: View, bases: Sequence[View]) -> View:
    """The same view without `extends`. What it takes from cubes, its folders and its policies are added to those of its base.

    Args:
        view: the view.
        bases: the view that it extends, the one that this one extends, and so on.
    """
    for base in bases:
        view = attrs.evolve(
            view,
            extends=None,
            cubes=(*base.cubes, *view.cubes),
            folders=(*base.folders, *view.folders),
            access_policy=tuple(dict.fromkeys((*base.access_policy, *view.access_policy))),
            **{name: getattr(base, name) for name in _PLAIN_OF_VIEWS if getattr(view, name) in (None, ())},
        )
    return view


def _names(cube: Cube) -> set[str]:
    """Of what shares one namespace in a cube."""
    groups = (cube.dimensions, cube.measures, cube.segments, cube.pre_aggregations)
    return {member.name for group in groups for member in group}


def _others(inherited: Sequence[T], own: set[str]) -> tuple[T, ...]:
    return tuple(member for member in inherited if member.name not in own)
