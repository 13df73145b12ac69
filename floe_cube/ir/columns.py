"""The columns of a model: what the manifest documents, what the catalog saw, what tests name."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from operator import itemgetter
from typing import Any

from floe_cube.dbt.wire import CatalogNode, Node
from floe_cube.dbt.wire import Column as Documented
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.evidence import Facts
from floe_cube.ir.meta import EMPTY, Meta, merge
from floe_cube.ir.model import Column
from floe_cube.ir.types import DataType, Types
from floe_cube.record import frozen, maker

#: What a documented name may look like without a catalog to vouch for it. Others are mostly SQL expressions, which only
#: a person can tell from a strange column name.
LIKELY_NAME = r"[^\W\d][\w$ #@%&/?!:.+-]*|\d[\w $#@%&/?!-]*"
#: Makes columns.
new_column = maker(Column)
#: A whole column name that somebody quoted by hand.
PREQUOTED = r'(["`])((?:(?!\1).)+)\1|\[([^\]]+)\]'
#: A name that no SQL of Cube's can hold, however it is quoted. Source: Cube 1.7.43, `ParamAllocator`.
UNSPEAKABLE = r"\$[0-9]+\$"


@frozen
class Names:
    """Column names of a model, found in any case: exactly first, else the only one that differs in case alone."""

    exact: Set[str]

    @functools.cached_property
    def folded(self) -> Mapping[str, str]:
        """By what is left of a name without its case. Made when it is first asked for: most names are found exactly."""
        return {name.casefold(): name for name in sorted(self.exact, reverse=True)}

    def find(self, name: str) -> str | None:
        """The column that `name` means."""
        if name in self.exact:
            return name
        found = self.folded.get(name.casefold())
        quoted = None if found else re.fullmatch(PREQUOTED, name)
        return self.find(quoted[2] or quoted[3]) if quoted else found

    def find_all(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The columns that some names mean; none of them unless all are found."""
        found = [known for name in names if (known := self.find(name))]
        return tuple(found) if len(found) == len(names) else ()


class Words(dict[str, tuple[str, str, bool]]):
    """Names of columns, each as the warehouse folds it and whether it is a plain word: read once, for tables share them."""

    def __init__(self, dialect: Dialect) -> None:
        self.case_sensitive = dialect.case_sensitive

    def __missing__(self, name: str) -> tuple[str, str, bool]:
        read = self[name] = name, name if self.case_sensitive else name.casefold(), name.isidentifier()
        return read


#: What is known of a column before what its documentation says is read: its name, whether it is spelt exactly, its documentation, its type.
Found = tuple[str, bool, Documented | None, DataType | None]


def columns(
    node: Node,
    catalog: CatalogNode | None,
    types: Types,
    words: Words,
    facts: Facts,
    foreign_meta: bool,
    place: Place,
) -> tuple[tuple[Column, ...], list[Diagnostic]]:
    """All columns of a model: in the warehouse's order where the catalog knows it, else by name.

    Args:
        types: what is written of types, by the dialect of the warehouse; as `words`, of names.
        facts: what tests and constraints say; without a catalog the columns that they name count as existing.
        foreign_meta: column meta may be a copy of the model's own (Fusion writes it so), and is then not the column's.
    """
    if catalog is not None and catalog.columns:
        found, findings = _from_catalog(node, catalog, types, place)
    else:
        found, findings = _from_documents(node, types, words, facts, place)
    return _made(found, facts.not_null, node, foreign_meta), findings


def _from_catalog(node: Node, catalog: CatalogNode, types: Types, place: Place) -> tuple[list[Found], list[Diagnostic]]:
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
    if "$" in "".join(seen_once):  # one look at a model is enough nearly always
        for name in sorted(name for name in seen_once if re.search(UNSPEAKABLE, name)):
            del seen_once[name]
            findings.append(finding("FC0215", place.at(name), column=name, model=node.name))
    found: list[Found] = []
    for seen in sorted(seen_once.values(), key=lambda c: (c.index is None, c.index or 0, c.name)):
        if types.dialect.field_paths and _is_inside_array(seen.name, catalog, types):
            findings.append(finding("FC0206", place.at(seen.name), column=seen.name, model=node.name))
            continue
        document = documents.get(seen.name)
        written = document.data_type if document else None
        found.append((seen.name, True, document, _type(written, seen.type, types)))
    return found, findings


