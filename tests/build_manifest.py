"""Manifests and catalogs for tests, in the words of dbt: only what a test is about need be said."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

__all__ = ["catalog", "column", "fresh", "generic_test", "manifest", "model", "on_windows", "source"]

Json = dict[str, Any]
T = TypeVar("T")


def manifest(*nodes: Json, schema: int = 12, adapter: str = "postgres", version: str = "1.11.0", **more: Any) -> Json:
    """A manifest of nodes and sources; `more` are further keys of it."""
    return {
        "metadata": {
            "dbt_schema_version": f"https://schemas.getdbt.com/dbt/manifest/v{schema}.json",
            "dbt_version": version,
            "adapter_type": adapter,
            "project_name": "shop",
            "invocation_id": "one",
        },
        "nodes": {node["unique_id"]: node for node in nodes if node["resource_type"] != "source"},
        "sources": {node["unique_id"]: node for node in nodes if node["resource_type"] == "source"},
        **more,
    }


def model(unique_id: str, *, columns: Iterable[Json] = (), **more: Any) -> Json:
    """A model, or by its unique_id a seed or snapshot."""
    kind, package, name = unique_id.split(".")[:3]
    return {
        "unique_id": unique_id,
        "resource_type": kind,
        "name": name,
        "package_name": package,
        "original_file_path": f"models/{name}.sql",
        "patch_path": f"{package}://models/schema.yml",
        "database": "db",
        "schema": "main",
        "alias": name,
        "relation_name": f'"db"."main"."{name}"',
        "columns": {each["name"]: each for each in columns},
        "config": {"enabled": True, "materialized": "table"},
        **more,
    }


def source(unique_id: str, **more: Any) -> Json:
    """A table that dbt reads."""
    _, package, schema, name = unique_id.split(".")
    its_own = {"source_name": schema, "identifier": name, "relation_name": f'"db"."{schema}"."{name}"'}
    return model(unique_id, **{"name": name, "package_name": package, "schema": schema, **its_own, **more})


def column(name: str, data_type: str | None = None, **more: Any) -> Json:
    """A documented column."""
    return {"name": name, "data_type": data_type, **more}


def generic_test(name: str, on: str, column: str | None = None, *, config: Json | None = None, **kwargs: Any) -> Json:
    """A generic test of a model, as dbt 1.5 and later write it; `kwargs` are its further arguments."""
    arguments = {**({} if column is None else {"column_name": column}), **kwargs}
    unique_id = f"test.shop.{name}_{on.rpartition('.')[2]}_{'_'.join(map(str, arguments.values()))}"
    return {
        "unique_id": unique_id,
        "resource_type": "test",
        "name": unique_id.rpartition(".")[2],
        "package_name": "shop",
        "config": {"enabled": True, "severity": "ERROR", "where": None, **(config or {})},
        "depends_on": {"macros": [], "nodes": [on]},
        "attached_node": on,
        "column_name": column,
        "test_metadata": {"name": name, "namespace": None, "kwargs": arguments},
    }


def catalog(nodes: Mapping[str, Mapping[str, str | None]], **metadata: Any) -> Json:
    """A catalog of relations: unique_id -> the types of its columns, in order."""
    return {
        "metadata": {
            "dbt_schema_version": "https://schemas.getdbt.com/dbt/catalog/v1.json",
            "invocation_id": "one",
            **metadata,
        },
        "nodes": {
            unique_id: {
                "columns": {
                    name: {"name": name, "type": data_type, "index": at}
                    for at, (name, data_type) in enumerate(columns.items(), 1)
                }
            }
            for unique_id, columns in nodes.items()
        },
        "sources": {},
    }


def on_windows(tree: T) -> T:
    """A manifest as dbt writes it on Windows: backslashes in the paths of nodes, whatever they are."""
    match tree:
        case dict():
            return {key: _backslashed(each) if key in PATHS else on_windows(each) for key, each in tree.items()}  # type: ignore[return-value]
        case list():
            return [on_windows(each) for each in tree]  # type: ignore[return-value]
    return tree


PATHS = frozenset({"path", "original_file_path", "patch_path"})


def _backslashed(path: Any) -> Any:
    if not isinstance(path, str):
        return path
    package, mark, inside = path.rpartition("://")
    return package + mark + inside.replace("/", "\\")


def fresh(value: T) -> T:
    """A copy that shares nothing."""
    return copy.deepcopy(value)
