"""The tables of types and the spelling of names, tried on DuckDB and PostgreSQL where that can be done."""

from __future__ import annotations

import string
from collections.abc import Iterator
from typing import Any

import duckdb
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floe_cube.ir.dialects import (
    BIGQUERY,
    CLICKHOUSE,
    DATABRICKS,
    DIALECTS,
    DUCKDB,
    GENERIC,
    POSTGRES,
    REDSHIFT,
    SNOWFLAKE,
    SPARK,
    SQLSERVER,
    TRINO,
    Dialect,
    Kind,
    cast_sql,
    column_sql,
    dialect,
    quote,
    relation_sql,
    rows,
    words,
)
from floe_cube.ir.types import parse_type
from tests.security.attack import database

EVERY = [*dict.fromkeys(DIALECTS.values()), GENERIC]
every_dialect = pytest.mark.parametrize("dialect", EVERY, ids=lambda each: each.name)
#: What Cube sends a date range as, for PostgreSQL and DuckDB alike.
MOMENT = "'2024-01-01T00:00:00.000Z'::timestamptz"


@pytest.fixture(scope="module")
def postgres() -> Iterator[psycopg.Connection[tuple[Any, ...]]]:
    with database.postgres() as port, database.connect(port) as connection:
        yield connection


def duck(sql: str) -> list[Any]:
    """The rows of a query of DuckDB."""
    return duckdb.execute(sql).fetchall()


# Tables


@every_dialect
def test_a_table_lists_a_name_once(dialect: Dialect) -> None:
    names = [name for name, _, _ in rows(dialect.table)]
    assert sorted(names) == sorted(dialect.types)


@every_dialect
def test_every_name_in_a_table_is_one_that_the_grammar_finds(dialect: Dialect) -> None:
    for name, kind in dialect.types.items():
        found = parse_type(name.upper(), dialect)
        assert found is not None
        assert (found.name, found.kind, found.known) == (name, kind, True)


@every_dialect
def test_a_cast_has_one_place_for_the_column(dialect: Dialect) -> None:
    for sql in dialect.casts.values():
        assert sql.count("{}") == 1
        assert sql.count("(") == sql.count(")")


@every_dialect
def test_only_what_needs_one_has_a_cast(dialect: Dialect) -> None:
    """A plain string or boolean is used as it is; OPAQUE and GEO have a cast wherever the database is known."""
    for name, kind in dialect.types.items():
        if kind in (Kind.OPAQUE, Kind.GEO):
            assert (name in dialect.casts) == (dialect is not GENERIC)
        elif kind in (Kind.STRING, Kind.BOOLEAN):
            assert name not in dialect.casts


@pytest.mark.parametrize(
    ("adapter", "name"),
    {
        "postgres": "postgres",
        " Snowflake ": "snowflake",
        "fabric": "sqlserver",
        "presto": "trino",
        "glue": "spark",
        "oracle": "generic",
        "": "generic",
    }.items(),
)
def test_an_adapter_has_a_dialect(adapter: str, name: str) -> None:
    assert dialect(adapter).name == name


def test_the_generic_dialect_holds_what_all_agree_on() -> None:
    expected = {
        "varchar": Kind.STRING,
        "bigint": Kind.NUMBER,
        "timestamp": Kind.TIME,
        "uuid": Kind.STRING,
        "json": Kind.OPAQUE,
    }
    assert {name: GENERIC.types[name] for name in expected} == expected
    assert "bit" not in GENERIC.types  # text in PostgreSQL, a number in ClickHouse
    for each in EVERY:
        for name in each.types.keys() & GENERIC.types.keys():
            text = {GENERIC.types[name], each.types[name]} <= {Kind.STRING, Kind.OPAQUE}
            assert text or each is SQLSERVER or each.types[name] is GENERIC.types[name]


# Casts, on the databases

