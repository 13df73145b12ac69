"""Dimensions, measures and segments of one model: what its columns give, and what `meta.cube` says."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, TypeVar

import attrs

from floe_cube.cube import fstring
from floe_cube.cube.ast import (
    Count,
    Dimension,
    DimensionType,
    Hierarchy,
    Measure,
    Name,
    OfColumn,
    OfSql,
    PreAggregation,
    Ref,
    Segment,
    Sql,
)
from floe_cube.cube.joins import Side
from floe_cube.cube.labels import labelled
from floe_cube.cube.names import IDENTIFIER, RESERVED_MEMBERS, allocate, identifier, refusal
from floe_cube.cube.reading import canonical, read, read_each
from floe_cube.cube.walk import COUNT
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.ir.dialects import Dialect, cast_sql
from floe_cube.ir.meta import EMPTY, Meta
from floe_cube.ir.model import Column, Model
from floe_cube.ir.types import Kind
from floe_cube.record import frozen, maker

Named = TypeVar("Named", Dimension, Measure, Segment, Hierarchy, PreAggregation)

CUBE_TYPES: dict[Kind, DimensionType] = {
    Kind.STRING: "string",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.TIME: "time",
    Kind.GEO: "string",
    Kind.OPAQUE: "string",
}

#: The guess for a column whose type nobody knows: a name that says "moment", else text. Text is never wrong in SQL, only less useful.
MOMENT = re.compile(r"(?:^|_)(?:date|timestamp|datetime)$|_(?:at|ts|on_date|date_utc|at_utc)$", re.IGNORECASE)

#: Makes dimensions.
new_dimension = maker(Dimension)

#: Stands for the name of a column that is none of Cube's.
NAMELESS = Name("")

#: The count of rows where something else is called so.
ROW_COUNT = attrs.evolve(COUNT, name=Name("row_count"))

#: Keys of a column's `meta.cube` that are ours and not Cube's.
OWN_COLUMN_KEYS = frozenset({"enabled"})


@frozen(kw_only=True)
class Members:
    """What stands in a cube beside its source and its joins.

    Attributes:
        names: physical column -> the dimension it became.
    """

    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...]
    segments: tuple[Segment, ...]
    hierarchies: tuple[Hierarchy, ...]
    pre_aggregations: tuple[PreAggregation, ...]
    names: Mapping[str, Name]


#: Makes the members of a cube.
new_members = maker(Members)


def members(
    side: Side, declared: Meta, dialect: Dialect, targets: AbstractSet[str]
) -> tuple[Members, list[Diagnostic]]:
    """All members of a model's cube, with names that are unique in it.

    Args:
        declared: the model's `meta.cube`.
        targets: names of the cubes it joins to; a member of that name would hide the cube in SQL.
    """
    findings: list[Diagnostic] = []
    model, key, place = side.model, side.key, side.model.place
    measures = _read_list(Measure, declared, "measures", place, findings)
    segments = _read_list(Segment, declared, "segments", place, findings)
    rollups = _read_list(PreAggregation, declared, "pre_aggregations", place, findings)
    hierarchies = _read_list(Hierarchy, declared, "hierarchies", place, findings)
    taken = {*targets, *[member.name for group in (measures, segments, rollups) for member in group]}
    columns: Sequence[Column] = model.columns
    has_meta = bool([column for column in columns if column.meta])
    if has_meta:
        columns = [c for c in columns if not c.meta or _is_shown(c, place, findings) or c.name in key]
    extra, overrides = _declared_dimensions(declared, columns, place, findings)
    stated = {}
    if has_meta or overrides:
        stated = {column.name: _properties(column, overrides) for column in columns if column.meta or overrides}
    dimensions, names = _dimensions(columns, key, stated, taken, dialect, model, findings)
    used = [*names.values(), *taken]
    for index, properties in extra:
        dimension, found = read(Dimension, properties, place, f"dimensions[{index}]")
        findings += found
        if dimension is not None and dimension.name in used:
            findings.append(finding("FC0504", place.at(dimension.name), name=dimension.name))
        elif dimension is not None:
            used.append(dimension.name)
            dimensions.append(labelled(_keyed(dimension), dialect))
    if not any(map(_counts_rows, measures)):
        if COUNT.name not in used:
            measures = (COUNT, *measures)
        elif ROW_COUNT.name not in used:
            measures = (ROW_COUNT, *measures)
        else:
            findings.append(finding("FC0505", place.at(ROW_COUNT.name), name=ROW_COUNT.name))
    if len(key) > 1:
        measures = tuple(_counting(measure, key, model, dialect) for measure in measures)
    result = new_members(
        dimensions=tuple(dimensions),
        measures=measures,
        segments=segments,
        hierarchies=hierarchies,
        pre_aggregations=rollups,
        names=names,
    )
    return result, findings


def _counts_rows(measure: Measure) -> bool:
    """Whether it is what `COUNT` would be: all rows of a query, each once."""
    counts = isinstance(measure.value, Count) and measure.value.sql is None
    return counts and not (measure.filters or measure.rolling_window or measure.multi_stage)


def _keyed(dimension: Dimension) -> Dimension:
    """The dimension with its `key` as Cube can evaluate it: there, unlike elsewhere, a bare name is not defined."""
    details = dimension.details
    if details.key is None or "." in details.key:
        return dimension
    return attrs.evolve(dimension, details=attrs.evolve(details, key=Ref(f"CUBE.{details.key}")))


def _counting(measure: Measure, key: tuple[str, ...], model: Model, dialect: Dialect) -> Measure:
    """A count of rows that says itself what it counts, where the key has several columns.

    Cube would write them one behind the other: a row with a null among them is not counted, and where a join repeats rows,
    (1, 11) and (11, 1) count as one. Source: Cube 1.7.43, `BaseQuery.primaryKeyCount`.
    """
    if not isinstance(measure.value, Count) or measure.value.sql is not None:
        return measure
    columns = [column for column in model.columns if column.name in key]
    never_null = [column for column in columns if column.not_null][:1]
    parts = ["{CUBE}." + fstring.column(c.name, dialect, exact=c.exact) for c in never_null or columns]
    known = " OR ".join(f"{part} IS NOT NULL" for part in parts)
    return attrs.evolve(measure, value=Count(Sql(parts[0] if never_null else f"CASE WHEN {known} THEN 1 END")))


def primary_key(model: Model, declared: Meta, findings: list[Diagnostic]) -> tuple[str, ...]:
    """The columns of the key: as `meta.cube` says on the model or its columns, else what dbt knows."""
    stated = declared.get("primary_key")
    said = {column.name: _cube(column.meta).get("primary_key") for column in model.columns if column.meta}
    known = model.primary_key.columns if model.primary_key else ()
    if stated is None and not said:
        return known
    names = (stated,) if isinstance(stated, str) else stated if isinstance(stated, tuple) else ()
    if stated is not None and not names:
        data = {"path": "primary_key", "expected": "the name of a column, or a list of names"}
        findings.append(finding("FC0402", model.place, seen="something else", **data))
    chosen = []
    by_folded = {column.name.casefold(): column.name for column in model.columns} if names else {}
    for name in names:
        column = by_folded.get(name.casefold()) if isinstance(name, str) else None
        if column is None:
            findings.append(finding("FC0405", model.place, column=name, model=model.name))
        else:
            chosen.append(column)
    chosen += [name for name, is_key in said.items() if is_key is True and name not in chosen]
    denied = {name for name, is_key in said.items() if is_key is False}
    return tuple(chosen) or (known if denied.isdisjoint(known) else ())


def _cube(meta: Meta) -> Meta:
    cube = meta.get("cube") if meta else None
    return cube if isinstance(cube, Mapping) else EMPTY


def _is_shown(column: Column, place: Place, findings: list[Diagnostic]) -> bool:
    """Whether the column's meta lets it become a dimension."""
    if "cube" in column.meta and not isinstance(column.meta["cube"], Mapping):
        findings.append(finding("FC0403", place.at(column.name), path="meta.cube"))
    enabled = _cube(column.meta).get("enabled")
    if not isinstance(enabled, bool | None):
        data = {"path": "enabled", "expected": "true or false", "seen": f"`{enabled}`"}
        findings.append(finding("FC0402", place.at(column.name), **data))
    return enabled is not False


