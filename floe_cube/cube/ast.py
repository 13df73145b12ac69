r"""The Cube AST: the whole data model of Cube 1.7 as frozen types.

The annotations are the property table. Rendering (`render.yaml`), reading of `meta.cube` (`cube.meta`) and the JSON Schema
all interpret them, so a new Cube property is one new line here. What a string means is said by its type:

* `Name`  an identifier of Cube;
* `Text`  words for people: any characters, escaped when rendered so that Cube shows exactly these;
* `Sql`   SQL in Cube's own syntax (`{CUBE}.id`, `{orders.total}`; `\{` for a brace), written as it is;
* `Ref`   a path to a member, cube or join (`count`, `orders.count`);
* `Expr`  an expression that Cube evaluates (`{ securityContext.org }`);
* `Plain` a word with a grammar of its own (an interval, a cron line, a time zone, a format), literal like `Text`.

A property of Cube that is a Python keyword or is spread over several keys has its Cube name in the field's metadata
(`key=`); `flatten` means that the fields of the value stand among those of its owner, and so do those of a `part`, which
holds what most owners lack: they share one empty part. `VERBATIM` and `CAMELIZED` mark where
Cube treats a string or a key unlike all others.

Source: Cube 1.7.43, schema-compiler `src/compiler/CubeValidator.ts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NewType, TypeAlias

from attrs import field

from floe_cube.diagnostics import NOWHERE, Place
from floe_cube.record import frozen

Name = NewType("Name", str)
Text = NewType("Text", str)
Sql = NewType("Sql", str)
Ref = NewType("Ref", str)
Expr = NewType("Expr", str)
Plain = NewType("Plain", str)

#: A value of JSON, deeply immutable: mappings are `MappingProxyType`, lists are tuples. See `ir.meta.freeze`.
Json: TypeAlias = Mapping[str, Any] | tuple[Any, ...] | str | int | float | bool | None


def key(name: str) -> dict[str, str]:
    """Metadata of a field that has another name in Cube."""
    return {"key": name}


#: The fields of the value are written among those of its owner.
FLATTEN = {"flatten": True}
#: The same, and for the property table they are its owner's own. See `cube.fields.build`.
PART = {"part": True}
#: Known to the compiler only, never written.
UNWRITTEN = {"unwritten": True}
#: Cube takes the string as it stands, where it evaluates all others as f-strings: what it files an object under, and
#: whatever a view group says. Source: Cube 1.7.43, `YamlCompiler.yamlArrayToObj`, `transpileViewGroup`.
VERBATIM = {"verbatim": True}
#: Cube changes the keys inside to camel case. Source: Cube 1.7.43, `camelizeCube`.
CAMELIZED = {"camelized": True}

Granularity: TypeAlias = Literal["second", "minute", "hour", "day", "week", "month", "quarter", "year"]
Operator: TypeAlias = Literal[
    "equals", "notEquals", "contains", "notContains", "startsWith", "notStartsWith", "endsWith", "notEndsWith",
    "in", "notIn", "gt", "gte", "lt", "lte", "set", "notSet", "inDateRange", "notInDateRange", "onTheDate",
    "beforeDate", "beforeOrOnDate", "afterDate", "afterOrOnDate", "measureFilter",
]  # fmt: skip


# --- expressions -----------------------------------------------------------------------------------------------------
@frozen
class SqlOf:
    """An object that holds nothing but SQL: `{sql: ...}`."""

    sql: Sql


@frozen
class Label:
    """What a `case` yields: words, or SQL that computes them."""

    label: Text | SqlOf


@frozen
class When:
    """A branch of a `case`."""

    sql: Sql
    label: Text | SqlOf


@frozen
class Case:
    """`case`: the first condition that holds gives the label."""

    when: tuple[When, ...]
    otherwise: Label | None = field(default=None, metadata=key("else"))


@frozen
class SwitchWhen:
    """A branch of a `case` over a switch dimension."""

    value: Text
    sql: Sql


@frozen
class SwitchCase:
    """`case` over a switch dimension: the value picked by the query gives the SQL."""

    switch: Ref
    when: tuple[SwitchWhen, ...]
    otherwise: SqlOf = field(metadata=key("else"))


@frozen
class OfSql:
    """A dimension computed by SQL."""

    sql: Sql


@frozen
class OfColumn(OfSql):
    """A dimension that is a column: SQL of the compiler's own, which needs no check.

    Attributes:
        column: its physical name.
        is_cast: its values are not the column's as they are.
    """

    column: str = field(metadata=UNWRITTEN)
    is_cast: bool = field(default=False, metadata=UNWRITTEN)


@frozen
class OfCase:
    """A dimension computed by `case`."""

    case: Case | SwitchCase


@frozen
class OfPoint:
    """A geo dimension: two SQL expressions in degrees."""

    latitude: SqlOf
    longitude: SqlOf


@frozen
class OfSwitch:
    """A switch dimension: a choice of values that the query makes."""

    values: tuple[Text, ...]


# --- dimensions ------------------------------------------------------------------------------------------------------
DimensionType: TypeAlias = Literal["string", "number", "boolean", "time", "geo", "switch"]


@frozen
class LinkFormat:
    """`format: {type: link, label}`."""

    label: Text
    type: Literal["link"] = "link"


@frozen(kw_only=True)
class CustomGranularity:
    """A time span of one's own: an interval with an origin or an offset, or SQL that replaces a predefined one."""

    name: Name = field(metadata=VERBATIM)
    interval: Plain | None = None
    origin: Plain | None = None
    offset: Plain | None = None
    sql: Sql | None = None
    title: Text | None = None


