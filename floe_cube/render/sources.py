"""The data sources of a deployment: which databases its cubes are in."""

from __future__ import annotations

from collections.abc import Mapping

from floe_cube import databases
from floe_cube.config import Config, ConsumptionConfig, DatabaseType
from floe_cube.cube.ast import DataModel
from floe_cube.databases import DEFAULT, Database
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.model import Project

__all__ = ["sources"]


def sources(
    model: DataModel, project: Project, config: Config
) -> tuple[Database | None, Mapping[str, Database], tuple[Diagnostic, ...]]:
    """The database of the data source `default`, and of each further one by name; without those that Cube cannot read.

    What is configured for all holds for the default one. Another one's database is the one that its project says, or its adapter.
    """
    database, findings = databases.resolve(config.consumption, project.adapter)
    readers: dict[str | None, Project] = {}
    for reader in project.others:
        readers.setdefault(reader.connection.data_source, reader)
    others: dict[str, Database] = {}
    for cube in model.cubes:
        name = cube.data_source
        if name is None or name in (DEFAULT, *others):
            continue
        reader = readers.get(name) or project.homes.get(cube.origin.subject, project)
        stated = DatabaseType(reader.connection.database_type) if reader.connection.database_type else None
        other, problems = databases.resolve(ConsumptionConfig(database_type=stated), reader.adapter)
        if other is not None:
            others[name] = other
        else:
            data = dict(problems[0].data) | {"source": name, "project": reader.name}
            findings = (*findings, finding("FC0929", Place(reader.name, "manifest.json"), **data))
    return database, dict(sorted(others.items())), tuple(dict.fromkeys(findings))
