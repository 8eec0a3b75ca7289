"""What each kind of endpoint gets, and when: real receivers on loopback, the clock told to move."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from aiohttp import web

from capture_gateway.core import instant
from capture_gateway.core.act import Intent
from capture_gateway.outbox.webhooks import delivering as module
from capture_gateway.outbox.webhooks import schedule
from capture_gateway.outbox.webhooks.attempt import Poster
from capture_gateway.outbox.webhooks.delivering import Delivering
from capture_gateway.storage import outcomes, webhooks
from tests.outbox.webhooks.scene import (
    GUARD,
    PATIENT,
    SECRET,
    SHORT,
    Answer,
    Scene,
    answering,
    dropping,
    hanging,
    receiving,
    scene,
)

ASK, AGREE, WITHDRAW = Intent.ASK, Intent.AGREE, Intent.WITHDRAW
OK, BROKEN = answering(200), answering(500)


def play(folder: Path, answer: Answer, story: Callable[[Scene], Awaitable[None]]) -> None:
    async def whole() -> None:
        async with scene(folder, answer, SHORT if answer is hanging else PATIENT) as played:
            await story(played)

    asyncio.run(whole())


def test_everything_since_the_endpoint_was_made_once_withdrawals_first(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.does(ASK, person=9)
        await played.intake.run(lambda _: None)
        webhook = webhooks.Wanted(played.receiver.url)
        await played.intake.run(
            lambda connection: webhooks.made(
                connection, webhook, "whsec_c2VjcmV0", identifier="hook", by="test", now=played.clock()
            )
        )
        await played.does(ASK, AGREE, WITHDRAW)
        await played.round()
        assert played.receiver.types == ["withdrawn", "requested", "given"]
        assert played.states() == [("delivered", 1)] * 3
        await played.does(ASK)
        await played.round()
        assert played.receiver.types[3:] == ["requested"]
        assert len(set(played.receiver.ids)) == 4
        assert (played.webhook().withdrawals_at, played.webhook().others_at) == (4, 4)

    play(tmp_path, OK, story)


@pytest.mark.parametrize(
    ("wanted", "types"),
    [
        ({"events": ("withdrawn",)}, ["withdrawn"]),
        ({"events": ("given", "withdrawn")}, ["withdrawn", "given"]),
        ({"events": ("given",)}, ["given"]),
        ({"events": ("expired",)}, []),
        ({"programs": ("bluebird-updates",)}, ["withdrawn", "requested", "given"]),
        ({"programs": ("another",)}, []),
    ],
)
def test_an_endpoint_hears_of_what_it_asked_for(
    tmp_path: Path, wanted: dict[str, tuple[str, ...]], types: list[str]
) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint(**wanted)
        await played.does(ASK, AGREE, WITHDRAW)
        await played.round()
        assert played.receiver.types == types

    play(tmp_path, OK, story)


@pytest.mark.parametrize(
    "answer", [BROKEN, dropping, hanging, answering(302, location="/in")], ids=["500", "drop", "hang", "302"]
)
def test_an_endpoint_that_fails_gets_the_whole_schedule_and_then_no_more(tmp_path: Path, answer: Answer) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK)
        await played.round()
        for _ in schedule.DELAYS:
            (row,) = played.log()
            assert row.state == "waiting"
            await played.later(row.due_at - played.clock() - 1)
            before = len(played.receiver.got)
            await played.later(1)
            assert len(played.receiver.got) == before + 1
        assert played.states() == [("failed", 10)]
        gaps = [
            later.at - before.at for before, later in zip(played.receiver.got, played.receiver.got[1:], strict=False)
        ]
        # a hanging one is timed out by the machine's clock, which this clock knows nothing of
        assert all(least <= gap <= 1.1 * least + 2 for least, gap in zip(schedule.DELAYS, gaps, strict=True))
        await played.later(30 * instant.DAY)
        assert len(played.receiver.got) == 10
        assert set(played.receiver.ids) == {played.log()[0].message}

    play(tmp_path, answer, story)


def test_410_disables_at_once_and_enabling_goes_on_where_it_was(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK)
        await played.round()
        assert (played.webhook().state, played.webhook().why) == ("disabled", "It answered 410 Gone.")
        await played.does(AGREE)
        await played.later(instant.DAY)
        assert len(played.receiver.got) == 1
        played.receiver.answer = OK
        await played.intake.run(lambda connection: webhooks.enable(connection, "hook", now=played.clock()))
        assert played.delivering is not None
        await played.delivering.stop()
        await played.begin().round()
        assert played.receiver.types == ["requested", "requested", "given"]
        assert played.states() == [("delivered", 2), ("delivered", 1)]

    play(tmp_path, answering(410), story)


def test_an_endpoint_where_all_failed_for_five_days_is_disabled_with_the_reason(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK, AGREE, *[WITHDRAW] * 4, ASK, AGREE)
        await played.round()
        for _ in range(16):
            await played.later(8 * instant.HOUR)
        webhook = played.webhook()
        assert (webhook.state, webhook.why) == ("disabled", "Every attempt failed for five days.")
        days = (played.receiver.got[-1].at - played.receiver.got[0].at) / instant.DAY
        assert 5 <= days < 5.4

    play(tmp_path, BROKEN, story)


@pytest.mark.parametrize("status", [429, 503])
def test_who_asks_for_a_pause_gets_nothing_before_it_is_over(tmp_path: Path, status: int) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK)
        await played.round()
        played.receiver.answer = OK
        await played.does(AGREE)
        await played.later(119_999)
        assert len(played.receiver.got) == 1
        await played.later(1)
        assert sorted(played.receiver.types[1:]) == ["given", "requested"]

    play(tmp_path, answering(status, retry_after="120"), story)


def test_a_dead_endpoint_is_only_probed_and_gets_everything_when_it_is_back(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        for person in range(60):
            await played.does(ASK, person=person)
        await played.round()
        tried = len(played.receiver.got)
        assert module.FAILING <= tried <= module.FAILING + module.CONCURRENT
        assert played.webhook().others_at == tried - 1  # what was not tried stays behind the cursor, without a row
        await played.does(WITHDRAW, person=59)
        await played.round()
        assert played.receiver.types[tried:] == ["withdrawn"]  # new withdrawals are tried at once, before everything
        await played.does(WITHDRAW, person=58)
        await played.later(module.PROBE_EVERY[0])
        assert played.receiver.types[tried + 1] == "withdrawn"
        before = len(played.receiver.got)
        played.receiver.answer = OK
        await played.later(module.PROBE_EVERY[1])
        assert played.states() == [("delivered", attempts) for _, attempts in played.states()]
        assert len(played.states()) == 62
        assert len(set(played.receiver.ids)) == 62
        assert played.webhook().failing_since is None
        assert len(played.receiver.got) - before == 62

    play(tmp_path, dropping, story)


def test_after_an_outage_withdrawals_are_what_it_hears_of_first(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK, AGREE, WITHDRAW)
        await played.round()
        await played.does(ASK, AGREE, WITHDRAW, person=1)
        played.receiver.answer = OK
        tried = len(played.receiver.got)
        await played.later(6 * instant.SECOND)
        assert played.receiver.types[tried:][:2] == ["withdrawn", "withdrawn"]

    play(tmp_path, BROKEN, story)


def test_a_test_message_goes_though_the_endpoint_fails(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        for person in range(8):
            await played.does(ASK, person=person)
        await played.round()
        await played.intake.run(lambda connection: webhooks.test(connection, "hook", "msg_t", now=played.clock()))
        assert played.delivering is not None
        played.delivering.wake(rows=True)
        played.receiver.answer = answering(201)
        await played.round()
        (row,) = [one for one in played.log() if one.message == "msg_t"]
        assert (row.state, row.type, [attempt[1] for attempt in row.attempts]) == ("delivered", "webhook.test", [201])

    play(tmp_path, BROKEN, story)


def test_a_replay_sends_the_same_messages_and_ends_whoever_did_not_know(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK, AGREE, WITHDRAW)
        await played.round()
        first, asked = played.receiver.ids, played.receiver.ids[1]
        await played.intake.run(lambda connection: webhooks.replay(connection, "hook", after=0))
        await played.does(ASK)
        await played.round()
        assert played.delivering is not None
        assert played.delivering.ended
        await played.delivering.stop()
        await played.begin().round()
        newest = played.receiver.ids[3]  # sent before it was known that somebody had set the cursors
        assert sorted(played.receiver.ids[4:]) == sorted([newest, *(one for one in first if one != asked)])
        assert played.states() == [("delivered", 1), ("delivered", 2), ("delivered", 2), ("delivered", 2)]

    play(tmp_path, OK, story)


def test_a_replayed_message_that_fails_has_the_whole_schedule_again(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK)
        await played.round()
        await played.intake.run(lambda connection: webhooks.replay(connection, "hook", after=-1))
        assert played.delivering is not None
        await played.delivering.stop()
        played.receiver.answer = BROKEN
        played.clock.forward(instant.HOUR)
        await played.begin().round()
        waits = [played.log()[0].due_at - played.clock()]
        await played.later(waits[0])
        waits.append(played.log()[0].due_at - played.clock())
        assert all(least <= wait <= 1.1 * least for least, wait in zip(schedule.DELAYS, waits, strict=False))
        assert played.states() == [("waiting", 3)]

    play(tmp_path, OK, story)


def test_what_was_on_its_way_when_the_deliverer_died_is_sent_again_under_the_same_id(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        for person in range(40):
            await played.does(ASK, person=person)
        first = played.begin()
        first._step()
        await asyncio.wait(first._under_way)  # delivered, and nobody was told
        first._rows.clear()
        await first.stop()
        await played.begin().round()
        assert len(set(played.receiver.ids)) == 40
        assert len(played.receiver.ids) == 40 + module.CONCURRENT
        assert [state for state, _ in played.states()] == ["delivered"] * 40

    play(tmp_path, OK, story)


def test_a_hanging_endpoint_delays_nobody_else(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        released = asyncio.Event()

        async def waiting(_request: web.Request) -> web.Response:
            await released.wait()
            return web.Response()

        played.receiver.answer = waiting
        await played.endpoint()
        await played.does(ASK, AGREE)
        slow = asyncio.create_task(played.begin().round())
        async with receiving(OK, played.clock) as other:
            wanted = webhooks.Wanted(other.url, after=-1)
            webhook = await played.intake.run(
                lambda connection: webhooks.made(
                    connection, wanted, SECRET, identifier="other", by="test", now=played.clock()
                )
            )
            poster = Poster(webhook.url, GUARD.connector(webhook.url), played.clock)
            healthy = Delivering(webhook, played.database.reader, poster, played.tell, played.clock, bytes)
            await healthy.round()
            assert other.types == ["requested", "given"]
            assert not slow.done()
            await healthy.stop()
        released.set()
        await slow
        assert played.states() == [("delivered", 1)] * 2

    play(tmp_path, OK, story)


def test_the_log_of_a_month_ago_goes_and_what_waits_stays(tmp_path: Path) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK)
        await played.round()
        played.receiver.answer = BROKEN
        await played.does(AGREE)
        await played.round()
        assert played.states() == [("delivered", 1), ("waiting", 1)]
        for days, left in ((30, ["delivered", "waiting"]), (1, ["waiting"])):
            now = played.clock.forward(days * instant.DAY)
            await played.intake.run(partial(outcomes.prune, now=now))
            assert [state for state, _ in played.states()] == left

    play(tmp_path, OK, story)


def test_who_has_nothing_to_do_waits(tmp_path: Path) -> None:
    """After every step the next one is due later, whatever the endpoint does: nothing spins."""

    async def story(played: Scene) -> None:
        await played.endpoint()
        await played.does(ASK, *[WITHDRAW] * 8)
        await played.round()  # failing by now, and some of it is due soon
        delivering = played.delivering
        assert delivering is not None
        assert delivering._next_at() > played.clock()
        for _ in range(60):
            await played.later(instant.HOUR)  # nothing new, for longer than between two probes
            assert delivering._next_at() > played.clock()
        waits = asyncio.Event()

        async def waiting(_request: web.Request) -> web.Response:
            await waits.wait()
            return web.Response()

        played.receiver.answer = waiting
        for message in ("msg_1", "msg_2"):
            await played.intake.run(partial(webhooks.test, identifier="hook", message=message, now=played.clock()))
        delivering.wake(rows=True)
        delivering._step()
        assert len(delivering._under_way) == 1  # whoever fails gets one at a time
        assert delivering._next_at() > played.clock()
        waits.set()
        await delivering.round()
        assert {row.state for row in played.log() if row.position is None} == {"delivered"}

    play(tmp_path, BROKEN, story)


@pytest.mark.parametrize(
    ("before", "is_ours"), [((-1, -1), True), ((0, -1), False), ((-1, 0), False)], ids=["both", "withdrawals", "others"]
)
def test_cursors_move_only_from_where_they_were(tmp_path: Path, before: tuple[int, int], is_ours: bool) -> None:
    async def story(played: Scene) -> None:
        await played.endpoint()
        assert await played.tell(outcomes.Report("hook", [], before, (4, 5), None)) is is_ours
        webhook = played.webhook()
        assert (webhook.withdrawals_at, webhook.others_at) == ((4, 5) if is_ours else (-1, -1))

    play(tmp_path, OK, story)
