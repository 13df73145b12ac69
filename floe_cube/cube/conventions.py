"""What people wrote in dbt's meta for other tools, read as if it stood under `meta.cube`: on request, and only what Cube has too.

What `meta.cube` itself says comes first. Sources: Lightdash's documentation of dbt meta (dimensions, metrics), dbt-metabase's README
(foreign keys, display names, visibility).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from floe_cube.config import Convention
from floe_cube.cube import fstring
from floe_cube.cube.fstring import literal
from floe_cube.diagnostics import Diagnostic, finding
from floe_cube.ir.meta import EMPTY, Meta, freeze, merge
from floe_cube.ir.model import Column, Evidence, Model, Project, Relationship, Source

__all__ = ["adopt"]

#: Their words for a kind of measure -> Cube's. Medians and percentiles have no type there.
AGGREGATES = {
    **{word: word for word in "count count_distinct sum min max number string boolean".split()},
    **{"average": "avg", "avg": "avg", "date": "time", "timestamp": "time", "time": "time", "int": "number"},
    **{"derived": "number", "expression": "number"},
}
#: Their words for the type of a dimension -> Cube's.
TYPES = {"string": "string", "number": "number", "boolean": "boolean", "date": "time", "timestamp": "time"}
#: Cube's property of a measure -> what others call it.
WORDS = {
    "type": ("type", "calculation_method", "agg"),
    "sql": ("sql", "expression", "expr"),
    "title": ("label", "title"),
    "description": ("description",),
}
#: `${TABLE}.amount` and `${orders.amount}`; Cube's YAML has no dollar sign.
_DOLLAR = re.compile(r"\$\{([A-Za-z_][\w.]*)\}")
_PLAIN = re.compile(r"[\w .:@-]+")


def adopt(project: Project, conventions: tuple[Convention, ...]) -> tuple[Project, list[Diagnostic]]:
    """The project with what these conventions say in it."""
    findings: list[Diagnostic] = []
    by_name = {name: model for model in project.models for name in (model.name, model.dataset.table)}
    models = project.models
    for convention in conventions:
        models = tuple(READERS[convention](model, project, by_name, findings) for model in models)
    return attrs.evolve(project, models=models), findings


# --- dimensions and metrics ------------------------------------------------------------------------------------------
def _lightdash(model: Model, project: Project, by_name: Mapping[str, Model], findings: list[Diagnostic]) -> Model:
    """`meta.dimension` of columns, `meta.metrics` of columns and of models."""
    columns = tuple(_with(column, _dimension(column.meta.get("dimension"))) for column in model.columns)
    return _metrics(attrs.evolve(model, columns=columns), project, by_name, findings)


def _dimension(stated: object) -> dict[str, Any]:
    if not isinstance(stated, Mapping):
        return {}
    found = {
        "type": TYPES.get(stated.get("type", "")),
        "sql": _sql(stated.get("sql")),
        "title": stated.get("label"),
        "description": stated.get("description"),
        "public": False if stated.get("hidden") is True else None,
    }
    return {key: value for key, value in found.items() if value is not None}


def _metrics(model: Model, project: Project, by_name: Mapping[str, Model], findings: list[Diagnostic]) -> Model:
    """`meta.metrics`, a list or a mapping from names; that of a column aggregates the column where it says nothing else."""
    measures = []
    for column in (None, *model.columns):
        stated = (column.meta if column else model.meta).get("metrics")
        for name, metric in _named(stated):
            own = "{CUBE}." + fstring.column(column.name, project.dialect, exact=column.exact) if column else None
            measure, problem = _measure(name, metric, own)
            if problem:
                place = model.place.at(column.name) if column else model.place
                findings.append(finding("FC0421", place, name=name, model=model.name, problem=problem))
            else:
                measures.append(measure)
    if not measures:
        return model
    cube = _cube(model.meta)
    theirs = [{"name": name, **item} for name, item in _named(cube.get("measures"))]
    known = {item["name"] for item in theirs}
    both = (*theirs, *(measure for measure in measures if measure["name"] not in known))
    return attrs.evolve(model, meta=merge(model.meta, {"cube": {**cube, "measures": freeze(both)}}))


def _named(stated: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The things in a list of things with names, or in a mapping from names, whose order says nothing."""
    pairs = (
        sorted(stated.items())
        if isinstance(stated, Mapping)
        else [(item.get("name"), item) for item in stated if isinstance(item, Mapping)]
        if isinstance(stated, tuple)
        else []
    )
    yield from ((name, item) for name, item in pairs if isinstance(name, str) and isinstance(item, Mapping))


