"""Columns that SQL names and that are not there, by the catalog. Cube compiles such SQL; every query of it would fail."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attrs import field

from floe_cube.cube.ast import Cube, Table
from floe_cube.cube.fstring import literal
from floe_cube.cube.walk import with_bases
from floe_cube.diagnostics import Diagnostic, finding, nearest
from floe_cube.ir.model import Model, Project
from floe_cube.record import frozen

__all__ = ["Relations"]

_BARE = r"[^\W\d][\w$]*"
_NAME = rf"\"(?:[^\"]|\"\")+\"|`(?:[^`]|``)+`|{_BARE}"
#: `{CUBE}.amount`, and not `{CUBE}.amount(`; a path of joins ends at its last cube.
_COLUMN = re.compile(rf"(?<!\\)\{{(?:[A-Za-z_]\w*\.)*([A-Za-z_]\w*)\}}\s*\.\s*({_NAME})(?!\s*\()")
_WORD = re.compile(_BARE)
#: Columns that databases have beside those that they list; others of the kind begin with `_` or hold a `$`.
_HIDDEN = frozenset("cmax cmin ctid level oid rowid rownum rownumber tableoid xmax xmin".split())
#: Words that are values, beside keywords.
_VALUES = frozenset("default false null session_user system_user true user".split())


@frozen
class Relations:
    """The columns of the relations under the cubes, where a catalog tells all of them."""

    cubes: Mapping[str, Cube]
    models: Mapping[str, Model] = field(factory=dict)
    _known: dict[str, tuple[str, frozenset[str]] | None] = field(factory=dict, init=False)

    @classmethod
    def of(cls, cubes: Mapping[str, Cube], project: Project | None) -> Relations:
        """Index the models of a project, all columns of which are known, by their relations."""
        known = [m for m in project.models if m.columns and all(c.exact for c in m.columns)] if project else []
        return cls(cubes, {literal(model.relation): model for model in known})

    def check(self, cube: Cube, member: str, sql: str) -> Iterator[Diagnostic]:
        """Each column in the SQL of a member that its relation has not."""
        if not self.models:
            return
        named = [(cube.name if name in ("CUBE", "TABLE") else name, text) for name, text in _COLUMN.findall(sql)]
        if _WORD.fullmatch(sql) and not _is_value(sql.lower()):
            named.append((cube.name, sql))
        for owner, text in dict.fromkeys(named):
            model, columns = self._columns(owner) or ("", frozenset())
            name = text[1:-1].replace(text[0] * 2, text[0]) if text[0] in '"`' else text
            folded = name.casefold()
            if model and folded not in columns and folded not in _HIDDEN and name[0] != "_" and "$" not in name:
                near = nearest(folded, sorted(columns))
                data = {"member": member, "column": name, "model": model, "nearest": near}
                yield finding("FC0607", cube.origin.at(member), **data)

    def _columns(self, name: str) -> tuple[str, frozenset[str]] | None:
        """The model under a cube and the names of its columns without their case; None where not all are known."""
        if name not in self._known:
            cube = self.cubes.get(name)
            source = with_bases(cube, self.cubes)[-1].source if cube else None
            model = self.models.get(source.sql_table) if isinstance(source, Table) else None
            self._known[name] = (
                (model.name, frozenset(column.name.casefold() for column in model.columns)) if model else None
            )
        return self._known[name]


def _is_value(word: str) -> bool:
    from floe_cube.cube.expressions import KEYWORDS  # with the grammar of metrics, which few projects have

    return word in _VALUES or word in KEYWORDS