@frozen(kw_only=True)
class LinkParam:
    """A parameter of a link: its value is an expression."""

    key: Text
    value: Expr


@frozen(kw_only=True)
class Link:
    """A link shown on a value: to a URL (an expression) or to a dashboard."""

    name: Name
    label: Text
    url: Expr | None = None
    dashboard: Text | None = None
    icon: Text | None = None
    target: Literal["blank", "self"] | None = None
    primary: bool | None = None
    params: tuple[LinkParam, ...] = ()


@frozen(kw_only=True)
class CalendarShift:
    """`time_shift` of a time dimension in a calendar cube."""

    name: Name | None = None
    interval: Plain | None = None
    type: Literal["prior", "next"] | None = None
    sql: Sql | None = None


@frozen(kw_only=True)
class StageFilter:
    """Multi-stage `filter`: which of the query's filters the inner stage keeps."""

    mode: Literal["relative", "fixed"] | None = None
    exclude: tuple[Ref, ...] = ()
    keep_only: tuple[Ref, ...] = ()
    include: tuple[FilterTree, ...] = ()


Mask: TypeAlias = SqlOf | bool | int | float | Text


@frozen(kw_only=True)
class DimensionDetails:
    """What few dimensions have. There are as many dimensions as columns, and each field costs all of them."""

    format: Plain | LinkFormat | None = None
    currency: Plain | None = None
    order: Literal["asc", "desc"] | None = None
    mask: Mask | None = None
    key: Ref | None = None
    sub_query: bool | None = None
    propagate_filters_to_sub_query: bool | None = None
    multi_stage: bool | None = None
    add_group_by: tuple[Ref, ...] = ()
    filter: StageFilter | None = None
    suggest_filter_values: bool | None = None
    enable_suggestions: bool | None = None
    values_as_segments: bool | None = None
    field_type: Plain | None = None
    granularities: tuple[CustomGranularity, ...] = ()
    time_shift: tuple[CalendarShift, ...] = ()
    links: tuple[Link, ...] = ()
    aliases: tuple[Text, ...] = ()


NO_DETAILS = DimensionDetails()


@frozen(kw_only=True)
class Dimension:
    """A dimension of a cube. `value` says how it is computed, so that no two ways can be given at once."""

    name: Name = field(metadata=VERBATIM)
    value: OfSql | OfCase | OfPoint | OfSwitch = field(metadata=FLATTEN)
    type: DimensionType
    title: Text | None = None
    description: Text | None = None
    primary_key: bool | None = None
    public: bool | None = None
    details: DimensionDetails = field(default=NO_DETAILS, metadata=PART)
    meta: Json = None


