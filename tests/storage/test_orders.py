"""Orders in a real database: what they ask is for the gateway alone."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import update

from capture_gateway.storage import orders
from capture_gateway.storage.database import Database
from capture_gateway.storage.orders import Order
from capture_gateway.storage.tables import OrderRow
from capture_gateway.testing.keys import KEYS
from tests.postgres import empty

NUMBER = "+14155550123"


def test_what_an_order_asks_is_sealed_and_goes_with_it(tmp_path: Path) -> None:
    order = Order("o1", "erase", NUMBER)
    with closing(Database(empty(tmp_path / "e.db"), KEYS)) as database:
        with database.transaction() as connection:
            orders.place(connection, order, 1)
        with database.reading() as connection:
            kept = [row[0] for row in connection.exec_driver_sql("SELECT argument FROM work_order")]
        with database.transaction() as connection:
            assert orders.take(connection, now=2, started_at=2) == order
            orders.remove(connection, "o1")
    assert NUMBER.encode() not in kept[0]
    raw = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert NUMBER.encode() not in raw
    assert kept[0] not in raw


@pytest.mark.usefixtures("made_up")
@pytest.mark.parametrize("change", [{"id": "o2"}, {"kind": "reconcile"}, {"argument": bytes(1)}], ids=str)
def test_an_order_that_somebody_without_the_keys_made_is_not_taken_and_delays_none(
    tmp_path: Path, change: dict[str, object]
) -> None:
    order = Order("o3", "erase", NUMBER)
    with closing(Database(empty(tmp_path / "e.db"), KEYS)) as database, database.transaction() as connection:
        orders.place(connection, Order("o1", "erase", NUMBER), 1)
        connection.execute(update(OrderRow).values(change))
        orders.place(connection, order, 2)
        assert orders.take(connection, now=3, started_at=3) is None
        assert orders.take(connection, now=3, started_at=3) == order
        identifier = str(change.get("id", "o1"))
        assert (
            orders.standing(connection, identifier)[1] == '{"error": "it was not placed with the keys of this gateway"}'
        )
