"""Real manifests of other people, where they are at hand: none is part of this repository."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("FLOE_CUBE_MANIFESTS", ROOT.parent / "shared/manifests"))
MANIFESTS = sorted(FOLDER.glob("*/manifest.json"))


def artifacts(manifest: Path) -> tuple[bytes, bytes | None]:
    """The bytes of a manifest and of the catalog beside it."""
    catalog = manifest.with_name("catalog.json")
    return manifest.read_bytes(), catalog.read_bytes() if catalog.exists() else None
