"""Keys of several columns that may hold a null: Cube equates them column by column to find the rows that a join repeats."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from floe_cube.cube.protect import Draft
from floe_cube.diagnostics import Diagnostic, finding

__all__ = ["null_keys"]


def null_keys(drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Cubes that lose rows where a join repeats them, since a null equals nothing.

    A unique combination of columns may hold nulls; a key of one column counts as a key only if it is known never to be null.
    Source: Cube 1.7.43, `BaseQuery.aggregateSubQuery` and `keysQuery`.
    """
    repeated = {str(join.name) for draft in drafts for join in draft.cube.joins}
    repeated |= {str(d.cube.name) for d in drafts for join in d.cube.joins if join.relationship == "one_to_many"}
    models = {}
    for draft in drafts:
        model, key = draft.side.model, draft.side.key
        if len(key) > 1 and draft.cube.name in repeated:
            nullable = [column.name for column in model.columns if column.name in key and not column.not_null]
            models[model.unique_id] = (draft, nullable)
    for draft, nullable in models.values():
        if nullable:
            words = {"model": draft.side.model.name, "nullable": ", ".join(f"`{name}`" for name in nullable)}
            yield finding("FC0751", draft.cube.origin.at(", ".join(nullable)), key=", ".join(draft.side.key), **words)
