"""Compilation and usage -> what the page shows: each cube with what different stages know of it."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeAlias

from msgspec.structs import replace

from floe_cube import __version__
from floe_cube.cli.report.contents import (
    Asking,
    Contents,
    Cube,
    Dataset,
    Edge,
    Finding,
    Join,
    Kind,
    Member,
    Part,
    RowFilter,
    Source,
    Spot,
)
from floe_cube.cli.report.graph import layout
from floe_cube.cli.report.usage import Usage
from floe_cube.cli.report.visible import decided_by_policies, seen
from floe_cube.compiler import Compilation
from floe_cube.config import PiiConfig
from floe_cube.cube import ast
from floe_cube.cube.classify import classify
from floe_cube.cube.lineage import CubeLineage, Read, columns, lineage
from floe_cube.cube.views import members as view_members
from floe_cube.cube.walk import with_bases
from floe_cube.databases import DEFAULT, prefix
from floe_cube.diagnostics import Diagnostic
from floe_cube.ir.model import Model
from floe_cube.render import yaml
from floe_cube.render.sources import sources

__all__ = ["contents"]

#: The columns that are marked as personal data, and the members that show it.
Personal: TypeAlias = tuple[Collection[tuple[str, str]], Collection[str]]
AnyMember: TypeAlias = ast.Dimension | ast.Measure | ast.Segment


def contents(compilation: Compilation, usage: Usage | None) -> Contents:
    """What the page shows of a compilation and of its use."""
    wanted, project = compilation.config.consumption, compilation.project
    adapter = project.adapter if project else ""
    sources = tuple(_sources(compilation))
    columns, _ = personal = _personal(compilation)
    gathered = _Gathering(compilation, sources, personal)
    return Contents(
        version=__version__,
        project=project.name if project else "",
        adapter=adapter,
        database=" and ".join(dict.fromkeys(source.database for source in sources)),
        row_level=wanted.security.row_level,
        column=wanted.security.filter_column,
        claim=".".join(wanted.security.claim),
        cubes=tuple(gathered.all()),
        edges=tuple(gathered.edges()),
        datasets=tuple(_dataset(model, columns) for model in (project.models if project else ())),
        findings=tuple(_findings(compilation.diagnostics)),
        sources=sources if len(sources) > 1 else (),
        usage=_asking(usage) if usage is not None else None,
    )


def _sources(compilation: Compilation) -> Iterator[Source]:
    """The data sources, `default` first."""
    project = compilation.project
    if project is None:
        return
    database, others, _ = sources(compilation.model, project, compilation.config)
    readers: dict[str, set[str]] = {}
    for model in project.models:
        readers.setdefault(model.data_source, set()).add(project.home(model).name)
    known = {**({DEFAULT: database} if database else {}), **{name: other.database for name, other in others.items()}}
    for name, one in known.items():
        needed = (variable.name for variable in one.variables if variable.need != "optional")
        yield Source(
            name=name,
            database=one.title,
            projects=tuple(sorted(readers.get(name, ()))),
            variables=tuple(variable.replace("CUBEJS_", prefix(name), 1) for variable in needed),
        )


# --- cubes and views -------------------------------------------------------------------------------------------------
class _Gathering:
    """What is known of all cubes, to be put together for each."""

    def __init__(self, compilation: Compilation, sources: Sequence[Source], personal: Personal) -> None:
        self._named = {source.name for source in sources[1:]}
        models = compilation.project.models if compilation.project else ()
        self._model, self._access = compilation.model, compilation.access
        self._row_level = compilation.config.consumption.security.row_level
        self._cubes: dict[str, ast.Cube] = {cube.name: cube for cube in self._model.cubes}
        self._members = {name: _members(cube, self._cubes) for name, cube in self._cubes.items()}
        self._reads = lineage(self._model, compilation.project) if compilation.project else {}
        self._datasets = {model.unique_id: at for at, model in enumerate(models)}
        self._lines: dict[tuple[str, str], str] = {
            (cube.name, cube.extends): "" for cube in self._model.cubes if cube.extends and cube.extends in self._cubes
        }
        self._lines |= {(cube.name, join.name): join.relationship for cube in self._model.cubes for join in cube.joins}
        self._picture = layout(self._cubes, self._lines)
        _, self._personal = personal

    def all(self) -> Iterator[Cube]:
        for cube in self._model.cubes:
            place = self._picture.places[cube.name]
            yield replace(self._cube(cube), x=place.x, y=place.y)
        yield from map(self._view, self._model.views)

    def edges(self) -> Iterator[Edge]:
        for (cube, other), relationship in self._lines.items():
            via = tuple((box.x, box.y) for box in self._picture.ways.get((cube, other), ()))
            yield Edge(cube=cube, to=other, relationship=relationship, via=via)

    def _cube(self, cube: ast.Cube) -> Cube:
        access = self._access.cubes.get(cube.name)
        claims = {name: ".".join(path) for name, path in self._access.claims.items()}
        chain = with_bases(cube, self._cubes)
        policies = [policy for each in chain for policy in each.access_policy]  # Cube unites them
        tell, reads = seen(policies), self._reads[cube.name]
        rows = access.rows if access and self._row_level else "open"
        return replace(
            _named(cube),
            relation=_relation(chain[-1].source),
            source=(cube.data_source or DEFAULT) if self._named else "",
            rows="stated" if rows in ("open", "all") and decided_by_policies(policies) else rows,
            filters=tuple(
                RowFilter(member=each.member, claim=claims.get(each.claim, each.claim))
                for each in (access.filters if access else ())
            ),
            members=tuple(
                replace(self._member(cube.name, member, reads), seen=tell(name), of=owner if owner != cube.name else "")
                for name, (owner, member) in self._members[cube.name].items()
            ),
            joins=tuple(
                Join(
                    to=j.name,
                    relationship=j.relationship,
                    sql=j.sql,
                    of=each.name if each is not cube else "",
                    reads=self._read(columns(reads.joins.get(j.name, ()), reads.model)),
                )
                for each in chain
                for j in each.joins
            ),
            conditions=self._read(columns(reads.rows, reads.model)),
            rollups=tuple(Part(name=r.name, type=r.type or "rollup", text=yaml.part(r)) for r in cube.pre_aggregations),
            hierarchies=tuple(Part(name=h.name, text="\n".join(h.levels)) for h in cube.hierarchies),
        )

    def _view(self, view: ast.View) -> Cube:
        reached = self._access.views.get(view.name, {})
        tell, reads = seen(view.access_policy), self._reads[view.name]
        members: dict[str, Member] = {}
        for name, part, original in view_members(view, self._cubes):
            cube = part.join_path.rpartition(".")[2]
            if original in self._members[cube]:
                member = replace(_renamed(part, original, self._members[cube][original][1]), name=name)
                found = columns(getattr(reads, f"{member.kind}s").get(name, ()), reads.model)
                full = f"{cube}.{original}"
                personal = full in self._personal
                members[name] = replace(member, of=full, seen=tell(name), reads=self._read(found), personal=personal)
        return replace(
            _named(view),
            view=True,
            through=tuple(sorted({cube for cubes in reached.values() for cube in cubes})),
            members=tuple(members.values()),
            parts=tuple(Part(name=part.join_path, text=yaml.part(part)) for part in view.cubes),
        )

    def _member(self, cube: str, member: AnyMember, reads: CubeLineage) -> Member:
        plain = _plain(member)
        sql, text = _definition(member)
        found = columns(getattr(reads, f"{plain.kind}s").get(member.name, ()), reads.model)
        personal = f"{cube}.{member.name}" in self._personal
        return replace(plain, sql=sql, text=text, reads=self._read(found), personal=personal)

    def _read(self, columns: Sequence[Read]) -> tuple[tuple[int, str, str], ...]:
        """The columns that feed something."""
        return tuple((self._datasets.get(read.model, -1), read.column, read.how.lower()) for read in columns)


def _members(cube: ast.Cube, cubes: Mapping[str, ast.Cube]) -> dict[str, tuple[str, AnyMember]]:
    """Each member of a cube with the cube that declares it, its own before those that it inherits."""
    found: dict[str, tuple[str, AnyMember]] = {}
    for each in with_bases(cube, cubes):
        for group in (each.dimensions, each.measures, each.segments):
            for member in group:
                found.setdefault(member.name, (each.name, member))
    return found


def _named(named: ast.Cube | ast.View) -> Cube:
    """What a cube and a view have in common."""
    place = named.origin
    return Cube(
        name=named.name,
        title=named.title or "",
        description=named.description or "",
        public=named.public is not False,
        subject=place.subject,
        file=place.file,
        line=place.line,
        extends=named.extends or "",
        policies=tuple(
            Part(name=", ".join(filter(None, (policy.group, *policy.groups))) or "everybody", text=yaml.part(policy))
            for policy in named.access_policy
        ),
    )


def _relation(source: ast.Table | ast.Query | ast.Inherited) -> str:
    match source:
        case ast.Table(sql) | ast.Query(sql):
            return sql
        case ast.Inherited():
            return ""


def _plain(member: AnyMember) -> Member:
    kinds: dict[type, Kind] = {ast.Dimension: "dimension", ast.Measure: "measure", ast.Segment: "segment"}
    return Member(
        name=member.name,
        kind=kinds[type(member)],
        type="" if isinstance(member, ast.Segment) else _type(member),
        title=member.title or "",
        description=member.description or "",
        key=isinstance(member, ast.Dimension) and bool(member.primary_key),
        public=member.public is not False,
    )


def _type(member: ast.Dimension | ast.Measure) -> str:
    return member.type if isinstance(member, ast.Dimension) else member.value.type


def _definition(member: AnyMember) -> tuple[str, str]:
    """A member's SQL, and its definition in YAML unless it is a column or a count."""
    value = None if isinstance(member, ast.Segment) else member.value
    sql = getattr(member if value is None else value, "sql", None) or ""
    is_plain = isinstance(value, ast.OfColumn) or value == ast.Count()
    return sql, "" if is_plain else yaml.part(member)


