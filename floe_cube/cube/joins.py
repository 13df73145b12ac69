"""Joins between cubes: what meta says, else what relationships and foreign keys prove. None is ever invented.

Cube joins to the left (`FROM child LEFT JOIN parent`), wants a primary key on both sides to count rightly, and takes one join a pair.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator, Mapping
from types import MappingProxyType

import attrs

from floe_cube.cube import fstring
from floe_cube.cube.ast import Join, JoinRelationship, Name, Sql
from floe_cube.cube.names import digest, identifier
from floe_cube.cube.reading import read_each
from floe_cube.diagnostics import Diagnostic, finding, nearest
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.lower import ON_REQUEST
from floe_cube.ir.meta import Meta
from floe_cube.ir.model import Model, Relationship
from floe_cube.record import frozen, maker


@frozen
class Side:
    """One side of a join: a model, the name of its cube, and the columns of its key."""

    model: Model
    name: Name
    key: tuple[str, ...]


def declared_joins(side: Side, declared: Meta, names: Mapping[str, Name]) -> tuple[dict[Name, Join], list[Diagnostic]]:
    """The joins under `meta.cube.joins`. They may name a dbt model or a cube.

    Args:
        names: what people may call a cube -> its name.
    """
    if declared.get("joins") is None:
        return {}, []
    stated, found = read_each(Join, declared["joins"], side.model.place, "joins")
    findings = list(found)
    joins: dict[Name, Join] = {}
    for join in stated:
        target = names.get(join.name)
        if target is None:
            hint = nearest(join.name, sorted(names))
            findings.append(finding("FC0310", side.model.place, name=join.name, model=side.model.name, hint=hint))
        elif target in joins:
            findings.append(finding("FC0305", side.model.place, parent=target, model=side.model.name))
        else:
            joins[target] = Join(name=target, relationship=join.relationship, sql=join.sql)
    return joins, findings


@frozen
class Proven:
    """The joins that a model's relationships prove.

    Attributes:
        roles: cubes to be made for them: name -> the model that the cube is another role of (`orders_shipping_address` extends
            `addresses`), since Cube takes one join a pair of cubes and none from a cube to itself.
        joined: the relationships that join a cube, with its name.
    """

    joins: Mapping[Name, Join] = MappingProxyType({})
    roles: Mapping[Name, Side] = MappingProxyType({})
    joined: tuple[tuple[Relationship, Name], ...] = ()
    findings: tuple[Diagnostic, ...] = ()


NOTHING_PROVEN = Proven()
#: Make what proves joins, and the joins.
new_proven, new_join = maker(Proven), maker(Join)


def proven_joins(
    side: Side, sides: Mapping[str, Side], names: Container[str], declared: Collection[str], dialect: Dialect
) -> Proven:
    """A join for each relationship of the model, or why there is none.

    Args:
        sides: by unique_id, every model that becomes a cube.
        names: the names of all cubes, roles that other models needed included.
        declared: names of cubes that meta already joins this one to.
    """
    if not side.model.relationships:
        return NOTHING_PROVEN
    joins: dict[Name, Join] = {}
    roles: dict[Name, Side] = {}
    joined: list[tuple[Relationship, Name]] = []
    findings: list[Diagnostic] = []
    for relationship in side.model.relationships:
        parent = sides.get(relationship.parent)
        if parent is None:
            findings += _not_served(relationship, side.model)
            continue
        if parent.name in declared:
            continue  # somebody said how to join: nothing to repair
        problem = _problem(relationship, side, parent)
        if problem is not None:
            findings.append(problem)
            continue
        target = parent
        if parent.name in joins or parent.name == side.name:
            target = Side(parent.model, _role(side, relationship, names, roles), parent.key)
            roles[target.name] = target
            why = "joins no cube to itself" if parent.name == side.name else "takes one join a pair of cubes"
            data = {"model": side.model.name, "columns": ", ".join(relationship.columns), "why": why}
            findings.append(finding("FC0302", side.model.place, parent=parent.name, role=target.name, **data))
        joined.append((relationship, target.name))
        joins[target.name] = new_join(
            name=target.name,
            relationship=_cardinality(relationship, side.model),
            sql=_condition(relationship, side.model, target, dialect),
        )
    return new_proven(joins=joins, roles=roles, joined=tuple(joined), findings=tuple(findings))


def reverse_joins(
    side: Side,
    declared: Meta,
    sides: Mapping[str, Side],
    names: Mapping[str, Name],
    taken: Collection[str],
    dialect: Dialect,
) -> tuple[dict[Name, Join], list[Diagnostic]]:
    """The way back along relationships to this model, where `meta.cube.reverse_joins` asks for it.

    Args:
        names: what people may call a cube -> its name.
        taken: names of cubes that this one joins already.
    """
    stated = declared.get("reverse_joins")
    if stated in (None, False):
        return {}, []
    wanted = [stated] if isinstance(stated, str) else stated
    place, findings = side.model.place, []
    if wanted is not True and not (isinstance(wanted, list | tuple) and all(isinstance(name, str) for name in wanted)):
        data = {"path": "reverse_joins", "expected": "true, or names of models that refer to this one"}
        return {}, [finding("FC0402", place, seen="something else", **data)]
    back: dict[Name, Join] = {}
    for child in sides.values():
        first = next((r for r in child.model.relationships if r.parent == side.model.unique_id), None)
        if first is None or child.name == side.name or child.name in taken or _problem(first, child, side) is not None:
            continue
        swapped = attrs.evolve(first, columns=first.parent_columns, parent_columns=first.columns)
        cardinality: JoinRelationship = (
            "one_to_one" if _cardinality(first, child.model) == "one_to_one" else "one_to_many"
        )
        sql = _condition(swapped, side.model, child, dialect)
        back[child.name] = Join(name=child.name, relationship=cardinality, sql=sql)
    if wanted is True:
        if not back:
            findings.append(finding("FC0420", place, model=side.model.name, name="any model"))
        return back, findings
    chosen = {}
    for name in wanted:
        join = back.get(names.get(name, Name("")))
        if join is None:
            findings.append(finding("FC0420", place, model=side.model.name, name=f"`{name}`"))
        else:
            chosen[join.name] = join
    return chosen, findings


def _role(side: Side, relationship: Relationship, names: Container[str], roles: Container[str]) -> Name:
    """`orders` and `shipping_address_id` make `orders_shipping_address`."""
    stems = [re.sub(r"_(id|key|sk|fk)$", "", column, flags=re.IGNORECASE) for column in relationship.columns]
    name = identifier(f"{side.name}_{'_'.join(stems)}".lower())
    own = f"{side.model.unique_id} {relationship.columns}"
    return Name(f"{name}_{digest(own)}") if name in names or name in roles else name


def _not_served(relationship: Relationship, child: Model) -> Iterator[Diagnostic]:
    """That a cube could be had by asking: a model without one is outside the selection, or has a finding of its own."""
    kind, _, name = relationship.parent.partition(".")
    if kind in ON_REQUEST:
        columns = ", ".join(relationship.columns)
        data = {"columns": columns, "kind": kind, "evidence": relationship.evidence.source.value}
        yield finding("FC0306", child.place.at(columns), model=child.name, parent=name.rpartition(".")[2], **data)


def _problem(relationship: Relationship, child: Side, parent: Side) -> Diagnostic | None:
    """Why Cube would reject this join, or answer wrongly with it."""
    more: dict[str, str | None] = {}
    if parent.model.data_source != child.model.data_source:
        code, more = "FC0422", {"mine": child.model.data_source, "theirs": parent.model.data_source}
    elif not (parent.key and child.key):
        code, more = "FC0301", {"keyless": child.model.name if parent.key else parent.model.name}
    elif not _unique(relationship.parent_columns, parent):
        code = "FC0304"
    else:
        return None
    columns = ", ".join(relationship.columns)
    return finding(
        code,
        child.model.place.at(columns),
        model=child.model.name,
        columns=columns,
        parent=parent.model.name,
        parent_columns=", ".join(relationship.parent_columns),
        evidence=relationship.evidence.source.value,
        **more,
    )


def _unique(columns: tuple[str, ...], side: Side) -> bool:
    """Whether values in these columns can belong to one row only."""
    if columns == side.key:
        return True  # nearly always
    known = {side.key, *(key.columns for key in side.model.keys)}
    return any(key and set(columns).issuperset(key) for key in known)


def _cardinality(relationship: Relationship, child: Model) -> JoinRelationship:
    columns = set(relationship.columns)
    return "one_to_one" if any(columns.issuperset(key.columns) for key in child.keys) else "many_to_one"


def _condition(relationship: Relationship, child: Model, parent: Side, dialect: Dialect) -> Sql:
    """`{CUBE}.customer_id = {customers}.id`, for each pair of columns."""
    equal = [
        f"{{CUBE}}.{_sql(mine, child, dialect)} = {{{parent.name}}}.{_sql(theirs, parent.model, dialect)}"
        for mine, theirs in zip(relationship.columns, relationship.parent_columns, strict=True)
    ]
    return Sql(" AND ".join(equal))


def _sql(name: str, model: Model, dialect: Dialect) -> str:
    for column in model.columns:
        if column.name == name:
            return fstring.column(name, dialect, column.exact)
    return fstring.column(name, dialect, exact=False)
