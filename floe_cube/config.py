"""The configuration: what a project asks of its Cube deployment, as types with their defaults.

`config_reading` makes them from text; `config_values` says what each kind of value admits. A secret is never among them: a
field that ends in `_ref` names a Kubernetes secret whose data keys are the names of the environment variables that it feeds.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping
from typing import Literal, NewType, TypeAlias

from attrs import field

from floe_cube.record import frozen

__all__ = [
    "S3",
    "Algorithm",
    "BucketType",
    "ClaimPath",
    "Config",
    "ConsumptionConfig",
    "Convention",
    "CubeStore",
    "DatabaseType",
    "ExportBucket",
    "Gcs",
    "Host",
    "Identifier",
    "Jwt",
    "Minio",
    "ObservabilityConfig",
    "PiiConfig",
    "Port",
    "PreAggregationConfig",
    "ProjectConfig",
    "Schedule",
    "Seconds",
    "SecretName",
    "SecureUrl",
    "SecurityConfig",
    "Text",
    "TimeZone",
    "Url",
    "Word",
    "claim_keys",
    "claim_steps",
]

Text = NewType("Text", str)
"""Any text of at least one character, without control characters."""
Word = NewType("Word", str)
"""Text that no shell, URL or environment file reads as anything but itself: a host, a bucket, a region, a path."""
Host = NewType("Host", str)
"""Name or IPv4 address of a host, without scheme and port."""
Identifier = NewType("Identifier", str)
"""A name as dbt, Cube and environment variables all take it: ASCII letters, digits and underscores, no digit first."""
Port = NewType("Port", int)
Seconds = NewType("Seconds", int)
Schedule = NewType("Schedule", str)
"""What Cube's `refresh_key: every` takes: a cron expression of equal intervals, or an interval such as `30 minute`."""
TimeZone = NewType("TimeZone", str)
Url = NewType("Url", str)
SecureUrl = NewType("SecureUrl", str)
"""A URL that must be https, except on the loopback interface."""
SecretName = NewType("SecretName", str)
ClaimPath = NewType("ClaimPath", tuple[str, ...])
"""The way to a claim inside a token: `u.tenant` is `("u", "tenant")`. A claim whose name holds dots is written as a list; a URL is one
name (`https://example.com/tenant`)."""
DatabaseType = NewType("DatabaseType", str)
"""One of Cube's names of databases; see `databases`."""

Algorithm: TypeAlias = Literal[
    "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"
]
Convention: TypeAlias = Literal["lightdash", "metabase", "metrics"]
BucketType: TypeAlias = Literal["s3", "gcs", "azure"]

#: How columns with personal data are commonly marked in dbt's meta.
PII_META = "contains_pii pii is_pii classification:pii classification:personal classification:sensitive".split()


@frozen(kw_only=True)
class S3:
    """Where Cube Store keeps its files: Amazon S3.

    Attributes:
        bucket: name of the bucket.
        region: region of the bucket; Cube Store does not start without one.
        sub_path: folder inside the bucket.
        credentials_ref: Kubernetes secret with CUBESTORE_AWS_ACCESS_KEY_ID and CUBESTORE_AWS_SECRET_ACCESS_KEY; without it
            the pod's own role counts.
    """

    bucket: Word
    region: Word
    sub_path: Word | None = None
    credentials_ref: SecretName | None = None


@frozen(kw_only=True)
class Gcs:
    """Where Cube Store keeps its files: Google Cloud Storage.

    Attributes:
        bucket: name of the bucket.
        sub_path: folder inside the bucket.
        credentials_ref: Kubernetes secret with CUBESTORE_GCP_CREDENTIALS (the service account's JSON in base64).
    """

    bucket: Word
    sub_path: Word | None = None
    credentials_ref: SecretName | None = None


@frozen(kw_only=True)
class Minio:
    """Where Cube Store keeps its files: MinIO, or another store that speaks S3.

    Attributes:
        bucket: name of the bucket.
        endpoint: URL of the server.
        region: region, where the server wants one.
        sub_path: folder inside the bucket.
        credentials_ref: Kubernetes secret with CUBESTORE_MINIO_ACCESS_KEY_ID and CUBESTORE_MINIO_SECRET_ACCESS_KEY, which
            Cube Store demands for MinIO.
    """

    bucket: Word
    endpoint: Url
    region: Word | None = None
    sub_path: Word | None = None
    credentials_ref: SecretName | None = None


@frozen(kw_only=True)
class CubeStore:
    """The Cube Store that holds pre-aggregations, the cache and the queue. At most one of s3, gcs and minio.

    Attributes:
        host: its host name.
        port: its port; 3030 by default.
        s3: its files in Amazon S3.
        gcs: its files in Google Cloud Storage.
        minio: its files in MinIO.
    """

    host: Host
    port: Port = Port(3030)
    s3: S3 | None = None
    gcs: Gcs | None = None
    minio: Minio | None = None


