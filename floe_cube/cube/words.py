"""Words with a grammar of their own: intervals, cron lines, formats, currencies, names and paths.

`WORDS` says for each property of the AST that holds such a word what it may be. The reader checks by it, a JSON Schema takes
its pattern, and a message shows its example. At the end, what people may write in place of the AST's own words.

Source: Cube 1.7.43, schema-compiler `CubeValidator` and `named-numeric-formats`; cron-parser 4.9, which it calls.
"""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable, Mapping
from typing import Any

import attrs

from floe_cube.cube.names import IDENTIFIER, PYTHON_KEYWORDS, snake
from floe_cube.record import frozen

__all__ = [
    "CURRENCIES",
    "EXTENDED",
    "FIXED_FORMATS",
    "INSTEAD",
    "NAME",
    "REF",
    "RENAMED",
    "WORDS",
    "Word",
    "choice",
    "cron",
    "every",
    "interval",
    "number_format",
    "time_format",
    "word",
]


@frozen
class Word:
    """A grammar.

    Attributes:
        check: whether a text is such a word.
        what: what it is called in a message.
        example: one that fits.
        pattern: the same as a regular expression, where there is one.
    """

    check: Callable[[str], bool]
    what: str
    example: str
    pattern: str | None = None


def _by(pattern: str, what: str, example: str) -> Word:
    compiled = re.compile(pattern)
    return Word(lambda text: compiled.fullmatch(text) is not None, what, example, f"^({pattern})$")


# --- names -----------------------------------------------------------------------------------------------------------
_LETTERS = "a name: letters, digits and underscores, not beginning with a digit or two underscores"
NAME = _by(IDENTIFIER.pattern, _LETTERS, "total_amount")
_PATH = _by(rf"{IDENTIFIER.pattern}(?:\.{IDENTIFIER.pattern})*", "a path to a member or cube", "orders.count")
#: Cube reads paths as Python.
REF = attrs.evolve(_PATH, check=lambda text: _PATH.check(text) and PYTHON_KEYWORDS.isdisjoint(text.split(".")))
#: What `extends` names is no member.
EXTENDED = attrs.evolve(REF, what="the name of a cube (of a view, in a view)", example="orders")

