"""Takes the records of the event file to where they are wanted: traces and metrics to OpenTelemetry, run events to OpenLineage.

Each destination has a thread and a checkpoint of its own, so that one that is down holds up nobody else. Cube never waits for
any of this: it appends to the file, and that is all.
"""

from __future__ import annotations

import contextlib
import math
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Protocol

from attrs import Factory, field, frozen

from floe_cube.adapters.events import QueryEvent, decode
from floe_cube.adapters.following import Checkpoint, EventFile, follow
from floe_cube.adapters.sender import Warnings

__all__ = ["DELIVERED", "LEFT", "Settings", "observe"]

DELIVERED, LEFT = 0, 3
#: Records that are under way at once to a destination.
BATCH = 200
#: Seconds that `--once` gives a destination that is down.
PATIENCE = 5.0
#: Bytes of standard input that wait on disk at most.
MOST_SPOOLED = 256 * 1024 * 1024


@frozen(kw_only=True)
class Settings:
    """What to observe, and where to send it.

    Attributes:
        events: the event file; None for standard input.
        checkpoint: the file in which the places of the destinations are kept.
        from_start: begin at the oldest record there is, whatever the checkpoint says.
        once: end when there is nothing more.
        otlp_endpoint: URL of the OTLP receiver; None for none.
        openlineage_url: full URL that takes run events; None for none.
        openlineage_headers: further headers.
        namespace: of the jobs.
        lineage: lineage.json of the deployment.
        environment: environment variables.
    """

    events: Path | None
    checkpoint: Path
    from_start: bool = False
    once: bool = False
    otlp_endpoint: str | None = None
    openlineage_url: str | None = None
    openlineage_headers: Mapping[str, str] = Factory(dict)
    namespace: str = "cube"
    lineage: Path | None = None
    environment: Mapping[str, str] = field(factory=lambda: dict(os.environ))


class Destination(Protocol):
    """Where records go."""

    name: str

    def send(self, records: Sequence[QueryEvent]) -> bool:
        """Take them; gives whether they need not be sent again."""

    def close(self) -> None:
        """No more will come."""

    def report(self) -> str:
        """What became of them, in words."""


def observe(
    settings: Settings, stop: threading.Event, say: Callable[[str], None], stdin: IO[bytes] | None = None
) -> int:
    """Deliver records until there are no more (`once`) or `stop` is set; gives the exit code."""
    warn = Warnings(say)
    path = settings.events or settings.checkpoint.with_suffix(".spool")
    checkpoint = Checkpoint(settings.checkpoint)
    ended = threading.Event()
    if settings.events is None:
        pump = threading.Thread(target=_spool, args=(stdin or sys.stdin.buffer, path, warn, ended), daemon=True)
        pump.start()
    else:
        ended.set()
    destinations = list(_destinations(settings, stop, warn))
    done: list[bool] = []
    threads = [
        threading.Thread(target=lambda to=to: done.append(_deliver(to, settings, path, checkpoint, ended, stop, warn)), name=to.name, daemon=True)
        for to in destinations
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():  # in short pieces: a signal is handled between them
            thread.join(0.2)
    for to in destinations:
        with contextlib.suppress(Exception):
            to.close()
        say(f"{to.name}: {to.report()}")
    if settings.events is None and len(done) == len(threads) and all(done) and ended.is_set():
        path.unlink(missing_ok=True)
    return DELIVERED if len(done) == len(threads) and all(done) else LEFT


def _destinations(settings: Settings, stop: threading.Event, warn: Warnings) -> Iterator[Destination]:
    patience = PATIENCE if settings.once else math.inf
    if settings.openlineage_url is not None:
        from floe_cube.adapters.destinations import Lineage

        yield Lineage(settings, stop, warn, patience)
    if settings.otlp_endpoint is not None:
        from floe_cube.adapters.destinations import Traces

        yield Traces(settings, stop, warn, patience)


def _deliver(
    to: Destination,
    settings: Settings,
    path: Path,
    checkpoint: Checkpoint,
    ended: threading.Event,
    stop: threading.Event,
    warn: Warnings,
) -> bool:
    """Take the file's records to a destination; gives whether none is left."""
    file = EventFile(path, warn, grace=0.0 if settings.once else 1.0)

    def is_over() -> bool:
        return stop.is_set() or ((settings.once or settings.events is None) and ended.is_set())

    begin = None if settings.from_start else checkpoint.read(to.name)
    for lines, place in follow(file, begin, BATCH, is_over=is_over, pause=stop.wait):
        records = list(_records(lines, warn, counts_others=settings.events is not None))
        if stop.is_set() or (records and not to.send(records)):
            return False
        checkpoint.write(to.name, place)
    return True


def _records(lines: Iterable[bytes], warn: Warnings, *, counts_others: bool) -> Iterator[QueryEvent]:
    for line in lines:
        record = decode(line)
        if record is not None:
            if record.dropped:
                warn("events: Cube could not write some of its records")
            yield record
        elif line and counts_others:
            warn("events: a line is no record, or a torn one")


def _spool(source: IO[bytes], path: Path, warn: Warnings, ended: threading.Event) -> None:
    """Keep the records of standard input in a file, where they wait for the destinations."""
    size = path.stat().st_size if path.exists() else 0
    with path.open("ab", buffering=0) as file:
        for line in source:
            if decode(line) is None:  # Cube's own lines may hold anything
                continue
            if size + len(line) > MOST_SPOOLED:
                warn("events: the spool is full; records are lost")
                continue
            file.write(line if line.endswith(b"\n") else line + b"\n")
            size += len(line)
    ended.set()
