"""Tokens: `verify` says whose a token is, and `mint` makes one for development.

The runtime's `floe_cube_tokens.js` and `floe_cube_keys.js` decide the same inside Cube, check by check: one set of test
tokens drives both. The rules are those of RFC 7515, RFC 7519 and RFC 8725, taken strictly. PyJWT checks signatures; it
is imported when the first token comes.
"""

from __future__ import annotations

import base64
import json
import math
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from attrs import field, frozen
from attrs.converters import optional

__all__ = ["Key", "SecurityContext", "TokenError", "VerifierConfig", "mint", "verify"]

Key: TypeAlias = str | Mapping[str, Any]
"""A shared secret, a public key in PEM, or a key set: the JSON of a JWKS endpoint."""

#: Type of key that each algorithm takes. Source: RFC 7518, section 3.1; RFC 8037, section 3.1.
KINDS = {
    **{f"HS{bits}": "secret" for bits in (256, 384, 512)},
    **{f"{family}{bits}": "RSA" for family in ("RS", "PS") for bits in (256, 384, 512)},
    **{"ES256": "secp256r1", "ES384": "secp384r1", "ES512": "secp521r1", "EdDSA": "Ed25519"},
}
SEGMENT = re.compile(r"[A-Za-z0-9_-]+")
TYPES = ("jwt", "at+jwt")
REFUSED_HEADERS = ("crit", "b64", "zip", "enc", "cty")  # extensions, compression, encryption, tokens in tokens
MAX_DEPTH = 16
MAX_VALUES = 1000
MAX_INTEGER = 2**53 - 1
MIN_RSA_BITS = 2048
JSON_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]')
SURROGATE = re.compile("[\ud800-\udfff]")


class TokenError(Exception):
    """A token is refused. Its text is the same for every reason.

    Attributes:
        reason: one word for the operator's log, never for the bearer.
    """

    def __init__(self, reason: str) -> None:
        super().__init__("Unauthorized")
        self.reason = reason


