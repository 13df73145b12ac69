"""Projects to look at: a large one in which facts refer to dimensions, and one whose every word is an attack on the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.build_manifest import column, generic_test, manifest, model

AREAS = "sales billing shipping support marketing web finance people product risk".split()
FACTS = "orders lines events sessions payments refunds tickets visits clicks invoices".split()
DIMENSIONS = "customer account item region campaign agent plan channel device store".split()
TYPES = ["integer", "varchar(256)", "timestamp without time zone", "numeric(18,2)", "boolean"]


def large(cubes: int) -> dict[str, Any]:
    """Facts, half as many again dimensions, some of which all areas share, and a few models that nothing refers to."""
    names = {place: _name(place) for place in range(cubes)}
    nodes: list[dict[str, Any]] = []
    for place, name in names.items():
        unique_id = f"model.big.{name}"
        parents = list(_parents(place, names))
        columns = [column("id", "integer", description="The key.")]
        columns += [column(f"{parent}_id", "integer") for parent in parents]
        columns += [
            column(f"value_{i}", TYPES[i % 5], description=f"What {name} says of {i}." if i % 3 else "")
            for i in range(14)
        ]
        if place % 7 == 1:
            columns.append(
                column("email", "varchar(256)", description="Where to write to.", meta={"contains_pii": True})
            )
        if place % 9:
            columns.append(column("organization_id", "integer", description="Who owns the row."))
        meta: dict[str, Any] = {"measures": [{"name": "total", "type": "sum", "sql": "{CUBE}.value_3"}]}
        if place % 45 == 0:
            meta["row_level"] = "exempt"
        nodes.append(
            model(
                unique_id,
                columns=columns,
                description=f"One row for each of the {name.replace('_', ' ')}." if place % 4 else "",
                config={"enabled": True, "materialized": "table", "meta": {"cube": meta}},
                original_file_path=f"models/{name.split('_')[1]}/{name}.sql",
            )
        )
        nodes += [generic_test(test, unique_id, "id") for test in ("unique", "not_null")]
        nodes += [
            generic_test("relationships", unique_id, f"{parent}_id", to=f"ref('{parent}')", field="id")
            for parent in parents
        ]
    for test in (node for node in nodes if node["resource_type"] == "test" and "relationships" in node["name"]):
        parent = test["test_metadata"]["kwargs"]["to"].split("'")[1]
        test["depends_on"]["nodes"] = [f"model.big.{parent}", test["attached_node"]]
    return manifest(*nodes)


def _name(place: int) -> str:
    area, number = AREAS[place // 5 % len(AREAS)], place // (5 * len(AREAS))
    kind, words = ("fct", FACTS) if place % 5 < 2 else ("dim", DIMENSIONS)
    return f"{kind}_{area}_{words[(number + place) % len(words)]}_{place}"


def _parents(place: int, names: dict[int, str]) -> Iterator[str]:
    """A fact refers to dimensions of its area and to some of the first ones, which everybody uses."""
    if place % 5 < 2 and place % 13:
        near = [
            other for other in range(place // 50 * 50, place) if other % 5 >= 2 and other // 5 % 10 == place // 5 % 10
        ]
        shared = [other for other in (2, 3, 4, 7) if other < place and place % (other + 1) == 0]
        yield from (
            names[other] for other in dict.fromkeys([*near[-2:], *shared, *([place + 2] if place + 2 in names else [])])
        )
    elif place % 5 == 4 and place % 3 == 0:
        yield names[place - 1]


#: Each would run, load or close something if the page took it for more than words.
PAYLOADS = (
    "</script><script>window.pwned='script'</script>",
    "<img src=x onerror=\"window.pwned='image'\">",
    '"><svg onload="window.pwned=\'svg\'">',
    "javascript:window.pwned='address'",
    "{{script}}{{data}}{{policy}}",
    "<!--<script>",
    "]]>'\"`${window.pwned='template'}\u2028\u2029\x00",
    "</title></style></textarea><iframe srcdoc=\"<script>parent.pwned='frame'</script>\">",
    "__proto__",
)


def hostile() -> dict[str, Any]:
    """Models whose names, files, columns, types, words and SQL are all payloads."""
    nodes = []
    for place, payload in enumerate(PAYLOADS):
        nodes.append(
            model(
                f"model.{payload}.{payload}_{place}",
                columns=[
                    column("id", "integer", description=payload),
                    column(payload, payload, description=payload, tags=["pii"]),
                    column("organization_id", "integer"),
                ],
                name=f"{payload}_{place}",
                description=payload,
                original_file_path=f"models/{payload}.sql",
                patch_path=f"shop://models/{payload}.yml",
                schema=payload,
                config={
                    "enabled": True,
                    "materialized": "table",
                    "meta": {
                        "cube": {
                            "title": payload,
                            payload: payload,
                            "measures": [
                                {"name": "odd", "type": "number", "sql": "1", "title": payload, "description": payload},
                                {"name": payload, "type": payload, "sql": payload},
                            ],
                            "segments": [{"name": "some", "sql": "{CUBE}.id > 1", "description": payload}],
                        }
                    },
                },
            )
        )
    return manifest(*nodes)
