"""Bytes -> wire types.

A whole manifest is decoded in one go; only when that fails is it decoded part by part, so that one bad node, column or test
costs itself and nothing else.
"""

from __future__ import annotations

import functools
import re
import types
import typing
from collections.abc import Iterator
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from floe_cube.dbt.wire import Catalog, Manifest, Metadata, Node, posix
from floe_cube.diagnostics import Diagnostic, Place, finding

__all__ = ["called", "parse", "parse_catalog"]

S = TypeVar("S", bound=Struct)
Findings = tuple[Diagnostic, ...]
Bytes = bytes | bytearray | memoryview

#: The newest schema that dbt has published and this reader was tried on; v20 was Fusion's for a while.
KNOWN_SCHEMAS = frozenset({*range(1, 13), 20})
VERSION = re.compile(r"/(manifest|catalog|run-results|sources|semantic-manifest)/v([0-9]{1,4})\.json$")


def parse(data: Bytes) -> tuple[Manifest | None, Findings]:
    """Read a manifest.json of any dbt version.

    Returns:
        The manifest, or None where the bytes are no manifest at all (FC0101-FC0104), and what was found on the way.
    """
    manifest, findings = _decode(data, Manifest, "manifest")
    if manifest is None:
        return None, findings
    schema = VERSION.search(manifest.metadata.dbt_schema_version or "")
    if schema is None or schema[1] != "manifest":
        return None, (finding("FC0104", FILES["manifest"], what="manifest.json", schema=_schema(manifest.metadata)),)
    if int(schema[2]) not in KNOWN_SCHEMAS:
        findings += (finding("FC0105", FILES["manifest"], version=f"v{schema[2]}"),)
    return manifest, (
        *findings,
        *_drop_misplaced("nodes", manifest.nodes),
        *_drop_misplaced("sources", manifest.sources),
    )


def called(manifest: Manifest, project: str) -> Manifest:
    """The manifest with the name of its project, unless it says one itself."""
    metadata = manifest.metadata
    if metadata.project_name:
        return manifest
    return msgspec.structs.replace(manifest, metadata=msgspec.structs.replace(metadata, project_name=project))


def _drop_misplaced(part: str, nodes: dict[str, Node]) -> Findings:
    """Dbt keeps each node under its unique_id. One under another key may be a second one of that id: neither is chosen by chance."""
    misplaced = [key for key, node in nodes.items() if node.unique_id != key]
    reason = "its unique_id is another one"
    found = [finding("FC0108", _place(nodes[key]), path=f"{part}.{key}", reason=reason) for key in misplaced]
    for key in misplaced:
        del nodes[key]
    return tuple(found)


def _place(node: Node) -> Place:
    return Place(node.unique_id, node.file or FILES["manifest"].file)


def parse_catalog(data: Bytes | None) -> tuple[Catalog | None, Findings]:
    """Read a catalog.json; without one, or with an empty or unreadable one, the manifest speaks alone.

    A catalog only adds, so whatever is wrong with it is a warning.
    """
    if data is None:
        return None, ()
    catalog, findings = _decode(data, Catalog, "catalog")
    if catalog is None:
        reasons = "; ".join(f.message for f in findings)
        return None, (finding("FC0107", FILES["catalog"], reason=reasons),)
    schema = VERSION.search(catalog.metadata.dbt_schema_version or "")
    if schema is None or schema[1] != "catalog":
        return None, (finding("FC0107", FILES["catalog"], reason=f"its schema is {_schema(catalog.metadata)}."),)
    if not catalog.nodes and not catalog.sources:
        return None, (*findings, finding("FC0106", FILES["catalog"]))
    return catalog, findings


#: How JSON begins that is not the UTF-8 of dbt. Source: RFC 3629 and 2781; RFC 8259 keeps such marks out of JSON.
ENCODINGS = {
    **{b"\xef\xbb\xbf": "UTF-8 with a byte order mark"},
    **dict.fromkeys((b"\xff\xfe", b"\xfe\xff", b"{\0", b"\0{"), "UTF-16"),
}
FILES = {"manifest": Place(file="manifest.json"), "catalog": Place(file="catalog.json")}


