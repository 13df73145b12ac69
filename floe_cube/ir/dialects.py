"""What each warehouse calls its types, and how it spells the name of a column or relation: tables, and what reads them.

A table says what Cube can do with a column of each type. Names of types may come with SQL that such a column needs
first, `{}` standing for the column: Cube groups by, filters and returns the expression of a dimension, so it must have
an equality, compare with the parameters that Cube sends, and arrive as a plain value. What Cube 1.7 does is in its npm
packages: `@cubejs-backend/schema-compiler` (`adapter/*Query.js`, `adapter/BaseFilter.js`) and the drivers.

The source of a table is the SQL reference of its vendor; the parts that matter stand above it. The tests try the tables
of PostgreSQL and DuckDB on the databases themselves.
"""

from __future__ import annotations

import enum
import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from floe_cube.record import frozen

__all__ = ["DIALECTS", "GENERIC", "Dialect", "Kind", "cast_sql", "column_sql", "dialect", "quote", "relation_sql"]

#: Names of types, separated by commas; or such names by the SQL that their columns need.
Names = str | Mapping[str, str]


class Kind(enum.StrEnum):
    """What Cube can do with a column."""

    STRING = "string"
    NUMBER = "number"
    BOOLEAN = "boolean"
    #: A date or a timestamp. A time of day is a STRING or OPAQUE: what Cube casts a `time` to is a timestamp.
    TIME = "time"
    #: A shape, shown as well-known text: Cube's own `geo` takes a latitude and a longitude, which only points have.
    GEO = "geo"
    #: No type of dimension fits (arrays, structs, JSON, binary, intervals): a string, made readable by a cast.
    OPAQUE = "opaque"


@frozen(eq=False, kw_only=True)
class Dialect:
    """The types and identifiers of an adapter. There is one object of each, compared by identity.

    Attributes:
        name: dbt's adapter type, or `generic`.
        table: the names of types by what Cube can do with them; or dialects, for what they agree on.
        quotes: what opens a quoted name, what closes it, and what stands before the closing one (and itself) inside.
        folding: what becomes of a name without quotes.
        case_sensitive: names without quotes that differ in case alone are different names.
        reserved: words that are no column's name without quotes, not even behind a table's alias and a dot.
        two_part: a relation is schema and name; what dbt calls its database is the schema again, or a constant.
        field_paths: a dot in a column's name leads to a field of a struct.
        whole_number: SQL that makes text of a whole number, where Cube compares numbers with its parameters as doubles.
    """

    name: str
    _table: Mapping[Kind, Names] | tuple[Dialect, ...]
    quotes: tuple[str, str, str] = ('"', '"', '"')
    folding: Literal["upper", "lower", "none"] = "none"
    case_sensitive: bool = False
    reserved: frozenset[str] = frozenset()
    two_part: bool = False
    field_paths: bool = False
    whole_number: str | None = None

    @functools.cached_property
    def table(self) -> Mapping[Kind, Names]:
        """The names of types by what Cube can do with them. It is read when asked for, as those below: a build asks one dialect."""
        return _agreed(self._table) if isinstance(self._table, tuple) else self._table

    @functools.cached_property
    def types(self) -> Mapping[str, Kind]:
        """The kind of each type, by its lower-case name without parameters."""
        return {name: kind for name, kind, _ in rows(self.table)}

    @functools.cached_property
    def casts(self) -> Mapping[str, str]:
        """The SQL that a column of a type needs, by the same names; `{}` is the column."""
        return {name: sql for name, _, sql in rows(self.table) if sql != "{}"}


def rows(table: Mapping[Kind, Names]) -> Iterator[tuple[str, Kind, str]]:
    """A table's types, one by one: name, kind, and the SQL that a column needs."""
    for kind, names in table.items():
        for sql, listed in ({"{}": names} if isinstance(names, str) else names).items():
            for name in listed.split(","):
                yield " ".join(name.split()), kind, sql


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


#: Words that Snowflake or Trino reserve, by their manuals; Redshift takes the list too. Quotes around a word that one
#: of them does not reserve change nothing, since a reserved word is quoted in the case to which the warehouse folds it.
_RESERVED = words("""
    all alter and any as auto between by case cast check column connect constraint create cross cube current
    current_catalog current_date current_path current_role current_schema current_time current_timestamp
    current_user deallocate delete describe distinct drop else end escape except execute exists extract false
    following for from full grant group grouping having ilike in increment inner insert intersect into is join
    json_array json_exists json_object json_query json_table json_value lateral left like listagg localtime
    localtimestamp minus natural normalize not null of on or order outer prepare qualify recursive regexp revoke
    right rlike rollup row rows sample select set skip some start table tablesample then to trigger trim true
    try_cast uescape union unique unnest update using values when whenever where window with""")

