"""Writes vectors.json: recipes of tokens, and what every verifier must make of each. Run it after a change here.

Sources: RFC 8725 (attacks on JWT), RFC 7515, RFC 7518, RFC 7519.
The recipes hold no key and no date: `minting` adds both.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("vectors.json")
Json = dict[str, Any]

BASE: Json = {"keyEnv": "KEY", "jwkUrl": None, "audience": None, "issuer": None, "leeway": 0, "maxTokenBytes": 8192}
BASE |= {
    "userIdClaim": "sub",
    "rolesClaim": None,
    "claims": {"organization_id": ["organization_id"]},
    "requiredClaims": [],
}
RICH: Json = {
    "userIdClaim": ["u", "id"],
    "rolesClaim": ["realm", "roles"],
    "claims": {
        "organization_id": ["organization_id"],
        "u_tenant": ["u", "tenant"],
        "site": ["https://floe/site.id"],
        "inherited": ["constructor", "name"],
    },
    "requiredClaims": ["organization_id"],
}
KEY_SET: list[Json] = [
    {"key": "rsa", "use": "sig"},
    {"key": "p256", "alg": "ES256"},
    {"key": "ed25519"},
    {"key": "hs"},
    {"key": "rsa_1024"},
    {"key": "ed448"},
    {"key": "rsa_other", "kid": "encryption", "use": "enc"},
    {"key": "rsa_other", "kid": "signing", "key_ops": ["sign"]},
    {"key": "rsa_other", "kid": "bound", "alg": "PS256"},
    {"key": "rsa", "kid": "private", "d": "AQAB"},
    {"key": "rsa", "kid": "broken", "n": "!"},
    {"key": "p384", "kid": "twice"},
    {"key": "p256", "kid": "twice"},
    {"key": "rsa", "drop": "kid"},
    {"key": "rsa", "kid": ""},
]
#: name -> settings of a verifier, the key that it has, or its key set.
VERIFIERS: dict[str, Json] = {
    "hs256": {"auth": {"algorithms": ["HS256"]}, "key": "hs"},
    "hs256_40": {"auth": {"algorithms": ["HS256"]}, "key": "hs_40"},
    "hs_any": {"auth": {"algorithms": ["HS256", "HS384", "HS512"]}, "key": "hs"},
    "rsa_any": {"auth": {"algorithms": [f"{f}{b}" for f in ("RS", "PS") for b in (256, 384, 512)]}, "key": "rsa"},
    "rs256": {"auth": {"algorithms": ["RS256"]}, "key": "rsa"},
    "es256": {"auth": {"algorithms": ["ES256"]}, "key": "p256"},
    "es384": {"auth": {"algorithms": ["ES384"]}, "key": "p384"},
    "es512": {"auth": {"algorithms": ["ES512"]}, "key": "p521"},
    "eddsa": {"auth": {"algorithms": ["EdDSA"]}, "key": "ed25519"},
    "key_set": {"auth": {"algorithms": ["RS256", "PS256", "ES256", "EdDSA"]}, "jwks": KEY_SET},
    "parties": {"auth": {"algorithms": ["HS256"], "audience": ["cube", "bi"], "issuer": ["https://id/"]}, "key": "hs"},
    "leeway": {"auth": {"algorithms": ["HS256"], "leeway": 30}, "key": "hs"},
    "rich": {"auth": {"algorithms": ["HS256"], **RICH}, "key": "hs"},
    "small": {"auth": {"algorithms": ["HS256"], "maxTokenBytes": 200}, "key": "hs"},
}
GOOD: Json = {"sub": "u1", "organization_id": "a", "exp": "@+600"}
ALGORITHMS = {
    **{f"HS{bits}": ("hs_any", "hs") for bits in (256, 384, 512)},
    **{f"{family}{bits}": ("rsa_any", "rsa") for family in ("RS", "PS") for bits in (256, 384, 512)},
    **{"ES256": ("es256", "p256"), "ES384": ("es384", "p384"), "ES512": ("es512", "p521")},
    "EdDSA": ("eddsa", "ed25519"),
}


def context(user: str | None = "u1", roles: tuple[str, ...] = (), **claims: list[str]) -> Json:
    """What a good token says."""
    return {"user_id": user, "roles": list(roles), "claims": claims or {"organization_id": ["a"]}}


def vector(name: str, verifier: str, outcome: Json | str, token: Json, **more: Any) -> Json:
    """A vector: `outcome` is the context, or the reason why the token is refused."""
    return {"name": name, "verifier": verifier, "token": token, "outcome": outcome, **more}


def token(
    payload: Json | None = None, *, header: Json | None = None, sign: str = "HS256", key: str = "hs", **more: Any
) -> Json:
    """A recipe; without arguments that of a good token."""
    head = {"alg": sign, "typ": "JWT"} if header is None else header
    return {"header": head, "payload": GOOD if payload is None else payload, "sign": sign, "key": key, **more}


def good(**claims: Any) -> Json:
    """The payload of a good token, with other claims; None drops one."""
    return {name: value for name, value in {**GOOD, **claims}.items() if value is not None}


def raw(text: str) -> Json:
    """A payload as text."""
    return {"text": text}


def signatures() -> Iterator[Json]:
    """Every algorithm with its own key, and with everything else."""
    for algorithm, (verifier, key) in ALGORITHMS.items():
        own = token(sign=algorithm, key=key)
        yield vector(f"{algorithm}: good", verifier, context(), own)
        yield vector(
            f"{algorithm}: changed payload",
            verifier,
            "signature",
            {**own, "edits": [[r"\.eyJzdWIiOiAidTEi", ".eyJzdWIiOiAidTIi"]]},
        )
        yield vector(f"{algorithm}: no signature", verifier, "malformed", {**own, "edits": [[r"[^.]+$", ""]]})
        yield vector(f"{algorithm}: short signature", verifier, "signature", {**own, "edits": [[r"[^.]+$", "AAAA"]]})
        yield vector(f"{algorithm}: alg none in the header", verifier, "algorithm", {**own, "header": {"alg": "none"}})
    for algorithm, verifier, key in [
        ("HS256", "hs256", "hs_other"),
        ("RS256", "rs256", "rsa_other"),
        ("PS256", "rsa_any", "rsa_other"),
        ("ES256", "es256", "p256_other"),
        ("EdDSA", "eddsa", "ed25519_other"),
    ]:
        yield vector(f"{algorithm}: someone else's key", verifier, "signature", token(sign=algorithm, key=key))
    yield vector(
        "RS256 signature called PS256", "rsa_any", "signature", token(header={"alg": "PS256"}, sign="RS256", key="rsa")
    )
    yield vector(
        "PS256 signature called RS256", "rs256", "signature", token(header={"alg": "RS256"}, sign="PS256", key="rsa")
    )
    yield vector(
        "RS256 signature called RS512", "rsa_any", "signature", token(header={"alg": "RS512"}, sign="RS256", key="rsa")
    )
    yield vector(
        "ES256 signature in DER", "es256", "signature", token(header={"alg": "ES256"}, sign="der256", key="p256")
    )
    yield vector(
        "ES256 signature of zeros", "es256", "signature", token(sign="ES256", key="p256", edits=[[r"[^.]+$", "A" * 86]])
    )
    yield vector(
        "ES256 on another curve", "es256", "signature", token(header={"alg": "ES256"}, sign="ES256", key="k256")
    )
    yield vector("EdDSA with Ed448", "eddsa", "signature", token(sign="EdDSA", key="ed448"))
    yield vector("HS256 with a secret of 40 bytes", "hs256_40", context(), token(key="hs_40"))


def algorithm_confusion() -> Iterator[Json]:
    """RFC 8725, 2.1 and 3.1: the header does not choose how the token is verified."""
    for spelling in ("none", "None", "NONE", "nOnE", "", "none ", "HS256 ", "hs256", "HS256\u0000"):
        for verifier in ("hs256", "rs256"):
            recipe = token(header={"alg": spelling}, sign="none", edits=[[r"$", "AAAA"]])
            yield vector(f"alg {spelling!r} at {verifier}", verifier, "algorithm", recipe)
    for value in (None, 0, True, ["HS256"], {"HS256": 1}):
        yield vector(f"alg {json.dumps(value)}", "hs256", "algorithm", token(header={"alg": value}, sign="HS256"))
    yield vector("no alg", "hs256", "algorithm", token(header={"typ": "JWT"}))
    for form in ("pem", "jwk", "n", ""):
        recipe = token(header={"alg": "HS256"}, sign="HS256", key=f"{form}:rsa")
        yield vector(f"HS256 with the public key ({form or 'empty'})", "rs256", "algorithm", recipe)
        yield vector(
            f"RS256 header, HMAC with the public key ({form or 'empty'})",
            "rs256",
            "signature",
            {**recipe, "header": {"alg": "RS256"}},
        )
    yield vector("HS256 with an empty secret", "hs256", "signature", token(key=":rsa"))
    yield vector("HS512 where HS256 is expected", "hs256", "algorithm", token(sign="HS512"))
    yield vector("RS512 where RS256 is expected", "rs256", "algorithm", token(sign="RS512", key="rsa"))
    yield vector("PS256 where RS256 is expected", "rs256", "algorithm", token(sign="PS256", key="rsa"))
    yield vector("ES256 where RS256 is expected", "rs256", "algorithm", token(sign="ES256", key="p256"))
    yield vector("ES256K", "es256", "algorithm", token(header={"alg": "ES256K"}, sign="ES256", key="k256"))


def headers() -> Iterator[Json]:
    """RFC 8725, 3.10 to 3.12: what a header may say, and what is not believed."""
    for kind in ("JWT", "jwt", "at+jwt", "AT+JWT"):
        yield vector(f"typ {kind}", "hs256", context(), token(header={"alg": "HS256", "typ": kind}))
    yield vector("no typ", "hs256", context(), token(header={"alg": "HS256"}))
    for other in ("JWS", "JOSE", "secevent+jwt", "logout+jwt", "dpop+jwt", "", None, 1, ["JWT"]):
        yield vector(f"typ {json.dumps(other)}", "hs256", "header", token(header={"alg": "HS256", "typ": other}))
    extensions: list[Json] = [{"crit": ["exp"]}, {"crit": []}, {"b64": False, "crit": ["b64"]}, {"b64": True}]
    for more in [*extensions, {"zip": "DEF"}, {"cty": "JWT"}, {"cty": ""}]:
        yield vector(f"header {json.dumps(more)}", "hs256", "header", token(header={"alg": "HS256", **more}))
    yield vector("enc: looks encrypted", "hs256", "header", token(header={"alg": "HS256", "enc": "A256GCM"}))
    for kid in (1, None, ["a"], {"a": 1}, True):
        yield vector(f"kid {json.dumps(kid)}", "hs256", "header", token(header={"alg": "HS256", "kid": kid}))
    for text in ("", "../../../dev/null", "' OR 1=1 --", "key\u0000", "a" * 500):
        yield vector(f"kid {text[:20]!r}, one key", "hs256", context(), token(header={"alg": "HS256", "kid": text}))
    for name, value in (
        ("jku", "https://evil/jwks.json"),
        ("x5u", "https://evil/cert.pem"),
        ("x5c", ["MIIB"]),
        ("x5t", "AAAA"),
    ):
        yield vector(
            f"{name} is not believed: own key",
            "rs256",
            context(),
            token(header={"alg": "RS256", name: value}, sign="RS256", key="rsa"),
        )
        yield vector(
            f"{name} is not believed: other key",
            "rs256",
            "signature",
            token(header={"alg": "RS256", name: value}, sign="RS256", key="rsa_other"),
        )
    embedded: Json = {"alg": "RS256", "jwk": "jwk:rsa_other", "kid": "rsa_other"}
    yield vector(
        "jwk in the header, its key", "rs256", "signature", token(header=embedded, sign="RS256", key="rsa_other")
    )
    yield vector(
        "jwk in the header, its key, key set", "key_set", "key", token(header=embedded, sign="RS256", key="rsa_other")
    )
    yield vector("duplicate alg", "hs256", "malformed", token(header=raw('{"alg":"none","alg":"HS256"}')))
    yield vector(
        "duplicate alg, escaped", "hs256", "malformed", token(header=raw('{"alg":"none","\\u0061lg":"HS256"}'))
    )
    yield vector("header is a list", "hs256", "malformed", token(header=raw('["HS256"]')))
    yield vector("header is no JSON", "hs256", "malformed", token(header=raw("alg=HS256")))
    yield vector("header: __proto__ has alg", "hs256", "algorithm", token(header=raw('{"__proto__":{"alg":"HS256"}}')))


def key_sets() -> Iterator[Json]:
    """Keys of a key set count for what their JWK says."""
    for kid, algorithm, key in [("rsa", "RS256", "rsa"), ("rsa", "PS256", "rsa"), ("p256", "ES256", "p256"), ("ed25519", "EdDSA", "ed25519"),
                                ("twice", "ES256", "p256"), ("bound", "PS256", "rsa_other"), ("", "RS256", "rsa")]:  # fmt: skip
        yield vector(
            f"kid {kid!r} with {algorithm}",
            "key_set",
            context(),
            token(header={"alg": algorithm, "kid": kid}, sign=algorithm, key=key),
        )
    for kid, algorithm, key in [("unknown", "RS256", "rsa"), ("rsa", "ES256", "p256"), ("p256", "RS256", "rsa"), ("RSA", "RS256", "rsa"),
                                ("encryption", "RS256", "rsa_other"), ("signing", "RS256", "rsa_other"), ("bound", "RS256", "rsa_other"),
                                ("private", "RS256", "rsa"), ("broken", "RS256", "rsa"), ("rsa_1024", "RS256", "rsa_1024"), ("ed448", "EdDSA", "ed448"),
                                ("hs", "RS256", "rsa"), ("__proto__", "RS256", "rsa")]:  # fmt: skip
        yield vector(
            f"kid {kid!r} is no key for {algorithm}",
            "key_set",
            "key",
            token(header={"alg": algorithm, "kid": kid}, sign=algorithm, key=key),
        )
    yield vector(
        "HS256 with a secret from the key set", "key_set", "algorithm", token(header={"alg": "HS256", "kid": "hs"})
    )
    yield vector("no kid", "key_set", "key", token(header={"alg": "RS256"}, sign="RS256", key="rsa"))
    yield vector(
        "right kid, other key",
        "key_set",
        "signature",
        token(header={"alg": "RS256", "kid": "rsa"}, sign="RS256", key="rsa_other"),
    )


def spellings() -> Iterator[Json]:
    """RFC 7515, 7.1: a compact JWS has one spelling."""
    for name, edits in {
        "padding": [[r"$", "="]], "space before": [[r"^", " "]], "space after": [[r"$", " "]], "line break after": [[r"$", "\n"]],
        "dot before": [[r"^", "."]], "dot after": [[r"$", "."]], "dot inside": [[r"\.", ".."]], "two segments": [[r"\.[^.]+$", ""]],
        "one segment": [[r"\..+$", ""]], "four segments": [[r"$", ".AAAA"]], "empty header": [[r"^[^.]+", ""]],
        "empty payload": [[r"\.[^.]+\.", ".."]], "plus sign": [[r"\.[^.]", ".+"]], "letter outside ASCII": [[r"^e", "\u0435"]],
        "Bearer inside": [[r"^", "Bearer "]], "NUL": [[r"\.", "\u0000."]],
        "surrogate": [[r"^e", "\ud83d\ude00"]],
    }.items():  # fmt: skip
        yield vector(f"spelling: {name}", "hs256", "malformed", token(edits=edits))
    # The 43 letters of an HS256 signature have two bits to spare; `_` sets them, and no encoder does.
    yield vector("spelling: spare bits", "hs256", "malformed", token(edits=[[r"[^.]$", "_"]]))
    yield vector("spelling: a letter too many", "hs256", "signature", token(edits=[[r"$", "A"]]))
    for literal in ("", ".", "..", "...", "a.b.c", "null", "undefined", "{}", "e30.e30.", "e30.e30.e30"):
        yield vector(
            f"token {literal!r}",
            "hs256",
            "algorithm" if literal == "e30.e30.e30" else "malformed",
            {"literal": literal},
        )
    flattened = '{"payload":"e30","protected":"e30","signature":"e30"}'
    yield vector("JSON serialization", "hs256", "malformed", {"literal": flattened})
    yield vector("JWE", "hs256", "malformed", {"literal": "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..AAAA.AAAA.AAAA"})
    yield vector("longest token", "hs256", context(), token(pad=5900))
    yield vector("oversize token", "hs256", "malformed", token(pad=6100))
    yield vector("oversize for a smaller limit", "small", "malformed", token(pad=100))
    yield vector("small enough for a smaller limit", "small", context(), token())
    yield vector("5 MB", "hs256", "malformed", token(pad=5_000_000))


def payloads() -> Iterator[Json]:
    """What is JSON, and what two parsers would read differently."""
    texts = {
        "list": "[]", "string": '"a"', "null": "null", "number": "1", "empty": "", "two values": "{}{}", "trailing comma": '{"exp":"@+600",}',
        "NaN": '{"exp":"@+600","x":NaN}', "Infinity": '{"exp":"@+600","x":Infinity}', "exp NaN": '{"exp":NaN}', "comment": '{"exp":"@+600"/**/}',
        "single quotes": "{'exp':1}", "leading zero": '{"exp":"@+600","x":01}', "control character": '{"exp":"@+600","x":"\t"}',
        "BOM": '\ufeff{"exp":"@+600"}', "duplicate exp": '{"exp":"@-600","exp":"@+600"}', "duplicate claim": '{"exp":"@+600","organization_id":"b","organization_id":"a"}',
        "duplicate nested": '{"exp":"@+600","u":{"a":1,"a":2}}', "duplicate in a list": '{"exp":"@+600","u":[{"a":1,"a":2}]}',
        "duplicate escaped": '{"exp":"@+600","sub":"u1","\\u0073ub":"root"}', "too deep": '{"exp":"@+600","x":' + "[" * 16 + "]" * 16 + "}",
        "much too deep": '{"exp":"@+600","x":' + "[" * 2500 + "]" * 2500 + "}", "unfinished": '{"exp":"@+600"',
    }  # fmt: skip
    for name, text in texts.items():
        yield vector(f"payload: {name}", "hs256", "malformed", token(raw(text)))
    yield vector("payload: not UTF-8", "hs256", "malformed", token({"hex": "7b22737562223a22ff227d"}))
    yield vector("payload: UTF-16", "hs256", "malformed", token({"hex": "feff007b007d"}))
    yield vector("payload: surrogate in UTF-8", "hs256", "malformed", token({"hex": "7b22737562223a22eda080227d"}))
    deep = '{"sub":"u1","organization_id":"a","exp":"@+600","x":' + "[" * 15 + "]" * 15 + "}"
    yield vector("payload: deep enough", "hs256", context(), token(raw(deep)))
    huge = '{"sub":"u1","organization_id":"a","exp":"@+600","x":[1e999,-1e999,' + "9" * 5000 + "]}"
    yield vector("payload: huge numbers aside", "hs256", context(), token(raw(huge)))
    spaced = ' \t\n\r{ "sub" : "u1" , "organization_id":"\\u0061","exp": "@+600" } \n'
    yield vector("payload: white space and escapes", "hs256", context(), token(raw(spaced)))
    same = '{"sub":"u1","organization_id":"a","exp":"@+600","x":{"sub":1},"y":["sub","sub"],"z":"\\"sub\\":{["}'
    yield vector("payload: same keys in different objects", "hs256", context(), token(raw(same)))


def times() -> Iterator[Json]:
    """exp, nbf and iat: present, numbers, and on the right side of now."""
    wrong: list[Any] = ["2099-01-01", "", None, True, [], {}, "9999999999"]
    for value in wrong:
        for name in ("exp", "nbf", "iat"):
            payload = {**GOOD, name: value}
            yield vector(f"{name} {json.dumps(value)}", "hs256", "time", token(payload))
    yield vector("no exp", "hs256", "time", token(good(exp=None)))
    for name in ("exp", "nbf", "iat"):
        text = json.dumps({"sub": "u1", "organization_id": "a", **({} if name == "exp" else {"exp": "@+600"})})[:-1]
        yield vector(f"{name} 1e999", "hs256", "time", token(raw(f'{text}, "{name}": 1e999}}')))
    yield vector("exp 0", "hs256", "expired", token(good(exp=0)))
    yield vector("exp negative", "hs256", "expired", token(good(exp=-1)))
    yield vector("exp an hour ago", "hs256", "expired", token(good(exp="@-3600")))
    yield vector("exp a second ago", "hs256", "expired", token(good(exp="@-1")))
    yield vector("exp in milliseconds, long ago", "hs256", "expired", token(good(exp=1)))
    yield vector("exp with a fraction", "hs256", context(), token(good(exp="@+600.5")))
    yield vector("exp exactly now", "hs256", "expired", token(good(exp="@+0")), exact=True)
    yield vector("exp in one second", "hs256", context(), token(good(exp="@+1")), exact=True)
    yield vector("exp within the leeway", "leeway", context(), token(good(exp="@-29")), exact=True)
    yield vector("exp at the leeway", "leeway", "expired", token(good(exp="@-30")), exact=True)
    yield vector("nbf in an hour", "hs256", "early", token(good(nbf="@+3600")))
    yield vector("nbf now", "hs256", context(), token(good(nbf="@+0")), exact=True)
    yield vector("nbf in one second", "hs256", "early", token(good(nbf="@+1")), exact=True)
    yield vector("nbf within the leeway", "leeway", context(), token(good(nbf="@+30")), exact=True)
    yield vector("nbf beyond the leeway", "leeway", "early", token(good(nbf="@+31")), exact=True)
    yield vector("nbf after exp", "hs256", "early", token(good(nbf="@+700")))
    yield vector("iat in an hour", "hs256", "early", token(good(iat="@+3600")))
    yield vector("iat within the leeway", "leeway", context(), token(good(iat="@+30")), exact=True)
    yield vector("iat and nbf long ago", "hs256", context(), token(good(iat="@-999999", nbf="@-999999")))


def parties() -> Iterator[Json]:
    """aud and iss."""
    issuer = "https://id/"
    for aud in ("cube", "bi", ["cube"], ["other", "cube"], ["cube", "bi"]):
        yield vector(f"aud {json.dumps(aud)}", "parties", context(), token(good(aud=aud, iss=issuer)))
    empty: list[str] = []
    for other in (
        "other",
        "Cube",
        "cube ",
        "cubes",
        "",
        "cube,bi",
        empty,
        ["other"],
        [["cube"]],
        ["cube", 1],
        ["cube", None],
        1,
        True,
        {"cube": 1},
    ):
        yield vector(f"aud {json.dumps(other)}", "parties", "audience", token(good(aud=other, iss=issuer)))
    yield vector("aud null", "parties", "audience", token({**GOOD, "aud": None, "iss": issuer}))
    yield vector("no aud", "parties", "audience", token(good(iss=issuer)))
    yield vector("aud where none is expected", "hs256", "audience", token(good(aud="other")))
    for iss in (
        "https://id",
        "https://id/evil",
        "https://id/.evil",
        "http://id/",
        "HTTPS://ID/",
        "",
        [issuer],
        {"a": issuer},
        1,
    ):
        yield vector(f"iss {json.dumps(iss)}", "parties", "issuer", token(good(aud="cube", iss=iss)))
    yield vector("no iss", "parties", "issuer", token(good(aud="cube")))
    yield vector("any iss where none is expected", "hs256", context(), token(good(iss="https://any/")))


def claims() -> Iterator[Json]:
    """The user, the roles, and the claims that rows are filtered by."""
    for value, seen in [("a", ["a"]), (7, ["7"]), (-7, ["-7"]), (0, ["0"]), (2**53 - 1, [str(2**53 - 1)]), (["a", "b"], ["a", "b"]), ([1, "b"], ["1", "b"]),
                        (["a", "a"], ["a", "a"]), (" ", [" "]), ("' OR 1=1 --", ["' OR 1=1 --"]), ("*", ["*"]), ("null", ["null"]), ("{x}${y}", ["{x}${y}"]),
                        ("\u0000", ["\u0000"]), ("\u00e9\U0001f600", ["\u00e9\U0001f600"]), ("undefined", ["undefined"])]:  # fmt: skip
        name = f"claim {json.dumps(value)}"
        yield vector(name, "hs256", context(organization_id=seen), token(good(organization_id=value)))
    for text, number in [("1.0", "1"), ("1e3", "1000"), ("-0", "0"), ("1E+2", "100")]:
        payload = raw(f'{{"sub":"u1","exp":"@+600","organization_id":{text}}}')
        yield vector(f"claim {text}", "hs256", context(organization_id=[number]), token(payload))
    for text in ("1.5", "1e400", "9007199254740992", "-9007199254740993", "1e-7", "1e21", '"\\ud800"', '"a\\udfff"', "null", "true", "false", '""',
                 "{}", '{"a":1}', '[""]', '[["a"]]', '["a",null]', '["a",true]', "[{}]", "[1.5]", "[[]]"):  # fmt: skip
        payload = raw(f'{{"sub":"u1","exp":"@+600","organization_id":{text}}}')
        yield vector(f"ill-typed claim {text}", "hs256", "claim", token(payload))
    yield vector("claim absent, not required", "hs256", context(organization_id=[]), token(good(organization_id=None)))
    yield vector("claim [], not required", "hs256", context(organization_id=[]), token(good(organization_id=[])))
    yield vector(
        "claim of 1000 values", "hs256", context(organization_id=["1"] * 1000), token(good(organization_id=[1] * 1000))
    )
    yield vector("claim of 1001 values", "hs256", "claim", token(good(organization_id=[1] * 1001)))
    yield vector("sub is a number", "hs256", context("12"), token(good(sub=12)))
    yield vector("no sub", "hs256", context(None), token(good(sub=None)))
    empty: list[str] = []
    for wrong in ("", True, 1.5, empty, ["u1"], {"a": 1}, {}):
        yield vector(f"ill-typed sub {json.dumps(wrong)}", "hs256", "user", token(good(sub=wrong)))
    yield vector("sub null", "hs256", "user", token({**GOOD, "sub": None}))
    yield vector(
        "claim in __proto__",
        "hs256",
        context(organization_id=[]),
        token(raw('{"sub":"u1","exp":"@+600","__proto__":{"organization_id":"a"}}')),
    )
    yield from rich_claims()


def rich_claims() -> Iterator[Json]:
    """Nested, several and required claims, and roles."""

    def said(user: str | None = "u1", roles: tuple[str, ...] = (), **claims: list[str]) -> Json:
        return context(
            user, roles, **({"organization_id": ["a"], "u_tenant": [], "site": [], "inherited": []} | claims)
        )

    nested: Json = {"organization_id": "a", "u": {"id": "u1", "tenant": ["t1", 2]}, "exp": "@+600"}
    yield vector("nested claims", "rich", said(u_tenant=["t1", "2"]), token(nested))
    yield vector(
        "claim with dots in its name",
        "rich",
        said(None, site=["s"]),
        token(good(sub=None, **{"https://floe/site.id": "s"})),
    )
    for value in ("t1", ["id"], None, 1):
        yield vector(f"u {json.dumps(value)} holds no claims", "rich", said(None), token({**GOOD, "u": value}))
    yield vector("path in a flat name", "rich", said(None), token(good(**{"u.tenant": "t1"})))
    yield vector("path through an inherited name", "rich", said(None), token({**GOOD, "realm": "constructor"}))
    yield vector("required claim absent", "rich", "claim", token(good(organization_id=None)))
    yield vector("required claim []", "rich", "claim", token(good(organization_id=[])))
    yield vector("required claim null", "rich", "claim", token({**GOOD, "organization_id": None}))
    yield vector("ill-typed optional claim", "rich", "claim", token(good(u={"id": "u1", "tenant": {}})))
    for roles, seen in (
        (["admin", "ops"], ("admin", "ops")),
        ("admin", ("admin",)),
        ([], ()),
        ([1], ("1",)),
        (["*"], ("*",)),
    ):
        yield vector(f"roles {json.dumps(roles)}", "rich", said(None, seen), token(good(realm={"roles": roles})))
    for wrong in ([""], [None], {"admin": True}, True, [["admin"]], ""):
        yield vector(f"ill-typed roles {json.dumps(wrong)}", "rich", "roles", token(good(realm={"roles": wrong})))
    yield vector(
        "roles where none are read", "hs256", context(), token(good(roles=["admin"], realm={"roles": ["admin"]}))
    )


def document() -> Json:
    """All of vectors.json."""
    groups = (signatures, algorithm_confusion, headers, key_sets, spellings, payloads, times, parties, claims)
    verifiers = {name: {**more, "auth": {**BASE, **more["auth"]}} for name, more in VERIFIERS.items()}
    return {"verifiers": verifiers, "vectors": [made for group in groups for made in group()]}


def text() -> str:
    """The file: one line a vector."""
    made = document()
    lines = ",\n  ".join(json.dumps(entry) for entry in made["vectors"])
    verifiers = ",\n  ".join(f"{json.dumps(name)}: {json.dumps(entry)}" for name, entry in made["verifiers"].items())
    return f'{{"verifiers": {{\n  {verifiers}\n}},\n"vectors": [\n  {lines}\n]}}\n'


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
