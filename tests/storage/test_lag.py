"""For how long something has been due: told by the clock of whoever asks, and by what is stored alone."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway.core.act import Intent
from capture_gateway.storage import lag, outbox, outcomes, webhooks
from capture_gateway.storage.database import Database
from capture_gateway.storage.outcomes import Report
from capture_gateway.storage.webhooks import Webhook
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW, PROGRAM, act
from tests.intake.running import render, running
from tests.outbox.post import outgoing, wait
from tests.postgres import url_of

SECRET = webhooks.fresh_secret(bytes(32))
LATER = NOW + 60_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Position 0: requested at NOW; 1: given, a second later; 2: withdrawn, another one later."""

    async def story() -> None:
        clock = Clock(NOW)
        async with running(tmp_path / "e.db", clock) as (intake, _):
            for number, intent in enumerate((Intent.ASK, Intent.AGREE, Intent.WITHDRAW), 1):
                await intake.receive(act(intent, number), render)
                clock.now += 1_000

    asyncio.run(story())
    opened = Database(url_of(tmp_path / "e.db"), KEYS)
    yield opened
    opened.close()


def of_webhooks(database: Database, now: int = LATER) -> int:
    with database.reading() as connection:
        return lag.of_webhooks(connection, now)


def made(database: Database, name: str, *events: str, programs: tuple[str, ...] = ()) -> Webhook:
    """It hears of what comes behind position 0."""
    wanted = webhooks.Wanted("https://hooks.example/", events=events, programs=programs, after=0)
    with database.transaction() as connection:
        return webhooks.made(connection, wanted, SECRET, identifier=name, by="test", now=NOW)


def removed(database: Database, name: str) -> None:
    with database.transaction() as connection:
        webhooks.remove(connection, name)


def test_a_webhook_is_behind_since_the_first_record_that_it_has_not_heard_of(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert of_webhooks(database) == 0, "there is none"
    for number, (events, programs, since) in enumerate(
        [
            ((), (), NOW + 1_000),
            (("given",), (), NOW + 1_000),
            (("withdrawn",), (), NOW + 2_000),
            (("withdrawn",), (PROGRAM.id,), NOW + 2_000),
            (("invalidated",), (), LATER),
            ((), ("another",), LATER),
        ]
    ):
        made(database, f"whk{number}", *events, programs=programs)
        assert of_webhooks(database) == LATER - since, (events, programs)
        removed(database, f"whk{number}")
    monkeypatch.setattr(lag, "FAR", 2)
    made(database, "slow", "invalidated")
    assert of_webhooks(database) == LATER - (NOW + 2_000), "by now it would have been passed over"


def test_what_is_delivered_or_has_another_try_before_it_is_not_late(database: Database) -> None:
    webhook, due = made(database, "whk"), NOW + 30_000
    row = ["msg", 1, "evidence.given", "waiting", NOW, due, [[NOW, 500, "500", 1]]]

    def tell(before: tuple[int, int], *rows: list[object], disabled: str = "") -> None:
        with database.transaction() as connection:
            report = Report(webhook.id, rows, before, (2, 2), None, disabled=disabled)
            assert outcomes.store(connection, [report]) == {webhook.id: True}

    assert of_webhooks(database) == LATER - (NOW + 1_000)
    tell((webhook.withdrawals_at, webhook.others_at), row)
    assert (of_webhooks(database, due - 1), of_webhooks(database, due + 1)) == (0, 1)
    tell((2, 2), disabled="it answers 410")
    assert of_webhooks(database) == 0


def test_a_text_is_late_once_it_is_due_and_not_when_it_is_over(database: Database) -> None:
    clock = Clock(NOW)
    with database.transaction() as connection:
        wait(connection, outgoing(clock, "answer", id="first"))
        clock.forward(500)
        wait(connection, outgoing(clock, "answer", id="second"))

    def late(after: int) -> int:
        with database.reading() as connection:
            return lag.of_texts(connection, NOW + after)

    assert (late(-1), late(1_000)) == (0, 1_000)
    for identifier, left in (("first", 500), ("second", 0)):
        with database.transaction() as connection:
            outbox.give_up(connection, identifier, "dropped", "late")
        assert late(1_000) == left
