"""Personal data under attack: canaries in a database that a real dbt built, asked for in every way through a real Cube.

Every value that is personal is a canary, in whatever form a member shows it. Nobody without the group gets one.
"""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Literal

import pytest
from attrs import frozen
from ruamel.yaml import YAML

from floe_cube import Artifacts, compile
from floe_cube.adapters.security import mint
from floe_cube.compiler import Compilation
from floe_cube.config import ClaimPath, Config, ConsumptionConfig, PiiConfig, SecurityConfig, Text
from floe_cube.cube.access import AccessTable
from tests.conftest import ByDbt
from tests.cube import lab
from tests.security.personal.questions import Question, questions

pytestmark = [pytest.mark.cube]

SECRET = "a secret of this attack and of nobody else, 64 letters long"
PROJECT = Path(__file__).parent / "personal" / "project"
#: Texts as they are, in lower case and backwards; the year of birth; incomes and all that is computed from them.
CANARY = re.compile(
    r"CANARY-\w|canary-\w|YRANAC|CANARY note|1907-0|\b\d{10,}(?:\.\d+)?\b|\b[1-9]\.\d+e\+?\d\d", re.IGNORECASE
)
#: What an error may repeat of the question.
ECHO = re.compile(r"CANARY-north(-1\b|-3@example\.com)?|1907-01-\d\d|7770000003")
Action = Literal["mask", "hide"]


#: Changes a deployment.
Sabotage = Callable[[Path], None]
StartSabotaged = Callable[..., list[str]]


def token(*roles: str) -> str:
    return mint({"sub": "u", "exp": int(time.time()) + 3600, "organization_id": "north", "roles": list(roles)}, SECRET)


@frozen
class Built:
    """A deployment, and what its compiler knows of it."""

    directory: Path
    compilation: Compilation
    access: AccessTable
    env: dict[str, str]


