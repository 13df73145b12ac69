"""The AST's annotations as data: what the renderer, the reader of `meta.cube` and the JSON Schemas interpret."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Mapping
from typing import Any, TypeVar

import attrs

from floe_cube.record import frozen

T = TypeVar("T")


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
        part: the attribute of its owner that holds it, if the owner does not itself.
    """

    attribute: str
    key: str
    type: Any
    default: Any
    flatten: bool
    unwritten: bool
    verbatim: bool
    camelized: bool
    part: str = ""

    def of(self, owner: object) -> Any:
        """Its value."""
        return getattr(getattr(owner, self.part) if self.part else owner, self.attribute)


@functools.cache
def properties(cls: type) -> tuple[Property, ...]:
    """The properties of an AST class in the order in which they are written."""
    import floe_cube.cube.ast as ast

    hints = {
        name: hint
        for base in reversed(cls.__mro__)
        for name, hint in inspect.get_annotations(base, globals=vars(ast), eval_str=True).items()
    }
    found: list[Property] = []
    for field in attrs.fields(cls):
        if field.metadata.get("part"):
            found += (attrs.evolve(prop, part=field.name) for prop in properties(hints[field.name]))
            continue
        prop = Property(
            attribute=field.name,
            key=field.metadata.get("key", field.name),
            type=hints[field.name],
            default=field.default,
            flatten=bool(field.metadata.get("flatten")),
            unwritten=bool(field.metadata.get("unwritten")),
            verbatim=bool(field.metadata.get("verbatim")),
            camelized=bool(field.metadata.get("camelized")),
        )
        found.append(prop)
    return tuple(found)


def build(cls: type[T], values: Mapping[str, Any]) -> T:
    """An object of an AST class by the values of its properties, each in its part."""
    own = dict(values)
    parts: dict[str, dict[str, Any]] = {}
    of_ast: type = cls
    for prop in properties(of_ast):
        if prop.part and prop.attribute in own:
            parts.setdefault(prop.part, {})[prop.attribute] = own.pop(prop.attribute)
    kinds = {field.name: type(field.default) for field in attrs.fields(of_ast) if field.name in parts}
    return cls(**own, **{name: kinds[name](**inside) for name, inside in parts.items()})
