"""What another gateway committed is told here: each record once, in order, and soon."""

import asyncio
import os
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from capture_gateway.core.act import Intent
from capture_gateway.core.erasure import Cause
from capture_gateway.intake import Intake
from capture_gateway.intake import elsewhere as module
from capture_gateway.intake.changes import Changes, Row
from capture_gateway.intake.elsewhere import Elsewhere
from capture_gateway.storage import erasing
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW, PERSON, PROGRAM, Book, act
from tests.intake.running import Clock, every_word, go, render, running
from tests.postgres import url_of


class Heard:
    """Another gateway's changes, and everything that they were told."""

    def __init__(self, database: Database) -> None:
        self.changes = Changes()
        self.rows: list[Row] = []
        self.elsewhere = Elsewhere(database, self.changes)
        self.changes.on_rows = self._note
        self._noted = self.elsewhere._note

    def _note(self, rows: Sequence[Row]) -> None:
        self.rows += rows
        self._noted(rows)

    @property
    def positions(self) -> list[int]:
        return [row["position"] for row in self.rows]


@asynccontextmanager
async def beside(path: Path) -> AsyncIterator[Heard]:
    database = Database(url_of(path), KEYS)
    heard = Heard(database)
    assert not await heard.elsewhere.look()
    yield heard
    database.close()


async def ask(intake: Intake, *numbers: int) -> None:
    for number in numbers:
        await intake.receive(act(Intent.ASK, number, key=f"k{number}"), render)


def test_what_was_there_is_not_new_and_what_comes_is_told_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PIECE", 2)

    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            await ask(intake, 1, 2)
            async with beside(tmp_path / "e.db") as heard:
                assert not await heard.elsewhere.look()
                assert heard.rows == []
                await ask(intake, 3, 4, 5)
                assert await heard.elsewhere.look()
                assert heard.positions == [2, 3]
                assert not await heard.elsewhere.look()
                assert not await heard.elsewhere.look()
                assert heard.positions == [2, 3, 4]
                row = dict(heard.rows[0])
                assert row.keys().isdisjoint({"leaf", "sealed"})
                assert (row["event"], row["program"], row["channel"]) == ("requested", PROGRAM.id, "sms")
                assert row["subject"] == intake._database.vault.subject(PERSON)

    go(story)


def test_what_this_gateway_committed_itself_is_not_told_again(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _), beside(tmp_path / "e.db") as heard:
            await ask(intake, 1, 2, 3)
            heard.changes.happened([{"position": 1, "event": "requested"}])  # "ours": it stands between the others'
            await heard.elsewhere.look()
            assert heard.positions == [1, 0, 2]
            await ask(intake, 4)
            heard.changes.happened([{"position": 3, "event": "requested"}])
            count = heard.changes.count
            await heard.elsewhere.look()
            assert (heard.positions, heard.changes.count) == ([1, 0, 2, 3], count)
            assert heard.elsewhere._own == set()

    go(story)


def test_when_somebody_is_erased_elsewhere_no_key_stays_at_hand(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database), beside(tmp_path / "e.db") as heard:
            await ask(intake, 1)
            await intake.receive(act(Intent.AGREE, 2), render)
            own = heard.elsewhere._database.vault
            own.subject(PERSON)
            await heard.elsewhere.look()
            assert own.subject.cache_info().currsize == 1
            with database.transaction() as connection:
                erasing.erase(
                    connection, PERSON, Cause("they asked", "staff-transcribed"), {PROGRAM.id: PROGRAM},
                    now=NOW, random=os.urandom,
                )  # fmt: skip
            await heard.elsewhere.look()
            assert heard.rows[-1]["event"] == "erased"
            assert own.subject.cache_info().currsize == 0

    go(story)


def test_a_store_that_is_gone_is_asked_again(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database), beside(tmp_path / "e.db") as heard:
            with database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE ledger_head RENAME TO gone")
            assert not await heard.elsewhere.look()
            with database.engine.begin() as connection:
                connection.exec_driver_sql("ALTER TABLE gone RENAME TO ledger_head")
            await ask(intake, 1)
            await heard.elsewhere.look()
            assert heard.positions == [0]

    go(story)


def test_two_gateways_tell_each_other(tmp_path: Path) -> None:
    """Both write, at once; each hears of everything, where anybody but one gateway may write."""

    async def story() -> None:
        async with running(tmp_path / "e.db") as (first, database):
            if not database.is_shared:
                await Elsewhere(database, first.changes).serve()  # it ends: there is nobody else
                return
            second = Intake(Database(database.url, KEYS), Book(), now=Clock(), random=os.urandom)
            second.start(every_word(Book()))
            serving = [asyncio.create_task(Elsewhere(one._database, one.changes).serve()) for one in (first, second)]
            heard: list[set[int]] = [set(), set()]
            for intake, positions in zip((first, second), heard, strict=True):
                serving.append(asyncio.create_task(_collect(intake, positions)))
            await asyncio.sleep(module.EVERY)
            sent = [
                act(Intent.ASK, number, key=f"k{number}", subject=f"tel:+1415555{number:04d}")
                for number in range(1, 61)
            ]
            await asyncio.gather(*((first, second)[n % 2].receive(one, render) for n, one in enumerate(sent)))
            async with asyncio.timeout(20):
                while any(len(positions) < 60 for positions in heard):  # noqa: ASYNC110 - it is what nobody waits for
                    await asyncio.sleep(0.01)
            for task in serving:
                task.cancel()
            await second.stop()
            second._database.close()

    go(story)


async def _collect(intake: Intake, positions: set[int]) -> None:
    def is_the_last(row: Row) -> bool:
        positions.add(row["position"])
        return False

    await intake.changes.after(intake.changes.count, 60, is_the_last)
