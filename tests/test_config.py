"""The configuration: what is read, what is refused and where, and that no secret comes out again."""

from __future__ import annotations

import collections
import itertools
import json
import shutil
import subprocess
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from floe_cube.config import (
    S3,
    ClaimPath,
    Config,
    ConsumptionConfig,
    CubeStore,
    DatabaseType,
    ExportBucket,
    Host,
    Identifier,
    Jwt,
    ObservabilityConfig,
    Port,
    PreAggregationConfig,
    ProjectConfig,
    Schedule,
    Seconds,
    SecretName,
    SecureUrl,
    SecurityConfig,
    Text,
    TimeZone,
    Url,
    Word,
    claim_keys,
)
from floe_cube.config_reading import read_compiled_artifacts, read_config
from floe_cube.config_schema import compiled_artifacts_schema, config_schema
from floe_cube.config_text import MAX_CHARACTERS, MAX_VALUES
from floe_cube.config_values import KINDS, RefusedError, secret_kind
from floe_cube.databases import DATABASES, database_named, resolve
from floe_cube.diagnostics import Diagnostic, Severity
from tests.cube import lab

FILE = "floe.yaml"


def spot(diagnostic: Diagnostic) -> tuple[str, int, int, str]:
    """A finding in short: code, line, column, subject."""
    data = dict(diagnostic.data)
    return diagnostic.code, diagnostic.place.line, int(data.get("char", 0)), diagnostic.place.subject


def words(diagnostic: Diagnostic) -> str:
    """All that a finding could show to anybody."""
    shown = (diagnostic.title, diagnostic.message, diagnostic.remedy, str(diagnostic.place), repr(diagnostic))
    return "\n".join(shown)


# --- what is read ----------------------------------------------------------------------------------------------------
FULL = """
dbt_project: {name: shop}   # someone else's
consumption:
  enabled: true
  database_type: databricks
  database_secret_ref: warehouse.prod
  port: 4001
  sql_port: 15433
  api_secret_ref: cube-api
  dev_mode: true
  select: tag:mart
  exclude: [staging.*, "tag:wip"]
  packages: [shop, stripe]
  projects:
    - target: target
    - target: ../crm/target
      name: crm
      prefix: crm_
      data_source: CRM
      database_type: postgresql
      dataset_namespace: "postgres://crm:5432"
  pre_aggregations:
    refresh_schedule: 30 5 * *  1
    timezone: Europe/Berlin
    external: true
    cube_store:
      host: cubestore
      port: 3031
      s3: {bucket: cubes, region: eu-central-1, sub_path: prod/cube, credentials_ref: cubestore-s3}
    export_bucket: {type: s3, bucket: "s3://exports/cube", region: eu-central-1, credentials_ref: exports}
  security:
    row_level: true
    filter_column: org_id
    filter_claim: u.org_id
    user_id_claim: ["https://example.com/user"]
    roles_claim: realm_access.roles
    jwt:
      algorithms: [RS256, ES256]
      jwk_url: https://id.example.com/keys.json
      audience: cube
      issuer: [https://id.example.com/]
      leeway: 30
observability:
  traces_enabled: true
  otlp_endpoint: http://collector:4318
  openlineage_enabled: true
  openlineage_endpoint: https://marquez.example.com/api/v1/lineage
  openlineage_namespace: shop
  dataset_namespace: databricks://host
"""

FULL_CONFIG = Config(
    consumption=ConsumptionConfig(
        database_type=DatabaseType("databricks-jdbc"),
        database_secret_ref=SecretName("warehouse.prod"),
        port=Port(4001),
        sql_port=Port(15433),
        api_secret_ref=SecretName("cube-api"),
        dev_mode=True,
        select=(Text("tag:mart"),),
        exclude=(Text("staging.*"), Text("tag:wip")),
        packages=(Text("shop"), Text("stripe")),
        projects=(
            ProjectConfig(target=Text("target")),
            ProjectConfig(
                target=Text("../crm/target"),
                name=Identifier("crm"),
                prefix=Identifier("crm_"),
                data_source=Identifier("CRM"),
                database_type=DatabaseType("postgres"),
                dataset_namespace=Text("postgres://crm:5432"),
            ),
        ),
        pre_aggregations=PreAggregationConfig(
            refresh_schedule=Schedule("30 5 * * 1"),
            timezone=TimeZone("Europe/Berlin"),
            external=True,
            cube_store=CubeStore(
                host=Host("cubestore"),
                port=Port(3031),
                s3=S3(
                    bucket=Word("cubes"),
                    region=Word("eu-central-1"),
                    sub_path=Word("prod/cube"),
                    credentials_ref=SecretName("cubestore-s3"),
                ),
            ),
            export_bucket=ExportBucket(
                type="s3",
                bucket=Word("s3://exports/cube"),
                region=Word("eu-central-1"),
                credentials_ref=SecretName("exports"),
            ),
        ),
        security=SecurityConfig(
            row_level=True,
            filter_column=Text("org_id"),
            filter_claim=ClaimPath(("u", "org_id")),
            user_id_claim=ClaimPath(("https://example.com/user",)),
            roles_claim=ClaimPath(("realm_access", "roles")),
            jwt=Jwt(
                algorithms=("RS256", "ES256"),
                jwk_url=SecureUrl("https://id.example.com/keys.json"),
                audience=(Text("cube"),),
                issuer=(Text("https://id.example.com/"),),
                leeway=Seconds(30),
            ),
        ),
    ),
    observability=ObservabilityConfig(
        traces_enabled=True,
        otlp_endpoint=Url("http://collector:4318"),
        openlineage_enabled=True,
        openlineage_endpoint=Url("https://marquez.example.com/api/v1/lineage"),
        openlineage_namespace=Text("shop"),
        dataset_namespace=Text("databricks://host"),
    ),
)


