"""`make demo`: a real dbt project, built by dbt on DuckDB, compiled, served by real Cube, and asked a question.

Everything happens in a temporary folder but the deployment, which is left in .floe/demo to look at.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from textwrap import indent

import duckdb

from tests.cube import lab
from tests.dbt_projects import build

ROOT = Path(__file__).parents[1]
PROJECT = ROOT / "golden/shop/project"
OUT = Path(".floe/demo")
SECRET = "a secret for this demonstration only"

QUERY = {
    "measures": ["orders.revenue", "orders.count"],
    "dimensions": ["customers.loyalty_tier"],
    "order": [["customers.loyalty_tier", "asc"]],
}
BY_HAND = """
    SELECT c.loyalty_tier, sum(o.amount), count(*)
    FROM orders o LEFT JOIN customers c ON o.customer_id = c.customer_id
    GROUP BY 1 ORDER BY 1 NULLS LAST
"""


def say(text: str) -> None:
    """A headline."""
    print(f"\n\033[1m{text}\033[0m" if sys.stdout.isatty() else f"\n{text}", flush=True)


def token() -> str:
    """A development token for everything the demo asks."""
    import time

    import jwt

    return jwt.encode({"sub": "demo", "exp": int(time.time()) + 600}, SECRET, "HS256")


def ask(database: Path) -> list[list[str]]:
    """Boot real Cube on the built deployment and ask it over REST."""
    environment = {
        "CUBEJS_DB_TYPE": "duckdb",
        "CUBEJS_DB_DUCKDB_DATABASE_PATH": str(database),
        "CUBEJS_API_SECRET": SECRET,
    }
    with lab.Server(ROOT / OUT, environment) as server:
        answer = server.load(QUERY, token())
    if answer.status != 200:
        raise SystemExit(f"Cube answered {answer.status}: {answer.body}")
    return [
        [str(row["customers.loyalty_tier"]), f"{float(row['orders.revenue']):.2f}", str(row["orders.count"])]
        for row in answer.body["data"]
    ]


def main() -> None:
    """Run the demonstration; exit 1 where Cube's numbers are not the database's."""
    with tempfile.TemporaryDirectory() as folder:
        say("1. dbt builds golden/shop/project on DuckDB")
        target = build(PROJECT, Path(folder) / "shop")
        say(f"2. python -m floe_cube build --target {target.name} --out {OUT}")
        command = [sys.executable, "-m", "floe_cube", "build", "--target", str(target), "--out", str(OUT)]
        subprocess.run(command, cwd=ROOT, check=True)
        say(f"   {OUT}/schema/orders.yaml begins:")
        print(indent("\n".join((ROOT / OUT / "schema/orders.yaml").read_text().splitlines()[:24]), "   "))
        database = Path(folder) / "shop" / "shop.duckdb"
        with duckdb.connect(str(database), read_only=True) as connection:
            by_hand = [[str(a), f"{b:.2f}", str(c)] for a, b, c in connection.execute(BY_HAND).fetchall()]
        reason = lab.available()
        if reason is not None:
            say(f"3. Real Cube is not asked here: {reason}")
            return
        say("3. Real Cube answers on DuckDB")
        print(indent(json.dumps(QUERY), "   "))
        answered = ask(database)
        for row in answered:
            print("   " + "  ".join(f"{value:>12}" for value in row))
        if sorted(answered) != sorted(by_hand):
            raise SystemExit(f"The database says otherwise: {by_hand}")
        say("The same numbers as SQL written by hand.")


if __name__ == "__main__":
    main()
