"""Files of consents and withdrawals."""

from pathlib import Path
from typing import Any

import orjson
import pytest

from capture_gateway.cli import import_file
from capture_gateway.cli.import_file import LARGEST, LONGEST, MOST, Format, Line
from capture_gateway.core.errors import OperatorError

HEADER = "address,event,program,categories,contact,text,claimed_at,act,value\n"


def read(path: Path, content: str | bytes, form: Format, **defaults: str) -> list[Line]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(import_file.lines(path, form, defaults))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "contacts"


def test_ndjson_is_taken_as_it_is_with_what_was_left_out(path: Path) -> None:
    found = read(path, '\ufeff{"address": "+14155550123", "source": "b"}\n\n{"program": "x"}', "ndjson", source="a")
    assert [(line.number, line.item) for line in found] == [
        (1, {"address": "+14155550123", "source": "b"}),
        (3, {"program": "x", "source": "a"}),
    ]
    assert found[-1].ends_at == path.stat().st_size


@pytest.mark.parametrize("text", ["{", "[1]", "7", "null", '"text"', '{"a": NaN}', b'{"a": "\xff"}'])
def test_what_is_no_object_is_wrong_and_the_next_line_is_not(path: Path, text: str | bytes) -> None:
    text = text.encode() if isinstance(text, str) else text
    wrong, right = read(path, text + b'\n{"a": 1}\n', "ndjson")
    assert wrong.error
    assert wrong.item is None
    assert (right.number, right.item, right.error) == (2, {"a": 1}, "")


def test_a_line_that_is_too_long_is_wrong_and_the_next_one_is_not(path: Path) -> None:
    for length in (LONGEST, 3 * LONGEST + 1):
        long, right = read(path, '{"a": "' + "x" * length + '"}\n{"b": 2}', "ndjson")
        assert (long.number, long.item) == (1, None)
        assert "longer than" in long.error
        assert (right.number, right.item) == (2, {"b": 2})


def test_a_refused_line_is_its_item_again(path: Path) -> None:
    (line,) = read(path, '{"line": 7, "errors": [], "item": {"address": "+14155550123"}}', "ndjson")
    assert line.item == {"address": "+14155550123"}


def test_csv_has_its_columns_in_any_order_and_empty_cells_are_left_out(path: Path) -> None:
    content = "\ufeff" + HEADER + (
        '+14155550123,,p,offers; order-updates,sms whatsapp,'
        '" I agree, to ""all""\nof it ",2024-05-01T09:30:00Z,tick,x\n'
        ",,,,,,,,\n"
        "+14155550124,withdrawn,,,,,,,\n"
    )  # fmt: skip
    consent, withdrawal = read(path, content, "csv", source="crm")
    assert consent.item == {
        "address": "+14155550123",
        "program": "p",
        "categories": ["offers", "order-updates"],
        "contact": ["sms", "whatsapp"],
        "disclosure": {"text": ' I agree, to "all"\nof it '},
        "claimed_at": "2024-05-01T09:30:00Z",
        "act": {"kind": "tick", "value": "x"},
        "source": "crm",
    }
    assert withdrawal.item == {"address": "+14155550124", "event": "withdrawn", "source": "crm"}
    assert (consent.is_withdrawal, withdrawal.is_withdrawal) == (False, True)
    assert (consent.number, withdrawal.number) == (3, 5)


def test_csv_words_may_stand_in_a_file_beside_it(path: Path) -> None:
    path.with_name("words.txt").write_text("Ich möchte Angebote.\n", encoding="utf-8")
    path.with_name("latin.txt").write_bytes(b"\xe9")
    content = "address,text_file\n+14155550123,words.txt\n+14155550124,gone.txt\n+14155550125,latin.txt\n"
    right, *wrong = read(path, content, "csv")
    assert right.item == {"address": "+14155550123", "disclosure": {"text": "Ich möchte Angebote.\n"}}
    assert [bool(line.error) for line in wrong] == [True, True]


def test_csv_words_may_not_stand_in_a_file_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "below").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    (folder / "below/words").write_text("words")
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "round").symlink_to(folder / "round")
    names = ["../secret", str(tmp_path / "secret"), "link", "round", "below/../../secret", ".", "nul\0", "below/words"]
    content = "address,text_file\n" + "".join(f"+14155550123,{name}\n" for name in names)
    *wrong, right = read(folder / "contacts", content, "csv")
    assert [line.item for line in wrong] == [{"address": "+14155550123"}] * 7
    assert all(line.error for line in wrong)
    assert right.item == {"address": "+14155550123", "disclosure": {"text": "words"}}


def test_csv_rows_that_are_no_utf8_or_too_wide_are_wrong_and_the_next_one_is_not(path: Path) -> None:
    rows = b"address,text\n+14155550123,caf\xe9\n+14155550124,a,b\n+14155550125,c\n"
    latin, wide, right = read(path, rows, "csv")
    assert (latin.item, wide.item) == (None, None)
    assert "UTF-8" in latin.error
    assert "cells" in wide.error
    assert right.item == {"address": "+14155550125", "disclosure": {"text": "c"}}


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("address,colour\n", "contacts:1: there is no column 'colour'"),
        ("program\n", "contacts:1: the first line names no column address"),
        ("", "contacts:1: the first line names no column address"),
        ("address,address\n", "contacts:1: the column address is there twice"),
        ('address,text\n+1,"never ends\n\n', "contacts:3: this is no CSV"),
    ],
)
def test_csv_that_is_wrong_as_a_whole_is_one_sentence(path: Path, content: str, named: str) -> None:
    with pytest.raises(OperatorError, match=named):
        read(path, content, "csv")


def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="cannot be read"):
        list(import_file.lines(tmp_path, "csv", {}))


@pytest.mark.parametrize(
    ("name", "form"), [("a.csv", "csv"), ("A.CSV", "csv"), ("a.ndjson", "ndjson"), ("a.jsonl", "ndjson")]
)
def test_the_name_says_what_it_is(name: str, form: str) -> None:
    assert import_file.format_of(Path(name)) == form


def test_another_name_says_nothing() -> None:
    with pytest.raises(OperatorError, match="--format ndjson or csv"):
        import_file.format_of(Path("a.xlsx"))


@pytest.mark.parametrize("length", [1, 2_000, 100_000])
def test_chunks_are_as_large_as_a_request_may_be_and_lose_nothing(length: int) -> None:
    found = [Line(number, 0, {"n": number, "text": "x" * length}) for number in range(1_200)]
    made = list(import_file.chunks(iter(found)))
    assert [line for chunk in made for line in chunk] == found
    sizes = [len(orjson.dumps([line.item for line in chunk])) for chunk in made]
    assert max(sizes) <= LARGEST + 2
    assert max(len(chunk) for chunk in made) <= MOST
    fullest: list[Any] = [
        len(chunk) == MOST or size > LARGEST - length - 100 for chunk, size in zip(made, sizes, strict=True)
    ]
    assert all(fullest[:-1]), "no smaller than they must be"
