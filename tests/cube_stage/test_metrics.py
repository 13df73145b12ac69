"""The semantic layer in Cube's terms: what golden/cases/metrics does not show, and laws."""

from __future__ import annotations

import json
from typing import Any

import pytest

from floe_cube import Artifacts, Compilation, compile
from floe_cube.cube.ast import Aggregate, Cube, Measure, View
from floe_cube.cube.sql import check_sql
from floe_cube.cube.walk import all_sql
from tests.build_manifest import column, generic_test, manifest, model

Json = dict[str, Any]


def semantic_model(name: str, *, entities: list[Json], **more: Any) -> Json:
    unique_id = f"semantic_model.shop.{name}"
    return {
        "unique_id": unique_id,
        "name": name,
        "package_name": "shop",
        "original_file_path": "models/semantic.yml",
        "depends_on": {"nodes": [f"model.shop.{name}"]},
        "entities": entities,
        **more,
    }


def metric(name: str, kind: str = "simple", **more: Any) -> Json:
    params = more.pop("params", {"measure": {"name": name}})
    return {
        "unique_id": f"metric.shop.{name}",
        "name": name,
        "package_name": "shop",
        "original_file_path": "models/metrics.yml",
        "type": kind,
        "type_params": params,
        **more,
    }


def time(name: str, **more: Any) -> Json:
    return {"name": name, "type": "time", "type_params": {"time_granularity": "day"}, **more}


ORDERS = semantic_model(
    "orders",
    entities=[
        {"name": "order", "type": "primary", "expr": "id"},
        {"name": "customer", "type": "foreign", "expr": "customer_id"},
    ],
    dimensions=[{"name": "status", "type": "categorical"}, time("ordered_at")],
    measures=[
        {"name": "revenue", "agg": "sum", "expr": "amount"},
        {"name": "orders_counted", "agg": "count", "expr": "id"},
        {"name": "median", "agg": "median", "expr": "amount"},
        {"name": "untimed", "agg": "sum", "expr": "amount", "agg_time_dimension": "nowhere"},
    ],
    defaults={"agg_time_dimension": "ordered_at"},
)
CUSTOMERS = semantic_model(
    "customers",
    entities=[{"name": "customer", "type": "primary", "expr": "id"}],
    dimensions=[
        {"name": "region", "type": "categorical"},
        {"name": "size", "type": "categorical", "expr": "upper(region)"},
    ],
)


def project(*metrics: Json, semantic_models: tuple[Json, ...] = (ORDERS, CUSTOMERS), **more: Any) -> Json:
    """A manifest of orders and their customers."""
    orders = model("model.shop.orders", columns=map(column, ("id", "customer_id", "amount", "status", "ordered_at")))
    customers = model("model.shop.customers", columns=map(column, ("id", "region")))
    nodes = [
        generic_test(kind, node["unique_id"], "id") for kind in ("unique", "not_null") for node in (orders, customers)
    ]
    return manifest(
        orders,
        customers,
        *nodes,
        **{
            "adapter": "duckdb",
            "semantic_models": {each["unique_id"]: each for each in semantic_models},
            "metrics": {each["unique_id"]: each for each in metrics},
            **more,
        },
    )


def built(made: Json, **config: Any) -> Compilation:
    return compile(Artifacts(manifest=json.dumps(made).encode(), **config))


def codes(compilation: Compilation) -> list[str]:
    return sorted({d.code for d in compilation.diagnostics if d.code.startswith("FC09")})


def cube(compilation: Compilation, name: str) -> Cube:
    return next(each for each in compilation.model.cubes if each.name == name)


def measure(compilation: Compilation, name: str, of: str = "orders") -> Measure:
    return next(each for each in cube(compilation, of).measures if each.name == name)


def sql(found: Measure) -> str:
    assert isinstance(found.value, Aggregate)
    return found.value.sql


REVENUE = metric("revenue")


def where(text: str) -> Json:
    return {"where_filters": [{"where_sql_template": text}]}


