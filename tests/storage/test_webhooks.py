"""Endpoints in a real database: that their secrets open where they belong, and nowhere else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway.storage import webhooks
from capture_gateway.storage.database import Database
from capture_gateway.storage.vault import Unsealable
from capture_gateway.testing.keys import KEYS
from tests.postgres import empty

SECRET, NEWER = (webhooks.fresh_secret(bytes([number]) * 32) for number in range(2))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(empty(tmp_path / "evidence.db"), KEYS)
    with found.transaction() as connection:
        for name in ("one", "other"):
            wanted = webhooks.Wanted(f"https://{name}.example/")
            webhooks.made(connection, wanted, SECRET, identifier=name, by="test", now=1)
    yield found
    found.close()


def test_secrets_are_sealed_and_read_again(database: Database) -> None:
    with database.transaction() as connection:
        webhooks.rotate(connection, "one", NEWER, now=2, keep=10)
    with database.reading() as connection:
        one, other = webhooks.listed(connection)
        kept = [row[0] for row in connection.exec_driver_sql("SELECT secrets FROM webhook ORDER BY id")]
    assert [(secret.value, secret.ends_at) for secret in one.secrets] == [(NEWER, None), (SECRET, 12)]
    assert [secret.value for secret in other.secrets] == [SECRET]
    assert not any(b"whsec" in sealed or SECRET.encode() in sealed for sealed in kept)


@pytest.mark.usefixtures("made_up")
def test_the_secrets_of_another_endpoint_do_not_open(database: Database) -> None:
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE webhook SET secrets = (SELECT secrets FROM webhook WHERE id = 'other')")
    with database.reading() as connection:
        assert webhooks.by_id(connection, "other").secrets
        with pytest.raises(Unsealable):
            webhooks.by_id(connection, "one")


def test_nothing_is_left_of_a_removed_ones_secrets(database: Database) -> None:
    with database.transaction() as connection:
        webhooks.remove(connection, "one")
    with database.reading() as connection:
        assert [row[0] for row in connection.exec_driver_sql("SELECT secrets FROM webhook WHERE id = 'one'")] == [b""]
        assert [one.id for one in webhooks.listed(connection)] == ["other"]
