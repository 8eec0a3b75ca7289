"""One TOML table as a reader sees it: every access notes what is wrong, with file, line and key, and raises nothing.

Readers ask for the keys that they know, with a shape; a missing or wrong value is noted and an empty one comes back, so
that one run reports every problem. `finish` notes the keys that nobody asked for.

Rule ids: F01 no TOML or not UTF-8 · F02 missing key · F03 wrong value · F04 unknown key.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from capture_gateway.core.problem import Problem
from capture_gateway.prompts import toml
from capture_gateway.prompts.toml import KeyPath


class Source:
    """The file that tables come from: its name, the lines of its keys, and everybody's list of problems."""

    def __init__(self, file: str, lines: Mapping[KeyPath, int], problems: list[Problem], first_line: int = 1) -> None:
        self.file = file
        self._lines = lines
        self._problems = problems
        self._first_line = first_line

    def note(self, path: KeyPath, rule: str, message: str, severity: Literal["error", "warning"]) -> None:
        """Note a problem at the line of `path`, or of the nearest table around it."""
        line = next((self._lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in self._lines), 1)
        self._problems.append(Problem(self.file, line + self._first_line - 1, rule, severity, message))


class Table:
    """One table of a file. Asking for a key is what makes it a known one."""

    def __init__(self, values: Mapping[str, Any], source: Source, path: KeyPath = ()) -> None:
        self._values = values
        self._source = source
        self._path = path
        self._asked: set[str] = set()
        self._children: dict[str, Table] = {}

    def keys(self) -> Sequence[str]:
        """The keys that the file has here, in its order."""
        return tuple(self._values)

    def __contains__(self, key: str) -> bool:
        self._asked.add(key)
        return key in self._values

    def peek(self, key: str) -> object:
        """The value as it is, noting nothing: for what must be known of a file before it is read."""
        return self._values.get(key)

    def problem(self, key: str, rule: str, message: str, severity: Literal["error", "warning"] = "error") -> None:
        """Note a problem at the line of `key`, which may be dotted (`steps.offer`)."""
        path = (*self._path, key)
        self._source.note(path if key in self._values else (*self._path, *key.split(".")), rule, message, severity)

    def text(
        self,
        key: str,
        *,
        required: bool = True,
        default: str | None = None,
        choices: Collection[str] = (),
        pattern: str | None = None,
    ) -> str:
        """One line of text, NFC, without spaces at its ends; empty when missing or wrong. `pattern`: of all of it."""
        value = self._get(key, required=required and default is None)
        if value is None:
            return default or ""
        return self._line(key, value, choices, pattern)

    def integer(
        self,
        key: str,
        *,
        required: bool = True,
        default: int | None = None,
        minimum: int | None = None,
        maximum: int | None = None,
    ) -> int:
        """A whole number within its bounds; 0 when it is missing without a default."""
        value = self._get(key, required=required and default is None)
        if value is None:
            return default or 0
        if (
            not isinstance(value, int)
            or isinstance(value, bool)
            or (minimum is not None and value < minimum)
            or (maximum is not None and value > maximum)
        ):
            bounds = [f"at least {minimum}"] if minimum is not None else []
            bounds += [f"at most {maximum}"] if maximum is not None else []
            self._wrong(key, " ".join(["a whole number", " and ".join(bounds)]).rstrip())
            return default or 0
        return value

    def boolean(self, key: str, *, required: bool = True, default: bool | None = None) -> bool:
        """`true` or `false`; False when it is missing without a default."""
        value = self._get(key, required=required and default is None)
        if value is None:
            return bool(default)
        if not isinstance(value, bool):
            self._wrong(key, "true or false")
            return bool(default)
        return value

    def texts(
        self,
        key: str,
        *,
        required: bool = True,
        default: Sequence[str] = (),
        choices: Collection[str] = (),
        pattern: str | None = None,
    ) -> tuple[str, ...]:
        """A list of texts, each once. A required one has at least one."""
        value = self._get(key, required=required and not default)
        if value is None:
            return tuple(default)
        if not isinstance(value, list) or (required and not value):
            self._wrong(key, 'a list of texts: ["…"]')
            return ()
        found = [text for text in (self._line(key, each, choices, pattern) for each in value) if text]
        for repeated in sorted({text for text in found if found.count(text) > 1}):
            self.problem(key, "F03", f"{self._name(key)}: {repeated!r} stands there twice")
        return tuple(dict.fromkeys(found))

    def table(self, key: str, *, required: bool = True) -> "Table":
        """The table under `key`; an empty one when it is missing or none. The same object every time."""
        if key not in self._children:
            value = self._get(key, required=required)
            if value is not None and not isinstance(value, dict):
                self._wrong(key, f"a table: [{self._name(key)}]")
                value = None
            self._children[key] = Table(value or {}, self._source, (*self._path, key))
        return self._children[key]

    def tables(self, key: str, *, required: bool = True) -> Mapping[str, "Table"]:
        """The tables in the table under `key`, by name, in the file's order."""
        parent = self.table(key, required=required)
        if required and key in self._values and not parent.keys():
            self.problem(key, "F02", f"{self._name(key)} has no table in it: write [{self._name(key)}.<name>]")
        return {name: parent.table(name) for name in parent.keys()}  # noqa: SIM118 - not a dict

    def per_language(self, key: str, languages: Sequence[str], *, required: bool = True) -> Mapping[str, str]:
        """One text for each of `languages`: `[key]` with `en = "…"`. Missing ones come back empty."""
        table = self.table(key, required=required)
        wanted = required or key in self._values
        return {language: table.text(language, required=wanted) for language in languages}

    def words(self, key: str, languages: Sequence[str], *, required: bool = True) -> Mapping[str, tuple[str, ...]]:
        """A list of texts for each of `languages`: `[key]` with `en = ["…"]`."""
        table = self.table(key, required=required)
        wanted = required or key in self._values
        return {language: table.texts(language, required=wanted) for language in languages}

    def finish(self) -> None:
        """Note every key that nobody asked for, here and below."""
        for key in self._values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                hint = f"; known here: {known}" if known else ""
                self.problem(key, "F04", f"{self._name(key)} is no key that is known here: mend or remove it{hint}")
        for child in self._children.values():
            child.finish()

    def _get(self, key: str, *, required: bool) -> Any:
        self._asked.add(key)
        value = self._values.get(key)
        if value is None and required:
            self.problem(key, "F02", f"{self._name(key)} is missing")
        return value

    def _line(self, key: str, value: Any, choices: Collection[str], pattern: str | None) -> str:
        if not isinstance(value, str) or not value.strip():
            self._wrong(key, "a text that is not empty")
            return ""
        text = unicodedata.normalize("NFC", value).strip()
        if any(unicodedata.category(character) in ("Cc", "Zl", "Zp") for character in text):
            self._wrong(key, "one line of text, without control characters")
            return ""
        if choices and text not in choices:
            self._wrong(key, "one of " + ", ".join(choices), text)
            return ""
        if pattern is not None and not re.fullmatch(pattern, text):
            self._wrong(key, f"written as {pattern}", text)
            return ""
        return text

    def _wrong(self, key: str, wanted: str, found: str = "") -> None:
        instead = f", not {found!r}" if found else ""
        self.problem(key, "F03", f"{self._name(key)} must be {wanted}{instead}")

    def _name(self, key: str) -> str:
        return ".".join((*self._path, key))


