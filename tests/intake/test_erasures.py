"""Erasing beside the one road (RULES F4, F8): by order, again, and those who only ever asked."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from capture_gateway.core import instant
from capture_gateway.core.act import Act, Intent
from capture_gateway.core.erasure import FORGET_AFTER, Cause, Refused
from capture_gateway.core.program import Erasure, Program
from capture_gateway.intake import Intake
from capture_gateway.intake.erasures import Erasures, KeyReused
from capture_gateway.storage import erasing, forgotten, people, permissions, records
from capture_gateway.storage.database import Database, snapshot
from capture_gateway.testing.audited import audited
from tests.core.values import NOW, PERSON, PROGRAM, act
from tests.intake.running import Clock, go, render, running
from tests.postgres import copy, unprotected

WHY = Cause("asked for by letter", "staff-transcribed")
OTHER = "tel:+14155550124"


@dataclass
class Scene:
    intake: Intake
    database: Database
    erasures: Erasures
    clock: Clock

    async def does(self, intent: Intent, number: int, **changes: Any) -> str:
        self.clock.now += 1_000
        done: Act = act(intent, number, received_at=self.clock.now, **changes)
        return (await self.intake.receive(done, render)).body.decode()

    def count(self, table: str, subject: str = PERSON) -> int:
        query = text(f"SELECT count(*) FROM {table} WHERE subject = :subject")  # noqa: S608 - a name of ours
        with self.database.reading() as connection:
            return int(connection.execute(query, {"subject": self.database.vault.subject(subject)}).scalar_one())

    def state(self, subject: str = PERSON) -> str:
        with self.database.reading() as connection:
            cell = permissions.of(connection, subject, "bluebird").of(PROGRAM.id, "offers", "sms")
        return "none" if cell is None else cell.state

    def all(self) -> list[dict[str, Any]]:
        with self.database.reading() as connection:
            return [*records.read(connection)]


@asynccontextmanager
async def scene(folder: Path, **erasing: Any) -> AsyncIterator[Scene]:
    clock = Clock()
    programs: dict[str, Program] = {PROGRAM.id: replace(PROGRAM, erasure=Erasure(**erasing))}
    async with running(folder / "evidence.db", clock) as (intake, database):
        yield Scene(intake, database, Erasures(intake, database, programs, clock, os.urandom), clock)


TABLES = ("evidence", "showing", "message", "review", "outbox", "permission", "subject_key")


def test_everything_of_one_person_goes_and_nothing_of_another(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            for number, subject in enumerate((PERSON, OTHER)):
                await one.does(Intent.ASK, 10 * number, subject=subject)
                await one.does(Intent.AGREE, 10 * number + 1, subject=subject)
                await one.does(Intent.CHAT, 10 * number + 2, subject=subject, value="hello")
            before = one.all()
            count = one.intake.changes.count
            done, is_repeated = await one.erasures.erase(PERSON, WHY)
            assert (done.erased, len(done.records), done.remains, is_repeated) == (2, 1, False, False)
            assert one.intake.changes.count == count + 1
            assert one.intake.captured["erased", "api"] == 1
            assert [one.count(table) for table in TABLES] == [0] * len(TABLES)
            assert (one.state(), one.state(OTHER)) == ("none", "given")
            after = one.all()
            assert [found["id"] for found in after] == [*(found["id"] for found in before), *done.records]
            assert [found for found in after[:-1] if not found.get("erased")] == [
                found for found in before if found["subject"]["address"] == OTHER
            ]
            assert after[-1]["decision"]["annuls"] == [before[0]["id"], before[1]["id"]]
            assert (await one.erasures.erase(PERSON, WHY))[0].erased == 0
            assert (await one.erasures.erase("tel:+14155550125", WHY))[0] == done.__class__(0, (), remains=False)
            assert len(one.all()) == len(after)

    go(story)


def test_f8_a_stop_stands_on_also_when_they_come_back_and_are_erased_again(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            await one.does(Intent.ASK, 1)
            await one.does(Intent.AGREE, 2)
            assert (await one.does(Intent.WITHDRAW, 3)).startswith("withdrawn: stopped")
            assert (await one.erasures.erase(PERSON, WHY))[0].remains
            assert one.state() == "withdrawn"
            assert [one.count(table) for table in TABLES] == [1, 0, 0, 0, 0, 1, 1]
            assert (await one.erasures.erase(PERSON, WHY))[0] == (await one.erasures.erase(PERSON, WHY))[0]
            assert (await one.does(Intent.WITHDRAW, 4)) == "withdrawn: "  # C4: once
            assert (await one.does(Intent.ASK, 5)).startswith("asked: disclosure")
            assert one.state() == "withdrawn"
            assert (await one.does(Intent.AGREE, 6)).startswith("given")
            assert one.state() == "given"
            assert [found.get("subject", {}).get("address") for found in one.all()[-3:]] == [PERSON] * 3
            done, _ = await one.erasures.erase(PERSON, WHY)
            assert (done.erased, done.remains, one.state()) == (4, True, "withdrawn")
            assert [found["event"] for found in one.all() if not found.get("erased")] == ["erased"]

    go(story)


def test_what_was_answered_before_is_answered_with_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            first = await one.does(Intent.ASK, 1)
            await one.erasures.erase(PERSON, WHY)
            again = act(Intent.ASK, 1, received_at=NOW + 1_000)
            assert (await one.intake.receive(again, render)).body.decode() == "nothing: " != first
            assert one.count("subject_key") == 0

    go(story)


def test_the_same_key_is_the_same_erasure(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            await one.does(Intent.ASK, 1)
            done, _ = await one.erasures.erase(PERSON, WHY, ("key", "asked"))
            await one.does(Intent.ASK, 2)
            assert await one.erasures.erase(PERSON, WHY, ("key", "asked")) == (done, True)
            assert one.count("evidence") == 1
            with pytest.raises(KeyReused):
                await one.erasures.erase(OTHER, WHY, ("key", "asked of another"))
            assert await one.erasures.ordered(f'{{"address": "{PERSON}", "reason": "r"}}') == {
                "erased": 1, "records": 1, "remains": 0,
            }  # fmt: skip

    go(story)


def test_a_refusal_writes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path, legal_hold="a case") as one:
            await one.does(Intent.ASK, 1)
            before = one.all()
            with pytest.raises(Refused, match="a case"):
                await one.erasures.erase(PERSON, WHY, ("key", "asked"))
            assert one.all() == before
            one.clock.now += 2 * FORGET_AFTER
            await one.erasures.sweep()
            assert one.all() == before

    go(story)


def test_f4_who_only_ever_asked_is_purged_after_30_days_and_who_said_stop_is_not(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            await one.does(Intent.ASK, 1)
            await one.does(Intent.CHAT, 2, value="hello")
            await one.does(Intent.HELP, 3, subject="tel:+14155550126")
            for number, (subject, intent) in enumerate(
                [("tel:+14155550127", Intent.WITHDRAW), ("tel:+14155550128", Intent.UNCLEAR), (OTHER, Intent.ASK)], 4
            ):
                await one.does(intent, number, subject=subject)
            await one.does(Intent.AGREE, 9, subject=OTHER)
            kept = one.all()[1:]
            one.clock.now += FORGET_AFTER - 7_000  # the message came a second after the record
            await one.erasures.sweep()
            assert one.count("subject_key") == 1
            one.clock.now += 2_001
            await one.erasures.sweep()
            assert one.count("subject_key") == 0
            assert one.count("subject_key", "tel:+14155550126") == 1
            one.clock.now += instant.DAY
            await one.erasures.sweep()  # from the beginning again
            await one.erasures.sweep()
            assert one.count("subject_key", "tel:+14155550126") == 0
            erased, *others, told = one.all()
            assert (erased["erased"], others) == (True, kept)
            assert (told["event"], told["decision"]["rule"], told["witness"]) == (
                "erased", "only-asked", {"level": "gateway-observed"},
            )  # fmt: skip
            assert one.count("review", "tel:+14155550128") == 1  # somebody has to read it

    go(story)


def test_messages_go_with_the_programs_retention(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            await one.does(Intent.ASK, 1)
            await one.does(Intent.AGREE, 2)
            await one.does(Intent.CHAT, 3, value="hello")
            one.clock.now = instant.years_after(NOW, PROGRAM.retention_years) - instant.DAY
            await one.erasures.sweep()
            assert one.count("message") == 1
            one.clock.now += 10 * instant.DAY
            await one.erasures.sweep()
            assert (one.count("message"), one.count("evidence")) == (0, 2)

    go(story)


@pytest.mark.sqlite_only("its log")
def test_the_log_is_emptied_as_soon_as_nobody_reads_an_older_state(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            wal = tmp_path / "evidence.db-wal"
            await one.does(Intent.ASK, 1)
            with one.database.reading() as connection, snapshot(connection):
                assert [*records.read(connection)]
                await one.erasures.erase(PERSON, WHY)
                assert wal.stat().st_size > 0
                await one.does(Intent.ASK, 2, subject=OTHER)  # it holds nobody up
            await one.erasures.sweep()
            assert wal.stat().st_size == 0

    go(story)


def test_evidence_takes_no_other_change(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            await one.does(Intent.ASK, 1)
            await one.does(Intent.WITHDRAW, 2)
            for statement in (
                "DELETE FROM evidence",
                "UPDATE evidence SET subject = ''",
                "UPDATE evidence SET sealed = :stub",
                "UPDATE evidence SET subject = '', sealed = :short",
                "UPDATE evidence SET subject = '', sealed = :stub, event = 'given'",
            ):
                with pytest.raises(IntegrityError), one.database.transaction() as connection:
                    connection.execute(text(statement), {"stub": bytes(64), "short": bytes(28)})
            await one.erasures.erase(PERSON, WHY)
            with pytest.raises(IntegrityError), one.database.transaction() as connection:
                connection.execute(text("UPDATE evidence SET sealed = :stub WHERE position = 0"), {"stub": bytes(64)})

    go(story)


def test_nobody_empties_a_record_of_which_no_record_says_so(tmp_path: Path) -> None:
    """Not even with the keys, and without the triggers: the audit finds it."""

    async def story() -> None:
        async with scene(tmp_path) as one:
            await one.does(Intent.ASK, 1)
            await one.does(Intent.ASK, 2, subject=OTHER)
            (said,) = (await one.erasures.erase(PERSON, WHY))[0].records
            first, second = (found["id"] for found in one.all()[:2])
            assert [forgotten_by(one, at) for at in (first, second, said)] == [said, second, said]
            own = one.database.vault.own
        for at, named, why in ((1, said, "does not say so"), (1, first, "cannot have"), (0, second, "cannot have")):
            emptied = copy(tmp_path / "evidence.db", tmp_path / f"{at}-{named}.db")
            with unprotected(emptied) as connection:
                ((*row,),) = connection.execute(f"{VOUCHED} WHERE position = ?", (at,))
                stub = forgotten.stub(own, Vouched(*row), named)
                connection.execute("UPDATE evidence SET subject = '', sealed = ? WHERE position = ?", (stub, at))
            found = {str(finding) for finding in audited(emptied).findings}
            assert any(line.startswith(f"evidence {at}: ") and why in line for line in found), found

    go(story)


VOUCHED = "SELECT position, recorded_at, reach, test, leaf_hash FROM evidence"


class Vouched(NamedTuple):
    """Columns of `forgotten.VOUCHED`."""

    position: int
    recorded_at: int
    reach: str
    test: int
    leaf_hash: bytes


def forgotten_by(one: Scene, identifier: str) -> str:
    with one.database.reading() as connection:
        return forgotten.emptied_by(connection, identifier)


def test_a_key_that_names_nobody_opens_no_page(tmp_path: Path) -> None:
    async def story() -> None:
        async with scene(tmp_path) as one:
            await one.does(Intent.WITHDRAW, 1)
            await one.erasures.erase(PERSON, WHY)
            with one.database.reading() as connection:
                keys = people.People(connection, [PERSON], NOW)
                sealer = keys.known(PERSON)
                assert sealer is not None
                assert people.by_page(connection, people.page_token(sealer)) is None
            await one.does(Intent.ASK, 2)
            with one.database.reading() as connection:
                person = people.by_page(connection, people.page_token(sealer))
            assert person is not None
            assert person.address == PERSON

    go(story)


def test_somebody_with_more_records_than_one_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(erasing, "PIECE", 2)

    async def story() -> None:
        async with scene(tmp_path) as one:
            await asyncio.gather(*(one.does(Intent.WITHDRAW, number) for number in range(5)))
            assert (await one.erasures.erase(PERSON, WHY))[0].erased == 5

    go(story)
