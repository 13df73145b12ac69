"""The reference pages leave nothing out, their examples are valid, and their links lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import click
import jsonschema
import msgspec
import pytest

from floe_cube.adapters.events import Asked, QueryEvent, Stage, Statement
from floe_cube.cli.main import main
from floe_cube.codes import CODES
from floe_cube.config import Config
from floe_cube.config_schema import config_schema
from floe_cube.cube import ast
from floe_cube.cube.fields import properties
from floe_cube.cube.schema import meta_cube_schema
from floe_cube.cube.shapes import shapes
from floe_cube.databases import DATABASES
from schemas.pages import pages
from schemas.samples import sample

ROOT = Path(__file__).parents[1]
PAGES = dict(pages())
META = meta_cube_schema()


def rows(page: str, heading: str) -> set[str]:
    """The first cells of the table under a heading, without their marks."""
    part = re.split(rf"^#+ {re.escape(heading)}$", PAGES[page], flags=re.MULTILINE)[1]
    until = re.split(r"^#", part, flags=re.MULTILINE)[0]
    return {found.partition(" ")[0].strip("`") for found in re.findall(r"^\| (`[^|]*) \|", until, re.MULTILINE)}


def sections(schema: dict[str, Any], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every section of the configuration with its path."""
    name = re.search(r"'#/\$defs/(\w+)'", repr({k: v for k, v in schema.items() if k in ("$ref", "anyOf")}))
    definition = config_schema()["$defs"].get(name[1]) if name else None
    if definition:
        yield path, definition
        for key, one in definition["properties"].items():
            yield from sections(one, f"{path}.{key}")


def test_every_setting_is_listed() -> None:
    found = [pair for name, one in config_schema()["properties"].items() for pair in sections(one, name)]
    assert [path for path, _ in found][:2] == ["consumption", "consumption.pre_aggregations"]
    for path, section in found:
        assert rows("configuration.md", path) == set(section["properties"])
    listed = {name for _, section in found for name in section["properties"]}
    assert {field.name for field in attrs.fields(Config)} | listed >= {"consumption", "filter_column", "sub_path"}


@pytest.mark.parametrize("database", DATABASES, ids=lambda database: database.type)
def test_every_variable_is_listed(database: Any) -> None:
    assert rows("configuration.md", database.title) == {variable.name for variable in database.variables}


def written(cls: type) -> set[str]:
    """The keys that people may write in a class of the AST, by the reader's own table."""
    found = set()
    for prop in properties(cls):
        if prop.flatten:
            found |= {inner for shape in shapes(prop.type) for inner in written(shape)}
        elif not prop.unwritten:
            found.add(prop.key)
    return found


@pytest.mark.parametrize(
    ("heading", "cls"),
    [
        ("model", ast.Cube),
        ("column", ast.Dimension),
        *((name, getattr(ast, name)) for name in META["$defs"] if hasattr(ast, name)),
    ],
    ids=str,
)
def test_every_property_of_meta_cube_is_listed(heading: str, cls: type) -> None:
    assert rows("meta-cube.md", heading) >= written(cls)


@pytest.mark.parametrize(
    ("owner", "key"), [(owner, key) for owner, cls in META["$defs"].items() for key in cls["properties"]]
)
def test_every_example_of_meta_cube_is_valid(owner: str, key: str) -> None:
    schema = META["$defs"][owner]["properties"][key]
    value = sample(schema, META["$defs"], key)
    jsonschema.Draft202012Validator({**schema, "$defs": META["$defs"]}).validate(value)


def test_every_code_has_its_place() -> None:
    assert re.findall(r"^### (FC\d{4})$", PAGES["diagnostics.md"], re.MULTILINE) == list(CODES)


def test_every_command_and_option_is_listed() -> None:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command is not None
        options = {option for param in command.params if isinstance(param, click.Option) for option in param.opts}
        part = PAGES["command-line.md"].split(f"\n## {name}\n")[1].split("\n## ")[0]
        assert set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", part)) >= options


@pytest.mark.parametrize(
    ("heading", "struct"), [("Record", QueryEvent), *((s.__name__, s) for s in (Asked, Stage, Statement))]
)
def test_every_field_of_a_record_is_listed(heading: str, struct: type) -> None:
    assert rows("query-event.md", heading) == {field.encode_name for field in msgspec.structs.fields(struct)}


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(page: str) -> None:
    headings = re.findall(r"^#+ (.*)$", PAGES[page], re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading).replace(" ", "-").lower() for heading in headings}
    links = re.findall(r"\]\(([^)]*)\)", PAGES[page])
    assert {link[1:] for link in links if link.startswith("#")} <= anchors
    for link in links:
        assert link.startswith("#") or (ROOT / "schemas" / "reference" / link).exists()
