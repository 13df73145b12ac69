"""For Python programs that query Cube: a trace and a lineage event of each query, from the asking side.

    with trace_query("orders", measures=["orders.count"]) as trace:
        answer = requests.post(url, json=query, headers=trace.headers)
        record_query_result(trace, row_count=len(answer.json()["data"]))

    emitter = QueryLineageEmitter("http://marquez:5000", lineage=Path(".floe/cube/lineage.json"))
    run_id = emitter.emit_start("orders")
    emitter.emit_complete(run_id, "orders", row_count=12)

Nothing here raises because of a receiver, or waits for one.
"""

from __future__ import annotations

import os
import queue
import re
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import msgspec
from attrs import define, field, frozen, validators

from floe_cube.adapters import lineage as conversion
from floe_cube.adapters import openlineage as ol
from floe_cube.adapters.events import ERRORS
from floe_cube.adapters.sender import Parcel, Receiver, Sender, Warnings
from floe_cube.adapters.statement import without_literals
from floe_cube.adapters.tracing import Attribute

if TYPE_CHECKING:
    from opentelemetry.trace import Span, Tracer

__all__ = [
    "QueryLineageEmitter",
    "QueryLineageEvent",
    "QueryTrace",
    "QueryTraceSpan",
    "record_query_result",
    "trace_query",
]

#: The attributes that a span of a query may have. Whatever else a program knows of a query stays with it.
ATTRIBUTES = frozenset(
    "cube.name cube.measures cube.dimensions cube.filter_count cube.row_count cube.cache_hit error.type".split()
)
_NAME = re.compile(r"[A-Za-z0-9_.]+")


# --- traces ----------------------------------------------------------------------------------------------------------
@frozen(kw_only=True)
class QueryTraceSpan:
    """A span as it was recorded.

    Attributes:
        trace_id: 32 hexadecimal digits in lower case.
        span_id: 16 of them.
        parent_span_id: of the span that it belongs to, if any.
        attributes: only those of `ATTRIBUTES`.
    """

    trace_id: str = field(validator=validators.matches_re(r"[0-9a-f]{32}"))
    span_id: str = field(validator=validators.matches_re(r"[0-9a-f]{16}"))
    parent_span_id: str | None = field(
        default=None, validator=validators.optional(validators.matches_re(r"[0-9a-f]{16}"))
    )
    name: str = "cube.query"
    kind: Literal["SERVER", "CLIENT", "INTERNAL"] = "CLIENT"
    start_time: datetime
    end_time: datetime | None = field(default=None)
    status: Literal["OK", "ERROR", "UNSET"] = "UNSET"
    attributes: Mapping[str, Attribute] = field(factory=dict)

    @attributes.validator
    def _only_known(self, attribute: object, value: Mapping[str, Attribute]) -> None:
        if unknown := sorted(value.keys() - ATTRIBUTES):
            raise ValueError(f"no attributes of a query: {', '.join(unknown)}")

    @end_time.validator
    def _not_before(self, attribute: object, value: datetime | None) -> None:
        if value is not None and value < self.start_time:
            raise ValueError("a span ends after it begins")


@define
class QueryTrace:
    """A query under way.

    Attributes:
        headers: to be sent to Cube with the query, whose own spans then belong to this trace.
        span: what was recorded, once the query is over; None where tracing is off or the trace is not sampled.
    """

    headers: Mapping[str, str] = field(factory=dict)
    span: QueryTraceSpan | None = None
    attributes: dict[str, Attribute] = field(factory=dict)
    failed: bool = False


@contextmanager
def trace_query(
    cube_name: str,
    *,
    measures: Sequence[str] = (),
    dimensions: Sequence[str] = (),
    filter_count: int = 0,
    tracer: Tracer | None = None,
    enabled: bool = True,
) -> Iterator[QueryTrace]:
    """Trace a query from the side that asks. An exception passes through, and its class is recorded.

    Args:
        measures: names of the members asked for; anything that is no name is left out.
        tracer: OpenTelemetry's; by default the one of the global provider.
        enabled: False costs nothing and imports nothing.
    """
    trace = QueryTrace()
    if not enabled:
        yield trace
        return
    from opentelemetry import trace as api
    from opentelemetry.trace import SpanKind

    known = {
        "cube.name": _names([cube_name])[:1],
        "cube.measures": _names(measures),
        "cube.dimensions": _names(dimensions),
    }
    trace.attributes = {name: value[0] if name == "cube.name" else value for name, value in known.items() if value}
    trace.attributes["cube.filter_count"] = filter_count
    started = datetime.now(UTC)
    span = (tracer or api.get_tracer("floe_cube")).start_span("cube.query", kind=SpanKind.CLIENT)
    context = span.get_span_context()
    if context.is_valid:
        trace.headers = {"traceparent": f"00-{context.trace_id:032x}-{context.span_id:016x}-{context.trace_flags:02x}"}
    try:
        with api.use_span(span, record_exception=False, set_status_on_exception=False):
            yield trace
    except BaseException as error:
        trace.attributes["error.type"], trace.failed = type(error).__name__, True
        raise
    finally:
        _finish(trace, span, started)


