"""Many rows by one statement."""

from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from capture_gateway.storage import bulk, showings
from capture_gateway.storage.database import Database
from capture_gateway.storage.tables import WordingRow
from capture_gateway.testing.keys import KEYS
from tests.postgres import empty


@pytest.mark.parametrize("count", [0, 1, 2, bulk.MOST, bulk.MOST + 1, 3 * bulk.MOST])
def test_every_row_arrives(tmp_path: Path, count: int) -> None:
    database = Database(empty(tmp_path / "e.db"), KEYS)
    rows = [_words(number) for number in range(count)]
    with database.transaction() as connection:
        bulk.insert(connection, WordingRow, rows)
    with database.reading() as connection:
        assert showings.texts(connection) == {row["sha256"]: row["text"] for row in rows}
    database.close()


@pytest.mark.parametrize("count", [*range(1, 70), 255, 256, 257, 512, 513])
def test_there_are_few_sizes_of_statements(count: int) -> None:
    rows = list(range(count))
    assert [row for chunk in bulk.chunks(rows) for row in chunk] == rows
    assert {len(chunk) for chunk in bulk.chunks(rows)} <= set(bulk.SIZES)
    keys = bulk.padded(rows)
    assert list(dict.fromkeys(keys)) == rows
    assert len(keys) in bulk.SIZES or len(keys) % bulk.MOST == 0


def _words(number: int) -> dict[str, str]:
    text = f"words {number}"
    return {"sha256": sha256(text.encode()).hexdigest(), "text": text}


def test_a_key_that_is_taken_leaves_nothing(tmp_path: Path) -> None:
    database = Database(empty(tmp_path / "e.db"), KEYS)
    with pytest.raises(IntegrityError), database.transaction() as connection:
        bulk.insert(connection, WordingRow, [{"sha256": one, "text": "x"} for one in "aba"])
    with database.reading() as connection:
        assert showings.texts(connection) == {}
    database.close()
