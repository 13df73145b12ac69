"""JSON Schemas of what observability writes, generated from its types."""

from __future__ import annotations

import inspect
import re
from typing import Any

import msgspec

from floe_cube.adapters.events import Asked, QueryEvent, Stage, Statement

__all__ = ["query_event_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ATTRIBUTE = re.compile(r"^(\w+): (.+?)(?=\n\w+: |\Z)", re.DOTALL | re.MULTILINE)


def query_event_schema() -> dict[str, Any]:
    """The JSON Schema of a line of the event file. It admits no field but those that are known to hold no secret."""
    (root,), components = msgspec.json.schema_components([QueryEvent], ref_template="#/$defs/{name}")
    for struct in (QueryEvent, Asked, Stage, Statement):
        _describe(components[struct.__name__], struct)
    own = components.pop(root["$ref"].rpartition("/")[2])
    return {
        "$schema": _DIALECT,
        "$id": "https://floe-cube.dev/schemas/query-event/v1.json",
        **own,
        "title": "A line of floe-cube's event file",
        "$defs": dict(sorted(components.items())),
    }


def _describe(schema: dict[str, Any], struct: type) -> None:
    """Put the texts of a docstring where editors look for them, and close the object."""
    head, _, attributes = (inspect.getdoc(struct) or "").partition("\n\nAttributes:\n")
    schema["description"] = " ".join(head.split())
    schema["additionalProperties"] = False
    for name, text in _ATTRIBUTE.findall(inspect.cleandoc(attributes)):
        schema["properties"][name]["description"] = " ".join(text.split())
