"""`floe-cube report` without a browser: what it writes and leaves alone, what the page says, where the graph puts the cubes."""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from floe_cube import Artifacts, Compilation, compile
from floe_cube.cli.main import main
from floe_cube.cli.report import page
from floe_cube.cli.report.contents import Contents
from floe_cube.cli.report.graph import HEIGHT, WIDTH, layout
from floe_cube.cli.report.page import SIGNATURE, inert, report
from floe_cube.cli.report.usage import count
from floe_cube.cube.walk import member_names
from tests.build_manifest import column, generic_test, manifest, model
from tests.manifests import ROOT, artifacts

ORDERS = model("model.shop.orders", columns=[column("id", "integer"), column("amount", "numeric")])
OUT = Path(".floe/cube/report.html")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_manifest(ORDERS)
    return tmp_path


def write_manifest(*nodes: dict[str, Any]) -> None:
    Path("target").mkdir(exist_ok=True)
    Path("target/manifest.json").write_text(json.dumps(manifest(*nodes)))


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


class Data(HTMLParser):
    """Finds the data in a page as a browser does."""

    text = ""
    inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag == "script" and ("id", "data") in attrs

    def handle_data(self, data: str) -> None:
        self.text += data if self.inside else ""

    def handle_endtag(self, tag: str) -> None:
        self.inside = False


def said(html: str) -> Contents:
    parser = Data()
    parser.feed(html)
    return msgspec.json.decode(parser.text, type=Contents)


# --- the file --------------------------------------------------------------------------------------------------------
def test_it_is_written_beside_the_deployment_which_takes_no_notice(project: Path) -> None:
    assert run("build").exit_code == 0
    result = run("report")
    assert result.exit_code == 0, result.output
    assert result.stdout == ".floe/cube/report.html: 1 cube, 0 errors. Open it in a browser.\n"
    before = OUT.read_bytes()
    built = run("build")
    assert built.exit_code == 0
    assert "0 added, 0 changed, 0 removed" in built.stdout
    assert run("build", "--check").exit_code == 0
    assert OUT.read_bytes() == before
    assert sorted(path.name for path in OUT.parent.glob("report*")) == ["report.html"]


def test_a_report_is_written_anew_and_nothing_else_is_overwritten(project: Path) -> None:
    assert run("report", "--out", "page.html").exit_code == 0
    write_manifest(ORDERS, model("model.shop.customers", columns=[column("id", "integer")]))
    assert run("report", "--out", "page.html").exit_code == 0
    assert [cube.name for cube in said(Path("page.html").read_text()).cubes] == ["customers", "orders"]
    Path("page.html").write_text("<!doctype html><p>somebody's own")
    refused = run("report", "--out", "page.html")
    assert refused.exit_code == 2
    assert refused.stderr == "page.html: it is no report of floe-cube, so it stays. --force overwrites it.\n"
    assert Path("page.html").read_text() == "<!doctype html><p>somebody's own"
    assert run("report", "--out", "page.html", "--force").exit_code == 0
    assert Path("page.html").read_text().startswith(SIGNATURE)


