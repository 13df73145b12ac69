"""`floe-cube lineage`: which dbt column feeds which member, and who asked for it last."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from floe_cube.cli import options
from floe_cube.cli.exit_codes import UNUSABLE
from floe_cube.diagnostics import nearest
from floe_cube.record import frozen

if TYPE_CHECKING:
    from floe_cube.render.lineage import Columns


@click.command()
@click.option("--cube", help="Only members of this cube or view.")
@click.option(
    "--column", help="Only members that this column feeds, in any case: `amount`, or `orders.amount` for one model's."
)
@click.option(
    "--events",
    type=options.PATH,
    help="The event file: shows when, and by whom, a member was asked for last.",
)
@options.deployment
@click.option("--format", "style", type=click.Choice(["text", "json"]), default="text", show_default=True)
def lineage(cube: str | None, column: str | None, events: Path | None, deployment: Path, style: str) -> None:
    """Show which dbt columns feed which members of the deployment."""
    try:
        every = list(_rows(deployment / "lineage.json"))
    except OSError as error:
        _end(f"{error.filename}: {error.strerror}. Build the deployment first: floe-cube build --out {deployment}")
    try:
        asked = _last_asked(events) if events is not None else {}
    except OSError as error:
        _end(f"{error.filename}: {error.strerror}. Cube writes the file that FLOE_CUBE_EVENTS names.")
    rows = [row for row in every if _is_wanted(row, cube, column)]
    if not rows:
        click.echo(_none(every, cube, column), err=True)
    if style == "json":
        import json

        shown = [{"member": r.member, "columns": list(r.columns), "asked": asked.get(r.member)} for r in rows]
        click.echo(json.dumps(shown, indent=1))
        return
    width = max((len(row.member) for row in rows), default=0)
    for row in rows:
        last = f"   {asked.get(row.member, 'never asked for')}" if events is not None and row.is_member else ""
        click.echo(f"{row.member:{width}}  <-  {', '.join(row.columns) or '(no column)'}{last}")


def _end(problem: str) -> NoReturn:
    click.echo(problem, err=True)
    sys.exit(UNUSABLE)


def _none(every: list[Row], cube: str | None, column: str | None) -> str:
    """That nothing was found, with what may have been meant: whoever drops a column reads silence as a yes."""
    if cube is not None and cube not in (known := sorted({row.cube for row in every})):
        return f"There is no cube or view `{cube}`{nearest(cube, known)}."
    if column is None:
        return "There are no members."
    parts = [read.partition(" (")[0].rsplit(".", 2)[-2:] for row in every for read in row.columns]
    names = sorted({".".join(part) for part in parts} | {part[-1] for part in parts})
    return f"No member{f' of `{cube}`' if cube else ''} reads a column `{column}`{nearest(column, names)}."


@frozen
class Row:
    """A member, and the columns that feed it: `db.schema.table.column`, with what becomes of them unless they go on as they are.

    What is no member is shown as `orders -> customers`, a join, and `orders (rows)`, the conditions of a cube's own query.
    """

    cube: str
    member: str
    columns: tuple[str, ...]
    is_member: bool = True


def _rows(path: Path) -> Iterator[Row]:
    import msgspec

    from floe_cube.render.lineage import CubeEntry, LineageFile

    file = msgspec.json.decode(path.read_bytes(), type=LineageFile)

    def columns(entry: CubeEntry, reads: Columns, plain: str) -> tuple[str, ...]:
        found = []
        for read in reads:
            dataset, name, how = (
                (entry.dataset, read, plain)
                if isinstance(read, str)
                else (read.dataset or entry.dataset, read.column, read.how.lower())
            )
            known = file.datasets.get(dataset or "")
            found.append(f"{known.name if known else dataset}.{name}{f' ({how})' if how and how != 'identity' else ''}")
        return tuple(found)

    for cube, entry in sorted(file.cubes.items()):
        for members, plain in ((entry.dimensions, ""), (entry.measures, "aggregation"), (entry.segments, "filter")):
            for member, reads in members.items():
                yield Row(cube, f"{cube}.{member}", columns(entry, reads, plain))
        for target, reads in entry.joins.items():
            yield Row(cube, f"{cube} -> {target}", columns(entry, reads, "join"), is_member=False)
        if entry.rows:
            yield Row(cube, f"{cube} (rows)", columns(entry, entry.rows, "filter"), is_member=False)


def _is_wanted(row: Row, cube: str | None, column: str | None) -> bool:
    if cube is not None and row.cube != cube:
        return False
    if column is None:
        return True
    wanted = f".{column}".casefold()
    return any(f".{read.partition(' (')[0]}".casefold().endswith(wanted) for read in row.columns)


def _last_asked(path: Path) -> dict[str, str]:
    """Member -> when it was asked for last, through which API, of which program, by whom if users are told apart, and whether in vain."""
    from floe_cube.adapters.events import decode

    found: dict[str, str] = {}
    asked_in: dict[str, str] = {}
    with path.open("rb") as file:
        for line in file:
            record = decode(line)
            if record is None or record.kind != "query" or record.event == "LOSS":
                continue
            asked = record.asked
            named = (*asked.measures, *asked.dimensions, *asked.segments, *asked.time_dimensions, *asked.filters)
            members = dict.fromkeys(".".join(name.split(".")[:2]) for name in named)
            if record.event == "START":
                who = f" of {record.application}" if record.application else ""
                who += f" by {record.user}" if record.user else ""
                found.update(dict.fromkeys(members, f"{record.time:%Y-%m-%d %H:%M:%S} UTC, {record.api}{who}"))
                asked_in.update(dict.fromkeys(members, record.id))
                continue
            for name in members:
                if asked_in.get(name) == record.id:
                    in_vain = "failed" if record.event == "FAIL" else "no row granted" if record.denied else ""
                    in_vain = in_vain or ("masked" if name in record.masked else "")
                    found[name] += f", {in_vain}" if in_vain else ""
    return found
