"""Findings as people read them: where they are, worst first, counted, never a wall."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from floe_cube.cli.console import findings_text
from floe_cube.cli.lines import with_lines
from floe_cube.cli.main import main
from floe_cube.cli.told import MOST
from floe_cube.codes import CODES
from floe_cube.diagnostics import Diagnostic, Place, finding, ordered

SHOP = Path(__file__).parents[2] / "golden" / "shop"


# --- where -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shop with the YAML that people edit."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SHOP / "project" / "models", tmp_path / "models")
    (tmp_path / "target").mkdir()
    for name in ("manifest.json", "catalog.json"):
        shutil.copy(SHOP / name, tmp_path / "target")
    return tmp_path


def build(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["build", *arguments])


def places(result: Result) -> list[tuple[str, int, str, str]]:
    diagnostics = json.loads(result.stdout)["diagnostics"]
    return [(d["file"], d["line"], d["subject"], d["column"]) for d in diagnostics]


def test_every_finding_in_yaml_has_the_line_that_names_it(project: Path) -> None:
    found = places(build("--format", "json"))
    in_yaml = [place for place in found if place[0].endswith(".yml")]
    assert len(in_yaml) >= 10
    for file, line, subject, column in in_yaml:
        text = (project / file).read_text().splitlines()[line - 1]
        names = {subject.split(".")[2], column}
        assert re.search(r"name: ['\"]?(.*?)['\"]?$", text)[1] in names  # type: ignore[index]
    assert ("models/sales/sales.yml", "model.shop.payments", "refunded_at") in [(f, s, c) for f, _, s, c in in_yaml]
    by_column = [
        place
        for place in in_yaml
        if place[3] and place[3] in (project / place[0]).read_text().splitlines()[place[1] - 1]
    ]
    assert by_column


def test_the_line_is_shown(project: Path) -> None:
    said = build().stderr
    line = (project / "models/sales/sales.yml").read_text().splitlines().index("      - name: refunded_at") + 1
    assert f"  models/sales/sales.yml:{line} · model.shop.payments.refunded_at\n" in said


def test_the_project_is_where_the_target_is(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    found = places(build("--target", str(project / "target"), "--format", "json"))
    assert any(file.endswith(".yml") and line for file, line, _, _ in found)


def test_without_the_files_there_are_no_lines(project: Path) -> None:
    shutil.rmtree(project / "models")
    assert {line for _, line, _, _ in places(build("--format", "json"))} == {0}


SOURCES = """\
version: 2
models:
  - description: |
      This one is named below.
    name: "orders"   # quoted
    columns:
      - name: id
      - {name: hidden in a flow}
    versions:
      - v: 1
  - name: items
    columns:
      - name: id
      - name: 'is paid'
      - name: late
  - name: late
    columns: [{name: id}]
sources:
  - name: landing
    tables:
      - name: raw
        columns:
          - name: id
  - name: harbour
    tables:
      - {name: raw, columns: [{name: id}]}
      - {name: "raw.eu", description: orders, here}
      - name: orders
semantic_models:  # of the same name as its model
  - name: orders
    dimensions:
      - {name: id}
"""


@pytest.mark.parametrize(
    ("subject", "column", "line"),
    [
        ("model.shop.orders", "", 5),
        ("model.shop.orders.v2", "id", 7),
        ("model.shop.orders", "missing", 5),
        ("model.shop.items", "id", 13),
        ("model.shop.items", "is paid", 14),
        ("model.shop.items", "late", 15),
        ("model.shop.late", "", 16),
        ("model.shop.orders", "hidden in a flow", 8),
        ("source.shop.landing.raw", "id", 23),
        ("source.shop.harbour.raw", "", 26),
        ("source.shop.harbour.raw.eu", "", 27),
        ("source.shop.harbour.orders", "", 28),
        ("source.shop.nowhere.raw", "", 21),
        ("semantic_model.shop.orders", "id", 32),
        ("model.shop.other", "id", 0),
        ("orders", "id", 0),
    ],
)
def test_lines(tmp_path: Path, subject: str, column: str, line: int) -> None:
    (tmp_path / "models.yml").write_text(SOURCES)
    [found] = with_lines([finding("FC0203", Place(subject, "models.yml", column), column="c", type="t")], [tmp_path])
    assert found.place.line == line


@pytest.mark.parametrize(
    "file", ["../secret.yml", "/etc/secret.yml", "a\0b.yml", "folder.yml", "missing.yml", "latin.yml"]
)
def test_files_that_are_not_the_projects_or_cannot_be_read(tmp_path: Path, file: str) -> None:
    (tmp_path / "secret.yml").write_text("- name: orders\n")
    (tmp_path / "project" / "folder.yml").mkdir(parents=True)
    (tmp_path / "project" / "latin.yml").write_bytes(b"- name: caf\xe9\n")
    before = finding("FC0203", Place("model.shop.orders", file), column="c", type="t")
    assert with_lines([before], [tmp_path / "project"]) == (before,)


@given(st.text("name: -#'\"orders\n\r\u2028é"), st.text())
def test_any_text_in_a_file(tmp_path_factory: pytest.TempPathFactory, text: str, subject: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    (folder / "a.yml").write_bytes(text.encode("utf-8", "surrogatepass"))
    [found] = with_lines([finding("FC0203", Place(subject, "a.yml"), column="c", type="t")], [folder])
    assert 0 <= found.place.line <= text.count("\n") + 1


# --- how much --------------------------------------------------------------------------------------------------------
def many(*counted: tuple[str, int]) -> tuple[Diagnostic, ...]:
    """So many findings of each code."""
    blanks = {name: "x" for code, _ in counted for name in re.findall(r"(?<!\{)\{(\w+)\}", str(CODES[code]))}
    return ordered(
        finding(code, Place(f"model.shop.m{n}"), **blanks) for code, number in counted for n in range(number)
    )


def test_never_a_wall() -> None:
    """However much is found, there is a screen or two of it: the worst in detail, of the rest one place each."""
    said = findings_text(many(*((code, 20) for code in CODES)), colour=False)
    heads = [line for line in said.splitlines() if line.endswith("(20 times)")]
    assert len(heads) == len(CODES)
    assert said.count("· ") == 0  # no file is known here
    shown = len(re.findall(r"^  model\.", said, re.MULTILINE))
    assert MOST <= shown <= MOST + len(CODES)
    assert said.rstrip().endswith(
        f"{shown} of {20 * len(CODES)} places are shown; `floe-cube report` and `--format json` have all of them."
    )


def test_worst_first_and_counted() -> None:
    said = findings_text(many(("FC0202", 2), ("FC0301", 9), ("FC0602", 30)), colour=False)
    heads = [line for line in said.splitlines() if line.startswith(("error", "warning", "note"))]
    assert [head.split(":")[0] for head in heads] == ["error FC0602", "warning FC0301", "note FC0202"]
    assert heads[0].endswith("(30 times)")
    assert "  … and 10 more" in said
    assert "  … and 4 more" in said
    assert said.rstrip().endswith("27 of 41 places are shown; `floe-cube report` and `--format json` have all of them.")


def test_the_whole_is_in_json(project: Path) -> None:
    found = json.loads(build("--format", "json").stdout)["diagnostics"]
    said = build("--out", "other").stderr
    counted = sum(
        int(n or 1)
        for n in re.findall(r"^(?:error|warning|note) FC\d{4}: .*?(?:  \((\d+) times\))?$", said, re.MULTILINE)
    )
    assert counted == len(found)