@frozen(kw_only=True)
class ExportBucket:
    """The bucket through which the database hands large results to Cube Store.

    Attributes:
        type: `s3`, `gcs` or `azure`, as far as the database can: see `databases`.
        bucket: name or URL of the bucket, as the database's driver expects it.
        region: region of an S3 bucket.
        integration: name of the storage integration, which Snowflake needs for GCS.
        credentials_ref: Kubernetes secret with the CUBEJS_DB_EXPORT_* credentials of this type of bucket.
    """

    type: BucketType
    bucket: Word
    region: Word | None = None
    integration: Word | None = None
    credentials_ref: SecretName | None = None


@frozen(kw_only=True)
class PreAggregationConfig:
    """What holds for all pre-aggregations that do not say otherwise.

    Attributes:
        refresh_schedule: when they are rebuilt; Cube's own default is every hour.
        timezone: IANA time zone of the schedule and of the partitions; UTC by default.
        external: whether they live in Cube Store rather than in the database; by default exactly if `cube_store` is given.
        cube_store: the Cube Store; none by default.
        export_bucket: the export bucket of the data source `default`; none by default. Others have theirs with their `projects`.
    """

    refresh_schedule: Schedule | None = None
    timezone: TimeZone | None = None
    external: bool | None = None
    cube_store: CubeStore | None = None
    export_bucket: ExportBucket | None = None

    @property
    def in_cube_store(self) -> bool:
        """Whether pre-aggregations live in Cube Store."""
        return self.cube_store is not None if self.external is None else self.external


@frozen(kw_only=True)
class Jwt:
    """How tokens are verified. Verification cannot be switched off: without settings it is HS256 with CUBEJS_API_SECRET.

    Attributes:
        algorithms: the algorithms that a token may use; by default RS256 with `jwk_url`, HS256 without.
        key_ref: Kubernetes secret with CUBEJS_JWT_KEY: a shared secret, or a public key in PEM for the other algorithms.
        jwk_url: https URL of the issuer's key set, instead of a key.
        audience: values of which the token's `aud` must hold one; not checked by default.
        issuer: values of which the token's `iss` must be one; not checked by default.
        leeway: seconds by which clocks may differ, at most 300; 0 by default.
    """

    algorithms: tuple[Algorithm, ...] = ()
    key_ref: SecretName | None = None
    jwk_url: SecureUrl | None = None
    audience: tuple[Text, ...] = ()
    issuer: tuple[Text, ...] = ()
    leeway: Seconds = Seconds(0)

    @property
    def accepted(self) -> tuple[Algorithm, ...]:
        """The algorithms that a token may use, defaults included."""
        return self.algorithms or (("RS256",) if self.jwk_url else ("HS256",))


@frozen(kw_only=True)
class PiiConfig:
    """Which columns hold personal data, and who sees it.

    Attributes:
        meta: what in the meta of a column, or of a member in Cube, says so: a key that is `true` (`contains_pii`), or a key and
            its value (`classification:pii`), with dots into nested meta. In the meta of a model none of whose columns is marked
            it is about all of them.
        tags: tags of a column that say so, or of such a model.
        action: `mask`, by which everybody else sees dimensions without their values, or `hide`, by which they are not there.
        groups: roles that see the values; nobody by default.
    """

    meta: tuple[Text, ...] = tuple(map(Text, PII_META))
    tags: tuple[Text, ...] = (Text("pii"),)
    action: Literal["mask", "hide"] = "mask"
    groups: tuple[Text, ...] = ()


@frozen(kw_only=True)
class SecurityConfig:
    """Who sees which rows.

    A project without any `security:` section compiles to a deployment where every verified token sees every row: the first try
    of a newcomer. As soon as the section is there, even if it is empty, rows are filtered unless it says `row_level: false`.

    Attributes:
        row_level: whether rows are filtered by a claim of the token; true by default where the section is present.
        filter_column: the column that decides, in every model that has it; `organization_id` by default.
        filter_claim: the claim that it must equal, with dots into nested claims; by default the claim named as the column. A list
            gives the steps to one claim, where a name has dots itself (`["https://example.com/claims", tenant]`); a URL is one name.
        user_id_claim: the claim that names the user; `sub` by default.
        roles_claim: the claim that lists the user's roles; none by default.
        pii: which columns hold personal data, and who sees it; no column is treated in another way without this section.
        jwt: how tokens are verified.
    """

    row_level: bool = True
    filter_column: Text = Text("organization_id")
    filter_claim: ClaimPath | None = None
    user_id_claim: ClaimPath = ClaimPath(("sub",))
    roles_claim: ClaimPath | None = None
    pii: PiiConfig | None = None
    jwt: Jwt = field(factory=Jwt)

    @property
    def claim(self) -> ClaimPath:
        """The claim that the filter column must equal, default included."""
        return self.filter_claim or ClaimPath((self.filter_column,))