#: Reserved keywords of Transact-SQL that are not among those above.
_RESERVED_TSQL = words("""
    add asc authorization backup begin break browse bulk cascade checkpoint close clustered coalesce collate commit
    compute contains containstable continue convert cursor database dbcc declare default deny desc disk distributed
    double dump errlvl exec exit external fetch file fillfactor foreign freetext freetexttable function goto
    holdlock identity identity_insert identitycol if index key kill lineno load merge national nocheck nonclustered
    nullif off offsets open opendatasource openquery openrowset openxml option over percent pivot plan precision
    primary print proc procedure public raiserror read readtext reconfigure references replication restore restrict
    return revert rollback rowcount rowguidcol rule save schema securityaudit session_user setuser shutdown
    statistics system_user textsize top tran transaction truncate try_convert tsequal unpivot updatetext use user
    varying view waitfor while within writetext""")

# PostgreSQL manual, chapter 8; citext, hstore, ltree, PostGIS, pgvector. Cast: json, xml, jsonpath and the geometric
# types have no equality; the driver makes objects of jsonb, arrays, intervals, points and bytea, and text with a sign
# of money; a time or a range compares with one that is spelt right only, and is LIKE nothing. So does a uuid, but an index
# over it is none over its text, and the text of an inet has a mask. Behind a dot no word needs quotes (the grammar's ColLabel).
POSTGRES = Dialect(
    name="postgres",
    folding="lower",
    table={
        Kind.NUMBER: {
            "{}": """smallint, int2, integer, int, int4, bigint, int8, smallserial, serial2, serial, serial4,
                bigserial, serial8, decimal, dec, numeric, real, float4, float, float8, double precision, oid""",
            "CAST({} AS NUMERIC)": "money",
        },
        Kind.STRING: "text, varchar, character varying, character, char, bpchar, nchar, name, citext, uuid, inet, cidr",
        Kind.BOOLEAN: "boolean, bool",
        Kind.TIME: "date, timestamp, timestamptz",
        Kind.OPAQUE: {
            "CAST({} AS TEXT)": """array, json, jsonb, jsonpath, xml, interval, bytea, point, line, lseg, box, path,
                polygon, circle, box2d, box3d, bit, bit varying, varbit, time, timetz, macaddr, macaddr8, tsvector,
                tsquery, pg_lsn, int4range, int8range, numrange, tsrange, tstzrange, daterange, int4multirange,
                int8multirange, nummultirange, tsmultirange, tstzmultirange, datemultirange, hstore, ltree, vector,
                halfvec, sparsevec"""
        },
        Kind.GEO: {"ST_AsText({})": "geometry, geography"},
    },
)

# Snowflake: "Summary of data types", "Structured data types", "Identifier requirements". The driver
# makes objects of semi-structured values, shapes and vectors.
SNOWFLAKE = Dialect(
    name="snowflake",
    folding="upper",
    reserved=_RESERVED,
    table={
        Kind.NUMBER: """number, decimal, dec, numeric, int, integer, bigint, smallint, tinyint, byteint, float, float4,
            float8, double, double precision, real, decfloat""",
        Kind.STRING: "varchar, char, character, nchar, string, text, nvarchar, nvarchar2, character varying, time",
        Kind.BOOLEAN: "boolean",
        Kind.TIME: """date, datetime, timestamp, timestamp_ltz, timestamp_ntz, timestamp_tz, timestampltz,
            timestampntz, timestamptz""",
        Kind.OPAQUE: {
            "TO_VARCHAR({})": "variant, interval",
            "TO_JSON(TO_VARIANT({}))": "array, object, map",
            "TO_JSON(TO_VARIANT(CAST({} AS ARRAY)))": "vector",
            "HEX_ENCODE({})": "binary, varbinary",
        },
        Kind.GEO: {"ST_ASTEXT({})": "geography, geometry"},
    },
)

