"""Two verifiers, one set of tokens: Python's and the runtime's decide the same on every one, and both rightly."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from floe_cube.adapters.security import Key, TokenError, VerifierConfig, verify
from tests.security import make_vectors
from tests.security.minting import Keys, mint_vector, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

DOCUMENT = json.loads(make_vectors.FILE.read_text(encoding="utf-8"))
VECTORS = DOCUMENT["vectors"]
NOW = 1_800_000_000  # both verifiers are told what time it is: the damaged payloads are the same in every run


@contextmanager
def served(document: object) -> Iterator[str]:
    """A key set on the loopback."""
    content = json.dumps(document).encode()

    class Endpoint(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/jwks.json"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys()


@pytest.fixture(scope="module")
def tokens(keys: Keys) -> list[str]:
    return [mint_vector(vector["token"], keys, NOW) for vector in VECTORS]


@pytest.fixture(scope="module")
def decided_by_python(keys: Keys, tokens: list[str]) -> list[Any]:
    configs = {name: VerifierConfig.from_literal(verifier["auth"]) for name, verifier in DOCUMENT["verifiers"].items()}
    material = {
        name: keys.jwks(verifier["jwks"]) if "jwks" in verifier else keys.verification(verifier["key"])
        for name, verifier in DOCUMENT["verifiers"].items()
    }

    pairs = zip(VECTORS, tokens, strict=True)
    return [
        decide_by_python(token, configs[vector["verifier"]], material[vector["verifier"]]) for vector, token in pairs
    ]


@pytest.fixture(scope="module")
def decided_by_node(keys: Keys, tokens: list[str]) -> list[Any]:
    with served(keys.jwks(DOCUMENT["verifiers"]["key_set"]["jwks"])) as url:
        verifiers = settings_of(DOCUMENT["verifiers"], keys, url)
        names = [vector["verifier"] for vector in VECTORS]
        return decide_by_node(verifiers, list(zip(names, tokens, strict=True)))


def decide_by_node(verifiers: object, tokens: list[tuple[str, str]]) -> list[Any]:
    """What the runtime makes of tokens: (name of the verifier, token)."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node.js is not installed")
    request = json.dumps({"now": NOW, "verifiers": verifiers, "tokens": tokens})
    program = Path(__file__).with_name("decide.cjs")
    done = subprocess.run([node, program], input=request, capture_output=True, text=True, timeout=120, check=True)
    return list(json.loads(done.stdout, parse_int=float))  # JavaScript writes 1e20 with all its digits


def decide_by_python(token: str, config: VerifierConfig, key: Key) -> Any:
    """What Python's verifier makes of a token, in the same form."""
    try:
        found = verify(token, config, key, now=NOW)
    except TokenError as error:
        return error.reason if str(error) == "Unauthorized" else str(error)
    claims = {key: list(values) for key, values in found.filter_claims.items()}
    return {"user_id": found.user_id, "roles": list(found.roles), "claims": claims, "exp": found.exp}


def said(decision: Any) -> Any:
    """A decision without `exp`, which the vectors leave open."""
    return {key: value for key, value in decision.items() if key != "exp"} if isinstance(decision, dict) else decision


@pytest.mark.parametrize("number", range(len(VECTORS)), ids=[vector["name"] for vector in VECTORS])
def test_python(number: int, decided_by_python: list[Any]) -> None:
    assert said(decided_by_python[number]) == VECTORS[number]["outcome"]


@pytest.mark.parametrize("number", range(len(VECTORS)), ids=[vector["name"] for vector in VECTORS])
def test_runtime(number: int, decided_by_node: list[Any]) -> None:
    assert said(decided_by_node[number]) == VECTORS[number]["outcome"]


def test_both_agree(decided_by_python: list[Any], decided_by_node: list[Any]) -> None:
    assert decided_by_python == decided_by_node


def test_both_agree_on_damaged_payloads(keys: Keys) -> None:
    """Whatever is signed: payloads with letters swapped, added and left out, so that JSON parsers meet the unexpected."""
    chance = random.Random(8725)
    text = '{"sub":"u1","exp":"@+600","nbf":-1.5e3,"organization_id":["a",2,"\\u00e9"],"u":{"id":7,"tenant":[]},"x":[{},"\\ud83d"]}'
    spare = [*'{}[]:,"\\0123456789.eE+-u ', "null", "true", '"exp"', "\ud800", "\x7f", "\ufeff", "\u2028", "\n"]

    def damaged() -> bytes:
        letters = list(text.replace('"@+600"', str(NOW + 600)))
        for _ in range(chance.randint(1, 4)):
            where = chance.randrange(len(letters))
            letters[where : where + chance.choice((0, 0, 1, 1, 2))] = chance.choices(spare, k=chance.choice((0, 1, 1)))
        return "".join(letters).encode("utf-8", "surrogatepass")

    tokens = [
        mint_vector(
            {"header": {"alg": "HS256"}, "payload": {"hex": damaged().hex()}, "sign": "HS256", "key": "hs"}, keys, NOW
        )
        for _ in range(6000)
    ]
    auth = DOCUMENT["verifiers"]["rich"]["auth"]
    key = keys.verification("hs")
    by_python = [decide_by_python(token, VerifierConfig.from_literal(auth), key) for token in tokens]
    by_node = decide_by_node({"rich": {"auth": auth, "key": key}}, [("rich", token) for token in tokens])
    assert by_python == by_node
    assert {reason for reason in by_python if isinstance(reason, str)} >= {"malformed", "time", "claim", "user"}
    assert sum(isinstance(decision, dict) for decision in by_python) > 100


def test_recipes_are_up_to_date() -> None:
    """`python tests/security/make_vectors.py` would change nothing."""
    assert make_vectors.FILE.read_text(encoding="utf-8") == make_vectors.text()


def test_names_are_unique() -> None:
    names = [vector["name"] for vector in VECTORS]
    assert sorted(set(names)) == sorted(names)


def test_every_verifier_and_every_reason_has_a_vector() -> None:
    refused = {vector["outcome"] for vector in VECTORS if isinstance(vector["outcome"], str)}
    accepted = {vector["verifier"] for vector in VECTORS if not isinstance(vector["outcome"], str)}
    assert accepted == set(DOCUMENT["verifiers"])
    assert refused == {
        *("malformed", "header", "algorithm", "key", "signature", "time", "expired", "early"),
        *("issuer", "audience", "user", "roles", "claim"),
    }
