"""Reading what the command line names: artifacts and configuration. Whatever cannot be read is an `InputError` with a remedy."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from attrs import asdict, evolve

from floe_cube.cli.unchanged import CONFIG, MISNAMED, default_target
from floe_cube.compiler import Artifacts, Compilation
from floe_cube.config import Config, DatabaseType, ExportBucket, Text
from floe_cube.diagnostics import Diagnostic, Place, Severity, finding
from floe_cube.record import frozen

#: Where configuration is looked for when none is named, and what is not read.
DEFAULT_CONFIG, MISNAMED_CONFIG = Path(CONFIG), Path(MISNAMED)


class InputError(Exception):
    """Something that the command line names is not there or cannot be read. Ends the command with exit code 2."""

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__("; ".join(f.message for f in findings))
        self.findings = findings


@frozen(kw_only=True)
class Inputs:
    """The paths and choices of the command line; None where it names nothing."""

    targets: tuple[str, ...] = ()
    manifest: Path | None = None
    catalog: Path | None = None
    artifacts: Path | None = None
    config: Path | None = None
    packages: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    emit: tuple[str, ...] = ()

    @property
    def target(self) -> Path | None:
        """The target directory of the first project that is named."""
        return _named(self.targets[0]).target if self.targets else None


@frozen(kw_only=True)
class Named:
    """A dbt project, as the command line or the configuration names it.

    Attributes:
        is_here: its folder is the one that we are in, wherever dbt was told to write.
    """

    target: Path
    is_here: bool = False
    name: str | None = None
    prefix: str = ""
    data_source: str | None = None
    database_type: DatabaseType | None = None
    dataset_namespace: Text | None = None
    export_bucket: ExportBucket | None = None

    @property
    def project(self) -> Path:
        """Its folder, as dbt lays it out: the target directory is in it."""
        return Path() if self.is_here else (self.target / "manifest.json").parent.parent


def named(inputs: Inputs, config: Config) -> tuple[Named, ...]:
    """The projects that are compiled together, the first one foremost: what the command line says, else the configuration."""
    listed = config.consumption.projects
    if inputs.targets or inputs.manifest or not listed:
        return tuple(map(_named, inputs.targets)) or (Named(target=Path(default_target()), is_here=True),)
    path = inputs.artifacts or _config_path(inputs) or DEFAULT_CONFIG
    return tuple(
        Named(**{**asdict(project, recurse=False), "target": path.parent / project.target, "prefix": project.prefix or ""})
        for project in listed
    )


def folder(inputs: Inputs, config: Config) -> Path:
    """The folder of the first project."""
    return inputs.manifest.parent.parent if inputs.manifest else named(inputs, config)[0].project


def _named(said: str) -> Named:
    """A target directory, perhaps with the name of its data source before it (`reporting=../x/target`)."""
    source, given, folder = said.partition("=")
    if given and re.fullmatch("[A-Za-z_][A-Za-z0-9_]*", source):
        return Named(target=Path(folder), data_source=source)
    return Named(target=Path(said))


def load(inputs: Inputs) -> tuple[Artifacts | None, tuple[Diagnostic, ...]]:
    """Read everything that is to be compiled.

    Returns:
        The artifacts, or None where the configuration switches the build off; and what was found in the configuration.

    Raises:
        InputError: a file is missing, unreadable, or the configuration holds errors.
    """
    config, manifest, findings = configuration(inputs)
    if any(f.severity is Severity.ERROR for f in findings):
        raise InputError(*findings)
    if not config.consumption.enabled:
        return None, (
            *findings,
            finding("FC0725", Place("consumption.enabled", str(inputs.artifacts or _config_path(inputs)))),
        )
    first, *others = named(inputs, config)
    config = _connected(config, first)
    manifest_path = inputs.manifest or manifest or first.target / "manifest.json"
    narrowed = {"packages": inputs.packages, "select": inputs.select, "exclude": inputs.exclude}
    stated: dict[str, Any] = {name: tuple(map(Text, words)) for name, words in narrowed.items() if words}
    if stated:
        config = evolve(config, consumption=evolve(config.consumption, **stated))
    artifacts = Artifacts(
        manifest=read(manifest_path, "FC0001"),
        catalog=_catalog(inputs, manifest_path),
        config=config,
        others=tuple(map(_other, others)),
        name=first.name,
        prefix=first.prefix,
        data_source=first.data_source,
    )
    return artifacts, findings


def _other(project: Named) -> Artifacts:
    """A further project."""
    manifest = project.target / "manifest.json"
    catalog = manifest.with_name("catalog.json")
    return Artifacts(
        manifest=read(manifest, "FC0001"),
        catalog=read(catalog, "FC0002") if catalog.is_file() else None,
        config=_connected(Config(), project),
        name=project.name,
        prefix=project.prefix,
        data_source=project.data_source,
    )


def _connected(config: Config, project: Named) -> Config:
    """The configuration with what is said of a project's own connection."""
    if project.database_type:
        config = evolve(config, consumption=evolve(config.consumption, database_type=project.database_type))
    if project.export_bucket:
        rollups = evolve(config.consumption.pre_aggregations, export_bucket=project.export_bucket)
        config = evolve(config, consumption=evolve(config.consumption, pre_aggregations=rollups))
    if project.dataset_namespace:
        config = evolve(config, observability=evolve(config.observability, dataset_namespace=project.dataset_namespace))
    return config


