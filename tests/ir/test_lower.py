"""Wire types -> IR: which models there are, their columns, keys and references, and what each is believed by."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from floe_cube.dbt import parse, parse_catalog
from floe_cube.diagnostics import Diagnostic
from floe_cube.ir import Model, Project, Source, lower
from tests.build_manifest import catalog, column, fresh, generic_test, manifest, model, source

Json = dict[str, Any]

ORDERS, CUSTOMERS = "model.shop.orders", "model.shop.customers"


def lowered(
    *nodes: Json, seen: Json | None = None, packages: tuple[str, ...] = (), **about: Any
) -> tuple[Project, tuple[Diagnostic, ...]]:
    """The project that these nodes make, and what was found."""
    told, parse_findings = parse(json.dumps(manifest(*nodes, **about)).encode())
    known, catalog_findings = parse_catalog(None if seen is None else json.dumps(seen).encode())
    project, findings = lower(told, known, packages)
    assert project is not None
    return project, (*parse_findings, *catalog_findings, *findings)


def only(*nodes: Json, **about: Any) -> Model:
    """The model of the orders among these nodes."""
    return next(each for each in lowered(*nodes, **about)[0].models if each.unique_id == ORDERS)


def orders(*names: str, **more: Any) -> Json:
    """The orders with columns of these names."""
    return model(ORDERS, columns=[column(name) for name in names], **more)


def customers(*names: str, **more: Any) -> Json:
    """The customers, whose id is a key."""
    return model(CUSTOMERS, columns=[column(name) for name in names or ("id",)], **more)


def found(findings: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    """Findings in short: code, column or subject."""
    return [(each.code, each.place.column or each.place.subject) for each in findings]


# --- which nodes -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("node", "is_model"),
    [
        (model("model.shop.a"), True),
        (model("model.shop.a", config={"materialized": "my_incremental"}), True),
        (model("model.shop.a", config=None), True),
        (model("model.shop.a", config={"materialized": "ephemeral"}), False),
        (model("model.shop.a", time_spine={"standard_granularity_column": "day"}), False),
        (
            model("model.shop.a", time_spine={"standard_granularity_column": "day"}, meta={"cube": {"enabled": True}}),
            True,
        ),
        (model("model.shop.metricflow_time_spine"), False),
        (model("model.shop.metricflow_time_spine", meta={"cube": {"enabled": True}}), True),
        (model("model.shop.a", meta={"cube": {"enabled": False}}), False),
        (model("model.shop.a", config={"meta": {"cube": {"enabled": False}}}), False),
        (model("model.shop.a", meta={"cube": {"enabled": "no"}}), True),
        (model("model.shop.a", meta={"cube": "off"}), True),
        (model("seed.shop.a"), False),
        (model("seed.shop.a", meta={"cube": {"enabled": True}}), True),
        (model("snapshot.shop.a"), False),
        (model("snapshot.shop.a", config={"meta": {"cube": {"enabled": True}}}), True),
        (source("source.shop.raw.a"), False),
        (source("source.shop.raw.a", meta={"cube": {"enabled": True}}), True),
        (model("analysis.shop.a", meta={"cube": {"enabled": True}}), False),
        (model("operation.shop.a"), False),
        (model("unit_test.shop.a"), False),
    ],
    ids=itertools.count(),
)
def test_what_becomes_a_model(node: Json, is_model: bool) -> None:
    project, findings = lowered(node)
    assert [each.unique_id for each in project.models] == [node["unique_id"]] * is_model
    assert (("FC0210", "shop") in found(findings)) is not is_model


def test_a_model_that_is_left_out_says_why() -> None:
    nodes = [
        model("model.shop.a", config={"materialized": "ephemeral"}),
        model("model.shop.b", time_spine={"standard_granularity_column": "day"}),
        model("model.shop.c", meta={"cube": {"enabled": False}}),
    ]
    _, findings = lowered(*nodes, disabled={"model.shop.d": [model("model.shop.d")]})
    reasons = {each.place.subject: dict(each.data)["reason"] for each in findings if each.code == "FC0202"}
    assert list(reasons) == ["model.shop.a", "model.shop.b", "model.shop.c", "model.shop.d"]
    for word, reason in zip(("ephemeral", "time spine", "enabled: false", "disabled"), reasons.values(), strict=True):
        assert word in reason


@pytest.mark.parametrize(
    "disabled",
    [[model("model.shop.off"), model("test.shop.off")], {"model.shop.off": [model("model.shop.off")]}],
    ids=["v1-v3", "v4+"],
)
def test_disabled_models(disabled: Any) -> None:
    """They are kept apart from the others, in two shapes."""
    project, findings = lowered(orders("id"), disabled=disabled)
    assert [each.unique_id for each in project.models] == [ORDERS]
    assert found(findings) == [("FC0202", "model.shop.off")]


def test_packages() -> None:
    nodes = [orders("id"), model("model.atlas.places"), model("model.atlas.gone", config={"materialized": "ephemeral"})]
    every, _ = lowered(*nodes)
    assert {each.package for each in every.models} == {"shop", "atlas"}
    one, findings = lowered(*nodes, packages=("shop",))
    assert [each.unique_id for each in one.models] == [ORDERS]
    assert findings == ()
    none, findings = lowered(*nodes, packages=("nobodys",))
    assert none.models == ()
    assert found(findings) == [("FC0210", "shop")]
    assert "`nobodys`" in findings[0].message


def test_a_project_without_a_name() -> None:
    """Manifests before v10 do not say it."""
    tree = manifest(orders("id"), schema=9)
    del tree["metadata"]["project_name"]
    told, _ = parse(json.dumps(tree).encode())
    project, _ = lower(told, None)
    assert project is not None
    assert project.name == ""
    assert [each.unique_id for each in project.models] == [ORDERS]


def test_models_come_in_the_order_of_their_ids() -> None:
    project, _ = lowered(model("model.shop.b"), model("model.shop.a"), model("model.atlas.c"))
    assert [each.unique_id for each in project.models] == ["model.atlas.c", "model.shop.a", "model.shop.b"]


def test_no_manifest() -> None:
    assert lower(None, None) == (None, ())


@pytest.mark.parametrize(
    ("adapter", "code"), [("postgres", []), ("POSTGRES", []), ("nobodys", ["FC0201"]), ("", ["FC0201"])]
)
def test_adapters(adapter: str, code: list[str]) -> None:
    _, findings = lowered(orders("id"), adapter=adapter)
    assert [each.code for each in findings] == code


# --- relations -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("adapter", "more", "sql"),
    [
        ("postgres", {"relation_name": '"My Db".main."o"'}, '"My Db".main."o"'),
        ("bigquery", {"relation_name": "`p-1`.d.t"}, "`p-1`.d.t"),
        ("postgres", {"relation_name": None}, '"db"."main"."orders"'),
        ("bigquery", {"relation_name": None}, "`db`.`main`.`orders`"),
        ("snowflake", {"relation_name": None}, "db.main.orders"),
        ("clickhouse", {"relation_name": None}, "`main`.`orders`"),
        ("postgres", {"relation_name": None, "alias": "orders_v2"}, '"db"."main"."orders_v2"'),
        ("postgres", {"relation_name": None, "alias": None}, '"db"."main"."orders"'),
        ("postgres", {"relation_name": None, "database": None}, '"main"."orders"'),
        ("postgres", {"relation_name": ""}, '"db"."main"."orders"'),
    ],
)
def test_relations(adapter: str, more: Json, sql: str) -> None:
    """dbt's own words where it says any; manifests up to v7 may not."""
    assert only({**orders("id"), **more}, adapter=adapter).relation == sql


