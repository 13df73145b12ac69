"""dbt's `meta`: what people write for tools like this one, merged from every place where dbt keeps it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

#: A value of JSON, deeply immutable: mappings are `MappingProxyType`, lists are tuples.
Json: TypeAlias = Mapping[str, Any] | tuple[Any, ...] | str | int | float | bool | None
Meta: TypeAlias = Mapping[str, Any]

EMPTY: Meta = MappingProxyType({})


def freeze(value: Any) -> Any:
    """The same JSON, deeply immutable."""
    if isinstance(value, Mapping):
        return MappingProxyType({key: freeze(part) for key, part in value.items()})
    if isinstance(value, list | tuple):
        return tuple(freeze(part) for part in value)
    return value


def merge(*layers: Mapping[str, Any] | None) -> Meta:
    """One `meta` out of several; a later layer wins, and mappings are merged key by key.

    dbt 1.10+ keeps `meta` both on the node and in its `config`, older and some newer versions in one of them only, and an
    empty one may stand beside a filled one: so no place can be trusted to be complete.
    """
    filled = [layer for layer in layers if layer]
    if not filled:
        return EMPTY
    if len(filled) == 2 and filled[0] == filled[1]:
        filled.pop()
    merged: dict[str, Any] = {}
    for layer in filled:
        _merge_into(merged, layer)
    frozen: Meta = freeze(merged)
    return frozen


def _merge_into(target: dict[str, Any], layer: Mapping[str, Any]) -> None:
    for key, value in layer.items():
        known = target.get(key)
        if isinstance(known, Mapping) and isinstance(value, Mapping):
            target[key] = dict(known)
            _merge_into(target[key], value)
        else:
            target[key] = value
