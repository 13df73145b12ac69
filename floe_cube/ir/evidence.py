"""What tests and constraints say about columns: unique, never null, referring to others.

A conditional statement proves nothing about a key: a test with `where`, one that only warns and a disabled one are passed over. A reference
may be conditional, for a row without a partner is still joined rightly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from floe_cube.dbt.wire import Constraint, Manifest, Node
from floe_cube.ir.dialects import Kind
from floe_cube.ir.model import Evidence, Key, Relationship, Source
from floe_cube.ir.references import References
from floe_cube.record import maker


class Facts:
    """All that is said about one model, while it is gathered; names of columns as they were written.

    References to no columns of a parent are to its primary key.
    """

    def __init__(self) -> None:
        self.primary: list[Key] = []
        self.unique: list[Key] = []
        self.not_null: set[str] = set()
        self.foreign: list[Relationship] = []
        #: Primary entities of semantic models.
        self.entities: list[Key] = []
        #: Columns that a test, a constraint or a semantic model names: they exist, documented or not.
        self.named: set[str] = set()
        #: What semantic models take columns for.
        self.kinds: dict[str, Kind] = {}


#: Make what is said of columns.
new_evidence, new_key, new_relationship = maker(Evidence), maker(Key), maker(Relationship)
AllFacts = defaultdict[str, Facts]
Arguments = Mapping[str, Any]


def gather(manifest: Manifest, references: References) -> AllFacts:
    """Read every test, constraint and semantic model of the manifest once."""
    facts: AllFacts = defaultdict(Facts)
    for node in manifest.nodes.values():
        if node.test_metadata is not None:
            _read_test(node, references, facts)
        elif node.resource_type == "model":
            _read_constraints(node, references, facts)
    if manifest.semantic_models:
        from floe_cube.ir.entities import read_entities

        read_entities(manifest, references, facts)
    return facts


# --- tests -----------------------------------------------------------------------------------------------------------
def _unique(facts: Facts, columns: tuple[str, ...], evidence: Evidence) -> None:
    facts.unique.append(new_key(columns, evidence))


def _not_null(facts: Facts, columns: tuple[str, ...], evidence: Evidence) -> None:
    facts.not_null.update(columns)


def _primary_key(facts: Facts, columns: tuple[str, ...], evidence: Evidence) -> None:
    _unique(facts, columns, evidence)
    _not_null(facts, columns, evidence)


Statement = Callable[[Facts, tuple[str, ...], Evidence], None]

#: name of a generic test -> what it states, where its columns stand, how strong it is. Namespaces do not matter: a project may
#: carry its own copy of a package's test. Sources: dbt-core, dbt_utils, dbt_expectations and dbt_constraints as published.
TESTS: dict[str, tuple[Statement, tuple[str, ...], Source]] = {
    "unique": (_unique, ("column_name",), Source.TESTS),
    "not_null": (_not_null, ("column_name",), Source.TESTS),
    "expect_column_values_to_be_unique": (_unique, ("column_name",), Source.TESTS),
    "expect_column_values_to_not_be_null": (_not_null, ("column_name",), Source.TESTS),
    "unique_combination_of_columns": (_unique, ("combination_of_columns",), Source.COMBINATION),
    "expect_compound_columns_to_be_unique": (_unique, ("column_list",), Source.COMBINATION),
    "primary_key": (_primary_key, ("column_names", "column_name"), Source.TESTS),
    "unique_key": (_unique, ("column_names", "column_name"), Source.TESTS),
}

#: name of a test of references -> arguments: the columns, what they refer to, its columns.
REFERENCE_TESTS: dict[str, tuple[tuple[str, ...], str, tuple[str, ...]]] = {
    "relationships": (("column_name",), "to", ("field",)),
    "relationships_where": (("column_name",), "to", ("field",)),
    "foreign_key": (
        ("fk_column_names", "fk_column_name", "column_name"), "pk_table_name", ("pk_column_names", "pk_column_name"),
    ),
}  # fmt: skip


def _read_test(node: Node, references: References, facts: AllFacts) -> None:
    test = node.test_metadata
    name, arguments = (test.name or "", test.kwargs or {}) if test else ("", {})
    if name not in TESTS and name not in REFERENCE_TESTS:
        return
    subject = node.attached_node or references.resolve(arguments.get("model")) or _only(node)
    if subject is None:
        return
    if name in REFERENCE_TESTS:
        _read_reference(node, subject, REFERENCE_TESTS[name], arguments, references, facts)
        return
    statement, keys, source = TESTS[name]
    columns = _columns(arguments, keys) or _columns({"column_name": node.column_name}, keys)
    about = facts[subject]
    about.named.update(columns)
    if columns and _is_strict(node, arguments):
        statement(about, columns, new_evidence(source, node.unique_id))


def _read_reference(
    node: Node,
    child: str,
    shape: tuple[tuple[str, ...], str, tuple[str, ...]],
    arguments: Arguments,
    references: References,
    facts: AllFacts,
) -> None:
    keys, to, parent_keys = shape
    columns, parent_columns = _columns(arguments, keys), _columns(arguments, parent_keys)
    target = arguments.get(to)
    parent = references.resolve(target, _dependencies(node)) or _other(node, child, target)
    if parent is None or not columns or len(columns) != len(parent_columns):
        return
    facts[child].named.update(columns)
    facts[parent].named.update(parent_columns)
    evidence = new_evidence(Source.RELATIONSHIPS, node.unique_id)
    facts[child].foreign.append(new_relationship(parent, columns, parent_columns, evidence))


#: What `error_if` says where a single row fails the test, without its spaces.
ANY_ROW = frozenset({"!=0", "<>0", ">0", ">=1"})
#: Arguments that let rows pass: any condition; of `ignore_row_if` the one that lets through what has one null.
CONDITIONS = (("row_condition", None), ("where", None), ("ignore_row_if", "any_value_is_missing"))


def _is_strict(node: Node, arguments: Arguments) -> bool:
    """Whether the test fails for every row that is not as it states."""
    config = node.config
    if config is not None:
        warns = (config.severity or "").lower() == "warn"
        if config.where or warns or (config.error_if and "".join(config.error_if.split()) not in ANY_ROW):
            return False
    return not any(said and lax in (None, said) for key, lax in CONDITIONS if (said := arguments.get(key)))


def _columns(arguments: Arguments, keys: Iterable[str]) -> tuple[str, ...]:
    """The column names under the first of `keys` that holds any."""
    for key in keys:
        value = arguments.get(key)
        if value and isinstance(value, str):
            return (value,)
        if value and isinstance(value, list) and all(isinstance(name, str) and name for name in value):
            return tuple(value)
    return ()


def _only(node: Node) -> str | None:
    nodes = _dependencies(node)
    return nodes[0] if len(nodes) == 1 else None


def _other(node: Node, child: str, to: object) -> str | None:
    """What a test of references depends on beside its own model; dbt writes a self reference as one dependency.

    A relation that is named outright is no dependency at all.
    """
    nodes = _dependencies(node)
    others = [unique_id for unique_id in nodes if unique_id != child]
    if len(others) == 1:
        return others[0]
    return child if nodes == [child] and "ref(" in str(to) else None


def _dependencies(node: Node) -> list[str]:
    return (node.depends_on.nodes if node.depends_on else None) or []


# --- constraints -----------------------------------------------------------------------------------------------------
def _read_constraints(node: Node, references: References, facts: AllFacts) -> None:
    for constraint in node.constraints or ():
        _read_constraint(node, constraint, tuple(constraint.columns or ()), references, facts)
    # Column-level primary keys on several columns are one composite key: a table has only one.
    primary = []
    for column in [column for column in (node.columns or {}).values() if column.constraints]:
        for constraint in column.constraints or ():
            if constraint.type == "primary_key":
                primary.append(column.name)
            else:
                _read_constraint(node, constraint, (column.name,), references, facts)
    if primary:
        _read_constraint(node, Constraint(type="primary_key"), tuple(sorted(primary)), references, facts)


def _read_constraint(
    node: Node, constraint: Constraint, columns: tuple[str, ...], references: References, facts: AllFacts
) -> None:
    if not columns:
        return
    mine, evidence = facts[node.unique_id], new_evidence(Source.CONSTRAINT, f"{constraint.type} of {node.name}")
    mine.named.update(columns)
    match constraint.type:
        case "primary_key":
            mine.primary.append(new_key(columns, evidence))
            mine.not_null.update(columns)
        case "unique":
            mine.unique.append(new_key(columns, evidence))
        case "not_null":
            mine.not_null.update(columns)
        case "foreign_key":
            parent, parent_columns = _target(node, constraint, references)
            if parent is not None and len(parent_columns) in (0, len(columns)):
                facts[parent].named.update(parent_columns)
                mine.foreign.append(new_relationship(parent, columns, parent_columns, evidence))


def _target(node: Node, constraint: Constraint, references: References) -> tuple[str | None, tuple[str, ...]]:
    """What a foreign key refers to: `to` and `to_columns`, or before dbt 1.9 a free text such as `orders (order_id)`."""
    if constraint.to:
        return references.resolve(constraint.to, _dependencies(node)), tuple(constraint.to_columns or ())
    table, _, rest = (constraint.expression or "").partition("(")
    table = table.strip().removeprefix("references ").removeprefix("REFERENCES ").strip()
    columns = tuple(name.strip().strip('"`') for name in rest.rpartition(")")[0].split(",") if name.strip())
    return references.resolve(table) or references.by_name.get((table,)), columns