#: Extensions that are not installed with the database.
EXTENSIONS = words("citext hstore ltree vector halfvec sparsevec box2d box3d geometry geography")
DUCKDB_SAMPLES = {
    "array": "INT[3]",
    "list": "INT[]",
    "struct": "STRUCT(a INT)",
    "row": "ROW(a INT)",
    "map": "MAP(VARCHAR, INT)",
    "union": "UNION(a INT)",
    "enum": "ENUM('a', 'b')",
    "null": '"NULL"',
}


#: Keys and addresses: an index over them is none over their text, and an address is not spelt as its text.
AS_THEY_ARE = words("uuid inet cidr")


def cube_queries(type_name: str, dialect: Dialect, sample: str) -> list[str]:
    """What Cube asks of a dimension: to group by it, and of one of time to convert and to filter it."""
    column = cast_sql("q.x", type_name, dialect)
    source = f"(select cast(null as {sample}) as x) as q"
    queries = [f"select {column}, count(*) from {source} where {column} is not null group by {column}"]
    is_text = dialect.types[type_name] in (Kind.STRING, Kind.OPAQUE)
    if is_text and not (column == "q.x" and type_name in AS_THEY_ARE):
        queries.append(f"select 1 from {source} where {column} ilike '%x%' or {column} = 'spelt otherwise'")
    if dialect.types[type_name] is Kind.TIME:
        queries += [
            f"select {column} from {source} where {column} >= {MOMENT}",
            f"select {column}::timestamptz from {source}",
        ]
    return queries


@pytest.mark.parametrize("name", sorted(POSTGRES.types.keys() - EXTENSIONS))
def test_postgres_groups_and_filters(name: str, postgres: psycopg.Connection[tuple[Any, ...]]) -> None:
    # A serial is an integer with a default, no type to cast to.
    sample = "int" if "serial" in name else {"array": "json[]"}.get(name, name)
    for query in cube_queries(name, POSTGRES, sample):
        postgres.execute(query.encode())


def test_postgres_spells_its_types_as_the_grammar_reads_them(postgres: psycopg.Connection[tuple[Any, ...]]) -> None:
    """`format_type` is what dbt's catalog query calls."""
    internal = words("gtsvector aclitem cid tid xid xid8 refcursor txid_snapshot")
    query = """select format_type(oid, null), typcategory = 'A' from pg_type
        where typnamespace = 'pg_catalog'::regnamespace and typtype in ('b', 'r', 'm')
        and typname !~ '^(_?reg|_?pg_|int2v|oidv)'"""
    for name, is_array in postgres.execute(query).fetchall():
        if name.strip('"').removesuffix("[]") not in internal:
            found = parse_type(name, POSTGRES)
            assert found is not None, name
            assert found.known, name
            assert (found.name == "array") == is_array


def test_duckdb_groups_and_filters() -> None:
    for name in sorted(DUCKDB.types):
        if DUCKDB.types[name] is not Kind.GEO:
            for query in cube_queries(name, DUCKDB, DUCKDB_SAMPLES.get(name, name)):
                duck(query)


def test_duckdb_spells_its_types_as_the_grammar_reads_them() -> None:
    for name in sorted(DUCKDB.types):
        if DUCKDB.types[name] is not Kind.GEO:
            (described,) = duck(f"describe select cast(null as {DUCKDB_SAMPLES.get(name, name)}) as x")
            found = parse_type(described[1], DUCKDB)
            assert found is not None, described
            assert (found.kind, found.known) == (DUCKDB.types[name], True), described


def test_duckdb_has_no_other_types() -> None:
    listed = {name.lower() for (name,) in duck("select distinct type_name from duckdb_types()")}
    assert listed - DUCKDB.types.keys() <= {"tuple", "type", "time with time zone", "timestamp with time zone"}


