"""Selectors choose what `dbt ls` chooses on the same project."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from floe_cube import dbt
from floe_cube.dbt.wire import Manifest
from floe_cube.ir.selection import select
from tests.build_manifest import on_windows
from tests.conftest import ByDbt
from tests.dbt_projects import list_models

ROOT = Path(__file__).parents[2]
SHOP = ROOT / "golden/shop"

#: (select, exclude); each is run through real dbt.
EXPRESSIONS: list[tuple[str, str]] = [
    (expression, "")
    for expression in """
    orders
    +orders
    orders+
    +orders+
    1+orders
    orders+1
    2+order_items
    0+orders
    @customers
    @stg_orders
    stg_*
    *
    order*
    *_items
    o[rd]*
    shop
    shop.sales
    shop.sales.orders
    sales
    sales.*
    shop.core.*
    products
    products_v1
    products.v1
    products.v2
    products+
    tag:pii
    tag:p*
    +tag:pii
    tag:nothing
    path:models/sales
    path:models/sales/orders.sql
    path:models/*/orders.sql
    path:models/sales/sales.yml
    models/staging
    models/core/customers.sql
    path:models
    file:orders.sql
    file:orders
    orders.sql
    file:stg_*
    package:shop
    package:this
    package:other
    resource_type:model
    resource_type:seed
    config.materialized:table
    config.materialized:view
    config.materialized:incremental
    config.materialized:ephemeral
    config.tags:pii
    config.meta.owner:crm@example.com
    config.group:people
    group:people
    access:private
    access:public
    access:protected
    version:latest
    version:old
    version:none
    source:*
    source:*+
    +exposure:*
    exposure:*
    +metric:*
    semantic_model:*
    +saved_query:*
    tag:pii,path:models/core
    tag:pii,orders
    +orders,stg_*
    orders,customers
    """.split()
]
EXPRESSIONS += [
    ("orders customers", ""),
    ("tag:pii path:models/sales", ""),
    ("+orders,config.materialized:view customers", ""),
    ("", "tag:pii"),
    ("", "+orders"),
    ("+order_items", "orders"),
    ("path:models/sales", "order_items+ payments"),
    ("*", "shop.staging.*"),
]


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    parsed, _ = dbt.parse((SHOP / "manifest.json").read_bytes())
    assert parsed is not None
    return parsed


@pytest.fixture(scope="module")
def listed(by_dbt: ByDbt, tmp_path_factory: pytest.TempPathFactory) -> list[set[str]]:
    """What dbt selects, one set for each expression."""
    target = by_dbt(SHOP / "project", tmp_path_factory.mktemp("shop") / "project")
    return list_models(target.parent, EXPRESSIONS)


@pytest.mark.parametrize("number", range(len(EXPRESSIONS)), ids=[" ".join(filter(None, e)) for e in EXPRESSIONS])
def test_selects_what_dbt_selects(number: int, manifest: Manifest, listed: list[set[str]]) -> None:
    include, exclude = EXPRESSIONS[number]
    selected, _ = select(manifest, (include,) if include else (), (exclude,) if exclude else ())
    assert selected is not None
    assert {unique_id for unique_id in selected if unique_id.startswith("model.")} == listed[number]


@pytest.fixture(scope="module")
def windows() -> Manifest:
    parsed, _ = dbt.parse(json.dumps(on_windows(json.loads((SHOP / "manifest.json").read_bytes()))).encode())
    assert parsed is not None
    assert "models\\sales\\orders.sql" in {node.original_file_path for node in parsed.nodes.values()}
    return parsed


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=lambda e: " ".join(filter(None, e)))
def test_selects_the_same_of_what_windows_wrote(
    expression: tuple[str, str], manifest: Manifest, windows: Manifest
) -> None:
    """With either slash in the selector too, as people type it there."""
    include, exclude = ((word,) if word else () for word in expression)
    plain = select(manifest, include, exclude)
    assert select(windows, include, exclude) == plain
    with_backslashes = [tuple(word.replace("/", "\\") for word in words) for words in (include, exclude)]
    assert select(windows, *with_backslashes)[0] == plain[0]


def test_most_expressions_select_something(listed: list[set[str]]) -> None:
    """A comparison of empty sets would prove nothing."""
    assert len(EXPRESSIONS) >= 60
    assert sum(bool(names) for names in listed) >= 60


@pytest.mark.parametrize("selector", ["state:modified", "tga:pii", "@orders+"])
def test_unknown_selectors_are_errors(selector: str, manifest: Manifest) -> None:
    selected, findings = select(manifest, (selector,), ())
    assert selected == frozenset()
    assert [finding.code for finding in findings] == ["FC0213"]


def test_a_selector_without_a_match_is_said(manifest: Manifest) -> None:
    _, findings = select(manifest, ("no_such_model",), ())
    assert [finding.code for finding in findings] == ["FC0214"]
    assert json.dumps(findings[0].message)
