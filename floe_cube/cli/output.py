"""Writing a deployment: only what changed, never what people wrote, and a lock file that says which files are ours.

The lock file names every generated file with the SHA-256 of its bytes. A file in it whose bytes are others was edited by hand: it is
reported and left alone. A file that is not in it belongs to somebody else. It is written last, so that an interrupted run is
finished by the next one.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import field, frozen

from floe_cube.diagnostics import Diagnostic, Place, finding

LOCK = "floe-cube.lock"


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


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def read_lock(directory: Path) -> dict[str, str]:
    """The files that earlier builds own. A torn or foreign lock owns nothing."""
    try:
        lock = json.loads((directory / LOCK).read_bytes())
    except (OSError, ValueError):
        return {}
    files = lock.get("files") if isinstance(lock, dict) else None
    if not isinstance(files, dict):
        return {}
    return {path: value for path, value in files.items() if isinstance(value, str) and _is_inside(path)}


def _is_inside(path: str) -> bool:
    """A lock is a file that anybody may edit: it must not lead out of its directory."""
    return not path.startswith("/") and ".." not in path.split("/") and path != ""


def plan(directory: Path, files: Mapping[str, str], *, force: bool) -> Changes:
    """Compare the files to be with those that are there. Reads, and writes nothing.

    Args:
        force: take over files that a person edited or put in the way.
    """
    owned = read_lock(directory)
    added, changed, removed, unchanged, blocked = [], [], [], [], []
    hashes = {}
    for path, text in sorted(files.items()):
        data = text.encode()
        hashes[path] = digest(data)
        present = _read(directory / path)
        if present is None:
            added.append(path)
        elif present == data:
            unchanged.append(path)
        elif force or owned.get(path) == digest(present):
            changed.append(path)
        else:
            blocked.append(
                finding("FC0801" if path in owned else "FC0802", Place(path, str(directory / path)), path=path)
            )
    for path in sorted(owned.keys() - files.keys()):
        present = _read(directory / path)
        if present is None:
            continue
        if force or owned[path] == digest(present):
            removed.append(path)
        else:
            blocked.append(finding("FC0803", Place(path, str(directory / path)), path=path))
    return Changes(
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(removed),
        unchanged=tuple(unchanged),
        blocked=tuple(blocked),
        hashes=hashes,
    )


def apply(directory: Path, files: Mapping[str, str], changes: Changes) -> None:
    """Carry out a plan. Each file appears whole or not at all.

    Raises:
        OSError: the directory or the disk refuses.
    """
    directory.mkdir(parents=True, exist_ok=True)
    for path in (*changes.added, *changes.changed):
        replace(directory / path, files[path].encode())
    for path in changes.removed:
        (directory / path).unlink(missing_ok=True)
        _remove_empty(directory, (directory / path).parent)
    lock = json.dumps({"version": 1, "files": dict(sorted(changes.hashes.items()))}, indent=1).encode() + b"\n"
    if _read(directory / LOCK) != lock:
        replace(directory / LOCK, lock)


def replace(path: Path, data: bytes) -> None:
    """Write a file beside its place and move it there: readers see the old or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


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
