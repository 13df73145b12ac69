"""A directory of files as seen from outside: what stands where, and how bytes get there to stay. Plain functions of the OS.

A path is relative, with `/` between its parts; links on the way of one are not followed, for they may lead anywhere.
"""

from __future__ import annotations

import os
import stat
from hashlib import sha256

__all__ = ["COMMITTED", "OBSTACLE", "STAGED", "digest", "is_inside", "is_left", "place", "standing", "sync", "write"]

#: Where the files of a build are until all of them are written, and then until all of them are in their places.
STAGED, COMMITTED = ".floe-cube-staged", ".floe-cube-committed"
#: How a new file is opened.
NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
#: What `standing` says of anything but a plain file in folders. No file has this digest.
OBSTACLE = ""


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal digits."""
    return sha256(data).hexdigest()


def is_inside(path: object) -> bool:
    """Whether it is a path that stays in its directory: anybody may edit the file that holds it."""
    return (
        isinstance(path, str) and path.isprintable() and "\\" not in path and not {"", ".", ".."} & set(path.split("/"))
    )


def is_left(directory: str | os.PathLike[str]) -> bool:
    """Whether something of a build is there that did not end."""
    return any(os.path.lexists(os.path.join(directory, name)) for name in (STAGED, COMMITTED))


def place(directory: str | os.PathLike[str], path: str) -> str:
    """Where a path leads."""
    return f"{os.fspath(directory)}{os.sep}{path if os.sep == '/' else path.replace('/', os.sep)}"


def standing(directory: str | os.PathLike[str], path: str, ways: dict[str, bool | None] | None = None) -> str | None:
    """The digest of the file there; None where nothing is; `OBSTACLE` where, or on the way there, is something else.

    Args:
        ways: what is known of folders, where many files are asked for at once: each is looked at once.
    """
    folder = path.rpartition("/")[0]
    if folder and not (way := _way(directory, folder, {} if ways is None else ways)):
        return None if way is None else OBSTACLE
    try:
        there = place(directory, path)
        if not stat.S_ISREG(os.lstat(there).st_mode):
            return OBSTACLE
        with open(there, "rb", buffering=0) as file:
            return digest(file.read())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _way(directory: str | os.PathLike[str], folder: str, ways: dict[str, bool | None]) -> bool | None:
    """Whether a folder is there, or something else is, or stands on the way there; None where there is nothing."""
    if folder not in ways:
        way: bool | None = True
        for above in (folder[:end] for end, letter in enumerate(f"{folder}/") if letter == "/"):
            way = way and (ways[above] if above in ways else _is_folder(place(directory, above)))
            ways[above] = way
    return ways[folder]


def _is_folder(path: str) -> bool | None:
    """Whether a folder is there, or something else; None where there is nothing."""
    try:
        return stat.S_ISDIR(os.lstat(path).st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return None


def write(path: str, data: bytes) -> None:
    """A new file, on the disk when this returns."""
    file = os.open(path, NEW, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(file, rest) :]
        os.fsync(file)
    finally:
        os.close(file)


def sync(folder: str | os.PathLike[str]) -> None:
    """The names in a folder on the disk, where the system can do that: Windows cannot."""
    if os.name == "posix":
        names = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(names)
        finally:
            os.close(names)
