"""Many files changed at once. Whoever is killed, and wherever, leaves all of them old, or a journal by which they become new.

New files are staged in a folder of their own, with a journal of what is to be moved and removed. Renaming that folder is the
commit: before it nothing has happened, after it everything will, by whoever comes next: this process, the next build, or Cube as
it boots (`runtime/floe_cube_unfinished.js` reads the same journal).
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from floe_cube.cli.disk import COMMITTED, OBSTACLE, STAGED, is_inside, place, standing, sync, write

__all__ = ["COMMITTED", "JOURNAL", "STAGED", "Step", "commit", "complete"]

JOURNAL = "journal.json"


class Step(NamedTuple):
    """What happens to one file.

    Attributes:
        path: relative POSIX path.
        before: digest of the file that is replaced or removed; None where there is none.
        after: digest of the new file, which is staged under the number of its step; None where the file goes.
    """

    path: str
    before: str | None
    after: str | None


def commit(
    directory: Path,
    steps: Sequence[Step],
    new: Callable[[str], bytes],
    shown: Callable[[list[Step]], Iterable[Step]] = iter,
) -> tuple[str, ...]:
    """Take all steps, or none.

    Args:
        new: the bytes of a new file.
        shown: gives the steps back, and may show how far it is with them.

    Returns:
        The files that somebody changed meanwhile, if any: then the steps are left for `complete`.

    Raises:
        OSError: the disk refuses. Either nothing has happened, or `complete` does what is left.
    """
    staged = os.path.join(directory, STAGED)
    try:
        os.mkdir(staged)
        for number, step in enumerate(shown(list(steps))):
            if step.after is not None:
                write(f"{staged}{os.sep}{number}", new(step.path))
        write(os.path.join(staged, JOURNAL), json.dumps(steps).encode())
        sync(staged)
        os.rename(staged, os.path.join(directory, COMMITTED))
    except BaseException:
        with contextlib.suppress(OSError):
            _drop(staged)
        raise
    sync(directory)
    return complete(directory)


def complete(directory: Path, *, force: bool = False) -> tuple[str, ...]:
    """Take the steps that a committed journal has left, if there is one; drop what was never committed.

    Args:
        force: also over files that were changed since, as far as the new ones are still there, and without a journal that
            cannot be read.

    Returns:
        The files that somebody changed since; then no step is taken.

    Raises:
        OSError: the disk refuses. What is left can be done later.
    """
    _drop(os.path.join(directory, STAGED))
    committed = os.path.join(directory, COMMITTED)
    try:
        steps = _journal(committed)
    except ValueError:
        if not force:
            return (f"{COMMITTED}/{JOURNAL}",)
        steps = []
    ways: dict[str, bool | None] = {}
    found = [standing(directory, step.path, ways) for step in steps]
    changed = [step.path for step, now in zip(steps, found, strict=True) if now not in (step.before, step.after)]
    if changed and (not force or OBSTACLE in found):
        return tuple(changed)
    for number, step in enumerate(steps):
        if found[number] != step.after:
            _take(directory, step, f"{committed}{os.sep}{number}", force=force)
    deepest = {step.path.rpartition("/")[0] for step in steps} - {""}
    folders = {path[:end] for path in deepest for end, letter in enumerate(f"{path}/") if letter == "/"}
    for folder in sorted(folders, reverse=True):
        _sync_or_remove(place(directory, folder))
    sync(directory)
    _drop(committed)
    return ()


def _journal(committed: str) -> list[Step]:
    """The steps, of which some may have been taken; none where the folder is not there, or was only not removed yet.

    Raises:
        ValueError: somebody changed the journal, or put a link in its place.
    """
    if os.path.islink(committed):
        raise ValueError
    try:
        with open(os.path.join(committed, JOURNAL), "rb") as file:
            read = json.load(file)
        steps = [Step(*step) for step in read]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except (TypeError, RecursionError) as error:
        raise ValueError from error
    if not all(is_inside(step.path) for step in steps):
        raise ValueError
    return steps


def _take(directory: Path, step: Step, staged: str, *, force: bool) -> None:
    there = place(directory, step.path)
    try:
        if step.after is None:
            os.unlink(there)
        else:
            try:
                os.replace(staged, there)
            except FileNotFoundError:  # the first one in its folder
                os.makedirs(os.path.dirname(there), exist_ok=True)
                os.replace(staged, there)
    except FileNotFoundError:  # Cube, booting, may have been faster; or the file was edited after it was moved
        if not force and standing(directory, step.path) != step.after:
            raise


def _sync_or_remove(folder: str) -> None:
    """A folder whose files are in their places. If none is left in it, it goes too."""
    try:
        os.rmdir(folder)
    except FileNotFoundError:
        pass
    except OSError:
        sync(folder)


def _drop(folder: str) -> None:
    """A folder of ours, the journal first: without one there is nothing to complete. What is not ours in it stays."""
    if os.path.islink(folder):
        return
    try:
        names = os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name in sorted(names, key=lambda name: name != JOURNAL):
        if name == JOURNAL or name.isdecimal():
            os.unlink(os.path.join(folder, name))
    with contextlib.suppress(OSError):
        os.rmdir(folder)
