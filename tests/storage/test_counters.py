"""Counters in a real database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import col

from capture_gateway.core import limits
from capture_gateway.core.keys import Keys
from capture_gateway.core.limits import PERSON
from capture_gateway.storage import counters
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import CounterRow
from capture_gateway.testing.keys import KEYS
from tests.postgres import empty, url_of

HOUR = 3_600_000


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    found = Database(empty(tmp_path / "evidence.db"), KEYS)
    yield found
    found.close()


def test_counters_add_up_from_one_transaction_to_the_next(database: Database) -> None:
    for by in (1, 2, 40):
        with database.transaction() as connection:
            counters.grow(connection, {"a:x:0": (by, HOUR), "b:x:0": (1, HOUR)})
    with database.reading() as connection:
        assert counters.load(connection, ["a:x:0", "b:x:0", "c:x:0", "a:x:0"]) == {"a:x:0": 43, "b:x:0": 3}
        assert counters.load(connection, []) == {}


@pytest.mark.parametrize("count", [0, 1, 31, 33, counters.MOST, counters.MOST + 1, 3_000])
def test_any_number_of_counters_at_once(count: int, database: Database) -> None:
    grown = {f"a:{number}:0": (number + 1, HOUR) for number in range(count)}
    with database.transaction() as connection:
        counters.grow(connection, grown)
        counters.grow(connection, grown)
        found = counters.load(connection, [*grown, "a:nobody:0"])
    assert found == {key: 2 * by for key, (by, _) in grown.items()}


def test_the_counters_of_a_kind(database: Database) -> None:
    with database.transaction() as connection:
        counters.grow(
            connection, {"texts:p/US:0": (1, HOUR), "text_:p/US:0": (2, HOUR), "refused:p/US/ip:0": (3, HOUR)}
        )
    with database.reading() as connection:
        assert counters.of(connection, ["texts", "refused"]) == {"texts:p/US:0": 1, "refused:p/US/ip:0": 3}
        assert counters.of(connection, ["text_"]) == {"text_:p/US:0": 2}


@pytest.mark.usefixtures("made_up")
def test_people_stand_in_the_table_by_their_tokens_alone(database: Database, tmp_path: Path) -> None:
    keys = [f"ip:{PERSON}abc:0", f"ip:{PERSON}abc:{HOUR}", f"ip-day:{PERSON}abd:0", "site:https://shop.example:0"]
    with database.transaction() as connection:
        counters.grow(connection, {key: (at + 1, HOUR) for at, key in enumerate(keys)})
        assert counters.load(connection, keys) == {key: at + 1 for at, key in enumerate(keys)}
        rows = [row[0] for row in connection.execute(select(col(CounterRow.key)).order_by(col(CounterRow.count)))]
    token = database.vault.token("counter", f"{PERSON}abc")
    assert rows[:2] == [f"ip:{token}:0", f"ip:{token}:{HOUR}"]
    assert rows[3] == keys[3]
    assert "abd" not in rows[2]
    other = Database(url_of(tmp_path / "other.db"), Keys(KEYS.data, bytes(32)))
    assert token != other.vault.token("counter", f"{PERSON}abc")
    other.close()


def test_counters_go_when_their_span_is_over(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counters, "FORGOTTEN", 3)
    with database.transaction() as connection:
        counters.grow(connection, {f"a:{number}:0": (1, HOUR) for number in range(4)} | {"b:x:0": (1, HOUR + 1)})
        assert counters.forget(connection, HOUR - 1) == 0
        assert counters.forget(connection, HOUR) == 3
        assert counters.forget(connection, HOUR) == 1
        assert counters.of(connection, ["a", "b"]) == {"b:x:0": 1}


def test_the_counters_of_one_person_can_be_removed(database: Database) -> None:
    ours, theirs = limits.of_person("tel:+14155550123"), limits.of_person("tel:+14155550124")
    keys = [f"{beginning}{start}" for beginning in (*ours, *theirs) for start in (0, HOUR)]
    with database.transaction() as connection:
        counters.grow(connection, dict.fromkeys([*keys, "block:x:0"], (1, HOUR)))
        counters.remove(connection, ours)
        assert len(ours) == 3
        assert sorted(counters.load(connection, [*keys, "block:x:0"])) == sorted([*keys[6:], "block:x:0"])
