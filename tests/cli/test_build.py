"""`floe-cube build` at its edges: what it reads, what it says, what it writes, and above all what it leaves alone."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import pty
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from floe_cube import __version__
from floe_cube.cli.build import MANY
from floe_cube.cli.lock import LOCK
from floe_cube.cli.main import main
from floe_cube.runtime import runtime_files
from tests.build_manifest import catalog, column, generic_test, manifest, model

ORDERS = model("model.shop.orders", columns=[column("id", "integer"), column("amount", "numeric")])
CUSTOMERS = model("model.shop.customers", columns=[column("id", "integer")])
PRODUCTS = model("model.atlas.products", columns=[column("id", "integer")])
#: What lists all cubes.
LISTS = {"access.json", "cube.js", "lineage.json"}
ALWAYS = {".env.example", *LISTS, *runtime_files()}

State = dict[str, tuple[bytes, int]]


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a dbt project's artifacts, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    write_manifest(ORDERS, CUSTOMERS)
    return tmp_path


def write_manifest(*nodes: dict[str, Any], to: str = "target/manifest.json") -> None:
    """Let dbt's manifest hold these nodes."""
    Path(to).parent.mkdir(exist_ok=True)
    Path(to).write_text(json.dumps(manifest(*nodes)))


def build(*arguments: str) -> Result:
    """Run the command as a user would."""
    result = CliRunner().invoke(main, ["build", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def built(*arguments: str) -> Result:
    """Run the command where it must succeed."""
    result = build(*arguments)
    assert result.exit_code == 0, result.output
    return result


OUT = Path(".floe/cube")


def state(folder: Path = OUT) -> State:
    """Every file below a folder: its bytes, and when it was written."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def report(result: Result) -> dict[str, Any]:
    """What `--format json` says: one object on standard output, nothing elsewhere."""
    assert result.stderr == ""
    assert result.stdout.isascii()
    said: dict[str, Any] = json.loads(result.stdout)
    assert list(said) == ["diagnostics", "summary", "files"]
    return said


def codes(result: Result) -> list[str]:
    """The codes in a JSON report."""
    return [diagnostic["code"] for diagnostic in report(result)["diagnostics"]]


# --- inputs that cannot be used --------------------------------------------------------------------------------------
def put(path: str, data: bytes) -> Callable[[], object]:
    """Something that writes a file."""
    return lambda: Path(path).write_bytes(data)


def folder_instead(path: str) -> Callable[[], object]:
    """Something that puts a folder where a file was."""

    def replace() -> None:
        Path(path).unlink(missing_ok=True)
        Path(path).mkdir()

    return replace


def loop() -> None:
    """A link to itself in place of the manifest: nobody can read that, whatever their rights."""
    MANIFEST.unlink()
    MANIFEST.symlink_to(MANIFEST.absolute())


def astray(path: str) -> Callable[[], object]:
    """Something that puts a link to nowhere."""
    return lambda: Path(path).symlink_to("nowhere")


MANIFEST = Path("target/manifest.json")
WHOLE = json.dumps(manifest(ORDERS)).encode()
RUN_RESULTS = {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/run-results/v6.json"}, "results": []}

UNUSABLE: dict[str, tuple[Callable[[], object], list[str], str]] = {
    "no manifest": (MANIFEST.unlink, [], "FC0001"),
    "no target": (lambda: None, ["--target", "elsewhere"], "FC0001"),
    "target is a file": (lambda: None, ["--target", "target/manifest.json"], "FC0001"),
    "manifest is a folder": (folder_instead("target/manifest.json"), [], "FC0001"),
    "manifest named is a folder": (lambda: None, ["--manifest", "target"], "FC0001"),
    "manifest cannot be read": (loop, [], "FC0001"),
    "manifest is empty": (put("target/manifest.json", b""), [], "FC0101"),
    "manifest is torn": (put("target/manifest.json", WHOLE[: len(WHOLE) // 2]), [], "FC0102"),
    "manifest is no JSON": (put("target/manifest.json", b"models:\n  - name: orders\n"), [], "FC0102"),
    "manifest is not UTF-8": (put("target/manifest.json", WHOLE.replace(b"amount", b"am\xffunt")), [], "FC0102"),
    "manifest has a byte order mark": (put("target/manifest.json", b"\xef\xbb\xbf" + WHOLE), [], "FC0109"),
    "manifest is a list": (put("target/manifest.json", b"[1, 2]"), [], "FC0103"),
    "manifest is a package.json": (put("target/manifest.json", b'{"name": "shop", "version": "1.0.0"}'), [], "FC0103"),
    "manifest is run results": (put("target/manifest.json", json.dumps(RUN_RESULTS).encode()), [], "FC0104"),
    "manifest is a catalog": (put("target/manifest.json", json.dumps(catalog({})).encode()), [], "FC0104"),
    "catalog named is missing": (lambda: None, ["--catalog", "target/catalog.json"], "FC0002"),
    "catalog named is a folder": (lambda: None, ["--catalog", "target"], "FC0002"),
    "configuration is a folder that Docker made": (folder_instead("floe.yaml"), [], "FC0003"),
    "configuration is a link to nowhere": (astray("floe.yaml"), [], "FC0003"),
    "configuration named is missing": (lambda: None, ["--config", "nowhere.yaml"], "FC0003"),
    "configuration is a folder": (lambda: None, ["--config", "target"], "FC0003"),
    "configuration is not UTF-8": (put("floe.yaml", b"consumption:\n  port: 4001 # \xff\n"), [], "FC0003"),
    "configuration is no YAML": (put("floe.yaml", b"consumption: [\n"), [], "FC0701"),
    "configuration with an error": (put("floe.yaml", b"consumption:\n  port: http\n"), [], "FC0706"),
    "artifacts file is missing": (lambda: None, ["--artifacts", "nowhere.json"], "FC0003"),
    "artifacts file names no manifest that is there": (
        put("a.json", b'{"dbt_manifest_path": "nowhere/manifest.json"}'), ["--artifacts", "a.json"], "FC0001",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used_is_named_and_the_output_stays(name: str) -> None:
    happens, arguments, code = UNUSABLE[name]
    built()
    before = state()
    happens()
    told = build(*arguments)
    assert told.exit_code == 2
    assert f"error {code}: " in told.stderr
    assert "Try: " in told.stderr
    assert told.stdout == ""
    as_json = build(*arguments, "--format", "json")
    assert as_json.exit_code == 2
    assert codes(as_json) == [code]
    assert report(as_json)["summary"] is None
    assert report(as_json)["files"] is None
    assert state() == before


@pytest.mark.parametrize("name", ["no manifest", "manifest is torn", "configuration with an error"])
def test_nothing_is_made_where_there_was_nothing(name: str) -> None:
    happens, arguments, _ = UNUSABLE[name]
    happens()
    assert build(*arguments).exit_code == 2
    assert not OUT.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--artifacts", "a.json", "--config", "floe.yaml"],
        ["--format", "xml"],
        ["--nonsense"],
        ["too", "many"],
        ["--out", ""],
    ],
    ids=" ".join,
)
def test_usage_that_means_nothing(arguments: list[str]) -> None:
    """Two configurations, say: neither is taken by chance."""
    Path("a.json").write_text('{"dbt_manifest_path": "target/manifest.json"}')
    Path("floe.yaml").write_text("consumption: {}\n")
    result = build(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr
    assert not OUT.exists()


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'{"metadata": {}}', WHOLE], ids=repr)
def test_a_bad_catalog_is_left_aside(data: bytes) -> None:
    """A catalog only adds: without it everything is built from the manifest."""
    built()
    before = state()
    Path("target/catalog.json").write_bytes(data)
    result = built()
    assert "FC0107" in result.stderr
    assert state() == before


def test_a_catalog_that_is_a_folder_is_none() -> None:
    Path("target/catalog.json").mkdir()
    assert built().stderr == ""


def test_another_place_for_everything() -> None:
    write_manifest(ORDERS, to="m/one.json")
    Path("c.json").write_text(json.dumps(catalog({"model.shop.orders": {"ID": "integer", "extra": "text"}})))
    Path("c.yaml").write_text("consumption: {port: 4567}\n")
    built("--manifest", "m/one.json", "--catalog", "c.json", "--config", "c.yaml", "--out", "x/y")
    assert "extra" in Path("x/y/schema/orders.yaml").read_text()
    assert "4567" in Path("x/y/.env.example").read_text() + Path("x/y/cube.js").read_text()
    assert not OUT.exists()


def test_artifacts_hold_configuration_and_the_way_to_the_manifest() -> None:
    """The path is one from the file, wherever the command runs."""
    write_manifest(ORDERS, to="inner/manifest.json")
    Path("inner/a.json").write_text('{"dbt_manifest_path": "manifest.json", "consumption": {"port": 4567}}')
    built("--artifacts", "inner/a.json")
    assert {path.name for path in (OUT / "schema").iterdir()} == {"orders.yaml"}


# --- what comes of it ------------------------------------------------------------------------------------------------
def bad_meta() -> dict[str, Any]:
    """A model whose meta has an error."""
    return {**ORDERS, "meta": {"cube": {"measures": [{"name": "m", "type": "summ", "sql": "{CUBE}.amount"}]}}}


def test_built() -> None:
    result = built()
    assert result.stderr == ""
    assert result.stdout == (
        "2 cubes, 3 dimensions, 2 measures, 0 joins, 0 views\n0 errors; 0 warnings; 0 notes\n"
        f".floe/cube: {len(ALWAYS) + 2} added, 0 changed, 0 removed, 0 unchanged\n"
    )
    assert state().keys() == {*ALWAYS, LOCK, "schema/orders.yaml", "schema/customers.yaml"}


def test_errors_of_the_project_leave_the_output() -> None:
    built()
    before = state()
    write_manifest(bad_meta(), {**CUSTOMERS, "description": "new"})
    result = build()
    assert result.exit_code == 1
    assert "error FC0406" in result.stderr
    assert result.stdout.endswith(".floe/cube: nothing written\n")
    assert state() == before


def test_strict_makes_errors_of_warnings() -> None:
    write_manifest({**ORDERS, "columns": {"x": column("x", "mystery")}})
    assert "warning FC0203" in built().stderr
    before = state()
    result = build("--strict")
    assert result.exit_code == 1
    assert "error FC0203" in result.stderr
    assert "1 error; 0 warnings" in result.stdout
    assert state() == before


def test_strict_has_nothing_against_notes() -> None:
    write_manifest({**ORDERS, "columns": {"x": column("x")}})
    assert "note FC0211" in built("--strict").stderr


def test_json_says_what_text_says() -> None:
    write_manifest({**ORDERS, "columns": {"x": column("x", "mystery")}}, CUSTOMERS)
    said = report(built("--format", "json"))
    assert said["summary"] == {
        "cubes": 2, "dimensions": 2, "measures": 2, "joins": 0, "views": 0, "errors": 0, "warnings": 1, "notes": 0,
    }  # fmt: skip
    assert said["files"] == {
        "added": sorted([*ALWAYS, "schema/customers.yaml", "schema/orders.yaml"]),
        "changed": [],
        "removed": [],
        "unchanged": [],
    }
    (finding,) = said["diagnostics"]
    assert finding["code"] == "FC0203"
    assert finding["severity"] == "warning"
    assert finding["subject"] == "model.shop.orders"
    assert finding["column"] == "x"
    assert finding["file"] == "models/schema.yml"
    assert "mystery" in finding["message"]
    assert finding["remedy"]


def test_json_of_errors_and_of_blocked_files() -> None:
    built()
    (OUT / "cube.js").write_text("mine")
    blocked = build("--format", "json")
    assert blocked.exit_code == 1
    assert codes(blocked) == ["FC0801"]
    assert report(blocked)["files"] is None
    assert report(blocked)["summary"]["errors"] == 1
    write_manifest(bad_meta())
    failed = build("--format", "json")
    assert failed.exit_code == 1
    assert "FC0406" in codes(failed)
    assert report(failed)["files"] is None


def test_packages() -> None:
    write_manifest(ORDERS, PRODUCTS)
    built("--package", "atlas")
    assert {path.name for path in (OUT / "schema").iterdir()} == {"products.yaml"}
    built("--package", "atlas", "--package", "shop")
    assert {path.name for path in (OUT / "schema").iterdir()} == {"products.yaml", "orders.yaml"}


def test_a_build_of_nothing_says_so_and_touches_nothing() -> None:
    built()
    before = state()
    result = built("--package", "nobodys")
    assert "warning FC0210" in result.stderr
    assert "`nobodys`" in result.stderr
    assert result.stdout.endswith(".floe/cube: nothing written\n")
    assert build("--package", "nobodys", "--strict").exit_code == 1
    assert state() == before


def test_nothing_is_built_where_it_is_switched_off() -> None:
    built()
    before = state()
    Path("floe.yaml").write_text("consumption:\n  enabled: false\n")
    write_manifest(ORDERS)
    result = built("--strict")
    assert "note FC0725" in result.stderr
    assert codes(built("--format", "json")) == ["FC0725"]
    MANIFEST.unlink()  # who switched it off needs none
    assert built().exit_code == 0
    assert state() == before


# --- building again --------------------------------------------------------------------------------------------------
def test_the_same_again_writes_nothing() -> None:
    built()
    before = state()
    folders = {path: path.stat().st_mtime_ns for path in [OUT, OUT / "schema"]}
    result = built()
    assert f"0 added, 0 changed, 0 removed, {len(ALWAYS) + 2} unchanged" in result.stdout
    assert state() == before
    assert folders == {path: path.stat().st_mtime_ns for path in folders}


def test_only_what_changed_is_written() -> None:
    built()
    before = state()
    write_manifest(ORDERS, {**CUSTOMERS, "description": "People."})
    said = report(built("--format", "json"))["files"]
    assert said["changed"] == ["schema/customers.yaml"]
    assert said["added"] == said["removed"] == []
    after = state()
    assert {path for path in before if before[path] != after[path]} == {"schema/customers.yaml", LOCK}


def test_the_file_of_a_removed_model_goes_and_nothing_else() -> None:
    built()
    mine = [Path(OUT, name) for name in ("notes.md", "schema/my_cube.yaml", "schema/deep/own.js")]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    before = state()
    write_manifest(ORDERS)
    assert report(built("--format", "json"))["files"]["removed"] == ["schema/customers.yaml"]
    after = state()
    assert before.keys() - after.keys() == {"schema/customers.yaml"}
    changed = {path for path in after if before[path] != after[path]}
    assert LOCK in changed
    assert changed <= {LOCK, *LISTS}
    assert all(path.read_text() == "mine" for path in mine)


def own(*paths: str) -> None:
    """Let the lock say that these files are generated."""
    lock = json.loads((OUT / LOCK).read_bytes())
    for path in paths:
        lock["files"][path] = hashlib.sha256((OUT / path).read_bytes()).hexdigest()
    (OUT / LOCK).write_text(json.dumps(lock))


def test_folders_that_pruning_empties_go() -> None:
    built()
    for path in ("old/deep/a.yaml", "kept/b.yaml", "kept/mine.yaml"):
        (OUT / path).parent.mkdir(parents=True, exist_ok=True)
        (OUT / path).write_text("text")
    own("old/deep/a.yaml", "kept/b.yaml")
    assert report(built("--format", "json"))["files"]["removed"] == ["kept/b.yaml", "old/deep/a.yaml"]
    assert not (OUT / "old").exists()
    assert [path.name for path in (OUT / "kept").iterdir()] == ["mine.yaml"]


def test_a_file_that_somebody_deleted_comes_back() -> None:
    built()
    before = state()
    (OUT / "schema/orders.yaml").unlink()
    assert report(built("--format", "json"))["files"]["added"] == ["schema/orders.yaml"]
    assert {path: data for path, (data, _) in state().items()} == {path: data for path, (data, _) in before.items()}


# --- what people wrote -----------------------------------------------------------------------------------------------
def edited() -> None:
    """A person changes a generated file."""
    (OUT / "schema/orders.yaml").write_text("edited")


def in_the_way() -> None:
    """A person's file has the name of one that is to be generated."""
    (OUT / "schema/products.yaml").write_text("edited")
    write_manifest(ORDERS, CUSTOMERS, PRODUCTS)


def edited_and_gone() -> None:
    """A person changes a generated file, and its model is removed."""
    edited()
    write_manifest(CUSTOMERS)


@pytest.mark.parametrize(
    ("happens", "code", "path", "afterwards"),
    [
        (edited, "FC0801", "schema/orders.yaml", True),
        (in_the_way, "FC0802", "schema/products.yaml", True),
        (edited_and_gone, "FC0803", "schema/orders.yaml", False),
    ],
)
def test_what_people_wrote_is_theirs_until_they_say_force(
    happens: Callable[[], None], code: str, path: str, afterwards: bool
) -> None:
    built()
    happens()
    before = state()
    result = build()
    assert result.exit_code == 1
    assert f"error {code}" in result.stderr
    assert path in result.stderr
    assert state() == before
    built("--force")
    assert (OUT / path).exists() is afterwards
    assert not afterwards or (OUT / path).read_text() != "edited"
    assert "0 added, 0 changed, 0 removed" in built().stdout


def test_an_edit_that_says_what_is_generated_is_none() -> None:
    """Somebody copied the new file there by hand, or the lock was lost."""
    built()
    (OUT / LOCK).unlink()
    before = state()
    assert "0 added, 0 changed" in built().stdout
    assert {path: entry for path, entry in state().items() if path != LOCK} == before


# --- locks and links that lead astray --------------------------------------------------------------------------------
SECRET = b"somebody's file"
DIGEST = hashlib.sha256(SECRET).hexdigest()
LOCKS: dict[str, bytes] = {
    "empty": b"",
    "torn": b'{"version": 1, "files": {"schema/or',
    "a list": b"[]",
    "no files": b'{"version": 1}',
    "files in a list": b'{"files": ["schema/orders.yaml"]}',
    "not UTF-8": b'{"files": {"\xff": "x"}}',
    "deep": b'{"files": ' + b"[" * 100_000,
    **{
        repr(path): json.dumps({"version": 1, "files": {path: DIGEST, "other": 1}}).encode()
        for path in ["../outside", "schema/../../outside", "..", "/outside", "./../outside", "schema//../../outside", "..\\outside",
                     "", ".", "schema", "schema/", "\0", "out\0side", "\ud800", "\ufffe", "a/" * 2000 + "b", "x" * 200]
    },
}  # fmt: skip


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_that_says_nonsense_leads_nowhere(name: str) -> None:
    """Whatever it says, files outside and folders stay, and the build sets it right."""
    built()
    sound = {path: data for path, (data, _) in state().items()}
    outside = [Path(".floe/outside"), Path("outside"), OUT / "..\\outside"]
    for path in outside:
        path.write_bytes(SECRET)
    (OUT / LOCK).write_bytes(LOCKS[name])
    assert "0 added, 0 changed, 0 removed" in built().stdout
    assert all(path.read_bytes() == SECRET for path in outside)
    outside[-1].unlink()
    assert {path: data for path, (data, _) in state().items()} == sound


def test_a_lock_with_an_absolute_path(tmp_path: Path) -> None:
    built()
    outside = tmp_path / "outside"
    outside.write_bytes(SECRET)
    (OUT / LOCK).write_text(json.dumps({"version": 1, "files": {str(outside): DIGEST}}))
    built("--force")
    assert outside.read_bytes() == SECRET


def folder_link() -> None:
    """The folder of the data model leads elsewhere."""
    (OUT / "schema").rename("outside")
    (OUT / "schema").symlink_to(Path("outside").absolute())


def file_link() -> None:
    """A generated file is a link to a file elsewhere, of the same content."""
    Path("outside").mkdir()
    (OUT / "cube.js").rename("outside/cube.js")
    (OUT / "cube.js").symlink_to(Path("outside/cube.js").absolute())


def broken_link() -> None:
    """A link to what is not there: writing through it would make the file."""
    Path("outside").mkdir()
    (OUT / "cube.js").unlink()
    (OUT / "cube.js").symlink_to(Path("outside/cube.js").absolute())


def inner_link() -> None:
    """Also a link inside the directory is nothing that we wrote."""
    Path("outside").mkdir()
    (OUT / "cube.js").unlink()
    (OUT / "cube.js").symlink_to("access.json")


def pipe() -> None:
    """Who opened this would wait for ever."""
    Path("outside").mkdir()
    (OUT / "cube.js").unlink()
    os.mkfifo(OUT / "cube.js")


def folder_in_the_way() -> None:
    """A folder where a file must be."""
    Path("outside").mkdir()
    (OUT / "cube.js").unlink()
    (OUT / "cube.js").mkdir()


def file_for_folder() -> None:
    """A file where a folder must be."""
    Path("outside").mkdir()
    (OUT / "schema").rename("elsewhere")
    (OUT / "schema").write_text("mine")


@pytest.mark.parametrize("force", [[], ["--force"]], ids=["", "force"])
@pytest.mark.parametrize(
    "happens", [folder_link, file_link, broken_link, inner_link, pipe, folder_in_the_way, file_for_folder]
)
def test_what_is_no_plain_file_is_in_the_way(happens: Callable[[], None], force: list[str]) -> None:
    """Nothing is written through it, not even by force."""
    built()
    happens()
    write_manifest({**ORDERS, "description": "new"}, PRODUCTS)  # one file to change, one to add, one to remove
    before, outside = state(), state(Path("outside"))
    result = build(*force)
    assert result.exit_code == 1
    assert "error FC0805" in result.stderr
    assert state() == before
    assert state(Path("outside")) == outside


def test_pruning_does_not_follow_links() -> None:
    """A lock may own a path that now leads through a link."""
    built()
    outside = Path("outside")
    outside.mkdir()
    (outside / "old.yaml").write_bytes(SECRET)
    (OUT / "linked").symlink_to(outside.absolute())
    own("linked/old.yaml")
    built("--force")
    assert (outside / "old.yaml").read_bytes() == SECRET


def test_the_output_directory_itself_may_be_a_link() -> None:
    """People do that, and say so on the command line."""
    Path("real").mkdir()
    Path("link").symlink_to("real")
    built("--out", "link")
    assert Path("real/cube.js").is_file()


# --- disks that refuse -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("out", ["target/manifest.json", "target/manifest.json/out", "/proc/floe-cube", "x" * 300])
def test_a_place_where_nothing_can_be_written(out: str) -> None:
    for style in ([], ["--format", "json"]):
        result = build("--out", out, *style)
        assert result.exit_code == 2
        assert "FC0804" in result.output
    assert json.loads(MANIFEST.read_bytes())


def run(*arguments: str, limit: int | None = None, **more: Any) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own, perhaps with a limit on the bytes of a file, as of a disk that is full."""

    def restrict() -> None:
        import resource

        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "floe_cube", "build", *arguments]
    return subprocess.run(command, capture_output=True, preexec_fn=restrict, timeout=60, check=False, **more)


def test_a_disk_that_is_full_leaves_everything_as_it_was() -> None:
    """Also files that were written before the one that no longer fits."""
    built()
    before = state()
    write_manifest({**CUSTOMERS, "description": "new"}, {**ORDERS, "description": "x" * 100_000}, PRODUCTS)
    result = run(limit=50_000)
    assert result.returncode == 2
    assert b"FC0804" in result.stderr
    assert state() == before
    assert run().returncode == 0
    assert (OUT / "schema/products.yaml").exists()


# --- the terminal ----------------------------------------------------------------------------------------------------
def on_terminal(*arguments: str, **environment: str) -> str:
    """What the command shows where standard output and error are a terminal."""
    ours, theirs = pty.openpty()
    env = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-m", "floe_cube", "build", *arguments],
        stdout=theirs,
        stderr=theirs,
        env={**env, **environment},
    )
    os.close(theirs)
    shown = b"".join(chunks(ours))
    assert process.wait(60) in (0, 1, 2)
    os.close(ours)
    return shown.decode()


def chunks(descriptor: int) -> Iterator[bytes]:
    """What is written to a terminal until nobody has it open any more."""
    with contextlib.suppress(OSError):  # Linux says so
        while chunk := os.read(descriptor, 1 << 16):
            yield chunk


COLOURS = "\x1b[1;33mwarning FC0203"


def test_colour_on_a_terminal_only() -> None:
    write_manifest({**ORDERS, "columns": {"x": column("x", "mystery")}})
    assert COLOURS in on_terminal()
    assert "\x1b" not in on_terminal(NO_COLOR="1")
    assert COLOURS in on_terminal(NO_COLOR="")  # as no-color.org has it
    piped = run()
    assert b"warning FC0203" in piped.stderr
    assert b"\x1b" not in piped.stderr + piped.stdout


def unprintable(text: str) -> set[str]:
    """The characters in a text that a terminal may obey."""
    return {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co")} - {"\n", "\r"}


EVIL = "\x1b]0;owned\x07\x9b31m\x7f\u202e\x00\r\x08\ue000"


def test_what_dbt_says_never_rules_the_terminal() -> None:
    """Names, types, descriptions and meta may hold anything; so may the paths on the command line."""
    write_manifest(
        model(f"model.shop.o{EVIL}", columns=[column(f"c{EVIL}", f"t{EVIL}", description=EVIL)]),
        {**CUSTOMERS, "original_file_path": f"models/{EVIL}", "patch_path": None, "meta": {"cube": {f"k{EVIL}": 1, "title": [EVIL]}}},
        generic_test("unique", "model.shop.customers", f"x{EVIL}"),
    )  # fmt: skip
    result = build()
    assert result.exit_code == 1
    assert "\\x1b]0;owned" in result.stderr
    assert unprintable(result.output) == set()
    shown = on_terminal(NO_COLOR="1")
    assert unprintable(shown) == set()
    assert "FC0401" in shown
    assert "FC0401" in codes(build("--format", "json"))
    named = build("--target", "target\x1b[2J")
    assert named.exit_code == 2
    assert unprintable(named.output) == set()
    elsewhere = build("--out", "out\x1b[2J")
    assert unprintable(elsewhere.output) == set()


@pytest.mark.parametrize("style", ["text", "json"])
def test_paths_that_are_no_text(style: str) -> None:
    """File names are bytes on Unix; one that is no UTF-8 is shown somehow, and kills nothing."""
    name = os.fsdecode(b"m\xff.json")
    missing = run("--manifest", name, "--format", style)
    assert missing.returncode == 2
    assert b"FC0001" in (missing.stdout if style == "json" else missing.stderr)
    MANIFEST.rename(name)
    assert run("--manifest", name, "--out", os.fsdecode(b"o\xff"), "--format", style).returncode == 0


def test_a_bar_for_long_work_on_a_terminal_only() -> None:
    write_manifest(*(model(f"model.shop.m{number}") for number in range(MANY + 1)))
    assert "Writing" not in (piped := run()).stderr.decode()
    assert piped.returncode == 0
    shown = on_terminal("--out", "other", NO_COLOR="1")
    assert "Writing" in shown
    assert "100%" in shown
    assert state(Path("other")).keys() == state().keys()
    assert "Writing" not in on_terminal("--out", "other")  # nothing to write is no long work


# --- help ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help(flag: str) -> None:
    assert isinstance(main, click.Group)
    overview = CliRunner().invoke(main, [flag])
    assert overview.exit_code == 0
    assert all(name in overview.output for name in main.commands)
    for name, subcommand in main.commands.items():
        result = CliRunner().invoke(main, [name, flag])
        assert result.exit_code == 0
        assert subcommand.help
        for parameter in subcommand.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or isinstance(parameter.type, click.Choice), parameter.name
                assert parameter.opts[0] in result.output


def test_version() -> None:
    result = CliRunner().invoke(main, ["--version"])
    assert result.exit_code == 0
    assert __version__ in result.output
