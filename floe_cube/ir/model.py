"""The IR: what a dbt project means, free of dbt's JSON and of Cube.

Names of columns are physical names, spelt as the warehouse spells them where that is known.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import field

from floe_cube.databases import DEFAULT
from floe_cube.diagnostics import Place
from floe_cube.ir.dialects import Dialect, Kind
from floe_cube.ir.meta import EMPTY, Meta
from floe_cube.ir.types import DataType
from floe_cube.record import frozen

if TYPE_CHECKING:
    from floe_cube.config import ExportBucket
    from floe_cube.ir.semantic import Semantics


class Source(enum.Enum):
    """What makes us believe a key or a relationship, the strongest first."""

    CONSTRAINT = "a constraint"
    TESTS = "unique and not_null tests"
    COMBINATION = "a test of a unique combination of columns"
    RELATIONSHIPS = "a relationships test"
    ENTITIES = "an entity of a semantic model"


@frozen
class Evidence:
    """Why a key or a relationship is believed: what kind of statement, and which one (a test's name)."""

    source: Source
    detail: str = ""


@frozen
class Column:
    """A column of a model.

    Attributes:
        name: physical name.
        exact: the spelling is the warehouse's own (catalog, or `quote: true`), not just what somebody documented.
        type: None where neither contract nor catalog says it.
        not_null: a constraint or a strict test says that it is never null.
        guess: what the semantic layer takes it for, where nobody says its type.
    """

    name: str
    exact: bool = False
    type: DataType | None = None
    description: str = ""
    meta: Meta = EMPTY
    tags: tuple[str, ...] = ()
    not_null: bool = False
    guess: Kind | None = None


@frozen
class Key:
    """Columns whose values identify a row."""

    columns: tuple[str, ...]
    evidence: Evidence


@frozen
class Relationship:
    """Columns of a model that refer to columns of another one (or of the same one).

    Attributes:
        parent: unique_id of the model referred to; it may be outside the project that is compiled.
        columns: the referring columns, in the order of `parent_columns`.
    """

    parent: str
    columns: tuple[str, ...]
    parent_columns: tuple[str, ...]
    evidence: Evidence


@frozen(kw_only=True)
class Dataset:
    """Where dbt built a model, in the parts of which dbt's OpenLineage integration makes the name of its dataset.

    Attributes:
        table: alias of a model, seed or snapshot; of a source its dbt name, which may differ from the table's.
    """

    database: str | None = None
    schema: str | None = None
    table: str = ""

    @property
    def name(self) -> str:
        """`database.schema.table`, without the parts that the warehouse does not have."""
        return ".".join(part for part in (self.database, self.schema, self.table) if part)


@frozen(kw_only=True)
class Model:
    """A relation of the warehouse that dbt built: a model, or a seed, snapshot or source on request.

    Attributes:
        name: dbt's name; of a version that is not the latest with its suffix (`stores_v1`).
        relation: SQL that names the relation, verbatim from dbt where it says so.
        dataset: the same relation for catalogues of lineage.
        fields: what is documented of the insides of columns and is no column of its own, by its path: `person.email`.
        primary_key: the best of `keys`, if any.
        keys: everything that is known to be unique.
        data_source: Cube's name of the connection through which it is read.
    """

    unique_id: str
    name: str
    package: str
    place: Place
    relation: str
    dataset: Dataset = Dataset()
    description: str = ""
    meta: Meta = EMPTY
    tags: tuple[str, ...] = ()
    columns: tuple[Column, ...] = ()
    fields: tuple[Column, ...] = ()
    primary_key: Key | None = None
    keys: tuple[Key, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    data_source: str = DEFAULT


@frozen
class Connection:
    """What somebody says of the way to a project's tables.

    Attributes:
        data_source: Cube's name of it.
        database_type: Cube's name of the kind of database.
        dataset_namespace: namespace of the tables in OpenLineage.
        export_bucket: what large results go through.
    """

    data_source: str | None = None
    database_type: str | None = None
    dataset_namespace: str | None = None
    export_bucket: ExportBucket | None = None


@frozen(kw_only=True)
class Project:
    """All models of a project, in the order of their unique_id, and its semantic layer if it has one.

    Attributes:
        prefix: what the names of its cubes and views begin with.
        connection: what is said of the way to its tables.
        others: of several projects in one, those beside the first.
        homes: of several projects in one, those that build the models which the first one does not build, by unique_id.
    """

    adapter: str
    dialect: Dialect
    name: str = ""
    models: tuple[Model, ...] = ()
    semantics: Semantics | None = None
    prefix: str = ""
    connection: Connection = Connection()
    others: tuple[Project, ...] = ()
    homes: Mapping[str, Project] = field(factory=dict)

    def home(self, model: Model) -> Project:
        """The project that builds a model."""
        return self.homes.get(model.unique_id, self)
