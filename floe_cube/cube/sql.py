r"""SQL as people write it for Cube: a Python f-string, `{CUBE}.id`, `{orders.total}`, `\{` for a brace.

Cube wraps the text into `f"..."`, parses that with a Python grammar and runs what stands in braces as JavaScript. Much
that goes wrong there goes wrong without a word (a lone brace cuts the SQL short), so it is found here. For writing
literal text into such a string see `fstring.literal`.

Source: Cube 1.7.43, schema-compiler: `YamlCompiler.escapeDoubleQuotes`, `PythonParser.transpileToJs`; every problem named
here was tried in that compiler.
"""

from __future__ import annotations

import contextlib
import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from floe_cube.cube.names import CONTEXT_NAMES, PYTHON_KEYWORDS
from floe_cube.ir.columns import UNSPEAKABLE

__all__ = ["check_expression", "check_sql", "expression_references", "references"]

#: What can be wrong; `{}` is the piece of text in question.
PROBLEMS = {
    "adjacent": "two expressions touch at `{}`, which Cube cannot read; put a space or other text between them",
    "backslash": "Cube drops the backslash of `{}`; write `\\\\` for a backslash",
    "closing": "the brace that ends `{}` was never opened; a brace that is meant as one is written `\\}}`",
    "deep": "`{}` is nested too deeply",
    "empty": "`{}` holds nothing; braces that are meant as such are written `\\{{\\}}`",
    "evaluate": "Cube cannot evaluate `{}`: braces hold names, calls, texts, `and`, `or`, `not`; "
    "braces that are meant as such are written `\\{{` and `\\}}`",
    "javascript": "`{}` is the form of Cube's JavaScript models; in YAML there is no dollar sign before the brace",
    "hidden": "Cube takes the second backslash of `{}` together with what follows; write `\\x5c` for this backslash",
    "jinja": "Cube takes `{}` for a Jinja template; braces that are meant as such are written `\\{{` and `\\}}`",
    "keyword": "`{}` is a keyword of Python, in which Cube reads what stands in braces",
    "line": "the braces of `{}` hold a line break, which Cube cannot read there",
    "literal": "Cube writes `{}` without its braces; braces that are meant as such, as in a regular expression, are written "
    "`\\{{` and `\\}}`",
    "nothing": "there is nothing in it",
    "open": "the brace that begins `{}` is never closed; a brace that is meant as one is written `\\{{`",
    "parameter": "Cube puts the value of a filter where `{}` stands, wherever that is; write the text in two parts "
    "(`'$' || '1$'`), and give a column of that name another one",
    "prefix": "Cube loses a text that is only `{}`; for a column write `{{CUBE}}.{}`",
    "whole": 'Cube evaluates this as Python and cannot read `{}`; SQL stands in `f"..."`, the security context in braces',
}

#: What sends a whole file through Jinja. Source: Cube 1.7.43, `DataSchemaCompiler`.
_JINJA = re.compile(r"\{\{|\}\}|\{%|%\}")
#: What Cube puts where a value goes, until it knows the place of each.
_PARAMETER = re.compile(UNSPEAKABLE)
#: A text that Cube's lexer takes, with the quote after it, for the beginning of another string.
_PREFIX = re.compile(r"[fF][rR]?|[rR][fF]")
#: Backslashes that come out as meant; `\x5c` is a backslash before the end or a brace, `\x25` a percent sign after one.
_ESCAPE = re.compile(r"\\(?:\\(?![{}]|\Z)|[{}ntr]|x(?:5c|25))")
#: What means something in a text.
_MARK = re.compile(r"[\\{}]")
_TOKEN = re.compile(
    r"""(?P<space> [ \t]+)
    | (?P<template> f"(?:[^"\\\n]|\\.)*" | f'(?:[^'\\\n]|\\.)*')
    | (?P<text> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*')
    | (?P<number> [0-9]+(?:\.[0-9]+)?)
    | (?P<name> [A-Za-z_][A-Za-z0-9_]*)
    | (?P<mark> [.,:()\[\]])""",
    re.VERBOSE,
)
#: What nearly all expressions are, with their braces.
_PATH = re.compile(r"\{([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)\}", re.ASCII)
_WORDS = frozenset({"and", "or", "not", "lambda"})
_DEEPEST = 20
_SHOWN = 40