def test_every_setting_is_read() -> None:
    assert read_config(FULL, FILE) == (FULL_CONFIG, ())


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "~", "---\n", "consumption:\nobservability:\n", "{}", "other: 1", "\ufeff"]
)
def test_nothing_configured_is_the_default(text: str) -> None:
    assert read_config(text, FILE) == (Config(), ())


@pytest.mark.parametrize(
    ("text", "filtered"),
    [
        ("consumption: {port: 4001}", False),
        ("consumption: {security: }", True),
        ("consumption: {security: {}}", True),
        ("consumption: {security: {user_id_claim: uid}}", True),
        ("consumption: {security: {row_level: false}}", False),
    ],
)
def test_rows_are_filtered_as_soon_as_there_is_a_security_section(text: str, filtered: bool) -> None:
    config, findings = read_config(text, FILE)
    assert not findings
    assert config.consumption.security.row_level is filtered


def test_defaults_that_follow_from_other_settings() -> None:
    assert SecurityConfig(filter_column=Text("tenant")).claim == ("tenant",)
    assert Jwt().accepted == ("HS256",)
    assert Jwt(jwk_url=SecureUrl("https://a/b")).accepted == ("RS256",)
    assert Jwt(algorithms=("ES256",)).accepted == ("ES256",)
    store = CubeStore(host=Host("h"))
    assert [PreAggregationConfig(cube_store=s, external=e).in_cube_store for s in (None, store) for e in (None, True, False)] == [
        False, True, False, True, True, False,
    ]  # fmt: skip


def test_a_whole_number_may_be_written_as_json_writes_it() -> None:
    assert read_compiled_artifacts('{"consumption": {"port": 4001.0}}', FILE)[0].consumption.port == 4001


@pytest.mark.parametrize(
    "value",
    [
        "refresh_schedule: 15 minute", "refresh_schedule: 1 hours", "refresh_schedule: '* * * * *'",
        "refresh_schedule: '0 30 5 * * *'", "refresh_schedule: 0 0 * * 7", "timezone: UTC", "timezone: America/Argentina/Salta",
    ],
)  # fmt: skip
def test_schedules_and_zones_that_cube_takes(value: str) -> None:
    assert not read_config(f"consumption: {{pre_aggregations: {{{value}}}}}", FILE)[1]


