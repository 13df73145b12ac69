"""A cube's own name in the SQL of its members, as `CUBE`: what extends the cube inherits the SQL, where that name is another cube's.

Cube refuses most of such members, and with them the whole model; a measure whose filter says `{orders}.paid` it joins to that
other cube, and counts other rows. Tried in Cube 1.7.43.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from functools import cache, partial
from typing import Any

import attrs

from floe_cube.cube.ast import Cube
from floe_cube.cube.protect import Draft
from floe_cube.cube.walk import member_names

__all__ = ["by_cube"]

_HOLDS_SQL = re.compile(r"\bSql\b")


def by_cube(drafts: Iterable[Draft], extended: Collection[str]) -> list[Draft]:
    """The drafts; those whose cubes are extended call themselves `CUBE`."""
    return [attrs.evolve(d, cube=_renamed(d.cube)) if d.cube.name in extended else d for d in drafts]


def _renamed(cube: Cube) -> Cube:
    own = re.compile(r"(?<!\\)\{\s*" + cube.name + r"(?:\.(\w+))?\s*\}(\s*\.)?")
    is_member = cube.name in member_names(cube)

    def said(match: re.Match[str]) -> str:
        member, dot = match.groups()
        if member is None and dot is None and is_member:  # in its own cube it is the column of that name
            member = cube.name
        return f"{{CUBE{'.' + member if member else ''}}}{dot or ''}"

    replaced = partial(own.sub, said)
    return attrs.evolve(
        cube,
        dimensions=_in_sql(cube.dimensions, replaced),
        measures=_in_sql(cube.measures, replaced),
        segments=_in_sql(cube.segments, replaced),
    )


def _in_sql(part: Any, replaced: Callable[[str], str]) -> Any:
    """A part of a cube with all SQL in it replaced; the same object where nothing is."""
    if isinstance(part, tuple):
        parts = tuple(_in_sql(each, replaced) for each in part)
        return part if all(old is new for old, new in zip(part, parts, strict=True)) else parts
    kind: Any = type(part)
    if not attrs.has(kind):
        return part
    changed = {}
    for name, holds_sql in _fields(kind):
        value = getattr(part, name)
        new = (replaced(value) if holds_sql else value) if isinstance(value, str) else _in_sql(value, replaced)
        if new != value:
            changed[name] = new
    return attrs.evolve(part, **changed) if changed else part


@cache
def _fields(kind: Any) -> tuple[tuple[str, bool], ...]:
    return tuple((each.name, bool(_HOLDS_SQL.search(str(each.type)))) for each in attrs.fields(kind))
