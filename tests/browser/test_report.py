"""The report in a real browser: what people click, type and see, at 16 and at 1,000 cubes, and what none of dbt's words can do to it."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from playwright.sync_api import Browser, Page

from floe_cube import Artifacts, Compilation, compile
from floe_cube.cli.report.page import report
from floe_cube.cli.report.usage import count
from floe_cube.config import Config, ConsumptionConfig, SecurityConfig
from tests.browser import chromium
from tests.browser.projects import PAYLOADS, hostile, large
from tests.build_manifest import manifest
from tests.conftest import REQUIRE_REAL
from tests.manifests import ROOT, artifacts

pytestmark = [pytest.mark.browser]

SECURED = Config(consumption=ConsumptionConfig(security=SecurityConfig()))
PAGES = [
    "",
    "#/cubes",
    "#/cubes/orders",
    "#/graph",
    "#/graph/orders",
    "#/access",
    "#/access/personal",
    "#/findings",
    "#/lineage",
]
#: Milliseconds until the page answers, and until an answer is shown. Measured on a quiet machine: a twentieth of it.
READY, ANSWER = 15_000, 3_000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if (reason := chromium.available()) is not None:
        if os.environ.get(REQUIRE_REAL) == "1":
            pytest.fail(f"{REQUIRE_REAL} is set, but there is no browser: {reason}")
        pytest.skip(f"no browser: {reason}")
    with chromium.browser() as running:
        yield running


@contextmanager
def opened(browser: Browser, path: Path, place: str = "", **settings: Any) -> Iterator[Page]:
    """The page, in a context of its own. At the end nothing may have been asked for but the file, and nothing gone wrong."""
    context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **settings})
    page = context.new_page()
    asked: set[str] = set()
    wrong: list[str] = []
    page.on("request", lambda request: asked.add(request.url.partition("#")[0]))
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    page.goto(path.as_uri() + place)
    try:
        yield page
        assert wrong == []
        assert asked == {path.as_uri()}
    finally:
        context.close()


def compiled(manifest: bytes, catalog: bytes | None = None) -> Compilation:
    return compile(Artifacts(manifest=manifest, catalog=catalog, config=SECURED))


@pytest.fixture(scope="module")
def shop() -> Compilation:
    return compiled(*artifacts(ROOT / "golden/shop/manifest.json"))


EVENTS = [
    {"time": "2026-03-01T10:00:00Z", "asked": {"measures": ["orders.revenue"], "dimensions": ["orders.status"]}},
    {"time": "2026-03-02T11:30:00Z", "asked": {"measures": ["orders.revenue"]}},
]


@pytest.fixture(scope="module")
def small(shop: Compilation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = [
        json.dumps(
            {"floe_cube_event": 1, "event": "START", "id": f"q{n}", "started": e["time"], "cubes": ["orders"], **e}
        )
        for n, e in enumerate(EVENTS)
    ]
    path = tmp_path_factory.mktemp("small") / "report.html"
    path.write_text(report(shop, count(line.encode() for line in lines)))
    return path


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "report.html"
    path.write_text(report(compiled(json.dumps(large(1000)).encode())))
    return path


def texts(page: Page, selector: str) -> list[str]:
    return page.locator(selector).all_inner_texts()


def until(page: Page, condition: str) -> None:
    """Wait for a condition. Playwright's own waiting would evaluate a string inside the page, which the page forbids."""
    ends = time.monotonic() + 5
    while not page.evaluate(condition):
        assert time.monotonic() < ends, condition
        page.wait_for_timeout(10)


def at(page: Page) -> str:
    """Where the reader is, once the page shows it."""
    until(page, "document.querySelector('main').dataset.shows === location.hash")
    return str(page.evaluate("decodeURIComponent(location.hash)"))


