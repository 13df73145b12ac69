"""A build in two steps: read and compile, then write. What may be done with the result is decided between them."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import attrs
from attrs import field

from floe_cube.cli.console import recorded, totals
from floe_cube.cli.disk import is_left
from floe_cube.cli.exclusive import Busy, held
from floe_cube.cli.exit_codes import BUILT, PROJECT_ERRORS, UNUSABLE
from floe_cube.cli.inputs import DEFAULT_CONFIG, InputError, Inputs, configuration, load, located, read
from floe_cube.cli.output import Changes, apply, plan, settle
from floe_cube.cli.unchanged import fingerprint, is_plain
from floe_cube.compiler import Compilation, compile
from floe_cube.config import Config
from floe_cube.diagnostics import Diagnostic, Place, Severity, finding, ordered, strict
from floe_cube.record import frozen
from floe_cube.runtime import runtime_files

__all__ = ["Outcome", "planned", "prepared", "written"]

#: Findings that mean: this is no manifest of dbt's.
UNREADABLE = frozenset({"FC0101", "FC0102", "FC0103", "FC0104", "FC0109"})


@frozen(kw_only=True)
class Outcome:
    """What a build came to.

    Attributes:
        exit_code: as the command ends with it.
        findings: all that is to be said.
        compilation: None where nothing could be compiled.
        files: path -> text of all that is to stand in the output directory; empty where nothing is to be written.
        changes: what was done, or would be done, to the output directory.
        record: what the lock file says of the build, so that the next one knows whether it has anything to do.
    """

    exit_code: int
    findings: tuple[Diagnostic, ...]
    compilation: Compilation | None = None
    files: Mapping[str, str] = field(factory=dict)
    changes: Changes | None = None
    record: Mapping[str, Any] = field(factory=dict)


def prepared(inputs: Inputs, *, is_strict: bool = False) -> Outcome:
    """Read and compile everything; nothing is written yet."""
    try:
        before = _fingerprint(inputs, is_strict)  # before anything is read: who changes it meanwhile has it built again
        compilation, findings = _compiled(inputs)
    except InputError as error:
        return Outcome(exit_code=UNUSABLE, findings=error.findings)
    findings = strict(findings) if is_strict else findings
    if any(f.code in UNREADABLE for f in findings):
        return Outcome(exit_code=UNUSABLE, findings=findings)
    if compilation is None:
        return Outcome(exit_code=BUILT, findings=findings)
    if any(f.severity is Severity.ERROR for f in findings):
        return Outcome(exit_code=PROJECT_ERRORS, findings=findings, compilation=compilation)
    files = {**compilation.files, **runtime_files()} if compilation.files else {}
    record = _record(before, compilation, findings)
    return Outcome(exit_code=BUILT, findings=findings, compilation=compilation, files=files, record=record)


def _fingerprint(inputs: Inputs, is_strict: bool) -> dict[str, Any] | None:
    stated = attrs.asdict(inputs)
    if stated.pop("artifacts") is not None or len(stated.pop("targets")) > 1:
        return None
    return fingerprint(target=inputs.target, projects=_listed(inputs), **stated, is_strict=is_strict)


def _listed(inputs: Inputs) -> list[str]:
    """The target directories that the configuration lists, unless others are named. Most list none, and are not read twice."""
    path = inputs.config or DEFAULT_CONFIG
    if inputs.targets or inputs.manifest or not is_plain(path) or b"projects" not in read(path, "FC0003"):
        return []
    return _targets(configuration(inputs)[0])


def _targets(config: Config) -> list[str]:
    return [project.target for project in config.consumption.projects]


def _record(
    inputs: dict[str, Any] | None, compilation: Compilation, findings: tuple[Diagnostic, ...]
) -> dict[str, Any]:
    """Nothing where there is something in it that the lock file must not say: it is the same on all machines."""
    listed = _targets(compilation.config)
    if inputs is None or listed != inputs["projects"]:  # it was changed meanwhile, or others were named
        return {}
    if any(map(os.path.isabs, (*listed, *(found.place.file for found in findings)))):
        return {}
    return {
        "inputs": inputs,
        "summary": totals(compilation, findings),
        "diagnostics": [recorded(found) for found in findings],
    }


def planned(build: Outcome, out: Path, *, force: bool) -> Outcome:
    """The build with what is to be done to the output directory. Files in the way are errors, and nothing may be written."""
    try:
        changes = plan(out, build.files, force=force, record=build.record)
    except OSError as error:
        return _refused(out, error)
    code = PROJECT_ERRORS if changes.blocked else build.exit_code
    return attrs.evolve(build, exit_code=code, findings=ordered(build.findings, changes.blocked), changes=changes)


def written(build: Outcome, out: Path, *, force: bool, shown: Callable[[list[Any]], Iterable[Any]] = iter) -> Outcome:
    """The build after its files were written, if there are any and nothing stands in their way.

    Whatever became of this build, one that was interrupted is completed first.
    """
    if not build.files and not is_left(out):
        return build
    try:
        with held(out):
            if blocked := settle(out, force=force):
                return _blocked(build, blocked)
            if not build.files:
                return build
            ready = planned(build, out, force=force)
            if ready.changes is None or ready.changes.blocked:
                return attrs.evolve(ready, changes=None)
            blocked = apply(out, build.files, ready.changes, shown)
            return _blocked(build, blocked) if blocked else ready
    except Busy:
        return Outcome(exit_code=UNUSABLE, findings=(finding("FC0807", Place(str(out)), path=out),))
    except OSError as error:
        return _refused(out, error)


def _blocked(build: Outcome, findings: tuple[Diagnostic, ...]) -> Outcome:
    code = build.exit_code or PROJECT_ERRORS
    return attrs.evolve(build, exit_code=code, findings=ordered(build.findings, findings))


def _refused(out: Path, error: OSError) -> Outcome:
    path, reason = error.filename or out, error.strerror or error
    return Outcome(exit_code=UNUSABLE, findings=(finding("FC0804", Place(str(out)), path=path, reason=reason),))


def _compiled(inputs: Inputs) -> tuple[Compilation | None, tuple[Diagnostic, ...]]:
    """Read and compile. The collector rests meanwhile: nothing here makes cycles, and it costs a fifth of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        loaded, findings = load(inputs)
        if loaded is None:
            return None, findings
        artifacts = [loaded]
        del loaded
        compilation = compile(artifacts.pop())  # not kept here, so that the compiler can let go of them
        if inputs.emit:
            from floe_cube.cli.emit import emitted

            compilation = emitted(compilation, inputs.emit)
    finally:
        if collecting:
            gc.enable()
    return compilation, ordered(findings, located(inputs, compilation))
