"""The deployment under attack, as `floe-cube build` would write it; what a person dropped into it; and how it can be sabotaged."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from floe_cube import Artifacts, compile
from floe_cube.config import ClaimPath, Config, ConsumptionConfig, SecurityConfig
from tests.cube import lab
from tests.security.attack.users import SECRET

CONFIG = Config(consumption=ConsumptionConfig(security=SecurityConfig(roles_claim=ClaimPath(("roles",)))))

#: What a person may drop beside the generated files: cubes and views without a policy, over everybody's rows.
BY_HAND = """
cubes:
  - name: raw_orders
    sql_table: raw.orders
    joins:
      - {name: customers, sql: "{CUBE}.customer_id = {customers}.id", relationship: many_to_one}
    dimensions:
      - {name: id, sql: "{CUBE}.id", type: number, primary_key: true}
      - {name: organization_id, sql: "{CUBE}.organization_id", type: string}
      - {name: note, sql: "{CUBE}.note", type: string}
      - {name: amount, sql: "{CUBE}.amount", type: number}
    measures:
      - {name: count, type: count}
      - {name: total, type: sum, sql: "{CUBE}.amount"}
  - name: more_orders
    extends: orders
views:
  - name: everything
    cubes:
      - {join_path: orders, includes: [count, revenue]}
      - {join_path: orders.customers, includes: [name, credit_total]}
  - name: peek
    cubes:
      - {join_path: ledger, includes: [note, count]}
"""


def write(target: Path, directory: Path, *, by_hand: bool = True) -> Path:
    """Compile what dbt left in its target folder, and write the deployment.

    Args:
        by_hand: whether a person has been there.
    """
    artifacts = Artifacts(
        manifest=(target / "manifest.json").read_bytes(), catalog=(target / "catalog.json").read_bytes(), config=CONFIG
    )
    compilation = compile(artifacts)
    assert compilation.ok, compilation.diagnostics
    return lab.deploy(directory, compilation, {"schema/own/people.yaml": BY_HAND} if by_hand else None)


def environment(port: int) -> Mapping[str, str]:
    """The environment of the server; enough connections for a hundred clients."""
    return {
        "CUBEJS_DB_HOST": "127.0.0.1",
        "CUBEJS_DB_PORT": str(port),
        "CUBEJS_DB_NAME": "postgres",
        "CUBEJS_DB_USER": "postgres",
        "CUBEJS_DB_PASS": "none",
        "CUBEJS_DB_MAX_POOL": "20",
        "CUBEJS_CONCURRENCY": "20",
        "CUBEJS_API_SECRET": SECRET,
        "CUBEJS_REFRESH_WORKER": "false",
    }


# --- sabotage --------------------------------------------------------------------------------------------------------
def copy(deployment: Path, directory: Path) -> Path:
    return Path(shutil.copytree(deployment, directory))


def without_policies(deployment: Path, *cubes: str) -> None:
    """Take the access policies out of the model: of these cubes, or of all cubes and views."""
    for path in sorted((deployment / "schema").rglob("*.yaml")):
        model = YAML(typ="safe").load(path)
        owners = [owner for key in ("cubes", "views") for owner in model.get(key, ())]
        for owner in owners:
            if not cubes or owner["name"] in cubes:
                owner.pop("access_policy", None)
        path.write_text(json.dumps(model, indent=1))  # JSON is YAML; on many lines, for `}}` would mean Jinja


def without_rewriting(deployment: Path) -> None:
    """Take `queryRewrite` out of the deployment."""
    with (deployment / "cube.js").open("a") as text:
        text.write("delete module.exports.queryRewrite;\n")


def without_people(deployment: Path) -> None:
    """Take away what a person dropped into it."""
    shutil.rmtree(deployment / "schema" / "own")


def with_access(deployment: Path, change: Mapping[str, Any]) -> None:
    """Change what the table of `queryRewrite` says about some cubes."""
    path = deployment / "access.json"
    table = json.loads(path.read_text())
    table["cubes"].update(change)
    path.write_text(json.dumps(table))
