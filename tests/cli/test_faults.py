"""Builds that are killed or refused at every step: what Cube would boot is the old deployment or the new one, and nothing is lost."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import jwt
import pytest
from attrs import frozen

from floe_cube import Artifacts, compile
from floe_cube.cli.building import Outcome, planned, written
from floe_cube.cli.exclusive import held
from floe_cube.cli.journal import COMMITTED, JOURNAL, STAGED
from floe_cube.cli.lock import LOCK
from floe_cube.runtime import runtime_files
from tests.build_manifest import column, manifest, model
from tests.conftest import StartServer
from tests.cube import lab

Tree = dict[str, bytes]
Files = Mapping[str, str]
#: What people put beside what is generated.
MINE: Tree = {"notes.md": b"mine", "schema/mine.yaml": b"cubes: []\n", "schema/deep/own.js": b"// mine\n"}


def deployment(*descriptions: str, views: bool = False, **more: str) -> dict[str, str]:
    """The files of a deployment with a cube for each description."""
    one = {"name": "sales", "cubes": [{"join_path": "m0", "includes": "*"}]}
    nodes = [
        {
            **model(f"model.shop.m{number}", columns=[column("id", "integer")], description=description),
            "meta": {"cube": {"views": [one]}} if views and number == 0 else {},
        }
        for number, description in enumerate(descriptions)
        if description
    ]
    compilation = compile(Artifacts(manifest=json.dumps(manifest(*nodes)).encode()))
    assert compilation.ok, compilation.diagnostics
    return {**compilation.files, **runtime_files(), **more}


@frozen
class Transition:
    """From one deployment to another, perhaps with files of people beside it."""

    name: str
    old: Files
    new: Files
    mine: Tree


def transitions() -> Iterator[Transition]:
    """What a build may have to do."""
    start = deployment(*"abcdef")
    viewed = deployment(*"abcdef", views=True)
    assert any(path.startswith("schema/views/") for path in viewed)
    yield Transition("first build", {}, start, MINE)
    yield Transition("some change", start, deployment(*"abXYef"), MINE)
    yield Transition("cubes go", start, deployment("a", "", "", "d", "", "f"), MINE)
    yield Transition("a folder comes", start, viewed, MINE)
    yield Transition("a folder goes", viewed, deployment(*"Xbcdef"), MINE)
    # As if floe-cube itself were another version: all JavaScript is replaced, under whoever has it loaded.
    scripts = {path: f"{text}\n// newer\n" for path, text in viewed.items() if path.endswith(".js")}
    yield Transition("another runtime", start, {**viewed, **scripts}, MINE)


def build(out: Path, files: Files, *, force: bool = False) -> Outcome:
    """What `floe-cube build` does once it has compiled."""
    return written(Outcome(exit_code=0, findings=(), files=files), out, force=force)


def put(out: Path, files: Tree) -> None:
    """Write files as a person does."""
    for path, data in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(data)


def tree(out: Path) -> Tree:
    """Every file below a directory."""
    files: Tree = {}
    for folder, _, names in os.walk(out):  # thousands of times: pathlib takes thrice as long
        inside = folder[len(str(out)) + 1 :]
        for path in (os.path.join(folder, name) for name in names):
            with open(path, "rb") as file:
                files[f"{inside}/{os.path.basename(path)}" if inside else os.path.basename(path)] = file.read()
    return files


def served(state: Tree, mine: Tree) -> Tree:
    """What Cube reads of a directory in which it booted: without `cube.js` it is no deployment, and scripts alone serve nothing."""
    files = {
        path: data
        for path, data in state.items()
        if path not in mine and path != LOCK and not path.startswith(".floe-cube-")
    }
    return {} if "cube.js" not in files and all(path.endswith(".js") for path in files) else files


# --- faults ----------------------------------------------------------------------------------------------------------
#: Every function by which a build changes the disk.
CALLS = ("open", "write", "fsync", "mkdir", "rename", "replace", "unlink", "rmdir")
Fault = Callable[[Callable[..., Any], tuple[Any, ...]], Any]


def kill(call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """The process ends here and now."""
    os.kill(os.getpid(), signal.SIGKILL)


def tear(call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """The process ends in the middle of a write; of anything else, right after it."""
    try:
        call(arguments[0], arguments[1][: len(arguments[1]) // 2]) if call.__name__ == "write" else call(*arguments)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def refuse(number: int, call: Callable[..., Any], arguments: tuple[Any, ...]) -> None:
    """The system says no."""
    raise OSError(number, os.strerror(number), arguments[0] if isinstance(arguments[0], str) else None)


def vanish(out: Path, call: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """Somebody removes the whole directory."""
    subprocess.run(["rm", "-r", out], check=False)  # another process: our own calls are counted
    return call(*arguments)


FAULTS: dict[str, Fault] = {
    "killed": kill,
    "killed after": tear,
    **{errno.errorcode[number]: partial(refuse, number) for number in (errno.ENOSPC, errno.EIO, errno.EACCES)},
}  # fmt: skip


@contextmanager
def faulty(at: int, fault: Fault) -> Iterator[list[str]]:
    """A fault at one of the calls that change the disk. Gives the names of the calls that are made."""
    made: list[str] = []
    originals = {name: getattr(os, name) for name in CALLS}

    def counted(call: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **more: Any) -> Any:
            made.append(call.__name__)
            return fault(call, arguments) if len(made) == at else call(*arguments, **more)

        return step

    for name, call in originals.items():
        setattr(os, name, counted(call))
    try:
        yield made
    finally:
        for name, call in originals.items():
            setattr(os, name, call)


def in_child(act: Callable[[], int]) -> int | None:
    """Let a child of ours act. Gives its exit code, None if it was killed."""
    if (child := os.fork()) == 0:
        code = 99
        try:
            code = act()
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return None if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


@contextmanager
def in_memory() -> Iterator[Path]:
    """A directory in memory: thousands of files are synced to the disk here."""
    memory = Path("/dev/shm")  # noqa: S108 — in a folder of our own there
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name).resolve()


@pytest.fixture
def folder() -> Iterator[Path]:
    with in_memory() as place:
        yield place


@frozen
class Crash:
    """A directory after a fault at one of the calls of a build: the fault, and how the build ended, None where it was killed."""

    what: str
    out: Path
    code: int | None


def clean(folder: Path, files: Files, mine: Tree) -> Tree:
    """What a build leaves that nothing disturbs."""
    out = Path(tempfile.mkdtemp(dir=folder))
    put(out, mine)
    if files:
        assert build(out, files).exit_code == 0
    state = tree(out)
    shutil.rmtree(out)
    return state


def crashes(folder: Path, transition: Transition, faults: Mapping[str, Fault] = FAULTS) -> Iterator[Crash]:
    """Each fault at each call of a build."""
    start, out = folder / "start", folder / "out"
    for place in (start, out):
        shutil.rmtree(place, ignore_errors=True)
    start.mkdir()
    put(start, transition.mine)
    if transition.old:
        assert build(start, transition.old).exit_code == 0

    def act(at: int, fault: Fault) -> int:
        with faulty(at, fault):
            return build(out, transition.new).exit_code

    shutil.copytree(start, out)
    with faulty(0, kill) as calls:
        assert build(out, transition.new).exit_code == 0
    for name, fault in faults.items():
        for at in range(1, len(calls) + 1):
            shutil.rmtree(out, ignore_errors=True)
            shutil.copytree(start, out, copy_function=os.link)  # nothing is written in place
            code = in_child(partial(act, at, fault)) if name.startswith("killed") else act(at, fault)
            assert code is None if name.startswith("killed") else code in (0, 2), f"{name} at {at}: {code}"
            yield Crash(f"{transition.name}, {name} at {at}", out, code)


def is_tidy(out: Path) -> bool:
    """No folder of ours is left, and none that is empty."""
    folders = [path for path in out.rglob("*") if path.is_dir()]
    return all(any(path.iterdir()) for path in folders) and not list(out.glob(".floe-cube-*"))


def boot(folders: list[Path]) -> None:
    """Let Node load every `cube.js`, as Cube does."""
    command: list[str | Path] = ["node", Path(__file__).with_name("boot.cjs"), *folders]
    said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert set(json.loads(said.stdout).values()) <= {"booted", "nothing"}, said.stdout


@pytest.mark.no_cover
@pytest.mark.skipif(shutil.which("node") is None, reason="no Node")
def test_old_or_new_whatever_happens(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """At every call, every fault: Cube boots one deployment or the other, and the next build ends as if nothing had been."""
    faults, booted = 0, 0
    for transition in transitions():
        mine = transition.mine
        old, new = clean(folder, transition.old, mine), clean(folder, transition.new, mine)
        seen: dict[frozenset[tuple[str, bytes]], Path] = {}
        for crash in crashes(folder, transition):
            faults += 1
            state = tree(crash.out)
            assert state.items() >= mine.items(), crash
            assert crash.code != 0 or served(state, mine) == served(new, mine), crash
            if (key := frozenset(state.items())) in seen:  # what follows depends on nothing else
                continue
            seen[key] = shutil.copytree(crash.out, folder / f"boot{len(seen)}")
            back = bool(transition.old) and len(seen) % 3 == 0
            assert build(crash.out, transition.old if back else transition.new).exit_code == 0, crash
            assert tree(crash.out) == (old if back else new), crash
            assert is_tidy(crash.out), crash
        boot(list(seen.values()))
        for place in seen.values():
            assert served(tree(place), mine) in (served(old, mine), served(new, mine)), place
            assert not (place / COMMITTED / JOURNAL).exists() or not (place / "cube.js").exists()
            shutil.rmtree(place)
        booted += len(seen)
    with capsys.disabled():
        print(f"\n{faults} faults, {booted} states booted", end="")
    assert faults >= 500


TRANSITIONS = {transition.name: transition for transition in transitions()}
CHANGE = TRANSITIONS["a folder goes"]
KILLED = {"killed": FAULTS["killed"]}


def test_a_directory_that_vanishes(folder: Path) -> None:
    """At any call: the build fails, or it was at its end; the next one makes everything anew."""
    new = clean(folder, CHANGE.new, {})
    for crash in crashes(folder, CHANGE, {"vanished": partial(vanish, folder / "out")}):
        assert crash.code == 2 or tree(crash.out) in ({}, new), crash
        assert build(crash.out, CHANGE.new).exit_code == 0
        assert tree(crash.out) == new, crash


@pytest.mark.parametrize("when", [0, 2**33], ids=["1970", "2242"])
def test_clocks_that_jump(folder: Path, when: int) -> None:
    """Nothing looks at a time: neither which build is older nor whether a file changed."""
    new = clean(folder, CHANGE.new, CHANGE.mine)
    for crash in crashes(folder, CHANGE, KILLED):
        for number, path in enumerate(sorted(crash.out.rglob("*"))):
            os.utime(path, (when, when) if number % 2 else None)
        assert build(crash.out, CHANGE.new).exit_code == 0
        assert tree(crash.out) == new, crash


def test_a_lock_that_is_torn_as_well(folder: Path) -> None:
    """Who owns what is lost: nothing is overwritten unasked, and by force all is as it must be."""
    new = served(clean(folder, CHANGE.new, CHANGE.mine), CHANGE.mine)
    for crash in crashes(folder, CHANGE, KILLED):
        lock = crash.out / LOCK
        data = lock.read_bytes()
        lock.unlink()  # it may be a link to another one
        lock.write_bytes(data[: len(data) // 2])
        before = tree(crash.out)
        told = build(crash.out, CHANGE.new)
        assert told.exit_code == 0 or {f.code for f in told.findings} <= {"FC0802", "FC0808"}
        assert told.exit_code == 0 or served(tree(crash.out), CHANGE.mine) == served(before, CHANGE.mine)
        assert build(crash.out, CHANGE.new, force=True).exit_code == 0
        after = tree(crash.out)
        assert served(after, CHANGE.mine).items() >= new.items(), crash
        assert served(after, CHANGE.mine).keys() <= new.keys() | CHANGE.old.keys()
        assert after.items() >= CHANGE.mine.items()


@pytest.mark.parametrize("path", ["schema", "schema/m0.yaml", "cube.js", COMMITTED, STAGED])
def test_links_out_of_the_directory(folder: Path, path: str) -> None:
    """After a crash somebody puts a link in: neither a build nor Cube writes through it; when it goes, the build ends well."""
    new = clean(folder, CHANGE.new, CHANGE.mine)
    outside = folder / "outside"
    for number, crash in enumerate(crashes(folder, CHANGE, KILLED)):
        shutil.rmtree(outside, ignore_errors=True)
        outside.mkdir()
        link = crash.out / path
        was_there = link.exists()
        if was_there:
            link.rename(outside / "it")
        if not was_there and path not in (COMMITTED, STAGED):
            continue
        link.symlink_to(outside / "it")
        before, inode = tree(outside), (outside / "it").stat().st_ino if was_there else 0
        for force in (False, True):
            build(crash.out, CHANGE.new, force=force)
            assert tree(outside) == before, crash
            assert not was_there or (outside / "it").stat().st_ino == inode
        if number % 10 == 0:
            subprocess.run(
                ["node", Path(__file__).with_name("boot.cjs"), crash.out], capture_output=True, timeout=60, check=True
            )
            assert tree(outside) == before, crash
        link.unlink(missing_ok=True)
        if was_there:
            (outside / "it").rename(link)
        assert build(crash.out, CHANGE.new).exit_code == 0
        assert tree(crash.out) == new, crash


@pytest.fixture(scope="module")
def killed_while_moving() -> Iterator[Path]:
    """A directory whose build was killed in the middle of its moves."""
    changed = {path for path, text in CHANGE.new.items() if text != CHANGE.old[path]}
    with in_memory() as folder:
        for crash in crashes(folder, CHANGE, KILLED):
            state = tree(crash.out)
            moved = {path for path in changed if state[path] == CHANGE.new[path].encode()}
            if f"{COMMITTED}/{JOURNAL}" in state and moved and moved != changed:
                break
        yield crash.out


@pytest.fixture
def committed(killed_while_moving: Path, folder: Path) -> Path:
    """A copy of that."""
    return shutil.copytree(killed_while_moving, folder / "out")


def test_a_file_edited_after_the_crash(folder: Path, committed: Path) -> None:
    """It is a person's: neither a build nor Cube goes on, until somebody says so."""
    out = committed
    (out / "schema/m0.yaml").unlink()
    (out / "schema/m0.yaml").write_text("edited")
    before = tree(out)
    told = build(out, CHANGE.new)
    assert told.exit_code == 1
    assert [(f.code, f.place.file) for f in told.findings] == [("FC0808", str(out / "schema/m0.yaml"))]
    ran = subprocess.run(
        ["node", Path(__file__).with_name("boot.cjs"), out], capture_output=True, text=True, timeout=60, check=True
    )
    (said,) = json.loads(ran.stdout).values()
    assert (
        "interrupted, and cannot be completed here: schema/m0.yaml was changed since. Run `floe-cube build` again."
        in said
    )
    assert tree(out) == before
    assert build(out, CHANGE.new, force=True).exit_code == 0
    assert tree(out) == clean(folder, CHANGE.new, CHANGE.mine)