class _Problem(Exception):
    """What is wrong, and with which text. It never leaves this module."""

    def __init__(self, kind: str, text: str = "") -> None:
        line = " ".join(text.split()) if "\n" in text else text
        shown = line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
        super().__init__(PROBLEMS[kind].format(*(shown,) * PROBLEMS[kind].count("{}")))


class _Token(NamedTuple):
    kind: str
    text: str


def check_sql(sql: str) -> str | None:
    r"""What is wrong with the braces, backslashes and expressions of SQL, as a clause; None where Cube reads it as meant.

    >>> check_sql("{CUBE}.amount / {orders.count}")
    >>> check_sql("a || '{'")
    "the brace that begins `{'` is never closed; a brace that is meant as one is written `\\{`"
    """
    return _read(sql)[0]


def check_expression(text: str) -> str | None:
    """What is wrong with a property that is an expression as a whole, perhaps in braces: `{ securityContext.org }`."""
    try:
        if jinja := _JINJA.search(text):
            raise _Problem("jinja", text[jinja.start() :])
        _whole(text, [])
    except _Problem as problem:
        return str(problem)
    return None


def references(sql: str) -> tuple[str, ...]:
    """The dotted names in the braces of SQL, each once: `CUBE`, `orders.total`.

    Of a context object there is only its name, whatever is called on it: `FILTER_PARAMS`. SQL that `check_sql` objects to
    gives what was read before the problem.
    """
    return _read(sql)[1]


def expression_references(text: str) -> tuple[str, ...]:
    """The same of a property that is an expression as a whole, such as the `url` of a link."""
    found: list[str] = []
    with contextlib.suppress(_Problem):
        _whole(text, found)
    return tuple(dict.fromkeys(found))


@functools.lru_cache(1 << 14)
def _read(sql: str) -> tuple[str | None, tuple[str, ...]]:
    """The problem of SQL, and the names in it. Checks, policies and lineage all ask: it is read once."""
    found: list[str] = []
    problem = None
    try:
        if not sql.strip():
            raise _Problem("nothing")
        if _PREFIX.fullmatch(sql):
            raise _Problem("prefix", sql)
        if jinja := _JINJA.search(sql):
            raise _Problem("jinja", sql[jinja.start() :])
        if parameter := _PARAMETER.search(sql):
            raise _Problem("parameter", parameter[0])
        _template(sql, found, 0)
    except _Problem as error:
        problem = str(error)
    return problem, tuple(dict.fromkeys(found))


# --- text with braces ------------------------------------------------------------------------------------------------
def _template(text: str, found: list[str], depth: int, bound: frozenset[str] = frozenset()) -> None:
    """Read an f-string's text."""
    at, ended = 0, -1  # where the expression before ended
    while mark := _MARK.search(text, at):
        at = mark.start()
        match mark[0]:
            case "\\":
                escape = _ESCAPE.match(text, at)
                if escape is None:
                    hidden = text.startswith("\\\\", at)
                    raise _Problem("hidden" if hidden else "backslash", text[at : at + (3 if hidden else 2)])
                at = escape.end()
            case "{":
                if at == ended:
                    raise _Problem("adjacent", text[at - 1 :])
                if text[at - 1 : at] == "$":
                    raise _Problem("javascript", text[at - 1 :])
                at = ended = _braces(text, at, found, depth, bound)
            case _:
                raise _Problem("closing", text[: at + 1][-_SHOWN + 1 :])


def _braces(text: str, start: int, found: list[str], depth: int, bound: frozenset[str]) -> int:
    """Read `{expression}`; gives the place after it."""
    if (path := _PATH.match(text, start)) and PYTHON_KEYWORDS.isdisjoint(names := path[1].split(".")):
        if names[0] not in bound:
            found.append(_reference(names))
        return path.end()
    tokens, end = _tokens(text, start + 1)
    if end == len(text):
        raise _Problem("open", text[start:])
    shown = text[start : end + 1]
    if text[end] == "\n":
        raise _Problem("line", text[start:])
    if text[end] != "}":
        raise _Problem("evaluate" if "}" in text[end:] else "open", text[start:])
    if not tokens:
        raise _Problem("empty", shown)
    _expression(tokens, found, depth, bound, shown)
    if all(token.kind not in ("name", "template") for token in tokens):
        raise _Problem("literal", shown)
    return end + 1