def test_a_relation_whose_key_is_absent() -> None:
    node = orders("id")
    del node["relation_name"]
    assert only(node).relation == '"db"."main"."orders"'


def test_a_source_is_called_by_its_identifier() -> None:
    node = source(
        "source.shop.raw.a", meta={"cube": {"enabled": True}}, identifier="A 1", relation_name=None, alias=None
    )
    project, _ = lowered(node)
    assert project.models[0].relation == '"db"."raw"."A 1"'


def test_no_relation_at_all() -> None:
    project, findings = lowered(orders("id", relation_name=None, schema=None), customers())
    assert [each.unique_id for each in project.models] == [CUSTOMERS]
    assert found(findings) == [("FC0209", ORDERS)]


def test_where_a_person_edits() -> None:
    assert only(orders()).place.file == "models/schema.yml"
    assert only(orders(patch_path=None)).place.file == "models/orders.sql"
    assert only(orders(patch_path="models/old.yml")).place.file == "models/old.yml"
    assert only(orders(patch_path=None, original_file_path=None)).place.file == ""


# --- versions --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("version", "latest", "name"),
    [
        (None, None, "orders"),
        (2, 2, "orders"),
        ("2", 2, "orders"),
        (2, "2", "orders"),
        (1, 2, "orders_v1"),
        ("1", "2", "orders_v1"),
        (1.5, 2, "orders_v1.5"),
        ("beta", 2, "orders_vbeta"),
        (3, 2, "orders_v3"),
        (1, None, "orders_v1"),
    ],
)
def test_versions(version: Any, latest: Any, name: str) -> None:
    assert only(orders("id", version=version, latest_version=latest)).name == name


# --- meta ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("of_node", "of_config", "merged"),
    [
        (None, None, {}),
        ({"a": 1}, None, {"a": 1}),
        (None, {"a": 1}, {"a": 1}),
        ({"a": 1}, {}, {"a": 1}),
        ({}, {"a": 1}, {"a": 1}),
        ({"a": 1}, {"a": 1}, {"a": 1}),
        ({"a": 1, "b": 1}, {"a": 2, "c": 3}, {"a": 2, "b": 1, "c": 3}),
        ({"a": {"x": 1, "y": 1}}, {"a": {"y": 2, "z": {"q": 3}}}, {"a": {"x": 1, "y": 2, "z": {"q": 3}}}),
        ({"a": {"x": 1}}, {"a": {}}, {"a": {"x": 1}}),
        ({"a": {"x": 1}}, {"a": None}, {"a": None}),
        ({"a": [1, 2]}, {"a": [3]}, {"a": [3]}),
        ({"a": {"x": 1}}, {"a": [1]}, {"a": [1]}),
    ],
)
def test_meta_of_models_and_columns(of_node: Any, of_config: Any, merged: Json) -> None:
    """It is written beside `config`, inside it, or in both, by the version of dbt; inside wins."""
    said = {"meta": of_node, "config": {"meta": of_config, "tags": []}}
    result = only({**model(ORDERS, columns=[column("id", **said)]), **said})
    assert plain(result.meta) == merged
    assert plain(result.columns[0].meta) == merged


