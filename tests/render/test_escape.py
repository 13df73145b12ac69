"""Text is inert: whatever people write into dbt, Cube shows exactly that and runs none of it."""

from __future__ import annotations

import os
import random
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from floe_cube.cube.ast import Cube, Dimension, Name, OfSql, Sql, Table, Text
from floe_cube.cube.fstring import literal
from floe_cube.render import escape, yaml
from tests.cube.lab import Compiler
from tests.render.strategies import FRAGMENTS, texts

#: Number of strings for the fuzz test of the normal run.
STRINGS = int(os.environ.get("FLOE_CUBE_FUZZ_STRINGS", "2000"))
#: Number of strings in one compilation.
BATCH = 500

# Each of these was seen to break in real Cube when written without, or with less, escaping.
TRAPS = [
    "f", "F", "fr", "Rf", "f ", "ff", '"', 'f"', "a\\", "\\", "\\\\", "a\\\\\\", '\\"', "\\`", "`", "${x}", "{x}", "{{x}}", "{% x %}", "{%", "}}",
    "\\{", "\\}", "{", "}", "\\u", "\\u0041", "\\x", "\\0", "\\n", "\r", "a\rb", "a\r\nb", "\n", "a\n", "\n\na", "a\nb", "a\n b\n\nc\n",
    "a \nb", "\t", "a\tb\nc", " ", " a", "a ", "\0", "\x07", "\x1b[0m", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\u202e", "\U0001f600",
    "{''}", "'", "'''", '"""', "y", "null", "~", "1", "2024-01-01", "<<", "=", "- a", "a: b", "a #b", "#", "? a", "%YAML 1.2", "---", "*a", "&a",
    "{process.exit()}", "${process.exit()}", "{CUBE}", "constructor", "x" * 100_000,
]  # fmt: skip


