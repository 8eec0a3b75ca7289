"""Whether a text may still go is asked when its turn comes; who died while sending left a text in doubt."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from capture_gateway.core import instant
from capture_gateway.core.act import Intent
from capture_gateway.core.outgoing import Purpose
from capture_gateway.core.state import shown
from capture_gateway.outbox.leasing import LEASE, lease
from capture_gateway.storage import outbox, permissions, showings
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.keys import KEYS
from tests.core.values import PERSON, PROGRAM, Book, Person, act
from tests.outbox.post import outgoing, wait
from tests.postgres import url_of

KEY = (PERSON, PROGRAM.sender.id)
OPEN = {"sms"}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(url_of(tmp_path / "e.db"), KEYS)
    yield opened
    opened.close()


def states(database: Database) -> list[tuple[str, str | None]]:
    with database.reading() as connection:
        return [
            tuple(row) for row in connection.exec_driver_sql("SELECT state, error FROM outbox ORDER BY made_at, id")
        ]


def agreed() -> Person:
    person = Person()
    person.does(Intent.ASK)
    person.does(Intent.AGREE)
    return person


def stopped() -> Person:
    person = agreed()
    person.does(Intent.WITHDRAW)
    return person


@pytest.mark.parametrize(
    ("purpose", "person", "state", "why"),
    [
        ("granted", agreed, "sending", None),
        ("granted", stopped, "dropped", "not-given"),
        ("granted", Person, "dropped", "not-given"),
        ("confirm", Person, "sending", None),
        ("confirm", stopped, "dropped", "withdrawn"),
        ("code", stopped, "dropped", "withdrawn"),
        ("stopped", stopped, "sending", None),
        ("answer", stopped, "sending", None),
    ],
)
def test_what_is_true_when_its_turn_comes_decides(
    database: Database, purpose: Purpose, person: type[Person], state: str, why: str | None
) -> None:
    clock = Clock()
    with database.transaction() as connection:
        permissions.save(connection, {KEY: person().state.standing}, {})
        wait(connection, outgoing(clock, purpose))
        leased = lease(connection, clock(), 10, OPEN)
    assert states(database) == [(state, why)]
    assert [one.state for one in leased] == (["sending"] if state == "sending" else [])


def test_a_text_of_a_line_that_is_closed_or_too_late_is_dropped(database: Database) -> None:
    clock = Clock()
    with database.transaction() as connection:
        wait(connection, outgoing(clock, channel="gone"), outgoing(clock, until=clock() - 1))
        assert lease(connection, clock(), 10, OPEN) == []
    assert sorted(states(database)) == [("dropped", "late"), ("dropped", "no-line")]


def test_a_question_that_is_not_sent_takes_no_answer(database: Database) -> None:
    clock = Clock()
    question = shown(act(Intent.AGREE), Book().words(PROGRAM.id, "en", "confirm", "sms"), clock(), follows=None)  # type: ignore[arg-type]
    with database.transaction() as connection:
        wait(connection, outgoing(clock, "confirm", id=question.id, until=clock() - 1))
        keys = People(connection, {question.subject}, clock())
        showings.add(connection, keys, [(question, True), (replace(question, id="another"), True)])
        lease(connection, clock(), 10, OPEN)
        found = {one.id: (one.closed, one.closed_at) for one in showings.live(connection, {PERSON})}
    assert found == {question.id: ("unsent", clock()), "another": (None, None)}


def test_no_more_than_there_is_room_for_and_nobody_twice(database: Database) -> None:
    clock = Clock()
    with database.transaction() as connection:
        wait(connection, *(outgoing(clock) for _ in range(5)))
        first, second = (lease(connection, clock(), 3, OPEN) for _ in range(2))
    assert (len(first), len(second)) == (3, 2)
    assert not {one.text.id for one in first} & {one.text.id for one in second}


def test_who_died_while_sending_left_a_text_to_be_looked_for(database: Database) -> None:
    clock = Clock()
    with database.transaction() as connection:
        wait(connection, outgoing(clock, until=clock() + instant.DAY))
        (sending,) = lease(connection, clock(), 10, OPEN)
        assert lease(connection, clock.forward(LEASE - 1), 10, OPEN) == []
        (unknown,) = lease(connection, clock.forward(1), 10, OPEN)
        assert (unknown.state, unknown.tried_at) == ("unknown", sending.tried_at)
        # Who was thought dead still knows better; but nobody sends it again because of an old refusal.
        outbox.wait(connection, unknown, due_at=clock())
        (again,) = lease(connection, clock(), 10, OPEN)
        outbox.wait(connection, sending, due_at=clock())
        assert lease(connection, clock(), 10, OPEN) == []
        outbox.sent(connection, again.text.id, "SM1", "queued")
    assert states(database) == [("sent", None)]


def test_what_is_over_stays_over(database: Database) -> None:
    clock = Clock()
    with database.transaction() as connection:
        wait(connection, outgoing(clock))
        (one,) = lease(connection, clock(), 10, OPEN)
        outbox.give_up(connection, one.text.id, "failed", "21211")
        outbox.sent(connection, one.text.id, "SM1", "queued")
        outbox.doubt(connection, one, due_at=clock(), missed_at=0)
        assert lease(connection, clock.forward(instant.DAY), 10, OPEN) == []
    assert states(database) == [("failed", "21211")]
