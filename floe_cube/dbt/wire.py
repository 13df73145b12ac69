"""dbt's artifacts as typed structs that hold only what is used. The shape of manifest v1-v12, v20 and Fusion.

Read by shape and never by version: every field is optional, unknown fields are skipped while decoding (model code, macros and
docs cost nothing), and a field that is null or absent means the same. The collector ignores these structs (`gc=False`): they hold
no cycles.

Sources: dbt's published JSON schemas of manifest and catalog; what 247 real manifests hold.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct


class Metadata(Struct, gc=False):
    """`metadata` of a manifest or catalog."""

    dbt_schema_version: str | None = None
    dbt_version: str | None = None
    project_name: str | None = None
    adapter_type: str | None = None
    invocation_id: str | None = None


class Constraint(Struct, gc=False):
    """A constraint of a model (`columns` says on what) or of a column."""

    type: str | None = None
    columns: list[str] | None = None
    to: str | None = None
    to_columns: list[str] | None = None
    expression: str | None = None


class ColumnConfig(Struct, gc=False):
    """`config` of a column (1.10+)."""

    meta: dict[str, Any] | None = None
    tags: list[str] | str | None = None


class Column(Struct, gc=False):
    """A documented column."""

    name: str
    description: str | None = None
    data_type: str | None = None
    quote: bool | None = None
    meta: dict[str, Any] | None = None
    tags: list[str] | str | None = None
    config: ColumnConfig | None = None
    constraints: list[Constraint] | None = None


class NodeConfig(Struct, gc=False):
    """`config` of a node: of models and of tests."""

    enabled: bool | None = None
    materialized: str | None = None
    meta: dict[str, Any] | None = None
    tags: list[str] | str | None = None
    where: str | None = None
    severity: str | None = None
    access: str | None = None
    group: str | None = None


class DependsOn(Struct, gc=False):
    """What a node refers to."""

    nodes: list[str] | None = None


class TestMetadata(Struct, gc=False):
    """The generic test that a test node is an instance of, with its arguments."""

    name: str | None = None
    namespace: str | None = None
    kwargs: dict[str, Any] | None = None


class Node(Struct, gc=False):
    """A model, seed, snapshot, test, ... of the manifest, or a source."""

    unique_id: str
    resource_type: str = ""
    name: str = ""
    package_name: str = ""
    fqn: list[str] | None = None
    path: str | None = None
    original_file_path: str | None = None
    patch_path: str | None = None
    database: str | None = None
    schema: str | None = None
    alias: str | None = None
    identifier: str | None = None
    relation_name: str | None = None
    description: str | None = None
    columns: dict[str, Column] | None = None
    config: NodeConfig | None = None
    meta: dict[str, Any] | None = None
    tags: list[str] | str | None = None
    constraints: list[Constraint] | None = None
    access: str | None = None
    version: str | int | float | None = None
    latest_version: str | int | float | None = None
    depends_on: DependsOn | None = None
    attached_node: str | None = None
    column_name: str | None = None
    test_metadata: TestMetadata | None = None
    time_spine: dict[str, Any] | None = None


class Manifest(Struct, gc=False):
    """The parts of manifest.json that are read."""

    metadata: Metadata
    nodes: dict[str, Node] = {}
    sources: dict[str, Node] = {}
    #: What stands beside the nodes in dbt's graph: `--select exposure:x` and the like lead through them.
    exposures: dict[str, Node] = {}
    metrics: dict[str, Node] = {}
    semantic_models: dict[str, Node] = {}
    saved_queries: dict[str, Node] = {}
    #: v4+: unique_id -> the disabled nodes of that id; v1-v3: a list of nodes.
    disabled: dict[str, list[Node]] | list[Node] | None = None


class CatalogColumn(Struct, gc=False):
    """A column as the warehouse has it."""

    name: str
    type: str | None = None
    index: int | None = None


class CatalogNode(Struct, gc=False):
    """A relation as the warehouse has it."""

    columns: dict[str, CatalogColumn] = {}


class Catalog(Struct, gc=False):
    """The parts of catalog.json that are read."""

    metadata: Metadata
    nodes: dict[str, CatalogNode] = {}
    sources: dict[str, CatalogNode] = {}
