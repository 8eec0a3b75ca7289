"""Who waits for commits is told at once, and nobody waits for what has happened."""

import asyncio

from capture_gateway.intake.changes import Changes, Row


def everything(_row: Row) -> bool:
    return True


def test_all_who_wait_are_told_and_listeners_too() -> None:
    async def story() -> None:
        changes = Changes()
        heard: list[int] = []
        changes.listeners.append(lambda: heard.append(changes.count))
        waiting = [asyncio.create_task(changes.after(0, 60, everything)) for _ in range(3)]
        await asyncio.sleep(0)
        changes.happened([{}])
        assert await asyncio.gather(*waiting) == [True] * 3
        assert heard == [1]

    asyncio.run(story())


def test_what_happened_since_one_looked_is_not_waited_for() -> None:
    async def story() -> None:
        changes = Changes()
        seen = changes.count
        changes.happened([{}])
        assert await changes.after(seen, 60, everything)

    asyncio.run(story())


def test_nobody_waits_longer_than_they_want_or_beyond_the_end() -> None:
    async def story() -> None:
        changes = Changes()
        assert not await changes.after(0, 0, everything)
        waiting = asyncio.create_task(changes.after(0, 60, everything))
        await asyncio.sleep(0)
        changes.end()
        assert not await waiting
        assert not await changes.after(0, 60, everything)

    asyncio.run(story())


def test_who_is_not_concerned_sleeps_on() -> None:
    async def story() -> None:
        changes = Changes()
        stops = asyncio.create_task(changes.after(0, 60, lambda row: row["event"] == "withdrawn"))
        all_ = asyncio.create_task(changes.after(0, 60, everything))
        await asyncio.sleep(0)
        changes.happened([{"event": "given"}])
        assert await all_
        assert not stops.done()
        changes.happened([{"event": "given"}, {"event": "withdrawn"}])
        assert await stops

    asyncio.run(story())


def test_who_went_away_is_forgotten() -> None:
    async def story() -> None:
        changes = Changes()
        waiting = asyncio.create_task(changes.after(0, 60, everything))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        assert not changes._waiting
        changes.happened([{}])

    asyncio.run(story())