def record_query_result(
    trace: QueryTrace,
    *,
    row_count: int | None = None,
    cache_hit: bool | None = None,
    error: str | BaseException | None = None,
) -> None:
    """Say how the query went.

    Args:
        error: an exception, of which the class is kept, or a class of `ERRORS`.
    """
    if row_count is not None:
        trace.attributes["cube.row_count"] = row_count
    if cache_hit is not None:
        trace.attributes["cube.cache_hit"] = cache_hit
    if error is not None:
        trace.attributes["error.type"], trace.failed = _class_of(error), True


def _finish(trace: QueryTrace, span: Span, started: datetime) -> None:
    from opentelemetry.trace import Status, StatusCode

    span.set_attributes(dict(trace.attributes))
    if trace.failed:
        span.set_status(Status(StatusCode.ERROR))
    span.end()
    context, parent = span.get_span_context(), getattr(span, "parent", None)
    if context.is_valid and span.get_span_context().trace_flags.sampled:
        trace.span = QueryTraceSpan(
            trace_id=f"{context.trace_id:032x}",
            span_id=f"{context.span_id:016x}",
            parent_span_id=f"{parent.span_id:016x}" if parent else None,
            start_time=started,
            end_time=max(datetime.now(UTC), started),
            status="ERROR" if trace.failed else "OK",
            attributes=trace.attributes,
        )


def _names(names: Sequence[str]) -> list[str]:
    return [name for name in names if _NAME.fullmatch(name)]


def _class_of(error: str | BaseException) -> str:
    """A word for what went wrong. What an error says may quote values, so that nothing of it is repeated."""
    if isinstance(error, BaseException):
        return type(error).__name__
    return error if error in ERRORS else "internal_error"


# --- lineage ---------------------------------------------------------------------------------------------------------
def _shown(sql: str | None) -> str | None:
    return without_literals(sql) if sql else None


