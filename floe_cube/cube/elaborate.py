"""IR -> Cube AST: a cube a model, named, with its members, joins and what `meta.cube` adds."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from typing import Any

import attrs
from attrs import field

from floe_cube.config import ConsumptionConfig, SecurityConfig
from floe_cube.cube.access import AccessTable, Closed
from floe_cube.cube.ast import (
    FLATTEN,
    AccessPolicy,
    AllowAll,
    Cube,
    DataModel,
    Inherited,
    Json,
    Name,
    Plain,
    Query,
    Ref,
    RefreshKey,
    Sql,
    Table,
    Text,
    View,
)
from floe_cube.cube.fstring import literal
from floe_cube.cube.joins import Side, declared_joins, proven_joins, reverse_joins
from floe_cube.cube.members import Members, members, primary_key
from floe_cube.cube.names import RESERVED_CUBES, begins_a_type, snake
from floe_cube.cube.naming import cube_names, with_alias
from floe_cube.cube.null_keys import null_keys
from floe_cube.cube.protect import Draft, protect
from floe_cube.cube.reading import read, read_each
from floe_cube.cube.rollups import joined_by_members, refreshed, useless
from floe_cube.cube.views import APART, OPEN, declared_groups, declared_views, in_full, name_taken, reach
from floe_cube.databases import DEFAULT
from floe_cube.diagnostics import Diagnostic, finding, nearest
from floe_cube.ir.meta import EMPTY, Meta
from floe_cube.ir.model import Model, Project
from floe_cube.record import frozen, maker

__all__ = ["elaborate"]


@frozen(kw_only=True)
class MetaCube:
    """The properties that a cube may have beside its members: each is read on its own, so that a wrong one costs itself."""

    source: Table | Query | Inherited = field(default=Inherited(), metadata=FLATTEN)
    extends: Ref | None = None
    sql_alias: Name | None = None
    data_source: Plain | None = None
    title: Text | None = None
    description: Text | None = None
    public: bool | None = None
    calendar: bool | None = None
    rewrite_queries: bool | None = None
    refresh_key: RefreshKey | None = None
    meta: Json = None
    enabled: bool | None = None


#: Make cubes, and their drafts.
new_cube, new_draft = maker(Cube), maker(Draft)
#: What nearly all cubes have: none of them.
NOTHING_SAID = MetaCube()
#: Keys of a model's `meta.cube` that are read elsewhere.
MEMBER_KEYS = frozenset(
    "dimensions measures segments hierarchies pre_aggregations joins reverse_joins primary_key name row_level "
    "access_policy views view_groups".split()
)
#: What a cube has of these as it is, and few cubes have at all.
MORE = {f.name for f in attrs.fields(MetaCube)} - {"source", "data_source", "description", "enabled"}
WORDS = (*(f.name for f in attrs.fields(MetaCube) if f.name != "source"), "sql", "sql_table")
KNOWN_KEYS = MEMBER_KEYS.union(WORDS)


def elaborate(
    project: Project | None, config: ConsumptionConfig
) -> tuple[DataModel, AccessTable, tuple[Diagnostic, ...]]:
    """Make the data model of a project.

    Returns:
        A cube for each model in the order of their names, who sees which of their rows, and what could not be said in Cube's
        terms.
    """
    if project is None:
        return DataModel(), AccessTable(), ()
    findings: list[Diagnostic] = []
    security = config.security
    if config.conventions:
        from floe_cube.cube.conventions import adopt

        project, found = adopt(project, config.conventions)
        findings += found
    declared = {model.unique_id: _declared(model, findings) for model in project.models}
    names = cube_names(project, declared, findings)
    if project.others or project.prefix:
        from floe_cube.cube.mesh import respelt

        project = respelt(project, names)
        declared = {model.unique_id: _declared(model, []) for model in project.models}
    if any("data_source" in stated for stated in declared.values()):
        from floe_cube.cube.mesh import sourced

        project = sourced(project, declared)
    # What a person may write for a cube: its own name always, a dbt model's name where no cube has it.
    callable_as = {model.name: names[model.unique_id] for model in project.models}
    callable_as.update({str(name): name for name in names.values()})
    drafts, roles = _drafts(project, declared, names, callable_as, config, findings)
    taken = {*names.values(), *roles}
    project, drafts, asked = _with_semantics(project, drafts, security, taken, findings)
    drafts = {
        unique_id: with_alias(draft, project.home(draft.side.model).adapter, findings)
        for unique_id, draft in drafts.items()
    }
    all_drafts = _with_roles(drafts, roles)
    findings += null_keys(all_drafts)
    cubes, access, closed = _protected(all_drafts, project, security, findings)
    findings += _narrowed(drafts.values(), access)
    by_name: dict[str, Cube] = {cube.name: cube for cube in sorted(cubes, key=lambda cube: cube.name)}
    if any(cube.pre_aggregations for cube in cubes):
        by_name = joined_by_members(by_name)
        findings += useless(by_name, access, project, config.pre_aggregations.in_cube_store)
    views = _views(project, declared, callable_as, by_name, security, asked, findings)
    groups, group_findings = declared_groups((m.place, declared[m.unique_id]) for m in project.models)
    findings += group_findings
    access = attrs.evolve(access, views={view.name: reach(view, by_name, access) for view in views})
    shown: tuple[Cube, ...] = tuple(by_name.values())
    if security.pii is not None:
        from floe_cube.cube.conceal import close

        shown, views, access = close(shown, views, closed, access, security.pii)
    return DataModel(cubes=shown, views=views, view_groups=groups), access, tuple(findings)


def _drafts(
    project: Project,
    declared: Mapping[str, Meta],
    names: Mapping[str, Name],
    callable_as: Mapping[str, Name],
    config: ConsumptionConfig,
    findings: list[Diagnostic],
) -> tuple[dict[str, Draft], dict[Name, Side]]:
    """The cubes of the models with their joins, and the further roles that these need; the semantic layer is still to come."""
    sides = {
        model.unique_id: Side(model, names[model.unique_id], primary_key(model, declared[model.unique_id], findings))
        for model in project.models
    }
    taken = set(names.values())
    drafts: dict[str, Draft] = {}
    roles: dict[Name, Side] = {}
    for unique_id, side in sides.items():
        drafts[unique_id], needed = _draft(side, declared[unique_id], sides, taken, callable_as, project, findings)
        roles.update(needed)
        taken.update(needed)
    bases = {draft.cube.name: draft.cube.extends for draft in drafts.values()} | dict.fromkeys(roles)
    drafts = {unique_id: _with_sound_base(draft, bases, findings) for unique_id, draft in drafts.items()}
    for unique_id, draft in drafts.items():
        if draft.cube.pre_aggregations:
            drafts[unique_id] = attrs.evolve(draft, cube=refreshed(draft.cube, config.pre_aggregations))
    if any(side.model.data_source != DEFAULT for side in sides.values()):
        from floe_cube.cube.mesh import within_databases

        drafts = within_databases(drafts, {role: names[side.model.unique_id] for role, side in roles.items()}, findings)
    return drafts, roles


def _with_semantics(
    project: Project,
    drafts: dict[str, Draft],
    security: SecurityConfig,
    taken: Collection[str],
    findings: list[Diagnostic],
) -> tuple[Project, dict[str, Draft], tuple[View, ...]]:
    """The cubes with what the semantic layer of each project adds to them, and the views that it asks for."""
    asked: tuple[View, ...] = ()
    homes = dict(project.homes)
    for layer in (project, *project.others):
        if layer.semantics is None:
            continue
        from floe_cube.cube.serving import with_semantics

        before = drafts.keys()
        drafts, views = with_semantics(layer, layer.semantics, drafts, security, taken, findings)
        if layer is not project:  # unions are where their rows are
            homes |= dict.fromkeys(drafts.keys() - before, layer)
        if layer.prefix:
            from floe_cube.cube.mesh import prefixed

            views = prefixed(views, layer.prefix)
        asked += views
    return attrs.evolve(project, homes=homes) if homes else project, drafts, asked


def _with_roles(drafts: Mapping[str, Draft], roles: Mapping[Name, Side]) -> list[Draft]:
    """All cubes: those of the models, and the further roles of some."""
    found = [*drafts.values(), *(_role(name, drafts[side.model.unique_id]) for name, side in roles.items())]
    extended = {str(draft.cube.extends) for draft in found if draft.cube.extends is not None}
    if not extended:
        return found
    from floe_cube.cube.own_name import by_cube

    return by_cube(found, extended)


def _protected(
    drafts: list[Draft], project: Project, security: SecurityConfig, findings: list[Diagnostic]
) -> tuple[tuple[Cube, ...], AccessTable, Mapping[str, Mapping[str, Closed]]]:
    """The cubes as the configuration protects them, who may see what of them, and what is closed to whom; its parts are loaded on demand."""
    closed: Mapping[str, Mapping[str, Closed]] = {}
    if security.pii is not None:
        from floe_cube.cube.conceal import blur

        drafts, closed = blur(drafts, project, security, findings)
    if security.row_level:
        from floe_cube.cube.exact import exact

        drafts = exact(drafts, project, security)
    cubes, access, found = protect(drafts, security)
    findings += found
    return cubes, access, closed


def _views(
    project: Project,
    declared: Mapping[str, Meta],
    callable_as: Mapping[str, str],
    cubes: Mapping[str, Cube],
    security: SecurityConfig,
    asked: Iterable[View],
    findings: list[Diagnostic],
) -> tuple[View, ...]:
    """All views of the project; a name is a cube's or a view's, and given once: `asked` are those that meta does not declare."""
    views: dict[str, View] = {}
    homes = project.homes
    for model in sorted(project.models, key=lambda model: model.unique_id in homes) if homes else project.models:
        stated, found = declared_views(model.place, declared[model.unique_id], callable_as, security.row_level)
        findings += found
        for view in stated:
            if view.name in cubes or view.name in views or view.name in RESERVED_CUBES or not begins_a_type(view.name):
                findings.append(name_taken(view, cubes.get(view.name) or views.get(view.name), project))
            else:
                views[view.name] = view
    for view in asked:
        if view.name in cubes or view.name in views or view.name in RESERVED_CUBES:
            reason = f"a cube or another view is called `{view.name}`" + (APART if homes else "")
            findings.append(finding("FC0930", view.origin, name=view.name, reason=reason))
        else:
            views[view.name] = attrs.evolve(view, access_policy=OPEN if security.row_level else ())
    return in_full(views, cubes)


def _declared(model: Model, findings: list[Diagnostic]) -> Meta:
    """The model's `meta.cube`."""
    stated = model.meta.get("cube", EMPTY)
    if stated is EMPTY:
        return EMPTY
    if not isinstance(stated, Mapping):
        findings.append(finding("FC0403", model.place, path="meta.cube"))
        return EMPTY
    return {key if key in KNOWN_KEYS or snake(key) not in KNOWN_KEYS else snake(key): v for key, v in stated.items()}


