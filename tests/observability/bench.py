"""`python -m tests.observability.bench`: what observability costs, both sides in one run.

CPU time that a real Cube spends on a query with the hook on and off, in turns; and how many run events and spans the observer
makes of a CPU second. Wall time is shown for the latencies alone.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.cube import lab
from tests.observability.deployed import Place, ask_all, mix, place
from tests.observability.receivers import SpanReceiver, lineage_receiver, observer
from tests.observability.test_faults import lines

QUERIES = int(os.environ.get("FLOE_CUBE_BENCH_QUERIES", "1500"))
ROUNDS = int(os.environ.get("FLOE_CUBE_BENCH_REPEATS", "3"))
RECORDS = 4000
#: Milliseconds of CPU a query that the hook may cost, with room for a busy machine.
LIMIT = 1.0


def cpu(server: lab.Server) -> float:
    """CPU seconds that the server has used so far, all of its threads."""
    fields = Path(f"/proc/{server._process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def asked(shop: Place, folder: Path, name: str, turn: int) -> tuple[float, list[float]]:
    """CPU ms a query, and the seconds that each took."""
    events = folder / f"events-{name}-{turn}.jsonl"
    warm, measured = mix(100, seed=99), mix(QUERIES, turn)
    with ExitStack() as stack:
        server = stack.enter_context(
            lab.Server(shop.folder, shop.environment(FLOE_CUBE_EVENTS="off" if name == "off" else str(events)))
        )
        if name == "down":
            receiver = stack.enter_context(lineage_receiver())
            receiver.set_mood("hang")
            to = ["--openlineage-url", receiver.url, "--otlp-endpoint", "http://127.0.0.1:9"]
            sidecar = observer(events, shop.folder, *to, log=folder / "log")
            stack.callback(sidecar.wait)
            stack.callback(sidecar.terminate)
        ask_all(server, warm, 4)
        before = cpu(server)
        seconds = ask_all(server, measured, 4)
        time.sleep(0.2)
        return (cpu(server) - before) * 1000 / QUERIES, seconds


def quantiles(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    return f"median {statistics.median(ordered) * 1000:6.1f} ms, p95 {ordered[int(len(ordered) * 0.95)] * 1000:6.1f} ms"


#: The hook off; on; and on with an observer beside it whose receivers are down.
STATES = ("off", "on", "down")


def hook(folder: Path) -> float:
    """Print and give the CPU that the hook costs a query."""
    costs: dict[str, list[float]] = {name: [] for name in STATES}
    waits: dict[str, list[float]] = {name: [] for name in STATES}
    with place(folder) as shop:
        for turn in range(ROUNDS):
            for name in STATES if turn % 2 else STATES[::-1]:
                used, seconds = asked(shop, folder, name, turn)
                costs[name].append(used)
                waits[name] += seconds
    for name in STATES:
        print(f"Cube, hook {name:5} {statistics.median(costs[name]):7.2f} ms of CPU a query   {quantiles(waits[name])}")
    extra = statistics.median(on - off for on, off in zip(costs["on"], costs["off"], strict=True))
    print(f"Cube, the hook   {extra:7.2f} ms of CPU a query (limit {LIMIT})")
    return extra


def sidecar(folder: Path) -> None:
    """Print how many records the observer delivers in a CPU second."""
    events = folder / "bench.jsonl"
    events.write_bytes(b"".join(lines(RECORDS // 2)))
    with lineage_receiver() as lineage, SpanReceiver() as spans:
        for name, to in (("run events", ["--openlineage-url", lineage.url]), ("spans", ["--otlp-endpoint", spans.url])):
            process = observer(events, folder, "--once", "--from-start", *to, log=folder / "log")
            _, status, usage = os.wait4(process.pid, 0)
            assert status == 0, (folder / "log").read_text()
            used = usage.ru_utime + usage.ru_stime
            print(
                f"observer, {name:10} {RECORDS / used:8.0f} records a CPU second ({used:.1f} s for {RECORDS}, start included)"
            )


def main() -> None:
    """Print all figures; exit 1 where the hook costs more than it may."""
    if (reason := lab.available()) is not None:
        sys.exit(reason)
    folder = Path(tempfile.mkdtemp(prefix="floe-cube-bench-"))
    try:
        sidecar(folder)
        extra = hook(folder)
    finally:
        shutil.rmtree(folder)
    if extra > LIMIT:
        sys.exit(f"the hook costs {extra:.2f} ms a query, limit {LIMIT}")


if __name__ == "__main__":
    main()
