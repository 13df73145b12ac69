"""The databases that Cube can serve here: one table of names, drivers and environment variables.

Source: the getters of @cubejs-backend/shared 1.7.43 (env.ts) and the constructors of the drivers of the same release, of
which Redshift's is PostgreSQL's with IAM on top. `tests/test_config.py` looks them up again in the installed packages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from floe_cube.config import BucketType, ConsumptionConfig
from floe_cube.diagnostics import Diagnostic, Place, finding, nearest
from floe_cube.record import frozen

__all__ = [
    "CUBE_VERSION",
    "DATABASES",
    "DEFAULT",
    "Bucket",
    "Database",
    "Need",
    "Variable",
    "database_named",
    "prefix",
    "resolve",
    "spellings",
]

CUBE_VERSION = "1.7.43"
"""The release of Cube that generated deployments are tried in."""

DEFAULT = "default"
"""Cube's name of the data source that every deployment has."""

Need = Literal["required", "either", "optional"]
"""`either`: one of the variables of this need is enough."""


@frozen
class Variable:
    """An environment variable.

    Attributes:
        name: its name.
        meaning: what it means, with its unit and Cube's default.
        need: whether it must be set.
        secret: whether its value is fed from a Kubernetes secret and never written down.
    """

    name: str
    meaning: str
    need: Need = "optional"
    secret: bool = False


@frozen
class Bucket:
    """An export bucket that a driver supports.

    Attributes:
        type: the driver's name of its type (CUBEJS_DB_EXPORT_BUCKET_TYPE).
        credentials: the variables with which the driver reads it; without any, the database's own credentials count.
    """

    type: str
    credentials: tuple[Variable, ...] = ()


@frozen(kw_only=True)
class Database:
    """A kind of database.

    Attributes:
        type: Cube's name of it (CUBEJS_DB_TYPE).
        title: its name for people.
        aliases: other names that mean it in the configuration.
        adapters: the dbt adapters whose tables it reads.
        package: the npm package of its driver.
        buckets: the export buckets that the driver supports.
        variables: the environment variables of a connection, the useful ones of those that the driver reads.
    """

    type: str
    title: str
    aliases: tuple[str, ...] = ()
    adapters: tuple[str, ...]
    package: str
    buckets: Mapping[BucketType, Bucket]
    variables: tuple[Variable, ...]


def _server(port: Variable) -> tuple[Variable, ...]:
    return (
        Variable("CUBEJS_DB_HOST", "host name of the server", "required"),
        port,
        Variable("CUBEJS_DB_NAME", "name of the database", "required"),
        Variable("CUBEJS_DB_USER", "user name", "required"),
        Variable("CUBEJS_DB_PASS", "password of the user", "required", secret=True),
    )


_TLS = (
    Variable("CUBEJS_DB_SSL", "`true` to encrypt the connection"),
    Variable("CUBEJS_DB_SSL_REJECT_UNAUTHORIZED", "`true` to verify the server's certificate"),
    Variable("CUBEJS_DB_SSL_CA", "certificate of the authority, in PEM or as a path"),
)
_POOL = (Variable("CUBEJS_DB_MAX_POOL", "most connections at once"),)

_AWS = (
    Variable("CUBEJS_DB_EXPORT_BUCKET_AWS_KEY", "access key; by default the pod's own role counts", secret=True),
    Variable("CUBEJS_DB_EXPORT_BUCKET_AWS_SECRET", "secret of that key", secret=True),
)
_GCP = (Variable("CUBEJS_DB_EXPORT_GCS_CREDENTIALS", "the service account's JSON in base64", "required", secret=True),)
_AZURE_KEY = Variable("CUBEJS_DB_EXPORT_BUCKET_AZURE_KEY", "key of the storage account", secret=True)
_SAS = Variable(
    "CUBEJS_DB_EXPORT_BUCKET_AZURE_SAS_TOKEN", "shared access signature, unless there is an integration", secret=True
)
_PRINCIPAL = (
    Variable("CUBEJS_DB_EXPORT_BUCKET_AZURE_TENANT_ID", "tenant of the service principal, instead of a key"),
    Variable("CUBEJS_DB_EXPORT_BUCKET_AZURE_CLIENT_ID", "client of the service principal"),
    Variable("CUBEJS_DB_EXPORT_BUCKET_AZURE_CLIENT_SECRET", "secret of that client", secret=True),
)

