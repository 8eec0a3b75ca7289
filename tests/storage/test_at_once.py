"""Several gateways start at the same moment on a database that nobody made yet."""

import threading
from pathlib import Path

from capture_gateway.storage import schema
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing.keys import KEYS
from tests.postgres import url_of


def test_all_of_them_open_it_and_one_made_it(tmp_path: Path) -> None:
    url = url_of(tmp_path / "e.db")
    together, opened = threading.Barrier(3), list[int | None]()

    def start() -> None:
        together.wait()
        database = Database(url, KEYS)
        with database.reading() as connection:
            opened.append(schema.version(connection))
        database.close()

    threads = [threading.Thread(target=start) for _ in range(together.parties)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert opened == [SCHEMA_VERSION] * together.parties
