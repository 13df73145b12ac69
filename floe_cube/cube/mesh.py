"""Several projects in one data model: what the words of each mean there, and joins that would lead from one database to another.

Loaded only for several projects, a prefix, or several data sources.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from floe_cube.cube.ast import Cube, Join, Name, View
from floe_cube.cube.names import identifier, snake
from floe_cube.cube.protect import Draft
from floe_cube.cube.views import stated_views
from floe_cube.diagnostics import Diagnostic, finding
from floe_cube.ir.meta import EMPTY, Meta, freeze
from floe_cube.ir.model import Model, Project
from floe_cube.record import frozen

__all__ = ["prefixed", "respelt", "sourced", "within_databases"]


@frozen
class Words:
    """What a project calls its own cubes and views.

    Attributes:
        names: word -> the name here, where that is another one.
        alone: word -> the name that the cube would have if there were only this project.
    """

    names: Mapping[str, str]
    alone: Mapping[str, str]


# --- names -----------------------------------------------------------------------------------------------------------
def respelt(project: Project, names: Mapping[str, Name]) -> Project:
    """The project with the meta of every model saying the names that its cubes and views have in the common data model.

    People write `{orders.total}` for what is `orders` in their own project; here that may be another one's, and theirs `crm_orders`.

    Args:
        names: the name of each model's cube, by unique_id.
    """
    words: dict[int, Words] = {}
    models = []
    for model in project.models:
        home = project.home(model)
        if id(home) not in words:
            words[id(home)] = Words({}, {}) if home is project and not home.prefix else _words(project, home, names)
        models.append(_in_words(model, words[id(home)]))
    return attrs.evolve(project, models=tuple(models))


def _words(project: Project, home: Project, names: Mapping[str, Name]) -> Words:
    own = [model for model in project.models if project.home(model) is home]
    found: dict[str, str] = {model.name: names[model.unique_id] for model in own}
    alone: dict[str, str] = {model.name: identifier(model.name) for model in own}
    for model in own:
        stated = _cube_meta(model).get("name")
        if isinstance(stated, str):
            found[stated] = names[model.unique_id]
            alone |= dict.fromkeys((stated, model.name), identifier(stated))
    if home.prefix:
        found |= {name: f"{home.prefix}{name}" for model in own for name, _ in stated_views(_cube_meta(model))}
    return Words({word: name for word, name in found.items() if word != name}, alone)


def _cube_meta(model: Model) -> Meta:
    stated = model.meta.get("cube", EMPTY)
    return stated if isinstance(stated, Mapping) else EMPTY


def prefixed(views: Iterable[View], prefix: str) -> tuple[View, ...]:
    """Views that the semantic layer of a project asks for, under its prefix."""
    return tuple(attrs.evolve(view, name=Name(f"{prefix}{view.name}")) for view in views)


#: Properties whose text is the name of a cube or of a view, and those that are paths of cubes.
WHOLE = frozenset({"extends", "reverse_joins", "join_path"})
#: Properties whose text is for people, or another program's.
TEXTS = frozenset({"description", "title", "meta", "name", "format", "type"})
#: `{orders}.id`, `{orders.total}`, `{FILTER_PARAMS.orders.status.filter(...)}`; no brace that is escaped.
_REFERENCE = re.compile(r"(?<!\\)\{(\s*(?:FILTER_PARAMS\.)?)([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)([^{}]*)\}(\s*\.)?")
_PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+")


def _in_words(model: Model, words: Words) -> Model:
    if not words.names:
        return model
    columns = tuple(
        attrs.evolve(column, meta=_meta(column.meta, words)) if "cube" in column.meta else column
        for column in model.columns
    )
    return attrs.evolve(model, columns=columns, meta=_meta(model.meta, words))


def _meta(meta: Meta, words: Words) -> Meta:
    declared = meta.get("cube")
    if not isinstance(declared, Mapping):
        return meta
    said = {key: _value(snake(key), value, words) for key, value in declared.items()}
    said |= {key: _each(said[key], "name", words.names.get) for key in said.keys() & {"joins", "views"}}
    said |= {key: _in_groups(said[key], words.names) for key in said.keys() & {"view_groups"}}
    told: Meta = freeze({**meta, "cube": said})
    return told


def _value(key: str, value: Any, words: Words) -> Any:
    """A value of meta under its key, in the common words."""
    match value:
        case str() if key in TEXTS:
            return value
        case str() if key in WHOLE:
            return ".".join(words.names.get(step, step) for step in value.split("."))
        case str() if _PATH.fullmatch(value):
            *steps, member = value.split(".")
            return ".".join([*(words.names.get(step, step) for step in steps), member])
        case str():
            return _REFERENCE.sub(lambda found: _reference(found, words.names), value)
        case Mapping() if key != "meta":
            said = {inner: _value(snake(str(inner)), item, words) for inner, item in value.items()}
            return {**_called(value, words), **said}
        case tuple():
            return [_value(key, item, words) for item in value]
    return value


def _called(part: Mapping[str, Any], words: Words) -> dict[str, str]:
    """What a view puts before the names of a cube's members, where it does: the name of the cube in its own project."""
    path = part.get("join_path", part.get("joinPath"))
    step = path.rpartition(".")[2] if isinstance(path, str) and part.get("prefix") is True else ""
    return {"alias": words.alone[step]} if step in words.names and step in words.alone else {}


