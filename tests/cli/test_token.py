"""`floe-cube token` mints what the deployment accepts, in development only."""

from __future__ import annotations

import re
from pathlib import Path

import jwt
import pytest
from click.testing import CliRunner, Result

from floe_cube.adapters.security import VerifierConfig, verify
from floe_cube.cli.main import main

SECRET = "0123456789abcdef0123456789abcdef"
DEVELOPMENT = "consumption:\n  dev_mode: true\n  security:\n    roles_claim: u.roles\n    filter_claim: u.org\n"


def run(folder: Path, config: str, *arguments: str, secret: str = SECRET) -> Result:
    path = folder / "floe.yaml"
    path.write_text(config)
    runner = CliRunner(env={"CUBEJS_API_SECRET": secret})
    return runner.invoke(main, ["token", "--config", str(path), *arguments])


def test_the_verifier_accepts_it(tmp_path: Path) -> None:
    result = run(
        tmp_path, DEVELOPMENT, "--user", "eva", "--role", "sales", "--claim", "u.org=fjord", "--claim", "u.org=tundra"
    )
    assert (result.exit_code, result.stderr) == (0, "")
    config = VerifierConfig(
        roles_claim=("u", "roles"), claims={"u_org": ("u", "org")}, required_claims=("u_org",), user_id_claim=("sub",)
    )
    context = verify(result.stdout.strip(), config, SECRET)
    assert (context.user_id, context.roles) == ("eva", ("sales",))
    assert context.filter_claims["u_org"] == ("fjord", "tundra")


@pytest.mark.parametrize(
    ("config", "secret", "code"),
    [
        ("consumption:\n  security: {}\n", SECRET, "FC0811"),
        ("consumption:\n  dev_mode: true\n", "", "FC0813"),
        ("consumption:\n  dev_mode: true\n", SECRET[1:], "FC0813"),
        ("consumption:\n  dev_mode: true\n  security: {jwt: {algorithms: HS512}}\n", SECRET, "FC0813"),
        (
            "consumption:\n  dev_mode: true\n  security:\n    jwt: {jwk_url: 'https://id.example/keys'}\n",
            SECRET,
            "FC0812",
        ),
    ],
)
def test_refused(tmp_path: Path, config: str, secret: str, code: str) -> None:
    result = run(tmp_path, config, secret=secret)
    assert result.exit_code == 2
    assert code in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize("arguments", [(), ("--claim", "org=fjord"), ("--claim", "u.org=")])
def test_a_token_that_cube_refuses_is_said(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    result = run(tmp_path, DEVELOPMENT, *arguments)
    assert result.exit_code == 0
    assert "FC0814" in result.stderr
    assert "--claim u.org=..." in result.stderr
    assert result.stdout.count(".") == 2  # nothing but the token


@pytest.mark.parametrize("pair", ["org", "=fjord", "u..org=fjord"])
def test_a_claim_has_a_name_and_a_value(tmp_path: Path, pair: str) -> None:
    result = run(tmp_path, DEVELOPMENT, "--claim", pair)
    assert result.exit_code == 2
    assert "name=value" in result.stderr


def test_a_claim_holds_a_value_or_others(tmp_path: Path) -> None:
    result = run(tmp_path, DEVELOPMENT, "--claim", "sub.org=fjord")
    assert (result.exit_code, isinstance(result.exception, SystemExit)) == (2, True)
    assert "`sub`" in result.stderr


def test_without_a_configuration_there_is_no_development_mode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner(env={"CUBEJS_API_SECRET": SECRET}).invoke(main, ["token"])
    assert result.exit_code == 2
    assert "FC0811" in result.stderr


@pytest.mark.parametrize(
    "claim", ["https://shop.example.com/org", '["https://shop.example.com/claims", org]', "[u.org]"]
)
def test_the_remedy_for_a_missing_claim_works_as_it_stands(tmp_path: Path, claim: str) -> None:
    config = f"consumption:\n  dev_mode: true\n  security:\n    filter_claim: {claim}\n"
    name = re.search(r"--claim (\S+?)=", " ".join(run(tmp_path, config).stderr.split()))
    assert name is not None
    result = run(tmp_path, config, "--claim", f"{name[1]}=fjord")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "fjord" in str(jwt.decode(result.stdout.strip(), SECRET, algorithms=["HS256"]))


def test_a_role_that_no_claim_would_hold_is_refused(tmp_path: Path) -> None:
    result = run(tmp_path, "consumption:\n  dev_mode: true\n", "--role", "sales")
    assert result.exit_code == 2
    assert "roles_claim" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--claim", "exp=1"), ("--claim", "sub=eva"), ("--claim", "aud=x"), ("--claim", "iss=x"), ("--user", "")],
)
def test_no_token_is_made_that_cube_refuses_for_what_it_says_twice(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    parties = "consumption: {dev_mode: true, security: {row_level: false, jwt: {audience: cube, issuer: me}}}"
    result = run(tmp_path, parties, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


def test_the_user_may_be_the_claim_that_decides(tmp_path: Path) -> None:
    result = run(tmp_path, "consumption: {dev_mode: true, security: {filter_claim: sub}}", "--user", "eva")
    assert (result.exit_code, result.stderr) == (0, "")
