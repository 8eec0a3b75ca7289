"""One head has one note, whoever signs it and however often; what did not grow from the last is not signed."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.ledger import checkpoint, history
from capture_gateway.ledger.merkle import root_of
from capture_gateway.ledger.note import Key, Signer
from capture_gateway.storage import log
from capture_gateway.storage.database import Database
from capture_gateway.testing.audited import audited
from capture_gateway.transparency.signing import Broken, Signed, learned, origin, sign
from tests.postgres import is_postgresql, unprotected, url_of
from tests.storage.grown import grow

KEYS = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(1, 4)]
URL = "https://consent.example.com/base"
NAME = "consent.example.com/base/ledger"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "e.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with closing(grow(path, 300)) as database:
        yield database


def signed(database: Database, *keys: int, now: int = 1, url: str = URL) -> Signed | Broken:
    with database.transaction() as connection:
        return sign(connection, keys=[KEYS[one] for one in keys or (0,)], public_url=url, now=now)


def ok(found: Signed | Broken) -> Signed:
    assert isinstance(found, Signed), found
    return found


def test_an_empty_log_has_a_checkpoint_too(path: Path) -> None:
    with closing(grow(path, 0)) as database:
        found = ok(signed(database))
    opened = checkpoint.opened(found.newest.note, [Signer(NAME, KEYS[0]).key])
    assert (opened.origin, opened.size, opened.root) == (NAME, 0, root_of([]))


def test_one_head_has_one_note_whoever_signs_it_and_whenever(database: Database) -> None:
    first = ok(signed(database, now=1))
    again = ok(signed(database, now=2))
    assert again == first
    assert again.newest.at == 1
    assert first.newest.size == 300


def test_it_goes_on_from_any_size_to_any_other(path: Path) -> None:
    sizes = [0, 1, 2, 15, 16, 17, 255, 256, 257, 600]
    for before, size in pairwise([0, *sizes]):
        with closing(grow(path, size, before)) as database:
            assert checkpoint.said(ok(signed(database)).newest.note).size == size


@pytest.mark.parametrize("more", [0, 10])
@pytest.mark.parametrize(
    "harm",
    [
        f"UPDATE ledger_head SET root = zeroblob(32), frontier = x'000000000000012c{'00' * 128}'",  # noqa: S608
        f"UPDATE ledger_head SET root = zeroblob(32), size = 299, frontier = x'000000000000012b{'00' * 160}'",  # noqa: S608
        "UPDATE checkpoint SET note = replace(note, char(10) || '300' || char(10), char(10) || '311' || char(10))",
        "UPDATE checkpoint SET note = replace(note, char(10) || '300' || char(10), char(10) || '299' || char(10))",
        "UPDATE checkpoint SET note = 'nonsense'",
        "UPDATE evidence SET leaf_hash = zeroblob(32) WHERE position = 299 -- seen when it grows",
        "UPDATE subtree SET hash = zeroblob(32) WHERE level = 1 AND number = 17 -- seen when it grows",
        "DELETE FROM evidence WHERE position = 298 -- seen when it grows",
    ],
)
def test_what_does_not_follow_from_what_was_signed_is_not_signed(
    database: Database, path: Path, harm: str, more: int
) -> None:
    signed(database)
    with unprotected(database.url) as store:
        store.execute(as_this_engine_writes(harm))
        ((size,),) = store.execute("SELECT size FROM ledger_head")
        if more:
            store.execute("DELETE FROM evidence WHERE position >= ?", (size,))
    with database.reading() as connection:
        kept = log.newest(connection)
    if more:
        grow(path, size + more, size).close()
    assert isinstance(signed(database), Broken if more or "when it grows" not in harm else Signed)
    with database.reading() as connection:
        assert log.newest(connection) == kept


def as_this_engine_writes(sql: str) -> str:
    if not is_postgresql():
        return sql
    sql = sql.replace("zeroblob(32)", "decode(repeat('00', 32), 'hex')").replace("char(10)", "chr(10)")
    return re.sub("x'([0-9a-f]+)'", r"decode('\1', 'hex')", sql)


def test_a_database_that_was_set_back_while_the_gateway_ran_is_not_signed(tmp_path: Path) -> None:
    """As after a failover to a replica that was behind: the process knows more than its database."""
    with closing(grow(tmp_path / "lost.db", 300)) as lost, closing(grow(tmp_path / "e.db", 299)) as back:
        shown = ok(signed(lost))
        for size in (299, 300, 310):
            grow(tmp_path / "e.db", size, min(size, 299) if size < 310 else 300).close()
            with back.transaction() as connection:
                found = sign(connection, keys=[KEYS[0]], public_url=URL, now=1, shown=shown)
                newest = log.newest(connection)
            if size == 299:
                assert isinstance(found, Broken)
                assert "do not follow from the checkpoint of 300" in found.why
                assert newest is None
            else:  # the same records came again: it is the same log
                assert isinstance(found, Signed)


@pytest.mark.parametrize(("keys", "is_known"), [((0,), True), ((1, 0), True), ((1,), False)])
def test_what_another_gateway_signed_is_believed_when_one_of_our_keys_did(
    path: Path, keys: tuple[int, ...], is_known: bool
) -> None:
    with closing(grow(path, 3)) as database:
        shown = ok(signed(database, 0))
        grow(path, 5, 3).close()
        theirs = ok(signed(database, *keys))
        with database.reading() as connection:
            found = learned(connection, keys=[KEYS[0]], shown=shown)
            assert (found == theirs) if is_known else (found is None)
            assert learned(connection, keys=[KEYS[keys[0]]], shown=theirs) is None, "it is nothing new"
            assert learned(connection, keys=[KEYS[keys[0]]], shown=None) == theirs


def test_what_another_gateway_signed_must_follow_from_what_we_showed(tmp_path: Path) -> None:
    with closing(grow(tmp_path / "a.db", 3)) as ours, closing(grow(tmp_path / "b.db", 5)) as theirs:
        shown = ok(signed(ours))
        forked = replace(
            shown, newest=replace(shown.newest, note=re.sub(r"(?m)^\S{43}=$", f"{'A' * 43}=", shown.newest.note))
        )
        signed(theirs)
        with theirs.reading() as connection:
            assert learned(connection, keys=[KEYS[0]], shown=shown) is not None
            assert learned(connection, keys=[KEYS[0]], shown=forked) is None


def test_who_was_overtaken_by_a_newer_key_signs_no_more(database: Database) -> None:
    shown = ok(signed(database, 0))
    theirs = ok(signed(database, 1, 0))
    with database.transaction() as connection:
        found = sign(connection, keys=[KEYS[0]], public_url=URL, now=1, shown=shown)
        assert isinstance(found, Broken)
        assert "newer key" in found.why
        assert log.keys(connection) == theirs.keys


def test_the_name_stays_wherever_the_gateway_moves(database: Database) -> None:
    assert ok(signed(database)).origin == NAME
    moved = ok(signed(database, url="https://elsewhere.example"))
    assert moved.origin == checkpoint.said(moved.newest.note).origin == NAME
    assert len(moved.logs) == 1


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://127.0.0.1:8080", "127.0.0.1:8080/ledger"),
        ("https://Consent.Example.com", "consent.example.com/ledger"),
        ("https://somebody:secret@consent.example.com/a%20b/", "consent.example.com/a%20b/ledger"),
        ("https://consent.example.com/a+b c", "consent.example.com/a%2Bb%20c/ledger"),
        ("http://[::1]:9000", "[::1]:9000/ledger"),
    ],
)
def test_the_name_is_the_address_without_what_no_key_may_be_called(url: str, name: str) -> None:
    assert origin(url) == name
    Key(name, bytes(32))


def test_every_key_signs_and_a_new_first_one_enters_the_history(database: Database) -> None:
    generations = [ok(signed(database, *keys, now=at)) for at, keys in enumerate([(0,), (1, 0), (2, 1, 0), (2, 1)])]
    own = [Signer(NAME, key).key for key in KEYS]
    assert [len(one.keys) for one in generations] == [1, 2, 3, 3]
    assert [one.keys[-1].vkey for one in generations] == [str(own[0]), str(own[1]), str(own[2]), str(own[2])]
    for number, signers in enumerate([own[:1], own[:2], own[:3], own[1:]]):
        for key in signers:
            assert checkpoint.opened(generations[number].newest.note, [key]).size == 300
    assert len({checkpoint.said(one.newest.note) for one in generations}) == 1, "one size, two heads"
    for key in own:
        assert history.followed(generations[-1].keys, key) == tuple(own)


@pytest.mark.parametrize("keys", [(1, 0), (2, 1, 0), (0, 2, 1)])
def test_a_log_that_begins_with_several_keys_has_them_all_in_its_history(path: Path, keys: tuple[int, ...]) -> None:
    with closing(grow(path, 0)) as database:
        found = ok(signed(database, *keys))
        assert ok(signed(database, *keys)) == found
    own = [Signer(NAME, KEYS[one]).key for one in reversed(keys)]
    assert [one.vkey for one in found.keys] == [*map(str, own)]
    for key in own:
        assert history.followed(found.keys, key) == tuple(own)
    assert history.unvouched(found.keys) == []
    assert [*audited(url_of(path), is_public=True).findings] == []


def test_an_older_key_that_is_put_back_enters_too_and_the_first_one_stays_the_newest(path: Path) -> None:
    with closing(grow(path, 0)) as database:
        signed(database, 0)
        found = ok(signed(database, 0, 1))
        assert ok(signed(database, 0, 1)) == found
    assert [one.vkey for one in found.keys] == [str(Signer(NAME, KEYS[one]).key) for one in (0, 1, 0)]
    assert [*audited(url_of(path), is_public=True).findings] == []


def test_a_new_name_after_a_backup_from_before_a_rotation_knows_both_keys(path: Path) -> None:
    with closing(grow(path, 0)) as database:
        old = ok(signed(database, 0))
        with database.transaction() as connection:
            log.begin(connection, log.Log(f"{NAME}/2", 0, 2, old.newest.note))
        found = ok(signed(database, 1, 0))
    own = [Signer(NAME, KEYS[0]).key, *(Signer(f"{NAME}/2", KEYS[one]).key for one in (0, 1))]
    assert history.followed(found.keys, own[0]) == tuple(own)
    assert [*audited(url_of(path), is_public=True).findings] == []


def test_a_key_that_was_lost_does_not_stop_the_log(database: Database) -> None:
    signed(database, 0)
    found = ok(signed(database, 1))
    own = [Signer(NAME, key).key for key in KEYS]
    assert history.vouched(found.keys[1], found.keys[0]) == (own[1],)
    assert history.unvouched(found.keys) == [found.keys[1]]


def test_a_key_that_is_the_first_one_again_is_in_the_history_again(database: Database) -> None:
    for keys in ((0,), (1, 0), (0, 1)):
        signed(database, *keys)
    found = ok(signed(database, 0, 1))
    own = [Signer(NAME, key).key for key in KEYS[:2]]
    assert [one.vkey for one in found.keys] == [str(own[0]), str(own[1]), str(own[0])]
    assert set(history.followed(found.keys, own[1])) == set(own)


def test_a_new_name_starts_with_the_next_signing(database: Database) -> None:
    old = ok(signed(database))
    with database.transaction() as connection:
        log.begin(connection, log.Log(f"{NAME}/2", 300, 2, old.newest.note))
    new = ok(signed(database, now=2))
    assert checkpoint.said(new.newest.note).origin == new.origin == f"{NAME}/2"
    assert history.followed(new.keys, Signer(NAME, KEYS[0]).key) == (
        Signer(NAME, KEYS[0]).key,
        Signer(f"{NAME}/2", KEYS[0]).key,
    )


@given(st.text(max_size=40))
def test_whatever_the_path_is_it_can_name_a_key(path: str) -> None:
    try:
        name = origin(f"https://consent.example/{path}")
    except ValueError:
        return  # no address at all
    Key(name, bytes(32))
