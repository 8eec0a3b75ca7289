"""A log goes on under its own keys; where it is not to be written, any key may take withdrawals."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import Settings
from capture_gateway.storage import outside
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from capture_gateway.transparency.signing import Signed, sign
from capture_gateway.transparency.starting import not_to_be_written
from tests.postgres import url_of

STRANGER = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with closing(Database(url_of(tmp_path / "var" / "evidence.db"), KEYS)) as database:
        yield database


def signed(settings: Settings, database: Database, *keys: Ed25519PrivateKey) -> str:
    with database.transaction() as connection:
        found = sign(connection, keys=keys or settings.signing_keys(), public_url=settings.public_url, now=1)
    assert isinstance(found, Signed)
    return found.newest.note


def test_a_database_that_was_never_served_gets_its_first_key(tmp_path: Path, database: Database) -> None:
    settings = Settings.of(tmp_path)
    assert not_to_be_written(settings, database) == ""
    assert (tmp_path / "var" / "signing.key").exists()


def test_a_stranger_does_not_sign_on(tmp_path: Path, database: Database) -> None:
    settings = Settings.of(tmp_path)
    outside.write(settings.checkpoint_path, signed(settings, database))
    assert not_to_be_written(settings, database) == ""
    with pytest.raises(OperatorError, match=r"SIGNING_KEY holds no key that ever signed this log.*--new --lost"):
        not_to_be_written(Settings.of(tmp_path, signing_key=STRANGER), database)
    own = (tmp_path / "var" / "signing.key").read_text().strip()
    assert not_to_be_written(Settings.of(tmp_path, signing_key=f"{STRANGER},{own}"), database) == ""


def test_a_key_that_is_gone_is_not_made_anew(tmp_path: Path, database: Database) -> None:
    settings = Settings.of(tmp_path)
    note = signed(settings, database)
    (tmp_path / "var" / "signing.key").unlink()
    with pytest.raises(OperatorError, match="holds no key that ever signed this log"):
        not_to_be_written(settings, database)  # the checkpoint outside is gone too
    (tmp_path / "var" / "signing.key").unlink()
    outside.write(settings.checkpoint_path, note)
    with pytest.raises(OperatorError, match=r"signing\.key is missing.*put it back.*--new --lost"):
        not_to_be_written(settings, database)
    assert not (tmp_path / "var" / "signing.key").exists()


def test_an_old_database_is_opened_to_take_withdrawals_with_any_key(tmp_path: Path, database: Database) -> None:
    settings = Settings.of(tmp_path, signing_key=STRANGER)
    signed(settings, database, Ed25519PrivateKey.from_private_bytes(os.urandom(32)))
    outside.write(settings.checkpoint_path, "of another log\n")
    assert "none that this log signed" in not_to_be_written(settings, database)
