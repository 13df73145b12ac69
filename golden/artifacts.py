"""Make the artifacts that golden cases are fed with: whole ones from dbt, small ones cut from those.

    python golden/artifacts.py make     run dbt on every golden/**/project and write its artifacts beside it
    python golden/artifacts.py cut --from golden/shop/manifest.json --to golden/joins/self employees
    python golden/artifacts.py recut    cut every case again, by the recipe that lies in it

Paths start at the repository's root. `make` and `recut` take --check: write nothing, name the files that would change,
exit 1 if there are any.
"""

import argparse
import copy
import json
import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

Json = dict[str, Any]

GOLDEN = Path(__file__).resolve().parent
ROOT = GOLDEN.parent

#: What differs from run to run or from machine to machine, and what stands in its place.
STEADY_METADATA: Json = {
    "env": {},
    "generated_at": "2026-01-01T00:00:00.000000Z",
    "invocation_id": "00000000-0000-4000-8000-000000000000",
    "invocation_started_at": "2026-01-01T00:00:00.000000Z",
    "run_started_at": "2026-01-01T00:00:00.000000Z",
    "user_id": None,
}
STEADY_CREATED_AT = 1767225600.0  # 2026-01-01, in dbt's seconds since 1970

#: Two thirds of a manifest, nearly all of it dbt's own macros and its own overview.
EMPTIED = ("macros", "docs")

#: The parts of a manifest whose entries are what a project is made of, by unique_id.
PARTS = ("nodes", "sources", "exposures", "semantic_models", "metrics", "saved_queries")

#: What follows the nodes it depends on into a case, without being named.
FOLLOWERS = frozenset({"test", "exposure", "semantic_model", "metric", "saved_query"})

#: Keys of an entry, and of its columns, that say how dbt came to a relation rather than what the relation is.
UNREAD = """
    build_path checksum compiled compiled_code compiled_path contract created_at doc_blocks docs external extra_ctes
    extra_ctes_injected file_key_name freshness functions language metrics quoting raw_code refs root_path
    source_description sources unrendered_config
"""
UNREAD_CONFIG = """
    batch_size begin column_types concurrent_batches delimiter docs error_if event_time fail_calc freshness full_refresh
    grants incremental_strategy limit lookback on_configuration_change on_schema_change packages persist_docs post-hook
    pre-hook quote_columns quoting static_analysis store_failures store_failures_as unique_key warn_if
"""

#: Keys of an artifact's metadata that say how dbt was run.
UNREAD_METADATA = """
    env generated_at invocation_started_at project_id quoting run_started_at send_anonymous_usage_stats user_id
"""

#: Keys of a test that say where dbt would keep the rows that fail it.
UNREAD_TEST = "alias database fqn materialized path schema"


def normalise(artifact: Json, root: str) -> Json:
    """An artifact as dbt wrote it, except for what would differ in the next run.

    Times, ids of runs and users, and environment variables become fixed values; the folder of the project becomes `.`.
    `macros` and `docs` are left as empty objects: they are dbt's own code and pages, 580 kB in each manifest, and
    nothing that reads a project's models needs them. Everything else keeps dbt's shape.
    """

    def steady(value: Any) -> Any:
        match value:
            case dict():
                return {
                    key: STEADY_CREATED_AT if key == "created_at" and isinstance(inner, float) else steady(inner)
                    for key, inner in value.items()
                }
            case list():
                return [steady(inner) for inner in value]
            case str():
                return value.replace(root, ".")
        return value

    metadata = {key: STEADY_METADATA.get(key, value) for key, value in artifact["metadata"].items()}
    return {**steady(artifact), "metadata": metadata} | {part: {} for part in EMPTIED if part in artifact}


def text_of(artifact: Json) -> str:
    """JSON to review: sorted, so that a diff is small; ASCII, as dbt writes it, so that it shows every character."""
    return json.dumps(artifact, indent=1, sort_keys=True) + "\n"


def make() -> Iterator[tuple[Path, str]]:
    """Run dbt on every project in golden/, each in a folder of its own that is gone afterwards."""
    for project in sorted(path.parent for path in GOLDEN.rglob("project/dbt_project.yml")):
        with tempfile.TemporaryDirectory() as folder:
            workdir = Path(folder).resolve()
            subprocess.run(
                [sys.executable, str(ROOT / "tests" / "dbt_projects.py"), str(project), str(workdir)],
                stdout=subprocess.DEVNULL,
                check=True,
            )
            for name in ("manifest.json", "catalog.json"):
                artifact = json.loads((workdir / "target" / name).read_bytes())
                yield project.parent / name, text_of(normalise(artifact, str(workdir)))


