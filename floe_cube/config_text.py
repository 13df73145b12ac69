"""YAML or JSON text -> plain values, each with the line and the column where it stands.

Neither reader builds anything but lists, mappings and scalars, follows an alias without end, or raises on bad text.
"""

from __future__ import annotations

import bisect
import json
import re
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, TypeAlias

from attrs import field

from floe_cube.record import frozen

if TYPE_CHECKING:
    from ruamel.yaml.nodes import Node

__all__ = ["TAGGED", "Path", "Spot", "Tree", "UnreadableError", "json_tree", "yaml_tree"]

Path: TypeAlias = tuple[str | int, ...]
Spot: TypeAlias = tuple[int, int]
"""Line and column, both from 1."""

TAGGED = object()
"""What stands for a value of YAML with a tag of its own: no setting takes it."""

MAX_CHARACTERS = 256 * 1024
MAX_JSON_CHARACTERS = 64 * MAX_CHARACTERS
MAX_DEPTH = 24
MAX_VALUES = 10_000


class UnreadableError(ValueError):
    """The text as a whole cannot be read: the code of the finding, where, and the words for its blanks."""

    def __init__(self, code: str, spot: Spot = (1, 1), **data: str) -> None:
        super().__init__(code)
        self.code = code
        self.spot = spot
        self.data = data


@frozen
class Tree:
    """Plain values with their places.

    Attributes:
        value: what the text says.
        keys: where the key of each entry of a mapping stands; of sections that are not read, only those directly in them.
        values: where each value stands.
        duplicates: entries whose key was there already; the first one counts.
        foreign: entries whose key is no text; they are left out of `value`.
    """

    value: Any
    keys: dict[Path, Spot] = field(factory=dict)
    values: dict[Path, Spot] = field(factory=dict)
    duplicates: list[tuple[Path, Spot]] = field(factory=list)
    foreign: list[tuple[Path, Spot]] = field(factory=list)

    def spot(self, path: Path) -> Spot:
        """Where a value stands, or the nearest thing around it that the text holds."""
        while path not in self.values and path:
            path = path[:-1]
        return self.values.get(path, (1, 1))


# --- YAML ------------------------------------------------------------------------------------------------------------
_SCALARS: dict[str, Callable[[str], Any]] = {
    "str": str,
    "timestamp": str,
    "null": lambda text: None,
    "bool": lambda text: text.lower() in ("true", "yes", "on", "y"),
    "int": lambda text: int(text.replace("_", ""), 0 if re.match(r"[-+]?0[box]", text) else 10),
    "float": lambda text: float(text.replace("_", "").lower().replace(".inf", "inf").replace(".nan", "nan")),
}
_TAG = "tag:yaml.org,2002:"


def yaml_tree(text: str, sections: Collection[str]) -> Tree:
    """YAML text -> its `sections` (keys of the top level).

    Raises:
        UnreadableError: the text is no YAML document, or too much of one.
    """
    if len(text) > MAX_CHARACTERS:
        raise UnreadableError("FC0702", excess=f"longer than {MAX_CHARACTERS} characters")
    root = _compose(text)
    tree = Tree({})
    if root is not None:
        count = iter(range(MAX_VALUES))
        value = _of_node(root, (), tree, count, sections)
        tree = Tree(value, tree.keys, tree.values, tree.duplicates, tree.foreign)
    return tree


def _compose(text: str) -> Node | None:
    """The nodes of the only document: ruamel.yaml's composer, which resolves aliases but constructs nothing."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    yaml = YAML(typ="safe", pure=True)
    yaml.composer.warn_double_anchors = False
    try:
        root: Node | None = yaml.compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        spot = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise UnreadableError("FC0701", spot, format="YAML", problem=_wording(error.problem or "")) from None
    except RecursionError:
        raise UnreadableError("FC0702", excess=f"nested deeper than {MAX_DEPTH} levels") from None
    except (YAMLError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError) as error:
        # The scanner raises these on characters and escapes that no text may hold; a reader's error tells the offset.
        before = text[: getattr(error, "position", 0) or 0]
        spot = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        problem = "it holds a character or escape that YAML forbids"
        raise UnreadableError("FC0701", spot, format="YAML", problem=problem) from None
    return root


def _wording(problem: str) -> str:
    """The parser's own words, without what it quotes from the text, which may be a secret."""
    if "'\\t'" in problem:
        return "a tab indents it, where YAML takes spaces only"
    said = re.sub(r"(?<!^),? but (found|got) .*", "", problem, flags=re.DOTALL).removeprefix("but ")
    if "expected" in said:  # what it quotes then is a mark of YAML's own
        said = re.sub(r"'(<[a-z ]+>|[^\w\s]+?)'", r"`\1`", said.replace("<block end>", "the end of the block"))
    said = re.sub(r" *((['\"]).*\2|\(.*\))", "", said, flags=re.DOTALL).strip()
    said = re.sub(r"^found (?!another)(?=([aeiou])?)", lambda match: f"found {'an' if match[1] else 'a'} ", said)
    return f"the parser {said}" if said.startswith(("expected", "found", "could not")) else said or "it does not parse"


