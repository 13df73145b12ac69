"""Writing a deployment: only what changed, never what people wrote, and a lock file that says which files are ours.

The lock file names every generated file with the SHA-256 of its bytes. A file in it whose bytes are others was edited by hand: it is
reported and left alone. A file that is not in it belongs to somebody else. While files are moved it also holds what earlier locks
said (`earlier`), so that the next run knows whatever an interrupted one left, and finishes it.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from floe_cube.diagnostics import Diagnostic, Place, finding

LOCK = "floe-cube.lock"
#: The lock while files are moved; only its temporary file has this name.
UNFINISHED = f"{LOCK}.unfinished"


@frozen(kw_only=True)
class Changes:
    """What a build does to its directory; relative POSIX paths.

    Attributes:
        hashes: the lock file's content to be: path -> SHA-256.
        blocked: files that a person edited, or that are not ours but stand in the way.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    blocked: tuple[Diagnostic, ...] = ()
    hashes: Mapping[str, str] = field(factory=dict)

    @property
    def paths(self) -> Mapping[str, tuple[str, ...]]:
        """What happens to each file: word -> paths."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed, "unchanged": self.unchanged}


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_lock(directory: Path) -> dict[str, set[str]]:
    """The files that earlier builds own, each with the hashes that it may have. A torn or foreign lock owns nothing."""
    owned: dict[str, set[str]] = {}
    for files in _recorded(directory):
        for path, value in files.items():
            owned.setdefault(path, set()).add(value)
    return owned


def _recorded(directory: Path) -> list[dict[str, str]]:
    """What the lock says of files, and what earlier ones said if the run that wrote it was interrupted."""
    try:
        lock = json.loads((directory / LOCK).read_bytes())
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(lock, dict):
        return []
    earlier = lock.get("earlier")
    return [
        {path: value for path, value in files.items() if isinstance(value, str) and _is_inside(path)}
        for files in (lock.get("files"), *(earlier if isinstance(earlier, list) else ()))
        if isinstance(files, dict)
    ]


def _lock(hashes: Mapping[str, str], **more: object) -> bytes:
    return json.dumps({"version": 1, "files": dict(sorted(hashes.items())), **more}, indent=1).encode() + b"\n"


def _is_inside(path: str) -> bool:
    """A lock is a file that anybody may edit: it must not lead out of its directory."""
    return path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(path.split("/"))


def plan(directory: Path, files: Mapping[str, str], *, force: bool) -> Changes:
    """Compare the files to be with those that are there. Reads, and writes nothing.

    Args:
        force: take over files that a person edited or put in the way.
    """
    owned = read_lock(directory)
    added, changed, removed, unchanged, blocked = [], [], [], [], []
    hashes = {}
    obstacles = _obstacles(directory, [*files, *owned])
    for path, text in sorted(files.items()):
        data = text.encode()
        hashes[path] = digest(data)
        present = None if path in obstacles else _read(directory / path)
        if path in obstacles:
            blocked.append(obstacles[path])
        elif present is None:
            added.append(path)
        elif present == data:
            unchanged.append(path)
        elif force or digest(present) in owned.get(path, ()):
            changed.append(path)
        else:
            blocked.append(
                finding("FC0801" if path in owned else "FC0802", Place(file=str(directory / path)), path=path)
            )
    for path in sorted(owned.keys() - files.keys() - obstacles.keys()):
        present = _read(directory / path)
        if present is None:
            continue
        if force or digest(present) in owned[path]:
            removed.append(path)
        else:
            blocked.append(finding("FC0803", Place(file=str(directory / path)), path=path))
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(removed),
        unchanged=tuple(unchanged),
        blocked=tuple(blocked),
        hashes=hashes,
    )


#: What may stand where a file or a folder must be.
KINDS = {stat.S_IFLNK: "a symbolic link", stat.S_IFREG: "a file", stat.S_IFDIR: "a folder"}


def _obstacles(directory: Path, paths: Iterable[str]) -> dict[str, Diagnostic]:
    """By path, what makes a file impossible: something else in its place, or on the way to it.

    Links are not followed: they may lead out of the directory, whatever a lock says or `--force` allows.
    """

    @functools.cache
    def look(path: str, wanted: int) -> Diagnostic | None:
        try:
            kind = stat.S_IFMT(os.lstat(directory / path).st_mode)
        except (FileNotFoundError, NotADirectoryError):
            return None
        words = {"what": KINDS.get(kind, "no plain file"), "wanted": KINDS[wanted]}
        return finding("FC0805", Place(file=str(directory / path)), path=path, **words) if kind != wanted else None

    def find(path: str) -> Diagnostic | None:
        folders = (path[:end] for end, letter in enumerate(path) if letter == "/")
        return next(filter(None, (look(folder, stat.S_IFDIR) for folder in folders)), None) or look(path, stat.S_IFREG)

    return {path: found for path in paths if (found := find(path))}


def apply(
    directory: Path, files: Mapping[str, str], changes: Changes, shown: Callable[[list[str]], Iterable[str]] = iter
) -> None:
    """Carry out a plan. All that is new is written beside its place before the first file is moved there.

    Args:
        shown: gives paths back, and may show how far it is with them.

    Raises:
        OSError: the directory or the disk refuses. If it refuses to write, every file is as it was.
    """
    new = {path: files[path].encode() for path in (*changes.added, *changes.changed)}
    lock = _lock(changes.hashes)
    if not new and not changes.removed and _read(directory / LOCK) == lock:
        return
    new[UNFINISHED] = _lock(changes.hashes, earlier=_recorded(directory))
    new[LOCK] = lock
    beside = {path: directory / f"{path}.{os.getpid()}.tmp" for path in new}
    try:
        for folder in sorted({place.parent for place in beside.values()}):
            folder.mkdir(parents=True, exist_ok=True)
        for path in shown(list(new)):
            _write(beside[path], new[path])
        beside[UNFINISHED].replace(directory / LOCK)
        for path in (*changes.added, *changes.changed):
            beside[path].replace(directory / path)
        for path in changes.removed:
            (directory / path).unlink(missing_ok=True)
            _remove_empty(directory, (directory / path).parent)
        beside[LOCK].replace(directory / LOCK)
    except BaseException:
        for place in beside.values():
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True)
        raise


def _write(path: Path, data: bytes) -> None:
    """Write a new file; what a killed run left under its name goes, and a link is not followed."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _remove_empty(root: Path, folder: Path) -> None:
    """Empty folders that a pruned file leaves behind go too."""
    for parent in _upwards(root, folder):
        try:
            parent.rmdir()
        except OSError:
            return


def _upwards(root: Path, folder: Path) -> Iterator[Path]:
    while folder != root and root in folder.parents:
        yield folder
        folder = folder.parent
