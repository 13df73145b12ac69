"""`build --watch`: through torn and whole writes, swaps and deletions, the directory comes to hold what a clean build writes."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from floe_cube.cli import watch
from floe_cube.cli.building import Outcome, prepared, written
from floe_cube.cli.hints import Hints
from floe_cube.cli.inputs import Inputs
from floe_cube.cli.lock import LOCK
from floe_cube.cli.main import main
from tests.build_manifest import catalog, column, manifest, model

OUT = Path(".floe/cube")
MANIFEST, CATALOG, CONFIG = Path("target/manifest.json"), Path("target/catalog.json"), Path("floe.yaml")


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in."""
    monkeypatch.chdir(tmp_path)
    Path("target").mkdir()


def project_of(*names: str, description: str = "") -> bytes:
    """A manifest with models of these names."""
    columns = [column("id", "integer"), column("organization_id", "text")]
    models = (model(f"model.shop.{name}", columns=columns, description=description) for name in names)
    return json.dumps(manifest(*models)).encode()


def cubes(out: Path = OUT) -> set[str]:
    """The cubes in the output directory."""
    return {path.stem for path in (out / "schema").glob("*.yaml")}


def content(out: Path) -> dict[str, bytes]:
    """All that Cube would read."""
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file() and p.name != LOCK}


# --- the loop, step by step ------------------------------------------------------------------------------------------
class Ended(Exception):
    """The story is told."""


class World:
    """Files on a real disk, and a clock and events of our own.

    A story is a list of steps, one whenever the loop waits. No step is told as an event: each wait lasts as long as it may.
    """

    def __init__(self, *story: Callable[[], object]) -> None:
        self.story = iter(story)
        self.now = 0.0
        self.said = watch.Said(out=OUT)
        self.while_reading: list[Callable[[], object]] = []
        self.resting: list[Callable[[], object]] = []
        self.prepares = 0

    def wait(self, seconds: float) -> None:
        """Let time pass, and the next thing happen."""
        self.now += seconds
        try:
            next(self.story)()
        except StopIteration:
            raise Ended from None

    def rest(self, seconds: float) -> None:
        """Let time pass, in which something is written."""
        self.now += seconds
        if self.resting:
            self.resting.pop(0)()

    def prepare(self) -> Outcome:
        """Read and compile, while somebody may write."""
        self.prepares += 1
        outcome = prepared(Inputs())
        if self.while_reading:
            self.while_reading.pop(0)()
        return outcome

    def runs(self) -> None:
        """Tell the story to its end."""
        steps = watch.Steps(
            files=lambda: (MANIFEST, CATALOG, CONFIG),
            wait=self.wait,
            rest=self.rest,
            clock=lambda: self.now,
            prepare=self.prepare,
            finish=lambda build: self.said.tell(written(build, OUT, force=False)) or not build.files,
        )
        with pytest.raises(Ended):
            watch.follow(steps)


def nothing() -> None:
    """Time passes."""


def put(path: Path, data: bytes) -> Callable[[], object]:
    """Something that writes a file."""
    return lambda: path.write_bytes(data)


def sees(*names: str) -> Callable[[], object]:
    """Something that looks at the output."""

    def look() -> None:
        assert cubes() == set(names)

    return look


def test_what_no_event_tells_is_found_by_looking() -> None:
    """Also where size and time of the file stay the same."""
    put(MANIFEST, project_of("aa"))()
    before = MANIFEST.stat()

    def unnoticed() -> None:
        MANIFEST.write_bytes(project_of("bb"))
        os.utime(MANIFEST, ns=(before.st_atime_ns, before.st_mtime_ns))

    World(
        sees("aa"), unnoticed, sees("bb"), MANIFEST.unlink, sees("bb"), put(MANIFEST, project_of("c")), sees("c")
    ).runs()


def test_the_same_bytes_are_built_once(capsys: pytest.CaptureFixture[str]) -> None:
    put(MANIFEST, project_of("a"))()
    world = World(nothing, MANIFEST.touch, put(MANIFEST, project_of("a")), nothing)
    world.runs()
    assert world.prepares == 1
    assert capsys.readouterr().out.count(".floe/cube: ") == 1


