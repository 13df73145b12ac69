"""dbt's artifacts as typed structs that hold only what is used. The shape of manifest v1-v12, v20 and Fusion.

Read by shape and never by version: every field is optional, unknown fields are skipped while decoding (model code, macros and
docs cost nothing), and a field that is null or absent means the same. The collector ignores these structs (`gc=False`): they hold
no cycles.

Sources: dbt's published JSON schemas of manifest and catalog; what 247 real manifests hold.
"""

from __future__ import annotations

from typing import Any, TypeAlias

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
    error_if: str | None = None
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


def posix(path: object) -> str:
    r"""A path with forward slashes. On Windows dbt writes the system's own beside those of its settings: `src/models\marts`."""
    return path.replace("\\", "/") if isinstance(path, str) else ""


class Node(Struct, gc=False):
    """A model, seed, snapshot, test, ... of the manifest, or a source. Its paths are read as `file` and `described_in`."""

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

    @property
    def file(self) -> str:
        """The file that it is written in, from the project's folder; empty where the manifest does not say."""
        return posix(self.original_file_path)

    @property
    def described_in(self) -> str:
        """The YAML file with its properties, if there is one. Before Fusion its package stands before it: `shop://`."""
        return posix(self.patch_path).rpartition("://")[2]


# --- the semantic layer ----------------------------------------------------------------------------------------------
class Where(Struct, gc=False):
    """A filter: one Jinja template of SQL (v10), or several that must all hold."""

    where_sql_template: str | None = None
    where_filters: list[Where] | None = None


#: The forms in which filters stand in manifests.
Wheres: TypeAlias = Where | list[str] | str | None


class Window(Struct, gc=False):
    """A span of time: `{count: 7, granularity: day}`, where it is not the text `7 days`."""

    count: int
    granularity: str


class Entity(Struct, gc=False):
    """A key of a semantic model, its own or another one's."""

    name: str
    type: str = ""
    expr: str | None = None


class ValidityParams(Struct, gc=False):
    """Which end of a row's time of validity a dimension is."""

    is_start: bool | None = None
    is_end: bool | None = None


class DimensionParams(Struct, gc=False):
    """`type_params` of a time dimension."""

    time_granularity: str | None = None
    validity_params: ValidityParams | None = None


class SemanticDimension(Struct, gc=False):
    """A dimension of a semantic model."""

    name: str
    type: str = ""
    expr: str | None = None
    label: str | None = None
    description: str | None = None
    type_params: DimensionParams | None = None


class AggregationParams(Struct, gc=False):
    """`agg_params`: which percentile, and how it is found."""

    percentile: float | None = None
    use_discrete_percentile: bool | None = None
    use_approximate_percentile: bool | None = None


class NonAdditive(Struct, gc=False):
    """`non_additive_dimension`: the time over which values do not add up."""

    name: str
    window_choice: str | None = None
    window_groupings: list[str] | None = None


class Measure(Struct, gc=False):
    """A measure of a semantic model; `metric_aggregation_params` of a metric (1.12, Fusion) is one without a name."""

    name: str = ""
    semantic_model: str | None = None
    agg: str = ""
    expr: str | int | None = None
    label: str | None = None
    description: str | None = None
    agg_params: AggregationParams | None = None
    agg_time_dimension: str | None = None
    non_additive_dimension: NonAdditive | None = None


class Defaults(Struct, gc=False):
    """`defaults` of a semantic model."""

    agg_time_dimension: str | None = None


class SemanticModel(Node, gc=False):
    """A semantic model: what the rows of a model are, and what can be computed of them."""

    model: str | None = None
    primary_entity: str | None = None
    entities: list[Entity] | None = None
    dimensions: list[SemanticDimension] | None = None
    measures: list[Measure] | None = None
    defaults: Defaults | None = None


class MeasureInput(Struct, gc=False):
    """A measure as a metric uses it."""

    name: str
    filter: Wheres = None
    alias: str | None = None
    join_to_timespine: bool | None = None
    fill_nulls_with: int | float | None = None


class MetricInput(Struct, gc=False):
    """A metric as another metric uses it."""

    name: str
    filter: Wheres = None
    alias: str | None = None
    offset_window: Window | str | None = None
    offset_to_grain: str | None = None


class CumulativeParams(Struct, gc=False):
    """`cumulative_type_params`; `metric` stands in 1.12 and Fusion where a measure did."""

    window: Window | str | None = None
    grain_to_date: str | None = None
    period_agg: str | None = None
    metric: MetricInput | None = None


class ConstantProperty(Struct, gc=False):
    """Dimensions that are the same in both events of a conversion."""

    base_property: str
    conversion_property: str


class ConversionParams(Struct, gc=False):
    """`conversion_type_params`; the events are measures, in 1.12 and Fusion metrics."""

    entity: str
    base_measure: MeasureInput | None = None
    conversion_measure: MeasureInput | None = None
    base_metric: MetricInput | None = None
    conversion_metric: MetricInput | None = None
    calculation: str | None = None
    window: Window | str | None = None
    constant_properties: list[ConstantProperty] | None = None


class MetricParams(Struct, gc=False):
    """`type_params` of a metric, of any type."""

    measure: MeasureInput | None = None
    metric_aggregation_params: Measure | None = None
    expr: str | int | None = None
    join_to_timespine: bool | None = None
    fill_nulls_with: int | float | None = None
    numerator: MetricInput | None = None
    denominator: MetricInput | None = None
    metrics: list[MetricInput] | None = None
    window: Window | str | None = None
    grain_to_date: str | None = None
    cumulative_type_params: CumulativeParams | None = None
    conversion_type_params: ConversionParams | None = None
    is_private: bool | None = None


class LegacyFilter(Struct, gc=False):
    """A filter of a metric before dbt 1.6."""

    field: str
    operator: str
    value: str


class Metric(Node, gc=False):
    """A metric. Before dbt 1.6: `calculation_method` and `expression` over one model (in v4 and v5 `type` and `sql`)."""

    type: str | None = None
    label: str | None = None
    type_params: MetricParams | None = None
    filter: Wheres = None
    model: str | None = None
    calculation_method: str | None = None
    expression: str | None = None
    sql: str | None = None
    timestamp: str | None = None
    filters: list[LegacyFilter] | None = None


class QueryParams(Struct, gc=False):
    """What a saved query asks."""

    metrics: list[str] | None = None
    group_by: list[str] | None = None
    where: Wheres = None


class SavedQuery(Node, gc=False):
    """A query that the project keeps under a name."""

    label: str | None = None
    query_params: QueryParams | None = None


class Exposure(Node, gc=False):
    """Something outside dbt that reads the project: a dashboard, an application."""

    label: str | None = None


class Manifest(Struct, gc=False):
    """The parts of manifest.json that are read."""

    metadata: Metadata
    nodes: dict[str, Node] = {}
    sources: dict[str, Node] = {}
    #: What stands beside the nodes in dbt's graph: `--select exposure:x` and the like lead through them.
    exposures: dict[str, Exposure] = {}
    metrics: dict[str, Metric] = {}
    semantic_models: dict[str, SemanticModel] = {}
    saved_queries: dict[str, SavedQuery] = {}
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