@frozen(kw_only=True)
class ProjectConfig:
    """A dbt project of several that one deployment serves (dbt mesh).

    Attributes:
        target: dbt's target directory, with manifest.json and perhaps catalog.json; relative to the folder of this file.
        name: dbt's name of the project, where a manifest before dbt 1.6 does not say it.
        prefix: what the names of all its cubes and views begin with (`crm_`); nothing by default. Its meta goes on calling them
            what it always did.
        data_source: Cube's name of the connection to its tables; the first project's is always `default`, also for others of the
            same word. By default that one if the adapter is the same, else one that is called like the project.
        database_type: Cube's name of the database of that connection; by default it follows from dbt's adapter.
        dataset_namespace: namespace of its datasets in OpenLineage; by default the one that dbt's own integration gives them.
        export_bucket: the export bucket of that connection; none by default, and of the data source `default` the one of
            `pre_aggregations`. Its credentials are named as the variables of the connection are: CUBEJS_DS_CRM_DB_EXPORT_*.
    """

    target: Text
    name: Identifier | None = None
    prefix: Identifier | None = None
    data_source: Identifier | None = None
    database_type: DatabaseType | None = None
    dataset_namespace: Text | None = None
    export_bucket: ExportBucket | None = None


@frozen(kw_only=True)
class ConsumptionConfig:
    """The `consumption:` section: the Cube deployment.

    Attributes:
        enabled: whether a deployment is built at all; true by default.
        database_type: Cube's name of the database; by default it follows from dbt's adapter.
        database_secret_ref: Kubernetes secret with the database's credentials; none by default.
        port: port of the HTTP API; 4000 by default.
        sql_port: port of the SQL API; 15432 by default.
        api_secret_ref: Kubernetes secret with CUBEJS_API_SECRET; none by default: the variable is set by other means.
        dev_mode: Cube's development mode, for a developer's own machine; false by default.
        pre_aggregations: what holds for pre-aggregations.
        security: who sees which rows; see there for what the absence of the section means.
        select: models to build, in dbt's syntax of selectors; all by default.
        exclude: models to leave out, in dbt's syntax of selectors; none by default.
        packages: dbt packages to build from; all by default.
        conventions: other tools whose meta is read too: `lightdash` (`meta.dimension`, `meta.metrics`), `metrics` (`meta.metrics`
            alone), `metabase` (foreign keys and names that dbt-metabase reads); none by default.
        projects: all dbt projects that the deployment serves together, the first one foremost, unless the command line names any;
            by default the one in `target`.
    """

    enabled: bool = True
    database_type: DatabaseType | None = None
    database_secret_ref: SecretName | None = None
    port: Port = Port(4000)
    sql_port: Port = Port(15432)
    api_secret_ref: SecretName | None = None
    dev_mode: bool = False
    pre_aggregations: PreAggregationConfig = field(factory=PreAggregationConfig)
    security: SecurityConfig = field(factory=lambda: SecurityConfig(row_level=False))
    select: tuple[Text, ...] = ()
    exclude: tuple[Text, ...] = ()
    packages: tuple[Text, ...] = ()
    conventions: tuple[Convention, ...] = ()
    projects: tuple[ProjectConfig, ...] = ()


@frozen(kw_only=True)
class ObservabilityConfig:
    """The `observability:` section: what `floe-cube observe` sends, and where.

    Attributes:
        traces_enabled: whether a trace is sent for each query; false by default.
        otlp_endpoint: URL of the OTLP receiver; by default what OpenTelemetry's own environment variables say.
        openlineage_enabled: whether run events are sent for each query; false by default.
        openlineage_endpoint: URL of the OpenLineage receiver; by default what OPENLINEAGE_URL says.
        openlineage_namespace: namespace of the jobs; `cube` by default.
        dataset_namespace: namespace of the datasets; by default the one that dbt's own OpenLineage integration gives them.
    """

    traces_enabled: bool = False
    otlp_endpoint: Url | None = None
    openlineage_enabled: bool = False
    openlineage_endpoint: Url | None = None
    openlineage_namespace: Text = Text("cube")
    dataset_namespace: Text | None = None


@frozen(kw_only=True)
class Config:
    """The sections that floe-cube reads, of a file that other programs may share.

    Attributes:
        consumption: the Cube deployment.
        observability: what is sent about its queries.
    """

    consumption: ConsumptionConfig = field(factory=ConsumptionConfig)
    observability: ObservabilityConfig = field(factory=ObservabilityConfig)


def claim_steps(name: str) -> tuple[str, ...]:
    """The steps to a claim that is written as text: a dot leads into a nested one, but a URL is a name as issuers give them."""
    return (name,) if "://" in name else tuple(name.split("."))


def claim_keys(paths: Iterable[ClaimPath]) -> Mapping[ClaimPath, str]:
    """The name under which each claim stands in the security context: an identifier of JavaScript and Python, each its own.

    `("u", "tenant")` becomes `u_tenant`. Two paths that would share a name are told apart by a number, in their sorted order.
    """
    keys: dict[ClaimPath, str] = {}
    for path in sorted(set(paths)):
        key = re.sub(r"[^A-Za-z0-9]+", "_", "_".join(path)).strip("_") or "claim"
        key = f"c_{key}" if key[0].isdigit() or keyword.iskeyword(key) else key
        unique, number = key, 2
        while unique in keys.values():
            unique, number = f"{key}_{number}", number + 1
        keys[path] = unique
    return keys
