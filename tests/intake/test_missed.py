"""Messages that were missed go down the same road, oldest first, and nothing twice."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from capture_gateway.core.act import Act, Intent, Witness
from capture_gateway.core.errors import OperatorError
from capture_gateway.intake import missed
from capture_gateway.intake.missed import take_in
from tests.core.values import NOW, act
from tests.intake.running import go, render, running


def written(intent: Intent, at: int, number: int, **changes: Any) -> Act:
    witness = Witness("gateway-observed", "twilio", f"SM{number}")
    return act(intent, number, by_text=True, sent_at=NOW + at, witness=witness, text_id=f"t{number}", **changes)


def events(connection: Connection) -> list[str]:
    return list(connection.exec_driver_sql("SELECT event FROM evidence ORDER BY position").scalars())


LISTED = [  # as the provider lists them: the newest first; all within one second
    written(Intent.WITHDRAW, 0, 3),
    written(Intent.AGREE, 0, 2),
    written(Intent.ASK, 0, 1),
]


def test_what_happened_in_one_second_is_taken_in_its_order(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            found = await take_in(intake, database, lambda: [*LISTED, None])
            assert found == {"fetched": 4, "missing": 3, "withdrawals": 1, "given": 1, "failed": 0}
            with database.reading() as connection:
                assert events(connection) == ["requested", "given", "withdrawn"]
            assert (await take_in(intake, database, lambda: LISTED))["missing"] == 0

    go(story)


def test_the_oldest_is_first_whatever_the_list_says(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            late, early = written(Intent.AGREE, 2_000, 2), written(Intent.ASK, 1_000, 1)
            await take_in(intake, database, lambda: [early, late])
            with database.reading() as connection:
                assert events(connection) == ["requested", "given"]

    go(story)


def test_what_the_webhook_brought_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missed, "PIECE", 2)

    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            await intake.receive(act(Intent.ASK, 1), render)
            found = await take_in(intake, database, lambda: LISTED)
            assert (found["fetched"], found["missing"]) == (3, 2)
            answer = await intake.receive(act(Intent.AGREE, 2), render)
            assert answer.body.startswith(b"<?xml")
            assert b"Message" not in answer.body

    go(story)


def test_one_that_cannot_be_decided_does_not_keep_others_away(tmp_path: Path) -> None:
    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            broken = written(Intent.AGREE, 0, 2, program=None)
            found = await take_in(intake, database, lambda: [LISTED[0], broken, LISTED[2]])
            assert (found["failed"], found["withdrawals"]) == (1, 1)

    go(story)


def test_a_provider_that_cannot_be_asked_is_the_operators(tmp_path: Path) -> None:
    def fetch() -> Iterator[Act]:
        yield LISTED[0]
        raise OperatorError("nobody there")

    async def story() -> None:
        async with running(tmp_path / "e.db") as (intake, database):
            with pytest.raises(OperatorError, match="nobody there"):
                await take_in(intake, database, fetch)
            with database.reading() as connection:
                assert events(connection) == []

    go(story)
