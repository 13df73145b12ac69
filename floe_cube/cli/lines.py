"""Where in a YAML file a finding belongs. dbt's manifest knows the file and no line, so the file itself is looked at.

Nothing is parsed: what counts are lines with `name:`, and how far they are indented.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from attrs import evolve, field

from floe_cube.diagnostics import Diagnostic
from floe_cube.record import frozen

__all__ = ["line_of", "with_lines"]

#: Larger files are not written by people.
LARGEST = 4_000_000


class Name(NamedTuple):
    """A line that names something: how far its `name:` is indented, what it names, its number."""

    indent: int
    name: str
    line: int


@frozen
class Names:
    """The lines of a file that name something, and where among them each name is least indented: a column may be called as a model."""

    listed: tuple[Name, ...] = ()
    first: Mapping[str, int] = field(factory=dict)


def with_lines(
    findings: Iterable[Diagnostic], roots: Sequence[Path], others: Mapping[str, Path] | None = None
) -> tuple[Diagnostic, ...]:
    """The findings, those about a model or a column with the line where it is named.

    Args:
        roots: directories that may be the dbt project's; files outside of them are not read.
        others: of several projects, the directories of those beside the first: files in them are told with the way there.
    """
    read = functools.cache(functools.partial(_names, roots))
    readers = {name: functools.cache(functools.partial(_names, (root,))) for name, root in (others or {}).items()}
    placed = (_placed(found, readers.get(_package(found), read)) for found in findings)
    return tuple(_abroad(found, others) if others else found for found in placed)


def _package(found: Diagnostic) -> str:
    """The dbt package that a finding is about: `shop` of `model.shop.orders`."""
    return found.place.subject.partition(".")[2].partition(".")[0]


def _abroad(found: Diagnostic, others: Mapping[str, Path]) -> Diagnostic:
    """The finding with its file as seen from here, if that is in the folder of another project."""
    root, place = others.get(_package(found)), found.place
    if root is None or not place.file or not (root / place.file).is_file():
        return found
    return evolve(found, place=evolve(place, file=(root / place.file).as_posix()))


def _placed(found: Diagnostic, read: Callable[[str], Names]) -> Diagnostic:
    place = found.place
    if place.line or not place.file.endswith((".yml", ".yaml")):
        return found
    line = line_of(read(place.file), _resource(place.subject), place.column)
    return evolve(found, place=evolve(place, line=line)) if line else found


def _resource(subject: str) -> str:
    """The name in a unique_id: `orders` of `model.shop.orders.v2`, `raw` of `source.shop.landing.raw`."""
    kind, *parts = subject.split(".")
    at = 2 if kind == "source" else 1
    return parts[at] if len(parts) > at else ""


def line_of(names: Names, resource: str, column: str) -> int:
    """The line of a column of a resource, else that of the resource; 0 where the file does not name it."""
    at = names.first.get(resource)
    if at is None:
        return 0
    one, others = names.listed[at], (names.listed[n] for n in range(at + 1, len(names.listed)))
    inside = itertools.takewhile(lambda other: other.indent > one.indent, others)
    return next((other.line for other in inside if column and other.name == column), one.line)


def _names(roots: Sequence[Path], file: str) -> Names:
    """The names in a file of the project; none where it is not there, or not the project's."""
    relative = PurePosixPath(file)
    if relative.is_absolute() or ".." in relative.parts:
        return Names()
    for root in roots:
        path = root / relative
        try:
            if path.is_file() and path.stat().st_size <= LARGEST:
                return _read(path.read_text(encoding="utf-8", errors="replace"))
        except (OSError, ValueError):  # a name that no file can have
            return Names()
    return Names()


def _read(text: str) -> Names:
    listed = []
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.lstrip(" -")
        if bare.startswith("name: "):
            listed.append(Name(len(line) - len(bare), _scalar(bare[6:]), number))
    inner_first = sorted(range(len(listed)), key=lambda at: (-listed[at].indent, -at))
    return Names(tuple(listed), {listed[at].name: at for at in inner_first})


def _scalar(text: str) -> str:
    """A name as YAML spells it, without its quotes and what follows."""
    text = text.strip()
    if text[:1] in ('"', "'"):
        return text[1:].partition(text[0])[0]
    return text.partition(" #")[0].rstrip()
