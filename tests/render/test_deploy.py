"""Files to run a deployment by: real validators take them, and whatever one names, another one has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import compose_spec
import kubernetes_validate
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from floe_cube.config import Config
from floe_cube.config_reading import read_config
from floe_cube.databases import DATABASES, Database
from floe_cube.render import block
from floe_cube.render.compose import compose
from floe_cube.render.deploy import caveats, runtime
from floe_cube.render.javascript import env_example
from floe_cube.render.kubernetes import ENVIRONMENT, LIMIT, SECRETS, kubernetes

VERSION = "1.30"
PACKAGE = "floe-cube[otlp]==1.2.*"
LINEAGE = '{\n "version": 1,\n "namespace": "postgres://{CUBEJS_DB_HOST}:{CUBEJS_DB_PORT}",\n}'
FILES = {
    ".env.example": "# not for pods",
    "cube.js": "'use strict';\n\tmodule.exports = {};\n",
    "lineage.json": LINEAGE,
    "schema/orders.yaml": "cubes:\n  - name: orders\n",
    "schema/views/orders.yaml": "views:\n  - name: orders_view\n",
}
#: What a configuration can ask to be run; each with every database.
STORES = {
    "alone": "",
    "store": "pre_aggregations: {cube_store: {host: rollups, port: 3333}}",
    "s3": "pre_aggregations: {cube_store: {host: rollups, s3: {bucket: b, region: r, credentials_ref: keys}}}",
    "minio": "pre_aggregations: {cube_store: {host: rollups, minio: {bucket: b, endpoint: 'http://minio:9000'}}}",
    "elsewhere": "pre_aggregations: {cube_store: {host: rollups.example.com}}",
    "taken": "pre_aggregations: {cube_store: {host: cube-api}}",
}
OBSERVED = {
    "unobserved": "",
    "observed": "observability: {traces_enabled: true, openlineage_enabled: true, openlineage_endpoint: 'http://l:1'}",
}


def configured(database: Database, store: str, observed: str, secrets: bool) -> Config:
    named = "database_secret_ref: warehouse\n  api_secret_ref: tokens\n" if secrets else ""
    text = f"consumption:\n  database_type: {database.type}\n  port: 4444\n  {named}  {STORES[store]}\n{OBSERVED[observed]}\n"
    config, findings = read_config(text.replace("\n    pre", "\n  pre"), "floe.yaml")
    assert findings == ()
    return config


#: Every database, and everything that can be asked for.
PAIRS = [*((database, "s3") for database in DATABASES), *((DATABASES[0], store) for store in STORES if store != "s3")]


@pytest.fixture(params=PAIRS, ids=lambda pair: f"{pair[0].type}-{pair[1]}")
def database_and_store(request: pytest.FixtureRequest) -> tuple[Database, str]:
    pair: tuple[Database, str] = request.param
    return pair


def documents(text: str) -> list[dict[str, Any]]:
    return list(YAML(typ="safe", pure=True).load_all(text))


def variables(config: Config, database: Database) -> tuple[set[str], set[str]]:
    """The variables that .env.example lists: of Cube, and of Cube Store's own processes."""
    names = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", env_example(config, database), re.MULTILINE))
    store = {name for name in names if name.startswith("CUBESTORE_")}
    return names - store, store


@pytest.mark.parametrize("observed", OBSERVED)
def test_compose(database_and_store: tuple[Database, str], observed: str) -> None:
    database, store = database_and_store
    config = configured(database, store, observed, secrets=True)
    text = compose(config, runtime(config, database, LINEAGE), PACKAGE)
    compose_spec.PyCompose.from_yaml(text).to_spec()  # refuses unknown keys and wrong values
    [document] = documents(text)
    services, volumes = document["services"], document.get("volumes", {})
    of_cube, of_store = variables(config, database)

    assert set(services) == {
        "cube-api",
        *({"cube-refresh-worker", "rollups"} if store in ("store", "s3", "minio") else ()),
        *({"cube-observe"} if observed == "observed" else ()),
        *({"cube-volumes"} if volumes else ()),
    }
    for name, service in services.items():
        assert ("image" in service) != ("build" in service)
        assert service["user"] == ("0:0" if name == "cube-volumes" else "10001:10001")
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert set(service.get("depends_on", ())) <= services.keys()
        for mount in service.get("volumes", ()):
            source = mount.split(":")[0]
            assert source.startswith("./") or source in volumes
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", ()))
    assert services["cube-api"]["ports"][0] == "127.0.0.1:4444:4444"
    for name in {"cube-api", "cube-refresh-worker"} & services.keys():
        assert services[name]["environment"].keys() >= of_cube
        assert not services[name]["environment"].keys() & of_store
    refreshing = [n for n, s in services.items() if s.get("environment", {}).get("CUBEJS_REFRESH_WORKER") == "true"]
    assert refreshing == (["cube-refresh-worker"] if "rollups" in services else ["cube-api"])
    if "rollups" in services:
        cube, own = services["cube-api"]["environment"], services["rollups"]["environment"]
        assert cube["CUBEJS_CUBESTORE_HOST"] == "rollups"
        assert cube["CUBEJS_CUBESTORE_PORT"] == own["CUBESTORE_HTTP_PORT"]
        assert own.keys() >= of_store
    if volumes:
        assert {mount.split(":")[0] for mount in services["cube-volumes"]["volumes"]} == set(volumes)
        users = [
            name
            for name, service in services.items()
            if set(volumes) & {m.split(":")[0] for m in service.get("volumes", ())}
        ]
        assert all("cube-volumes" in services[name]["depends_on"] for name in users if name != "cube-volumes")
    if observed == "observed":
        records = services["cube-api"]["environment"]["FLOE_CUBE_EVENTS"]
        assert records in services["cube-observe"]["command"]
        assert services["cube-observe"]["environment"]["OTEL_EXPORTER_OTLP_ENDPOINT"].startswith(
            "${OTEL_EXPORTER_OTLP_"
        )
        assert "CUBEJS_DB_HOST" in services["cube-observe"]["environment"]
        assert not services.get("cube-refresh-worker", {}).get("environment", {}).get("FLOE_CUBE_EVENTS")