# --- what is refused, and where --------------------------------------------------------------------------------------
PRE = "consumption:\n  pre_aggregations:\n    "
JWT = "consumption:\n  security:\n    jwt: "
REFUSED: list[tuple[str, str, int, int, str]] = [
    # the text itself
    ("consumption: [", "FC0701", 1, 15, ""),
    ("consumption:\n\tport: 1", "FC0701", 2, 1, ""),
    ("a: 1\nconsumption: 'x", "FC0701", 2, 16, ""),
    ("consumption: {port: *nowhere}", "FC0701", 1, 21, ""),
    ("port: 1\n--- second\n", "FC0701", 2, 1, ""),
    ("%YAML 7.0\n---\na: 1", "FC0701", 1, 1, ""),
    ("port: 4000\nport\x00: 1", "FC0701", 2, 5, ""),
    ('consumption: "\\U00110000"', "FC0701", 1, 1, ""),
    ("[consumption]", "FC0706", 1, 1, ""),
    ("consumption", "FC0706", 1, 1, ""),
    # keys
    ("consumption:\n  port: 1\n  port: 2", "FC0703", 3, 3, "consumption.port"),
    ("consumption: {}\nconsumption: {}", "FC0703", 2, 1, "consumption"),
    ("consumption:\n  prot: 1", "FC0704", 2, 3, "consumption.prot"),
    ("consumption:\n  jwk_url: https://a/b", "FC0704", 2, 3, "consumption.jwk_url"),
    ("consumption:\n  <<: {port: 1}", "FC0706", 2, 3, "consumption"),
    ("consumption:\n  1: 2", "FC0706", 2, 3, "consumption"),
    ("observability:\n  trace_enabled: true", "FC0704", 2, 3, "observability.trace_enabled"),
    ("consumtion:\n  port: 1", "FC0705", 1, 1, "consumtion"),
    ("Observability: {}", "FC0705", 1, 1, "Observability"),
    ("a: {b: 1}\nsecurity:\n  filter_column: org", "FC0731", 2, 1, "security"),
    ("consumtion:\n  port: 1\n  security: {}", "FC0731", 1, 1, "consumtion"),
    ("consumption: {port: 4001}\nSecurty: {pii: {}}", "FC0731", 2, 1, "Securty"),
    ("filter_column: org", "FC0731", 1, 1, "filter_column"),
    ("consumption:\n  tenant_column: org", "FC0719", 2, 3, "consumption.tenant_column"),
    ("consumption:\n  security: {tenant_column: org}", "FC0719", 2, 14, "consumption.security.tenant_column"),
    ("consumption:\n  observability: {}", "FC0719", 2, 3, "consumption.observability"),
    # types
    ("consumption: 5", "FC0706", 1, 14, "consumption"),
    ("consumption:\n  security: [a]", "FC0706", 2, 13, "consumption.security"),
    ("consumption:\n  enabled: yes", "FC0706", 2, 12, "consumption.enabled"),
    ("consumption:\n  enabled:", "FC0706", 2, 11, "consumption.enabled"),
    ("consumption:\n  dev_mode: 1", "FC0706", 2, 13, "consumption.dev_mode"),
    ('consumption:\n  port: "4000"', "FC0706", 2, 9, "consumption.port"),
    ("consumption:\n  port: 4000.5", "FC0706", 2, 9, "consumption.port"),
    ("consumption:\n  port: true", "FC0706", 2, 9, "consumption.port"),
    ("%YAML 1.1\n---\nconsumption:\n  port: 1:30", "FC0706", 4, 9, "consumption.port"),
    ("consumption:\n  port: .inf", "FC0706", 2, 9, "consumption.port"),
    ("consumption:\n  port: !!python/name:os.system x", "FC0706", 2, 9, "consumption.port"),
    ("consumption:\n  api_secret_ref: !vault x", "FC0706", 2, 19, "consumption.api_secret_ref"),
    ("consumption:\n  select:\n    - a\n    - 1", "FC0706", 4, 7, "consumption.select[1]"),
    ("consumption:\n  select: {a: b}", "FC0706", 2, 11, "consumption.select"),
    # numbers and words
    ("consumption:\n  port: 0", "FC0708", 2, 9, "consumption.port"),
    ("consumption:\n  sql_port: 65536", "FC0708", 2, 13, "consumption.sql_port"),
    ("consumption:\n  select: ['']", "FC0708", 2, 12, "consumption.select[0]"),
    ('consumption:\n  select: "a\\nb"', "FC0708", 2, 11, "consumption.select"),
    ('consumption:\n  security: {filter_column: " "}', "FC0708", 2, 29, "consumption.security.filter_column"),
    ("consumption:\n  security: {filter_claim: a..b}", "FC0708", 2, 28, "consumption.security.filter_claim"),
    ("consumption:\n  security: {roles_claim: []}", "FC0708", 2, 27, "consumption.security.roles_claim"),
    ("consumption:\n  security: {roles_claim: [1]}", "FC0708", 2, 27, "consumption.security.roles_claim"),
    (JWT + "{leeway: 301}", "FC0708", 3, 19, "consumption.security.jwt.leeway"),
    (JWT + "{leeway: -1}", "FC0708", 3, 19, "consumption.security.jwt.leeway"),
    (PRE + "cube_store: {host: a b}", "FC0708", 3, 24, "consumption.pre_aggregations.cube_store.host"),
    (PRE + "cube_store: {port: 1}", "FC0707", 3, 17, "consumption.pre_aggregations.cube_store"),
    (PRE + "export_bucket: {bucket: b}", "FC0707", 3, 20, "consumption.pre_aggregations.export_bucket"),
    (PRE + "export_bucket: {type: s4, bucket: b}", "FC0709", 3, 27, "consumption.pre_aggregations.export_bucket.type"),
    (JWT + "{algorithms: [none]}", "FC0709", 3, 24, "consumption.security.jwt.algorithms[0]"),
    (JWT + "{algorithms: hs256}", "FC0709", 3, 23, "consumption.security.jwt.algorithms"),
    ("consumption:\n  database_type: postgress", "FC0710", 2, 18, "consumption.database_type"),
    ("consumption:\n  database_type: mysql", "FC0710", 2, 18, "consumption.database_type"),
    # schedules and zones
    (PRE + "refresh_schedule: sometimes", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '* * * *'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '60 * * * *'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '0 24 * * *'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '0 0 0 * *'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '0 0 * 13 *'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '0 0 * * 8'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '0 0 * * fre'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '0 17-9 * * *'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '*/0 * * * *'", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: 0 minute", "FC0712", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '*/15 * * * *'", "FC0713", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: '0 9-17 * * *'", "FC0713", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: 0 0 * jan,jul mon-fri", "FC0713", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "refresh_schedule: 0 0 1 * *", "FC0713", 3, 23, "consumption.pre_aggregations.refresh_schedule"),
    (PRE + "timezone: Europe/Berln", "FC0714", 3, 15, "consumption.pre_aggregations.timezone"),
    (PRE + "timezone: CEST", "FC0714", 3, 15, "consumption.pre_aggregations.timezone"),
    (PRE + "timezone: localtime", "FC0714", 3, 15, "consumption.pre_aggregations.timezone"),
    (PRE + "timezone: ../../etc/passwd", "FC0714", 3, 15, "consumption.pre_aggregations.timezone"),
    # addresses
    ("observability:\n  otlp_endpoint: collector:4318", "FC0715", 2, 18, "observability.otlp_endpoint"),
    ("observability:\n  otlp_endpoint: ftp://h", "FC0715", 2, 18, "observability.otlp_endpoint"),
    ("observability:\n  otlp_endpoint: http://", "FC0715", 2, 18, "observability.otlp_endpoint"),
    ("observability:\n  otlp_endpoint: http://h:99999", "FC0715", 2, 18, "observability.otlp_endpoint"),
    ("observability:\n  otlp_endpoint: http://[::1", "FC0715", 2, 18, "observability.otlp_endpoint"),
    ("observability:\n  otlp_endpoint: http://h/a b", "FC0715", 2, 18, "observability.otlp_endpoint"),
    (JWT + "{jwk_url: http://id.example.com/k}", "FC0716", 3, 20, "consumption.security.jwt.jwk_url"),
    (JWT + "{jwk_url: http://127.0.0.1.example.com/k}", "FC0716", 3, 20, "consumption.security.jwt.jwk_url"),
    # secrets by reference
    ("consumption:\n  api_secret_ref: Cube_API", "FC0717", 2, 19, "consumption.api_secret_ref"),
    ("consumption:\n  api_secret_ref: -a", "FC0717", 2, 19, "consumption.api_secret_ref"),
    ("consumption:\n  api_secret_ref: a..b", "FC0717", 2, 19, "consumption.api_secret_ref"),
    ("consumption:\n  api_secret_ref: " + "a" * 254, "FC0717", 2, 19, "consumption.api_secret_ref"),
    ("consumption:\n  password: hunter2", "FC0718", 2, 3, "consumption.password"),
    ("consumption:\n  api_secret: hunter2", "FC0718", 2, 3, "consumption.api_secret"),
    (JWT + "{key: hunter2}", "FC0718", 3, 11, "consumption.security.jwt.key"),
    ("consumption:\n  api_secret_ref: 9f86d081884c7d659a2feaa0c55ad015", "FC0718", 2, 19, "consumption.api_secret_ref"),
    ("observability:\n  otlp_endpoint: https://u:p@h/", "FC0718", 2, 18, "observability.otlp_endpoint"),
    # settings that contradict each other
    ("consumption:\n  port: 5000\n  sql_port: 5000", "FC0720", 3, 13, "consumption.sql_port"),
    ("consumption:\n  port: 15432", "FC0720", 2, 3, "consumption.sql_port"),
    (JWT + "{algorithms: [HS256, RS256], key_ref: k}", "FC0721", 3, 23, "consumption.security.jwt.algorithms"),
    (JWT + "{jwk_url: 'https://a/b', key_ref: k}", "FC0722", 3, 10, "consumption.security.jwt.algorithms"),
    (JWT + "{jwk_url: 'https://a/b', algorithms: HS512}", "FC0722", 3, 47, "consumption.security.jwt.algorithms"),
    (JWT + "{algorithms: EdDSA}", "FC0722", 3, 23, "consumption.security.jwt.algorithms"),
    (
        PRE + "cube_store: {host: h, gcs: {bucket: b}, minio: {bucket: b, endpoint: 'http://m'}}",
        "FC0724", 3, 17, "consumption.pre_aggregations.cube_store",
    ),
    (PRE + "export_bucket: {type: s3, bucket: b}", "FC0707", 3, 20, "consumption.pre_aggregations.export_bucket"),
    # projects
    ("consumption:\n  projects: [{target: a}, {name: b}]", "FC0707", 2, 27, "consumption.projects[1]"),
    ("consumption:\n  projects:\n    - target: a\n    -", "FC0707", 4, 6, "consumption.projects[1]"),
    ("consumption:\n  projects:\n    - target: a\n      export_bucket: {type: s3, bucket: b}", "FC0707", 4, 22, "consumption.projects[0].export_bucket"),
    ("consumption:\n  projects: a/target", "FC0706", 2, 13, "consumption.projects"),
    ("consumption:\n  projects: {target: a, prefix: crm-}", "FC0708", 2, 33, "consumption.projects.prefix"),
    ("consumption:\n  projects: [{target: a, data_source: 1a}]", "FC0708", 2, 39, "consumption.projects[0].data_source"),
    ("consumption:\n  prefix: a", "FC0704", 2, 3, "consumption.prefix"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "code", "line", "char", "subject"), REFUSED)
def test_a_refusal_says_where(text: str, code: str, line: int, char: int, subject: str) -> None:
    _, findings = read_config(text, FILE)
    assert [spot(finding) for finding in findings] == [(code, line, char, subject)]
    assert findings[0].place.file == FILE
    assert "{" not in findings[0].message
    assert "{" not in findings[0].remedy


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("x: 'a' 'b'", "the parser expected the end of the block"),
        ("a:\n\tb: 1", "a tab indents it, where YAML takes spaces only"),
        ("a: *hunter2", "the parser found an undefined alias"),
        ("a: %hunter2", "the parser found a character that cannot start any token"),
        ("a: b: c", "mapping values are not allowed here"),
        ("a: [hunter2", "the parser expected `,` or `]`"),
        ("a: !hunter2!b c", "the parser found an undefined tag handle"),
        ("a: 1\n--- hunter2", "the parser found another document"),
    ],
)
def test_what_the_parser_says_is_told_without_the_text(text: str, problem: str) -> None:
    (finding,) = read_config(text, FILE)[1]
    assert finding.message.endswith(f": the text is no YAML: {problem}.")


