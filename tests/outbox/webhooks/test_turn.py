"""One gateway at a time delivers: whoever is there first, and whoever is left."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from capture_gateway.core.errors import Unavailable
from capture_gateway.outbox.webhooks.turn import OWN_SILENCE, SILENCE, Turn
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from tests.postgres import ENGINES, url_of

SHARED = ENGINES[1:]


class Gateway:
    """What a turn asks of one: its writer, and a stopwatch."""

    def __init__(self, database: Database, name: str) -> None:
        self.database = database
        self.seconds = 1_000.0
        self.is_cut_off = False
        self.turn = Turn(self, database, name, lambda: self.seconds)

    async def run(self, job: Callable[[Connection], Any]) -> Any:
        if self.is_cut_off:
            raise Unavailable("the store cannot be written")
        with self.database.transaction() as connection:
            return job(connection)


@asynccontextmanager
async def two(folder: Path) -> AsyncIterator[tuple[Gateway, Gateway]]:
    databases = [Database(url_of(folder / "e.db"), KEYS) for _ in range(2)]
    yield Gateway(databases[0], "a"), Gateway(databases[1], "b")
    for database in databases:
        database.close()


@pytest.mark.parametrize("engine", SHARED, indirect=True)
def test_a_holder_keeps_it_as_long_as_it_lives(tmp_path: Path) -> None:
    async def story() -> None:
        async with two(tmp_path) as (a, b):
            assert await a.turn.look()
            for _ in range(20):
                b.seconds += SILENCE / 2
                assert not await b.turn.look()
                assert await a.turn.look()

    asyncio.run(story())


@pytest.mark.parametrize("engine", SHARED, indirect=True)
def test_who_is_silent_loses_it_and_who_wakes_up_again_learns_so(tmp_path: Path) -> None:
    async def story() -> None:
        async with two(tmp_path) as (a, b):
            assert await a.turn.look()
            assert not await b.turn.look()
            b.seconds += SILENCE - 0.1
            assert not await b.turn.look(), "it may be alive"
            b.seconds += 0.2
            assert await b.turn.look()
            assert not await a.turn.look(), "it was frozen, and it is over"
            assert await b.turn.look()

    asyncio.run(story())


@pytest.mark.parametrize("engine", SHARED, indirect=True)
def test_what_is_given_up_is_taken_at_once_and_by_nobody_who_lost_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with two(tmp_path) as (a, b):
            assert await a.turn.look()
            assert not await b.turn.look()
            await b.turn.give_up()  # it had nothing to give up
            assert await a.turn.look()
            await a.turn.give_up()
            assert await b.turn.look()
            assert not await a.turn.look()

    asyncio.run(story())


@pytest.mark.parametrize("engine", SHARED, indirect=True)
def test_who_is_cut_off_from_the_store_stops_before_anybody_takes_over(tmp_path: Path) -> None:
    async def story() -> None:
        async with two(tmp_path) as (a, b):
            assert await a.turn.look()
            a.is_cut_off = True
            a.seconds += OWN_SILENCE - 0.1
            assert await a.turn.look(), "a moment without a store is no reason"
            a.seconds += 0.2
            assert not await a.turn.look()
            assert not await b.turn.look()
            b.seconds += OWN_SILENCE + 0.1
            assert not await b.turn.look(), "only one of them at a time"
            b.seconds += SILENCE
            b.is_cut_off = True
            assert not await b.turn.look()
            a.is_cut_off = False
            assert not await a.turn.look(), "it asks like anybody else"

    asyncio.run(story())


@pytest.mark.parametrize("engine", SHARED, indirect=True)
def test_of_two_who_want_it_one_gets_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with two(tmp_path) as (a, b):
            first = Gateway(a.database, "dead")
            assert await first.turn.look()
            for one in (a, b):
                assert not await one.turn.look()
                one.seconds += SILENCE
            assert sorted(await asyncio.gather(a.turn.look(), b.turn.look())) == [False, True]

    asyncio.run(story())


@pytest.mark.sqlite_only("one gateway has its file")
def test_on_sqlite_it_is_always_ours(tmp_path: Path) -> None:
    async def story() -> None:
        database = Database(url_of(tmp_path / "e.db"), KEYS)
        gateway = Gateway(database, "a")
        gateway.is_cut_off = True
        assert await gateway.turn.look()
        await gateway.turn.give_up()
        assert await gateway.turn.look()
        database.close()

    asyncio.run(story())