# --- measures --------------------------------------------------------------------------------------------------------
AggregateType: TypeAlias = Literal[
    "count_distinct", "count_distinct_approx", "sum", "avg", "min", "max", "number", "string", "time", "boolean",
    "number_agg", "rank",
]  # fmt: skip


@frozen
class Count:
    """Counts rows, or the values of `sql` that are not null."""

    sql: Sql | None = None
    type: Literal["count"] = "count"


@frozen
class Aggregate:
    """Any other measure: it cannot be without SQL."""

    type: AggregateType
    sql: Sql


@frozen
class Rank:
    """A multi-stage rank: ordered by `order_by`, it needs no SQL."""

    type: Literal["rank"] = "rank"


@frozen
class SwitchedMeasure:
    """A multi-stage measure that a switch dimension chooses the SQL of."""

    case: SwitchCase
    type: Literal["number"] = "number"


@frozen(kw_only=True)
class RollingWindow:
    """`rolling_window`: a span around each moment, or everything since the start of a period."""

    trailing: Plain | None = None
    leading: Plain | None = None
    offset: Literal["start", "end"] | None = None
    type: Literal["fixed", "to_date", "year_to_date", "quarter_to_date", "month_to_date"] | None = None
    granularity: Name | None = None


@frozen(kw_only=True)
class Grain:
    """Multi-stage `grain`: which of the query's dimensions the inner stage keeps."""

    exclude: tuple[Ref, ...] = ()
    keep_only: tuple[Ref, ...] = ()
    include: tuple[Ref, ...] = ()


@frozen(kw_only=True)
class TimeShift:
    """Multi-stage `time_shift`: the same measure some time earlier or later."""

    time_dimension: Ref | None = None
    interval: Plain | None = None
    type: Literal["prior", "next"] | None = None
    name: Name | None = None


@frozen(kw_only=True)
class OrderBy:
    """Multi-stage `order_by`."""

    sql: Sql
    dir: Literal["asc", "desc"] | None = None


@frozen(kw_only=True)
class Measure:
    """A measure of a cube."""

    name: Name = field(metadata=VERBATIM)
    value: Count | Aggregate | Rank | SwitchedMeasure = field(metadata=FLATTEN)
    title: Text | None = None
    description: Text | None = None
    public: bool | None = None
    format: Plain | None = None
    currency: Plain | None = None
    cumulative: bool | None = None
    mask: Mask | None = None
    filters: tuple[SqlOf, ...] = ()
    rolling_window: RollingWindow | None = None
    drill_members: tuple[Ref, ...] = ()
    drill_filters: tuple[SqlOf, ...] = ()
    multi_stage: bool | None = None
    group_by: tuple[Ref, ...] = ()
    reduce_by: tuple[Ref, ...] = ()
    add_group_by: tuple[Ref, ...] = ()
    filter: StageFilter | None = None
    grain: Grain | None = None
    time_shift: tuple[TimeShift, ...] = ()
    order_by: tuple[OrderBy, ...] = ()
    aliases: tuple[Text, ...] = ()
    meta: Json = None


@frozen(kw_only=True)
class Segment:
    """A named filter."""

    name: Name = field(metadata=VERBATIM)
    sql: Sql
    title: Text | None = None
    description: Text | None = None
    public: bool | None = None
    aliases: tuple[Text, ...] = ()
    meta: Json = None


@frozen(kw_only=True)
class Hierarchy:
    """An order of dimensions to drill down through."""

    name: Name = field(metadata=VERBATIM)
    title: Text | None = None
    public: bool | None = None
    levels: tuple[Ref, ...] = ()


# --- joins -----------------------------------------------------------------------------------------------------------
JoinRelationship: TypeAlias = Literal["many_to_one", "one_to_many", "one_to_one"]


@frozen(kw_only=True)
class Join:
    """A LEFT JOIN from the declaring cube to the cube `name`."""

    name: Name
    relationship: JoinRelationship
    sql: Sql


