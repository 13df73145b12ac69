"""Questions about the AST's annotations, for those that interpret them: the reader of `meta.cube` and the JSON Schemas."""

from __future__ import annotations

import functools
import typing
from typing import Any, Literal

import attrs

from floe_cube.cube.fields import properties

__all__ = ["is_literal", "is_named", "keys", "options", "shapes", "telling"]


@functools.cache
def keys(cls: type) -> tuple[str, ...]:
    """The names of a class's properties in Cube, those of its flattened values among them."""
    names: list[str] = []
    for prop in properties(cls):
        if prop.flatten:
            names += (key for shape in shapes(prop.type) for key in keys(shape))
        elif not prop.unwritten:
            names.append(prop.key)
    return tuple(dict.fromkeys(names))


def options(kind: Any) -> tuple[Any, ...]:
    """What a union may be, None aside; of anything else, itself."""
    parts = typing.get_args(kind) if not is_literal(kind) and typing.get_origin(kind) is not tuple else ()
    return tuple(part for part in parts if part is not type(None)) or (kind,)


def shapes(kind: Any) -> tuple[type, ...]:
    """The classes among the options of a union."""
    return tuple(option for option in options(kind) if attrs.has(option))


@functools.cache
def telling(cls: type) -> tuple[str, ...]:
    """The properties that tell a class from others: those it cannot be without, and its words, defaults or not."""
    return tuple(p.key for p in properties(cls) if p.default is attrs.NOTHING or is_literal(p.type))


def is_named(kind: Any) -> bool:
    """Whether values of a class cannot be without a name, so that they may stand in a mapping from their names."""
    return attrs.has(kind) and "name" in telling(kind)


def is_literal(kind: Any) -> bool:
    """Whether an annotation lists words."""
    return typing.get_origin(kind) is Literal
