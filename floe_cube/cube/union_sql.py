"""The query of a union: its legs, one under another, with the columns that are read.

Portable SQL: a join, a window function and what `ir.functions` knows. No database guesses the type of a column that is null in the first
legs, so that of more than two legs a SELECT without rows says them all beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from floe_cube.cube.ast import Cube, Name, Query, Sql, Table, UnionAll
from floe_cube.cube.fstring import literal
from floe_cube.cube.semantic import Home
from floe_cube.cube.sql import references
from floe_cube.ir.dialects import Dialect
from floe_cube.ir.functions import text
from floe_cube.ir.where import METRIC_TIME
from floe_cube.record import frozen

__all__ = ["ROW_KEY", "Apart", "Following", "Leg", "leg_key", "table_of", "union_all"]

#: The column that is unique in a union.
ROW_KEY = "row_key"
#: So many legs need nothing that says types.
PLAIN = 2
_COLUMN = re.compile(r"\{CUBE\}\.(\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|\[(?:[^\]]|\]\])+\]|[^\W\d][\w$]*)")

Columns = Mapping[str, Mapping[Name, Sql]]
"""Columns of the union -> leg -> SQL over the leg's table."""


class Apart(ValueError):
    """Why rows cannot stand one under another, as a clause."""


@frozen(kw_only=True)
class Leg:
    """The rows of a semantic model by one of its times. `table` is what they are selected from."""

    name: Name
    home: Home
    time: str
    table: Sql


def table_of(cube: Cube) -> Sql:
    """What the rows of a cube are selected from.

    Raises:
        Apart: that depends on the query.
    """
    source = cube.source
    if isinstance(source, Table | Query) and cube.extends is None:
        sql = source.sql_table if isinstance(source, Table) else Sql(f"({source.sql}\n)")
        if not references(sql):
            return sql
    raise Apart(f"the query of `{cube.name}` depends on other cubes or on who asks")


@frozen(kw_only=True)
class Following:
    """That rows of the second leg follow on rows of the first one, and belong to the last of these.

    Attributes:
        equal: SQL over the first leg and over the second that has the same value.
        times: the times of both, cut to the same grain.
        since: the first leg's time is later than this of the second's.
        only: conditions on rows of the first leg.
    """

    equal: tuple[tuple[Sql, Sql], ...]
    times: tuple[Sql, Sql]
    since: Sql | None = None
    only: tuple[Sql, ...] = ()


def leg_key(leg: Leg, dialect: Dialect) -> Sql:
    """What identifies a row among those of all legs.

    Raises:
        Apart: nothing identifies it.
    """
    columns, side = leg.home.columns, leg.home.draft.side
    parts = [text("{CUBE}." + literal(columns.sql[column]), dialect) for column in side.key if column in columns.sql]
    if not parts or len(parts) < len(side.key):
        raise Apart(f"no column is known to identify the rows of `{leg.home.cube}`")
    key = f"CONCAT('{leg.name}:', {parts[0]})"
    for part in parts[1:]:
        key = f"CONCAT({key}, CONCAT(':', {part}))"
    return Sql(key)


def union_all(legs: Sequence[Leg], shared: Columns, texts: Iterable[str], following: Following | None) -> UnionAll:
    """The query of a union.

    Args:
        shared: the columns that legs have in common.
        texts: SQL that reads it.
    """
    # Where two have one name, what decides on rows is never the one that gives way.
    own = {name: sql for name, sql in sorted(_own_columns(legs, texts)) if name not in shared}
    columns = {**shared, **own}
    if following is not None:
        selects = [_select(legs[0], columns, following.only), _following(legs, shared, own, following)]
    else:
        selects = [_types(legs, columns)] if len(legs) > PLAIN else []
        selects += [_select(leg, columns) for leg in legs]
    homes = {leg.name: leg.home for leg in legs}
    shows = {
        name.strip('"`[]'): tuple(
            dict.fromkeys(read for leg, sql in by_leg.items() for read in _reads(sql, homes[leg]))
        )
        for name, by_leg in columns.items()
    }
    return UnionAll(Sql("\nUNION ALL\n".join(selects)), shows)