# --- members that meta declares --------------------------------------------------------------------------------------
def _read_list(
    cls: type[Named], declared: Meta, key: str, place: Place, findings: list[Diagnostic]
) -> tuple[Named, ...]:
    """The members under a key of `meta.cube`; of two with one name the first stays."""
    if not declared or declared.get(key) is None:
        return ()
    items, found = read_each(cls, declared[key], place, key)
    findings += found
    unique: dict[str, Named] = {}
    for item in items:
        if item.name in unique:
            findings.append(finding("FC0504", place.at(item.name), name=item.name))
        elif item.name in RESERVED_MEMBERS:
            why = "the word means something else to Cube"
            findings.append(finding("FC0506", place.at(item.name), name=item.name, why=why))
        else:
            unique[item.name] = item
    return tuple(unique.values())


def _declared_dimensions(
    declared: Meta, columns: Sequence[Column], place: Place, findings: list[Diagnostic]
) -> tuple[list[tuple[int, Meta]], dict[str, dict[str, Any]]]:
    """`dimensions:` of the model's meta: those that name a column say more about it, the others stand for themselves."""
    extra: list[tuple[int, Meta]] = []
    overrides: dict[str, dict[str, Any]] = {}
    stated = declared.get("dimensions")
    if not stated:
        return extra, overrides
    if isinstance(stated, Mapping):
        stated = tuple(
            {"name": name, **stated[name]} if isinstance(stated[name], Mapping) else stated[name] for name in sorted(stated)
        )
    if not isinstance(stated, tuple):
        findings.append(finding("FC0403", place, path="meta.cube.dimensions"))
        stated = ()
    by_folded = {column.name.casefold(): column.name for column in columns}
    for known in columns if stated else ():
        by_folded.setdefault(identifier(known.name).casefold(), known.name)  # `is_paid` means the column `is paid`
    for index, item in enumerate(stated):
        name = item.get("name") if isinstance(item, Mapping) else None
        column = by_folded.get(name.casefold()) if isinstance(name, str) else None
        if column is not None:
            overrides[column] = {key: value for key, value in item.items() if key != "name"}
        else:
            extra.append((index, item))
    return extra, overrides


