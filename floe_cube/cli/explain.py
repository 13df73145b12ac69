"""`floe-cube explain`: what the registry knows of a diagnostic code, with an example from the golden cases."""

from __future__ import annotations

import difflib
import json
import sys
import textwrap
from collections.abc import Sequence
from importlib import resources
from string import Formatter
from typing import TypedDict

import click

from floe_cube.cli.exit_codes import UNUSABLE
from floe_cube.codes import CODES, Entry

__all__ = ["blanks", "explain", "plain"]

#: What a severity does to a build.
EFFECT = {
    "ERROR": "nothing is written, and the exit code is 1 (2 where a file is at fault)",
    "WARNING": "the build goes on; with --strict it is an error",
    "NOTE": "the build goes on, and nothing need be done",
}


class Example(TypedDict):
    """A golden case, and what its build says of a code."""

    case: str
    says: str


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]...")
def explain(codes: Sequence[str]) -> None:
    """Say what a diagnostic code means, why it matters and what to do, with an example. Without a code: list them all."""
    if not codes:
        click.echo("\n".join(f"{code}  {entry.severity.lower():7}  {entry.title}" for code, entry in CODES.items()))
        return
    wanted = [code.upper() for code in codes]
    unknown = [code for code in wanted if code not in CODES]
    for code in unknown:
        near = (
            " or ".join(difflib.get_close_matches(code, CODES, cutoff=0.6)) or "`floe-cube explain`, which lists them"
        )
        click.echo(f"There is no code {code}. Try {near}.", err=True)
    if unknown:
        sys.exit(UNUSABLE)
    examples = _examples()
    click.echo("\n\n".join(_explained(code, CODES[code], examples.get(code)) for code in wanted))


def plain(text: str) -> str:
    """A text of the registry with its blanks in angle brackets.

    >>> plain("`{{CUBE}}` in `{column}`")
    '`{CUBE}` in `<column>`'
    """
    return "".join(before + (f"<{name}>" if name else "") for before, name, _, _ in Formatter().parse(text))


def blanks(entry: Entry) -> tuple[str, ...]:
    """The names of the blanks of an entry's texts, in their order."""
    named = (name for text in (entry.message, entry.remedy) for _, name, _, _ in Formatter().parse(text))
    return tuple(dict.fromkeys(name for name in named if name))


def _explained(code: str, entry: Entry, example: Example | None) -> str:
    severity = entry.severity
    parts = [
        f"{severity.lower()} {code}: {entry.title}",
        _wrapped(plain(entry.message)),
        _wrapped(f"Try: {plain(entry.remedy)}"),
    ]
    if names := blanks(entry):
        parts.append(_wrapped(f"Filled in where it is found: {', '.join(f'<{name}>' for name in names)}."))
    parts.append(_wrapped(f"What {'an' if severity == 'ERROR' else 'a'} {severity.lower()} does: {EFFECT[severity]}."))
    if example:
        parts.append(f"  For example, {example['case']}:\n\n{textwrap.indent(example['says'], '    ')}")
    return "\n\n".join(parts)


def _wrapped(text: str) -> str:
    return textwrap.fill(
        text, 100, initial_indent="  ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False
    )


def _examples() -> dict[str, Example]:
    """The examples that `make schemas` gathers from the golden cases."""
    found: dict[str, Example] = json.loads(resources.files("floe_cube.cli").joinpath("examples.json").read_bytes())
    return found
