"""A clock that is wrong dates nothing that others read."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from capture_gateway.core.act import Intent
from capture_gateway.core.errors import OperatorError, Unavailable
from capture_gateway.intake import Intake
from capture_gateway.intake.clocks import MOST, WARNED, Clocks
from capture_gateway.machine import clock
from capture_gateway.storage.database import Database
from capture_gateway.storage.records import touch
from tests.core.values import NOW, act
from tests.intake.running import go, render, running

MORE = 10_000
"""Milliseconds: nothing here takes so long."""
SENTENCE = "the clock of this machine differs from the database's by 3600 s"


class Machine:
    """Its clock, `ahead` of the true one by milliseconds."""

    def __init__(self, ahead: int = 0) -> None:
        self.ahead = ahead

    def __call__(self) -> int:
        return clock() + self.ahead


@asynccontextmanager
async def compared(path: Path, machine: Machine) -> AsyncIterator[tuple[Intake, Database, Clocks]]:
    async with running(path) as (intake, database):
        yield intake, database, Clocks(database, intake, machine)


@pytest.mark.parametrize("ahead", [-3_600_000, 3_600_000])
def test_while_it_is_wrong_nothing_is_written_and_then_everything_is(
    ahead: int, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def story() -> None:
        machine = Machine()
        async with compared(tmp_path / "c.db", machine) as (intake, database, clocks):
            if not database.is_shared:
                return
            clocks.start(NOW)
            assert clocks.ahead == 0
            await intake.receive(act(Intent.ASK, 1), render)
            machine.ahead = ahead
            await clocks.look()
            await clocks.look()
            for intent in (Intent.ASK, Intent.WITHDRAW):
                with pytest.raises(Unavailable, match=SENTENCE):
                    await intake.receive(act(intent, 2), render)
            with pytest.raises(Unavailable, match=SENTENCE):
                await intake.run(touch)
            assert intake.obstacle == SENTENCE
            machine.ahead = 0
            await clocks.look()
            assert (clocks.ahead, intake.obstacle) == (0, "")
            await intake.receive(act(Intent.WITHDRAW, 3), render)
            told = [(one.levelno, one.message.partition(":")[0]) for one in caplog.records if "clock" in one.message]
            assert told == [
                (logging.ERROR, SENTENCE),
                (logging.WARNING, "the clock of this machine agrees with the database's again"),
            ]

    go(story)


@pytest.mark.parametrize("sign", [-1, 1])
def test_some_seconds_are_told_and_nothing_more(sign: int, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        machine = Machine(sign * (WARNED + MORE))
        async with compared(tmp_path / "c.db", machine) as (intake, database, clocks):
            if not database.is_shared:
                return
            clocks.start(NOW)
            assert abs((clocks.ahead or 0) - machine.ahead) < MORE
            assert [one.levelname for one in caplog.records if "differs" in one.message] == ["WARNING"]
            await intake.receive(act(Intent.ASK, 1), render)

    go(story)


def test_it_does_not_start_with_a_clock_that_is_wrong(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with compared(tmp_path / "c.db", Machine(3_600_000)) as (_, database, clocks):
            if not database.is_shared:
                clocks.start(NOW)
                assert clocks.ahead is None
                return
            with pytest.raises(OperatorError, match=SENTENCE):
                clocks.start(NOW)
            assert [one for one in caplog.records if "clock" in one.message] == [], "it says so once"

    go(story)


def test_how_long_the_question_took_is_not_held_against_it(tmp_path: Path) -> None:
    """Asked an hour ago, as far as the clock knows, and answered now."""

    async def story() -> None:
        times = [clock() - 3_600_000, clock() + MORE]
        async with running(tmp_path / "c.db") as (intake, database):
            clocks = Clocks(database, intake, lambda: times.pop(0))
            clocks.start(NOW)
            assert not clocks.ahead

    go(story)


def test_a_server_that_cannot_answer_changes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        machine = Machine(3_600_000)
        async with compared(tmp_path / "c.db", machine) as (intake, database, clocks):
            if not database.is_shared:
                async with asyncio.timeout(5):
                    await clocks.serve()  # it ends: there is nobody else
                return
            await clocks.look()
            machine.ahead = 0
            with database.reader.connect() as one:
                one.exec_driver_sql("SELECT 1")
            taken = [database.reader.connect() for _ in range(database.reader.pool.size())]  # type: ignore[attr-defined]
            await clocks.look()
            assert intake.held == SENTENCE
            for one in taken:
                one.close()
            await clocks.look()
            assert intake.held == ""

    go(story)


@pytest.mark.parametrize("behind", [MOST, MOST + 1])
def test_a_ledger_of_the_future_is_told(behind: int, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with compared(tmp_path / "c.db", Machine()) as (intake, _, clocks):
            await intake.receive(act(Intent.ASK, 1), render)
            clocks.start(NOW - behind)
            told = [one.message for one in caplog.records if "newest record" in one.message]
            assert [one.startswith("the newest record is dated 60 s after") for one in told] == [True] * (behind - MOST)

    go(story)
