"""The journal of withdrawals: durable, sealed, whole lines alone."""

import base64
import multiprocessing
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from capture_gateway.core import leaving
from capture_gateway.core.act import Act, Channel, Check, Intent, Scope, Texting, Witness
from capture_gateway.storage import journal as module
from capture_gateway.storage.journal import Entry, Journal
from capture_gateway.storage.vault import Vault
from capture_gateway.testing.keys import KEYS
from tests.core.values import PROGRAM, Book, act

OWN = Vault(KEYS).own
FULL = act(
    Intent.WITHDRAW, 7,
    identifiers=("+14155550123", "whatsapp:+14155550123"),
    witness=Witness("provider-signed", "twilio", "SM1", {"url": "u", "body": "b", "signature": "s"}, ip="::1"),
    channel=Channel("voice", "voice", "tel:+14155550101", "speech"),
    scope=Scope("category", ("offers",), everything=True, contact=("sms",)),
    texting=Texting(Channel("sms", "sms", "tel:+14155550100"), ("en", "es")),
    checks=(Check("stir-attestation-a", "pass", "signed"),),
    delivery=("SM1", "failed", "21610"),
    thread="CA1", language="es", reason="why", rule="stop-key", text_id="t", sent_at=5, fingerprint="f", showing="x",
)  # fmt: skip


def entry(number: int) -> Entry:
    one = act(Intent.WITHDRAW, number, key=f"key-{number}")
    return Entry(leaving.to_json(one), None, 200, "text/xml", f"\xff{number}".encode("latin-1"))


def test_an_act_is_the_same_again_whatever_it_holds(tmp_path: Path) -> None:
    words = Book().words(PROGRAM.id, "en", "stopped", "sms")
    journal = Journal(tmp_path / "e.withdrawals", OWN)
    journal.add([Entry(leaving.to_json(FULL), leaving.said(words), 201, "text/xml", b"\xff<Response/>")])
    (read,) = Journal(journal.path, OWN).entries.values()
    assert (read.status, read.media_type, read.body) == (201, "text/xml", b"\xff<Response/>")
    assert asdict(leaving.from_json(read.act, {PROGRAM.id: PROGRAM})) == asdict(FULL)
    said = leaving.again(FULL, read.words).answered
    assert said is not None
    assert said.words is not None
    assert words is not None
    assert (said.words.text, said.words.sha256, said.words.name) == (words.text, words.sha256, "stopped")
    with pytest.raises(LookupError):
        leaving.from_json(read.act, {})


def test_nobody_reads_it_without_the_keys_and_its_owner_alone_opens_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "e.withdrawals", OWN)
    journal.add([Entry(leaving.to_json(FULL), None, 200, "text/xml", b"")])
    content = journal.path.read_bytes()
    decoded = base64.b64decode(content)
    for canary in (b"4155550123", b"SM1", b"withdraw"):
        assert canary not in content
        assert canary not in decoded
    assert journal.path.stat().st_mode & 0o777 == 0o600


def test_entries_stay_in_order_and_the_first_of_a_key_counts(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "e.withdrawals", OWN)
    journal.add([entry(2), entry(1)])
    journal.add([entry(3)])
    journal.add([Entry(entry(1).act, None, 500, "text/plain", b"another")])
    read = Journal(journal.path, OWN)
    assert list(read.entries) == ["key-2", "key-1", "key-3"]
    assert read.entries["key-1"].status == 200


@pytest.mark.parametrize("cut", [1, 40, 100])
def test_a_torn_last_line_is_cut_off_and_the_next_one_is_whole(tmp_path: Path, cut: int) -> None:
    journal = Journal(tmp_path / "e.withdrawals", OWN)
    journal.add([entry(1), entry(2)])
    os.truncate(journal.path, journal.path.stat().st_size - cut)
    torn = Journal(journal.path, OWN)
    assert (list(torn.entries), torn.damaged) == (["key-1"], 0)
    torn.add([entry(3)])
    read = Journal(journal.path, OWN)
    assert (list(read.entries), read.damaged) == (["key-1", "key-3"], 0)


