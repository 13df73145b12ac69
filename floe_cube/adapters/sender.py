"""Sends run events over HTTP, each at least once: it asks again, ever more slowly, until the receiver has taken it.

What the receiver will never take (it says that the event is wrong, or too large) goes to a file beside, and is counted.
"""

from __future__ import annotations

import contextlib
import email.utils
import http.client
import math
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from attrs import Factory, define, field, frozen

__all__ = ["Counts", "Parcel", "Receiver", "Sender", "Warnings", "after"]

Answer: TypeAlias = Literal["taken", "refused", "later"]
#: The event itself is at fault. Anything else may be better later: 401 and 404 when somebody repairs the configuration.
REFUSED = frozenset({400, 413, 415, 422})
LONGEST_PAUSE = 60.0
LONGEST_ANSWER = 64 * 1024
LONGEST_WISH = 300.0
MOST_REFUSED_BYTES = 16 * 1024 * 1024


@frozen
class Parcel:
    """An event on its way.

    Attributes:
        key: parcels with the same key are sent in their order.
        body: JSON.
    """

    key: str
    body: bytes


@define
class Counts:
    """What became of the events."""

    taken: int = 0
    refused: int = 0
    attempts: int = 0
    failures: int = 0


@frozen
class Receiver:
    """Where events go.

    Attributes:
        url: full URL.
        headers: more headers, such as one with a key.
        timeout: seconds for each step of a request.
    """

    url: str
    headers: Mapping[str, str] = Factory(dict)
    timeout: float = 5.0


@define
class Warnings:
    """Says the same thing at most once in so many seconds, with how often it was left unsaid."""

    say: Callable[[str], None]
    pause: float = 60.0
    now: Callable[[], float] = time.monotonic
    _said: dict[str, float] = field(factory=dict, init=False)
    _unsaid: dict[str, int] = field(factory=dict, init=False)
    _lock: threading.Lock = field(factory=threading.Lock, init=False)

    def __call__(self, text: str) -> None:
        """Say it, or count it."""
        with self._lock:
            if self.now() - self._said.get(text, float("-inf")) < self.pause:
                self._unsaid[text] = self._unsaid.get(text, 0) + 1
                return
            self._said[text] = self.now()
            unsaid = self._unsaid.pop(text, 0)
        self.say(f"{text} ({unsaid} more times)" if unsaid else text)


def after(failures: int, wish: str | None, chance: float, now: float) -> float:
    """Seconds to wait after so many failures in a row: what the receiver wishes, else twice as long each time.

    Args:
        wish: its Retry-After, in seconds or as a date.
        chance: from 0 to 1, so that many senders do not come back at once.
        now: seconds since 1970.
    """
    if wish is not None:
        with contextlib.suppress(ValueError, TypeError):
            seconds = (
                float(wish) if wish.strip().isdigit() else email.utils.parsedate_to_datetime(wish).timestamp() - now
            )
            return min(max(seconds, 0.0), LONGEST_WISH)
    return float(min(0.5 * 2 ** min(failures - 1, 10), LONGEST_PAUSE) * (0.5 + chance / 2))


