"""`make bench`: CPU time of a build against the floor, both sides in one run on the same manifest.

The floor is what any tool must do: read the bytes, decode them into typed structs, and write the same output bytes. Each number
is the median CPU time (user and system) of whole processes less that of `python -c pass`; ratios are what counts, each the median
of those of single rounds, and wall time is not looked at. Two rows have another measure: a hook with nothing to do counts whole against `python -c pass`, and a build after one model
changed against one that compiles all again to find that nothing did. Manifests are made as performance figures ask for: 20 columns, 2 KB of raw and 2 KB of compiled code and 3 tests a
model, 5 MB of macros.
"""

from __future__ import annotations

import compileall
import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

REPEATS = int(os.environ.get("FLOE_CUBE_BENCH_REPEATS", "5"))
SIZES = [int(size) for size in os.environ.get("FLOE_CUBE_BENCH_MODELS", "1000").split(",")]
#: (what, models) -> the ratio to stay under. Measured ones may be off by the tolerance on a busy machine.
LIMITS = {
    **{("cold build", 1000): 3.0, ("cold build", 10000): 3.5},
    **{("nothing changed", 1000): 1.2, ("nothing changed", 10000): 0.75},
    **{("one model changed", 10000): 1.2, ("hook, nothing to do", 10): 6.0},
}
TOLERANCE = 1.5

#: The wire types alone: the floor imports nothing of the compiler.
WIRE = Path(__file__).parents[1] / "floe_cube/dbt/wire.py"
FLOOR = """
import gc, importlib.util, sys, pathlib
gc.disable()
import msgspec
manifest, source, out, wire = map(pathlib.Path, sys.argv[1:])
spec = importlib.util.spec_from_file_location("wire", wire)
types = sys.modules["wire"] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(types)
msgspec.json.decode(manifest.read_bytes(), type=types.Manifest)
for path in sorted(source.rglob("*")):
    if path.is_file():
        to = out / path.relative_to(source)
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
"""

#: Who installs a package runs its bytecode; without this, a checkout may be compiled anew at every start, which costs as much as 200 models.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
#: The other tool that turns dbt columns into Cube's YAML, in a process as short as a build: a cube's head and its dimensions, no more.
CUBE_DBT = """
import sys
from cube_dbt import Dbt
for model in Dbt.from_file(sys.argv[1]).models:
    model.as_cube(), model.as_dimensions()
"""

#: What dbt 1.11 writes on every node.
CONFIG: dict[str, Any] = {
    **{"enabled": True, "alias": None, "schema": None, "database": None, "tags": [], "meta": {}, "group": None},
    **{"materialized": "table", "incremental_strategy": None, "batch_size": None, "lookback": 1, "begin": None},
    **{"persist_docs": {}, "post-hook": [], "pre-hook": [], "quoting": {}, "column_types": {}, "full_refresh": None},
    **{"unique_key": None, "on_schema_change": "ignore", "on_configuration_change": "apply", "grants": {}},
    **{
        "packages": [],
        "docs": {"show": True, "node_color": None},
        "contract": {"enforced": False, "alias_types": True},
    },
    **{"event_time": None, "concurrent_batches": None, "access": "protected", "freshness": None},
}


def node(unique_id: str, kind: str, name: str, path: str) -> dict[str, Any]:
    """What dbt 1.11 writes of a node of any kind."""
    return {
        **{"database": "db", "schema": "marts", "name": name, "resource_type": kind, "package_name": "bench"},
        **{"path": path.partition("/")[2], "original_file_path": path, "unique_id": unique_id, "alias": name},
        **{"fqn": ["bench", "marts", name], "checksum": {"name": "sha256", "checksum": "0" * 64}, "config": CONFIG},
        **{"tags": [], "description": "", "columns": {}, "meta": {}, "group": None, "patch_path": None},
        **{"docs": {"show": True, "node_color": None}, "build_path": None, "created_at": 1786647377.6205897},
        **{"unrendered_config": {"materialized": "table", "tags": []}, "relation_name": None, "doc_blocks": []},
        **{"language": "sql", "refs": [{"name": name, "package": None, "version": None}], "sources": [], "metrics": []},
        **{"functions": [], "depends_on": {"macros": ["macro.dbt.date_trunc"], "nodes": []}, "compiled": True},
        **{"compiled_path": f"target/compiled/{path}", "extra_ctes_injected": True, "extra_ctes": []},
        **{"contract": {"enforced": False, "alias_types": True, "checksum": None}},
    }


