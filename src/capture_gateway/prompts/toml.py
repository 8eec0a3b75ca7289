"""TOML with the line of every key, which `tomllib` does not tell.

`key_lines` reads the syntax of https://toml.io/en/v1.0.0 just far enough to know where each key stands. It expects text
that `tomllib` accepted, and judges nothing by itself.
"""

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any

KeyPath = tuple[str, ...]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_SPACE = re.compile(r"[ \t]*")
_SPACE_LINES_COMMENTS = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_STRINGS = (
    re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}', re.DOTALL),
    re.compile(r"'''.*?'{3,5}", re.DOTALL),
    re.compile(r'"(?:[^"\\]|\\.)*"'),
    re.compile(r"'[^']*'"),
)
_SCALAR = re.compile(r"[^,\]}\n#]+")
_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")


class NotToml(ValueError):
    """The text is no TOML; `line` is where reading stopped, 1-based."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def parse(text: str) -> tuple[dict[str, Any], Mapping[KeyPath, int]]:
    r"""The values, and the 1-based line of every key path in them. NotToml with the line of the mistake.

    >>> parse('[a]\nb = 1')
    ({'a': {'b': 1}}, {('a',): 1, ('a', 'b'): 2})
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = _PLACE.search(str(error))
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        raise NotToml(_PLACE.sub("", str(error)).strip(), line) from error
    except RecursionError as error:
        raise NotToml("tables or lists lie too deep in each other", 1) from error
    return values, key_lines(text)


def key_lines(text: str) -> Mapping[KeyPath, int]:
    """Key path -> the line where it first stands. In an array the index is part of the path: `("a", "0", "b")`."""
    return _Scanner(text.replace("\r\n", "\n")).lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines: dict[KeyPath, int] = {}
        self.arrays: dict[KeyPath, int] = {}
        """Arrays of tables -> the index of their newest table."""
        table: KeyPath = ()
        while self._skip(_SPACE_LINES_COMMENTS) < len(text):
            if text.startswith("[", self.at):
                table = self._header()
            else:
                self._pair(table)

    def _skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _note(self, path: KeyPath, line: int) -> None:
        for length in range(1, len(path) + 1):
            self.lines.setdefault(path[:length], line)

    def _line(self) -> int:
        return self.text.count("\n", 0, self.at) + 1

    def _header(self) -> KeyPath:
        is_array = self.text.startswith("[[", self.at)
        line = self._line()
        self.at += 2 if is_array else 1
        named = self._key()
        self.at += 2 if is_array else 1
        path: KeyPath = ()
        for position, part in enumerate(named, start=1):
            path = (*path, part)
            if is_array and position == len(named):
                self.arrays[path] = self.arrays.get(path, -1) + 1
                for inner in [each for each in self.arrays if len(each) > len(path) and each[: len(path)] == path]:
                    del self.arrays[inner]
            if path in self.arrays:
                path = (*path, str(self.arrays[path]))
        self._note(path, line)
        return path

    def _key(self) -> KeyPath:
        """A bare, quoted or dotted key, and the spaces behind it."""
        parts: list[str] = []
        while True:
            self._skip(_SPACE)
            start = self.at
            quote = self.text[start : start + 1]
            if quote == '"':
                self._skip(_STRINGS[2])
                parts.append(_unquoted(self.text[start : self.at]))
            elif quote == "'":
                self._skip(_STRINGS[3])
                parts.append(self.text[start + 1 : self.at - 1])
            else:
                self._skip(_BARE)
                parts.append(self.text[start : self.at])
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return tuple(parts)
            self.at += 1

    def _pair(self, table: KeyPath) -> None:
        line = self._line()
        path = (*table, *self._key())
        self._note(path, line)
        self.at += 1  # the equals sign
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip(_SPACE)
        if self.text.startswith("[", self.at):
            self._list(path)
        elif self.text.startswith("{", self.at):
            self.at += 1
            while not self.text.startswith("}", self._skip(_SPACE_LINES_COMMENTS)):
                self._pair(path)
                self._comma()
            self.at += 1
        else:
            before = self.at
            for string in _STRINGS:
                if self._skip(string) > before:
                    return
            self._skip(_SCALAR)

    def _list(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while not self.text.startswith("]", self._skip(_SPACE_LINES_COMMENTS)):
            self._value((*path, str(index)))
            self._comma()
            index += 1
        self.at += 1

    def _comma(self) -> None:
        if self.text.startswith(",", self._skip(_SPACE_LINES_COMMENTS)):
            self.at += 1


def _unquoted(quoted: str) -> str:
    r"""A basic string as a key: TOML's escapes are JSON's, and `\U00012345`."""
    short = re.sub(r"\\U([0-9A-Fa-f]{8})", lambda found: chr(int(found[1], 16)), quoted)
    return str(json.loads(short, strict=False))