@pytest.mark.parametrize(
    ("value", "sql_type", "shown"),
    [
        ("['a', 'b']", "VARCHAR[]", "[a, b]"),
        ("{'a': 1}", "STRUCT(a INT)", "{'a': 1}"),
        ("""'{"a":1}'""", "JSON", '{"a":1}'),
        ("interval 1 day", "INTERVAL", "1 day"),
        ("'2024-01-02'", "TIMESTAMP_NS", "2024-01-02 00:00:00"),
        ("'x'", "VARCHAR", "x"),
    ],
)
def test_a_cast_value_is_plain(value: str, sql_type: str, shown: str) -> None:
    found = parse_type(sql_type, DUCKDB)
    assert found is not None
    cast = cast_sql("x", found.name, DUCKDB)
    ((result,),) = duck(f"select {cast} from (select ({value})::{sql_type} as x)")
    assert str(result) == shown


def test_a_cast_puts_the_column_in() -> None:
    assert cast_sql("{CUBE}.tags", "array", SNOWFLAKE) == "TO_JSON(TO_VARIANT({CUBE}.tags))"
    assert cast_sql("{CUBE}.day", "date", BIGQUERY) == "TIMESTAMP({CUBE}.day)"
    assert cast_sql("{CUBE}.shape", "geometry", SQLSERVER) == "{CUBE}.shape.STAsText()"
    assert cast_sql("{CUBE}.day", "date", TRINO) == "{CUBE}.day"
    assert cast_sql("{CUBE}.x", "whatever", GENERIC) == "{CUBE}.x"


# Names

anything = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1, max_size=20)


def unquoted(text: str, dialect: Dialect) -> str:
    """Read a quoted name as a warehouse's lexer does: what is left behind the closing quote must be nothing."""
    opens, closes, escape = dialect.quotes
    assert text[0] == opens
    result, rest = "", iter(text[1:])
    for letter in rest:
        if letter == escape and (escaped := next(rest, None)) is not None:
            result += escaped
        elif letter == closes:
            assert next(rest, None) is None
            return result
        else:
            result += letter
    raise AssertionError("never closed")


@given(anything, st.sampled_from(EVERY))
def test_a_quoted_name_reads_back(name: str, dialect: Dialect) -> None:
    assert unquoted(quote(name, dialect), dialect) == name


@given(anything, st.sampled_from(EVERY), st.booleans())
def test_a_column_is_a_plain_word_or_quoted(name: str, dialect: Dialect, exact: bool) -> None:
    sql = column_sql(name, dialect, exact=exact)
    if sql[0] == dialect.quotes[0] and not dialect.field_paths:
        assert unquoted(sql, dialect).casefold() == name.casefold()
    elif sql[0] != dialect.quotes[0]:
        assert set(sql) <= set(string.ascii_letters + string.digits + "_." if dialect.field_paths else sql)
        assert sql.split(".")[0].isidentifier()


@given(anything)
def test_duckdb_knows_a_column_by_its_sql(name: str) -> None:
    sql = column_sql(name, DUCKDB, exact=True)
    assert duck(f"select q.{sql} from (select 1 as {quote(name, DUCKDB)}) as q group by q.{sql}") == [(1,)]
    assert duck(f"describe select 1 as {quote(name, DUCKDB)}")[0][0] == name


def test_no_word_of_duckdb_needs_quotes_behind_a_dot() -> None:
    for (word,) in duck("select keyword_name from duckdb_keywords()"):
        sql = column_sql(word, DUCKDB, exact=True)
        assert sql == word
        assert duck(f"select q.{sql} from (select 1 as {quote(word, DUCKDB)}) as q group by q.{sql}") == [(1,)]


def test_postgres_knows_a_column_by_its_sql(postgres: psycopg.Connection[tuple[Any, ...]]) -> None:
    keywords = [word for (word,) in postgres.execute("select word from pg_get_keywords()").fetchall()]
    for name in [*keywords, "Mixed", "UPPER", "a b", 'say "x"', "größe", "2010", "a.b", "percent%s"]:
        sql = column_sql(name, POSTGRES, exact=True)
        row = postgres.execute(
            f"select q.{sql} from (select 1 as {quote(name, POSTGRES)}) as q group by q.{sql}".encode()
        ).fetchone()
        assert row == (1,)


