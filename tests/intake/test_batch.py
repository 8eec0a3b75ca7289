"""What one transaction holds beside records: texts that wait, proofs of typed numbers, counters."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from capture_gateway.core import identity, possession
from capture_gateway.core.act import Act, Intent, Texting, Witness
from capture_gateway.core.disclosure import Possession, Proof
from capture_gateway.core.errors import Unavailable
from capture_gateway.storage import records, showings
from capture_gateway.storage.database import Database
from capture_gateway.storage.showings import ById
from tests.core.test_decision import page
from tests.core.values import NOW, PERSON, SMS, act
from tests.intake.running import Clock, go, render, running


def proof(database: Database) -> Proof:
    """That of the one showing that has one."""
    with database.reading() as connection:
        (found,) = [one.proof for one in showings.of(connection, PERSON) if one.proof is not None]
    return found


def rows(database: Database, query: str) -> list[tuple[Any, ...]]:
    with database.reading() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def typed(mode: Possession, number: int = 1, **changes: Any) -> Act:
    """A posted form with a typed number."""
    values = page(NOW)
    showing = identity.uuid7(NOW, (number + 2**50).to_bytes(10, "big"))
    values |= {"thread": showing, "shown": replace(values["shown"], id=showing, thread=showing, medium="page")}
    digits = possession.digest(showing, "123456") if mode == "code" else ""
    proof = Proof(mode, possession.digest(showing, "7f3k"), digits, made_at=NOW)
    return act(
        Intent.AGREE,
        number,
        **values,
        grants=False,
        proof=proof,
        code="123456" if mode == "code" else "",
        slots={"join": "JOIN 7F3K", "number": "(415) 555-0100"},
        texting=Texting(SMS, ("en", "es")),
        text_id=identity.uuid7(NOW, (number + 2**60).to_bytes(10, "big")),
        witness=Witness("gateway-observed", ip="203.0.113.9"),
        **changes,
    )


def test_a_text_waits_in_the_transaction_of_what_it_tells_of(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            woken: list[int] = []
            intake.on_texts = lambda: woken.append(1)
            await intake.receive(typed("reply"), render)
            assert rows(database, "SELECT purpose, state, name FROM outbox") == [("confirm", "waiting", "confirm")]
            assert rows(database, "SELECT count(*) FROM evidence") == [(1,)]
            assert woken == [1]

    go(story)


def test_no_text_waits_when_the_record_could_not_be_written(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            with database.transaction() as connection:
                connection.execute(text("ALTER TABLE evidence RENAME TO gone"))
            with pytest.raises(Unavailable):
                await intake.receive(typed("reply"), render)
            with database.transaction() as connection:
                connection.execute(text("ALTER TABLE gone RENAME TO evidence"))
            assert rows(database, "SELECT count(*) FROM outbox") == [(0,)]
            assert rows(database, "SELECT count(*) FROM counter") == [(0,)]

    go(story)


def test_a_proof_is_kept_as_digests_and_goes_when_it_has_served(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(typed("code"), render)
            kept = proof(database)
            assert "123456" not in str(kept)
            assert "7f3k" not in str(kept).lower()
            assert kept.mode == "code"
            await intake.receive(act(Intent.ASK, 2, code="7f3k", kind="keyword"), render)
            assert proof(database).code == ""  # the join code alone: it may come again

    go(story)


def test_a_showing_is_found_by_its_id_with_what_became_of_it(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            posted = typed("text-to-join")
            await intake.receive(posted, render)
            reader = ById(database)
            found = await reader.find(posted.thread)
            assert found is not None
            assert (found.closed, found.proof and found.proof.mode) == (None, "text-to-join")
            await intake.receive(act(Intent.WITHDRAW, 2), render)
            found = await reader.find(posted.thread)
            assert found is not None
            assert (found.closed, found.proof) == ("withdrawn", None)
            assert await reader.find("another") is None
            reader.close()

    go(story)


def test_a_limit_holds_within_one_batch_and_is_counted_with_the_texts(tmp_path: Path) -> None:
    async def story() -> None:
        clock = Clock()
        async with running(tmp_path / "e.db", clock) as (intake, database):
            for number in range(1, 4):
                await intake.receive(typed("reply", number), render)
            assert rows(database, "SELECT count(*) FROM outbox") == [(1,)]
            with database.reading() as connection:
                (record,) = records.read(connection, after=1)
            assert {"name": "text-number", "result": "fail", "basis": "server"} in record["checks"]
            assert rows(database, "SELECT count(*) FROM counter WHERE key LIKE '%415555%'") == [(0,)]

    go(story)
