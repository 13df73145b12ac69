"""Cubes of the rows of several facts: what golden/cases does not show."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from floe_cube import Artifacts, Compilation, compile
from floe_cube.config_reading import read_config
from floe_cube.cube.ast import Cube
from floe_cube.cube.lineage import lineage

Json = dict[str, Any]

PROJECT = Path(__file__).parents[2] / "golden/projects/metrics"
MANIFEST: Json = json.loads((PROJECT / "manifest.json").read_text())
CATALOG = (PROJECT / "catalog.json").read_bytes()


def compiled(change: Callable[[Json], object] = lambda manifest: None) -> Compilation:
    manifest = copy.deepcopy(MANIFEST)
    change(manifest)
    return compile(Artifacts(manifest=json.dumps(manifest).encode(), catalog=CATALOG))


def cubes(compilation: Compilation) -> dict[str, Cube]:
    return {str(cube.name): cube for cube in compilation.model.cubes}


def meta(model: str, **cube: Any) -> Callable[[Json], object]:
    return lambda manifest: manifest["nodes"][f"model.metrics.{model}"]["config"].update(meta={"cube": cube})


def conversion(**params: Any) -> Callable[[Json], object]:
    def change(manifest: Json) -> None:
        manifest["metrics"]["metric.metrics.booking_after_visit"]["type_params"]["conversion_type_params"].update(
            params
        )

    return change


def filtered(template: str) -> Json:
    return {"name": "visits", "filter": {"where_filters": [{"where_sql_template": template}]}}


def test_lineage_leads_through_a_union_to_the_columns_of_its_sources() -> None:
    result = compiled()
    assert result.project is not None
    found = lineage(result.model, result.project)["bookings_and_payments"]
    bookings, payments = "model.metrics.bookings", "model.metrics.payments"
    assert found.model is None
    assert found.dimensions["metric_time"] == ((bookings, "booked_at", "IDENTITY"), (payments, "paid_on", "IDENTITY"))
    assert {read if isinstance(read, str) else read.how for read in found.dimensions["row_key"]} == {"TRANSFORMATION"}
    assert found.measures["paid_share"] == ((bookings, "amount", "AGGREGATION"), (payments, "amount", "AGGREGATION"))


@pytest.mark.parametrize(
    "change",
    [
        meta("tours", views=[{"name": "bookings_and_visits", "cubes": [{"join_path": "tours", "includes": "*"}]}]),
        meta("tours", views={"bookings_and_visits": {"cubes": [{"join_path": "tours", "includes": "*"}]}}),
        meta("tours", name="bookings_and_visits"),
    ],
    ids=["view", "view-in-a-mapping", "cube"],
)
def test_a_union_gives_way_to_what_somebody_called_so(change: Callable[[Json], object]) -> None:
    result = compiled(change)
    names = {*cubes(result), *(str(view.name) for view in result.model.views)}
    [longer] = [name for name in names if name.startswith("bookings_and_visits_")]
    assert "bookings_and_visits" in names
    assert "bookings_per_visit" in {measure.name for measure in cubes(result)[longer].measures}
    assert result.ok


def test_two_semantic_models_over_one_model_are_two_legs() -> None:
    """A second one, by another default time, is not taken for the first."""

    def second(manifest: Json) -> None:
        models, metrics = manifest["semantic_models"], manifest["metrics"]
        starts = copy.deepcopy(models["semantic_model.metrics.bookings"])
        starts |= {"unique_id": "semantic_model.metrics.starts", "name": "starts"}
        starts |= {"defaults": {"agg_time_dimension": "starts_on"}, "measures": [starts["measures"][0]]}
        starts["measures"][0] |= {"name": "started", "agg": "sum", "expr": "1"}
        models[starts["unique_id"]] = starts
        by_start = copy.deepcopy(metrics["metric.metrics.bookings"])
        by_start |= {"unique_id": "metric.metrics.started", "name": "started"}
        by_start["type_params"]["measure"]["name"] = "started"
        share = copy.deepcopy(metrics["metric.metrics.bookings_per_visit"])
        share |= {"unique_id": "metric.metrics.start_share", "name": "start_share"}
        share["type_params"]["denominator"]["name"] = "started"
        metrics |= {each["unique_id"]: each for each in (by_start, share)}

    union = cubes(compiled(second))["bookings_by_booked_at_and_starts_on"]
    assert "start_share" in {measure.name for measure in union.measures}
    source = getattr(union.source, "sql", "")
    assert "t.booked_at AS metric_time" in source
    assert "t.starts_on AS metric_time" in source


def test_a_conversion_at_the_start_of_a_period_is_left_out() -> None:
    def change(manifest: Json) -> None:
        metric = manifest["metrics"]["metric.metrics.bookings_since_month_began"]
        for part in metric["type_params"]["metrics"]:
            part["name"] = "booking_after_visit"

    [found] = [d for d in compiled(change).diagnostics if d.place.subject.endswith("bookings_since_month_began")]
    assert found.code == "FC0918"


def test_a_union_is_no_more_public_than_its_sources() -> None:
    found = cubes(compiled(meta("visits", public=False)))
    assert found["bookings_and_visits"].public is False
    assert found["bookings_and_payments"].public is None


def test_a_condition_on_the_rows_of_one_leg_holds_for_that_leg() -> None:
    """What is null in other legs' rows needs no guard; what is not, such as 1, has one."""
    measures = {str(m.name): m for m in cubes(compiled())["bookings_and_visits"].measures}
    assert [each.sql for each in measures["bookings_per_visit__numerator"].filters] == ["{CUBE}.leg = 'bookings'"]
    assert measures["revenue_7_days_per_visit_7_days__numerator"].filters == ()


