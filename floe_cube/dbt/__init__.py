"""dbt's artifacts: the only place that knows their JSON."""

from floe_cube.dbt.parse import parse, parse_catalog
from floe_cube.dbt.wire import Catalog, Manifest

__all__ = ["Catalog", "Manifest", "parse", "parse_catalog"]
