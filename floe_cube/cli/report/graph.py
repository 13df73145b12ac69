"""Where the cubes stand in the picture of their joins: referring cubes left, the cubes that they refer to right of them.

A layered drawing, after Sugiyama: ranks by the longest way, the order within a rank by the mean of the neighbours, and a free place
in every rank that a join passes, as long as there are few. A rank that is too tall takes several columns, and a chain that is too
long goes on below. What no join connects stands in blocks of its own.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

__all__ = ["HEIGHT", "WIDTH", "Picture", "Point", "layout"]

#: A cube's box, and the space to the next one: beside it within a rank, to the next rank, below.
WIDTH, HEIGHT = 190, 34
BESIDE, ONWARD, BELOW = 26, 110, 14
#: Between the blocks of cubes that no join connects.
APART = 60
#: How much wider than high the whole should be.
SHAPE = 1.6
SWEEPS = 6
#: Up to so many connected cubes, joins go round the ranks that they pass; of more nobody follows a single line.
FEW = 80
#: Between the names of a join's cubes in that of a place that it passes.
PASSING = "\0"


class Point(NamedTuple):
    """The upper left corner of a box."""

    x: float
    y: float


class Picture(NamedTuple):
    """Where the cubes stand, and the boxes left free for the joins that pass between them: (cube, other cube) -> corners."""

    places: dict[str, Point]
    ways: dict[tuple[str, str], tuple[Point, ...]]


Edges = Mapping[str, Collection[str]]
Block = Mapping[str, Point]


def layout(cubes: Iterable[str], joins: Iterable[tuple[str, str]]) -> Picture:
    """A place for every cube. The same for any order of the input."""
    onward: dict[str, set[str]] = {cube: set() for cube in sorted(cubes)}
    back: dict[str, set[str]] = {cube: set() for cube in onward}
    for cube, other in joins:
        if cube != other and cube in onward and other in onward:
            onward[cube].add(other)
            back[other].add(cube)
    groups = sorted(_connected(onward, back), key=lambda group: (-len(group), group))
    blocks = [_block(group, onward, back) for group in groups if len(group) > 1]
    if alone := [group[0] for group in groups if len(group) == 1]:
        blocks.append(_placed([_split(alone)], math.inf))
    packed = _packed(blocks)
    ways: dict[tuple[str, str], tuple[Point, ...]] = {}
    for name in sorted(name for name in packed if PASSING in name):
        cube, other, _ = name.split(PASSING)
        ways[cube, other] = (*ways.get((cube, other), ()), packed.pop(name))
    return Picture(packed, ways)


def _connected(onward: Edges, back: Edges) -> Iterator[list[str]]:
    seen: set[str] = set()
    for cube in onward:
        if cube in seen:
            continue
        group, frontier = {cube}, [cube]
        while frontier:
            here = frontier.pop()
            new = {*onward[here], *back[here]} - group
            group |= new
            frontier += new
        seen |= group
        yield sorted(group)


# --- one block -------------------------------------------------------------------------------------------------------
def _block(group: Sequence[str], onward: Edges, back: Edges) -> Block:
    ranks = _ranks(group, onward, back)
    if len(group) <= FEW:
        onward, back = _passing(ranks, onward)
    ranks = _ordered(ranks, onward, back)
    tallest = _tallest(sum(map(len, ranks)))
    columns = [_split(rank, tallest) for rank in ranks]
    width = sum(len(rank) for rank in columns) * (WIDTH + BESIDE) + len(columns) * ONWARD
    height = max(len(column) for rank in columns for column in rank) * (HEIGHT + BELOW)
    too_wide = width > 3 * SHAPE * max(height, 4 * (WIDTH + ONWARD))
    return _placed(columns, math.sqrt(width * height * SHAPE) if too_wide else math.inf)


def _tallest(count: int) -> int:
    """So many boxes one above the other make a block of so many boxes as wide as it should be."""
    return max(8, math.ceil(math.sqrt(count * (WIDTH + BESIDE) / (HEIGHT + BELOW) / SHAPE)))


def _ranks(group: Sequence[str], onward: Edges, back: Edges) -> list[list[str]]:
    """The cubes by the longest way that leads to them; joins that close a circle do not count."""
    rank: dict[str, int] = {}
    for cube in reversed(_topological(group, onward)):
        before = [rank[other] + 1 for other in back[cube] if other in rank]
        rank[cube] = max(before, default=0)
    for cube in group:  # nothing leads to it: it may stand beside the first that it refers to
        after = [rank[other] for other in onward[cube]]
        if rank[cube] == 0 and after:
            rank[cube] = max(0, min(after) - 1)
    ranks: list[list[str]] = [[] for _ in range(max(rank.values()) + 1)]
    for cube in group:
        ranks[rank[cube]].append(cube)
    return [members for members in ranks if members]


def _passing(ranks: list[list[str]], onward: Edges) -> tuple[Edges, Edges]:
    """The joins in steps from rank to rank; the places that they pass are added to the ranks."""
    at = {cube: number for number, rank in enumerate(ranks) for cube in rank}
    steps: dict[str, set[str]] = {cube: set() for cube in at}
    for cube in sorted(at):
        for other in sorted(onward[cube]):
            chain = [f"{cube}{PASSING}{other}{PASSING}{number:04}" for number in range(at[cube] + 1, at[other])]
            for number, place in enumerate(chain, at[cube] + 1):
                ranks[number].append(place)
                steps[place] = set()
            for here, there in pairwise([cube, *chain, other]):
                steps[here].add(there)
    back: dict[str, set[str]] = {place: set() for place in steps}
    for here, following in steps.items():
        for there in following:
            back[there].add(here)
    return steps, back


def _topological(group: Sequence[str], onward: Edges) -> list[str]:
    """Each cube after those that it refers to, except where they go round in a circle."""
    done: dict[str, None] = {}
    entered: set[str] = set()
    for start in sorted(group, key=lambda cube: (-len(onward[cube]), cube)):
        stack = [(start, iter(sorted(onward[start])))]
        entered.add(start)
        while stack:
            cube, others = stack[-1]
            following = next((other for other in others if other not in entered), None)
            if following is None:
                done.setdefault(cube)
                stack.pop()
            else:
                entered.add(following)
                stack.append((following, iter(sorted(onward[following]))))
    return list(done)


def _ordered(ranks: list[list[str]], onward: Edges, back: Edges) -> list[list[str]]:
    """Each rank in the order of the neighbours' means, forth and back a few times."""
    at = {cube: place / len(rank) for rank in ranks for place, cube in enumerate(rank)}
    for sweep in range(SWEEPS):
        near = back if sweep % 2 == 0 else onward
        for rank in ranks if sweep % 2 == 0 else reversed(ranks):
            means = {
                cube: sum(at[other] for other in near[cube]) / len(near[cube]) if near[cube] else at[cube]
                for cube in rank
            }
            rank.sort(key=lambda cube: (means[cube], cube))
            at.update((cube, place / len(rank)) for place, cube in enumerate(rank))
    return ranks