# --- one cube --------------------------------------------------------------------------------------------------------
def _draft(
    side: Side,
    declared: Meta,
    sides: Mapping[str, Side],
    taken: Container[str],
    callable_as: Mapping[str, Name],
    project: Project,
    findings: list[Diagnostic],
) -> tuple[Draft, Mapping[Name, Side]]:
    """The cube of a model, and the roles that its joins need of other models' cubes."""
    model, dialect = side.model, project.home(side.model).dialect
    joins, found = declared_joins(side, declared, callable_as)
    findings += found
    proven = proven_joins(side, sides, taken, joins, dialect)
    findings += proven.findings
    joins |= proven.joins
    back, found = reverse_joins(side, declared, sides, callable_as, joins, dialect)
    findings += found
    joins |= back
    inside, member_findings = members(side, declared, dialect, joins.keys())
    findings += member_findings
    words = _words(model, declared, findings)
    cube = _assemble(side, words, inside, tuple([joins[name] for name in sorted(joins)]))
    policies, policy_findings = _policies(model, declared)
    findings += policy_findings
    draft = new_draft(
        cube=cube, side=side, declared=declared, names=inside.names, policies=policies, joined=proven.joined
    )
    return draft, proven.roles


def _with_sound_base(draft: Draft, bases: Mapping[Name, Ref | None], findings: list[Diagnostic]) -> Draft:
    """The draft, without an `extends` that leads nowhere or back to it."""
    base: str | None = draft.cube.extends
    chain: list[str] = []
    while base is not None and base in bases and base not in chain:
        chain.append(base)
        base = bases[Name(base)]
    if draft.cube.extends is None or (chain and draft.cube.name not in chain):
        return draft
    reason = (
        "a cube cannot extend itself" if chain else f"there is no such cube{nearest(draft.cube.extends, sorted(bases))}"
    )
    findings.append(finding("FC0602", draft.cube.origin, member="extends", path=draft.cube.extends, reason=reason))
    return attrs.evolve(draft, cube=attrs.evolve(draft.cube, extends=None))