@pytest.mark.parametrize("moment", ["open", "replace"])
def test_it_is_never_half_there(project: Path, monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    assert run("report").exit_code == 0
    before = OUT.read_bytes()
    write_manifest(model("model.shop.other", columns=[column("id", "integer")]))
    usual = getattr(Path, moment)

    def full(self: Path, *arguments: Any, **named: Any) -> Any:
        if self.name.endswith(".tmp"):
            raise OSError(28, "No space left on device", str(self))
        return usual(self, *arguments, **named)

    monkeypatch.setattr(Path, moment, full)
    failed = run("report")
    assert failed.exit_code == 2
    assert "No space left on device" in failed.stderr
    assert OUT.read_bytes() == before
    assert [path.name for path in OUT.parent.iterdir()] == ["report.html"]


def test_a_folder_in_the_way(project: Path) -> None:
    OUT.mkdir(parents=True)
    assert run("report").exit_code == 2
    assert OUT.is_dir()


def test_a_project_with_errors_has_a_report_and_an_unreadable_one_has_none(project: Path) -> None:
    Path("target/manifest.json").write_text(json.dumps(manifest(ORDERS, adapter="abacus")))
    result = run("report")
    assert result.exit_code == 0, result.output
    found = said(OUT.read_text()).findings
    assert (found[0].severity, found[0].code) == ("error", "FC0711")
    assert "1 error." in result.stdout
    OUT.unlink()
    Path("target/manifest.json").write_text("{")
    broken = run("report")
    assert broken.exit_code == 2
    assert "FC0102" in broken.stderr
    assert not OUT.exists()


def test_it_takes_the_options_of_a_build(project: Path) -> None:
    write_manifest(ORDERS, model("model.atlas.customers", columns=[column("id", "integer")]))
    assert run("report", "--package", "shop").exit_code == 0
    assert [cube.name for cube in said(OUT.read_text()).cubes] == ["orders"]
    both = run("report", "--artifacts", "a.json", "--config", "floe.yaml")
    assert both.exit_code == 2
    assert "Give one of them" in both.stderr


def test_usage_of_an_event_file(project: Path) -> None:
    start = {"floe_cube_event": 1, "event": "START", "started": "2026-01-01T00:00:00Z", "cubes": ["orders"]}
    asked = {"measures": ["orders.count"], "time_dimensions": ["orders.at.month"], "filters": ["orders.count"]}
    lines = [
        {**start, "id": "a", "time": "2026-01-02T10:00:00+01:00", "asked": asked},
        {**start, "id": "b", "time": "2026-01-01T08:00:00Z", "asked": {"measures": ["orders.count"]}},
        {**start, "id": "b", "time": "2026-01-01T08:00:01Z", "event": "FAIL", "error": "timeout"},
        {**start, "id": "c", "time": "2026-01-03T08:00:01Z", "kind": "pre_aggregation"},
    ]
    text = "no record\n" + "\n".join(map(json.dumps, lines)) + '\n{"floe_cube_event": 1, "torn'
    Path("events.jsonl").write_text(text)
    assert run("report", "--events", "events.jsonl").exit_code == 0
    usage = said(OUT.read_text()).usage
    assert usage is not None
    assert (usage.queries, usage.failed, usage.since, usage.until) == (2, 1, "2026-01-01 08:00", "2026-01-02 09:00")
    assert usage.names == {
        "orders": (2, "2026-01-02 09:00"),
        "orders.at": (1, "2026-01-02 09:00"),
        "orders.count": (2, "2026-01-02 09:00"),
    }
    missing = run("report", "--events", "nowhere.jsonl")
    assert missing.exit_code == 2
    assert "nowhere.jsonl" in missing.stderr


def test_no_usage_is_not_the_same_as_an_empty_event_file() -> None:
    compilation = shop()
    assert said(report(compilation)).usage is None
    assert said(report(compilation, count([]))).usage is not None


# --- what it says ----------------------------------------------------------------------------------------------------
def shop() -> Compilation:
    given, listed = artifacts(ROOT / "golden/shop/manifest.json")
    return compile(Artifacts(manifest=given, catalog=listed))


def cases() -> Iterator[Path]:
    yield from (path.parent for path in sorted((ROOT / "golden/cases").glob("*/*/manifest.json")))


def test_every_golden_case_has_a_report_that_says_all_of_it() -> None:
    views = policies = masked = 0
    for case in cases():
        manifest_bytes, catalog_bytes = artifacts(case / "manifest.json")
        compilation = compile(Artifacts(manifest=manifest_bytes, catalog=catalog_bytes))
        shown = said(report(compilation))
        named = {cube.name: cube for cube in shown.cubes}
        cubes, views_there = compilation.model.cubes, compilation.model.views
        assert list(named) == [*(cube.name for cube in cubes), *(view.name for view in views_there)]
        for cube in compilation.model.cubes:
            assert set(member_names(cube)) <= {member.name for member in named[cube.name].members}
            assert len(named[cube.name].policies) == len(cube.access_policy)
            assert len(named[cube.name].rollups) == len(cube.pre_aggregations)
            policies += len(cube.access_policy)
        assert sum(len(found.spots) for found in shown.findings) == len(compilation.diagnostics)
        views += sum(cube.view and bool(cube.members) for cube in shown.cubes)
        masked += sum(member.seen != "all" for cube in shown.cubes for member in cube.members)
    assert views
    assert policies
    assert masked


def test_lineage_and_personal_data() -> None:
    shown = said(report(shop()))
    orders = next(cube for cube in shown.cubes if cube.name == "orders")
    revenue = next(member for member in orders.members if member.name == "revenue")
    ((dataset, name, how),) = revenue.reads
    assert (shown.datasets[dataset].name, name, how) == ("shop.main.orders", "amount", "aggregation")
    customers = next(cube for cube in shown.cubes if cube.name == "customers")
    assert {member.name for member in customers.members if member.personal} == {"email", "full_name"}


def test_the_same_input_gives_the_same_page() -> None:
    manifest_bytes, catalog_bytes = artifacts(ROOT / "golden/shop/manifest.json")
    whole = json.loads(manifest_bytes)
    nodes = list(whole["nodes"].items())
    random.Random(7).shuffle(nodes)
    other = json.dumps({**whole, "nodes": dict(nodes)}).encode()
    assert report(shop()) == report(compile(Artifacts(manifest=other, catalog=catalog_bytes)))


def test_the_page_itself_is_small_and_asks_for_nothing() -> None:
    html = report(compile(Artifacts(manifest=json.dumps(manifest()).encode())))
    assert len(html.encode()) < 72_000
    assert set(re.findall(r"https?://[^\s'\"]+", html)) == {"http://www.w3.org/2000/svg"}
    for asset in page.SCRIPTS:
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(|new Function", page._asset(asset)
        ), asset


# --- words are words -------------------------------------------------------------------------------------------------
@given(st.recursive(st.text() | st.sampled_from(["</script", "<!--", "\u2028", "]]>", "&lt;", "\ud800"]), st.lists))
def test_nothing_in_the_data_is_markup(value: Any) -> None:
    text = inert(value)
    assert text.isascii()
    assert not set("<>&") & set(text)
    assert json.loads(text) == value


@given(st.text().map("<{}>".format))
def test_words_come_out_as_they_went_in(words: str) -> None:
    node = model("model.shop.orders", columns=[column("id", "integer", description=words)], description=words)
    (orders,) = said(report(compile(Artifacts(manifest=json.dumps(manifest(node)).encode())))).cubes
    assert orders.description == words
    assert {member.description for member in orders.members if member.name == "id"} == {words}


# --- the graph -------------------------------------------------------------------------------------------------------
NAMES = st.integers(0, 40).map("c{}".format)
GRAPHS = st.tuples(st.sets(NAMES, min_size=1), st.lists(st.tuples(NAMES, NAMES)))


@given(GRAPHS, st.randoms(use_true_random=False))
def test_no_two_cubes_stand_in_one_place(graph: tuple[set[str], list[tuple[str, str]]], chance: random.Random) -> None:
    cubes, joins = graph
    picture = layout(cubes, joins)
    places = picture.places
    assert places.keys() == cubes
    boxes = sorted([*places.values(), *(box for way in picture.ways.values() for box in way)])
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            assert abs(one.x - other.x) >= WIDTH or abs(one.y - other.y) >= HEIGHT
    shuffled, again = sorted(cubes), list(joins)
    chance.shuffle(shuffled)
    chance.shuffle(again)
    assert layout(shuffled, again) == picture


def test_what_refers_stands_left_of_what_it_refers_to() -> None:
    joins = [
        ("lines", "orders"),
        ("orders", "customers"),
        ("lines", "products"),
        ("customers", "regions"),
        ("lines", "regions"),
    ]
    places, ways = layout({name for join in joins for name in join}, joins)
    assert all(places[cube].x < places[other].x for cube, other in joins)
    assert list(ways) == [("lines", "regions")]
    assert [box.x for box in ways["lines", "regions"]] == [places["orders"].x, places["customers"].x]


@pytest.mark.parametrize("joins", [[(n, n + 1) for n in range(999)], [(n, 0) for n in range(1, 1000)], []])
def test_a_thousand_cubes_make_a_picture_and_no_ribbon(joins: list[tuple[int, int]]) -> None:
    places = layout([str(n) for n in range(1000)], [(str(a), str(b)) for a, b in joins]).places.values()
    wide, high = max(p.x for p in places) + WIDTH, max(p.y for p in places) + HEIGHT
    assert 1 / 3 < wide / high < 5


def test_key_of_a_relationship_is_drawn_from_the_many_to_the_one() -> None:
    parent = model("model.shop.customers", columns=[column("id", "integer")])
    child = model("model.shop.orders", columns=[column("id", "integer"), column("customer_id", "integer")])
    proof = [generic_test(kind, each["unique_id"], "id") for each in (parent, child) for kind in ("unique", "not_null")]
    refers = generic_test("relationships", "model.shop.orders", "customer_id", to="ref('customers')", field="id")
    refers["depends_on"]["nodes"] = ["model.shop.customers", "model.shop.orders"]
    compilation = compile(Artifacts(manifest=json.dumps(manifest(parent, child, *proof, refers)).encode()))
    customers, orders = said(report(compilation)).cubes
    assert [join.to for join in orders.joins] == ["customers"]
    assert orders.x < customers.x


def test_the_page_is_in_the_package() -> None:
    assert {*page.SCRIPTS, "report.html", "report.css"} == set(os.listdir(Path(page.__file__).parent / "assets"))


# --- several projects ------------------------------------------------------------------------------------------------
def test_every_data_source_is_named_with_its_variables() -> None:
    first, second = (ROOT / "golden" / "cases" / "mesh" / "files-to-run-two-databases" / part for part in (".", "other"))
    other = Artifacts(manifest=(second / "manifest.json").read_bytes(), data_source="crm")
    found = said(report(compile(Artifacts(manifest=(first / "manifest.json").read_bytes(), others=(other,)))))
    assert found.database == "DuckDB and PostgreSQL"
    assert {cube.name: cube.source for cube in found.cubes} == {"orders": "default", "customers": "crm"}
    assert [(source.name, source.projects) for source in found.sources] == [("default", ("shop",)), ("crm", ("crm",))]
    assert found.sources[1].variables == tuple(f"CUBEJS_DS_CRM_DB_{name}" for name in ("HOST", "NAME", "USER", "PASS"))


def test_one_data_source_goes_without_saying() -> None:
    found = said(report(compile(Artifacts(manifest=json.dumps(manifest(ORDERS)).encode()))))
    assert (found.sources, found.cubes[0].source) == ((), "")
