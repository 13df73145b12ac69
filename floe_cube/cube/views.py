"""Views: what `meta.cube.views` declares, which members they show, and which cubes each member reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from floe_cube.cube.access import AccessTable
from floe_cube.cube.ast import AccessPolicy, Cube, IncludedMember, MemberSet, Name, Plain, Ref, View, ViewCube
from floe_cube.cube.reading import read_each
from floe_cube.cube.walk import joined_cubes
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.meta import Meta


def declared_views(
    place: Place, declared: Meta, callable_as: Mapping[str, str], protected: bool
) -> tuple[tuple[View, ...], list[Diagnostic]]:
    """The views that a model's meta declares.

    Args:
        callable_as: what people may call a cube -> its name; join paths may name dbt models.
        protected: every view gets a policy. The rows stay filtered by the policies of the cubes.
    """
    if declared.get("views") is None:
        return (), []
    stated, found = read_each(View, declared["views"], place, "views")
    views = []
    for view in stated:
        cubes = tuple(attrs.evolve(part, join_path=_path(part.join_path, callable_as)) for part in view.cubes)
        policies = view.access_policy
        if protected and not policies:
            policies = (AccessPolicy(group=Plain("*"), member_level=MemberSet(includes="*")),)
        views.append(attrs.evolve(view, cubes=cubes, access_policy=policies, origin=place))
    return tuple(views), list(found)


def _path(path: str, callable_as: Mapping[str, str]) -> Ref:
    return Ref(".".join(callable_as.get(step, step) for step in path.split(".")))


def members(view: View, cubes: Mapping[str, Cube]) -> Iterator[tuple[str, ViewCube, str]]:
    """Each member of a view: its name there, the part that includes it, its name in its cube."""
    for part in view.cubes:
        cube = cubes.get(part.join_path.rpartition(".")[2])
        if cube is None:
            continue
        known = [name for name in own_members(cube, cubes) if name not in part.excludes]
        chosen = [IncludedMember(name=name) for name in known] if part.includes == "*" else _included(part)
        for member in chosen:
            prefix = f"{part.alias or cube.name}_" if part.prefix else ""
            yield f"{prefix}{member.alias or member.name}", part, member.name


def _included(part: ViewCube) -> Iterator[IncludedMember]:
    for member in part.includes:
        if isinstance(member, IncludedMember):
            yield member
        elif member not in part.excludes:
            yield IncludedMember(name=Name(member))


def own_members(cube: Cube, cubes: Mapping[str, Cube]) -> Iterator[Name]:
    """Names of a cube's dimensions, measures and segments, those of the cube that it extends included."""
    if cube.extends is not None and cube.extends in cubes:
        yield from own_members(cubes[cube.extends], cubes)
    for group in (cube.dimensions, cube.measures, cube.segments):
        for member in group:
            yield member.name


def reach(view: View, cubes: Mapping[str, Cube], access: AccessTable) -> dict[str, tuple[str, ...]]:
    """Each member of a view -> the cubes whose rows it shows: those on its join path, and those that its SQL reads."""
    reached = {}
    for name, part, member in members(view, cubes):
        path = part.join_path.split(".")
        reached[name] = tuple(dict.fromkeys((*path, *access.cubes[path[-1]].reads.get(member, ()))))
    return reached


def check_view(view: View, cubes: Mapping[str, Cube]) -> Iterator[Diagnostic]:
    """Join paths without a join, members that do not exist, and names that two members want."""
    for part in view.cubes:
        steps = part.join_path.split(".")
        for step, following in zip(steps, [*steps[1:], None], strict=True):
            cube = cubes.get(step)
            if cube is None:
                yield finding("FC0621", view.origin.at(view.name), view=view.name, path=part.join_path, step=step)
                break
            if following is not None and following not in joined_cubes(cube, cubes):
                yield finding("FC0622", view.origin.at(view.name), view=view.name, step=step, following=following)
                break
    seen: set[str] = set()
    for name, part, member in members(view, cubes):
        cube = cubes[part.join_path.rpartition(".")[2]]
        if member not in set[str](own_members(cube, cubes)):
            yield finding("FC0623", view.origin.at(view.name), view=view.name, cube=cube.name, member=member)
        if name in seen:
            yield finding("FC0624", view.origin.at(view.name), view=view.name, member=name)
        seen.add(name)
