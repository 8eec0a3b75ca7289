"""Calls away from the event loop."""

import asyncio
import threading

import pytest

from capture_gateway.outbox.threads import in_thread


def test_what_it_returns_and_what_it_raises_comes_back() -> None:
    def fails() -> None:
        raise OSError("gone")

    async def story() -> None:
        assert await in_thread(threading.get_ident, "sender") != threading.get_ident()
        with pytest.raises(OSError, match="gone"):
            await in_thread(fails, "sender")

    asyncio.run(story())


def test_who_gave_up_waiting_is_left_alone() -> None:
    go_on = threading.Event()

    async def story() -> None:
        waiting = asyncio.create_task(in_thread(go_on.wait, "sender"))
        await asyncio.sleep(0)
        (thread,) = [one for one in threading.enumerate() if one.name == "sender"]
        assert thread.daemon
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        go_on.set()
        await asyncio.to_thread(thread.join)
        await asyncio.sleep(0)

    asyncio.run(story())
