"""The AST's annotations as data: what the renderer, the reader of `meta.cube` and the JSON Schemas interpret."""

from __future__ import annotations

import functools
import typing
from typing import Any

import attrs

from floe_cube.record import frozen


@frozen
class Property:
    """One field of an AST class.

    Attributes:
        attribute: its name in Python.
        key: its name in Cube's YAML.
        type: its annotation, resolved (`tuple[Ref, ...]`, `Text | None`, a class of the AST, ...).
        default: its default, or `attrs.NOTHING` where it must be given.
        flatten: the fields of its value stand among those of its owner.
        unwritten: known to the compiler only.
        verbatim: Cube takes its strings as they stand.
        camelized: Cube changes the keys inside to camel case.
    """

    attribute: str
    key: str
    type: Any
    default: Any
    flatten: bool
    unwritten: bool
    verbatim: bool
    camelized: bool


@functools.cache
def properties(cls: type) -> tuple[Property, ...]:
    """The properties of an AST class in the order in which they are written."""
    import floe_cube.cube.ast as ast

    hints = typing.get_type_hints(cls, vars(ast))
    return tuple(
        Property(
            attribute=field.name,
            key=field.metadata.get("key", field.name),
            type=hints[field.name],
            default=field.default,
            flatten=bool(field.metadata.get("flatten")),
            unwritten=bool(field.metadata.get("unwritten")),
            verbatim=bool(field.metadata.get("verbatim")),
            camelized=bool(field.metadata.get("camelized")),
        )
        for field in attrs.fields(cls)
    )
