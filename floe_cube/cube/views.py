"""Views: what `meta.cube.views` declares, which members they show, and which cubes each member reads."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

import attrs

from floe_cube.cube.access import AccessTable
from floe_cube.cube.ast import (
    AccessPolicy,
    Cube,
    Folder,
    FolderJoinPath,
    IncludedMember,
    MemberSet,
    Name,
    Plain,
    Ref,
    View,
    ViewCube,
    ViewGroup,
)
from floe_cube.cube.inheritance import view_written_out
from floe_cube.cube.names import IDENTIFIER
from floe_cube.cube.pieces import linked
from floe_cube.cube.reading import read_each
from floe_cube.cube.walk import joined_cubes, member_names, with_bases
from floe_cube.diagnostics import Diagnostic, Place, finding, nearest
from floe_cube.ir.meta import Meta
from floe_cube.ir.model import Project

#: The policy of a view that says nothing of its own: the rows stay filtered by the policies of its cubes.
OPEN = (AccessPolicy(group=Plain("*"), member_level=MemberSet(includes="*")),)


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
    unsaid = (name for name, view in stated_views(declared) if view.get("access_policy") == ())
    found += tuple(finding("FC0626", place, owner=name) for name in unsaid)
    views = []
    for view in stated:
        cubes = tuple(attrs.evolve(part, join_path=_path(part.join_path, callable_as)) for part in view.cubes)
        folders = tuple(_renamed(folder, callable_as) for folder in view.folders)
        policies = view.access_policy or (OPEN if protected else ())
        views.append(attrs.evolve(view, cubes=cubes, folders=folders, access_policy=policies, origin=place))
    return tuple(views), list(found)


def stated_views(declared: Meta) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """What stands under `meta.cube.views`, well written or not, by its name: in a list, or in a mapping from names."""
    views = declared.get("views")
    if isinstance(views, Mapping):
        yield from ((name, view) for name, view in views.items() if isinstance(name, str) and isinstance(view, Mapping))
    elif isinstance(views, tuple):
        for view in views:
            if isinstance(view, Mapping) and isinstance(view.get("name"), str):
                yield view["name"], view


def declared_groups(
    declared: Iterable[tuple[Place, Meta]],
) -> tuple[tuple[ViewGroup, ...], list[Diagnostic]]:
    """The groups of views that any model's meta declares, in the order of their names, each once."""
    groups: dict[str, ViewGroup] = {}
    findings: list[Diagnostic] = []
    for place, meta in declared:
        if (stated := meta.get("view_groups")) is None:
            continue
        found, problems = read_each(ViewGroup, stated, place, "view_groups")
        findings += problems
        for group in found:
            if groups.setdefault(group.name, group) is not group:
                findings.append(finding("FC0658", place.at(group.name), name=group.name))
    return tuple(groups[name] for name in sorted(groups)), findings


#: What tells apart what two projects call alike.
APART = "; a `prefix` for its project, under `consumption.projects`, would tell them apart"


def name_taken(view: View, other: Cube | View | None, project: Project) -> Diagnostic:
    """A declared view whose name something else has, perhaps of another project, or nothing may have."""
    homes, subject = project.homes, view.origin.subject
    if other is not None and subject in homes and homes.get(other.origin.subject) is not homes[subject]:
        return finding("FC0928", view.origin, view=view.name, project=homes[subject].name)
    return finding("FC0620", view.origin, view=view.name)


def _path(path: str, callable_as: Mapping[str, str]) -> Ref:
    return Ref(".".join(callable_as.get(step, step) for step in path.split(".")))


def _renamed(folder: Folder, callable_as: Mapping[str, str]) -> Folder:
    """The folder with the names of cubes in its join paths."""
    if isinstance(folder.includes, str):
        return folder
    includes: list[Name | FolderJoinPath | Folder] = []
    for item in folder.includes:
        if isinstance(item, FolderJoinPath):
            includes.append(FolderJoinPath(_path(item.join_path, callable_as)))
        else:
            includes.append(_renamed(item, callable_as) if isinstance(item, Folder) else item)
    return attrs.evolve(folder, includes=tuple(includes))


def members(view: View, cubes: Mapping[str, Cube]) -> Iterator[tuple[str, ViewCube, str]]:
    """Each member of a view: its name there, the part that includes it, its name in its cube."""
    for part in view.cubes:
        cube = cubes.get(part.join_path.rpartition(".")[2])
        if cube is None:
            continue
        known = [name for name in own_members(cube, cubes) if name not in part.excludes]
        chosen = [IncludedMember(name=name) for name in known] if part.includes == "*" else _included(part, cube, cubes)
        for member in chosen:
            prefix = _prefix(part)
            yield f"{prefix}{member.alias or member.name}", part, member.name


