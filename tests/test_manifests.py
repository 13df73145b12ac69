"""Real manifests of every schema version: each builds, deterministically, and real Cube takes what comes out."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from floe_cube import Artifacts, Compilation, Severity, compile
from tests.cube.lab import Compiler
from tests.manifests import MANIFESTS, artifacts

pytestmark = [
    pytest.mark.no_cover,  # what others wrote is not always at hand, and shows no line that ours does not
    pytest.mark.skipif(not MANIFESTS, reason="no folder of real manifests (FLOE_CUBE_MANIFESTS)"),
]

#: dbt's adapters by the dialect of Cube that their SQL is rendered in.
CUBE_DIALECTS = {"spark": "databricks", "sqlserver": "mssql", "athena": "trino"}


@lru_cache(maxsize=2)
def built(manifest: bytes, catalog: bytes | None) -> Compilation:
    """A compilation of bytes; that of the last ones is kept for the next test of them."""
    return compile(Artifacts(manifest=manifest, catalog=catalog))


#: One manifest after the other, each for all tests of it.
each = pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name, scope="module")


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same JSON with the keys of every object in another order."""
    if isinstance(value, dict):
        keys = list(value)
        chance.shuffle(keys)
        return {key: shuffled(value[key], chance) for key in keys}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


@each
def test_builds_without_errors(path: Path) -> None:
    """With and without its catalog: cubes come out, and nothing of what other people wrote for dbt is an error."""
    manifest, catalog = artifacts(path)
    for compilation in (built(manifest, catalog), built(manifest, None)):
        errors = [d for d in compilation.diagnostics if d.severity is Severity.ERROR]
        assert all(d.code == "FC0711" for d in errors), [
            d.message for d in errors
        ]  # a database that Cube does not have
        assert bool(compilation.files) == bool(compilation.model.cubes)
        places = {d.place.file for d in compilation.diagnostics} | {c.origin.file for c in compilation.model.cubes}
        assert not any("\\" in file for file in places)  # some of these were written on Windows


@each
def test_order_of_keys_changes_nothing(path: Path) -> None:
    """The same project, written down in another order."""
    manifest, catalog = artifacts(path)
    chance = random.Random(1)
    other = [json.dumps(shuffled(json.loads(data), chance)).encode() for data in (manifest, catalog) if data]
    first = built(manifest, catalog)
    again = compile(Artifacts(manifest=other[0], catalog=other[1] if catalog else None))
    assert dict(again.files) == dict(first.files)
    assert again.diagnostics == first.diagnostics


def test_hash_seed_changes_nothing(tmp_path: Path) -> None:
    """Another process with another seed writes the same bytes."""
    path = max(path for path in MANIFESTS if built(*artifacts(path)).ok)
    outputs = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        command = [sys.executable, "-m", "floe_cube", "build", "--manifest", str(path), "--out", str(out)]
        subprocess.run(
            command, check=True, capture_output=True, cwd=tmp_path, env={**os.environ, "PYTHONHASHSEED": seed}
        )
        outputs.append({p.relative_to(out): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()})
    assert outputs[0] == outputs[1]
    assert outputs[0]


@pytest.mark.cube
@each
def test_real_cube_accepts_it(path: Path, cube_compiler: Compiler) -> None:
    """With and without its catalog, Cube's own compiler takes every model and makes SQL of every member."""
    manifest, catalog = artifacts(path)
    adapter = json.loads(manifest)["metadata"].get("adapter_type", "postgres")
    variants = {id(data): built(manifest, data).files for data in (catalog, None)}
    for files in variants.values():
        models = {name: text for name, text in files.items() if name.endswith(".yaml")}
        if models:
            compiled = cube_compiler.compile(models, CUBE_DIALECTS.get(adapter, adapter))
            assert compiled.errors == ()
            assert len(compiled.cubes) >= len(models)
