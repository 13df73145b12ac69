"""Reads the configuration: text -> `Config` and findings. Nothing is read but the text and the time zone database's names.

All findings come at once: what is wrong is reported and taken out, until the rest is a configuration.
"""

from __future__ import annotations

import functools
import re
import typing
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin

import attrs

from floe_cube.config import Config, ConsumptionConfig, ExportBucket, Jwt, SecurityConfig
from floe_cube.config_text import Path, Spot, Tree, UnreadableError, json_tree, yaml_tree
from floe_cube.config_values import KINDS, SECRET_KEY, RefusedError, choice, found, secret_kind
from floe_cube.diagnostics import Diagnostic, Place, finding, nearest, ordered

if TYPE_CHECKING:
    from cattrs import Converter

__all__ = ["locate", "read_compiled_artifacts", "read_config"]

_MANIFEST = "dbt_manifest_path"
#: Settings that are called otherwise, or stand elsewhere, than people may remember.
_RENAMED = {
    "tenant_column": "`filter_column`, in `consumption.security`",
    "observability": "`observability`, a section of its own beside `consumption`",
}


def read_config(text: str, file: str) -> tuple[Config, tuple[Diagnostic, ...]]:
    """A configuration from YAML (floe.yaml): its `consumption:` and `observability:` sections. Others are someone else's.

    Args:
        text: the file's text.
        file: the file's name, for the findings.

    Returns:
        The configuration, with defaults in place of what is wrong, and what is wrong.
    """
    sections = [field.name for field in attrs.fields(Config)]
    try:
        tree = yaml_tree(text, sections)
    except UnreadableError as error:
        return Config(), (_finding(file, (), error.spot, error.code, **error.data),)
    voids = list(_voids(tree, file))
    config, findings = _read(tree, file)
    return config, ordered(findings, voids, _unread(tree, file, sections))


def read_compiled_artifacts(text: str, file: str) -> tuple[Config, str | None, tuple[Diagnostic, ...]]:
    """A configuration from CompiledArtifacts JSON: `consumption`, `observability` and `dbt_manifest_path`.

    Args:
        text: the file's text.
        file: the file's name, for the findings.

    Returns:
        The configuration, the path of dbt's manifest if the file names one, and what is wrong.
    """
    sections = [field.name for field in attrs.fields(Config)]
    try:
        tree = json_tree(text.removeprefix("\ufeff"), [*sections, _MANIFEST])
    except UnreadableError as error:
        return Config(), None, (_finding(file, (), error.spot, error.code, **error.data),)
    if tree.keys and tree.value == {}:
        expected = f"an object with `consumption`, `observability` or `{_MANIFEST}`"
        return Config(), None, (_finding(file, (), (1, 1), "FC0706", expected=expected, found="another one"),)
    manifest = tree.value.pop(_MANIFEST, None) if isinstance(tree.value, dict) else None
    config, findings = _read(tree, file)
    findings += _unread(tree, file, [*sections, _MANIFEST])
    if manifest is not None and config.consumption.projects:
        path = ("consumption", "projects")
        findings.append(_finding(file, path, tree.spot(path), "FC0926"))
    if manifest is None or (isinstance(manifest, str) and manifest and "\0" not in manifest):
        return config, manifest, ordered(findings)
    spot = tree.spot((_MANIFEST,))
    wrong = _finding(file, (_MANIFEST,), spot, "FC0706", expected="the path of a file", found=found(manifest))
    return config, None, ordered(findings, [wrong])


def locate(text: str, file: str, setting: str, *, as_json: bool = False) -> Place:
    """Where a setting stands in a configuration that was read without errors, or the section around it.

    Args:
        setting: its path, such as `consumption.projects[1].database_type`.
        as_json: the text is CompiledArtifacts, not YAML.
    """
    path: Path = tuple(int(part) if part.isdecimal() else part for part in re.findall(r"[^.\[\]]+", setting))
    read = json_tree if as_json else yaml_tree
    return Place(setting, file, line=read(text.removeprefix("\ufeff"), [setting.partition(".")[0]]).spot(path)[0])


