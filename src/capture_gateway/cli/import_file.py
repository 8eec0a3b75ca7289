"""Files of consents and withdrawals: each line as an item of `POST /v1/evidence/import`, or what is wrong with it.

1. NDJSON: a line is an item, as the API takes it. A line of FILE.refused.ndjson is one too: the item in it.
2. CSV: the first line names the columns (COLUMNS), in any order. Empty cells are left out; several values in one cell
   stand apart by blanks or semicolons. `text_file` names a file with the words, in the folder
   of the CSV file or below it: whatever it names stands in the ledger for good, so nothing else can be named.
3. A file is streamed: what is in memory does not grow with it. What cannot be read is wrong by itself; only a CSV file
   that ends in the middle of a quoted cell, or has unknown columns, is wrong as a whole (OperatorError).
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, BinaryIO, Literal, get_args

import orjson

from capture_gateway.core.errors import OperatorError

Format = Literal["ndjson", "csv"]
LONGEST = 256 * 1024
"""Bytes of one item; the words in it may have 20,000 characters."""
MOST, LARGEST = 500, 900_000
"""Items, and bytes, of one request."""

_SUFFIXES: Mapping[str, Format] = {".ndjson": "ndjson", ".jsonl": "ndjson", ".csv": "csv"}
_LISTS = frozenset({"categories", "contact"})
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "address": ("address",),
    "event": ("event",),
    "program": ("program",),
    "categories": ("categories",),
    "contact": ("contact",),
    "text": ("disclosure", "text"),
    "text_file": ("disclosure", "text"),
    "language": ("disclosure", "language"),
    "version": ("disclosure", "version"),
    "medium": ("disclosure", "medium"),
    "act": ("act", "kind"),
    "value": ("act", "value"),
    "claimed_at": ("claimed_at",),
    "source": ("source",),
    "reference": ("reference",),
    "reason": ("reason",),
    "ip": ("ip",),
    "user_agent": ("user_agent",),
    "page": ("page",),
}
"""Column -> where its cell stands in the item."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item of a file."""

    number: int
    """Of the line, from 1; of the last one, where a cell has several."""
    ends_at: int
    """Bytes of the file that were read by then."""
    item: dict[str, Any] | None
    error: str = ""
    """Why it cannot be sent; empty: it can."""

    @property
    def is_withdrawal(self) -> bool:
        """Whether it says that somebody wants no more."""
        return self.item is not None and self.item.get("event") == "withdrawn"


def format_of(path: Path) -> Format:
    """By the file's name. OperatorError when that says nothing."""
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise OperatorError(f"say what {path.name} is: --format {' or '.join(get_args(Format))}") from None


def lines(path: Path, form: Format, defaults: Mapping[str, str]) -> Iterator[Line]:
    """Every item of a file, in its order; `defaults`: of what an item does not say. OperatorError, see the module."""
    try:
        with path.open("rb") as file:
            for line in (_of_json if form == "ndjson" else _of_csv)(file, path):
                yield _checked(line, defaults)
    except OSError as error:
        raise OperatorError(f"{path} cannot be read: {error.strerror}") from error


def chunks(found: Iterator[Line]) -> Iterator[list[Line]]:
    """As many items as one request takes."""
    chunk: list[Line] = []
    size = 0
    for line in found:
        length = len(orjson.dumps(line.item)) + 1
        if chunk and (len(chunk) == MOST or size + length > LARGEST):
            yield chunk
            chunk, size = [], 0
        chunk.append(line)
        size += length
    if chunk:
        yield chunk


def _checked(line: Line, defaults: Mapping[str, str]) -> Line:
    if line.item is None:
        return line
    item = {**defaults, **line.item}
    try:
        is_long = len(orjson.dumps(item)) > LONGEST
    except orjson.JSONEncodeError:
        return Line(line.number, line.ends_at, None, "The line is no UTF-8.")
    if is_long:
        return Line(line.number, line.ends_at, None, _TOO_LONG)
    return Line(line.number, line.ends_at, item, line.error)


_TOO_LONG = f"The line is longer than {LONGEST // 1024} KiB."


def _of_json(file: BinaryIO, _path: Path) -> Iterator[Line]:
    number = 0
    while text := file.readline(LONGEST + 1):
        number += 1
        is_long = len(text) > LONGEST
        while is_long and text and not text.endswith(b"\n"):
            text = file.readline(LONGEST)
        if is_long:
            yield Line(number, file.tell(), None, _TOO_LONG)
        elif text.strip():
            yield _item(number, file.tell(), text.removeprefix(b"\xef\xbb\xbf"))


def _item(number: int, ends_at: int, text: bytes) -> Line:
    try:
        item = orjson.loads(text)
    except orjson.JSONDecodeError:
        return Line(number, ends_at, None, "The line is no JSON.")
    if isinstance(item, dict) and item.keys() == {"line", "errors", "item"}:
        item = item["item"]
    if not isinstance(item, dict):
        return Line(number, ends_at, None, "The line is no JSON object.")
    return Line(number, ends_at, item)


def _of_csv(file: BinaryIO, path: Path) -> Iterator[Line]:
    # A byte that is no UTF-8 becomes a lone surrogate, which no JSON can hold: that row is refused, not changed.
    with io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
        rows = csv.reader(text, strict=True)
        try:
            names = [name.strip() for name in next(rows, [])]
            _check_columns(names, path)
            folder = path.resolve().parent
            for row in rows:
                if any(row):
                    yield _row(names, row, Line(rows.line_num, file.tell(), None), folder)
        except csv.Error as error:
            raise OperatorError(f"{path}:{rows.line_num}: this is no CSV: {error}") from error


def _check_columns(names: list[str], path: Path) -> None:
    unknown = [name for name in names if name not in COLUMNS]
    twice = [name for name in names if names.count(name) > 1]
    if unknown or "address" not in names:
        wrong = f"there is no column {unknown[0]!r}" if unknown else "the first line names no column address"
        raise OperatorError(f"{path}:1: {wrong}; known: {', '.join(COLUMNS)}")
    if twice:
        raise OperatorError(f"{path}:1: the column {twice[0]} is there twice")


def _row(names: list[str], cells: list[str], line: Line, folder: Path) -> Line:
    if len(cells) > len(names):
        return Line(line.number, line.ends_at, None, "The row has more cells than there are columns.")
    item: dict[str, Any] = {}
    for name, cell in zip(names, cells, strict=False):
        if not cell.strip():
            continue
        value: Any = cell
        if name in _LISTS:
            value = cell.replace(";", " ").split()
        elif name == "text_file":
            try:
                value = _words(folder, cell.strip())
            except (OSError, ValueError, RuntimeError):  # RuntimeError: links that go round
                error = f"The file {cell.strip()[:200]!r} cannot be read, is no UTF-8, or is not in {folder}."
                return Line(line.number, line.ends_at, item, error)
        elif name != "text":
            value = cell.strip()
        target = item
        *outer, last = COLUMNS[name]
        for part in outer:
            target = target.setdefault(part, {})
        target[last] = value
    return Line(line.number, line.ends_at, item)


@lru_cache(maxsize=64)
def _words(folder: Path, name: str) -> str:
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise ValueError("it lies elsewhere")
    with path.open("rb") as file:
        return file.read(LONGEST + 1).decode()