def plain(value: Any) -> Any:
    """Frozen JSON as JSON."""
    if hasattr(value, "items"):
        return {key: plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, tuple) else value


def test_meta_is_immutable_and_of_bounded_depth() -> None:
    deep: Json = {}
    for _ in range(500):
        deep = {"a": deep}
    meta = only(orders(meta=deep), schema=12).meta
    with pytest.raises(TypeError):
        meta["a"] = 1  # type: ignore[index]
    levels = 0
    while meta:
        meta, levels = meta["a"], levels + 1
    assert 50 < levels < 100


COPY = {"cube": {"title": "Orders"}}


@pytest.mark.parametrize(
    ("version", "of_column", "merged"),
    [
        ("2.0.0-preview.196", {"meta": COPY, "config": {}}, {}),
        ("2.0.0-preview.196", {"meta": COPY, "config": {"meta": {"a": 1}}}, {"a": 1}),
        ("2.0.0-preview.196", {"meta": {"a": 1}, "config": {"meta": {"a": 1}}}, {"a": 1}),
        ("2.0.0-preview.196", {"meta": {"a": 1}, "config": {}}, {"a": 1}),
        ("1.9.11", {"meta": COPY, "config": {"meta": {}, "tags": []}}, COPY),
        ("1.11.0", {"meta": COPY, "config": {"meta": COPY, "tags": []}}, COPY),
        ("1.5.0", {"meta": COPY}, COPY),
    ],
)
@pytest.mark.parametrize("where", ["node", "config"])
def test_fusion_copies_a_models_meta_into_its_columns(version: str, of_column: Json, merged: Json, where: str) -> None:
    """What is word for word the model's is not the column's; of Core it is."""
    node = {**model(ORDERS), "columns": {"id": {"name": "id", **of_column}}}
    node = {**node, "meta": COPY} if where == "node" else {**node, "config": {"meta": COPY}}
    assert plain(only(node, version=version).columns[0].meta) == merged


@pytest.mark.parametrize(
    ("of_node", "of_config", "tags"),
    [
        (None, None, ()),
        ("b", None, ("b",)),
        (["b", "a"], ["a", "c"], ("a", "b", "c")),
        ([], "c", ("c",)),
    ],
)
def test_tags(of_node: Any, of_config: Any, tags: tuple[str, ...]) -> None:
    said = {"tags": of_node, "config": {"tags": of_config}}
    result = only({**model(ORDERS, columns=[column("id", **said)]), **said})
    assert result.tags == result.columns[0].tags == tags


# --- columns ---------------------------------------------------------------------------------------------------------
def names(result: Model) -> list[str]:
    """The columns of a model."""
    return [each.name for each in result.columns]


def test_without_a_catalog_columns_come_by_name() -> None:
    result = only(orders("b", "a", "C"))
    assert names(result) == ["C", "a", "b"]
    assert not any(each.exact for each in result.columns)


def test_the_catalog_says_which_columns_there_are() -> None:
    """In the warehouse's order and spelling; what is only documented is not there."""
    node = model(ORDERS, columns=[column("id", description="Key."), column("gone"), column("NOTE", tags=["x"])])
    project, findings = lowered(
        node, seen=catalog({ORDERS: {"Note": "text", "extra": "text", "ID": "integer"}}), adapter="snowflake"
    )
    result = project.models[0]
    assert [(each.name, each.exact, each.description, each.tags) for each in result.columns] == [
        ("Note", True, "", ("x",)),
        ("extra", True, "", ()),
        ("ID", True, "Key.", ()),
    ]
    assert found(findings) == [("FC0204", "gone")]
    assert findings[0].place.file == "models/schema.yml"


def test_a_mark_of_cubes_in_a_name_of_the_catalog() -> None:
    """Whatever it is beside: Cube looks for it in the whole of its SQL."""
    seen = catalog({"model.shop.orders": dict.fromkeys(("id", "$1$", "a$20$b", "us$", "$x$", "$1"), "integer")})
    project, findings = lowered(orders("id"), seen=seen)
    assert [c.name for m in project.models for c in m.columns] == ["id", "us$", "$x$", "$1"]
    assert found(findings) == [("FC0215", "$1$"), ("FC0215", "a$20$b")]


def test_columns_of_a_catalog_without_positions() -> None:
    seen = catalog({ORDERS: {"b": "text", "a": "text", "c": "text"}})
    seen["nodes"][ORDERS]["columns"]["b"]["index"] = None
    seen["nodes"][ORDERS]["columns"]["a"]["index"] = None
    assert names(only(orders(), seen=seen)) == ["c", "a", "b"]


