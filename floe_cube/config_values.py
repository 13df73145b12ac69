"""What each kind of value in the configuration admits: one table for the reader and for the JSON Schema.

A refusal never repeats the value: whoever reads it has the line and the column, and the value may be a secret.
"""

from __future__ import annotations

import functools
import ipaddress
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from floe_cube.config import (
    ClaimPath,
    DatabaseType,
    Host,
    Identifier,
    Port,
    Schedule,
    Seconds,
    SecretName,
    SecureUrl,
    Text,
    TimeZone,
    Url,
    Word,
    claim_steps,
)
from floe_cube.databases import DATABASES, database_named, spellings
from floe_cube.diagnostics import nearest
from floe_cube.record import frozen

__all__ = ["KINDS", "SECRET_KEY", "Kind", "RefusedError", "choice", "found", "secret_kind"]


class RefusedError(ValueError):
    """A value that its setting does not admit: the code of the finding and the words for its blanks."""

    def __init__(self, code: str, **data: str) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


@frozen
class Kind:
    """A kind of value.

    Attributes:
        read: the value as its type, from the plain value of YAML or JSON; raises `RefusedError`.
        schema: the same in JSON Schema, as far as JSON Schema can say it.
    """

    read: Callable[[Any], Any]
    schema: Mapping[str, Any]