def read(path: Path, root: Path, problems: list[Problem]) -> Table | None:
    """The file's top table, or None after noting why it cannot be read."""
    file = path.relative_to(root).as_posix()
    text = read_text(path, root, problems)
    return None if text is None else of(text, file, problems)


def read_text(path: Path, root: Path, problems: list[Problem]) -> str | None:
    """The file as text, or None after noting why it cannot be read."""
    file = path.relative_to(root).as_posix()
    try:
        return path.read_bytes().decode()
    except OSError as error:
        problems.append(Problem(file, 1, "F01", "error", f"the file cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        problems.append(Problem(file, line, "F01", "error", "the file is not UTF-8: save it in that encoding"))
    return None


def of(text: str, file: str, problems: list[Problem], first_line: int = 1) -> Table | None:
    """The top table of `text`, whose first line is `first_line` of `file`; None after noting that it is no TOML."""
    try:
        values, lines = toml.parse(text)
    except toml.NotToml as error:
        problems.append(Problem(file, error.line + first_line - 1, "F01", "error", f"this is no TOML: {error}"))
        return None
    return Table(values, Source(file, lines, problems, first_line))


def children(folder: Path) -> Iterator[Path]:
    """What a person put into a folder, in order; hidden files and folders (editors', systems') are left out."""
    yield from sorted(path for path in folder.iterdir() if not path.name.startswith("."))