# --- what it shows ---------------------------------------------------------------------------------------------------
def test_the_overview_counts_what_was_compiled(browser: Browser, small: Path, shop: Compilation) -> None:
    with opened(browser, small) as page:
        tiles = {word: number for number, word in (tile.split("\n") for tile in texts(page, ".tiles a"))}
        assert tiles["cubes"] == str(len(shop.model.cubes))
        assert page.title() == "Overview · shop"
        severities = [d.severity.word for d in shop.diagnostics]
        assert texts(page, ".card .totals span") == [
            f"{severities.count(word)} {word}{'' if severities.count(word) == 1 else 's'}"
            for word in ("error", "warning", "note")
        ]
        rows = {
            row: sum(access.rows == row for access in shop.access.cubes.values()) for row in ("filtered", "all", "none")
        }
        shown = page.locator(".card", has_text="Who sees which rows").locator(".legend b").all_inner_texts()
        assert shown == [str(rows["filtered"]), str(rows["all"]), str(rows["none"])]
        assert "2 queries" in page.locator(".card", has_text="Most asked").inner_text()


def test_every_section_is_a_click_away(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        for name in ("Cubes", "Graph", "Access", "Diagnostics", "Lineage", "Overview"):
            page.click(f"#nav a:has-text('{name}')")
            at(page)
            assert page.locator("#nav [aria-current=page]").inner_text().startswith(name)
            assert page.locator("main h1").inner_text()
        page.go_back()
        assert at(page) == "#/lineage"


def test_a_cube_shows_all_its_members(browser: Browser, small: Path, shop: Compilation) -> None:
    orders = next(cube for cube in shop.model.cubes if cube.name == "orders")
    with opened(browser, small, "#/cubes/orders") as page:
        names = texts(page, "tbody th[scope=row] span.mono")
        assert names == [m.name for group in (orders.dimensions, orders.measures, orders.segments) for m in group]
        revenue = page.locator("#member-revenue")
        revenue.get_by_text("definition").click()
        assert 'sql: "{CUBE}.amount"' in revenue.locator("pre").inner_text()
        assert "2" in revenue.locator("td.asked").inner_text()
        assert "2026-03-02 11:30" in revenue.locator("td.asked").inner_text()
        assert page.locator("#member-order_id .pill.key").count() == 1
        assert "securityContext" in page.locator("section", has_text="Access policies").inner_text()
        page.click("#member-revenue .column")
        assert at(page) == "#/lineage/model.shop.orders/amount"
        page.locator("tr.wanted").get_by_text("orders.revenue").click()
        assert at(page) == "#/cubes/orders/revenue"
        assert page.locator("tr.wanted").get_attribute("id") == "member-revenue"


def test_findings_stand_with_their_place_and_remedy(browser: Browser, small: Path, shop: Compilation) -> None:
    codes = list(dict.fromkeys(d.code for d in shop.diagnostics))
    with opened(browser, small, "#/findings") as page:
        assert texts(page, ".finding summary code") == codes
        page.locator(".finding:not([open]) summary").first.click()
        opened_now = page.locator(".finding[open]").count()
        assert opened_now == 4
        first = shop.diagnostics[0]
        block = page.locator(".finding").first.text_content() or ""
        assert first.place.file in block
        assert first.message.replace("`", "") in block
        assert first.remedy.replace("`", "") in block
        page.goto(small.as_uri() + f"#/findings/{codes[-1]}")
        at(page)
        assert page.locator(".finding[open]").get_attribute("id") == f"finding-{codes[-1]}"


def test_access_says_who_is_protected_by_what(browser: Browser, small: Path, shop: Compilation) -> None:
    denied = [name for name, access in shop.access.cubes.items() if access.rows == "none"]
    with opened(browser, small, "#/access") as page:
        assert len(texts(page, "tbody tr")) == len(shop.model.cubes)
        assert page.locator("tbody tr", has_text="filtered").first.inner_text().count("organization_id") == 2
        page.click(".chips a:has-text('denied')")
        assert at(page) == "#/access/none"
        assert texts(page, "tbody th") == denied
        page.click(".chips a:has-text('Personal data')")
        assert at(page) == "#/access/personal"
        assert any("email" in row for row in texts(page, "tbody th"))


def test_an_empty_project_has_a_page_all_the_same(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    path.write_text(report(compiled(json.dumps(manifest()).encode()), count([])))
    with opened(browser, path) as page:
        for name in ("Cubes", "Graph", "Access", "Diagnostics", "Lineage", "Overview"):
            page.click(f"#nav a:has-text('{name}')")
            at(page)
            assert page.locator("main h1").inner_text()


def test_a_place_that_is_not_there(browser: Browser, small: Path) -> None:
    for place in ("#/cubes/nothing", "#/lineage/nothing", "#/graph/nothing", "#/nowhere", "#/cubes/%E0%A4%A"):
        with opened(browser, small, place) as page:
            assert page.locator("main h1").inner_text()


# --- search and keyboard ---------------------------------------------------------------------------------------------
def test_search_by_keyboard(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "search"
        page.keyboard.type("revenue")
        assert page.locator("#search").get_attribute("aria-expanded") == "true"
        options = texts(page, "#found [role=option]")
        assert "orders" in options[0]
        page.keyboard.press("ArrowDown")
        active = page.locator("#found [aria-selected=true]")
        assert active.get_attribute("id") == page.locator("#search").get_attribute("aria-activedescendant") == "hit-1"
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        assert at(page) == "#/cubes/orders/revenue"
        assert page.locator("#found").is_hidden()
        page.keyboard.press("/")
        page.keyboard.type("nothing has this name")
        assert texts(page, "#found") == ["Nothing has that name."]
        page.keyboard.press("Escape")
        assert page.locator("#search").input_value() == ""
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.id") != "search"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("orders.revenue", "#/cubes/orders/revenue"),
        ("shop.main.orders.amount", "#/lineage/model.shop.orders/amount"),
        ("One row an order", "#/cubes/orders"),
    ],
)
def test_search_finds(browser: Browser, small: Path, typed: str, found: str) -> None:
    with opened(browser, small) as page:
        page.fill("#search", typed)
        hrefs = page.locator("#found [role=option]").evaluate_all(
            "all => all.map(one => decodeURIComponent(one.dataset.href))"
        )
        assert hrefs[0] == found


def test_the_list_is_walked_by_arrows_and_filtered(browser: Browser, small: Path, shop: Compilation) -> None:
    names = [*(cube.name for cube in shop.model.cubes), *(view.name for view in shop.model.views)]
    with opened(browser, small, "#/cubes") as page:
        field = page.locator(".side input")
        field.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.querySelector('span').textContent") == names[1]
        page.keyboard.press("Enter")
        assert at(page) == f"#/cubes/{names[1]}"
        page.keyboard.press("End")
        assert page.evaluate("document.activeElement.querySelector('span').textContent") == names[-1]
        field.fill("order")
        assert 0 < len(texts(page, ".entries a")) < len(names)
        field.fill("")
        page.click(".chips button:has-text('Denied')")
        assert len(texts(page, ".entries a")) == sum(access.rows == "none" for access in shop.access.cubes.values())


def test_everything_is_reached_by_tab(browser: Browser, small: Path) -> None:
    with opened(browser, small) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('.tiles') !== null")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"


# --- the graph -------------------------------------------------------------------------------------------------------
def test_the_graph_draws_joins_and_focuses(browser: Browser, small: Path, shop: Compilation) -> None:
    with opened(browser, small, "#/graph") as page:
        assert page.locator(".node").count() == len(shop.model.cubes)
        extending = sum(cube.extends is not None for cube in shop.model.cubes)
        assert page.locator(".lines path").count() == sum(len(cube.joins) for cube in shop.model.cubes) + extending
        page.click("[data-cube=orders]")
        assert at(page) == "#/graph/orders"
        near = {join.name for cube in shop.model.cubes for join in cube.joins if cube.name == "orders"}
        near |= {cube.name for cube in shop.model.cubes for join in cube.joins if join.name == "orders"}
        shown = page.locator(".node").evaluate_all("all => all.map(one => one.dataset.cube)")
        assert set(shown) == {"orders", *near}
        page.locator("[data-cube=customers]").focus()
        page.keyboard.press("Enter")
        assert at(page) == "#/graph/customers"
        page.fill(".tools input", "payments")
        page.keyboard.press("Tab")
        assert at(page) == "#/graph/payments"
        page.click("text=All cubes")
        assert at(page) == "#/graph"


def test_the_graph_is_moved_and_zoomed(browser: Browser, small: Path) -> None:
    with opened(browser, small, "#/graph") as page:

        def place() -> str | None:
            return page.locator(".graph > g").get_attribute("transform")

        seen = [place()]

        def moved() -> None:
            until(page, f"document.querySelector('.graph > g').getAttribute('transform') !== '{seen[-1]}'")
            seen.append(place())

        page.click("text=+")
        moved()
        page.locator(".graph").focus()
        page.keyboard.press("ArrowRight")
        moved()
        page.keyboard.press("-")
        moved()
        page.mouse.move(700, 800)
        page.mouse.wheel(0, 300)
        moved()
        page.mouse.down()
        page.mouse.move(760, 840, steps=3)
        page.mouse.up()
        moved()
        page.click("text=Fit")
        assert place() == seen[0]
        assert at(page) == "#/graph"


# --- light, dark, movement, small screens ----------------------------------------------------------------------------
def lightness(page: Page) -> float:
    red, green, blue = page.evaluate(
        "getComputedStyle(document.documentElement).backgroundColor.match(/[\\d.]+/g).map(Number)"
    )[:3]
    return float(red + green + blue) / 765


def test_dark_as_the_system_says_and_as_the_reader_wants(browser: Browser, small: Path) -> None:
    with opened(browser, small, color_scheme="dark") as page:
        assert lightness(page) < 0.2
        page.click("#theme")
        assert lightness(page) > 0.8
        page.reload()
        assert lightness(page) > 0.8
    with opened(browser, small, color_scheme="light") as page:
        assert lightness(page) > 0.8
        assert page.get_by_role("button", name="Switch to dark colours").count() == 1


def test_nothing_moves_for_those_who_want_that(browser: Browser, small: Path) -> None:
    moving = (
        "[...document.querySelectorAll('*')].filter(one => getComputedStyle(one).transitionDuration !== '0s').length"
    )
    with opened(browser, small, "#/graph", reduced_motion="reduce") as page:
        assert page.evaluate(moving) == 0
    with opened(browser, small, "#/graph", reduced_motion="no-preference") as page:
        assert page.evaluate(moving) > 0


@pytest.mark.parametrize("place", PAGES)
def test_a_telephone_scrolls_in_one_direction(browser: Browser, small: Path, place: str) -> None:
    with opened(browser, small, place, viewport={"width": 390, "height": 800}) as page:
        assert page.evaluate("document.querySelector('main').scrollWidth <= innerWidth + 1")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PAGES)
