"""`floe-cube init`: a first floe.yaml, from what dbt's files say. Asks nothing and reads no profile."""

from __future__ import annotations

import json
import re
import shlex
import sys
import textwrap
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import attrs
import click

from floe_cube.cli import options
from floe_cube.cli.console import count, one_line, report
from floe_cube.cli.exit_codes import UNUSABLE
from floe_cube.cli.inputs import DEFAULT_CONFIG, InputError, read
from floe_cube.cli.unchanged import default_target
from floe_cube.config import ConsumptionConfig, SecurityConfig
from floe_cube.databases import Database, resolve, spellings
from floe_cube.dbt import parse, parse_catalog
from floe_cube.diagnostics import Place, Severity, finding
from floe_cube.ir import Project, lower
from floe_cube.record import frozen

__all__ = ["Candidate", "candidates", "first_config", "init"]

#: How columns are called by which rows belong to somebody.
OWNER = re.compile(
    r"(organi[sz]ation|org|tenant|account|company|workspace|customer|client|merchant|partner|subsidiary|team)"
    r"_?(id|key|uuid|sk|code)",
    re.IGNORECASE,
)
#: A column in fewer models protects too little to be proposed.
LEAST_SHARE = 0.25
MOST = 3


@frozen
class Candidate:
    """A column by which rows could be filtered, and how many models have it."""

    column: str
    models: int


@frozen(kw_only=True)
class Found:
    """What is known of a dbt project.

    Attributes:
        name: its name, empty where nothing says it.
        target: dbt's target directory.
        project: its models, once dbt has written a manifest; those of installed packages only where it has none of its own.
        packages: installed packages with models, and how many, the largest first.
        cataloged: there is a catalog.json.
    """

    name: str = ""
    target: Path = Path("target")
    project: Project | None = None
    packages: Mapping[str, int] = attrs.field(factory=dict)
    cataloged: bool = False


@click.command()
@click.option("--target", type=options.PATH, help="dbt's target directory.  [default: $DBT_TARGET_PATH, or the one of dbt_project.yml]")
@click.option("--config", type=options.PATH, default=DEFAULT_CONFIG, show_default=True, help="The file to write.")
@click.option("--force", is_flag=True, help="Overwrite a configuration that is there.")
def init(target: Path | None, config: Path, force: bool) -> None:
    """Write a first floe.yaml from what is found of the dbt project in this directory.

    Exit codes: 0 written, 2 usage or files.
    """
    try:
        found = _look(target)
        _write(config, first_config(found), force)
    except InputError as error:
        report(error.findings)
        sys.exit(UNUSABLE)
    models = f", {count(len(found.project.models), 'model')}" if found.project else ""
    click.echo(
        f"{one_line(config.as_posix())}: written for the dbt project {one_line(found.name) or '(no name)'}{models}"
    )
    click.echo(f"Next: {next_command(found, config)}")


def next_command(found: Found, config: Path) -> str:
    """What to type now: dbt first, as far as it has not run."""
    before = [] if found.project else ["dbt build"]
    before += [] if found.cataloged else ["dbt docs generate"]
    build = ["floe-cube", "build"]
    build += [] if found.target == Path(default_target()) else ["--target", found.target.as_posix()]
    build += [] if config == DEFAULT_CONFIG else ["--config", config.as_posix()]
    return " && ".join([*before, shlex.join(build)])


def first_config(found: Found) -> str:
    """The text of a first configuration: what is known is set, what is optional stands in comments."""
    project = found.project
    database = resolve(ConsumptionConfig(), project.adapter)[0] if project else None
    known = candidates(project) if project else ()
    column = known[0].column if known else SecurityConfig().filter_column
    of = f" of the dbt project {_comment(found.name)}" if found.name else ""
    return f"""\
# The Cube deployment{of}, written by `floe-cube init`. Everything here is optional.
# All settings: floe-cube's own schemas/reference/configuration.md
consumption:
{_database(database)}
{_packages(found)}\
  # Which models get a cube, as dbt's --select and --exclude name them. All of them, unless this says otherwise.
  # select: ["marts"]
  # exclude: ["tag:internal"]

  # Several dbt projects in one deployment (dbt mesh): all of them, the foremost first.
  # projects:
  #   - target: {_target(found)}
  #   - {{target: ../crm/target, prefix: crm_, data_source: crm}}

  # Who sees which rows. Without this section every verified token sees every row. With it, a row is seen by the tokens
  # whose claim of the same name holds the value of this column; a model without the column shows nothing, unless its
  # meta says `cube: {{row_level: exempt}}`.
{_shares(known, project)}
  # security:
  #   filter_column: {column}

  # Where pre-aggregations live, and how often they are rebuilt. Without Cube Store they live in the database.
  # pre_aggregations:
  #   refresh_schedule: "1 hour"
  #   cube_store: {{host: cubestore}}

  # The Kubernetes secrets that feed the environment: no secret ever stands in this file.
  # database_secret_ref: cube-database
  # api_secret_ref: cube-api

# What `floe-cube observe` sends for each query that Cube answers, and where.
# observability:
#   traces_enabled: true
#   otlp_endpoint: "http://127.0.0.1:4318"
#   openlineage_enabled: true
#   openlineage_endpoint: "http://127.0.0.1:5000"
"""


