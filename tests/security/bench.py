"""`python -m tests.security.bench`: what row-level security costs a query, both sides in one run.

Two real Cubes on one PostgreSQL serve the same project, with rows filtered and without. Each question is put to both in turn, and to no
cache: it differs from all before it. Times are those that a client waits, which a busy machine makes longer; CPU time it does not.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from floe_cube import Artifacts, compile
from floe_cube.config import Config, ConsumptionConfig, SecurityConfig
from tests.cube import lab
from tests.observability.bench import cpu, quantiles
from tests.observability.deployed import MANIFEST, place, token

QUERIES = int(os.environ.get("FLOE_CUBE_BENCH_QUERIES", "1500")) // 5
WARM = 60
#: Milliseconds that row-level security may add: of CPU to a query, and to the time that 95 of 100 queries take at most.
LIMIT = 100.0


def questions() -> Iterator[dict[str, Any]]:
    """Different questions without end: a number, a join, a list, by time."""
    month = [{"dimension": "orders.placed_at", "granularity": "month"}]
    kinds: tuple[dict[str, Any], ...] = (
        {"measures": ["orders.count", "orders.revenue"], "dimensions": ["orders.status"]},
        {"measures": ["orders.count"], "dimensions": ["customers.name"], "segments": ["orders.large"]},
        {"dimensions": ["orders.id", "orders.amount"], "limit": 50, "order": [["orders.id", "asc"]]},
        {"measures": ["orders.revenue"], "timeDimensions": month},
    )
    number = 0
    while True:
        for kind in kinds:
            number += 1
            yield {**kind, "filters": [{"member": "orders.id", "operator": "gt", "values": [str(-number)]}]}


def deployment(folder: Path, *, row_level: bool) -> Path:
    """The project, with rows filtered or without."""
    config = Config(consumption=ConsumptionConfig(security=SecurityConfig(row_level=row_level)))
    compilation = compile(Artifacts(manifest=json.dumps(MANIFEST).encode(), config=config))
    assert compilation.ok, compilation.diagnostics
    return lab.deploy(folder, compilation)


def waited(server: lab.Server, query: dict[str, Any], bearer: str) -> float:
    """Seconds until the answer was there."""
    began = time.perf_counter()
    answer = server.load(query, bearer)
    took = time.perf_counter() - began
    assert answer.status == 200, answer
    return took


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def main() -> None:
    """Print the figures; exit 1 where row-level security adds more than it may."""
    if (reason := lab.available()) is not None:
        sys.exit(reason)
    folder = Path(tempfile.mkdtemp(prefix="floe-cube-bench-"))
    chance = random.Random(1)
    times: dict[bool, list[float]] = {True: [], False: []}
    try:
        with place(folder) as shop:
            environment = shop.environment(FLOE_CUBE_EVENTS="off")
            on, off = (deployment(folder / str(level), row_level=level) for level in (True, False))
            with lab.Server(on, environment) as filtered, lab.Server(off, environment) as open_to_all:
                servers, bearer = {True: filtered, False: open_to_all}, token()
                for number, query in zip(range(WARM + QUERIES), questions(), strict=False):
                    if number == WARM:
                        before = {level: cpu(server) for level, server in servers.items()}
                    for level in chance.sample([True, False], 2):
                        took = waited(servers[level], query, bearer)
                        if number >= WARM:
                            times[level].append(took)
                used = {level: (cpu(server) - before[level]) * 1000 / QUERIES for level, server in servers.items()}
    finally:
        shutil.rmtree(folder)
    for level, name in ((False, "rows of everybody"), (True, "rows filtered by claim")):
        print(f"{name:23} {used[level]:6.2f} ms of CPU a query   {quantiles(times[level])}")
    added = [mine - theirs for mine, theirs in zip(times[True], times[False], strict=True)]
    cost, late = used[True] - used[False], (p95(times[True]) - p95(times[False])) * 1000
    median = statistics.median(added) * 1000
    print(f"row-level security adds {cost:6.2f} ms of CPU a query   median {median:6.1f} ms, p95 {late:6.1f} ms (limit {LIMIT:.0f})")
    if max(cost, late) > LIMIT:
        sys.exit("row-level security costs a query more than it may")


if __name__ == "__main__":
    main()
