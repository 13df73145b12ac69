"""The event file: one line of JSON for each step of a query, written by the runtime (`floe_cube_events.js`) inside Cube.

The fields below are all there is. None of them holds a value of a filter, a claim, a token, a row or a literal of SQL: names are
names of the data model, or the plain one of the client program, texts come from short lists, and SQL has placeholders only.
`schemas/query-event.schema.json` is made from these types.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import msgspec

__all__ = ["ERRORS", "Asked", "Event", "QueryEvent", "Stage", "Statement", "decode", "ends"]

#: START, and then COMPLETE or FAIL. LOSS says that records before it could not be written.
Event: TypeAlias = Literal["START", "COMPLETE", "FAIL", "LOSS"]
Error: TypeAlias = Literal[
    "unauthorized",
    "forbidden",
    "access_denied",
    "invalid_query",
    "database_error",
    "timeout",
    "internal_error",
    "abandoned",
    "lost",
]

#: What each class of error means. What the database or the client said is in no record: it may quote their values.
ERRORS: dict[str, str] = {
    "unauthorized": "The request had no valid token.",
    "forbidden": "The token does not open this API.",
    "access_denied": "The query names something that its bearer may not see.",
    "invalid_query": "The query is not valid for this data model.",
    "database_error": "The database refused the query.",
    "timeout": "The query took longer than Cube allows.",
    "internal_error": "Cube could not answer the query.",
    "abandoned": "The client never came back for the result of a slow query.",
    "lost": "How the query ended was not seen.",
}

Name: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.]+$")]
Application: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^[A-Za-z][A-Za-z_-]*( [A-Za-z][A-Za-z_-]*){0,2}$", max_length=74)
]
Word: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_-]+$")]
TraceParent: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$")]
RequestId: TypeAlias = Annotated[
    str, msgspec.Meta(pattern=r"^(sha256:[0-9a-f]{16}|(scheduler-)?[0-9a-zA-Z-]{16,100})$")
]
Moment: TypeAlias = Annotated[datetime, msgspec.Meta(tz=True)]
Code: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9_.-]{2,48}$")]
Milliseconds: TypeAlias = Annotated[float, msgspec.Meta(ge=0)]


class Asked(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The members of the data model that a query names.

    Attributes:
        measures: `orders.count`.
        dimensions: `orders.status`.
        segments: `orders.large`.
        time_dimensions: `orders.created_at`, with its granularity where it is grouped by: `orders.created_at.month`.
        filters: members that rows or groups are filtered by; never the values.
        unknown: how many members the query names that the data model does not have. Their names are not repeated.
    """

    measures: tuple[Name, ...] = ()
    dimensions: tuple[Name, ...] = ()
    segments: tuple[Name, ...] = ()
    time_dimensions: tuple[Name, ...] = ()
    filters: tuple[Name, ...] = ()
    unknown: int = 0


class Stage(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a query's time inside Cube.

    Attributes:
        name: parse (until the query is read), security (normalised, policies and filters added, the data model compiled if need
            be), execute (until its rows are there), response (until the client has them).
        start_ms: when it began, from the start of the query.
        duration_ms: how long it took.
    """

    name: Literal["parse", "security", "execute", "response"]
    start_ms: Milliseconds
    duration_ms: Milliseconds


class Statement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A statement that the database ran for this query.

    Attributes:
        kind: the query itself, a refresh key (is the cached result still good?), or the build of a pre-aggregation.
        start_ms: when it began, from the start of the query.
        duration_ms: how long it took.
        queue_ms: how long it waited for its turn before.
        failed: whether the database refused it.
    """

    kind: Literal["query", "refresh_key", "pre_aggregation"]
    start_ms: Milliseconds
    duration_ms: Milliseconds
    queue_ms: Milliseconds = 0
    failed: bool = False


class QueryEvent(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the event file.

    Attributes:
        floe_cube_event: version of the format; also what tells a record from other lines on standard output.
        event: START when a query was read, COMPLETE or FAIL when it ended; LOSS for `dropped` records that could not be written.
        kind: a query, or the build of a pre-aggregation.
        id: identifies the query or build: START and its end have the same.
        time: when this was recorded.
        started: when the query or build began.
        duration_ms: how long it took, with all its waiting; only at the end.
        api: where it came in; `refresh` for builds by the refresh worker.
        application: the program that asked, as it calls itself in the SQL API's `application_name` or as User-Agent: the leading words of
            letters alone, without versions and whatever else stands there.
        request: Cube's request id where it looks like one that machines make, else a digest of it.
        trace_parent: the caller's W3C trace context.
        user: keyed hash of the user, if a key is configured.
        cubes: cubes and views that are asked, the first one foremost.
        asked: the members that are asked for.
        restricted: members that rows were filtered by though the query does not say so: by access policies and `queryRewrite`.
        masked: members of which the result shows the mask in every row, and no value.
        denied: whether access policies gave it no row at all.
        cache_hit: whether the result came from Cube's cache.
        pre_aggregations: pre-aggregations that the result came from: `orders.by_month`; of a build, the one being built.
        table: the table of a build.
        data_source: Cube's name of the data source.
        database: Cube's name of its type.
        sql: the statement with every literal replaced by `?`; absent where that is not certain.
        stages: where the time went.
        statements: what the database ran.
        waits: how often the client was told to ask again ("Continue wait").
        status: HTTP status of the answer.
        error: class of the error, see `ERRORS`.
        error_code: what the database calls it: an SQLSTATE, an errno, a name. Never its text.
        dropped: how many records were lost before this one.
    """

    floe_cube_event: Literal[1]
    event: Event
    kind: Literal["query", "pre_aggregation"] = "query"
    id: Word
    time: Moment
    started: Moment
    duration_ms: Milliseconds | None = None
    api: Literal["rest", "graphql", "sql", "refresh"] = "rest"
    application: Application | None = None
    request: RequestId | None = None
    trace_parent: TraceParent | None = None
    user: Word | None = None
    cubes: tuple[Name, ...] = ()
    asked: Asked = Asked()
    restricted: tuple[Name, ...] = ()
    masked: tuple[Name, ...] = ()
    denied: bool = False
    cache_hit: bool | None = None
    pre_aggregations: tuple[Name, ...] = ()
    table: Name | None = None
    data_source: Word | None = None
    database: Word | None = None
    sql: str | None = None
    stages: tuple[Stage, ...] = ()
    statements: tuple[Statement, ...] = ()
    waits: int = 0
    status: int | None = None
    error: Error | None = None
    error_code: Code | None = None
    dropped: int = 0


_DECODER = msgspec.json.Decoder(QueryEvent)


def decode(line: bytes) -> QueryEvent | None:
    """A line of the event file or of Cube's output; None where it is no record: something else, or torn.

    >>> decode(b'{"level":"info","message":"REST API Request"}')
    """
    if b'"floe_cube_event"' not in line:
        return None
    try:
        return _DECODER.decode(line)
    except msgspec.MsgspecError:
        return None


def ends(event: QueryEvent) -> bool:
    """Whether the record is the end of a query or a build."""
    return event.event in ("COMPLETE", "FAIL")
