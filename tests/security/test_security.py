"""Python's side of tokens: keys, minting, and a module that costs nothing until the first token comes."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives import serialization

from floe_cube.adapters.security import SecurityContext, TokenError, VerifierConfig, mint, verify
from tests.security.minting import Keys, public_pem

if TYPE_CHECKING:
    from typing import Any

SECRET = "a shared secret of this test and of nobody else, 64 letters long"
NOW = int(time.time())
CLAIMS = {"sub": "u1", "organization_id": ["a", "b"], "roles": ["admin"], "exp": NOW + 3600}
CONFIG = VerifierConfig(roles_claim=("roles",), claims={"org": ("organization_id",)}, required_claims=("org",))
CONTEXT = SecurityContext(user_id="u1", roles=("admin",), filter_claims={"org": ("a", "b")}, exp=NOW + 3600)


@pytest.fixture(scope="module")
def keys() -> Keys:
    return Keys()


def private_pem(key: Any) -> str:
    pem: bytes = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem.decode()


def test_verifies_what_it_mints(monkeypatch: pytest.MonkeyPatch) -> None:
    token = mint(CLAIMS, SECRET)
    assert verify(token, CONFIG, SECRET) == CONTEXT
    assert verify(token.encode(), CONFIG, SECRET) == CONTEXT
    monkeypatch.setenv("CUBEJS_API_SECRET", SECRET)
    assert verify(token, CONFIG) == CONTEXT
    with pytest.raises(TokenError, match=r"^Unauthorized$") as refused:
        verify(token, CONFIG, now=NOW + 3600)
    assert refused.value.reason == "expired"


@pytest.mark.parametrize(
    ("algorithm", "key"),
    [("RS256", "rsa"), ("PS512", "rsa"), ("ES256", "p256"), ("ES384", "p384"), ("ES512", "p521"), ("EdDSA", "ed25519")],
)
def test_verifies_what_it_mints_with_a_private_key(algorithm: str, key: str, keys: Keys) -> None:
    config = VerifierConfig(algorithms=(algorithm,), claims={"org": ("organization_id",)}, roles_claim=("roles",))
    token = mint(CLAIMS, private_pem(keys.private[key]), algorithm, kid=key)
    pem = public_pem(keys.private[key])
    assert verify(token, config, pem) == CONTEXT
    assert verify(token, config, pem.replace("\n", "\\n")) == CONTEXT
    assert verify(token, config, keys.jwks([{"key": key}])) == CONTEXT
    with pytest.raises(TokenError) as refused:
        verify(mint(CLAIMS, private_pem(keys.private[key]), algorithm), config, keys.jwks([{"key": key}]))
    assert refused.value.reason == "key"


@pytest.mark.parametrize("token", [None, 1, b"\xff.\xff.\xff", ["a.b.c"], "a" * 9000, b"a" * 9000])
def test_what_is_no_token(token: Any) -> None:
    with pytest.raises(TokenError) as refused:
        verify(token, CONFIG, SECRET)
    assert refused.value.reason == "malformed"


@pytest.mark.parametrize(
    ("algorithms", "key"),
    [
        (["HS256"], ""), (["HS256"], SECRET[:31]), (["HS384"], SECRET[:47]), (["HS512"], SECRET[:63]), (["HS256", "HS512"], SECRET[:63]),
        (["HS256"], "rsa"), (["HS256"], "-----BEGIN CERTIFICATE-----" + SECRET), (["HS256"], "ssh-rsa " + SECRET), ([], SECRET),
        (["RS256"], SECRET), (["RS256"], ""), (["RS256"], "rsa_1024"), (["RS256"], "p256"), (["RS256", "ES256"], "rsa"), (["ES256"], "p384"),
        (["ES256"], "k256"), (["EdDSA"], "ed448"), (["EdDSA"], "p256"), (["RS256", "HS256"], "rsa"), (["HS256", "RS256"], SECRET),
        (["none"], SECRET), (["HS256", "ES256K"], SECRET), (["RS256"], "-----BEGIN PUBLIC KEY-----"), (["RS256"], "private"),
    ],
)  # fmt: skip
def test_a_key_must_fit_every_algorithm(algorithms: list[str], key: str, keys: Keys) -> None:
    """A mistake of the operator, not of the bearer: no token is looked at, and the key is not shown."""
    text = private_pem(keys.private["rsa"]) if key == "private" else key
    text = public_pem(keys.private[key]) if key in keys.private else text
    with pytest.raises(ValueError, match=r"the key in THE_KEY is missing|unknown algorithms") as refused:
        verify(mint(CLAIMS, SECRET), VerifierConfig(algorithms=algorithms, key_env="THE_KEY"), text)
    assert text == "" or text not in str(refused.value)


def test_a_key_set_holds_no_secrets(keys: Keys) -> None:
    with pytest.raises(ValueError, match="a key set verifies no"):
        verify(mint(CLAIMS, SECRET, kid="hs"), VerifierConfig(), keys.jwks([{"key": "hs"}]))


def test_a_key_set_may_hold_what_is_no_key(keys: Keys) -> None:
    config = VerifierConfig(algorithms=("ES256",))
    token = mint(CLAIMS, private_pem(keys.private["p256"]), "ES256", kid="p256")
    key_set = keys.jwks([{"key": "p256"}])
    odd: list[Any] = [
        None,
        1,
        {},
        [],
        {"kid": "p256"},
        {**key_set["keys"][0], "x": "!"},
        {**key_set["keys"][0], "kty": "XYZ"},
    ]
    assert verify(token, config, {"keys": [*odd, *key_set["keys"]]}).user_id == "u1"


def test_a_key_of_just_the_right_length() -> None:
    for bits in (256, 384, 512):
        secret = SECRET[: bits // 8]
        assert (
            verify(mint(CLAIMS, secret, f"HS{bits}"), VerifierConfig(algorithms=(f"HS{bits}",)), secret).user_id == "u1"
        )


def test_the_import_is_light() -> None:
    """A build must not pay for PyJWT and cryptography."""
    program = "import sys, floe_cube.adapters.security; print({'jwt', 'cryptography', 'ssl'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
