"""Tiles: the specification's own examples, one path to each, and bundles that end where they say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.ledger import tiles
from capture_gateway.ledger.note import Refused
from capture_gateway.ledger.tiles import ENTRIES, Tile

any_tile = st.builds(Tile, st.integers(ENTRIES, 63), st.integers(0, 2**55 - 1), st.integers(1, 256))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(0, 0), "tile/0/000"),
        (Tile(1, 999, 17), "tile/1/999.p/17"),
        (Tile(63, 1000, 255), "tile/63/x001/000.p/255"),
        (Tile(ENTRIES, 273, 112), "tile/entries/273.p/112"),
    ],
)
def test_where_tiles_stand(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert Tile.parse(path) == tile


@given(any_tile)
def test_every_path_leads_back(tile: Tile) -> None:
    assert Tile.parse(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/",
        "tile/0/0",
        "tile/0/0000",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/8/0/000",
        "tile/0/x000/000",
        "tile/0/x001/x234",
        "tile/0/001/234",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000/",
        "tile/0/000\n",
        "/tile/0/000",
        "tile/0/٣٣٣",
        "tile/0/000.p/٣",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x999/x999/x999/x999/x999/x999/999",
        "tile/0/" + "x000/" * 2_000 + "001",
        "tile/0/../000",
        "tile/entries/x00/000",
    ],
)
def test_there_is_nothing_at_any_other_path(path: str) -> None:
    with pytest.raises(Refused, match="no path of a tile"):
        Tile.parse(path)


def test_how_many_tiles_a_tree_has_is_the_example_of_the_specification() -> None:
    """Of 70 000: 273 full ones and one of 112; one full and one of 17; one of 1."""
    widths = {
        level: [width for number in range(300) if (width := Tile(level, number).widest(70_000))] for level in range(4)
    }
    assert widths == {0: [256] * 273 + [112], 1: [256, 17], 2: [1], 3: []}
    assert [Tile(ENTRIES, number).widest(70_000) for number in (0, 273, 274)] == [256, 112, 0]
    assert [Tile(0, 0).widest(256), Tile(0, 1).widest(256), Tile(1, 0).widest(256)] == [256, 0, 1]
    assert Tile(63, 0).widest(2**63 - 1) == Tile(0, 0).widest(0) == 0


@given(st.lists(st.binary(max_size=300), max_size=256))
def test_entries_of_a_bundle_read_back(leaves: list[bytes]) -> None:
    assert tiles.entries(tiles.bundle(leaves)) == leaves


def test_a_bundle_says_the_length_before_each_entry() -> None:
    assert tiles.bundle([b"ab", b"", b"c" * 258]) == b"\x00\x02ab\x00\x00\x01\x02" + b"c" * 258


def test_an_entry_that_no_length_can_say_is_no_entry() -> None:
    assert len(tiles.bundle([bytes(65_535)])) == 65_537
    with pytest.raises(OverflowError):
        tiles.bundle([bytes(65_536)])


@pytest.mark.parametrize("cut", [b"\x00", b"\x00\x02a", b"\x00\x01a\x01", b"\xff\xff"])
def test_a_bundle_that_was_cut_is_refused(cut: bytes) -> None:
    with pytest.raises(Refused, match="within an entry"):
        tiles.entries(cut)