# --- metrics ----------------------------------------------------------------------------------------------------------
def test_a_project_without_a_semantic_layer_has_none() -> None:
    bare = project(semantic_models=())
    assert codes(built(bare)) == []
    assert [m.name for m in cube(built(bare), "orders").measures] == ["count"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("{{ Dimension('order__status') }} = 'x'", ["{CUBE}.status = 'x'"]),
        (["{{ Dimension('order__status') }} = 'x'", "1 = 1"], ["{CUBE}.status = 'x'", "1 = 1"]),
        (where("{{ Dimension('customer__region') }} = '{x}'"), [r"{customers}.region = '\{x\}'"]),
        ({"where_sql_template": "{{ Entity('customer') }} = 1"}, ["{CUBE}.customer_id = 1"]),
        (where("{{ Entity('order') }} = 1"), ["{CUBE}.id = 1"]),
        (where("{{ Dimension('customer__size') }} = 'X'"), ["CASE WHEN {customers}.id IS NOT NULL THEN upper({customers}.region) END = 'X'"]),
        (where("{{ TimeDimension('order__ordered_at', 'month') }} > '2025-01-01'"), ["DATE_TRUNC('month', {CUBE}.ordered_at) > '2025-01-01'"]),
        (where("{{ Dimension('metric_time') }} > '2025-01-01'"), ["DATE_TRUNC('day', {CUBE}.ordered_at) > '2025-01-01'"]),
    ],
)  # fmt: skip
def test_filters_in_any_form(filters: Any, expected: list[str]) -> None:
    compilation = built(project({**REVENUE, "filter": filters}))
    assert codes(compilation) == []
    assert [part.sql for part in measure(compilation, "revenue").filters] == expected


@pytest.mark.parametrize(
    ("filters", "code"),
    [
        ("{{ Dimension('order__nothing') }} = 1", "FC0907"),
        ("{{ Dimension('nobody__status') }} = 1", "FC0907"),
        ("{{ Dimension('customer__nothing') }} = 1", "FC0907"),
        ("{{ Entity('nobody') }} = 1", "FC0907"),
        ("{{ Entity('customer__nobody') }} = 1", "FC0907"),
        ("{{ Dimension('status') }} = 1", "FC0901"),
        ("{{ TimeDimension('order__ordered_at', 'fiscal_quarter') }} > '2025-01-01'", "FC0920"),
        ("", "FC0901"),
        ("{{ Metric('revenue', ['customer']) }} > 1", "FC0902"),
        ("  ", "FC0901"),
    ],
)
def test_filters_that_lead_nowhere(filters: str, code: str) -> None:
    compilation = built(project({**REVENUE, "filter": [filters]}))
    assert codes(compilation) == [code]
    names = {m.name for m in cube(compilation, "orders").measures}
    assert "revenue" not in names, "nobody takes the measure for the metric"
    assert "revenue_sum" in names


def test_a_semantic_model_between_two_others() -> None:
    """Two that both have what is asked for are not chosen between."""
    twin = {**CUSTOMERS, "unique_id": "semantic_model.shop.twin", "name": "twin"}
    compilation = built(
        project(
            {**REVENUE, "filter": "{{ Dimension('customer__region') }} = 1"}, semantic_models=(ORDERS, CUSTOMERS, twin)
        )
    )
    assert codes(compilation) == ["FC0907"]


def test_an_entity_that_is_an_expression_joins_nothing() -> None:
    orders = {
        **ORDERS,
        "entities": [ORDERS["entities"][0], {"name": "customer", "type": "foreign", "expr": "upper(customer_id)"}],
    }
    compilation = built(
        project({**REVENUE, "filter": "{{ Dimension('customer__region') }} = 1"}, semantic_models=(orders, CUSTOMERS))
    )
    assert codes(compilation) == ["FC0907"]
    assert cube(compilation, "orders").joins == ()


def test_an_entity_in_quotes_is_a_column() -> None:
    """Both Snowflake and DuckDB want quotes around a column such as `Customer Id`."""
    buyer = {"name": "customer", "type": "foreign", "expr": '"Customer Id"'}
    orders = {**ORDERS, "entities": [ORDERS["entities"][0], buyer]}
    customers = {**CUSTOMERS, "entities": [{"name": "customer", "type": "primary", "expr": '"Id"'}]}
    made = project(
        {**REVENUE, "filter": "{{ Dimension('customer__region') }} = 'EU'"}, semantic_models=(orders, customers)
    )
    made["nodes"]["model.shop.orders"]["columns"]["Customer Id"] = column("Customer Id", quote=True)
    made["nodes"]["model.shop.customers"]["columns"] = {"Id": column("Id", quote=True), "region": column("region")}
    for test in [each for each in made["nodes"] if each.startswith("test.")]:
        del made["nodes"][test]
    compilation = built(made)
    assert codes(compilation) == []
    assert [join.sql for join in cube(compilation, "orders").joins] == ['{CUBE}."Customer Id" = {customers}.Id']
    assert [part.sql for part in measure(compilation, "revenue").filters] == ["{customers}.region = 'EU'"]


