"""`ledger`: the checkpoint and the keys, read beside a gateway; a new key, made and then vouched for by the old one."""

import stat
from contextlib import closing
from pathlib import Path

import pytest

from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.note import Key
from capture_gateway.settings import Settings
from capture_gateway.storage import outside
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from capture_gateway.transparency.signing import Signed, sign
from tests.cli.conftest import Run
from tests.postgres import unprotected


def start(root: Path, *, at: int = 1) -> Signed:
    """What a start of the gateway signs."""
    settings = Settings.of(root)
    database = Database(settings.database, KEYS)
    with database.transaction() as connection:
        signed = sign(connection, keys=settings.signing_keys(), public_url="https://consent.example", now=at)
    database.close()
    assert isinstance(signed, Signed)
    return signed


def test_where_nothing_was_signed_it_says_so(run: Run, root: Path) -> None:
    done = run("ledger", "key", root)
    assert (done.code, done.out) == (2, "")
    assert "never started" in done.err
    Database(Settings.of(root).database, KEYS).close()
    for command in ("key", "checkpoint"):
        assert "nothing was ever signed" in run("ledger", command, root).err


def test_the_checkpoint_and_its_key_fit(run: Run, root: Path) -> None:
    signed = start(root)
    key = run("ledger", "key", root).out
    note = run("ledger", "checkpoint", root).out
    assert note == signed.newest.note
    assert checkpoint.opened(note, [Key.parse(key.strip())]).origin == "consent.example/ledger"


def test_three_generations_of_keys(run: Run, root: Path) -> None:
    start(root)
    keys = [run("ledger", "key", root).out.strip()]
    path = root / "var" / "signing.key"
    for at in (2, 3):
        before = path.read_text().split()
        done = run("ledger", "key", root, "--new")
        assert (done.code, done.err) == (0, "")
        assert "Restart the gateway" in done.out
        assert path.read_text().split()[1:] == before
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert not any(line in done.out for line in path.read_text().split()), "a private key was printed"
        assert run("ledger", "key", root).out.strip() == keys[-1], "it does not sign before the restart"
        start(root, at=at)
        keys.append(run("ledger", "key", root).out.strip())
    note = run("ledger", "checkpoint", root).out
    for key in keys:
        assert checkpoint.opened(note, [Key.parse(key)]).size == 0
    told = run("ledger", "key", root, "--history")
    assert told.code == 0
    assert [line for line in told.out.splitlines() if not line.startswith(" ")] == keys
    assert told.out.count("signed by the key before it") == 2


def test_a_key_that_is_lost_for_good_is_replaced_by_one_that_nobody_vouches_for(run: Run, root: Path) -> None:
    first, settings = start(root), Settings.of(root)
    outside.write(settings.checkpoint_path, first.newest.note)
    path = root / "var" / "signing.key"
    kept = run("ledger", "key", root, "--new", "--lost")
    assert (kept.code, "so it is not lost" in kept.err) == (2, True)
    path.unlink()
    refused = run("ledger", "key", root, "--new")
    assert (refused.code, "signing.key is missing" in refused.err, path.exists()) == (2, True, False)
    with closing(Database(settings.database, KEYS)) as gateway, gateway.reading():
        gateway.lock()
        beside = run("ledger", "key", root, "--new", "--lost")
    said = "connections of others" if gateway.is_shared else "another gateway is running"
    assert (beside.code, said in beside.err, path.exists()) == (2, True, False)
    done = run("ledger", "key", root, "--new", "--lost")
    assert (done.code, done.err) == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_text().strip() not in done.out
    key = run("ledger", "key", root).out.strip()
    assert key in done.out
    published = outside.read(settings.checkpoint_path) or ""
    assert checkpoint.opened(published, [Key.parse(key)]).size == 0
    assert start(root, at=2).newest.note == published
    audited = run("ledger", "audit", root)
    assert (audited.code, audited.out) == (0, "")
    assert f"remark: nobody vouches for the key since 0 records, {key}" in audited.err


@pytest.mark.parametrize("database", [False, True])
def test_where_nothing_was_signed_no_key_is_lost(run: Run, root: Path, database: bool) -> None:
    if database:
        Database(Settings.of(root).database, KEYS).close()
    done = run("ledger", "key", root, "--new", "--lost")
    assert (done.code, done.err.count("\n"), "start" in done.err) == (2, 1, True)
    assert not (root / "var" / "signing.key").exists()
    assert run("ledger", "key", root, "--lost").code == 2


def test_a_lost_key_and_a_forged_history_are_told_apart(run: Run, root: Path) -> None:
    start(root)
    path = root / "var" / "signing.key"
    path.write_text("AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")
    assert "no key that ever signed" in run("ledger", "key", root, "--new").err
    assert run("ledger", "key", root, "--new", "--lost").code == 0
    lost = run("ledger", "key", root, "--history")
    assert (lost.code, "the key before it was lost" in lost.out) == (0, True)
    with unprotected(Settings.of(root).database) as store:
        store.execute("UPDATE log_key SET since = 5 WHERE number = 1")
    forged = run("ledger", "key", root, "--history")
    assert (forged.code, "NOT VOUCHED FOR" in forged.out) == (1, True)


@pytest.mark.parametrize("reference", ["env:ITS_KEY", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="])
def test_a_key_that_stands_in_no_file_is_the_operators_to_add(
    run: Run, root: Path, monkeypatch: pytest.MonkeyPatch, reference: str
) -> None:
    monkeypatch.setenv("CAPTURE_GATEWAY_SIGNING_KEY", reference)
    done = run("ledger", "key", root, "--new")
    assert (done.code, "names no file" in done.err) == (2, True)
    assert "AQEB" not in done.err