def _read(tree: Tree, file: str) -> tuple[Config, list[Diagnostic]]:
    """The configuration of a tree, which is used up."""
    if not isinstance(tree.value, dict):
        if tree.value is None:
            return Config(), []
        expected = "sections such as `consumption:`"
        return Config(), [_finding(file, (), (1, 1), "FC0706", expected=expected, found=found(tree.value))]
    findings = [_finding(file, path, spot, "FC0703", key=_echo(path[-1])) for path, spot in tree.duplicates]
    findings += [
        _finding(file, path, spot, "FC0706", expected="names", found="another key") for path, spot in tree.foreign
    ]
    wrong: list[Path] = []
    for path, kind in list(_secrets(tree.value, ())):
        findings.append(_finding(file, path, tree.spot(path), "FC0718", kind=kind, reference=_reference(path)))
        wrong.append(path)
    _remove(tree.value, wrong)
    while True:
        config, refusals = _structure(tree.value)
        if not refusals:
            break
        missing = {path: (*path, error.args[0]) for path, error in refusals if isinstance(error, KeyError)}
        told = [path for path, lack in missing.items() if lack in wrong]  # taken out above, so not missing in the text
        findings += [_refusal(path, error, tree, file) for path, error in refusals if path not in told]
        wrong += [path for path, _ in refusals]
        _remove(tree.value, [path for path, _ in refusals])
    for path, code, data in _contradictions(config.consumption):
        if not any(other[: len(path) - 1] == path[:-1] for other in wrong):
            findings.append(_finding(file, path, tree.spot(path), code, **data))
    return config, findings


# --- structuring by cattrs -------------------------------------------------------------------------------------------
@functools.cache
def _converter() -> Converter:
    """The converter: values by the table of kinds, sections by cattrs; anything else is refused, nothing is coerced."""
    from cattrs import Converter
    from cattrs.gen import make_dict_structure_fn

    converter = Converter()

    def section(cls: Any) -> Callable[[Any, Any], Any]:
        structure = make_dict_structure_fn(
            cls, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=True
        )
        return lambda value, _: structure(_entries(value), cls)

    def several(cls: Any) -> Callable[[Any, Any], Any]:
        item = get_args(cls)[0]
        return lambda value, _: tuple(_items(converter, value, item))

    converter.register_structure_hook_factory(attrs.has, section)
    converter.register_structure_hook_factory(_is(tuple), several)
    converter.register_structure_hook_func(_is(Literal), lambda value, cls: choice(value, get_args(cls)))
    for cls, kind in KINDS.items():
        converter.register_structure_hook(cls, functools.partial(lambda read, value, _: read(value), kind.read))
    return converter


def _is(origin: Any) -> Callable[[Any], bool]:
    return lambda cls: get_origin(cls) is origin


def _items(converter: Converter, value: object, item: Any) -> Iterable[Any]:
    """The items of a list; a single one need not be written as a list."""
    if value is None:
        return ()
    return converter.structure(value, list[item]) if isinstance(value, list) else [converter.structure(value, item)]


def _entries(value: object) -> dict[str, Any]:
    """The settings of a section. A section that is there but empty has none."""
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise RefusedError("FC0706", expected="a section of settings", found=found(value))


def _structure(value: Mapping[str, Any]) -> tuple[Config, list[tuple[Path, Exception]]]:
    """The configuration, or all that is refused of it."""
    from cattrs.errors import BaseValidationError

    try:
        return _converter().structure(value, Config), []
    except BaseValidationError as group:
        return Config(), list(_refusals(group, ()))


def _refusals(error: Exception, path: Path) -> Iterator[tuple[Path, Exception]]:
    """The refusals inside a group of cattrs', each with its path."""
    from cattrs.errors import AttributeValidationNote as Attribute
    from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError
    from cattrs.errors import IterableValidationNote as Item

    if isinstance(error, BaseValidationError):
        for inner in error.exceptions:
            notes = getattr(inner, "__notes__", ())
            steps = [
                note.name if isinstance(note, Attribute) else note.index
                for note in notes
                if isinstance(note, (Attribute, Item))
            ]
            yield from _refusals(inner, (*path, *steps[-1:]))
    elif isinstance(error, ForbiddenExtraKeysError):
        for key in sorted(error.extra_fields):
            yield (*path, key), error
    elif isinstance(error, KeyError):  # a setting without a default; cattrs notes its name
        yield path[:-1], error
    else:
        yield path, error