# --- refreshing and pre-aggregations ----------------------------------------------------------------------------------
@frozen(kw_only=True)
class RefreshKey:
    """When cached results go stale: `every` an interval or cron line, `sql` that changes, or never (`immutable`).

    `incremental` and `update_window` belong to partitioned pre-aggregations.
    """

    every: Plain | None = None
    timezone: Plain | None = None
    sql: Sql | None = None
    immutable: bool | None = None
    incremental: bool | None = None
    update_window: Plain | None = None


@frozen(kw_only=True)
class Index:
    """An index of a pre-aggregation in Cube Store."""

    name: Name = field(metadata=VERBATIM)
    columns: tuple[Ref, ...] = ()
    type: Literal["regular", "aggregate"] | None = None


@frozen(kw_only=True)
class OutputColumnType:
    """The type that a member has in a pre-aggregation's table."""

    member: Ref
    type: Plain


@frozen(kw_only=True)
class RollupTimeDimension:
    """A time dimension of a rollup with several of them."""

    dimension: Ref
    granularity: Granularity


PreAggregationType: TypeAlias = Literal["rollup", "original_sql", "rollup_join", "rollup_lambda", "auto_rollup"]


@frozen(kw_only=True)
class PreAggregation:
    """A table of results computed ahead of the queries."""

    name: Name = field(metadata=VERBATIM)
    type: PreAggregationType | None = None
    measures: tuple[Ref, ...] = ()
    dimensions: tuple[Ref, ...] = ()
    segments: tuple[Ref, ...] = ()
    time_dimension: Ref | None = None
    granularity: Granularity | None = None
    time_dimensions: tuple[RollupTimeDimension, ...] = ()
    partition_granularity: Literal["hour", "day", "week", "month", "quarter", "year"] | None = None
    rollups: tuple[Ref, ...] = ()
    union_with_source_data: bool | None = None
    refresh_key: RefreshKey | None = None
    build_range_start: SqlOf | None = None
    build_range_end: SqlOf | None = None
    external: bool | None = None
    scheduled_refresh: bool | None = None
    use_original_sql_pre_aggregations: bool | None = None
    read_only: bool | None = None
    allow_non_strict_date_range_match: bool | None = None
    unique_key_columns: tuple[Text, ...] = ()
    max_pre_aggregations: int | None = None
    stream_offset: Literal["earliest", "latest"] | None = None
    output_column_types: tuple[OutputColumnType, ...] = ()
    indexes: tuple[Index, ...] = ()
    sql_alias: Name | None = None


# --- access ----------------------------------------------------------------------------------------------------------
@frozen(kw_only=True)
class Filter:
    """A condition on a member. `values` is one expression (an array at run time) or a list of literals."""

    member: Ref
    operator: Operator
    values: Expr | tuple[Text, ...] | None = None


@frozen
class AllOf:
    """Filters that must all hold."""

    filters: tuple[FilterTree, ...] = field(metadata=key("and"))


@frozen
class AnyOf:
    """Filters of which one must hold."""

    filters: tuple[FilterTree, ...] = field(metadata=key("or"))


FilterTree: TypeAlias = Filter | AllOf | AnyOf


@frozen
class AllowAll:
    """`row_level: {allow_all: true}`: every row. It lifts all other filters for the members it grants."""

    allow_all: Literal[True] = True


@frozen
class RowFilters:
    """`row_level: {filters: [...]}`: rows for which all filters hold."""

    filters: tuple[FilterTree, ...]


#: `includes: "*"` of members; also `group: "*"`, everybody.
Star: TypeAlias = Literal["*"]


@frozen(kw_only=True)
class MemberSet:
    """Members named or all (`"*"`), less the excluded ones."""

    includes: Star | tuple[Name, ...] | None = None
    excludes: Star | tuple[Name, ...] | None = None


@frozen
class Condition:
    """An expression that must be true at run time."""

    if_: Expr = field(metadata=key("if"))


@frozen(kw_only=True)
class AccessPolicy:
    """What a group sees. A cube without a policy is open to all in Cube; see `cube.check`."""

    group: Plain | None = None
    groups: tuple[Plain, ...] = ()
    conditions: tuple[Condition, ...] = ()
    member_level: MemberSet | None = None
    member_masking: MemberSet | None = None
    row_level: AllowAll | RowFilters | None = None


