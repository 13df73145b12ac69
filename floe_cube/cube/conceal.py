"""Personal data: seen by some groups, by everybody else masked or not at all.

Every policy of a cube or view that shows personal data is divided in two, for groups that the runtime grants by the roles of who
asks: `floe-cube/unmasked/<group>` or `floe-cube/masked/<group>`, never both, since two policies for one user would make Cube mask
by condition, which it cannot for measures. Tried in real Cube 1.7.43:

* Dimensions are masked, with `(NULL)` where meta says no `mask`: Cube's own default is a bare NULL, which it takes for a column as
  soon as another member or a view refers to the dimension.
* Measures and segments are hidden: in an ungrouped query Cube shows a measure whose mask is SQL as it is.
* A key is counted by and joined on, so a classified key gets a second dimension that nobody is to name; `count` stays right.
* The members of a view need policies of their own: behind a view Cube skips what the cube's policies say of members.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import attrs

from floe_cube.config import PiiConfig, SecurityConfig
from floe_cube.cube.access import AccessTable, Closed
from floe_cube.cube.ast import (
    AccessPolicy,
    AllowAll,
    Cube,
    Dimension,
    MemberSet,
    Name,
    Plain,
    Sql,
    SqlOf,
    View,
)
from floe_cube.cube.classify import Classified, classify, marked
from floe_cube.cube.inheritance import written_out
from floe_cube.cube.names import digest
from floe_cube.cube.policies import grants
from floe_cube.cube.protect import EVERYBODY, NOBODY, Draft, decide, granting
from floe_cube.cube.sql import expression_references
from floe_cube.cube.views import members as view_members
from floe_cube.cube.walk import taken_names, with_bases
from floe_cube.diagnostics import Diagnostic, finding
from floe_cube.ir.model import Project

__all__ = ["Concealed", "blur", "close"]

#: In parentheses, so that Cube takes it for an expression and not for the name of a column.
NOTHING = SqlOf(Sql("(NULL)"))

Concealed = Mapping[str, Mapping[str, Closed]]
"""Each cube or view -> each of its members that shows personal data -> what those get who may not see it."""


# --- members ---------------------------------------------------------------------------------------------------------
def blur(
    drafts: Sequence[Draft], project: Project, security: SecurityConfig, findings: list[Diagnostic]
) -> tuple[list[Draft], Concealed]:
    """Give classified dimensions a mask and classified keys a second dimension, and say what must be closed."""
    pii = security.pii
    if pii is None:
        return list(drafts), {}
    cubes = {str(draft.cube.name): draft.cube for draft in drafts}
    exempt = {str(draft.cube.name): _deciding(draft, security) for draft in drafts}
    found = classify(cubes, project, pii, exempt)
    findings += _findings(found, cubes)
    findings += _namesakes(drafts, found, exempt, pii)
    keys = _keys(cubes, found)
    changed = [_blurred(draft, found.members.get(draft.cube.name, {}), keys, pii) for draft in drafts]
    changed = _apart(changed, found)
    for before, after in zip(drafts, changed, strict=True):
        lost = sum(len(d.details.links) for d in before.cube.dimensions) - sum(
            len(d.details.links) for d in after.cube.dimensions
        )
        if lost:
            findings.append(finding("FC0653", after.cube.origin, cube=after.cube.name, count=lost))
    now = {str(draft.cube.name): draft.cube for draft in changed}
    return changed, {name: _closed(now[name], members, now, keys, pii) for name, members in found.members.items()}


def _apart(drafts: Sequence[Draft], found: Classified) -> list[Draft]:
    """The cubes, written out in full where a base shows what they close: Cube unites policies, and its would open the cube."""
    by_name = {str(draft.cube.name): draft for draft in drafts}
    cubes = {name: draft.cube for name, draft in by_name.items()}
    result = []
    for draft in drafts:
        bases = [by_name[base.name] for base in with_bases(draft.cube, cubes)[1:]]
        own = found.members.get(draft.cube.name, {}).keys()
        if all(own <= found.members.get(base.cube.name, {}).keys() for base in bases):
            result.append(draft)
            continue
        policies = tuple(dict.fromkeys(policy for each in (draft, *bases) for policy in each.policies))
        cube = written_out(draft.cube, [base.cube for base in bases])
        result.append(attrs.evolve(draft, cube=cube, policies=policies))
    return result


def _deciding(draft: Draft, security: SecurityConfig) -> Collection[str]:
    """The dimensions that decide on rows: they equal a claim of who asks."""
    if not security.row_level:
        return ()
    return [draft.names[column] for column in decide(draft, security, []).filters]


def _keys(cubes: Mapping[str, Cube], found: Classified) -> dict[tuple[str, str], Name]:
    """The second dimension of each classified key, by the cube that declares it."""
    keys = {}
    for name, members in found.members.items():
        taken = set(taken_names(cubes[name])) | {join.name for join in cubes[name].joins}
        for dimension in cubes[name].dimensions:
            if dimension.primary_key and dimension.name in members:
                wanted = f"{dimension.name}_key"
                keys[name, str(dimension.name)] = Name(f"{wanted}_{digest(wanted)}" if wanted in taken else wanted)
    return keys


def _blurred(draft: Draft, members: Mapping[str, str], keys: Mapping[tuple[str, str], Name], pii: PiiConfig) -> Draft:
    if not members:
        return draft
    cube, names = draft.cube, dict(draft.names)
    dimensions: list[Dimension] = []
    for dimension in cube.dimensions:
        key = keys.get((cube.name, dimension.name))
        if key is not None:
            plain = Dimension(name=key, value=dimension.value, type=dimension.type, primary_key=True, public=False)
            dimensions.append(plain)
            names = {column: key if name == dimension.name else name for column, name in names.items()}
        dimensions.append(_masked(dimension, members, pii, is_key=key is not None))
    return attrs.evolve(draft, cube=attrs.evolve(cube, dimensions=tuple(dimensions)), names=names)


def _masked(dimension: Dimension, members: Mapping[str, str], pii: PiiConfig, *, is_key: bool) -> Dimension:
    """The dimension with a mask, and without links that would say what it says: Cube makes dimensions of them."""
    details = dimension.details
    if dimension.name not in members:
        links = tuple(
            link
            for link in details.links
            for texts in [[text for text in (link.url, *(param.value for param in link.params)) if text]]
            if not any(path.rpartition(".")[2] in members for text in texts for path in expression_references(text))
        )
        if links == details.links:
            return dimension
        return attrs.evolve(dimension, details=attrs.evolve(details, links=links))
    mask = details.mask if details.mask is not None else NOTHING if pii.action == "mask" else None
    primary = None if is_key else dimension.primary_key
    return attrs.evolve(dimension, primary_key=primary, details=attrs.evolve(details, mask=mask, links=()))


def _closed(
    cube: Cube,
    members: Mapping[str, str],
    cubes: Mapping[str, Cube],
    keys: Mapping[tuple[str, str], Name],
    pii: PiiConfig,
) -> dict[str, Closed]:
    """What is closed of a cube: a dimension that has a mask is masked, all else is hidden."""
    chain = with_bases(cube, cubes)
    known = {str(d.name): d for each in reversed(chain) for d in each.dimensions}
    masked = {
        name for name in members if pii.action == "mask" and name in known and known[name].details.mask is not None
    }
    closed: dict[str, Closed] = {name: "mask" if name in masked else "hide" for name in members}
    for each in chain:
        closed.update({str(keys[each.name, name]): "key" for name in known if (each.name, name) in keys})
    return dict(sorted(closed.items()))


def _findings(found: Classified, cubes: Mapping[str, Cube]) -> Iterator[Diagnostic]:
    if not found.members:
        yield finding("FC0650")
    yield from (finding("FC0750", model.place, model=model.name) for model in found.whole)
    for name, members in found.members.items():
        origin = cubes[name].origin
        yield from (
            finding("FC0651", origin.at(member), member=member, cube=name, reason=reason)
            for member, reason in members.items()
            if reason
        )
        for rollup in cubes[name].pre_aggregations:
            stored = [path for path in rollup.dimensions if path.rpartition(".")[2] in members]
            if stored:
                yield finding("FC0655", origin.at(rollup.name), rollup=rollup.name, members=", ".join(stored))
    yield from (finding("FC0652", cubes[name].origin, cube=name) for name in found.queries)
    yield from (finding("FC0654", cubes[name].origin, cube=name, target=target) for name, target in found.joins)


def _namesakes(
    drafts: Sequence[Draft], found: Classified, exempt: Mapping[str, Collection[str]], pii: PiiConfig
) -> Iterator[Diagnostic]:
    """Columns that are called like marked ones, and of which nobody says anything: people mark a mart and serve its staging too."""
    columns = [(draft, column) for draft in drafts for column in draft.side.model.columns]
    homes = {
        column.name.casefold(): f"{draft.side.model.name}.{column.name}"
        for draft, column in reversed(columns)
        if marked(column.meta, column.tags, pii)
    }
    for draft, column in columns:
        name, home = draft.names.get(column.name), homes.get(column.name.casefold())
        if home is None or name is None or marked(column.meta, column.tags, pii) is not None:
            continue
        said = {d.name: marked(d.meta if isinstance(d.meta, Mapping) else None, (), pii) for d in draft.cube.dimensions}
        if said.get(name, False) is None and name not in exempt.get(draft.cube.name, ()):
            model = draft.side.model
            yield finding("FC0660", model.place.at(column.name), model=model.name, column=column.name, marked=home)


# --- policies --------------------------------------------------------------------------------------------------------
def close(
    cubes: Iterable[Cube], views: Iterable[View], closed: Concealed, access: AccessTable, pii: PiiConfig
) -> tuple[tuple[Cube, ...], tuple[View, ...], AccessTable]:
    """Divide the policies of all cubes and views that show personal data, and say the same as a table."""
    by_name = {str(cube.name): cube for cube in cubes}
    in_views = {str(view.name): _of_view(view, by_name, closed) for view in views}
    all_closed = {**closed, **{name: members for name, members in in_views.items() if members}}
    new_cubes = tuple(
        attrs.evolve(cube, access_policy=_divided(cube.access_policy, closed[name])) if closed.get(name) else cube
        for name, cube in by_name.items()
    )
    new_views = tuple(_closed_view(view, in_views[view.name]) for view in views)
    table = {f"{owner}.{name}": how for owner, members in sorted(all_closed.items()) for name, how in members.items()}
    return new_cubes, new_views, attrs.evolve(access, closed=table, revealed_to=tuple(pii.groups))


def _of_view(view: View, cubes: Mapping[str, Cube], closed: Concealed) -> dict[str, Closed]:
    """What is closed of a view."""
    found = {}
    for name, part, member in view_members(view, cubes):
        how = closed.get(part.join_path.rpartition(".")[2], {}).get(member)
        if how is not None:
            found[name] = how
    return dict(sorted(found.items()))


def _closed_view(view: View, members: Mapping[str, Closed]) -> View:
    if not members:
        return view
    keys = tuple(Name(name) for name, how in members.items() if how == "key")
    policies = [
        attrs.evolve(policy, member_level=_without(policy.member_level, keys)) if keys else policy
        for policy in view.access_policy or (AccessPolicy(group=EVERYBODY, member_level=MemberSet(includes="*")),)
    ]
    others = {name: how for name, how in members.items() if how != "key"}
    return attrs.evolve(view, access_policy=_divided(policies, others) if others else tuple(policies))


def _without(level: MemberSet | None, names: tuple[Name, ...]) -> MemberSet:
    """The same members but for these."""
    level = level or MemberSet(includes="*")
    if level.excludes == "*":
        return level
    if isinstance(level.includes, tuple):
        left = tuple(name for name in level.includes if name not in names)
        return attrs.evolve(level, includes=left) if left else MemberSet(excludes="*")
    return MemberSet(includes="*", excludes=(*(level.excludes or ()), *names))


def _divided(policies: Iterable[AccessPolicy], members: Mapping[str, Closed]) -> tuple[AccessPolicy, ...]:
    """Each policy for those who see personal data, and for those who do not."""
    stated = tuple(policies) or (
        AccessPolicy(group=EVERYBODY, member_level=MemberSet(includes="*"), row_level=AllowAll()),
    )
    masked = tuple(Name(name) for name, how in members.items() if how == "mask")
    hidden = tuple(Name(name) for name, how in members.items() if how == "hide")
    keys = tuple(Name(name) for name, how in members.items() if how == "key")
    divided = []
    for policy in stated:
        if policy.group == NOBODY:
            divided.append(policy)
            continue
        level = granting(policy.member_level, keys)
        shown = [name for name in masked if grants(level, name)]
        divided.append(attrs.evolve(_for("unmasked", policy), member_level=level))
        divided.append(
            attrs.evolve(
                _for("masked", policy),
                member_level=_without(level, (*masked, *hidden)),
                member_masking=_masking(policy.member_masking, shown, hidden),
            )
        )
    return tuple(divided)


def _for(who: str, policy: AccessPolicy) -> AccessPolicy:
    """The policy for those of its groups who see personal data, or who do not."""
    return attrs.evolve(
        policy,
        group=Plain(f"floe-cube/{who}/{policy.group}") if policy.group is not None else None,
        groups=tuple(Plain(f"floe-cube/{who}/{group}") for group in policy.groups),
    )


def _masking(own: MemberSet | None, masked: Sequence[Name], hidden: tuple[Name, ...]) -> MemberSet | None:
    """The members that a policy masks: its own, and those that show personal data."""
    if own is None or own.excludes == "*":
        return MemberSet(includes=tuple(masked)) if masked else None
    if isinstance(own.includes, tuple):
        own_names = tuple(name for name in own.includes if name not in hidden)
        excludes = tuple(name for name in own.excludes or () if name not in masked)
        return MemberSet(includes=tuple(dict.fromkeys((*own_names, *masked))), excludes=excludes or None)
    excludes = tuple(name for name in own.excludes or () if name not in masked)
    return MemberSet(includes="*", excludes=tuple(dict.fromkeys((*excludes, *hidden))) or None)