@pytest.fixture(scope="module")
def target(real_cube: None, by_dbt: ByDbt, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return by_dbt(PROJECT, tmp_path_factory.mktemp("personal") / "clinic")


def compiled(target: Path, action: Action, directory: Path) -> Built:
    pii = PiiConfig(action=action, groups=(Text("privacy"),))
    security = SecurityConfig(roles_claim=ClaimPath(("roles",)), pii=pii)
    manifest, catalog = (target / "manifest.json").read_bytes(), (target / "catalog.json").read_bytes()
    config = Config(consumption=ConsumptionConfig(security=security))
    compilation = compile(Artifacts(manifest=manifest, catalog=catalog, config=config))
    assert compilation.ok, compilation.diagnostics
    lab.deploy(directory, compilation)
    table = json.loads(compilation.files["access.json"])["closed"]
    env = {
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(target.parent / "clinic.duckdb"),
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
        "CUBEJS_PRE_AGGREGATIONS_BUILDER": "true",
    }
    return Built(directory, compilation, AccessTable(closed=table["members"]), env)


@pytest.fixture(scope="module", params=["mask", "hide"])
def built(request: pytest.FixtureRequest, target: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    return compiled(target, request.param, tmp_path_factory.mktemp("cube"))


@pytest.fixture(scope="module")
def server(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[lab.Server]:
    with lab.Server(built.directory, copied(built, tmp_path_factory.mktemp("data"))) as running:
        yield running


def copied(built: Built, folder: Path) -> dict[str, str]:
    """The environment with a database of one's own: Cube builds pre-aggregations in it, and DuckDB lets one process write."""
    database = folder / "clinic.duckdb"
    database.write_bytes(Path(built.env["CUBEJS_DB_DUCKDB_DATABASE_PATH"]).read_bytes())
    return {**built.env, "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(database)}


def ask(server: lab.Server, question: Question, who: str) -> lab.Response:
    while True:
        answer = server.request("POST", question.path, question.body, who)
        if not (isinstance(answer.body, dict) and answer.body.get("error") == "Continue wait"):
            return answer


def data_of(answer: lab.Response) -> str:
    """The values of an answer, without the query that it repeats and without times of its own."""
    body = answer.body if isinstance(answer.body, dict) else {"text": answer.body}
    found = [part.get("data") for part in body.get("results", [body]) if isinstance(part, dict)]
    return json.dumps(found) + json.dumps(body.get("error", "")) + json.dumps(body.get("errors", ""))


def run(server: lab.Server, asked: list[Question], who: str) -> list[lab.Response]:
    with ThreadPoolExecutor(8) as clients:
        return list(clients.map(lambda question: ask(server, question, who), asked))


def leaks(asked: list[Question], answers: list[lab.Response], access: AccessTable) -> list[str]:
    """Answers that hold a canary, and answers by which one could guess at one."""
    found = []
    for question, answer in zip(asked, answers, strict=True):
        said = data_of(answer) if answer.status == 200 else ECHO.sub("", data_of(answer))
        names = [name for name in question.used if (access.closed or {}).get(name)]
        guessed = names and answer.status == 200 and _says_something(answer)
        if CANARY.search(said) or guessed:
            found.append(f"{question.body}\n    {answer.status} {said[:300]}")
    return found


def _says_something(answer: lab.Response) -> bool:
    """Whether rows came, other than the one without anything in it that Cube gives instead of a refusal."""
    if not isinstance(answer.body, dict) or "errors" in answer.body:
        return False
    rows = [row for part in answer.body.get("results", [answer.body]) for row in part.get("data") or ()]
    if isinstance(answer.body.get("data"), dict):
        rows = answer.body["data"].get("cube") or []
    return any(_filled(row) for row in rows)


def _filled(value: Any) -> bool:
    if isinstance(value, dict):
        return any(map(_filled, value.values()))
    return value not in (None, "0", 0)


@pytest.mark.parametrize("wanted", [100, pytest.param(1_000, marks=pytest.mark.full)])
def test_no_canary_leaves(wanted: int, built: Built, server: lab.Server) -> None:
    asked = list(questions(built.compilation.model, 1, wanted))
    answers = run(server, asked, token("analyst"))
    found = leaks(asked, answers, built.access)
    assert not found, "\n".join(found[:10])
    statuses = Counter(answer.status for answer in answers)
    revealed = run(server, asked, token("privacy"))
    seen = sum(bool(CANARY.search(data_of(answer))) for answer in revealed if answer.status == 200)
    print(
        statuses,
        Counter(answer.status for answer in revealed),
        f"{seen} of {wanted} answers show canaries to who may see them",
    )
    assert statuses[200] > wanted / 8, statuses
    assert seen > wanted / 4
    assert "TypeError" not in server.log.read_text(errors="replace")


# --- the attack, attacked --------------------------------------------------------------------------------------------
FEW = 60


@pytest.fixture
def sabotaged(target: Path, tmp_path: Path) -> Iterator[StartSabotaged]:
    """Starts a server on a deployment that was tampered with, and attacks it."""
    with ExitStack() as servers:

        def start(*changes: Sabotage, action: Action = "mask") -> list[str]:
            built = compiled(target, action, tmp_path / "cube")
            for change in changes:
                change(built.directory)
            server = servers.enter_context(lab.Server(built.directory, copied(built, tmp_path), boot_timeout=60))
            asked = list(questions(built.compilation.model, 2, FEW))
            return leaks(asked, run(server, asked, token("analyst")), built.access)

        yield start


def without_masks(directory: Path) -> None:
    """Let everybody's policies be those of who may see personal data."""
    for path in sorted((directory / "schema").rglob("*.yaml")):
        model = YAML(typ="safe").load(path)
        for owner in (owner for kind in ("cubes", "views") for owner in model.get(kind, ())):
            revealing = [p for p in owner.get("access_policy", ()) if "unmasked" in p.get("group", "")]
            for policy in revealing:
                policy["group"] = "*"
            owner["access_policy"] = revealing or owner.get("access_policy", [])
        path.write_text(json.dumps(model, indent=1))


def without_refusals(directory: Path) -> None:
    """Let the second layer know of no personal data, while the runtime still grants the divided groups."""
    path = directory / "access.json"
    table = json.loads(path.read_text())
    table["closed"]["members"] = {}
    path.write_text(json.dumps(table))


def test_without_both_layers_it_is_noticed_at_once(sabotaged: StartSabotaged) -> None:
    assert len(sabotaged(without_masks, without_refusals)) > FEW / 4


def test_without_masks_the_second_layer_refuses(sabotaged: StartSabotaged) -> None:
    assert sabotaged(without_masks) == []


def test_without_the_second_layer_no_value_leaves(sabotaged: StartSabotaged) -> None:
    """The first layer alone shows no value; that it lets nobody guess either is Cube's planner's doing, so not asked of it."""
    assert [leak for leak in sabotaged(without_refusals) if CANARY.search(leak.partition("\n")[2])] == []


# --- numbers ---------------------------------------------------------------------------------------------------------
COUNTS: dict[str, tuple[dict[str, Any], list[dict[str, Any]]]] = {
    "a classified key is counted": ({"measures": ["patients.count"]}, [{"patients.count": "20"}]),
    "joined on": (
        {"measures": ["visits.count"], "dimensions": ["patients.ward"], "order": {"patients.ward": "asc"}},
        [
            {"patients.ward": ward, "visits.count": number}
            for ward, number in (("ward 0", "20"), ("ward 1", "20"), ("ward 2", "19"), (None, "1"))
        ],
    ),
    "counted where a join on the way back repeats it": (
        {"measures": ["patients.count"], "dimensions": ["visits.floor_number"], "order": {"visits.floor_number": "asc"}},
        [{"visits.floor_number": n, "patients.count": "9"} for n in "0123"]
        + [{"visits.floor_number": None, "patients.count": "2"}],
    ),
    "different values are counted": ({"measures": ["patients.emails"]}, [{"patients.emails": "20"}]),
    "over a rollup": (
        {"measures": ["patients.count"], "dimensions": ["patients.ward"], "order": {"patients.ward": "asc"}},
        [{"patients.ward": w, "patients.count": n} for w, n in (("ward 0", "6"), ("ward 1", "7"), ("ward 2", "7"))],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_counts_are_the_same_for_all(name: str, server: lab.Server) -> None:
    query, expected = COUNTS[name]
    for roles in ("analyst", "privacy"):
        answer = server.load(query, token(roles))
        assert answer.body.get("data") == expected, (roles, answer)


def test_who_belongs_to_the_group_sees_it(server: lab.Server) -> None:
    query = {"dimensions": ["patients.email", "patients.income"], "limit": 1, "order": {"patients.email": "asc"}}
    (row,) = server.load(query, token("privacy")).body["data"]
    assert row == {"patients.email": "CANARY-north-10@example.com", "patients.income": "7770000010"}
    meta = json.dumps(server.meta(token("privacy")).body)
    assert "patients.income_total" in meta
    assert "email_key" not in meta


def test_masks_show(target: Path, tmp_path: Path) -> None:
    """Everybody else sees that there is something, and the mask that meta gives it."""
    built = compiled(target, "mask", tmp_path / "cube")
    with lab.Server(built.directory, copied(built, tmp_path)) as server:
        query = {"dimensions": ["patients.ward", "patients.email", "patients.reversed"], "filters": WARD}
        assert server.load(query, token()).body["data"] == [
            {"patients.ward": "ward 0", "patients.email": None, "patients.reversed": "nobody"}
        ]
        refused = server.load({**query, "order": {"patients.email": "asc"}}, token())
        assert (refused.status, refused.body["error"]) == (400, "Access denied")
        forged = server.load(query, token("floe-cube/unmasked/*"))
        assert not CANARY.search(json.dumps(forged.body))


WARD = [{"member": "patients.ward", "operator": "equals", "values": ["ward 0"]}]