# GoogleSQL for BigQuery: "Data types"; "Lexical structure" (behind a dot any word is a name, quoted names escape as
# strings do, columns have no dot). INTEGER, FLOAT and RECORD are the API's names. Cube compares a time with TIMESTAMPs
# and reads it with `DATETIME(…, zone)`, which takes nothing else (cube-js/cube#7221).
BIGQUERY = Dialect(
    name="bigquery",
    quotes=("`", "`", "\\"),
    field_paths=True,
    whole_number="CAST({} AS STRING)",
    table={
        Kind.NUMBER: """int64, int, smallint, integer, bigint, tinyint, byteint, numeric, decimal, bignumeric,
            bigdecimal, float64, float""",
        Kind.STRING: "string",
        Kind.BOOLEAN: "bool, boolean",
        Kind.TIME: {"{}": "timestamp", "TIMESTAMP({})": "date, datetime"},
        Kind.OPAQUE: {
            "TO_JSON_STRING({})": "array, struct, record, json",
            "CAST({} AS STRING)": "time, interval, range",
            "TO_HEX({})": "bytes",
        },
        Kind.GEO: {"ST_ASTEXT({})": "geography"},
    },
)

# Amazon Redshift: "Data types"; "Names and identifiers" (quoted names fold, too). Spectrum's array, struct and map are
# left out: nobody can select such a column, so it had better be reported as unknown.
REDSHIFT = Dialect(
    name="redshift",
    folding="lower",
    reserved=_RESERVED,
    table={
        Kind.NUMBER: """smallint, int2, integer, int, int4, bigint, int8, decimal, numeric, real, float4, float,
            float8, double precision, oid""",
        Kind.STRING: """varchar, character varying, nvarchar, text, char, character, nchar, bpchar, name, string, time,
            timetz""",
        Kind.BOOLEAN: "boolean, bool",
        Kind.TIME: "date, timestamp, timestamptz",
        Kind.OPAQUE: {
            "JSON_SERIALIZE({})": "super",
            "TO_HEX({})": "varbyte, varbinary, binary varying",
            "CAST({} AS VARCHAR)": "interval",
            "CAST(HLL_CARDINALITY({}) AS VARCHAR)": "hllsketch",
        },
        Kind.GEO: {"ST_AsText({})": "geometry, geography"},
    },
)

# Spark and Databricks SQL: "Data types", "to_json". A map or a variant has no equality.
_SPARK: Mapping[Kind, Names] = {
    Kind.NUMBER: """tinyint, byte, smallint, short, int, integer, bigint, long, float, real, double, decimal, dec,
        numeric""",
    Kind.STRING: "string, varchar, char, character",
    Kind.BOOLEAN: "boolean",
    Kind.TIME: "date, timestamp, timestamp_ntz, timestamp_ltz",
    Kind.OPAQUE: {
        "TO_JSON({})": "array, map, struct, variant",
        "HEX({})": "binary",
        "CAST({} AS STRING)": "interval, time, void",
    },
    Kind.GEO: {"ST_ASTEXT({})": "geography, geometry"},
}
DATABRICKS = Dialect(name="databricks", quotes=("`", "`", "`"), table=_SPARK)
SPARK = Dialect(name="spark", quotes=("`", "`", "`"), two_part=True, table=_SPARK)

# Trino: "Data types"; "JSON functions: cast to JSON" (of plain values); "Keywords and identifiers" (case never
# matters). What Cube sends is a varchar, and no uuid, ipaddress or time compares with one. Athena is a Trino whose
# catalogue, AWS Glue, speaks Hive: string, float, binary, struct.
_TRINO: Mapping[Kind, Names] = {
    Kind.NUMBER: """tinyint, smallint, integer, int, bigint, real, float, double, double precision, decimal, dec,
        numeric, number""",
    Kind.STRING: "varchar, char, string",
    Kind.BOOLEAN: "boolean",
    Kind.TIME: "date, timestamp",
    Kind.OPAQUE: {
        "JSON_FORMAT(CAST({} AS JSON))": "array, map, row, struct",
        "JSON_FORMAT({})": "json",
        "TO_HEX({})": "varbinary, binary",
        "CAST({} AS VARCHAR)": "time, interval, uuid, ipaddress",
        "TO_HEX(CAST({} AS VARBINARY))": "hyperloglog, p4hyperloglog, qdigest, tdigest, setdigest",
    },
    Kind.GEO: {"ST_ASTEXT({})": "geometry", "ST_ASTEXT(TO_GEOMETRY({}))": "sphericalgeography"},
}
_WHOLE = "CAST({} AS VARCHAR)"
TRINO = Dialect(name="trino", folding="lower", reserved=_RESERVED, whole_number=_WHOLE, table=_TRINO)
ATHENA = Dialect(name="athena", folding="lower", reserved=_RESERVED, two_part=True, whole_number=_WHOLE, table=_TRINO)