def test_a_line_that_was_changed_is_counted_and_the_others_stand(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "e.withdrawals", OWN)
    journal.add([entry(1), entry(2), entry(3)])
    lines = journal.path.read_bytes().splitlines()
    lines[1] = base64.b64encode(base64.b64decode(lines[1])[:-1] + b"\0")
    journal.path.write_bytes(b"\n".join([*lines, b"not base64!", b""]))
    read = Journal(journal.path, OWN)
    assert (list(read.entries), read.damaged) == (["key-1", "key-3"], 2)
    aside = read.set_aside()
    assert aside is not None
    assert aside.exists()
    assert not journal.path.exists()


@contextmanager
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def half(descriptor: int, content: bytes) -> None:
        os.write(descriptor, content[: len(content) // 2])
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(module, "_write", half)
        yield


def test_what_does_not_fit_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = Journal(tmp_path / "e.withdrawals", OWN)
    journal.add([entry(1)])
    before = journal.path.read_bytes()
    with full_disk(monkeypatch), pytest.raises(OSError, match="No space"):
        journal.add([entry(2)])
    assert journal.path.read_bytes() == before
    assert list(journal.entries) == ["key-1"]


def test_removing_is_the_end_of_it(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "e.withdrawals", OWN)
    journal.add([entry(1)])
    journal.remove()
    assert list(tmp_path.iterdir()) == []
    assert Journal(journal.path, OWN).entries == {}


def test_processes_that_share_it_see_what_the_others_wrote(tmp_path: Path) -> None:
    one, other = (Journal(tmp_path / "e.withdrawals", OWN) for _ in range(2))
    one.add([entry(1)])
    assert other.entries == {}
    other.refresh()
    assert list(other.entries) == ["key-1"]
    other.add([entry(2)])
    one.add([entry(3)])
    assert list(one.entries) == ["key-1", "key-2", "key-3"]
    other.add([Entry(entry(3).act, None, 500, "text/plain", b"later")])
    assert other.entries["key-3"].status == 200
    assert list(Journal(one.path, OWN).entries) == ["key-1", "key-2", "key-3"]


def test_what_another_process_adds_while_it_is_taken_in_is_not_removed(tmp_path: Path) -> None:
    taking, old = (Journal(tmp_path / "e.withdrawals", OWN) for _ in range(2))
    old.add([entry(1)])
    taking.refresh()
    old.add([entry(2)])
    assert not taking.remove()
    assert list(taking.entries) == ["key-1", "key-2"]
    assert taking.remove()
    assert not taking.path.exists()
    assert old.remove(), "somebody else did"
    old.add([entry(3)])
    assert list(Journal(old.path, OWN).entries) == ["key-3"]
    assert old.set_aside() is not None
    assert taking.set_aside() is None, "somebody else did"


def _add_some(path: Path, first: int) -> None:
    journal = Journal(path, OWN)
    for number in range(first, 90, 3):
        journal.add([entry(number)])


def test_processes_that_add_at_once_lose_nothing_though_the_file_is_taken_away(tmp_path: Path) -> None:
    path = tmp_path / "e.withdrawals"
    fork = multiprocessing.get_context("fork")
    writers = [fork.Process(target=_add_some, args=(path, first)) for first in range(3)]
    for one in writers:
        one.start()
    taken: dict[str, Entry] = {}
    while any(one.is_alive() for one in writers):
        journal = Journal(path, OWN)
        found = dict(journal.entries)
        if len(found) > 5 and journal.remove():
            taken |= found
    for one in writers:
        one.join()
    assert [one.exitcode for one in writers] == [0, 0, 0]
    last = Journal(path, OWN)
    assert last.damaged == 0
    assert sorted([*taken, *last.entries]) == sorted(f"key-{number}" for number in range(90))


def test_whatever_an_act_of_leaving_may_hold_is_kept() -> None:
    """A new field of acts has to be thought of here: it is kept, or no such act has it."""
    others = {
        "answered", "categories", "code", "contact", "disclosure", "farewell", "grants", "held", "otherwise",
        "presentation", "proof", "record_request", "resolution", "shown", "slots", "told",
    }  # fmt: skip
    assert {field.name for field in fields(Act)} - leaving.to_json(FULL).keys() == others
