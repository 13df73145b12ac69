"""The door to the reader of `meta.cube`, which is loaded when there is something to read: many a project writes no meta.

The reader brings its tables of rules and words, whose patterns take long to make.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from floe_cube.cube.ast import Json
from floe_cube.diagnostics import Diagnostic, Place

__all__ = ["canonical", "read", "read_each"]

T = TypeVar("T")


def read(cls: type[T], value: Json, place: Place, path: str = "") -> tuple[T | None, tuple[Diagnostic, ...]]:
    """Read one value of the AST; see `reader.read`."""
    from floe_cube.cube import reader

    return reader.read(cls, value, place, path)


def read_each(cls: type[T], values: Json, place: Place, path: str) -> tuple[tuple[T, ...], tuple[Diagnostic, ...]]:
    """Read a list of values, or a mapping from their names; see `reader.read_each`."""
    from floe_cube.cube import reader

    return reader.read_each(cls, values, place, path)


def canonical(cls: type, value: Mapping[str, Any]) -> dict[str, Any]:
    """What people wrote, under the names that the AST uses; see `reader.canonical`."""
    from floe_cube.cube import reader

    return reader.canonical(cls, value)
