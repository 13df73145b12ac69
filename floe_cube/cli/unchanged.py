"""Builds that have nothing to do: the same inputs as the last time, and every file as it was left.

This runs before anything else is loaded, the library of the command line and the compiler above all. What it does not understand
at once, it leaves to them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from hashlib import file_digest, sha256
from typing import Any

from floe_cube import __version__
from floe_cube.cli.disk import is_left, standing
from floe_cube.cli.lock import is_sealed, owned, read_lock

__all__ = ["CONFIG", "DEFAULTS", "MISNAMED", "default_target", "fingerprint", "is_plain", "is_told", "understood"]

#: What the configuration is called, and what people call it who write dbt's files, and nobody reads.
CONFIG, MISNAMED = "floe.yaml", "floe.yml"
#: What `build` takes where nothing else is said.
DEFAULTS: dict[str, Any] = {
    **{"target": None, "manifest": None, "catalog": None, "config": None, "out": ".floe/cube"},
    **{"packages": (), "select": (), "exclude": (), "emit": (), "is_strict": False, "force": False, "checks": False},
    **{"style": "text"},
}
#: Options without a value, and with one -> what they set. With any other one, the build takes the full way.
FLAGS = {"--strict": "is_strict", "--force": "force", "--check": "checks"}
OPTIONS = {
    f"--{name}": name for name in ("target", "manifest", "catalog", "config", "out", "select", "exclude", "emit")
}
OPTIONS |= {"--package": "packages", "-s": "select", "--format": "style"}
PACKAGE = os.path.dirname(os.path.dirname(__file__))


def default_target(otherwise: str = "target") -> str:
    """Where dbt writes when no command line says it, from the project's folder. An empty variable says nothing, and `~` is a name.

    Source: dbt-core 1.11, `dbt.cli.params.target_path` and `Project.project_target_path`.

    Args:
        otherwise: what dbt_project.yml says (`target-path`, which dbt deprecates). A build does not wait for a parser of YAML to read it.
    """
    return os.environ.get("DBT_TARGET_PATH") or otherwise


def is_told(said: Mapping[str, Any]) -> bool:
    """Whether a build that was `understood` has nothing to do. Then all that it says is printed."""
    deciding = dict(said)
    out, style, checks, force = (deciding.pop(name) for name in ("out", "style", "checks", "force"))
    if force:  # whoever says so wants to see it done
        return False
    lock = read_lock(out)
    files = owned(lock)
    if "inputs" not in lock or not is_sealed(lock) or is_left(out):
        return False
    listed = lock["inputs"].get("projects", ())  # by the configuration: while its digest is the same, so is its list
    if (listed and (said["manifest"] or said["target"])) or fingerprint(**deciding, projects=listed) != lock["inputs"]:
        return False
    ways: dict[str, bool | None] = {}
    try:
        if any(standing(out, path, ways) != digest for path, digest in files.items()):
            return False
    except OSError:
        return False
    _tell(lock, sorted(files), out, style, checks)
    return True


def understood(arguments: Sequence[str]) -> dict[str, Any] | None:
    """What a plain command line of `build` says; None where it is less plain than that."""
    if list(arguments[:1]) != ["build"]:
        return None
    said = dict(DEFAULTS)
    words = iter(arguments[1:])
    for word in words:
        option, given, value = word.partition("=")
        if word in FLAGS:
            said[FLAGS[word]] = True
            continue
        name = OPTIONS.get(option)
        if not given:
            value = next(words, "")
        if name is None or not value or value.startswith("-") or (given and option == "-s"):
            return None
        if name == "target" and (said["target"] or value.endswith("=")):
            return None  # several projects, or the name of one without its folder
        said[name] = (*said[name], value) if isinstance(DEFAULTS[name], tuple) else value
    out = said["out"]
    is_plain = "/".join(part for part in out.split("/") if part not in ("", ".")) == out.removeprefix("/")
    return said if is_plain and said["style"] in ("text", "json") else None


def fingerprint(
    *,
    target: str | os.PathLike[str] | None,
    manifest: str | os.PathLike[str] | None,
    catalog: str | os.PathLike[str] | None,
    config: str | os.PathLike[str] | None,
    projects: Sequence[str] = (),
    **options: Any,
) -> dict[str, Any] | None:
    """All that decides what a build makes; None where something cannot be read.

    The configuration counts with its name, for findings tell it.

    Args:
        projects: the target directories that the configuration lists, from its folder, where they are what is built.
    """
    is_elsewhere = manifest or target
    manifest = os.fspath(manifest or os.path.join(target or default_target(), "manifest.json"))
    home = os.path.dirname(os.path.dirname(manifest))
    beside = (os.path.join(home, CONFIG), os.path.join(home, MISNAMED)) if is_elsewhere else ()
    passed_over = (MISNAMED, *beside)  # which ends the build
    config = config or next(filter(os.path.lexists, (CONFIG, *passed_over)), None)
    folder = os.path.dirname(config or "")
    manifests = [os.path.join(folder, project, "manifest.json") for project in projects] or [manifest]
    catalogs = [_if_there(os.path.join(os.path.dirname(path), "catalog.json")) for path in manifests]
    try:
        return {
            "floe-cube": f"{__version__} {_sources()}",
            "projects": list(projects),
            "manifest": list(map(_digest, manifests)),
            "catalog": [path and _digest(path) for path in (catalog or catalogs[0], *catalogs[1:])],
            "configuration": sha256(f"{os.fspath(config)} {_digest(config)}".encode()).hexdigest() if config else None,
            "options": {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()},
        }
    except (OSError, UnicodeEncodeError):
        return None


def _if_there(path: str) -> str | None:
    return path if os.path.isfile(path) else None


def is_plain(path: str | os.PathLike[str]) -> bool:
    """Whether it is a file that can be read again. What is open already, or a pipe, can be read once, and who compiles reads it."""
    return os.path.isfile(path) and not os.fspath(path).startswith(("/dev/fd/", "/dev/stdin", "/proc/"))


def _digest(path: str | os.PathLike[str]) -> str:
    if not is_plain(path):
        raise FileNotFoundError(path)
    with open(path, "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _sources() -> str:
    """The digest of floe-cube's own files: whoever works on it wants to see what a change does."""
    found = sha256()
    for folder, folders, names in os.walk(PACKAGE):
        folders[:] = sorted(set(folders) - {"__pycache__"})
        for path in (os.path.join(folder, name) for name in sorted(names)):
            with open(path, "rb", buffering=0) as file:
                name = path.removeprefix(PACKAGE).replace(os.sep, "/")
                found.update(f"{name}\n".encode() + file.read() + b"\0")
    return found.hexdigest()


def _tell(lock: dict[str, Any], paths: list[str], out: str, style: str, checks: bool) -> None:
    """Say what the full way would say."""
    from floe_cube.cli.told import Told, as_json, nothing_to_do, report, say, summary

    findings = [Told.of(found) for found in lock["diagnostics"]]
    changes = {"added": [], "changed": [], "removed": [], "unchanged": paths}
    if style == "json":
        say(as_json(findings, lock["summary"], changes))
        return
    report(findings)
    say(nothing_to_do(out, len(paths)) if checks else summary(lock["summary"], changes, out))
