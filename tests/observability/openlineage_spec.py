"""The official JSON Schemas of OpenLineage, read from a folder beside the project where there is one."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from referencing import Registry, Resource

ROOT = Path(__file__).parents[2]
SPEC = Path(os.environ.get("FLOE_CUBE_OPENLINEAGE_SPEC", ROOT / "../shared/openlineage-spec"))


class Official:
    """Validates events, and each of their facets by the schema that it names."""

    def __init__(self) -> None:
        if not (SPEC / "OpenLineage.json").is_file():
            pytest.skip(f"the schemas of OpenLineage are not at {SPEC}")
        documents = [json.loads(path.read_text()) for path in SPEC.rglob("*.json")]
        self._known = {document["$id"] for document in documents}
        self._registry: Registry[Any] = Registry().with_resources(
            [(document["$id"], Resource.from_contents(document)) for document in documents]
        )
        self._validators: dict[str, jsonschema.Draft202012Validator] = {}

    def validate(self, event: dict[str, Any]) -> int:
        """Raise where the event or a facet is not valid; gives the number of facets."""
        self._validate(event, event["schemaURL"])
        facets = [event["run"].get("facets", {}), event["job"].get("facets", {})]
        facets += [dataset.get("facets", {}) for key in ("inputs", "outputs") for dataset in event.get(key, [])]
        count = 0
        for group in facets:
            for facet in group.values():
                self._validate(facet, facet["_schemaURL"])
                count += 1
        return count

    def _validate(self, value: object, reference: str) -> None:
        assert reference.partition("#")[0] in self._known, reference
        if reference not in self._validators:
            self._validators[reference] = jsonschema.Draft202012Validator(
                {"$ref": reference}, registry=self._registry, format_checker=jsonschema.FormatChecker()
            )
        self._validators[reference].validate(value)
