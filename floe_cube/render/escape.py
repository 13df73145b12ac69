r"""Any text, made safe for the two languages that read it: first YAML, then Cube's f-strings.

What Cube cannot carry is changed where people see it, never silently: half a surrogate pair becomes U+FFFD, and a key of
`meta` that Cube would take for its own is written in capitals (`sql` becomes `SQL`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from typing import TypeAlias

import msgspec

from floe_cube.cube.fstring import literal

#: How a string is spelt for Cube.
Spelling: TypeAlias = Callable[[str], str]


# --- Cube ------------------------------------------------------------------------------------------------------------
#: An f-string's prefix: as the whole text, Cube's lexer takes it and the closing quote for one token and loses both.
_PREFIX = re.compile("[fF][rR]?|[rR][fF]")
#: Where Cube reads a string as a Python expression instead of an f-string.
#: Source: Cube 1.7.43, `CubeValidator.nonStringFields`.
EXPRESSIONS = frozenset({
    "primaryKey", "scheduledRefresh", "unionWithSourceData", "rewriteQueries", "shown", "public", "subQuery",
    "propagateFiltersToSubQuery", "incremental", "external", "useOriginalSqlPreAggregations", "readOnly", "prefix", "mask",
})  # fmt: skip
#: Keys whose value Cube turns into a function wherever they stand, so that it is lost from `meta`, and the one that
#: JavaScript keeps for itself. Source: Cube 1.7.43, `CubePropContextTranspiler`: `/sql$/` and `match('extends')`.
_TAKEN = re.compile(r"extends|\A(?:sql|sqlTable|sql_table|__proto__)\Z")


def text(words: str) -> str:
    r"""Words as the whole of a string that Cube evaluates.

    Nothing at all would come out as null, so it is written as an expression that yields an empty string.

    >>> print(text("a{b}"), text("f"), text(""))
    a\{b\} \x66 {''}
    """
    if len(words) <= 2:
        if not words:
            return "{''}"
        if _PREFIX.fullmatch(words):
            return f"\\x{ord(words[0]):02x}{words[1:]}"
    return literal(words)


def expression(words: str) -> str:
    r"""Words as a Python expression, for the properties in `EXPRESSIONS`.

    A plain Python string would keep its backslashes in Cube, so it is an f-string; its empty one would be null.

    >>> print(expression('say "{x}"'))
    f"say \"\{x\}\""
    """
    return 'f"' + text(words).replace('"', '\\"').replace("`", "\\`") + '"' if words else '""'


@functools.lru_cache(1 << 12)
def meta_keys(keys: tuple[str, ...], camelized: bool) -> tuple[tuple[str, bool], ...]:
    """The keys of one level of `meta` as they are written, and whether Cube takes a string there for an expression.

    Args:
        keys: the level's keys.
        camelized: whether Cube changes them to camel case, as it does in a view's included members.
    """
    used = set(keys)
    written = []
    for original in keys:
        seen = camelize(original) if camelized else original
        key = _TAKEN.sub(lambda match: match[0].upper(), seen) if _TAKEN.search(seen) else original
        key = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", key)
        while key != original and key in used:
            key += "_"
        used.add(key)
        written.append((key, seen in EXPRESSIONS))
    return tuple(written)


def camelize(key: str) -> str:
    """A key as Cube respells it. Source: Cube 1.7.43, `camelizeCube`, and inflection 1.13, `camelize(key, true)`."""
    parts = [[word if n == 0 else word.lower() for n, word in enumerate(part.split("_"))] for part in key.split("/")]
    joined = ["".join(word[:1].upper() + word[1:] for word in part) for part in parts]
    first = parts[0][0]
    joined[0] = first[:1].lower() + first[1:] + joined[0][len(first) :]
    return "::".join(joined)


# --- YAML ------------------------------------------------------------------------------------------------------------
#: Safe without quotes under YAML 1.1, YAML 1.2 and js-yaml, unless it is one of the words below.
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_ .,;()/+*=<>!?&@$%'-]*+(?<! )")
_NOT_TEXT = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none", "nan", "inf"})
#: What readers reject, fold or strip, and what would be invisible to a person who reviews the file: controls, NEL, LS, PS,
#: BOM, surrogates, noncharacters, and the marks that hide or reverse text.
_ODD = (
    r"\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    r"\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff0-\ufffb\ufffe\uffff"
)
# These patterns take long to compile and are rarely needed: `re` does it when they are, and remembers them.
_ANY_ODD = f"[{_ODD}]"
_ESCAPED = rf'[{_ODD}"\\]'
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
#: The second of two characters that make Cube send the whole file through Jinja. Source: Cube 1.7.43, `JINJA_SYNTAX`.
_JINJA = r"(?<=\{)[{%]|(?<=[%}])\}"
#: What a literal block would not keep, or not show: odd characters but the line feed, space at either end, space before a
#: line feed, and empty lines at the end.
_UNFIT_FOR_BLOCK = rf"\A[ \n]| (?:\n|\Z)|\n\n\Z|(?!\n)[{_ODD}]|{_JINJA}"
#: The same for readers other than Cube, to whom spaces at the end of a line and Jinja mean nothing.
_UNFIT_FOR_PLAIN_BLOCK = rf"\A[ \n]|\n\n\Z|(?!\n)[{_ODD}]"
_UNFIT_FOR_COMMENT = f"[{_ODD}{{}}]"
_SURROGATE = re.compile("[\ud800-\udfff]")
_json = msgspec.json.Encoder().encode
#: A key longer than this needs the explicit form; readers give up at 1,024 characters.
_LONG_KEY = 1000


def scalar(spelling: Spelling, column: int, string: str) -> str:
    """A string as YAML, without quotes if it is safe.

    Args:
        spelling: how the string must be spelt for Cube: `text`, `expression`, or `str` for one that is so already.
        column: where the lines of a block begin.
        string: any string.
    """
    plain = spelling is not expression and _PLAIN.fullmatch(string) and string.lower() not in _NOT_TEXT
    return string if plain and spelling(string) == string else prose(spelling, column, string)


def prose(spelling: Spelling, column: int, string: str) -> str:
    """A string as YAML in quotes, or as a literal block if it has lines; arguments as of `scalar`."""
    # JSON writes nearly all words as they are, and says so sooner than questions for each kind of character would.
    as_it_is = string.isascii() and 2 < len(string) == len(_json(string)) - 2 and spelling is not expression
    if as_it_is and "{" not in string and "}" not in string and "\x7f" not in string:
        return f'"{string}"'
    spelt = spelling(string)
    if "\n" in spelt and not re.search(_UNFIT_FOR_BLOCK, spelt):
        return _block(spelt, column)
    return quoted(spelt)


def lines(string: str, column: int) -> str:
    """A string for readers other than Cube: as a literal block if it has lines and can be one."""
    if "\n" not in string:
        return scalar(str, column, string)
    return quoted(string) if re.search(_UNFIT_FOR_PLAIN_BLOCK, string) else _block(string, column)


def quoted(string: str) -> str:
    """A string as YAML in quotes: single ones where that saves backslashes."""
    odd = not string.isprintable() if string.isascii() else re.search(_ANY_ODD, string)
    jinja = "{{" in string or "}}" in string or "{%" in string or "%}" in string
    if not odd and not jinja:
        if '"' not in string and "\\" not in string:
            return f'"{string}"'
        if "'" not in string:
            return f"'{string}'"
    return '"' + re.sub(_JINJA, _escape, re.sub(_ESCAPED, _escape, string)) + '"'


def _block(string: str, column: int) -> str:
    pad = " " * column
    header, body = ("|", string[:-1]) if string.endswith("\n") else ("|-", string)
    return header + "".join(f"\n{pad}{line}" if line else "\n" for line in body.split("\n"))


@functools.lru_cache(1 << 12)
def key(string: str, joint: str) -> str:
    """A key of a mapping with its colon; `joint` is what begins another line of the mapping."""
    token = string if _PLAIN.fullmatch(string) and string.lower() not in _NOT_TEXT else quoted(string)
    return f"{token}:" if len(token) <= _LONG_KEY else f"? {token}{joint}:"


def comment(string: str) -> str:
    """A string inside a comment, where nothing can be escaped: odd characters and braces become question marks."""
    is_plain = string.isascii() and string.isprintable() and "{" not in string and "}" not in string
    return string if is_plain else re.sub(_UNFIT_FOR_COMMENT, "?", string)


def _escape(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SHORT:
        return _SHORT[char]
    code = ord(char)
    if _SURROGATE.match(char):
        return "\N{REPLACEMENT CHARACTER}"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
