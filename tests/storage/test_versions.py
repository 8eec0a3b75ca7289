"""Whose consent rests on the words of another version."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from capture_gateway.core.permission import Cell, Standing, State
from capture_gateway.storage import permissions, versions
from capture_gateway.storage.database import Database
from capture_gateway.storage.people import People
from capture_gateway.testing.keys import KEYS
from tests.postgres import empty

pytestmark = pytest.mark.usefixtures("made_up")  # standings that follow from no records

REACHED = {("offers", "sms"), ("orders", "sms")}


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(empty(tmp_path / "e.db"), KEYS)
    yield opened
    opened.close()


def cell(state: State = "given", version: str = "v1") -> Cell:
    return Cell(state, 1, "id", 0, "reply", version, 1)


def save(database: Database, *people: tuple[str, str, dict[str, Cell]]) -> None:
    with database.transaction() as connection:
        keys = People(connection, {of for of, *_ in people}, 0)
        for of, *_ in people:
            keys.sealer(of)
        keys.write()
        permissions.save(connection, {(of, to): Standing(cells) for of, to, cells in people}, {})


def found(database: Database) -> dict[str, list[tuple[str, str]]]:
    return {
        subject: sorted(pairs)
        for subject, pairs in versions.with_other_words(database, "bluebird", "updates", "v2", REACHED)
    }


def test_only_what_stands_as_given_to_other_words_counts(database: Database) -> None:
    save(
        database,
        ("tel:+14155550100", "bluebird", {"updates|offers|sms": cell(), "updates|orders|sms": cell()}),
        ("tel:+14155550101", "bluebird", {"updates|offers|sms": cell(version="v2"), "updates|orders|sms": cell()}),
        ("tel:+14155550102", "bluebird", {"updates|offers|voice": cell()}),
        ("tel:+14155550103", "bluebird", {"updates|offers|sms": cell("withdrawn")}),
        ("tel:+14155550104", "bluebird", {"updates|offers|sms": cell("requested")}),
        ("tel:+14155550105", "bluebird", {"news|offers|sms": cell()}),
        ("tel:+14155550106", "redbird", {"updates|offers|sms": cell()}),
        ("tel:+14155550107", "bluebird", {"*|*|*": cell("withdrawn"), "updates|offers|sms": cell()}),
    )
    assert found(database) == {
        "tel:+14155550100": [("offers", "sms"), ("orders", "sms")],
        "tel:+14155550101": [("orders", "sms")],
        "tel:+14155550107": [("offers", "sms")],
    }


def test_everybody_is_found_once_however_many_there_are(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "_BATCH", 3)
    subjects = [f"tel:+1415555{number:04d}" for number in range(100, 109)]
    save(database, *((subject, "bluebird", {"updates|offers|sms": cell()}) for subject in reversed(subjects)))
    looking = versions.with_other_words(database, "bluebird", "updates", "v2", REACHED)
    assert sorted(subject for subject, _ in looking) == subjects
    save(database, ("tel:+14155550199", "bluebird", {"updates|offers|sms": cell()}))
    assert len(found(database)) == 10


def test_looking_takes_no_lock_and_leaves_nothing(database: Database) -> None:
    save(database, ("tel:+14155550100", "bluebird", {"updates|offers|sms": cell()}))
    gateway = Database(database.url, KEYS)
    gateway.lock()
    looking = versions.with_other_words(database, "bluebird", "updates", "v2", REACHED)
    assert next(looking)[0] == "tel:+14155550100"
    save(gateway, ("tel:+14155550101", "bluebird", {"updates|offers|sms": cell()}))
    gateway.close()