def link_members(view: View, cubes: Mapping[str, Cube]) -> Iterator[tuple[str, ViewCube, str]]:
    """The same of the dimensions that Cube makes of links. Source: Cube 1.7.43, `CubeSymbols.prepareIncludes`."""
    for part in view.cubes:
        cube = cubes.get(part.join_path.rpartition(".")[2])
        for link in (link for each in (with_bases(cube, cubes) if cube else ()) for link in linked(each)):
            owner = link.name.partition("___link_")[0]
            named = (m.name if isinstance(m, IncludedMember) else m for m in part.includes)
            if (part.includes == "*" or owner in named) and link.name not in part.excludes:
                prefix = _prefix(part)
                yield f"{prefix}{link.name}", part, link.name


def _prefix(part: ViewCube) -> str:
    """What the names of a part's members begin with in the view."""
    return f"{part.alias or part.join_path.rpartition('.')[2]}_" if part.prefix else ""


def _included(part: ViewCube, cube: Cube, cubes: Mapping[str, Cube]) -> list[IncludedMember]:
    """The members that a part names, and the levels of the hierarchies that it names."""
    levels = _levels(cube, cubes)
    named = _named(part)
    unwanted = {*part.excludes, *(member.name for member in named)}
    brought = dict.fromkeys(level for member in named for level in levels.get(member.name, ()) if level not in unwanted)
    stated = [member for member in named if member.name not in levels]
    return [*stated, *(IncludedMember(name=level) for level in brought)]


def _named(part: ViewCube) -> list[IncludedMember]:
    named = (m if isinstance(m, IncludedMember) else IncludedMember(name=Name(m)) for m in part.includes)
    return [member for member in named if member.name not in part.excludes]


def _levels(cube: Cube, cubes: Mapping[str, Cube]) -> dict[str, tuple[Name, ...]]:
    """Each hierarchy of a cube -> its levels, which a view that takes it shows too. Source: `CubeSymbols.prepareIncludes`."""
    paths = {
        h.name: [path.rpartition(".") for path in h.levels]
        for each in reversed(with_bases(cube, cubes))
        for h in each.hierarchies
    }
    own = ("", "CUBE", cube.name)
    return {name: tuple(Name(level) for owner, _, level in found if owner in own) for name, found in paths.items()}


def own_members(cube: Cube, cubes: Mapping[str, Cube]) -> Iterator[Name]:
    """Names of a cube's dimensions, measures and segments, those of the cube that it extends included."""
    for each in reversed(with_bases(cube, cubes)):
        yield from member_names(each)


def reach(view: View, cubes: Mapping[str, Cube], access: AccessTable) -> dict[str, tuple[str, ...]]:
    """Each member of a view -> the cubes whose rows it shows: those on its join path, and those that its SQL reads."""
    reached = {}
    for name, part, member in (*members(view, cubes), *link_members(view, cubes)):
        path = part.join_path.split(".")
        reached[name] = tuple(dict.fromkeys((*path, *access.cubes[path[-1]].reads.get(member, ()))))
    return reached


def check_view(
    view: View, cubes: Mapping[str, Cube], views: Mapping[str, View], groups: Collection[str]
) -> Iterator[Diagnostic]:
    """Join paths without a join, members that do not exist, names that two members want, and references to nothing."""
    for path, reason, owner in _misled(view, cubes, views, groups):
        yield finding("FC0602", view.origin.at(view.name), member=owner, path=path, reason=reason)
    for part in view.cubes:
        steps = part.join_path.split(".")
        if unknown := [step for step in steps if step not in cubes]:
            yield finding("FC0621", view.origin.at(view.name), view=view.name, path=part.join_path, step=unknown[0])
            continue
        for step, following in pairwise(steps):
            if following not in joined_cubes(cubes[step], cubes):
                yield finding("FC0622", view.origin.at(view.name), view=view.name, step=step, following=following)
                break
    seen: set[str] = set()
    for name, part, member in members(view, cubes):
        cube = cubes[part.join_path.rpartition(".")[2]]
        if member not in set[str](own_members(cube, cubes)):
            yield finding("FC0623", view.origin.at(view.name), view=view.name, cube=cube.name, member=member)
        if name in seen:
            yield finding("FC0624", view.origin.at(view.name), view=view.name, member=name)
        if not IDENTIFIER.fullmatch(name):
            why = "behind its prefix it begins with two underscores, which GraphQL keeps for itself"
            yield finding("FC0506", view.origin.at(view.name), name=name, why=why)
        seen.add(name)


