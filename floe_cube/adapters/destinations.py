"""The destinations of records: an OpenLineage receiver, and an OTLP receiver with the SDK of OpenTelemetry."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from floe_cube.adapters import lineage, openlineage, tracing
from floe_cube.adapters.events import QueryEvent, ends
from floe_cube.adapters.sender import Parcel, Receiver, Sender, Warnings, after

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import ReadableSpan

    from floe_cube.adapters.observe import Settings

__all__ = ["Lineage", "Traces"]


class Lineage:
    """Run events, each at least once."""

    name = "lineage"

    def __init__(self, settings: Settings, stop: threading.Event, warn: Warnings, patience: float) -> None:
        text = settings.lineage.read_bytes() if settings.lineage is not None else None
        self._catalogue = lineage.catalogue(text, settings.environment, settings.namespace)
        for template in sorted(lineage.templates(self._catalogue.file) if text is not None else ()):
            namespace = lineage.dataset_namespace(template, settings.environment)
            if "://" not in namespace and "{" in template:
                remedy = "set observability.dataset_namespace"
                if template != self._catalogue.file.namespace:
                    remedy = f"set the variables in {template}"
                warn(f"lineage: the namespace of the datasets is only `{namespace}`: {remedy}")
        receiver = Receiver(settings.openlineage_url or "", settings.openlineage_headers)
        refused = settings.checkpoint.with_suffix(".refused")
        self._sender = Sender(receiver, refused, warn, stop, patience=patience)

    def send(self, records: Sequence[QueryEvent]) -> bool:
        """Send their run events; gives whether each was taken, or refused for good."""
        events = [event for record in records if (event := lineage.run_event(record, self._catalogue))]
        return self._sender.send([Parcel(event.run.run_id, openlineage.encode(event)) for event in events])

    def close(self) -> None:
        """Close the connections."""
        self._sender.close()

    def report(self) -> str:
        """What became of the events."""
        counts = self._sender.counts
        return f"{counts.taken} taken, {counts.refused} refused, {counts.attempts} attempts"


class Traces:
    """Spans and metrics. The SDK is told the truth about the exporter by its results: `force_flush` returns True even if all fails."""

    name = "traces"

    #: How often spans are offered to a receiver that is down, before they are dropped: traces are no audit.
    TRIES = 5

    def __init__(self, settings: Settings, stop: threading.Event, warn: Warnings, patience: float) -> None:
        from opentelemetry.sdk.trace import SpanProcessor, TracerProvider
        from opentelemetry.sdk.trace.export import SpanExportResult

        logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)  # it warns of every failure; we count them
        self._stop, self._warn, self._patience = stop, warn, patience
        self._success = SpanExportResult.SUCCESS
        self._span_exporter, reader = _exporters(settings)
        self._numbers = tracing.Identifiers()
        self._ended: list[ReadableSpan] = []
        self.exported = self.dropped = 0

        ended = self._ended

        class Collect(SpanProcessor):
            def on_end(self, span: ReadableSpan) -> None:
                ended.append(span)

        resource = _resource()
        self._provider: Any = TracerProvider(resource=resource, id_generator=self._numbers, shutdown_on_exit=False)  # type: ignore[arg-type]
        self._provider.add_span_processor(Collect())
        self._tracer = self._provider.get_tracer("floe_cube")
        self._meter_provider, self._meters = _meters(reader, resource)

    def send(self, records: Sequence[QueryEvent]) -> bool:
        """Send the spans of the queries that ended; gives whether they were taken, or dropped after many tries."""
        self._ended.clear()
        for record in records:
            if ends(record):
                tracing.emit(record, self._tracer, self._numbers)
        if self._ended and not self._export(list(self._ended)):
            return False
        for record in records:
            self._meters.add(record)
        return True

    def _export(self, spans: list[ReadableSpan]) -> bool:
        deadline = time.monotonic() + self._patience
        for failures in range(1, self.TRIES + 1):
            if self._span_exporter.export(spans) is self._success:
                self.exported += len(spans)
                return True
            self._warn("traces: the receiver does not take spans")
            pause = after(failures, None, 1.0, 0.0)
            if time.monotonic() + pause > deadline or self._stop.wait(pause):
                break
        self.dropped += len(spans)
        return self._patience is math.inf and not self._stop.is_set()

    def close(self) -> None:
        """Send the last metrics."""
        self._meter_provider.shutdown(timeout_millis=5000)
        self._span_exporter.shutdown()

    def report(self) -> str:
        """What became of the spans."""
        return f"{self.exported} spans exported, {self.dropped} dropped"


def _resource() -> Any:
    """What OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES say, and the name `cube` if they name no service."""
    from opentelemetry.sdk.resources import SERVICE_NAME, Resource

    found = Resource.create()
    if str(found.attributes.get(SERVICE_NAME, "")).startswith("unknown_service"):
        return found.merge(Resource({SERVICE_NAME: "cube"}))
    return found


def _exporters(settings: Settings) -> tuple[Any, Any]:
    """The exporters of spans and metrics, over HTTP or gRPC as OTEL_EXPORTER_OTLP_PROTOCOL says."""
    environment, base = settings.environment, (settings.otlp_endpoint or "").rstrip("/")
    protocol = (
        environment.get("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL")
        or environment.get("OTEL_EXPORTER_OTLP_PROTOCOL")
        or "http/protobuf"
    )
    if protocol == "grpc":
        from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter as GrpcMetrics
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcSpans

        insecure = not base.startswith("https")
        return GrpcSpans(endpoint=base, insecure=insecure, timeout=5), GrpcMetrics(
            endpoint=base, insecure=insecure, timeout=5
        )
    from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

    base = base.removesuffix("/v1/traces")
    return OTLPSpanExporter(endpoint=f"{base}/v1/traces", timeout=5), OTLPMetricExporter(
        endpoint=f"{base}/v1/metrics", timeout=5
    )


def _meters(exporter: Any, resource: Any) -> tuple[Any, tracing.Meters]:
    from opentelemetry.sdk.metrics import MeterProvider
    from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader

    provider = MeterProvider([PeriodicExportingMetricReader(exporter)], resource=resource, shutdown_on_exit=False)
    return provider, tracing.Meters(provider.get_meter("floe_cube"))