def test_a_relation_that_the_catalog_does_not_know() -> None:
    """Views and models of a partial run: the manifest speaks for them."""
    assert names(only(orders("a"), seen=catalog({CUSTOMERS: {"id": "integer"}}))) == ["a"]
    assert names(only(orders("a"), seen=catalog({ORDERS: {}, CUSTOMERS: {"id": "integer"}}))) == ["a"]


@pytest.mark.parametrize(
    ("adapter", "name", "becomes", "exact", "code"),
    [
        ("postgres", "id", "id", False, None),
        ("postgres", "Payment Method", "Payment Method", False, None),
        ("postgres", "größe", "größe", False, None),
        ("postgres", "2010", "2010", False, None),
        ("postgres", "_loaded_at", "_loaded_at", False, None),
        ("postgres", '"group"', "group", True, None),
        ("bigquery", "`group`", "group", True, None),
        ("sqlserver", "[order]", "order", True, None),
        ("postgres", "resource#>>'{period,start}'", None, False, "FC0205"),
        ("postgres", "date::text || age::text", None, False, "FC0205"),
        ("postgres", "lower(email)", None, False, "FC0205"),
        ("postgres", "a$1$b", None, False, "FC0215"),
        ("postgres", '"$20$"', None, False, "FC0215"),
        ("postgres", "us$", "us$", False, None),
        ("postgres", "a$b$1", "a$b$1", False, None),
    ],
)
def test_documented_names(adapter: str, name: str, becomes: str | None, exact: bool, code: str | None) -> None:
    project, findings = lowered(orders(name, "other"), adapter=adapter)
    result = [(each.name, each.exact) for each in project.models[0].columns if each.name != "other"]
    assert result == ([] if becomes is None else [(becomes, exact)])
    assert [each.code for each in findings] == ([] if code is None else [code])


def test_a_quoted_name_is_taken_at_its_word() -> None:
    node = model(ORDERS, columns=[column("a || b", quote=True), column("Id", quote=True), column("id")])
    assert [(each.name, each.exact) for each in only(node).columns] == [("Id", True), ("a || b", True), ("id", False)]


def test_fields_of_structs() -> None:
    _, findings = lowered(orders("a", "a.b", "x.y"), adapter="bigquery")
    assert found(findings) == [("FC0206", "a.b")]
    seen = catalog(
        {ORDERS: {"s": "STRUCT<f STRING>", "s.f": "STRING", "r": "ARRAY<STRUCT<f STRING>>", "r.f": "STRING"}}
    )
    project, findings = lowered(orders("s.g"), seen=seen, adapter="bigquery")
    assert names(project.models[0]) == ["s", "s.f", "r"]
    assert sorted(found(findings)) == [("FC0206", "r.f"), ("FC0206", "s.g")]


@pytest.mark.parametrize(
    ("adapter", "kept", "codes"),
    [("postgres", ["ID"], ["FC0207"]), ("bigquery", ["ID"], ["FC0207"]), ("clickhouse", ["ID", "id"], [])],
)
def test_names_that_differ_in_case_alone(adapter: str, kept: list[str], codes: list[str]) -> None:
    project, findings = lowered(orders("id", "ID"), adapter=adapter)
    assert names(project.models[0]) == kept
    assert [each.code for each in findings] == codes


def test_two_entries_of_one_column() -> None:
    """dbt writes no such thing. Whatever the order of the file, the same one is taken."""
    one, other = column("id", description="one"), column("id", description="other")
    seen = catalog({ORDERS: {"id": "integer"}})
    seen["nodes"][ORDERS]["columns"]["again"] = {"name": "id", "type": "text", "index": 1}
    turned = fresh(seen)
    turned["nodes"][ORDERS]["columns"] = dict(reversed(seen["nodes"][ORDERS]["columns"].items()))
    results = []
    for columns in ({"a": one, "b": other}, {"b": other, "a": one}):
        node = {**model(ORDERS), "columns": columns}
        results += [only(node), *(only(node, seen=each) for each in (seen, turned))]
    assert results[0].columns == results[3].columns
    assert results[1] == results[2] == results[4] == results[5]
    assert names(results[1]) == ["id"]


def test_columns_that_only_tests_name() -> None:
    """They exist, or the test would fail; a catalog knows better, and an expression is no column."""
    tests = [
        generic_test("not_null", ORDERS, "tested"),
        generic_test("unique", ORDERS, "a::text || b::text"),
        generic_test("unique", ORDERS, "ID"),
        generic_test("accepted_values", ORDERS, "unread", values=["a"]),
        generic_test("relationships", ORDERS, "customer", to="ref('customers')", field="number"),
    ]
    project, _ = lowered(orders("id"), customers("id"), *tests)
    assert [names(each) for each in project.models] == [["id", "number"], ["customer", "id", "tested"]]
    assert names(only(orders("id"), *tests, seen=catalog({ORDERS: {"id": "integer"}}))) == ["id"]


