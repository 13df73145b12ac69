"""Laws of the compiler: what holds for every input, whoever wrote it.

Manifests of dbt's are broken at random: what is in them, and what they are. `FLOE_CUBE_LAW_EXAMPLES` is the number of examples of
each law in the heavy run.
"""

from __future__ import annotations

import builtins
import functools
import json
import os
import random
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from floe_cube import Artifacts, Compilation, Config, Severity, compile
from floe_cube.config import ConsumptionConfig, SecurityConfig
from floe_cube.cube import check
from floe_cube.cube.ast import Cube
from floe_cube.cube.elaborate import WORDS
from floe_cube.cube.names import IDENTIFIER, RESERVED_CUBES, RESERVED_MEMBERS
from floe_cube.diagnostics import CODES, strict
from golden.artifacts import cut, cut_catalog
from tests.build_manifest import catalog, column, fresh, generic_test, manifest, model, on_windows

GOLDEN = Path(__file__).parents[1] / "golden"
MANY = int(os.environ.get("FLOE_CUBE_LAW_EXAMPLES", "1000"))

Json = Any
Tree = dict[str, Any]
Pair = tuple[Tree, Tree | None]
JsonPath = tuple[str | int, ...]


def law(examples: int, **strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Callable[[int], None]]:
    """A test of so many examples, always the same ones; in the heavy run of many more, each time others."""

    def decorate(holds: Callable[..., None]) -> Callable[[int], None]:
        @pytest.mark.no_cover
        @pytest.mark.parametrize("examples", [examples, pytest.param(MANY, marks=pytest.mark.full, id="many")])
        def test(examples: int) -> None:
            choose = settings(
                max_examples=examples,
                derandomize=examples != MANY,
                database=None,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            )
            choose(given(**strategies)(holds))()

        test.__name__, test.__doc__, test.__module__ = holds.__name__, holds.__doc__, holds.__module__
        decorated: Callable[[int], None] = test
        return decorated

    return decorate


# --- artifacts to start from -----------------------------------------------------------------------------------------
SHOP = json.loads((GOLDEN / "shop/manifest.json").read_bytes())
SHOP_CATALOG = json.loads((GOLDEN / "shop/catalog.json").read_bytes())
#: Of the shop's models those with the most to say: meta of every kind, versions, joins by tests and by constraints.
TOLD = ["customers", "orders", "products", "employees", "payments", "stg_orders"]


@functools.cache
def shop(*names: str) -> Pair:
    """A part of the shop with its catalog."""
    part = cut(SHOP, names)
    return part, cut_catalog(SHOP_CATALOG, [*part["nodes"], *part["sources"]])


@functools.cache
def starts() -> list[Pair]:
    """Sound artifacts: a part of the shop, with and without its catalog, and the smallest golden cases."""
    part, seen = shop(*TOLD)
    small = sorted((path.stat().st_size, path.read_bytes()) for path in GOLDEN.glob("cases/**/manifest.json"))[:40]
    sound = [data for _, data in small if compile(Artifacts(manifest=data)).files]
    return [(part, seen), (part, None), *((json.loads(data), None) for data in sound)]


