"""The grammar of types: real spellings, and laws that hold for every spelling."""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floe_cube.ir.dialects import DIALECTS, GENERIC, Dialect, Kind, dialect
from floe_cube.ir.types import DataType, parse_type

#: Real spellings: an adapter's catalog, its manual, contracts in the wild. One a line, as `kind: spelling | spelling`.
SPELLINGS = {
    "postgres": """
        number: smallint | integer | INT4 | bigint | numeric | numeric(28,6) | Decimal( 18 , 2 ) | double precision
        number: real
        number: bigserial | money | float(53) | oid | pg_catalog.int4 | numeric(10,2) default 0 | integer not null
        string: text | character varying(256) | CHARACTER VARYING | character(10) | char(1) | "char" | name | uuid
        string: inet
        string: cidr
        opaque: macaddr8 | bit(8) | bit varying(5) | time without time zone | time(3) with time zone | timetz | tsvector
        opaque: int4range | vector(1536)
        string: national character varying(10) | public.citext | varchar(10) collate "de_DE"
        boolean: boolean | BOOL | boolean NOT NULL DEFAULT false
        time: date | timestamp | timestamp without time zone | timestamp(6) without time zone | timestamptz
        time: TIMESTAMP WITH TIME ZONE | timestamp(0) with time zone not null
        opaque: bigint[] | text[] | character varying(20)[] | timestamp without time zone[] | integer ARRAY[4]
        opaque: numeric(9,2)[][]
        opaque: resource_status[] | json | jsonb | bytea | interval | interval day to second(3) | interval(6) | point
        opaque: xml
        opaque: ARRAY | "Mood"[] | int[3][3] | integer ARRAY
        geo: geometry | geometry(Point,4326) | public.geography(MultiPolygon, 4326)
        unknown: resource_status | public.my_enum | "MyEnum" | "My Schema"."My Enum" | USER-DEFINED | nvarchar2
    """,
    "snowflake": """
        number: NUMBER | NUMBER(38,0) | NUMBER(38,0) not null | number(16, 2) | FLOAT | INT | byteint | DOUBLE PRECISION
        number: decfloat(38) | NUMBER(38,0) AUTOINCREMENT START 1 INCREMENT 1
        string: TEXT | VARCHAR | VARCHAR(16777216) | VARCHAR not null | string | CHAR(3) | nchar varying(3) | TIME(9)
        string: VARCHAR(10) COLLATE 'en-ci' | text COMMENT 'it''s (a) text'
        boolean: BOOLEAN
        time: DATE | DATETIME | TIMESTAMP_NTZ(9) | TIMESTAMP_TZ(9) | timestamp_ltz | timestamp with local time zone
        opaque: VARIANT | OBJECT | ARRAY | BINARY(8388608) | VECTOR(FLOAT, 3) | ARRAY(VARCHAR)
        opaque: ARRAY(NUMBER(38,0) NOT NULL)
        opaque: MAP(VARCHAR, OBJECT(a NUMBER)) | OBJECT(city VARCHAR, zip NUMBER(5, 0)) | INTERVAL YEAR TO MONTH
        geo: GEOGRAPHY | GEOMETRY
        unknown: my_type
    """,
    "bigquery": """
        number: INT64 | INTEGER | FLOAT64 | FLOAT | NUMERIC | NUMERIC(10,2) | BIGNUMERIC(76, 38) | INT64 NOT NULL
        string: STRING | STRING(10) | string OPTIONS(description='a <b>') | STRING COLLATE 'und:ci'
        boolean: BOOL | BOOLEAN
        time: DATE | DATETIME | TIMESTAMP | TIMESTAMP DEFAULT CURRENT_TIMESTAMP()
        opaque: ARRAY<STRING> | ARRAY<STRUCT<a INT64, b ARRAY<STRING>>> | STRUCT<a INT64, b ARRAY<STRING>> | RECORD
        opaque: JSON
        opaque: TIME | INTERVAL | BYTES(16) | RANGE<DATE> | array< int64 > | STRUCT<INT64, `b c` STRING(3)>
        geo: GEOGRAPHY
        unknown: varchar(10)
    """,
    "redshift": """
        number: integer | numeric(18,2) | double precision | int8
        string: character varying(65535) | character(10) | bpchar | time without time zone | string
        boolean: boolean
        time: timestamp without time zone | timestamp with time zone | date | timestamptz encode az64
        opaque: super | varbyte(64) | binary varying(10) | hllsketch | interval day to second
        geo: geometry
        unknown: array<int> | struct<a:int>
    """,
    "databricks": """
        number: bigint | long | decimal(10,0) | tinyint | double | float
        string: string | varchar(20) | char(3) | string COMMENT 'x, y' | string collate UTF8_LCASE
        boolean: boolean
        time: timestamp | timestamp_ntz | date
        opaque: array<string> | array | map<string,int> | struct<a:int,b:string> | struct<a:array<map<string,double>>>
        opaque: variant
        opaque: interval day to second | interval year | binary | struct<a:int,... 3 more fields> | struct<`x<y`:int>
        opaque: struct<a: int not null comment 'a > b', b: decimal(10,2)>
        geo: geography(4326)
    """,
    "spark": """
        number: long | integer | short | byte
        string: string
        opaque: struct<a:int> | void
        time: timestamp
    """,
    "trino": """
        number: bigint | double | decimal(38,0) | real | integer
        string: varchar | varchar(20) | char(1)
        boolean: boolean
        time: date | timestamp(6) | timestamp(6) with time zone | timestamp
        opaque: array(varchar) | array(row(a varchar, b bigint)) | row(a varchar, "b c" bigint) | map(varchar, integer)
        opaque: json
        opaque: time(3) | time(3) with time zone | uuid | ipaddress | varbinary | interval day to second | HyperLogLog
        opaque: qdigest(bigint)
        geo: Geometry | SphericalGeography
        unknown: color
    """,
    "athena": """
        number: float | bigint
        string: string | varchar(10)
        opaque: struct<a:int,b:string> | array<string> | map<string,int> | row(a varchar) | binary
        time: timestamp(3) | date
    """,
    "duckdb": """
        number: HUGEINT | DECIMAL(18,2) | decimal(18, 3) | UINTEGER | DOUBLE | BIGINT | numeric default 0
        string: VARCHAR | ENUM('a', 'b''c', 'd)') | text not null
        boolean: BOOLEAN
        time: DATE | TIMESTAMP | TIMESTAMP WITH TIME ZONE | TIMESTAMP_NS | TIMESTAMP_S | TIMESTAMPTZ
        opaque: VARCHAR[] | VARCHAR[][] | INTEGER[3] | STRUCT(a INTEGER, "b c" VARCHAR) | STRUCT(a INTEGER)[] | JSON
        opaque: BLOB | UUID | TIME | TIME WITH TIME ZONE
        opaque: MAP(VARCHAR, INTEGER) | UNION(num INTEGER, str VARCHAR) | INTERVAL | BIT
        opaque: STRUCT("x ) y" MAP(VARCHAR, INT[]))
        geo: GEOMETRY | GEOMETRY('OGC:CRS84')
        unknown: number(6, 4) | main.mood
    """,
    "clickhouse": """
        number: UInt8 | Int256 | Float64 | Decimal(18,2) | Decimal64(4) | Nullable(Int64)
        number: LowCardinality(Nullable(UInt16))
        number: SimpleAggregateFunction(sum, Double) | SimpleAggregateFunction(anyLast, Nullable(UInt8))
        number: bigint unsigned
        number: SimpleAggregateFunction(groupBitAnd(1), UInt64) | Int32 DEFAULT 0 | UInt64 CODEC(Delta(8), ZSTD(1))
        string: String | LowCardinality(String) | Nullable(LowCardinality(String)) | FixedString(16) | UUID | IPv4
        string: Time64(3)
        string: Enum8('a' = 1) | Enum16('it\\'s (' = -5, 'b' = 2) | Nullable(UUID) | char large object
        boolean: Bool
        time: Date | Date32 | DateTime | DateTime('Europe/Berlin') | DateTime64(3, 'UTC') | Nullable(DateTime64(9))
        opaque: Array(String) | Array(Nullable(UInt8)) | Tuple(a String, b Array(Int8)) | Map(String, UInt64) | JSON
        opaque: Variant(A, B)
        opaque: AggregateFunction(sum, UInt64) | Nested(a UInt8, b String) | IntervalDay | Dynamic(max_types=3)
        opaque: SimpleAggregateFunction(groupArrayArray, Array(String))
        opaque: JSON(max_dynamic_paths=8, a.b UInt32, SKIP REGEXP 'x')
        geo: Point | Ring
        unknown: Nullable(Whatever) | Nullable
    """,
    "sqlserver": """
        number: int | bigint | money | decimal(10,2) | float(53) | [int]
        string: nvarchar | nvarchar(max) | VARCHAR(MAX) | [nvarchar](50) | uniqueidentifier | sysname
        boolean: bit
        time: datetime | datetime2(7) | datetimeoffset(7) | smalldatetime | date
        opaque: xml | varbinary(max) | time(7) | sql_variant | hierarchyid | text | timestamp | rowversion | image
        geo: geography | [sys].[geometry]
        unknown: [dbo].[Flag] | dbo.Flag | int[]
    """,
    "oracle": """
        number: number(10,2) | float | bigint | int unsigned | INT(11) UNSIGNED ZEROFILL AUTO_INCREMENT
        string: varchar2(20) | clob | uuid | time | varchar(10) CHARACTER SET utf8mb4
        time: date | timestamp(6) | timestamp(6) with local time zone | datetime
        opaque: json | array<int> | interval day to second
        geo: geometry
        unknown: bit | point
    """,
}