def test_everybody_can_use_it(browser: Browser, small: Path, place: str, scheme: str) -> None:
    with opened(browser, small, place, color_scheme=scheme) as page:
        page.evaluate(chromium.AXE.read_text())
        found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        assert found["passes"], "axe looked at nothing"
        said = [(v["id"], v["impact"], v["nodes"][0]["html"][:200]) for v in found["violations"]]
        assert [violation for violation in said if violation[1] in ("serious", "critical")] == []


# --- a thousand cubes ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("place", ["", "#/cubes", "#/graph", "#/access", "#/findings", "#/lineage"])
def test_a_thousand_cubes_are_there_at_once(browser: Browser, big: Path, place: str) -> None:
    with opened(browser, big, place) as page:
        assert page.evaluate("performance.getEntriesByName('ready')[0].startTime") < READY


def test_a_thousand_cubes_are_searched_and_listed(browser: Browser, big: Path) -> None:
    with opened(browser, big, "#/cubes") as page:
        took = page.evaluate(
            """() => {
                const field = document.querySelector('#search'), began = performance.now();
                field.focus(); field.value = 'value_3'; field.dispatchEvent(new Event('input'));
                return performance.now() - began;
            }"""
        )
        assert took < ANSWER
        assert texts(page, "#found .said") == ["The best 40 of 2,000."]
        page.keyboard.press("Escape")
        page.keyboard.press("Escape")
        assert page.locator(".entries a").count() < 1000
        page.locator(".entries a").first.focus()
        page.keyboard.press("End")
        until(page, "document.querySelectorAll('.entries a').length > 200")
        page.fill(".side input", "dim_sales_item_2")
        assert page.locator(".entries a span").all_text_contents()[0].startswith("dim_sales_item_2")
        page.goto(big.as_uri() + "#/graph")
        at(page)
        assert page.locator(".node").count() == 1000
        hub = page.locator(".node.big").last
        hub.hover(force=True)
        page.wait_for_selector(".lit .above path.near", state="attached")
        hub.click(force=True)
        assert at(page).startswith("#/graph/")
        assert 1 < page.locator(".node").count() < 400


