"""dbt wire types -> IR: which models there are, and what is known about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import attrs

from floe_cube.dbt.wire import Catalog, Manifest, Node
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.columns import Names, Words, columns, fields, tags
from floe_cube.ir.dialects import Dialect, dialect, relation_sql
from floe_cube.ir.evidence import Facts, gather, new_key, new_relationship
from floe_cube.ir.meta import EMPTY, Meta, merge
from floe_cube.ir.model import Column, Dataset, Key, Model, Project, Relationship, Source
from floe_cube.ir.references import index, is_latest
from floe_cube.ir.types import Types
from floe_cube.record import maker

__all__ = ["ON_REQUEST", "lower"]


def lower(
    manifest: Manifest | None,
    catalog: Catalog | None,
    packages: tuple[str, ...] = (),
    include: tuple[str, ...] = (),
    exclude: tuple[str, ...] = (),
) -> tuple[Project | None, tuple[Diagnostic, ...]]:
    """Say what the project means.

    Args:
        packages: only models of these dbt packages; empty for all.
        include: only models that these selectors name; empty for all.
        exclude: no models that these selectors name.

    Returns:
        The project, or None where there is no manifest; and what was left out or looks wrong.
    """
    if manifest is None:
        return None, ()
    findings: list[Diagnostic] = []
    adapter = (manifest.metadata.adapter_type or "").lower()
    grammar = dialect(adapter)
    if grammar.name == "generic":
        findings.append(finding("FC0201", subject_of(manifest), adapter=adapter or "(none)"))
    if catalog is not None and catalog.metadata.invocation_id != manifest.metadata.invocation_id:
        findings += _compare(manifest, catalog)
    references = index(manifest)
    facts = gather(manifest, references)
    seen = {**catalog.nodes, **catalog.sources} if catalog else {}
    fusion = (manifest.metadata.dbt_version or "").startswith("2.")
    selected = None
    if include or exclude:
        from floe_cube.ir.selection import select

        selected, selection_findings = select(manifest, include, exclude)
        findings += selection_findings
    known: dict[str, _Known] = {}
    types, words = Types(grammar), Words(grammar)
    for node in _wanted(manifest, packages, selected, findings):
        place = source_place(node)
        relation = _relation(node, grammar)
        if relation is None:
            findings.append(finding("FC0209", place, model=node.name))
            continue
        about = facts[node.unique_id]
        found, column_findings = columns(node, seen.get(node.unique_id), types, words, about, fusion, place)
        findings += column_findings
        if not found:
            findings.append(finding("FC0212", place, model=node.name))
        known[node.unique_id] = _known(node, place, relation, found, about, fusion)
    models = tuple(_model(known[unique_id], known, facts[unique_id].foreign) for unique_id in sorted(known))
    if not models:
        names = sorted({f"`{n.package_name}`" for n in manifest.nodes.values() if n.resource_type == "model"})
        of = f" of {', '.join(f'`{name}`' for name in packages)}" if packages else ""
        findings.append(finding("FC0210", subject_of(manifest), of=of, known=", ".join(names) or "none"))
    semantics = None
    if models and (manifest.metrics or manifest.semantic_models or manifest.saved_queries or manifest.exposures):
        from floe_cube.ir.metrics import semantics_of

        excluded = frozenset() if selected is None or include else manifest.metrics.keys() - selected
        semantics, semantic_findings = semantics_of(manifest, references, known.keys(), packages, excluded)
        findings += semantic_findings
    project = Project(
        adapter=adapter,
        dialect=grammar,
        name=manifest.metadata.project_name or "",
        models=models,
        semantics=semantics,
    )
    return project, tuple(findings)


def subject_of(manifest: Manifest) -> Place:
    """The place of a finding about the whole project."""
    return Place(manifest.metadata.project_name or "", "manifest.json")


def source_place(node: Node) -> Place:
    """Where a person edits a model's properties: the YAML file that describes it, else its own file."""
    return Place(node.unique_id, node.described_in or node.file)


