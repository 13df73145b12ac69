"""The JSON Schemas: valid, up to date, and of one mind with the reader and the renderer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from ruamel.yaml import YAML

from floe_cube.cube import ast
from floe_cube.cube.elaborate import KNOWN_KEYS
from floe_cube.cube.members import OWN_COLUMN_KEYS
from floe_cube.cube.reading import read
from floe_cube.cube.schema import cube_schema, meta_cube_schema
from floe_cube.cube.shapes import keys
from floe_cube.diagnostics import NOWHERE
from floe_cube.render import yaml
from tests.cube_stage.examples import MODEL, plain
from tests.cube_stage.test_reading import WRONG, mapped

ROOT = Path(__file__).resolve().parents[2]
GENERATED = cube_schema()
WRITTEN = meta_cube_schema()


def validator(schema: dict[str, Any], definition: str = "") -> Any:
    chosen = {"$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]} if definition else schema
    return jsonschema.Draft202012Validator(chosen)


@pytest.mark.parametrize("schema", [GENERATED, WRITTEN], ids=["cube-schema", "meta-cube"])
def test_it_is_a_schema_in_which_nothing_is_left_over(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    text = str(schema)
    assert schema["$id"].startswith("https://floe-cube.dev/schemas/")
    assert {name for name in schema["$defs"] if f"#/$defs/{name}'" not in text} == set()


def test_the_files_are_up_to_date() -> None:
    ran = subprocess.run(
        [sys.executable, "schemas/generate.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_generated_files_are_data_models() -> None:
    model, _ = read(ast.DataModel, MODEL, NOWHERE)
    assert model is not None
    validator(GENERATED).validate(plain(model))
    texts = [*map(yaml.cube, model.cubes), *map(yaml.view, model.views), yaml.view_groups(model.view_groups)]
    for text in texts:
        validator(GENERATED).validate(YAML(typ="safe").load(text))


@pytest.mark.parametrize("cube", MODEL["cubes"], ids=lambda cube: cube["name"])
def test_what_people_write_is_known(cube: dict[str, Any]) -> None:
    validator(WRITTEN, "model").validate(cube)
    validator(WRITTEN).validate(cube)
    for dimension in cube.get("dimensions", ()):
        validator(WRITTEN, "column").validate(dimension)
    listed = {key: cube[key] for key in ("measures", "segments", "joins", "pre_aggregations") if key in cube}
    validator(WRITTEN, "model").validate(mapped(listed))


def test_views_and_our_own_keys_are_known() -> None:
    validator(WRITTEN, "model").validate(
        {"views": MODEL["views"], "row_level": "exempt", "primary_key": ["id"], "enabled": False}
    )
    validator(WRITTEN, "model").validate(
        {"row_level": {"organization_id": "org.id"}, "primary_key": "id", "name": 2024}
    )
    validator(WRITTEN, "model").validate({"dimensions": [{"name": "Order Date", "title": 2024, "type": "time"}]})
    validator(WRITTEN, "column").validate({"enabled": False})
    for wrong in ({"row_level": "all"}, {"enabled": "no"}, {"dimensions": [{"title": "x"}]}, {"tilte": "x"}):
        assert not validator(WRITTEN, "model").is_valid(wrong)


def test_the_compiler_and_the_schema_know_the_same_keys() -> None:
    assert set(WRITTEN["$defs"]["model"]["properties"]) == set(KNOWN_KEYS)
    assert set(WRITTEN["$defs"]["column"]["properties"]) == {*keys(ast.Dimension), *OWN_COLUMN_KEYS}


#: Findings about shapes and words; what is wrong with a value as a whole no schema knows.
SHAPE = [
    (cls, written)
    for cls, written, code, words in WRONG
    if not words.endswith("here is a number")  # one too long to be a text
    and code in ("FC0401", "FC0402", "FC0404", "FC0406", "FC0408")
    and cls not in (ast.Cube, ast.Dimension)
]


@pytest.mark.parametrize(("cls", "written"), SHAPE, ids=lambda value: value.__name__ if isinstance(value, type) else "")
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses(cls: type, written: Any) -> None:
    assert not validator(WRITTEN, cls.__name__).is_valid(written)


def test_two_ways_at_once_are_refused() -> None:
    dimension = {"name": "d", "type": "string", "sql": "a"}
    assert validator(GENERATED, "Dimension").is_valid(dimension)
    assert not validator(GENERATED, "Dimension").is_valid({**dimension, "case": {"when": []}})
    assert not validator(WRITTEN, "column").is_valid({"sql": "a", "values": ["b"]})
    assert not validator(GENERATED, "Cube").is_valid({"name": "c", "sql": "a", "sql_table": "b"})
    assert not validator(GENERATED, "Measure").is_valid({"name": "m", "type": "sum"})
    assert validator(GENERATED, "Measure").is_valid({"name": "m", "type": "count"})