def _renamed(part: ast.ViewCube, name: str, member: AnyMember) -> Member:
    """A member as a view shows it: under its own words where the view has any."""
    plain = _plain(member)
    for included in part.includes if isinstance(part.includes, tuple) else ():
        if isinstance(included, ast.IncludedMember) and included.name == name:
            words = {"title": included.title or plain.title, "description": included.description or plain.description}
            return replace(plain, **words)
    return plain


# --- personal data ---------------------------------------------------------------------------------------------------
def _personal(compilation: Compilation) -> tuple[Collection[tuple[str, str]], Collection[str]]:
    """The columns that are marked as the configuration says, else as is common, and the members that show what is in them."""
    if compilation.project is None:
        return (), ()
    marks = compilation.config.consumption.security.pii or PiiConfig()
    cubes: dict[str, ast.Cube] = {cube.name: cube for cube in compilation.model.cubes}
    exempt = {name: [each.member for each in access.filters] for name, access in compilation.access.cubes.items()}
    found = classify(cubes, compilation.project, marks, exempt)
    return found.columns, {f"{cube}.{name}" for cube, members in found.members.items() for name in members}


# --- columns, findings, usage ----------------------------------------------------------------------------------------
def _dataset(model: Model, personal: Collection[tuple[str, str]]) -> Dataset:
    marked = {name.partition(".")[0] for owner, name in personal if owner == model.unique_id}
    return Dataset(
        id=model.unique_id,
        name=model.dataset.name or model.name,
        file=model.place.file,
        columns=tuple((c.name, c.type.text if c.type else "", c.name in marked) for c in model.columns),
    )


def _findings(diagnostics: Iterable[Diagnostic]) -> Iterator[Finding]:
    for (severity, code), group in itertools.groupby(diagnostics, key=lambda found: (found.severity, found.code)):
        found = list(group)
        remedies = {each.remedy for each in found}
        spots = tuple(
            Spot(
                subject=each.place.subject,
                column=each.place.column,
                file=each.place.file,
                line=each.place.line,
                message=each.message,
                remedy=each.remedy if len(remedies) > 1 else "",
            )
            for each in found
        )
        remedy = found[0].remedy if len(remedies) == 1 else ""
        yield Finding(code=code, severity=severity.word, title=found[0].title, remedy=remedy, spots=spots)


def _asking(usage: Usage) -> Asking:
    return Asking(
        queries=usage.queries,
        failed=usage.failed,
        since=_moment(usage.since),
        until=_moment(usage.until),
        names={name: (asked.times, _moment(asked.last)) for name, asked in usage.names.items()},
    )


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""