@pytest.mark.parametrize(
    ("written", "seen", "name", "known"),
    [
        ("integer", "text", "integer", True),
        ("integer", None, "integer", True),
        (None, "text", "text", True),
        ("mystery", "text", "text", True),
        ("mystery", "riddle", "mystery", False),
        ("mystery", None, "mystery", False),
        ("NUMERIC(18,2) not null", None, "numeric", True),
        ("((", "text", "text", True),
    ],
)
def test_a_contract_is_believed_before_the_catalog(
    written: str | None, seen: str | None, name: str, known: bool
) -> None:
    result = only(model(ORDERS, columns=[column("id", written)]), seen=catalog({ORDERS: {"id": seen}}))
    data_type = result.columns[0].type
    assert data_type is not None
    assert (data_type.name, data_type.known) == (name, known)


def test_no_type_at_all() -> None:
    assert only(orders("id")).columns[0].type is None


# --- a catalog of something else -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("invocation", "known", "codes"),
    [("one", [], []), ("two", [ORDERS, CUSTOMERS], []), ("two", [ORDERS], []), ("two", ["model.other.x"], ["FC0208"])],
)
def test_a_catalog_of_another_run(invocation: str, known: list[str], codes: list[str]) -> None:
    seen = catalog(
        {**{each: {"id": "integer"} for each in known}, "model.shop.z": {"id": "integer"}}, invocation_id=invocation
    )
    _, findings = lowered(orders("id"), customers(), seen=seen)
    assert [each.code for each in findings] == codes


# --- keys ------------------------------------------------------------------------------------------------------------
KEY = [generic_test("unique", ORDERS, "id"), generic_test("not_null", ORDERS, "id")]
DBT_UTILS: Json = {"combination_of_columns": ["a", "b"]}


def key(*nodes: Json, **more: Any) -> tuple[str, ...] | None:
    """The columns of the primary key of the orders."""
    result = only(*nodes, **more)
    return result.primary_key.columns if result.primary_key else None


def constrained(*constraints: Json, **by_column: Json) -> Json:
    """The orders with constraints of their own and of their columns."""
    columns = [column(name, constraints=[by_column[name]] if name in by_column else []) for name in ("a", "b", "id")]
    return model(ORDERS, columns=columns, constraints=list(constraints))