def found(value: object) -> str:
    """The sort of a value, in words."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int():
            return "a whole number"
        case float():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case dict():
            return "a section"
    return "a value with a tag"


def choice(value: object, choices: Sequence[str]) -> str:
    """One of several words."""
    if value in choices:
        return str(value)
    known = ", ".join(f"`{word}`" for word in choices)
    raise RefusedError("FC0709", choices=known, nearest=nearest(value[:64], choices) if isinstance(value, str) else "")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise RefusedError("FC0706", expected="`true` or `false`", found=found(value))


def _string(value: object) -> str:
    if isinstance(value, str):
        return value
    raise RefusedError("FC0706", expected="text", found=found(value))


def _number(value: object, low: int, high: int, what: str) -> int:
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool):
        raise RefusedError("FC0706", expected=f"{what} as a whole number", found=found(value))
    if low <= value <= high:
        return value
    raise RefusedError("FC0708", expected=f"{what} from {low} to {high}")


def _port(value: object) -> Port:
    return Port(_number(value, 1, 65535, "a port"))


def _seconds(value: object) -> Seconds:
    return Seconds(_number(value, 0, 300, "a number of seconds"))


def _text(value: object) -> Text:
    text = _string(value)
    if text.strip() and text.isprintable():
        return Text(text)
    raise RefusedError("FC0708", expected="text of at least one visible character, on one line")


_WORD = r"[A-Za-z0-9._:/@+-]+"


def _word(value: object) -> Word:
    if re.fullmatch(_WORD, _string(value)):
        return Word(_string(value))
    raise RefusedError("FC0708", expected="letters, digits and the characters `. _ : / @ + -`, without spaces")


_HOST = r"[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?"


def _host(value: object) -> Host:
    if re.fullmatch(_HOST, _string(value)):
        return Host(_string(value))
    raise RefusedError("FC0708", expected="the name of a host, without `http://` and without a port")


_IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*"


def _identifier(value: object) -> Identifier:
    if re.fullmatch(_IDENTIFIER, _string(value)):
        return Identifier(_string(value))
    raise RefusedError("FC0708", expected="letters, digits and underscores, with no digit first")


def _claim(value: object) -> ClaimPath:
    segments = value if isinstance(value, list) else claim_steps(_string(value))
    if segments and all(isinstance(segment, str) and segment.strip() and segment.isprintable() for segment in segments):
        return ClaimPath(tuple(segments))
    raise RefusedError(
        "FC0708", expected="the name of a claim, with a dot for each step into a nested one (`user.tenant`)"
    )


def _database(value: object) -> DatabaseType:
    name = _string(value)
    if database := database_named(name):
        return DatabaseType(database.type)
    names = [*spellings(), *(alias for database in DATABASES for alias in database.aliases)]
    supported = ", ".join(f"`{known}`" for known in spellings())
    raise RefusedError("FC0710", nearest=nearest(name.lower()[:64], names), supported=supported)


# --- schedules and time zones ----------------------------------------------------------------------------------------
_MONTHS = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_DAYS = {"sun": 0, "mon": 1, "tue": 2, "wed": 3, "thu": 4, "fri": 5, "sat": 6}
_FIELDS: tuple[tuple[str, int, int, Mapping[str, int]], ...] = (
    ("second", 0, 59, {}),
    ("minute", 0, 59, {}),
    ("hour", 0, 23, {}),
    ("day of the month", 1, 31, {}),
    ("month", 1, 12, _MONTHS),
    ("weekday", 0, 7, _DAYS),
)
_INTERVAL = r"[1-9][0-9]{0,5} (second|minute|hour|day|week)s?"
#: Cube computes its refresh key as floor(time / interval), so only schedules of equal intervals exist for it.
#: Source: BaseQuery.calcIntervalForCronString of @cubejs-backend/schema-compiler 1.7.43.
_EQUAL = r"((\*|[0-9]+) )?(\*|[0-9]+) (\*|[0-9]+) \* \* (\*|[0-9]+)"


def _cron_problem(fields: Sequence[str]) -> str | None:
    """What is wrong with the fields of a cron expression, in words."""
    if len(fields) not in (5, 6):
        return f"a cron expression has five fields, or six with seconds, and this one has {len(fields)}"
    for (name, low, high, names), written in zip(_FIELDS[-len(fields) :], fields, strict=True):
        for part in written.split(","):
            match = re.fullmatch(r"(?:\*|([A-Za-z0-9]{1,9})(?:-([A-Za-z0-9]{1,9}))?)(?:/0*([1-9]\d{0,3}))?", part)
            if match is None:
                return f"the {name} is no number, range or step"
            bounds = [names.get(bound.lower(), bound) for bound in match.group(1, 2) if bound]
            numbers = [int(bound) for bound in bounds if str(bound).isdigit()]
            if len(numbers) < len(bounds) or not all(low <= number <= high for number in numbers):
                return f"the {name} runs from {low} to {high}"
            if numbers != sorted(numbers):
                return f"a range of the {name} ends before it begins"
    return None


def _schedule(value: object) -> Schedule:
    fields = _string(value).split()
    schedule = " ".join(fields)
    if re.fullmatch(_INTERVAL, schedule):
        return Schedule(schedule)
    if problem := _cron_problem(fields):
        raise RefusedError("FC0712", problem=problem)
    if re.fullmatch(_EQUAL, schedule):
        return Schedule(schedule)
    raise RefusedError("FC0713")


@functools.cache
def _zones() -> tuple[str, ...]:
    """The zones of the machine's time zone database: the one thing outside the text that reading a configuration asks."""
    from zoneinfo import available_timezones

    return tuple(sorted(available_timezones() - {"Factory", "localtime", "posixrules"}))


def _time_zone(value: object) -> TimeZone:
    name = _string(value)
    known = _zones()
    if name in known or (not known and re.fullmatch(r"UTC|[A-Z][A-Za-z]+(/[A-Z][A-Za-z0-9_+-]+){1,2}", name)):
        return TimeZone(name)
    raise RefusedError("FC0714", nearest=nearest(name[:64], known))


# --- addresses and secrets -------------------------------------------------------------------------------------------
def _url(value: object) -> Url:
    text = _string(value)
    try:
        parts = urlsplit(text)
        host = (
            parts.hostname
            if parts.scheme in ("http", "https") and parts.port != 0 and "@" not in parts.netloc
            else None
        )
    except ValueError:
        host = None
    if host and re.fullmatch(r"[A-Za-z0-9:/?#\[\]@!$&()*+,;=._~%-]+", text):
        return Url(text)
    raise RefusedError("FC0715")


def _secure_url(value: object) -> SecureUrl:
    url = _url(value)
    parts = urlsplit(url)
    if parts.scheme == "https" or _loopback(parts.hostname or ""):
        return SecureUrl(url)
    raise RefusedError("FC0716")


