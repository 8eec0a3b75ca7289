"""The worker: woken, or looking by itself; it ends without waiting for a company that does not answer."""

import asyncio
from pathlib import Path

import pytest

from capture_gateway.core import instant
from capture_gateway.outbox import worker as workers
from tests.outbox.post import Post, go, outgoing, posting


async def until_sent(post: Post) -> None:
    async with asyncio.timeout(30):
        while not all(row["state"] == "sent" for row in post.rows()):  # noqa: ASYNC110 - the database tells nobody
            await asyncio.sleep(0.01)


def test_it_begins_when_it_is_woken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "POLL", 3_600.0)

    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.worker.start()
            await asyncio.sleep(0)
            await post.add(outgoing(post.clock))
            post.worker.wake()
            await until_sent(post)

    go(story)


def test_it_looks_by_itself_and_after_a_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "POLL", 0.01)

    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            await post.add(outgoing(post.clock))
            post.worker.start()
            await until_sent(post)
            await post.add(outgoing(post.clock))
            await until_sent(post)

    go(story)


def test_more_than_it_does_at_a_time_all_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "MOST", 2)

    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            await post.add(*(outgoing(post.clock) for _ in range(7)))
            post.worker.start()
            await until_sent(post)
            assert len(post.rest.sent) == 7

    go(story)


def test_a_store_that_cannot_be_read_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "POLL", 0.01)

    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            await post.add(outgoing(post.clock))
            with post.database.engine.connect() as connection:
                connection.exec_driver_sql("ALTER TABLE outbox RENAME TO away")
                connection.commit()
                post.worker.start()
                await asyncio.sleep(0.05)
                connection.exec_driver_sql("ALTER TABLE away RENAME TO outbox")
                connection.commit()
            await until_sent(post)

    go(story)


def test_it_ends_although_the_company_is_silent_and_the_text_is_looked_for_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "GRACE", 0.01)

    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.append("made, then silence")
            await post.add(outgoing(post.clock))
            await post.worker.take()
            await post.worker.stop()
            assert post.row()["state"] == "sending"
            await post.later(2 * instant.MINUTE)
            assert (post.row()["state"], len(post.rest.sent)) == ("sent", 1)

    go(story)


def test_it_ends_when_it_is_woken_in_the_same_moment(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            for _ in range(3):
                post.worker.start()
                for _ in range(3):
                    await asyncio.sleep(0)
                post.worker.wake()
                async with asyncio.timeout(20):
                    await post.worker.stop()

    go(story)
