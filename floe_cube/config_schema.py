"""The configuration as JSON Schema, for editors and for the programs that write it: generated from its types."""

from __future__ import annotations

import inspect
import re
import typing
from typing import Any, Literal, get_args, get_origin

import attrs

from floe_cube.config import Config
from floe_cube.config_values import KINDS

__all__ = ["compiled_artifacts_schema", "config_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def config_schema() -> dict[str, Any]:
    """The JSON Schema of floe.yaml, which may hold the sections of other programs too."""
    definitions: dict[str, Any] = {}
    section = _section(Config, definitions)
    return {
        "$schema": _DIALECT,
        "$id": "https://floe-cube.dev/schemas/cube-config/v1.json",
        "title": "Configuration of floe-cube",
        "description": section["description"],
        "type": "object",
        "properties": section["properties"],
        "$defs": dict(sorted(definitions.items())),
    }


def compiled_artifacts_schema() -> dict[str, Any]:
    """The JSON Schema of what floe-cube reads of CompiledArtifacts; other keys are someone else's."""
    schema = config_schema()
    path = {"type": ["string", "null"], "minLength": 1, "description": "Path of dbt's manifest.json."}
    return {
        **schema,
        "$id": "https://floe-cube.dev/schemas/compiled-artifacts/v1.json",
        "title": "What floe-cube reads of CompiledArtifacts",
        "description": "The configuration, and where dbt's manifest is.",
        "properties": {**schema["properties"], "dbt_manifest_path": path},
    }


def _section(cls: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """A section as an object."""
    hints = typing.get_type_hints(cls)
    summary, words = _documentation(cls)
    properties = {
        field.name: {
            **_of(hints[field.name], definitions),
            "description": words[field.name],
            **_default(field.default),
        }
        for field in attrs.fields(cls)
    }
    required = [field.name for field in attrs.fields(cls) if field.default is attrs.NOTHING]
    return {
        "type": "object",
        "description": summary,
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _of(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type. An empty section and an empty list may be written as nothing at all."""
    if hint in KINDS:
        return dict(KINDS[hint].schema)
    if hint is type(None):
        return {"type": "null"}
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if attrs.has(hint):
        name = hint.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = _section(hint, definitions)
        return {"anyOf": [{"$ref": f"#/$defs/{name}"}, {"type": "null"}]}
    if get_origin(hint) is tuple:
        item = _of(get_args(hint)[0], definitions)
        if attrs.has(get_args(hint)[0]):
            item = item["anyOf"][0]  # an item is something, where a section may be empty
        return {"anyOf": [item, {"type": "array", "items": item}, {"type": "null"}]}
    choices = [_of(choice, definitions) for choice in get_args(hint)]
    if "anyOf" in choices[0]:
        choices = [*choices[0]["anyOf"], *choices[1:]]
    return {"anyOf": [choice for number, choice in enumerate(choices) if choice not in choices[:number]]}


def _default(default: object) -> dict[str, Any]:
    """A default that can be written down; what follows from elsewhere is in the description."""
    if isinstance(default, tuple):
        return {"default": list(default)}
    return {"default": default} if isinstance(default, (bool, int, str)) else {}


def _documentation(cls: type) -> tuple[str, dict[str, str]]:
    """The summary of a class and its attributes' descriptions, from its docstring."""
    head, _, listed = (inspect.getdoc(cls) or "").partition("Attributes:\n")
    entries = re.findall(r"^    (\w+): (.*(?:\n        .*)*)", listed, flags=re.MULTILINE)
    return _joined(head), {name: _sentence(_joined(words)) for name, words in entries}


def _joined(text: str) -> str:
    return " ".join(text.split())


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