def test_every_refusal_is_in_the_table() -> None:
    codes = {code for _, code, *_ in REFUSED}
    assert codes >= {f"FC07{number:02}" for number in range(1, 25)} - {"FC0702", "FC0711", "FC0723"}


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("consumption: {prot: 1}", "did you mean `port`?"),
        ("consumption: {jwk_url: 1}", "it belongs into `consumption.security.jwt`"),
        ("consumption: {database_type: Postgres}", "did you mean `postgres`?"),
        ("consumption: {database_type: postgress}", "did you mean `postgres`?"),
        ("consumption: {security: {jwt: {algorithms: RS-256}}}", "did you mean `RS256`?"),
        ("consumption: {pre_aggregations: {timezone: europe/berlin}}", "did you mean `Europe/Berlin`?"),
        ("consumption: {tenant_column: a}", "`filter_column`"),
        ("consumption: {password: a}", "`database_secret_ref` or `api_secret_ref`"),
        ("consumtion: {}", "did you mean `consumption`?"),
    ],
)
def test_a_refusal_says_what_may_be_meant(text: str, suggestion: str) -> None:
    (finding,) = read_config(text, FILE)[1]
    assert suggestion in words(finding)


def test_an_unknown_database_type_lists_the_known_ones() -> None:
    (finding,) = read_config("consumption: {database_type: oracle}", FILE)[1]
    assert all(f"`{database.type}`" in finding.remedy for database in DATABASES)


def test_all_findings_come_at_once_and_the_rest_is_read() -> None:
    config, findings = read_config(
        "consumption:\n  port: 0\n  prot: 1\n  select: [a, 1, b, '']\n  security: {filter_column: org, jwt: {leeway: x, audience: me}}\n"
        "observability: {traces_enabled: 1, otlp_endpoint: x, dataset_namespace: ns}\n",
        FILE,
    )
    assert [finding.code for finding in findings] == [
        "FC0704",
        "FC0706",
        "FC0706",
        "FC0706",
        "FC0708",
        "FC0708",
        "FC0715",
    ]
    security = SecurityConfig(filter_column=Text("org"), jwt=Jwt(audience=(Text("me"),)))
    assert config == Config(
        consumption=ConsumptionConfig(select=(Text("a"), Text("b")), security=security),
        observability=ObservabilityConfig(dataset_namespace=Text("ns")),
    )


