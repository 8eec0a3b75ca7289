"""What the command line asks of the running gateway."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.intake import orders as module
from capture_gateway.intake.orders import Orders
from capture_gateway.storage import orders
from capture_gateway.storage.database import Database
from capture_gateway.storage.orders import Order
from capture_gateway.testing.keys import KEYS
from tests.core.values import NOW
from tests.intake.running import Clock, go, running
from tests.postgres import url_of


async def double(argument: str) -> Mapping[str, int]:
    if argument == "no":
        raise OperatorError("that cannot be doubled")
    return {"doubled": 2 * int(argument)}


@asynccontextmanager
async def taking(path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Database, Clock]]:
    monkeypatch.setattr(module, "POLL", 0.001)
    clock = Clock()
    async with running(path, clock) as (intake, database):
        is_waiting = orders.Waiting(database)
        serving = asyncio.create_task(Orders(intake, is_waiting, {"double": double}, clock).serve())
        yield database, clock
        serving.cancel()
        is_waiting.close()


async def result(database: Database, order: Order) -> object:
    async with asyncio.timeout(30):
        while True:
            with database.reading() as connection:
                is_taken, found = orders.standing(connection, order.id)
            if found is not None:
                assert is_taken
                return json.loads(found)
            await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    ("kind", "argument", "expected"),
    [
        ("double", "21", {"doubled": 42}),
        ("double", "no", {"error": "that cannot be doubled"}),
        ("double", "x", {"error": "it failed; the log of the gateway says how"}),
        ("halve", "1", {"error": "this gateway knows no order halve: it is of another version"}),
    ],
)
def test_an_order_gets_its_result(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, argument: str, expected: object
) -> None:
    async def story() -> None:
        async with taking(tmp_path / "e.db", monkeypatch) as (database, _):
            order = Order("o1", kind, argument)
            with database.transaction() as connection:
                orders.place(connection, order, NOW)
            assert await result(database, order) == expected
            with database.transaction() as connection:
                orders.remove(connection, order.id)

    go(story)


def test_an_order_that_a_dead_gateway_took_is_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def story() -> None:
        order = Order("o1", "double", "1")
        before = Database(url_of(tmp_path / "e.db"), KEYS)
        with before.transaction() as connection:
            orders.place(connection, order, NOW - 2)
            assert orders.take(connection, now=NOW - 1, started_at=NOW - 2) == order
            assert orders.take(connection, now=NOW - 1, started_at=NOW - 2) is None
        before.close()
        async with taking(tmp_path / "e.db", monkeypatch) as (database, _):
            assert await result(database, order) == {"doubled": 2}

    go(story)
