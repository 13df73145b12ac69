"""Builds with nothing to do: they load next to nothing, say what the full way says, and mask no change of anything."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from floe_cube.cli import lazy, start, unchanged
from floe_cube.cli.build import MANY
from floe_cube.cli.disk import STAGED
from floe_cube.cli.lock import LOCK
from floe_cube.cli.main import main
from floe_cube.cli.unchanged import DEFAULTS, is_told, understood
from tests.build_manifest import column, manifest, model
from tests.test_golden import CASES, GOLDEN, INPUTS

OUT = Path(".floe/cube")
ORDERS = model("model.shop.orders", columns=[column("id", "integer"), column("x", "mystery")])
CUSTOMERS = model("model.shop.customers", columns=[column("id"), column("y", "mystery")])


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dbt project's artifacts, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    Path("target").mkdir()
    write(manifest(ORDERS, CUSTOMERS))
    return tmp_path


def write(content: dict[str, Any]) -> None:
    """Let dbt's manifest be this."""
    Path("target/manifest.json").write_text(json.dumps(content))


def build(*arguments: str) -> tuple[int, str, str]:
    """The full way: exit code, standard output, standard error."""
    result = CliRunner().invoke(main, ["build", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def short(*arguments: str) -> tuple[int, str, str] | None:
    """The short way; None where it is not taken."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        said = understood(["build", *arguments])
        told = said is not None and is_told(said)
    assert told or not out.getvalue() + err.getvalue()
    return (0, out.getvalue(), err.getvalue()) if told else None


def state() -> dict[str, tuple[bytes, int]]:
    """Every file in the output: its bytes, and when it was written."""
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in OUT.rglob("*") if path.is_file()}


# --- what it says ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("style", ["text", "json"])
@pytest.mark.parametrize("check", [[], ["--check"]], ids=["", "check"])
def test_it_says_what_the_full_way_says(style: str, check: list[str]) -> None:
    assert short("--format", style) is None
    build()
    before = state()
    full = build("--format", style, *check)
    assert "mystery" in full[1] + full[2]
    assert short("--format", style, *check) == full
    assert state() == before


def given_to(case: Path) -> list[str]:
    """The arguments of a golden case whose files are here."""
    path = GOLDEN / case / "args"
    return ["--target", ".", "--out", "built", *(shlex.split(path.read_text()) if path.exists() else [])]


def bring(case: Path) -> None:
    """The files of a golden case."""
    for name in INPUTS:
        if (GOLDEN / case / name).exists():
            shutil.copy(GOLDEN / case / name, ".")
    if (GOLDEN / case / "existing").exists():
        shutil.copytree(GOLDEN / case / "existing", "built")


@pytest.mark.parametrize("case", CASES[::12], ids=str)
def test_golden_cases_say_the_same_both_ways(case: Path) -> None:
    """Whatever is found in them; where a build fails, makes nothing, is forced, or could be of several projects, there is no short way."""
    bring(case)
    arguments = given_to(case)
    build(*arguments)
    again = build(*arguments)
    listed = Path("floe.yaml").exists() and b"projects:" in Path("floe.yaml").read_bytes()
    is_plain = understood(["build", *arguments]) is not None and not listed and "--force" not in arguments
    if again[0] == 0 and "unchanged" in again[1] and is_plain:
        for style in ([], ["--format", "json"], ["--check"]):
            assert short(*arguments, *style) == build(*arguments, *style)
    else:
        assert short(*arguments) is None


PLAIN = [case for case in CASES[::12] if (understood(["build", *given_to(case)]) or {"emit": True})["emit"] == ()]


@pytest.mark.parametrize("case", PLAIN, ids=str)
def test_a_plain_build_is_the_same_with_and_without_click(
    case: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gc.disable", lambda: None)  # this process lives on
    bring(case)
    with_click = build(*given_to(case))
    shutil.rmtree("built", ignore_errors=True)
    bring(case)
    said = understood(["build", *given_to(case)])
    assert said is not None
    code = start._built(**said)
    shown = capsys.readouterr()
    assert (code, shown.out, shown.err) == with_click


def test_streams_that_cannot_show_it() -> None:
    """Letters that are not ASCII, on a standard output that is."""
    build("--out", "gebäude")
    command = [sys.executable, "-m", "floe_cube", "build", "--out", "gebäude"]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    shown = [subprocess.run([*command, *more], capture_output=True, env=environment) for more in ([], ["--force"])]
    assert shown[0].returncode == shown[1].returncode == 0
    assert "gebäude: 0 added".encode() in shown[0].stdout
    assert b"mystery" in shown[0].stderr
    assert (shown[0].stdout, shown[0].stderr) == (shown[1].stdout, shown[1].stderr)


@pytest.mark.parametrize("more", [[], ["--force"]], ids=["short", "full"])
def test_nobody_listens(more: list[str]) -> None:
    build()
    ours, theirs = os.pipe()
    os.close(ours)
    ran = subprocess.run([sys.executable, "-m", "floe_cube", "build", *more], stdout=theirs, stderr=subprocess.PIPE)
    os.close(theirs)
    assert ran.returncode == 1
    assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize("way", ["", "--force", "--emit=compose"], ids=["short", "full", "with click"])
@pytest.mark.parametrize(("closed", "told"), [(">&-", b"mystery"), ("2>&-", b"unchanged")], ids=["stdout", "stderr"])
def test_a_closed_stream_is_told_nothing(closed: str, told: bytes, way: str) -> None:
    build()
    command = f'exec "{sys.executable}" -m floe_cube build {way} {closed}'
    ran = subprocess.run(["sh", "-c", command], capture_output=True)
    assert ran.returncode == 0, ran.stderr
    assert told in ran.stdout + ran.stderr


@pytest.mark.parametrize("command", ["build", "build --force", "build --emit=compose", "explain FC0001", "--help"])
@pytest.mark.parametrize("full", [">/dev/full", "2>/dev/full >/dev/full"], ids=["stdout", "both"])
def test_a_full_device_is_said_without_a_traceback(full: str, command: str) -> None:
    build()
    shutil.rmtree(OUT / "schema")
    ran = subprocess.run(["sh", "-c", f'exec "{sys.executable}" -m floe_cube {command} {full}'], capture_output=True)
    assert (ran.returncode, b"Traceback" in ran.stderr) == (2, False), ran.stderr
    if "2>" not in full:
        assert b"Standard output cannot be written to: No space left on device." in ran.stderr
    assert (OUT / "schema").exists() is command.startswith("build")


def test_long_work_shows_no_bar_where_nobody_sees_it() -> None:
    write(manifest(*(model(f"model.shop.m{number}") for number in range(MANY + 1))))
    ran = subprocess.run(["sh", "-c", f'exec "{sys.executable}" -m floe_cube build 2>&-'], capture_output=True)
    assert (ran.returncode, len(list(OUT.rglob("m*.yaml")))) == (0, MANY + 1)


@pytest.mark.parametrize("arguments", [["build"], ["build", "--help"]], ids=" ".join)
def test_ctrl_c_ends_it_without_a_traceback(arguments: list[str]) -> None:
    """Wherever it strikes: here in the first file that is looked at, and in the text of the help."""
    code = (
        "import os, sys, signal; from floe_cube.cli import start, unchanged\n"
        "def strike(*_): signal.raise_signal(signal.SIGINT)\n"
        "unchanged.os.path.isfile = strike; sys.stdout.write = strike\n"
        "start.main()"
    )
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True)
    assert (ran.returncode, ran.stderr.strip()) == (1, "Aborted!")


# --- what it loads ---------------------------------------------------------------------------------------------------
HEAVY = {"attr", "attrs", "cattrs", "msgspec", "rich", "ruamel", "jwt", "opentelemetry", "openlineage", "watchdog"}
LOADED = "import sys, atexit; atexit.register(lambda: print('loaded', *sys.modules, file=sys.stderr));"


def loaded(program: str, *arguments: str) -> set[str]:
    """The modules that a program has loaded when it ends."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED + program, *arguments], capture_output=True, text=True, check=True
    )
    return set(ran.stderr.rpartition("loaded ")[2].split())


@pytest.mark.parametrize("number", ["one", "several"])
def test_a_build_with_nothing_to_do_loads_next_to_nothing(number: str, request: pytest.FixtureRequest) -> None:
    arguments = LISTED if number == "several" and request.getfixturevalue("mesh") else ()
    build(*arguments)
    modules = loaded("from floe_cube.cli.start import main; main()", "build", *arguments)
    assert {name for name in modules if name.startswith("floe_cube")} == {
        "floe_cube", "floe_cube.cli", "floe_cube.codes",
        *(f"floe_cube.cli.{name}" for name in ("start", "unchanged", "lock", "disk", "told")),
    }  # fmt: skip
    assert not modules & (HEAVY | {"click", "pathlib", "dataclasses", "inspect", "importlib.metadata", "subprocess"})


def test_a_plain_build_does_without_the_library_of_the_command_line() -> None:
    program = "import os, sys; os._exit = sys.exit; from floe_cube.cli.start import main; main()"
    modules = loaded(program, "build")
    assert "floe_cube.compiler" in modules
    assert not modules & {"click", "cattrs", "rich", "ruamel", "jwt", "opentelemetry", "openlineage", "watchdog"}


@pytest.mark.parametrize("arguments", [["--help"], ["build", "--help"]], ids=" ".join)
def test_help_loads_the_command_line_only(arguments: list[str]) -> None:
    modules = loaded("from floe_cube.cli.start import main; main()", *arguments)
    assert "click" in modules
    assert not modules & (HEAVY | {"floe_cube.compiler", "floe_cube.diagnostics"})


def test_help_names_every_command() -> None:
    shown = subprocess.run([sys.executable, "-m", "floe_cube", "--help"], capture_output=True, text=True, check=True)
    listed = [line.split()[0] for line in shown.stdout.partition("Commands:")[2].splitlines() if line.strip()]
    assert listed == sorted(["build", *lazy.ELSEWHERE])
    for name in lazy.ELSEWHERE:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.name == name


def test_public_names_are_there_when_they_are_asked_for() -> None:
    assert not loaded("import floe_cube") & (HEAVY | {"floe_cube.compiler"})
    assert "floe_cube.compiler" in loaded(
        "from floe_cube import *; assert compile(Artifacts(manifest=b'{}')).diagnostics"
    )
    with pytest.raises(AttributeError, match="nonsense"):
        _ = __import__("floe_cube").nonsense


# --- what it masks: nothing ------------------------------------------------------------------------------------------
def put(path: str, text: str) -> Callable[[], object]:
    return lambda: Path(path).write_text(text)


def edit_lock(**entries: Any) -> Callable[[], object]:
    """Let the lock say something else."""

    def edit() -> None:
        lock = json.loads((OUT / LOCK).read_bytes())
        (OUT / LOCK).write_text(json.dumps({**lock, **entries}))

    return edit


def link() -> None:
    (OUT / "cube.js").rename("elsewhere.js")
    (OUT / "cube.js").symlink_to(Path("elsewhere.js").absolute())


def folder_link() -> None:
    (OUT / "schema").rename("elsewhere")
    (OUT / "schema").symlink_to(Path("elsewhere").absolute())


def pipe(path: str = ".floe/cube/cube.js") -> None:
    """Who opened this would wait for ever."""
    Path(path).unlink()
    os.mkfifo(path)


CHANGES: dict[str, Callable[[], object]] = {
    "another manifest": lambda: write(manifest(ORDERS)),
    "no manifest": lambda: Path("target/manifest.json").unlink(),
    "a catalog": put("target/catalog.json", "{}"),
    "a configuration": put("floe.yaml", "consumption: {}\n"),
    "a configuration of another name": put("floe.yml", "consumption: {}\n"),
    "a configuration that leads nowhere": lambda: Path("floe.yaml").symlink_to("nowhere"),
    "a file edited": put(".floe/cube/schema/orders.yaml", "mine"),
    "a file deleted": lambda: (OUT / "access.json").unlink(),
    "a file linked": link,
    "a folder linked": folder_link,
    "a pipe": pipe,
    "the lock deleted": lambda: (OUT / LOCK).unlink(),
    "the lock torn": put(f".floe/cube/{LOCK}", '{"version": 2,'),
    "the lock a list": put(f".floe/cube/{LOCK}", "[]"),
    "the lock without files": edit_lock(files={}),
    "the lock with other findings": edit_lock(diagnostics=[]),
    "an old lock": edit_lock(version=1),
    "an unfinished build": lambda: (OUT / STAGED).mkdir(),
}


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_takes_the_full_way(name: str) -> None:
    build()
    assert short() is not None
    CHANGES[name]()
    assert short() is None


@pytest.fixture
def mesh() -> Path:
    """A second project, whose names are its own, and the configuration that lists both."""
    target = Path("crm/target")
    target.mkdir(parents=True)
    put_crm(model("model.crm.clients", columns=[column("id", "integer"), column("z", "mystery")]))
    Path("conf").mkdir()
    Path("conf/floe.yaml").write_text(MESH)
    return target


MESH = "consumption:\n  projects:\n    - target: ../target\n    - {target: ../crm/target, data_source: crm}\n"
LISTED = ("--config", "conf/floe.yaml")


def put_crm(*models: Any) -> None:
    """Let dbt's manifest of the second project be this."""
    content = manifest(*models)
    content["metadata"]["project_name"] = "crm"
    Path("crm/target/manifest.json").write_text(json.dumps(content))


@pytest.mark.parametrize("style", [[], ["--format", "json"], ["--check"]], ids=" ".join)
def test_several_projects_have_the_short_way_too(mesh: Path, style: list[str]) -> None:
    code, _, said = build(*LISTED)
    assert (code, "clients" in said) == (0, True)
    before = state()
    assert short(*LISTED, *style) == build(*LISTED, *style)
    assert state() == before
    assert str(Path.cwd()) not in (OUT / LOCK).read_text()


CHANGES_OF_SEVERAL: dict[str, Callable[[], object]] = {
    "another manifest of the second": lambda: put_crm(model("model.crm.leads", columns=[column("id")])),
    "no manifest of the second": lambda: Path("crm/target/manifest.json").unlink(),
    "no folder of the second": lambda: shutil.rmtree("crm"),
    "a manifest of the second that is a pipe": lambda: pipe("crm/target/manifest.json"),
    "a catalog of the second": put("crm/target/catalog.json", "{}"),
    "another manifest of the first": lambda: write(manifest(ORDERS)),
    "no manifest of the first": lambda: Path("target/manifest.json").unlink(),
    "a catalog of the first": put("target/catalog.json", "{}"),
    "the projects the other way round": lambda: Path("conf/floe.yaml").write_text(
        "consumption:\n  projects:\n    - target: ../crm/target\n    - target: ../target\n"
    ),
    "one project less": put("conf/floe.yaml", "consumption:\n  projects:\n    - target: ../target\n"),
    "no configuration": lambda: Path("conf/floe.yaml").unlink(),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES_OF_SEVERAL)
def test_whatever_changes_of_several_projects_takes_the_full_way(mesh: Path, name: str) -> None:
    build(*LISTED)
    assert short(*LISTED) is not None
    CHANGES_OF_SEVERAL[name]()
    assert short(*LISTED) is None


def test_a_changed_manifest_of_the_second_project_is_built(mesh: Path) -> None:
    build(*LISTED)
    CHANGES_OF_SEVERAL["another manifest of the second"]()
    assert build(*LISTED)[0] == 0
    assert {path.stem for path in (OUT / "schema").iterdir()} == {"orders", "customers", "leads"}
    assert short(*LISTED) == build(*LISTED)


def test_a_vanished_manifest_of_the_second_project_ends_the_build(mesh: Path) -> None:
    build(*LISTED)
    before = state()
    CHANGES_OF_SEVERAL["no manifest of the second"]()
    code, _, said = build(*LISTED)
    assert (code, said.startswith("error FC0001:"), "crm/target/manifest.json" in said) == (2, True, True)
    assert state() == before


@pytest.mark.parametrize(
    "arguments",
    ["--target target", "--target=target", "--target crm/target", "--manifest target/manifest.json", "--target target --target crm/target"],
)  # fmt: skip
def test_the_projects_of_the_command_line_are_not_those_of_the_configuration(mesh: Path, arguments: str) -> None:
    """Neither way round, even where they are the same manifests: only the configuration gives names and data sources."""
    named = (*LISTED, *arguments.split())
    build(*LISTED)
    assert short(*named) is None
    build(*named)
    assert "inputs" not in json.loads((OUT / LOCK).read_bytes())
    assert short(*named) is None
    assert short(*LISTED) is None


def test_a_list_by_absolute_paths_is_not_told(mesh: Path) -> None:
    Path("conf/floe.yaml").write_text(MESH.replace("..", str(Path.cwd())))
    assert build(*LISTED)[0] == 0
    assert str(Path.cwd()) not in (OUT / LOCK).read_text()
    assert short(*LISTED) is None


def test_a_configuration_that_lists_in_other_letters_has_the_full_way(mesh: Path) -> None:
    Path("conf/floe.yaml").write_text(MESH.replace("projects", '"project\\x73"'))
    assert "clients" in build(*LISTED)[2]
    assert short(*LISTED) is None


@pytest.mark.parametrize("moment", ["before the digests", "before it is read"])
def test_a_list_that_changes_while_it_is_built(mesh: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whenever it does, nothing that is built after it is passed over."""
    from floe_cube.cli import building

    def torn(*arguments: Any, **options: Any) -> Any:
        Path("conf/floe.yaml").write_text(MESH.replace("../crm/target, data_source: crm", "../new/target"))
        return real(*arguments, **options)

    shutil.copytree("crm", "new")
    name = "fingerprint" if moment == "before the digests" else "_compiled"
    real = getattr(building, name)
    with monkeypatch.context() as patch:
        patch.setattr(building, name, torn)
        assert build(*LISTED)[0] == 0
    Path("new/target/manifest.json").write_text(json.dumps(manifest(CUSTOMERS)))
    assert short(*LISTED) is None
    build(*LISTED)
    assert short(*LISTED) == build(*LISTED)


def test_a_configuration_that_is_not_read_takes_the_full_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends the build, so no shorter way may pass it over."""
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    arguments = ("--target", "../target")
    build(*arguments)
    assert short(*arguments) is not None
    (tmp_path / "floe.yaml").write_text("consumption: {security: {}}\n")
    assert short(*arguments) is None
    assert build(*arguments)[0] == 2


@pytest.mark.parametrize(
    "arguments",
    ["--force", "--strict", "--select orders", "--exclude orders", "--package shop", "--diff", "--watch", "--out x",
     "--manifest target/../target/none.json", "--artifacts a.json", "--format sarif", "--help", "--nonsense", "more"],
)  # fmt: skip
def test_other_arguments_take_the_full_way(arguments: str) -> None:
    build()
    assert short(*arguments.split()) is None


def test_other_sources_take_the_full_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who works on floe-cube, or installs another one, wants to see what it makes."""
    copy = shutil.copytree(unchanged.PACKAGE, tmp_path / "copy", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(unchanged, "PACKAGE", str(copy))
    build()
    assert short() is not None  # its place does not count
    (copy / "render/yaml.py").open("a").write("\n")
    assert short() is None


def test_arguments_that_lead_to_the_same_files_are_the_same() -> None:
    """Only what is found in a configuration tells its name."""
    build()
    assert short("--target", os.path.abspath("target")) == build()
    assert short("--manifest=target/manifest.json") == build()
    Path("floe.yaml").write_text("consumption:\n  unknown: 1\n")
    assert build()[0] == 2
    Path("floe.yaml").write_text("consumption: {}\n")
    build()
    assert short("--config", "floe.yaml") == build()
    assert short("--config", "./floe.yaml") is None


def test_what_a_build_reads_is_taken_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes the manifest while it is compiled has it built again."""
    from floe_cube.cli import building

    def torn(inputs: Any) -> Any:
        compiled = real(inputs)
        write(manifest(ORDERS))
        return compiled

    real = building._compiled
    monkeypatch.setattr(building, "_compiled", torn)
    build()
    assert short() is None


@pytest.mark.parametrize("way", ["pipe", "stdin"])
def test_a_manifest_that_can_be_read_once(way: str) -> None:
    """As in `floe-cube build --manifest <(zcat manifest.json.gz)`: it is left to who compiles it."""
    named = "/dev/stdin" if way == "stdin" else "fifo"
    writer = None
    if way == "pipe":
        os.mkfifo("fifo")
        writer = subprocess.Popen(["sh", "-c", "cat target/manifest.json > fifo"])
    with open("target/manifest.json", "rb") as content:
        command = [sys.executable, "-m", "floe_cube", "build", "--manifest", named]
        ran = subprocess.run(command, stdin=content, capture_output=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    assert writer is None or writer.wait(10) == 0
    assert "inputs" not in json.loads((OUT / LOCK).read_bytes())


def test_a_configuration_that_can_be_read_once(mesh: Path) -> None:
    """Whoever read the list of projects of it would leave nothing to who compiles it."""
    os.mkfifo("conf/fifo")
    writer = subprocess.Popen(["sh", "-c", "cat conf/floe.yaml > conf/fifo"])
    command = [sys.executable, "-m", "floe_cube", "build", "--config", "conf/fifo"]
    ran = subprocess.run(command, capture_output=True, timeout=60)
    assert (ran.returncode, writer.wait(10)) == (0, 0), ran.stderr
    assert (OUT / "schema/clients.yaml").exists()
    assert "inputs" not in json.loads((OUT / LOCK).read_bytes())


# --- the lock --------------------------------------------------------------------------------------------------------
def test_a_manifest_that_dbt_wrote_again_writes_nothing() -> None:
    """The lock file too stays as it is: whoever commits it wants no change without a change."""
    build()
    before = state()
    again = manifest(ORDERS, CUSTOMERS)
    again["metadata"]["generated_at"] = "2030-01-01T00:00:00Z"
    for node in again["nodes"].values():
        node["created_at"] = 1.5
    write(again)
    assert short() is None
    assert build()[0] == 0
    assert state() == before


def test_the_lock_is_the_same_everywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In another folder, by absolute paths; and it holds none of them."""
    build()
    elsewhere = shutil.copytree(tmp_path / "target", tmp_path / "else/where/target")
    monkeypatch.chdir(elsewhere.parent)
    build("--target", str(elsewhere), "--out", str(tmp_path / "out"))
    lock = (tmp_path / "out" / LOCK).read_text()
    assert lock == (tmp_path / OUT / LOCK).read_text()
    assert str(tmp_path) not in lock
    assert lock.isascii()


def test_a_configuration_by_its_absolute_path_is_not_told(tmp_path: Path) -> None:
    """A finding in it names it: the lock then says nothing of the build, and there is no short way."""
    Path("floe.yaml").write_text("consumtion: {}\n")
    arguments = ["--config", str(tmp_path / "floe.yaml")]
    assert str(tmp_path) in build(*arguments)[2]
    assert str(tmp_path) not in (OUT / LOCK).read_text()
    assert short(*arguments) is None
    assert "floe.yaml:1" in build()[2]
    assert short() == build()


def test_a_lock_of_the_first_version_says_what_is_ours() -> None:
    build()
    lock = json.loads((OUT / LOCK).read_bytes())
    (OUT / LOCK).write_text(json.dumps({"version": 1, "files": lock["files"]}))
    write(manifest(ORDERS))
    said = json.loads(build("--format", "json")[1])
    assert said["files"]["removed"] == ["schema/customers.yaml"]
    assert json.loads((OUT / LOCK).read_bytes())["version"] == 2


# --- the command line ------------------------------------------------------------------------------------------------
WORDS = ["--target", "--out", "-s", "--select", "--exclude", "--package", "--strict", "--format", "json", "text", "x",
         "a/b", "--target=t", "--out=o", "--out=", "-s=x", "--format=xml", "--config", "--catalog", "--manifest", "--force",
         "--", "-", "", "./x", "x/", "..", "--check"]  # fmt: skip


def by_click(arguments: list[str]) -> dict[str, Any] | None:
    """What click makes of a command line; None where it refuses it."""
    command = main.commands["build"]
    try:
        said = command.make_context("build", list(arguments)).params
    except click.ClickException:
        return None
    targets = said.pop("targets") or (None,)
    said["target"] = targets[0] and Path(targets[0]) if len(targets) == 1 else targets  # several: nothing for the short way
    return {name: value.as_posix() if isinstance(value, Path) else value for name, value in said.items()}


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_arguments_mean_what_click_makes_of_them(arguments: list[str]) -> None:
    said = understood(["build", *arguments])
    if said is not None:
        parsed = by_click(arguments)
        assert parsed is not None
        for path in ("target", "manifest", "catalog", "config"):
            said[path] = said[path] and Path(said[path]).as_posix()
        assert parsed == {**dict.fromkeys(parsed), "diffs": False, "watches": False, **said}


def test_defaults_are_those_of_the_command() -> None:
    parsed = by_click([])
    assert parsed is not None
    assert {name: parsed[name] for name in DEFAULTS} == DEFAULTS


def test_other_commands_take_the_full_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["floe-cube", "--version"])
    with pytest.raises(SystemExit):
        start.main()
    assert "version" in capsys.readouterr().out
    assert understood([]) is None