DATABASES: tuple[Database, ...] = (
    Database(
        type="postgres",
        title="PostgreSQL",
        aliases=("postgresql",),
        adapters=("postgres",),
        package="@cubejs-backend/postgres-driver",
        buckets={},
        variables=_server(Variable("CUBEJS_DB_PORT", "its port, 5432 by default")) + _TLS + _POOL,
    ),
    Database(
        type="snowflake",
        title="Snowflake",
        adapters=("snowflake",),
        package="@cubejs-backend/snowflake-driver",
        buckets={"s3": Bucket("s3", _AWS), "gcs": Bucket("gcs", _GCP), "azure": Bucket("azure", (_SAS, _AZURE_KEY))},
        variables=(
            Variable("CUBEJS_DB_SNOWFLAKE_ACCOUNT", "account identifier, as `organization-account`", "required"),
            Variable("CUBEJS_DB_SNOWFLAKE_WAREHOUSE", "warehouse that runs the queries", "required"),
            Variable("CUBEJS_DB_NAME", "name of the database", "required"),
            Variable("CUBEJS_DB_USER", "user name", "required"),
            Variable("CUBEJS_DB_PASS", "password of the user", "either", secret=True),
            Variable(
                "CUBEJS_DB_SNOWFLAKE_PRIVATE_KEY", "private key in PEM, instead of a password", "either", secret=True
            ),
            Variable("CUBEJS_DB_SNOWFLAKE_PRIVATE_KEY_PASS", "passphrase of that key", secret=True),
            Variable("CUBEJS_DB_SNOWFLAKE_OAUTH_TOKEN", "OAuth token, instead of a password", "either", secret=True),
            Variable("CUBEJS_DB_SNOWFLAKE_AUTHENTICATOR", "`SNOWFLAKE_JWT` with a private key, `OAUTH` with a token"),
            Variable("CUBEJS_DB_SNOWFLAKE_ROLE", "role of the session"),
            Variable("CUBEJS_DB_SNOWFLAKE_REGION", "region, where the account's identifier does not tell it"),
        ),
    ),
    Database(
        type="bigquery",
        title="BigQuery",
        adapters=("bigquery",),
        package="@cubejs-backend/bigquery-driver",
        buckets={"gcs": Bucket("gcp")},
        variables=(
            Variable("CUBEJS_DB_BQ_PROJECT_ID", "project that pays for the queries", "required"),
            Variable("CUBEJS_DB_BQ_CREDENTIALS", "the service account's JSON in base64", "either", secret=True),
            Variable("CUBEJS_DB_BQ_KEY_FILE", "path of the service account's JSON, instead", "either"),
            Variable("CUBEJS_DB_BQ_LOCATION", "location of the data, such as `EU`"),
        ),
    ),
    Database(
        type="databricks-jdbc",
        title="Databricks",
        aliases=("databricks", "spark"),
        adapters=("databricks", "spark"),
        package="@cubejs-backend/databricks-jdbc-driver",
        buckets={
            "s3": Bucket("s3", _AWS),
            "gcs": Bucket("gcs", _GCP),
            "azure": Bucket("azure", (_AZURE_KEY, *_PRINCIPAL)),
        },
        variables=(
            Variable("CUBEJS_DB_DATABRICKS_URL", "JDBC URL without its password; the driver needs Java", "required"),
            Variable("CUBEJS_DB_DATABRICKS_TOKEN", "personal access token", "either", secret=True),
            Variable("CUBEJS_DB_DATABRICKS_OAUTH_CLIENT_ID", "client of OAuth, instead of a token", "either"),
            Variable("CUBEJS_DB_DATABRICKS_OAUTH_CLIENT_SECRET", "secret of that client", "either", secret=True),
            Variable("CUBEJS_DB_DATABRICKS_CATALOG", "catalog of Unity Catalog"),
            Variable("CUBEJS_DB_NAME", "schema"),
        ),
    ),
    Database(
        type="trino",
        title="Trino",
        aliases=("starburst",),
        adapters=("trino",),
        package="@cubejs-backend/trino-driver",
        buckets={"s3": Bucket("s3", _AWS), "gcs": Bucket("gcs", _GCP)},
        variables=(
            Variable("CUBEJS_DB_HOST", "host name of the coordinator", "required"),
            Variable("CUBEJS_DB_PORT", "its port", "required"),
            Variable("CUBEJS_DB_PRESTO_CATALOG", "catalog", "required"),
            Variable("CUBEJS_DB_NAME", "schema", "required"),
            Variable("CUBEJS_DB_USER", "user name", "required"),
            Variable("CUBEJS_DB_PASS", "password of the user", "either", secret=True),
            Variable("CUBEJS_DB_PRESTO_AUTH_TOKEN", "bearer token, instead of a password", "either", secret=True),
            Variable("CUBEJS_DB_USE_SELECT_TEST_CONNECTION", "`true` to test the connection by a query"),
            *_TLS,
        ),
    ),
    Database(
        type="duckdb",
        title="DuckDB",
        aliases=("motherduck",),
        adapters=("duckdb",),
        package="@cubejs-backend/duckdb-driver",
        buckets={},
        variables=(
            Variable("CUBEJS_DB_DUCKDB_DATABASE_PATH", "path of the database file, in the format of DuckDB 1.x", "either"),
            Variable("CUBEJS_DB_DUCKDB_MOTHERDUCK_TOKEN", "token of MotherDuck, instead", "either", secret=True),
            Variable("CUBEJS_DB_DUCKDB_SCHEMA", "schema that unqualified names mean"),
            Variable("CUBEJS_DB_DUCKDB_MEMORY_LIMIT", "most memory, such as `4GB`"),
            Variable("CUBEJS_DB_DUCKDB_EXTENSIONS", "extensions to load, with commas between them"),
        ),
    ),
    Database(
        type="redshift",
        title="Redshift",
        adapters=("redshift",),
        package="@cubejs-backend/redshift-driver",
        buckets={"s3": Bucket("s3", _AWS)},
        variables=(
            *_server(Variable("CUBEJS_DB_PORT", "its port, usually 5439; the driver would take 5432", "required")),
            Variable("CUBEJS_DB_REDSHIFT_AWS_REGION", "region, to authenticate by IAM instead of a password"),
            Variable("CUBEJS_DB_REDSHIFT_CLUSTER_IDENTIFIER", "cluster, to authenticate by IAM"),
            Variable("CUBEJS_DB_REDSHIFT_WORKGROUP_NAME", "workgroup of Redshift Serverless, to authenticate by IAM"),
            *_TLS,
            *_POOL,
        ),
    ),
    Database(
        type="clickhouse",
        title="ClickHouse",
        adapters=("clickhouse",),
        package="@cubejs-backend/clickhouse-driver",
        buckets={"s3": Bucket("s3", _AWS)},
        variables=(
            *_server(Variable("CUBEJS_DB_PORT", "port of its HTTP interface, 8123 by default")),
            Variable("CUBEJS_DB_SSL", "`true` to encrypt the connection"),
            Variable("CUBEJS_DB_CLICKHOUSE_READONLY", "`true` for a user whose `readonly` is 1"),
            Variable("CUBEJS_DB_CLICKHOUSE_COMPRESSION", "`true` to compress requests and responses"),
            *_POOL,
        ),
    ),
    Database(
        type="athena",
        title="Athena",
        adapters=("athena",),
        package="@cubejs-backend/athena-driver",
        buckets={"s3": Bucket("s3")},
        variables=(
            Variable("CUBEJS_AWS_REGION", "region", "required"),
            Variable("CUBEJS_AWS_S3_OUTPUT_LOCATION", "S3 URL for the results, unless the workgroup has one"),
            Variable("CUBEJS_AWS_KEY", "access key; by default the pod's own role counts", secret=True),
            Variable("CUBEJS_AWS_SECRET", "secret of that key", secret=True),
            Variable("CUBEJS_DB_NAME", "schema"),
            Variable("CUBEJS_AWS_ATHENA_CATALOG", "catalog; Athena's own by default"),
            Variable("CUBEJS_AWS_ATHENA_WORKGROUP", "workgroup, `primary` by default"),
            Variable("CUBEJS_AWS_ATHENA_ASSUME_ROLE_ARN", "role to assume"),
        ),
    ),
)

