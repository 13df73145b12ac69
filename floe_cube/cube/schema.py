"""JSON Schemas of the data model, generated from the AST's annotations.

`meta_cube_schema` describes what people write under `meta: {cube: ...}` in dbt's YAML, for editors to complete it;
`cube_schema` describes the files that are generated. Both know shapes and words, not what `rules` asks of a value as a
whole, and only the spelling of Cube's documentation (`sql_table`), though the reader takes others too.
"""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs
from attrs import field

from floe_cube.cube import ast
from floe_cube.cube.fields import Property, properties
from floe_cube.cube.shapes import is_literal, is_named, keys, options, shapes, telling
from floe_cube.cube.words import NAME, REF, WORDS
from floe_cube.record import frozen

__all__ = ["cube_schema", "meta_cube_schema"]

Schema: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_ID = "https://floe-cube.dev/schemas/{}/v1.json"
#: What a model's `meta.cube` has beside the properties of a cube.
_OWN_OF_MODEL: Mapping[str, Schema] = {
    "enabled": {
        "type": "boolean",
        "description": "false: no cube is made of the model. true: one is made of a seed, snapshot, source or time spine.",
    },
    "name": {"type": ["string", "number"], "description": "Name of the cube, where the model's own will not do."},
    "primary_key": {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "description": "The columns of the primary key, where dbt's tests and constraints do not tell.",
    },
    "reverse_joins": {
        "anyOf": [{"type": "boolean"}, {"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "description": "Joins back to models that refer to this one: `true` for all, or their names.",
    },
    "row_level": {
        "anyOf": [
            {"const": "exempt"},
            {
                "type": "object",
                "minProperties": 1,
                "additionalProperties": {
                    "anyOf": [
                        {"type": "string", "minLength": 1},
                        {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
                    ]
                },
            },
        ],
        "description": "Who sees which rows: claims of the token by the columns that must equal them, or `exempt`, everybody all.",
    },
}
_OWN_OF_COLUMN: Mapping[str, Schema] = {
    "enabled": {"type": "boolean", "description": "false: no dimension is made of the column."},
}


def cube_schema() -> Schema:
    """The JSON Schema of a data model: of a file of cubes, of views, or of view groups."""
    form = _Form()
    return {
        "$schema": _DIALECT,
        "$id": _ID.format("cube-schema"),
        "title": "Data model of Cube 1.7",
        **_object(ast.DataModel, form),
        "$defs": dict(sorted(form.definitions.items())),
    }


def meta_cube_schema() -> Schema:
    """The JSON Schema of `meta.cube`; under `$defs`, `model` and `column` for the two places where it may stand."""
    form = _Form(people=True)
    dimension = _object(ast.Dimension, form, complete=False)
    column_name = {"type": "string", "description": "Its name, or that of a column."}
    form.definitions["DimensionOfColumn"] = {
        **dimension,
        "description": "A dimension, or more about the one of the column that it is named like.",
        "properties": {**dimension["properties"], "name": column_name},
    }
    views, groups = (prop for prop in properties(ast.DataModel) if prop.key in ("views", "view_groups"))
    model = _object(ast.Cube, form, complete=False)
    del form.definitions["Dimension"]
    model["description"] = "`meta.cube` of a model: what its cube says beside what dbt knows."
    model["properties"] |= {
        "dimensions": _named("DimensionOfColumn"),
        "views": _property(ast.DataModel, views, form),
        "view_groups": _property(ast.DataModel, groups, form),
        **_OWN_OF_MODEL,
    }
    column = {
        **dimension,
        "properties": {**dimension["properties"], **_OWN_OF_COLUMN},
        "description": "`meta.cube` of a column: what its dimension says beside what dbt knows.",
    }
    return {
        "$schema": _DIALECT,
        "$id": _ID.format("meta-cube"),
        "title": "meta.cube",
        "description": "What people write under `meta: {cube: ...}` in dbt's YAML, of a model or of a column.",
        "anyOf": [{"$ref": "#/$defs/model"}, {"$ref": "#/$defs/column"}],
        "$defs": {"model": model, "column": column, **dict(sorted(form.definitions.items()))},
    }


# --- classes ---------------------------------------------------------------------------------------------------------
@frozen
class _Form:
    """Which of the two forms is described, and the classes that it needed so far.

    Attributes:
        people: as people write it: numbers for texts, one reference for a list of them, members by their names.
        definitions: grows.
    """

    people: bool = False
    definitions: dict[str, Schema] = field(factory=dict)


def _reference(cls: type, form: _Form) -> Schema:
    if cls.__name__ not in form.definitions:
        form.definitions[cls.__name__] = {}  # for a class that holds itself
        form.definitions[cls.__name__] = _object(cls, form)
    return {"$ref": f"#/$defs/{cls.__name__}"}


def _object(cls: type, form: _Form, complete: bool = True) -> Schema:
    """A class, the properties of its flattened value among its own.

    Args:
        complete: whether what the class cannot be without must be there.
    """
    described: dict[str, Schema] = {}
    ways: list[Schema] = []
    for prop in properties(cls):
        if prop.flatten:
            for shape in shapes(prop.type):
                for inner in properties(shape):
                    both = [*described.get(inner.key, {}).get("anyOf", ()), _property(shape, inner, form)]
                    described[inner.key] = {"anyOf": both}
                ways.append(_way(shape, shapes(prop.type), complete, form))
        elif not prop.unwritten:
            described[prop.key] = _property(cls, prop, form)
    required = [p.key for p in properties(cls) if p.default is attrs.NOTHING and not p.flatten] if complete else []
    if form.people and "name" in required:
        required.remove("name")  # where it is due, it may also be the key of a mapping
    return {
        "type": "object",
        "description": _summary(cls),
        "properties": {key: _simplest(schema) for key, schema in described.items()},
        **({"required": required} if required else {}),
        **({"anyOf": ways} if ways else {}),
        "additionalProperties": False,
    }


def _way(shape: type, all_shapes: Iterable[type], complete: bool, form: _Form) -> Schema:
    """One of the shapes of a flattened value: what it needs, and that the properties of the others are absent."""
    foreign = dict.fromkeys((key for other in all_shapes for key in keys(other) if key not in keys(shape)), False)
    words = {p.key: _property(shape, p, form) for p in properties(shape) if is_literal(p.type)}
    needed = list(telling(shape)) if complete else []
    return {**({"required": needed} if needed else {}), "properties": {**foreign, **words}}


def _summary(cls: type) -> str:
    """The first sentence of a class's docstring."""
    return " ".join((inspect.getdoc(cls) or "").split()).partition(". ")[0].removesuffix(".") + "."


# --- values ----------------------------------------------------------------------------------------------------------
def _property(cls: type, prop: Property, form: _Form) -> Schema:
    return _value(prop.type, f"{cls.__name__}.{prop.attribute}", form)


def _value(kind: Any, key: str, form: _Form) -> Schema:
    """A value by its annotation."""
    if kind == ast.Json:
        return {}
    if is_literal(kind):
        words = list(typing.get_args(kind))
        return {"const": words[0]} if len(words) == 1 else {"enum": words}
    if typing.get_origin(kind) is tuple:
        return _list(typing.get_args(kind)[0], key, form)
    if attrs.has(kind):
        return _reference(kind, form)
    if len(options(kind)) > 1 or options(kind)[0] is not kind:
        several = len(shapes(kind)) > 1  # then it must be told which
        parts = [
            {**_reference(option, form), "required": list(telling(option))}
            if several and attrs.has(option)
            else _value(option, key, form)
            for option in options(kind)
        ]
        return _simplest({"anyOf": parts})
    return _scalar(kind, key, form)


def _scalar(kind: Any, key: str, form: _Form) -> Schema:
    types = {bool: "boolean", int: "integer", float: "number"}
    if kind in types:
        return {"type": types[kind]}
    grammar = {ast.Name: NAME, ast.Ref: REF}.get(kind)
    if kind is ast.Plain:
        grammar = WORDS.get(key) or WORDS.get(key.rpartition(".")[2])
    if grammar is None:
        return {"type": ["string", "number"] if form.people and kind in (ast.Text, ast.Sql) else "string"}
    described = {
        "type": "string",
        "description": f"{grammar.what[:1].upper()}{grammar.what[1:]}, as `{grammar.example}`.",
    }
    if grammar.pattern and not (form.people and kind is ast.Ref):  # people may put braces around a reference
        described["pattern"] = grammar.pattern
    return described


def _list(kind: Any, key: str, form: _Form) -> Schema:
    several = {"type": "array", "items": _value(kind, key, form)}
    if form.people and kind in (ast.Ref, ast.Name, ast.Plain):
        return {"anyOf": [several, several["items"]]}
    if form.people and is_named(kind):
        _reference(kind, form)
        return _named(kind.__name__)
    return several


def _named(definition: str) -> Schema:
    """A list of things that have names, or a mapping from their names."""
    reference = {"$ref": f"#/$defs/{definition}"}
    return {
        "anyOf": [
            {"type": "array", "items": {**reference, "required": ["name"]}},
            {"type": "object", "additionalProperties": reference},
        ]
    }


def _simplest(schema: Schema) -> Schema:
    """Alternatives once each; of words one list; a single alternative is none."""
    if "anyOf" not in schema:
        return schema
    alternatives = functools.reduce(
        lambda seen, part: seen if part in seen else [*seen, part], schema["anyOf"], list[Schema]()
    )
    worded = [part for part in alternatives if part.keys() <= {"enum", "const"}]
    words = [word for part in worded for word in part.get("enum", [part.get("const")])]
    rest = [part for part in alternatives if part not in worded]
    if len(worded) > 1:
        rest.insert(0, {"enum": list(dict.fromkeys(words))})
    else:
        rest = alternatives
    return rest[0] if len(rest) == 1 else {"anyOf": rest}
