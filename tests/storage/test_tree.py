"""The tree in the store: what growth writes, and tiles, bundles and proofs at every size that it ever had."""

from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, event, select
from sqlmodel import col

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import tiles
from capture_gateway.ledger.merkle import leaf_hash, root_of
from capture_gateway.ledger.proofs import is_consistent, is_included
from capture_gateway.ledger.tiles import ENTRIES, Tile
from capture_gateway.storage import records, tree
from capture_gateway.storage.database import Database
from capture_gateway.storage.log_tables import SubtreeRow
from tests.storage.grown import grow, leaf
from tests.storage.plans import plan

SIZE = 4_400
PRIMARY_KEYS = {
    "INTEGER PRIMARY KEY (rowid>? AND rowid<?)", "evidence_pkey", "subtree_pkey",
    "INDEX sqlite_autoindex_subtree_1 (level=? AND number>? AND number<?)",
}  # fmt: skip
LEAVES = [leaf_hash(leaf(number)) for number in range(SIZE)]


@pytest.fixture(scope="module")
def database(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = grow(tmp_path_factory.mktemp("tree") / "e.db", SIZE)
    yield database
    database.close()


@pytest.fixture(scope="module")
def connection(database: Database) -> Iterator[Connection]:
    with database.reading() as connection:
        yield connection


def test_each_complete_subtree_is_stored_once_whatever_the_batches(connection: Connection) -> None:
    found = connection.execute(select(col(SubtreeRow.level), col(SubtreeRow.number), col(SubtreeRow.hash))).all()
    expected = {
        (level, number): root_of(LEAVES[number << 4 * level : number + 1 << 4 * level])
        for level in (1, 2, 3)
        for number in range(SIZE >> 4 * level)
    }
    assert {(level, number): one for level, number, one in found} == expected


def test_the_head_is_that_of_all_leaves(connection: Connection) -> None:
    assert records.head(connection) == (SIZE, root_of(LEAVES))


@settings(max_examples=50)
@given(st.integers(0, SIZE))
@example(0)
def test_the_root_of_every_size_is_known(connection: Connection, size: int) -> None:
    assert tree.root(connection, size) == root_of(LEAVES[:size])


@settings(max_examples=50)
@given(st.integers(1, SIZE), st.data())
def test_proofs_at_every_size_hold(connection: Connection, size: int, data: st.DataObject) -> None:
    index, root = data.draw(st.integers(0, size - 1)), root_of(LEAVES[:size])
    assert is_included(LEAVES[index], index, size, root, tree.inclusion(connection, index, size))
    made = tree.consistency(connection, index, size)
    assert is_consistent(index, root_of(LEAVES[:index]), size, root, made)


@pytest.mark.parametrize("tile", [Tile(0, 3), Tile(0, 17, 48), Tile(0, 17, 5), Tile(1, 0, 17), Tile(1, 0, 2)], ids=str)
def test_a_tile_is_the_roots_of_the_complete_trees_below_it(connection: Connection, tile: Tile) -> None:
    each = 256**tile.level
    starts = range(tile.first * each, (tile.first + tile.width) * each, each)
    assert tile.width <= tile.widest(SIZE)
    assert tree.tile(connection, tile) == b"".join([root_of(LEAVES[start : start + each]) for start in starts])


@pytest.mark.parametrize("bundle", [Tile(ENTRIES, 3), Tile(ENTRIES, 17, 48)], ids=str)
def test_a_bundle_is_the_leaves(connection: Connection, bundle: Tile) -> None:
    numbers = range(bundle.first, bundle.first + bundle.width)
    assert tiles.entries(tree.tile(connection, bundle)) == [leaf(number) for number in numbers]


@pytest.mark.parametrize("tile", [Tile(0, 17), Tile(1, 0), Tile(2, 0, 1), Tile(ENTRIES, 17)], ids=str)
def test_what_is_not_all_there_is_not_read(connection: Connection, tile: Tile) -> None:
    with pytest.raises(OperatorError, match="ledger audit"):
        tree.tile(connection, tile)


def test_a_proof_is_read_by_one_statement_from_the_keys_alone(connection: Connection) -> None:
    """So it costs the same however large the store is."""
    ran: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        ran.append((statement, parameters))

    event.listen(connection.engine, "before_cursor_execute", note)
    tree.inclusion(connection, 1_234, SIZE)
    event.remove(connection.engine, "before_cursor_execute", note)
    ((statement, parameters),) = ran
    read = plan(connection, statement, parameters).steps
    assert len(read) == statement.count("SELECT")
    assert {step.by for step in read} <= PRIMARY_KEYS
    assert all(step.searched for step in read)
