"""Names of cubes: what meta says, else dbt's, and what to do where two are alike, or too long for the database."""

from __future__ import annotations

from collections.abc import Mapping
from operator import itemgetter

import attrs

from floe_cube.cube.ast import Dimension, Measure, Name, Text
from floe_cube.cube.names import (
    GRANULARITY,
    IDENTIFIER,
    LONGEST_ALIAS,
    RESERVED_CUBES,
    alias,
    begins_a_type,
    digest,
    identifier,
    refusal,
    type_name,
)
from floe_cube.cube.protect import Draft
from floe_cube.cube.reading import read
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.meta import Meta
from floe_cube.ir.model import Model, Project
from floe_cube.record import frozen

__all__ = ["cube_names", "with_alias"]


def cube_names(project: Project, declared: Mapping[str, Meta], findings: list[Diagnostic]) -> dict[str, Name]:
    """A name for each model's cube: what meta says, else dbt's name, else with the package, else with a digest.

    Args:
        declared: by unique_id of a model, its `meta.cube`.
    """
    ranked = []
    for model in project.models:
        stated, prefix = declared[model.unique_id], project.home(model).prefix
        own = prefix + _wanted_name(model, stated, findings)
        stem = identifier(own)
        rank = "name" not in stated, stem != own, model.package != project.name, model.unique_id
        ranked.append((rank, model, prefix, own, stem))
    names: dict[str, Name] = {}
    used: dict[str, Place] = {}
    for _, model, prefix, own, stem in sorted(ranked, key=itemgetter(0)):
        stem = Name(f"{stem}_") if stem in RESERVED_CUBES else stem
        name = stem = type_name(stem, "cube")
        if name in used:
            name = identifier(f"{prefix}{model.package}__{own.removeprefix(prefix)}")
        if name in used:
            name = Name(f"{stem}_{digest(model.unique_id)}")
        if name != own:
            refused = own if name == stem else stem
            findings.append(_renamed(project, model, refused, name, used.get(refused)))
        names[model.unique_id] = name
        used[name] = model.place
    return names


def _renamed(project: Project, model: Model, wanted: str, name: Name, owner: Place | None) -> Diagnostic:
    """That a cube is not called as wanted, since that is no name, or another cube's, perhaps of another project."""
    home = project.homes.get(model.unique_id)
    if home is not None and owner is not None and project.homes.get(owner.subject) is not home:
        return finding("FC0927", model.place, project=home.name, wanted=wanted, name=name)
    typeless = IDENTIFIER.fullmatch(wanted) and not begins_a_type(wanted)
    why = "GraphQL has no type of a name that begins so" if typeless else refusal(wanted, RESERVED_CUBES)
    return finding("FC0501", model.place, wanted=wanted, name=name, why=why)


@frozen
class Called:
    """What a model's `meta.cube` says about the name of its cube: any text, of which an identifier is made."""

    name: Text | None = None


def _wanted_name(model: Model, declared: Meta, findings: list[Diagnostic]) -> str:
    if "name" not in declared:
        return model.name
    called, found = read(Called, {"name": declared["name"]}, model.place)
    findings += found
    return (called and called.name) or model.name


# --- aliases ---------------------------------------------------------------------------------------------------------
def with_alias(draft: Draft, adapter: str, findings: list[Diagnostic]) -> Draft:
    """The draft with a short alias where the database would cut off those that Cube makes of cube and member."""
    limit, cube = LONGEST_ALIAS.get(adapter), draft.cube
    if limit is None or cube.sql_alias is not None:
        return draft
    members: tuple[Dimension | Measure, ...] = (*cube.dimensions, *cube.measures)
    room = limit - len(cube.name) - len("__") - GRANULARITY
    if not [member for member in members if len(member.name) > room]:
        return draft
    names = [member.name for member in members]
    short = alias(cube.name, names, limit)
    suffixes = dict.fromkeys(names, 0)
    suffixes |= {dimension.name: _longest_granularity(dimension) for dimension in cube.dimensions}
    too_long = [name for name, suffix in suffixes.items() if len(f"{short}__{name}") + suffix > limit]
    findings += [finding("FC0507", draft.side.model.place.at(name), name=name, limit=limit) for name in too_long]
    return attrs.evolve(draft, cube=attrs.evolve(cube, sql_alias=short))


def _longest_granularity(dimension: Dimension) -> int:
    """Characters that Cube may put behind a dimension in an alias."""
    own = [len(f"_{granularity.name}") for granularity in dimension.details.granularities]
    return max([GRANULARITY, *own]) if dimension.type == "time" else 0