def _narrowed(drafts: Iterable[Draft], access: AccessTable) -> Iterator[Diagnostic]:
    """Policies that ask for all rows of a cube that is filtered: they get those of the claim."""
    for draft in drafts:
        for index, policy in enumerate(draft.policies):
            if isinstance(policy.row_level, AllowAll) and access.cubes[draft.cube.name].rows == "filtered":
                yield finding("FC0616", draft.cube.origin, cube=draft.cube.name, index=index)


def _role(name: Name, draft: Draft) -> Draft:
    """Another role of a cube: the same under another name, so that it can be joined a second time."""
    cube = Cube(name=name, source=Inherited(), extends=Ref(draft.cube.name), origin=draft.cube.origin)
    return attrs.evolve(draft, cube=cube, side=attrs.evolve(draft.side, name=name))


def _policies(model: Model, declared: Meta) -> tuple[tuple[AccessPolicy, ...], tuple[Diagnostic, ...]]:
    stated = declared.get("access_policy")
    if stated is None:
        return (), ()
    if not stated:
        return (), (finding("FC0626", model.place, owner=model.name),)
    return read_each(AccessPolicy, stated, model.place, "access_policy")


def _assemble(side: Side, words: MetaCube, inside: Members, joins: tuple[Any, ...]) -> Cube:
    model = side.model
    cube = new_cube(
        name=side.name,
        source=Table(Sql(literal(model.relation))),
        data_source=words.data_source or (Plain(model.data_source) if model.data_source != DEFAULT else None),
        description=words.description or (Text(model.description) if model.description else None),
        joins=joins,
        dimensions=inside.dimensions,
        measures=inside.measures,
        segments=inside.segments,
        hierarchies=inside.hierarchies,
        pre_aggregations=inside.pre_aggregations,
        origin=model.place,
    )
    if words is NOTHING_SAID:
        return cube
    is_own = isinstance(words.source, Inherited) and words.extends is None
    more = {name: getattr(words, name) for name in MORE}
    return attrs.evolve(cube, source=cube.source if is_own else words.source, **more)


def _words(model: Model, declared: Meta, findings: list[Diagnostic]) -> MetaCube:
    """The cube's own properties; an unknown key is reported with the nearest known one."""
    words = NOTHING_SAID
    for key, value in declared.items():
        if key in MEMBER_KEYS or (key == "sql_table" and "sql" in declared):
            continue
        if key not in WORDS:
            hint = nearest(snake(key), sorted(KNOWN_KEYS))
            findings.append(finding("FC0401", model.place, key=key, where="meta.cube", hint=hint))
            continue
        given = {k: declared[k] for k in ("sql", "sql_table") if k in declared} if key == "sql" else {key: value}
        read_one, found = read(MetaCube, given, model.place)
        findings += found
        if read_one is not None:
            attribute = "source" if key in ("sql", "sql_table") else key
            words = attrs.evolve(words, **{attribute: getattr(read_one, attribute)})
    return words