def _split(rank: Sequence[str], tallest: int | None = None) -> list[list[str]]:
    """The columns of a rank, neighbours beside each other, so that the order from top to bottom stays."""
    count = math.ceil(len(rank) / (tallest or _tallest(len(rank))))
    return [list(rank[start::count]) for start in range(count)]


def _placed(ranks: Sequence[Sequence[Sequence[str]]], widest: float) -> Block:
    """A place for each cube; ranks beyond the widest go on below."""
    places: dict[str, Point] = {}
    x = y = 0.0
    band: list[tuple[float, Sequence[str]]] = []

    def close() -> float:
        high = max(len(column) for _, column in band)
        for left, column in band:
            top = y + (high - len(column)) * (HEIGHT + BELOW) / 2
            places.update((cube, Point(left, top + row * (HEIGHT + BELOW))) for row, cube in enumerate(column))
        return y + high * (HEIGHT + BELOW) + APART

    for columns in ranks:
        if band and x > widest:
            x, y, band = 0.0, close(), []
        for column in columns:
            band.append((x, column))
            x += WIDTH + BESIDE
        x += ONWARD - BESIDE
    close()
    return places


# --- all blocks ------------------------------------------------------------------------------------------------------
def _packed(blocks: Sequence[Block]) -> dict[str, Point]:
    """Blocks on shelves, the largest first."""
    sizes = [_size(block) for block in blocks]
    wide = max((width for width, _ in sizes), default=0)
    target = max(wide, math.sqrt(sum((w + APART) * (h + APART) for w, h in sizes) * SHAPE))
    places: dict[str, Point] = {}
    x = y = shelf = 0.0
    for block, (width, height) in zip(blocks, sizes, strict=True):
        if x and x + width > target:
            x, y, shelf = 0.0, y + shelf + APART, 0.0
        places.update((cube, Point(round(x + left), round(y + top))) for cube, (left, top) in block.items())
        x += width + APART
        shelf = max(shelf, height)
    return places


def _size(block: Block) -> tuple[float, float]:
    return max(p.x for p in block.values()) + WIDTH, max(p.y for p in block.values()) + HEIGHT
