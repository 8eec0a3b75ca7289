"""A lease has one holder, who lives or is replaced; several who want it do not all get it."""

import threading
from pathlib import Path

from capture_gateway.storage import leases
from capture_gateway.storage.database import Database
from capture_gateway.storage.leases import Lease
from capture_gateway.testing.keys import KEYS
from tests.postgres import url_of


def test_who_comes_first_has_it_and_says_so_until_somebody_else_takes_it(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    with database.transaction() as connection:
        assert leases.standing(connection, "one") is None
        assert leases.take(connection, "one", "a", None)
        assert not leases.take(connection, "one", "b", None)
        assert leases.beat(connection, "one", "a")
        assert not leases.beat(connection, "one", "b")
        assert leases.standing(connection, "one") == Lease("a", 1)
        assert not leases.take(connection, "one", "b", Lease("a", 0)), "a lived on since it was seen"
        assert leases.take(connection, "one", "b", Lease("a", 1))
        assert not leases.beat(connection, "one", "a"), "who comes back late has lost it"
        assert not leases.give_up(connection, "one", "a")
        assert leases.standing(connection, "one") == Lease("b", 2)
        assert leases.standing(connection, "another") is None
    database.close()


def test_what_was_given_up_is_free_and_was_never_seen_so_before(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    with database.transaction() as connection:
        leases.take(connection, "one", "a", None)
        assert leases.give_up(connection, "one", "a")
        free = leases.standing(connection, "one")
        assert free == Lease(leases.NOBODY, 1)
        assert leases.take(connection, "one", "b", free)
        leases.give_up(connection, "one", "b")
        assert not leases.take(connection, "one", "c", free)
    database.close()


def test_of_many_at_once_one_takes_it(tmp_path: Path) -> None:
    database = Database(url_of(tmp_path / "e.db"), KEYS)
    took: list[str] = []

    def contend(holder: str) -> None:
        with database.transaction() as connection:
            if leases.take(connection, "one", holder, None):
                took.append(holder)

    threads = [threading.Thread(target=contend, args=(f"h{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as connection:
        assert [one.holder for one in [leases.standing(connection, "one")] if one] == took
    database.close()
