"""What a dbt project means, free of dbt's JSON and of Cube."""

from floe_cube.ir.lower import lower
from floe_cube.ir.mesh import common, unite
from floe_cube.ir.model import Column, Connection, Evidence, Key, Model, Project, Relationship, Source

__all__ = [
    "Column", "Connection", "Evidence", "Key", "Model", "Project", "Relationship", "Source", "common", "lower", "unite",
]  # fmt: skip