def cut(manifest: Json, names: Sequence[str]) -> Json:
    """The part of a manifest that the named entries make up.

    A name is a unique_id or the name of models, seeds, snapshots, sources or exposures (a model's name brings all its
    versions). They bring the sources that they or their tests refer to, and then every test, exposure, semantic
    model, metric and saved query that depends on nothing but what is there already.
    """
    entries = {unique_id: entry for part in PARTS for unique_id, entry in manifest[part].items()}
    kept = {unique_id for name in names for unique_id in _named(manifest, entries, name)}
    tests = [entry for entry in entries.values() if entry.get("attached_node") in kept]
    own = [entries[unique_id] for unique_id in kept if unique_id in entries]
    kept |= {parent for entry in own + tests for parent in _parents(entry) if parent in manifest["sources"]}
    while followers := _followers(entries, kept):
        kept |= followers
    groups = {entry.get("group") for unique_id, entry in entries.items() if unique_id in kept}
    disabled = {
        unique_id: [_slim(node, kept) for node in nodes]
        for unique_id, nodes in manifest["disabled"].items()
        if unique_id in kept or any(node.get("attached_node") in kept for node in nodes)
    }
    return {
        "metadata": _without(UNREAD_METADATA, manifest["metadata"]),
        **{part: {key: _slim(value, kept) for key, value in manifest[part].items() if key in kept} for part in PARTS},
        "groups": {key: value for key, value in manifest["groups"].items() if value["name"] in groups},
        "disabled": disabled,
    }


def cut_catalog(catalog: Json, kept: Iterable[str]) -> Json:
    """The part of a catalog that belongs to the kept entries, without the statistics."""
    parts = {
        part: {key: _relation(catalog[part][key]) for key in kept if key in catalog[part]}
        for part in ("nodes", "sources")
    }
    return {"metadata": _without(UNREAD_METADATA, catalog["metadata"]), **parts}


def _relation(entry: Json) -> Json:
    columns = {name: _without("", column) for name, column in entry["columns"].items()}
    return {**_without("stats", entry), "metadata": _without("", entry["metadata"]), "columns": columns}


def narrow(artifacts: Json, choice: str) -> None:
    """Leave an entry only some of its columns, `orders=id,amount`, and take out the tests of the others."""
    manifest = artifacts["manifest.json"]
    name, _, columns = choice.partition("=")
    chosen = {None, *columns.split(",")}
    for unique_id in _named(manifest, manifest["nodes"] | manifest["sources"], name):
        for artifact in artifacts.values():
            for part in ("nodes", "sources"):
                if entry := artifact[part].get(unique_id):
                    entry["columns"] = {key: column for key, column in entry["columns"].items() if key in chosen}
        for part in ("nodes", "disabled"):
            manifest[part] = {
                key: entry
                for key, entry in manifest[part].items()
                for node in (entry if isinstance(entry, list) else [entry])
                if node.get("attached_node") != unique_id or node.get("column_name") in chosen
            }


def only(manifest: Json, names: str) -> None:
    """Leave a manifest of its metrics, saved queries and exposures those that are named, and what they are made of."""
    parts = ("metrics", "saved_queries", "exposures")
    chosen = names.split(",")
    wanted = {key for part in parts for key, entry in manifest[part].items() if entry["name"] in chosen}
    while (
        more := {parent for key in wanted & manifest["metrics"].keys() for parent in _parents(manifest["metrics"][key])}
        - wanted
    ):
        wanted |= more
    for part in parts:
        manifest[part] = {key: entry for key, entry in manifest[part].items() if key in wanted}


def _named(manifest: Json, entries: Json, name: str) -> list[str]:
    candidates = entries | {unique_id: nodes[0] for unique_id, nodes in manifest["disabled"].items()}
    found = [unique_id for unique_id, entry in candidates.items() if name in (unique_id, entry["name"])]
    models = [unique_id for unique_id in found if candidates[unique_id]["resource_type"] not in FOLLOWERS]
    if not found:
        raise SystemExit(f"artifacts.py: no entry of this manifest is called {name}")
    return models or found


def _followers(entries: Json, kept: set[str]) -> set[str]:
    return {
        unique_id
        for unique_id, entry in entries.items()
        if entry["resource_type"] in FOLLOWERS and unique_id not in kept and kept.issuperset(_parents(entry) or [""])
    }


def _parents(entry: Json) -> list[str]:
    nodes: list[str] = entry.get("depends_on", {}).get("nodes", [])
    return nodes


def _slim(entry: Json, kept: set[str]) -> Json:
    of_kind = UNREAD_TEST if entry.get("resource_type") == "test" else ""
    slim = _without(f"{UNREAD} {of_kind}", entry)
    if "config" in entry:
        slim["config"] = _without(f"{UNREAD_CONFIG} {of_kind}", entry["config"])
    if entry.get("resource_type") in ("model", "seed", "snapshot", "source"):
        slim["columns"] = {name: _slim(column, kept) for name, column in entry["columns"].items()}
    if "depends_on" in slim:
        slim["depends_on"] = {"macros": [], "nodes": [parent for parent in _parents(slim) if parent in kept]}
    return slim


