"""AST -> text. The only place that knows the syntax of YAML and JavaScript."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from floe_cube.config import Config
from floe_cube.cube.access import AccessTable
from floe_cube.cube.ast import DataModel
from floe_cube.cube.names import digest
from floe_cube.diagnostics import Diagnostic
from floe_cube.ir.model import Project
from floe_cube.render import javascript, yaml
from floe_cube.render.lineage import lineage_json
from floe_cube.render.sources import sources

__all__ = ["deployment"]


def deployment(
    model: DataModel, access: AccessTable, project: Project | None, config: Config
) -> tuple[Mapping[str, str], tuple[Diagnostic, ...]]:
    """Every file of the deployment but the static runtime, by its relative path; none where there is nothing to serve."""
    if project is None or not model.cubes:
        return {}, ()
    cubes, views = _stems(cube.name for cube in model.cubes), _stems(view.name for view in model.views)
    files = {f"schema/{cubes[cube.name]}.yaml": yaml.cube(cube) for cube in model.cubes}
    files |= {f"schema/views/{views[view.name]}.yaml": yaml.view(view) for view in model.views}
    if model.view_groups:
        files["schema/views/view_groups.yaml"] = yaml.view_groups(model.view_groups)
    database, others, findings = sources(model, project, config)
    if database is not None:
        files["cube.js"] = javascript.cube_js(config, database, access, others)
        files["access.json"] = javascript.access_json(access)
        files[".env.example"] = javascript.env_example(config, database, others)
    files["lineage.json"] = lineage_json(model, project, config)
    return dict(sorted(files.items())), findings


def _stems(names: Iterable[str]) -> dict[str, str]:
    """A file name for each cube, other than its neighbours' also where the file system does not see case."""
    listed = list(names)
    shared = Counter(name.casefold() for name in listed)
    return {name: f"{name}_{digest(name)}" if shared[name.casefold()] > 1 else name for name in listed}