_BY_NAME = {name: database for database in DATABASES for name in (database.type, *database.aliases)}
_BY_ADAPTER = {adapter: database for database in DATABASES for adapter in database.adapters}


def database_named(name: str) -> Database | None:
    """The database of this name, be it Cube's or an alias."""
    return _BY_NAME.get(name)


def prefix(data_source: str) -> str:
    """What the variables of a connection begin with. Source: `keyByDataSource` in env.ts."""
    return "CUBEJS_" if data_source == DEFAULT else f"CUBEJS_DS_{re.sub('[^A-Za-z0-9_-]', '_', data_source).upper()}_"


def spellings(databases: Iterable[Database] = DATABASES) -> tuple[str, ...]:
    """Cube's names of the databases, for a message."""
    return tuple(database.type for database in databases)


def resolve(config: ConsumptionConfig, adapter: str) -> tuple[Database | None, tuple[Diagnostic, ...]]:
    """The database that the deployment reads: the configured one, else the one that fits dbt's adapter.

    Args:
        config: the `consumption:` section.
        adapter: dbt's name of the adapter, from the manifest.
    """
    name = config.database_type
    database = database_named(name) if name else _BY_ADAPTER.get(adapter.lower())
    if database is None:
        data = {
            "adapter": name or adapter or "(none)",
            "nearest": nearest((name or adapter).lower()[:64], [*_BY_NAME, *_BY_ADAPTER]),
            "supported": ", ".join(f"`{known}`" for known in spellings()),
        }
        return None, (finding("FC0711", Place("consumption.database_type"), **data),)
    bucket = config.pre_aggregations.export_bucket
    if bucket and bucket.type not in database.buckets:
        able = ", ".join(f"`{kind}`" for kind in database.buckets) or "no export bucket"
        place = Place("consumption.pre_aggregations.export_bucket.type")
        return database, (finding("FC0723", place, database=database.title, type=bucket.type, able=able),)
    return database, ()
