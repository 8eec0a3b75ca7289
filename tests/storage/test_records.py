"""Reading records: in order, as far as asked, and by an index whatever the filter."""

import re
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event

from capture_gateway.core.act import Intent
from capture_gateway.core.errors import OperatorError
from capture_gateway.storage import records
from capture_gateway.storage.database import Database, beside
from capture_gateway.testing.keys import KEYS
from tests.core.values import act
from tests.postgres import url_of
from tests.storage.filled import fields_of, fill
from tests.storage.plans import plan

PROGRAMS = ("a", "b", "c")
BY_POSITION = "autoindex|PRIMARY KEY|evidence_pkey"


@pytest.fixture(scope="module")
def path(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty records of three programs in turn; those of `c` are trials. The last two end everything of the sender."""
    path = tmp_path_factory.mktemp("records") / "e.db"
    made = []
    for number in range(30):
        program = PROGRAMS[number % 3]
        fields = fields_of(act(Intent.ASK if number < 20 else Intent.WITHDRAW, number, subject=f"tel:+1415555{number}"))
        fields |= {"program.id": program} | ({"program.test": True} if program == "c" else {})
        made.append(fields | ({"decision.extent": "program"} if 20 <= number < 28 else {}))
    fill(path, made)
    return path


@pytest.fixture
def connection(path: Path) -> Iterator[Connection]:
    with beside(url_of(path), KEYS) as connection:
        yield connection


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [*range(30)]),
        ({"after": 4, "limit": 3}, [5, 6, 7]),
        ({"after": 27}, [28, 29]),
        ({"after": 29}, []),
        ({"until": 3}, [0, 1, 2]),
        ({"programs": ["b"], "limit": 3}, [1, 4, 7]),
        ({"programs": ["c", "a"], "after": 3, "limit": 4}, [5, 6, 8, 9]),
        ({"programs": ["a", "b", "unknown"], "until": 5}, [0, 1, 3, 4]),
        ({"programs": []}, []),
        ({"tests": False, "limit": 4}, [0, 1, 3, 4]),
        ({"event": "withdrawn", "limit": 2}, [20, 21]),
        ({"event": "withdrawn", "programs": ["a"]}, [21, 24, 27, 28, 29]),
        ({"programs": ["a", "b"], "after": 26}, [27, 28, 29]),
        ({"tests": False, "after": 25}, [27, 28, 29]),
        ({"subject": "tel:+141555529", "programs": ["a"]}, [29]),
        ({"subject": "tel:+14155557", "programs": ["a"]}, []),
        ({"subject": "tel:+14155557", "event": "withdrawn"}, []),
        ({"subject": "tel:+14155557"}, [7]),
        ({"channel": "sms", "after": 28}, [29]),
        ({"channel": "voice"}, []),
    ],
    ids=str,
)
def test_records_come_in_ledger_order(connection: Connection, asked: dict[str, Any], expected: list[int]) -> None:
    assert [record["position"] for record in records.read(connection, **asked)] == expected


def test_one_by_its_id_is_the_same_record(connection: Connection) -> None:
    for record in records.read(connection, limit=3):
        assert records.by_id(connection, record["id"]) == record


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({}, BY_POSITION),
        ({"tests": False}, BY_POSITION),
        ({"subject": "tel:+14155557"}, "evidence_subject"),
        ({"event": "withdrawn"}, "evidence_event"),
        ({"channel": "sms"}, "evidence_channel"),
        ({"subject": "tel:+14155557", "event": "given", "channel": "sms"}, "evidence_subject"),
        ({"programs": ["a"]}, "evidence_reach"),
        ({"programs": ["a", "b"]}, "evidence_reach"),
    ],
    ids=str,
)
def test_each_filter_has_its_index_and_nothing_is_sorted(path: Path, asked: dict[str, Any], index: str) -> None:
    """So the next page costs the same however large the store is."""
    ran: list[tuple[str, Any]] = []
    with closing(Database(url_of(path), KEYS)) as database, database.reading() as connection:
        event.listen(database.reader, "before_cursor_execute", lambda _1, _2, sql, given, *_3: ran.append((sql, given)))
        list(records.read(connection, after=5, limit=10, until=20, **asked))
        asked_for = [one for one in ran if "position >" in one[0]]
        assert asked_for
        for sql, given in asked_for:
            (evidence, keys), is_sorted = plan(connection, sql, given)
            assert not is_sorted
            assert (evidence.table, keys.table) == ("evidence", "subject_key")
            assert keys.searched
            assert re.search(index, evidence.by)
            assert re.search('(position|rowid)"? ?>', evidence.searched)


def test_what_is_no_database_of_ours_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="never started"), beside(url_of(tmp_path / "none.db"), KEYS):
        pass
    assert [*tmp_path.iterdir()] == []


@pytest.mark.sqlite_only("its file")
def test_a_file_that_is_no_database_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "other.db").write_bytes(b"no database")
    with pytest.raises(OperatorError, match="no tables"), beside(url_of(tmp_path / "other.db"), KEYS):
        pass
