"""Questions of the event loop to a database over a network: in threads, and never more than may wait."""

import asyncio
import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from capture_gateway.storage import reading
from capture_gateway.storage.reading import InThreads, TooMany

pytestmark = pytest.mark.sqlite_only("any engine will do")


def test_the_loop_goes_on_while_threads_read(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/e.db")
    threads, let_go = InThreads(engine), threading.Event()

    async def ask() -> list[int]:
        asked = [asyncio.ensure_future(threads.read(lambda _: let_go.wait(10) and 1)) for _ in range(3)]
        await asyncio.sleep(0)  # the loop goes on
        let_go.set()
        return [int(await one) for one in asked]

    assert asyncio.run(ask()) == [1, 1, 1]
    threads.close()
    engine.dispose()


def test_more_than_may_wait_are_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAITING", 0)
    engine = create_engine(f"sqlite:///{tmp_path}/e.db")
    threads, let_go = InThreads(engine), threading.Event()

    async def ask() -> None:
        asked = [asyncio.ensure_future(threads.read(lambda _: let_go.wait(10))) for _ in range(reading.THREADS)]
        await asyncio.sleep(0)
        with pytest.raises(TooMany):
            await threads.read(lambda _: 1)
        let_go.set()
        await asyncio.gather(*asked)
        assert await threads.read(lambda _: 2) == 2

    asyncio.run(ask())
    threads.close()
    engine.dispose()
