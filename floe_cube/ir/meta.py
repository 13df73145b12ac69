"""dbt's `meta`: what people write for tools like this one, merged from every place where dbt keeps it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

#: A value of JSON, deeply immutable: mappings are `MappingProxyType`, lists are tuples.
Json: TypeAlias = Mapping[str, Any] | tuple[Any, ...] | str | int | float | bool | None
Meta: TypeAlias = Mapping[str, Any]

EMPTY: Meta = MappingProxyType({})


#: Nobody's meta is deeper; `meta.cube` is reported long before. Functions that call themselves must end somewhere.
DEEPEST = 64


def freeze(value: Any, depth: int = 0) -> Any:
    """The same JSON, deeply immutable; what is nested more deeply than `DEEPEST` is left out."""
    if depth > DEEPEST:
        return None
    if isinstance(value, Mapping):
        return MappingProxyType({key: freeze(part, depth + 1) for key, part in value.items()})
    if isinstance(value, list | tuple):
        return tuple([freeze(part, depth + 1) for part in value])
    return value


def merge(*layers: Mapping[str, Any] | None) -> Meta:
    """One `meta` out of several; a later layer wins, and mappings are merged key by key.

    dbt 1.10+ keeps `meta` both on the node and in its `config`, older and some newer versions in one of them only, and an
    empty one may stand beside a filled one: so no place can be trusted to be complete.
    """
    return functools.reduce(_merged, [freeze(layer) for layer in layers if layer], EMPTY)


def _merged(one: Meta, other: Meta) -> Meta:
    if not one or one == other:
        return other
    both = {
        key: _merged(one[key], value) if isinstance(value, Mapping) and isinstance(one.get(key), Mapping) else value
        for key, value in other.items()
    }
    return MappingProxyType({**one, **both})