@pytest.mark.parametrize(
    ("grain", "longer", "each"),
    [
        ("second", "For an hour, day or longer", "Second by second"),
        ("hour", "For a day, week or longer", "Hour by hour"),
        ("day", "For a week, month or longer", "Day by day"),
        ("quarter", "For a year or longer", "Quarter by quarter"),
        ("year", None, None),
    ],
)
def test_from_which_period_on_a_window_is_another_one(grain: str, longer: str | None, each: str | None) -> None:
    """dbt takes the first hour's value for a day, too, where it knows the hours."""
    orders = {**ORDERS, "dimensions": [time("ordered_at", type_params={"time_granularity": grain})]}
    so_far = metric("so_far", "cumulative", params={"measure": {"name": "revenue"}})
    compilation = built(project(so_far, semantic_models=(orders,)))
    said = [d.message for d in compilation.diagnostics if d.code == "FC0914"]
    assert [message.partition(" the metric")[0] for message in said] == ([longer] if longer else [])
    assert all(f"{each} both are the same" in message for message in said)


def test_a_join_that_meta_declares_is_gone_along() -> None:
    made = project({**REVENUE, "filter": "{{ Dimension('customer__region') }} = 'EU'"})
    made["nodes"]["model.shop.orders"]["meta"] = {
        "cube": {
            "joins": [
                {"name": "customers", "relationship": "many_to_one", "sql": "{CUBE}.customer_id = {customers}.id"}
            ]
        }
    }
    compilation = built(made)
    assert [part.sql for part in measure(compilation, "revenue").filters] == ["{customers}.region = 'EU'"]


def test_a_second_way_to_a_model_goes_through_its_role() -> None:
    """A test joins by one column, the entity by another: that one is gone along."""
    made = project({**REVENUE, "filter": "{{ Dimension('customer__region') }} = 'EU'"})
    made["nodes"]["model.shop.orders"]["columns"]["buyer_id"] = column("buyer_id")
    told = generic_test("relationships", "model.shop.orders", "buyer_id", to="ref('customers')", field="id")
    told["depends_on"]["nodes"] = ["model.shop.customers", "model.shop.orders"]
    made["nodes"][told["unique_id"]] = told
    compilation = built(made)
    assert [join.name for join in cube(compilation, "orders").joins] == ["customers", "orders_customer"]
    assert [part.sql for part in measure(compilation, "revenue").filters] == ["{orders_customer}.region = 'EU'"]


def input_of(name: str, **more: Any) -> Json:
    return {"name": name, **more}


def derived(name: str, expr: str, *inputs: Json, **more: Any) -> Json:
    return metric(name, "derived", params={"expr": expr, "metrics": list(inputs)}, **more)


def test_a_filter_of_a_ratio_reaches_what_it_is_made_of() -> None:
    counted = metric("orders_counted")
    ratio = metric(
        "ratio", "ratio", params={"numerator": input_of("revenue"), "denominator": input_of("orders_counted")},
        filter="{{ Dimension('order__status') }} = 'x'",
    )  # fmt: skip
    compilation = built(project(REVENUE, counted, ratio))
    for part in ("numerator", "denominator"):
        hidden = measure(compilation, f"ratio__{part}")
        assert hidden.public is False
        assert hidden.filters[-1].sql == "{CUBE}.status = 'x'"
    assert sql(measure(compilation, "ratio")) == (
        "CAST({CUBE.ratio__numerator} AS DOUBLE) / CAST(NULLIF({CUBE.ratio__denominator}, 0) AS DOUBLE)"
    )


def test_calculated_measures_stand_in_parentheses() -> None:
    made = project(
        REVENUE,
        derived("twice", "revenue + revenue", input_of("revenue")),
        derived("more", "10 * twice", input_of("twice")),
    )
    assert sql(measure(built(made), "more")) == "10 * ({CUBE.twice})"


