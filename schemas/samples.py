"""A value for each property of a schema, such as somebody might write, and values as one line of YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

Schema = Mapping[str, Any]
#: Texts of properties that their schema says no more about than that they are texts.
TEXTS = {
    "sql": "{CUBE}.amount",
    "dashboard": "revenue",
    "sql_table": "sales.orders",
    "if": "{ securityContext.is_internal }",
    "title": "Revenue",
    "description": "What customers paid.",
    "url": "https://shop.example/orders/{CUBE}",
    "label": "Open",
    "name": "revenue",
    "primary_key": "order_id",
    "values": "shipped",
    "value": "shipped",
    "key": "order",
    "format": "currency",
}
#: Names of things, by what they are.
NAMES = {
    "Join": "customers",
    "DimensionOfColumn": "status",
    "Segment": "large",
    "Hierarchy": "places",
    "PreAggregation": "by_month",
    "View": "sales",
    "Folder": "money",
    "Index": "by_customer",
    "CustomGranularity": "fiscal_year",
}
DEEPEST = 6


def sample(schema: Schema, definitions: Schema, key: str, depth: int = 0) -> Any:
    """A value that fits a schema; the simplest of its alternatives."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        value = _object({**definitions[name], **_needed(schema)}, definitions, depth)
        return {**value, "name": NAMES.get(name, TEXTS["name"])} if "name" in value else value
    if "anyOf" in schema and "properties" not in schema:
        return sample(schema["anyOf"][0], definitions, key, depth)
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    if found := re.search(r"as `([^`]*)`\.$", schema.get("description", "")):
        return found[1]
    match schema.get("type"):
        case "boolean":
            return True
        case "integer":
            return 1
        case "number":
            return 0.5
        case "array":
            return [sample(schema["items"], definitions, key, depth)]
        case "object" if "properties" in schema:
            return _object(schema, definitions, depth)
        case "object":
            return {"organization_id": "organization_id"}
        case None:
            return {"owner": "sales"}
        case _:
            return TEXTS.get(key, "text")


def _needed(reference: Schema) -> dict[str, Any]:
    return {"also": reference["required"]} if "required" in reference else {}


def _object(cls: Schema, definitions: Schema, depth: int) -> dict[str, Any]:
    """What an object cannot be without, or its first property."""
    ways = cls.get("anyOf", [{}])
    needed = [*cls.get("also", ()), *cls.get("required", ()), *ways[0].get("required", ())]
    keys = list(dict.fromkeys(needed)) or [key for key in cls["properties"] if key != "name"][:1]
    ordered = sorted(keys, key=lambda key: (key != "name", list(cls["properties"]).index(key)))
    if depth > DEEPEST:
        return {}
    worded = ways[0].get("properties", {})
    return {key: sample(worded.get(key) or cls["properties"][key], definitions, key, depth + 1) for key in ordered}


def flow(value: Any) -> str:
    """A value on one line.

    >>> flow({"name": "x", "values": ["a: b", True], "sql": "{CUBE}.id"})
    '{name: x, values: ["a: b", true], sql: "{CUBE}.id"}'
    """
    match value:
        case Mapping():
            return "{" + ", ".join(f"{key}: {flow(part)}" for key, part in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, value)) + "]"
        case str() if re.fullmatch(r"[A-Za-z_][A-Za-z0-9_ ./-]*(?<! )", value) and value not in (
            "true",
            "false",
            "null",
        ):
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)
