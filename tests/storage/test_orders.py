"""Orders in a real database: what they ask is for the gateway alone."""

from contextlib import closing
from pathlib import Path

import pytest

from capture_gateway.storage import orders
from capture_gateway.storage.database import Database
from capture_gateway.storage.orders import Order
from capture_gateway.storage.vault import Unsealable
from capture_gateway.testing.keys import KEYS

NUMBER = "+14155550123"


def test_what_an_order_asks_is_sealed_and_goes_with_it(tmp_path: Path) -> None:
    order = Order("o1", "erase", NUMBER)
    with closing(Database(tmp_path / "e.db", KEYS)) as database:
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
def test_an_order_that_was_made_of_another_one_is_not_taken(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "e.db", KEYS)) as database, database.transaction() as connection:
        orders.place(connection, Order("o1", "erase", NUMBER), 1)
        connection.exec_driver_sql("UPDATE work_order SET id = 'o2'")
        with pytest.raises(Unsealable):
            orders.take(connection, now=2, started_at=2)