def _measure(name: str, metric: Mapping[str, Any], own: str | None) -> tuple[dict[str, Any], str | None]:
    """A measure, or why there is none."""
    said = {key: next((metric[w] for w in words if metric.get(w) is not None), None) for key, words in WORDS.items()}
    kind = AGGREGATES.get(said["type"] if isinstance(said["type"], str) else "")
    if kind is None:
        return {}, f"its type is `{said['type']}`, for which Cube has no measure"
    filters = []
    for column, value in (
        pair for item in metric.get("filters") or () if isinstance(item, Mapping) for pair in item.items()
    ):
        if not _PLAIN.fullmatch(str(value)):
            return {}, f"its filter on `{column}` is no plain value"
        filters.append({"sql": f"{{CUBE}}.{literal(str(column))} = '{value}'"})
    found = {
        **{key: value for key, value in said.items() if value is not None},
        **{"name": name, "type": kind, "sql": _sql(said["sql"]) or own},
        **{"public": False if metric.get("hidden") is True else None, "filters": filters or None},
    }
    return {key: value for key, value in found.items() if value is not None}, None


def _sql(sql: object) -> str | None:
    """Their SQL in Cube's form."""
    if not isinstance(sql, str):
        return None
    return _DOLLAR.sub(lambda match: "{CUBE}" if match[1] == "TABLE" else f"{{{match[1]}}}", sql)


# --- dbt-metabase ----------------------------------------------------------------------------------------------------
def _metabase(model: Model, project: Project, by_name: Mapping[str, Model], findings: list[Diagnostic]) -> Model:
    """Foreign keys, display names and visibility of columns."""
    columns, relationships = [], list(model.relationships)
    for column in model.columns:
        said = _of_metabase(column.meta)
        found = {"title": said.get("display_name")} if said.get("display_name") else {}
        hidden = {"public": False} if said.get("visibility_type") in ("hidden", "sensitive") else {}
        columns.append(_with(column, {**found, **hidden}))
        table, target = said.get("fk_target_table"), said.get("fk_target_field")
        if not isinstance(table, str) or not isinstance(target, str):
            continue
        wanted = re.sub(r"^ref\(\s*['\"]|['\"]\s*\)$", "", table).rpartition(".")[2]
        parent = by_name.get(wanted)
        field = (
            next((c.name for c in parent.columns if c.name.casefold() == target.casefold()), None) if parent else None
        )
        if parent is None or field is None:
            problem = f"there is no `{target}` in a model `{wanted}`"
            findings.append(
                finding("FC0421", model.place.at(column.name), name=column.name, model=model.name, problem=problem)
            )
        elif not any(r.columns == (column.name,) and r.parent == parent.unique_id for r in relationships):
            evidence = Evidence(Source.RELATIONSHIPS, f"dbt-metabase's meta of {column.name}")
            relationships.append(
                Relationship(
                    parent=parent.unique_id, columns=(column.name,), parent_columns=(field,), evidence=evidence
                )
            )
    ordered = sorted(relationships, key=lambda r: (r.columns, r.parent, r.parent_columns))
    return attrs.evolve(model, columns=tuple(columns), relationships=tuple(ordered))


def _of_metabase(meta: Meta) -> Mapping[str, Any]:
    """`metabase: {fk_target_table: ...}` and `metabase.fk_target_table: ...`."""
    nested = meta.get("metabase")
    flat = {key.removeprefix("metabase."): value for key, value in meta.items() if key.startswith("metabase.")}
    return {**flat, **(nested if isinstance(nested, Mapping) else {})}


# --- into meta.cube --------------------------------------------------------------------------------------------------
def _with(column: Column, said: Mapping[str, Any]) -> Column:
    """The column with more under `meta.cube`; what stands there already wins."""
    return attrs.evolve(column, meta=merge({"cube": said}, column.meta)) if said else column


def _cube(meta: Meta) -> Meta:
    cube = meta.get("cube", EMPTY)
    return cube if isinstance(cube, Mapping) else EMPTY


Reader = Callable[[Model, Project, Mapping[str, Model], list[Diagnostic]], Model]
READERS: Mapping[Convention, Reader] = {"lightdash": _lightdash, "metrics": _metrics, "metabase": _metabase}