@pytest.mark.parametrize("observed", OBSERVED)
def test_kubernetes(database_and_store: tuple[Database, str], observed: str) -> None:
    database, store = database_and_store
    config = configured(database, store, observed, secrets=store != "alone")
    files, findings = kubernetes(config, runtime(config, database, LINEAGE), FILES, PACKAGE)
    assert findings == ()
    objects = [each for text in files.values() for each in documents(text)]
    for each in objects:
        kubernetes_validate.validate(each, VERSION, strict=True)
    named = {(each["kind"], each["metadata"]["name"]): each for each in objects}
    assert len(named) == len(objects)
    of_cube, of_store = variables(config, database)

    workloads = [each for each in objects if each["kind"] in ("Deployment", "StatefulSet")]
    assert {each["metadata"]["name"] for each in workloads} == {
        "cube-api",
        *({"cube-refresh-worker", "rollups"} if store in ("store", "s3", "minio") else ()),
    }
    for workload in workloads:
        spec = workload["spec"]
        assert spec["selector"]["matchLabels"].items() <= spec["template"]["metadata"]["labels"].items()
        check_pod(
            spec["template"]["spec"],
            {claim["metadata"]["name"] for claim in spec.get("volumeClaimTemplates", ())},
            named,
        )
    for service in (each for each in objects if each["kind"] == "Service"):
        [behind] = [
            w
            for w in workloads
            if service["spec"]["selector"].items() <= w["spec"]["template"]["metadata"]["labels"].items()
        ]
        ports = {port["name"]: port["containerPort"] for port in container(behind)["ports"]}
        assert {port["targetPort"]: port["port"] for port in service["spec"]["ports"]} == ports
        assert {"http"} <= ports.keys()

    for name in ("cube-api", "cube-refresh-worker"):
        if ("Deployment", name) in named:
            given_to = environment(container(named["Deployment", name]))
            assert given_to.keys() >= of_cube
            assert not given_to.keys() & of_store
    if ("StatefulSet", "rollups") in named:
        assert environment(container(named["StatefulSet", "rollups"])).keys() >= of_store
        assert named["Deployment", "cube-api"]["spec"]["replicas"] == 2
    sources = [reference for each in workloads for part in all_containers(each) for reference in references(part)]
    secrets = {name for kind, name in sources if kind == "secretKeyRef"}
    assert secrets <= {SECRETS, *(("warehouse", "tokens", "keys") if store != "alone" else ())}
    assert {name for kind, name in sources if kind == "configMapKeyRef"} <= {ENVIRONMENT}
    for name in secrets:
        assert f"the Secret `{name}` with" in files["kubernetes/cube.yaml"]


def check_pod(pod: dict[str, Any], claims: set[str], named: Mapping[tuple[str, str], Any]) -> None:
    """Not root, nothing to write to but what is mounted; mounts, ports and ConfigMaps exist."""
    assert pod["securityContext"]["runAsNonRoot"]
    assert pod["enableServiceLinks"] is pod["automountServiceAccountToken"] is False
    volumes = {volume["name"] for volume in pod["volumes"]}
    mounted = set()
    for each in (*pod.get("initContainers", ()), *pod["containers"]):
        security = each["securityContext"]
        assert security["readOnlyRootFilesystem"]
        assert security["allowPrivilegeEscalation"] is False
        assert security["capabilities"] == {"drop": ["ALL"]}
        assert {"requests", "limits"} <= each["resources"].keys()
        mounted |= {mount["name"] for mount in each["volumeMounts"]}
        ports = {port["name"] for port in each.get("ports", ())}
        for probe in ("startupProbe", "livenessProbe", "readinessProbe"):
            check = each.get(probe, {})
            assert {check[how]["port"] for how in ("httpGet", "tcpSocket") if how in check} <= ports
        names = [variable["name"] for variable in each.get("env", ())]
        assert len(names) == len(set(names))
    assert mounted == volumes | claims
    for volume in pod["volumes"]:
        for source in volume.get("projected", {}).get("sources", ()):
            assert ("ConfigMap", source["configMap"]["name"]) in named
    if pod["containers"][0]["name"] == "cube":
        paths = [pod["containers"][0][probe]["httpGet"]["path"] for probe in ("livenessProbe", "readinessProbe")]
        assert paths == ["/livez", "/readyz"]


