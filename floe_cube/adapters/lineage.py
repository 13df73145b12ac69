"""Records of queries -> OpenLineage run events. Pure: the same record gives the same event, however often it is sent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Literal

import msgspec
from attrs import frozen

from floe_cube.adapters import openlineage as ol
from floe_cube.adapters.events import ERRORS, QueryEvent
from floe_cube.adapters.reads import MemberColumn, built, reads, shown
from floe_cube.cube.lineage import DIRECT
from floe_cube.render.lineage import CubeEntry, DatasetEntry, LineageFile

__all__ = ["Catalogue", "catalogue", "dataset_namespace", "run_event", "templates"]

#: Of a query that names no cube: a bad token, a query that is none.
UNKNOWN = "unknown"


@frozen
class Catalogue:
    """What lineage.json says, ready to be asked, and where datasets and jobs are.

    Attributes:
        namespace: of the datasets of Cube's data source `default`.
        jobs: namespace of the jobs.
        datasets: each of the file's datasets, as run events show it.
    """

    file: LineageFile
    namespace: str
    jobs: str
    datasets: Mapping[str, ol.Dataset]

    def dataset(self, cube: str) -> ol.Dataset | None:
        """The dataset that a cube shows."""
        return self.datasets.get(self.file.cubes.get(cube, CubeEntry()).dataset or "")


def catalogue(text: bytes | None, environment: Mapping[str, str], jobs: str) -> Catalogue:
    """Read lineage.json; without one, run events have no inputs."""
    empty = LineageFile(namespace=UNKNOWN, datasets={}, cubes={})
    file = msgspec.json.decode(text, type=LineageFile) if text is not None else empty
    namespaces = {template: dataset_namespace(template, environment) for template in templates(file)}
    datasets = {
        name: _dataset(entry, namespaces[entry.namespace or file.namespace]) for name, entry in file.datasets.items()
    }
    return Catalogue(file, namespaces[file.namespace], jobs, datasets)


def templates(file: LineageFile) -> frozenset[str]:
    """The namespaces of a lineage.json, as they are written."""
    return frozenset({file.namespace, *(entry.namespace for entry in file.datasets.values() if entry.namespace)})


def dataset_namespace(template: str, environment: Mapping[str, str]) -> str:
    """The namespace with its environment variables filled in, as dbt's OpenLineage integration writes it.

    Where a variable is not set there is no telling, and the name of the database stands alone.

    >>> dataset_namespace("postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}", {"CUBEJS_DB_HOST": "db"})
    'postgres://db:5432'
    """
    kind = template.partition(":")[0]
    names = re.findall(r"\{(\w+)\}", template)
    known = {name: environment.get(name) or (PORTS.get(kind) if name.endswith("_DB_PORT") else None) for name in names}
    if not all(known.values()):
        return kind
    return re.sub(r"\{(\w+)\}", lambda match: _spelt(match[1], known[match[1]] or ""), template)


#: The ports that Cube's drivers take by default. Source: the drivers' constructors, 1.7.43.
PORTS = {"postgres": "5432", "redshift": "5439", "trino": "8080", "clickhouse": "8123"}


def _spelt(name: str, value: str) -> str:
    """A value as dbt's integration spells it. Source: openlineage-integration-common 1.54, `fix_account_name`."""
    if name.endswith("_DB_DATABRICKS_URL"):  # jdbc:databricks://host:443/default;…
        found = re.search(r"://([^:/;]+)", value)
        return found[1] if found else value
    if name.endswith("_DB_SNOWFLAKE_ACCOUNT"):
        parts = value.split(".")
        if "-" in parts[0]:
            return parts[0]
        return ".".join([*parts, *("us-west-1", "aws")[len(parts) - 1 :]]) if len(parts) < 3 else value
    return value


# --- events ----------------------------------------------------------------------------------------------------------
def run_event(record: QueryEvent, known: Catalogue) -> ol.RunEvent | None:
    """The run event of a record; None for a record that is about records."""
    if record.event == "LOSS":
        return None
    asked = built(record, known.file) if record.kind == "pre_aggregation" else record
    ended = record.started + timedelta(milliseconds=record.duration_ms or 0)
    columns = list(reads(asked, known.file))
    outputs = _outputs(asked, known, columns) if record.event == "COMPLETE" else ()
    return ol.RunEvent(
        event_type=record.event,
        event_time=record.started if record.event == "START" else ended,
        run=ol.Run(run_id=record.id, facets=_run_facets(record)),
        job=ol.Job(namespace=known.jobs, name=job_name(record), facets=_job_facets(record)),
        inputs=tuple(_inputs(record, known, columns)),
        outputs=outputs,
    )


