"""The columns of a model: what the manifest documents, what the catalog saw, what tests name."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Mapping
from operator import attrgetter
from typing import Any

from floe_cube.dbt.wire import CatalogNode, Node
from floe_cube.dbt.wire import Column as Documented
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.evidence import Facts
from floe_cube.ir.meta import EMPTY, Meta, merge
from floe_cube.ir.model import Column
from floe_cube.ir.types import DataType, parse_type
from floe_cube.record import frozen, maker

#: What a documented name may look like without a catalog to vouch for it. Others are mostly SQL expressions, which only
#: a person can tell from a strange column name.
LIKELY_NAME = re.compile(r"[^\W\d][\w$ #@%&/?!:.+-]*|\d[\w $#@%&/?!-]*")
#: Makes columns.
new_column = maker(Column)
#: A whole column name that somebody quoted by hand.
PREQUOTED = re.compile(r'(["`])((?:(?!\1).)+)\1|\[([^\]]+)\]')


@frozen
class Names:
    """Column names of a model, found in any case: exactly first, else the only one that differs in case alone."""

    exact: Collection[str]

    @functools.cached_property
    def folded(self) -> Mapping[str, str]:
        """By what is left of a name without its case. Made when it is first asked for: most names are found exactly."""
        return {name.casefold(): name for name in sorted(self.exact, reverse=True)}

    def find(self, name: str) -> str | None:
        """The column that `name` means."""
        if name in self.exact:
            return name
        found = self.folded.get(name.casefold())
        quoted = None if found else PREQUOTED.fullmatch(name)
        return self.find(quoted[2] or quoted[3]) if quoted else found


def columns(
    node: Node, catalog: CatalogNode | None, dialect: Dialect, facts: Facts, foreign_meta: bool, place: Place
) -> tuple[tuple[Column, ...], list[Diagnostic]]:
    """All columns of a model: in the warehouse's order where the catalog knows it, else by name.

    Args:
        facts: what tests and constraints say; without a catalog the columns that they name count as existing.
        foreign_meta: column meta may be a copy of the model's own (Fusion writes it so), and is then not the column's.
    """
    if catalog is not None and catalog.columns:
        return _from_catalog(node, catalog, dialect, facts, foreign_meta, place)
    return _from_documents(node, dialect, facts, foreign_meta, place)


def _from_catalog(
    node: Node, catalog: CatalogNode, dialect: Dialect, facts: Facts, foreign_meta: bool, place: Place
) -> tuple[tuple[Column, ...], list[Diagnostic]]:
    findings = []
    names = Names({c.name for c in catalog.columns.values()})
    documents: dict[str, Documented] = {}
    for column in _documented(node):
        physical = names.find(column.name)
        if physical is None:
            code = "FC0206" if "." in column.name and names.find(column.name.partition(".")[0]) else "FC0204"
            findings.append(finding(code, place.at(column.name), column=column.name, model=node.name))
        elif physical not in documents or column.name == physical:
            documents[physical] = column
    # dbt keeps a column under its name; if two say the same one, the later key counts.
    seen_once = {c.name: c for _, c in sorted(catalog.columns.items())}
    found = sorted(seen_once.values(), key=lambda c: (c.index is None, c.index or 0, c.name))
    result = []
    for seen in found:
        if dialect.field_paths and _is_inside_array(seen.name, catalog, dialect):
            findings.append(finding("FC0206", place.at(seen.name), column=seen.name, model=node.name))
            continue
        document = documents.get(seen.name)
        written = document.data_type if document else None
        data_type = _type(written, seen.type, dialect)
        result.append(_column(seen.name, True, seen.name in facts.not_null, document, data_type, node, foreign_meta))
    return tuple(result), findings


def _documented(node: Node) -> list[Documented]:
    """The documented columns by name, and if two say the same one by their keys: never in the order of the file."""
    if not node.columns:
        return []
    by_name = {column.name: column for column in node.columns.values()}
    if len(by_name) == len(node.columns):
        return [by_name[name] for name in sorted(by_name)]
    return [column for _, column in sorted(node.columns.items(), key=lambda item: (item[1].name, item[0]))]


def _is_inside_array(name: str, catalog: CatalogNode, dialect: Dialect) -> bool:
    """A field of an array's elements has no value of its own in a row; one of a plain struct has."""
    parts = name.split(".")
    owners = (catalog.columns.get(".".join(parts[:end])) for end in range(1, len(parts)))
    types = (parse_type(owner.type, dialect) for owner in owners if owner is not None and owner.type)
    return any(data_type is not None and data_type.name == "array" for data_type in types)


