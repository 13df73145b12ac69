"""The hooks for pre-commit, run by pre-commit in a git repository."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[2]
HOOKS: list[dict[str, Any]] = YAML(typ="safe").load(ROOT / ".pre-commit-hooks.yaml")
BUILD, CHECK = "floe-cube-build", "floe-cube-check"


def run(*command: str, cwd: Path, cache: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command without what a surrounding git would tell it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT"))}
    environment |= {"PRE_COMMIT_COLOR": "never", "PYTHONPATH": "", **({"PRE_COMMIT_HOME": str(cache)} if cache else {})}
    names = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "protocol.file.allow=always"]
    whole = ["git", *names, *command[1:]] if command[0] == "git" else [sys.executable, "-m", *command]
    return subprocess.run(whole, cwd=cwd, env=environment, capture_output=True, text=True, timeout=900, check=False)


def test_pre_commit_takes_the_manifest() -> None:
    result = run("pre_commit", "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT)
    assert result.returncode == 0, result.stdout
    assert [hook["id"] for hook in HOOKS] == [BUILD, CHECK]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_the_commands_are_ours(hook: dict[str, Any]) -> None:
    name, *arguments = hook["entry"].split()
    assert name == "floe-cube"
    assert run("floe_cube", *arguments, "--help", cwd=ROOT).returncode == 0


@pytest.mark.parametrize(
    ("path", "matters"),
    [
        ("models/marts/orders.sql", True),
        ("models/marts/schema.yml", True),
        ("models/predict.py", True),
        ("models/docs.md", True),
        ("seeds/countries.csv", True),
        ("dbt_project.yml", True),
        ("analytics/packages.yml", True),
        ("floe.yaml", True),
        ("target/manifest.json", True),
        (".floe/cube/cube.js", True),
        ("analytics/.floe/cube/floe-cube.lock", True),
        ("LICENSE", False),
        ("package.json", False),
        ("src/app.js", False),
    ],
)
def test_files_that_call_for_a_build(path: str, matters: bool) -> None:
    for hook in HOOKS:
        assert bool(re.search(hook["files"], path)) is matters


# --- pre-commit at work ----------------------------------------------------------------------------------------------
def project(folder: Path) -> Path:
    """The shop in a git repository; what dbt wrote is there and, as usual, not under version control."""
    shutil.copytree(ROOT / "golden/shop/project", folder)
    (folder / "target").mkdir(exist_ok=True)
    for name in ("manifest.json", "catalog.json"):
        shutil.copy(ROOT / "golden/shop" / name, folder / "target" / name)
    (folder / ".gitignore").write_text("target/\nlogs/\n")
    run("git", "init", "--quiet", cwd=folder)
    commit(folder)
    return folder


def commit(folder: Path) -> None:
    """Everything as it stands."""
    run("git", "add", "--all", cwd=folder)
    result = run("git", "commit", "--quiet", "--no-verify", "--message", "x", cwd=folder)
    assert result.returncode == 0, result.stderr


@pytest.mark.full
def test_try_repo(tmp_path: Path) -> None:
    """As its documentation has it: pre-commit installs this repository and runs its hooks, which build and find that right."""
    shop = project(tmp_path / "shop")
    result = run("pre_commit", "try-repo", str(ROOT), "--all-files", "--verbose", cwd=shop, cache=tmp_path / "cache")
    assert result.returncode == 0, result.stdout + result.stderr
    assert re.search(r"floe-cube build\.+Passed", result.stdout)
    assert re.search(r"floe-cube check\.+Passed", result.stdout)
    assert "17 cubes" in result.stdout
    assert (shop / ".floe/cube/schema/orders.yaml").exists()


@pytest.mark.full
def test_a_team_at_work(tmp_path: Path) -> None:
    """Its deployment is under version control, and its hooks keep it what the project says."""
    shop = project(tmp_path / "shop")
    head = run("git", "rev-parse", "HEAD", cwd=ROOT).stdout.strip()
    hooks = [{"id": BUILD, "stages": ["manual"]}, {"id": CHECK}]
    config = {"repos": [{"repo": str(ROOT), "rev": head, "hooks": hooks}]}
    (shop / ".pre-commit-config.yaml").write_text(json.dumps(config))
    commit(shop)

    def hook(name: str, *more: str) -> tuple[int, str]:
        result = run("pre_commit", "run", name, "--all-files", "--verbose", *more, cwd=shop, cache=tmp_path / "cache")
        return result.returncode, result.stdout + result.stderr

    code, said = hook(CHECK)
    assert (code, "added    cube.js" in said) == (1, True), said
    code, said = hook(BUILD, "--hook-stage", "manual")
    assert code == 0, said
    commit(shop)
    assert hook(CHECK)[0] == 0
    assert hook(BUILD, "--hook-stage", "manual")[0] == 0

    manifest = shop / "target/manifest.json"
    data = json.loads(manifest.read_text())
    data["nodes"]["model.shop.orders"]["description"] = "Orders of the shop."
    manifest.write_text(json.dumps(data))
    code, said = hook(CHECK)
    assert (code, "changed  schema/orders.yaml" in said) == (1, True), said
    code, said = hook(BUILD, "--hook-stage", "manual")
    assert (code, "files were modified by this hook" in said) == (1, True), said
    commit(shop)
    assert hook(CHECK)[0] == 0

    manifest.unlink()
    code, said = hook(CHECK)
    assert (code, "Run `dbt parse`" in said) == (1, True), said
