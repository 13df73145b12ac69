"""Hints that files may have changed: events of the folders that they are in, wherever the file system has events."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import ObservedWatch

__all__ = ["Hints"]

#: Events of reading, our own among it.
READING = frozenset({"opened", "closed_no_write"})


class Hints(FileSystemEventHandler):
    """Watches the folders of files, and the folders of those: a folder may be removed, made anew or swapped."""

    def __init__(self, files: Callable[[], tuple[Path, ...]]) -> None:
        self.files = files
        self.observer = Observer()
        self.woken = threading.Event()
        #: The folders of the files.
        self.folders: set[Path] = set()
        #: By folder: which one it was, and its watch.
        self.watches: dict[Path, tuple[tuple[int, int], ObservedWatch]] = {}

    def __enter__(self) -> Self:
        self.observer.start()
        self.aim()
        return self

    def __exit__(self, *_: object) -> None:
        self.observer.stop()
        self.observer.join()

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Wake whoever waits, if it is about a folder of the files or something in it."""
        paths = [Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path]
        if event.event_type not in READING and any({path, path.parent} & self.folders for path in paths):
            self.woken.set()

    def wait(self, seconds: float) -> None:
        """Return after so many seconds, or when something may have changed since the last time."""
        self.aim()
        self.woken.wait(seconds)
        self.woken.clear()

    def aim(self) -> None:
        """Watch the folders as they are now. One that was not watched before may hold changes: that wakes, too."""
        files = self.files()
        self.folders = {file.absolute().parent for file in files} | {file.resolve().parent for file in files}
        folders = self.folders | {folder.parent for folder in self.folders}
        wanted = {folder: mark for folder in folders if (mark := _mark(folder))}
        # A folder made anew may have the number of the one that was removed; the watch of that one has ended.
        alive = {each.watch for each in self.observer.emitters if each.is_alive() and each.should_keep_running()}
        kept = {
            folder for folder, (mark, watch) in self.watches.items() if wanted.get(folder) == mark and watch in alive
        }
        for folder in self.watches.keys() - kept:
            _, watch = self.watches.pop(folder)
            with contextlib.suppress(KeyError, OSError):  # it went with its folder
                self.observer.unschedule(watch)
        for folder in wanted.keys() - self.watches.keys():
            with contextlib.suppress(OSError):  # no events here, or no more watches: the poll remains
                self.watches[folder] = wanted[folder], self.observer.schedule(self, str(folder))
                self.woken.set()


def _mark(folder: Path) -> tuple[int, int] | None:
    """Which folder it is, under whatever name."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