#: What is no type at all.
NONSENSE = [
    "",
    " ",
    "()",
    "38",
    "varchar(",
    "varchar)",
    "int;",
    "a + b",
    "varchar(10>",
    "ARRAY<STRUCT<a INT64>",
    "'text'",
    '"',
    '""',
]
NONSENSE += [
    "[]",
    "int,",
    ".",
    "public.",
    "Nullable(",
    "Nullable()",
    "SimpleAggregateFunction(sum)",
    "int or something",
    "☃",
    "[(]",
]

EVERY = [*dict.fromkeys(DIALECTS.values()), GENERIC]


def spellings() -> Iterator[tuple[str, str, str]]:
    for adapter, lines in SPELLINGS.items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            kind, _, texts = line.partition(": ")
            yield from ((adapter, text, kind) for text in texts.split(" | "))


@pytest.mark.parametrize(("adapter", "text", "kind"), list(spellings()))
def test_a_real_spelling_has_its_kind(adapter: str, text: str, kind: str) -> None:
    found = parse_type(text, dialect(adapter))
    assert found is not None
    assert (found.kind.value if found.known else "unknown", found.text) == (kind, text)
    assert found.known or found.kind is Kind.STRING


@pytest.mark.parametrize(
    ("adapter", "text", "name"),
    [
        ("postgres", "Character  Varying ( 256 )", "character varying"),
        ("postgres", "timestamp(6) without time zone", "timestamp"),
        ("postgres", "pg_catalog.INT4", "int4"),
        ("postgres", "Public.My_Enum", "public.my_enum"),
        ("postgres", "bigint[]", "array"),
        ("clickhouse", "LowCardinality(Nullable(FixedString(2)))", "fixedstring"),
        ("sqlserver", "[sys].[Geometry]", "geometry"),
        ("trino", "ARRAY(row(a bigint))", "array"),
    ],
)
def test_a_type_has_a_canonical_name(adapter: str, text: str, name: str) -> None:
    found = parse_type(text, dialect(adapter))
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("text", NONSENSE)
def test_what_is_no_type_is_none(text: str) -> None:
    assert [parse_type(text, each) for each in EVERY] == [None] * len(EVERY)


