"""Several gateways sign one log: what one showed, nobody sees less of at another."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.core.act import Intent
from capture_gateway.core.errors import Unavailable
from capture_gateway.intake import Intake
from capture_gateway.ledger import checkpoint
from capture_gateway.storage import log, outside
from capture_gateway.storage.database import Database
from capture_gateway.testing.keys import KEYS
from capture_gateway.transparency import publisher as module
from capture_gateway.transparency.publisher import Publisher
from tests.core.values import Book, act
from tests.intake.running import Clock, every_word, go, render, running
from tests.postgres import ENGINES
from tests.transparency.test_publisher import KEY, publisher_of, shown

pytestmark = pytest.mark.parametrize("engine", ENGINES[1:], indirect=True)
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """And nobody signs unasked what others wrote: who tells of that is `intake.elsewhere`."""
    monkeypatch.setattr(module, "EVERY", 0.001)
    monkeypatch.setattr(module, "RETRY", 0.001)


@asynccontextmanager
async def beside(first: Intake, folder: Path, *keys: Ed25519PrivateKey) -> AsyncIterator[tuple[Publisher, Intake]]:
    """Another gateway on the same database, with a file of its own: it is on another machine."""
    database = Database(first._database.url, KEYS)
    intake = Intake(database, Book(), now=Clock(), random=os.urandom)
    intake.start(every_word(Book()))
    publisher = publisher_of(intake, folder, keys=keys or (KEY,))
    await publisher.start()
    yield publisher, intake
    await publisher.stop()
    await intake.stop()
    database.close()


def _folder(folder: Path) -> Path:
    """Of another machine."""
    (folder / "b").mkdir()
    return folder / "b"


def said(publisher: Publisher) -> int:
    return checkpoint.said(shown(publisher)).size


def test_what_one_showed_is_shown_by_the_other_and_is_in_its_file_first(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            a = publisher_of(intake, tmp_path)
            await a.start()
            async with beside(intake, _folder(tmp_path)) as (b, _):
                await intake.receive(act(Intent.ASK, 1), render)
                note, _ = await a.up_to(0)
                assert said(b) == 0
                obstacle = tmp_path / "b" / "e.checkpoint.new"
                obstacle.mkdir()
                await b.newest()
                assert said(b) == 0, "it is not shown before it is in two places"
                obstacle.rmdir()
                newest = await b.newest()
                assert newest is not None
                assert newest.newest.note == note == outside.read(tmp_path / "b" / "e.checkpoint")
                assert (await a.newest()) is a.published, "its own is as new"
            await a.stop()

    go(story)


def test_a_receipt_comes_from_whichever_gateway_is_asked(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            a = publisher_of(intake, tmp_path)
            await a.start()
            async with beside(intake, _folder(tmp_path)) as (b, second):
                for number in range(6):
                    taking, asked = ((intake, b), (second, a))[number % 2]
                    await taking.receive(act(Intent.ASK, number + 1, key=f"k{number}"), render)
                    note, _ = await asked.up_to(number)
                    assert checkpoint.said(note).size == number + 1
                notes = {(await one.newest()).newest.note for one in (a, b)}  # type: ignore[union-attr]
                assert len(notes) == 1
            await a.stop()

    go(story)


def test_who_has_the_older_key_signs_no_more_and_shows_what_others_sign(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            a = publisher_of(intake, tmp_path)
            await a.start()
            async with beside(intake, _folder(tmp_path), OTHER_KEY, KEY) as (b, _):
                await intake.receive(act(Intent.ASK, 1), render)
                with pytest.raises(Unavailable, match="newer key"):
                    await a.up_to(0)
                note, _ = await b.up_to(0)
                assert (await a.newest()).newest.note == note  # type: ignore[union-attr]
                with database.reading() as connection:
                    assert len(log.keys(connection)) == 2, "they do not take turns at being the newest"
            await a.stop()

    go(story)


def test_many_who_ask_at_once_see_the_newest(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            a = publisher_of(intake, tmp_path)
            await a.start()
            async with beside(intake, _folder(tmp_path)) as (b, _):
                await intake.receive(act(Intent.ASK, 1), render)
                await a.up_to(0)
                seen = await asyncio.gather(*(b.newest() for _ in range(20)))
                assert {one.newest.size for one in seen if one} == {1}
            await a.stop()

    go(story)