def manifest(models: int) -> dict[str, Any]:
    """A manifest of so many models, each but the first referring to the one before it."""
    nodes: dict[str, Any] = {}
    types = ["integer", "varchar(256)", "timestamp without time zone", "numeric(18,2)", "boolean"]
    for number in range(models):
        unique_id, name = f"model.bench.model_{number}", f"model_{number}"
        columns: dict[str, Any] = {
            f"column_{i}": {
                "name": f"column_{i}",
                "description": f"The column {i} of the model {number}: what it holds, and where it is from.",
                "data_type": types[i % len(types)],
                "meta": {},
                "tags": [],
                "constraints": [],
                "quote": None,
                "config": {"meta": {}, "tags": []},
                "granularity": None,
                "doc_blocks": [],
            }
            for i in range(20)
        }
        nodes[unique_id] = {
            **node(unique_id, "model", name, f"models/marts/{name}.sql"),
            "patch_path": "bench://models/marts/schema.yml",
            "relation_name": f'"db"."marts"."{name}"',
            "description": f"The model {number}.",
            "columns": columns,
            "raw_code": "select 1 as one -- " + "x" * 2000,
            "compiled_code": "select 1 as one -- " + "x" * 2000,
            "access": "protected",
            "constraints": [],
            "version": None,
            "latest_version": None,
            "deprecation_date": None,
            "primary_key": ["column_0"],
            "time_spine": None,
        }
        tests: list[tuple[str, str, dict[str, str]]] = [("unique", "column_0", {}), ("not_null", "column_0", {})]
        if number:
            tests.append(("relationships", "column_5", {"to": f"ref('model_{number - 1}')", "field": "column_0"}))
        for test, column, more in tests:
            test_id = f"test.bench.{test}_{name}_{column}"
            nodes[test_id] = {
                **node(test_id, "test", f"{test}_{name}_{column}", "models/marts/schema.yml"),
                "config": {**CONFIG, "materialized": "test", "severity": "ERROR", "where": None, "warn_if": "!= 0"},
                "depends_on": {
                    "macros": [f"macro.dbt.test_{test}", "macro.dbt.get_where_subquery"],
                    "nodes": [unique_id] + ([f"model.bench.model_{number - 1}"] if more else []),
                },
                "raw_code": f"{{{{ test_{test}(**_dbt_generic_test_kwargs) }}}}",
                "compiled_code": f'select {column} from "db"."marts"."{name}" where {column} is null' + " " * 200,
                "attached_node": unique_id,
                "column_name": column,
                "file_key_name": f"models.{name}",
                "test_metadata": {
                    "name": test,
                    "kwargs": {"column_name": column, "model": f"{{{{ get_where_subquery(ref('{name}')) }}}}", **more},
                    "namespace": None,
                },
            }
    return {
        "metadata": {
            "dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json",
            "dbt_version": "1.11.0",
            "project_name": "bench",
            "adapter_type": "postgres",
        },
        "nodes": nodes,
        "sources": {},
        "macros": {f"macro.bench.m{i}": {"macro_sql": "m" * 5000} for i in range(1000)},
        "disabled": {},
    }


