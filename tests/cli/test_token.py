"""`token`: the secret is printed once, and only its digest is kept."""

from pathlib import Path

import pytest

from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from tests.cli.running import ran


def test_create_list_revoke(tmp_path: Path) -> None:
    made = ran(tmp_path, "token", "create", "crm", "--scope", "permission:read", "evidence:read")
    secret = made.stdout.strip()
    assert made.code == 0
    assert len(secret) > 40
    listed = ran(tmp_path, "token", "list").stdout
    assert "crm" in listed
    assert "permission:read evidence:read" in listed
    assert secret not in listed
    database = Database(tmp_path / "var" / "evidence.db")
    with database.reading() as connection:
        assert tokens.scopes_of(connection, secret) == {"permission:read", "evidence:read"}
    assert ran(tmp_path, "token", "revoke", "crm").code == 0
    with database.reading() as connection:
        assert tokens.scopes_of(connection, secret) is None
    database.close()
    assert secret.encode() not in (tmp_path / "var" / "evidence.db").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "crm", "--scope", "everything"), "everything is no scope"),
        (("create", "crm"), "scope"),
        (("revoke", "nobody"), "no valid token nobody"),
        (("create", "taken", "--scope", "reviews"), "already"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    ran(tmp_path, "token", "create", "taken", "--scope", "reviews")
    done = ran(tmp_path, "token", *arguments)
    assert done.code == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