# --- words are words -------------------------------------------------------------------------------------------------
def test_no_word_of_the_project_runs(browser: Browser, tmp_path: Path) -> None:
    compilation = compiled(json.dumps(hostile()).encode())
    assert compilation.model.cubes
    assert compilation.diagnostics
    path = tmp_path / "report.html"
    path.write_text(report(evolve(compilation)), encoding="utf-8")
    names = [cube.name for cube in compilation.model.cubes]
    places = ["", "#/graph", "#/access", "#/access/personal", "#/findings", "#/lineage"]
    places += [f"#/cubes/{name}" for name in names] + [f"#/graph/{name}" for name in names]
    with opened(browser, path) as page:
        for place in places:
            page.evaluate("place => { location.hash = place; }", place)
            at(page)
            page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
            assert page.evaluate("window.pwned") is None, place
            assert page.locator("script").count() == 2, place
            assert page.locator("main :is(img, iframe, script, object, embed, link, style)").count() == 0, place
            hrefs = page.locator("main a[href]").evaluate_all("all => all.map(one => one.getAttribute('href'))")
            assert all(href.startswith("#/") for href in hrefs), place
        for payload in PAYLOADS:
            page.fill("#search", payload.replace("\x00", ""))
        page.fill("#search", "")
        assert page.evaluate("window.pwned") is None
        described = {str(page.evaluate("name => byName.get(name).description", name)) for name in names}
        assert described == set(PAYLOADS)
        for name in names:
            page.evaluate("place => { location.hash = place; }", f"#/cubes/{name}")
            at(page)
            assert page.locator("main p.words").text_content() == page.evaluate(
                "name => byName.get(name).description", name
            )


def test_the_browser_is_told_to_run_nothing_else(browser: Browser, small: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: asked.append(str(request.failure)))
    page.goto(small.as_uri())
    refused = page.evaluate(
        """async () => {
            const refused = [];
            document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
            const script = document.createElement('script');
            script.textContent = 'window.pwned = 1';
            const image = document.createElement('img');
            image.src = 'http://127.0.0.1:9/';
            const styled = document.createElement('p');
            styled.setAttribute('style', 'color: red');
            document.body.append(script, image, styled);
            await fetch('http://127.0.0.1:9/').catch(() => {});
            await new Promise((done) => setTimeout(done, 200));
            return refused.sort();
        }"""
    )
    assert page.evaluate("window.pwned") is None
    assert refused == ["connect-src", "img-src", "script-src-elem", "style-src-attr"]
    assert set(asked) == {small.as_uri(), "csp"}
    context.close()
