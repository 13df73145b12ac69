"""`build --diff`: what a build would change in the deployment that stands in the output directory, as consumers see it."""

from __future__ import annotations

import itertools
import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs

from floe_cube.cli.building import Outcome
from floe_cube.cli.console import count, one_line
from floe_cube.cli.difference import Change, Deployed, Effect, difference
from floe_cube.cli.exit_codes import PROJECT_ERRORS
from floe_cube.cli.lock import owned, read_lock
from floe_cube.diagnostics import Diagnostic, Place, finding, ordered

__all__ = ["changes_data", "compared", "diff_text", "gathered"]

#: The configuration in cube.js. What `render.javascript.literal` writes is YAML too.
CONFIG = re.compile(r"^const config = (\{.*?\});$", re.MULTILINE | re.DOTALL)
#: What a change means -> the code that says so.
CODES = {Effect.WIDER: "FC0830", Effect.BREAKING: "FC0831"}


def compared(build: Outcome, out: Path, *, force: bool = False) -> tuple[Outcome, tuple[Change, ...]]:
    """What the build would change; with a finding and exit code 1 where somebody sees more, or consumers break.

    Files that are the same on both sides are not even read as YAML, but those that tell of all cubes. What stands where the build
    would write is compared too if it is in no lock file, and said unless `force` overwrites it: Cube serves it.
    """
    ours = owned(read_lock(out))
    present, unread = _standing(out, sorted(ours.keys() | build.files.keys()))
    if not force:
        foreign = sorted((build.files.keys() & present.keys()) - ours.keys())
        unread += [finding("FC0802", Place(file=(out / path).as_posix()), path=path) for path in foreign]
    same = {path for path, text in present.items() if build.files.get(path) == text and path.endswith(".yaml")}
    old, torn = gathered({path: text for path, text in present.items() if path not in same}, out)
    new, _ = gathered({path: text for path, text in build.files.items() if path not in same}, out)
    changes = difference(old, new)
    findings = (*unread, *torn, *_findings(changes, build))
    code = PROJECT_ERRORS if findings else build.exit_code
    return attrs.evolve(build, exit_code=code, findings=ordered(build.findings, findings)), changes