@pytest.mark.parametrize(
    ("nodes", "columns"),
    [
        ([], None),
        (KEY, ("id",)),
        (KEY[:1], None),
        (KEY[1:], None),
        ([generic_test("unique", ORDERS, "id"), generic_test("not_null", ORDERS, "a")], None),
        ([generic_test("unique", ORDERS, "id", config={"where": "a > 1"}), KEY[1]], None),
        ([KEY[0], generic_test("not_null", ORDERS, "id", config={"where": "a > 1"})], None),
        ([generic_test("unique", ORDERS, "id", config={"severity": "warn"}), KEY[1]], None),
        ([generic_test("unique", ORDERS, "id", config={"severity": "WARN"}), KEY[1]], None),
        ([generic_test("unique", ORDERS, "id", config={"severity": "error"}), KEY[1]], ("id",)),
        ([generic_test("unique", ORDERS, "id", config={"error_if": "> 5"}), KEY[1]], None),
        ([KEY[0], generic_test("not_null", ORDERS, "id", config={"error_if": ">1"})], None),
        ([generic_test("unique", ORDERS, "id", config={"error_if": ">= 1"}), generic_test("not_null", ORDERS, "id", config={"error_if": "!= 0"})], ("id",)),
        ([{**KEY[0], "config": None}, KEY[1]], ("id",)),
        ([generic_test("unique", ORDERS, "ID"), KEY[1]], ("id",)),
        ([generic_test("unique", ORDERS, "lower(a)"), generic_test("not_null", ORDERS, "lower(a)")], None),
        ([{**KEY[0], "test_metadata": None}, KEY[1]], None),
        ([{**KEY[0], "resource_type": "data_test"}, KEY[1]], ("id",)),
        ([generic_test("expect_column_values_to_be_unique", ORDERS, "id"), generic_test("expect_column_values_to_not_be_null", ORDERS, "id")], ("id",)),
        ([generic_test("expect_column_values_to_be_unique", ORDERS, "id", row_condition="a > 1"), KEY[1]], None),
        ([generic_test("unique_combination_of_columns", ORDERS, **DBT_UTILS)], ("a", "b")),
        ([generic_test("unique_combination_of_columns", ORDERS, combination_of_columns=["B", "A"])], ("b", "a")),
        ([generic_test("unique_combination_of_columns", ORDERS, **DBT_UTILS, config={"where": "1=1"})], None),
        ([generic_test("unique_combination_of_columns", ORDERS, combination_of_columns="a, b")], None),
        ([generic_test("unique_combination_of_columns", ORDERS, combination_of_columns=["a", "lower(b)"])], None),
        ([generic_test("unique_combination_of_columns", ORDERS, combination_of_columns=[])], None),
        ([generic_test("expect_compound_columns_to_be_unique", ORDERS, column_list=["a", "b"])], ("a", "b")),
        ([generic_test("expect_compound_columns_to_be_unique", ORDERS, column_list=["a", "b"], ignore_row_if="any_value_is_missing")], None),
        ([generic_test("expect_compound_columns_to_be_unique", ORDERS, column_list=["a", "b"], ignore_row_if="all_values_are_missing")], ("a", "b")),
        ([generic_test("unique_combination_of_columns", ORDERS, **DBT_UTILS), generic_test("unique_combination_of_columns", ORDERS, combination_of_columns=["b", "id"]), generic_test("not_null", ORDERS, "id"), generic_test("not_null", ORDERS, "b")], ("b", "id")),
        ([generic_test("primary_key", ORDERS, column_names=["a", "b"])], ("a", "b")),
        ([generic_test("primary_key", ORDERS, "id")], ("id",)),
        ([generic_test("unique_key", ORDERS, column_names=["a", "b"])], ("a", "b")),
        ([generic_test("unique_combination_of_columns", ORDERS, **DBT_UTILS), *KEY], ("id",)),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_keys_by_tests(nodes: list[Json], columns: tuple[str, ...] | None) -> None:
    """Unique and never null, without a condition and without a mere warning."""
    assert key(orders("a", "b", "id"), *nodes) == columns


@pytest.mark.parametrize(
    ("node", "columns"),
    [
        (constrained({"type": "primary_key", "columns": ["a", "b"]}), ("a", "b")),
        (constrained({"type": "primary_key", "columns": ["ID"]}), ("id",)),
        (constrained(id={"type": "primary_key"}), ("id",)),
        (constrained(a={"type": "primary_key"}, b={"type": "primary_key"}), ("a", "b")),
        (constrained({"type": "unique", "columns": ["id"]}, id={"type": "not_null"}), ("id",)),
        (constrained({"type": "unique", "columns": ["id"]}), None),
        (constrained({"type": "check", "expression": "a > 1"}, id={"type": "check", "expression": "id > 1"}), None),
        (constrained({"type": "primary_key", "columns": None}), None),
        (constrained({"type": "primary_key"}, {"type": None, "columns": ["id"]}), None),
        (constrained({"type": "primary_key", "columns": ["a", "b"]}, a={"type": "primary_key"}), ("a", "b")),
    ],
    ids=itertools.count(),
)
def test_keys_by_constraints(node: Json, columns: tuple[str, ...] | None) -> None:
    assert key(node) == columns


def test_a_constraint_is_believed_before_tests() -> None:
    result = only(constrained({"type": "primary_key", "columns": ["a", "b"]}), *KEY)
    assert result.primary_key is not None
    assert result.primary_key.columns == ("a", "b")
    assert result.primary_key.evidence.source is Source.CONSTRAINT
    assert {each.columns for each in result.keys} == {("a", "b"), ("id",)}


def test_of_several_keys_the_one_that_looks_like_one() -> None:
    """dbt's own `primary_key` would join them into one, which identifies nothing more: it is not asked."""
    nodes = [
        generic_test(name, ORDERS, each) for name in ("unique", "not_null") for each in ("email", "order_sk", "id", "a")
    ]
    for gone, best in ((None, "id"), ("id", "order_sk"), ("order_sk", "a")):
        nodes = [node for node in nodes if gone is None or not node["unique_id"].endswith(f"_{gone}")]
        assert key(orders("a", "email", "order_sk", "id", primary_key=["email", "id"]), *nodes) == (best,)


def test_the_hint_of_dbt_alone_proves_nothing() -> None:
    assert key(orders("id", primary_key=["id"])) is None


def test_a_test_that_is_disabled_proves_nothing() -> None:
    assert key(orders("id"), KEY[0], disabled={KEY[1]["unique_id"]: [KEY[1]]}) is None


def test_not_null() -> None:
    result = only(
        constrained(a={"type": "not_null"}),
        generic_test("not_null", ORDERS, "B"),
        generic_test("not_null", ORDERS, "id", config={"where": "1=1"}),
    )
    assert {each.name: each.not_null for each in result.columns} == {"a": True, "b": True, "id": False}


def test_a_key_names_the_test_that_proves_it() -> None:
    result = only(orders("id"), *KEY)
    assert result.primary_key is not None
    assert result.primary_key.evidence.source is Source.TESTS
    assert result.primary_key.evidence.detail == KEY[0]["unique_id"]


@pytest.mark.parametrize(
    "text",
    [
        "{{ get_where_subquery(ref('orders')) }}",
        "{{ ref('orders') }}",
        "{{ ref('shop', 'orders') }}",
        "{% if config.get('where') %} (select * from {{ ref('orders') }} where 1=1) orders {% else %} {{ ref('orders') }} {% endif %}",
        None,
    ],
)
def test_tests_of_manifests_that_do_not_say_of_what(text: str | None) -> None:
    """`attached_node` is there from v9 on. Before, the test's own argument tells, or its only dependency."""
    nodes = fresh(KEY)
    for node in nodes:
        node["attached_node"] = None
        node["test_metadata"]["kwargs"]["model"] = text
        if text is not None:
            node["depends_on"]["nodes"] = [CUSTOMERS, ORDERS]
    assert key(orders("id"), customers(), *nodes, schema=8) == ("id",)
    lost = [
        {**node, "depends_on": {"nodes": []}, "test_metadata": {"name": "unique", "kwargs": {"column_name": "id"}}}
        for node in nodes
    ]
    assert key(orders("id"), customers(), *lost, schema=8) is None


def test_the_column_may_stand_beside_the_arguments() -> None:
    nodes = fresh(KEY)
    for node in nodes:
        node["test_metadata"]["kwargs"] = {}
    assert key(orders("id"), *nodes) == ("id",)


# --- references ------------------------------------------------------------------------------------------------------
def references(*nodes: Json, **more: Any) -> list[tuple[str, tuple[str, ...], tuple[str, ...], Source]]:
    """What the orders refer to."""
    return [(r.parent, r.columns, r.parent_columns, r.evidence.source) for r in only(*nodes, **more).relationships]


BY_TEST = [(CUSTOMERS, ("customer_id",), ("id",), Source.RELATIONSHIPS)]
BY_CONSTRAINT = [(CUSTOMERS, ("customer_id",), ("id",), Source.CONSTRAINT)]


def reference(
    to: Any = "ref('customers')", field: str = "id", depends: tuple[str, ...] = (CUSTOMERS, ORDERS), **more: Any
) -> Json:
    """A relationships test of the orders."""
    node = generic_test("relationships", ORDERS, "customer_id", to=to, field=field, **more)
    node["depends_on"]["nodes"] = list(depends)
    return node


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (reference(), BY_TEST),
        (reference('ref("customers")'), BY_TEST),
        (reference("ref( 'shop' , 'customers' )"), BY_TEST),
        (reference("{{ ref('customers') }}"), BY_TEST),
        (reference('"db"."main"."customers"'), BY_TEST),
        (reference("db.main.CUSTOMERS"), BY_TEST),
        (reference("ref(var('customers'))"), BY_TEST),  # not to be read: the dependency tells
        (reference("ref(var('customers'))", depends=(ORDERS, CUSTOMERS)), BY_TEST),  # as Fusion orders them
        (reference(None), BY_TEST),
        ({**reference(), "test_metadata": {"name": "relationships_where", "kwargs": {"column_name": "customer_id", "to": "ref('customers')", "field": "id", "to_condition": "id > 0"}}}, BY_TEST),
        (reference("raw.users", field="customer_id", depends=(ORDERS,)), []),  # a relation that dbt does not know
        (reference("ref('gone')", depends=()), []),
        (reference("ref('gone')", depends=("model.shop.a", "model.shop.b", ORDERS)), []),
        (reference(field="lower(id)"), []),
        (reference(field="ID"), BY_TEST),
        (reference(config={"where": "customer_id is not null"}), BY_TEST),
        (reference(config={"severity": "warn"}), BY_TEST),
        (reference("ref('elsewhere')", depends=("model.other.elsewhere", ORDERS)), [("model.other.elsewhere", ("customer_id",), ("id",), Source.RELATIONSHIPS)]),
    ],
    ids=itertools.count(),
)  # fmt: skip
def test_references_by_tests(test: Json, expected: list[Any]) -> None:
    """A condition on a reference does no harm: rows without a partner are joined rightly."""
    assert references(orders("id", "customer_id"), customers("id"), test) == expected


