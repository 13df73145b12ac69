"""The columns of a model: what the manifest documents, what the catalog saw, what tests name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from attrs import frozen

from floe_cube.dbt.wire import CatalogNode, Node
from floe_cube.dbt.wire import Column as Documented
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.meta import EMPTY, Meta, merge
from floe_cube.ir.model import Column
from floe_cube.ir.types import DataType, parse_type

#: What a documented name may look like without a catalog to vouch for it. Others are mostly SQL expressions, which only
#: a person can tell from a strange column name.
LIKELY_NAME = re.compile(r"[^\W\d][\w$ #@%&/?!:.+-]*|\d[\w $#@%&/?!-]*")
#: A whole column name that somebody quoted by hand.
PREQUOTED = re.compile(r'(["`])((?:(?!\1).)+)\1|\[([^\]]+)\]')


@frozen
class Names:
    """Column names of a model, found in any case: exactly first, else the only one that differs in case alone."""

    exact: frozenset[str]
    folded: Mapping[str, str]

    @classmethod
    def of(cls, names: Iterable[str]) -> Names:
        """Index some names."""
        exact = frozenset(names)
        return cls(exact, {name.casefold(): name for name in sorted(exact, reverse=True)})

    def find(self, name: str) -> str | None:
        """The column that `name` means."""
        if name in self.exact:
            return name
        found = self.folded.get(name.casefold())
        quoted = None if found else PREQUOTED.fullmatch(name)
        return self.find(quoted[2] or quoted[3]) if quoted else found


def columns(
    node: Node, catalog: CatalogNode | None, dialect: Dialect, named: Collection[str], foreign_meta: bool, place: Place
) -> tuple[tuple[Column, ...], list[Diagnostic]]:
    """All columns of a model: in the warehouse's order where the catalog knows it, else by name.

    Args:
        named: columns that tests and constraints name; without a catalog they count as existing.
        foreign_meta: column meta may be a copy of the model's own (Fusion writes it so), and is then not the column's.
    """
    if catalog is not None and catalog.columns:
        return _from_catalog(node, catalog, dialect, foreign_meta, place)
    return _from_documents(node, dialect, named, foreign_meta, place)


def _from_catalog(
    node: Node, catalog: CatalogNode, dialect: Dialect, foreign_meta: bool, place: Place
) -> tuple[tuple[Column, ...], list[Diagnostic]]:
    findings = []
    names = Names.of(c.name for c in catalog.columns.values())
    documents: dict[str, Documented] = {}
    for column in (node.columns or {}).values():
        physical = names.find(column.name)
        if physical is None:
            code = "FC0206" if "." in column.name and names.find(column.name.partition(".")[0]) else "FC0204"
            findings.append(finding(code, place.at(column.name), column=column.name, model=node.name))
        elif physical not in documents or column.name == physical:
            documents[physical] = column
    found = sorted(catalog.columns.values(), key=lambda c: (c.index is None, c.index or 0, c.name))
    result = []
    for seen in found:
        if dialect.field_paths and _is_inside_array(seen.name, catalog, dialect):
            findings.append(finding("FC0206", place.at(seen.name), column=seen.name, model=node.name))
            continue
        document = documents.get(seen.name)
        written = document.data_type if document else None
        result.append(_column(seen.name, True, document, _type(written, seen.type, dialect), node, foreign_meta))
    return tuple(result), findings


def _is_inside_array(name: str, catalog: CatalogNode, dialect: Dialect) -> bool:
    """A field of an array's elements has no value of its own in a row; one of a plain struct has."""
    parts = name.split(".")
    owners = (catalog.columns.get(".".join(parts[:end])) for end in range(1, len(parts)))
    types = (parse_type(owner.type, dialect) for owner in owners if owner is not None and owner.type)
    return any(data_type is not None and data_type.name == "array" for data_type in types)


def _from_documents(
    node: Node, dialect: Dialect, named: Collection[str], foreign_meta: bool, place: Place
) -> tuple[tuple[Column, ...], list[Diagnostic]]:
    findings = []
    chosen: dict[str, Column] = {}
    by_folded: dict[str, str] = {}
    for column in sorted((node.columns or {}).values(), key=lambda c: c.name):
        quoted = PREQUOTED.fullmatch(column.name)
        name = (quoted[2] or quoted[3]) if quoted else column.name
        exact = bool(quoted or column.quote)
        if not exact and "." in name and name.partition(".")[0] in (node.columns or {}):
            findings.append(finding("FC0206", place.at(name), column=name, model=node.name))
        elif not exact and not LIKELY_NAME.fullmatch(name):
            findings.append(finding("FC0205", place.at(name), column=name, model=node.name))
        else:
            folded = name if exact or dialect.case_sensitive else name.casefold()
            if folded in by_folded:
                findings.append(finding("FC0207", place.at(name), column=name, other=by_folded[folded], model=node.name))
                continue
            by_folded[folded] = name
            chosen[name] = _column(name, exact, column, _type(column.data_type, None, dialect), node, foreign_meta)
    known = Names.of(chosen)
    for name in sorted(named):
        if known.find(name) is None and LIKELY_NAME.fullmatch(name) and " " not in name and name.casefold() not in by_folded:
            by_folded[name.casefold()] = name
            chosen[name] = Column(name=name)
    return tuple(chosen[name] for name in sorted(chosen)), findings


def _column(
    name: str, exact: bool, document: Documented | None, data_type: DataType | None, node: Node, foreign_meta: bool
) -> Column:
    if document is None:
        return Column(name=name, exact=exact, type=data_type)
    return Column(
        name=name,
        exact=exact,
        type=data_type,
        description=document.description or "",
        meta=_meta(document, node, foreign_meta),
        tags=tags(document.tags, document.config.tags if document.config else None),
    )


def _meta(document: Documented, node: Node, foreign_meta: bool) -> Meta:
    own, config = document.meta, document.config.meta if document.config else None
    if own and foreign_meta and own == (node.meta or (node.config.meta if node.config else None)):
        own = None
    return merge(own, config) if own or config else EMPTY


def _type(written: str | None, seen: str | None, dialect: Dialect) -> DataType | None:
    """A contract's type, unless it means nothing to us and the catalog's does."""
    declared = parse_type(written, dialect) if written else None
    if declared is not None and declared.known:
        return declared
    observed = parse_type(seen, dialect) if seen else None
    return observed if observed is not None and (declared is None or observed.known) else declared


def tags(*lists: Any) -> tuple[str, ...]:
    """Tags from several places, once each, in order of the alphabet."""
    words = {tag for tags in lists if tags for tag in ([tags] if isinstance(tags, str) else tags)}
    return tuple(sorted(words)) if words else ()
