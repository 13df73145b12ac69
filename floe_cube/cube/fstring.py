r"""Literal text inside Cube's strings.

Cube wraps every string of a YAML file into `f"..."`, reads it as a Python f-string and runs it as a JavaScript template:
`{x}` is code, a backslash begins an escape, and a carriage return becomes a line feed. What is meant literally is escaped here.

Source: Cube 1.7.43, schema-compiler: `YamlCompiler.escapeDoubleQuotes`, `Python3Lexer.g4`, `PythonParser`.
"""

from __future__ import annotations

import functools

from floe_cube.ir.dialects import Dialect, column_sql


def literal(text: str) -> str:
    r"""Text as a part of a string of Cube's, such as a quoted column name inside SQL.

    A backslash at the end is written as `\x5c`: Cube's lexer takes the longest match and would read the second half of
    `\\` together with the quote or brace that follows. `{%` would send the whole file through Jinja.

    >>> print(literal("a{b}"))
    a\{b\}
    """
    escaped = (
        text.replace("\\", r"\\")
        .replace("{", r"\{")
        .replace("}", r"\}")
        .replace("\r", r"\r")
        .replace(r"\{%", r"\{\x25")
    )
    return escaped[:-2] + r"\x5c" if text.endswith("\\") else escaped


@functools.lru_cache(maxsize=1 << 16)
def column(name: str, dialect: Dialect, exact: bool) -> str:
    """A column as it stands behind a cube and a dot in Cube's SQL; `exact` as of `column_sql`."""
    return literal(column_sql(name, dialect, exact=exact))
