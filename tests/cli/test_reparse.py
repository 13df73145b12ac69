"""dbt writes its artifacts again with every command. Where no model changed, no file of ours does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from floe_cube import Artifacts, compile
from floe_cube.cli.lock import LOCK
from floe_cube.cli.main import main
from tests.conftest import ByDbt
from tests.dbt_projects import dbt
from tests.manifests import MANIFESTS, artifacts

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "golden/shop/project"
#: Versions of dbt that can read `PLAIN`, each installed in an environment of its own. The one beside us is tested anyway.
VERSIONS = ("1.8", "1.10", "1.12")
#: Where those environments are kept, if they are to be.
ENVIRONMENTS = "FLOE_CUBE_DBT_ENVIRONMENTS"


def built(target: Path, out: Path) -> dict[str, tuple[int, int]]:
    """Each file that a build leaves: which one it is, and when it was written. The lock may say what was read."""
    result = CliRunner().invoke(main, ["build", "--target", str(target), "--out", str(out)])
    assert result.exit_code == 0, result.output
    paths = [path for path in out.rglob("*") if path.is_file() and path.name != LOCK]
    return {str(path): (path.stat().st_ino, path.stat().st_mtime_ns) for path in paths}


# --- real dbt --------------------------------------------------------------------------------------------------------
def parse_twice(project: Path, python: str) -> None:
    """Let dbt parse a project, and again from the start after something that is no model has changed: nothing is rewritten."""
    dbt(project, "parse", python=python)
    manifest = project / "target/manifest.json"
    first = manifest.read_bytes()
    before = built(project / "target", project / "cube")
    (project / "macros").mkdir(exist_ok=True)
    (project / "macros/unrelated.sql").write_text("{% macro unrelated() %} 1 {% endmacro %}")
    (project / "analyses").mkdir(exist_ok=True)
    (project / "analyses/unrelated.sql").write_text("select 1")
    dbt(project, "parse", "--no-partial-parse", python=python)
    again = manifest.read_bytes()
    ours, theirs = (json.loads(data)["metadata"] for data in (first, again))
    assert ours["invocation_id"] != theirs["invocation_id"]
    assert built(project / "target", project / "cube") == before


def test_a_parse_by_dbt_that_changes_no_model_rewrites_no_file(by_dbt: ByDbt, tmp_path: Path) -> None:
    by_dbt(SHOP, tmp_path / "shop")
    parse_twice(tmp_path / "shop", sys.executable)


#: A project in words that every dbt of the last years reads.
PLAIN = {
    "dbt_project.yml": "name: plain\nversion: '1.0'\nprofile: plain\nconfig-version: 2\n",
    "profiles.yml": "plain: {target: dev, outputs: {dev: {type: duckdb, path: plain.duckdb}}}\n",
    "models/customers.sql": "select 1 as id, 'x' as name",
    "models/orders.sql": "select 1 as id, id as customer_id from {{ ref('customers') }}",
    "models/schema.yml": """
models:
  - name: customers
    columns:
      - {name: id, data_type: integer, data_tests: [unique, not_null]}
      - {name: name, data_type: text}
  - name: orders
    meta: {cube: {measures: [{name: revenue, type: sum, sql: "{CUBE}.amount"}]}}
    columns:
      - {name: id, data_type: integer, data_tests: [unique, not_null]}
      - {name: customer_id, data_type: integer, data_tests: [{relationships: {to: ref('customers'), field: id}}]}
""",
}


@pytest.fixture(scope="module", params=VERSIONS)
def another_dbt(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The Python of an environment with this version of dbt; the test is skipped where none can be installed."""
    kept = os.environ.get(ENVIRONMENTS)
    folder = (Path(kept) if kept else tmp_path_factory.mktemp("dbt")) / request.param
    python = folder / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        wanted = [f"dbt-core=={request.param}.*", "dbt-duckdb"]
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *wanted]
        if subprocess.run(command, check=False).returncode:
            shutil.rmtree(folder)
            pytest.skip(f"dbt {request.param} cannot be installed here")
    return str(python)


@pytest.mark.full
def test_a_parse_by_another_dbt(another_dbt: str, tmp_path: Path) -> None:
    for name, text in PLAIN.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    parse_twice(tmp_path, another_dbt)
    schema = (tmp_path / "cube/schema/orders.yaml").read_text()
    assert "name: revenue" in schema
    assert "relationship: many_to_one" in schema


# --- other people's manifests ----------------------------------------------------------------------------------------
#: What dbt writes otherwise each time, or when something else than a model changed.
PASSING = frozenset(
    "build_path compiled compiled_code compiled_path compiled_sql created_at deferred generated_at invocation_id "
    "invocation_started_at root_path run_started_at send_anonymous_usage_stats user_id".split()
)
#: Entries that no cube is made of.
ELSEWHERE = frozenset({"macros", "docs", "selectors"})


def reparsed(artifact: dict[str, Any]) -> dict[str, Any]:
    """An artifact as another run of dbt may write it, of the same models: in another order, too."""
    parts = {key: {} if key in ELSEWHERE else again(value) for key, value in reversed(artifact.items())}
    for node in parts.get("nodes", {}).values():
        if node.get("resource_type") in ("analysis", "operation", "test"):
            node.update(checksum={"name": "sha256", "checksum": "other"}, raw_code="other", raw_sql="other")
    return parts


def again(value: Any) -> Any:
    """A part of it. A column may be called like what passes, but is more than a word."""
    if isinstance(value, dict):
        return {
            key: f"other {key}" if key in PASSING and not isinstance(item, dict | list) else again(item)
            for key, item in reversed(value.items())
        }
    return [again(item) for item in value] if isinstance(value, list) else value


@pytest.mark.skipif(not MANIFESTS, reason="no folder of real manifests (FLOE_CUBE_MANIFESTS)")
@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_every_version_s_manifest_written_again(path: Path) -> None:
    """Only what a run adds to it has changed: every file is the same."""
    manifest, catalog = artifacts(path)
    other = [json.dumps(reparsed(json.loads(data))).encode() if data else None for data in (manifest, catalog)]
    assert other[0] is not None
    assert other[0] != manifest
    first = compile(Artifacts(manifest=manifest, catalog=catalog))
    second = compile(Artifacts(manifest=other[0], catalog=other[1]))
    assert dict(second.files) == dict(first.files)
    assert second.diagnostics == first.diagnostics
