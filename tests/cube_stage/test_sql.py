"""SQL as people write it for Cube: what goes wrong is found, what goes right is left alone, as the real Cube has it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floe_cube.cube.fstring import literal
from floe_cube.cube.sql import check_expression, check_sql, references
from tests.cube.lab import Compiler

#: SQL, and the names that it refers to.
GOOD = [
    ("amount", ()),
    ("{CUBE}.amount", ("CUBE",)),
    ("{ CUBE }.amount / {orders.count}", ("CUBE", "orders.count")),
    ('{CUBE}."order date"', ("CUBE",)),
    ("{customer} = {customer}", ("customer",)),
    ("{dates.date.month}", ("dates.date.month",)),
    ("{FILTER_PARAMS.orders.date.filter('date')}", ("FILTER_PARAMS",)),
    ('{FILTER_PARAMS.orders.date.filter(lambda a, b: f"{CUBE}.date >= {a} AND {late} < {b}")}', ("CUBE", "late", "FILTER_PARAMS")),
    ("{FILTER_GROUP(FILTER_PARAMS.o.a.filter('a'), FILTER_PARAMS.o.b.filter('b',))}", ("FILTER_PARAMS", "FILTER_GROUP")),
    ("{SECURITY_CONTEXT.org.requiredFilter('org')}", ("SECURITY_CONTEXT",)),
    ("{orders.date.toString()}", ("orders.date",)),
    ("{name()}", ("name",)),
    ("{f('x').y(a)}", ("a", "f")),
    ("{not a and (b or c.d)}", ("a", "b", "c.d")),
    ("{lambda x: x}", ()),
    ("{f('a}b', \"a}b\", 1.5)} {f'x{a}'}", ("f", "a")),
    (r"data #>> '\{a,b\}'", ()),
    (r"a ~ '^\\d+$' || E'\n'", ()),
    (r"'C:\\' || 'x' || '\x5c", ()),
    ("$$ {CUBE}.a $$", ("CUBE",)),
    ("$a1$ $1 $ 1$ {CUBE}.a $b$", ("CUBE",)),
    ("a -- it's\n{b}", ("b",)),
    ("`a` || \"b\" || 'c' ? % ::", ()),
]  # fmt: skip

#: SQL, and what is said about it.
BAD = [
    ("", "there is nothing in it"),
    (" \n", "there is nothing in it"),
    ("{CUBE}.a || '{'", "the brace that begins `{'` is never closed"),
    ("{CUBE", "the brace that begins `{CUBE` is never closed"),
    ("a -- {", "never closed"),
    ("{'a}", "cannot evaluate"),
    ("a || '}'", "was never opened"),
    ("{}", "`{}` holds nothing"),
    ("{CUBE}.zip ~ '^[0-9]{4}$'", "Cube writes `{4}` without its braces"),
    ("'{' || {CUBE}.pay || '}'", "Cube writes `{' || {CUBE}.pay || '}` without its braces"),
    ("'{\"a\"}'", "Cube writes `{\"a\"}` without its braces"),
    ("{ }", "`{ }` holds nothing"),
    ("${CUBE}.a", "`${CUBE}.a` is the form of Cube's JavaScript models"),
    ("{{ a }}", "for a Jinja template"),
    ("{% if a %}", "for a Jinja template"),
    ("'100%}'", "for a Jinja template"),
    ("{a}{b}", "two expressions touch at `}{b}`"),
    ("{f(lambda x: f'{x}{x}')}", "two expressions touch"),
    ("{\na\n}", "hold a line break"),
    ("'{\"a\": 1}'", "Cube cannot evaluate `{\"a\": 1}`"),
    ("'{a,b}'", "Cube cannot evaluate `{a,b}`"),
    ("{a + 1}", "cannot evaluate"),
    ("{a[0]}", "cannot evaluate"),
    ("{a if b else c}", "cannot evaluate"),
    ("{f(a=1)}", "cannot evaluate"),
    ("{f(a b)}", "cannot evaluate"),
    ("{f(a}", "cannot evaluate"),
    ("{(a, b)}", "cannot evaluate"),
    ("{lambda: a}", "cannot evaluate"),
    ("{a.}", "cannot evaluate"),
    ("{größe}", "cannot evaluate"),
    ("{class}", "`class` is a keyword"),
    ("{orders.from}", "`from` is a keyword"),
    ("{True}", "`True` is a keyword"),
    ("'^\\d+$'", "drops the backslash of `\\d`"),
    ("'it\\'s'", "drops the backslash of `\\'`"),
    ("a\\", "drops the backslash of `\\`"),
    ("a\\\\", "takes the second backslash of `\\\\` together with what follows"),
    ("a\\\\{b}", "takes the second backslash of `\\\\{` together"),
    ("f", "loses a text that is only `f`; for a column write `{CUBE}.f`"),
    ("'$0$'", "puts the value of a filter where `$0$` stands"),
    ("{" + "(" * 30 + "a" + ")" * 30 + "}", "nested too deeply"),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "names"), GOOD)
def test_good_sql(sql: str, names: tuple[str, ...]) -> None:
    assert check_sql(sql) is None
    assert references(sql) == names


@pytest.mark.parametrize(("sql", "words"), BAD)
def test_bad_sql(sql: str, words: str) -> None:
    assert words in (check_sql(sql) or "")


@pytest.mark.parametrize(
    "text",
    [
        "{ securityContext.org }",
        "securityContext.org",
        "[securityContext.org]",
        "a.b() or not c",
        "f\"'x' || {CUBE.id}\"",
    ],
)
def test_good_expressions(text: str) -> None:
    assert check_expression(text) is None


@pytest.mark.parametrize(
    "text", ["", "{}", "a == 1", "{ a, b }", "https://shop.example", "'x' || {id}", "{{ a }}", "class", "f'{a}{b}'"]
)
def test_bad_expressions(text: str) -> None:
    assert check_expression(text)


@given(st.text())
def test_literal_text_is_never_code(text: str) -> None:
    sql = f"'{literal(text)}'"
    problem = check_sql(sql)
    # Nothing hides `{%` from Jinja, or `$1$` from who fills in the values.
    assert problem is None or "Jinja" in problem or "the value of a filter" in problem
    assert references(sql) == ()


@settings(max_examples=500)
@given(st.text(alphabet="{}\\'\"$%#ab. (),:[]ntf\nlambda not or CUBE", max_size=40))
def test_any_text_is_judged(text: str) -> None:
    assert check_sql(text) is None or check_sql(text)
    assert isinstance(references(text), tuple)
    assert check_expression(text) is None or check_expression(text)


#: What GOOD refers to.
ORDERS: dict[str, Any] = {
    "name": "orders",
    "sql_table": "orders",
    "dimensions": [
        {"name": "id", "sql": "id", "type": "number", "primary_key": True},
        {"name": "date", "sql": "d", "type": "time"},
    ],
    "measures": [{"name": "count", "type": "count"}],
}
REAL = [sql for sql, _ in GOOD if "(" not in sql or "FILTER_PARAMS.orders" in sql]


def compiled(compiler: Compiler, sql: str) -> tuple[tuple[str, ...], str]:
    """What Cube says of a dimension of this SQL, and the SQL of a query for it."""
    names = [*"abcd", "customer", "late"]
    dimensions = [{"name": n, "sql": n, "type": "string"} for n in names] + [
        {"name": "it", "sql": sql, "type": "string"}
    ]
    join = {"name": "orders", "relationship": "one_to_one", "sql": "{CUBE}.id = {orders.id}"}
    cube = {**ORDERS, "name": "c", "sql_table": "t", "dimensions": ORDERS["dimensions"] + dimensions, "joins": [join]}
    answer = compiler.compile({"m.yml": json.dumps({"cubes": [cube, ORDERS]}, indent=1)}, "postgres")
    return answer.errors, answer.members.get("c.it", "")


@pytest.mark.cube
@pytest.mark.parametrize("sql", REAL)
def test_real_cube_reads_good_sql(cube_compiler: Compiler, sql: str) -> None:
    errors, rendered = compiled(cube_compiler, sql.replace("{dates.", "{orders."))
    assert errors == ()
    assert rendered


@pytest.mark.cube
@pytest.mark.parametrize("sql", [sql for sql, _ in BAD if "deep" not in _ and not sql.isspace()])
def test_real_cube_misreads_bad_sql(cube_compiler: Compiler, sql: str) -> None:
    """It rejects it, or gives other SQL than was written; where a brace happens to survive, no harm is done by asking for `\\}`."""
    try:
        errors, rendered = compiled(cube_compiler, sql)
    except Exception as error:
        errors, rendered = (str(error),), ""
    harmless = sql in ("a || '}'", "{}", "{ }")
    assert harmless or errors or f'      {sql} "c__it"' not in rendered