# DuckDB: `duckdb_types()`. Case never matters; behind a dot no word needs quotes. Cast: the driver makes objects of
# nested values, blobs, bits and intervals; a JSON compares with valid JSON only; a TIMESTAMP_S, _MS or _NS compares
# with no TIMESTAMPTZ, and that is what Cube sends; a UUID or a time compares with one that is spelt right only, and is
# LIKE nothing. "NULL" is the type of a column that holds nothing else.
DUCKDB = Dialect(
    name="duckdb",
    whole_number=_WHOLE,
    table={
        Kind.NUMBER: """tinyint, int1, smallint, int2, int16, short, integer, int, int4, int32, integral, signed,
            bigint, int8, int64, long, oid, hugeint, int128, utinyint, uint8, usmallint, uint16, uinteger, uint32,
            ubigint, uint64, uhugeint, uint128, bignum, varint, decimal, dec, numeric, real, float, float4, double,
            float8, double precision""",
        Kind.STRING: "varchar, character varying, char, character, bpchar, text, string, nvarchar, enum, null",
        Kind.BOOLEAN: "boolean, bool, logical",
        Kind.TIME: {
            "{}": "date, timestamp, datetime, timestamptz, timestamp_us",
            "CAST({} AS TIMESTAMP)": "timestamp_s, timestamp_ms, timestamp_ns",
            "CAST({} AS TIMESTAMPTZ)": "timestamptz_ns",
        },
        Kind.OPAQUE: {
            "CAST({} AS VARCHAR)": """array, list, struct, row, map, union, json, variant, interval, blob, bytea,
                binary, varbinary, bit, bitstring, uuid, guid, time, timetz, time_ns"""
        },
        Kind.GEO: {"ST_AsText({})": "geometry, point_2d, linestring_2d, polygon_2d"},
    },
)

# ClickHouse: `system.data_type_families`, with the names it takes from other databases. Names escape as strings do;
# behind a dot no word needs quotes. A time of day arrives as text.
CLICKHOUSE = Dialect(
    name="clickhouse",
    quotes=("`", "`", "\\"),
    case_sensitive=True,
    two_part=True,
    whole_number="toString({})",
    table={
        Kind.NUMBER: """int8, int16, int32, int64, int128, int256, uint8, uint16, uint32, uint64, uint128, uint256,
            float32, float64, bfloat16, decimal, decimal32, decimal64, decimal128, decimal256, byte, int1, tinyint,
            smallint, mediumint, int, integer, bigint, signed, unsigned, float, real, single, double, double precision,
            dec, numeric, fixed, year, bit""",
        Kind.STRING: """string, fixedstring, enum, enum8, enum16, uuid, ipv4, ipv6, inet4, inet6, time, time64, text,
            char, character, nchar, nvarchar, varchar, varchar2, tinytext, mediumtext, longtext, clob, blob, tinyblob,
            mediumblob, longblob, bytea, binary, varbinary""",
        Kind.BOOLEAN: "bool, boolean",
        Kind.TIME: "date, date32, datetime, datetime32, datetime64, timestamp",
        Kind.OPAQUE: {
            "toString({})": """array, tuple, map, nested, json, object, variant, dynamic, nothing, qbit,
                intervalnanosecond, intervalmicrosecond, intervalmillisecond, intervalsecond, intervalminute,
                intervalhour, intervalday, intervalweek, intervalmonth, intervalquarter, intervalyear""",
            "toString(finalizeAggregation({}))": "aggregatefunction",
        },
        Kind.GEO: {
            "toString({})": "point, ring, linestring, multilinestring, multipoint, polygon, multipolygon, geometry"
        },
    },
)