def test_a_refused_value_contradicts_nothing() -> None:
    _, findings = read_config(JWT + "{algorithms: RS256, jwk_url: 'ftp://a'}", FILE)
    assert [finding.code for finding in findings] == ["FC0715"]


@pytest.mark.parametrize(
    "text",
    [
        "security: {encryption: aes, audit: true}",  # nothing of ours in it
        "security: {}",
        "security:",
        "security: {jwt: {}}\nconsumption: {security: {row_level: false}}",  # said where we read it
        "compute: {security: {row_level: true}}",
        "security: &a {<<: *a, 1: 2, [b]: c}",
    ],
)
def test_security_of_another_program_is_left_alone(text: str) -> None:
    assert read_config(text, FILE)[1] == ()


@pytest.mark.parametrize("name", ["audience", "issuer"])
def test_a_party_that_is_nobody_is_refused(name: str) -> None:
    """`issuer: ${ISSUER}` without that variable would take the tokens of all issuers."""
    _, findings = read_config(f"{JWT}\n      {name}:\n      leeway: 5\n", FILE)
    assert [(finding.code, finding.place.subject) for finding in findings] == [
        ("FC0706", f"consumption.security.jwt.{name}")
    ]
    assert read_config(f"{JWT}\n      {name}: []\n", FILE)[1] == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"metadata": {}, "nodes": {}}', "FC0706"),  # a manifest: the options are taken for each other
        ('{"dbt_manifest_path": "m", "security": {"filter_column": "org"}}', "FC0731"),
        ('{"dbt_manifest_path": "m", "Consumption": {"security": {}}}', "FC0731"),
        ('{"dbt_manifest_path": "m", "security": {"encryption": "aes"}, "nodes": {}}', None),
        ('{"dbt_manifest_path": "m", "consumption": {"security": {}}, "security": {"jwt": 1}}', None),
    ],
)
def test_compiled_artifacts_that_hold_their_security_elsewhere(text: str, code: str | None) -> None:
    findings = read_compiled_artifacts(text, FILE)[2]
    assert [finding.code for finding in findings] == ([code] if code else [])


@pytest.mark.parametrize(
    ("host", "is_good"),
    [
        ("cubestore", True),
        ("store_1.example.com", True),
        ("10.0.0.1", True),
        ("http://a", False),
        ("a:3030", False),
        ("a/b", False),
    ],
)
def test_a_host_has_neither_scheme_nor_port(host: str, is_good: bool) -> None:
    findings = read_config(f"consumption: {{pre_aggregations: {{cube_store: {{host: '{host}'}}}}}}", FILE)[1]
    assert [finding.code for finding in findings] == [] if is_good else ["FC0708"]


@pytest.mark.parametrize(
    ("written", "steps"),
    [
        ("u.org", ("u", "org")),
        ("https://shop.example.com/org", ("https://shop.example.com/org",)),  # Auth0's way of its own claims
        ("[https://shop.example.com/claims, org]", ("https://shop.example.com/claims", "org")),
        ("[u.org]", ("u.org",)),
    ],
)
def test_the_way_to_a_claim(written: str, steps: tuple[str, ...]) -> None:
    config, findings = read_config(f"consumption: {{security: {{filter_claim: {written}}}}}".replace("{u", "{ u"), FILE)
    assert (config.consumption.security.claim, findings) == (steps, ())


def test_other_programs_sections_are_left_alone() -> None:
    text = "transformations: {password: hunter2, port: x}\nconsumption: {port: 4001}\n1: 2\n? [a]\n: b\n"
    config, findings = read_config(text, FILE)
    assert (config.consumption.port, findings) == (4001, ())


@pytest.mark.parametrize(
    "text",
    [
        "consumption: " + "x" * MAX_CHARACTERS,
        "consumption:\n" + "".join(f"{' ' * depth}- \n" for depth in range(1, 40)),
        "consumption: " + "[" * 1000,
        "consumption: &a {security: *a}",
        "x:\n" + "".join(f" - &a{n} [{', '.join([f'*a{n - 1}' if n else 'x'] * 10)}]\n" for n in range(9)) + "consumption: {select: *a8}",
        f"consumption: {{select: [{'a, ' * MAX_VALUES}]}}",
    ],
    ids=["long", "deep", "deep-flow", "cycle", "bomb", "many"],
)  # fmt: skip
def test_no_text_is_too_much(text: str) -> None:
    config, findings = read_config(text, FILE)
    assert config == Config()
    assert [finding.code for finding in findings] == ["FC0702"]


# --- CompiledArtifacts -----------------------------------------------------------------------------------------------
def test_compiled_artifacts_say_the_same() -> None:
    text = json.dumps(
        {
            "version": "0.3",
            "consumption": {"port": 4001, "security": None, "select": None, "pre_aggregations": {"cube_store": None}},
            "observability": None,
            "dbt_manifest_path": "target/manifest.json",
        },
        indent="\t",
    )
    config, path, findings = read_compiled_artifacts("\ufeff" + text, "artifacts.json")
    assert config == Config(consumption=ConsumptionConfig(port=Port(4001), security=SecurityConfig()))
    assert (path, findings) == ("target/manifest.json", ())
    jsonschema.validate(json.loads(text), compiled_artifacts_schema())