@pytest.mark.parametrize(
    ("inputs", "code"),
    [
        ([], "FC0902"),
        ([input_of("nothing")], "FC0902"),
        ([input_of("revenue_", alias="a")], "FC0902"),
        ([input_of("untimed_metric", offset_window="7 days")], "FC0918"),
        ([input_of("window", offset_window={"count": 7, "granularity": "day"})], "FC0918"),
        ([input_of("by_time", offset_window="7 days")], "FC0918"),
        ([input_of("revenue", offset_window="a week")], "FC0901"),
        ([input_of("revenue", offset_window="2 fortnights")], "FC0918"),
        ([input_of("window", offset_to_grain="month")], "FC0918"),
        ([input_of("twice", offset_to_grain="month")], "FC0918"),
        ([input_of("revenue", offset_to_grain="era")], "FC0918"),
        ([input_of("conversion")], "FC0904"),
        ([input_of("median_metric", offset_to_grain="month")], "FC0918"),
    ],
)
def test_inputs_that_cannot_be_had(inputs: list[Json], code: str) -> None:
    compilation = built(
        project(
            REVENUE,
            metric("untimed_metric", params={"measure": {"name": "untimed"}}),
            metric("median_metric", params={"measure": {"name": "median"}}),
            metric("window", "cumulative", params={"measure": {"name": "revenue"}, "window": "7 days"}),
            metric(
                "by_time",
                params={"measure": {"name": "revenue"}},
                filter="{{ Dimension('metric_time') }} > '2025-01-01'",
            ),
            metric("conversion", "conversion", params={}),
            derived("twice", "revenue + revenue", input_of("revenue")),
            derived("asked", "1 + a", *({"alias": "a", **each} for each in inputs)),
        )
    )
    assert code in codes(compilation)
    assert "asked" not in {m.name for m in cube(compilation, "orders").measures}
    assert not [m for m in cube(compilation, "orders").measures if m.name.startswith("asked__")], (
        "nothing hidden is left over"
    )


def test_an_offset_of_a_filtered_metric_and_of_one_that_is_offset() -> None:
    before = derived(
        "before",
        "a",
        input_of("revenue", alias="a", filter="{{ Dimension('order__status') }} = 'x'", offset_window="7 days"),
    )
    earlier = derived("earlier", "b", input_of("before", alias="b", offset_window="1 day"))
    compilation = built(project(REVENUE, before, earlier))
    shifted = measure(compilation, "before__a__earlier")
    assert (sql(shifted), shifted.multi_stage, shifted.time_shift[0].interval) == ("{CUBE.before__a}", True, "7 day")
    assert sql(measure(compilation, "earlier__b")) == "{CUBE.before}"


def test_metrics_nested_without_end() -> None:
    chain = [derived(f"m{i}", f"m{i + 1} + 1", input_of(f"m{i + 1}")) for i in range(400)]
    compilation = built(project(REVENUE, *chain, derived("m400", "revenue", input_of("revenue"))))
    assert "FC0902" in codes(compilation)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"params": {"measure": {"name": "revenue"}, "window": "7 days"}}, {"trailing": "7 day"}),
        (
            {"params": {"measure": {"name": "revenue"}, "grain_to_date": "month"}},
            {"type": "to_date", "granularity": "month"},
        ),
        ({"params": {"measure": {"name": "revenue"}}}, {"trailing": "unbounded"}),
    ],
)
def test_windows_as_they_stood_before_dbt_1_9(more: Json, expected: Json) -> None:
    window = measure(built(project(metric("c", "cumulative", **more))), "c").rolling_window
    assert window is not None
    assert {key: getattr(window, key) for key in expected} == expected


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"measure": {"name": "revenue"}, "grain_to_date": "era"}, "FC0918"),
        ({"measure": {"name": "median"}, "window": "7 days"}, "FC0918"),
        ({"measure": {"name": "nothing"}}, "FC0902"),
        ({"cumulative_type_params": {"metric": {"name": "nothing"}}}, "FC0902"),
        ({}, "FC0902"),
    ],
)
def test_windows_that_cube_has_not(params: Json, code: str) -> None:
    assert codes(built(project(metric("c", "cumulative", params=params)))) == [code]


def test_a_window_with_a_value_for_nothing() -> None:
    filled = metric(
        "c", "cumulative", params={"measure": {"name": "revenue", "fill_nulls_with": 0}, "window": "7 days"}
    )
    assert sql(measure(built(project(filled)), "c")) == "COALESCE({CUBE.c__unfilled}, 0)"


