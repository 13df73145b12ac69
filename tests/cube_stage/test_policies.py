"""The traps of Cube's access policies: what compiles there and grants or denies something else than it says is a finding here.

Cube tells neither of a comparison in a condition (it denies in silence: cube-js/cube#11194) nor of an empty `member_level` (it grants
everything: cube-js/cube#11934), takes an empty list of policies for none, and masks nothing that it grants (cube-js/cube#10968).
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from floe_cube import Artifacts, Severity, compile
from tests.bench import manifest

ALL = {"row_level": {"allow_all": True}}
SOME = {"row_level": {"filters": [{"member": "column_1", "operator": "equals", "values": ["a"]}]}}
TOTAL = {"name": "total", "type": "sum", "sql": "column_2"}


def rows(*filters: dict[str, Any]) -> dict[str, Any]:
    return {"group": "*", "row_level": {"filters": list(filters)}}


def filtered(values: Any, member: str = "column_1") -> dict[str, Any]:
    return rows({"member": member, "operator": "equals", "values": values})


def when(condition: str) -> dict[str, Any]:
    return {"group": "*", "conditions": [{"if": condition}], **ALL}


def masking(members: Any, rows: dict[str, Any], level: Any = None, group: str = "*") -> dict[str, Any]:
    return {"group": group, "member_level": level or {"includes": "*"}, "member_masking": {"includes": members}, **rows}


TRAPS: dict[str, tuple[Any, str]] = {
    "no policies": ([], "FC0626"),
    "a role, as before 1.7": ([{"role": "*", **ALL}], "FC0410"),
    "nobody": ([ALL], "FC0418"),
    "a group and groups": ([{"group": "a", "groups": ["b"], **ALL}], "FC0416"),
    "an equation as a condition": ([when("{ securityContext.role == 'x' }")], "FC0411"),
    "membership as a condition": ([when("{ 'x' in securityContext.roles }")], "FC0411"),
    "an order as a condition": ([when("{ securityContext.age >= 3 }")], "FC0411"),
    "a choice as a condition": ([when("{ securityContext.a if securityContext.b else securityContext.c }")], "FC0411"),
    "not all rows": ([{"group": "*", "row_level": {"allow_all": False}}], "FC0402"),
    "all rows and some": ([{"group": "*", "row_level": {"allow_all": True, "filters": []}}], "FC0408"),
    "rows that nothing says": ([{"group": "*", "row_level": {}}], "FC0404"),
    "no filters": ([rows()], "FC0415"),
    "an empty level": ([{"group": "*", "member_level": {}, **ALL}], "FC0606"),
    "masks without a level": ([{"group": "*", "member_masking": {"includes": "*"}}], "FC0415"),
    "a misspelt member": ([{"group": "*", "member_level": {"includes": ["colunm_1"]}}], "FC0602"),
    "a misspelt exception": ([{"group": "*", "member_level": {"excludes": ["colunm_1"]}}], "FC0602"),
    "a filter on nothing": ([filtered(["a"], "colunm_1")], "FC0602"),
    "a claim that is no list": ([filtered(["{ securityContext.org }"])], "FC0415"),
    "no values": ([filtered([])], "FC0415"),
    "a count without its key": ([{"group": "*", "member_level": {"includes": ["count"]}}], "FC0627"),
    "a mask of what is granted": ([masking(["column_1"], ALL)], "FC0628"),
    "a mask of what is granted by name": ([masking(["column_1"], ALL, {"includes": ["column_1"]})], "FC0628"),
    "a mask of all, and all granted": ([masking("*", ALL)], "FC0628"),
    "a mask of a total in rows of a filter": ([masking(["total"], SOME)], "FC0628"),
    "a total that others mask": (
        [{"group": "a", **SOME}, masking(["total"], ALL, {"includes": "*", "excludes": ["total"]})],
        "FC0629",
    ),
    "a count with its key shut out": ([{"group": "*", "member_level": {"excludes": ["column_0"]}}], "FC0627"),
}
SOUND: dict[str, Any] = {
    "a claim as one expression": [filtered("{ securityContext.org }")],
    "a claim that is true": [when("{ securityContext.is_admin }")],
    "a call as a condition": [when("{ securityContext.roles.includes('x') }")],
    "a count with its key": [{"group": "*", "member_level": {"includes": ["count", "column_0"]}}],
    "a mask of all that is not granted": [masking("*", ALL, {"includes": ["count", "column_0"]})],
    "a mask of what is not granted": [masking(["column_1"], ALL, {"excludes": ["column_1"]})],
    "a total that other people mask": [
        {"group": "a", **SOME},
        masking(["total"], ALL, {"includes": "*", "excludes": ["total"]}, group="b"),
    ],
    "all but one": [{"group": "*", "member_level": {"includes": "*", "excludes": ["column_1"]}}],
}


def found(policies: Any) -> list[str]:
    """The codes of a cube with these policies, without notes."""
    return codes(access_policy=policies, measures=[TOTAL])


def codes(**meta: Any) -> list[str]:
    """The codes of a model with this `meta.cube`, without notes."""
    project = manifest(1)
    project["nodes"]["model.bench.model_0"]["config"] = {"meta": {"cube": meta}}
    findings = compile(Artifacts(manifest=json.dumps(project).encode())).diagnostics
    return [each.code for each in findings if each.severity is not Severity.NOTE]


@pytest.mark.parametrize("trap", TRAPS)
def test_a_trap_is_found(trap: str) -> None:
    policies, code = TRAPS[trap]
    assert found(policies) == [code]


@pytest.mark.parametrize("policies", SOUND.values(), ids=SOUND)
def test_what_is_sound_is_left_alone(policies: Any) -> None:
    assert found(policies) == []


def test_a_view_without_policies_is_found_in_a_list_and_in_a_mapping() -> None:
    view = {"cubes": [{"join_path": "model_0", "includes": "*"}], "access_policy": []}
    assert codes(views=[{"name": "v", **view}]) == ["FC0626"]
    assert codes(views={"v": view}) == ["FC0626"]
