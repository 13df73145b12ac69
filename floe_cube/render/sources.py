"""The data sources of a deployment: which databases its cubes are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from attrs import evolve

from floe_cube import databases
from floe_cube.config import Config, ConsumptionConfig, DatabaseType, ExportBucket, PreAggregationConfig
from floe_cube.cube.ast import DataModel
from floe_cube.databases import DEFAULT, Database
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.model import Project
from floe_cube.record import frozen

__all__ = ["DataSource", "sources"]


@frozen
class DataSource:
    """A data source beside the default one: its database, and the export bucket that is its own."""

    database: Database
    bucket: ExportBucket | None = None


def sources(
    model: DataModel, project: Project, config: Config
) -> tuple[Database | None, Mapping[str, DataSource], tuple[Diagnostic, ...]]:
    """The database of the data source `default`, and each further one by name; without those that Cube cannot read.

    What is configured for all holds for the default one. Another one's database is the one that its project says, or its adapter.
    """
    database, findings = databases.resolve(config.consumption, project.adapter)
    readers: dict[str | None, Project] = {}
    buckets: dict[str, Project] = {}
    for reader in project.others:
        readers.setdefault(reader.connection.data_source, reader)
        if reader.connection.export_bucket:
            buckets.setdefault(reader.connection.data_source or DEFAULT, reader)
    others: dict[str, DataSource] = {}
    for cube in model.cubes:
        name = cube.data_source
        if name is None or name in (DEFAULT, *others):
            continue
        reader = readers.get(name) or project.homes.get(cube.origin.subject, project)
        stated = DatabaseType(reader.connection.database_type) if reader.connection.database_type else None
        bucket = buckets[name].connection.export_bucket if name in buckets else None
        wanted = ConsumptionConfig(database_type=stated, pre_aggregations=PreAggregationConfig(export_bucket=bucket))
        other, problems = databases.resolve(wanted, reader.adapter)
        if other is not None:
            others[name] = DataSource(other, bucket)
            findings += tuple(evolve(found, place=_setting(buckets[name], project, "type")) for found in problems)
        else:
            data = dict(problems[0].data) | {"source": name, "project": reader.name}
            findings = (*findings, finding("FC0929", Place(reader.name, "manifest.json"), **data))
    findings += tuple(_unused(project, config, buckets))
    return database, dict(sorted(others.items())), tuple(dict.fromkeys(findings))


def _unused(project: Project, config: Config, buckets: Mapping[str, Project]) -> Iterator[Diagnostic]:
    """Export buckets of projects whose data source has another one, or none: Cube knows one for each."""
    used = {source: reader.connection.export_bucket for source, reader in buckets.items()}
    used[DEFAULT] = config.consumption.pre_aggregations.export_bucket
    for reader in project.others:
        bucket, source = reader.connection.export_bucket, reader.connection.data_source or DEFAULT
        if bucket and bucket != used[source]:
            other = used[source]
            data = {"project": reader.name, "bucket": bucket.bucket, "source": source}
            data["other"] = f"`{other.bucket}`" if other else "none at all"
            yield finding("FC0733", _setting(reader, project), **data)


def _setting(reader: Project, project: Project, *more: str) -> Place:
    """Where the configuration states the export bucket of a project beside the first one."""
    at = next(n for n, other in enumerate(project.others, 1) if other is reader)
    return Place(".".join((f"consumption.projects[{at}].export_bucket", *more)))
