"""An intake on a real SQLite file, and acts to send down the road."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from capture_gateway.core.disclosure import Words
from capture_gateway.core.state import Decision
from capture_gateway.intake import Answer, Intake
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.storage import permissions
from capture_gateway.storage.database import Database
from capture_gateway.storage.rebuild import rebuild
from capture_gateway.testing.audited import assert_sound
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW, Book
from tests.postgres import empty, url_of


def every_word(book: Book) -> list[Words]:
    names = ["disclosure", "disclosure-offers", "confirmation", "already", "declined", "stopped", "help", "pending"]
    names += ["welcome", "confirm", "code", "clarify"]
    found = [
        book.words("bluebird-updates", language, name, kind)
        for language in ("en", "es") for name in names for kind in ("sms", "voice", "web")
    ]  # fmt: skip
    return [words for words in found if words is not None]


def render(decision: Decision) -> Answer:
    text = "" if decision.reply is None else decision.reply.text
    return Answer(200, "text/plain", f"{decision.outcome}: {text}".encode())


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> int:
        return self.now


@asynccontextmanager
async def running(path: Path, clock: Callable[[], int] | None = None) -> AsyncIterator[tuple[Intake, Database]]:
    """A started intake; when it is stopped, everything it wrote is checked from outside."""
    database = Database(empty(path), KEYS)
    database.lock()
    book = Book()
    intake = Intake(database, book, now=clock or Clock(), random=os.urandom)
    intake.start(every_word(book))
    try:
        yield intake, database
    finally:
        await intake.stop()
        with closing(database):
            check_from_outside(database)
        assert_sound(url_of(path))


def check_from_outside(database: Database) -> None:
    """Positions without a gap, every leaf hash of its leaf, the head over all of them, permissions as folded again."""
    with database.reading() as connection:
        rows = connection.exec_driver_sql("SELECT position, leaf, leaf_hash FROM evidence ORDER BY position").fetchall()
        size, root = connection.exec_driver_sql("SELECT size, root FROM ledger_head").one()
        before = list(permissions.everything(connection))
    assert [row[0] for row in rows] == list(range(size))
    assert all(leaf_hash(leaf) == stored for _, leaf, stored in rows)
    assert root == root_of(stored for _, _, stored in rows)
    with database.transaction() as connection:
        rebuild(connection)
    with database.reading() as connection:
        assert list(permissions.everything(connection)) == before


def go(story: Callable[[], Awaitable[Any]]) -> None:
    asyncio.run(story())  # type: ignore[arg-type]
