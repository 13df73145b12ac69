"""`floe-cube explain` tells what the registry knows, with what a golden case really said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from floe_cube.cli.explain import blanks, plain
from floe_cube.cli.main import main
from floe_cube.codes import CODES

ROOT = Path(__file__).parents[2]


def explain(*codes: str) -> Result:
    return CliRunner().invoke(main, ["explain", *codes])


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(code: str) -> None:
    entry = CODES[code]
    words = " ".join(explain(code).stdout.split())
    assert words.startswith(f"{entry.severity.lower()} {code}: {entry.title} ")
    assert " ".join(plain(entry.message).split()) in words
    assert " ".join(plain(entry.remedy).split()) in words
    for name in blanks(entry):
        assert f"<{name}>" in words


def test_the_example_is_what_a_case_says() -> None:
    said = explain("fc0203").stdout
    head, _, example = said.partition("  For example, ")
    case, _, shown = example.partition(":\n\n")
    assert "What a warning does: the build goes on" in head
    spoken = (ROOT / case / "expected" / "diagnostics.txt").read_text()
    assert "\n".join(line[4:] for line in shown.splitlines()) in spoken
    assert shown.startswith("    warning FC0203: unknown type")


def test_several_codes_in_the_order_that_was_asked() -> None:
    said = explain("FC0811", "FC0001").stdout
    assert said.index("FC0811: ") < said.index("FC0001: ")


def test_without_a_code_all_are_listed() -> None:
    lines = explain().stdout.splitlines()
    assert len(lines) == len(CODES)
    assert "FC0001  error    no manifest" in lines


def test_an_unknown_code_leads_to_the_nearest() -> None:
    result = explain("FC1002", "FC0001")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("There is no code FC1002. Try FC")
    assert set(re.findall(r"FC\d{4}", result.stderr)) - {"FC1002"} <= CODES.keys()


def test_nothing_like_a_code() -> None:
    result = explain("help")
    assert result.exit_code == 2
    assert "Try `floe-cube explain`, which lists them." in result.stderr
