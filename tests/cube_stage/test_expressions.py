"""SQL of the semantic layer becomes SQL of Cube: columns, and names of metrics, and nothing else."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floe_cube.cube.expressions import Columns, Unreadable, columns_of, is_column, qualified, substituted
from floe_cube.cube.sql import check_sql
from floe_cube.diagnostics import Place
from floe_cube.ir.dialects import dialect
from floe_cube.ir.model import Column, Model


def columns(*names: str, adapter: str = "duckdb", complete: bool = True) -> Columns:
    found = tuple(Column(name=name, exact=complete) for name in names)
    return columns_of(
        Model(unique_id="model.p.m", name="m", package="p", place=Place(), relation="m", columns=found),
        dialect(adapter),
    )


KNOWN = columns("id", "amount", "status", "created_at", "date", "day", "First Name", "payload")


@pytest.mark.parametrize(
    ("expr", "sql"),
    [
        ("amount", "{CUBE}.amount"),
        ("AMOUNT", "{CUBE}.amount"),
        ("amount / nullif(amount, 0)", "{CUBE}.amount / nullif({CUBE}.amount, 0)"),
        (
            "case when status = 'amount' then 1 else 0 end",
            "case when {CUBE}.status = 'amount' then 1 else 0 end",
        ),
        ("cast(amount as date)", "cast({CUBE}.amount as date)"),
        ("amount::date", "{CUBE}.amount::date"),
        ("date - interval 1 day", "{CUBE}.date - interval 1 day"),
        ("date '2025-01-01'", "date '2025-01-01'"),
        ("extract(day from created_at)", "extract(day from {CUBE}.created_at)"),
        ("date_trunc('day', created_at)", "date_trunc('day', {CUBE}.created_at)"),
        ("date(created_at)", "date({CUBE}.created_at)"),
        ("payload.amount", "{CUBE}.payload.amount"),
        ('"First Name" || "other"', '{CUBE}."First Name" || {CUBE}."other"'),
        ("coalesce(amount, unheard_of)", "coalesce({CUBE}.amount, unheard_of)"),
        ("amount -- in cents\n+ 1", "{CUBE}.amount  + 1"),
        ("amount /* {x} */ + 1", "{CUBE}.amount   + 1"),
        ("status = '{x}'", r"{CUBE}.status = '\{x\}'"),
        ("status ~ '\\d'", r"{CUBE}.status ~ '\\d'"),
        ("status = 'it''s'", "{CUBE}.status = 'it''s'"),
        ("1", "1"),
        ("-amount * 1.5e3", "-{CUBE}.amount * 1.5e3"),
    ],
)
def test_columns_are_qualified(expr: str, sql: str) -> None:
    assert qualified(expr, KNOWN) == sql


def test_a_word_that_nobody_documented_may_be_a_column() -> None:
    some = columns("id", complete=False)
    assert qualified("price * quantity", some) == "{CUBE}.price * {CUBE}.quantity"
    assert qualified("date_trunc(month, at)", some) == "date_trunc(month, at)"
    assert (
        qualified("case when paid is null then current_date end", some)
        == "case when {CUBE}.paid is null then current_date end"
    )


def test_backticks_quote_names_and_double_quotes_texts() -> None:
    some = columns("order", "amount", adapter="bigquery")
    assert qualified('if(`order` = "order", amount, 0)', some) == 'if({CUBE}.order = "order", {CUBE}.amount, 0)'


@pytest.mark.parametrize(
    ("expr", "adapter", "column"),
    [
        ("amount", "duckdb", "amount"),
        ('"First Name"', "duckdb", "First Name"),
        ('"a ""b"""', "duckdb", 'a "b"'),
        ("`order`", "bigquery", "order"),
        ('"order"', "bigquery", None),  # a text there
        ('"order"', "duckdb", "order"),
        ("order", "duckdb", None),
        ('"First Name" || 1', "duckdb", None),
        ('"other"', "duckdb", None),
    ],
)
def test_a_quoted_name_is_a_column_too(expr: str, adapter: str, column: str | None) -> None:
    assert is_column(expr, columns("amount", "First Name", 'a "b"', "order", adapter=adapter)) == column


@pytest.mark.parametrize(
    ("expr", "problem"),
    [
        ("(select max(id) from other)", "a query of its own"),
        ("row_number() over (order by id)", "a window function"),
        ("", "nothing"),
        ("  -- nothing\n", "nothing"),
        ("f", "only `f`"),
    ],
)
def test_what_reads_more_than_the_row(expr: str, problem: str) -> None:
    with pytest.raises(Unreadable, match=problem):
        qualified(expr, KNOWN)


def test_a_column_may_be_called_like_a_word() -> None:
    assert qualified("over", columns("over")) == "over"  # SQL reserves it: nobody can mean the column
    assert is_column("amount", KNOWN) == "amount"
    assert is_column("Status", KNOWN) == "status"
    assert is_column("amount + 1", KNOWN) is None
    assert is_column("select", columns("select")) is None


@pytest.mark.parametrize(
    ("expr", "sql"),
    [
        ("revenue - cost", "{CUBE.revenue} - {CUBE.cost_of_goods}"),
        (
            "100 * (Revenue - cost) / nullif(revenue, 0)",
            "100 * ({CUBE.revenue} - {CUBE.cost_of_goods}) / nullif({CUBE.revenue}, 0)",
        ),
        ("revenue || 'revenue' || cost(1)", "{CUBE.revenue} || 'revenue' || cost(1)"),
        ("revenue -- less {}\n- cost", "{CUBE.revenue}  - {CUBE.cost_of_goods}"),
        ("revenue::numeric", "{CUBE.revenue}::numeric"),
    ],
)
def test_names_of_metrics_become_members(expr: str, sql: str) -> None:
    names = {"revenue": "{CUBE.revenue}", "cost": "{CUBE.cost_of_goods}"}
    assert substituted(expr, names, dialect("duckdb")) == sql


def test_an_expression_over_metrics_is_no_query() -> None:
    with pytest.raises(Unreadable, match="a query of its own"):
        substituted("(select revenue)", {"revenue": "{CUBE.revenue}"}, dialect("duckdb"))


@given(st.text(alphabet="abdforintsecl_ .,:;'\"`(){}[]\\-/*+%1\n$", max_size=60), st.booleans())
def test_any_expression_is_good_sql_or_refused(expr: str, complete: bool) -> None:
    with contextlib.suppress(Unreadable):
        assert check_sql(qualified(expr, columns("a", "b", "on", complete=complete))) is None
