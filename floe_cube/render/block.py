"""Plain data as YAML in block style, for the programs that run a deployment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from floe_cube.render import escape

__all__ = ["Data", "dump"]

Data: TypeAlias = "str | int | bool | Sequence[Data] | Mapping[str, Data] | None"


def dump(data: Mapping[str, Data], *comments: str) -> str:
    """A document, under comments.

    >>> print(dump({"services": {"a": {"ports": ["80:80"], "read_only": True}}}, "Two lines"), end="")
    # Two lines
    services:
      a:
        ports:
          - "80:80"
        read_only: true
    """
    head = [f"# {escape.comment(line)}".rstrip() for line in comments]
    return "\n".join([*head, *_mapping(data, 0), ""])


def _mapping(data: Mapping[str, Data], column: int) -> Iterator[str]:
    pad = " " * column
    for name, value in data.items():
        key = pad + escape.key(name, f"\n{pad}")
        if _nests(value):
            yield key
            yield from _nested(value, column + 2)
        else:
            yield f"{key} {_scalar(value, column + 2)}".rstrip(" ")


def _nested(value: Data, column: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _mapping(value, column)
        return
    assert isinstance(value, Sequence)  # noqa: S101  what nests is one or the other
    pad = " " * column
    for item in value:
        if _nests(item):
            first, *others = _nested(item, column + 2)
            yield f"{pad}- {first[column + 2 :]}"
            yield from others
        else:
            yield f"{pad}- {_scalar(item, column + 2)}"


def _nests(value: Data) -> bool:
    return isinstance(value, (Mapping, Sequence)) and not isinstance(value, str) and bool(value)


def _scalar(value: Data, column: int) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return escape.lines(value, column) if value else '""'
        case Mapping():
            return "{}"
        case _:
            return "[]"