def test_a_reference_to_itself() -> None:
    """dbt writes its one dependency once."""
    test = generic_test("relationships", ORDERS, "parent_id", to="ref('orders')", field="id")
    unreadable = generic_test("relationships", ORDERS, "parent_id", to="ref(this)", field="id")
    for node in (test, unreadable):
        assert references(orders("id", "parent_id"), node) == [(ORDERS, ("parent_id",), ("id",), Source.RELATIONSHIPS)]


@pytest.mark.parametrize(
    ("to", "parent"),
    [
        ("ref('stores')", "model.shop.stores.v2"),
        ("ref('stores', v=1)", "model.shop.stores.v1"),
        ("ref('stores', version='1')", "model.shop.stores.v1"),
        ("ref('shop', 'stores', v=2)", "model.shop.stores.v2"),
        ("source('raw', 'stores')", "source.shop.raw.stores"),
        ("ref('codes')", "seed.shop.codes"),
    ],
)
def test_references_to_versions_sources_and_seeds(to: str, parent: str) -> None:
    nodes = [
        *(
            model(f"model.shop.stores.v{n}", name="stores", version=n, latest_version=2, columns=[column("id")])
            for n in (1, 2)
        ),
        source("source.shop.raw.stores"),
        model("seed.shop.codes"),
    ]
    assert [each[0] for each in references(orders("customer_id"), *nodes, reference(to, depends=(parent, ORDERS)))] == [
        parent
    ]


def test_a_name_of_the_root_project_wins() -> None:
    nodes = [customers("id"), model("model.zoo.customers", columns=[column("id")]), orders("customer_id")]
    for shuffled in itertools.permutations(nodes):
        assert references(*shuffled, reference(depends=())) == BY_TEST
    there = reference("ref('zoo', 'customers')", depends=())
    assert [each[0] for each in references(*nodes, there)] == ["model.zoo.customers"]