# --- which nodes -----------------------------------------------------------------------------------------------------
#: A model is served unless it says no; these are served where their meta says `cube: {enabled: true}`.
ON_REQUEST = frozenset({"seed", "snapshot", "source"})
#: The time spine of before dbt 1.9, known by its name. Source: dbt-core, constants.py, LEGACY_TIME_SPINE_MODEL_NAME.
OLD_TIME_SPINE = "metricflow_time_spine"


def _wanted(
    manifest: Manifest, packages: tuple[str, ...], selected: frozenset[str] | None, findings: list[Diagnostic]
) -> Iterator[Node]:
    """The nodes that become models of the IR; why another one does not is a note."""
    for nodes in (manifest.nodes, manifest.sources):
        for unique_id, node in nodes.items():
            kind = node.resource_type or node.unique_id.partition(".")[0]
            if (packages and node.package_name not in packages) or (selected is not None and unique_id not in selected):
                continue
            if kind in ON_REQUEST and _enabled(node) is True:
                yield node
            elif kind == "model":
                reason = _reason_to_skip(node)
                if reason:
                    findings.append(finding("FC0202", source_place(node), model=node.name, reason=reason))
                else:
                    yield node
    disabled = manifest.disabled or {}
    switched_off = disabled if isinstance(disabled, list) else [n for nodes in disabled.values() for n in nodes]
    findings += [
        finding("FC0202", source_place(node), model=node.name, reason="it is disabled")
        for node in switched_off
        if node.resource_type == "model" and selected is None and (not packages or node.package_name in packages)
    ]


def _reason_to_skip(node: Node) -> str:
    if node.config is not None and node.config.materialized == "ephemeral":
        return "it is ephemeral, so dbt builds no relation for it"
    if (node.time_spine or node.name == OLD_TIME_SPINE) and _enabled(node) is None:
        return "it is a time spine"
    if _enabled(node) is False:
        return "its meta says `cube: {enabled: false}`"
    return ""


def _enabled(node: Node) -> bool | None:
    """What `meta.cube.enabled` says, if anything."""
    cube = _meta(node).get("cube")
    enabled = cube.get("enabled") if cube and isinstance(cube, Mapping) else None
    return enabled if isinstance(enabled, bool) else None


def _meta(node: Node) -> Meta:
    config = node.config.meta if node.config else None
    return merge(node.meta, config) if node.meta or config else EMPTY


# --- one model -------------------------------------------------------------------------------------------------------
def _relation(node: Node, grammar: Dialect) -> str | None:
    """Dbt's own words for the relation; old manifests leave them out, then it is built from its parts."""
    if node.relation_name:
        return node.relation_name
    name = node.alias or node.identifier or node.name
    return relation_sql(node.database, node.schema, name, grammar) if node.schema and name else None


def _dataset(node: Node) -> Dataset:
    """The dataset as dbt's OpenLineage integration names it. Source: openlineage-integration-common 1.54, dbt/processor.py."""
    is_source = node.unique_id.startswith("source.")
    return Dataset(
        database=node.database, schema=node.schema, table=node.name if is_source else node.alias or node.name
    )


#: Makes models.
new_model = maker(Model)


class _Known(NamedTuple):
    """A model as far as it can be known without the others: all but its relationships."""

    node: Node
    place: Place
    relation: str
    columns: tuple[Column, ...]
    names: Names
    fields: tuple[Column, ...]
    primary_key: Key | None
    keys: tuple[Key, ...]


def _known(
    node: Node, place: Place, relation: str, found: tuple[Column, ...], facts: Facts, foreign_meta: bool
) -> _Known:
    names = Names({column.name for column in found})
    constrained, tested = _keys(facts.primary, names), _keys(facts.unique, names)
    entities = _keys(facts.entities, names)
    never_null = {names.find(name) for name in facts.not_null}
    # Most are known by the name that a test wrote; what it wrote in another case is known only now.
    if late := never_null - facts.not_null:
        found = tuple([attrs.evolve(c, not_null=True) if c.name in late else c for c in found])
    if facts.kinds:
        guesses = {names.find(name): kind for name, kind in sorted(facts.kinds.items())}
        found = tuple([attrs.evolve(c, guess=guesses.get(c.name)) for c in found])
    primary = _primary(constrained, tested, never_null) or next(iter(entities), None)
    keys = tuple(constrained + tested + entities)
    keys = tuple(dict.fromkeys(keys)) if len(keys) > 1 else keys
    inside = fields(node, names, foreign_meta) if "." in "".join(node.columns or ()) else ()
    return _Known(node, place, relation, found, names, inside, primary, keys)


