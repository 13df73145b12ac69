"""Several dbt projects as one: each model from the project that builds it, references between them by columns that exist.

The manifest of a project in a mesh lists the public models of others too, as it knows them. The project that is called like a
model's package says more about it, so its word counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import attrs

from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.columns import Names
from floe_cube.ir.model import Model, Project, Relationship

if TYPE_CHECKING:
    from floe_cube.ir.semantic import Exposure, Metric, SavedQuery, SemanticModel, Semantics

__all__ = ["unite"]

Part = TypeVar("Part", "SemanticModel", "Metric", "SavedQuery", "Exposure")


def unite(projects: Sequence[tuple[Project, str | None]]) -> tuple[Project, tuple[Diagnostic, ...]]:
    """One project out of several, and what of them it cannot hold.

    Args:
        projects: each with the name of its data source in Cube; None for the first one's if the adapter is the same, else for
            one that is called like the project.
    """
    first, _ = projects[0]
    if len(projects) == 1:
        return first, ()
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
    apart = [project for project, _ in projects if project.semantics and project.adapter != first.adapter]
    findings = tuple(
        finding("FC0923", Place(project.name, "manifest.json"), project=project.name, adapter=project.adapter)
        for project in apart
    )
    together = [project.semantics for project, _ in projects if project.semantics and project not in apart]
    return attrs.evolve(first, models=linked, homes=homes, semantics=_together(together)), findings


def _together(layers: Sequence[Semantics]) -> Semantics | None:
    """One semantic layer: of two parts with one name the first project's counts, as dbt lets a name be given once."""
    if len(layers) < 2:
        return layers[0] if layers else None
    from floe_cube.ir.semantic import Semantics

    return Semantics(
        models=_once(part for layer in layers for part in layer.models),
        metrics=_once(part for layer in layers for part in layer.metrics),
        saved_queries=_once(part for layer in layers for part in layer.saved_queries),
        exposures=_once(part for layer in layers for part in layer.exposures),
        left_out=frozenset().union(*(layer.left_out for layer in layers)),
    )


def _once(parts: Iterable[Part]) -> tuple[Part, ...]:
    found: dict[str, Part] = {}
    for part in parts:
        found.setdefault(part.name, part)
    return tuple(found[name] for name in sorted(found))


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
