"""One text: sent, refused, tried again, looked for. The company is real on its side of a socket."""

import asyncio
import random
import socket
from pathlib import Path

import pytest

from capture_gateway.core import instant
from capture_gateway.storage import outbox
from capture_gateway.testing.rest import Fault
from tests.outbox.post import NUMBER, PUBLIC, go, outgoing, posting


def test_a_text_goes_once_with_an_address_for_its_reports(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            text = outgoing(post.clock)
            await post.add(text)
            await post.work()
            await post.later(instant.HOUR)
            (sent,) = post.rest.sent
            assert (sent.sender, sent.to, sent.body) == (NUMBER, "+14155550123", "Bluebird Grocers: hello.")
            assert post.reports.told == [(f"reply={text.id}", each) for each in ("queued", "sent", "delivered")]
            assert {one.url.partition("?")[0] for one in post.reports.requests} == {f"{PUBLIC}/c/sms/message-status"}
            row = post.row()
            assert (row["state"], row["provider_id"], row["tries"]) == ("sent", sent.sid, 1)

    go(story)


def test_a_question_is_reported_as_the_showing_that_it_is(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            text = outgoing(post.clock, "confirm")
            await post.add(text)
            await post.work()
            assert {query for query, _ in post.reports.told} == {f"showing={text.id}"}

    go(story)


@pytest.mark.parametrize("fault", ["made, then 500", "made, then silence", "made, then dropped"])
def test_a_text_whose_answer_is_lost_is_found_and_not_sent_again(tmp_path: Path, fault: Fault) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.append(fault)
            await post.add(outgoing(post.clock))
            await post.work()
            assert post.row()["state"] == "unknown"
            await post.later(5 * instant.SECOND)
            (sent,) = post.rest.sent
            assert (post.row()["state"], post.row()["provider_id"]) == ("sent", sent.sid)
            await post.later(instant.HOUR)
            assert len(post.rest.sent) == 1

    go(story)


@pytest.mark.parametrize("fault", ["500", "silence", "dropped"])
def test_a_text_that_may_have_gone_is_sent_again_after_two_looks_a_minute_apart(tmp_path: Path, fault: Fault) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.append(fault)
            await post.add(outgoing(post.clock))
            await post.work()
            await post.later(5 * instant.SECOND)
            assert post.row()["state"] == "unknown"
            await post.later(59 * instant.SECOND)
            assert (post.row()["state"], post.rest.sent) == ("unknown", [])
            await post.later(instant.SECOND)
            assert (post.row()["state"], len(post.rest.sent), post.row()["tries"]) == ("sent", 1, 2)

    go(story)


def test_a_text_that_was_in_doubt_too_long_is_not_sent_late(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.append("500")
            await post.add(outgoing(post.clock, until=post.clock() + 30 * instant.SECOND))
            for _ in range(4):
                await post.work()
                post.clock.forward(instant.MINUTE)
            assert (post.row()["state"], post.row()["error"], post.rest.sent) == ("dropped", "late", [])

    go(story)


def test_another_text_with_the_same_words_is_not_taken_for_the_one_in_doubt(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.extend(["500", None])
            await post.add(outgoing(post.clock))
            await post.later(1)
            await post.add(outgoing(post.clock))
            await post.work()
            assert [row["state"] for row in post.rows()] == ["unknown", "sent"]
            await post.later(5 * instant.SECOND)
            await post.later(instant.MINUTE)
            assert [row["state"] for row in post.rows()] == ["sent", "sent"]
            assert len({row["provider_id"] for row in post.rows()}) == len(post.rest.sent) == 2

    go(story)


@pytest.mark.parametrize(
    ("listed", "is_it"),
    [("", True), ('Sam\'s "shop" - hello', True), ("Sam’s “shop” – bye", False)],
)
def test_a_body_that_is_not_kept_or_made_cheaper_may_still_be_ours(tmp_path: Path, listed: str, is_it: bool) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.append("made, then 500")
            await post.add(outgoing(post.clock, body="Sam’s “shop” – hello"))
            await post.work()
            post.rest.sent[0].body = listed
            await post.later(5 * instant.SECOND)
            assert post.row()["state"] == ("sent" if is_it else "unknown")

    go(story)


def test_a_report_ends_the_doubt_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.append("made, then 500")
            text = outgoing(post.clock, "code")
            await post.add(text)
            await post.work()
            sid = post.rest.sent[0].sid
            for status in ("delivered", "sent"):
                await post.intake.run(lambda c, s=status: outbox.report(c, sid, s, "", text.id))  # type: ignore[misc]
            row = post.row()
            assert (row["state"], row["provider_id"], row["status"], row["text"]) == ("sent", sid, "delivered", "")

    go(story)


def test_too_many_requests_wait_as_long_as_the_company_says(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.append("429")
            post.rest.retry_after = 40
            await post.add(outgoing(post.clock))
            await post.work()
            assert post.row()["state"] == "waiting"
            await post.later(40 * instant.SECOND)
            assert post.rest.sent == []
            await post.later(2 * instant.SECOND)
            assert (post.row()["state"], len(post.rest.sent)) == ("sent", 1)

    go(story)


def test_nobody_there_is_tried_again_later_each_time_and_never_after_its_time(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    async def story() -> None:
        async with posting(tmp_path / "e.db", api_url=f"http://127.0.0.1:{port}") as post:
            await post.add(outgoing(post.clock, until=post.clock() + 5 * instant.MINUTE))
            waits = []
            while True:
                await post.work()
                row = post.row()
                if row["state"] != "waiting":
                    break
                waits.append(row["due_at"] - post.clock())
                post.clock.forward(waits[-1])
            assert waits == sorted(waits)
            assert len(waits) > 4
            assert (row["state"], row["error"]) == ("dropped", "late")

    go(story)


@pytest.mark.parametrize(("to", "body", "code"), [("+1", "hello", "21211"), ("+14155550123", "x" * 1601, "21617")])
def test_what_the_company_refuses_for_good_is_over(tmp_path: Path, to: str, body: str, code: str) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            await post.add(outgoing(post.clock, "code", f"tel:{to}", body))
            await post.work()
            await post.later(instant.HOUR)
            row = post.row()
            assert (row["state"], row["error"], row["tries"], row["text"]) == ("failed", code, 1, "")
            assert post.refusals == []

    go(story)


def test_c5_somebody_who_opted_out_at_the_company_is_withdrawn(tmp_path: Path) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest._company.blocked.add((NUMBER, "+14155550123"))
            await post.add(outgoing(post.clock))
            await post.work()
            assert (post.row()["state"], post.row()["error"]) == ("failed", "21610")
            (act,) = post.refusals
            with post.database.reading() as connection:
                (event,) = connection.exec_driver_sql("SELECT event FROM evidence").scalars()
            assert (act.subject, act.witness.level, event) == ("tel:+14155550123", "gateway-observed", "withdrawn")

    go(story)


def test_a_list_that_cannot_be_read_is_asked_for_again_and_given_up_a_day_later(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, and never answers

        async def story() -> None:
            async with posting(tmp_path / "e.db", api_url=f"http://127.0.0.1:{silent.getsockname()[1]}") as post:
                await post.add(outgoing(post.clock))
                await post.work()
                await post.later(5 * instant.SECOND)
                assert post.row()["state"] == "unknown"
                await post.later(26 * instant.HOUR)
                assert (post.row()["state"], post.row()["error"]) == ("failed", "unknown")

        go(story)


PEOPLE = 200
FAULTS: tuple[Fault | None, ...] = (
    "429", "500", "silence", "dropped", "made, then 500", "made, then silence", "made, then dropped",
)  # fmt: skip


def test_two_hundred_texts_through_random_faults_arrive_once_each(tmp_path: Path) -> None:
    chance = random.Random(4)

    async def story() -> None:
        async with posting(tmp_path / "e.db", patience=0.2) as post:
            post.rest.faults.extend(chance.choice(FAULTS) if chance.random() < 0.4 else None for _ in range(2_000))
            people = [f"tel:+1415555{number:04d}" for number in range(PEOPLE)]
            far = post.clock() + instant.DAY
            await post.add(*(outgoing(post.clock, to=person, body="Welcome.", until=far) for person in people))
            for _ in range(200):
                await post.work()
                if all(row["state"] in ("sent", "failed", "dropped") for row in post.rows()):
                    break
                post.clock.forward(20 * instant.SECOND)
            arrived = {person: len(post.rest.received(person.removeprefix("tel:"))) for person in people}
            assert {person: count for person, count in arrived.items() if count != 1} == {}
            assert {row["state"] for row in post.rows()} == {"sent"}
            assert len({row["provider_id"] for row in post.rows()}) == PEOPLE
            assert max(row["tries"] for row in post.rows()) > 1, "nothing went wrong"

    go(story)


def test_no_number_and_no_text_is_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        async with posting(tmp_path / "e.db") as post:
            post.rest.faults.extend(["500", "429"])
            await post.add(outgoing(post.clock), outgoing(post.clock, to="tel:+1"), outgoing(post.clock))
            for _ in range(5):
                await post.work()
                post.clock.forward(instant.MINUTE)
            await asyncio.sleep(0)

    with caplog.at_level("DEBUG"):
        go(story)
    written = "\n".join(one.getMessage() for one in caplog.records if one.name != "uvicorn.access")
    assert "may have been sent" in written
    for secret in ("4155550123", "4155550100", "hello", "the-token"):
        assert secret not in written