def container(workload: dict[str, Any]) -> dict[str, Any]:
    first: dict[str, Any] = workload["spec"]["template"]["spec"]["containers"][0]
    return first


def all_containers(workload: dict[str, Any]) -> list[dict[str, Any]]:
    pod = workload["spec"]["template"]["spec"]
    return [*pod.get("initContainers", ()), *pod["containers"]]


def environment(part: dict[str, Any]) -> dict[str, Any]:
    return {variable["name"]: variable for variable in part.get("env", ())}


def references(part: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for variable in part.get("env", ()):
        for kind, reference in variable.get("valueFrom", {}).items():
            assert reference["key"] == variable["name"]
            yield kind, reference["name"]


POSTGRES = DATABASES[0]
ALONE = configured(POSTGRES, "alone", "unobserved", secrets=False)


def without_digest(name: str) -> str:
    """The name of a ConfigMap without what is new with every build."""
    return re.sub(r"-[0-9a-f]{10}$", "", name)


def config_maps(files: Mapping[str, str]) -> tuple[list[dict[str, Any]], list[str]]:
    written, findings = kubernetes(ALONE, runtime(ALONE, POSTGRES, LINEAGE), files, PACKAGE)
    return documents(written["kubernetes/model.yaml"]), [finding.code for finding in findings]


def test_the_pods_get_every_file_as_it_is() -> None:
    maps, findings = config_maps(FILES)
    held = {without_digest(each["metadata"]["name"]): each["data"] for each in maps}
    assert findings == []
    assert held == {
        "cube-deployment-1": {"cube.js": FILES["cube.js"], "lineage.json": LINEAGE},
        "cube-schema-1": {
            "orders.yaml": FILES["schema/orders.yaml"],
            "views.orders.yaml": FILES["schema/views/orders.yaml"],
        },
    }


def test_a_large_model_is_split() -> None:
    """No ConfigMap is larger than Kubernetes allows, nothing is lost, and the pods mount them all."""
    model = {f"schema/cube_{n}.yaml": f"# {n}\n" + "x" * 99_000 for n in range(25)}
    files = {**FILES, **model}
    maps, findings = config_maps(files)
    sizes = [sum(len(key) + len(text) for key, text in each["data"].items()) for each in maps]
    assert findings == []
    assert [without_digest(each["metadata"]["name"]) for each in maps] == [
        "cube-deployment-1",
        "cube-schema-1",
        "cube-schema-2",
        "cube-schema-3",
    ]
    assert max(sizes) <= LIMIT
    assert {f"schema/{key}": text for each in maps[1:] for key, text in each["data"].items()}.items() >= model.items()
    written, _ = kubernetes(ALONE, runtime(ALONE, POSTGRES, LINEAGE), files, PACKAGE)
    mounted = re.findall(r"name: (cube-schema-\S+)", written["kubernetes/cube.yaml"])
    assert mounted == [each["metadata"]["name"] for each in maps[1:]]


def test_what_no_config_map_holds_is_said() -> None:
    maps, findings = config_maps({**FILES, "lineage.json": LINEAGE + " " * LIMIT})
    assert findings == ["FC0860"]
    assert "lineage.json" not in maps[0]["data"]


def test_a_changed_model_replaces_the_pods() -> None:
    def digests(files: Mapping[str, str]) -> list[str]:
        written, _ = kubernetes(ALONE, runtime(ALONE, POSTGRES, LINEAGE), files, PACKAGE)
        return re.findall(r"floe-cube.dev/files: (\S+)", written["kubernetes/cube.yaml"])

    def names(files: Mapping[str, str]) -> set[str]:
        return {each["metadata"]["name"] for each in config_maps(files)[0]}

    assert names(FILES) == names(dict(FILES))
    assert names(FILES).isdisjoint(names({**FILES, "cube.js": ""}))  # or a pod that restarts would get the new files
    assert digests(FILES) == digests(dict(FILES))
    assert digests(FILES) != digests({**FILES, "cube.js": ""})


def test_caveats() -> None:
    duckdb = next(database for database in DATABASES if database.type == "duckdb")
    assert list(caveats(ALONE, POSTGRES)) == []
    assert [f.code for f in caveats(configured(duckdb, "elsewhere", "unobserved", secrets=False), duckdb)] == [
        "FC0862",
        "FC0863",
    ]


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
DATA = st.recursive(
    st.booleans() | st.integers() | TEXT | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner),
)


@settings(max_examples=40, deadline=None)  # ruamel's pure reader is slow
@given(st.dictionaries(TEXT, DATA))
def test_plain_data_is_read_back(data: dict[str, Any]) -> None:
    assert YAML(typ="safe", pure=True).load(block.dump(data, "a comment")) == (data or None)
