"""Run a real dbt on a project: `python tests/dbt_projects.py golden/shop/project /tmp/shop`.

Used by the tests that want a database and artifacts, by the demo, and by golden/artifacts.py.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType

__all__ = ["build", "dbt", "list_models"]

_LEFTOVERS = shutil.ignore_patterns("target", "logs", "dbt_packages", "package-lock.yml", "*.duckdb", "*.duckdb.wal")


def build(project: Path, workdir: Path) -> Path:
    """Build a copy of a dbt project and write its docs.

    Args:
        project: The folder of dbt_project.yml and profiles.yml; nothing is written there.
        workdir: Where the copy goes, made if need be. The database comes to lie in it, as `<project's name>.duckdb`.

    Returns:
        The target folder: manifest.json, catalog.json, and what else dbt leaves.

    Raises:
        subprocess.CalledProcessError: dbt failed; what it said is on stderr.
    """
    shutil.copytree(project, workdir, ignore=_LEFTOVERS, dirs_exist_ok=True)
    if (workdir / "packages.yml").exists():
        dbt(workdir, "deps")
    dbt(workdir, "build")
    dbt(workdir, "docs", "generate")
    return workdir / "target"


#: Asks one dbt process for many lists: starting dbt takes far longer than selecting.
_LIST = """
import contextlib, io, json, sys
from dbt.cli.main import dbtRunner
expressions = json.load(sys.stdin)
manifest = dbtRunner().invoke(["parse", "--quiet"]).result
answers = []
for select, exclude in expressions:
    arguments = ["ls", "--quiet", "--resource-type", "model", "--output", "json", "--output-keys", "unique_id"]
    arguments += ["--select", select] if select else []
    arguments += ["--exclude", exclude] if exclude else []
    with contextlib.redirect_stdout(io.StringIO()):
        result = dbtRunner(manifest=manifest).invoke(arguments)
    answers.append([json.loads(line)["unique_id"] for line in result.result or []])
json.dump(answers, sys.stdout)
"""


def list_models(workdir: Path, expressions: Sequence[tuple[str, str]]) -> list[set[str]]:
    """What `dbt ls` lists of a project, for each pair of `--select` and `--exclude` (empty for none).

    Args:
        workdir: A project that dbt may write to.
        expressions: The pairs.

    Returns:
        The unique_ids of the models, one set a pair.
    """
    command = [sys.executable, "-c", _LIST]
    asked = json.dumps([list(pair) for pair in expressions])
    result = subprocess.run(
        command, cwd=workdir, env=_environment(), input=asked, stdout=subprocess.PIPE, check=True, text=True
    )
    answers = json.loads(result.stdout[result.stdout.index("[") :])
    return [set(names) for names in answers]


#: Loads dbt once, which takes as long as it takes dbt to build a small project, and runs each command in a fork, so in a process of its own.
_READY = """
import json, os, sys
from dbt.adapters import duckdb
from dbt.cli.main import cli
for line in sys.stdin:
    folder, environment, command = json.loads(line)
    if (child := os.fork()) == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        cli(command)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


_ONE_AT_A_TIME = threading.Lock()


@cache
def _ready() -> subprocess.Popen[str]:
    """A process that waits for commands of dbt until this one ends."""
    program = [sys.executable, "-c", _READY]
    return subprocess.Popen(program, env=_environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def dbt(
    workdir: Path, *command: str, python: str = sys.executable, environment: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Run a command of dbt in a project that it may write to, by the dbt of a Python, with these variables beside the usual ones."""
    whole, variables = ["--quiet", *command], _environment() | dict(environment)
    if python != sys.executable:
        program = [python, "-c", "from dbt.cli.main import cli; cli()", *whole]
        subprocess.run(program, cwd=workdir, env=variables, stdout=2, check=True)
        return
    process = _ready()
    assert process.stdin is not None
    assert process.stdout is not None
    with _ONE_AT_A_TIME:
        print(json.dumps([str(workdir.resolve()), variables, whole]), file=process.stdin, flush=True)
        code = int(process.stdout.readline())
    if code != 0:
        raise subprocess.CalledProcessError(code, ["dbt", *whole])


def _environment() -> dict[str, str]:
    """This process's environment without what would lead dbt elsewhere, and with what makes it the same everywhere."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("DBT_", "DUCKDB_"))}
    return inherited | {
        "DO_NOT_TRACK": "1",
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "TZ": "UTC",  # dbt gives a deprecation date the local time zone
        "PYTHONHASHSEED": "0",
    }


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])))