def carried(text: str) -> str:
    """Half a surrogate pair is no character, and cannot be in a file."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def dimension(number: int, text: str) -> Dimension:
    """The same text wherever Cube evaluates strings, each place in its own way."""
    meta = {"text": text, "list": (text,), "public": text, "nested": {"mask": text, "primary_key": text}}
    return Dimension(
        name=Name(f"d{number}"),
        value=OfSql(Sql("1")),
        type="string",
        title=Text(text),
        description=Text(text),
        meta=meta,
    )


def assert_inert(compiler: Compiler, strings: list[str]) -> None:
    """Cube shows these texts as they are, and as keys of meta too."""
    dimensions = tuple(dimension(n, text) for n, text in enumerate(strings))
    free = [s for s in strings if "extends" not in s and s not in {"sql", "sqlTable", "sql_table", "__proto__"}]
    keys = {text: n for n, text in enumerate(free) if text == carried(text)}
    cube = Cube(name=Name("c"), source=Table(Sql("t")), dimensions=dimensions, meta=keys)
    compiled = compiler.compile({"c.yaml": yaml.cube(cube)}, render=False)
    assert compiled.errors == ()
    [seen] = compiled.cubes
    assert seen.get("meta", {}) == keys
    for text, shown in zip(strings, seen["dimensions"], strict=True):
        said = carried(text)
        assert shown["meta"] == {
            "text": said,
            "list": [said],
            "public": said,
            "nested": {"mask": said, "primary_key": said},
        }
        if text:
            assert (shown["shortTitle"], shown["description"]) == (said, said)


@pytest.mark.cube
def test_cube_shows_each_known_trap_as_it_was_written(cube_compiler: Compiler) -> None:
    assert_inert(cube_compiler, [*TRAPS, *FRAGMENTS, ""])


@pytest.mark.cube
def test_cube_shows_every_character_as_it_was_written(cube_compiler: Compiler) -> None:
    """All of the basic plane that is no private use, Hangul or Han, alone, doubled, and before a letter."""
    characters = [chr(code) for code in (*range(0x3100), *range(0xFB00, 0x10000), 0x1F600, 0xE0041, 0x1FFFE, 0x10FFFF)]
    assert_inert(cube_compiler, ["".join(characters[i : i + 64]) for i in range(0, len(characters), 64)])
    assert_inert(
        cube_compiler, [form for char in characters[:0x100] for form in (char, char * 2, f"{char}n", f"a{char}")]
    )


@pytest.mark.cube
def test_cube_shows_any_text_as_it_was_written(cube_compiler: Compiler) -> None:
    fuzz(cube_compiler, STRINGS)


@pytest.mark.cube
@pytest.mark.full
def test_cube_shows_a_hundred_thousand_texts_as_they_were_written(cube_compiler: Compiler) -> None:
    fuzz(cube_compiler, max(STRINGS, 100_000))


def fuzz(compiler: Compiler, count: int) -> None:
    """Texts made of traps and of any characters; the same ones in each run, so that a failure can be repeated."""
    dice = random.Random(count)

    def piece() -> str:
        if dice.random() < 0.7:
            return dice.choice(FRAGMENTS)
        return chr(dice.choice((dice.randrange(0x80), dice.randrange(0x3000), dice.randrange(0x110000))))

    for start in range(0, count, BATCH):
        strings = ["".join(piece() for _ in range(dice.randint(1, 9))) for _ in range(min(BATCH, count - start))]
        assert_inert(compiler, strings)


@pytest.mark.cube
def test_a_literal_inside_sql_is_the_name_that_the_database_gets(cube_compiler: Compiler) -> None:
    columns = ['"a{b}"', '"a\\b"', '"{CUBE}"', '"a\rb"', "`a{{b}}`", "[x\\]", "f", "'\\'", '"${x}"', "a\\"]
    dimensions = tuple(
        Dimension(name=Name(f"d{n}"), value=OfSql(Sql(f"{{CUBE}}.{literal(column)}{{CUBE}}")), type="string")
        for n, column in enumerate(columns)
    )
    cube = Cube(name=Name("c"), source=Table(Sql("t")), dimensions=dimensions)
    compiled = cube_compiler.compile({"c.yaml": yaml.cube(cube)})
    assert compiled.errors == ()
    for n, column in enumerate(columns):
        assert f'"c".{column}"c"' in compiled.members[f"c.d{n}"]


@pytest.mark.cube
def test_keys_that_cube_takes_for_its_own_keep_their_values_in_capitals(cube_compiler: Compiler) -> None:
    meta = {
        "sql": 1,
        "SQL": 2,
        "sqlTable": 3,
        "sql_table": 4,
        "__proto__": 5,
        "extends": 6,
        "my_extends_x": {"sql": "{x}"},
    }
    cube = Cube(name=Name("c"), source=Table(Sql("t")), meta=meta)
    [seen] = cube_compiler.compile({"c.yaml": yaml.cube(cube)}, render=False).cubes
    expected = {
        "SQL_": 1,
        "SQL": 2,
        "SQLTABLE": 3,
        "SQL_TABLE": 4,
        "__PROTO__": 5,
        "EXTENDS": 6,
        "my_EXTENDS_x": {"SQL": "{x}"},
    }
    assert seen["meta"] == expected


@settings(deadline=None)
@given(texts(), st.sampled_from((str, escape.text, escape.expression)))
@example("a\n\n", str)
@example("a: b\n\n  c\n# d\n", str)
def test_a_scalar_is_read_back_in_every_place(text: str, spelling: escape.Spelling) -> None:
    for write in (escape.scalar, escape.prose):
        document = (
            f"a:\n  - {write(spelling, 4, text)}\nb: {write(spelling, 2, text)}\n"
            f"{escape.key(text, chr(10))} 1\nz: {write(spelling, 2, text)}\n"
        )
        spelt = carried(spelling(text))
        if carried(text) in {"a", "b", "z"}:
            continue
        assert YAML(typ="safe", pure=True).load(document) == {"a": [spelt], "b": spelt, carried(text): 1, "z": spelt}


@pytest.mark.parametrize("text", ["Orders of customers", "total_amount", "What (who) is it?", "a, b - c/d = e"])
def test_harmless_words_need_no_quotes(text: str) -> None:
    assert escape.scalar(escape.text, 0, text) == text


@pytest.mark.parametrize(
    "word",
    ["y", "No", "ON", "null", "True", "nan", "1", "1e3", "0o7", "2024-01-01", "~", "=", "<<", "-", ".5", "1:30", ""],
)
def test_what_some_reader_takes_for_something_else_is_quoted(word: str) -> None:
    assert escape.scalar(str, 0, word) == f'"{word}"'


def test_lines_become_a_block_where_it_keeps_them() -> None:
    assert escape.prose(escape.text, 4, "a\n\n  b {x}\n") == "|\n    a\n\n      b \\{x\\}\n".removesuffix("\n")
    assert escape.prose(str, 2, "a\nb") == "|-\n  a\n  b"
    for unfit in ("a \nb", " a\nb", "a\n\n", "\na", "a\tb\nc", "a\n\u2028b", "a\nb{{"):
        assert escape.prose(str, 2, unfit).startswith('"')


@pytest.mark.parametrize("hidden", ["\u200b", "\u202e", "\u2066", "\ufeff", "\xad", "\0", "\x85", "\u2028", "\uffff"])
def test_what_a_reviewer_could_not_see_is_spelt_out(hidden: str) -> None:
    assert re.fullmatch(r'"pay\\[xu][0-9a-f]+load"', escape.prose(escape.text, 0, f"pay{hidden}load"))
