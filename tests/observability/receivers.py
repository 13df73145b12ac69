"""Receivers of run events and spans that really listen, and that can misbehave on demand."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal, TypeAlias

from oteltap import OtelTapHttpProtobufReceiver, OtelTapHttpProtobufReceiverSettings

Mood: TypeAlias = Literal["take", "refuse", "hang", "429", "503", "die"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.05)


class LineageReceiver:
    """Takes run events over HTTP on the loopback, unless its mood says otherwise.

    Attributes:
        bodies: every event taken, as it came.
        attempts: how often somebody asked.
        unfit: says of an event that it is refused for good.
    """

    def __init__(self) -> None:
        self.port = 0  # the first time it listens it gets one
        self.bodies: list[bytes] = []
        self.attempts: list[float] = []
        self.mood: Mood = "take"
        self.unfit: Callable[[dict[str, Any]], bool] = lambda event: False
        self._server: ThreadingHTTPServer | None = None
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def events(self) -> list[dict[str, Any]]:
        with self._lock:
            return [json.loads(body) for body in self.bodies]

    def set_mood(self, mood: Mood) -> None:
        """Nobody listens at all while it refuses."""
        self.mood = mood
        if mood == "refuse":
            self.close()
        elif self._server is None:
            self.listen()

    def listen(self) -> None:
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                receiver.answer(self)

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass  # clients are killed in these tests

        self._server = Server(("127.0.0.1", self.port), Handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["content-length"]))
        mood = self.mood
        with self._lock:
            self.attempts.append(time.monotonic())
        if mood == "refuse":  # a connection from before
            request.close_connection = True
            return
        if mood == "hang":
            until(lambda: self.mood != "hang", 300)
            request.close_connection = True
            return
        if mood == "die":
            request.wfile.write(b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{")
            request.close_connection = True
            return
        status = {"429": 429, "503": 503}.get(mood, 201)
        if status == 201:
            assert request.path == "/api/v1/lineage"
            if self.unfit(json.loads(body)):
                status = 422
            else:
                with self._lock:
                    self.bodies.append(body)
        request.send_response(status)
        if status == 429:
            request.send_header("retry-after", "1")
        request.send_header("content-length", "0")
        request.end_headers()

    def close(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


@contextmanager
def lineage_receiver() -> Iterator[LineageReceiver]:
    receiver = LineageReceiver()
    receiver.listen()
    try:
        yield receiver
    finally:
        receiver.mood = "take"
        receiver.close()


class SpanReceiver:
    """A real OTLP receiver; keeps the spans and metrics that it got."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.spans: list[Any] = []
        self.metrics: list[Any] = []
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._end: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> SpanReceiver:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *exception: object) -> None:
        if self._end is not None:
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)

    def _run(self) -> None:
        self._loop.run_until_complete(self._listen())

    async def _listen(self) -> None:
        self._end = asyncio.Event()
        settings = OtelTapHttpProtobufReceiverSettings(http_port=self.port)
        async with OtelTapHttpProtobufReceiver(settings) as tap:
            keep = [
                asyncio.ensure_future(self._keep(tap.stream_traces(), self.spans)),
                asyncio.ensure_future(self._keep(tap.stream_metrics(), self.metrics)),
            ]
            await asyncio.sleep(0.1)
            self._ready.set()
            await self._end.wait()
            for task in keep:
                task.cancel()

    @staticmethod
    async def _keep(stream: Any, into: list[Any]) -> None:
        async for item in stream:  # one by one: it never ends
            into += [item]


def observer(
    events: Path | Literal["-"],
    deployment: Path,
    *more: str,
    log: Path,
    env: dict[str, str] | None = None,
    stdin: Any = None,
) -> subprocess.Popen[bytes]:
    """Start `floe-cube observe` as a process of its own."""
    inherited = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LANG", "VIRTUAL_ENV") if name in os.environ}
    command = [
        sys.executable,
        "-m",
        "floe_cube",
        "observe",
        "--events",
        str(events),
        "--deployment",
        str(deployment),
        *more,
    ]
    with log.open("ab") as err:
        return subprocess.Popen(
            command,
            cwd=log.parent,
            env={**inherited, "PYTHONPATH": str(Path(__file__).parents[2]), **(env or {})},
            stdin=stdin,
            stdout=err,
            stderr=err,
        )
