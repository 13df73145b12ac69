"""Several dbt projects as one: each model from the project that builds it, references between them by columns that exist.

The manifest of a project in a mesh lists the public models of others too, as it knows them. The project that is called like a
model's package says more about it, so its word counts.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

import attrs

from floe_cube.databases import DEFAULT
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.columns import Names
from floe_cube.ir.model import Model, Project, Relationship

if TYPE_CHECKING:
    from floe_cube.ir.semantic import Exposure, Metric, SavedQuery, SemanticModel, Semantics

__all__ = ["common", "unite"]

#: So many models are named of those that are left out.
MOST = 5
Part = TypeVar("Part", "SemanticModel", "Metric", "SavedQuery", "Exposure")


def unite(projects: Sequence[Project]) -> tuple[Project, tuple[Diagnostic, ...]]:
    """One project out of several, and what of them it cannot hold."""
    first, *rest = projects
    if not rest:
        return first, ()
    sources, findings = _sources(projects)
    layers, found = _layers(projects)
    parts = [
        attrs.evolve(project, semantics=layer, connection=attrs.evolve(project.connection, data_source=source))
        for project, layer, source in zip(projects, layers, sources, strict=True)
    ]
    chosen: dict[str, tuple[Model, Project]] = {}
    for project, source in zip(parts, sources, strict=True):
        for model in project.models:
            known = chosen.get(model.unique_id)
            if known is None or (model.package == project.name and known[1].name != model.package):
                chosen[model.unique_id] = (attrs.evolve(model, data_source=source), project)
    models = {unique_id: model for unique_id, (model, _) in chosen.items()}
    linked = tuple(_linked(models[unique_id], models) for unique_id in sorted(models))
    homes = {unique_id: project for unique_id, (_, project) in chosen.items() if project is not parts[0]}
    united = attrs.evolve(parts[0], models=linked, homes=homes, others=tuple(parts[1:]))
    return united, (*findings, *found, *_called_alike(projects))


def _called_alike(projects: Sequence[Project]) -> Iterator[Diagnostic]:
    """Projects of one name, and which models of the later ones are left out: of two with one unique_id the first counts."""
    seen: dict[str, set[str]] = {}
    for project in projects:
        own = {model.unique_id for model in project.models if model.package == project.name}
        if project.name in seen:
            lost = sorted(f"`{unique_id.partition('.')[2]}`" for unique_id in own & seen[project.name])
            listed = ", ".join([*lost[:MOST], "…"] if len(lost) > MOST else lost) or "none"
            yield finding("FC0934", Place(project.name, "manifest.json"), project=project.name, models=listed)
        if project.name:
            seen[project.name] = seen.get(project.name, set()) | own


def common(found: Sequence[tuple[Diagnostic, ...]]) -> tuple[Diagnostic, ...]:
    """What was found in all projects, each thing once. That nothing is selected counts where it holds for all of them."""
    if len(found) < 2:
        return tuple(finding for each in found for finding in each)
    is_empty = all(any(f.code == "FC0210" for f in each) for each in found)
    unmatched = set.intersection(*({f for f in each if f.code == "FC0214"} for each in found))
    kept = (f for each in found for f in each if f.code != "FC0214" or f in unmatched)
    return tuple(dict.fromkeys(f for f in kept if f.code != "FC0210" or is_empty))


def _sources(projects: Sequence[Project]) -> tuple[list[str], list[Diagnostic]]:
    """The data source of each project. Cube makes upper case of the names, in its variables, so case tells none apart."""
    first = projects[0]
    spelt = {DEFAULT: DEFAULT, (first.connection.data_source or DEFAULT).casefold(): DEFAULT}
    readers = {DEFAULT: first}
    sources, findings = [DEFAULT], []
    for project in projects[1:]:
        wanted = project.connection.data_source
        if wanted is None:
            wanted = DEFAULT if project.adapter == first.adapter else project.name or project.adapter
        source = spelt.setdefault(wanted.casefold(), wanted)
        other = readers.setdefault(source, project)
        if other.adapter != project.adapter:
            data = {"source": source, "project": project.name, "other": other.name}
            data |= {"mine": project.adapter, "theirs": other.adapter}
            findings.append(finding("FC0924", Place(project.name, "manifest.json"), **data))
        sources.append(source)
    return sources, findings


# --- semantic layers -------------------------------------------------------------------------------------------------
def _layers(projects: Sequence[Project]) -> tuple[list[Semantics | None], list[Diagnostic]]:
    """The semantic layer of each project, without what an earlier one says too: several may have installed one package."""
    seen: set[str] = set()
    described: dict[str, str] = {}
    layers: list[Semantics | None] = []
    findings: list[Diagnostic] = []
    for project in projects:
        layer = project.semantics and _without(project.semantics, seen)
        if layer is not None:
            seen |= {part.place.subject for group in _groups(layer) for part in group}
            twice = [semantic for semantic in layer.models if semantic.model in described]
            findings += [
                finding("FC0923", s.place, name=s.name, model=s.model.rpartition(".")[2], other=described[s.model])
                for s in twice
            ]
            layer = attrs.evolve(layer, models=tuple(s for s in layer.models if s not in twice))
            described |= {semantic.model: project.name for semantic in layer.models}
        layers.append(layer)
    return layers, findings


def _groups(layer: Semantics) -> tuple[Sequence[SemanticModel | Metric | SavedQuery | Exposure], ...]:
    return layer.models, layer.metrics, layer.saved_queries, layer.exposures


def _without(layer: Semantics, seen: Container[str]) -> Semantics:
    def new(parts: Sequence[Part]) -> tuple[Part, ...]:
        return tuple(part for part in parts if part.place.subject not in seen)

    metrics = new(layer.metrics)
    return attrs.evolve(
        layer,
        models=new(layer.models),
        metrics=metrics,
        saved_queries=new(layer.saved_queries),
        exposures=new(layer.exposures),
        left_out=layer.left_out | {metric.name for metric in layer.metrics} - {metric.name for metric in metrics},
    )


# --- references ------------------------------------------------------------------------------------------------------
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