def _in_groups(value: Any, names: Mapping[str, str]) -> Any:
    """Groups of views, which name views."""
    match value:
        case str():
            return names.get(value, value)
        case list():
            return [_in_groups(item, names) for item in value]
        case Mapping():
            return {
                key: _in_groups(item, names) if key in ("includes", "views") or isinstance(item, Mapping) else item
                for key, item in value.items()
            }
    return value


def _reference(found: re.Match[str], renamed: Mapping[str, str]) -> str:
    """A reference of SQL: its last step is a member, unless a column follows."""
    before, path, rest, column = found.groups()
    steps = path.split(".")
    last = len(steps) if column else len(steps) - 1
    spelt = ".".join([*(renamed.get(step, step) for step in steps[:last]), *steps[last:]])
    return f"{{{before}{spelt}{rest}}}{column or ''}"


def _each(parts: Any, key: str, name: Callable[[str], str | None]) -> Any:
    """Parts with names, as a list or as a mapping from their names, each under the name that it has here."""
    if isinstance(parts, Mapping):
        return {name(word) or word: part for word, part in parts.items()}
    if isinstance(parts, list):
        return [
            {**part, key: name(part[key]) or part[key]}
            if isinstance(part, Mapping) and isinstance(part.get(key), str)
            else part
            for part in parts
        ]
    return parts


# --- data sources ----------------------------------------------------------------------------------------------------
def sourced(project: Project, declared: Mapping[str, Meta]) -> Project:
    """The project, each model with the data source that its meta names."""

    def of(model: Model) -> Model:
        stated = declared[model.unique_id].get("data_source")
        return attrs.evolve(model, data_source=stated) if isinstance(stated, str) and stated else model

    return attrs.evolve(project, models=tuple(map(of, project.models)))


def within_databases(
    drafts: Mapping[str, Draft], roles: Mapping[Name, Name], findings: list[Diagnostic]
) -> dict[str, Draft]:
    """The cubes without the joins that somebody declared from one data source to another.

    Those of a `rollup_join` stay: it joins what was read of both, in Cube Store. Source: Cube 1.7.43, `PreAggregations`.

    Args:
        roles: cubes that are another role of a cube -> that cube.
    """
    sources = {draft.cube.name: draft.side.model.data_source for draft in drafts.values()}
    sources |= {role: sources[cube] for role, cube in roles.items()}
    bridged = set[frozenset[str]]()
    for draft in drafts.values():
        bridged |= set(_bridges(draft.cube))
    kept = {}
    for unique_id, draft in drafts.items():
        cube, mine = draft.cube, draft.side.model.data_source
        joins = tuple(
            j for j in cube.joins if sources.get(j.name, mine) == mine or any({cube.name, j.name} <= b for b in bridged)
        )
        findings += [_left_out(draft, join, sources) for join in cube.joins if join not in joins]
        kept[unique_id] = draft if joins == cube.joins else attrs.evolve(draft, cube=attrs.evolve(cube, joins=joins))
    return kept


def _bridges(cube: Cube) -> Iterator[frozenset[str]]:
    """The cubes that each rollup join of a cube joins."""
    for rollup in cube.pre_aggregations:
        if rollup.type == "rollup_join":
            owners = (path.rpartition(".")[0].rpartition(".")[2] for path in rollup.rollups)
            yield frozenset(cube.name if owner in ("", "CUBE") else owner for owner in owners)


def _left_out(draft: Draft, join: Join, sources: Mapping[Name, str]) -> Diagnostic:
    model = draft.side.model
    data = {"mine": model.data_source, "theirs": sources[join.name]}
    return finding("FC0925", model.place, model=model.name, parent=join.name, **data)
