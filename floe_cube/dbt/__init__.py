"""dbt's artifacts: the only place that knows their JSON."""

from floe_cube.dbt.parse import called, parse, parse_catalog
from floe_cube.dbt.wire import Catalog, Manifest

__all__ = ["Catalog", "Manifest", "called", "parse", "parse_catalog"]
