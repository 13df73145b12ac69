"""Numbers that decide on rows, as text where Cube compares numbers as doubles.

From 2^53 on several whole numbers are one double, and whoever asks for the rows of one would see those of its neighbours, too.
Source: Cube 1.7.43, `castParameter` of BigqueryQuery, ClickHouseQuery, DuckDBQuery and PrestodbQuery.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from floe_cube.config import SecurityConfig
from floe_cube.cube.ast import NO_DETAILS, Dimension, OfSql, Sql
from floe_cube.cube.protect import Draft, decide
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.model import Project
from floe_cube.ir.types import DataType

__all__ = ["exact"]

#: Types that hold fractions: as text, 1 would be `1.0`.
_FRACTIONAL = re.compile(r"(?:b?float|double|real).*|.*\(\s*\d+\s*,\s*[1-9].*", re.IGNORECASE | re.DOTALL)


def exact(drafts: Sequence[Draft], project: Project, security: SecurityConfig) -> list[Draft]:
    """The drafts, their whole numbers that must equal a claim compared as text: all of them, for joins equate them with each other."""
    return [_exact(draft, project.home(draft.side.model).dialect, security) for draft in drafts]


def _exact(draft: Draft, dialect: Dialect, security: SecurityConfig) -> Draft:
    if dialect.whole_number is None:
        return draft
    types = {column.name: column.type for column in draft.side.model.columns}
    names = {draft.names[c] for c in decide(draft, security, []).filters if _may_be_whole(types.get(c))}
    dimensions = tuple(
        _text(dimension, dialect.whole_number) if dimension.name in names else dimension
        for dimension in draft.cube.dimensions
    )
    return attrs.evolve(draft, cube=attrs.evolve(draft.cube, dimensions=dimensions)) if names else draft


def _may_be_whole(data_type: DataType | None) -> bool:
    return data_type is None or _FRACTIONAL.fullmatch(data_type.text) is None


def _text(dimension: Dimension, template: str) -> Dimension:
    if dimension.type != "number" or not isinstance(dimension.value, OfSql):
        return dimension
    details = dimension.details
    if details is not NO_DETAILS:  # these say how a number is shown
        details = attrs.evolve(details, format=None, currency=None)
    sql = Sql(template.replace("{}", dimension.value.sql))
    return attrs.evolve(dimension, value=OfSql(sql), type="string", details=details)
