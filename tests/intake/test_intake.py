"""The one road: durable before answered, once only, in order, and correct from outside after every story."""

import asyncio
import random
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from capture_gateway import intake as module
from capture_gateway.core.act import Intent, Scope
from capture_gateway.core.errors import Failed, Unavailable
from capture_gateway.core.state import Decision
from capture_gateway.intake import Answer, Intake, queue
from capture_gateway.storage import obstacles, permissions, records, reviews
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import LedgerHead
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW, PERSON, act
from tests.intake.running import Clock, check_from_outside, go, render, running
from tests.postgres import raw, url_of


def events(database: Database) -> list[str]:
    with database.reading() as connection:
        return [record["event"] for record in records.read(connection)]


def test_an_answer_means_durable(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(act(Intent.ASK, 1), render)
            other = Database(url_of(tmp_path / "e.db"), KEYS)
            assert events(other) == ["requested"]
            other.close()
            await intake.receive(act(Intent.AGREE, 2), render)
            assert events(database) == ["requested", "given"]

    go(story)


def test_a_repeated_event_gets_the_bytes_of_its_first_answer_for_ever(tmp_path: Path) -> None:
    async def story() -> None:
        clock = Clock()
        async with running(tmp_path / "e.db", clock) as (intake, database):
            first = await intake.receive(act(Intent.ASK, 1), render)
            await intake.receive(act(Intent.AGREE, 2), render)
            clock.now += 5 * 365 * 24 * 3_600_000
            assert await intake.receive(act(Intent.ASK, 3, key="key-1"), render) == first
            assert events(database) == ["requested", "given"]

    go(story)


def test_the_same_key_with_another_body_is_a_conflict_and_writes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(act(Intent.ASK, 1, fingerprint="a"), render)
            answer = await intake.receive(act(Intent.WITHDRAW, 2, key="key-1", fingerprint="b"), render)
            assert answer.body == b"conflict: "
            assert events(database) == ["requested"]

    go(story)


def test_300_deliveries_of_one_event_at_once_make_one_record(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            copies = [act(Intent.ASK, number, key="one") for number in range(1, 301)]
            answers = await asyncio.gather(*(intake.receive(copy, render) for copy in copies))
            assert len({answer.body for answer in answers}) == 1
            assert events(database) == ["requested"]

    go(story)


def test_acts_of_many_people_in_one_batch_see_each_others_effects(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            steps = [Intent.ASK, Intent.AGREE, Intent.ASK, Intent.DECLINE, Intent.CHAT, Intent.ASK, Intent.AGREE]
            sent = [
                act(step, 100 * person + at, subject=f"tel:+1415555{person:04d}", key=f"{person}-{at}")
                for at, step in enumerate(steps) for person in range(40)
            ]  # fmt: skip
            await asyncio.gather(*(intake.receive(one, render) for one in sent))
            found = []
            for person in range(40):
                with database.reading() as connection:
                    found.append([r["event"] for r in records.read(connection, subject=f"tel:+1415555{person:04d}")])
            assert found == [["requested", "given"]] * 40

    go(story)


def test_what_was_written_is_counted_by_event_and_channel_and_trials_are_not(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            real = act(Intent.ASK, 1, key="one")
            trial = act(Intent.ASK, 2, key="two", subject="tel:+14155550188")
            trial = replace(trial, program=replace(trial.program, is_test=True))
            for one in (real, real, trial):
                await intake.receive(one, render)
            await intake.receive(act(Intent.AGREE, 3, key="three"), render)
            assert intake.captured == {("requested", "sms"): 1, ("given", "sms"): 1}
            assert events(database) == ["requested", "requested", "given"]
            assert intake.waiting == 0

    go(story)


def test_a_person_in_two_batches_and_one_batch_is_decided_alike(tmp_path: Path) -> None:
    async def story() -> None:
        rng = random.Random(7)
        intents = [Intent.ASK, Intent.AGREE, Intent.DECLINE, Intent.CHAT]
        steps = [rng.choice(intents) for _ in range(60)]
        outcomes: list[list[bytes]] = []
        for at_once in (True, False):
            async with running(tmp_path / f"{at_once}.db") as (intake, _):
                sent = [act(step, at + 1) for at, step in enumerate(steps)]
                if at_once:
                    answers = await asyncio.gather(*(intake.receive(one, render) for one in sent))
                else:
                    answers = [await intake.receive(one, render) for one in sent]
                outcomes.append([answer.body for answer in answers])
        assert outcomes[0] == outcomes[1]

    go(story)


def test_an_act_that_cannot_be_decided_fails_alone(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            broken = act(Intent.ASK, 1, disclosure="disclosure", languages=())
            results = await asyncio.gather(
                intake.receive(broken, render),
                intake.receive(act(Intent.ASK, 2, subject="tel:+14155550111"), render),
                return_exceptions=True,
            )
            assert isinstance(results[0], Failed)
            assert events(database) == ["requested"]

    go(story)


def test_a_database_error_rolls_the_batch_back_and_nothing_is_confirmed(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(act(Intent.ASK, 1), render)
            same_id = act(Intent.AGREE, 1, key="another")
            results = await asyncio.gather(
                intake.receive(same_id, render),
                intake.receive(act(Intent.ASK, 2, subject="tel:+14155550111"), render),
                return_exceptions=True,
            )
            assert isinstance(results[0], Unavailable)
            assert not isinstance(results[1], BaseException)
            assert events(database) == ["requested", "requested"]

    go(story)


def test_append_times_never_go_back_when_the_clock_does(tmp_path: Path) -> None:
    async def story() -> None:
        clock = Clock()
        async with running(tmp_path / "e.db", clock) as (intake, database):
            await intake.receive(act(Intent.ASK, 1), render)
            clock.now = NOW - 3_600_000
            await intake.receive(act(Intent.WITHDRAW, 2), render)
            with database.reading() as connection:
                times = [record["recorded_at"] for record in records.read(connection)]
            assert times == sorted(times)

    go(story)


def test_c6_a_full_queue_refuses_at_once_and_keeps_room_for_withdrawals(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            monkeypatch.setattr(module, "CAPACITY", 0)
            with pytest.raises(Unavailable):
                await intake.receive(act(Intent.ASK, 1), render)
            await intake.receive(act(Intent.WITHDRAW, 2), render)
            await intake.receive(act(Intent.UNCLEAR, 3), render)
            assert events(database) == ["withdrawn"]

    go(story)


def test_c6_who_would_wait_for_long_behind_many_is_refused_and_withdrawals_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            begun, goes_on = threading.Event(), threading.Event()

            def slow(decision: Decision) -> Answer:
                begun.set()
                goes_on.wait(30)
                return render(decision)

            waiting = [asyncio.create_task(intake.receive(act(Intent.ASK, 1), slow))]
            await asyncio.to_thread(begun.wait, 30)
            for number in (2, 3):  # the disk is slow, but few wait
                waiting.append(asyncio.create_task(intake.receive(act(Intent.ASK, number), render)))
                await asyncio.sleep(0)
            monkeypatch.setattr(queue, "BATCH", 2)
            monkeypatch.setattr(queue, "LONG", 0.0)
            with pytest.raises(Unavailable):
                await intake.receive(act(Intent.ASK, 4), render)
            waiting.append(asyncio.create_task(intake.receive(act(Intent.WITHDRAW, 5), render)))
            waiting.append(asyncio.create_task(intake.receive(act(Intent.UNCLEAR, 6), render)))
            await asyncio.sleep(0)
            goes_on.set()
            assert {answer.status for answer in await asyncio.gather(*waiting)} == {200}
            assert events(database).count("withdrawn") == 1

    go(story)


def test_c2_one_act_may_write_several_records_and_a_repeat_writes_none(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            for number, intent in enumerate((Intent.ASK, Intent.AGREE), start=1):
                await intake.receive(act(intent, number), render)
            unclear = act(Intent.UNCLEAR, 3, scope=Scope(contact=("voice",)), rule="unclear-calls")
            first = await intake.receive(unclear, render)
            assert await intake.receive(replace(unclear, id="another"), render) == first
            with database.reading() as connection:
                found = [*records.read(connection)]
                (review,) = reviews.listed(connection)
            rules = [(record["event"], record["decision"]["rule"]) for record in found[2:]]
            assert rules == [("withdrawn", "unclear-calls"), ("withdrawn", "unclear-hold")]
            assert len({record["id"] for record in found}) == 4
            assert found[2]["id"] == unclear.id
            assert (review.id, review.held) == (unclear.id, found[3]["id"])
            check_from_outside(database)

    go(story)


def test_what_waits_when_the_gateway_stops_is_still_written(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            waiting = [asyncio.create_task(intake.receive(act(Intent.ASK, n), render)) for n in range(1, 20)]
            await asyncio.sleep(0)
            await intake.stop()
            assert {answer.status for answer in await asyncio.gather(*waiting)} == {200}
            assert len(events(database)) == 19
            with pytest.raises(Unavailable):
                await intake.receive(act(Intent.ASK, 30), render)

    go(story)


def test_a_job_has_its_turn_while_acts_keep_coming(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            monkeypatch.setattr(queue, "BATCH", 10)
            order: list[str] = []

            async def send(number: int) -> None:
                await intake.receive(act(Intent.ASK, number), render)
                order.append("act")

            async def probe() -> None:
                await intake.run(records.touch)
                order.append("job")

            await asyncio.gather(*(send(number) for number in range(1, 101)), probe())
            assert order.index("job") < 50

    go(story)


def failing(error: Exception) -> Callable[[Connection], None]:
    """A write that meets `error`."""

    def job(_connection: Connection) -> None:
        raise error

    return job


def io_error(code: int) -> OperationalError:
    """As the driver raises it when the operating system has failed to write."""
    original = sqlite3.OperationalError("disk I/O error")
    original.sqlite_errorcode = code
    return OperationalError("INSERT", None, original)


@pytest.mark.sqlite_only("the server's files are its own")
@pytest.mark.parametrize("code", [sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_CORRUPT])
def test_after_an_io_error_of_the_files_nothing_is_written_any_more_and_the_process_is_told(
    tmp_path: Path, code: int
) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            told: list[str] = []
            intake.on_broken = lambda: told.append("broken")
            await intake.receive(act(Intent.ASK, 1), render)
            results = await asyncio.gather(
                intake.run(failing(io_error(code))),
                *(intake.run(failing(AssertionError("written"))) for _ in range(3)),
                return_exceptions=True,
            )
            assert {type(one) for one in results} == {Unavailable}
            with pytest.raises(Unavailable, match="files"):
                await intake.receive(act(Intent.WITHDRAW, 2), render)
            assert (told, intake.is_broken, intake.obstacle) == (["broken"], True, obstacles.DAMAGED)
            assert events(database) == ["requested"]

    go(story)


def test_a_full_disk_refuses_a_write_and_the_next_one_is_taken(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            assert intake.obstacle == ""
            with pytest.raises(Unavailable, match=obstacles.FULL):
                await intake.run(failing(io_error(sqlite3.SQLITE_FULL)))
            await intake.run(records.touch)
            assert intake.obstacle == obstacles.FULL  # a record is larger
            await intake.receive(act(Intent.ASK, 1), render)
            assert (intake.is_broken, intake.obstacle, events(database)) == (False, "", ["requested"])

    go(story)


def test_who_waits_for_a_write_that_hangs_is_told_so_and_what_it_wrote_is_found_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def taken_again(intake: Intake) -> None:
        while True:
            try:
                return await intake.run(records.touch)
            except Unavailable:
                await asyncio.sleep(0.001)

    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            hangs, goes_on = threading.Event(), threading.Event()

            def slow(decision: Decision) -> Answer:
                hangs.set()
                goes_on.wait(30)
                return render(decision)

            monkeypatch.setattr(module, "DEADLINE", 0.05)
            monkeypatch.setattr(module, "LOOK_EVERY", 0.001)
            first = asyncio.create_task(intake.receive(act(Intent.ASK, 1), slow))
            await asyncio.to_thread(hangs.wait, 30)
            behind = asyncio.create_task(intake.receive(act(Intent.ASK, 2, subject="tel:+14155550111"), render))
            for one in (first, behind):
                with pytest.raises(Unavailable, match=obstacles.SLOW):
                    await one
            with pytest.raises(Unavailable, match=obstacles.SLOW):
                await intake.receive(act(Intent.WITHDRAW, 3), render)
            assert intake.obstacle == obstacles.SLOW
            monkeypatch.setattr(module, "DEADLINE", 30.0)
            goes_on.set()
            await taken_again(intake)
            assert events(database) == ["requested"]
            again = await intake.receive(act(Intent.ASK, 4, key="key-1"), render)
            assert again.status == 200
            assert events(database) == ["requested"]

    go(story)


def test_nobody_else_waits_for_a_store_that_hangs_and_the_gateway_itself_finds_out_when_it_does_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            monkeypatch.setattr(module, "HANGS", -1.0)  # whatever fails took long
            with pytest.raises(Unavailable, match=obstacles.OTHER):
                await intake.run(failing(OperationalError("", None, Exception())))
            with pytest.raises(Unavailable):
                await intake.receive(act(Intent.ASK, 1), render)
            assert intake.figures.refused.total() == 1, "the second one did not go to the store"
            monkeypatch.setattr(module, "LOOK_EVERY", 0.001)
            while True:
                try:
                    await intake.receive(act(Intent.ASK, 2), render)
                    break
                except Unavailable:
                    await asyncio.sleep(0.001)
            assert events(database) == ["requested"]

    go(story)


def test_a_gateway_whose_write_hangs_does_not_wait_for_it_when_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def story() -> None:
        goes_on = threading.Event()
        async with running(tmp_path / "e.db") as (intake, _):
            monkeypatch.setattr(module, "LOOK_EVERY", 0.001)
            monkeypatch.setattr(module, "DEADLINE", 0.05)
            with pytest.raises(Unavailable):
                await intake.run(lambda _connection: goes_on.wait(30))
            while not intake.obstacle:  # noqa: ASYNC110 - it is seen to hang a look later
                await asyncio.sleep(0.001)
            monkeypatch.setattr(module, "DEADLINE", 3_600.0)  # as long as it would wait for the thread
            await asyncio.wait_for(intake.stop(), 20)
            goes_on.set()
            for thread in threading.enumerate():
                if thread.name == "writer":
                    thread.join()

    go(story)


def test_a_connection_that_the_server_cut_is_made_again_and_nobody_notices(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(act(Intent.ASK, 1), render)
            if database.is_shared:
                with raw(database.url) as beside:
                    cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database()"
                    assert beside.execute(f"{cut} AND pid <> pg_backend_pid()")
            await intake.receive(act(Intent.AGREE, 2), render)
            assert events(database) == ["requested", "given"]

    go(story)


def test_what_somebody_wrote_is_in_no_log_when_an_act_fails(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    def broken(_decision: Decision) -> Answer:
        raise ValueError("a private canary")

    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, _):
            with pytest.raises(Failed):
                await intake.receive(act(Intent.ASK, 1), broken)

    go(story)
    assert "an act failed with ValueError" in caplog.text
    assert "canary" not in caplog.text.replace('raise ValueError("a private canary")', "")


def test_a_note_keeps_its_answer_and_writes_no_record(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            first = await intake.receive(act(Intent.NOTE, 1, subject=""), render)
            assert await intake.receive(act(Intent.ASK, 2, key="key-1"), render) == first
            assert events(database) == []

    go(story)


def test_rebuilding_repairs_a_permission_that_somebody_changed(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(act(Intent.WITHDRAW, 1), render)
            with database.reading() as connection:
                honest = list(permissions.everything(connection))
            with database.transaction() as connection:
                connection.execute(text('UPDATE permission SET standing = \'{"cells":{},"answered":{}}\''))
                from capture_gateway.storage.rebuild import rebuild

                assert rebuild(connection) == 1
            with database.reading() as connection:
                assert list(permissions.everything(connection)) == honest
                standing = permissions.load(connection, [PERSON])[PERSON, "bluebird"]
            assert standing.of("p", "c", "w").state == "withdrawn"  # type: ignore[union-attr]

    go(story)


def test_the_check_from_outside_notices_a_changed_head(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(act(Intent.ASK, 1), render)
            with database.transaction() as connection:
                connection.execute(text("UPDATE ledger_head SET size = 5"))

    assert LedgerHead.__tablename__ == "ledger_head"
    with pytest.raises(AssertionError):
        go(story)
