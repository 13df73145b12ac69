"""Every property of Cube's data model is reachable from dbt's meta, and shown by a golden case that real Cube accepts.

The property table is the AST itself; what a case shows is what its compiled model holds. That Cube accepts the cases is tested in
test_golden.py.
"""

from __future__ import annotations

import functools
import typing
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from floe_cube import Artifacts, compile
from floe_cube.config_reading import read_config
from floe_cube.cube import ast
from floe_cube.cube.fields import properties

GOLDEN = Path(__file__).parents[1] / "golden"
#: What no case can show: an `auto_rollup` is refused, for it breaks the cube in the Cube that everybody can have.
REFUSED = frozenset({"PreAggregation.max_pre_aggregations"})
#: What meta may say and no case can show: views that say so are written out in full, for what is said of their members goes for these too.
WRITTEN_OUT = frozenset({"View.extends", "ViewCube.split"})
ROOTS = (ast.Cube, ast.View, ast.ViewGroup)


def classes(cls: type, seen: set[type]) -> set[type]:
    """A class of the AST and all that may stand inside it."""
    if cls not in seen:
        seen.add(cls)
        for prop in properties(cls):
            for inner in inside(prop.type):
                classes(inner, seen)
    return seen


def inside(kind: object) -> Iterator[type]:
    """The classes of the AST in an annotation."""
    if isinstance(kind, type) and attrs.has(kind) and kind.__module__ == ast.__name__:
        yield kind
    if isinstance(kind, typing.ForwardRef):
        yield from inside(getattr(ast, kind.__forward_arg__))
    for part in typing.get_args(kind):
        yield from inside(part)


@functools.cache
def known() -> frozenset[str]:
    """`Class.property` of everything that can be written."""
    found: set[type] = set()
    roots: tuple[type, ...] = ROOTS
    for root in roots:
        classes(root, found)
    return frozenset(
        f"{cls.__name__}.{prop.key}"
        for cls in found
        for prop in properties(cls)
        if not prop.unwritten and not prop.flatten
    )


def used(value: object) -> Iterator[str]:
    """`Class.property` of everything that a part of a model says."""
    if isinstance(value, tuple):
        for item in value:
            yield from used(item)
        return
    cls: type = type(value)
    if attrs.has(cls) and cls.__module__ == ast.__name__:
        for prop in properties(cls):
            part = prop.of(value)
            if not prop.unwritten and part not in (None, ()):
                yield f"{cls.__name__}.{prop.key}"
                yield from used(part)


@functools.cache
def shown() -> dict[str, str]:
    """Each property that a case shows -> the first such case."""
    found: dict[str, str] = {}
    for said in sorted(GOLDEN.rglob("expected/diagnostics.txt")):
        case = said.parents[1]
        if not said.read_text().endswith("exit code 0\n") or not (case / "manifest.json").exists():
            continue
        config, _ = read_config((case / "floe.yaml").read_text() if (case / "floe.yaml").exists() else "", "floe.yaml")
        catalog = (case / "catalog.json").read_bytes() if (case / "catalog.json").exists() else None
        artifacts = Artifacts(manifest=(case / "manifest.json").read_bytes(), catalog=catalog, config=config)
        model = compile(artifacts).model
        for name in used((*model.cubes, *model.views, *model.view_groups)):
            found.setdefault(name, str(case.relative_to(GOLDEN)))
    return found


@pytest.mark.parametrize("name", sorted(known() - REFUSED - WRITTEN_OUT))
def test_a_case_shows_it(name: str) -> None:
    assert name in shown(), f"no golden case shows `{name}`"


def test_the_table_is_not_empty() -> None:
    assert len(known()) > 150
