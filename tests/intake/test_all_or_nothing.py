"""A transaction of the road is there or it is not: whichever of its writes fails, and if its end does.

Every table that an act writes to fails it in turn, then the commit; then the commit succeeds, and its answer is lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlmodel import SQLModel

from capture_gateway.core.act import Act, Intent
from capture_gateway.core.errors import Unavailable
from capture_gateway.intake import Answer, Intake
from capture_gateway.storage import records
from capture_gateway.storage.database import Database
from tests.core.values import act
from tests.intake.running import go, render, running
from tests.intake.test_batch import typed
from tests.postgres import Raw, is_postgresql, raw

STORY = [
    ([], typed("reply", 1)),
    ([act(Intent.ASK, 2), act(Intent.AGREE, 3)], act(Intent.UNCLEAR, 4)),
]
"""What goes before, and the act that is failed; those two write to every table of the road between them."""
EVENTS = ["requested", "requested", "given", "withdrawn"]
TABLES = {"evidence", "ledger_head", "first_answer", "showing", "permission", "subject_key"}
TABLES |= {"outbox", "counter", "review"}
NAME = "fails_here"


def look(store: Raw) -> dict[str, list[str]]:
    """Everything that stands in every table."""
    names = sorted(SQLModel.metadata.tables)
    return {name: sorted(map(repr, store.execute(f"SELECT * FROM {name}"))) for name in names}  # noqa: S608


@contextmanager
def failing(store: Raw, table: str) -> Iterator[None]:
    """Nothing can be written to `table`."""
    if is_postgresql():
        store.execute(f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''no''; END'")
        store.execute(f"CREATE TRIGGER {NAME} BEFORE INSERT OR UPDATE OR DELETE ON {table} EXECUTE FUNCTION {NAME}()")
        yield
        store.execute(f"DROP TRIGGER {NAME} ON {table}")
        store.execute(f"DROP FUNCTION {NAME}")
        return
    for how in ("INSERT", "UPDATE", "DELETE"):
        store.execute(f"CREATE TRIGGER {NAME}_{how} BEFORE {how} ON {table} BEGIN SELECT RAISE(ABORT, 'no'); END")
    yield
    for how in ("INSERT", "UPDATE", "DELETE"):
        store.execute(f"DROP TRIGGER {NAME}_{how}")


@contextmanager
def failing_commit(database: Database, *, is_done: bool) -> Iterator[None]:
    """The driver says that a commit failed, whether or not it did."""
    dialect: Any = database.engine.dialect
    error = psycopg.OperationalError if is_postgresql() else dialect.loaded_dbapi.OperationalError

    def fail(driver: Any) -> None:
        if is_done:
            driver.commit()
        raise error("the answer is lost")

    dialect.do_commit = fail
    yield
    del dialect.do_commit


async def refused(intake: Intake, one: Act) -> None:
    with pytest.raises(Unavailable):
        await intake.receive(one, render)


async def calm(path: Path) -> list[list[str]]:
    """The tables that each act writes to where nothing fails."""
    written = []
    async with running(path) as (intake, database):
        with raw(database.url) as store:
            for before, one in STORY:
                for earlier in before:
                    await intake.receive(earlier, render)
                was = look(store)
                await intake.receive(one, render)
                written.append([name for name, kept in look(store).items() if kept != was[name]])
    return written


def test_an_act_is_written_as_a_whole_or_not_at_all_and_tried_again_it_is_there_once(tmp_path: Path) -> None:
    async def story() -> None:
        written = await calm(tmp_path / "calm.db")
        assert {name for tables in written for name in tables} == TABLES
        async with running(tmp_path / "e.db") as (intake, database):
            with raw(database.url) as store:
                for (before, one), tables in zip(STORY, written, strict=True):
                    for earlier in before:
                        await intake.receive(earlier, render)
                    await fail_everywhere(intake, database, store, one, tables)
                    assert await again(intake, store, one) == await again(intake, store, one)
            with database.reading() as connection:
                assert [record["event"] for record in records.read(connection)] == EVENTS

    go(story)


async def fail_everywhere(intake: Intake, database: Database, store: Raw, one: Act, tables: list[str]) -> None:
    before = look(store)
    for table in tables:
        with failing(store, table):
            await refused(intake, one)
        assert look(store) == before, table
    with failing_commit(database, is_done=False):
        await refused(intake, one)
    assert look(store) == before
    with failing_commit(database, is_done=True):
        await refused(intake, one)
    assert [name for name, kept in look(store).items() if kept != before[name]] == tables


async def again(intake: Intake, store: Raw, one: Act) -> Answer:
    """The same act once more writes nothing."""
    before = look(store)
    answer = await intake.receive(one, render)
    assert look(store) == before
    return answer
