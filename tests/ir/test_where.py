"""Filters of the semantic layer, read by our own grammar."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floe_cube.ir.where import DimensionRef, EntityRef, MetricRef, Reference, WhereError, parse, parse_item


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("Dimension('booking__channel')", DimensionRef(path=("booking",), name="channel")),
        ('Dimension("booking__channel")', DimensionRef(path=("booking",), name="channel")),
        ("Dimension(name='booking__channel')", DimensionRef(path=("booking",), name="channel")),
        (
            "Dimension('country__continent', entity_path=['customer'])",
            DimensionRef(path=("customer", "country"), name="continent"),
        ),
        ("Dimension('a__b', ['c', 'd',])", DimensionRef(path=("c", "d", "a"), name="b")),
        ("Dimension('a__b').grain('WEEK')", DimensionRef(path=("a",), name="b", grain="week")),
        ("Dimension('a__b').date_part('year')", DimensionRef(path=("a",), name="b", part="year")),
        ("TimeDimension('metric_time', 'month')", DimensionRef(name="metric_time", grain="month")),
        ("TimeDimension('metric_time__month')", DimensionRef(name="metric_time", grain="month")),
        ("TimeDimension('a__b', 'day', ['c'])", DimensionRef(path=("c", "a"), name="b", grain="day")),
        ("TimeDimension('a__b', date_part_name='DAY')", DimensionRef(path=("a",), name="b", part="day")),
        ("TimeDimension('a__b__quarter')", DimensionRef(path=("a",), name="b", grain="quarter")),
        ("Entity('customer')", EntityRef(name="customer")),
        (
            "Entity('booking__customer', entity_path=['payment'])",
            EntityRef(path=("payment", "booking"), name="customer"),
        ),
        ("Metric('bookings', group_by=['customer'])", MetricRef(name="bookings", group_by=("customer",))),
        ("Metric('bookings', 'customer')", MetricRef(name="bookings", group_by=("customer",))),
        (r"Dimension('a__\'b')", DimensionRef(path=("a",), name="'b")),
    ],
)
def test_a_call(text: str, reference: Reference) -> None:
    assert parse(f"{{{{ {text} }}}} = 1").parts == (reference, " = 1")
    assert parse_item(text) == reference


def test_a_filter_is_text_and_references() -> None:
    where = parse("  ({{Dimension('a__b')}} = '}' or {{ Entity('c') -}} in (1)) ")
    assert where.parts == (
        "  (", DimensionRef(path=("a",), name="b"), " = '}' or ", EntityRef(name="c"), " in (1)) "
    )  # fmt: skip
    assert where.text == "({{Dimension('a__b')}} = '}' or {{ Entity('c') -}} in (1))"
    assert parse("1 = 1").parts == ("1 = 1",)
    assert parse("").parts == ()


def test_a_bare_name() -> None:
    assert parse_item(" customer__segment ") == DimensionRef(path=("customer",), name="segment")
    assert parse_item("metric_time__week") == DimensionRef(name="metric_time", grain="week")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("{% if true %}", "statement or a comment"),
        ("{# no #}", "statement or a comment"),
        ("{{ Dimension('a__b')", "never closed"),
        ("{{ Dimension('a__b') + 1 }}", "cannot be read"),
        ("{{ Dimension('a__b') 'c' }}", "`.` is expected where `'c'` stands"),
        ("{{ 'a__b' }}", "a call such as"),
        ("{{ }}", "a call such as"),
        ("{{ Dimension }}", "`(` is expected at the end"),
        ("{{ Dimension('a__b' }}", "`,` is expected at the end"),
        ("{{ Dimension('a__b' 'c') }}", "`,` is expected where `'c'` stands"),
        ("{{ Dimension(b) }}", "`[` is expected where `b` stands"),
        ("{{ Dimension(['a__b']) }}", "a name is missing"),
        ("{{ Dimension('') }}", "a name is missing"),
        ("{{ Dimension('a__b', [['c']]) }}", "a list holds texts only"),
        ("{{ Dimension('a__b', ['c' 'd']) }}", "`,` is expected where"),
        ("{{ Dimension('b') }}", "does not say whose dimension"),
        ("{{ Dimension('a__b', 'c', 'd') }}", "so many arguments"),
        ("{{ Dimension('a__b', colour='c') }}", "does not take `colour`"),
        ("{{ Dimension('a__b', name='c') }}", "given `name` twice"),
        ("{{ Dimension('a__b').upper() }}", "has no `upper`"),
        ("{{ Metric('m') }}", "needs `group_by`"),
        ("{{ Entity('e').grain('day') }}", "`grain` is not one of"),
        ("{{ var('x') }}", "`var` is not one of"),
    ],
)
def test_what_cannot_be_read(text: str, problem: str) -> None:
    with pytest.raises(WhereError) as error:
        parse(text)
    assert problem in str(error.value)


def test_an_item_with_something_behind_it() -> None:
    with pytest.raises(WhereError, match="behind"):
        parse_item("Dimension('a__b')}} = 1")


@given(st.text(alphabet="{}%#()[]'\"\\.,=_ aDimensoEtyMrc", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (parse, parse_item):
        with contextlib.suppress(WhereError):
            reader(text)


@given(st.text(alphabet=st.characters(blacklist_characters="{"), max_size=80))
def test_text_without_braces_is_itself(text: str) -> None:
    assert "".join(map(str, parse(text).parts)) == text