@frozen(kw_only=True)
class QueryLineageEvent:
    """A step of a query, for catalogues of lineage.

    Attributes:
        run_id: UUID of the query.
        job_name: `cube.orders.query`.
        inputs: names of the datasets that are read.
        sql: with `?` for every literal.
        error: in words of our own.
    """

    run_id: str = field(validator=validators.matches_re(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
    job_name: str
    namespace: str
    event_type: Literal["START", "COMPLETE", "FAIL"]
    event_time: datetime = field()
    inputs: tuple[ol.Dataset, ...] = ()
    sql: str | None = field(default=None, converter=_shown)
    row_count: int | None = field(default=None, validator=validators.optional(validators.ge(0)))
    error: str | None = field(default=None, validator=validators.optional(validators.matches_re(r"[A-Z][\w ]*\.?")))

    @event_time.validator
    def _has_a_zone(self, attribute: object, value: datetime) -> None:
        if value.tzinfo is None:
            raise ValueError("the time of an event has a time zone")

    def run_event(self) -> ol.RunEvent:
        """As OpenLineage wants it."""
        tags = () if self.row_count is None else (ol.Tag(key="row_count", value=str(self.row_count)),)
        facets = ol.RunFacets(
            tags=ol.Tags(tags=tags) if tags else msgspec.UNSET,
            error_message=ol.ErrorMessage(message=self.error) if self.error else msgspec.UNSET,
        )
        sql = ol.Sql(query=self.sql) if self.sql else msgspec.UNSET
        return ol.RunEvent(
            event_type=self.event_type,
            event_time=self.event_time,
            run=ol.Run(run_id=self.run_id, facets=facets),
            job=ol.Job(namespace=self.namespace, name=self.job_name, facets=ol.JobFacets(sql=sql)),
            inputs=self.inputs,
        )


class QueryLineageEmitter:
    """Sends run events from a thread of its own. What does not fit into its queue is dropped and counted.

    Args:
        endpoint: URL of the server; None sends nothing.
        namespace: of the jobs.
        lineage: lineage.json of the deployment, which knows the datasets behind each cube.
        enabled: False sends nothing.
        warn: told, at most once a minute, what goes wrong.
    """

    #: Events that wait at most.
    MOST = 10_000

    def __init__(
        self,
        endpoint: str | None = None,
        namespace: str = "cube",
        *,
        lineage: Path | None = None,
        enabled: bool = True,
        warn: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.namespace = namespace
        self.enabled = enabled and endpoint is not None
        self.dropped = 0
        self._catalogue = conversion.catalogue(lineage.read_bytes() if lineage else None, os.environ, namespace)
        self._waiting: queue.Queue[QueryLineageEvent | None] = queue.Queue(self.MOST)
        self._stop = threading.Event()
        if endpoint is not None and enabled:
            receiver = Receiver(endpoint if "/api/" in endpoint else f"{endpoint.rstrip('/')}/api/v1/lineage")
            refused = Path(tempfile.gettempdir()) / f"floe-cube-{os.getpid()}.refused"
            self._sender = Sender(receiver, refused, Warnings(warn), self._stop, connections=1)
            self._thread = threading.Thread(target=self._run, name="floe-cube-lineage", daemon=True)
            self._thread.start()

    def emit_start(
        self, cube_name: str, inputs: Sequence[str] | None = None, sql: str | None = None, run_id: str | None = None
    ) -> str:
        """A query begins; gives its run id, a new one unless it has one."""
        run_id = run_id or str(uuid.uuid4())
        self._emit("START", run_id, cube_name, inputs, sql=sql)
        return run_id

    def emit_complete(
        self, run_id: str, cube_name: str, row_count: int | None = None, inputs: Sequence[str] | None = None
    ) -> None:
        """It was answered."""
        self._emit("COMPLETE", run_id, cube_name, inputs, row_count=row_count)

    def emit_fail(
        self, run_id: str, cube_name: str, error: str | BaseException, inputs: Sequence[str] | None = None
    ) -> None:
        """It failed. Of the error only its class is told."""
        self._emit("FAIL", run_id, cube_name, inputs, error=ERRORS.get(_class_of(error), _class_of(error)))

    def close(self, timeout: float = 5.0) -> bool:
        """Wait until all was sent, so many seconds at most; gives whether it was."""
        if not self.enabled:
            return True
        self._waiting.put(None)
        self._thread.join(timeout)
        self._stop.set()
        return not self._thread.is_alive() and self.dropped == 0

    def _emit(
        self,
        event_type: Literal["START", "COMPLETE", "FAIL"],
        run_id: str,
        cube_name: str,
        inputs: Sequence[str] | None,
        *,
        sql: str | None = None,
        row_count: int | None = None,
        error: str | None = None,
    ) -> None:
        if not self.enabled:
            return
        event = QueryLineageEvent(
            run_id=run_id,
            job_name=f"cube.{cube_name if _NAME.fullmatch(cube_name) else conversion.UNKNOWN}.query",
            namespace=self.namespace,
            event_type=event_type,
            event_time=datetime.now(UTC),
            inputs=self._inputs(cube_name, inputs),
            sql=sql,
            row_count=row_count,
            error=error,
        )
        try:
            self._waiting.put_nowait(event)
        except queue.Full:
            self.dropped += 1

    def _inputs(self, cube_name: str, names: Sequence[str] | None) -> tuple[ol.Dataset, ...]:
        """The datasets that are named, else the one that the cube shows."""
        if names is not None:
            homes = {dataset.name: dataset.namespace for dataset in self._catalogue.datasets.values()}
            namespace = self._catalogue.namespace
            return tuple(ol.Dataset(namespace=homes.get(name, namespace), name=name) for name in names)
        found = self._catalogue.dataset(cube_name)
        return (found,) if found else ()

    def _run(self) -> None:
        while (event := self._waiting.get()) is not None:
            self._sender.send([Parcel(event.run_id, ol.encode(event.run_event()))])
        self._sender.close()
