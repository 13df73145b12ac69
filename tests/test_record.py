"""Our frozen classes are like those of attrs in everything but what they cost."""

from __future__ import annotations

import inspect
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floe_cube import record
from floe_cube.cube.ast import Dimension
from floe_cube.ir.model import Column


def pair(decorator: Any) -> tuple[type, type]:
    """A class and one that inherits from it, as a decorator makes them."""

    @decorator
    class Point:
        """One."""

        x: int
        y: str = attrs.field(default="", repr=False)

    @decorator(kw_only=True)
    class Named(Point):
        """Its heir."""

        name: str = "n"

    return Point, Named


OURS, THEIRS = pair(record.frozen), pair(attrs.frozen)
VALUES = st.tuples(st.integers(0, 1), st.sampled_from(["", "a"]), st.booleans())


@given(VALUES, VALUES)
def test_it_compares_hashes_and_shows_itself_as_in_attrs(
    one: tuple[int, str, bool], other: tuple[int, str, bool]
) -> None:
    ours = [OURS[is_heir](*data) for *data, is_heir in (one, other)]
    theirs = [THEIRS[is_heir](*data) for *data, is_heir in (one, other)]
    assert (ours[0] == ours[1]) is (theirs[0] == theirs[1])
    assert (ours[0] != ours[1]) is (theirs[0] != theirs[1])
    assert repr(ours) == repr(theirs)
    assert ours[0] != theirs[0]
    assert len(set(ours)) == len(set(theirs))


def test_nothing_can_be_assigned() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        OURS[0](1).x = 2


def test_identity_counts_where_nothing_else_is_to() -> None:
    made: Any = record.frozen(type("Alone", (), {"__annotations__": {"x": int}}), eq=False)
    assert made(1) != made(1)
    assert attrs.evolve(made(1), x=2).x == 2


@record.frozen(kw_only=True)
class Made:
    """What a maker makes."""

    x: int
    y: str = ""


MAKE = record.maker(Made)


@given(st.integers(), st.text())
def test_what_a_maker_makes_is_as_frozen_as_any(x: int, y: str) -> None:
    made: Any = MAKE(x=x, y=y)
    assert type(made) is Made
    assert made == Made(x=x, y=y)
    assert attrs.evolve(made, x=x + 1) == Made(x=x + 1, y=y)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        made.x = 2  # type: ignore[misc]


@pytest.mark.parametrize("cls", [Made, Column, Dimension])
def test_a_maker_takes_and_defaults_to_what_its_class_does(cls: Any) -> None:
    ours, theirs = (inspect.signature(made).parameters.values() for made in (record.maker(cls), cls))
    assert [(p.name, p.kind, p.default) for p in ours] == [(p.name, p.kind, p.default) for p in theirs]
    needed = {part.name: "x" for part in attrs.fields(cls) if part.default is attrs.NOTHING}
    assert record.maker(cls)(**needed) == cls(**needed)
