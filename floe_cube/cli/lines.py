"""Where in a YAML file a finding belongs. dbt's manifest knows the file and no line, so the file itself is looked at.

Nothing is parsed: what counts are lines with `name:`, and how far they are indented.
"""

from __future__ import annotations

import functools
import itertools
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from attrs import evolve, field

from floe_cube.diagnostics import Diagnostic
from floe_cube.record import frozen

__all__ = ["line_of", "with_lines"]

#: Where `dbt deps` puts the packages of a project, each in a folder of its name, unless dbt_project.yml says otherwise.
INSTALLED = "dbt_packages"
#: Larger files are not written by people.
LARGEST = 4_000_000


class Name(NamedTuple):
    """A line that names something: how far its `name:` is indented, what it names, its number, and under which key of the file it is."""

    indent: int
    name: str
    line: int
    section: str


@frozen
class Names:
    """The lines of a file that name something, and where among them each name is least indented: a column may be called as a model.

    Attributes:
        first: by the section and the name, for a semantic model may be called as its model; and by the name alone, in no section.
    """

    listed: tuple[Name, ...] = ()
    first: Mapping[tuple[str, str], int] = field(factory=dict)


def with_lines(
    findings: Iterable[Diagnostic], roots: Sequence[Path], others: Sequence[tuple[str, Path]] = (), name: str = ""
) -> tuple[Diagnostic, ...]:
    """The findings, those about a model or a column with the line where it is named.

    Args:
        roots: directories that may be the dbt project's; files outside of them are not read.
        others: of several projects, the names and directories of those beside the first: files in them are told with the way there.
        name: that of the first, for another one may be called the same.
    """
    folders = functools.cache(functools.partial(_folders, tuple(dict.fromkeys(roots)), others, name))
    home = functools.cache(lambda package, file: _home(folders(package), file))
    read = functools.cache(_names)
    return tuple(_placed(found, home(_package(found), found.place.file), read) for found in findings)


class Folder(NamedTuple):
    """Where files of a dbt package may be, and what stands before such a file when it is told."""

    path: Path
    shown: Path = Path()


def _package(found: Diagnostic) -> str:
    """The dbt package that a finding is about: `shop` of `model.shop.orders`."""
    return found.place.subject.partition(".")[2].partition(".")[0]


def _folders(
    roots: tuple[Path, ...], others: Sequence[tuple[str, Path]], name: str, package: str
) -> tuple[Folder, ...]:
    """Where the files of a package may be, the likeliest first: dbt names them from its own folder, wherever it is installed.

    A package that is one of the projects is at home there, whoever else installed it.
    """
    if at_home := [Folder(path, path) for other, path in others if other == package]:
        return (*(map(Folder, roots) if package == name else ()), *at_home)
    within = Path(INSTALLED, package)
    installed = [Folder(root / within, within) for root in roots]
    installed += [Folder(root / within, root / within) for _, root in others]
    is_name = package.isidentifier()  # as dbt has it: of no other folder
    return (*(each for each in installed if is_name and os.path.isdir(each.path)), *map(Folder, roots))


def _home(folders: Iterable[Folder], file: str) -> tuple[tuple[Path, str], ...]:
    """The path to a file in each of the folders that hold it, and how it is told: none for one that has left them."""
    relative = PurePosixPath(file)
    if not file or relative.is_absolute() or ".." in relative.parts:
        return ()
    found = ((each.path / file, each.shown) for each in folders)
    return tuple((path, (shown / file).as_posix()) for path, shown in found if os.path.isfile(path))


def _placed(found: Diagnostic, home: tuple[tuple[Path, str], ...], read: Callable[[Path], Names]) -> Diagnostic:
    """The finding with its file as seen from the project's folder, or from here if it is another project's, and with its line.

    Of files of one name it is the first that names what it is about.
    """
    place = found.place
    if not home or place.line:
        return found
    (_, file), line = home[0], 0
    if file.endswith((".yml", ".yaml")):
        lines = ((told, line_of(read(path), place.subject, place.column)) for path, told in home)
        file, line = next((each for each in lines if each[1]), (file, 0))
    return evolve(found, place=evolve(place, file=file, line=line)) if line or file != place.file else found


#: A key of the file itself.
KEY = re.compile(r"(\w+):\s*(?:#|\Z)")
#: The keys under which kinds of resources stand, where an `s` does not make them.
SECTIONS = {"saved_query": "saved_queries", "analysis": "analyses"}


def line_of(names: Names, subject: str, column: str) -> int:
    """The line of a column of a resource (by its unique_id), else that of the resource; 0 where the file does not name it."""
    kind, *parts = subject.split(".")
    section = SECTIONS.get(kind, f"{kind}s")
    at = _first(names, section, parts[1] if len(parts) > 1 else "")
    if kind == "source":
        table = ".".join(parts[2:])
        at = next((n for n in _inside(names, at) if names.listed[n].name == table), _first(names, section, table))
    if at is None:
        return 0
    columns = (names.listed[n] for n in _inside(names, at)) if column else ()
    return next((each.line for each in columns if each.name == column), names.listed[at].line)


def _first(names: Names, section: str, name: str) -> int | None:
    return names.first.get((section, name), names.first.get(("", name)))


def _inside(names: Names, at: int | None) -> Iterable[int]:
    """What is named further in, below a line."""
    if at is None:
        return ()
    one = names.listed[at]
    after = range(at + 1, len(names.listed))
    return itertools.takewhile(lambda n: names.listed[n].indent > one.indent, after)


def _names(path: Path) -> Names:
    """The names in a file; none where it cannot be read."""
    try:
        return _read(path.read_text(encoding="utf-8", errors="replace")) if path.stat().st_size <= LARGEST else Names()
    except OSError:
        return Names()


def _read(text: str) -> Names:
    listed = []
    section = ""
    for number, line in enumerate(text.split("\n"), 1):
        entry = line.lstrip(" -")
        is_flow = entry.startswith("{")  # on a line of its own: `- {name: order_id, quote: true}`
        bare = entry[1:].lstrip() if is_flow else entry
        if bare.startswith("name: "):
            name = _scalar(bare[6:], ",}" if is_flow else "")
            listed.append(Name(len(line) - len(entry), name, number, section))
        elif line[:1].isalpha() and (key := KEY.match(line)):
            section = key[1]
    inner_first = sorted(range(len(listed)), key=lambda at: (-listed[at].indent, -at))
    anywhere = {("", listed[at].name): at for at in inner_first}
    return Names(tuple(listed), anywhere | {(listed[at].section, listed[at].name): at for at in inner_first})


def _scalar(text: str, ends: str) -> str:
    """A name as YAML spells it, without its quotes and what follows, behind a comment's mark or one of `ends`."""
    text = text.strip()
    if text[:1] in ('"', "'"):
        return text[1:].partition(text[0])[0]
    for end in (" #", *ends):
        text = text.partition(end)[0]
    return text.rstrip()