def _of_node(node: Node, path: Path, tree: Tree, count: Iterator[int], only: Collection[str] | None = None) -> Any:
    """The plain value of a node. `only` restricts the keys of the top level."""
    if next(count, None) is None:
        raise UnreadableError("FC0702", excess=f"more than {MAX_VALUES} values once its aliases are followed")
    if len(path) > MAX_DEPTH:
        raise UnreadableError("FC0702", excess=f"nested deeper than {MAX_DEPTH} levels")
    spot = _spot(node)
    tree.values[path] = spot
    tag = str(node.tag).removeprefix(_TAG)
    if tag == "map":
        return _of_mapping(node, path, tree, count, only)
    if tag == "seq":
        return [_of_node(item, (*path, index), tree, count) for index, item in enumerate(node.value)]
    if tag not in _SCALARS:
        return TAGGED
    try:
        return _SCALARS[tag](node.value)
    except ValueError:  # a number of YAML 1.1 or one beyond Python's limits: nothing that a setting takes
        return str(node.value)


def _of_mapping(
    node: Node, path: Path, tree: Tree, count: Iterator[int], only: Collection[str] | None
) -> dict[str, Any]:
    entries: dict[str, Any] = {}
    for key, value in node.value:
        spot = _spot(key)
        if str(key.tag) != f"{_TAG}str" or not isinstance(key.value, str):
            if only is None:
                tree.foreign.append((path, spot))
            continue
        inner = (*path, key.value)
        if inner in tree.keys and (only is None or key.value in only):
            tree.duplicates.append((inner, spot))
            continue
        tree.keys[inner] = spot
        if only is None or key.value in only:
            entries[key.value] = _of_node(value, inner, tree, count)
        elif str(value.tag) == f"{_TAG}map":  # someone else's, unless it was put into the wrong place
            tree.keys.update(
                {(*inner, name.value): _spot(name) for name, _ in value.value if isinstance(name.value, str)}
            )
    return entries


def _spot(node: Node) -> Spot:
    return node.start_mark.line + 1, node.start_mark.column + 1


# --- JSON ------------------------------------------------------------------------------------------------------------
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def json_tree(text: str, sections: Collection[str]) -> Tree:
    """JSON text -> its `sections` (keys of the top level).

    Raises:
        UnreadableError: the text is no JSON document, or too much of one.
    """
    if len(text) > MAX_JSON_CHARACTERS:
        raise UnreadableError("FC0702", excess=f"longer than {MAX_JSON_CHARACTERS} characters")
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        problem = error.msg.split(":")[0].lower()
        raise UnreadableError("FC0701", (error.lineno, error.colno), format="JSON", problem=problem) from None
    except ValueError:  # more digits than Python converts
        raise UnreadableError("FC0701", format="JSON", problem="it holds a number of thousands of digits") from None
    except RecursionError:
        raise UnreadableError("FC0702", excess=f"nested deeper than {MAX_DEPTH} levels") from None
    source = _Source(text, [0, *(match.end() for match in re.finditer("\n", text))])
    tree = Tree(None)
    value, _ = _of_json(source, source.skip(0), (), tree, sections)
    return Tree(value, tree.keys, tree.values, tree.duplicates, tree.foreign)


@frozen
class _Source:
    """JSON text that is known to be sound, and where its lines begin."""

    text: str
    lines: list[int]

    def skip(self, position: int, characters: str = "") -> int:
        """Past white space and, if it comes next, one of these characters and the white space after it."""
        match = _SPACE.match(self.text, position)
        position = match.end() if match else position
        if characters and self.text[position] in characters:
            return self.skip(position + 1)
        return position

    def spot(self, position: int) -> Spot:
        line = bisect.bisect_right(self.lines, position)
        return line, position - self.lines[line - 1] + 1

    def value(self, position: int) -> tuple[Any, int]:
        value: tuple[Any, int] = _DECODER.raw_decode(self.text, position)
        return value


def _of_json(
    source: _Source, start: int, path: Path, tree: Tree, only: Collection[str] | None = None
) -> tuple[Any, int]:
    """The value that begins at `start`, and where it ends. `only` restricts the keys of the top level."""
    if len(path) > MAX_DEPTH:
        raise UnreadableError("FC0702", excess=f"nested deeper than {MAX_DEPTH} levels")
    if len(tree.values) >= MAX_VALUES:
        raise UnreadableError("FC0702", excess=f"more than {MAX_VALUES} values")
    tree.values[path] = source.spot(start)
    match source.text[start]:
        case "{":
            return _of_object(source, start, path, tree, only)
        case "[":
            return _of_array(source, start, path, tree)
    return source.value(start)


def _of_object(
    source: _Source, start: int, path: Path, tree: Tree, only: Collection[str] | None
) -> tuple[dict[str, Any], int]:
    entries: dict[str, Any] = {}
    position = source.skip(start + 1)
    while source.text[position] != "}":
        key, end = source.value(position)
        inner, spot = (*path, key), source.spot(position)
        position = source.skip(end, ":")
        wanted = only is None or key in only
        if wanted and inner in tree.keys:
            tree.duplicates.append((inner, spot))
        tree.keys[inner] = spot
        if wanted and key not in entries:
            entries[key], end = _of_json(source, position, inner, tree)
        else:
            value, end = source.value(position)
            if not wanted and isinstance(value, dict):  # someone else's, unless it was put into the wrong place
                tree.keys.update({(*inner, name): spot for name in value})
        position = source.skip(end, ",")
    return entries, position + 1


def _of_array(source: _Source, start: int, path: Path, tree: Tree) -> tuple[list[Any], int]:
    items: list[Any] = []
    position = source.skip(start + 1)
    while source.text[position] != "]":
        item, end = _of_json(source, position, (*path, len(items)), tree)
        items.append(item)
        position = source.skip(end, ",")
    return items, position + 1
