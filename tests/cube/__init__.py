"""A real Cube, pinned by package-lock.json, and the Python that drives it."""
