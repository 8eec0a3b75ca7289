"""A checkpoint is shown once it is in the database and in the file, never before; what fails is tried again."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.core.act import Intent
from capture_gateway.core.errors import Unavailable
from capture_gateway.intake import Intake
from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.note import Signer
from capture_gateway.storage import log, outside
from capture_gateway.storage.database import Database
from capture_gateway.transparency import publisher as module
from capture_gateway.transparency.publisher import Publisher
from tests.core.values import act
from tests.intake.running import Clock, go, render, running
from tests.postgres import unprotected

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NAME = "consent.example/ledger"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 0.001)
    monkeypatch.setattr(module, "RETRY", 0.001)


def publisher_of(
    intake: Intake, folder: Path, now: Callable[[], int] | None = None, keys: Sequence[Ed25519PrivateKey] = (KEY,)
) -> Publisher:
    file = folder / "e.checkpoint"
    return Publisher(
        intake, intake._database, keys, public_url="https://consent.example", file=file, now=now or Clock()
    )


@asynccontextmanager
async def publishing(folder: Path) -> AsyncIterator[tuple[Publisher, Intake, Database]]:
    async with running(folder / "e.db") as (intake, database):
        publisher = publisher_of(intake, folder)
        await publisher.start()
        yield publisher, intake, database
        await publisher.stop()


def in_database(database: Database) -> str:
    with database.reading() as connection:
        newest = log.newest(connection)
    assert newest is not None
    return newest.note


def shown(publisher: Publisher) -> str:
    assert publisher.published is not None
    return publisher.published.newest.note


async def until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - nothing tells of it: it is what nobody waits for
            await asyncio.sleep(0.001)


def test_what_is_shown_is_in_both_places_and_covers_what_was_waited_for(tmp_path: Path) -> None:
    async def story() -> None:
        async with publishing(tmp_path) as (publisher, intake, database):
            assert checkpoint.said(shown(publisher)).size == 0
            for number in range(5):
                await intake.receive(act(Intent.ASK, number + 1, key=f"k{number}"), render)
                note, vkey = await publisher.up_to(number)
                assert note == shown(publisher) == in_database(database) == outside.read(tmp_path / "e.checkpoint")
                found = checkpoint.opened(note, [Signer(NAME, KEY).key])
                assert (found.size, vkey) == (number + 1, str(Signer(NAME, KEY).key))
                assert await publisher.up_to(0) == (note, vkey), "what covers it already is not waited for"

    go(story)


def test_growth_is_published_though_nobody_waits_for_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with publishing(tmp_path) as (publisher, intake, _):
            await intake.receive(act(Intent.ASK, 1), render)
            await until(lambda: checkpoint.said(shown(publisher)).size == 1)
            assert publisher.figures() == {"size": 1, "age": 0, "failing": 0}

    go(story)


def test_everybody_who_waits_shares_one_signing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 0.3)

    async def story() -> None:
        signings = 0

        def now() -> int:
            nonlocal signings
            signings += 1
            return signings

        async with running(tmp_path / "e.db") as (intake, _):
            publisher = publisher_of(intake, tmp_path, now)
            await publisher.start()

            async def captured(number: int) -> tuple[str, str]:
                await intake.receive(act(Intent.ASK, number + 1, key=f"k{number}"), render)
                return await publisher.up_to(number)

            found = await asyncio.gather(*map(captured, range(40)))
            assert len({note for note, _ in found}) <= signings - 1 < 20
            await publisher.stop()

    go(story)


def test_a_file_that_cannot_be_written_keeps_the_old_one_shown_until_it_can(tmp_path: Path) -> None:
    async def story() -> None:
        async with publishing(tmp_path) as (publisher, intake, database):
            empty = shown(publisher)
            obstacle = tmp_path / "e.checkpoint.new"
            obstacle.mkdir()
            await intake.receive(act(Intent.ASK, 1), render)
            with pytest.raises(Unavailable, match="cannot be written"):
                await publisher.up_to(0)
            assert shown(publisher) == outside.read(tmp_path / "e.checkpoint") == empty != in_database(database)
            assert (publisher.figures()["failing"], str(tmp_path) in publisher.failure) == (1, False)
            obstacle.rmdir()
            await until(lambda: not publisher.failure)
            assert shown(publisher) == outside.read(tmp_path / "e.checkpoint") == in_database(database) != empty

    go(story)


def test_a_database_that_cannot_be_written_leaves_file_and_view_as_they_were(tmp_path: Path) -> None:
    async def story() -> None:
        async with publishing(tmp_path) as (publisher, intake, database):
            empty = shown(publisher)
            with database.transaction() as connection:
                connection.exec_driver_sql("ALTER TABLE checkpoint RENAME TO gone")
            await intake.receive(act(Intent.ASK, 1), render)
            with pytest.raises(Unavailable):
                await publisher.up_to(0)
            assert shown(publisher) == outside.read(tmp_path / "e.checkpoint") == empty
            with database.transaction() as connection:
                connection.exec_driver_sql("ALTER TABLE gone RENAME TO checkpoint")
            assert checkpoint.said((await _patiently(publisher, 0))[0]).size == 1

    go(story)


async def _patiently(publisher: Publisher, position: int) -> tuple[str, str]:
    async with asyncio.timeout(20):
        while True:
            try:
                return await publisher.up_to(position)
            except Unavailable:
                await asyncio.sleep(0.001)


def test_ended_after_the_database_and_before_the_file_it_goes_on_with_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            first = publisher_of(intake, tmp_path)
            await intake.receive(act(Intent.ASK, 1), render)
            (tmp_path / "e.checkpoint.new").mkdir()
            await first.start()
            await first.stop()
            assert first.published is None
            kept = in_database(database)
            (tmp_path / "e.checkpoint.new").rmdir()
            second = publisher_of(intake, tmp_path)
            await second.start()
            assert shown(second) == outside.read(tmp_path / "e.checkpoint") == kept
            await second.stop()

    go(story)


def test_what_came_last_is_published_before_it_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVERY", 3_600)

    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            publisher = publisher_of(intake, tmp_path)
            await publisher.start()
            await intake.receive(act(Intent.ASK, 1), render)
            await publisher.stop()
            assert checkpoint.said(shown(publisher)).size == 1

    go(story)


def test_where_nothing_is_signed_nobody_waits(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            publisher = publisher_of(intake, tmp_path)
            with pytest.raises(Unavailable):
                await publisher.up_to(0)

    go(story)


def test_a_changed_tree_is_not_signed_and_says_why(tmp_path: Path) -> None:
    async def story() -> None:
        async with publishing(tmp_path) as (publisher, intake, database):
            await intake.receive(act(Intent.ASK, 1), render)
            note, _ = await publisher.up_to(0)
            with unprotected(database.url) as store:
                store.execute("UPDATE checkpoint SET note = ?", (note.replace("\n1\n", "\n7\n"),))
            await intake.receive(act(Intent.ASK, 2, key="k2"), render)
            with pytest.raises(Unavailable, match="do not follow"):
                await publisher.up_to(1)
            assert shown(publisher) == note
            with unprotected(database.url) as store:
                store.execute("UPDATE checkpoint SET note = ?", (note,))

    go(story)
