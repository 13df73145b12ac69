"""dbt wire types -> IR, the semantic layer: both of dbt's encodings, and the metrics of before dbt 1.6, become one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

import attrs

from floe_cube.dbt import wire
from floe_cube.dbt.wire import Manifest, Node
from floe_cube.diagnostics import Diagnostic, Place, finding, nearest
from floe_cube.ir import semantic
from floe_cube.ir.entities import model_of
from floe_cube.ir.meta import EMPTY, Meta, merge
from floe_cube.ir.references import References
from floe_cube.ir.semantic import Aggregation, Semantics, Simple
from floe_cube.ir.semantic_models import AGGREGATIONS, aggregation, semantic_model
from floe_cube.ir.stated import Refused, interval, wheres
from floe_cube.ir.where import DimensionRef, Where, WhereError, parse_item

__all__ = ["semantics_of"]


def semantics_of(
    manifest: Manifest,
    references: References,
    models: Collection[str],
    packages: tuple[str, ...] = (),
    excluded: Collection[str] = (),
) -> tuple[Semantics, tuple[Diagnostic, ...]]:
    """The semantic layer of a manifest.

    Args:
        references: what names of models mean.
        models: unique_ids of the models that are compiled; what is about others is left out.
        packages: only metrics of these dbt packages; empty for all.
        excluded: unique_ids that a selector takes out.
    """
    findings: list[Diagnostic] = []
    known = {node.unique_id: (node, model_of(node, references)) for node in manifest.semantic_models.values()}
    served = {
        key: semantic_model(node, model, _place(node))
        for key, (node, model) in sorted(known.items())
        if model in models
    }
    project = _Project(served, manifest, references, models)
    metrics = []
    for _, node in sorted(manifest.metrics.items()):
        if packages and node.package_name not in packages:
            continue
        reason = _reason_to_leave_out(node, excluded)
        try:
            if reason:
                raise Refused("FC0903", metric=node.name, reason=reason)
            metrics.append(project.metric(node))
        except Refused as refused:
            findings.append(finding(refused.code, _place(node), **refused.data))
    queries = []
    for _, query in sorted(manifest.saved_queries.items()):
        if (packages and query.package_name not in packages) or _reason_to_leave_out(query, excluded):
            continue
        try:
            queries.append(_saved_query(query))
        except Refused as refused:
            findings.append(finding(refused.code, _place(query), **refused.data))
    exposures = [
        _exposure(node, manifest)
        for _, node in sorted(manifest.exposures.items())
        if asks_for_view(node) and not (packages and node.package_name not in packages)
    ]
    semantic_models = (*served.values(), *project.implied.values())
    found = Semantics(
        models=tuple(semantic_models),
        metrics=tuple(metrics),
        saved_queries=tuple(queries),
        exposures=tuple(exposures),
        left_out=frozenset(node.name for node in manifest.metrics.values()) - {metric.name for metric in metrics},
    )
    return found, tuple(findings)


def _place(node: Node) -> Place:
    return Place(node.unique_id, node.file)


def _meta(node: Node) -> Meta:
    config = node.config.meta if node.config else None
    return merge(node.meta, config) if node.meta or config else EMPTY


def _reason_to_leave_out(node: Node, excluded: Collection[str]) -> str:
    cube = _meta(node).get("cube")
    if isinstance(cube, Mapping) and cube.get("enabled") is False:
        return "its meta says `cube: {enabled: false}`"
    if node.config is not None and node.config.enabled is False:
        return "it is disabled"
    return "it is not selected" if node.unique_id in excluded else ""


# --- metrics ---------------------------------------------------------------------------------------------------------
class _Project:
    """Names of measures, metrics and semantic models while metrics are read."""

    def __init__(
        self,
        served: Mapping[str, semantic.SemanticModel],
        manifest: Manifest,
        references: References,
        models: Collection[str],
    ) -> None:
        self._served = served
        self._by_name = {home.name: home for home in served.values()}
        self._measures = {m.name: m for home in served.values() for m in home.measures}
        self._metrics = {node.name: node for _, node in sorted(manifest.metrics.items())}
        self._elsewhere = {
            name
            for node in manifest.semantic_models.values()
            if node.unique_id not in served
            for name in (node.name, *(m.name for m in node.measures or ()))
        }
        self._references = references
        self._models = models
        #: Semantic models that metrics of before dbt 1.6 imply, by the unique_id of their model.
        self.implied: dict[str, semantic.SemanticModel] = {}

    def metric(self, node: wire.Metric) -> semantic.Metric:
        """Read a metric.

        Raises:
            Refused: it is left out.
        """
        params = node.type_params
        if params is None:
            return self._legacy(node)
        filters = wheres(node.filter)
        value: semantic.Computed
        match node.type:
            case "simple":
                value, more = self._simple(node, params)
                filters += more
            case "ratio" if params.numerator and params.denominator:
                value = semantic.Ratio(self._input(params.numerator), self._input(params.denominator))
            case "derived" if params.expr is not None:
                value = semantic.Derived(str(params.expr), tuple(map(self._input, params.metrics or ())))
            case "cumulative":
                value, more = self._cumulative(node, params)
                filters += more
            case "conversion" if params.conversion_type_params:
                value = self._conversion(node, params.conversion_type_params)
            case _:
                raise Refused("FC0902", metric=node.name, what=f"its type `{node.type}` is none that is known", hint="")
        return self._named(node, value, filters, private=bool(params.is_private))

    def _named(
        self, node: wire.Metric, value: semantic.Computed, filters: tuple[Where, ...], private: bool = False
    ) -> semantic.Metric:
        return semantic.Metric(
            unique_id=node.unique_id,
            name=node.name,
            place=_place(node),
            value=value,
            filters=filters,
            label=node.label if node.label and node.label != node.name else "",
            description=node.description or "",
            private=private,
            meta=_meta(node),
        )

    def _simple(self, node: wire.Metric, params: wire.MetricParams) -> tuple[Simple, tuple[Where, ...]]:
        """What a simple metric aggregates, and the filters of its measure."""
        if params.measure is not None:
            used = params.measure
            simple = Simple(
                aggregation=self._measure(node, used.name),
                measure=used.name,
                fill=used.fill_nulls_with,
                every_day=bool(used.join_to_timespine),
            )
            return simple, wheres(used.filter)
        stated = params.metric_aggregation_params
        if stated is None:
            raise Refused("FC0902", metric=node.name, what="it says neither a measure nor an aggregation", hint="")
        home = self._by_name.get(stated.semantic_model or "")
        if home is None:
            raise self._unknown(node, "semantic model", stated.semantic_model or "", self._by_name)
        if stated.agg not in AGGREGATIONS:
            raise Refused(
                "FC0902", metric=node.name, what=f"its aggregation `{stated.agg}` is none that is known", hint=""
            )
        simple = Simple(
            aggregation=aggregation(stated, home, node.name, params.expr),
            fill=params.fill_nulls_with,
            every_day=bool(params.join_to_timespine),
        )
        return simple, ()

    def _measure(self, node: wire.Metric, name: str) -> Aggregation:
        measure = self._measures.get(name)
        if measure is None:
            raise self._unknown(node, "measure", name, self._measures)
        return measure.aggregation

    def _unknown(self, node: wire.Metric, kind: str, name: str, known: Collection[str]) -> Refused:
        if name in self._elsewhere:
            return Refused(
                "FC0903", metric=node.name, reason=f"the model behind its {kind} `{name}` is none of the cubes"
            )
        return Refused(
            "FC0902", metric=node.name, what=f"there is no {kind} `{name}`", hint=nearest(name, sorted(known))
        )

    def _input(self, used: wire.MetricInput) -> semantic.Input:
        return semantic.Input(
            metric=used.name,
            alias=used.alias or used.name,
            filters=wheres(used.filter),
            offset=interval(used.offset_window),
            to_grain=used.offset_to_grain,
        )

    def _cumulative(
        self, node: wire.Metric, params: wire.MetricParams
    ) -> tuple[semantic.Cumulative, tuple[Where, ...]]:
        own = params.cumulative_type_params or wire.CumulativeParams()
        of, more = self._of_metric(node, own.metric) if own.metric else self._simple(node, params)
        value = semantic.Cumulative(
            of=of,
            window=interval(own.window or params.window),
            to_date=own.grain_to_date or params.grain_to_date,
            at_period=own.period_agg or "first",
        )
        return value, more

    def _of_metric(self, node: wire.Metric, used: wire.MetricInput) -> tuple[Simple, tuple[Where, ...]]:
        """What a simple metric aggregates that stands where a measure did, and all filters of it."""
        base = self._metrics.get(used.name)
        if base is None or base.type_params is None:
            raise self._unknown(node, "metric", used.name, self._metrics)
        of, more = self._simple(base, base.type_params)
        return of, more + wheres(base.filter) + wheres(used.filter)

    def _conversion(self, node: wire.Metric, own: wire.ConversionParams) -> semantic.Conversion:
        sides = (own.base_metric, own.base_measure), (own.conversion_metric, own.conversion_measure)
        base, conversion = (
            semantic.Event(of=of, filters=filters)
            for metric, measure in sides
            for of, filters in [
                self._of_metric(node, metric) if metric else self._simple(node, wire.MetricParams(measure=measure))
            ]
        )
        return semantic.Conversion(
            base=base,
            conversion=conversion,
            entity=own.entity,
            window=interval(own.window),
            constant=tuple((c.base_property, c.conversion_property) for c in own.constant_properties or ()),
            rate=own.calculation != "conversions",
        )

    # --- before dbt 1.6 ----------------------------------------------------------------------------------------------
    def _legacy(self, node: wire.Metric) -> semantic.Metric:
        """A metric over the columns of one model, or an expression over other metrics."""
        method, expr = node.calculation_method or node.type or "", node.expression or node.sql or ""
        if method in ("derived", "expression"):
            names = re.findall(r"metric\(\s*['\"](\w+)['\"]\s*\)", expr)
            inputs = tuple(semantic.Input(metric=name, alias=name) for name in dict.fromkeys(names))
            plain = re.sub(r"\{\{\s*metric\(\s*['\"](\w+)['\"]\s*\)\s*\}\}", r"\1", expr)
            return self._named(node, semantic.Derived(plain, inputs), ())
        if method not in AGGREGATIONS:
            raise Refused(
                "FC0902", metric=node.name, what=f"its calculation method `{method}` is none that is known", hint=""
            )
        model = self._references.resolve(node.model) or model_of(
            wire.SemanticModel(node.unique_id, depends_on=node.depends_on), self._references
        )
        if model not in self._models or model is None:
            raise Refused("FC0903", metric=node.name, reason="its model is none of the cubes")
        fields = [item.field for item in node.filters or ()]
        home = self._imply(model, node, [*fields, *([node.timestamp] if node.timestamp else [])])
        count_rows = method == "count" and expr.strip() in ("*", "")
        aggregation = Aggregation(
            semantic_model=home.unique_id,
            agg=method,  # type: ignore[arg-type]
            expr="1" if count_rows else expr.strip(),
            time=node.timestamp,
        )
        filters = tuple(
            Where(
                (DimensionRef(path=(ROW,), name=item.field), f" {item.operator} {item.value}"),
                f"{item.field} {item.operator} {item.value}",
            )
            for item in node.filters or ()
        )
        return self._named(node, Simple(aggregation=aggregation), filters)

    def _imply(self, model: str, node: wire.Metric, columns: Iterable[str]) -> semantic.SemanticModel:
        """The semantic model of a metric that has none: its dimensions are the columns that are named."""
        known = self.implied.get(model) or semantic.SemanticModel(
            unique_id=f"implied.{model}", name=model.rpartition(".")[2], model=model, place=_place(node), primary=ROW
        )
        have = {dimension.name for dimension in known.dimensions}
        new = (semantic.SemanticDimension(name=c, expr=c) for c in dict.fromkeys(columns) if c not in have)
        self.implied[model] = attrs.evolve(known, dimensions=(*known.dimensions, *new))
        return self.implied[model]


#: The entity that a row is, where nobody named it.
ROW = "row"


# --- views ------------------------------------------------------------------------------------------------------------
def asks_for_view(node: wire.Exposure) -> bool:
    """Whether an exposure's meta says `cube: {view: true}`."""
    cube = _meta(node).get("cube")
    return isinstance(cube, Mapping) and cube.get("view") is True


def _exposure(node: wire.Exposure, manifest: Manifest) -> semantic.Exposure:
    needed = (node.depends_on.nodes if node.depends_on else None) or []
    return semantic.Exposure(
        name=node.name,
        place=_place(node),
        models=tuple(needed),
        metrics=tuple(manifest.metrics[key].name for key in needed if key in manifest.metrics),
        label=node.label or "",
        description=node.description or "",
    )


def _saved_query(node: wire.SavedQuery) -> semantic.SavedQuery:
    params = node.query_params or wire.QueryParams()
    items = []
    for item in params.group_by or ():
        try:
            items.append(parse_item(item))
        except WhereError as error:
            raise Refused("FC0901", filter=item, problem=error) from None
    return semantic.SavedQuery(
        name=node.name,
        place=_place(node),
        metrics=tuple(params.metrics or ()),
        group_by=tuple(items),
        filters=wheres(params.where),
        label=node.label or "",
        description=node.description or "",
    )