def _schema(metadata: Metadata) -> str:
    return repr(metadata.dbt_schema_version) if metadata.dbt_schema_version else "not given"


def _decode(data: Bytes, cls: type[S], what: str) -> tuple[S | None, Findings]:
    """One pass over the bytes; on a value of the wrong type a second, patient one."""
    place = FILES[what]
    if not memoryview(data).nbytes:
        return None, (finding("FC0101", place, what=f"{what}.json"),)
    try:
        return msgspec.json.decode(data, type=cls), ()
    except msgspec.ValidationError:
        pass
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        encoding = next((name for mark, name in ENCODINGS.items() if bytes(data[:3]).startswith(mark)), None)
        if encoding:
            return None, (finding("FC0109", place, what=f"{what}.json", encoding=encoding),)
        return None, (finding("FC0102", place, what=f"{what}.json", reason=error),)
    try:
        tree = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return None, (finding("FC0102", place, what=f"{what}.json", reason=error),)
    if not isinstance(tree, dict) or not isinstance(tree.get("metadata"), dict):
        return None, (finding("FC0103", place, what=f"{what}.json"),)
    findings: list[Diagnostic] = []
    value = _patient(tree, cls, place, findings)
    return value, tuple(findings)


def _patient(value: Any, kind: Any, place: Place, findings: list[Diagnostic], path: str = "") -> Any:
    """Convert JSON to a wire type, leaving out (and reporting) each part that does not fit. None: nothing fits."""
    if isinstance(kind, type) and issubclass(kind, Struct):
        return _patient_struct(value, kind, place, findings, path)
    for choice in _choices(kind):
        origin, args = typing.get_origin(choice), typing.get_args(choice)
        if origin is dict and isinstance(value, dict) and args[1] is not Any:
            parts = ((k, _patient(v, args[1], place, findings, f"{path}.{k}")) for k, v in value.items())
            return {k: v for k, v in parts if v is not None}
        if origin is list and isinstance(value, list) and args[0] is not Any:
            items = (_patient(v, args[0], place, findings, f"{path}[{i}]") for i, v in enumerate(value))
            return [item for item in items if item is not None]
        if isinstance(choice, type) and issubclass(choice, Struct) and isinstance(value, dict):
            return _patient_struct(value, choice, place, findings, path)
    try:
        return msgspec.convert(value, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        findings.append(finding("FC0108", place, path=path.lstrip("."), reason=error))
        return None


def _patient_struct(value: Any, cls: type[S], place: Place, findings: list[Diagnostic], path: str) -> S | None:
    if not isinstance(value, dict):
        findings.append(finding("FC0108", place, path=path.lstrip("."), reason="expected an object"))
        return None
    try:
        return msgspec.convert(value, cls)  # nearly all are sound, and this is thirty times as fast
    except (msgspec.ValidationError, RecursionError):
        pass
    if issubclass(cls, Node) and isinstance(value.get("unique_id"), str):
        place = Place(value["unique_id"], posix(value.get("original_file_path")))
        path = ""
    fields = {}
    for item in _fields(cls):
        if item.name not in value:
            if item.required:
                findings.append(finding("FC0108", place, path=path.lstrip("."), reason=f"`{item.name}` is missing"))
                return None
            continue
        part = _patient(value[item.name], item.type, place, findings, f"{path}.{item.name}")
        if part is not None:
            fields[item.name] = part
        elif item.required:
            return None
    return cls(**fields)


@functools.cache
def _fields(cls: type[Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(cls)


def _choices(kind: Any) -> Iterator[Any]:
    if typing.get_origin(kind) in (typing.Union, types.UnionType):
        yield from typing.get_args(kind)
    else:
        yield kind