# Transact-SQL: "Data types" (a timestamp is a rowversion: eight bytes, no time); "Reserved keywords". text, ntext,
# image and xml have no equality; the driver makes a date in 1970 of a time of day.
SQLSERVER = Dialect(
    name="sqlserver",
    quotes=("[", "]", "]"),
    reserved=_RESERVED | _RESERVED_TSQL,
    table={
        Kind.NUMBER: """tinyint, smallint, int, integer, bigint, decimal, dec, numeric, money, smallmoney, float, real,
            double precision""",
        Kind.STRING: "char, character, varchar, character varying, nchar, nvarchar, sysname, uniqueidentifier",
        Kind.BOOLEAN: "bit",
        Kind.TIME: "date, datetime, datetime2, smalldatetime, datetimeoffset",
        Kind.OPAQUE: {
            "CAST({} AS NVARCHAR(MAX))": "text, ntext, xml, time, json, vector",
            "CAST({} AS NVARCHAR(4000))": "sql_variant, hierarchyid",
            "CONVERT(VARCHAR(MAX), CAST({} AS VARBINARY(MAX)), 1)": "binary, varbinary, image, rowversion, timestamp",
        },
        Kind.GEO: {"{}.STAsText()": "geography, geometry"},
    },
)

_KNOWN = (POSTGRES, SNOWFLAKE, BIGQUERY, REDSHIFT, DATABRICKS, SPARK, TRINO, ATHENA, DUCKDB, CLICKHOUSE, SQLSERVER)


def _agreed(dialects: Sequence[Dialect]) -> dict[Kind, str]:
    """The types that mean one thing wherever they mean anything; text that needs a cast somewhere is text."""
    found: dict[str, set[Kind]] = {}
    for each in dialects:
        for name, kind in each.types.items():
            found.setdefault(name, set()).add(kind)
    meanings = {name: kinds - {Kind.OPAQUE} if Kind.STRING in kinds else kinds for name, kinds in found.items()}
    return {kind: ", ".join(name for name, kinds in meanings.items() if kinds == {kind}) for kind in Kind}


#: For every other adapter: what all tables above agree on, but SQL Server's, whose timestamp is no time. No casts: the
#: functions of an unknown database are not guessed.
GENERIC = Dialect(name="generic", table=_KNOWN[:-1], reserved=_RESERVED)

#: By dbt's adapter type. Adapters that speak the SQL of another one share its dialect.
DIALECTS: Mapping[str, Dialect] = {each.name: each for each in _KNOWN} | {
    "fabric": SQLSERVER,
    "synapse": SQLSERVER,
    "fabricspark": SPARK,
    "glue": SPARK,
    "presto": TRINO,
    "greenplum": POSTGRES,
    "materialize": POSTGRES,
    "risingwave": POSTGRES,
}

_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


def dialect(adapter_type: str) -> Dialect:
    """The dialect of a dbt adapter; `GENERIC` for one without a table."""
    return DIALECTS.get(adapter_type.strip().lower(), GENERIC)


def quote(name: str, dialect: Dialect) -> str:
    """A name in quotes, whatever it holds."""
    opens, closes, escape = dialect.quotes
    return opens + "".join(escape + letter if letter in (closes, escape) else letter for letter in name) + closes


def column_sql(name: str, dialect: Dialect, *, exact: bool) -> str:
    """A column as SQL behind a table's alias and a dot: without quotes where that surely means the same column.

    An `exact` name is spelt as in the warehouse; any other is somebody's spelling, and the warehouse folds it.
    """
    if dialect.field_paths and "." in name:
        return ".".join(column_sql(part, dialect, exact=exact) for part in name.split("."))
    if not _PLAIN.fullmatch(name):
        return quote(name, dialect)
    folded = {"upper": name.upper(), "lower": name.lower(), "none": name}[dialect.folding]
    if name.lower() in dialect.reserved:
        return quote(name if exact else folded, dialect)
    return quote(name, dialect) if exact and folded != name else name


def relation_sql(database: str | None, schema: str | None, identifier: str, dialect: Dialect) -> str:
    """A relation as SQL, where an old manifest does not say its `relation_name`, quoted as the adapter does by default.

    Snowflake's adapter does not quote: the names fold to the upper case that the tables have. All others are quoted.
    """
    parts = [part for part in (None if dialect.two_part else database, schema, identifier) if part]
    if dialect.folding == "upper":
        return ".".join(column_sql(part, dialect, exact=False) for part in parts)
    return ".".join(quote(part, dialect) for part in parts)


def cast_sql(column: str, type_name: str, dialect: Dialect) -> str:
    """A column's SQL as Cube can use it: with what its type (`DataType.name`) needs around it, often nothing."""
    return dialect.casts.get(type_name, "{}").replace("{}", column)