dialects = st.sampled_from(EVERY)
#: Text that looks enough like a type to get anywhere.
LIKELY = st.lists(
    st.sampled_from([*"()<>[],.:='\"`", "Nullable", "(", "int", "array", "with", "not null", "SimpleAggregateFunction"])
)


@st.composite
def types(draw: st.DrawFn, dialect: Dialect) -> str:
    """A type that the dialect knows, perhaps with parameters, wrapped, in brackets, in any case."""
    parameters = st.sampled_from(["", "(10)", "(10, 2)", " ('a', 'b)')", "<x: int>", "(a MAP(b, c[]))"])
    text: str = draw(st.sampled_from(sorted(dialect.types))) + draw(parameters)
    for form in draw(st.lists(st.sampled_from(["Nullable({})", "LowCardinality( {} )", "{}[]", "{} [3]"]), max_size=4)):
        text = form.format(text) if "[" not in form or "array" in dialect.types else text
    return text.upper() if draw(st.booleans()) else text


typed = dialects.flatmap(lambda each: st.tuples(st.just(each), types(each)))


def same(one: DataType | None, other: DataType | None) -> bool:
    """Equal but for the text."""
    if one is None or other is None:
        return one is other
    return (one.kind, one.name, one.known) == (other.kind, other.name, other.known)