# --- cubes and views -------------------------------------------------------------------------------------------------
@frozen
class Table:
    """A cube over a relation of the database."""

    sql_table: Sql


@frozen
class Query:
    """A cube over a query."""

    sql: Sql


@frozen
class UnionAll(Query):
    """A cube over the rows of several models, one under another: a query of the compiler's own.

    Attributes:
        columns: each column of the query -> for each column of a model that it is made of, the model's unique_id, the column, and
            whether it is that column as it is.
    """

    columns: Mapping[str, tuple[tuple[str, str, bool], ...]] = field(metadata=UNWRITTEN, hash=False)


@frozen
class Inherited:
    """A cube over what it `extends`."""


@frozen(kw_only=True)
class Cube:
    """A cube. `source` is its relation, its query, or what it extends."""

    name: Name = field(metadata=VERBATIM)
    source: Table | Query | Inherited = field(metadata=FLATTEN)
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
    joins: tuple[Join, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    measures: tuple[Measure, ...] = ()
    segments: tuple[Segment, ...] = ()
    hierarchies: tuple[Hierarchy, ...] = ()
    pre_aggregations: tuple[PreAggregation, ...] = ()
    access_policy: tuple[AccessPolicy, ...] = ()
    origin: Place = field(default=NOWHERE, metadata=UNWRITTEN)


@frozen(kw_only=True)
class IncludedMember:
    """A member of a view under another name or with other words."""

    name: Name
    alias: Name | None = None
    title: Text | None = None
    description: Text | None = None
    format: Plain | None = None
    meta: Json = field(default=None, metadata=CAMELIZED)


@frozen(kw_only=True)
class ViewCube:
    """What a view takes from the cube at the end of a join path."""

    join_path: Ref
    includes: Star | tuple[Name | IncludedMember, ...]
    excludes: tuple[Name, ...] = ()
    prefix: bool | None = None
    split: bool | None = None
    alias: Name | None = None


@frozen
class FolderJoinPath:
    """All members of a join path, in a folder."""

    join_path: Ref


@frozen(kw_only=True)
class Folder:
    """A folder of a view's members."""

    name: Text
    includes: Star | tuple[Name | FolderJoinPath | Folder, ...]


@frozen(kw_only=True)
class DefaultFilter:
    """A filter that a view adds unless the query filters on one of `unless`."""

    member: Ref
    operator: Operator
    values: tuple[Text, ...] = ()
    unless: tuple[Ref, ...] = ()


@frozen(kw_only=True)
class View:
    """A view: members of joined cubes under one name."""

    name: Name = field(metadata=VERBATIM)
    title: Text | None = None
    description: Text | None = None
    public: bool | None = None
    meta: Json = None
    extends: Ref | None = None
    cubes: tuple[ViewCube, ...] = ()
    folders: tuple[Folder, ...] = ()
    default_filters: tuple[DefaultFilter, ...] = ()
    view_group: Name | None = field(default=None, metadata=VERBATIM)
    view_groups: tuple[Name, ...] = field(default=(), metadata=VERBATIM)
    access_policy: tuple[AccessPolicy, ...] = ()
    origin: Place = field(default=NOWHERE, metadata=UNWRITTEN)


@frozen(kw_only=True)
class ViewGroup:
    """A named group of views."""

    name: Name = field(metadata=VERBATIM)
    title: Text | None = field(default=None, metadata=VERBATIM)
    description: Text | None = field(default=None, metadata=VERBATIM)
    includes: tuple[Name | ViewGroup, ...] = field(default=(), metadata=VERBATIM)
    views: tuple[Name, ...] = field(default=(), metadata=VERBATIM)


@frozen(kw_only=True)
class DataModel:
    """The whole data model: what `check` reads and `render` writes."""

    cubes: tuple[Cube, ...] = ()
    views: tuple[View, ...] = ()
    view_groups: tuple[ViewGroup, ...] = ()
