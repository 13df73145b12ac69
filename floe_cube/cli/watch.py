"""`build --watch`: build again whenever the manifest, the catalog or the configuration says something else.

Events of the file system are hints that wake the loop, no more: dbt writes its manifest in place, so that most early reads find half of
it; a swap of a ConfigMap is no event of the file itself; some file systems have no events at all. What counts is the digest of the
bytes, and a slow poll finds whatever no event told. Files that change are left until they rest, and files that cannot be used are
given some time before it is said: then the last good build stays.
"""

from __future__ import annotations

import functools
import hashlib
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import click
from attrs import field, mutable

from floe_cube.cli.building import Outcome, prepared, written
from floe_cube.cli.console import one_line, report
from floe_cube.cli.exit_codes import BUILT, UNUSABLE
from floe_cube.cli.hints import Hints
from floe_cube.cli.inputs import DEFAULT_CONFIG, InputError, Inputs, configuration, named
from floe_cube.cli.output import Changes
from floe_cube.config import Config
from floe_cube.diagnostics import Diagnostic
from floe_cube.record import frozen

__all__ = ["follow", "watch"]

#: Seconds without a change after which a file counts as written.
QUIET = 0.2
#: Seconds between attempts to use what cannot be used, and how many seconds of them before it is said.
RETRY, GRACE = 0.5, 2.0
#: Seconds between looks that no event asks for.
POLL = 5.0
#: Findings about a catalog that is left aside, perhaps only because it is being written.
ASIDE = frozenset({"FC0107"})
#: Changed files that are named one by one.
NAMED = 10

Stamps: TypeAlias = tuple[tuple[str, tuple[int, ...]], ...]


@frozen(kw_only=True)
class Steps:
    """What the loop does to the world, so that a test can be the world.

    Attributes:
        files: the files that a build reads, which may be other ones after a change of the configuration.
        wait: returns after so many seconds, or when something may have changed.
        rest: returns after so many seconds.
        clock: seconds since some moment.
        prepare: reads and compiles.
        finish: writes, tells people, and says whether this need not be tried again.
    """

    files: Callable[[], tuple[Path, ...]]
    wait: Callable[[float], None]
    rest: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    prepare: Callable[[], Outcome]
    finish: Callable[[Outcome], bool]


def watch(inputs: Inputs, out: Path, *, is_strict: bool, force: bool) -> int:
    """Build until Ctrl-C.

    Returns:
        The exit code, 0.
    """
    said = Said(out=out)

    def prepare() -> Outcome:
        said.started = time.perf_counter()
        return prepared(inputs, is_strict=is_strict)

    def files() -> tuple[Path, ...]:
        return _files(inputs)

    try:
        with Hints(files) as hints:
            click.echo(one_line(f"Watching {', '.join(map(str, files()))}. Ctrl-C ends."))
            follow(
                Steps(
                    files=files,
                    wait=hints.wait,
                    prepare=prepare,
                    finish=lambda build: said.tell(written(build, out, force=force)) or not build.files,
                )
            )
    except KeyboardInterrupt:
        click.echo("Stopped.")
    return BUILT


def follow(steps: Steps) -> None:
    """Build whenever the files rest and say something else than at the last build. Ends by an exception of `wait`."""
    built, bad, since = "", "", 0.0
    while True:
        stamps = _rested(steps)
        digest = _digest(stamps)
        if digest == built:
            steps.wait(POLL)
            continue
        outcome = steps.prepare()
        if _stamps(steps.files()) != stamps:
            continue  # written meanwhile: who knows which half was read
        if _is_doubtful(outcome):
            bad, since = (bad, since) if bad == digest else (digest, steps.clock())
            if steps.clock() - since < GRACE:
                steps.wait(RETRY)
                continue
        built = digest if steps.finish(outcome) else ""
        steps.wait(POLL)


def _is_doubtful(outcome: Outcome) -> bool:
    """Whether the files may be on their way to something better."""
    return outcome.exit_code == UNUSABLE or any(found.code in ASIDE for found in outcome.findings)


# --- files -----------------------------------------------------------------------------------------------------------
def _files(inputs: Inputs) -> tuple[Path, ...]:
    stated = inputs.artifacts or inputs.config or DEFAULT_CONFIG
    said, (first, *others) = _projects(inputs, _stamp(stated))
    manifest = inputs.manifest or said or first / "manifest.json"
    more = (folder / name for folder in others for name in ("manifest.json", "catalog.json"))
    return manifest, inputs.catalog or manifest.with_name("catalog.json"), stated, *more


@functools.lru_cache(maxsize=1)
def _projects(inputs: Inputs, stamp: tuple[int, ...]) -> tuple[Path | None, tuple[Path, ...]]:
    """The manifest that a CompiledArtifacts file names, and the target directory of each project.

    Args:
        stamp: the configuration's: what it says is kept until it changes. One that cannot be read says nothing.
    """
    try:
        config, manifest, _ = configuration(inputs)
    except InputError:
        config, manifest = Config(), None
    return manifest, tuple(project.target for project in named(inputs, config))


def _rested(steps: Steps) -> Stamps:
    """The stamps of the files once they stay the same for a while."""
    stamps = _stamps(steps.files())
    while True:
        steps.rest(QUIET)
        before, stamps = stamps, _stamps(steps.files())
        if before == stamps:
            return stamps


def _stamps(files: tuple[Path, ...]) -> Stamps:
    return tuple((str(file), _stamp(file)) for file in files)


def _stamp(file: Path) -> tuple[int, ...]:
    """What changes with a file when it is written or replaced, unless its clock is too coarse."""
    try:
        status = file.stat()
    except OSError:
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def _digest(stamps: Stamps) -> str:
    """A digest of the files' names and bytes, in their order."""
    digest = hashlib.sha256()
    for name, _ in stamps:
        try:
            content = hashlib.sha256(Path(name).read_bytes()).hexdigest()
        except OSError:
            content = "none"
        digest.update(f"{name!a}: {content}\n".encode())
    return digest.hexdigest()


# --- telling -----------------------------------------------------------------------------------------------------------
@mutable
class Said:
    """What was told so far: nothing is told twice in a row.

    Attributes:
        out: the output directory.
        findings: those told last.
        stays: whether it was told last that nothing is written.
        started: when the build at hand began.
    """

    out: Path
    findings: tuple[Diagnostic, ...] = ()
    stays: bool = False
    started: float = field(factory=time.perf_counter)

    def tell(self, outcome: Outcome) -> bool:
        """Say what a build did, and whether it wrote."""
        if outcome.findings != self.findings:
            report(outcome.findings)
        failed = outcome.changes is None
        if not failed or outcome.findings != self.findings or not self.stays:
            click.echo(self._line(outcome.changes))
        self.findings, self.stays = outcome.findings, failed
        return not failed

    def _line(self, changes: Changes | None) -> str:
        where, seconds = one_line(self.out.as_posix()), f"{time.perf_counter() - self.started:.2f} s"
        if changes is None:
            return f"{where}: nothing written, what stands there stays ({seconds})"
        words = {word: paths for word, paths in changes.paths.items() if word != "unchanged" and paths}
        counted = ", ".join(f"{len(paths)} {word}" for word, paths in words.items()) or "nothing changed"
        files = [f"  {word:8} {one_line(path)}" for word, paths in words.items() for path in paths]
        more = [f"  … and {len(files) - NAMED} more"] if len(files) > NAMED else []
        return "\n".join([f"{where}: {counted} ({seconds})", *files[:NAMED], *more])
