"""Findings as SARIF 2.1.0, the format that code scanning services read.

Sources: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0; GitHub, "SARIF support for code scanning",
which wants a location with a file for every result, and a line in it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from floe_cube import __version__
from floe_cube.codes import CODES
from floe_cube.diagnostics import Diagnostic, Place, Severity

__all__ = ["as_sarif"]

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
#: Where a finding is shown that belongs to no file: every dbt project has this one.
PROJECT_FILE = "dbt_project.yml"


def as_sarif(findings: tuple[Diagnostic, ...], root: Path) -> str:
    """A SARIF log of one run, in ASCII.

    Args:
        findings: the results; their codes are its rules.
        root: folder of the dbt project, from which dbt names files.
    """
    codes = sorted({found.code for found in findings})
    driver = {
        "name": "floe-cube",
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    results = [_result(found, codes.index(found.code), root) for found in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1)


def _rule(code: str) -> dict[str, Any]:
    entry = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": entry.message.format_map(_Blanks())},
        "help": {"text": entry.remedy.format_map(_Blanks())},
        "defaultConfiguration": {"level": Severity[entry.severity].word},
    }


class _Blanks(dict[str, str]):
    """Names of blanks in place of what fills them."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"


def _result(found: Diagnostic, rule: int, root: Path) -> dict[str, Any]:
    place = found.place
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.file or PROJECT_FILE, root)},
            "region": {"startLine": place.line or 1},
        }
    }
    if subject := ".".join(filter(None, (place.subject, place.column))):
        location["logicalLocations"] = [{"fullyQualifiedName": subject}]
    return {
        "ruleId": found.code,
        "ruleIndex": rule,
        "level": found.severity.word,
        "message": {"text": f"{found.message} {found.remedy}"},
        "locations": [location],
        "partialFingerprints": {"finding/v1": _fingerprint(found.code, place, dict(found.data))},
    }


def _fingerprint(code: str, place: Place, data: Mapping[str, str]) -> str:
    """The same for the same finding in another line."""
    parts = [code, place.subject, place.file, place.column, *(f"{key}={value}" for key, value in sorted(data.items()))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _uri(file: str, root: Path) -> str:
    """The file as seen from the working folder: dbt names files from the project's, which may be another one."""
    seen = root / file if (root / file).exists() and not Path(file).exists() else Path(file)
    return quote(os.fsencode(seen.as_posix()))
