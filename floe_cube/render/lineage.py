"""`lineage.json`: which columns of which datasets feed each member, for those who observe the deployment.

A dataset has the namespace and name that dbt's OpenLineage integration gives it, so that in a catalogue the lineage runs on from
dbt's models to the cubes and the queries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from floe_cube.config import Config
from floe_cube.cube.ast import DataModel
from floe_cube.cube.lineage import CubeLineage, How, Read, Reads, lineage
from floe_cube.databases import DEFAULT, prefix
from floe_cube.ir.model import Model, Project

__all__ = ["NAMESPACES", "CubeEntry", "DatasetEntry", "LineageFile", "Via", "lineage_json"]

#: dbt's adapter -> the namespace of its datasets. What dbt takes from its profile stands in Cube's environment variables, in
#: braces here. Source: openlineage-integration-common 1.54, `dbt/processor.py`, `extract_namespace`.
NAMESPACES = {
    "postgres": "postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}",
    "redshift": "redshift://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}",
    "snowflake": "snowflake://{CUBEJS_DB_SNOWFLAKE_ACCOUNT}",
    "bigquery": "bigquery",
    "databricks": "databricks://{CUBEJS_DB_DATABRICKS_URL}",
    "trino": "trino://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}",
    "clickhouse": "clickhouse://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}",
    "athena": "awsathena://athena.{CUBEJS_AWS_REGION}.amazonaws.com",
    "duckdb": "duckdb://{CUBEJS_DB_DUCKDB_DATABASE_PATH}",
}


class Via(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A column that a member reads otherwise than as its kind of member does, or from another dataset.

    Attributes:
        column: name of the column.
        how: what becomes of it, in the words of OpenLineage.
        dataset: key of the dataset, if it is not the cube's own.
    """

    column: str
    how: How
    dataset: str | None = None


#: A column as a plain string is one of the cube's own dataset: in a dimension as it is, in a measure aggregated, in a segment and among
#: the conditions a filter, in a join compared.
Columns = tuple[str | Via, ...]


class DatasetEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A relation that dbt built.

    Attributes:
        name: its name in the namespace.
        columns: name -> type, empty where nobody says it.
        namespace: its own, if it is not the file's: that of another data source.
    """

    name: str
    columns: Mapping[str, str]
    namespace: str | None = None


class CubeEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A cube or a view: name of each member -> the columns that feed it.

    Attributes:
        dataset: key of the dataset that a cube shows.
        view: whether it is a view.
        rows: columns that decide about a cube's rows, whichever member is asked: those in the conditions of its own query.
        joins: the columns that each join of a cube compares, by the name of the cube that it leads to.
        pre_aggregations: the members that each pre-aggregation of a cube holds, with their cubes.
        paths: of a view, the members behind each join path.
    """

    dataset: str | None = None
    view: bool = False
    dimensions: Mapping[str, Columns] = {}
    measures: Mapping[str, Columns] = {}
    segments: Mapping[str, Columns] = {}
    rows: Columns = ()
    joins: Mapping[str, Columns] = {}
    pre_aggregations: Mapping[str, tuple[str, ...]] = {}
    paths: Mapping[str, tuple[str, ...]] = {}


class LineageFile(msgspec.Struct, frozen=True, kw_only=True):
    """The whole file.

    Attributes:
        version: of the format.
        namespace: of all datasets that have none of their own, perhaps with names of environment variables in braces.
        datasets: by dbt's unique_id.
        cubes: cubes and views by their names.
    """

    version: int = 1
    namespace: str
    datasets: Mapping[str, DatasetEntry]
    cubes: Mapping[str, CubeEntry]


def lineage_json(model: DataModel, project: Project, config: Config) -> str:
    """The text of lineage.json, a line for each dataset and each cube."""
    found = lineage(model, project)
    namespace = config.observability.dataset_namespace or _namespace(project.adapter, DEFAULT)
    own = {id(other): _own(other, namespace) for other in project.others}
    datasets = {model.unique_id: _dataset(model, own.get(id(project.home(model)))) for model in project.models}
    cubes = {name: _cube(cube) for name, cube in sorted(found.items())}
    lines = [
        "{",
        f' "version": 1,\n "namespace": {_json(namespace)},',
        *_section("datasets", datasets),
        " },",
        *_section("cubes", cubes),
        " }",
        "}",
        "",
    ]
    return "\n".join(lines)


def _section(title: str, entries: Mapping[str, object]) -> Iterator[str]:
    yield f' "{title}": {{'
    if entries:
        yield ",\n".join([f"  {_json(name)}: {_json(entry)}" for name, entry in entries.items()])


_ENCODER = msgspec.json.Encoder()


def _json(value: object) -> str:
    return _ENCODER.encode(value).decode()


def _own(project: Project, namespace: str) -> str | None:
    """The namespace of a further project's datasets, if it is not that of the first one's."""
    stated, source = project.connection.dataset_namespace, project.connection.data_source or DEFAULT
    own = stated or (namespace if source == DEFAULT else _namespace(project.adapter, source))
    return own if own != namespace else None


def _namespace(adapter: str, data_source: str) -> str:
    """The namespace of a data source's datasets, with the variables of its own connection."""
    return NAMESPACES.get(adapter, adapter or "unknown").replace("{CUBEJS_", f"{{{prefix(data_source)}")


def _dataset(model: Model, namespace: str | None) -> DatasetEntry:
    columns = {column.name: column.type.text if column.type else "" for column in model.columns}
    return DatasetEntry(name=model.dataset.name, columns=columns, namespace=namespace)


def _cube(cube: CubeLineage) -> CubeEntry:
    return CubeEntry(
        dataset=cube.model,
        view=cube.is_view,
        dimensions=cube.plain if cube.plain is cube.dimensions else _members(cube.dimensions, cube, "IDENTITY"),
        measures=_members(cube.measures, cube, "AGGREGATION"),
        segments=_members(cube.segments, cube, "FILTER"),
        rows=_columns(cube.rows, cube.model, "FILTER"),
        joins=_members(cube.joins, cube, "JOIN"),
        pre_aggregations=cube.stored,
        paths=cube.paths,
    )


def _members(group: Mapping[str, Reads], cube: CubeLineage, plain: How) -> dict[str, Columns]:
    return {name: _columns(reads, cube.model, plain) for name, reads in group.items()}


def _columns(reads: Reads, own: str | None, plain: How) -> Columns:
    return tuple([each if isinstance(each, str) else _column(each, own, plain) for each in reads])


def _column(read: Read, own: str | None, plain: How) -> str | Via:
    if read.model == own:
        return read.column if read.how == plain else Via(column=read.column, how=read.how)
    return Via(column=read.column, how=read.how, dataset=read.model)