@pytest.mark.parametrize(
    "params",
    [
        {"metric_aggregation_params": {"semantic_model": "orders", "agg": "mode", "expr": "id"}},
        {"metric_aggregation_params": {"semantic_model": "nothing", "agg": "sum", "expr": "id"}},
        {},
    ],
)
def test_aggregations_that_are_none(params: Json) -> None:
    assert codes(built(project(metric("m", params=params)))) == ["FC0902"]


def test_types_that_are_none() -> None:
    assert codes(built(project(metric("m", "guess"), metric("n", "ratio", params={})))) == ["FC0902"]


def test_the_aggregation_of_a_metric_of_its_own() -> None:
    params = {
        "metric_aggregation_params": {
            "semantic_model": "orders", "agg": "percentile", "agg_time_dimension": "ordered_at",
            "agg_params": {"percentile": 0.9, "use_discrete_percentile": True},
        },
        "expr": "amount", "fill_nulls_with": 0, "join_to_timespine": True, "is_private": True,
    }  # fmt: skip
    compilation = built(project(metric("m", params=params, label="The m", description="Of m.")))
    found = measure(compilation, "m")
    assert (found.public, found.title, found.description) == (False, "The m", "Of m.")
    assert sql(measure(compilation, "m__unfilled")) == "PERCENTILE_DISC(0.9) WITHIN GROUP (ORDER BY {CUBE}.amount)"
    assert codes(compilation) == ["FC0916"]


# --- names ------------------------------------------------------------------------------------------------------------
def test_a_metric_called_count_is_the_count() -> None:
    compilation = built(project(metric("count", params={"measure": {"name": "orders_counted"}})))
    assert [m.name for m in cube(compilation, "orders").measures][:2] == ["row_count", "count"]


def test_a_metric_with_a_name_that_cube_does_not_take() -> None:
    compilation = built(project(metric("class", params={"measure": {"name": "revenue"}})))
    assert codes(compilation) == ["FC0913"]
    assert measure(compilation, "class_metric")


def test_a_dimension_that_meta_calls_like_a_metric_stays() -> None:
    made = project(REVENUE)
    made["nodes"]["model.shop.orders"]["columns"]["amount"]["meta"] = {"cube": {"name": "revenue"}}
    compilation = built(made)
    assert codes(compilation) == ["FC0912"]
    assert "revenue" in {d.name for d in cube(compilation, "orders").dimensions}


def test_a_metric_of_one_whose_name_is_taken() -> None:
    """It is computed all the same: the name is all that is missing."""
    made = project(REVENUE, derived("twice", "2 * revenue", input_of("revenue")))
    made["nodes"]["model.shop.orders"]["meta"] = {"cube": {"segments": [{"name": "revenue", "sql": "1 = 1"}]}}
    compilation = built(made)
    assert codes(compilation) == ["FC0912"]
    assert sql(measure(compilation, "twice")) == "2 * {CUBE.twice__revenue}"


def test_hidden_measures_have_names_of_their_own() -> None:
    made = project(REVENUE, derived("twice", "2 * r", input_of("revenue", alias="r", filter="1 = 1")))
    made["nodes"]["model.shop.orders"]["meta"] = {"cube": {"segments": [{"name": "twice__r", "sql": "1 = 1"}]}}
    names = [m.name for m in cube(built(made), "orders").measures if m.public is False]
    assert len(names) == 1
    assert names[0].startswith("twice__r_")


def test_a_measure_of_no_metric_has_a_name_of_its_own() -> None:
    orders = {
        **ORDERS,
        "measures": [
            {"name": "amount", "agg": "sum", "label": "The amount"},
            {"name": "no name", "agg": "sum", "expr": "amount"},
        ],
    }
    compilation = built(project(semantic_models=(orders, CUSTOMERS)))
    assert measure(compilation, "amount_sum").title == "The amount"
    assert [m.name for m in cube(compilation, "orders").measures] == ["count", "amount_sum"]


def test_a_measure_of_no_metric_that_cannot_be_said_is_reported_once() -> None:
    bad = {"name": "bad", "agg": "sum", "expr": "(select 1)"}
    orders = {**ORDERS, "measures": [bad]}
    alone = built(project(semantic_models=(orders,)))
    used = built(project(metric("m", params={"measure": {"name": "bad"}}), semantic_models=(orders,)))
    for compilation in (alone, used):
        assert len([d for d in compilation.diagnostics if d.code == "FC0909"]) == 1


