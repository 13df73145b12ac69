"""`floe-cube observe`: what queries leave in the event file, to OpenTelemetry and OpenLineage."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import click

from floe_cube.cli import options
from floe_cube.cli.exit_codes import UNUSABLE


@click.command()
@click.option(
    "--events", required=True, help="The event file that Cube writes (FLOE_CUBE_EVENTS); `-` reads standard input."
)
@click.option(
    "--checkpoint",
    type=options.PATH,
    help="Where to remember what was sent.  [default: beside the event file]",
)
@click.option("--from-start", is_flag=True, help="Send everything again that is still there.")
@click.option(
    "--once", is_flag=True, help="Send what is there, and end: 0 when all was delivered, 3 when something is left."
)
@click.option("--otlp-endpoint", help="URL of the OTLP receiver.  [default: OTEL_EXPORTER_OTLP_ENDPOINT]")
@click.option("--openlineage-url", help="URL of the OpenLineage receiver.  [default: OPENLINEAGE_URL]")
@click.option("--namespace", help="Namespace of the jobs.  [default: OPENLINEAGE_NAMESPACE, or `cube`]")
@options.config
@options.deployment
def observe(
    events: str,
    checkpoint: Path | None,
    from_start: bool,
    once: bool,
    otlp_endpoint: str | None,
    openlineage_url: str | None,
    namespace: str | None,
    config: Path | None,
    deployment: Path,
) -> None:
    """Send traces and lineage of the queries that Cube answered.

    Cube writes a record of each query to the event file. This program follows the file, through rotation and restarts, and sends
    OpenTelemetry spans and metrics, and OpenLineage events, to whoever is named here, in the environment or in the configuration.
    """
    from floe_cube.adapters.observe import Settings
    from floe_cube.adapters.observe import observe as run
    from floe_cube.cli.console import report
    from floe_cube.cli.inputs import InputError, Inputs, configuration
    from floe_cube.diagnostics import Severity

    try:
        whole, _, findings = configuration(Inputs(config=config))
        wrong = [found for found in findings if found.severity is Severity.ERROR]
    except InputError as error:
        wrong = list(error.findings)
    if wrong:
        report(tuple(wrong))
        sys.exit(UNUSABLE)
    stated = whole.observability
    environment = os.environ
    otlp = otlp_endpoint or (
        str(stated.otlp_endpoint) if stated.traces_enabled and stated.otlp_endpoint else _otlp(environment)
    )
    lineage = openlineage_url or (
        str(stated.openlineage_endpoint)
        if stated.openlineage_enabled and stated.openlineage_endpoint
        else _openlineage(environment)
    )
    if not otlp and not lineage:
        click.echo(
            "Nobody to send to: give --otlp-endpoint or --openlineage-url, or set OTEL_EXPORTER_OTLP_ENDPOINT or OPENLINEAGE_URL.",
            err=True,
        )
        sys.exit(UNUSABLE)
    path = None if events == "-" else Path(events)
    if problem := _problem(path, otlp, lineage):
        click.echo(problem, err=True)
        sys.exit(UNUSABLE)
    beside = checkpoint or Path(f"{path or 'floe-cube-events'}.checkpoint")
    file = deployment / "lineage.json"
    key = environment.get("OPENLINEAGE_API_KEY")
    settings = Settings(
        events=path,
        checkpoint=beside,
        from_start=from_start,
        once=once,
        otlp_endpoint=otlp,
        openlineage_url=_endpoint(lineage, environment) if lineage else None,
        openlineage_headers={"authorization": f"Bearer {key}"} if key else {},
        namespace=namespace or environment.get("OPENLINEAGE_NAMESPACE") or str(stated.openlineage_namespace),
        lineage=file if file.is_file() else None,
    )
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        code = run(settings, stop, lambda text: click.echo(text, err=True))
    except ImportError as error:
        click.echo(f"{error.name} is not installed: pip install 'floe-cube[otlp]'", err=True)
        code = UNUSABLE
    except (OSError, ValueError) as error:  # lineage.json is torn, or not to be read
        click.echo(f"{file}: {error}", err=True)
        code = UNUSABLE
    sys.exit(code)


def _problem(events: Path | None, *receivers: str | None) -> str | None:
    """What no waiting will mend. An event file that is not there yet is none of that."""
    if events is not None and events.is_dir():
        return f"{events}: Is a directory. Name the event file that Cube writes (FLOE_CUBE_EVENTS)."
    for url in filter(None, receivers):
        if not url.lower().startswith(("http://", "https://")):
            return "The URL of a receiver begins with http:// or https://, such as http://127.0.0.1:5000."
    return None


def _otlp(environment: Mapping[str, str]) -> str | None:
    if environment.get("OTEL_SDK_DISABLED", "").lower() == "true" or environment.get("OTEL_TRACES_EXPORTER") == "none":
        return None
    return (
        environment.get("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") or environment.get("OTEL_EXPORTER_OTLP_ENDPOINT") or None
    )


def _openlineage(environment: Mapping[str, str]) -> str | None:
    if environment.get("OPENLINEAGE_DISABLED", "").lower() == "true":
        return None
    return environment.get("OPENLINEAGE_URL") or None


def _endpoint(url: str, environment: Mapping[str, str]) -> str:
    """The full URL: OPENLINEAGE_URL names the server, as OpenLineage's own clients understand it."""
    if urlsplit(url).path.strip("/"):
        return url
    return f"{url.rstrip('/')}/{(environment.get('OPENLINEAGE_ENDPOINT') or 'api/v1/lineage').lstrip('/')}"