def _own_columns(legs: Sequence[Leg], texts: Iterable[str]) -> Iterator[tuple[str, Mapping[Name, Sql]]]:
    """The columns of single legs that SQL reads: `bookings__amount` is `amount` of `bookings`."""
    for alias in dict.fromkeys(alias for sql in texts for alias in _COLUMN.findall(sql)):
        quote = alias[0] if alias[0] in '"`[' else ""
        for leg in sorted(legs, key=lambda leg: -len(leg.name)):
            if alias.startswith(f"{quote}{leg.name}__"):
                yield alias, {leg.name: Sql("{CUBE}." + quote + alias.removeprefix(f"{quote}{leg.name}__"))}
                break


def _over(sql: str, table: str) -> str:
    return sql.replace("{CUBE}", table)


def _select(leg: Leg, columns: Columns, only: Iterable[Sql] = ()) -> str:
    listed = [f"{_over(sql[leg.name], 't') if leg.name in sql else 'NULL'} AS {name}" for name, sql in columns.items()]
    return _query([f"'{leg.name}' AS leg", *listed], f"{leg.table} AS t", [_over(sql, "t") for sql in only])


def _query(columns: Iterable[str], source: str, conditions: Sequence[str]) -> str:
    where = f"\nWHERE {' AND '.join(f'({condition})' for condition in conditions)}" if conditions else ""
    return f"SELECT {', '.join(columns)}\nFROM {source}{where}"


def _following(legs: Sequence[Leg], shared: Columns, own: Columns, following: Following) -> str:
    """The second leg: its rows, with what they share with the last row of the first leg that they follow on."""
    first, second = legs
    key = _over(shared[ROW_KEY][second.name], "t")
    known = {name: _over(sql[first.name], "b") for name, sql in shared.items()} | {ROW_KEY: key}
    known |= {name: _over(sql[second.name], "t") for name, sql in own.items() if second.name in sql}
    equal = [f"{_over(base, 'b')} = {_over(sql, 't')}" for base, sql in following.equal]
    time, last = _over(following.times[0], "b"), _over(following.times[1], "t")
    conditions = [f"{time} <= {last}", *(_over(sql, "b") for sql in following.only)]
    conditions += [f"{time} > {_over(following.since, 't')}"] if following.since else []
    order = f"{known[METRIC_TIME]} DESC, {_over(shared[ROW_KEY][first.name], 'b')}"
    listed = [f"{sql} AS {name}" for name, sql in known.items()]
    listed.append(f"ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY {order}) AS nth")
    sources = f"{first.table} AS b JOIN {second.table} AS t ON {' AND '.join(equal)}"
    columns = [name if name in known else f"NULL AS {name}" for name in (*shared, *own)]
    pairs = _query(listed, sources, conditions)
    return _query([f"'{second.name}' AS leg", *columns], f"({pairs}) AS pairs", ["nth = 1"])


def _types(legs: Sequence[Leg], columns: Columns) -> str:
    """No rows, but columns of the types that the legs have."""
    tables = {leg.name: f"t{index}" for index, leg in enumerate(legs)}
    firsts = [(name, *next(iter(sql.items()))) for name, sql in columns.items()]
    listed = [f"{_over(sql, tables[leg])} AS {name}" for name, leg, sql in firsts]
    sources = " CROSS JOIN ".join(f"{leg.table} AS {tables[leg.name]}" for leg in legs)
    return _query([f"'{legs[0].name}' AS leg", *listed], sources, ["1 = 0"])


def _reads(sql: str, home: Home) -> Iterator[tuple[str, str, bool]]:
    """The columns of a model in SQL, and whether it is nothing else."""
    names = {literal(written): name for name, written in home.columns.sql.items()}
    for written in _COLUMN.findall(sql):
        yield home.semantic.model, names.get(written, written.strip('"`[]')), _COLUMN.fullmatch(sql) is not None