# --- which of them ----------------------------------------------------------------------------------------------------
def test_a_metric_of_a_model_that_is_no_cube() -> None:
    made = project(REVENUE, derived("twice", "2 * revenue", input_of("revenue")))
    made["nodes"]["model.shop.orders"]["config"]["materialized"] = "ephemeral"
    compilation = built(made)
    assert codes(compilation) == ["FC0903", "FC0904"]


@pytest.mark.parametrize("config", [{"enabled": False}, {"meta": {"cube": {"enabled": False}}}])
def test_a_metric_that_is_switched_off(config: Json) -> None:
    assert codes(built(project({**REVENUE, "config": config}))) == ["FC0903"]


def test_a_metric_of_a_model_by_its_reference() -> None:
    orders = {**ORDERS, "depends_on": {"nodes": []}, "model": "ref('orders')"}
    assert measure(built(project(REVENUE, semantic_models=(orders, CUSTOMERS))), "revenue")


# --- before dbt 1.6 ---------------------------------------------------------------------------------------------------
def legacy(name: str, **more: Any) -> Json:
    return {"unique_id": f"metric.shop.{name}", "name": name, "package_name": "shop", "model": "ref('orders')", **more}


def test_metrics_of_before_dbt_1_6() -> None:
    compilation = built(
        project(
            legacy("a", calculation_method="sum", expression="amount", timestamp="ordered_at"),
            legacy(
                "b",
                calculation_method="count",
                expression="*",
                filters=[{"field": "status", "operator": "!=", "value": "'x'"}],
            ),
            legacy("c", calculation_method="expression", expression="{{metric('a')}} / {{ metric(\"a\") }}"),
            legacy("d", calculation_method="guess", expression="amount"),
            legacy("e", calculation_method="sum", expression="amount", model="ref('nothing')"),
            semantic_models=(),
        )
    )
    assert sql(measure(compilation, "b")) == "1"
    assert [part.sql for part in measure(compilation, "b").filters] == ["{CUBE}.status != 'x'"]
    assert sql(measure(compilation, "c")) == "{CUBE.a} / {CUBE.a}"
    assert codes(compilation) == ["FC0902", "FC0903"]


# --- views ------------------------------------------------------------------------------------------------------------
def query(group_by: list[str], *filters: str, metrics: list[str] | None = None) -> Json:
    found = {
        "unique_id": "saved_query.shop.asked",
        "name": "asked",
        "label": "Asked",
        "package_name": "shop",
        "query_params": {
            "metrics": ["revenue"] if metrics is None else metrics,
            "group_by": group_by,
            "where": list(filters),
        },
    }
    return {"saved_query.shop.asked": found}


def view(compilation: Compilation) -> View:
    (found,) = compilation.model.views
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= 'it''s'", [("equals", ("it's",))]),
        ("= 5", [("equals", ("5",))]),
        ("in ('a', 'b')", [("equals", ("a", "b"))]),
        ("!= 'a'", [("notEquals", ("a",)), ("set", ())]),
        ("<> 5", [("notEquals", ("5",)), ("set", ())]),
        ("> 5", [("gt", ("5",))]),
        (">= -5.5", [("gte", ("-5.5",))]),
        ("< 5", [("lt", ("5",))]),
        ("<= 5", [("lte", ("5",))]),
        ("IS NOT NULL", [("set", ())]),
        ("is null", [("notSet", ())]),
        ("= TRUE", [("equals", ("true",))]),
        ("is false", [("equals", ("false",))]),
        ("= 'true'", [("equals", ("true",))]),
        ("", [("equals", ("true",))]),
        ("like 'a%'", []),
        ("= 'a' or 1 = 1", []),
    ],
)
def test_filters_of_a_saved_query(text: str, expected: list[Any]) -> None:
    compilation = built(
        project(REVENUE, saved_queries=query(["order__status"], f"{{{{ Dimension('order__status') }}}} {text}".strip()))
    )
    assert [(f.operator, f.values) for f in view(compilation).default_filters] == expected
    assert codes(compilation) == ([] if expected else ["FC0931"])


