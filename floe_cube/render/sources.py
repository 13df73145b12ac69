"""The data sources of a deployment: which databases its cubes are in."""

from __future__ import annotations

from collections.abc import Mapping

from floe_cube import databases
from floe_cube.config import Config, ConsumptionConfig
from floe_cube.cube.ast import DataModel
from floe_cube.databases import DEFAULT, Database
from floe_cube.diagnostics import Diagnostic
from floe_cube.ir.model import Project

__all__ = ["sources"]


def sources(
    model: DataModel, project: Project, config: Config
) -> tuple[Database | None, Mapping[str, Database], tuple[Diagnostic, ...]]:
    """The database of the data source `default`, and of each further one by name; without those that Cube cannot read.

    What is configured holds for the default one. Another one's database follows from the adapter of the project that is read
    through it.
    """
    database, findings = databases.resolve(config.consumption, project.adapter)
    adapters: dict[str, str] = {}
    for part in project.models:
        if part.data_source != DEFAULT and part.data_source not in adapters:
            adapters[part.data_source] = project.home(part).adapter
    for cube in model.cubes:
        if cube.data_source is not None and cube.data_source not in (DEFAULT, *adapters):  # one that meta names
            adapters[cube.data_source] = project.homes.get(cube.origin.subject, project).adapter
    others: dict[str, Database] = {}
    for name in sorted(adapters):
        other, found = databases.resolve(ConsumptionConfig(), adapters[name])
        findings = (*findings, *found)
        others |= {name: other} if other is not None else {}
    return database, others, findings