# --- how they are broken ---------------------------------------------------------------------------------------------
#: JSON that Python's own writer does not write; it stands in trees as these words.
RAW = {
    "<60 deep>": "[" * 60 + "]" * 60,
    "<300 deep>": '{"a":' * 300 + "1" + "}" * 300,
    "<900 deep>": "[" * 900 + "]" * 900,
    "<10,000 deep>": '{"cube":' * 10_000 + "1" + "}" * 10_000,
    "<5,000 digits>": "9" * 5000,
    "<1,000 digits>": "9" * 1000,
    "<NaN>": "NaN",
    "<infinite>": "1e999",
    "<half a surrogate pair>": r'"\ud800"',
}
#: Texts that somebody might take for something else.
ODD_TEXTS = [
    "", " ", "\0", "x" * 5000, "\u2028", "\x85", "\x1b[31m", "\ufeff", "\U0001f600", "e\u0301", "\u202e",
    "{", "}", "{CUBE}", "{{ config() }}", "{% raw %}", "\\", "`", '"', "'", "- a: b", "null", "~", "no", "0x1F", "1e3",
    "constructor", "__proto__", "class", "sql", "count", "COUNT", "CUBE", "ref('orders')", "source('a', 'b')", "id", "ID",
    "model.shop.orders", "orders", "Orders", "2.0.0-preview.1", "warn", "where", "../../etc/passwd", "con", "a.b.c",
]  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.sampled_from(ODD_TEXTS)
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(ODD_TEXTS) | st.text("ab", max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


def encoded(tree: Json) -> bytes:
    """The bytes of a tree."""
    text = json.dumps(tree)
    for word, raw in RAW.items():
        text = text.replace(f'"{word}"', raw)
    return text.encode()


def paths(tree: Json, path: JsonPath = ()) -> Iterator[JsonPath]:
    """The way to every value inside a tree."""
    parts: Iterable[tuple[str | int, Json]] = (
        tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    )
    for key, value in parts:
        yield (*path, key)
        yield from paths(value, (*path, key))


def at(tree: Json, path: JsonPath) -> Json:
    """The value at the end of a path."""
    return functools.reduce(lambda value, key: value[key], path, tree)


def changed(tree: Json, path: JsonPath, change: Callable[[Json], Json]) -> Json:
    """A tree with another value at the end of a path; the given one stays as it is."""
    if not path:
        return change(tree)
    copy = tree.copy()
    copy[path[0]] = changed(tree[path[0]], path[1:], change)
    return copy


def without(container: Json, key: str | int) -> Json:
    """A container without one of its parts."""
    copy = container.copy()
    del copy[key]
    return copy


class Broken:
    """A tree with something wrong in it. Shown are the edits: the tree fills pages."""

    def __init__(self, tree: Tree, edits: Iterable[str] = ()) -> None:
        self.tree = tree
        self.edits = tuple(edits)

    def __repr__(self) -> str:
        return f"<{'; '.join(self.edits) or 'as it was'}>"


@st.composite
def broken(draw: st.DrawFn, tree: Tree, within: JsonPath = (), most: int = 5) -> Broken:
    """A tree that is changed at some places inside the one that a path leads to."""
    edits = []
    for _ in range(draw(st.integers(1, most))):
        places = [(*within, *path) for path in paths(at(tree, within))]
        if not places:
            break
        depth = draw(st.sampled_from(sorted({len(path) for path in places})))  # else nearly all are deep ones
        path = draw(st.sampled_from([path for path in places if len(path) == depth]))
        name, change = draw(edit(path, at(tree, path), [at(tree, other) for other in places[:: len(places) // 20 + 1]]))
        tree = changed(tree, path[:-1], change)
        edits.append(f"{name} at {path}")
    return Broken(tree, edits)


@st.composite
def edit(draw: st.DrawFn, path: JsonPath, value: Json, others: list[Json]) -> tuple[str, Callable[[Json], Json]]:
    """One change of a value, as a change of the container that holds it under the last key of its path."""
    key = path[-1]
    kind = draw(st.sampled_from("replace replace replace remove swap copy rename raw".split()))
    if kind in ("copy", "rename") and isinstance(key, str):
        name = draw(st.sampled_from([key.upper(), f"{key}.copy", *ODD_TEXTS]))
        gone = without if kind == "rename" else lambda container, _: container
        return f"{kind} to {name!r}", lambda container: {name: value, **gone(container, key)}
    if kind == "remove":
        return kind, lambda container: without(container, key)
    new = draw({"swap": st.sampled_from(others), "raw": st.sampled_from(list(RAW))}.get(kind, JSON))
    return f"{kind} by {new!r:.80}", lambda container: changed(container, (key,), lambda _: new)


@st.composite
def broken_artifacts(draw: st.DrawFn) -> tuple[Broken, Broken | None]:
    """Artifacts of dbt's with something wrong in the manifest, in the catalog, or in both."""
    told, seen = draw(st.sampled_from(starts()))
    which = draw(st.sampled_from(["manifest", "catalog", "both"]))
    first = draw(broken(told)) if seen is None or which != "catalog" else Broken(told)
    if seen is None:
        return first, None
    return first, draw(broken(seen)) if which != "manifest" else Broken(seen)


def shuffled(value: Json, chance: random.Random) -> Json:
    """The same JSON with the keys of every object in another order."""
    if isinstance(value, dict):
        return {key: shuffled(value[key], chance) for key in chance.sample(list(value), len(value))}
    return [shuffled(item, chance) for item in value] if isinstance(value, list) else value


ROW_LEVEL = Config(consumption=ConsumptionConfig(security=SecurityConfig(row_level=True)))


def built(told: Json, seen: Json = None, config: Config | None = None) -> Compilation:
    """A compilation of trees."""
    manifest, catalog = (tree.tree if isinstance(tree, Broken) else tree for tree in (told, seen))
    data = None if catalog is None else encoded(catalog)
    return compile(Artifacts(manifest=encoded(manifest), catalog=data, config=config or Config()))


# --- the laws --------------------------------------------------------------------------------------------------------
def assert_reads_well(compilation: Compilation) -> None:
    """Every finding has its words, and says where a person may look."""
    for diagnostic in compilation.diagnostics:
        assert diagnostic.code in CODES
        assert diagnostic.message
        assert diagnostic.remedy
        assert diagnostic.place.subject or diagnostic.place.file, diagnostic
        for text in (diagnostic.title, diagnostic.message, diagnostic.remedy, str(diagnostic.place)):
            text.encode()
    assert list(compilation.diagnostics) == sorted(
        compilation.diagnostics, key=lambda d: (d.severity, d.code, d.place, d.data)
    )
    for path, text in compilation.files.items():
        assert not path.startswith("/")
        assert ".." not in path
        text.encode()


@law(200, artifacts=broken_artifacts(), config=st.sampled_from([Config(), ROW_LEVEL]))
def test_compile_never_raises(artifacts: tuple[Broken, Broken | None], config: Config) -> None:
    """Whatever is wrong with a manifest or catalog is a finding, and every finding reads well."""
    assert_reads_well(built(*artifacts, config))


@law(100, told=JSON, seen=JSON)
def test_any_json_is_taken(told: Json, seen: Json) -> None:
    """JSON that dbt never wrote."""
    compilation = built(told, seen)
    assert not compilation.files
    assert {d.code for d in compilation.diagnostics} <= {"FC0103", "FC0104", "FC0107"}
    sound = built(starts()[0][0], seen)
    assert sound.ok
    assert sound.files == built(starts()[0][0]).files
    assert_reads_well(sound)


def cut_short(data: bytes) -> st.SearchStrategy[bytes]:
    """The beginning of some bytes."""
    return st.integers(0, len(data) - 1).map(lambda end: data[:end])


GARBLED = (
    st.binary(max_size=200)
    | st.deferred(lambda: cut_short(encoded(starts()[0][0])))
    | st.text().map(lambda text: b"\xef\xbb\xbf" + encoded({"metadata": text}))
    | st.sampled_from(sorted(RAW.values())).map(str.encode)
    | st.sampled_from(
        [b'{"metadata": "\xff"}', '{"metadata": "\xe4"}'.encode("latin-1"), "{}".encode("utf-16"), b"\0" * 9]
    )
)


@law(100, data=GARBLED)
def test_any_bytes_are_taken(data: bytes) -> None:
    """Bytes that are no JSON, or only the beginning of it: an error of the manifest, a warning of the catalog."""
    torn = compile(Artifacts(manifest=data))
    assert not torn.ok
    assert not torn.files
    assert_reads_well(torn)
    told = encoded(starts()[0][0])
    sound = compile(Artifacts(manifest=told, catalog=data))
    assert sound.ok
    assert sound.files == compile(Artifacts(manifest=told)).files
    assert {"FC0107"} == {d.code for d in sound.diagnostics} & {"FC0106", "FC0107"}


@law(150, artifacts=broken_artifacts(), seed=st.integers(0, 1 << 32))
def test_same_input_same_output(artifacts: tuple[Broken, Broken | None], seed: int) -> None:
    """Twice the same, and the same with the keys of every object in another order: the same bytes and findings."""
    first = built(*artifacts, ROW_LEVEL)
    assume({"FC0102", "FC0107"}.isdisjoint(d.code for d in first.diagnostics))  # they say what they met first, and at which byte
    again = built(*artifacts, ROW_LEVEL)
    chance = random.Random(seed)
    told, seen = artifacts
    other = built(shuffled(told.tree, chance), seen and shuffled(seen.tree, chance), ROW_LEVEL)
    for compilation in (again, other):
        assert compilation.files == first.files
        assert list(compilation.files) == list(first.files)
        assert compilation.diagnostics == first.diagnostics


def test_what_windows_wrote_is_the_same() -> None:
    """Files with backslashes in their names: the same deployment, and findings in the same files with forward slashes."""
    for told, seen in starts():
        written = on_windows(told)
        assert written != told or not told["nodes"]
        assert built(written, seen, ROW_LEVEL) == built(told, seen, ROW_LEVEL)


def schema_files(compilation: Compilation) -> Mapping[str, str]:
    """The files of cubes: all but those that list the whole deployment."""
    return {path: text for path, text in compilation.files.items() if path.startswith("schema/")}


#: A model that no other one of the part refers to, and that refers to none.
LONER = "model.shop.visits"


def with_loner() -> Pair:
    """The part of the shop and a model that has nothing to do with it: semantic models would relate the two."""
    told, seen = shop(*TOLD, "visits")
    return {**told, "semantic_models": {}, "metrics": {}, "saved_queries": {}}, seen


@functools.cache
def before_it_broke(with_catalog: bool) -> Compilation:
    """That part as long as everything is sound."""
    told, seen = with_loner()
    return built(told, seen if with_catalog else None)


@law(80, told=st.deferred(lambda: broken(with_loner()[0], ("nodes", LONER))), with_catalog=st.booleans())
def test_a_broken_model_changes_no_other_file(told: Broken, with_catalog: bool) -> None:
    """Whatever is wrong with a model, the files of the others are as they were."""
    seen = with_loner()[1] if with_catalog else None
    before = before_it_broke(with_catalog)
    node = told.tree["nodes"].get(LONER)
    raw = {word for word in RAW if f'"{word}"' in json.dumps(node)} - {"<60 deep>", "<300 deep>"}
    assume(not raw)  # then the file as a whole is no JSON that any reader takes
    theirs = {path: text for path, text in schema_files(before).items() if path != "schema/visits.yaml"}
    names = {path.removeprefix("schema/").removesuffix(".yaml") for path in theirs}
    assume(not any(name in json.dumps(node).casefold() for name in names | {"ref(", "source("}))  # now it is related
    after = built(told, seen)
    assert len(before.model.cubes) == len(names) + 1
    assert schema_files(after).items() >= theirs.items()


@law(
    60,
    named=st.from_regex(r"[a-z][a-z0-9_]{0,10}", fullmatch=True),
    columns=st.lists(st.text("abc_ é.", min_size=1, max_size=8), unique=True),
)
def test_an_unrelated_model_changes_no_other_file(named: str, columns: list[str]) -> None:
    """A new model adds its own file, and changes none but those that list everything."""
    told, seen = starts()[0]
    before = built(told, seen)
    assume(f"schema/{named}.yaml" not in {path.casefold() for path in before.files})
    new = model(f"model.shop.{named}", columns=[column(name) for name in columns])
    after = built({**told, "nodes": {**told["nodes"], new["unique_id"]: new}}, seen)
    assert (
        after.files.keys() - before.files.keys()
        == {path for path in after.files if path.startswith("schema/") and named in path} - before.files.keys()
    )
    assert len(after.files) == len(before.files) + 1
    assert schema_files(after).items() >= schema_files(before).items()


def members(cube: Cube) -> list[str]:
    """The names that share one name space in Cube."""
    groups = (cube.dimensions, cube.measures, cube.segments, cube.pre_aggregations)
    return [member.name for group in groups for member in group]


def assert_good_names(compilation: Compilation) -> None:
    """No name twice, each an identifier, none reserved."""
    cubes = [cube.name for cube in compilation.model.cubes]
    assert len(set(cubes)) == len(cubes)
    for cube in compilation.model.cubes:
        names = members(cube)
        assert len(set(names)) == len(names), names
        assert not RESERVED_MEMBERS & set(names)
        assert not RESERVED_CUBES & {cube.name}
        assert all(IDENTIFIER.fullmatch(name) for name in (cube.name, *names))
    stems = [path.casefold() for path in compilation.files]
    assert len(set(stems)) == len(stems)


ANY_NAME = st.sampled_from(ODD_TEXTS) | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@law(
    200,
    models=st.lists(st.tuples(ANY_NAME, st.lists(ANY_NAME, max_size=8)), min_size=1, max_size=4),
    adapter=st.sampled_from(["postgres", "snowflake", "bigquery", "duckdb", "clickhouse"]),
    with_catalog=st.booleans(),
)
def test_any_name_becomes_a_good_one(models: list[tuple[str, list[str]]], adapter: str, with_catalog: bool) -> None:
    """Whatever models and columns are called, cubes and members get names of Cube's, none twice, and nobody need help."""
    nodes = [
        model(f"model.shop.m{at}", name=name, columns=[column(c, quote=True) for c in dict.fromkeys(columns)])
        for at, (name, columns) in enumerate(models)
    ]
    seen = (
        catalog({node["unique_id"]: dict.fromkeys(node["columns"], "text") for node in nodes}) if with_catalog else None
    )
    compilation = built(manifest(*nodes, adapter=adapter), seen)
    assert compilation.ok, compilation.diagnostics
    assert len(compilation.model.cubes) == len(models)
    assert_good_names(compilation)
    # Names that differ in case alone stay as they are, and are one type in GraphQL: that is a warning.
    assert {found.code for found in check(compilation.model)} <= {"FC0502"}


#: Words of which several pairs make the same name: `orders` with `shipping_address_id`, `orders_shipping` with `address_id`.
MODELS = ["orders", "orders_shipping", "orders_shipping_address", "address", "Orders"]
COLUMNS = ["address_id", "address_key", "address", "shipping_address_id", "shipping_address_sk", "ADDRESS_ID2"]


@law(
    120,
    references=st.fixed_dictionaries(
        {m: st.dictionaries(st.sampled_from(COLUMNS), st.sampled_from(MODELS)) for m in MODELS}
    ),
)
def test_every_reference_becomes_a_join_to_what_it_refers_to(references: dict[str, dict[str, str]]) -> None:
    """Whatever other cubes and roles are called: none is lost, none leads elsewhere."""
    nodes = []
    for at, child in enumerate(MODELS):
        unique_id, parents = f"model.shop.m{at}", references[child]
        nodes += [model(unique_id, name=child, columns=[column(name) for name in ("id", *parents)])]
        nodes += [generic_test(name, unique_id, "id") for name in ("unique", "not_null")]
        nodes += [
            generic_test("relationships", unique_id, name, to=f"ref('{parent}')", field="id")
            for name, parent in parents.items()
        ]
    compilation = built(manifest(*nodes, adapter="duckdb"))
    cubes = {cube.name: cube for cube in compilation.model.cubes}
    models = {cube.origin.subject: name for name, cube in cubes.items() if not cube.extends}
    for at, child in enumerate(MODELS):
        parents = references[child]
        joins = cubes[models[f"model.shop.m{at}"]].joins
        led = {join.sql.split(" = ")[0]: cubes[join.name].extends or join.name for join in joins}
        assert led == {
            f"{{CUBE}}.{name}": models[f"model.shop.m{MODELS.index(parent)}"] for name, parent in parents.items()
        }
        assert len(joins) == len(parents), child


@law(60, artifacts=broken_artifacts())
def test_pure(artifacts: tuple[Broken, Broken | None]) -> None:
    """No stage opens, asks the clock, rolls dice, looks around or connects."""
    told, seen = encoded(artifacts[0].tree), None if artifacts[1] is None else encoded(artifacts[1].tree)

    def forbidden(*_: object, **__: object) -> Any:
        raise AssertionError("a stage reached outside")

    guards = [
        (builtins, "open"), (builtins, "print"), (os, "open"), (os, "stat"), (os, "listdir"), (os, "getenv"), (os, "urandom"),
        (time, "time"), (time, "monotonic"), (random, "random"), (random.Random, "random"), (socket, "socket"),
    ]  # fmt: skip
    patches = [mock.patch.object(owner, name, forbidden) for owner, name in guards]
    for patch in patches:
        patch.start()
    try:
        guarded = compile(Artifacts(manifest=told, catalog=seen))
    finally:
        mock.patch.stopall()
    assert guarded.files == compile(Artifacts(manifest=told, catalog=seen)).files


def test_the_guard_guards() -> None:
    """What `test_pure` patches is what a stage would call."""
    with mock.patch.object(builtins, "open", side_effect=AssertionError), pytest.raises(AssertionError):
        Path(__file__).open() and open(__file__)  # noqa: SIM115


@law(60, artifacts=broken_artifacts())
def test_strict_makes_errors_of_warnings_and_of_nothing_else(artifacts: tuple[Broken, Broken | None]) -> None:
    """`--strict` changes the weight of a warning, and no word of any finding."""
    lenient = built(*artifacts).diagnostics
    severe = strict(lenient)
    assert [(d.code, d.place, d.data) for d in severe] == [(d.code, d.place, d.data) for d in lenient]
    assert [d.severity for d in severe] == [
        Severity.ERROR if d.severity is Severity.WARNING else d.severity for d in lenient
    ]
    assert strict(severe) == severe


# --- what people write under meta.cube -------------------------------------------------------------------------------
#: Words of Cube's data model, so that random properties are not all unknown ones.
KEYS = [
    *WORDS, "name", "type", "sql", "title", "description", "measures", "dimensions", "segments", "joins", "hierarchies",
    "pre_aggregations", "primary_key", "enabled", "row_level", "access_policy", "relationship", "filters", "drill_members",
    "rolling_window", "trailing", "format", "meta", "case", "when", "else", "label", "latitude", "longitude", "granularities",
    "interval", "levels", "public", "shown", "time_dimension", "granularity", "refresh_key", "every", "group", "member_level",
    "includes", "excludes", "row_allow_all", "values", "sub_query", "multi_stage", "mask", "links", "order", "subQuery",
]  # fmt: skip
WRITTEN = [
    "sum", "count", "avg", "number", "string", "time", "geo", "boolean", "count_distinct", "many_to_one", "one_to_one", "rollup",
    "currency", "percent", "exempt", "{CUBE}.amount", "{customers}.id", "{CUBE}.customer_id = {customers}.customer_id", "{count}",
    "{orders.nothing}", "{CUBE.status} = 'paid'", "order_id", "amount", "customers", "status", "ordered_at", "1 day", "*",
    "unbounded", "day", "0 0 * * *", "every", "\\{", "count", "revenue", "a b",
]  # fmt: skip
VALUES = st.recursive(
    st.sampled_from(WRITTEN) | SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=25,
)
META = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=5) | VALUES


def read_back(compilation: Compilation) -> None:
    """The file of the orders, where there is one, is YAML that says the name of their cube."""
    names = [cube.name for cube in compilation.model.cubes if cube.origin.subject == "model.shop.orders"]
    start = "# Generated by floe-cube from model.shop.orders."
    documents = [YAML(typ="safe").load(text) for text in compilation.files.values() if text.startswith(start)]
    assert [cube["name"] for document in documents for cube in document["cubes"]] == names


def assert_checked(compilation: Compilation) -> None:
    """What comes out is sound, or an error says what is not."""
    assert_reads_well(compilation)
    if compilation.ok:
        assert all(d.severity is not Severity.ERROR for d in check(compilation.model))
        assert_good_names(compilation)
    read_back(compilation)


def meta_nodes() -> Tree:
    """Two joined models, without a catalog."""
    return shop("customers", "orders")[0]


def with_meta(of_model: Json, of_column: Json) -> Tree:
    """The two models; the orders and their amount say something under meta.cube."""
    told = fresh(meta_nodes())
    node = told["nodes"]["model.shop.orders"]
    for owner in (node, node["config"]):
        owner["meta"] = {"cube": of_model}
    amount = node["columns"]["amount"]
    for owner in (amount, amount["config"]):
        owner["meta"] = {"cube": of_column}
    return told


@law(80, of_model=META, of_column=META)
def test_any_meta_is_taken(of_model: Json, of_column: Json) -> None:
    """Whatever people write under meta.cube, it is understood or an error says why not; it never stops the compiler."""
    assert_checked(built(with_meta(of_model, of_column)))


@functools.cache
def semantic_layer() -> Tree:
    """Bookings and their customers, with the semantic models, metrics and saved queries over them."""
    return cut(
        json.loads((GOLDEN / "projects/metrics/manifest.json").read_bytes()), ["bookings", "customers", "visits"]
    )


SEMANTIC_PATHS = [(part,) for part in ("semantic_models", "metrics", "saved_queries")]


@law(
    50, told=st.deferred(lambda: st.sampled_from(SEMANTIC_PATHS).flatmap(lambda path: broken(semantic_layer(), path)))
)
def test_a_broken_semantic_layer_is_taken(told: Broken) -> None:
    """What is wrong in a semantic model or a metric costs itself: the rest is good."""
    compilation = built(told.tree)
    assert all(d.severity is not Severity.ERROR for d in check(compilation.model))
    assert_good_names(compilation)


META_PATHS = [
    ("nodes", "model.shop.orders", "config", "meta"),
    ("nodes", "model.shop.orders", "columns", "amount", "config"),
]


@law(80, told=st.deferred(lambda: st.sampled_from(META_PATHS).flatmap(lambda path: broken(meta_nodes(), path))))
def test_broken_meta_is_taken(told: Broken) -> None:
    """Real meta with something wrong in it."""
    assert_checked(built(told))
