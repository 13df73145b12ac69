"""JSON Schemas of what observability writes, generated from its types."""

from __future__ import annotations

import inspect
import re
from typing import Any

import msgspec

from floe_cube.adapters.events import Asked, QueryEvent, Stage, Statement
from floe_cube.adapters.openlineage import RunEvent

__all__ = ["openlineage_event_schema", "query_event_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = "https://floe-cube.dev/schemas/{}/v1.json"
_ATTRIBUTE = re.compile(r"^(\w+): (.+?)(?=\n\w+: |\Z)", re.DOTALL | re.MULTILINE)


def query_event_schema() -> dict[str, Any]:
    """The JSON Schema of a line of the event file. It admits no field but those that are known to hold no secret."""
    return _schema(QueryEvent, "query-event", "A line of floe-cube's event file", (QueryEvent, Asked, Stage, Statement))


def openlineage_event_schema() -> dict[str, Any]:
    """The JSON Schema of the run events that are sent: what of OpenLineage's own schema is used."""
    return _schema(RunEvent, "openlineage-event", "A run event of OpenLineage, as floe-cube sends it", ())


def _schema(struct: type, name: str, title: str, closed: tuple[type, ...]) -> dict[str, Any]:
    """The schema of a type.

    Args:
        closed: types that admit no further fields, and of which each field is described.
    """
    (root,), components = msgspec.json.schema_components([struct], ref_template="#/$defs/{name}")
    for one in closed:
        _describe(components[one.__name__], one)
    own = components.pop(root["$ref"].rpartition("/")[2])
    return {
        "$schema": _DIALECT,
        "$id": _ID.format(name),
        **own,
        "title": title,
        "$defs": dict(sorted(components.items())),
    }


def _describe(schema: dict[str, Any], struct: type) -> None:
    """Put the texts of a docstring where editors look for them, and close the object."""
    head, _, attributes = (inspect.getdoc(struct) or "").partition("\n\nAttributes:\n")
    schema["description"] = " ".join(head.split())
    schema["additionalProperties"] = False
    for name, text in _ATTRIBUTE.findall(inspect.cleandoc(attributes)):
        schema["properties"][name]["description"] = " ".join(text.split())