def test_a_query_of_ones_own_stands_in_parentheses() -> None:
    found = cubes(compiled(meta("visits", sql="select * from visits -- all of them")))
    assert "\nFROM (select * from visits -- all of them\n) AS t" in getattr(
        found["bookings_and_visits"].source, "sql", ""
    )


@pytest.mark.parametrize(
    ("change", "metric", "reason"),
    [
        (meta("visits", sql="select * from {bookings.sql()}"), "bookings_per_visit", "depends on other cubes"),
        (meta("visits", sql="select * from visits where {FILTER_PARAMS.visits.source.filter('source')}"), "bookings_per_visit", "who asks"),
        (meta("visits", extends="tours", sql="select 1"), "bookings_per_visit", "depends on other cubes"),
        (meta("visits", data_source="lake"), "bookings_per_visit", "several connections"),
        (meta("visits", access_policy=[{"group": "sales", "member_level": {"includes": "*"}}]), "bookings_per_visit", "of their own"),
        (conversion(entity="tour"), "booking_after_visit", "no entity `tour`"),
        (conversion(constant_properties=[{"base_property": "x", "conversion_property": "channel"}]), "booking_after_visit", "`x`"),
        (conversion(window={"count": 3, "granularity": "moon"}), "booking_after_visit", "takes 3 moon from a moment"),
        (conversion(base_measure=filtered("{{ Dimension('customer__segment') }} = 'solo'")), "booking_after_visit", "own columns"),
        (conversion(base_measure=filtered("{{ Metric('bookings', ['customer']) }} > 1")), "booking_after_visit", "own columns"),
    ],
)  # fmt: skip
def test_why_there_is_no_union(change: Callable[[Json], object], metric: str, reason: str) -> None:
    result = compiled(change)
    [found] = [d for d in result.diagnostics if d.place.subject == f"metric.metrics.{metric}"]
    assert found.code in ("FC0905", "FC0910")
    assert reason in str(dict(found.data)["reason"])
    assert metric not in {measure.name for cube in result.model.cubes for measure in cube.measures}


def test_equal_policies_of_all_sources_are_the_unions_too() -> None:
    policy = [{"group": "sales", "member_level": {"includes": "*"}}]

    def change(manifest: Json) -> None:
        meta("visits", access_policy=policy)(manifest)
        meta("bookings", access_policy=policy)(manifest)

    [found] = cubes(compiled(change))["bookings_and_visits"].access_policy
    assert found.group == "sales"


@pytest.mark.parametrize(
    "claim", ["[https://shop.example.com/claims, customers]", "[a.b]", "https://shop.example.com/customers"]
)
def test_a_claim_whose_name_holds_dots_decides_on_a_union_too(claim: str) -> None:
    """The union states it in its own meta: as text with dots it would be another claim, which nobody has."""
    config, findings = read_config(
        f"consumption: {{security: {{filter_column: customer_id, filter_claim: {claim}}}}}", "floe.yaml"
    )
    assert not findings
    result = compile(Artifacts(manifest=json.dumps(MANIFEST).encode(), catalog=CATALOG, config=config))
    access = json.loads(result.files["access.json"])["cubes"]
    decided = {item["claim"] for cube in access.values() for item in cube.get("filters", ())}
    assert len(decided) == 1
    assert access["bookings_and_visits"]["rows"] == "filtered"


def test_meta_may_write_the_way_to_a_claim_as_a_list() -> None:
    result = compiled_secure(meta("bookings", row_level={"customer_id": ["https://shop.example.com/claims", "who"]}))
    assert '"https://shop.example.com/claims", "who"' in result.files["cube.js"]
    assert not [found for found in result.diagnostics if found.code == "FC0613"]


@pytest.mark.parametrize("stated", [[], [""], [1], {"a": "b"}, "", "a..b", None])
def test_what_is_no_way_to_a_claim_denies(stated: object) -> None:
    result = compiled_secure(meta("bookings", row_level={"customer_id": stated}))
    assert [
        found.code
        for found in result.diagnostics
        if found.place.subject == "model.metrics.bookings" and found.code == "FC0613"
    ]
    assert json.loads(result.files["access.json"])["cubes"]["bookings"]["rows"] == "none"


def compiled_secure(change: Callable[[Json], object]) -> Compilation:
    manifest = copy.deepcopy(MANIFEST)
    change(manifest)
    config, _ = read_config("consumption: {security: {filter_column: customer_id}}", "floe.yaml")
    return compile(Artifacts(manifest=json.dumps(manifest).encode(), catalog=CATALOG, config=config))
