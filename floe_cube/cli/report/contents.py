"""What the page shows, as data: one object that the page's script reads. Words and numbers only, none of it is markup."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

import msgspec

__all__ = [
    "Asking", "Contents", "Cube", "Dataset", "Edge", "Finding", "Join", "Kind", "Member", "Part", "RowFilter", "Seen", "Source",
    "Spot",
]  # fmt: skip

Kind: TypeAlias = Literal["dimension", "measure", "segment"]
Seen: TypeAlias = Literal["all", "masked", "hidden"]


class Shown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What has a name: words that are empty are left out."""


class Member(Shown, frozen=True, kw_only=True):
    """A member of a cube or view.

    Attributes:
        sql: its SQL; empty where it has none, or where `text` says more.
        text: its definition in YAML, where it is more than a column.
        of: the cube that it is inherited from, or the member that a view shows.
        seen: by everybody, or masked or hidden for some.
        personal: it shows personal data: dbt marks a column that it is, or is computed from.
        reads: index of the dataset, column, what becomes of it.
    """

    name: str
    kind: Kind
    type: str = ""
    sql: str = ""
    text: str = ""
    title: str = ""
    description: str = ""
    of: str = ""
    key: bool = False
    public: bool = True
    seen: Seen = "all"
    personal: bool = False
    reads: tuple[tuple[int, str, str], ...] = ()


class Join(Shown, frozen=True, kw_only=True):
    """A join to another cube; `of` is the cube that it is inherited from, `reads` what it compares."""

    to: str
    relationship: str
    sql: str
    of: str = ""
    reads: tuple[tuple[int, str, str], ...] = ()


class Part(Shown, frozen=True, kw_only=True):
    """A pre-aggregation, a hierarchy, a policy, or what a view takes from a cube: its name and its definition in YAML."""

    name: str
    text: str
    type: str = ""


class RowFilter(Shown, frozen=True, kw_only=True):
    """A dimension that must equal a claim of the token."""

    member: str
    claim: str


class Cube(Shown, frozen=True, kw_only=True):
    """A cube or a view.

    Attributes:
        subject: unique_id of the dbt model that it comes from.
        file: the source file that a person edits.
        relation: the relation or the query that it shows.
        source: the data source, of several.
        rows: who sees rows: those for whom the filters hold, all, none, all because nothing is configured, or whoever the access
            policies say that people wrote.
        conditions: columns that the conditions of its own query read.
        through: the cubes whose rows a view shows.
        x: its place in the picture, with y.
    """

    name: str
    view: bool = False
    title: str = ""
    description: str = ""
    subject: str = ""
    file: str = ""
    line: int = 0
    relation: str = ""
    source: str = ""
    extends: str = ""
    public: bool = True
    rows: Literal["open", "filtered", "all", "none", "stated"] = "open"
    filters: tuple[RowFilter, ...] = ()
    through: tuple[str, ...] = ()
    members: tuple[Member, ...] = ()
    joins: tuple[Join, ...] = ()
    conditions: tuple[tuple[int, str, str], ...] = ()
    parts: tuple[Part, ...] = ()
    rollups: tuple[Part, ...] = ()
    hierarchies: tuple[Part, ...] = ()
    policies: tuple[Part, ...] = ()
    x: float = 0
    y: float = 0


class Edge(Shown, frozen=True, kw_only=True):
    """A line of the picture: a join, or where it has no relationship, what a cube extends; `via` has the boxes left free for it."""

    cube: str
    to: str
    relationship: str = ""
    via: tuple[tuple[float, float], ...] = ()


class Dataset(Shown, frozen=True, kw_only=True):
    """A relation that dbt built: its columns with type, and whether dbt marks them as personal data."""

    id: str
    name: str
    file: str = ""
    columns: tuple[tuple[str, str, bool], ...] = ()


class Spot(Shown, frozen=True, kw_only=True):
    """A place of a finding with what was seen there."""

    subject: str = ""
    column: str = ""
    file: str = ""
    line: int = 0
    message: str = ""
    remedy: str = ""


class Finding(Shown, frozen=True, kw_only=True):
    """All findings of a code. `remedy` where it is the same for all."""

    code: str
    severity: str
    title: str
    remedy: str = ""
    spots: tuple[Spot, ...] = ()


class Asking(Shown, frozen=True, kw_only=True):
    """What an event file says: `names` has, for cubes and members, how often they were asked for and when last."""

    queries: int
    failed: int
    since: str = ""
    until: str = ""
    names: Mapping[str, tuple[int, str]] = {}


class Source(Shown, frozen=True, kw_only=True):
    """A data source, of several, and the environment variables of its connection that somebody must see to."""

    name: str
    database: str
    projects: tuple[str, ...] = ()
    variables: tuple[str, ...] = ()


class Contents(Shown, frozen=True, kw_only=True):
    """Everything on the page."""

    version: str
    project: str
    adapter: str
    database: str
    row_level: bool
    column: str
    claim: str
    cubes: tuple[Cube, ...]
    edges: tuple[Edge, ...]
    datasets: tuple[Dataset, ...]
    findings: tuple[Finding, ...]
    sources: tuple[Source, ...] = ()
    usage: Asking | None = None
