"""Functions that dbt's semantic layer uses and that no two warehouses spell alike, by dialect.

Source: the SQL renderers of metricflow 0.213 (`metricflow/sql/render`), so that a metric is computed here as it is there. For a
warehouse without a renderer the functions are those of its own manual.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, TypeAlias

from floe_cube.ir.dialects import Dialect
from floe_cube.ir.where import GRAINS

__all__ = ["date_part", "double", "earlier", "percentile", "text", "truncated"]

Method: TypeAlias = Literal["continuous", "discrete", "approximate continuous", "approximate discrete"]

#: The type that ratios are computed in, where it is not `DOUBLE`.
DOUBLES = {
    "bigquery": "FLOAT64",
    "clickhouse": "Float64",
    "postgres": "DOUBLE PRECISION",
    "redshift": "DOUBLE PRECISION",
    "sqlserver": "FLOAT",
}
#: A moment cut to a span of time, where it is not `DATE_TRUNC`; and what such a warehouse calls a week that begins on Monday.
TRUNCATED = {"bigquery": "DATETIME_TRUNC({sql}, {grain})", "sqlserver": "DATETRUNC({grain}, {sql})", "generic": ""}
WEEKS = {"bigquery": "isoweek", "sqlserver": "iso_week"}
#: A moment some time before another one, where it is not `DATEADD`.
EARLIER = {
    "athena": "DATE_ADD('{unit}', -{count}, {sql})",
    "bigquery": "DATE_SUB(CAST({sql} AS DATETIME), INTERVAL {count} {unit})",
    "clickhouse": "{sql} - INTERVAL {count} {unit}",
    "duckdb": "{sql} - INTERVAL {count} {unit}",
    "generic": "",
    "postgres": "{sql} - MAKE_INTERVAL({unit}s => {count})",
    "trino": "DATE_ADD('{unit}', -{count}, {sql})",
}
#: The type of text, where it is not `VARCHAR`.
TEXTS = {
    "bigquery": "STRING",
    "clickhouse": "String",
    "databricks": "STRING",
    "spark": "STRING",
    "sqlserver": "NVARCHAR(4000)",
}
#: Parts of a date that every warehouse counts alike.
PARTS = frozenset({"year", "quarter", "month", "day", "doy"})

_CONT = "PERCENTILE_CONT({share}) WITHIN GROUP (ORDER BY {sql})"
_DISC = "PERCENTILE_DISC({share}) WITHIN GROUP (ORDER BY {sql})"
_SPARK: dict[Method, str] = {"continuous": _CONT, "approximate discrete": "APPROX_PERCENTILE({sql}, {share})"}
_TRINO: dict[Method, str] = {"approximate continuous": "approx_percentile({sql}, {share})"}
PERCENTILES: dict[str, dict[Method, str]] = {
    "athena": _TRINO,
    "bigquery": {"approximate continuous": "APPROX_QUANTILES({sql}, {parts})[OFFSET({part})]"},
    "clickhouse": {"continuous": "quantileExactInclusive({share})({sql})"},
    "databricks": _SPARK,
    "duckdb": {"continuous": _CONT, "discrete": _DISC, "approximate continuous": "approx_quantile({sql}, {share})"},
    "postgres": {"continuous": _CONT, "discrete": _DISC},
    "redshift": {"continuous": _CONT, "approximate discrete": f"APPROXIMATE {_DISC}"},
    "snowflake": {
        "continuous": _CONT,
        "discrete": _DISC,
        "approximate continuous": "APPROX_PERCENTILE({sql}, {share})",
    },
    "spark": _SPARK,
    "trino": _TRINO,
}


def double(sql: str, dialect: Dialect) -> str:
    """A number as one that is divided without rounding."""
    return f"CAST({sql} AS {DOUBLES.get(dialect.name, 'DOUBLE')})"


def truncated(sql: str, grain: str, dialect: Dialect) -> str | None:
    """A moment cut to a span of time; None where no function is known for it, as for those of a project's own calendar."""
    if grain not in GRAINS:
        return None
    unit = WEEKS.get(dialect.name, grain) if grain == "week" else grain
    template = TRUNCATED.get(dialect.name, "DATE_TRUNC('{grain}', {sql})")
    return template.replace("{grain}", unit).replace("{sql}", sql) or None


def earlier(sql: str, count: int, unit: str, dialect: Dialect) -> str | None:
    """A moment some time before another one; None where no function is known for it."""
    if dialect.name == "postgres" and unit == "quarter":
        count, unit = count * 3, "month"
    template = EARLIER.get(dialect.name, "DATEADD({unit}, -{count}, {sql})")
    return template.replace("{count}", str(count)).replace("{unit}", unit).replace("{sql}", sql) or None


def text(sql: str, dialect: Dialect) -> str:
    """Any value as text."""
    return f"CAST({sql} AS {TEXTS.get(dialect.name, 'VARCHAR')})"


def date_part(sql: str, part: str) -> str | None:
    """A part of a date as a number; None for one that warehouses count differently."""
    return f"EXTRACT({part} FROM {sql})" if part in PARTS else None


def percentile(sql: str, share: float, method: Method, dialect: Dialect) -> str | None:
    """A percentile, from 0 to 1; None where the warehouse has none of that kind."""
    template = PERCENTILES.get(dialect.name, {}).get(method)
    if template is None:
        return None
    fraction = Fraction(share).limit_denominator()
    blanks = {"{share}": f"{share:g}", "{parts}": str(fraction.denominator), "{part}": str(fraction.numerator)}
    for blank, value in blanks.items():
        template = template.replace(blank, value)
    return template.replace("{sql}", sql)
