from pathlib import Path

import pytest

from capture_gateway.core.problem import Problem
from capture_gateway.prompts import table
from capture_gateway.prompts.table import Table

TEXT = """\
name = "  Bluebi\u0301rd  "
count = 3
yes = true
list = ["a", "b"]
choice = "red"
[labels]
en = "Offers"
es = "Ofertas"
[words]
en = ["stop"]
es = ["baja"]
[steps.first]
say = "hello"
[steps.second]
say = "bye"
"""


@pytest.fixture
def problems() -> list[Problem]:
    return []


def read(text: str, problems: list[Problem]) -> Table:
    found = table.of(text, "a.toml", problems)
    assert found is not None
    return found


def told(problems: list[Problem]) -> list[tuple[int, str, str]]:
    return [(each.line, each.rule, each.message) for each in problems]


def test_values_come_back_in_their_shapes(problems: list[Problem]) -> None:
    top = read(TEXT, problems)
    assert top.text("name") == "Bluebírd"
    assert top.integer("count", minimum=3, maximum=3) == 3
    assert top.boolean("yes") is True
    assert top.texts("list") == ("a", "b")
    assert top.text("choice", choices=("red", "blue"), pattern="r..") == "red"
    assert top.per_language("labels", ("en", "es")) == {"en": "Offers", "es": "Ofertas"}
    assert top.words("words", ("en", "es")) == {"en": ("stop",), "es": ("baja",)}
    assert {name: step.text("say") for name, step in top.tables("steps").items()} == {"first": "hello", "second": "bye"}
    assert top.table("labels").keys() == ("en", "es")
    assert "name" in top
    top.finish()
    assert problems == []


def test_what_is_missing_has_its_default_or_is_empty(problems: list[Problem]) -> None:
    top = read("", problems)
    assert top.text("a", default="x") == "x"
    assert top.text("b", required=False) == ""
    assert top.integer("c", default=6) == 6
    assert top.boolean("d", default=True) is True
    assert top.texts("e", required=False) == ()
    assert top.texts("f", default=("x",)) == ("x",)
    assert top.table("g", required=False).keys() == ()
    assert top.tables("h", required=False) == {}
    assert top.per_language("i", ("en",), required=False) == {"en": ""}
    assert top.words("j", ("en",), required=False) == {"en": ()}
    assert problems == []


def test_every_missing_key_is_told_at_once_by_its_path(problems: list[Problem]) -> None:
    top = read("[in]\nx = 1\n", problems)
    top.text("a")
    top.integer("b")
    top.boolean("c")
    top.texts("d")
    top.tables("e")
    top.table("in").per_language("labels", ("en", "es"))
    assert told(problems) == [
        (1, "F02", "a is missing"),
        (1, "F02", "b is missing"),
        (1, "F02", "c is missing"),
        (1, "F02", "d is missing"),
        (1, "F02", "e is missing"),
        (1, "F02", "in.labels is missing"),
        (1, "F02", "in.labels.en is missing"),
        (1, "F02", "in.labels.es is missing"),
    ]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("1", "key must be a text that is not empty"),
        ('" "', "key must be a text that is not empty"),
        ('"a\\nb"', "key must be one line of text, without control characters"),
        ('"a\\u0000b"', "key must be one line of text, without control characters"),
        ('"green"', "key must be one of red, blue, not 'green'"),
    ],
)
def test_a_text_that_is_wrong_is_empty_and_told(value: str, message: str, problems: list[Problem]) -> None:
    assert read(f"\nkey = {value}", problems).text("key", choices=("red", "blue")) == ""
    assert told(problems) == [(2, "F03", message)]


def test_a_text_that_does_not_look_as_it_should_is_told(problems: list[Problem]) -> None:
    assert read('key = "redd"', problems).text("key", pattern="r..") == ""
    assert told(problems) == [(1, "F03", "key must be written as r.., not 'redd'")]


@pytest.mark.parametrize("value", ["0", "4", "true", "1.0", '"2"'])
def test_a_number_out_of_its_bounds_is_told(value: str, problems: list[Problem]) -> None:
    assert read(f"key = {value}", problems).integer("key", minimum=1, maximum=3, default=2) == 2
    assert told(problems) == [(1, "F03", "key must be a whole number at least 1 and at most 3")]


def test_other_shapes_are_told(problems: list[Problem]) -> None:
    top = read('a = 1\nb = "x"\nc = []\nd = 1\ne = ["x", "x", ""]\n[f]\n', problems)
    top.boolean("a")
    top.texts("b")
    top.texts("c")
    top.table("d")
    assert top.texts("e") == ("x",)
    assert top.tables("f") == {}
    assert told(problems) == [
        (1, "F03", "a must be true or false"),
        (2, "F03", 'b must be a list of texts: ["…"]'),
        (3, "F03", 'c must be a list of texts: ["…"]'),
        (4, "F03", "d must be a table: [d]"),
        (5, "F03", "e must be a text that is not empty"),
        (5, "F03", "e: 'x' stands there twice"),
        (6, "F02", "f has no table in it: write [f.<name>]"),
    ]


def test_keys_that_nobody_asked_for_are_told_when_reading_ends(problems: list[Problem]) -> None:
    top = read("name = 'x'\nnmae = 'y'\n[in]\na = 1\nb = 2\n", problems)
    top.text("name")
    top.table("in").integer("b")
    top.finish()
    assert told(problems) == [
        (2, "F04", "nmae is no key that is known here: mend or remove it; known here: in, name"),
        (4, "F04", "in.a is no key that is known here: mend or remove it; known here: b"),
    ]


def test_a_reader_notes_problems_at_keys_dotted_keys_and_the_nearest_table(problems: list[Problem]) -> None:
    top = read('[steps.a]\nsay = "x"\n\n["dotted.key"]\n', problems)
    top.problem("steps.a", "V01", "one")
    top.table("steps").table("a").problem("say", "V02", "two", severity="warning")
    top.table("steps").table("a").problem("ask", "V03", "three")
    top.problem("dotted.key", "V04", "four")
    top.problem("nowhere", "V05", "five")
    assert [(each.line, each.severity) for each in problems] == [
        (1, "error"),
        (2, "warning"),
        (1, "error"),
        (4, "error"),
        (1, "error"),
    ]


def test_lines_count_from_where_the_text_begins_in_its_file(problems: list[Problem]) -> None:
    found = table.of("a = 1\nb = 2", "a.j2", problems, first_line=2)
    assert found is not None
    found.text("b")
    table.of("a =", "a.j2", problems, first_line=2)
    assert [each.line for each in problems] == [3, 2]


def test_files_that_cannot_be_read_are_told(tmp_path: Path, problems: list[Problem]) -> None:
    (tmp_path / "latin.toml").write_bytes(b'a = "x"\nb = "\xe1"')
    (tmp_path / "broken.toml").write_text("a = 1\nb", encoding="utf-8")
    for name in ("missing.toml", "latin.toml", "broken.toml"):
        assert table.read(tmp_path / name, tmp_path, problems) is None
    assert [(each.file, each.line, each.rule) for each in problems] == [
        ("missing.toml", 1, "F01"),
        ("latin.toml", 2, "F01"),
        ("broken.toml", 2, "F01"),
    ]


def test_hidden_files_are_nobodys(tmp_path: Path) -> None:
    for name in (".DS_Store", "b.toml", "a.toml"):
        (tmp_path / name).touch()
    assert [path.name for path in table.children(tmp_path)] == ["a.toml", "b.toml"]