def _model(known: _Known, all_known: Mapping[str, _Known], stated: Iterable[Relationship]) -> Model:
    node = known.node
    return new_model(
        unique_id=node.unique_id,
        name=node.name if is_latest(node) else f"{node.name}_v{node.version}",
        package=node.package_name,
        place=known.place,
        relation=known.relation,
        dataset=_dataset(node),
        description=node.description or "",
        meta=_meta(node),
        tags=tags(node.tags, node.config.tags if node.config else None),
        columns=known.columns,
        fields=known.fields,
        primary_key=known.primary_key,
        keys=known.keys,
        relationships=_relationships(known, all_known, stated) if stated else (),
    )


def _keys(stated: list[Key], names: Names) -> list[Key]:
    """Of what is said to be unique, the columns that exist, in an order of their own."""
    if not stated:
        return []
    ordered = sorted(stated, key=lambda key: (len(key.columns), key.columns, key.evidence.detail))
    return [new_key(columns, key.evidence) for key in ordered if (columns := names.find_all(key.columns))]


def _primary(constrained: list[Key], tested: list[Key], never_null: set[str | None]) -> Key | None:
    """The best key: a constraint, then one column that is unique and never null, then a unique combination, best of what is never null.

    Several single columns may qualify (`id` and `email`); then the one that looks like a key is taken. dbt's own
    `primary_key` joins them into one composite key, which identifies nothing more and counts wrongly.
    """
    if constrained:
        return max(constrained, key=lambda key: len(key.columns))
    singles = [key for key in tested if len(key.columns) == 1 and key.columns[0] in never_null]
    if singles:
        return min(singles, key=lambda key: _unlikeliness(key.columns[0].lower()))
    several = [key for key in tested if len(key.columns) > 1]
    return min(several, key=lambda key: not never_null.issuperset(key.columns), default=None)


def _unlikeliness(name: str) -> tuple[bool, bool, str]:
    return name != "id", not name.endswith(("_id", "_key", "_sk", "_pk")), name


# --- models among each other -----------------------------------------------------------------------------------------
def _relationships(
    known: _Known, all_known: Mapping[str, _Known], stated: Iterable[Relationship]
) -> tuple[Relationship, ...]:
    """The references of a model; of those between the same columns the strongest."""
    found = [r for said in stated if (r := _relationship(said, known, all_known))]
    if len(found) < 2:
        return tuple(found)
    once = {(r.parent, r.columns, r.parent_columns): r for r in sorted(found, key=_strength, reverse=True)}
    return tuple(sorted(once.values(), key=lambda r: (r.columns, r.parent, r.parent_columns)))


#: Sources from the strongest to the weakest.
STRENGTH = {source: index for index, source in enumerate(Source)}


def _strength(stated: Relationship) -> tuple[int, str]:
    return STRENGTH[stated.evidence.source], stated.evidence.detail


def _relationship(stated: Relationship, known: _Known, all_known: Mapping[str, _Known]) -> Relationship | None:
    """A reference between columns that both exist; one to a model that is not compiled has no columns to check."""
    parent = all_known.get(stated.parent)
    wanted = stated.parent_columns or (parent.primary_key.columns if parent and parent.primary_key else ())
    mine = known.names.find_all(stated.columns)
    theirs = parent.names.find_all(wanted) if parent else wanted
    if not mine or not theirs or len(mine) != len(theirs):
        return None
    return new_relationship(stated.parent, mine, theirs, stated.evidence)


def _compare(manifest: Manifest, catalog: Catalog) -> Iterator[Diagnostic]:
    """A catalog of another run is fine while it knows the models of this manifest."""
    models = [n.unique_id for n in manifest.nodes.values() if n.resource_type == "model"]
    known = sum(unique_id in catalog.nodes for unique_id in models)
    if models and known * 2 < len(models):
        yield finding("FC0208", subject_of(manifest), known=known, total=len(models))
