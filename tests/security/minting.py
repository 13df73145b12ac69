"""Mints the tokens of vectors.json: keys made for the run, times relative to now, signatures no library would make."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from typing import TYPE_CHECKING, Any

from attrs import field, frozen
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from jwt.algorithms import get_default_algorithms

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Keys", "mint_vector", "public_pem"]

CURVES = {"p256": ec.SECP256R1(), "p384": ec.SECP384R1(), "p521": ec.SECP521R1()}


def _secret(seed: str, size: int) -> str:
    return hashlib.shake_256(seed.encode()).hexdigest(size)[:size]


@frozen
class Keys:
    """Keys for one run, by name. None of them is anyone's."""

    secrets: Mapping[str, str] = field(
        factory=lambda: {"hs": _secret("one", 64), "hs_other": _secret("two", 64), "hs_40": _secret("three", 40)}
    )
    private: Mapping[str, Any] = field(
        factory=lambda: {
            "rsa": rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "rsa_other": rsa.generate_private_key(public_exponent=65537, key_size=2048),
            "rsa_1024": rsa.generate_private_key(public_exponent=65537, key_size=1024),  # noqa: S505
            **{name: ec.generate_private_key(curve) for name, curve in CURVES.items()},
            "p256_other": ec.generate_private_key(ec.SECP256R1()),
            "k256": ec.generate_private_key(ec.SECP256K1()),
            "ed25519": ed25519.Ed25519PrivateKey.generate(),
            "ed25519_other": ed25519.Ed25519PrivateKey.generate(),
            "ed448": ed448.Ed448PrivateKey.generate(),
        }
    )

    def verification(self, name: str) -> str:
        """What goes into the environment variable of a verifier."""
        return self.secrets[name] if name in self.secrets else public_pem(self.private[name])

    def jwks(self, entries: list[dict[str, Any]]) -> dict[str, Any]:
        """A key set: each entry names a key under `key` and says what else its JWK holds."""
        return {"keys": [self._jwk(**entry) for entry in entries]}

    def _jwk(self, key: str, drop: str = "", **more: Any) -> dict[str, Any]:
        if key in self.secrets:
            made: dict[str, Any] = {"kty": "oct", "k": _segment(self.secrets[key].encode())}
        else:
            family = {"r": "RS256", "p": "ES256", "k": "ES256", "e": "EdDSA"}[key[0]]
            made = get_default_algorithms()[family].to_jwk(self.private[key].public_key(), as_dict=True)
        return {name: value for name, value in {"kid": key, **made, **more}.items() if name != drop}


def settings_of(verifiers: Mapping[str, Any], keys: Keys, url: str) -> dict[str, Any]:
    """What each verifier of the vectors is set up with: its `auth`, its key; `url` serves the key set."""
    return {
        name: {
            "auth": {**verifier["auth"], **({"jwkUrl": url} if "jwks" in verifier else {})},
            "key": keys.verification(verifier["key"]) if "key" in verifier else "",
        }
        for name, verifier in verifiers.items()
    }


def public_pem(key: Any) -> str:
    """The public half of a key as SubjectPublicKeyInfo."""
    pem: bytes = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return pem.decode()


def mint_vector(recipe: Mapping[str, Any], keys: Keys, now: int) -> str:
    """The token of a recipe.

    Args:
        recipe: `literal`, the token itself; or `header` and `payload` (JSON, or `text` or `hex` for their bytes), `sign`
            (an algorithm, whatever the header says), `key`, and `edits` made afterwards: pairs of a pattern and its
            replacement. `pad` makes the payload longer by so many letters.
        keys: the keys of this run.
        now: what `"@+60"` in header and payload is relative to.
    """
    if "literal" in recipe:
        return str(recipe["literal"])
    parts = (recipe["header"], {**recipe["payload"], **({"pad": "p" * recipe["pad"]} if "pad" in recipe else {})})
    text = ".".join(_segment(_content(part, now, keys)) for part in parts)
    token = f"{text}.{_segment(_sign(recipe['sign'], recipe.get('key', ''), text.encode(), keys))}"
    for pattern, replacement in recipe.get("edits", ()):
        edited = re.sub(pattern, replacement, token)
        assert edited != token, pattern
        token = edited
    return token


def _content(part: Mapping[str, Any], now: int, keys: Keys) -> bytes:
    if "hex" in part:
        return bytes.fromhex(part["hex"])
    text = str(part["text"]) if "text" in part else json.dumps(part)
    text = re.sub(r'"@([+-][\d.]+)"', lambda match: str(now + (json.loads(match[1].lstrip("+")))), text)
    return re.sub(r'"jwk:(\w+)"', lambda match: json.dumps(keys.jwks([{"key": match[1]}])["keys"][0]), text).encode()


def _sign(algorithm: str, name: str, data: bytes, keys: Keys) -> bytes:
    if algorithm == "none":
        return b""
    if algorithm.startswith("HS"):
        secret = keys.secrets[name] if name in keys.secrets else _as_secret(name, keys)
        return hmac.new(secret.encode(), data, f"sha{algorithm[2:]}").digest()
    key = keys.private[name]
    if algorithm == "EdDSA":
        return bytes(key.sign(data))
    digest = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}[algorithm[-3:]]
    if algorithm.startswith("RS"):
        return bytes(key.sign(data, padding.PKCS1v15(), digest))
    if algorithm.startswith("PS"):
        return bytes(key.sign(data, padding.PSS(padding.MGF1(digest), digest.digest_size), digest))
    size = (key.curve.key_size + 7) // 8
    if algorithm.startswith("der"):
        return bytes(key.sign(data, ec.ECDSA(digest)))
    return b"".join(number.to_bytes(size, "big") for number in decode_dss_signature(key.sign(data, ec.ECDSA(digest))))


def _as_secret(name: str, keys: Keys) -> str:
    """A public key misused as a shared secret: `pem:rsa`, `jwk:rsa`, `n:rsa`."""
    form, _, key = name.partition(":")
    jwk = keys.jwks([{"key": key}])["keys"][0]
    forms = {"pem": public_pem(keys.private[key]), "jwk": json.dumps(jwk), "n": str(jwk["n"]), "": ""}
    return forms[form]


def _segment(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()
