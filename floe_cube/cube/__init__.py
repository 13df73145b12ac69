"""Cube's data model as a typed AST, how the IR becomes it, and what is checked in it."""

from floe_cube.cube.check import check
from floe_cube.cube.elaborate import elaborate

__all__ = ["check", "elaborate"]