def cpu(command: list[str]) -> tuple[float, float]:
    """CPU milliseconds of a command, and its peak memory in MB."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=ENVIRONMENT)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command} failed")
    return (usage.ru_utime + usage.ru_stime) * 1000, usage.ru_maxrss / 1024


def rounds(steps: Mapping[str, tuple[list[str], Callable[[], object]]]) -> list[dict[str, tuple[float, float]]]:
    """What each command costs, one after another and all over again: a clock that wanders does so for all of them alike."""
    found = []
    for _ in range(REPEATS):
        one = {}
        for what, (command, prepare) in steps.items():
            prepare()
            one[what] = cpu(command)
        found.append(one)
    return found


def write(models: int, path: Path, turn: int = 0) -> None:
    """The manifest as a file, by another process: the peak memory of the ones measured is never less than that of this one."""
    subprocess.run([sys.executable, "-m", "tests.bench", str(models), str(path), str(turn)], check=True)


def nothing() -> None:
    """What most commands need done before them."""


IDLE = ([sys.executable, "-c", "pass"], nothing)


def measure(models: int, folder: Path) -> list[tuple[str, float, float, float]]:
    """What, CPU ms, ratio to the floor, peak MB: medians of the rounds."""
    source, out, copy = folder / "manifest.json", folder / "out", folder / "copy"
    write(models, source)
    build = [sys.executable, "-m", "floe_cube", "build", "--manifest", str(source), "--out", str(out)]
    floor = [sys.executable, "-c", FLOOR, str(source), str(out), str(copy), str(WIRE)]
    turns = itertools.count(1)
    found = rounds({
        "idle": IDLE,
        "cold build": (build, lambda: shutil.rmtree(out, ignore_errors=True)),
        "floor": (floor, lambda: shutil.rmtree(copy, ignore_errors=True)),
        "nothing changed": (build, nothing),
        "all compiled again": ([*build, "--force"], nothing),
        "one model changed": (build, lambda: write(models, source, next(turns))),
        "cube_dbt": ([sys.executable, "-c", CUBE_DBT, str(source)], nothing),
    })  # fmt: skip

    def row(what: str, to: str, name: str = "") -> tuple[str, float, float, float]:
        own = [each[what][0] - each["idle"][0] for each in found]
        theirs = [each[to][0] - each["idle"][0] for each in found]
        ratio = statistics.median(mine / other for mine, other in zip(own, theirs, strict=True))
        return name or what, statistics.median(own), ratio, max(each[what][1] for each in found)

    idle = statistics.median(each["idle"][0] for each in found)
    print(f"{models} models, {source.stat().st_size / 1e6:.0f} MB of manifest; python -c pass {idle:.0f} ms")
    return [
        row("floor", "floor"),
        row("cold build", "floor"),
        row("nothing changed", "floor"),
        row("all compiled again", "floor"),
        row("one model changed", "all compiled again"),
        row("cube_dbt", "cold build", "cube_dbt against ours"),
    ]


#: The models of a project whose hook is measured.
SMALL = 10


def hook(folder: Path) -> tuple[str, float, float, float]:
    """What a hook costs in a small project where nothing changed: whole, against `python -c pass`."""
    content = {**manifest(SMALL), "macros": {}}
    (folder / "manifest.json").write_text(json.dumps(content))
    build = [sys.executable, "-c", "from floe_cube.cli.start import main; main()", "build"]
    build += ["--target", str(folder), "--out", str(folder / "out")]
    subprocess.run(build, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    found = rounds({"idle": IDLE, "hook": (build, nothing)})
    ratio = statistics.median(each["hook"][0] / each["idle"][0] for each in found)
    return "hook, nothing to do", statistics.median(each["hook"][0] for each in found), ratio, found[0]["hook"][1]


def main() -> None:
    """Print the table; exit 1 where a ratio is over its limit by more than the tolerance."""
    missed = []
    compileall.compile_dir(WIRE.parents[1], quiet=1)
    shared_memory = Path("/dev/shm")  # noqa: S108 — a benchmark of ours, not of the disk
    for models in (SMALL, *SIZES):
        with tempfile.TemporaryDirectory(dir=shared_memory if shared_memory.is_dir() else None) as folder:
            print(f"{'':24}{'CPU ms':>10}{'ratio':>8}{'peak MB':>10}")
            for what, milliseconds, ratio, memory in (
                [hook(Path(folder))] if models == SMALL else measure(models, Path(folder))
            ):
                limit = LIMITS.get((what, models))
                print(
                    f"{what:24}{milliseconds:10.0f}{ratio:8.2f}{memory:10.0f}" + (f"   limit {limit}" if limit else "")
                )
                if limit is not None and ratio > limit * TOLERANCE:
                    missed.append(f"{what} at {models} models: {ratio:.2f}, limit {limit}")
    print(f"(whole run: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime:.0f} s of CPU)")
    if missed:
        raise SystemExit("; ".join(missed))


if __name__ == "__main__":
    if sys.argv[1:]:
        content = manifest(int(sys.argv[1]))
        content["nodes"]["model.bench.model_0"]["description"] += f" Turn {sys.argv[3]}."
        Path(sys.argv[2]).write_text(json.dumps(content))
    else:
        main()
