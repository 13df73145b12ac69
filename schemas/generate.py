"""Write what follows from the code's own tables: JSON Schemas, reference pages, examples. With --check, say what is out of date."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from floe_cube.adapters.schema import openlineage_event_schema, query_event_schema
from floe_cube.config_schema import compiled_artifacts_schema, config_schema
from floe_cube.cube.schema import cube_schema, meta_cube_schema

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from schemas.examples import examples  # noqa: E402  found whatever directory this is run in
from schemas.pages import pages  # noqa: E402

SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "compiled-artifacts.schema.json": compiled_artifacts_schema,
    "cube-config.schema.json": config_schema,
    "cube-schema.schema.json": cube_schema,
    "meta-cube.schema.json": meta_cube_schema,
    "openlineage-event.schema.json": openlineage_event_schema,
    "query-event.schema.json": query_event_schema,
}


#: Read by `floe-cube explain`.
EXAMPLES = "floe_cube/cli/examples.json"


def files() -> Iterator[tuple[str, str]]:
    """Every generated file, by its path in the repository."""
    for name, schema in SCHEMAS.items():
        yield f"schemas/{name}", _json(schema())
    yield EXAMPLES, _json(examples())
    for name, text in pages():
        yield f"schemas/reference/{name}", text


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def main(check: bool) -> int:
    outdated = []
    for name, text in files():
        path = HERE.parent / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            outdated.append(name)
            if not check:
                path.write_text(text, encoding="utf-8", newline="\n")
    for name in outdated:
        print(f"{name}: out of date, run `python schemas/generate.py`" if check else f"{name}: written")
    return 1 if check and outdated else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
