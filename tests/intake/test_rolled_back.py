"""The intake of a database that is older than what was signed, and what comes of its journal (RULES C6)."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.core.act import Intent, Scope
from capture_gateway.core.errors import OnlyWithdrawals, Unavailable
from capture_gateway.intake import Intake, Render
from capture_gateway.intake.rolled_back import RolledBack, take_in
from capture_gateway.storage import journal as journals
from capture_gateway.storage import permissions, records
from capture_gateway.storage.database import Database
from capture_gateway.storage.journal import Journal
from capture_gateway.storage.vault import Vault
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW, PERSON, PROGRAM, Book, act
from tests.intake.running import Clock, every_word, go, render, running
from tests.postgres import copy, empty, rows

HOUR = 3_600_000


@asynccontextmanager
async def rolled_back(path: Path) -> AsyncIterator[tuple[Intake, Journal]]:
    """A started one; when it is stopped, the database is what it was."""
    database = Database(empty(path), KEYS)
    was = rows(database.url)
    database.lock()
    journal = Journal(path.with_suffix(".withdrawals"), database.vault.own)
    intake = RolledBack(database, Book(), now=Clock(), random=os.urandom, journal=journal, why="it is older")
    intake.start(every_word(Book()))
    try:
        yield intake, journal
    finally:
        await intake.stop()
        assert rows(database.url) == was
        database.close()


async def taken_in(path: Path, later: int = HOUR) -> list[dict[str, Any]]:
    """The right database again, with its journal taken in: every record."""
    clock = Clock()
    clock.now += later
    async with running(path, clock) as (intake, database):
        journal = Journal(path.with_suffix(".withdrawals"), database.vault.own)
        await take_in(intake, journal, {PROGRAM.id: PROGRAM})
        with database.reading() as connection:
            return list(records.read(connection))


def aside(folder: Path) -> list[Path]:
    return list(folder.glob("e.withdrawals.aside-*"))


async def agreed(path: Path) -> None:
    async with running(path) as (intake, _):
        await intake.receive(act(Intent.ASK, 1), render)
        await intake.receive(act(Intent.AGREE, 2), render)


def test_c6_a_withdrawal_is_answered_from_the_journal_and_everything_else_is_refused(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        await agreed(path)
        async with rolled_back(path) as (intake, journal):
            for intent in Intent:
                if intent not in (Intent.WITHDRAW, Intent.UNCLEAR):
                    with pytest.raises(OnlyWithdrawals):
                        await intake.receive(act(intent, 9), render)
            with pytest.raises(OnlyWithdrawals):
                await intake.run(records.touch)
            stop = act(Intent.WITHDRAW, 3)
            first = await intake.receive(stop, render)
            assert first.body == b"withdrawn: stopped sms en v1"
            assert await intake.receive(replace(stop, id=act(Intent.WITHDRAW, 4).id), render) == first
            other = await intake.receive(act(Intent.WITHDRAW, 5), render)
            assert other == first
            assert (await intake.receive(replace(stop, fingerprint="another"), render)).body == b"conflict: "
            assert len(Journal(journal.path, Vault(KEYS, os.urandom).own).entries) == 2

    go(story)


def test_answers_stay_the_same_over_a_restart_and_after_the_journal_was_taken_in(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        await agreed(path)
        stop = act(Intent.WITHDRAW, 3)
        async with rolled_back(path) as (intake, _):
            first = await intake.receive(stop, render)
        async with rolled_back(path) as (intake, _):
            assert await intake.receive(stop, render) == first
        await taken_in(path)
        assert not path.with_suffix(".withdrawals").exists()
        async with running(path) as (intake, _):
            assert await intake.receive(stop, render) == first

    go(story)


def test_c6_what_was_journalled_becomes_evidence_of_then_with_the_answer_of_then(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        await agreed(path)
        stop = act(Intent.WITHDRAW, 3)
        async with rolled_back(path) as (intake, _):
            await intake.receive(stop, render)
        *_, record = await taken_in(path)
        assert (record["event"], record["id"]) == ("withdrawn", stop.id)
        assert record["times"]["received_at"] < record["recorded_at"]
        assert record["witness"]["provider_id"] == stop.witness.provider_id
        assert record["reply"]["text"] == "stopped sms en v1"
        again = await taken_in(path)
        assert again[-1] == record
        async with running(path) as (_, database):
            with database.reading() as connection:
                standing = permissions.of(connection, PERSON, PROGRAM.sender.id)
        assert standing.of(PROGRAM.id, "offers", "sms").state == "withdrawn"  # type: ignore[union-attr]

    go(story)


def test_the_record_says_what_was_answered_then_and_not_what_would_be_now(tmp_path: Path) -> None:
    async def story() -> None:
        path, old = tmp_path / "e.db", tmp_path / "old.db"
        await agreed(path)
        copy(path, old)
        async with running(path) as (intake, _):
            assert (await intake.receive(act(Intent.WITHDRAW, 3), render)).body != b"withdrawn: "
        async with rolled_back(old) as (intake, journal):
            assert (await intake.receive(act(Intent.WITHDRAW, 4), render)).body == b"withdrawn: stopped sms en v1"
            journal.path.rename(path.with_suffix(".withdrawals"))
        *_, record = await taken_in(path)  # a repeat, which would get no answer
        assert (record["id"], record["reply"]["text"]) == (act(Intent.WITHDRAW, 4).id, "stopped sms en v1")

    go(story)


def test_a_journal_that_could_not_be_removed_is_taken_in_once_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        async with rolled_back(path) as (intake, journal):
            await intake.receive(act(Intent.WITHDRAW, 3), render)
            content = journal.path.read_bytes()
        assert [record["event"] for record in await taken_in(path)] == ["withdrawn"]
        path.with_suffix(".withdrawals").write_bytes(content)
        assert [record["event"] for record in await taken_in(path)] == ["withdrawn"]

    go(story)


def test_c2_what_may_be_a_withdrawal_is_not_answered_now_and_is_put_on_hold_then(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        await agreed(path)
        unclear = act(Intent.UNCLEAR, 3)
        async with rolled_back(path) as (intake, _):
            assert (await intake.receive(unclear, render)).body == b"silent: "
        *_, record = await taken_in(path)
        assert (record["event"], record["decision"]["rule"], record["reply"]) == ("withdrawn", "unclear-hold", None)

    go(story)


def test_c5_a_report_that_a_person_blocked_us_is_journalled_and_another_one_is_not(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        await agreed(path)
        async with rolled_back(path) as (intake, _):
            blocked = act(Intent.DELIVERY, 3, delivery=("SM9", "failed", "21610"), kind="delivery-error")
            await intake.receive(blocked, render)
            with pytest.raises(OnlyWithdrawals):
                await intake.receive(act(Intent.DELIVERY, 4, delivery=("SM9", "failed", "30003")), render)
        *_, record = await taken_in(path)
        assert (record["event"], record["decision"]["rule"]) == ("withdrawn", "provider-blocked")

    go(story)


def test_many_at_once_are_one_write_each_in_the_journal(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        async with rolled_back(path) as (intake, journal):
            sent = [
                act(Intent.WITHDRAW, number, subject=f"tel:+1415555{number:04d}", key=f"key-{number % 50}")
                for number in range(1, 101)
            ]
            answers = await asyncio.gather(*(intake.receive(one, render) for one in sent))
            assert len({answer.body for answer in answers}) == 1
            assert len(journal.entries) == 50
        assert len(await taken_in(path)) == 50

    go(story)


def test_what_the_journal_does_not_take_is_not_confirmed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"

        def full(_descriptor: int, _content: bytes) -> None:
            raise OSError(28, "No space left on device")

        async with rolled_back(path) as (intake, journal):
            with monkeypatch.context() as patched:
                patched.setattr(journals, "_write", full)
                with pytest.raises(Unavailable):
                    await intake.receive(act(Intent.WITHDRAW, 3), render)
            assert journal.entries == {}
            assert (await intake.receive(act(Intent.WITHDRAW, 3), render)).body.startswith(b"withdrawn")

    go(story)


def test_a_withdrawal_that_the_old_database_cannot_decide_is_journalled_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        async with rolled_back(path) as (intake, journal):
            broken = act(Intent.WITHDRAW, 3, languages=(), scope=Scope("category", ("offers",)))
            assert (await intake.receive(broken, render)).body == b"silent: "
            assert len(journal.entries) == 1

    go(story)


def test_what_cannot_be_taken_in_is_set_aside_and_the_rest_is_taken(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        async with rolled_back(path) as (intake, _):
            gone = replace(PROGRAM, id="a-program-that-went")
            await intake.receive(act(Intent.WITHDRAW, 3, program=gone), render)
            await intake.receive(act(Intent.WITHDRAW, 4), render)
        assert [record["event"] for record in await taken_in(path)] == ["withdrawn"]
        assert not path.with_suffix(".withdrawals").exists()
        assert len(aside(tmp_path)) == 1

    go(story)


def _killed_before_the_answer(path: Path) -> None:
    """In a process of its own: what `fsync` made durable is the last thing that it does."""
    really = os.fsync

    def last(descriptor: int) -> None:
        really(descriptor)
        os.kill(os.getpid(), signal.SIGKILL)

    async def story() -> None:
        async with rolled_back(path) as (intake, _):
            pytest.MonkeyPatch().setattr(os, "fsync", last)
            await intake.receive(act(Intent.WITHDRAW, 3), render)

    go(story)


def test_kill_nine_between_the_journal_and_the_answer_is_one_withdrawal(tmp_path: Path) -> None:
    path = tmp_path / "e.db"
    process = multiprocessing.get_context("fork").Process(target=_killed_before_the_answer, args=(path,))
    process.start()
    process.join(30)
    assert process.exitcode == -signal.SIGKILL

    async def story() -> None:
        async with rolled_back(path) as (intake, journal):  # the provider delivers it again
            again = await intake.receive(act(Intent.WITHDRAW, 4, key=act(Intent.WITHDRAW, 3).key), render)
            assert again.body == b"withdrawn: stopped sms en v1"
            assert len(journal.entries) == 1
        (record,) = await taken_in(path)
        assert record["id"] == act(Intent.WITHDRAW, 3).id

    go(story)


def test_times_of_a_withdrawal_are_those_of_then(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        async with rolled_back(path) as (intake, _):
            await intake.receive(act(Intent.WITHDRAW, 3, received_at=NOW), render)
        (record,) = await taken_in(path, later=24 * HOUR)
        assert record["times"]["received_at"] == record["act"]["at"]

    go(story)


def test_two_gateways_give_one_answer_to_an_event_that_comes_to_both(tmp_path: Path) -> None:
    async def story() -> None:
        path = tmp_path / "e.db"
        await agreed(path)
        async with rolled_back(path) as (first, journal):
            database = Database(first._database.url, KEYS)
            kept = Journal(journal.path, database.vault.own)
            second = RolledBack(database, Book(), now=Clock(), random=os.urandom, journal=kept, why="it is older")
            second.start(every_word(Book()))
            stops = [act(Intent.WITHDRAW, number, key=f"k{number}") for number in range(3, 13)]
            again = [replace(stop, id=act(Intent.WITHDRAW, 50 + at).id) for at, stop in enumerate(stops)]
            answers = await asyncio.gather(
                *(first.receive(stop, marked("first")) for stop in stops),
                *(second.receive(stop, marked("second")) for stop in again),
            )
            assert answers[:10] == answers[10:]
            await second.stop()
            database.close()
        events = [record["event"] for record in await taken_in(path)]
        assert events == ["requested", "given", *["withdrawn"] * 10]

    go(story)


def marked(by: str) -> Render:
    return lambda decision: replace(render(decision), media_type=by)