def _remove(value: Any, paths: list[Path]) -> None:
    """Take the values at these paths out, the last ones of a list first."""
    for path in sorted(set(paths), key=lambda path: [str(step).rjust(9) for step in path], reverse=True):
        inside = value
        for step in path[:-1]:
            inside = inside[step]
        del inside[path[-1]]


# --- findings --------------------------------------------------------------------------------------------------------
def _finding(file: str, path: Path, spot: Spot, code: str, **data: str) -> Diagnostic:
    return finding(code, Place(_dotted(path), file, line=spot[0]), char=spot[1], **data)


def _dotted(path: Path) -> str:
    """`consumption.select[0]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{_echo(step)}" for step in path)
    return "".join(steps).removeprefix(".")


def _echo(key: str | int) -> str:
    """A key as a message may repeat it: one that is no plain name could be a secret in the wrong place."""
    name = str(key)
    plain = re.fullmatch(r"[A-Za-z_][A-Za-z0-9_-]{0,39}", name) and not secret_kind(name, reference=True)
    return name if plain else "…"


def _refusal(path: Path, error: Exception, tree: Tree, file: str) -> Diagnostic:
    from cattrs.errors import ForbiddenExtraKeysError

    spot = tree.spot(path)
    if isinstance(error, RefusedError):
        return _finding(file, path, spot, error.code, **error.data)
    if isinstance(error, ForbiddenExtraKeysError):
        return _unknown(file, path, tree.keys.get(path, spot), [field.name for field in attrs.fields(error.cl)])
    if isinstance(error, KeyError):
        return _finding(file, path, spot, "FC0707", key=str(error.args[0]))
    raise error


def _unknown(file: str, path: Path, spot: Spot, known: list[str]) -> Diagnostic:
    """A key that is no setting: perhaps an old name, perhaps a secret, perhaps misspelt, perhaps in the wrong section."""
    key = str(path[-1])
    if key in _RENAMED:
        return _finding(file, path, spot, "FC0719", key=key, name=_RENAMED[key])
    if SECRET_KEY.search(key[:64]):
        kind = "a secret by the name of its setting"
        return _finding(file, path, spot, "FC0718", kind=kind, reference=_reference(path))
    near = nearest(key[:64], known)
    if not near and (home := _homes().get(key)):
        near = f" (it belongs into `{home}`)"
    settings = ", ".join(f"`{name}`" for name in known)
    section = _dotted(path[:-1])
    return _finding(file, path, spot, "FC0704", key=_echo(key), section=section, nearest=near, known=settings)


def _unread(tree: Tree, file: str, sections: list[str]) -> Iterator[Diagnostic]:
    """What stands at the top level and is not read, but may be meant for us. Of security it is an error: rows would be open."""
    stated = ("consumption", "security") in tree.keys
    for path, spot in tree.keys.items():
        if len(path) != 1 or path[0] in sections:
            continue
        key = str(path[0])[:64].lower()
        home = None if stated else _security_home(key, {inner[1] for inner in tree.keys if inner[:-1] == path})
        if home:
            yield _finding(file, path, spot, "FC0731", key=_echo(path[0]), home=home)
        elif near := nearest(key, sections):
            yield _finding(file, path, spot, "FC0705", key=_echo(path[0]), nearest=near)


def _voids(tree: Tree, file: str) -> Iterator[Diagnostic]:
    """Parties of a token that are named, but by nothing (a variable that was not set): a token of any would be taken."""
    for name in ("audience", "issuer"):
        path: Path = ("consumption", "security", "jwt", name)
        inside = tree.value
        for step in path:
            inside = inside.get(step, ()) if isinstance(inside, dict) else ()
        if inside is None:
            yield _finding(file, path, tree.spot(path), "FC0706", expected="text", found=found(None))


def _security_home(key: str, held: Collection[str | int]) -> str | None:
    """Where a key of the top level belongs, if by its name and by what it holds it is a setting of security."""
    settings = {field.name for field in attrs.fields(SecurityConfig)}
    if key in settings:
        return f"consumption.security.{key}"
    if nearest(key, ["security"]) and not settings.isdisjoint(held):
        return "consumption.security"
    return "consumption" if nearest(key, ["consumption"]) and "security" in held else None


def _secrets(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """The values that look like secrets, and what they look like."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _secrets(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _secrets(inner, (*path, index))
    elif isinstance(value, str):
        named = [step for step in path if isinstance(step, str)]
        if kind := secret_kind(value, reference=bool(named) and named[-1].endswith("_ref")):
            yield path, kind


