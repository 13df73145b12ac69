"""Records of queries -> OpenTelemetry spans and metrics.

    cube.query ─┬─ cube.parse      until the query is read
                ├─ cube.security   normalised, policies and filters added
                ├─ cube.execute ─── database.query, one for each statement
                └─ cube.response   until the client has the rows

`describe` is pure. Its spans have identifiers that follow from the record's, so that a record sent twice is one trace.
Attributes of databases and HTTP are OpenTelemetry's stable ones; those of Cube's own begin with `cube.`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias
from uuid import UUID

from attrs import field, frozen

from floe_cube.adapters.events import ERRORS, QueryEvent, Stage, Statement, ends

if TYPE_CHECKING:
    from opentelemetry.context import Context
    from opentelemetry.metrics import Meter
    from opentelemetry.trace import Tracer

__all__ = ["Attribute", "Identifiers", "Meters", "Span", "describe", "emit"]

Attribute: TypeAlias = str | bool | int | float | Sequence[str]
MILLION = 1_000_000
#: Cube's name of a database -> OpenTelemetry's, where they differ. Source: semantic conventions 1.38, `db.system.name`.
SYSTEMS = {
    "postgres": "postgresql",
    "bigquery": "gcp.bigquery",
    "redshift": "aws.redshift",
    "athena": "aws.athena",
    "databricks-jdbc": "databricks",
}
ROUTES = {"rest": "/cubejs-api/v1/load", "graphql": "/cubejs-api/graphql"}


@frozen(kw_only=True)
class Span:
    """A span to be made.

    Attributes:
        start: nanoseconds since 1970.
        end: the same, never before the start.
        error: what went wrong, in words of our own.
    """

    name: str
    kind: Literal["SERVER", "CLIENT", "INTERNAL"] = "INTERNAL"
    start: int
    end: int
    attributes: Mapping[str, Attribute] = field(factory=dict)
    error: str | None = None
    children: tuple[Span, ...] = ()


def describe(record: QueryEvent) -> Span | None:
    """The tree of spans of a query that ended; None for a record that ends none."""
    if not ends(record):
        return None
    start = _nanoseconds(record.started)
    end = start + round((record.duration_ms or 0) * MILLION)
    return Span(
        name="cube.query" if record.kind == "query" else "cube.pre_aggregation",
        kind="SERVER" if record.kind == "query" else "INTERNAL",
        start=start,
        end=end,
        attributes=_attributes(record),
        error=ERRORS[record.error] if record.error else None,
        children=tuple(_stages(record, start, end)),
    )


def _stages(record: QueryEvent, start: int, end: int) -> Iterator[Span]:
    for stage in record.stages:
        inside = record.statements if stage.name == "execute" else ()
        begin, finish = _within(stage, start, start, end)
        yield Span(
            name=f"cube.{stage.name}",
            start=begin,
            end=finish,
            children=tuple(_statement(statement, record, start, (begin, finish)) for statement in inside),
        )


def _statement(statement: Statement, record: QueryEvent, start: int, parent: tuple[int, int]) -> Span:
    begin, finish = _within(statement, start, *parent)
    is_query = statement.kind == "query"
    return Span(
        name="database.query",
        kind="CLIENT",
        start=begin,
        end=finish,
        attributes=_present(
            {
                "db.system.name": SYSTEMS.get(record.database or "", record.database),
                "db.operation.name": "SELECT" if is_query else None,
                "db.query.summary": f"SELECT {' '.join(record.cubes)}" if is_query and record.cubes else None,
                "db.query.text": record.sql if is_query else None,
                "error.type": record.error if statement.failed else None,
                "db.response.status_code": record.error_code if statement.failed else None,
                "cube.statement": statement.kind,
                "cube.queue_ms": statement.queue_ms,
                "cube.data_source": record.data_source,
            }
        ),
        error=ERRORS["database_error"] if statement.failed else None,
    )


def _within(part: Stage | Statement, origin: int, earliest: int, latest: int) -> tuple[int, int]:
    """Its times, kept inside its parent's: a statement may go on for somebody else when the query is answered."""
    begin = max(earliest, min(origin + round(part.start_ms * MILLION), latest))
    return begin, min(begin + round(part.duration_ms * MILLION), latest)