def _loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


#: RFC 1123 subdomain, as Kubernetes demands of the name of a secret.
_SUBDOMAIN = r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*"


def _secret_name(value: object) -> SecretName:
    name = _string(value)
    if len(name) <= 253 and re.fullmatch(_SUBDOMAIN, name):
        return SecretName(name)
    raise RefusedError("FC0717")


#: What gives a secret away, wherever it stands.
_SECRETS = (
    (r"-----BEGIN [A-Z ]*-----|-----BEGIN", "a key or certificate in PEM"),
    (r"\beyJ[\w-]{8,}\.[\w-]{4,}", "a JSON Web Token"),
    (r"\b(AKIA|ASIA|AROA|AIDA)[A-Z0-9]{12,}", "an AWS access key"),
    (r"://[^/?#\s:@]*:[^/?#\s@]*@|https?://[^/?#\s]*@", "a URL with a user's credentials"),
    (r"(?i)\b(pass(word|wd|phrase)?|pwd|secret|token|credentials?|(api|access|private|secret|account)[_-]?key|sig)\s*[=:]\s*\S", "a password or key"),
    (r"\b(gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|sk[_-](live|test|proj|ant)[_-]|dapi|AIza|ya29\.|hvs\.|npm_|pypi-)[\w-]{16,}", "an access token"),
    (r'"private_key"|"client_secret"', "a service account's key"),
)  # fmt: skip

#: Names of settings that invite a secret instead of its reference.
SECRET_KEY = re.compile(
    r"(?i)pass(word|wd|phrase)?$|pwd$|secrets?(_key)?$|token$|credentials?$|^key$|(api|access|private|jwt|public)_?key(_id)?$"
)


def secret_kind(text: str, *, reference: bool = False) -> str | None:
    """What secret a text looks like, in words; nothing if it looks like none.

    Args:
        text: a value, or the name of a setting.
        reference: the text should name a Kubernetes secret, so that a long run of mixed letters and digits is suspect too:
            half of all random keys are good names for Kubernetes.
    """
    for pattern, kind in _SECRETS:
        if re.search(pattern, text):
            return kind
    if reference:
        for run in re.findall(r"[A-Za-z0-9+/_=]{20,}", text):
            digits = sum(character.isdigit() for character in run.rstrip("0123456789"))
            if digits >= 3 and digits < len(run):
                return "a random key"
    return None


#: Each kind of value. `Any` is what cattrs dispatches on: NewTypes are no classes.
KINDS: Mapping[Any, Kind] = {
    bool: Kind(_flag, {"type": "boolean"}),
    Text: Kind(_text, {"type": "string", "minLength": 1}),
    Word: Kind(_word, {"type": "string", "pattern": f"^{_WORD}$"}),
    Host: Kind(_host, {"type": "string", "pattern": f"^{_HOST}$"}),
    Identifier: Kind(_identifier, {"type": "string", "pattern": f"^{_IDENTIFIER}$"}),
    Port: Kind(_port, {"type": "integer", "minimum": 1, "maximum": 65535}),
    Seconds: Kind(_seconds, {"type": "integer", "minimum": 0, "maximum": 300}),
    Schedule: Kind(_schedule, {"type": "string", "pattern": f"^({_INTERVAL}|{_EQUAL})$"}),
    TimeZone: Kind(_time_zone, {"type": "string", "minLength": 1}),
    Url: Kind(_url, {"type": "string", "format": "uri", "pattern": "^https?://"}),
    SecureUrl: Kind(
        _secure_url, {"type": "string", "format": "uri", "pattern": r"^(https://|http://(localhost|127\.|\[::1\]))"}
    ),
    SecretName: Kind(_secret_name, {"type": "string", "maxLength": 253, "pattern": f"^{_SUBDOMAIN}$"}),
    ClaimPath: Kind(
        _claim,
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[^.]+(\.[^.]+)*$"},
                {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}},
            ]
        },
    ),
    DatabaseType: Kind(
        _database, {"enum": [*spellings(), *(name for database in DATABASES for name in database.aliases)]}
    ),
}
