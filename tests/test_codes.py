"""Every code of the registry is shown by a golden case, so that its words have been read as a user reads them."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

from floe_cube.codes import CODES
from floe_cube.diagnostics import finding

ROOT = Path(__file__).parents[1]
#: A case is a build; what other commands say is shown by their tests, which name the code.
ELSEWHERE = {
    "FC0806": "test_faults.py",
    "FC0807": "test_faults.py",
    "FC0811": "test_token.py",
    "FC0812": "test_token.py",
    "FC0813": "test_token.py",
    "FC0814": "test_token.py",
    **dict.fromkeys((f"FC082{digit}" for digit in range(4)), "test_review.py"),
    "FC0830": "test_review.py",
    "FC0831": "test_review.py",
    "FC0840": "test_init.py",
    "FC0841": "test_init.py",
    "FC0842": "test_init.py",
    "FC0843": "test_init.py",
    "FC0860": "test_emit.py",
    **dict.fromkeys((f"FC085{digit}" for digit in range(9)), "test_verify.py"),
}
CODE = re.compile(r"\bFC\d{4}\b")


def shown() -> frozenset[str]:
    """The codes in what the golden cases say."""
    said = (ROOT / "golden").rglob("expected/diagnostics.txt")
    return frozenset(code for path in said for code in CODE.findall(path.read_text("utf-8")))


def test_every_code_has_a_case() -> None:
    assert sorted(CODES.keys() - shown() - ELSEWHERE.keys()) == []


@pytest.mark.parametrize("code", sorted(ELSEWHERE))
def test_other_commands_are_tested_for_theirs(code: str) -> None:
    assert code in (ROOT / "tests" / "cli" / ELSEWHERE[code]).read_text("utf-8")


@pytest.mark.parametrize("code", sorted(CODES))
def test_words(code: str) -> None:
    """A title is no sentence, message and remedy are; blanks are names, and all text is on one line."""
    entry = CODES[code]
    assert CODE.fullmatch(code)
    assert not entry.title.endswith(".")
    for text in (entry.message, entry.remedy):
        assert "\n" not in text
        assert text[-1] in ".}"
        assert all(name is None or name.isidentifier() for _, name, _, _ in Formatter().parse(text))


def test_a_message_quotes_the_beginning_of_a_long_value() -> None:
    short, long = (finding("FC0611", cube="c" * length, column="x") for length in (1_000, 1_000_000))
    assert "c" * 1_000 + "`" in short.message
    assert f"{'c' * 1_000}… (1,000,000 characters)`" in long.message
    assert len(long.message) < 1_200
