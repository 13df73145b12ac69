"""`floe-cube token`: a token for development, such as the deployment's own checkAuth accepts."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from floe_cube.cli import options
from floe_cube.cli.console import report
from floe_cube.cli.exit_codes import UNUSABLE
from floe_cube.cli.inputs import DEFAULT_CONFIG, InputError, Inputs, configuration
from floe_cube.config import SecurityConfig, claim_steps
from floe_cube.diagnostics import Diagnostic, Place, finding


def _pairs(context: click.Context, parameter: click.Parameter, values: Sequence[str]) -> Sequence[str]:
    for value in values:
        name, equals, _ = value.partition("=")
        if not equals or not all(claim_steps(name)):
            raise click.BadParameter(f"`{value}` is not of the form name=value.")
    return values


@click.command()
@options.config
@click.option("--user", default="developer", show_default=True, help="Who the token is for.")
@click.option("--role", "roles", multiple=True, help="A role of the user (repeatable).")
@click.option(
    "--claim",
    "claims",
    multiple=True,
    callback=_pairs,
    help="name=value; dots lead into nested claims (repeatable).",
)
@click.option("--minutes", type=click.IntRange(1, 1440), default=60, show_default=True, help="Until it expires.")
def token(config: Path | None, user: str, roles: Sequence[str], claims: Sequence[str], minutes: int) -> None:
    """Print a token for development. Refused unless the configuration says `dev_mode: true`."""
    try:
        minted, findings = development_token(config, user, roles, claims, minutes)
    except InputError as error:
        report(error.findings)
        sys.exit(UNUSABLE)
    report(findings)
    click.echo(minted)


def development_token(
    config_path: Path | None, user: str, roles: Sequence[str], claims: Sequence[str], minutes: int
) -> tuple[str, tuple[Diagnostic, ...]]:
    """Mint a token as the configuration wants it, and say what it lacks.

    Args:
        claims: `name=value`; dots lead into nested claims, and a name given several times makes a list.
        minutes: until it expires.

    Raises:
        InputError: development mode is off, the algorithm needs a private key, or the environment holds no secret that would do.
    """
    from floe_cube.adapters.security import mint

    config, _, findings = configuration(Inputs(config=config_path))
    place = Place("consumption.dev_mode", str(config_path or DEFAULT_CONFIG))
    security = config.consumption.security
    if not user:
        raise click.UsageError("--user is empty, and Cube takes no token of nobody.")
    if roles and not security.roles_claim:
        raise click.UsageError("No `roles_claim` in consumption.security says where a token holds its roles.")
    algorithm = security.jwt.accepted[0]
    if not config.consumption.dev_mode:
        raise InputError(*findings, finding("FC0811", place))
    if not algorithm.startswith("HS"):
        raise InputError(*findings, finding("FC0812", place, algorithm=algorithm))
    variable = "CUBEJS_JWT_KEY" if security.jwt.key_ref else "CUBEJS_API_SECRET"
    secret = os.environ.get(variable, "")
    least = int(algorithm[2:]) // 8
    if len(secret.encode()) < least:
        problem = (
            f"holds fewer than the {least} bytes of {algorithm}, so that Cube would not start" if secret else "is empty"
        )
        raise InputError(*findings, finding("FC0813", place, variable=variable, problem=problem))
    held = _claims(security, user, roles, claims, int(time.time()) + minutes * 60)
    lacking = [finding("FC0814", place, claim=".".join(security.claim))] if _lacks(held, security) else []
    return mint(held, secret, algorithm), (*findings, *lacking)


def _lacks(claims: Mapping[str, Any], security: SecurityConfig) -> bool:
    """Whether rows are filtered by a claim that is not there."""
    value: Any = claims
    for step in security.claim:
        value = value.get(step) if isinstance(value, Mapping) else None
    return security.row_level and not value


def _claims(
    security: SecurityConfig, user: str, roles: Sequence[str], stated: Sequence[str], exp: int
) -> dict[str, Any]:
    claims: dict[str, Any] = {"exp": exp}
    _put(claims, security.user_id_claim, user)
    if roles and security.roles_claim:
        _put(claims, security.roles_claim, list(roles))
    if security.jwt.audience:
        claims["aud"] = security.jwt.audience[0]
    if security.jwt.issuer:
        claims["iss"] = security.jwt.issuer[0]
    taken = {
        ("exp",): "--minutes",
        security.user_id_claim: "--user",
        ("aud",): "the configuration",
        ("iss",): "the configuration",
    }
    known = {".".join(path): path for path in (security.claim, security.user_id_claim)}  # as a finding calls them
    for pair in stated:
        name, _, value = pair.partition("=")
        path = known.get(name) or claim_steps(name)
        if path in taken:  # a second value would make a list, which Cube refuses
            raise click.UsageError(f"The claim `{name}` is set by {taken[path]}.")
        _put(claims, path, value)
    return claims


def _put(claims: dict[str, Any], path: Sequence[str], value: object) -> None:
    """Set a claim at its place; a second value makes a list."""
    for step in path[:-1]:
        claims = claims.setdefault(step, {})
        if not isinstance(claims, dict):
            raise click.UsageError(f"The claim `{step}` holds a value, and so no other claims.")
    known = claims.get(path[-1])
    if known is None:
        claims[path[-1]] = value
    else:
        claims[path[-1]] = [*known, value] if isinstance(known, list) else [known, value]