def test_postgres_folds_a_documented_name(postgres: psycopg.Connection[tuple[Any, ...]]) -> None:
    for documented in ["OrderId", "order", "SELECT"]:
        sql = column_sql(documented, POSTGRES, exact=False)
        row = postgres.execute(
            f"select q.{sql} from (select 1 as {quote(documented.lower(), POSTGRES)}) as q".encode()
        ).fetchone()
        assert row == (1,)


@pytest.mark.parametrize(
    ("name", "dialect", "exact", "sql"),
    [
        ("id", POSTGRES, True, "id"),
        ("Id", POSTGRES, True, '"Id"'),
        ("Id", POSTGRES, False, "Id"),
        ("order", POSTGRES, True, "order"),
        ("ORDER_ID", SNOWFLAKE, True, "ORDER_ID"),
        ("order_id", SNOWFLAKE, True, '"order_id"'),
        ("order_id", SNOWFLAKE, False, "order_id"),
        ("order", SNOWFLAKE, False, '"ORDER"'),
        ("ORDER", SNOWFLAKE, True, '"ORDER"'),
        ("order", SNOWFLAKE, True, '"order"'),
        ("Payment Method", SNOWFLAKE, False, '"Payment Method"'),
        ("_id", SNOWFLAKE, False, "_id"),
        ("Order", REDSHIFT, False, '"order"'),
        ("Id", REDSHIFT, True, '"Id"'),
        ("group", TRINO, True, '"group"'),
        ("group", BIGQUERY, True, "group"),
        ("a b", BIGQUERY, True, "`a b`"),
        ("address.zip code.x", BIGQUERY, True, "address.`zip code`.x"),
        ("a.b", DATABRICKS, True, "`a.b`"),
        ("a`b\\", BIGQUERY, True, "`a\\`b\\\\`"),
        ("a`b\\", CLICKHOUSE, True, "`a\\`b\\\\`"),
        ("a`b\\", SPARK, True, "`a``b\\`"),
        ("Id", CLICKHOUSE, True, "Id"),
        ("Id", DUCKDB, True, "Id"),
        ("user", SQLSERVER, True, "[user]"),
        ("a]b[", SQLSERVER, True, "[a]]b[]"),
        ("2010", DUCKDB, False, '"2010"'),
        ("größe", POSTGRES, False, '"größe"'),
        ("", DUCKDB, True, '""'),
    ],
)
def test_a_column_as_sql(name: str, dialect: Dialect, exact: bool, sql: str) -> None:
    assert column_sql(name, dialect, exact=exact) == sql


@pytest.mark.parametrize(
    ("adapter", "database", "schema", "identifier", "sql"),
    [
        ("postgres", "shop", "dbt_me", "orders", '"shop"."dbt_me"."orders"'),
        ("postgres", None, "dbt_me", "orders", '"dbt_me"."orders"'),
        ("snowflake", "ANALYTICS", "dbt_sung", "orders", "ANALYTICS.dbt_sung.orders"),
        ("snowflake", "ace-1", "order", "Orders", '"ace-1"."ORDER".Orders'),
        ("bigquery", "my-project", "data", "orders", "`my-project`.`data`.`orders`"),
        ("databricks", "hive_metastore", "s", "t", "`hive_metastore`.`s`.`t`"),
        ("databricks", None, "s", "t", "`s`.`t`"),
        ("spark", "s", "s", "t", "`s`.`t`"),
        ("clickhouse", "", "default", "rates", "`default`.`rates`"),
        ("athena", "awsdatacatalog", "analytics_dev", "model", '"analytics_dev"."model"'),
        ("duckdb", "", "", "t", '"t"'),
        ("sqlserver", "msdb", "resto", "t", "[msdb].[resto].[t]"),
        ("oracle", "d", "s", 't"x', '"d"."s"."t""x"'),
    ],
)
def test_a_relation_as_sql(adapter: str, database: str | None, schema: str | None, identifier: str, sql: str) -> None:
    assert relation_sql(database, schema, identifier, dialect(adapter)) == sql
