"""Export buckets of several data sources: each its own, by the variables that Cube reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from floe_cube import Artifacts, Compilation, compile
from floe_cube.cli.main import main
from floe_cube.config import Config, ConsumptionConfig, ExportBucket, PreAggregationConfig, Word
from tests.build_manifest import column, manifest, model
from tests.render.test_javascript import variables
from tests.test_config import node

OURS = ExportBucket(type="s3", bucket=Word("ours"), region=Word("eu-west-1"))
THEIRS = ExportBucket(type="s3", bucket=Word("theirs"), region=Word("us-east-1"))


def written(project: str, adapter: str) -> dict[str, Any]:
    """What dbt writes of a project of one model."""
    content = manifest(model(f"model.{project}.{project}", columns=[column("id", "integer")]), adapter=adapter)
    content["metadata"]["project_name"] = project
    return content


def artifacts(project: str, adapter: str, bucket: ExportBucket | None, source: str | None = None, *others: Artifacts) -> Artifacts:
    config = Config(consumption=ConsumptionConfig(pre_aggregations=PreAggregationConfig(export_bucket=bucket)))
    data = json.dumps(written(project, adapter)).encode()
    return Artifacts(manifest=data, config=config, data_source=source, others=others)


def environment(built: Compilation) -> dict[str, str]:
    return {name: value for name, value in variables(built.files[".env.example"]).items() if "_EXPORT_BUCKET" in name}


@pytest.mark.cube
@pytest.mark.usefixtures("real_cube")
def test_cube_reads_of_each_data_source_the_bucket_that_is_its_own() -> None:
    """Its own code does, of a default data source, of one with a bucket, and of one without, which does not take another's."""
    crm = artifacts("crm", "redshift", THEIRS, "crm")
    logs = artifacts("logs", "snowflake", None, "Logs-1")
    built = compile(artifacts("shop", "snowflake", OURS, None, crm, logs))
    script = """
    Object.assign(process.env, input.environment);
    const { getEnv } = require('@cubejs-backend/shared');
    const read = ['dbExportBucketType', 'dbExportBucket', 'dbExportBucketAwsRegion'];
    console.log(JSON.stringify(input.sources.map(dataSource => read.map(name => getEnv(name, { dataSource }) ?? null))));
    """
    everything = {name: value for name, value in variables(built.files[".env.example"]).items() if value}
    assert node(script, {"environment": everything, "sources": ["default", "crm", "Logs-1"]}) == [
        ["s3", "ours", "eu-west-1"],
        ["s3", "theirs", "us-east-1"],
        [None, None, None],
    ]


@pytest.mark.parametrize(
    ("adapter", "source", "ours", "theirs", "found"),
    [
        ("redshift", "crm", OURS, THEIRS, []),
        ("redshift", "crm", None, THEIRS, []),
        ("redshift", "default", OURS, OURS, []),
        ("redshift", None, OURS, THEIRS, ["FC0733"]),
        ("redshift", None, None, THEIRS, ["FC0733"]),
        ("postgres", "crm", OURS, THEIRS, ["FC0723"]),
    ],
)
def test_a_bucket_is_used_or_something_is_found(
    adapter: str, source: str | None, ours: ExportBucket | None, theirs: ExportBucket, found: list[str]
) -> None:
    built = compile(artifacts("shop", "redshift", ours, None, artifacts("crm", adapter, theirs, source)))
    assert [d.code for d in built.diagnostics if d.code in ("FC0723", "FC0733")] == found
    assert all(d.place.subject.startswith("consumption.projects[1].export_bucket") for d in built.diagnostics if d.code in found)
    names = environment(built)
    assert names.get("CUBEJS_DB_EXPORT_BUCKET") == (ours.bucket if ours else None)
    assert (names.get("CUBEJS_DS_CRM_DB_EXPORT_BUCKET") == "theirs") is (source == "crm")


def test_two_projects_of_one_data_source() -> None:
    """Its bucket is the first that is stated; another one is found, the same one not."""
    for bucket, found in ((OURS, ["FC0733"]), (THEIRS, []), (None, [])):
        others = [artifacts(name, "redshift", each, "crm") for name, each in (("crm", THEIRS), ("web", bucket))]
        built = compile(artifacts("shop", "snowflake", None, None, *others))
        assert environment(built)["CUBEJS_DS_CRM_DB_EXPORT_BUCKET"] == "theirs"
        assert [d.code for d in built.diagnostics if d.code == "FC0733"] == found


def test_the_first_project_states_the_one_of_the_default_data_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for project, adapter in (("shop", "snowflake"), ("crm", "redshift")):
        (tmp_path / project).mkdir()
        (tmp_path / project / "manifest.json").write_text(json.dumps(written(project, adapter)))
    bucket = "export_bucket: {type: s3, bucket: %s, region: eu-west-1}"
    Path("floe.yaml").write_text(
        "consumption:\n  projects:\n"
        f"    - {{target: shop, {bucket % 'ours'}}}\n    - {{target: crm, data_source: crm, {bucket % 'theirs'}}}\n"
    )
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 0, result.output
    names = variables(Path(".floe/cube/.env.example").read_text())
    assert names["CUBEJS_DB_EXPORT_BUCKET"] == "ours"
    assert names["CUBEJS_DS_CRM_DB_EXPORT_BUCKET"] == "theirs"
