"""dbt's own OpenLineage integration and ours, on one PostgreSQL: what dbt's events put out is what ours take in, name by name."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jwt
import pytest

from floe_cube import Artifacts, compile
from tests.cube import lab
from tests.observability.deployed import CANARIES, Place
from tests.observability.openlineage_spec import Official
from tests.observability.receivers import lineage_receiver, observer, until
from tests.observability.test_records import records
from tests.security.attack.database import postgres

pytestmark = [pytest.mark.cube]

PROJECT = {
    "dbt_project.yml": "name: shop\nversion: 1.0.0\nprofile: shop\nmodels: {shop: {+materialized: table}}\nflags: {send_anonymous_usage_stats: false}\n",
    "profiles.yml": "shop: {target: dev, outputs: {dev: {type: postgres, host: 127.0.0.1, port: PORT, user: postgres, password: '', dbname: postgres, schema: marts, threads: 1}}}\n",
    "models/orders.sql": "select i as id, i % 3 as customer_id, i * 2 as amount from generate_series(1, 9) i",
    "models/customers.sql": "{{ config(alias='clients', schema='crm') }}\nselect distinct customer_id as id, 'x' as name from {{ ref('orders') }}",
    "models/schema.yml": """
models:
  - name: orders
    meta: {cube: {measures: [{name: revenue, sql: amount, type: sum}]}}
    columns:
      - {name: id, tests: [unique, not_null]}
      - {name: customer_id, tests: [{relationships: {to: ref('customers'), field: id}}]}
      - {name: amount}
  - name: customers
    columns: [{name: id, tests: [unique, not_null]}, {name: name}]
""",
}


def asked_after_dbt(folder: Path, dbt_url: str, our_url: str) -> str:
    """Let `dbt-ol` build the project, ask a real Cube of it once, and send what both tell; gives the namespace of the datasets."""
    project, events = folder / "project", folder / "events.jsonl"
    with postgres() as port:
        for name, text in PROJECT.items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text.replace("PORT", str(port)))
        environment = {**os.environ, "OPENLINEAGE_URL": dbt_url, "OPENLINEAGE_NAMESPACE": "dbt", "DO_NOT_TRACK": "1"}
        environment["PATH"] = f"{Path(sys.executable).parent}:{environment['PATH']}"
        ran = subprocess.run(
            ["dbt-ol", "run"], cwd=project, env=environment, capture_output=True, text=True, timeout=120
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
        deployment = write(project / "target" / "manifest.json", folder / "cube")
        place = Place(deployment, port)
        with lab.Server(deployment, place.environment(FLOE_CUBE_EVENTS=str(events))) as server:
            token = jwt.encode({"sub": "u", "exp": 2**31}, CANARIES["secret of the tokens"], "HS256")
            answer = server.load({"measures": ["orders.revenue"], "dimensions": ["customers.name"]}, token)
            assert answer.body["data"] == [{"orders.revenue": "90", "customers.name": "x"}], answer
            until(lambda: len(records(events)) == 2)
        to = ["--once", "--openlineage-url", our_url]
        assert observer(events, deployment, *to, log=folder / "log", env=place.environment()).wait(30) == 0
        return f"postgres://127.0.0.1:{port}"


def test_the_same_namespace_and_name(real_cube: None, tmp_path: Path) -> None:
    with lineage_receiver() as dbt, lineage_receiver() as ours:
        namespace = asked_after_dbt(tmp_path, dbt.url, ours.url)
        made = {(d["namespace"], d["name"]) for event in dbt.events for d in event["outputs"]}
        read = {(d["namespace"], d["name"]) for event in ours.events for d in event["inputs"]}
        assert read == made == {(namespace, f"postgres.{name}") for name in ("marts.orders", "marts_crm.clients")}
        for event in ours.events:
            Official().validate(event)
        (end,) = (event for event in ours.events if event["eventType"] == "COMPLETE")
        fields = end["outputs"][0]["facets"]["columnLineage"]["fields"]
        assert {
            (name, source["name"], source["field"]) for name, field in fields.items() for source in field["inputFields"]
        } == {
            ("orders.revenue", "postgres.marts.orders", "amount"),
            ("customers.name", "postgres.marts_crm.clients", "name"),
        }


def write(manifest: Path, folder: Path) -> Path:
    compilation = compile(Artifacts(manifest=manifest.read_bytes()))
    assert compilation.ok, compilation.diagnostics
    return lab.deploy(folder, compilation)
