"""Follows the event file line by line, from where it stopped the last time, through rotation.

The event file is the spool: what is not delivered stays there. A place in it is the file's identity and an offset, so that a
rotated file is read to its end under its new name, and then the one that came after it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from attrs import define, field, frozen

__all__ = ["CHUNK", "Checkpoint", "EventFile", "Place"]

#: Bytes that are read at once; a line is never longer.
CHUNK = 4 * 1024 * 1024
#: Bytes in which the first line must end.
LONGEST_HEAD = 64 * 1024


@frozen
class Place:
    """A place between two lines.

    Attributes:
        inode: of the file.
        offset: bytes before it.
        head: digest of the file's first line: an inode may be another file's soon.
    """

    inode: int
    offset: int
    head: str = ""


class Checkpoint:
    """Where each reader is, by its name, kept in one file that is replaced whole."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._places: dict[str, dict[str, object]] = {}
        with contextlib.suppress(OSError, ValueError):
            found = json.loads(path.read_bytes())
            self._places = found if isinstance(found, dict) else {}

    def read(self, name: str) -> Place | None:
        """A reader's place, if there is one."""
        match self._places.get(name):
            case {"inode": int(inode), "offset": int(offset), "head": str(head)}:
                return Place(inode, offset, head)
        return None

    def write(self, name: str, place: Place) -> None:
        """Keep a reader's place."""
        with self._lock:
            self._places[name] = {"inode": place.inode, "offset": place.offset, "head": place.head}
            beside = self._path.with_name(f".{self._path.name}.{os.getpid()}.tmp")
            beside.write_text(json.dumps(self._places))
            beside.replace(self._path)


@define
class EventFile:
    """An event file and those that rotation has moved aside, `NAME` followed by anything.

    Attributes:
        warn: told when lines may be missing.
        grace: seconds for which a file that was moved away is still watched: a write may be under way.
    """

    path: Path
    warn: Callable[[str], None]
    grace: float = 1.0
    now: Callable[[], float] = time.monotonic
    _left_at: float | None = field(default=None, init=False)

    def start(self) -> Place | None:
        """The beginning of the oldest file there is; None where there is none yet."""
        files = self._files()
        return Place(files[0][0], 0) if files else None

    def read(self, place: Place | None) -> tuple[list[bytes], Place | None]:
        """The next lines, without their ends, and the place after them. No lines where there is nothing new."""
        if place is None:
            place = self.start()
            if place is None:
                return [], None
        files = self._files()
        found = [path for inode, path in files if inode == place.inode]
        if not found:
            following = self.start()
            if following is not None:
                self.warn("events: the file that was read last is gone; lines may be missing")
            return [], following
        lines, after = _lines(found[0], place)
        if lines or after != place:
            self._left_at = None
            return lines, after
        return [], self._next(place, files)

    def _next(self, place: Place, files: list[tuple[int, Path]]) -> Place:
        """The file after one that is read to its end, once nobody writes to that any more."""
        inodes = [inode for inode, _ in files]
        younger = inodes[inodes.index(place.inode) + 1 :]
        if not younger:
            return place
        if self._left_at is None:
            self._left_at = self.now()
        if self.now() - self._left_at < self.grace:
            return place
        self._left_at = None
        return Place(younger[0], 0)

    def _files(self) -> list[tuple[int, Path]]:
        """Inode and path of each file, the oldest first; the one that has the name itself is the youngest."""
        found: list[tuple[bool, int, int, Path]] = []
        for path in self.path.parent.iterdir() if self.path.parent.is_dir() else ():
            if not path.name.startswith(self.path.name) or path.suffix in IGNORED:
                continue
            try:
                status = path.stat()
            except OSError:
                continue
            found.append((path == self.path, status.st_mtime_ns, status.st_ino, path))
        return [(inode, path) for _, _, inode, path in sorted(found)]


#: Files beside the event file that hold no records that can be read.
IGNORED = frozenset({".gz", ".bz2", ".xz", ".zst", ".checkpoint", ".refused", ".log", ".tmp"})


def _lines(path: Path, place: Place) -> tuple[list[bytes], Place]:
    try:
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            if status.st_ino != place.inode:  # moved since we looked
                return [], place
            head = _digest(file.read(LONGEST_HEAD))
            same = place.offset <= status.st_size and place.head in ("", head)
            offset = place.offset if same else 0  # somebody emptied it, or it is another file
            file.seek(offset)
            chunk = file.read(CHUNK)
    except OSError:
        return [], place
    whole, newline, _ = chunk.rpartition(b"\n")
    if not newline:
        skipped = CHUNK if len(chunk) == CHUNK else 0  # longer than any record
        return [], Place(place.inode, offset + skipped, head)
    return whole.split(b"\n"), Place(place.inode, offset + len(whole) + 1, head)


def _digest(beginning: bytes) -> str:
    line, newline, _ = beginning.partition(b"\n")
    return hashlib.sha256(line).hexdigest()[:16] if newline else ""


def follow(
    file: EventFile, place: Place | None, most: int, *, is_over: Callable[[], bool], pause: Callable[[float], object]
) -> Iterator[tuple[list[bytes], Place]]:
    """Pieces of at most so many lines, each with the place after it, until it is over and there is nothing new.

    Args:
        place: where to begin; None for the oldest line there is.
        is_over: whether to end at the end of the file.
        pause: waits so many seconds, or less.
    """
    while True:
        lines, after = file.read(place)
        if lines and after is not None:
            yield from _pieces(lines, after, most)
        elif after == place and is_over():
            return
        elif after == place or after is None:
            pause(0.2)
        place = after


def _pieces(lines: list[bytes], after: Place, most: int) -> Iterator[tuple[list[bytes], Place]]:
    offset = after.offset - sum(len(line) + 1 for line in lines)
    for start in range(0, len(lines), most):
        piece = lines[start : start + most]
        offset += sum(len(line) + 1 for line in piece)
        yield piece, Place(after.inode, offset, after.head)