# --- time ------------------------------------------------------------------------------------------------------------
_UNITS = "second|minute|hour|day|week|month|quarter|year"
_SHIFTS = "-?[0-9]+ (?:minute|hour|day|week|month|quarter|year)s?"
_SHIFT = _by(_SHIFTS, "an interval", "1 month")
_WINDOW = _by(f"unbounded|{_SHIFTS}", "an interval or `unbounded`", "7 day")
_SPAN = _by(rf"[0-9]+\s+(?:{_UNITS})s?(?:\s[0-9]+\s+(?:{_UNITS})s?){{0,7}}", "an interval", "1 year 3 months")
_OFFSET = _by(rf"-?[0-9]+\s+(?:{_UNITS})s?(?:\s-?[0-9]+\s+(?:{_UNITS})s?){{0,7}}", "an offset", "-1 month 2 days")
_ORIGIN = _by(
    r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,3})?)?Z?)?)?)?",
    "a date or a moment",
    "2024-04-01",
)
_EVERY = _by(r"[0-9]+ (?:second|minute|hour|day|week)s?", "an interval", "1 hour")
_ZONE = _by(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", "a time zone", "Europe/Berlin")

#: Least and greatest value of the fields of a cron line, and what else they take.
_CRON_FIELDS = ((0, 59, ""), (0, 59, ""), (0, 23, ""), (1, 31, "L?"), (1, 12, ""), (0, 7, "L?#"))
_CRON_NAMES = (
    {
        name: str(n)
        for n, name in enumerate(
            ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
        )
    },
    {name: str(n) for n, name in enumerate("sun mon tue wed thu fri sat".split())},
)
_CRON_PREDEFINED = frozenset({"@yearly", "@monthly", "@weekly", "@daily", "@hourly"})
_CRON_PART = re.compile(r"(?:(?P<low>[0-9]{1,2})(?:-(?P<high>[0-9]{1,2}))?|(?P<any>[*?]))(?:/(?P<step>[0-9]{1,4}))?")
_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def cron(text: str) -> bool:
    """Whether a text is a cron line of five fields, or six with seconds, or one like `@daily`."""
    if text in _CRON_PREDEFINED:
        return True
    fields = text.split()
    if len(fields) not in (5, 6):
        return False
    fields = ["0"] * (6 - len(fields)) + fields
    for at, names in zip((4, 5), _CRON_NAMES, strict=True):
        fields[at] = re.sub("[a-zA-Z]{3}", functools.partial(_cron_number, names), fields[at])
    return all(map(_cron_field, fields, _CRON_FIELDS)) and _cron_day_exists(fields[3], fields[4])


def _cron_number(names: Mapping[str, str], match: re.Match[str]) -> str:
    return names.get(match[0].lower(), match[0])


def _cron_field(field: str, limits: tuple[int, int, str]) -> bool:
    return all(_cron_part(part, *limits) for part in field.split(","))


def _cron_part(part: str, least: int, greatest: int, special: str) -> bool:
    if "L" in special and re.fullmatch("[0-7]?L" if "#" in special else "L", part):
        return True
    if "#" in special and re.fullmatch("[0-7]#[1-5]", part):
        return True
    match = _CRON_PART.fullmatch(part)
    if match is None or (match["any"] == "?" and "?" not in special) or int(match["step"] or 1) == 0:
        return False
    low = int(match["low"] or least)
    return least <= low <= int(match["high"] or low) <= greatest


def _cron_day_exists(day: str, month: str) -> bool:
    return not (day.isdigit() and month.isdigit()) or int(day) <= _LONGEST_MONTHS[int(month) - 1]


def interval(text: str) -> bool:
    """Whether a text is an interval of `refresh_key.every`."""
    return _EVERY.check(text)


def every(text: str) -> bool:
    """Whether a text is an interval or a cron line."""
    return interval(text) or cron(text)


# --- formats ---------------------------------------------------------------------------------------------------------
#: What every dimension takes.
FIXED_FORMATS = ("imageUrl", "link", "currency", "percent", "number", "id")
_NAMED_FORMAT = re.compile(
    "number|percent|currency|decimal|id|abbr|accounting|(?:number|percent|currency|decimal|abbr|accounting)_[0-6]"
)
#: d3-format: [[fill]align][sign][symbol][0][width][,][.precision][~][type].
_D3_FORMAT = re.compile(r"(?:.?[<>=^])?[+\-( ]?[$#]?0?[0-9]*,?(?:\.[0-9]+)?~?[a-zA-Z%]?")
_D3_TYPES = frozenset("efgrs%pbodxcn")
_D3_ALIGNED_ONLY = re.compile(r".?[<>=^]")
#: Conversions of strftime and d3-time-format.
_TIME_SPECIFIERS = frozenset("aAbBcdHIjmMnpStUwWxXyYZ%efgGLqQsuV")


def number_format(text: str) -> bool:
    """Whether a text is a named format of numbers or one of d3-format."""
    if _NAMED_FORMAT.fullmatch(text):
        return True
    if not text or not _D3_FORMAT.fullmatch(text) or _D3_ALIGNED_ONLY.fullmatch(text):
        return False
    return not (text[-1].isalpha() or text[-1] == "%") or text[-1].lower() in _D3_TYPES


def time_format(text: str) -> bool:
    """Whether a text is a format of strftime: only conversions that Cube knows, and at least one of them."""
    specifiers = re.findall("%(.?)", text, re.DOTALL)
    return _TIME_SPECIFIERS.issuperset(specifiers) and any(s != "%" for s in specifiers)


#: Of ISO 4217, the currencies that Cube knows.
CURRENCIES = frozenset(
    "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF "
    "CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD "
    "HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL "
    "LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR "
    "PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY "
    "TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWL".split()
)

# --- which property holds which word ---------------------------------------------------------------------------------
_ANY_FORMAT = Word(
    lambda text: text in FIXED_FORMATS or number_format(text) or time_format(text), "a format", "percent_2"
)
_CURRENCY = Word(lambda text: text.upper() in CURRENCIES, "a currency of ISO 4217", "EUR", "^[A-Za-z]{3}$")
_WORD = _by(r"[^\s{}\\]+", "one word without braces and backslashes", "default")
PHRASE = _by(r"[^{}\\]+", "a text without braces and backslashes", "analysts")

#: `Class.attribute`, or `attribute` for any class.
WORDS: dict[str, Word] = {
    "AccessPolicy.group": PHRASE,
    "AccessPolicy.groups": PHRASE,
    "CalendarShift.interval": _SHIFT,
    "CustomGranularity.interval": _SPAN,
    "CustomGranularity.offset": _OFFSET,
    "CustomGranularity.origin": _ORIGIN,
    "Dimension.field_type": _by("string", "the word `string`", "string"),
    "Dimension.format": _ANY_FORMAT,
    "IncludedMember.format": Word(FIXED_FORMATS.__contains__, f"one of {', '.join(FIXED_FORMATS)}", "percent"),
    "Measure.format": Word(number_format, "a format of numbers", "percent_2"),
    "OutputColumnType.type": PHRASE,
    "RefreshKey.every": Word(every, "an interval or a cron line", "1 hour"),
    "RefreshKey.timezone": _ZONE,
    "RefreshKey.update_window": _EVERY,
    "RollingWindow.leading": _WINDOW,
    "RollingWindow.trailing": _WINDOW,
    "TimeShift.interval": _SHIFT,
    "currency": _CURRENCY,
    "data_source": _WORD,
}


def word(key: str) -> Word:
    """The grammar of a property, called `Class.attribute`."""
    return WORDS.get(key) or WORDS.get(key.rpartition(".")[2]) or PHRASE


def choice(kind: Any, value: object) -> Any:
    """The word of a `Literal` that is meant, in whatever spelling Cube takes: `countDistinct` is `count_distinct`.

    Returns:
        None for a word that is none of them.
    """
    words = typing.get_args(kind)
    exact = next((one for one in words if type(one) is type(value) and one == value), None)
    if exact is not None or not isinstance(value, str):
        return exact
    folded = SYNONYMS.get(snake(value), snake(value))
    return next((one for one in words if isinstance(one, str) and snake(one) == folded), None)


# --- other words for the same ----------------------------------------------------------------------------------------
#: Older names of properties that Cube still takes. Source: Cube 1.7.43, `CubeValidator`.
RENAMED = {
    "shown": "public",
    "visible": "public",
    "drill_member_references": "drill_members",
    "refresh_range_start": "build_range_start",
    "refresh_range_end": "build_range_end",
    "time_dimension_reference": "time_dimension",
    "measure_references": "measures",
    "dimension_references": "dimensions",
    "segment_references": "segments",
    "rollup_references": "rollups",
}
#: Older words that Cube still takes.
SYNONYMS = {"belongs_to": "many_to_one", "has_many": "one_to_many", "has_one": "one_to_one"}
#: What Cube 1.7 does not have, and what stands for it: properties, with their class, and words.
INSTEAD = {
    "AccessPolicy.role": '`group`, or `groups` for several; `group: "*"` is everybody',
    "View.includes": "`cubes: [{join_path: ..., includes: [...]}]`",
    "running_total": "`type: sum` with `rolling_window: {trailing: unbounded}`",
    "average": "`type: avg`",
    "median": "`type: number` with SQL of your warehouse, such as `percentile_cont(0.5) within group (order by ...)`",
    "percentile": "`type: number` with SQL of your warehouse, such as `percentile_cont(0.9) within group (order by ...)`",
    "sum_boolean": "`type: sum` with `sql: case when ... then 1 else 0 end`",
}