@pytest.mark.parametrize(
    "text", ["", "{", "[1]", "[[]]", "null", '[["../out/x", null, null]]', '[["a", 1]]', "[" * 10_000]
)
def test_a_journal_that_says_nonsense(folder: Path, committed: Path, text: str) -> None:
    out = committed
    (out / COMMITTED / JOURNAL).write_text(text)
    told = build(out, CHANGE.new)
    assert (told.exit_code, [f.code for f in told.findings]) == (1, ["FC0808"])
    assert build(out, CHANGE.new, force=True).exit_code == 0
    assert served(tree(out), CHANGE.mine).items() >= served(clean(folder, CHANGE.new, {}), {}).items()


def test_who_only_looks_is_told_of_an_unfinished_build(folder: Path, committed: Path) -> None:
    out = committed
    before = tree(out)
    told = planned(Outcome(exit_code=0, findings=(), files=CHANGE.new), out, force=False)
    assert told.exit_code == 1
    assert told.findings[0].code == "FC0806"
    assert tree(out) == before


def test_a_build_that_has_nothing_to_write_completes_the_last_one(folder: Path, committed: Path) -> None:
    """Errors in the project, say, keep it from writing: what was decided before is still done."""
    out = committed
    assert written(Outcome(exit_code=1, findings=()), out, force=False).exit_code == 1
    assert tree(out) == clean(folder, CHANGE.new, CHANGE.mine)