def job_name(record: QueryEvent) -> str:
    """`cube.orders.query`: all queries that ask this cube foremost."""
    cube = record.cubes[0] if record.cubes else UNKNOWN
    if record.kind == "query":
        return f"cube.{cube}.query"
    return f"cube.{cube}.pre_aggregation.{record.pre_aggregations[0].partition('.')[2]}"


def _run_facets(record: QueryEvent) -> ol.RunFacets:
    said = {
        "api": record.api,
        "application": record.application,
        "cache_hit": None if record.cache_hit is None else str(record.cache_hit).lower(),
        "pre_aggregation": ",".join(record.pre_aggregations) or None,
        "denied": "true" if record.denied else None,
        "error": record.error,
        "error_code": record.error_code,
        "user": record.user,
        "request": record.request,
    }
    tags = tuple(ol.Tag(key=key, value=value) for key, value in said.items() if value is not None)
    error = ol.ErrorMessage(message=ERRORS[record.error]) if record.error else msgspec.UNSET
    return ol.RunFacets(tags=ol.Tags(tags=tags), error_message=error)


def _job_facets(record: QueryEvent) -> ol.JobFacets:
    kind = ol.JobType(job_type="QUERY" if record.kind == "query" else "PRE_AGGREGATION")
    if record.sql is None:
        return ol.JobFacets(job_type=kind)
    return ol.JobFacets(job_type=kind, sql=ol.Sql(query=record.sql, dialect=record.database or msgspec.UNSET))


# --- what is read ----------------------------------------------------------------------------------------------------
def _inputs(record: QueryEvent, known: Catalogue, columns: Sequence[MemberColumn]) -> Iterator[ol.Dataset]:
    """The relations that are read: the cubes' own (a count of rows reads no column), and those of the members' columns."""
    own = {known.file.cubes.get(cube, CubeEntry()).dataset for cube in record.cubes}
    for dataset in sorted({name for name in own if name} | {found.column.dataset for found in columns}):
        if dataset in known.datasets:
            yield known.datasets[dataset]


def _dataset(entry: DatasetEntry, namespace: str) -> ol.Dataset:
    """A relation with all its columns: a catalogue takes the schema of an event for the whole schema."""
    fields = tuple(ol.Field(name=name, type=kind or msgspec.UNSET) for name, kind in entry.columns.items())
    source = ol.DataSource(name=namespace, uri=namespace if "://" in namespace else msgspec.UNSET)
    facets = ol.DatasetFacets(schema=ol.Schema(fields=fields) if fields else msgspec.UNSET, data_source=source)
    return ol.Dataset(namespace=namespace, name=entry.name, facets=facets)


def _outputs(record: QueryEvent, known: Catalogue, columns: Sequence[MemberColumn]) -> tuple[ol.Dataset, ...]:
    """The result, as a dataset of the cube that is foremost; of a build, the table that it makes."""
    facets = _result(record, known, columns)
    if record.kind == "pre_aggregation":
        own = known.dataset(record.cubes[0]) if record.cubes else None
        namespace = own.namespace if own else known.namespace
        return (ol.Dataset(namespace=namespace, name=record.table, facets=facets),) if record.table else ()
    return (ol.Dataset(namespace=known.jobs, name=f"cube.{record.cubes[0]}", facets=facets),) if record.cubes else ()


def _result(record: QueryEvent, known: Catalogue, columns: Sequence[MemberColumn]) -> ol.DatasetFacets:
    """What a result is made of."""
    members = [name for name, _ in shown(record)]
    made: dict[str, list[ol.InputField]] = defaultdict(list)
    decided = []
    for found in () if record.denied else columns:
        field = _input_field(found, known)
        if field is not None and found.member is not None:
            made[found.member].append(field)
        elif field is not None:
            decided.append(field)
    lineage = ol.ColumnLineage(
        fields={
            name: ol.FieldLineage(input_fields=tuple(made[short]))
            for name in members
            if (short := ".".join(name.split(".")[:2])) in made
        },
        dataset=tuple(decided),
    )
    schema = ol.Schema(fields=tuple(ol.Field(name=name) for name in members))
    is_table = record.kind == "pre_aggregation"  # which has names of its own for its columns
    return ol.DatasetFacets(
        schema=msgspec.UNSET if is_table else schema, column_lineage=lineage if made or decided else msgspec.UNSET
    )


def _input_field(found: MemberColumn, known: Catalogue) -> ol.InputField | None:
    column = found.column
    dataset = known.datasets.get(column.dataset)
    if dataset is None:
        return None
    kind: Literal["DIRECT", "INDIRECT"] = "DIRECT" if column.how in DIRECT else "INDIRECT"
    what = ol.Transformation(type=kind, subtype=column.how, masking=True if found.masked else msgspec.UNSET)
    return ol.InputField(namespace=dataset.namespace, name=dataset.name, field=column.column, transformations=(what,))
