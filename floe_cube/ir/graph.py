"""Walking a graph: dbt's nodes, or members that read one another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

__all__ = ["reach"]


def reach(start: Iterable[str], edges: Mapping[str, Collection[str]], steps: int | None = None) -> set[str]:
    """The nodes within so many steps along the edges, the start included; all of them without a limit."""
    found = set(start)
    frontier = found
    while frontier and steps != 0:
        frontier = {there for here in frontier for there in edges.get(here, ())} - found
        found |= frontier
        steps = None if steps is None else steps - 1
    return found