# --- members that columns give ---------------------------------------------------------------------------------------
def _dimensions(
    columns: Sequence[Column],
    key: tuple[str, ...],
    stated: Mapping[str, dict[str, Any]],
    taken: AbstractSet[str],
    dialect: Dialect,
    model: Model,
    findings: list[Diagnostic],
) -> tuple[list[Dimension], Mapping[str, Name]]:
    """One dimension a column, and their names by those of the columns.

    Args:
        stated: what meta says, by the name of the column.
    """
    dimensions, names, doubtful = _plain(columns, key, dialect)
    if doubtful:
        findings += _doubts(doubtful, stated, model)
    explicit = {c: p["name"] for c, p in stated.items() if isinstance(p.get("name"), str)} if stated else {}
    folds = dialect.folding == "upper"
    wanted = set(names.values()) if folds else names.keys()
    if explicit or NAMELESS in names.values() or len(wanted) < len(names) or not wanted.isdisjoint(taken):
        words = {c.name: word(c.name) if folds else c.name for c in columns if c.name not in explicit}
        names = _allocate(words, {*taken, *explicit.values()})
        for column, name in names.items():
            if name != words[column]:
                why = refusal(words[column], RESERVED_MEMBERS)
                findings.append(finding("FC0503", model.place.at(column), column=column, name=name, why=why))
        names |= explicit
        dimensions = [attrs.evolve(d, name=names[c.name]) for c, d in zip(columns, dimensions, strict=True)]
    if not any(stated.values()):
        return dimensions, names
    for index, each in enumerate(columns):
        if properties := stated.get(each.name):
            overridden = _override(dimensions[index], properties, model.place.at(each.name), findings)
            dimensions[index] = labelled(overridden, dialect)
    return dimensions, {c.name: d.name for c, d in zip(columns, dimensions, strict=True)}


