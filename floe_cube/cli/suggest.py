"""`floe-cube suggest`: rollups for the queries that people really ask."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from floe_cube.cli import options
from floe_cube.cli.exit_codes import UNUSABLE

if TYPE_CHECKING:
    from floe_cube.adapters.events import QueryEvent
    from floe_cube.adapters.suggest import Deployment


@click.command()
@click.option("--events", type=options.PATH, required=True, help="The event file that the deployment writes.")
@options.deployment
@click.option("--most", type=click.IntRange(1, 100), default=5, show_default=True, help="Suggest at most so many.")
def suggest(events: Path, deployment: Path, most: int) -> None:
    """Suggest rollups for the queries in an event file, as meta to paste under the dbt models."""
    from floe_cube.adapters.suggest import lines, survey
    from floe_cube.adapters.suggest import suggest as choose

    try:
        built = _deployment(deployment)
        found = survey(_events(events), built)
    except OSError as error:
        click.echo(
            f"{error.filename}: {error.strerror}. Name a deployment that is built, and its event file.", err=True
        )
        sys.exit(UNUSABLE)
    if not found.queries:
        click.echo(f"{events} holds no query that was answered, so there is nothing to suggest.", err=True)
        sys.exit(UNUSABLE)
    for line in lines(choose(found, built, most), found, built):
        click.echo(line)


def _events(path: Path) -> Iterator[QueryEvent]:
    from floe_cube.adapters.events import decode

    with path.open("rb") as file:
        yield from (record for line in file if (record := decode(line)) is not None)


def _deployment(directory: Path) -> Deployment:
    """What must be known of a deployment, from its own files."""
    import json

    from ruamel.yaml import YAML

    from floe_cube.adapters.suggest import CubeShape, Deployment
    from floe_cube.cli.verify import dialects

    databases = dialects(directory)
    access = json.loads((directory / "access.json").read_text("utf-8"))
    datasets = json.loads((directory / "lineage.json").read_text("utf-8"))["cubes"]
    loader = YAML(typ="safe")
    files = [loader.load(path) for path in sorted((directory / "schema").rglob("*.yaml"))]
    stated = {cube["name"]: cube for file in files for cube in file.get("cubes") or ()}
    cubes = {}
    for name, cube in stated.items():
        every = [
            item
            for part in _chain(cube, stated)
            for key in ("measures", "dimensions", "segments", "pre_aggregations")
            for item in part.get(key, ())
        ]
        table = access["cubes"].get(name, {})
        filters = [item["member"] for item in table.get("filters", ())] + [table.get("nullableKey")]
        cubes[name] = CubeShape(
            model=(datasets.get(name, {}).get("dataset") or "").rpartition(".")[2] or None,
            measures={
                m["name"]: _added_up(m, databases.get(cube.get("data_source", "default"), ""))
                for part in _chain(cube, stated)
                for m in part.get("measures", ())
            },
            keys=frozenset(
                d["name"] for part in _chain(cube, stated) for d in part.get("dimensions", ()) if d.get("primary_key")
            ),
            taken=frozenset(item["name"] for item in every),
            joins=tuple(join["name"] for part in _chain(cube, stated) for join in part.get("joins", ())),
            filters=tuple(dict.fromkeys(member.rpartition(".")[2] for member in filters if member)),
        )
    views = {
        member: path for file in files for view in file.get("views") or () for member, path in _members(view, stated)
    }
    return Deployment(cubes=cubes, views=views)


def _added_up(measure: Mapping[str, Any], database: str) -> str:
    """The type of a measure; another word where its values do not add up all the same."""
    from floe_cube.cube.rollups import SKETCHLESS

    if measure.get("rolling_window") or measure.get("multi_stage"):
        return "windowed"
    kind = str(measure.get("type", ""))
    return "unmergeable" if kind == "count_distinct_approx" and database in SKETCHLESS else kind


def _chain(cube: Mapping[str, Any], cubes: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The cube, and those that it extends."""
    found = [cube]
    while (base := cubes.get(found[-1].get("extends", ""))) is not None and base not in found:
        found.append(base)
    return found


def _members(view: Mapping[str, Any], cubes: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Each member of a view -> the path to it."""
    for part in view.get("cubes", ()):
        owner = part["join_path"].rpartition(".")[2]
        known = [
            item["name"]
            for cube in _chain(cubes.get(owner, {}), cubes)
            for key in ("measures", "dimensions", "segments")
            for item in cube.get(key, ())
        ]
        for item in known if part["includes"] == "*" else part["includes"]:
            name, alias = (item["name"], item.get("alias")) if isinstance(item, dict) else (item, None)
            prefix = f"{part.get('alias') or owner}_" if part.get("prefix") else ""
            yield f"{view['name']}.{prefix}{alias or name}", f"{part['join_path']}.{name}"