def _standing(out: Path, paths: Iterable[str]) -> tuple[dict[str, str], list[Diagnostic]]:
    """The texts of the files that are there, and a finding for each that is there and cannot be read."""
    texts: dict[str, str] = {}
    findings = []
    for path in paths:
        try:
            if os.path.lexists(out / path):
                texts[path] = _text(out / path)
        except (OSError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            findings.append(finding("FC0823", Place(file=(out / path).as_posix()), path=path, reason=reason))
    return texts, findings


def _text(path: Path) -> str:
    """The text of a file.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no file, or no text.
    """
    if not path.is_file():  # who opened a pipe would wait for ever
        raise ValueError("it is no file")
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError("it is not UTF-8 text") from error


def _findings(changes: Iterable[Change], build: Outcome) -> list[Diagnostic]:
    """A finding for each change that matters, where the dbt project says what is changed."""
    model = build.compilation.model if build.compilation else None
    places = {f"cube {cube.name}": cube.origin for cube in model.cubes} if model else {}
    places |= {f"view {view.name}": view.origin for view in model.views} if model else {}
    return [
        finding(CODES[change.effect], places.get(change.owner, Place(change.owner)), change=_line(change))
        for change in changes
        if change.effect in CODES
    ]


# --- reading -----------------------------------------------------------------------------------------------------------
def gathered(files: Mapping[str, str], out: Path) -> tuple[Deployed, list[Diagnostic]]:
    """The files of a deployment as data, and a finding for each that somebody edited so that it is none."""
    found: dict[str, dict[str, Any]] = {"cubes": {}, "views": {}, "view_groups": {}, "access": {}, "settings": {}}
    findings = []
    for path, text in sorted(files.items()):
        try:
            for kind, things in _content(path, text).items():
                found[kind] |= things
        except (ValueError, RecursionError) as error:
            findings.append(finding("FC0823", Place(file=(out / path).as_posix()), path=path, reason=error))
    access = found["access"]
    closed = access.get("closed")
    revealed = closed.get("revealedTo") if isinstance(closed, dict) else None
    return Deployed(
        cubes=found["cubes"],
        views=found["views"],
        groups=found["view_groups"],
        rows=access.get("cubes", {}),
        members={name: tuple(members) for name, members in access.get("views", {}).items()},
        settings=found["settings"],
        revealed=tuple(map(str, revealed)) if isinstance(revealed, list) else None,
    ), findings


def _content(path: str, text: str) -> dict[str, dict[str, Any]]:
    """What a file says, by kind.

    Raises:
        ValueError: it is not what is generated under this path.
    """
    if path == "access.json":
        access = json.loads(text)
        parts = (access.get("cubes"), access.get("views")) if isinstance(access, dict) else (None,)
        if not all(isinstance(part, dict) and all(isinstance(item, dict) for item in part.values()) for part in parts):
            raise ValueError("it lacks the tables of cubes and views")
        return {"access": access}
    if path == "cube.js":
        literal = CONFIG.search(text)
        settings = _yaml(literal[1]) if literal else None
        if not isinstance(settings, dict):
            raise ValueError("it has no `const config = {...};`")
        return {"settings": settings}
    if not (path.startswith("schema/") and path.endswith(".yaml")):
        return {}
    document = _yaml(text)
    if not isinstance(document, dict) or not document.keys() <= {"cubes", "views", "view_groups"}:
        raise ValueError("it holds something else than cubes and views")
    return {kind: _by_name(things) for kind, things in document.items()}


def _by_name(things: object) -> dict[str, Any]:
    if not isinstance(things, list) or not all(isinstance(t, dict) and isinstance(t.get("name"), str) for t in things):
        raise ValueError("it holds no list of things with names")
    return {thing["name"]: thing for thing in things}


def _yaml(text: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        return YAML(typ="safe").load(text)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ValueError(f"line {mark.line + 1} is no YAML" if mark else "it is no YAML") from error


# --- telling -----------------------------------------------------------------------------------------------------------
HEADS = {
    Effect.WIDER: "Somebody sees more than before",
    Effect.BREAKING: "What worked before no longer does",
    Effect.COMPATIBLE: "What else changes",
}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
#: Longer values are cut; `--format json` has them whole.
LONGEST = 100


def diff_text(changes: tuple[Change, ...], out: Path) -> str:
    """The changes for people: a heading for each effect, a line for each change, and how many there are."""
    where = one_line(out.as_posix())
    if not changes:
        return f"{where}: the build means the same"
    lines = []
    for effect, group in itertools.groupby(changes, key=lambda change: change.effect):
        lines += [f"{HEADS[effect]}:", *(f"  {SIGNS[change.kind]} {_line(change)}" for change in group), ""]
    wider, breaking, others = (sum(change.effect is effect for change in changes) for effect in Effect)
    return "\n".join(
        [*lines, f"{where}: {count(len(changes), 'change')}, {wider} wider, {breaking} breaking, {others} compatible"]
    )


def _line(change: Change) -> str:
    """A change in one line: `cube orders, dimension amount: type number -> string`."""
    subject = ", ".join(filter(None, (change.owner, change.part)))
    if change.kind != "changed":
        return one_line(f"{subject} {change.kind}")
    aspect = f"{change.aspect} " if change.aspect else ""
    return one_line(f"{subject}: {aspect}{' -> '.join(_shortened(_value(change.old), _value(change.new)))}")


def _value(value: Any) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _shortened(*texts: str) -> list[str]:
    """Long texts cut at both ends, so that what differs is seen."""
    if max(map(len, texts)) <= LONGEST:
        return list(texts)
    differs = next((at for at, letters in enumerate(zip(*texts, strict=False)) if len(set(letters)) > 1), LONGEST)
    start = max(0, differs - LONGEST // 3)
    cut = [f"…{text[start:]}" if start else text for text in texts]
    return [text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…" for text in cut]


def changes_data(changes: tuple[Change, ...]) -> list[dict[str, Any]]:
    """The changes for machines."""
    return [{**attrs.asdict(change), "effect": change.effect.name.lower()} for change in changes]
