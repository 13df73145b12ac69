"""A data model that says everything which Cube 1.7 lets one say, as people write it, and back from the AST to such data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from floe_cube.cube.fields import Property, properties

REGIONS: dict[str, Any] = {
    "name": "regions",
    "sql": "SELECT * FROM regions WHERE {FILTER_PARAMS.regions.name.filter('name')}",
    "dimensions": [{"name": "name", "sql": "{CUBE}.name", "type": "string", "primary_key": True, "public": True}],
}

DATES: dict[str, Any] = {
    "name": "dates",
    "sql_table": "dates",
    "calendar": True,
    "dimensions": [
        {
            "name": "date",
            "sql": "{CUBE}.date",
            "type": "time",
            "primary_key": True,
            "granularities": [
                {"name": "week", "sql": "{CUBE}.retail_week", "title": "Retail week"},
                {"name": "fiscal_year", "interval": "1 year", "origin": "2024-02-01"},
                {"name": "half_day", "interval": "12 hours", "offset": "-2 hours"},
            ],
            "time_shift": [
                {"name": "last_season", "interval": "1 year", "type": "prior"},
                {"name": "next_season", "sql": "{CUBE}.next_season"},
                {"interval": "1 month", "type": "prior", "sql": "{CUBE}.month_before"},
            ],
        },
    ],
}

DIMENSIONS: list[dict[str, Any]] = [
    {
        "name": "id",
        "sql": "{CUBE}.id",
        "type": "number",
        "title": "Order",
        "description": "Its number.",
        "primary_key": True,
        "public": False,
        "format": "id",
        "currency": "EUR",
        "order": "desc",
        "mask": -1,
        "suggest_filter_values": False,
        "enable_suggestions": False,
        "values_as_segments": False,
        "field_type": "string",
        "aliases": ["order number"],
        "meta": {"owner": {"team": "sales", "since": 2021, "tags": ["a", None, True]}},
    },
    {
        "name": "status",
        "type": "string",
        "case": {
            "when": [{"sql": "{CUBE}.paid", "label": "paid"}, {"sql": "{CUBE}.open", "label": {"sql": "{CUBE}.label"}}],
            "else": {"label": "other"},
        },
        "key": "CUBE.id",
        "mask": {"sql": "'hidden'"},
        "links": [
            {
                "name": "shop",
                "label": "Open in the shop",
                "url": "f\"'https://shop.example/' || {CUBE.id}\"",
                "icon": "cart",
                "target": "blank",
                "primary": True,
                "params": [{"key": "order", "value": "CUBE.id"}],
            },
            {"name": "board", "label": "Dashboard", "dashboard": "orders", "target": "self"},
        ],
    },
    {"name": "website", "sql": "{CUBE}.website", "type": "string", "format": {"type": "link", "label": "Visit"}},
    {
        "name": "place",
        "type": "geo",
        "latitude": {"sql": "{CUBE}.lat"},
        "longitude": {"sql": "{CUBE}.lon"},
        "mask": "nowhere",
    },
    {"name": "unit", "type": "switch", "values": ["euro", "dollar"]},
    {
        "name": "price_class",
        "type": "string",
        "case": {
            "switch": "CUBE.unit",
            "when": [{"value": "euro", "sql": "{CUBE}.class_eur"}],
            "else": {"sql": "{CUBE}.class_usd"},
        },
        "multi_stage": True,
        "mask": False,
    },
    {
        "name": "customer_orders",
        "sql": "{regions.name}",
        "type": "string",
        "sub_query": True,
        "propagate_filters_to_sub_query": False,
    },
    {
        "name": "size",
        "sql": "CASE WHEN {total} > 10.5 THEN 'large' END",
        "type": "string",
        "multi_stage": True,
        "add_group_by": ["CUBE.id"],
        "filter": {"mode": "relative", "keep_only": ["CUBE.status"]},
    },
    {"name": "created_at", "sql": "{CUBE}.created_at", "type": "time", "format": "%Y-%m-%d"},
]

MEASURES: list[dict[str, Any]] = [
    {
        "name": "count",
        "type": "count",
        "title": "Orders",
        "description": "How many.",
        "public": True,
        "format": "number_0",
        "cumulative": False,
        "mask": 0,
        "filters": [{"sql": "{CUBE}.deleted_at IS NULL"}],
        "drill_members": ["id", "CUBE.status", "regions.name"],
        "drill_filters": [{"sql": "{CUBE}.id > 0"}],
        "aliases": ["number of orders"],
        "meta": {"tier": 1},
    },
    {"name": "priced", "type": "count", "sql": "{CUBE}.amount"},
    {"name": "total", "type": "sum", "sql": "{CUBE}.amount", "format": "$,.2f", "currency": "usd"},
    {
        "name": "running_total",
        "type": "sum",
        "sql": "{CUBE}.amount",
        "rolling_window": {"trailing": "unbounded", "leading": "1 day", "offset": "end", "type": "fixed"},
    },
    {
        "name": "year_total",
        "type": "sum",
        "sql": "{CUBE}.amount",
        "rolling_window": {"type": "to_date", "granularity": "year"},
    },
    {"name": "customers", "type": "count_distinct_approx", "sql": "{CUBE}.customer_id"},
    {"name": "average", "type": "number", "sql": "1.0 * {total} / NULLIF({count}, 0)"},
    {
        "name": "place_by_total",
        "type": "rank",
        "multi_stage": True,
        "reduce_by": ["CUBE.status"],
        "order_by": [{"sql": "{total}", "dir": "desc"}],
    },
    {
        "name": "total_in_unit",
        "type": "number",
        "multi_stage": True,
        "case": {
            "switch": "CUBE.unit",
            "when": [{"value": "euro", "sql": "{total}"}],
            "else": {"sql": "{total} * 1.1"},
        },
    },
    {
        "name": "share",
        "type": "number_agg",
        "sql": "{total}",
        "multi_stage": True,
        "group_by": ["CUBE.status"],
        "add_group_by": ["CUBE.id"],
        "filter": {
            "mode": "relative",
            "exclude": ["CUBE.status"],
            "include": [{"member": "CUBE.status", "operator": "equals", "values": ["paid"]}],
        },
    },
    {
        "name": "total_of_all",
        "type": "sum",
        "sql": "{total}",
        "multi_stage": True,
        "filter": {"mode": "fixed", "keep_only": ["CUBE.status"]},
        "grain": {"keep_only": ["CUBE.status"], "include": ["CUBE.id"]},
    },
    {"name": "total_of_rest", "type": "sum", "sql": "{total}", "multi_stage": True, "grain": {"exclude": ["CUBE.id"]}},
    {
        "name": "total_before",
        "type": "sum",
        "sql": "{total}",
        "multi_stage": True,
        "time_shift": [{"time_dimension": "CUBE.created_at", "interval": "1 year", "type": "prior"}],
    },
    {
        "name": "total_last_season",
        "type": "sum",
        "sql": "{total}",
        "multi_stage": True,
        "time_shift": [{"name": "last_season"}],
    },
]

PRE_AGGREGATIONS: list[dict[str, Any]] = [
    {
        "name": "by_day",
        "type": "rollup",
        "measures": ["CUBE.count", "CUBE.total"],
        "dimensions": ["CUBE.status"],
        "segments": ["CUBE.large"],
        "time_dimension": "CUBE.created_at",
        "granularity": "day",
        "partition_granularity": "month",
        "refresh_key": {"every": "1 hour", "timezone": "UTC", "incremental": True, "update_window": "7 days"},
        "build_range_start": {"sql": "SELECT NOW() - interval '1 year'"},
        "build_range_end": {"sql": "SELECT NOW()"},
        "external": True,
        "scheduled_refresh": True,
        "use_original_sql_pre_aggregations": True,
        "read_only": False,
        "allow_non_strict_date_range_match": True,
        "unique_key_columns": ["id"],
        "stream_offset": "earliest",
        "output_column_types": [{"member": "CUBE.status", "type": "varchar(20)"}],
        "indexes": [{"name": "by_status", "columns": ["CUBE.status"], "type": "aggregate"}],
        "sql_alias": "d",
    },
    {
        "name": "by_two_times",
        "measures": ["CUBE.count"],
        "time_dimensions": [{"dimension": "CUBE.created_at", "granularity": "month"}],
    },
    {
        "name": "raw",
        "type": "original_sql",
        "refresh_key": {"sql": "SELECT MAX(id) FROM orders", "every": "10 minutes"},
    },
    {"name": "joined", "type": "rollup_join", "measures": ["CUBE.count"], "rollups": ["CUBE.by_day"]},
    {
        "name": "live",
        "type": "rollup_lambda",
        "measures": ["CUBE.count"],
        "rollups": ["CUBE.by_day"],
        "union_with_source_data": True,
    },
    {"name": "guessed", "type": "auto_rollup", "max_pre_aggregations": 5},
]

ACCESS: list[dict[str, Any]] = [
    {
        "group": "analysts",
        "conditions": [{"if": "{ securityContext.active }"}],
        "member_level": {"includes": ["count", "id", "status"], "excludes": ["place"]},
        "member_masking": {"includes": ["status"], "excludes": ["id"]},
        "row_level": {
            "filters": [
                {"member": "status", "operator": "equals", "values": ["paid", "open"]},
                {
                    "or": [
                        {"member": "CUBE.id", "operator": "in", "values": "{ securityContext.ids }"},
                        {"and": [{"member": "id", "operator": "notSet"}]},
                    ]
                },
            ]
        },
    },
    {
        "groups": ["admins", "board"],
        "member_level": {"includes": "*", "excludes": "*"},
        "row_level": {"allow_all": True},
    },
]

ORDERS: dict[str, Any] = {
    "name": "orders",
    "sql_table": '"shop"."orders"',
    "sql_alias": "o",
    "data_source": "default",
    "title": "Orders",
    "description": "What customers bought.",
    "public": True,
    "rewrite_queries": True,
    "refresh_key": {"every": "30 5 * * mon-fri", "timezone": "Europe/Berlin"},
    "meta": {"domain": "sales"},
    "joins": [{"name": "regions", "relationship": "many_to_one", "sql": "{CUBE}.region = {regions.name}"}],
    "dimensions": DIMENSIONS,
    "measures": MEASURES,
    "segments": [
        {
            "name": "large",
            "sql": "{CUBE}.amount > 1000",
            "title": "Large",
            "description": "Above a thousand.",
            "public": True,
            "aliases": ["big"],
            "meta": {"since": 2020},
        }
    ],
    "hierarchies": [{"name": "geography", "title": "Geography", "public": True, "levels": ["regions.name", "status"]}],
    "pre_aggregations": PRE_AGGREGATIONS,
    "access_policy": ACCESS,
}

VIEW: dict[str, Any] = {
    "name": "sales",
    "title": "Sales",
    "description": "Orders and where they go.",
    "public": True,
    "meta": {"owner": "sales"},
    "cubes": [
        {
            "join_path": "orders",
            "includes": [
                "count",
                "created_at",
                "id",
                {
                    "name": "status",
                    "alias": "state",
                    "title": "State",
                    "description": "Of the order.",
                    "format": "link",
                    "meta": {"a": 1},
                },
            ],
        },
        {"join_path": "orders.regions", "includes": "*", "excludes": ["nothing"], "prefix": True, "alias": "r"},
    ],
    "folders": [
        {"name": "All orders", "includes": ["count", {"name": "When", "includes": ["created_at"]}]},
        {"name": "Where", "includes": [{"join_path": "orders.regions"}]},
    ],
    "default_filters": [
        {"member": "state", "operator": "equals", "values": ["paid"], "unless": ["id"]},
        {"member": "id", "operator": "set"},
    ],
    "view_group": "finance",
    "access_policy": [{"group": "*", "member_level": {"includes": "*"}}],
}

MODEL: dict[str, Any] = {
    "cubes": [
        ORDERS,
        REGIONS,
        DATES,
        {"name": "small_regions", "extends": "regions", "refresh_key": {"immutable": True}},
    ],
    "views": [
        VIEW,
        {"name": "all_sales", "extends": "sales", "view_groups": ["finance", "people"]},
        {"name": "parts", "cubes": [{"join_path": "regions", "includes": "*", "split": True}]},
    ],
    "view_groups": [
        {
            "name": "finance",
            "title": "Finance",
            "description": "For the board.",
            "includes": ["sales", {"name": "deeper", "includes": ["all_sales"]}],
        },
        {"name": "people", "views": ["sales"]},
    ],
}


def properties_of(value: Any) -> tuple[Property, ...]:
    """The properties of a value's class."""
    cls: type = type(value)
    return properties(cls)


def plain(value: Any) -> Any:
    """A value of the AST as the data that people would write for it."""
    if attrs.has(type(value)):
        written: dict[str, Any] = {}
        for prop in properties_of(value):
            part = prop.of(value)
            if prop.flatten:
                written |= plain(part)
            elif not prop.unwritten and part != prop.default:
                written[prop.key] = plain(part)
            elif not prop.unwritten and prop.default is not None and not isinstance(part, tuple):
                written[prop.key] = part
        return written
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value
