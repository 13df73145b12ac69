"""Bytes -> wire types: what is read, what is refused, and that a bad part is lost alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from floe_cube.dbt import parse, parse_catalog
from floe_cube.dbt.wire import Catalog, Manifest
from floe_cube.diagnostics import Diagnostic
from tests.build_manifest import catalog, column, generic_test, manifest, model, source

Json = dict[str, Any]
Found = tuple[str, str, str]

ORDERS = "model.shop.orders"
TEST = "test.shop.unique_orders_id"


def whole() -> Json:
    """A manifest in which everything is as dbt writes it."""
    orders = model(
        ORDERS,
        columns=[
            column("id", "integer", constraints=[{"type": "not_null"}]),
            column("note", meta={"a": 1}, tags=["x"]),
        ],
        constraints=[{"type": "primary_key", "columns": ["id"]}],
        meta={"owner": "me"},
        tags=["mart"],
        description="Orders.",
        depends_on={"nodes": ["source.shop.raw.orders"], "macros": []},
    )
    test = generic_test("unique", ORDERS, "id")
    return manifest(orders, model("model.shop.customers"), test, source("source.shop.raw.orders"), disabled={})


def read(tree: Json) -> tuple[Manifest, list[Found]]:
    """A manifest that must be readable, and what was found: code, subject, path."""
    result, findings = parse(json.dumps(tree).encode())
    assert result is not None
    return result, shown(findings)


def shown(findings: tuple[Diagnostic, ...]) -> list[Found]:
    """Findings in short. Each says in words what it is about."""
    for each in findings:
        assert dict(each.data).get("path", "") in each.message
    return [(each.code, each.place.subject, dict(each.data).get("path", "")) for each in findings]


# --- what is read ----------------------------------------------------------------------------------------------------
def test_a_sound_manifest() -> None:
    result, findings = read(whole())
    assert findings == []
    assert set(result.nodes) == {ORDERS, "model.shop.customers", TEST}
    assert set(result.sources) == {"source.shop.raw.orders"}
    orders = result.nodes[ORDERS]
    assert orders.columns is not None
    assert orders.columns["id"].data_type == "integer"
    assert orders.columns["note"].meta == {"a": 1}
    assert orders.constraints is not None
    assert orders.constraints[0].columns == ["id"]
    assert result.metadata.adapter_type == "postgres"


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_any_kind_of_bytes(kind: Callable[[bytes], Any]) -> None:
    result, findings = parse(kind(json.dumps(whole()).encode()))
    assert result is not None
    assert findings == ()


@pytest.mark.parametrize("schema", [*range(1, 13), 20])
def test_schemas_that_are_known(schema: int) -> None:
    assert read(manifest(model(ORDERS), schema=schema))[1] == []


@pytest.mark.parametrize("schema", [13, 19, 21, 9999])
def test_a_newer_schema_is_read_with_a_warning(schema: int) -> None:
    result, findings = read(manifest(model(ORDERS), schema=schema))
    assert set(result.nodes) == {ORDERS}
    assert [code for code, _, _ in findings] == ["FC0105"]


@pytest.mark.parametrize(
    "schema",
    [
        None,
        "",
        "v12",
        "https://schemas.getdbt.com/dbt/catalog/v1.json",
        "https://schemas.getdbt.com/dbt/run-results/v6.json",
        "https://schemas.getdbt.com/dbt/semantic-manifest/v1.json",
        "https://schemas.getdbt.com/dbt/manifest/v.json",
        f"https://schemas.getdbt.com/dbt/manifest/v{'9' * 5000}.json",
        "https://schemas.getdbt.com/dbt/manifest/v\u0661.json",
    ],
)
def test_another_schema_is_no_manifest(schema: str | None) -> None:
    tree = whole()
    tree["metadata"]["dbt_schema_version"] = schema
    result, findings = parse(json.dumps(tree).encode())
    assert result is None
    assert [each.code for each in findings] == ["FC0104"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "FC0101"),
        (b" \n", "FC0102"),
        (b'{"metadata": {', "FC0102"),
        (b"\xef\xbb\xbf{}", "FC0109"),
        ("{}".encode("utf-16"), "FC0109"),
        ("{}".encode("utf-16-le"), "FC0109"),
        ("{}".encode("utf-16-be"), "FC0109"),
        (b"\xef\xbb", "FC0102"),
        (b'{"metadata": {"project_name": "\xff"}}', "FC0102"),
        (b'{"metadata": ' + b"[" * 100_000, "FC0102"),
        (b'{"nodes": ' + b"[" * 10_000 + b"]" * 10_000 + b"}", "FC0102"),
        (b"[]", "FC0103"),
        (b"null", "FC0103"),
        (b'"manifest"', "FC0103"),
        (b"{}", "FC0103"),
        (b'{"metadata": []}', "FC0103"),
        (b'{"metadata": {}}', "FC0104"),
    ],
)
def test_bytes_that_are_no_manifest(data: bytes, code: str) -> None:
    result, findings = parse(data)
    assert result is None
    assert [each.code for each in findings] == [code]
    assert findings[0].place.file == "manifest.json"


# --- a bad part is lost alone ----------------------------------------------------------------------------------------
def change(*path: str | int, to: Any) -> Callable[[Json], None]:
    """Something that puts another value in a tree."""

    def apply(tree: Any) -> None:
        for key in path[:-1]:
            tree = tree[key]
        tree[path[-1]] = to

    return apply


#: What is broken: how, whom the finding names, by which path, and where in the result what is left can be seen.
PARTS: dict[str, tuple[Callable[[Json], None], str, str, Callable[[Any], Any], Any]] = {
    "a node": (
        change("nodes", ORDERS, to="text"), "", f"nodes.{ORDERS}",
        lambda m: sorted(m.nodes), ["model.shop.customers", TEST],
    ),
    "a node's name": (
        change("nodes", ORDERS, "name", to=["orders"]), ORDERS, "name",
        lambda m: (m.nodes[ORDERS].name, m.nodes[ORDERS].description), ("", "Orders."),
    ),
    "a node's id": (
        change("nodes", ORDERS, "unique_id", to=7), "", f"nodes.{ORDERS}.unique_id",
        lambda m: sorted(m.nodes), ["model.shop.customers", TEST],
    ),
    "a node under another's id": (
        change("nodes", ORDERS, "unique_id", to="model.shop.other"), "model.shop.other", f"nodes.{ORDERS}",
        lambda m: sorted(m.nodes), ["model.shop.customers", TEST],
    ),
    "a source": (
        change("sources", "source.shop.raw.orders", to=None), "", "sources.source.shop.raw.orders",
        lambda m: (m.sources, len(m.nodes)), ({}, 3),
    ),
    "all nodes": (change("nodes", to=[]), "", "nodes", lambda m: (m.nodes, len(m.sources)), ({}, 1)),
    "a version": (
        change("nodes", ORDERS, "version", to=True), ORDERS, "version",
        lambda m: (m.nodes[ORDERS].version, m.nodes[ORDERS].name), (None, "orders"),
    ),
    "the columns": (
        change("nodes", ORDERS, "columns", to=["id"]), ORDERS, "columns",
        lambda m: (m.nodes[ORDERS].columns, m.nodes[ORDERS].tags), (None, ["mart"]),
    ),
    "a column": (
        change("nodes", ORDERS, "columns", "id", to="integer"), ORDERS, "columns.id",
        lambda m: list(m.nodes[ORDERS].columns or ()), ["note"],
    ),
    "a column without a name": (
        change("nodes", ORDERS, "columns", "id", to={"data_type": "integer"}), ORDERS, "columns.id",
        lambda m: list(m.nodes[ORDERS].columns or ()), ["note"],
    ),
    "a column's type": (
        change("nodes", ORDERS, "columns", "id", "data_type", to={"name": "integer"}), ORDERS, "columns.id.data_type",
        lambda m: [(c.name, c.data_type) for c in (m.nodes[ORDERS].columns or {}).values()], [("id", None), ("note", None)],
    ),
    "a column's meta": (
        change("nodes", ORDERS, "columns", "note", "meta", to="a: 1"), ORDERS, "columns.note.meta",
        lambda m: [(c.meta, c.tags) for c in (m.nodes[ORDERS].columns or {}).values()][1], (None, ["x"]),
    ),
    "a column's constraint": (
        change("nodes", ORDERS, "columns", "id", "constraints", to=[7, {"type": "unique"}]), ORDERS, "columns.id.constraints[0]",
        lambda m: [c.type for c in (m.nodes[ORDERS].columns or {})["id"].constraints or ()], ["unique"],
    ),
    "a constraint's columns": (
        change("nodes", ORDERS, "constraints", 0, "columns", to="id"), ORDERS, "constraints[0].columns",
        lambda m: [(c.type, c.columns) for c in m.nodes[ORDERS].constraints or ()], [("primary_key", None)],
    ),
    "a setting": (
        change("nodes", TEST, "config", "where", to=1), TEST, "config.where",
        lambda m: m.nodes[TEST].config and m.nodes[TEST].config.severity, "ERROR",
    ),
    "a dependency": (
        change("nodes", ORDERS, "depends_on", "nodes", to=[None, "model.shop.a"]), ORDERS, "depends_on.nodes[0]",
        lambda m: m.nodes[ORDERS].depends_on and m.nodes[ORDERS].depends_on.nodes, ["model.shop.a"],
    ),
    "a test's arguments": (
        change("nodes", TEST, "test_metadata", "kwargs", to=[]), TEST, "test_metadata.kwargs",
        lambda m: m.nodes[TEST].test_metadata and m.nodes[TEST].test_metadata.name, "unique",
    ),
    "a tag": (
        change("nodes", ORDERS, "tags", to=["a", 1]), ORDERS, "tags[1]", lambda m: m.nodes[ORDERS].tags, ["a"],
    ),
    "a disabled node": (
        change("disabled", to={"model.shop.x": [model("model.shop.x"), 7]}), "", "disabled.model.shop.x[1]",
        lambda m: [n.name for n in m.disabled["model.shop.x"]], ["x"],
    ),
    "a disabled node of an old manifest": (
        change("disabled", to=[7, model("model.shop.x")]), "", "disabled[0]", lambda m: [n.name for n in m.disabled], ["x"],
    ),
    "an entry of the metadata": (
        change("metadata", "project_name", to=["shop"]), "", "metadata.project_name",
        lambda m: (m.metadata.project_name, m.metadata.adapter_type), (None, "postgres"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
def test_a_bad_part_is_lost_alone(name: str) -> None:
    spoil, subject, path, seen, left = PARTS[name]
    tree = whole()
    spoil(tree)
    result, findings = read(tree)
    assert findings == [("FC0108", subject, path)]
    assert seen(result) == left


def test_several_bad_parts_are_told_each() -> None:
    tree = whole()
    for spoil in (PARTS["a column"][0], PARTS["a tag"][0], PARTS["a source"][0]):
        spoil(tree)
    result, findings = read(tree)
    assert sorted(path for _, _, path in findings) == ["columns.id", "sources.source.shop.raw.orders", "tags[1]"]
    assert result.nodes[ORDERS].description == "Orders."


def test_a_finding_names_the_file_that_a_person_edits() -> None:
    tree = whole()
    tree["nodes"][ORDERS]["columns"] = 7
    _, findings = parse(json.dumps(tree).encode())
    assert findings[0].place.file == "models/orders.sql"


def test_null_and_absent_mean_the_same() -> None:
    """Fusion leaves keys out where Core writes null."""
    node = whole()["nodes"][ORDERS]
    nulls = {
        key: None if key not in ("unique_id", "resource_type", "name", "package_name") else node[key] for key in node
    }
    absent = {key: value for key, value in nulls.items() if value is not None}
    first, second = (read(manifest(each)) for each in (nulls, absent))
    assert first == second
    assert first[1] == []


# --- the catalog -----------------------------------------------------------------------------------------------------
def read_catalog(tree: Any) -> tuple[Catalog | None, list[Found]]:
    """A catalog and what was found."""
    result, findings = parse_catalog(json.dumps(tree).encode())
    return result, shown(findings)


def test_no_catalog() -> None:
    assert parse_catalog(None) == (None, ())


def test_a_sound_catalog() -> None:
    result, findings = read_catalog(catalog({ORDERS: {"id": "integer", "note": None}}))
    assert findings == []
    assert result is not None
    assert [(c.name, c.type, c.index) for c in result.nodes[ORDERS].columns.values()] == [
        ("id", "integer", 1),
        ("note", None, 2),
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b'{"metadata": {}}',
        json.dumps(whole()).encode(),
        b'{"metadata": {"dbt_schema_version": 1}}',
    ],
)
def test_bytes_that_are_no_catalog(data: bytes) -> None:
    """A warning that says why, and no more: the manifest speaks alone."""
    result, findings = parse_catalog(data)
    assert result is None
    assert [(each.code, each.place.file) for each in findings if each.code != "FC0108"] == [("FC0107", "catalog.json")]
    assert findings[-1].severity.word == "warning"


def test_an_empty_catalog() -> None:
    result, findings = read_catalog(catalog({}))
    assert result is None
    assert [code for code, _, _ in findings] == ["FC0106"]


def test_a_bad_part_of_a_catalog_is_lost_alone() -> None:
    tree = catalog({ORDERS: {"id": "integer", "note": "text"}, "model.shop.b": {"x": "text"}})
    tree["nodes"][ORDERS]["columns"]["id"] = ["integer"]
    tree["nodes"]["model.shop.b"]["columns"]["x"]["index"] = "one"
    result, findings = read_catalog(tree)
    assert [path for _, _, path in findings] == [f"nodes.{ORDERS}.columns.id", "nodes.model.shop.b.columns.x.index"]
    assert result is not None
    assert list(result.nodes[ORDERS].columns) == ["note"]
    assert result.nodes["model.shop.b"].columns["x"].type == "text"
