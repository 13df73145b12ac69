"""Where measures stand while metrics are made: their cubes, those of unions among them, and the names that are taken there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from floe_cube.cube.aggregates import Made, Making
from floe_cube.cube.ast import Aggregate, Dimension, Measure, Name
from floe_cube.cube.metric_words import names_in
from floe_cube.cube.names import IDENTIFIER, RESERVED_MEMBERS, digest, identifier, refusal
from floe_cube.cube.protect import Draft
from floe_cube.cube.semantic import Home, Refused, World
from floe_cube.cube.unions import Union, finished
from floe_cube.diagnostics import Diagnostic
from floe_cube.record import frozen

__all__ = ["Measures", "Placing"]


@frozen
class Measures:
    """What came of the metrics.

    Attributes:
        by_model: for each model the measures of its cube, the hidden ones among them.
        dimensions: for each model the dimensions that filters by metrics need in its cube.
        metrics: name of a metric -> its measure.
        together: name of a saved query -> the measures of its metrics side by side, where those stand in several cubes.
        unions: cubes of rows of several facts, by what stands for the unique_id of a model.
        world: the semantic models, those of the legs of unions among them.
    """

    by_model: Mapping[str, Sequence[Measure]]
    dimensions: Mapping[str, Mapping[str, Dimension]]
    metrics: Mapping[str, Made]
    together: Mapping[str, Mapping[str, Made]]
    unions: Mapping[str, Draft]
    world: World
    findings: tuple[Diagnostic, ...]


class Placing:
    """Gives measures their names and their places.

    Args:
        drafts: by unique_id of the model.
        yielding: names of columns count as free.
    """

    def __init__(self, world: World, drafts: Mapping[str, Draft], yielding: bool) -> None:
        self.measures: dict[str, list[Measure]] = defaultdict(list)
        self.drafts = dict(drafts)
        self.united: dict[str, Union] = {}
        #: The semantic models of the world, and the legs of unions.
        self.homes: dict[str, Home] = dict(world.homes)
        #: name of a metric -> the hidden measures that were made for it.
        self._hidden: dict[str, list[tuple[str, Measure]]] = defaultdict(list)
        self._taken = {model: set(names_in(draft, yielding)) for model, draft in drafts.items()}

    def admit(self, union: Union) -> None:
        """Make a union known as any other cube is."""
        if union.model not in self.united:
            self.united[union.model] = union
            self.homes.update(union.homes)
            self.drafts[union.model] = union.draft
            self._taken[union.model] = set(names_in(union.draft, yielding=False))

    def unions(self) -> dict[str, Draft]:
        """The cubes of unions with the measures that they were made for."""
        return {
            model: finished(union, self.measures[model]) for model, union in self.united.items() if self.measures[model]
        }

    # --- names -------------------------------------------------------------------------------------------------------
    def taken(self, model: str) -> set[str]:
        """All names in a cube, those of columns among them."""
        return self._taken[model] | set(names_in(self.drafts[model], yielding=False))

    def named(self, wanted: str, model: str) -> tuple[Name, str]:
        """The name of a metric's measure, and why it is not the metric's.

        Raises:
            Refused: something else has it.
        """
        cube = self.drafts[model].cube
        why = ""
        if wanted in {join.name for join in cube.joins}:
            why = "it would hide the joined cube of that name"
        elif wanted in RESERVED_MEMBERS or not IDENTIFIER.fullmatch(wanted):
            why = refusal(wanted, RESERVED_MEMBERS)
        name = identifier(f"{wanted}_metric") if why else Name(wanted)
        if name in self._taken[model]:
            raise Refused("FC0912", name=wanted, cube=cube.name)
        return name, why

    # --- places ------------------------------------------------------------------------------------------------------
    def put(self, making: Making, name: Name, **words: Any) -> Made:
        """Give a measure its name and its place."""
        self._taken[making.model].add(name)
        measure = attrs.evolve(making.measure, name=name, **words)
        self.measures[making.model].append(measure)
        calculated = isinstance(measure.value, Aggregate) and measure.value.type == "number"
        return Made(model=making.model, name=name, calculated=calculated, time=making.time, fixed=making.fixed)

    def hide(self, making: Making, owner: str, stem: str) -> Made:
        """Put a measure that a metric is computed from."""
        name = identifier(stem)
        made = self.put(
            making, Name(f"{name}_{digest(stem)}") if name in self.taken(making.model) else name, public=False
        )
        self._hidden[owner].append((making.model, self.measures[making.model][-1]))
        return made

    def forget(self, owner: str) -> None:
        """Take away the hidden measures of a metric that came to nothing."""
        for model, measure in self._hidden.pop(owner, ()):
            self.measures[model].remove(measure)
