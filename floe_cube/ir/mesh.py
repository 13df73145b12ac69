"""Several dbt projects as one: each model from the project that builds it, references between them by columns that exist.

The manifest of a project in a mesh lists the public models of others too, as it knows them. The project that is called like a
model's package says more about it, so its word counts.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from floe_cube.ir.columns import Names
from floe_cube.ir.model import Model, Project, Relationship

__all__ = ["unite"]


def unite(projects: Sequence[tuple[Project, str | None]]) -> Project:
    """One project out of several.

    Args:
        projects: each with the name of its data source in Cube; None for the first one's if the adapter is the same, else for
            one that is called like the project.
    """
    first, _ = projects[0]
    if len(projects) == 1:
        return first
    chosen: dict[str, tuple[Model, Project]] = {}
    for project, source in projects:
        shared = "default" if project.adapter == first.adapter else project.name or project.adapter
        for model in project.models:
            known = chosen.get(model.unique_id)
            if known is None or (model.package == project.name and known[1].name != model.package):
                name = "default" if project is first else source or shared
                chosen[model.unique_id] = (attrs.evolve(model, data_source=name), project)
    models = {unique_id: model for unique_id, (model, _) in chosen.items()}
    linked = tuple(_linked(models[unique_id], models) for unique_id in sorted(models))
    homes = {unique_id: project for unique_id, (_, project) in chosen.items() if project is not first}
    return attrs.evolve(first, models=linked, homes=homes)


def _linked(model: Model, models: dict[str, Model]) -> Model:
    """The model, its references to models of other projects in the spelling of their columns."""
    found = tuple(r for stated in model.relationships if (r := _resolved(stated, models)) is not None)
    return attrs.evolve(model, relationships=found) if found != model.relationships else model


def _resolved(stated: Relationship, models: dict[str, Model]) -> Relationship | None:
    parent = models.get(stated.parent)
    if parent is None:
        return stated
    names = Names(frozenset(column.name for column in parent.columns))
    theirs = tuple(names.find(name) for name in stated.parent_columns)
    if not all(theirs):
        return None
    return attrs.evolve(stated, parent_columns=tuple(name for name in theirs if name))