def _reference(path: Path) -> str:
    """How to name the Kubernetes secret for what was written at this path, if a setting does that."""
    cls: Any = Config
    for step in path[:-1]:
        cls = _sections(cls).get(str(step), cls)
    references = [field.name for field in attrs.fields(cls) if field.name.endswith("_ref")]
    own = [name for name in references if name == path[-1]] or references
    return f" and name that in {' or '.join(f'`{name}`' for name in own)}" if own else ""


@functools.cache
def _sections(cls: type) -> Mapping[str, type]:
    """The sections inside a section."""
    hints = typing.get_type_hints(cls).items()
    inner = ((name, choice) for name, hint in hints for choice in (hint, *get_args(hint)))
    return {name: choice for name, choice in inner if isinstance(choice, type) and attrs.has(choice)}


@functools.cache
def _homes() -> Mapping[str, str]:
    """Each setting whose name stands in one section only -> that section."""
    homes: dict[str, list[str]] = {}

    def visit(cls: type, path: Path) -> None:
        for field in attrs.fields(cls):
            homes.setdefault(field.name, []).append(_dotted(path))
        for name, inner in _sections(cls).items():
            visit(inner, (*path, name))

    visit(Config, ())
    return {name: places[0] for name, places in homes.items() if len(places) == 1 and places[0]}


# --- contradictions --------------------------------------------------------------------------------------------------
def _contradictions(config: ConsumptionConfig) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """Settings that are sound one by one and not together: where, the code, and the words for its blanks."""
    if config.port == config.sql_port:
        yield ("consumption", "sql_port"), "FC0720", {}
    store = config.pre_aggregations.cube_store
    if store and sum(files is not None for files in (store.s3, store.gcs, store.minio)) > 1:
        yield ("consumption", "pre_aggregations", "cube_store"), "FC0724", {}
    buckets: list[tuple[Path, ExportBucket | None]] = [(("consumption", "pre_aggregations"), config.pre_aggregations.export_bucket)]
    buckets += [(("consumption", "projects", n), project.export_bucket) for n, project in enumerate(config.projects)]
    for section, bucket in buckets:
        if bucket and bucket.type == "s3" and not bucket.region:
            yield (*section, "export_bucket"), "FC0707", {"key": "region"}
    pii = config.security.pii
    if pii and pii.groups and config.security.roles_claim is None:
        yield ("consumption", "security", "pii", "groups"), "FC0730", {}
    if problem := _key_problem(config.security.jwt):
        yield ("consumption", "security", "jwt", "algorithms"), *problem


def _key_problem(jwt: Jwt) -> tuple[str, dict[str, str]] | None:
    """Why the key cannot verify tokens of these algorithms."""
    shared = {algorithm.startswith("HS") for algorithm in jwt.accepted}
    if len(shared) > 1:
        return "FC0721", {}
    if jwt.key_ref and jwt.jwk_url:
        return "FC0722", {"problem": "both `key_ref` and `jwk_url` are set, and only one of them can verify a token"}
    if jwt.jwk_url and True in shared:
        return "FC0722", {"problem": "a key set holds public keys, and the HS algorithms take a shared secret"}
    if not jwt.jwk_url and not jwt.key_ref and False in shared:
        return "FC0722", {
            "problem": "these algorithms take a public key, and neither `key_ref` nor `jwk_url` gives one"
        }
    return None
