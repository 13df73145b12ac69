"""The page: what is shown, as data in a template of plain files. One file that asks for nothing and runs nothing but its own script."""

from __future__ import annotations

import base64
import functools
import hashlib
import json
import re
from importlib import resources

import msgspec

from floe_cube.cli.report.gather import contents
from floe_cube.cli.report.usage import Usage
from floe_cube.compiler import Compilation

__all__ = ["SIGNATURE", "report"]

#: What every report begins with: a file that begins otherwise is not one of ours.
SIGNATURE = "<!doctype html>\n<!-- floe-cube report"
#: The page's script, in the order in which it runs.
SCRIPTS = ("dom.js", "model.js", "search.js", "overview.js", "cubes.js", "graph.js", "coverage.js", "main.js")


def report(compilation: Compilation, usage: Usage | None = None) -> str:
    """The report on a compilation as one HTML file, with what an event file says of its use.

    Pure: the same for the same input. The browser is told to run the page's own script and no other, and to load nothing.
    """
    style, script = _asset("report.css"), "".join(map(_asset, SCRIPTS))
    policy = (
        f"default-src 'none'; script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    parts = {"policy": policy, "style": style, "data": inert(contents(compilation, usage)), "script": script}
    return re.sub(r"\{\{(\w+)\}\}", lambda blank: parts[blank[1]], _asset("report.html"))


def inert(value: object) -> str:
    r"""JSON in ASCII that no reader of HTML takes for anything else: it holds no `<`, `>` or `&`.

    >>> inert("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(msgspec.to_builtins(value), separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@functools.cache
def _asset(name: str) -> str:
    return resources.files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """How a Content Security Policy names what may run. Source: CSP level 3, `hash-source`."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
