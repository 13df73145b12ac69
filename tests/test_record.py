"""Our frozen classes are like those of attrs in everything but what they cost."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floe_cube import record


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
