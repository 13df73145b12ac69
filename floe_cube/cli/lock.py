"""The lock file of a deployment: which files are ours, and what they were made from, found and counted.

It is for people to read and the same on any machine: no time, no absolute path. Who edits it breaks its seal: then it still says
what is ours, but no longer that nothing is to be done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from floe_cube.cli.disk import digest, is_inside

__all__ = ["LOCK", "is_current", "is_sealed", "lock_text", "owned", "read_lock", "sealed"]

LOCK = "floe-cube.lock"
VERSION = 2
#: dbt writes these with new times and ids in every run.
REWRITTEN = {"manifest": None, "catalog": None}


def read_lock(directory: str | os.PathLike[str]) -> dict[str, Any]:
    """What a lock file says. A torn or foreign one says nothing."""
    try:
        with open(os.path.join(directory, LOCK), "rb") as file:
            lock = json.load(file)
    except (OSError, ValueError, RecursionError):
        return {}
    return lock if isinstance(lock, dict) else {}


def owned(lock: Mapping[str, Any]) -> dict[str, str]:
    """The files that earlier builds wrote, each with its digest."""
    files = lock.get("files")
    if not isinstance(files, dict):
        return {}
    return {path: value for path, value in files.items() if isinstance(value, str) and is_inside(path)}


def is_sealed(lock: Mapping[str, Any]) -> bool:
    """Whether it is as we wrote it."""
    return lock.get("version") == VERSION and lock.get("seal") == _seal(lock)


def is_current(lock: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether it can stay: artifacts that dbt wrote again are no reason for a new one if the files are the same."""
    return (
        is_sealed(lock)
        and lock["files"] == new["files"]
        and {**lock.get("inputs", {}), **REWRITTEN} == {**new.get("inputs", {}), **REWRITTEN}
    )


def sealed(files: Mapping[str, str], record: Mapping[str, Any]) -> dict[str, Any]:
    """The lock of these files, with their digests, and of what else is to be known of their build."""
    lock = {"version": VERSION, **record, "files": dict(sorted(files.items()))}
    return {**lock, "seal": _seal(lock)}


def lock_text(lock: Mapping[str, Any]) -> bytes:
    """The bytes of a lock file: a line for each file, finding and input."""
    return (
        "{\n" + ",\n".join(f" {json.dumps(key)}: {_lines(value)}" for key, value in lock.items()) + "\n}\n"
    ).encode()


def _lines(value: Any) -> str:
    if isinstance(value, dict) and value:
        if set(map(type, value.values())) == {str}:
            return "{\n  " + json.dumps(value, separators=(",\n  ", ": "))[1:-1] + "\n }"  # all files at once
        return "{\n" + ",\n".join(f"  {json.dumps(key)}: {json.dumps(item)}" for key, item in value.items()) + "\n }"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {json.dumps(item)}" for item in value) + "\n ]"
    return json.dumps(value)


def _seal(lock: Mapping[str, Any]) -> str:
    return digest(json.dumps({key: value for key, value in lock.items() if key != "seal"}, sort_keys=True).encode())
