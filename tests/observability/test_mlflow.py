"""MLflow takes the spans as any OTLP receiver does, and shows them. It is heavy: `pip install -e '.[mlflow]'`, or its path in FLOE_CUBE_MLFLOW."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.request
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.observability.deployed import deploy, found_canaries
from tests.observability.receivers import free_port, observer, until
from tests.observability.test_faults import lines

pytestmark = [pytest.mark.full]

MLFLOW = os.environ.get("FLOE_CUBE_MLFLOW") or shutil.which("mlflow", path=f"{Path(sys.prefix) / 'bin'}:{os.defpath}")
QUERIES = 20


@pytest.fixture
def mlflow(tmp_path: Path) -> Iterator[str]:
    """A tracking server on the loopback, with a database of its own; gives its URL."""
    if MLFLOW is None:
        pytest.skip("MLflow is not installed: it is an extra of its own, `mlflow`")
    port = free_port()
    url, log = f"http://127.0.0.1:{port}", tmp_path / "mlflow.log"
    database = ["--backend-store-uri", f"sqlite:///{tmp_path / 'mlflow.db'}"]
    here = ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    quiet = {"MLFLOW_DISABLE_TELEMETRY": "true", "DO_NOT_TRACK": "true"}
    path = f"{Path(MLFLOW).parent}:{os.environ['PATH']}"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [MLFLOW, "server", *database, *here],
            cwd=tmp_path,
            env={**os.environ, **quiet, "PATH": path},
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        until(lambda: server.poll() is not None or answers(url), 120)
        assert server.poll() is None, log.read_text()
        assert traces(url) == []  # the first request makes the tables, which takes a while
        yield url
    finally:
        os.killpg(server.pid, 15)
        server.wait(20)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except OSError:
        return False


def traces(url: str) -> list[dict[str, Any]]:
    """What MLflow says that it has."""
    where = {"type": "MLFLOW_EXPERIMENT", "mlflow_experiment": {"experiment_id": "0"}}
    body = json.dumps({"locations": [where], "max_results": 100}).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"{url}/api/3.0/mlflow/traces/search", body, headers)  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        found: list[dict[str, Any]] = json.load(answer).get("traces", [])
    return found


def test_mlflow_shows_every_query(mlflow: str, tmp_path: Path) -> None:
    events, log = tmp_path / "events.jsonl", tmp_path / "observer.log"
    events.write_bytes(b"".join(lines(QUERIES)))
    folder = deploy(tmp_path / "deployment")
    headers = {"OTEL_EXPORTER_OTLP_HEADERS": "x-mlflow-experiment-id=0"}
    sidecar = observer(events, folder, "--otlp-endpoint", mlflow, log=log, env=headers)
    try:
        until((tmp_path / "events.jsonl.checkpoint").exists, 60)  # MLflow has said that it took them
    finally:
        sidecar.terminate()
        assert sidecar.wait(20) == 0
    assert " 0 dropped" in log.read_text()
    found = traces(mlflow)
    assert Counter(trace["state"] for trace in found) == {"OK": QUERIES}
    assert {trace["execution_duration"] for trace in found} == {"0.012s"}
    assert found_canaries([json.dumps(found)]) == set()
