"""Reading what the command line names: artifacts and configuration. Whatever cannot be read is an `InputError` with a remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import evolve

from floe_cube.compiler import Artifacts
from floe_cube.config import Config, Text
from floe_cube.diagnostics import Diagnostic, Place, Severity, finding
from floe_cube.record import frozen

#: Where configuration is looked for when none is named.
DEFAULT_CONFIG = Path("floe.yaml")


class InputError(Exception):
    """Something that the command line names is not there or cannot be read. Ends the command with exit code 2."""

    def __init__(self, *findings: Diagnostic) -> None:
        super().__init__("; ".join(f.message for f in findings))
        self.findings = findings


@frozen(kw_only=True)
class Inputs:
    """The paths and choices of the command line; None where it names nothing."""

    target: Path = Path("target")
    manifest: Path | None = None
    catalog: Path | None = None
    artifacts: Path | None = None
    config: Path | None = None
    packages: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    emit: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def project(self) -> Path:
        """The folder of the dbt project, as dbt lays it out: the target directory is in it."""
        return (self.manifest or self.target / "manifest.json").parent.parent


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
    manifest_path = inputs.manifest or manifest or inputs.target / "manifest.json"
    narrowed = {"packages": inputs.packages, "select": inputs.select, "exclude": inputs.exclude}
    stated: dict[str, Any] = {name: tuple(map(Text, words)) for name, words in narrowed.items() if words}
    if stated:
        config = evolve(config, consumption=evolve(config.consumption, **stated))
    artifacts = Artifacts(
        manifest=read(manifest_path, "FC0001"),
        catalog=_catalog(inputs, manifest_path),
        config=config,
        others=tuple(map(_other, inputs.others)),
    )
    return artifacts, findings


def _other(named: str) -> Artifacts:
    """A further project: its target directory, perhaps with the name of its data source before it (`reporting=../x/target`)."""
    source, given, folder = named.partition("=")
    manifest = Path(folder if given else named) / "manifest.json"
    catalog = manifest.with_name("catalog.json")
    return Artifacts(
        manifest=read(manifest, "FC0001"),
        catalog=read(catalog, "FC0002") if catalog.is_file() else None,
        data_source=source if given else None,
    )


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
        return Config(), None, ()
    from floe_cube.config_reading import read_config

    config, findings = read_config(_text(path), str(path))
    return config, None, findings


def located(inputs: Inputs, findings: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    """The findings with the lines where they belong, as far as a file tells: of a setting, a model or a column.

    The compiler knows values, and dbt's manifest the names of files.
    """
    if any(f.place.file and not f.place.line for f in findings):
        from floe_cube.cli.lines import with_lines

        findings = with_lines(findings, (Path(), inputs.project))
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


def _is_unplaced(found: Diagnostic) -> bool:
    return not found.place.file and found.place.subject.startswith("consumption.")


def _config_path(inputs: Inputs) -> Path | None:
    return inputs.config or (DEFAULT_CONFIG if DEFAULT_CONFIG.is_file() else None)


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
        reason = error.strerror or type(error).__name__
        raise InputError(finding(code, Place(str(path)), path=path, reason=reason)) from error
