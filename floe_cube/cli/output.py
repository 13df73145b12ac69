"""Writing a deployment: only what changed, never what people wrote, and a lock file that says which files are ours.

The lock file names every generated file with the SHA-256 of its bytes. A file in it whose bytes are others was edited by hand: it is
reported and left alone. A file that is not in it belongs to somebody else. The files change together, by a journal: see `journal`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from floe_cube.cli import journal
from floe_cube.cli.disk import COMMITTED, OBSTACLE, digest, place, standing
from floe_cube.cli.journal import JOURNAL, Step
from floe_cube.cli.lock import LOCK, is_current, lock_text, owned, read_lock, sealed
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.record import frozen


@frozen(kw_only=True)
class Changes:
    """What a build does to its directory; relative POSIX paths.

    Attributes:
        lock: the text of the lock file to be.
        steps: what is moved into place and removed, in this order.
        blocked: files that a person edited, or that are not ours but stand in the way.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    blocked: tuple[Diagnostic, ...] = ()
    lock: bytes = b""
    steps: tuple[Step, ...] = ()

    @property
    def paths(self) -> Mapping[str, tuple[str, ...]]:
        """What happens to each file: word -> paths."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed, "unchanged": self.unchanged}


def plan(
    directory: Path, files: Mapping[str, str], *, force: bool, record: Mapping[str, Any] = MappingProxyType({})
) -> Changes:
    """Compare the files to be with those that are there. Reads, and writes nothing.

    Args:
        force: take over files that a person edited or put in the way.
        record: what the lock file shall say besides of this build.
    """
    present = read_lock(directory)
    ours = owned(present)
    hashes = {path: digest(content.encode()) for path, content in files.items()}
    lock = sealed(hashes, record)
    text = lock_text(lock)
    to_be: dict[str, str | None] = {**lock["files"], **dict.fromkeys(sorted(ours.keys() - files.keys()))}
    kinds: dict[str, list[str]] = {"added": [], "changed": [], "removed": [], "unchanged": []}
    steps, blocked = [], []
    if os.path.lexists(directory / COMMITTED / JOURNAL):
        blocked.append(finding("FC0806", Place(file=str(directory)), path=directory))
    ways: dict[str, bool | None] = {}
    for path, after in to_be.items():
        before = standing(directory, path, ways)
        if before == OBSTACLE:
            blocked += [_obstacle(directory, path)] * (after is not None)
        elif before == after:
            kinds["unchanged"] += [path] * (after is not None)
        elif before is not None and not force and before != ours.get(path):
            code = "FC0803" if after is None else "FC0801" if path in ours else "FC0802"
            blocked.append(finding(code, Place(file=str(directory / path)), path=path))
        else:
            kinds["added" if before is None else "removed" if after is None else "changed"].append(path)
            steps.append(Step(path, before, after))
    before = standing(directory, LOCK)
    if before == OBSTACLE:
        blocked.append(_obstacle(directory, LOCK))
    elif not is_current(present, lock):
        steps.append(Step(LOCK, before, digest(text)))
    return Changes(
        **{kind: tuple(paths) for kind, paths in kinds.items()},
        blocked=tuple(blocked),
        lock=text,
        steps=tuple(sorted(steps, key=_turn)),
    )


def _turn(step: Step) -> tuple[bool, bool, bool, str]:
    """JavaScript moves first, `cube.js` last of it: whatever Cube can boot looks for a journal. Then the rest; then what goes."""
    return step.after is None, not step.path.endswith(".js"), step.path == "cube.js", step.path


#: What may stand where a file or a folder must be.
KINDS = {stat.S_IFLNK: "a symbolic link", stat.S_IFREG: "a file", stat.S_IFDIR: "a folder"}


def _obstacle(directory: Path, path: str) -> Diagnostic:
    """What makes a file impossible: something else in its place, or on the way to it.

    Links are not followed: they may lead out of the directory, whatever a lock says or `--force` allows.
    """
    folders = (path[:end] for end, letter in enumerate(path) if letter == "/")
    for way, wanted in (*((folder, stat.S_IFDIR) for folder in folders), (path, stat.S_IFREG)):
        there = place(directory, way)
        kind = stat.S_IFMT(os.lstat(there).st_mode)
        if kind != wanted:
            break
    words = {"what": KINDS.get(kind, "no plain file"), "wanted": KINDS[wanted]}
    return finding("FC0805", Place(file=there), path=way, **words)


def apply(
    directory: Path, files: Mapping[str, str], changes: Changes, shown: Callable[[list[Any]], Iterable[Any]] = iter
) -> tuple[Diagnostic, ...]:
    """Carry out a plan, all of it or nothing, in a directory that is held.

    Args:
        shown: gives the steps back, and may show how far it is with them.

    Returns:
        The files that somebody edited in this very moment.

    Raises:
        OSError: the directory or the disk refuses. Every file is as it was, or the next build completes this one.
    """
    if not changes.steps:
        return ()

    def new(path: str) -> bytes:
        return changes.lock if path == LOCK else files[path].encode()

    return _since(directory, journal.commit(directory, changes.steps, new, shown))


def settle(directory: Path, *, force: bool) -> tuple[Diagnostic, ...]:
    """Complete what an interrupted build has left in a directory that is held; what stands in the way of that.

    Raises:
        OSError: the directory or the disk refuses.
    """
    return _since(directory, journal.complete(directory, force=force))


def _since(directory: Path, paths: Iterable[str]) -> tuple[Diagnostic, ...]:
    return tuple(finding("FC0808", Place(file=str(directory / path)), path=path) for path in paths)
