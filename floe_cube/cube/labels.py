"""The labels of a `case` as Cube can write them: it puts single quotes around a label and escapes nothing in it."""

from __future__ import annotations

import attrs

from floe_cube.cube.ast import Case, Dimension, OfCase, Sql, SqlOf, Text
from floe_cube.cube.fstring import literal
from floe_cube.ir.dialects import Dialect

__all__ = ["labelled"]

#: Where a backslash begins an escape in a string, and two quotes are no quote.
#: Sources: GoogleSQL "Lexical structure", Databricks SQL "STRING type", ClickHouse "Syntax".
BACKSLASH = frozenset({"bigquery", "clickhouse", "databricks", "spark"})


def labelled(dimension: Dimension, dialect: Dialect) -> Dimension:
    """The dimension, with SQL for each label that has a quote or, where it matters, a backslash in it."""
    if not isinstance(dimension.value, OfCase) or not isinstance(dimension.value.case, Case):
        return dimension
    case = dimension.value.case
    when = tuple(attrs.evolve(each, label=_label(each.label, dialect)) for each in case.when)
    otherwise = case.otherwise and attrs.evolve(case.otherwise, label=_label(case.otherwise.label, dialect))
    return attrs.evolve(dimension, value=OfCase(Case(when=when, otherwise=otherwise)))


def _label(label: Text | SqlOf, dialect: Dialect) -> Text | SqlOf:
    escapes = dialect.name in BACKSLASH
    if isinstance(label, SqlOf) or not ("'" in label or (escapes and "\\" in label)):
        return label
    inner = label.replace("\\", "\\\\").replace("'", "\\'") if escapes else label.replace("'", "''")
    return SqlOf(Sql(literal(f"'{inner}'")))