def _words(value: str | Iterable[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _paths(claims: Mapping[str, str | Iterable[str]]) -> dict[str, tuple[str, ...]]:
    return {key: _words(path) for key, path in claims.items()}


@frozen(kw_only=True)
class VerifierConfig:
    """How tokens are verified: what `auth` says in a generated cube.js.

    Attributes:
        algorithms: the algorithms that a token may use: of one kind of key, or those of a key set.
        key_env: environment variable with the shared secret or the public key in PEM.
        jwk_url: URL of the key set, which the caller of `verify` fetches; None for a single key.
        audience: values of which the token's `aud` must hold one; None refuses every token that has an `aud`.
        issuer: values of which the token's `iss` must be one; None for any.
        leeway: seconds by which clocks may differ.
        max_token_bytes: longest token that is looked at.
        user_id_claim: the claim that names the user.
        roles_claim: the claim that lists the user's roles; None for no roles.
        claims: key used in access policies -> path of the claim in the token.
        required_claims: the keys without which a token is refused.
    """

    algorithms: tuple[str, ...] = field(default=("HS256",), converter=_words)
    key_env: str = "CUBEJS_API_SECRET"
    jwk_url: str | None = None
    audience: tuple[str, ...] | None = field(default=None, converter=optional(_words))
    issuer: tuple[str, ...] | None = field(default=None, converter=optional(_words))
    leeway: float = 0
    max_token_bytes: int = 8192
    user_id_claim: tuple[str, ...] = field(default=("sub",), converter=_words)
    roles_claim: tuple[str, ...] | None = field(default=None, converter=optional(_words))
    claims: Mapping[str, tuple[str, ...]] = field(factory=dict, converter=_paths)
    required_claims: tuple[str, ...] = field(default=(), converter=_words)

    @classmethod
    def from_literal(cls, auth: Mapping[str, Any]) -> VerifierConfig:
        """The configuration from the `auth` of a cube.js, whose names are in camelCase."""
        return cls(**{re.sub("(?=[A-Z])", "_", name).lower(): value for name, value in auth.items()})


@frozen(kw_only=True)
class SecurityContext:
    """What a verified token says about its bearer.

    Attributes:
        user_id: who it is; None if the token does not say.
        roles: the groups of access policies that the user is in.
        filter_claims: key used in access policies -> values of the claim; an empty tuple if the token lacks it.
        exp: when the token expires, in seconds since 1970.
    """

    user_id: str | None
    roles: tuple[str, ...]
    filter_claims: Mapping[str, tuple[str, ...]]
    exp: float


def verify(
    token: str | bytes, config: VerifierConfig, key: Key | None = None, *, now: float | None = None
) -> SecurityContext:
    """Verify a token.

    Args:
        token: a signed JWT in compact form, without `Bearer`.
        config: what is expected of it.
        key: what its signature is verified with; by default the text in the environment variable `config.key_env`.
        now: seconds since 1970; by default the clock's.

    Raises:
        TokenError: the token is refused.
        ValueError: the key is missing, too short, or of the wrong kind for one of the algorithms.
    """
    find = _key_source(os.environ.get(config.key_env, "") if key is None else key, config)
    text, (head, body, _) = _segments(token, config.max_token_bytes)
    header = _read_object(head)
    _check_header(header, config.algorithms)
    _check_signature(text, find(header), header["alg"])
    payload = _read_object(body)
    _check_times(payload, config.leeway, time.time() if now is None else now)
    _check_parties(payload, config)
    return _bearer(payload, config)


def mint(claims: Mapping[str, Any], key: str, algorithm: str = "HS256", *, kid: str | None = None) -> str:
    """Make a token, for development.

    Args:
        claims: all that it says, `exp` included.
        key: a shared secret, or a private key in PEM.
        algorithm: one of `KINDS`.
        kid: the name of the key, for a verifier with a key set.
    """
    import jwt

    return jwt.encode(dict(claims), key, algorithm=algorithm, headers=None if kid is None else {"kid": kid})


# --- keys ------------------------------------------------------------------------------------------------------------


def _key_source(key: Key, config: VerifierConfig) -> Callable[[Mapping[str, Any]], Any]:
    """The function from a token's header to the key that verifies it."""
    if not config.algorithms or not KINDS.keys() >= set(config.algorithms):
        raise ValueError(f"unknown algorithms of tokens: {config.algorithms}")
    secret = [name for name in config.algorithms if KINDS[name] == "secret"]
    if isinstance(key, Mapping):
        if secret:
            raise ValueError(f"a key set verifies no {secret}")
        return lambda header: _key_of(header, key)
    fixed = _read_key(key, bool(secret))
    unfit = [name for name in config.algorithms if not _fits(fixed, name)]
    if unfit:
        raise ValueError(f"the key in {config.key_env} is missing, too short or of the wrong kind for {unfit}")
    return lambda _: fixed


def _read_key(text: str, secret: bool) -> Any:
    """A shared secret as bytes, but no text that is meant as a public key; or a public key. None if it is neither."""
    if secret:
        return None if re.search(r"-----BEGIN |^(ssh|ecdsa)-", text) else text.encode()
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    pem = text.replace("\\n", "\n").strip()  # many a deployment tool writes line breaks as \n
    try:
        return load_pem_public_key(pem.encode()) if pem.startswith("-----BEGIN PUBLIC KEY-----") else None
    except ValueError:
        return None


def _fits(key: Any, algorithm: str) -> bool:
    """Whether the key is of the one kind that the algorithm takes, and strong enough."""
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    match key:
        case bytes():
            return KINDS[algorithm] == "secret" and len(key) * 8 >= int(algorithm[2:])
        case rsa.RSAPublicKey():
            return KINDS[algorithm] == "RSA" and key.key_size >= MIN_RSA_BITS
        case ec.EllipticCurvePublicKey():
            return KINDS[algorithm] == key.curve.name
        case ed25519.Ed25519PublicKey():
            return KINDS[algorithm] == "Ed25519"
    return False


def _key_of(header: Mapping[str, Any], key_set: Mapping[str, Any]) -> Any:
    """The key of a key set that the header asks for."""
    algorithm = header["alg"]
    for jwk in key_set["keys"]:
        if not isinstance(jwk, Mapping) or "kid" not in header or jwk.get("kid") != header["kid"]:
            continue
        if jwk.get("alg") in (None, algorithm) and _fits(key := _public_key(jwk, algorithm), algorithm):
            return key
    raise TokenError("key")


def _public_key(jwk: Mapping[str, Any], algorithm: str) -> Any:
    """The signature key in a JWK. What is something else or broken counts as absent."""
    import jwt

    serves = jwk.get("use") in (None, "sig") and "verify" in (jwk.get("key_ops") or ["verify"])
    if not serves or jwk.get("kty") == "oct" or "d" in jwk:
        return None
    try:
        return jwt.PyJWK(dict(jwk), algorithm).key
    except (jwt.PyJWTError, ValueError, TypeError):
        return None


def _check_signature(token: str, key: Any, algorithm: str) -> None:
    import jwt

    try:
        jwt.PyJWS(algorithms=[algorithm]).decode(token, key, algorithms=[algorithm])
    except jwt.PyJWTError as error:
        raise TokenError("signature") from error


# --- what the token says ---------------------------------------------------------------------------------------------


def _segments(token: str | bytes, limit: int) -> tuple[str, list[bytes]]:
    if not isinstance(token, str | bytes) or len(token) > limit:
        raise TokenError("malformed")
    text = token if isinstance(token, str) else token.decode("latin-1")
    texts = text.split(".", 3)
    if len(texts) != 3:
        raise TokenError("malformed")
    return text, [_decoded(segment) for segment in texts]


def _decoded(segment: str) -> bytes:
    if SEGMENT.fullmatch(segment) and len(segment) % 4 != 1:
        decoded = base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
        # Decoders forgive; a token has one spelling.
        if base64.urlsafe_b64encode(decoded).rstrip(b"=").decode() == segment:
            return decoded
    raise TokenError("malformed")


def _read_object(content: bytes) -> dict[str, Any]:
    """A JSON object without duplicate keys, which two parsers could read as two objects. All its numbers are floats."""
    try:
        text = content.decode()
        if all(depth <= MAX_DEPTH for depth in _depths(text)):
            value = json.loads(text, object_pairs_hook=_unambiguous, parse_int=float, parse_constant=_refuse)
            if isinstance(value, dict):
                return value
    except ValueError:
        pass
    raise TokenError("malformed")


def _depths(text: str) -> Iterator[int]:
    depth = 0
    for bracket in JSON_BRACKET.findall(text):
        depth += (bracket in "{[") - (bracket in "}]")
        yield depth


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("duplicate keys")
    return found


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _check_header(header: Mapping[str, Any], algorithms: tuple[str, ...]) -> None:
    kind = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower() not in TYPES or any(name in header for name in REFUSED_HEADERS):
        raise TokenError("header")
    if not isinstance(header.get("kid", ""), str):
        raise TokenError("header")
    if header.get("alg") not in algorithms:
        raise TokenError("algorithm")


def _check_times(payload: Mapping[str, Any], leeway: float, now: float) -> None:
    times = [payload[name] for name in ("exp", "nbf", "iat") if name in payload]
    if "exp" not in payload or not all(isinstance(moment, float) and math.isfinite(moment) for moment in times):
        raise TokenError("time")
    if payload["exp"] <= now - leeway:
        raise TokenError("expired")
    if any(payload.get(name, -math.inf) > now + leeway for name in ("nbf", "iat")):
        raise TokenError("early")


def _check_parties(payload: Mapping[str, Any], config: VerifierConfig) -> None:
    if config.issuer is not None and payload.get("iss") not in config.issuer:
        raise TokenError("issuer")
    # A token for someone else: RFC 7519, section 4.1.3, refuses it also where no audience is configured.
    if ("aud" in payload) != (config.audience is not None):
        raise TokenError("audience")
    if config.audience is None:
        return
    audience = config.audience
    named = payload["aud"] if isinstance(payload["aud"], list) else [payload["aud"]]
    if not all(isinstance(name, str) for name in named) or not any(name in audience for name in named):
        raise TokenError("audience")


def _bearer(payload: Mapping[str, Any], config: VerifierConfig) -> SecurityContext:
    user = _values(payload, config.user_id_claim, "user", single=True)
    roles = _values(payload, config.roles_claim, "roles") if config.roles_claim else ()
    claims = {name: _values(payload, path, "claim") for name, path in config.claims.items()}
    if not all(claims.get(name) for name in config.required_claims):
        raise TokenError("claim")
    return SecurityContext(user_id=next(iter(user), None), roles=roles, filter_claims=claims, exp=payload["exp"])


def _values(payload: Any, path: Iterable[str], reason: str, *, single: bool = False) -> tuple[str, ...]:
    """What the payload holds at the end of a path; nothing if the path leads nowhere."""
    found = payload
    for name in path:
        if not isinstance(found, dict) or name not in found:
            return ()
        found = found[name]
    values = found if isinstance(found, list) and not single else [found]
    if len(values) > MAX_VALUES or not all(map(_is_value, values)):
        raise TokenError(reason)
    return tuple(value if isinstance(value, str) else str(int(value)) for value in values)


def _is_value(value: Any) -> bool:
    """Non-empty text of whole characters, or an integer that every JSON parser reads alike."""
    if isinstance(value, str):
        return value != "" and not SURROGATE.search(value)
    return isinstance(value, float) and value.is_integer() and abs(value) <= MAX_INTEGER
