"""The whole compiler on one page: each stage by its name, with what goes in and what comes out.

manifest, catalog ──parse──> wire types ──lower──> IR ──elaborate──> Cube AST ──check───> findings
                                                                              └─render──> files
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from attrs import evolve, field

from floe_cube import cube, dbt, ir, render
from floe_cube.config import Config, ConsumptionConfig
from floe_cube.cube.access import AccessTable
from floe_cube.cube.ast import DataModel
from floe_cube.diagnostics import Diagnostic, Severity, ordered
from floe_cube.ir.model import Project
from floe_cube.record import frozen


@frozen(kw_only=True)
class Artifacts:
    """What is compiled.

    Attributes:
        manifest: bytes of dbt's manifest.json, of any version.
        catalog: bytes of catalog.json, if there is one: it knows the warehouse's columns and types.
        config: the `consumption` and `observability` sections; `projects` in it are for who reads files. That of one of `others`
            counts for the connection alone, by its `database_type`, `export_bucket` and `dataset_namespace`.
        name: dbt's name of the project, where the manifest does not say it.
        prefix: what the names of its cubes and views begin with.
        data_source: Cube's name of the connection to this project's tables, where it is one of `others`; by default that of the
            first project if the adapter is the same, else the project's name. The first one's is always `default`, and what
            it is called here, others may be called too.
        others: further projects that are served together with this one (dbt mesh).
    """

    manifest: bytes | memoryview
    catalog: bytes | memoryview | None = None
    config: Config = field(factory=Config)
    name: str | None = None
    prefix: str = ""
    data_source: str | None = None
    others: tuple[Artifacts, ...] = ()


@frozen(kw_only=True)
class Compilation:
    """What came out.

    Attributes:
        files: relative POSIX path -> text: the deployment but for the static runtime (`floe_cube.runtime`).
        model: the cubes and views themselves.
        diagnostics: everything found, worst first.
        access: who may see what of them.
        project: what they were made of; None where nothing of the manifest could be read.
        config: what was asked for.
    """

    files: Mapping[str, str]
    model: DataModel
    diagnostics: tuple[Diagnostic, ...]
    access: AccessTable = field(factory=AccessTable)
    project: Project | None = None
    config: Config = field(factory=Config)

    @property
    def ok(self) -> bool:
        """Whether nothing forbids to use the files."""
        return all(diagnostic.severity is not Severity.ERROR for diagnostic in self.diagnostics)


def compile(artifacts: Artifacts) -> Compilation:
    """Compile dbt artifacts into the files of a Cube deployment.

    Pure: no I/O, no clock, the same bytes for the same input on any machine. Never raises on bad input: what is wrong with it
    is among the diagnostics, and costs no more than the part that it is about.
    """
    config = artifacts.config
    wanted = config.consumption
    manifests, parse_findings = _parse((artifacts, *artifacts.others))
    del artifacts  # of a large project they are hundreds of megabytes, and what was made of them as many again
    project, lower_findings = _lower(manifests, wanted)
    del manifests
    model, access, elaborate_findings = cube.elaborate(project, wanted)
    check_findings = cube.check(model, project)
    files, render_findings = render.deployment(model, access, project, config)
    return Compilation(
        files=files,
        model=model,
        diagnostics=ordered(parse_findings, lower_findings, elaborate_findings, check_findings, render_findings),
        access=access,
        project=project,
        config=config,
    )


Parsed: TypeAlias = tuple[dbt.Manifest | None, dbt.Catalog | None, ir.Connection, str]


def _parse(projects: Iterable[Artifacts]) -> tuple[tuple[Parsed, ...], tuple[Diagnostic, ...]]:
    """The artifacts of each project, with its connection and its prefix."""
    parsed: list[Parsed] = []
    findings: list[Diagnostic] = []
    for project in projects:
        manifest, manifest_findings = dbt.parse(project.manifest)
        catalog, catalog_findings = dbt.parse_catalog(project.catalog)
        if manifest is not None and project.name:
            manifest = dbt.called(manifest, project.name)
        parsed.append((manifest, catalog, _connection(project), project.prefix))
        findings += (*manifest_findings, *catalog_findings)
    return tuple(parsed), tuple(findings)


def _connection(project: Artifacts) -> ir.Connection:
    stated = project.config.consumption
    return ir.Connection(
        data_source=project.data_source,
        database_type=stated.database_type,
        dataset_namespace=project.config.observability.dataset_namespace,
        export_bucket=stated.pre_aggregations.export_bucket,
    )


def _lower(parsed: Iterable[Parsed], wanted: ConsumptionConfig) -> tuple[ir.Project | None, tuple[Diagnostic, ...]]:
    """What the projects mean together."""
    projects: list[ir.Project] = []
    findings: list[tuple[Diagnostic, ...]] = []
    for manifest, catalog, connection, prefix in parsed:
        project, found = ir.lower(manifest, catalog, wanted.packages, wanted.select, wanted.exclude)
        findings.append(found)
        if project is not None:
            projects.append(evolve(project, connection=connection, prefix=prefix))
    if not projects:
        return None, ir.common(findings)
    united, found = ir.unite(projects)
    return united, (*ir.common(findings), *found)
