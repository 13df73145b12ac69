"""`--select` and `--exclude` in dbt's own syntax: methods, wildcards, graph operators, unions and intersections.

    tag:finance                 by tag, name, path, package, exposure, source, config, ...
    +orders  2+orders  orders+1 with what it is built from, with what is built from it, so many steps
    @orders                     with what is built from it, and all that those are built from
    staging,tag:daily           both (intersection); several arguments, or a space: either (union)

Source: dbt-core 1.11, `graph/selector_spec.py` and `graph/selector_methods.py`; compared with `dbt ls` in the tests.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

from floe_cube.dbt.wire import Manifest, Node, posix
from floe_cube.diagnostics import Diagnostic, finding, nearest
from floe_cube.ir.graph import reach
from floe_cube.ir.references import is_latest
from floe_cube.record import frozen

__all__ = ["select"]

SPEC = re.compile(r"(?P<at>@)?(?:(?P<up>\d*)\+)?(?:(?P<method>[\w.]+):)?(?P<value>.*?)(?:\+(?P<down>\d*))?")
WILDCARD = re.compile(r"[*?\[\]]")
Graph = Mapping[str, frozenset[str]]


def select(
    manifest: Manifest, include: tuple[str, ...], exclude: tuple[str, ...]
) -> tuple[frozenset[str] | None, tuple[Diagnostic, ...]]:
    """The unique_ids that are selected.

    Returns:
        None where nothing narrows the project; and what cannot be understood or matches nothing (FC0213, FC0214).
    """
    if not include and not exclude:
        return None, ()
    project = Project.of(manifest)
    findings: list[Diagnostic] = []
    chosen = project.union(include, findings) if include else frozenset(project.nodes)
    return chosen - project.union(exclude, findings), tuple(findings)


@frozen
class Project:
    """All nodes that a selector can name, and what each is built from."""

    nodes: Mapping[str, Node]
    root: str
    parents: Graph

    @classmethod
    def of(cls, manifest: Manifest) -> Project:
        """Index a manifest."""
        groups = (
            manifest.nodes,
            manifest.sources,
            manifest.exposures,
            manifest.metrics,
            manifest.semantic_models,
            manifest.saved_queries,
        )
        nodes = {unique_id: node for group in groups for unique_id, node in group.items()}
        return cls(nodes, manifest.metadata.project_name or "", {key: _parents(node) for key, node in nodes.items()})

    @functools.cached_property
    def children(self) -> Graph:
        """What is built from each node."""
        found = defaultdict(set)
        for child, parents in self.parents.items():
            for parent in parents:
                found[parent].add(child)
        return {parent: frozenset(children) for parent, children in found.items()}

    def union(self, arguments: tuple[str, ...], findings: list[Diagnostic]) -> frozenset[str]:
        """Everything that any of the arguments, or any of the words in one, selects."""
        words = [word for argument in arguments for word in argument.split()]
        return frozenset[str]().union(*(self._intersection(word, findings) for word in words))

    def _intersection(self, word: str, findings: list[Diagnostic]) -> frozenset[str]:
        sets = [self._spec(part, findings) for part in word.split(",")]
        chosen = functools.reduce(frozenset.intersection, sets)
        if not chosen and all(sets):
            findings.append(finding("FC0214", selector=word))
        return chosen

    def _spec(self, spec: str, findings: list[Diagnostic]) -> frozenset[str]:
        """One method with its graph operators."""
        parts = SPEC.fullmatch(spec)
        method, value = (parts["method"] or _default(parts["value"]), parts["value"]) if parts else ("", "")
        name, _, argument = method.partition(".")
        matches = METHODS.get(name)
        if parts is None or matches is None or (parts["at"] and parts["down"] is not None):
            hint = nearest(name, sorted(METHODS))
            findings.append(finding("FC0213", selector=spec, methods=", ".join(sorted(METHODS)), hint=hint))
            return frozenset()
        chosen = frozenset(key for key, node in self.nodes.items() if matches(node, value, argument, self))
        if not chosen:
            findings.append(finding("FC0214", selector=spec))
        found = set(chosen)
        if parts["at"]:
            found |= reach(reach(chosen, self.children), self.parents)
        if parts["up"] is not None:
            found |= reach(chosen, self.parents, int(parts["up"]) if parts["up"] else None)
        if parts["down"] is not None:
            found |= reach(chosen, self.children, int(parts["down"]) if parts["down"] else None)
        return frozenset(found)


def _parents(node: Node) -> frozenset[str]:
    return frozenset((node.depends_on.nodes if node.depends_on else None) or ())


# --- methods ---------------------------------------------------------------------------------------------------------
def _default(value: str) -> str:
    """The method of a word without one."""
    if "/" in posix(value):
        return "path"
    return "file" if value.lower().endswith((".sql", ".py", ".csv")) else "fqn"


def _by_name(node: Node, value: str, _: str, project: Project) -> bool:
    path = node.fqn or []
    if not path or _kind(node) == "source":
        return False
    versioned = node.version is not None
    return _is_named(path, value, versioned) or (len(path) > 1 and _is_named(path[1:], value, versioned))


def _is_named(path: list[str], value: str, versioned: bool) -> bool:
    """A name, a version (`stores.v1`, `stores_v1`), a prefix of the path (`staging.shop`), or a pattern of it."""
    leaf = path[-2:-1] if versioned else path[-1:]
    words = value.split(".")
    if leaf == [value] or (versioned and "_".join(path[-2:]) == "_".join(words[-2:])):
        return True
    flat = [part for segment in path for part in segment.split(".")]
    plain = next((at for at, word in enumerate(words) if WILDCARD.search(word)), len(words))
    if len(flat) < len(words) or flat[:plain] != words[:plain]:
        return False
    if plain == len(words):
        return True
    rest = fnmatchcase(".".join(flat[plain:]), ".".join(words[plain:]))
    return rest or (len(words) == 1 and bool(leaf) and fnmatchcase(leaf[0], value))


def _by_tag(node: Node, value: str, _: str, project: Project) -> bool:
    tags = [node.tags, node.config.tags if node.config else None]
    words = {word for tag in tags if tag for word in ([tag] if isinstance(tag, str) else tag)}
    return any(fnmatchcase(word, value) for word in words)


def _by_path(node: Node, value: str, _: str, project: Project) -> bool:
    """A file, a folder above it, or the YAML file that describes it; wildcards stay within a folder."""
    wanted = [part for part in posix(value).split("/") if part not in ("", ".")]
    own = node.file.split("/")
    above = (own[:depth] for depth in range(1, len(own) + 1))
    return any(_is_path(path, wanted) for path in (*above, node.described_in.split("/")))


def _is_path(path: list[str], wanted: list[str]) -> bool:
    """Whether the folders match one by one; `**` stands for any number of them."""
    if "**" in wanted:
        at = wanted.index("**")
        starts, rest = _is_path(path[:at], wanted[:at]), wanted[at + 1 :]
        return starts and any(_is_path(path[skip:], rest) for skip in range(at, len(path) + 1))
    return len(path) == len(wanted) and all(map(fnmatchcase, path, wanted))


def _by_file(node: Node, value: str, _: str, project: Project) -> bool:
    name = node.file.rpartition("/")[2]
    return fnmatchcase(name, value) or fnmatchcase(name.rpartition(".")[0] or name, value)


def _by_package(node: Node, value: str, _: str, project: Project) -> bool:
    return fnmatchcase(node.package_name, project.root if value == "this" else value)


def _by_kind(node: Node, value: str, _: str, project: Project) -> bool:
    return value == "all" or _kind(node) == value


def _by_config(node: Node, value: str, argument: str, project: Project) -> bool:
    """`config.materialized:table`, `config.meta.owner:crm`; of a list or a mapping any item or key."""
    found: object = node.config
    for step in argument.split("."):
        found = found.get(step) if isinstance(found, Mapping) else getattr(found, step, None)
    if isinstance(found, list | Mapping):
        return any(str(item) == value for item in found)
    return found is not None and str(found).lower() == value.lower()


def _by_group(node: Node, value: str, _: str, project: Project) -> bool:
    return bool(node.config and node.config.group and fnmatchcase(node.config.group, value))


def _by_access(node: Node, value: str, _: str, project: Project) -> bool:
    return _kind(node) == "model" and (node.access or "protected") == value


def _by_version(node: Node, value: str, _: str, project: Project) -> bool:
    if _kind(node) != "model":
        return False
    if node.version is None:
        return value == "none"
    latest = str(node.latest_version)
    if value in ("prerelease", "old") and not is_latest(node):
        return (_ordinal(str(node.version)) > _ordinal(latest)) == (value == "prerelease")
    return value == "latest" and is_latest(node)


def _ordinal(version: str) -> tuple[float, str]:
    try:
        return float(version), ""
    except ValueError:
        return float("inf"), version


def _by_source(node: Node, value: str, _: str, project: Project) -> bool:
    """`source:raw`, `source:raw.orders`, `source:package.raw.orders`."""
    if _kind(node) != "source":
        return False
    own, words = node.unique_id.split(".")[1:], value.split(".")
    wanted = {1: ["*", *words, "*"], 2: ["*", *words]}.get(len(words), words)
    return len(own) == len(wanted) and all(map(fnmatchcase, own, wanted))


def _of(kind: str) -> Matches:
    """Nodes of a kind of their own, by name or `package.name`."""

    def matches(node: Node, value: str, _: str, project: Project) -> bool:
        package, _, name = value.rpartition(".")
        return _kind(node) == kind and fnmatchcase(node.name, name) and fnmatchcase(node.package_name, package or "*")

    return matches


def _kind(node: Node) -> str:
    return node.resource_type or node.unique_id.partition(".")[0]


Matches = Callable[[Node, str, str, Project], bool]
METHODS: Mapping[str, Matches] = {
    "access": _by_access,
    "config": _by_config,
    "exposure": _of("exposure"),
    "file": _by_file,
    "fqn": _by_name,
    "group": _by_group,
    "metric": _of("metric"),
    "package": _by_package,
    "path": _by_path,
    "resource_type": _by_kind,
    "saved_query": _of("saved_query"),
    "semantic_model": _of("semantic_model"),
    "source": _by_source,
    "tag": _by_tag,
    "version": _by_version,
}
