"""dbt's own lineage and ours in one catalogue: Marquez shows how a dbt model goes on to a query of a cube. `make test-marquez`.

Marquez is the one whose API `FLOE_CUBE_MARQUEZ` names (`http://127.0.0.1:5000`), else the one that Maven fetches, on a PostgreSQL
of its own. Where neither is to be had, the test is skipped and says so.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.observability.receivers import until
from tests.observability.test_dbt import asked_after_dbt
from tests.security.attack.database import postgres

pytestmark = [pytest.mark.cube, pytest.mark.full]

ARTIFACT = "io.github.marquezproject:marquez-api:0.50.0"
BOOT_SECONDS = 120


@pytest.fixture
def marquez(tmp_path: Path) -> Iterator[str]:
    """The address of a Marquez."""
    if url := os.environ.get("FLOE_CUBE_MARQUEZ"):
        yield url.rstrip("/")
        return
    jar = fetched(tmp_path)
    with postgres() as database, socket.socket() as first, socket.socket() as second:
        for probe in (first, second):
            probe.bind(("127.0.0.1", 0))
        port, admin = first.getsockname()[1], second.getsockname()[1]
        first.close()
        second.close()
        server = {"applicationConnectors": [connector(port)], "adminConnectors": [connector(admin)]}
        source = {"driverClass": "org.postgresql.Driver", "url": f"jdbc:postgresql://127.0.0.1:{database}/postgres"}
        config = {"server": server, "db": {**source, "user": "postgres"}, "migrateOnStartup": True}
        # Every YAML reader reads JSON.
        (tmp_path / "marquez.yml").write_text(json.dumps({**config, "search": {"enabled": False}}))
        with (tmp_path / "marquez.log").open("wb") as log:
            running = subprocess.Popen(["java", "-jar", str(jar), "server", "marquez.yml"], cwd=tmp_path, stdout=log)
            try:
                url = f"http://127.0.0.1:{port}"
                until(lambda: answers(f"{url}/api/v1/namespaces"), BOOT_SECONDS)
                yield url
            finally:
                running.kill()
                running.wait()


def connector(port: int) -> dict[str, Any]:
    return {"type": "http", "port": port, "bindHost": "127.0.0.1"}


def fetched(folder: Path) -> Path:
    """The jar, by Maven."""
    if shutil.which("mvn") is None or shutil.which("java") is None:
        pytest.skip("no FLOE_CUBE_MARQUEZ, and no Maven to fetch Marquez with")
    goal = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
    command = ["mvn", "-B", "-q", goal, f"-Dartifact={ARTIFACT}", f"-DoutputDirectory={folder}"]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=300, check=False)
    jars = list(folder.glob("marquez-api-*.jar"))
    if not jars:
        pytest.skip(f"no FLOE_CUBE_MARQUEZ, and Maven finds no {ARTIFACT}")
    return jars[0]


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310  an address of this machine
        return json.load(answer)


def answers(url: str) -> bool:
    try:
        get(url)
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


def test_marquez_leads_from_the_dbt_model_to_the_query(real_cube: None, tmp_path: Path, marquez: str) -> None:
    namespace = asked_after_dbt(tmp_path, dbt_url=marquez, our_url=marquez)
    node = urllib.parse.quote(f"dataset:{namespace}:postgres.marts.orders", safe="")

    def jobs() -> dict[str, str]:
        graph = get(f"{marquez}/api/v1/lineage?nodeId={node}&depth=5")["graph"]
        return {each["data"]["name"]: each["data"]["namespace"] for each in graph if each["type"] == "JOB"}

    until(lambda: "dbt" in jobs().values() and jobs().get("cube.orders.query") == "cube", 30)