def _whole(text: str, found: list[str]) -> None:
    inner = text.strip()
    if inner[:1] + inner[-1:] == "{}":
        inner = inner[1:-1]
    tokens, end = _tokens(inner, 0)
    if end < len(inner):
        raise _Problem("whole", text)
    if not tokens:
        raise _Problem("nothing")
    _expression(tokens, found, 0, frozenset(), text)


# --- expressions -----------------------------------------------------------------------------------------------------
def _tokens(text: str, at: int) -> tuple[list[_Token], int]:
    """The tokens of an expression, and where they end: at its closing brace, at the end, or at what is none."""
    tokens = []
    while match := _TOKEN.match(text, at):
        at = match.end()
        if match.lastgroup != "space":
            tokens.append(_Token(match.lastgroup or "", match[0]))
    return tokens, at


def _expression(tokens: Sequence[_Token], found: list[str], depth: int, bound: frozenset[str], shown: str) -> None:
    """Read all tokens as one expression."""
    if _Reader(tokens, found, shown).test(0, depth, bound) != len(tokens):
        raise _Problem("evaluate", shown)


def _reference(path: list[str]) -> str:
    """A path as a reference: of a context object its name alone."""
    return path[0] if path[0] in CONTEXT_NAMES and path[0] not in ("CUBE", "TABLE") else ".".join(path)


class _Reader:
    """The part of Python's grammar that Cube evaluates. Each method reads from a token on and gives the next one's index."""

    def __init__(self, tokens: Sequence[_Token], found: list[str], shown: str) -> None:
        self._tokens = tokens
        self._found = found
        self._shown = shown

    def _text(self, at: int) -> str:
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _expect(self, at: int, text: str) -> int:
        if self._text(at) != text:
            raise _Problem("evaluate", self._shown)
        return at + 1

    def _name(self, at: int) -> str:
        if at >= len(self._tokens) or self._tokens[at].kind != "name":
            raise _Problem("evaluate", self._shown)
        if self._tokens[at].text in PYTHON_KEYWORDS:
            raise _Problem("keyword", self._tokens[at].text)
        return self._tokens[at].text

    def test(self, at: int, depth: int, bound: frozenset[str]) -> int:
        """`lambda x: ...`, or operands joined by `and` and `or`."""
        if depth > _DEEPEST:
            raise _Problem("deep", self._shown)
        if self._text(at) == "lambda":
            names = [self._name(at + 1)]
            at += 2
            while self._text(at) == ",":
                names.append(self._name(at + 1))
                at += 2
            return self.test(self._expect(at, ":"), depth + 1, bound.union(names))
        while True:
            while self._text(at) == "not":
                at += 1
            at = self._operand(at, depth, bound)
            if self._text(at) not in ("and", "or"):
                return at
            at += 1

    def _operand(self, at: int, depth: int, bound: frozenset[str]) -> int:
        kind = self._tokens[at].kind if at < len(self._tokens) else ""
        path: list[str] = []
        match kind, self._text(at):
            case "name", _:
                path.append(self._name(at))
                at += 1
            case "number", _:
                at += 1
            case (("text" | "template"), _):
                while at < len(self._tokens) and self._tokens[at].kind in ("text", "template"):
                    if self._tokens[at].kind == "template":
                        _template(self._tokens[at].text[2:-1], self._found, depth + 1, bound)
                    at += 1
            case _, ("(" | "[") as mark:
                at = self._expect(self.test(at + 1, depth + 1, bound), ")" if mark == "(" else "]")
            case _:
                raise _Problem("evaluate", self._shown)
        return self._trailers(at, path, depth, bound)

    def _trailers(self, at: int, path: list[str], depth: int, bound: frozenset[str]) -> int:
        """`.name` and `(arguments)`; a name that is called belongs to no reference."""
        called = False
        while self._text(at) in (".", "("):
            if self._text(at) == "(":
                if not called and len(path) > 1:
                    path.pop()
                called, at = True, self._arguments(at + 1, depth, bound)
            else:
                if path and not called:
                    path.append(self._name(at + 1))
                else:
                    self._name(at + 1)
                at += 2
        if path and path[0] not in bound:
            self._found.append(_reference(path))
        return at

    def _arguments(self, at: int, depth: int, bound: frozenset[str]) -> int:
        while self._text(at) != ")":
            at = self.test(at, depth + 1, bound)
            if self._text(at) == ",":
                at += 1
            elif self._text(at) != ")":
                raise _Problem("evaluate", self._shown)
        return at + 1