def _attributes(record: QueryEvent) -> dict[str, Attribute]:
    asked = record.asked
    is_http = record.kind == "query" and record.api in ROUTES
    return _present(
        {
            "cube.name": record.cubes[0] if record.cubes else None,
            "cube.names": record.cubes,
            "cube.api": record.api,
            "cube.application": record.application,
            "cube.query_id": record.id,
            "cube.request_id": record.request,
            "cube.measures": asked.measures,
            "cube.dimensions": (*asked.dimensions, *asked.time_dimensions),
            "cube.segments": asked.segments,
            "cube.filter_count": len(asked.filters),
            "cube.cache_hit": record.cache_hit,
            "cube.pre_aggregations": record.pre_aggregations,
            "cube.wait_count": record.waits or None,
            "enduser.pseudo.id": record.user,
            "error.type": record.error,
            "http.route": ROUTES[record.api] if is_http else None,
            "http.response.status_code": record.status,
        }
    )


def _present(attributes: Mapping[str, Attribute | None]) -> dict[str, Attribute]:
    return {name: value for name, value in attributes.items() if value is not None and value != ()}


def _nanoseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000) * MILLION


# --- emission ----------------------------------------------------------------------------------------------------------
def identifiers(record: QueryEvent) -> Iterator[int]:
    """The trace's identifier, then one for each span: always the same for the same record."""
    number = UUID(record.id).int
    yield number
    for index in range(1000):
        yield int.from_bytes(hashlib.sha256(f"{record.id}/{index}".encode()).digest()[:8], "big") or 1


class Identifiers:
    """Gives OpenTelemetry the identifiers of the record at hand: it asks for them one by one, through this interface."""

    def __init__(self) -> None:
        self._trace = 0
        self._spans: Iterator[int] = iter(())

    def prepare(self, record: QueryEvent) -> None:
        """The next spans are this record's."""
        numbers = identifiers(record)
        self._trace, self._spans = next(numbers), numbers

    def generate_trace_id(self) -> int:
        """The trace's, unless the caller has one."""
        return self._trace

    def generate_span_id(self) -> int:
        """The next span's."""
        return next(self._spans)

    def is_trace_id_random(self) -> bool:
        """Samplers may rely on it: a version 4 UUID is not random in all of its bits."""
        return False


def emit(record: QueryEvent, tracer: Tracer, numbers: Identifiers) -> None:
    """Make the spans of a record, below the caller's if it sent a trace context that asks for sampling."""
    from opentelemetry import trace
    from opentelemetry.trace import NonRecordingSpan, SpanContext, TraceFlags

    span = describe(record)
    if span is None:
        return
    numbers.prepare(record)
    context = trace.set_span_in_context(trace.INVALID_SPAN)
    if record.trace_parent is not None:
        _, trace_id, span_id, flags = record.trace_parent.split("-")
        caller = SpanContext(
            int(trace_id, 16), int(span_id, 16), is_remote=True, trace_flags=TraceFlags(int(flags, 16))
        )
        context = trace.set_span_in_context(NonRecordingSpan(caller))
    _make(span, tracer, context)


def _make(span: Span, tracer: Tracer, context: Context) -> None:
    from opentelemetry import trace
    from opentelemetry.trace import SpanKind, Status, StatusCode

    made = tracer.start_span(
        span.name, context, SpanKind[span.kind], dict(span.attributes), start_time=span.start, record_exception=False
    )
    if span.error is not None:
        made.set_status(Status(StatusCode.ERROR, span.error))
    for child in span.children:
        _make(child, tracer, trace.set_span_in_context(made, context))
    made.end(span.end)


class Meters:
    """What is measured of queries: `cube.query.duration` in seconds, and `cube.query.cache` by whether it was a hit."""

    def __init__(self, meter: Meter) -> None:
        self._duration = meter.create_histogram(
            "cube.query.duration",
            unit="s",
            description="How long queries take, from the request to the answer.",
            explicit_bucket_boundaries_advisory=[0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
        )
        self._cache = meter.create_counter(
            "cube.query.cache", unit="{query}", description="Queries that were answered, by whether from the cache."
        )

    def add(self, record: QueryEvent) -> None:
        """Count the query, if the record is its end."""
        if not ends(record) or record.kind != "query":
            return
        cube = record.cubes[0] if record.cubes else None
        of = _present({"cube.name": cube, "cube.api": record.api, "error.type": record.error})
        self._duration.record((record.duration_ms or 0) / 1000, of)
        if record.cache_hit is not None:
            self._cache.add(1, {**of, "cube.cache_hit": record.cache_hit})