def _plain(
    columns: Iterable[Column], key: tuple[str, ...], dialect: Dialect
) -> tuple[list[Dimension], dict[str, Name], list[Column]]:
    """What the columns alone give: dimensions, their names by column, and the columns whose type is not known."""
    dimensions: list[Dimension] = []
    names: dict[str, Name] = {}
    doubtful: list[Column] = []
    for column in columns:
        physical, data_type = column.name, column.type
        if data_type is None:
            kind, type_name = column.guess or (Kind.TIME if MOMENT.search(physical) else Kind.STRING), ""
        else:
            kind, type_name = data_type.kind, data_type.name if data_type.known else ""
        if not type_name:
            doubtful.append(column)
        name, value, shown = _shape(physical, column.exact, type_name, kind, dialect)
        names[physical] = name
        is_key = physical in key
        said: Any = column.description
        dimensions.append(
            new_dimension(
                name=name,
                value=value,
                type=shown,
                description=said or None,
                primary_key=is_key or None,
                # Cube hides keys unless told otherwise; a key whose column is switched off stays hidden, for joins need it.
                public=_cube(column.meta).get("enabled") is not False if is_key else None,
            )
        )
    return dimensions, names, doubtful


@functools.lru_cache(maxsize=65536)
def _shape(
    column: str, exact: bool, type_name: str, kind: Kind, dialect: Dialect
) -> tuple[Name, OfColumn, DimensionType]:
    """A column's name as a dimension, `NAMELESS` where it makes none, and its SQL, cast where its raw value could not be shown or grouped by."""
    name = word(column) if dialect.folding == "upper" else column
    is_name = name not in RESERVED_MEMBERS and IDENTIFIER.fullmatch(name)
    plain = "{CUBE}." + fstring.column(column, dialect, exact=exact)
    sql = cast_sql(plain, type_name, dialect)
    return Name(name) if is_name else NAMELESS, OfColumn(Sql(sql), column, is_cast=sql != plain), CUBE_TYPES[kind]


def _doubts(doubtful: list[Column], stated: Mapping[str, Meta], model: Model) -> Iterator[Diagnostic]:
    """Columns whose type nobody says, or in a word that no dialect knows."""
    doubtful = [column for column in doubtful if "type" not in stated.get(column.name, EMPTY)]
    for column in doubtful:
        if column.type is not None:
            data = {"type": column.type.text, "column": column.name}
            yield finding("FC0203", model.place.at(column.name), **data)
    guessed = [column.name for column in doubtful if column.type is None and column.guess is None]
    if guessed:
        yield finding("FC0211", model.place, count=len(guessed), columns=_some(guessed))


def word(column: str) -> str:
    """The name that people see for a column where the warehouse folds to upper case: in lower case."""
    return column.lower() if column.isupper() else column


def _allocate(words: Mapping[str, str], taken: AbstractSet[str]) -> dict[str, Name]:
    """Names by column. Two columns that differ in case alone may want one word: then the spelling tells them apart."""
    texts: dict[str, str] = {}
    for column, text in sorted(words.items(), key=lambda item: (item[0] != item[1], item)):
        texts[column] = column if text in texts.values() and text != column else text
    names = allocate(sorted(set(texts.values())), taken, RESERVED_MEMBERS)
    return {column: names[text] for column, text in texts.items()}


def _properties(column: Column, overrides: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    stated = {**_cube(column.meta), **overrides.get(column.name, {})}
    return canonical(Dimension, {key: value for key, value in stated.items() if key not in OWN_COLUMN_KEYS})


#: Properties that compute a dimension in another way than by its column.
SHAPES = frozenset({"sql", "case", "latitude", "longitude", "values"})


def _override(
    dimension: Dimension, properties: Meta | dict[str, Any], place: Place, findings: list[Diagnostic]
) -> Dimension:
    """The column's dimension with what meta says; where that cannot be read, as it was."""
    base: dict[str, Any] = {"name": dimension.name, "type": dimension.type}
    if not SHAPES & properties.keys() and isinstance(dimension.value, OfSql):
        base["sql"] = dimension.value.sql
    for key in ("description", "primary_key", "public"):
        if getattr(dimension, key) is not None:
            base[key] = getattr(dimension, key)
    changed, found = read(Dimension, {**base, **properties}, place, "")
    findings += found
    if changed is None:
        return dimension
    if changed.primary_key and changed.public is None:
        changed = attrs.evolve(changed, public=True)
    return _keyed(changed)


def _some(names: list[str], limit: int = 5) -> str:
    shown = ", ".join(f"`{name}`" for name in names[:limit])
    return shown if len(names) <= limit else f"{shown} and {len(names) - limit} more"
