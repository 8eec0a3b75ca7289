import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.prompts import toml
from capture_gateway.prompts.toml import KeyPath

DOCUMENT = """\
# a comment with = and [brackets]
title = "a # no comment \\" [x]"
"quoted key" = 'C:\\path'
dotted.inner . deep = 1

text = \"\"\"
fake = 1
[fake]
\"\"\"
raw = '''
fake = 2
''' # after
[table]
numbers = [ 1, # one
  2, { in = "a list", also = 3 },
]
inline = { x = 1, y = { z = "}" } }
[table.sub]
when = 1979-05-27T07:32:00Z
[[items]]
name = "first"
[[items.parts]]
name = "part"
[[items]]
name = "second"
[items.own]
key = true
"""


def test_every_key_has_its_line() -> None:
    values, lines = toml.parse(DOCUMENT)
    assert values == tomllib.loads(DOCUMENT)
    assert lines == {
        ("title",): 2,
        ("quoted key",): 3,
        ("dotted",): 4,
        ("dotted", "inner"): 4,
        ("dotted", "inner", "deep"): 4,
        ("text",): 6,
        ("raw",): 10,
        ("table",): 13,
        ("table", "numbers"): 14,
        ("table", "numbers", "2"): 15,
        ("table", "numbers", "2", "in"): 15,
        ("table", "numbers", "2", "also"): 15,
        ("table", "inline"): 17,
        ("table", "inline", "x"): 17,
        ("table", "inline", "y"): 17,
        ("table", "inline", "y", "z"): 17,
        ("table", "sub"): 18,
        ("table", "sub", "when"): 19,
        ("items",): 20,
        ("items", "0"): 20,
        ("items", "0", "name"): 21,
        ("items", "0", "parts"): 22,
        ("items", "0", "parts", "0"): 22,
        ("items", "0", "parts", "0", "name"): 23,
        ("items", "1"): 24,
        ("items", "1", "name"): 25,
        ("items", "1", "own"): 26,
        ("items", "1", "own", "key"): 27,
    }


def test_lines_are_the_same_with_windows_line_ends() -> None:
    assert toml.parse(DOCUMENT.replace("\n", "\r\n"))[1] == toml.parse(DOCUMENT)[1]


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = 1\nb = ", 2), ("a = 1\n\nb 2", 3), ('a = "', 1), ("a = [1,\n2\n", 3), ("a = " + "[" * 5_000, 1)],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: int) -> None:
    with pytest.raises(toml.NotToml) as caught:
        toml.parse(text)
    assert caught.value.line == line
    assert "at line" not in str(caught.value)


KEYS = st.text("abcXY-_", min_size=1, max_size=3) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Nd"]), min_size=1, max_size=4
)
SCALARS = st.integers() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=6
)
TABLES = st.recursive(
    st.dictionaries(KEYS, VALUES, max_size=3),
    lambda inner: st.dictionaries(KEYS, VALUES | inner, max_size=3),
    max_leaves=6,
)


def quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\u{ord(c):04X}" if ord(c) < 0x20 or ord(c) == 0x7F else c for c in escaped) + '"'


def inline(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[ # a list\n" + ",\n".join(inline(each) for each in value) + "\n]"
    return "{" + ", ".join(f"{quoted(key)} = {inline(each)}" for key, each in value.items()) + " }"


def written(table: dict[str, Any], path: KeyPath = ()) -> str:
    """TOML in which dicts at an even depth are tables with headers and others are inline."""
    plain = {key: value for key, value in table.items() if not isinstance(value, dict) or len(path) % 2}
    text = "".join(f"{quoted(key)} = {inline(value)} # = comment\n" for key, value in plain.items())
    for key in table.keys() - plain.keys():
        deeper = (*path, key)
        text += f"[ {'.'.join(quoted(each) for each in deeper)} ]\n" + written(table[key], deeper)
    return text


def key_paths(value: Any, path: KeyPath = ()) -> set[KeyPath]:
    if isinstance(value, list):
        return {found for index, each in enumerate(value) for found in key_paths(each, (*path, str(index)))}
    if not isinstance(value, dict):
        return set()
    own = {(*path, key) for key in value}
    return own | {found for key, each in value.items() for found in key_paths(each, (*path, key))}


@given(TABLES)
def test_exactly_the_keys_that_tomllib_reads_have_lines(table: dict[str, Any]) -> None:
    text = written(table)
    values, lines = toml.parse(text)
    keys = {path for path in lines if not path[-1].isdecimal()}
    assert keys == key_paths(values)
    rows = text.split("\n")
    assert all(quoted(path[-1]) in rows[line - 1] for path, line in lines.items() if not path[-1].isdecimal())