def configuration(inputs: Inputs) -> tuple[Config, Path | None, tuple[Diagnostic, ...]]:
    """The configuration, the manifest that a CompiledArtifacts file names, and what is wrong.

    Raises:
        InputError: a file that is named cannot be read.
    """
    if inputs.artifacts is not None:
        from floe_cube.config_reading import read_compiled_artifacts

        text = _text(inputs.artifacts)
        config, manifest, findings = read_compiled_artifacts(text, str(inputs.artifacts))
        return config, inputs.artifacts.parent / manifest if manifest else None, findings
    path = _config_path(inputs)
    if path is None:
        return Config(), None, _passed_over(inputs)
    from floe_cube.config_reading import read_config

    config, findings = read_config(_text(path), str(path))
    return config, None, findings


def _passed_over(inputs: Inputs) -> tuple[Diagnostic, ...]:
    """A configuration of another name, or beside the only project, where none is read: what it says of security would not hold."""
    if os.path.lexists(MISNAMED_CONFIG):
        return (finding("FC0755", Place(str(MISNAMED_CONFIG)), path=MISNAMED_CONFIG),)
    if len(inputs.targets) > 1:
        return ()
    home = folder(inputs, Config())
    for beside in (home / DEFAULT_CONFIG, home / MISNAMED_CONFIG):
        if os.path.lexists(beside):
            return (finding("FC0732", Place(str(beside)), path=beside.as_posix(), folder=home.as_posix()),)
    return ()


def located(inputs: Inputs, compilation: Compilation) -> tuple[Diagnostic, ...]:
    """The findings with the lines where they belong, as far as a file tells: of a setting, a model or a column.

    The compiler knows values, and dbt's manifest the names of files.
    """
    findings = compilation.diagnostics
    if any(f.place.file and not f.place.line for f in findings):
        from floe_cube.cli.lines import with_lines

        roots = (Path(), folder(inputs, compilation.config))
        name = compilation.project.name if compilation.project else ""
        findings = with_lines(findings, roots, _abroad(inputs, compilation), name)
    path = inputs.artifacts or _config_path(inputs)
    if path is None or not any(_is_unplaced(f) for f in findings):
        return findings
    from floe_cube.config_reading import locate

    text = _text(path)
    as_json = inputs.artifacts is not None
    return tuple(
        evolve(f, place=locate(text, str(path), f.place.subject, as_json=as_json)) if _is_unplaced(f) else f
        for f in findings
    )


def _abroad(inputs: Inputs, compilation: Compilation) -> list[tuple[str, Path]]:
    """The name and the folder of each project beside the first."""
    others = compilation.project.others if compilation.project else ()
    folders = [project.project for project in named(inputs, compilation.config)[1:]]
    return [(o.name, f) for o, f in zip(others, folders, strict=True)] if len(others) == len(folders) else []


def _is_unplaced(found: Diagnostic) -> bool:
    return not found.place.file and found.place.subject.startswith("consumption.")


def _config_path(inputs: Inputs) -> Path | None:
    """What leads nowhere, or is a folder, is there as well: it was to say who sees which rows, perhaps."""
    return inputs.config or (DEFAULT_CONFIG if os.path.lexists(DEFAULT_CONFIG) else None)


def _catalog(inputs: Inputs, manifest: Path) -> bytes | None:
    """The catalog that was named, which must be there, else the one beside the manifest, if any."""
    if inputs.catalog is not None:
        return read(inputs.catalog, "FC0002")
    beside = manifest.with_name("catalog.json")
    return read(beside, "FC0002") if beside.is_file() else None


def _text(path: Path) -> str:
    data = read(path, "FC0003")
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise InputError(finding("FC0003", Place(str(path)), path=path, reason="it is not UTF-8 text")) from error


def read(path: Path, code: str) -> bytes:
    """The bytes of a file.

    Raises:
        InputError: it cannot be read; `code` says which file it was to be.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        data = {"path": path, "reason": error.strerror or type(error).__name__}
        if code == "FC0001":
            data["otherwise"] = _otherwise(path)
        raise InputError(finding(code, Place(str(path)), **data)) from error


def _otherwise(manifest: Path) -> str:
    """What else may help where there is no manifest, if the environment leads there."""
    leads = os.environ.get("DBT_TARGET_PATH") and manifest.parent == Path(default_target())
    return ", or correct the variable DBT_TARGET_PATH, which leads there" if leads else ""
