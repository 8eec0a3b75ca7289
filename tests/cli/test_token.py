"""`token`: the secret is printed once, and only its digest is kept."""

from pathlib import Path

import pytest

from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from tests.cli.conftest import Done, Run


@pytest.fixture
def token(run: Run, tmp_path: Path) -> Run:
    def token(*arguments: str | Path) -> Done:
        return run("token", *arguments, "--project", tmp_path)

    return token


def test_create_list_revoke(token: Run, tmp_path: Path) -> None:
    made = token("create", "crm", "--scope", "permission:read", "evidence:read")
    secret = made.out.strip()
    assert made.code == 0
    assert len(secret) > 40
    listed = token("list").out
    assert "crm" in listed
    assert "permission:read evidence:read" in listed
    assert secret not in listed
    database = Database(tmp_path / "var" / "evidence.db")
    with database.reading() as connection:
        assert tokens.scopes_of(connection, secret) == frozenset({"permission:read", "evidence:read"})
    assert token("revoke", "crm").code == 0
    with database.reading() as connection:
        assert tokens.scopes_of(connection, secret) is None
    database.close()
    assert secret.encode() not in (tmp_path / "var" / "evidence.db").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "crm", "--scope", "everything"), "everything is no scope"),
        (("create", "crm"), "scope"),
        (("create", "two\nlines", "--scope", "reviews"), "letters, digits"),
        (("create", "", "--scope", "reviews"), "letters, digits"),
        (("revoke", "nobody"), "no valid token nobody"),
        (("create", "taken", "--scope", "reviews"), "already"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(token: Run, arguments: tuple[str, ...], said: str) -> None:
    token("create", "taken", "--scope", "reviews")
    done = token(*arguments)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1
