"""Who waits for commits is told at once, and nobody waits for what has happened."""

import asyncio

from capture_gateway.intake.changes import Changes


def test_all_who_wait_are_told_and_listeners_too() -> None:
    async def story() -> None:
        changes = Changes()
        heard: list[int] = []
        changes.listeners.append(lambda: heard.append(changes.count))
        waiting = [asyncio.create_task(changes.after(0, 60)) for _ in range(3)]
        await asyncio.sleep(0)
        changes.happened()
        assert await asyncio.gather(*waiting) == [True] * 3
        assert heard == [1]

    asyncio.run(story())


def test_what_happened_since_one_looked_is_not_waited_for() -> None:
    async def story() -> None:
        changes = Changes()
        seen = changes.count
        changes.happened()
        assert await changes.after(seen, 60)

    asyncio.run(story())


def test_nobody_waits_longer_than_they_want_or_beyond_the_end() -> None:
    async def story() -> None:
        changes = Changes()
        assert not await changes.after(0, 0)
        waiting = asyncio.create_task(changes.after(0, 60))
        await asyncio.sleep(0)
        changes.end()
        assert not await waiting
        assert not await changes.after(0, 60)

    asyncio.run(story())
