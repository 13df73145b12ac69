"""What two deployments differ in: examples as people read them, and laws."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from floe_cube.cli.diff import _content, diff_text, gathered
from floe_cube.cli.difference import SETTINGS, Deployed, Effect, _flat, difference
from floe_cube.cli.grants import Audience, grants, seen
from floe_cube.cube import ast
from floe_cube.render import yaml
from tests.render.strategies import objects

OUT = Path("out")
Data = dict[str, Any]


# --- examples --------------------------------------------------------------------------------------------------------
def cube(**more: Any) -> Data:
    """A cube of orders."""
    whole: Data = {
        "name": "orders",
        "sql_table": "orders",
        "joins": [{"name": "customers", "relationship": "many_to_one", "sql": "{CUBE}.c = {customers}.id"}],
        "dimensions": [
            {"name": "id", "sql": "{CUBE}.id", "type": "number", "primary_key": True, "public": True},
            {"name": "org", "sql": "{CUBE}.org", "type": "string"},
            {"name": "day", "sql": "{CUBE}.day", "type": "time", "granularities": [{"name": "fortnight"}]},
        ],
        "measures": [{"name": "revenue", "sql": "{CUBE}.amount", "type": "sum"}],
        "segments": [{"name": "paid", "sql": "{CUBE}.paid"}],
        "hierarchies": [{"name": "time", "levels": ["day"]}],
        "pre_aggregations": [{"name": "daily", "measures": ["revenue"]}],
        "access_policy": [policy("*", ORG)],
    }
    return whole | more


ORG = {"member": "org", "operator": "equals", "values": "{ securityContext.claims.org }"}
SMALL = {"member": "revenue", "operator": "lt", "values": ["10"]}
#: `ORG` of a cube that others join to.
UNMATCHED = {"or": [ORG, {"and": [{"member": "id", "operator": "notSet"}, {"member": "org", "operator": "notSet"}]}]}


def policy(group: str, *filters: Data, includes: Any = "*", **more: Any) -> Data:
    """A policy that shows a group members, and the rows for which all filters hold."""
    rows: Data = {"filters": list(filters)} if filters else {"allow_all": True}
    return {"group": group, "member_level": {"includes": includes}, "row_level": rows, **more}


def member(kind: str, name: str, **more: Any) -> Data:
    """The cube with other properties of one of its parts; without the part, if none are given."""
    kept = [each for each in cube()[kind] if each["name"] != name]
    (changed,) = (each for each in cube()[kind] if each["name"] == name)
    return cube(**{kind: [*kept, {**changed, **more}] if more else kept})


def policies(*stated: Data) -> Data:
    """The cube with these policies."""
    return cube(access_policy=list(stated))


def cubes(*named: Data) -> Deployed:
    """A deployment of cubes."""
    return Deployed(cubes={each["name"]: each for each in named})


def of(**more: Any) -> Deployed:
    """A deployment."""
    return Deployed(**more)


W, B, C = "wider", "breaking", "compatible"
VIEW: Data = {"name": "sales", "cubes": [{"join_path": "orders", "includes": "*"}]}
FILTERED: Data = {"rows": "filtered", "filters": [{"member": "orders.org", "claim": "org"}]}
TWICE: Data = {"rows": "filtered", "filters": [*FILTERED["filters"], {"member": "orders.store", "claim": "store"}]}
ELSEWHERE = {"rows": "filtered", "filters": [{"member": "orders.org", "claim": "home"}]}


def settled(**auth: Any) -> Deployed:
    """A deployment with settings."""
    return of(settings={"rowLevel": True, "devMode": False, "auth": auth})


CASES: dict[str, tuple[Deployed, Deployed, list[str]]] = {
    "a cube comes": (cubes(), cubes(cube()), [f"{C}: + cube orders added"]),
    "a cube goes": (cubes(cube()), cubes(), [f"{B}: - cube orders removed"]),
    "a dimension goes": (cubes(cube()), cubes(member("dimensions", "day")), [f"{B}: - cube orders, dimension day removed"]),
    "a dimension comes": (cubes(member("dimensions", "day")), cubes(cube()), [f"{C}: + cube orders, dimension day added"]),
    "a measure goes": (cubes(cube()), cubes(member("measures", "revenue")), [f"{B}: - cube orders, measure revenue removed"]),
    "a segment goes": (cubes(cube()), cubes(member("segments", "paid")), [f"{B}: - cube orders, segment paid removed"]),
    "a hierarchy goes": (cubes(cube()), cubes(member("hierarchies", "time")), [f"{B}: - cube orders, hierarchy time removed"]),
    "a join goes": (cubes(cube()), cubes(member("joins", "customers")), [f"{B}: - cube orders, join customers removed"]),
    "a pre-aggregation goes": (
        cubes(cube()), cubes(member("pre_aggregations", "daily")), [f"{C}: - cube orders, pre-aggregation daily removed"],
    ),
    "another type": (
        cubes(cube()), cubes(member("dimensions", "org", type="number")),
        [f"{B}: ~ cube orders, dimension org: type string -> number"],
    ),
    "another aggregation": (
        cubes(cube()), cubes(member("measures", "revenue", type="avg")),
        [f"{B}: ~ cube orders, measure revenue: type sum -> avg"],
    ),
    "other SQL": (
        cubes(cube()), cubes(member("measures", "revenue", sql="{CUBE}.net")),
        [f"{C}: ~ cube orders, measure revenue: sql {{CUBE}}.amount -> {{CUBE}}.net"],
    ),
    "another relation": (
        cubes(cube()), cubes(cube(sql_table="x.orders")), [f"{C}: ~ cube orders: sql_table orders -> x.orders"],
    ),
    "another cardinality": (
        cubes(cube()), cubes(member("joins", "customers", relationship="one_to_many")),
        [f"{B}: ~ cube orders, join customers: relationship many_to_one -> one_to_many"],
    ),
    "another base": (cubes(cube(extends="a")), cubes(cube(extends="b")), [f"{B}: ~ cube orders: extends a -> b"]),
    "another key": (
        cubes(cube()), cubes(member("dimensions", "org", primary_key=True, public=True)),
        [f'{B}: ~ cube orders: primary_key ["id"] -> ["id", "org"]'],
    ),
    "no key": (
        cubes(cube()), cubes(member("dimensions", "id", primary_key=False)), [f'{B}: ~ cube orders: primary_key ["id"] -> nothing'],
    ),
    "hidden": (
        cubes(cube()), cubes(member("dimensions", "org", public=False)),
        [f"{B}: ~ cube orders, dimension org: public true -> false"],
    ),
    "a hidden cube": (cubes(cube()), cubes(cube(public=False)), [f"{B}: ~ cube orders: public true -> false"]),
    "shown": (cubes(cube(public=False)), cubes(cube()), [f"{C}: ~ cube orders: public false -> true"]),
    "a key that is hidden by default": (
        cubes(cube()), cubes(member("dimensions", "id", public=None)),
        [f"{B}: ~ cube orders, dimension id: public true -> false"],
    ),
    "a granularity goes": (
        cubes(cube()), cubes(member("dimensions", "day", granularities=[])),
        [f"{B}: - cube orders, dimension day, granularity fortnight removed"],
    ),
    "what Cube assumes": (cubes(cube()), cubes(cube(public=True)), []),
    "order counts for nothing": (cubes(cube()), cubes(cube(dimensions=cube()["dimensions"][::-1])), []),
    "a view goes": (of(views={"sales": VIEW}), of(), [f"{B}: - view sales removed"]),
    "members of a view": (
        of(members={"sales": ("a", "b")}), of(members={"sales": ("b", "c")}),
        [f"{B}: - view sales, member a removed", f"{C}: + view sales, member c added"],
    ),
    "a view group goes": (of(groups={"g": {"name": "g"}}), of(), [f"{C}: - view group g removed"]),
    # --- who sees what
    "no protection any more": (
        cubes(cube()), cubes(policies(policy("*"))),
        [f"{W}: ~ cube orders, access_policy for *: all members, where org equals {{ securityContext.claims.org }} -> "
         "all members, every row"],
    ),
    "protection at last": (
        cubes(policies(policy("*"))), cubes(cube()),
        [f"{B}: ~ cube orders, access_policy for *: all members, every row -> "
         "all members, where org equals { securityContext.claims.org }"],
    ),
    "no policy any more": (
        cubes(policies(policy("*"))), cubes(policies()),
        [f"{C}: ~ cube orders, access_policy for *: all members, every row -> open to all"],
    ),
    "open to all": (
        cubes(policies(policy("hr"))), cubes(policies()),
        [
            f"{W}: ~ cube orders, access_policy for *: no policy -> open to all",
            f"{C}: ~ cube orders, access_policy for hr: all members, every row -> open to all",
        ],
    ),
    "one more filter": (
        cubes(cube()), cubes(policies(policy("*", ORG, SMALL))),
        [f"{B}: ~ cube orders, access_policy for *: all members, where org equals {{ securityContext.claims.org }} -> "
         "all members, where org equals { securityContext.claims.org } and revenue lt 10"],
    ),
    "another filter is wider and narrower": (
        cubes(policies(policy("*", SMALL))), cubes(policies(policy("*", {**SMALL, "values": ["9"]}))),
        [f"{W}: ~ cube orders, access_policy for *: all members, where revenue lt 10 -> all members, where revenue lt 9"],
    ),
    "unmatched rows are nobody's": (
        cubes(cube()), cubes(policies(policy("*", UNMATCHED))), [],
    ),
    "a group sees more": (
        cubes(cube()), cubes(policies(policy("*", ORG), policy("hr"))),
        [f"{W}: ~ cube orders, access_policy for hr: no policy -> all members, every row"],
    ),
    "a group for what all see": (
        cubes(cube()), cubes(policies(policy("*", ORG), policy("hr", ORG, includes=["id"]))),
        [],
    ),
    "a group sees less": (
        cubes(policies(policy("*", ORG), policy("hr"))), cubes(cube()),
        [f"{B}: ~ cube orders, access_policy for hr: all members, every row -> no policy"],
    ),
    "a member more": (
        cubes(policies(policy("hr", includes=["id"]))), cubes(policies(policy("hr", includes=["id", "revenue"]))),
        [f"{W}: ~ cube orders, access_policy for hr: id, every row -> id, revenue, every row"],
    ),
    "a new member is no wider policy": (
        cubes(policies(policy("hr", includes=["id"]))),
        cubes(cube(
            access_policy=[policy("hr", includes=["id", "new"])],
            dimensions=[*cube()["dimensions"], {"name": "new", "sql": "{CUBE}.new", "type": "string"}],
        )),
        [f"{C}: ~ cube orders, access_policy for hr: id, every row -> id, new, every row",
         f"{C}: + cube orders, dimension new added"],
    ),
    "rows of one member through another policy": (
        cubes(policies(policy("hr", SMALL, includes=["id"]), policy("*", includes=["org"]))),
        cubes(policies(policy("hr", includes=["id"]), policy("*", includes=["org"]))),
        [f"{W}: ~ cube orders, access_policy for hr: id, where revenue lt 10 -> id, every row"],
    ),
    "no mask any more": (
        cubes(policies(policy("*", includes=["id"], member_masking={"includes": ["org"]}))),
        cubes(policies(policy("*", includes=["id", "org"]))),
        [f"{W}: ~ cube orders, access_policy for *: id, masked org, every row -> id, org, every row"],
    ),
    "a mask for what was hidden": (
        cubes(policies(policy("*", includes=["id"]))),
        cubes(policies(policy("*", includes=["id"], member_masking={"includes": ["org"]}))),
        [f"{W}: ~ cube orders, access_policy for *: id, every row -> id, masked org, every row"],
    ),
    "on a condition": (
        cubes(policies({**policy("hr"), "conditions": [{"if": "{ a }"}]})), cubes(policies(policy("hr"))),
        [f"{W}: ~ cube orders, access_policy for hr: no policy -> all members, every row",
         f"{C}: ~ cube orders, access_policy for hr if {{ a }}: all members, every row -> no policy"],
    ),
    "denied to all": (
        cubes(cube()), cubes(policies({"group": "floe-cube/nobody", "member_level": {"excludes": "*"}})),
        [f"{B}: ~ cube orders, access_policy for *: all members, where org equals {{ securityContext.claims.org }} -> no policy"],
    ),
    "a policy of a view": (
        of(views={"sales": {**VIEW, "access_policy": [policy("hr", includes=["id"])]}}, members={"sales": ("id", "org")}),
        of(views={"sales": {**VIEW, "access_policy": [policy("hr")]}}, members={"sales": ("id", "org")}),
        [f"{W}: ~ view sales, access_policy for hr: id, every row -> all members, every row"],
    ),
    "exempt": (
        of(rows={"orders": FILTERED}), of(rows={"orders": {"rows": "all"}}),
        [f"{W}: ~ cube orders: rows orders.org = claim org -> all"],
    ),
    "denied": (
        of(rows={"orders": FILTERED}), of(rows={"orders": {"rows": "none"}}),
        [f"{B}: ~ cube orders: rows orders.org = claim org -> none"],
    ),
    "a claim more": (
        of(rows={"orders": FILTERED}), of(rows={"orders": TWICE}),
        [f"{B}: ~ cube orders: rows orders.org = claim org -> orders.org = claim org and orders.store = claim store"],
    ),
    "a claim less": (
        of(rows={"orders": TWICE}), of(rows={"orders": FILTERED}),
        [f"{W}: ~ cube orders: rows orders.org = claim org and orders.store = claim store -> orders.org = claim org"],
    ),
    "another claim": (
        of(rows={"orders": FILTERED}), of(rows={"orders": ELSEWHERE}),
        [f"{W}: ~ cube orders: rows orders.org = claim org -> orders.org = claim home"],
    ),
    "the column that decides": (
        cubes(cube()), cubes(member("dimensions", "org", sql="{CUBE}.other")),
        [f"{W}: ~ cube orders, dimension org: sql {{CUBE}}.org -> {{CUBE}}.other"],
    ),
    "the column that decides among others": (
        cubes(policies(policy("*", {"or": [SMALL, {"and": [ORG]}]}))),
        cubes({**member("dimensions", "org", sql="{CUBE}.other"), "access_policy": [policy("*", {"or": [SMALL, {"and": [ORG]}]})]}),
        [f"{W}: ~ cube orders, dimension org: sql {{CUBE}}.org -> {{CUBE}}.other"],
    ),
    "what masks a member": (
        cubes(member("dimensions", "org", mask=0)), cubes(member("dimensions", "org", mask={"sql": "{CUBE}.org"})),
        [f'{W}: ~ cube orders, dimension org: mask 0 -> {{"sql": "{{CUBE}}.org"}}'],
    ),
    "nothing of one's own to mask it": (
        cubes(member("dimensions", "org", mask=0)), cubes(member("dimensions", "org", mask=None)),
        [f"{C}: ~ cube orders, dimension org: mask 0 -> nothing"],
    ),
    # --- settings
    "row level off": (settled(), of(settings={"rowLevel": False, "devMode": False, "auth": {}}), [f"{W}: ~ cube.js: rowLevel true -> false"]),
    "row level on": (of(settings={"rowLevel": False}), of(settings={"rowLevel": True}), [f"{B}: ~ cube.js: rowLevel false -> true"]),
    "development": (of(settings={"devMode": False}), of(settings={"devMode": True}), [f"{W}: ~ cube.js: devMode false -> true"]),
    "any audience": (settled(audience=["a"]), settled(audience=None), [f'{W}: ~ cube.js: auth.audience ["a"] -> nothing']),
    "one audience": (settled(audience=None), settled(audience=["a"]), [f'{B}: ~ cube.js: auth.audience nothing -> ["a"]']),
    "one more audience": (settled(audience=["a"]), settled(audience=["a", "b"]), [f'{W}: ~ cube.js: auth.audience ["a"] -> ["a", "b"]']),
    "one audience less": (settled(audience=["a", "b"]), settled(audience=["a"]), [f'{B}: ~ cube.js: auth.audience ["a", "b"] -> ["a"]']),
    "a claim need not be there": (
        settled(requiredClaims=["org"]), settled(requiredClaims=[]), [f'{W}: ~ cube.js: auth.requiredClaims ["org"] -> []'],
    ),
    "a claim must be there": (
        settled(requiredClaims=[]), settled(requiredClaims=["org"]), [f'{B}: ~ cube.js: auth.requiredClaims [] -> ["org"]'],
    ),
    "a claim from another place": (
        settled(claims={"org": ["org"]}), settled(claims={"org": ["u", "org"]}), [f'{W}: ~ cube.js: auth.claims.org ["org"] -> ["u", "org"]'],
    ),
    "a claim for the first time": (settled(), settled(claims={"org": ["org"]}), [f'{C}: ~ cube.js: auth.claims.org nothing -> ["org"]']),
    "other keys": (settled(jwkUrl="https://a"), settled(jwkUrl="https://b"), [f"{W}: ~ cube.js: auth.jwkUrl https://a -> https://b"]),
    "more leeway": (settled(leeway=0), settled(leeway=60), [f"{W}: ~ cube.js: auth.leeway 0 -> 60"]),
    "what nobody has thought of": (settled(), settled(anyKey=True), [f"{W}: ~ cube.js: auth.anyKey nothing -> true"]),
    "longer tokens": (settled(maxTokenBytes=1), settled(maxTokenBytes=2), [f"{C}: ~ cube.js: auth.maxTokenBytes 1 -> 2"]),
}  # fmt: skip


def test_every_setting_about_tokens_is_decided_on() -> None:
    """Those that real builds write."""
    texts = [path.read_text() for path in (Path(__file__).parents[2] / "golden").rglob("expected/cube.js")]
    paths = {path for text in texts for path in _flat(_content("cube.js", text)["settings"])}
    assert len(paths) > 15
    undecided = {path for path in paths if path.startswith("auth.") and path not in SETTINGS}
    assert {path for path in undecided if not path.startswith("auth.claims")} == set()


def told(old: Deployed, new: Deployed) -> list[str]:
    """The changes as the text says them, each with its effect."""
    changes = difference(old, new)
    lines = [line[2:] for line in diff_text(changes, OUT).splitlines() if line.startswith("  ")]
    return [f"{change.effect.name.lower()}: {line}" for change, line in zip(changes, lines, strict=True)]


@pytest.mark.parametrize("case", CASES)
def test_case(case: str) -> None:
    old, new, expected = CASES[case]
    assert told(old, new) == expected


def test_text() -> None:
    """Worst first, counted, and the end of long values where they differ."""
    long = "{CUBE}.customer_id = {customers}.customer_id AND {CUBE}.customer_id = {customers}.customer_id AND {CUBE}.organization_id = {customers}.organization"
    old = cube(joins=[{"name": "customers", "relationship": "many_to_one", "sql": long}])
    new = cube(
        joins=[{"name": "customers", "relationship": "many_to_one", "sql": f"{long}_id"}],
        access_policy=[policy("*")],
        measures=[],
    )
    assert diff_text(difference(cubes(old), cubes(new)), OUT) == (
        "Somebody sees more than before:\n"
        "  ~ cube orders, access_policy for *: all members, where org equals { securityContext.claims.org } -> all members, every row\n"
        "\n"
        "What worked before no longer does:\n"
        "  - cube orders, measure revenue removed\n"
        "\n"
        "What else changes:\n"
        "  ~ cube orders, join customers: sql … = {customers}.customer_id AND {CUBE}.organization_id = {customers}.organization -> "
        "… = {customers}.customer_id AND {CUBE}.organization_id = {customers}.organization_id\n"
        "\n"
        "out: 3 changes, 1 wider, 1 breaking, 1 compatible"
    )
    assert diff_text((), OUT) == "out: the build means the same"


# --- laws ------------------------------------------------------------------------------------------------------------
def read(kind: str, things: list[Any]) -> dict[str, Data]:
    """Objects of the AST as they are read back from what is rendered."""
    write: Any = getattr(yaml, kind)
    documents = [YAML(typ="safe").load(write(thing))[f"{kind}s"][0] for thing in things]
    return {document["name"]: document for document in documents}


values = (
    st.none() | st.booleans() | st.integers(0, 2) | st.just(float("nan")) | st.lists(st.sampled_from("ab"), max_size=2)
)
rows = st.sampled_from([FILTERED, TWICE, ELSEWHERE, {"rows": "all"}, {"rows": "none"}])
paths = st.sampled_from(["rowLevel", "devMode", "other"])
deployments = st.builds(
    Deployed,
    cubes=st.lists(objects(ast.Cube), max_size=2).map(lambda things: read("cube", things)),
    views=st.lists(objects(ast.View), max_size=1).map(lambda things: read("view", things)),
    rows=st.dictionaries(st.sampled_from(["orders", "customers"]), rows),
    members=st.dictionaries(st.sampled_from(["y", "sales"]), st.lists(st.sampled_from("abc"), unique=True).map(tuple)),
    settings=st.dictionaries(paths, values),
)
slow = settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))


@slow
@given(deployments)
def test_nothing_differs_from_itself(deployed: Deployed) -> None:
    assert difference(deployed, deployed) == ()


@slow
@given(deployments, deployments)
def test_what_is_added_one_way_is_removed_the_other(one: Deployed, other: Deployed) -> None:
    there, back = difference(one, other), difference(other, one)
    inverse = {"added": "removed", "removed": "added", "changed": "changed"}
    turned = [(c.owner, c.part, c.aspect, inverse[c.kind], repr(c.new), repr(c.old)) for c in back]
    assert sorted((c.owner, c.part, c.aspect, c.kind, repr(c.old), repr(c.new)) for c in there) == sorted(turned)


@pytest.mark.parametrize(
    ("before", "after", "effects"),
    [
        (["privacy"], ["privacy", "analysts"], [Effect.WIDER]),
        (["privacy"], ["analysts"], [Effect.WIDER]),
        (["privacy", "analysts"], ["analysts"], [Effect.BREAKING]),
        (["privacy", "analysts"], ["analysts", "privacy"], []),
        (None, ["privacy"], []),  # the policies tell, which have others for whom personal data is closed
        (["privacy"], None, []),
    ],
)
def test_roles_that_see_personal_data(before: list[str] | None, after: list[str] | None, effects: list[Effect]) -> None:
    """They stand in access.json alone: the policies know two kinds of people, and not who is of which."""

    def deployed(roles: list[str] | None) -> Deployed:
        closed = {"closed": {"revealedTo": roles, "members": {}}} if roles is not None else {}
        found, problems = gathered({"access.json": json.dumps({"cubes": {}, "views": {}, **closed})}, OUT)
        assert not problems
        return found

    assert [change.effect for change in difference(deployed(before), deployed(after))] == effects


@slow
@given(deployments, deployments)
def test_worst_comes_first_and_additions_break_nothing(one: Deployed, other: Deployed) -> None:
    changes = difference(one, other)
    assert [c.effect for c in changes] == sorted(c.effect for c in changes)
    assert all(c.effect is Effect.COMPATIBLE for c in changes if c.kind == "added")


@slow
@given(
    deployments, st.dictionaries(st.text(max_size=3), values | st.dictionaries(st.text(max_size=2), values), max_size=3)
)
def test_whatever_people_made_of_a_cube_is_compared(deployed: Deployed, edited: Data) -> None:
    """No shape stops the comparison: not of lists, not of policies."""
    keys = ["dimensions", "joins", "access_policy", "measures", "public"]
    for key, value in zip(keys, [*edited.values(), *edited.values()], strict=False):
        broken = attrs.evolve(deployed, cubes={"orders": {**cube(), key: value, 1: 2}})  # type: ignore[dict-item]
        difference(broken, cubes(cube()))
        difference(cubes(cube()), broken)


FILTERS = {"p": {"member": "p", "operator": "set"}, "q": {"member": "q", "operator": "set"}}
MEMBERS = frozenset("ab")
stated_policies = st.lists(
    st.builds(
        lambda group, includes, masked, filters: policy(
            group, *(FILTERS[name] for name in filters), includes=sorted(includes),
            member_masking={"includes": sorted(masked)},
        ),
        st.sampled_from(["*", "hr"]), st.sets(st.sampled_from("ab")), st.sets(st.sampled_from("ab")), st.sets(st.sampled_from("pq")),
    ),
    min_size=1, max_size=3,
)  # fmt: skip


def shown(stated: list[Data], group: str, member: str, row: frozenset[str]) -> int:
    """How well a group sees a member in a row, of which only the filters count that hold for it: Cube's rules, by trying."""
    levels = [0]
    for each in stated:
        if each["group"] in (group, "*") and {f["member"] for f in each["row_level"].get("filters", [])} <= row:
            levels += [2] * (member in each["member_level"]["includes"]) + [1] * (
                member in each["member_masking"]["includes"]
            )
    return max(levels)


@settings(max_examples=300, deadline=None)
@given(stated_policies, stated_policies)
def test_more_is_seen_where_trying_every_row_shows_it(old: list[Data], new: list[Data]) -> None:
    """By every group, every member and every row that the filters can tell apart."""
    found = grants(old, new, MEMBERS, MEMBERS)
    for audience, (earlier, later) in found.items():
        tried = any(
            shown(new, audience.group, name, row) > shown(old, audience.group, name, row)
            for name in MEMBERS
            for row in map(frozenset, itertools.chain([""], ["p"], ["q"], ["pq"]))
        )
        assert seen(earlier, later) is tried
    assert Audience("*") in found
