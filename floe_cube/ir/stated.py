"""Parts of dbt's semantic layer that manifests hold in several forms: filters and spans of time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from floe_cube.dbt import wire
from floe_cube.ir.semantic import Interval
from floe_cube.ir.where import GRAINS, Where, WhereError, parse

__all__ = ["Refused", "interval", "wheres"]

WINDOW = re.compile(r"\s*(\d+)\s+([A-Za-z_]\w*)\s*")


class Refused(Exception):
    """A metric that cannot be told. It never leaves the stage."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def wheres(stated: wire.Wheres) -> tuple[Where, ...]:
    """The filters in any of the forms that manifests have.

    Raises:
        Refused: one of them cannot be read.
    """
    found = []
    for text in _texts(stated):
        try:
            found.append(parse(text))
        except WhereError as error:
            raise Refused("FC0901", filter=text.strip(), problem=error) from None
    return tuple(found)


def _texts(stated: wire.Wheres) -> Iterator[str]:
    match stated:
        case str():
            yield stated
        case list():
            yield from stated
        case wire.Where():
            if stated.where_sql_template:
                yield stated.where_sql_template
            for inner in stated.where_filters or ():
                if inner.where_sql_template:
                    yield inner.where_sql_template


def interval(stated: wire.Window | str | None) -> Interval | None:
    """`7 days`, in either form; the unit in the singular where it is a usual one."""
    if stated is None:
        return None
    if isinstance(stated, str):
        found = WINDOW.fullmatch(stated)
        if found is None:
            raise Refused("FC0901", filter=stated, problem="it is no span of time such as `7 days`")
        count, unit = int(found[1]), found[2].lower()
    else:
        count, unit = stated.count, stated.granularity.lower()
    return Interval(count, unit.removesuffix("s") if unit.removesuffix("s") in GRAINS else unit)