class Sender:
    """Sends parcels through a few connections at once.

    Args:
        refused: the file for events that the receiver will never take.
        stop: set when the program is to end: whatever is under way is given up, and counts as not sent.
        patience: seconds that a `send` goes on asking again.
    """

    def __init__(
        self,
        receiver: Receiver,
        refused: Path,
        warn: Warnings,
        stop: threading.Event,
        *,
        patience: float = math.inf,
        connections: int = 4,
    ) -> None:
        self.counts = Counts()
        self._receiver = receiver
        self._refused = refused
        self._warn = warn
        self._stop = stop
        self._patience = patience
        self._deadline = math.inf
        self._connections = connections
        self._open = threading.local()
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(connections, thread_name_prefix="sender")
        self._failures = 0
        self._paused_until = 0.0

    def send(self, parcels: Sequence[Parcel]) -> bool:
        """Send all of them; gives whether each was taken, or refused for good."""
        self._deadline = time.monotonic() + self._patience
        lanes: list[list[Parcel]] = [[] for _ in range(self._connections)]
        for parcel in parcels:
            lanes[hash(parcel.key) % self._connections].append(parcel)
        return all(list(self._pool.map(self._send_in_order, [lane for lane in lanes if lane])))

    def close(self) -> None:
        """Close the connections."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _send_in_order(self, parcels: Sequence[Parcel]) -> bool:
        return all(self._deliver(parcel) for parcel in parcels)

    def _deliver(self, parcel: Parcel) -> bool:
        while self._wait_for_our_time():
            answer, wish = self._attempt(parcel)
            self._count(answer, wish)
            if answer == "refused":
                self._keep(parcel)
            if answer != "later":
                return True
        return False

    def _wait_for_our_time(self) -> bool:
        """All connections rest while the receiver does; gives whether there is time for an attempt."""
        while (rest := self._paused_until - time.monotonic()) > 0:
            if self._paused_until > self._deadline or self._stop.wait(rest):
                return False
        return not self._stop.is_set()

    def _count(self, answer: Answer, wish: str | None) -> None:
        with self._lock:
            self.counts.attempts += 1
            self.counts.taken += answer == "taken"
            self.counts.refused += answer == "refused"
            self.counts.failures += answer == "later"
            now = time.monotonic()
            if answer != "later":
                self._failures = 0
            elif now >= self._paused_until:  # else another connection has failed just before
                self._failures += 1
                self._paused_until = now + after(self._failures, wish, random.random(), time.time())  # noqa: S311 — no secret

    def _attempt(self, parcel: Parcel) -> tuple[Answer, str | None]:
        try:
            response = self._post(parcel.body)
        except (OSError, http.client.HTTPException) as error:
            self._forget()
            self._warn(f"lineage: the receiver cannot be reached: {type(error).__name__}")
            return "later", None
        status, wish = response
        if 200 <= status < 300:
            return "taken", None
        self._warn(f"lineage: the receiver answers {status}")
        return ("refused" if status in REFUSED else "later"), wish

    def _post(self, body: bytes) -> tuple[int, str | None]:
        """A request on the connection that is open, or on a new one where the receiver has closed it meanwhile."""
        was_open = hasattr(self._open, "connection")
        try:
            return self._exchange(body)
        except ConnectionError:
            if not was_open:
                raise
            self._forget()
            return self._exchange(body)

    def _exchange(self, body: bytes) -> tuple[int, str | None]:
        connection, target = self._connection()
        headers = {"content-type": "application/json", **self._receiver.headers}
        connection.request("POST", target, body, headers)
        answer = connection.getresponse()
        is_long = len(answer.read(LONGEST_ANSWER)) == LONGEST_ANSWER
        if answer.length and not is_long:  # it died on the way: nobody knows whether the event was taken
            raise http.client.IncompleteRead(b"")
        if is_long or answer.will_close:
            self._forget()
        return answer.status, answer.getheader("retry-after")

    def _connection(self) -> tuple[http.client.HTTPConnection, str]:
        url = urlsplit(self._receiver.url)
        if not hasattr(self._open, "connection"):
            kind = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
            self._open.connection = kind(url.hostname or "", url.port, timeout=self._receiver.timeout)
        return self._open.connection, (url.path or "/") + (f"?{url.query}" if url.query else "")

    def _forget(self) -> None:
        connection = self._open.__dict__.pop("connection", None)
        if connection is not None:
            connection.close()

    def _keep(self, parcel: Parcel) -> None:
        """Put a refused event aside, while there is room."""
        with self._lock:
            size = self._refused.stat().st_size if self._refused.exists() else 0
            if size + len(parcel.body) > MOST_REFUSED_BYTES:
                self._warn("lineage: the file of refused events is full")
                return
            with self._refused.open("ab") as file:
                file.write(parcel.body + b"\n")