@pytest.mark.parametrize(
    ("text", "code", "line", "char", "subject"),
    [
        ("", "FC0701", 1, 1, ""),
        ('{"consumption": {}', "FC0701", 1, 19, ""),
        ('{"consumption": {"port": ' + "1" * 5000 + "}}", "FC0701", 1, 1, ""),
        ("[" * 100_000, "FC0702", 1, 1, ""),
        ('{"consumption": ' + '{"security": ' * 30 + "1" + "}" * 31, "FC0702", 1, 1, ""),
        (json.dumps({"consumption": {"select": ["a"] * MAX_VALUES}}), "FC0702", 1, 1, ""),
        ("[1]", "FC0706", 1, 1, ""),
        ('{\r\n\t"consumption": {"port":\r\n"x"}}', "FC0706", 3, 1, "consumption.port"),
        ('{"consumption":\n {"port": 1,\n  "port": 2}}', "FC0703", 3, 3, "consumption.port"),
        ('{"consumption": {"\\ud800\\u0041": 1}}', "FC0704", 1, 18, "consumption.…"),
        ('{"consumption": {"select": ["a" ,  7]}}', "FC0706", 1, 36, "consumption.select[1]"),
        ('{"dbt_manifest_path": 7}', "FC0706", 1, 23, "dbt_manifest_path"),
        ('{"dbt_manifest_path": ""}', "FC0706", 1, 23, "dbt_manifest_path"),
        ('{"dbt_manifest_path": "a\\u0000"}', "FC0706", 1, 23, "dbt_manifest_path"),
    ],
)  # fmt: skip
def test_a_refusal_in_json_says_where(text: str, code: str, line: int, char: int, subject: str) -> None:
    _, path, findings = read_compiled_artifacts(text, "artifacts.json")
    assert [spot(finding) for finding in findings] == [(code, line, char, subject)]
    assert path is None


# --- laws ------------------------------------------------------------------------------------------------------------
SCHEMA = jsonschema.Draft202012Validator(config_schema())


def names() -> set[str]:
    """The name of every setting."""
    found: set[str] = set()
    for definition in config_schema()["$defs"].values():
        found |= set(definition["properties"])
    return found


TEXTS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["a.b", "UTC", "RS256", "s3", "https://a.example/b", "0 0 * * *", "15 minute", "postgres", "cube-api", "x"]
    ),
)
SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 70000), st.floats(allow_nan=False, allow_infinity=False), TEXTS
)
KEYS = st.one_of(
    st.sampled_from(sorted(names() | {"consumption", "observability", "tenant_column"})), st.text(max_size=8)
)
TREES = st.recursive(
    SCALARS, lambda t: st.one_of(st.lists(t, max_size=3), st.dictionaries(KEYS, t, max_size=5)), max_leaves=12
)
SECTIONS = st.fixed_dictionaries({}, optional={"consumption": TREES, "observability": TREES})