def _without(keys: str, document: Json) -> Json:
    """A document without some keys, and without what is null or empty: the reader takes that for absent."""
    unwanted = keys.split()
    return {key: value for key, value in document.items() if key not in unwanted and value not in (None, "", [], {})}


def place(document: Any, path: str) -> tuple[Any, Any]:
    """The container and the key that a dotted path leads to.

    Keys may hold dots themselves, as a unique_id does: the longest key that exists is taken. A last step that
    exists nowhere is a new key.
    """
    if isinstance(document, list):
        index, _, rest = path.partition(".")
        return place(document[int(index)], rest) if rest else (document, int(index))
    if not isinstance(document, dict):
        raise SystemExit(f"artifacts.py: there is nothing to hold {path}")
    key = max((key for key in document if f"{path}.".startswith(f"{key}.")), key=len, default=path)
    if key == path and (path in document or "." not in path):
        return document, path
    if key == path:
        raise SystemExit(f"artifacts.py: no key leads to {path}")
    return place(document[key], path[len(key) + 1 :])


def vary(artifacts: Json, settings: Sequence[str], drops: Sequence[str]) -> Json:
    """Artifacts with some values replaced and some keys taken out. A path into the catalog starts with `catalog.`."""
    varied = copy.deepcopy(artifacts)

    def where(path: str) -> tuple[Any, Any]:
        inside = path.removeprefix("catalog.")
        return place(varied["catalog.json" if inside != path else "manifest.json"], inside)

    for setting in settings:
        path, _, value = setting.partition("=")
        container, key = where(path)
        container[key] = json.loads(value)
    for path in drops:
        container, key = where(path)
        del container[key]
    return varied


def cut_case(case: Path, arguments: argparse.Namespace) -> Iterator[tuple[Path, str]]:
    """The files of a case: the artifacts that its recipe describes."""
    source = ROOT / arguments.source
    manifest = cut(json.loads(source.read_bytes()), arguments.nodes)
    artifacts = {"manifest.json": manifest}
    if arguments.no_catalog:
        yield case / "catalog.json", ""
    else:
        catalog = json.loads(source.with_name("catalog.json").read_bytes())
        artifacts["catalog.json"] = cut_catalog(catalog, [*manifest["nodes"], *manifest["sources"]])
    if arguments.only is not None:
        only(manifest, arguments.only)
    for choice in arguments.columns:
        narrow(artifacts, choice)
    for name, artifact in vary(artifacts, arguments.set, arguments.drop).items():
        yield case / name, text_of(artifact)


def recut() -> Iterator[tuple[Path, str]]:
    """The files of every case that was cut."""
    for recipe in sorted(GOLDEN.rglob("recipe")):
        yield from cut_case(recipe.parent, recipe_parser().parse_args(shlex.split(recipe.read_text("utf-8"))))


def recipe_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--from", dest="source", required=True, help="the manifest to cut from")
    parser.add_argument("--columns", action="append", default=[], metavar="NODE=A,B", help="leave a node these columns")
    parser.add_argument("--only", metavar="A,B", help="of metrics, saved queries and exposures leave these")
    parser.add_argument("--set", action="append", default=[], metavar="PATH=JSON", help="put a value in the case")
    parser.add_argument("--drop", action="append", default=[], metavar="PATH", help="take a key out of the case")
    parser.add_argument("--no-catalog", action="store_true", help="a case without catalog.json")
    parser.add_argument("nodes", nargs="*", metavar="NODE", help="a unique_id, or a name")
    return parser


def parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    cutting = commands.add_parser("cut", parents=[recipe_parser()], allow_abbrev=False)
    cutting.add_argument("--to", type=Path, required=True, help="the folder of the case")
    for name in ("make", "recut"):
        commands.add_parser(name).add_argument("--check", action="store_true")
    return parser


def main(argv: Sequence[str]) -> int:
    arguments = parser().parse_args(argv)
    if arguments.command == "cut":
        case = ROOT / arguments.to
        case.mkdir(parents=True, exist_ok=True)
        files = dict(cut_case(case, arguments)) | {case / "recipe": recipe_of(argv[1:])}
        return settle(files, check=False)
    return settle(dict(make() if arguments.command == "make" else recut()), arguments.check)


def recipe_of(arguments: Sequence[str]) -> str:
    """The arguments of a cut without --to: where the recipe lies is where the case is."""
    at = next(index for index, argument in enumerate(arguments) if argument.partition("=")[0] == "--to")
    length = 1 if arguments[at].startswith("--to=") else 2
    return shlex.join([*arguments[:at], *arguments[at + length :]]) + "\n"


def settle(files: dict[Path, str], check: bool) -> int:
    """Write the files that differ, or only name them. A file without text is none."""
    changed = {path: text for path, text in files.items() if text != (path.read_text("utf-8") if path.exists() else "")}
    for path, text in changed.items():
        print(os.path.relpath(path, ROOT))
        if check:
            continue
        if text:
            path.write_text(text, "utf-8")
        else:
            path.unlink()
    return int(check and bool(changed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
