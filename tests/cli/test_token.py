"""`token`: the secret is printed once, and only its digest is kept."""

from pathlib import Path

import pytest

from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from tests.cli.conftest import Done, Run
from tests.postgres import name_database, rows, url_of


@pytest.fixture
def token(run: Run, tmp_path: Path) -> Run:
    name_database(tmp_path)

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
    database = Database(url_of(tmp_path / "var" / "evidence.db"), KEYS)
    with database.reading() as connection:
        assert tokens.scopes_of(connection, secret) == frozenset({"permission:read", "evidence:read"})
    assert token("revoke", "crm").code == 0
    with database.reading() as connection:
        assert tokens.scopes_of(connection, secret) is None
    database.close()
    assert secret not in repr(rows(url_of(tmp_path / "var" / "evidence.db")))


def test_two_of_a_name_while_one_takes_over(token: Run) -> None:
    old, new = (token("create", "crm", "--scope", "reviews").out.strip() for _ in range(2))
    third = token("create", "crm", "--scope", "reviews")
    assert (third.code, "2 valid tokens crm" in third.err) == (2, True)
    listed = token("list").out
    assert (old[:12] in listed, new[:12] in listed) == (True, True)
    assert token("revoke", old[:12]).out == f"{old[:12]}… is revoked.\n"
    assert token("revoke", f"{old[:12]}…").code == 2
    assert token("create", "crm", "--scope", "reviews").code == 0
    assert token("revoke", "crm").out == "2 tokens crm are revoked.\n"


def test_what_it_reaches_and_how_often(run: Run, root: Path) -> None:
    create = ("--scope", "reviews", "metrics", "--program", "bluebird-updates", "--per-minute", "5", "--project", root)
    assert run("token", "create", "crm", *create).code == 0
    wrong = run("token", "create", "crm", *create, "--program", "bluebird-updaets")
    assert (wrong.code, wrong.err) == (
        2, "capture-gateway: there is no program bluebird-updaets; known: bluebird-updates\n",
    )  # fmt: skip
    row = run("token", "list", "--project", root).out.splitlines()[1].split()
    assert row[2:6] == ["reviews", "metrics", "bluebird-updates", "5"]


def test_programs_are_taken_as_they_are_where_no_deployment_can_be_read(token: Run) -> None:
    assert token("create", "crm", "--scope", "reviews", "--program", "one", "two").code == 0
    assert "one two" in token("list").out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("create", "crm", "--scope", "everything"), "everything is no scope"),
        (("create", "crm"), "scope"),
        (("create", "two\nlines", "--scope", "reviews"), "letters, digits"),
        (("create", "", "--scope", "reviews"), "letters, digits"),
        (("revoke", "nobody"), "no valid token nobody"),
        (("create", "cg_mine", "--scope", "reviews"), "does not begin with cg_"),
        (("create", "crm", "--scope", "reviews", "--program", "a", "evidence:raed"), "evidence:raed is no scope"),
        (("create", "crm", "--scope", "reviews", "--program", "Two Words"), "Two is no program's name"),
        (("create", "crm", "--scope", "reviews", "--per-minute", "0"), "--per-minute"),
        (("create", "crm", "--scope", "reviews", "--per-minute", "often"), "--per-minute"),
        (("revoke", "cg_unknown-0"), "no valid token cg_unknown-0…"),
    ],
)
def test_a_mistake_is_one_line_and_exit_2(token: Run, tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    Database(url_of(tmp_path / "var" / "evidence.db"), KEYS).close()
    done = token(*arguments)
    assert done.code == 2
    assert said in done.err
    assert done.err.count("\n") == 1