def sound(section: str) -> st.SearchStrategy[Any]:
    """Values that a section of the JSON Schema allows, as far as its structure goes."""
    definitions = config_schema()["$defs"]

    def of(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
        if "$ref" in schema:
            properties = definitions[schema["$ref"].rpartition("/")[2]]["properties"]
            return st.fixed_dictionaries({}, optional={name: of(inner) for name, inner in properties.items()})
        if "anyOf" in schema:
            return st.one_of(*map(of, schema["anyOf"]))
        if "enum" in schema:
            return st.sampled_from(schema["enum"])
        if schema["type"] == "array":
            return st.lists(of(schema["items"]), max_size=3)
        simple = {"boolean": st.booleans(), "integer": st.integers(0, 65535), "null": st.none(), "string": TEXTS}
        return simple[schema["type"]]

    return of({"$ref": f"#/$defs/{section}"})


@given(st.text())
def test_arbitrary_text_never_raises(text: str) -> None:
    for findings in (read_config(text, FILE)[1], read_compiled_artifacts(text, FILE)[2]):
        for finding in findings:
            assert finding.message
            assert 1 <= finding.place.line <= text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029") + 2  # fmt: skip


@given(st.text(alphabet="consumption: {}[]&*!|>'\"\n\t-?%#,@`0123\\ux\u2028", max_size=60))
def test_near_misses_of_yaml_never_raise(text: str) -> None:
    read_config(text, FILE)
    read_config("consumption:\n  " + text, FILE)


@given(SECTIONS)
@settings(max_examples=300)
def test_arbitrary_trees_never_raise_and_mean_the_same_in_yaml_and_json(tree: dict[str, Any]) -> None:
    text = json.dumps(tree)
    config, findings = read_config(text, FILE)
    of_json, _, findings_of_json = read_compiled_artifacts(text, FILE)
    if "\\ud" not in text:  # YAML's escapes know no surrogate pairs
        assert (config, findings) == (of_json, findings_of_json)
    assert all(finding.place.line == 1 and int(dict(finding.data)["char"]) <= len(text) for finding in findings_of_json)


@given(
    st.fixed_dictionaries({"consumption": sound("ConsumptionConfig"), "observability": sound("ObservabilityConfig")})
)
@settings(max_examples=300)
def test_what_is_read_without_a_finding_is_valid_by_the_schema_and_reads_back(tree: dict[str, Any]) -> None:
    config, _, findings = read_compiled_artifacts(json.dumps(tree), FILE)
    if not findings:
        SCHEMA.validate(tree)
    written = json.dumps(attrs.asdict(config))
    assert read_compiled_artifacts(written, FILE)[0] == config


@given(SECTIONS)
def test_what_the_schema_refuses_is_refused(tree: dict[str, Any]) -> None:
    if not SCHEMA.is_valid(tree):
        assert read_compiled_artifacts(json.dumps(tree), FILE)[2]


def test_the_schemas_are_schemas_and_describe_every_setting() -> None:
    for schema in (config_schema(), compiled_artifacts_schema()):
        jsonschema.Draft202012Validator.check_schema(schema)
        for definition in schema["$defs"].values():
            assert definition["description"]
            assert all(inner["description"] for inner in definition["properties"].values())
    assert read_config(FULL, FILE)[1] == ()


@given(
    st.lists(
        st.lists(st.text(min_size=1, max_size=6), min_size=1, max_size=3).map(lambda p: ClaimPath(tuple(p))), max_size=6
    )
)
def test_claims_have_names_of_their_own(paths: list[ClaimPath]) -> None:
    keys = claim_keys(paths)
    assert keys == claim_keys(reversed(paths))
    assert set(keys) == set(paths)
    assert len(set(keys.values())) == len(keys)
    assert all(key.isidentifier() and key.isascii() and not key.startswith("_") for key in keys.values())


def test_claims_are_named_after_their_paths() -> None:
    paths = [
        ClaimPath(("u", "tenant")),
        ClaimPath(("u_tenant",)),
        ClaimPath(("class",)),
        ClaimPath(("__proto__",)),
        ClaimPath(("é",)),
    ]
    assert sorted(claim_keys(paths).values()) == ["c_class", "claim", "proto", "u_tenant", "u_tenant_2"]


# --- secrets ---------------------------------------------------------------------------------------------------------
HEX = st.text("0123456789abcdef", min_size=32, max_size=64).filter(
    lambda t: sum(c.isdigit() for c in t.rstrip("0123456789")) > 3
)
BASE = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", min_size=20, max_size=40).map(
    "{}9zQ7".format
)
PLANTED = st.one_of(
    st.builds("AKIA{}".format, st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", min_size=16, max_size=16)),
    st.builds("eyJhbGciOiJIUzI1NiJ9.{}.{}".format, BASE, BASE),
    st.builds("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n".format, BASE),
    st.builds("postgres://admin:{}@db.example.com/shop".format, BASE),
    st.builds("https://{}@example.com".format, BASE),
    st.builds("host=db password={}".format, BASE),
    st.builds("ghp_{}".format, BASE),
    st.builds("xoxb-{}".format, BASE),
    st.builds("AccountKey={}==;".format, BASE),
)
PATHS = st.sampled_from(
    [
        ("consumption", name) for name in ("port", "select", "api_secret_ref", "database_type", "enabled", "security", "password", "zzz")
    ] + [
        ("consumption", "security", name) for name in ("filter_column", "filter_claim", "jwt", "row_level")
    ] + [
        ("consumption", "security", "jwt", name) for name in ("audience", "issuer", "jwk_url", "key_ref", "key", "algorithms", "leeway")
    ] + [
        ("consumption", "pre_aggregations", "cube_store", "host"), ("consumption", "pre_aggregations", "timezone"),
        ("consumption", "pre_aggregations", "refresh_schedule"), ("observability", "otlp_endpoint"),
        ("observability", "openlineage_namespace"), ("observability",), ("consumption",), ("consumtion",),
    ]
)  # fmt: skip


def planted(path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """A tree with a value at a path."""
    for step in reversed(path):
        value = {step: value}
    return dict(value)


@given(PATHS, PLANTED, st.sampled_from(["value", "list", "key", "broken"]))
@settings(max_examples=400)
def test_a_secret_is_refused_and_never_repeated(path: tuple[str, ...], secret: str, way: str) -> None:
    value: Any = {"value": secret, "list": ["a", secret], "key": {secret: 1}, "broken": secret}[way]
    text = json.dumps(planted(path, value))
    text = text[:-1] if way == "broken" else text
    secrets = [part for part in (secret, secret.strip(), *secret.split("\n")) if len(part) > 8 and "-----" not in part]
    for config, findings in (read_config(text, FILE), read_compiled_artifacts(text, FILE)[::2]):
        if path != ("consumtion",):
            assert any(finding.severity is Severity.ERROR for finding in findings)
        shown = repr(config) + "".join(map(words, findings))
        assert not [part for part in secrets if part in shown]


@given(st.sampled_from(["api_secret_ref", "database_secret_ref"]), HEX)
def test_a_random_key_is_no_reference(name: str, key: str) -> None:
    _, findings = read_config(f"consumption: {{{name}: '{key}'}}", FILE)
    assert [finding.code for finding in findings] == ["FC0718"]
    assert key not in words(findings[0])


@given(
    st.sampled_from(["password", "api_secret", "secret", "token", "db_password", "jwt_key", "aws_access_key_id"]),
    st.text(min_size=6),
)
def test_a_setting_that_asks_for_a_secret_is_refused(name: str, value: str) -> None:
    tree = {"consumption": {name: value + "#"}}
    for findings in (read_config(json.dumps(tree), FILE)[1], read_compiled_artifacts(json.dumps(tree), FILE)[2]):
        assert [finding.code for finding in findings] == ["FC0718"]
        assert value + "#" not in words(findings[0])


@pytest.mark.parametrize(
    "text",
    [
        "cube-api", "floe-cube-production-api-secret", "prod.eu-central-1.cube-secrets", "cube-2024-api", "tag:password",
        "https://id.example.com/realms/shop/protocol/openid-connect/certs", "s3://exports/cube", "organization_id",
        "wasbs://exports@account.blob.core.windows.net", "4f1c9a52-3b1e-4d6e-9a51-0b6a4be7f0aa", "u.token",
    ],
)  # fmt: skip
def test_ordinary_settings_are_no_secrets(text: str) -> None:
    assert secret_kind(text, reference=True) is None


# --- databases -------------------------------------------------------------------------------------------------------
ADAPTERS = {
    "postgres": "postgres", "snowflake": "snowflake", "bigquery": "bigquery", "databricks": "databricks-jdbc",
    "spark": "databricks-jdbc", "trino": "trino", "duckdb": "duckdb", "redshift": "redshift", "clickhouse": "clickhouse",
    "athena": "athena",
}  # fmt: skip


@pytest.mark.parametrize(("adapter", "type_"), ADAPTERS.items())
def test_the_database_follows_from_the_adapter(adapter: str, type_: str) -> None:
    database, findings = resolve(ConsumptionConfig(), adapter)
    assert database is not None
    assert (database.type, findings) == (type_, ())
    configured, _ = read_config(f"consumption: {{database_type: {adapter}}}", FILE)
    assert configured.consumption.database_type == type_
    assert resolve(configured.consumption, "anything") == (database, ())


@pytest.mark.parametrize(
    ("adapter", "suggestion"), [("sqlserver", ""), ("", ""), ("postgre", "did you mean `postgres`?")]
)
def test_an_adapter_that_cube_does_not_know(adapter: str, suggestion: str) -> None:
    database, (finding,) = resolve(ConsumptionConfig(), adapter)
    assert database is None
    assert finding.code == "FC0711"
    assert suggestion in finding.message
    assert "{" not in finding.remedy.replace("{database_type: ...}", "")


@pytest.mark.parametrize("database", DATABASES, ids=lambda database: database.type)
@pytest.mark.parametrize("bucket", ["s3", "gcs", "azure"])
def test_an_export_bucket_must_suit_the_database(database: Any, bucket: Any) -> None:
    export = ExportBucket(type=bucket, bucket=Word("b"), region=Word("r"))
    config = ConsumptionConfig(
        database_type=DatabaseType(database.type), pre_aggregations=PreAggregationConfig(export_bucket=export)
    )
    assert [finding.code for finding in resolve(config, "")[1]] == ([] if bucket in database.buckets else ["FC0723"])


def test_names_of_databases_are_clear() -> None:
    names = [name for database in DATABASES for name in (database.type, *database.aliases)]
    assert len(names) == len(set(names))
    assert all(database_named(name) in DATABASES for name in names)


# --- against Cube itself ---------------------------------------------------------------------------------------------
def node(script: str, value: Any) -> Any:
    """What a script for Node.js makes of a value; Cube's packages are there to require."""
    path = shutil.which("node")
    assert path
    code = f"const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n{script}"
    done = subprocess.run(
        [path, "-e", code], input=json.dumps(value), capture_output=True, text=True, cwd=lab.HERE, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.cube
@pytest.mark.usefixtures("real_cube")
def test_cube_reads_every_variable_and_has_every_driver() -> None:
    script = """
    const { readFileSync } = require('fs');
    const text = ['shared/dist/src/env.js', 'base-driver/dist/src/BaseDriver.js']
      .map(file => readFileSync(`node_modules/@cubejs-backend/${file}`, 'utf8')).join();
    const drivers = require('@cubejs-backend/server-core/dist/src/core/DriverDependencies').default;
    console.log(JSON.stringify({ missing: input.variables.filter(name => !text.includes(`'${name}'`)), drivers }));
    """
    buckets = [bucket for database in DATABASES for bucket in database.buckets.values()]
    variables = [variable for database in DATABASES for variable in database.variables]
    variables += [variable for bucket in buckets for variable in bucket.credentials]
    answer = node(script, {"variables": [variable.name for variable in variables]})
    assert answer["missing"] == []
    assert {database.type: database.package for database in DATABASES}.items() <= answer["drivers"].items()


#: What can stand in a field of a schedule, and much that cannot.
FIELDS = (
    "*",
    "0",
    "5",
    "59",
    "60",
    "7",
    "8",
    "24",
    "31",
    "1-5",
    "1,2",
    "*/15",
    "mon",
    "jan",
    "-1",
    "*/0",
    "5-1",
    "1,",
    ",1",
    "1-2-3",
    "1/2/3",
    "MON-FRI",
    "L",
    "?",
    "1#2",
    "007",
    "x",
)


@pytest.mark.cube
@pytest.mark.usefixtures("real_cube")
def test_schedules_are_those_of_cube() -> None:
    """Cube's own parser and its own condition of equal intervals decide as we do, but for what we word more strictly."""
    script = """
    const cron = require('cron-parser');
    const { BaseQuery } = require('@cubejs-backend/schema-compiler');
    const query = Object.create(BaseQuery.prototype);
    const works = run => { try { run(); return true; } catch { return false; } };
    console.log(JSON.stringify(input.map(every => ({
      parses: works(() => cron.parseExpression(every)), serves: works(() => query.calcIntervalForCronString({ every })),
    }))));
    """
    schedules = [" ".join(["0"] * count) for count in range(1, 9)]
    for one, other in itertools.product(range(6), repeat=2):
        for pair in itertools.product(FIELDS[9:12] if one < other else FIELDS[:1], FIELDS):
            fields = ["0", "0", "5", "*", "*", "*"]
            fields[one], fields[other] = pair
            schedules += [" ".join(fields), " ".join(fields[1:])]
    schedules = sorted(set(schedules))
    refused: collections.Counter[str] = collections.Counter()
    for schedule, answer in zip(schedules, node(script, schedules), strict=True):
        code = ""
        try:
            KINDS[Schedule].read(schedule)
        except RefusedError as error:
            code = error.code
        refused[code] += 1
        assert answer["serves"] is (code == ""), schedule
        assert answer["parses"] or code != "FC0713", schedule
    assert min(refused[code] for code in ("", "FC0712", "FC0713")) > 50


@pytest.mark.cube
@pytest.mark.usefixtures("real_cube")
def test_time_zones_are_those_of_cube() -> None:
    zones = [zone for zone in __import__("zoneinfo").available_timezones() if not is_refused(TimeZone, zone)]
    script = """
    const { canonicalTimezone } = require('@cubejs-backend/shared/dist/src/timezone.js');
    console.log(JSON.stringify(input.filter(name => canonicalTimezone(name) !== name)));
    """
    assert len(zones) > 400
    assert node(script, zones) == []


def is_refused(kind: Any, value: Any) -> bool:
    """Whether a kind of value refuses this one."""
    try:
        KINDS[kind].read(value)
    except RefusedError:
        return True
    return False
