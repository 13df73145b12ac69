"""One build at a time: a lock of the operating system, which ends with its process however that ends."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

__all__ = ["Busy", "held"]

#: How often another build's lock is tried, and how long we wait in between: 10 s in all.
TRIES, PAUSE = 200, 0.05


class Busy(Exception):
    """Another build holds the directory, and did not end."""


@contextlib.contextmanager
def held(directory: Path) -> Iterator[None]:
    """Make the directory if need be, and hold it alone.

    Raises:
        Busy: another build does, for longer than we wait.
        OSError: it cannot be made or opened.
    """
    os.makedirs(directory, exist_ok=True)
    file, try_lock = (_windows if os.name == "nt" else _posix)(directory)
    try:
        for _ in range(TRIES):
            if try_lock():
                break
            time.sleep(PAUSE)
        else:
            raise Busy
        yield
    finally:
        os.close(file)


def _posix(directory: Path) -> tuple[int, Callable[[], bool]]:
    """The directory itself is locked: no further file is needed."""
    import fcntl

    file = os.open(directory, os.O_RDONLY)

    def try_lock() -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # some network file systems lock no directories: there, builds are not kept apart
            return True
        return True

    return file, try_lock


def _windows(directory: Path) -> tuple[int, Callable[[], bool]]:
    """A file, which Windows removes with the last process that has it open."""
    import msvcrt

    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_TEMPORARY", 0)
    file = os.open(directory / ".floe-cube-busy", flags)
    locking, mode = getattr(msvcrt, "locking"), getattr(msvcrt, "LK_NBLCK")  # noqa: B009 — unknown to type checkers elsewhere

    def try_lock() -> bool:
        try:
            locking(file, mode, 1)
        except OSError:
            return False
        return True

    return file, try_lock
