"""The semantic layer joins the cubes: dimensions, then metrics, then views of saved queries and exposures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import attrs

from floe_cube.config import SecurityConfig
from floe_cube.cube.apart import Unions
from floe_cube.cube.ast import Dimension, Measure, View
from floe_cube.cube.members import members
from floe_cube.cube.metrics import make
from floe_cube.cube.names import identifier, type_name
from floe_cube.cube.placing import Measures
from floe_cube.cube.protect import Draft
from floe_cube.cube.queries import asked_views
from floe_cube.cube.semantic import world
from floe_cube.cube.views import stated_views
from floe_cube.diagnostics import Diagnostic
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.model import Project
from floe_cube.ir.semantic import Semantics

__all__ = ["with_semantics"]


def with_semantics(
    project: Project,
    semantics: Semantics,
    drafts: Mapping[str, Draft],
    security: SecurityConfig,
    taken: Collection[str],
    findings: list[Diagnostic],
) -> tuple[dict[str, Draft], tuple[View, ...]]:
    """The cubes with the dimensions and metrics of the semantic layer, and the views that it asks for.

    A metric's name stays as it is, so a column of that name has to be called otherwise. Which metrics there are shows when they
    are made, so they are made again where columns gave way.

    Args:
        taken: names of cubes.
    """
    asked = [query.name for query in semantics.saved_queries] + [exposure.name for exposure in semantics.exposures]
    cubes = (draft.cube.name for draft in drafts.values())
    taken = {
        *taken,
        *cubes,
        *(name for draft in drafts.values() for name, _ in stated_views(draft.declared)),
        *(type_name(identifier(f"{project.prefix}{name}"), "view") for name in asked),
    }
    served, measures, found = _served(project, semantics, drafts, security, taken, yielding=True)
    clashes = {model: names for model in drafts if (names := _clashes(model, served[model], measures))}
    if clashes:
        drafts = {
            model: _renamed(draft, clashes[model], project.dialect, findings) if model in clashes else draft
            for model, draft in drafts.items()
        }
        served, measures, found = _served(project, semantics, drafts, security, taken, yielding=False)
    views, view_findings = asked_views(semantics, measures.world, measures.metrics, measures.together, served)
    findings += (*found, *measures.findings, *view_findings)
    return served, views


def _served(
    project: Project,
    semantics: Semantics,
    drafts: Mapping[str, Draft],
    security: SecurityConfig,
    taken: Collection[str],
    also: frozenset[str] = frozenset(),
    *,
    yielding: bool,
) -> tuple[dict[str, Draft], Measures, list[Diagnostic]]:
    """The cubes with all that the semantic layer adds to them.

    Args:
        also: names of cubes to which unions turned out to join, which their measures must know.
    """
    joined = _joined(drafts) | also
    seen, changed, findings = world(semantics.models, drafts, joined, project.dialect, project.adapter)
    wider = {model: _with_dimensions(draft, changed.get(model, {})) for model, draft in drafts.items()}
    unions = Unions(seen, wider.values(), security, taken)
    measures = make(semantics, seen, wider, unions, yielding=yielding)
    targets = {join.name for draft in measures.unions.values() for join in draft.cube.joins}
    if not targets <= joined:
        return _served(project, semantics, drafts, security, taken, joined | targets, yielding=yielding)
    served = {
        model: _with_measures(
            _with_dimensions(draft, measures.dimensions.get(model, {})), measures.by_model.get(model, ())
        )
        for model, draft in wider.items()
    }
    return {**served, **measures.unions}, measures, findings


def _with_dimensions(draft: Draft, changed: Mapping[str, Dimension]) -> Draft:
    if not changed:
        return draft
    cube = draft.cube
    known = {dimension.name for dimension in cube.dimensions}
    own = tuple(changed.get(dimension.name, dimension) for dimension in cube.dimensions)
    new = tuple(dimension for name, dimension in changed.items() if name not in known)
    return attrs.evolve(draft, cube=attrs.evolve(cube, dimensions=(*own, *new)))


def _with_measures(draft: Draft, measures: Sequence[Measure]) -> Draft:
    if not measures:
        return draft
    return attrs.evolve(draft, cube=attrs.evolve(draft.cube, measures=(*draft.cube.measures, *measures)))


def _joined(drafts: Mapping[str, Draft]) -> frozenset[str]:
    """Names of the cubes that others join to, in a role or as what they are, or extend."""
    targets = {join.name for draft in drafts.values() for join in draft.cube.joins}
    parents = {relationship.parent for draft in drafts.values() for relationship in draft.targets}
    bases = {draft.cube.extends for draft in drafts.values() if draft.cube.extends}
    return frozenset(targets | {drafts[parent].cube.name for parent in parents if parent in drafts} | bases)


def _clashes(model: str, served: Draft, measures: Measures) -> set[str]:
    """Names of metrics that something else has in their cube too."""
    own = {made.name for made in measures.metrics.values() if made.model == model}
    names = [member.name for group in (served.cube.dimensions, served.cube.measures) for member in group]
    return {name for name in own if names.count(name) > 1}


def _renamed(draft: Draft, reserved: set[str], dialect: Dialect, findings: list[Diagnostic]) -> Draft:
    """The draft with members that leave some names free."""
    targets = {str(join.name) for join in draft.cube.joins}
    inside, found = members(draft.side, draft.declared, dialect, targets | reserved)
    findings += found
    cube = attrs.evolve(draft.cube, dimensions=inside.dimensions, measures=inside.measures)
    return attrs.evolve(draft, cube=cube, names=inside.names)
