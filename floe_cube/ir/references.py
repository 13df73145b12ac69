"""What `ref('orders')`, `source('raw', 'orders')` and a rendered relation name refer to."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence

from floe_cube.dbt.wire import Manifest, Node
from floe_cube.record import frozen

CALL = re.compile(r"\b(ref|source)\s*\(([^()]*)\)")
ARGUMENT = re.compile(r"""(?:(v|version)\s*=\s*)?(?:'([^']*)'|"([^"]*)"|([\d.]+))""")
QUOTES = str.maketrans("", "", '"`[]')


@frozen
class References:
    """An index of everything that can be referred to by name or relation."""

    by_name: Mapping[tuple[str, ...], str]
    nodes: tuple[Node, ...]

    @functools.cached_property
    def by_relation(self) -> Mapping[str, str]:
        """By relation name without its quotes. Made when it is first asked for: only compiled constraints need it."""
        return {_relation(node.relation_name): node.unique_id for node in self.nodes if node.relation_name}

    @functools.cached_property
    def tables(self) -> Mapping[str, str]:
        """The last part of each relation's name, with the dot before it, by unique_id."""
        return {
            node.unique_id: f".{(node.alias or node.identifier or node.name).translate(QUOTES).casefold()}"
            for node in self.nodes
        }

    def resolve(self, text: object, among: Sequence[str] = ()) -> str | None:
        """The unique_id that a `to:` or `model:` argument names; None where it is no reference that we can read.

        Args:
            among: what dbt says is referred to. A name that several packages have means the one of them that stands there, and
                so does a relation of another schema: with `--defer` dbt names those of the state.
        """
        found = self._named(text)
        if found in among or not isinstance(text, str):
            return found
        if found is None:
            table = f".{_relation(text)}"
            alike = [each for each in among if each in self.tables and table.endswith(self.tables[each])]
        else:
            alike = [each for each in among if each.split(".")[2:] == found.split(".")[2:]]
        return alike[0] if len(alike) == 1 else found

    def _named(self, text: object) -> str | None:
        if not isinstance(text, str):
            return None
        call = CALL.search(text)
        if call is None:
            return self.by_relation.get(_relation(text))
        words = [(key, single or double or number) for key, single, double, number in ARGUMENT.findall(call[2])]
        names = tuple([word for keyword, word in words if not keyword])
        versions = [word for keyword, word in words if keyword and word]
        if call[1] == "source":
            return self.by_name.get(("source", ".".join(names)))
        return self.by_name.get((*names, f"v{versions[0]}") if versions else names)


def index(manifest: Manifest) -> References:
    """Index the models, seeds, snapshots and sources of a manifest."""
    nodes = tuple(_referable(manifest))
    return References({name: node.unique_id for node in nodes for name in _names(node)}, nodes)


def is_latest(node: Node) -> bool:
    """Whether `ref('name')` without a version means this node."""
    return node.version is None or str(node.version) == str(node.latest_version)


def _referable(manifest: Manifest) -> Iterable[Node]:
    """In an order that lets the root project's names win over a package's, whatever the order of the file."""
    kinds = {"model", "seed", "snapshot"}
    nodes = [node for node in manifest.nodes.values() if node.resource_type in kinds] + list(manifest.sources.values())
    root = manifest.metadata.project_name
    return sorted(nodes, key=lambda node: (node.package_name == root, node.unique_id))


def _names(node: Node) -> Iterable[tuple[str, ...]]:
    if node.unique_id.startswith("source."):
        yield "source", node.unique_id.split(".", 2)[2]
        return
    names = ((node.name,), (node.package_name, node.name))
    if is_latest(node):
        yield from names
    if node.version is not None:
        yield from ((*name, f"v{node.version}") for name in names)


def _relation(text: str) -> str:
    return text.translate(QUOTES).strip().casefold()