@given(st.one_of(st.text(), LIKELY.map("".join), LIKELY.map(" ".join)), dialects)
def test_any_text_is_read_without_an_exception(text: str, dialect: Dialect) -> None:
    found = parse_type(text, dialect)
    if found is not None:
        assert found.text == text
        assert found.name
        assert found.known == (found.name in dialect.types)
        assert found.kind is (dialect.types[found.name] if found.known else Kind.STRING)


@given(typed)
def test_a_generated_type_is_known(case: tuple[Dialect, str]) -> None:
    found = parse_type(case[1], case[0])
    assert found is not None
    assert found.known


@given(typed)
def test_case_does_not_matter(case: tuple[Dialect, str]) -> None:
    assert same(parse_type(case[1].swapcase(), case[0]), parse_type(case[1], case[0]))


@given(typed, st.text(" \t\r\n\u00a0"), st.text(" \t\r\n\u00a0"))
def test_surrounding_whitespace_does_not_matter(case: tuple[Dialect, str], before: str, after: str) -> None:
    assert same(parse_type(before + case[1] + after, case[0]), parse_type(case[1], case[0]))


@given(typed, st.sampled_from(["Nullable({})", "LowCardinality({})", "SimpleAggregateFunction(any(3), {})"]))
def test_a_wrapper_keeps_the_type(case: tuple[Dialect, str], wrapper: str) -> None:
    assert same(parse_type(wrapper.format(case[1]), case[0]), parse_type(case[1], case[0]))


@given(typed, st.sampled_from([" not null", " DEFAULT f(1, '[]')", ' collate "x"', " primary key", " comment 'a ] b'"]))
def test_the_rest_of_a_column_definition_keeps_the_type(case: tuple[Dialect, str], rest: str) -> None:
    assert same(parse_type(case[1] + rest, case[0]), parse_type(case[1], case[0]))


@given(typed)
def test_brackets_make_an_array(case: tuple[Dialect, str]) -> None:
    found = parse_type(case[1] + "[]", case[0])
    assert found is not None
    assert found.name == "array"


@pytest.mark.parametrize(
    "text",
    [
        "Nullable(" * 100_000 + "Int8" + ")" * 100_000,
        "SimpleAggregateFunction(" * 50_000,
        "SimpleAggregateFunction(a, " * 50_000 + "Int8" + ")" * 50_000,
        "ARRAY<" * 100_000 + "INT64" + ">" * 100_000,
        "(" * 200_000,
        "x" * 200_000,
        "x." * 100_000,
        "int" + "[]" * 100_000,
        "'" * 200_001,
        "'\\" * 100_000,
        '"' * 200_001,
        "a-" * 100_000,
        "int " + "array " * 50_000,
    ],
    ids=lambda text: text[:24],
)
def test_a_monstrous_text_takes_one_pass(text: str) -> None:
    start = time.process_time()
    found = parse_type(text, DIALECTS["clickhouse"])
    assert time.process_time() - start < 5  # a second pass for every character would take hours
    assert found is None or found.text == text


def test_wrappers_beyond_all_measure_are_unknown() -> None:
    found = parse_type("Nullable(" * 1_000 + "Int8" + ")" * 1_000, DIALECTS["clickhouse"])
    assert found is not None
    assert not found.known


MANIFESTS = Path(os.environ.get("FLOE_CUBE_MANIFESTS", Path(__file__).parents[2] / "../shared/manifests"))


@pytest.mark.skipif(not MANIFESTS.is_dir(), reason="no folder of real manifests")
def test_types_of_real_manifests_and_catalogs() -> None:
    seen = Counter[tuple[str, str]]()
    for path in MANIFESTS.glob("*/manifest.json"):
        adapter = json.loads(path.read_bytes())["metadata"].get("adapter_type") or ""
        for artifact in filter(Path.exists, (path, path.with_name("catalog.json"))):
            content = json.loads(artifact.read_bytes())
            for node in [*content["nodes"].values(), *content.get("sources", {}).values()]:
                for column in (node.get("columns") or {}).values():
                    seen[adapter, column.get("data_type") or column.get("type") or ""] += 1
    found = {case: parse_type(case[1], dialect(case[0])) for case in seen if case[1]}
    assert len(found) > 20
    assert None not in found.values()
    unknown = sum(seen[case] for case, each in found.items() if each is not None and not each.known)
    assert unknown <= sum(seen[case] for case in found) / 100