def test_a_filter_by_time_is_none_of_a_view() -> None:
    for text in (
        "{{ Dimension('order__ordered_at') }} = '2025-01-01'",
        "{{ Dimension('metric_time') }} = '2025-01-01'",
        "1 = 1",
    ):
        compilation = built(project(REVENUE, saved_queries=query(["order__status"], text)))
        assert codes(compilation) == ["FC0931"]


def test_members_of_one_name_in_a_saved_query() -> None:
    orders = {**ORDERS, "dimensions": [*ORDERS["dimensions"], {"name": "id", "type": "categorical"}]}
    customers = {**CUSTOMERS, "dimensions": [*CUSTOMERS["dimensions"], {"name": "id", "type": "categorical"}]}
    asked = query(["order__id", "Dimension('customer__id')", "metric_time__day", "Dimension('order__id')"])
    compilation = built(project(REVENUE, semantic_models=(orders, customers), saved_queries=asked))
    parts = {str(part.join_path): part.includes for part in view(compilation).cubes}
    assert parts["orders"] == ("revenue", "id", "ordered_at")
    assert [m.alias for m in parts["orders.customers"] if not isinstance(m, str)] == ["customers_id"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (query(["order__status"], metrics=[]), "FC0930"),
        (query(["order__status"], metrics=["nothing"]), "FC0930"),
        (query(["order__nothing"]), "FC0930"),
        (query(["Metric('revenue', ['order'])"]), "FC0930"),
        (query(["Dimension('status')"]), "FC0901"),
        (query(["order__status"], "{% nothing %}"), "FC0901"),
        (query(["metric_time"], metrics=["revenue", "untimed"]), "FC0930"),
        (query(["metric_time"], metrics=["untimed"]), "FC0930"),
    ],
)
def test_saved_queries_that_are_no_views(asked: Json, code: str) -> None:
    compilation = built(project(REVENUE, metric("untimed"), saved_queries=asked))
    assert codes(compilation) == [code]
    assert compilation.model.views == ()


def test_a_column_that_is_switched_off_is_in_no_view() -> None:
    made = project(REVENUE, saved_queries=query(["order__status"]))
    made["nodes"]["model.shop.orders"]["columns"]["status"]["meta"] = {"cube": {"enabled": False}}
    compilation = built(made)
    assert measure(compilation, "revenue")
    assert [d.name for d in cube(compilation, "orders").dimensions if "status" in d.name] == ["status"]


def test_views_of_saved_queries_have_a_policy_where_rows_are_filtered() -> None:
    from floe_cube.config import Config, ConsumptionConfig, SecurityConfig

    made = project(REVENUE, saved_queries=query(["order__status"]))
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig(row_level=True)))
    assert view(built(made, config=config)).access_policy


def exposure(*nodes: str) -> Json:
    found = {
        "unique_id": "exposure.shop.board",
        "name": "board",
        "package_name": "shop",
        "config": {"meta": {"cube": {"view": True}}},
        "depends_on": {"nodes": list(nodes)},
    }
    return {"exposure.shop.board": found}


def test_an_exposure_shows_what_it_depends_on() -> None:
    compilation = built(project(REVENUE, exposures=exposure("metric.shop.revenue", "model.shop.customers")))
    assert [(part.join_path, part.prefix) for part in view(compilation).cubes] == [
        ("orders", None),
        ("orders.customers", True),
    ]


def test_an_exposure_of_nothing_that_is_a_cube() -> None:
    assert codes(built(project(exposures=exposure("model.shop.nothing"), semantic_models=()))) == ["FC0932"]


# --- laws -------------------------------------------------------------------------------------------------------------
def test_the_order_of_the_manifest_does_not_matter() -> None:
    made = project(
        REVENUE,
        derived("a", "revenue", input_of("revenue")),
        derived("b", "a * 2", input_of("a")),
        saved_queries=query(["order__status"]),
    )
    turned = {
        key: dict(reversed(value.items())) if isinstance(value, dict) and key != "metadata" else value
        for key, value in made.items()
    }
    assert built(made).files == built(turned).files


def test_all_sql_is_sql_that_cube_reads() -> None:
    names = ["{", "}", "{{", "a'b", "\\", "x{CUBE}y"]
    orders = {
        **ORDERS,
        "measures": [{"name": f"m{i}", "agg": "max", "expr": f"'{text}' || status"} for i, text in enumerate(names)],
    }
    compilation = built(project(semantic_models=(orders, CUSTOMERS)))
    for each in compilation.model.cubes:
        for member, text in all_sql(each):
            assert check_sql(text) is None, member