def _from_documents(
    node: Node, dialect: Dialect, facts: Facts, foreign_meta: bool, place: Place
) -> tuple[tuple[Column, ...], list[Diagnostic]]:
    findings = []
    chosen: dict[str, Column] = {}  # by name as the warehouse folds it
    for column in _documented(node):
        name, exact = column.name, bool(column.quote)
        if not name.isidentifier():
            name, exact, code = _spelling(column, node)
            if code is not None:
                findings.append(finding(code, place.at(name), column=name, model=node.name))
                continue
        folded = name if exact or dialect.case_sensitive else name.casefold()
        if folded in chosen:
            other = chosen[folded].name
            findings.append(finding("FC0207", place.at(name), column=name, other=other, model=node.name))
            continue
        data_type = parse_type(column.data_type, dialect) if column.data_type else None
        chosen[folded] = _column(name, exact, name in facts.not_null, column, data_type, node, foreign_meta)
    if unnamed := facts.named - chosen.keys():
        known = Names(frozenset([column.name for column in chosen.values()]))
        for name in sorted(unnamed):
            if known.find(name) is None and name.isidentifier() and name.casefold() not in chosen:
                chosen[name.casefold()] = Column(name=name, not_null=name in facts.not_null)
    return tuple(sorted(chosen.values(), key=attrgetter("name"))), findings


def _spelling(column: Documented, node: Node) -> tuple[str, bool, str | None]:
    """A documented name that is no word: without the quotes that somebody may have written into it, and whether it is spelt exactly.

    Last the code of the finding that it is not likely to be a column's.
    """
    quoted = PREQUOTED.fullmatch(column.name)
    if quoted or column.quote:
        return (quoted[2] or quoted[3] if quoted else column.name), True, None
    if "." in column.name and column.name.partition(".")[0] in (node.columns or {}):
        return column.name, False, "FC0206"
    return column.name, False, None if LIKELY_NAME.fullmatch(column.name) else "FC0205"


def _column(
    name: str,
    exact: bool,
    not_null: bool,
    document: Documented | None,
    data_type: DataType | None,
    node: Node,
    foreign_meta: bool,
) -> Column:
    if document is None:
        return new_column(name=name, exact=exact, type=data_type, not_null=not_null)
    config = document.config
    says_more = document.meta or document.tags or (config and (config.meta or config.tags))  # few do
    return new_column(
        name=name,
        exact=exact,
        type=data_type,
        description=document.description or "",
        meta=_meta(document, node, foreign_meta) if says_more else EMPTY,
        tags=tags(document.tags, config.tags if config else None) if says_more else (),
        not_null=not_null,
    )


def fields(node: Node, known: Names, foreign_meta: bool) -> tuple[Column, ...]:
    """What is documented of the insides of columns, and is no column of its own."""
    found = []
    for document in _documented(node):
        owner, _, rest = document.name.partition(".")
        physical = known.find(owner) if rest and known.find(document.name) is None else None
        if physical is not None:
            found.append(_column(f"{physical}.{rest}", False, False, document, None, node, foreign_meta))
    return tuple(found)


def _meta(document: Documented, node: Node, foreign_meta: bool) -> Meta:
    own, config = document.meta, document.config.meta if document.config else None
    if own and foreign_meta and own == (node.meta or (node.config.meta if node.config else None)):
        own = None
    return merge(own, config)


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
