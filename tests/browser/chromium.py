"""The Chromium that `install.sh` unpacks, or the one that FLOE_CUBE_CHROMIUM names, driven by Playwright."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).parent / "node_modules"
UNPACKED = FOLDER / ".chromium"
AXE = FOLDER / "axe-core/axe.min.js"
#: It runs as root and in containers, and asks nobody for anything.
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]


def path() -> Path:
    """The program."""
    return Path(os.environ.get("FLOE_CUBE_CHROMIUM") or UNPACKED / "chromium")


def available() -> str | None:
    """Why there is no browser, as a clause; None where there is one."""
    if not path().is_file():
        return f"{path()} is missing (tests/browser/install.sh unpacks it on Linux with npm)"
    return None if AXE.is_file() else f"{AXE} is missing"


@contextmanager
def browser() -> Iterator[Browser]:
    """A running browser with a profile of its own, which goes with it."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path(), args=FLAGS, env=_environment())
        try:
            yield running
        finally:
            running.close()


def _environment() -> dict[str, str | float | bool]:
    """Libraries that came with the browser stand behind those of the machine, which a bare one lacks."""
    brought = UNPACKED / "al2023/lib"
    return {**os.environ, "LD_LIBRARY_PATH": f"/lib/x86_64-linux-gnu:/usr/lib/x86_64-linux-gnu:/lib64:{brought}"}
