"""Records as rows: no cell is a formula, and every text can be had back."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.cells import COLUMNS, row, safe

SIGNS = "=+-@＝＋－＠"
BEGINS = re.compile(r"(^|[,;|\t\r\n])'")
HOSTILE = st.text(st.sampled_from([*SIGNS, *"'\";,|\t\r\n a1", "\u200b", "\ufeff", "\xa0", "\u202e"]), max_size=20)


def exact(cell: str) -> str:
    return BEGINS.sub(r"\1", cell)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+14155550123", "'+14155550123"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1:A2)", "'@SUM(A1:A2)"),
        ("\t=1+1", "'\t'=1+1"),
        ("\r=1+1", "'\r'=1+1"),
        ("\n=1+1", "'\n'=1+1"),
        ("   =1+1", "'   =1+1"),
        ("\xa0=1+1", "'\xa0=1+1"),
        ("\u200b=1+1", "'\u200b=1+1"),
        ("\ufeff=1+1", "'\ufeff=1+1"),
        ("\u202e=1+1", "'\u202e=1+1"),
        ("\x00=1+1", "'\x00=1+1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ('"=1+1', "'\"=1+1"),
        ("'=1+1", "''=1+1"),
        ("'tis", "''tis"),
        ('=HYPERLINK("http://evil.example","Click")', '\'=HYPERLINK("http://evil.example","Click")'),
        ("=cmd|' /C calc'!A0", "'=cmd|'' /C calc'!A0"),
        ("hello;=1+1", "hello;'=1+1"),
        ("hello\t=1+1", "hello\t'=1+1"),
        ('hello,"=1+1', "hello,'\"=1+1"),
        ("hello\r\n=1+1", "hello\r\n'=1+1"),
        ("tel:+14155550123", "tel:+14155550123"),
        ("JOIN", "JOIN"),
        ("1+1=2", "1+1=2"),
        ("Reply STOP to stop - or HELP.", "Reply STOP to stop - or HELP."),
        ("2026-11-22T10:00:00.123Z", "2026-11-22T10:00:00.123Z"),
        ("", ""),
    ],
)
def test_what_could_begin_a_formula_does_not(text: str, cell: str) -> None:
    assert safe(text) == cell
    assert exact(cell) == text


@given(HOSTILE)
def test_whatever_separates_cells_none_is_a_formula_and_the_text_comes_back(text: str) -> None:
    cell = safe(text)
    for part in re.split("[,;|\t\r\n]", cell):
        assert part.strip(' "\xa0\u200b\ufeff\u202e')[:1] not in [*SIGNS]
    assert exact(cell) == text


@given(st.text())
def test_every_text_comes_back(text: str) -> None:
    assert exact(safe(text)) == text


def read(text: str) -> list[list[str]]:
    return [*csv.reader(io.StringIO(text, newline=""), strict=True)]


def test_a_row_has_a_cell_for_every_column() -> None:
    record = {"id": "a", "position": 7, "categories": ["offers", "news"], "act": {"value": "=1"}, "reply": None}
    (cells,) = read(row(record))
    assert {name: cell for name, cell in zip(COLUMNS, cells, strict=True) if cell} == {
        "id": "a",
        "position": "7",
        "categories": "offers news",
        "act.value": "'=1",
    }


@given(st.lists(HOSTILE | st.text() | st.just("=" * 5_000), min_size=3, max_size=3))
def test_a_row_reads_back_as_its_cells(texts: list[str]) -> None:
    (cells,) = read(row({"id": texts[0], "act": {"value": texts[1]}, "reply": {"text": texts[2]}}))
    found = [cells[COLUMNS.index(name)] for name in ("id", "act.value", "reply.text")]
    assert found == [safe(text) for text in texts]
    assert [exact(cell) for cell in found] == texts