# --- filters by metrics -----------------------------------------------------------------------------------------------
def with_test(*metrics: Json, **more: Any) -> Json:
    """The project with a test that every customer of an order is there."""
    made = project(*metrics, **more)
    told = generic_test("relationships", "model.shop.orders", "customer_id", to="ref('customers')", field="id")
    told["depends_on"]["nodes"] = ["model.shop.customers", "model.shop.orders"]
    made["nodes"][told["unique_id"]] = told
    return made


def test_a_filter_by_a_metric_is_a_query_of_its_own() -> None:
    rich = metric(
        "of_the_rich", params={"measure": {"name": "revenue"}}, filter="{{ Metric('revenue', ['customer']) }} > 9"
    )
    compilation = built(with_test(REVENUE, rich))
    assert codes(compilation) == []
    assert [part.sql for part in measure(compilation, "of_the_rich").filters] == [
        "{customers.revenue__for_each__customer} > 9"
    ]
    value = next(d for d in cube(compilation, "customers").dimensions if d.details.sub_query)
    assert (value.name, value.public) == ("revenue__for_each__customer", False)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ("Metric('revenue', ['customer', 'order'])", "FC0908"),
        ("Metric('revenue', ['order'])", "FC0908"),
        ("Metric('revenue', ['nobody'])", "FC0908"),
        ("Metric('nothing', ['customer'])", "FC0908"),
        ("Metric('window', ['customer'])", "FC0908"),
        ("Metric('filtered', ['customer'])", "FC0902"),
    ],
)
def test_filters_by_metrics_that_are_no_query(call: str, code: str) -> None:
    window = metric("window", "cumulative", params={"measure": {"name": "revenue"}, "window": "7 days"})
    filtered = metric("filtered", params={"measure": {"name": "revenue"}}, filter=f"{{{{ {call} }}}} > 9")
    compilation = built(with_test(REVENUE, window, filtered))
    assert code in codes(compilation)
    assert "filtered" not in {m.name for m in cube(compilation, "orders").measures}


def test_a_metric_that_is_filtered_by_a_metric_is_not_shifted() -> None:
    rich = metric(
        "of_the_rich", params={"measure": {"name": "revenue"}}, filter="{{ Metric('revenue', ['customer']) }} > 9"
    )
    before = derived("before", "a", input_of("of_the_rich", alias="a", offset_window="7 days"))
    assert codes(built(with_test(REVENUE, rich, before))) == ["FC0918"]


def test_an_entity_that_is_a_query_is_in_no_filter() -> None:
    entities = [*ORDERS["entities"], {"name": "odd", "type": "foreign", "expr": "(select 1)"}]
    made = project(
        {**REVENUE, "filter": "{{ Entity('odd') }} = 1"}, semantic_models=({**ORDERS, "entities": entities},)
    )
    assert codes(built(made)) == ["FC0909"]


# --- selection --------------------------------------------------------------------------------------------------------
def test_a_selector_takes_a_metric_out() -> None:
    from floe_cube.config import Config, ConsumptionConfig, Text

    revenue = {**REVENUE, "fqn": ["shop", "revenue"], "resource_type": "metric"}
    made = project(revenue, metric("orders_counted"))
    for node in made["nodes"].values():
        node["fqn"] = ["shop", node["name"]]
    compilation = built(made, config=Config(consumption=ConsumptionConfig(exclude=(Text("revenue"),))))
    assert codes(compilation) == ["FC0903"]
    assert measure(compilation, "orders_counted")
    unselected = built(made, config=Config(consumption=ConsumptionConfig(select=(Text("customers"),))))
    assert codes(unselected) == ["FC0903"]
    assert [m.name for m in cube(unselected, "customers").measures] == ["count"]


def test_metrics_of_another_package() -> None:
    from floe_cube.config import Config, ConsumptionConfig, Text

    theirs = {**metric("theirs", params={"measure": {"name": "revenue"}}), "package_name": "other"}
    config = Config(consumption=ConsumptionConfig(packages=(Text("shop"),)))
    compilation = built(project(REVENUE, theirs), config=config)
    assert "theirs" not in {m.name for m in cube(compilation, "orders").measures}