def candidates(project: Project) -> tuple[Candidate, ...]:
    """The columns by which rows could be filtered, those in most models first."""
    spelt: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for model in project.models:
        for name in {column.name.casefold(): column.name for column in model.columns}.values():
            if OWNER.fullmatch(name):
                spelt[name.casefold()][name] += 1
    least = LEAST_SHARE * len(project.models)
    found = [Candidate(max(sorted(names), key=names.__getitem__), names.total()) for names in spelt.values()]
    return tuple(sorted((c for c in found if c.models >= least), key=lambda c: (-c.models, c.column)))[:MOST]


def _database(database: Database | None) -> str:
    if database is not None:
        return f"  database_type: {database.type}  # {database.title}: what dbt's adapter builds in\n"
    return f"  # What Cube reads; by default it follows from dbt's adapter. One of {', '.join(spellings())}.\n  # database_type: postgres\n"


def _packages(found: Found) -> str:
    """Where packages with models are installed, which of them get cubes: those of the project, and others that are added by name.

    Whoever installs a package to watch dbt (elementary, dbt_project_evaluator) does not expect its tables among the cubes.
    """
    installed = ", ".join(f"{name} ({models})" for name, models in found.packages.items())
    has_own = found.project is not None and any(model.package == found.name for model in found.project.models)
    if len(found.packages) < (1 if has_own else 2):
        return ""
    listed = textwrap.fill(f"{installed}.", 120, initial_indent="  # ", subsequent_indent="  # ")
    if has_own:
        words = "Which dbt packages get cubes, of all projects together. Left out are these, with so many models:"
        return f"  # {words}\n{listed}\n  packages: {json.dumps([found.name])}\n\n"
    words = "Which dbt packages get cubes. All of these, with so many models, unless this says otherwise:"
    return f"  # {words}\n{listed}\n  # packages: {json.dumps(list(found.packages))}\n\n"


def _shares(known: tuple[Candidate, ...], project: Project | None) -> str:
    if project is None:
        return "  # Run `floe-cube init --force` after dbt, and the columns that would do are listed here."
    if not known:
        return "  # No column that stands in most models looks like the owner of a row: name it yourself."
    listed = ", ".join(f"{c.column} (in {c.models} of {len(project.models)} models)" for c in known)
    return f"  # Columns that would do: {listed}."


def _target(found: Found) -> str:
    """The target directory, as YAML reads it."""
    path = found.target.as_posix()
    return path if re.fullmatch(r"[\w./-]+", path) else json.dumps(path)


def _comment(text: str) -> str:
    """A name in a comment of YAML, on one line."""
    return one_line(text)[:80]


# --- looking and writing ---------------------------------------------------------------------------------------------
def _look(target: Path | None) -> Found:
    """What stands in this directory.

    Raises:
        InputError: nothing of dbt does, or it cannot be read.
    """
    settings = _dbt_project(Path("dbt_project.yml"))
    stated = settings.get("target-path")
    plain = isinstance(stated, str) and stated and "{" not in stated
    target = target or Path(default_target(str(stated) if plain else "target"))
    path = target / "manifest.json"
    if not path.is_file():
        if not settings:
            raise InputError(finding("FC0841", Place(str(path)), path=path.as_posix()))
        return Found(name=str(settings.get("name") or ""), target=target)
    manifest, findings = parse(read(path, "FC0001"))
    beside = path.with_name("catalog.json")
    catalog, _ = parse_catalog(read(beside, "FC0002") if beside.is_file() else None)
    if manifest is None:
        raise InputError(*(f for f in findings if f.severity is Severity.ERROR))
    name = str(settings.get("name") or manifest.metadata.project_name or "")
    project, packages = _own(lower(manifest, catalog)[0], name)
    return Found(name=name, target=target, project=project, packages=packages, cataloged=catalog is not None)


def _own(project: Project | None, name: str) -> tuple[Project | None, dict[str, int]]:
    """The project with the models of its own, if it has any, and how many each installed package has."""
    models = project.models if project else ()
    own = tuple(model for model in models if model.package == name)
    packages = Counter(model.package for model in models if model.package != name and model.package.isidentifier())
    return attrs.evolve(project, models=own) if project and own else project, dict(packages.most_common())


def _dbt_project(path: Path) -> dict[str, Any]:
    """The settings of dbt_project.yml; none where it is not there or is no mapping."""
    if not path.is_file():
        return {}
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        settings = YAML(typ="safe", pure=True).load(read(path, "FC0842").decode())
    except (YAMLError, UnicodeDecodeError, ValueError) as error:
        reason = one_line(str(error)).partition(".")[0]
        raise InputError(finding("FC0842", Place(str(path)), path=path, reason=reason)) from error
    return settings if isinstance(settings, dict) else {}


def _write(path: Path, text: str, force: bool) -> None:
    """Write a new file; one that is there is only replaced where that was asked for."""
    try:
        with path.open("w" if force else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as error:
        raise InputError(finding("FC0840", Place(str(path)), path=path)) from error
    except OSError as error:
        raise InputError(
            finding("FC0843", Place(str(path)), path=path, reason=error.strerror or type(error).__name__)
        ) from error