def test_of_models_of_one_name_dbt_says_which() -> None:
    """Within a package a name means the package's own model first; dbt keeps what it chose in `depends_on`."""
    own, other = (model(f"model.{package}.customers", columns=[column("id")]) for package in ("atlas", "zoo"))
    chosen = [own["unique_id"]]
    said = {"type": "foreign_key", "columns": ["customer_id"], "to": "ref('customers')", "to_columns": ["id"]}
    constrained = orders("id", "customer_id", constraints=[said], depends_on={"nodes": [*chosen, "model.zoo.x"]})
    assert [
        each[0] for each in references(orders("customer_id"), own, other, reference(depends=(*chosen, ORDERS)))
    ] == chosen
    assert [each[0] for each in references(constrained, own, other)] == chosen


def test_a_relation_of_the_state_that_dbt_defers_to() -> None:
    """`dbt compile --defer` renders the relations of what it does not build in the state's schema."""
    said = {"type": "foreign_key", "columns": ["customer_id"], "to": '"db"."prod"."customers"', "to_columns": ["id"]}
    for depends, expected in (([CUSTOMERS, "model.shop.stg"], BY_CONSTRAINT), (["model.shop.stg"], [])):
        node = orders("id", "customer_id", constraints=[said], depends_on={"nodes": depends})
        assert references(node, customers("id"), model("model.shop.stg")) == expected


def test_a_source_with_dots_in_its_name() -> None:
    raw = {**source("source.shop.raw.stores"), "unique_id": "source.shop.raw.eu.stores", "name": "eu.stores"}
    raw["columns"] = {"id": column("id")}
    said = {"type": "foreign_key", "columns": ["store_id"], "to": "source('raw', 'eu.stores')", "to_columns": ["id"]}
    node = orders("store_id", constraints=[said])
    assert [each[0] for each in references(node, raw)] == ["source.shop.raw.eu.stores"]


@pytest.mark.parametrize(
    "constraint",
    [
        {"to": "ref('customers')", "to_columns": ["id"]},
        {"to": '"db"."main"."customers"', "to_columns": ["id"]},
        {"to": "db.main.customers", "to_columns": ["ID"]},
        {"to": "ref('customers')", "to_columns": []},
        {"to": None, "expression": "customers (id)"},
        {"to": None, "expression": '"db"."main"."customers" ("id")'},
        {"expression": "references customers(id) on delete cascade"},
        {"expression": "REFERENCES db.main.customers (id)"},
        {"expression": "customers"},
    ],
    ids=str,
)
@pytest.mark.parametrize("of", ["model", "column"])
def test_references_by_constraints(constraint: Json, of: str) -> None:
    """Every shape in which dbt writes a foreign key; without columns it means the primary key."""
    said = {"type": "foreign_key", **constraint}
    if of == "model":
        node = orders("id", "customer_id", constraints=[{**said, "columns": ["customer_id"]}])
    else:
        node = model(ORDERS, columns=[column("id"), column("customer_id", constraints=[said])])
    keyed = customers("id", constraints=[{"type": "primary_key", "columns": ["id"]}])
    assert references(node, keyed) == BY_CONSTRAINT


@pytest.mark.parametrize(
    "constraint",
    [
        {"to": "ref('gone')", "to_columns": ["id"]},
        {"to": "ref('customers')", "to_columns": ["id", "org"]},
        {"to": "ref('customers')", "to_columns": []},  # which has no primary key
        {"to": None},
        {"expression": "(select 1)"},
        {"to": "ref('customers')", "to_columns": ["id"], "columns": ["gone", "customer_id"]},
    ],
    ids=str,
)
def test_references_by_constraints_that_lead_nowhere(constraint: Json) -> None:
    node = orders("id", "customer_id", constraints=[{"type": "foreign_key", "columns": ["customer_id"], **constraint}])
    assert references(node, customers("id")) == []


def test_composite_references() -> None:
    test = generic_test(
        "foreign_key",
        ORDERS,
        fk_column_names=["org", "no"],
        pk_table_name="ref('customers')",
        pk_column_names=["org", "id"],
    )
    parent = customers("org", "id")
    expected = (CUSTOMERS, ("org", "no"), ("org", "id"))
    assert references(orders("org", "no"), parent, test) == [(*expected, Source.RELATIONSHIPS)]
    said = {"type": "foreign_key", "columns": ["org", "no"], "to": "ref('customers')", "to_columns": ["org", "id"]}
    assert references(orders("org", "no", constraints=[said]), parent) == [(*expected, Source.CONSTRAINT)]


def test_what_is_said_twice_is_one_reference_with_the_stronger_evidence() -> None:
    said = {"type": "foreign_key", "columns": ["CUSTOMER_ID"], "to": "ref('customers')", "to_columns": ["id"]}
    assert (
        references(orders("customer_id", constraints=[said]), customers("id"), reference(), reference(field="ID"))
        == BY_CONSTRAINT
    )


def test_columns_that_the_catalog_does_not_know_carry_no_reference() -> None:
    seen = catalog({ORDERS: {"id": "integer"}, CUSTOMERS: {"id": "integer"}})
    assert references(orders("id", "customer_id"), customers("id"), reference(), seen=seen) == []