# --- what a view refers to -------------------------------------------------------------------------------------------
def shown(view: View, cubes: Mapping[str, Cube], views: Mapping[str, View]) -> frozenset[str] | None:
    """Names that mean a member in a view; None where the view stands on what is not there, which is said elsewhere."""
    chain = _chain(view, views)
    if chain is None or any(step not in cubes for v in chain for part in v.cubes for step in part.join_path.split(".")):
        return None
    return frozenset(name for each in chain for name, *_ in (*members(each, cubes), *_hierarchies(each, cubes)))


def in_full(views: Mapping[str, View], cubes: Collection[str]) -> tuple[View, ...]:
    """The views in the order of their names, those that extend another or are split written out: what is said of views goes for them too.

    A view without policies of its own has those of its base, and is no more open than that.
    """
    found: dict[str, View] = {}
    for view in views.values():
        chain = _chain(view, views) or [view]
        own = attrs.evolve(view, access_policy=()) if len(chain) > 1 and view.access_policy is OPEN else view
        whole = view_written_out(own, chain[1:])
        apart = {str(part.name): part for part in _apart(whole)}
        if apart and not apart.keys() & {*cubes, *views, *found}:
            found |= apart
            whole = attrs.evolve(whole, cubes=tuple(part for part in whole.cubes if not part.split))
        found[view.name] = whole
    return tuple(found[name] for name in sorted(found))


def _apart(view: View) -> Iterator[View]:
    """The views that Cube makes of the parts of a view that are to be split from it. Source: Cube 1.7.43, `CubeSymbols.membersFromCubes`."""
    parts: dict[str, list[ViewCube]] = {}
    for part in view.cubes:
        if part.split:
            name = f"{view.name}_{part.alias or part.join_path.rpartition('.')[2]}"
            parts.setdefault(name, []).append(attrs.evolve(part, split=None, alias=None))
    for name, own in parts.items():
        policies, place = view.access_policy, view.origin
        yield View(name=Name(name), public=view.public, cubes=tuple(own), access_policy=policies, origin=place)


def _chain(view: View, views: Mapping[str, View]) -> list[View] | None:
    """The view, the one that it extends, and so on; None where that leads nowhere or back."""
    chain = [view]
    while (base := chain[-1].extends) is not None:
        if base not in views or views[base] in chain:
            return None
        chain.append(views[base])
    return chain


def _hierarchies(view: View, cubes: Mapping[str, Cube]) -> Iterator[tuple[str, ViewCube, str]]:
    """The hierarchies that a view takes: folders may name them."""
    for part in view.cubes:
        cube = cubes[part.join_path.rpartition(".")[2]]
        prefix = _prefix(part)
        levels = _levels(cube, cubes)
        chosen = [IncludedMember(name=Name(n)) for n in levels] if part.includes == "*" else _named(part)
        yield from ((f"{prefix}{m.alias or m.name}", part, m.name) for m in chosen if m.name in levels)


def _misled(
    view: View, cubes: Mapping[str, Cube], views: Mapping[str, View], groups: Collection[str]
) -> Iterator[tuple[str, str, str]]:
    """Each reference of a view that means nothing: what it says, why, and the property that says it."""
    chain = _chain(view, views)
    if chain is None:
        near = nearest(view.extends or "", sorted(views.keys() - {view.name}))
        known = view.extends in views
        yield view.extends or "", "a view cannot extend itself" if known else f"there is no such view{near}", "extends"
    for owner, names in (("view_group", (view.view_group,)), ("view_groups", view.view_groups)):
        reason = "the project has no view group of that name"
        yield from ((name, reason, owner) for name in names if name and name not in groups)
    known_members = shown(view, cubes, views)
    if chain is None or known_members is None:
        return
    paths = {part.join_path for each in chain for part in each.cubes}
    taken = {
        f"{part.join_path.rpartition('.')[2]}.{member}" for each in chain for _, part, member in members(each, cubes)
    }
    for item in _in_folders(view.folders):
        if isinstance(item, FolderJoinPath):
            if item.join_path not in paths:
                yield item.join_path, f"`{view.name}` takes nothing from that join path", "folders"
        elif item not in known_members:
            yield item, _unknown(view, item, known_members), "folders"
    for condition in view.default_filters:
        for path in (condition.member, *condition.unless):
            name = path.removeprefix(f"{view.name}.")
            if name not in known_members and ".".join(name.split(".")[-2:]) not in taken:
                yield path, _unknown(view, name, known_members), "default_filters"


def _unknown(view: View, name: str, known: Collection[str]) -> str:
    return f"`{view.name}` has no member of that name{nearest(name, sorted(known))}"


def _in_folders(folders: Iterable[Folder]) -> Iterator[Name | FolderJoinPath]:
    for folder in folders:
        for item in folder.includes if isinstance(folder.includes, tuple) else ():
            if isinstance(item, Folder):
                yield from _in_folders((item,))
            else:
                yield item