# --- two at once -----------------------------------------------------------------------------------------------------
def test_a_second_build_waits_for_the_first(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so when that takes too long. A build that is killed holds nothing any more."""
    out = folder / "out"
    monkeypatch.setattr("floe_cube.cli.exclusive.TRIES", 3)
    with held(out):
        told = build(out, CHANGE.new)
        assert (told.exit_code, [f.code for f in told.findings]) == (2, ["FC0807"])
        assert tree(out) == {}

    def die() -> int:
        with held(out):
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    assert in_child(die) is None
    assert build(out, CHANGE.new).exit_code == 0


def test_builds_side_by_side(folder: Path) -> None:
    """Each is done whole, one after another: in the end one of them stands, complete."""
    out = folder / "out"
    wanted = [clean(folder, files, {}) for files in (CHANGE.old, CHANGE.new)]
    for _ in range(5):
        children = []
        for number in range(6):
            if (child := os.fork()) == 0:
                os._exit(build(out, (CHANGE.old, CHANGE.new)[number % 2]).exit_code)
            children.append(child)
        assert [os.waitpid(child, 0)[1] for child in children] == [0] * 6
        assert tree(out) in wanted


# --- real Cube -------------------------------------------------------------------------------------------------------
@pytest.mark.cube
def test_real_cube_completes_a_build_or_does_not_boot(folder: Path, committed: Path, cube_server: StartServer) -> None:
    """Killed in the middle of its moves, the old `cube.js` in place: what Cube shows is the new data model, all of it."""
    out = committed
    assert (out / "cube.js").read_text() == CHANGE.old["cube.js"]
    refusing = shutil.copytree(out, folder / "refusing")
    (refusing / "schema/m1.yaml").write_text("edited")  # the build says nothing of this one
    (refusing / "schema/m0.yaml").write_text("edited")
    secret = "a shared secret of this test and of nobody else"
    environment = {"CUBEJS_API_SECRET": secret, "CUBEJS_REFRESH_WORKER": "false"}
    server = cube_server(out, environment)
    meta = server.meta(jwt.encode({"sub": "me", "exp": int(time.time()) + 600}, secret, "HS256"))
    assert meta.status == 200, meta.body
    assert {cube["name"]: cube.get("description") for cube in meta.body["cubes"]} == {
        f"m{number}": letter for number, letter in enumerate("Xbcdef")
    }
    assert served(tree(out), CHANGE.mine).items() == served(clean(folder, CHANGE.new, {}), {}).items()
    log = folder / "log"
    with pytest.raises(lab.CubeError), lab.Server(refusing, environment, log=log):
        pass
    said = "".join(log.read_text().split())  # Cube breaks lines anywhere
    assert "interrupted,andcannotbecompletedhere:schema/m0.yamlwaschangedsince." in said
