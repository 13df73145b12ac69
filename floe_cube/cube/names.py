"""Names that Cube takes: identifiers, free of its reserved words, unique where Cube wants them to be.

Source: Cube 1.7.43, `CubeValidator` (`identifier`), `CubeEvaluator`, and names tried in its compiler.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Container, Iterable

from floe_cube.cube.ast import Name

#: Whatever holds `extends` is taken for the property of that name by Cube's transpiler, and a name with two underscores in front
#: ends every query of GraphQL, which keeps such names for itself.
IDENTIFIER = re.compile(r"(?!.*extends|__)[_a-zA-Z][_a-zA-Z0-9]*")

#: Names that every JavaScript object has: as a cube they crash Cube's compiler, as a member they are found by mistake.
OBJECT_NAMES = frozenset(
    "constructor toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable __proto__ "
    "__defineGetter__ __defineSetter__ __lookupGetter__ __lookupSetter__".split()
)
#: Names that mean something else inside Cube's SQL: `{CUBE}`, `{FILTER_PARAMS...}`.
CONTEXT_NAMES = frozenset(
    "CUBE TABLE SECURITY_CONTEXT security_context securityContext FILTER_PARAMS FILTER_GROUP SQL_UTILS "
    "COMPILE_CONTEXT USER_CONTEXT".split()
)
#: `{class}` is no reference but a syntax error: Cube reads references as Python.
PYTHON_KEYWORDS = frozenset(
    "False None True and as assert async await break class continue def del elif else except finally for from "
    "global if import in is lambda nonlocal not or pass raise return try while with yield".split()
)
#: As the whole of a text, Cube takes these for the prefix of a Python string.
STRING_PREFIXES = frozenset("f F fr fR Fr FR rf rF Rf RF".split())
#: `sql` is the cube's own function, like `sql_table`; the virtual columns belong to the SQL API.
RESERVED_MEMBERS = (
    OBJECT_NAMES | CONTEXT_NAMES | PYTHON_KEYWORDS | {"sql", "sql_table", "sqlTable", "__user", "__cubeJoinField"}
)
RESERVED_CUBES = OBJECT_NAMES | CONTEXT_NAMES | PYTHON_KEYWORDS | STRING_PREFIXES


def identifier(text: str) -> Name:
    """The identifier nearest to any text: accents off, every run of other characters an underscore.

    >>> identifier("is paid"), identifier("2010"), identifier("Größe")
    ('is_paid', '_2010', 'Grosse')
    """
    if IDENTIFIER.fullmatch(text):
        return Name(text)
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss")).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-zA-Z0-9_]+", "_", plain if any(c.isalnum() for c in plain) else text).strip("_")
    if not words:
        return Name(f"name_{digest(text)}")
    words = words.replace("extends", "extend_s")
    return Name(f"_{words}" if words[0].isdigit() else words)


def refusal(text: str, reserved: Container[str]) -> str:
    """Why a text cannot be the name of something, as a clause."""
    if "extends" in text:
        return "Cube misreads names with `extends` in them"
    if text.startswith("__"):
        return "GraphQL keeps names with two underscores in front for itself"
    if not IDENTIFIER.fullmatch(text):
        return "a name in Cube has only letters, digits and underscores, and begins with no digit"
    return f"`{text}` means something else to Cube" if text in reserved else f"something else is called `{text}`"


def snake(text: str) -> str:
    """`countDistinct` -> `count_distinct`."""
    return re.sub("(?<=[a-z0-9])[A-Z]", lambda match: f"_{match[0]}", text).lower()


def digest(text: str) -> str:
    """Four hexadecimal digits that tell two texts apart, the same on every machine."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:4]


def allocate(texts: Iterable[str], taken: Container[str], reserved: Container[str]) -> dict[str, Name]:
    """A name for each text, none given twice.

    A text that already is a good name keeps it whatever the others are. Of the rest, the first to want a name gets it and
    the others get it with a digest of the text, so that a new neighbour never renames an old one's digest.

    Args:
        texts: distinct texts, in an order that does not depend on the input's.
        taken: names that are given already.
        reserved: names that Cube does not take.
    """
    names: dict[str, Name] = {}
    used: set[str] = set()
    waiting = []
    for text in texts:
        if text not in taken and text not in reserved and IDENTIFIER.fullmatch(text):
            names[text] = Name(text)
            used.add(text)
        else:
            waiting.append(text)
    for text in waiting:
        wanted = identifier(text)
        if wanted in reserved:
            wanted = Name(f"{wanted}_")
        name = wanted
        for suffix in _suffixes(text):
            if name not in taken and name not in used and name not in reserved:
                break
            name = Name(f"{wanted}_{suffix}")
        names[text] = name
        used.add(name)
    return names


def _suffixes(text: str) -> Iterable[str]:
    """What tells a name from the one that took it: an identifier only loses to a name that somebody gave, so a word says it.

    Other texts get a digest; a second one is needed only when somebody's name ends in the first.
    """
    if IDENTIFIER.fullmatch(text):
        yield "column"
    stem = text
    while True:
        yield digest(stem)
        stem += "\0"


def graphql_type(name: str) -> str:
    """The type that Cube's GraphQL API gives a cube or view: names that differ here only in case or underscores collide.

    Source: Cube 1.7.43, api-gateway, `graphql.js` (`objectName`), which is `camelize` of inflection 1.13.
    """
    first, *more = name.split("_")
    return first[:1].upper() + first[1:] + "".join(map(str.capitalize, more))


def begins_a_type(name: str) -> bool:
    """Whether a type of GraphQL may be called so: what is left of underscores begins with a letter."""
    return name.lstrip("_")[:1].isalpha()


def type_name(name: Name, kind: str) -> Name:
    """An identifier as GraphQL may call a type.

    >>> type_name(Name("_2024_sales"), "cube"), type_name(Name("_sales"), "cube")
    ('cube_2024_sales', '_sales')
    """
    return name if begins_a_type(name) else Name(f"{kind}{name}")


#: Characters of a name that a database keeps, by dbt adapter, where Cube's column aliases (`cube__member_quarter`) reach it.
#: Sources: PostgreSQL manual, 4.1.1 (63 bytes); Amazon Redshift, "Names and identifiers" (127 bytes).
LONGEST_ALIAS = {"postgres": 63, "greenplum": 63, "materialize": 255, "redshift": 127}
#: What Cube may put behind a member in an alias: the longest granularity.
GRANULARITY = len("_quarter")


def alias(cube: str, members: Iterable[str], limit: int) -> Name:
    """A short `sql_alias` for a cube whose members' aliases would be cut off."""
    room = limit - max(map(len, members), default=0) - len("__") - GRANULARITY
    stem = cube[: max(room - 5, 3)].rstrip("_")
    return Name(f"{stem}_{digest(cube)}")