def test_files_are_read_when_they_rest() -> None:
    put(MANIFEST, project_of("a"))()
    world = World(sees("b"))
    world.resting = [put(MANIFEST, b"{"), put(MANIFEST, project_of("b"))]
    world.runs()
    assert world.prepares == 1


def test_what_was_written_while_it_was_read_is_read_again() -> None:
    put(MANIFEST, project_of("a"))()
    world = World(sees("b"))
    world.while_reading = [put(MANIFEST, project_of("b"))]
    world.runs()
    assert world.prepares == 2


def test_a_torn_manifest_is_no_news_for_a_while(capsys: pytest.CaptureFixture[str]) -> None:
    """It becomes whole in time: nothing is said. It does not: that is said once, and the last good build stays."""
    put(MANIFEST, project_of("a"))()
    torn = project_of("b", "c")[:100]
    World(put(MANIFEST, torn), nothing, put(MANIFEST, project_of("b")), sees("b")).runs()
    assert capsys.readouterr().err == ""
    World(*[put(MANIFEST, torn)] * 9, sees("b"), put(MANIFEST, project_of("d")), sees("d")).runs()
    told = capsys.readouterr()
    assert told.err.count("error FC0102") == 1
    assert told.out.count("nothing written, what stands there stays") == 1


@pytest.mark.parametrize(
    ("happens", "code"),
    [
        (MANIFEST.unlink, "FC0001"),
        (lambda: shutil.rmtree("target"), "FC0001"),
        (put(MANIFEST, b""), "FC0101"),
        (put(CONFIG, b"consumption: ["), "FC0701"),
        (put(CONFIG, b"consumption: {port: http}"), "FC0706"),
    ],
)
def test_whatever_cannot_be_used_leaves_the_last_good_build(
    happens: Callable[[], object], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    put(MANIFEST, project_of("a"))()
    put(CONFIG, b"consumption: {}")()

    def mended() -> None:
        Path("target").mkdir(exist_ok=True)
        MANIFEST.write_bytes(project_of("b"))
        CONFIG.write_bytes(b"consumption: {}")

    World(happens, *[nothing] * 7, sees("a"), mended, sees("b")).runs()
    assert capsys.readouterr().err.count(f"error {code}") == 1


def test_a_torn_catalog_is_not_left_aside_at_once() -> None:
    """Without its catalog a project builds, into something else: that is for a catalog that stays as it is."""
    put(MANIFEST, project_of("a"))()
    put(CATALOG, json.dumps(catalog({"model.shop.a": {"extra": "text"}})).encode())()

    def has_extra(expected: bool) -> Callable[[], object]:
        def look() -> None:
            assert ("extra" in (OUT / "schema/a.yaml").read_text()) is expected

        return look

    World(put(CATALOG, b"{"), *[has_extra(True)] * 3, *[nothing] * 3, has_extra(False)).runs()


def test_errors_of_the_project_are_told_at_once_and_once(capsys: pytest.CaptureFixture[str]) -> None:
    bad = {**model("model.shop.a"), "meta": {"cube": {"nonsense": {}, "measures": 1}}}
    put(MANIFEST, project_of("a"))()
    broken = json.dumps(manifest(bad)).encode()
    World(put(MANIFEST, broken), put(MANIFEST, broken + b" "), put(MANIFEST, project_of("b")), sees("b")).runs()
    told = capsys.readouterr()
    assert told.err.count("FC0401") == 1
    assert told.out.count("nothing written") == 1


def test_a_file_that_somebody_edited_is_tried_again_until_it_is_gone(capsys: pytest.CaptureFixture[str]) -> None:
    put(MANIFEST, project_of("a"))()
    edit = put(OUT / "cube.js", b"mine")
    World(edit, put(MANIFEST, project_of("b")), nothing, nothing, sees("a"), (OUT / "cube.js").unlink, sees("b")).runs()
    assert capsys.readouterr().err.count("FC0801") == 1


def test_what_changed_is_named_and_timed(capsys: pytest.CaptureFixture[str]) -> None:
    put(MANIFEST, project_of("a", "b"))()
    World(
        put(MANIFEST, project_of("a", "b", description="new")),
        put(MANIFEST, project_of("a", "b", description="new") + b"\n"),
    ).runs()
    first, *lines = [line.partition(" (") for line in capsys.readouterr().out.splitlines()]
    assert first[0].endswith(" added")
    at = next(number for number, line in enumerate(lines) if line[0] == ".floe/cube: 2 changed")
    assert lines[at][2].endswith(" s)")
    assert [line[0] for line in lines[at + 1 : at + 3]] == ["  changed  schema/a.yaml", "  changed  schema/b.yaml"]


def test_another_manifest_named_by_the_artifacts_file() -> None:
    put(Path("target/one.json"), project_of("a"))()
    Path("a.json").write_text('{"dbt_manifest_path": "target/one.json"}')
    inputs = Inputs(artifacts=Path("a.json"))
    named = Path("target/one.json"), Path("target/catalog.json"), Path("a.json")
    assert watch._files(inputs) == named
    Path("a.json").unlink()
    assert watch._files(inputs) == (MANIFEST, CATALOG, Path("a.json"))


# --- the real thing --------------------------------------------------------------------------------------------------
@contextlib.contextmanager
def watching(poll: float = watch.POLL) -> Iterator[subprocess.Popen[str]]:
    """The command at work, until Ctrl-C; it must end with 0."""
    code = f"from floe_cube.cli import main, watch; watch.POLL = {poll}; main.main(['build', '--watch'])"
    command = [sys.executable, "-u", "-c", code]
    with Path("said").open("w") as said:
        process = subprocess.Popen(
            command, stdout=said, stderr=subprocess.STDOUT, text=True,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
        )  # fmt: skip
        try:
            yield process
            assert process.poll() is None, Path("said").read_text()
            process.send_signal(signal.SIGINT)
            assert process.wait(20) == 0, Path("said").read_text()
        finally:
            process.kill()
            process.wait()
    assert Path("said").read_text().endswith("Stopped.\n")


def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, Path("said").read_text()
        time.sleep(0.02)


def test_events_wake_where_nobody_looks() -> None:
    """In a folder that was there, in one made anew, and behind a swapped link."""
    put(MANIFEST, project_of("a"))()
    with watching(poll=3600):
        until(lambda: cubes() == {"a"})
        for number, change in enumerate([put, put_anew, put_behind_a_link, put_behind_a_link, put_anew, put]):
            change(MANIFEST, project_of(f"m{number}"))()
            until(lambda number=number: cubes() == {f"m{number}"})  # type: ignore[misc]


def until_quiet(hints: Hints) -> None:
    """Wait until nothing wakes any more; watchdog holds events back for half a second, the end of a folder's watch among them."""
    start = 0.0
    while time.monotonic() - start < 1.5:
        start = time.monotonic()
        hints.wait(1.5)


def test_a_folder_made_anew_under_its_old_number_is_watched() -> None:
    """File systems give the number of what is removed to what comes next."""
    with Hints(lambda: (MANIFEST,)) as hints:
        for _ in range(3):
            Path("target").rmdir()
            Path("target").mkdir()
            until_quiet(hints)
            hints.aim()  # as the next wait does
            hints.woken.clear()
            put(MANIFEST, b"{}")()
            assert hints.woken.wait(10)
            MANIFEST.unlink()


def put_anew(path: Path, data: bytes) -> Callable[[], object]:
    """Something that removes the folder, and makes it again."""

    def change() -> None:
        shutil.rmtree(path.parent)
        time.sleep(0.05)
        path.parent.mkdir()
        path.write_bytes(data)

    return change


def put_behind_a_link(path: Path, data: bytes) -> Callable[[], object]:
    """Something that swaps a folder as Kubernetes does for a ConfigMap: no event of the file itself."""

    def change() -> None:
        folder = path.parent / f"..{time.monotonic_ns()}"
        folder.mkdir()
        (folder / path.name).write_bytes(data)
        link = path.parent / "..data"
        (new := path.parent / "..data_tmp").symlink_to(folder.name)
        new.replace(link)
        if not path.is_symlink():
            path.unlink(missing_ok=True)
            path.symlink_to(f"..data/{path.name}")

    return change


class Edits:
    """Random changes of the files of a project, as dbt, editors, Kubernetes and people make them."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.names = ["orders", "customers", "products", "stores", "visits"]

    def manifest(self) -> bytes:
        """Some project."""
        chosen = self.chance.sample(self.names, self.chance.randint(1, 5))
        return project_of(*chosen, description=f"{self.chance.random()}" * self.chance.randint(0, 200))

    def other(self) -> tuple[Path, bytes]:
        """Another file, and what may stand in it."""
        types = {
            f"model.shop.{name}": {"id": "integer", f"c{self.chance.randint(0, 9)}": "text"} for name in self.names
        }
        row_level = self.chance.choice(["true", "false"])
        return self.chance.choice(
            [
                (CATALOG, json.dumps(catalog(types)).encode()),
                (CONFIG, f"consumption: {{security: {{row_level: {row_level}}}}}\n".encode()),
            ]
        )

    def any(self) -> None:
        """One change."""
        path, data = (MANIFEST, self.manifest()) if self.chance.random() < 0.7 else self.other()
        getattr(
            self,
            self.chance.choice(["torn", "torn", "atomic", "atomic", "swapped", "deleted", "bad", "touched", "gone"]),
        )(path, data)

    def pause(self, longest: float) -> None:
        """Some time passes."""
        time.sleep(self.chance.random() * longest)

    def torn(self, path: Path, data: bytes) -> None:
        """In place, in pieces."""
        with path.open("wb", buffering=0) as file:
            cut = self.chance.randint(0, len(data))
            file.write(data[:cut])
            self.pause(0.02)
            file.write(data[cut:])

    def atomic(self, path: Path, data: bytes) -> None:
        """Written beside, and moved."""
        beside = path.with_suffix(".tmp")
        beside.write_bytes(data)
        beside.replace(path)

    def swapped(self, path: Path, data: bytes) -> None:
        """Behind a link."""
        (put_behind_a_link if path.parent.name else put)(path, data)()

    def deleted(self, path: Path, data: bytes) -> None:
        """Gone, and there again."""
        path.unlink(missing_ok=True)
        self.pause(0.05)
        path.write_bytes(data)

    def bad(self, path: Path, data: bytes) -> None:
        """Half of it, for some time."""
        path.write_bytes(data[: len(data) // 2])
        self.pause(0.3)
        path.write_bytes(data)

    def touched(self, path: Path, data: bytes) -> None:
        """The same again."""
        path.touch()

    def gone(self, path: Path, data: bytes) -> None:
        """All of it, for some time."""
        shutil.rmtree("target")
        self.pause(0.05)
        Path("target").mkdir()
        path.write_bytes(data)


@pytest.mark.parametrize(("seed", "count"), [(1, 60), pytest.param(2, 1000, marks=pytest.mark.full, id="an hour's")])
def test_whatever_happens_the_directory_ends_as_a_clean_build_leaves_it(seed: int, count: int) -> None:
    edits = Edits(seed)
    edits.atomic(MANIFEST, edits.manifest())
    with watching():
        until(lambda: bool(cubes()))
        for _ in range(count):
            edits.any()
            edits.pause(0.06 if edits.chance.random() < 0.9 else 1.0)
        edits.torn(MANIFEST, edits.manifest())
        result = CliRunner().invoke(main, ["build", "--out", "clean"])
        assert result.exit_code == 0, result.output
        until(lambda: content(OUT) == content(Path("clean")))
        time.sleep(3 * watch.QUIET)
        assert content(OUT) == content(Path("clean"))
    said = Path("said").read_text()
    assert "Traceback" not in said
    assert said.count(".floe/cube: ") > count / 40
    assert not list(OUT.rglob("*.tmp"))


@pytest.mark.parametrize(
    "arguments", [["--check"], ["--diff"], ["--format", "json"], ["--format", "sarif"]], ids=" ".join
)
def test_what_does_not_go_with_it(arguments: list[str]) -> None:
    result = CliRunner().invoke(main, ["build", "--watch", *arguments])
    assert result.exit_code == 2
    assert "--watch" in result.stderr


def test_ctrl_c_while_there_is_nothing_to_build() -> None:
    with watching():
        until(lambda: "error FC0001" in Path("said").read_text())
    assert not OUT.exists()


def test_watching_is_loaded_only_to_watch() -> None:
    """A build does not pay for it."""
    code = "import sys, floe_cube.cli.main; print([m for m in sys.modules if 'watch' in m or 'ruamel' in m or 'sarif' in m])"
    said: Any = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout == "[]\n"
