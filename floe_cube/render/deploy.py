"""What Docker Compose and Kubernetes have in common: who runs, of which image, with which environment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from floe_cube.config import Config, CubeStore
from floe_cube.databases import CUBE_VERSION, DEFAULT, Database, Variable, prefix
from floe_cube.diagnostics import Diagnostic, Place, finding
from floe_cube.record import frozen
from floe_cube.render.javascript import Setting, environment
from floe_cube.render.sources import DataSource

__all__ = [
    "CUBE",
    "EVENTS",
    "HEALTHY",
    "OBSERVER_IMAGE",
    "REFRESHER",
    "STORE_IMAGE",
    "USER",
    "Runtime",
    "caveats",
    "cube_image",
    "runtime",
]

#: Names of what runs; Cube Store has the name by which the configuration reaches it.
CUBE, REFRESHER = "cube-api", "cube-refresh-worker"
TAKEN = frozenset({CUBE, REFRESHER, "cube-observe", "cube-volumes", "localhost"})
STORE_IMAGE = f"cubejs/cubestore:v{CUBE_VERSION}"
OBSERVER_IMAGE = "python:3.13-slim"
#: Nobody in particular: the images run as root unless they are told otherwise.
USER = 10001
EVENTS = "/var/lib/floe-cube/events.jsonl"
#: Asks Cube, in Cube's image, which has Node.js and no curl.
HEALTHY = "fetch('http://127.0.0.1:' + process.env.PORT + '/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
_LABEL = re.compile(r"[a-z]([a-z0-9-]{0,61}[a-z0-9])?")


@frozen(kw_only=True)
class Runtime:
    """What a deployment runs.

    Attributes:
        image: of Cube.
        cube: the settings of Cube.
        store: Cube Store, where it runs beside Cube, and its settings.
        observer: the settings of `floe-cube observe`; none where nobody observes.
    """

    image: str
    cube: tuple[Setting, ...]
    store: CubeStore | None
    store_settings: tuple[Setting, ...]
    observer: tuple[Setting, ...]


def runtime(config: Config, database: Database, lineage: str, others: Mapping[str, DataSource] | None = None) -> Runtime:
    """What runs, from the configuration.

    Args:
        database: of the data source `default`.
        lineage: the text of lineage.json, whose namespaces name environment variables of Cube.
        others: the further data sources by name.
    """
    groups = environment(config.consumption, database, others or {})
    settings = [setting for group in groups for setting in group.settings]
    store = config.consumption.pre_aggregations.cube_store
    return Runtime(
        image=cube_image(database, *(other.database for other in (others or {}).values())),
        cube=tuple(setting for setting in settings if not setting.variable.name.startswith("CUBESTORE_")),
        store=store if store and _runs_here(store) else None,
        store_settings=tuple(setting for setting in settings if setting.variable.name.startswith("CUBESTORE_")),
        observer=tuple(_observer(config, lineage)),
    )


def cube_image(*read: Database) -> str:
    """Cube's official image; the driver of Databricks needs the one with Java."""
    return f"cubejs/cube:v{CUBE_VERSION}" + ("-jdk" if any(each.type == "databricks-jdbc" for each in read) else "")


def _observer(config: Config, lineage: str) -> Iterator[Setting]:
    """The environment of the observer, if the configuration switches anything on for it."""
    stated = config.observability
    if stated.traces_enabled:
        otlp = Variable("OTEL_EXPORTER_OTLP_ENDPOINT", "URL of the OTLP receiver", "required")
        yield Setting(otlp, stated.otlp_endpoint)
    if stated.openlineage_enabled:
        receiver = Variable("OPENLINEAGE_URL", "URL of the OpenLineage receiver", "required")
        yield Setting(receiver, stated.openlineage_endpoint)
        yield Setting(Variable("OPENLINEAGE_NAMESPACE", "namespace of the jobs"), stated.openlineage_namespace)
        yield Setting(Variable("OPENLINEAGE_API_KEY", "key of the OpenLineage receiver", secret=True))
        namespaces = " ".join(re.findall(r'"namespace": ?"([^"]*)"', lineage))
        for name in dict.fromkeys(re.findall(r"\{(CUBEJS_[A-Z0-9_-]+)\}", namespaces)):
            yield Setting(Variable(name, "the same as Cube's, for the namespace of the datasets"))


def caveats(config: Config, database: Database, others: Mapping[str, DataSource] | None = None) -> Iterator[Diagnostic]:
    """What a person should know before running it."""
    consumption = config.consumption
    store = consumption.pre_aggregations.cube_store
    if consumption.dev_mode:
        yield finding("FC0861", Place("consumption.dev_mode"))
    read = {DEFAULT: database, **{name: other.database for name, other in (others or {}).items()}}
    if files := [f"{prefix(name)}DB_DUCKDB_DATABASE_PATH" for name, each in read.items() if each.type == "duckdb"]:
        yield finding("FC0862", Place("consumption.database_type"), variables=" or ".join(files))
    if store and not _runs_here(store):
        yield finding("FC0863", Place("consumption.pre_aggregations.cube_store.host"), host=store.host)


def _runs_here(store: CubeStore) -> bool:
    """Whether Cube Store is a service of this deployment: a bare name is one, a domain or an address is somewhere else."""
    return _LABEL.fullmatch(store.host) is not None and store.host not in TAKEN
