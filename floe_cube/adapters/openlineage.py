"""The run events of OpenLineage, as far as they are sent: wire types, without the library, which takes half a second to import.

Source: https://openlineage.io/spec/2-0-2/OpenLineage.json and the facets that are named below.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec

from floe_cube.cube.lineage import How

__all__ = [
    "PRODUCER",
    "ColumnLineage",
    "DataSource",
    "Dataset",
    "DatasetFacets",
    "ErrorMessage",
    "Field",
    "FieldLineage",
    "InputField",
    "Job",
    "JobFacets",
    "JobType",
    "ProcessingEngine",
    "Run",
    "RunEvent",
    "RunFacets",
    "Schema",
    "Sql",
    "Tag",
    "Tags",
    "Transformation",
    "encode",
]

PRODUCER = "https://floe-cube.dev/observe"
_SPEC = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent"
_FACET = "https://openlineage.io/spec/facets/{0}/{1}.json#/$defs/{1}"

Moment: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
Uuid: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]


class Facet(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """What all facets have."""

    producer: str = msgspec.field(name="_producer", default=PRODUCER)


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A word about a run."""

    key: str
    value: str
    source: Literal["CUBE"] = "CUBE"


class Tags(Facet, frozen=True, kw_only=True):
    """How the query was answered: through which API, from the cache or not."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("1-0-0", "TagsRunFacet"))
    tags: tuple[Tag, ...]


class ErrorMessage(Facet, frozen=True, kw_only=True):
    """What kind of error it was, in words of our own."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("1-0-1", "ErrorMessageRunFacet"))
    message: str
    programming_language: Literal["SQL"] = msgspec.field(name="programmingLanguage", default="SQL")


class ProcessingEngine(Facet, frozen=True, kw_only=True):
    """Cube."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("1-1-1", "ProcessingEngineRunFacet"))
    version: Literal["1.7"] = "1.7"
    name: Literal["cube"] = "cube"


class JobType(Facet, frozen=True, kw_only=True):
    """A query, or the build of a pre-aggregation."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("2-0-4", "JobTypeJobFacet"))
    processing_type: Literal["BATCH"] = msgspec.field(name="processingType", default="BATCH")
    integration: Literal["CUBE"] = "CUBE"
    job_type: Literal["QUERY", "PRE_AGGREGATION"] = msgspec.field(name="jobType", default="QUERY")


class Sql(Facet, frozen=True, kw_only=True):
    """The statement, with placeholders for every value."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("1-1-0", "SQLJobFacet"))
    query: str
    dialect: str | msgspec.UnsetType = msgspec.UNSET


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A column, or a member of a cube."""

    name: str
    type: str | msgspec.UnsetType = msgspec.UNSET


class Schema(Facet, frozen=True, kw_only=True):
    """The columns that a query reads of a dataset, or the members that it gives."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("1-2-0", "SchemaDatasetFacet"))
    fields: tuple[Field, ...]


class DataSource(Facet, frozen=True, kw_only=True):
    """Where a dataset is."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("1-0-1", "DatasourceDatasetFacet"))
    name: str
    uri: str | msgspec.UnsetType = msgspec.UNSET


class Transformation(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a column; `masking` where no value of it is shown."""

    type: Literal["DIRECT", "INDIRECT"]
    subtype: How
    masking: bool | msgspec.UnsetType = msgspec.UNSET


class InputField(msgspec.Struct, frozen=True, kw_only=True):
    """A column that a member is made of."""

    namespace: str
    name: str
    field: str
    transformations: tuple[Transformation, ...]


class FieldLineage(msgspec.Struct, frozen=True, kw_only=True):
    """The columns that a member is made of."""

    input_fields: tuple[InputField, ...] = msgspec.field(name="inputFields")


class ColumnLineage(Facet, frozen=True, kw_only=True):
    """Which columns each member of the result is made of, and which ones decide about all of its rows."""

    schema: str = msgspec.field(name="_schemaURL", default=_FACET.format("1-2-0", "ColumnLineageDatasetFacet"))
    fields: Mapping[str, FieldLineage]
    dataset: tuple[InputField, ...] = ()


class DatasetFacets(msgspec.Struct, frozen=True, kw_only=True):
    """Facets of a dataset."""

    schema: Schema | msgspec.UnsetType = msgspec.UNSET
    data_source: DataSource | msgspec.UnsetType = msgspec.field(name="dataSource", default=msgspec.UNSET)
    column_lineage: ColumnLineage | msgspec.UnsetType = msgspec.field(name="columnLineage", default=msgspec.UNSET)


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """An input or an output."""

    namespace: str
    name: str
    facets: DatasetFacets = DatasetFacets()


class RunFacets(msgspec.Struct, frozen=True, kw_only=True):
    """Facets of a run."""

    processing_engine: ProcessingEngine = ProcessingEngine()
    tags: Tags | msgspec.UnsetType = msgspec.UNSET
    error_message: ErrorMessage | msgspec.UnsetType = msgspec.field(name="errorMessage", default=msgspec.UNSET)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """A query."""

    run_id: Uuid = msgspec.field(name="runId")
    facets: RunFacets = RunFacets()


class JobFacets(msgspec.Struct, frozen=True, kw_only=True):
    """Facets of a job."""

    job_type: JobType = msgspec.field(name="jobType", default=JobType())
    sql: Sql | msgspec.UnsetType = msgspec.UNSET


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """All queries of a cube."""

    namespace: str
    name: str
    facets: JobFacets = JobFacets()


class RunEvent(msgspec.Struct, frozen=True, kw_only=True):
    """A step of a query."""

    event_type: Literal["START", "COMPLETE", "FAIL"] = msgspec.field(name="eventType")
    event_time: Moment = msgspec.field(name="eventTime")
    run: Run
    job: Job
    inputs: tuple[Dataset, ...] = ()
    outputs: tuple[Dataset, ...] = ()
    producer: str = PRODUCER
    schema_url: str = msgspec.field(name="schemaURL", default=_SPEC)


_ENCODER = msgspec.json.Encoder()


def encode(event: RunEvent) -> bytes:
    """The event as JSON."""
    return _ENCODER.encode(event)