def _documented(node: Node) -> Iterator[Documented]:
    """The documented columns in the order of their keys, which are their names: never in the order of the file."""
    documented = node.columns or {}
    return map(documented.__getitem__, sorted(documented))


def _is_inside_array(name: str, catalog: CatalogNode, types: Types) -> bool:
    """A field of an array's elements has no value of its own in a row; one of a plain struct has."""
    parts = name.split(".")
    owners = (catalog.columns.get(".".join(parts[:end])) for end in range(1, len(parts)))
    found = (types[owner.type] for owner in owners if owner is not None)
    return any(data_type is not None and data_type.name == "array" for data_type in found)


def _from_documents(
    node: Node, types: Types, words: Words, facts: Facts, place: Place
) -> tuple[list[Found], list[Diagnostic]]:
    findings = []
    chosen: dict[str, Found] = {}  # by name as the warehouse folds it
    for column in _documented(node):
        exact = column.quote or False
        name, folded, is_word = words[column.name]
        if not is_word:
            name, exact, code = _spelling(column, node)
            if code is not None:
                findings.append(finding(code, place.at(name), column=name, model=node.name))
                continue
            folded = words[name][1]
        if exact:
            folded = name
        if folded in chosen:
            other = chosen[folded][0]
            findings.append(finding("FC0207", place.at(name), column=name, other=other, model=node.name))
            continue
        chosen[folded] = name, exact, column, types[column.data_type]
    if unnamed := [name for name in facts.named if name not in chosen]:
        known = Names({name for name, *_ in chosen.values()})
        for name in sorted(unnamed):
            if known.find(name) is None and name.isidentifier() and name.casefold() not in chosen:
                chosen[name.casefold()] = name, False, None, None
    return sorted(chosen.values(), key=itemgetter(0)), findings


def _spelling(column: Documented, node: Node) -> tuple[str, bool, str | None]:
    """A documented name that is no word: without the quotes that somebody may have written into it, and whether it is spelt exactly.

    Last the code of the finding that it is not likely to be a column's.
    """
    if re.search(UNSPEAKABLE, column.name):
        return column.name, False, "FC0215"
    quoted = re.fullmatch(PREQUOTED, column.name)
    if quoted or column.quote:
        return (quoted[2] or quoted[3] if quoted else column.name), True, None
    if "." in column.name and column.name.partition(".")[0] in (node.columns or {}):
        return column.name, False, "FC0206"
    return column.name, False, None if re.fullmatch(LIKELY_NAME, column.name) else "FC0205"


def _made(found: Iterable[Found], not_null: Collection[str], node: Node, foreign_meta: bool) -> tuple[Column, ...]:
    """The columns, with what their documentation says."""
    made = []
    for name, exact, document, data_type in found:
        if document is None:
            made.append(new_column(name, exact, data_type, not_null=name in not_null))
            continue
        meta, config = EMPTY, document.config
        labels: tuple[str, ...] = ()
        if document.meta or document.tags or (config and (config.meta or config.tags)):  # few have any
            meta = _meta(document, node, foreign_meta)
            labels = tags(document.tags, config.tags if config else None)
        described = document.description or ""
        made.append(new_column(name, exact, data_type, described, meta, labels, name in not_null))
    return tuple(made)


def fields(node: Node, known: Names, foreign_meta: bool) -> tuple[Column, ...]:
    """What is documented of the insides of columns, and is no column of its own."""
    found: list[Found] = []
    for document in _documented(node):
        owner, _, rest = document.name.partition(".")
        physical = known.find(owner) if rest and known.find(document.name) is None else None
        if physical is not None:
            found.append((f"{physical}.{rest}", False, document, None))
    return _made(found, (), node, foreign_meta)


def _meta(document: Documented, node: Node, foreign_meta: bool) -> Meta:
    own, config = document.meta, document.config.meta if document.config else None
    if own and foreign_meta and own == (node.meta or (node.config.meta if node.config else None)):
        own = None
    return merge(own, config)


def _type(written: str | None, seen: str | None, types: Types) -> DataType | None:
    """A contract's type, unless it means nothing to us and the catalog's does."""
    declared = types[written]
    if declared is not None and declared.known:
        return declared
    observed = types[seen]
    return observed if observed is not None and (declared is None or observed.known) else declared


def tags(*lists: Any) -> tuple[str, ...]:
    """Tags from several places, once each, in order of the alphabet."""
    words = {tag for tags in lists if tags for tag in ([tags] if isinstance(tags, str) else tags)}
    return tuple(sorted(words)) if words else ()
