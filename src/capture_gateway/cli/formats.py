"""What an export is written as: records, and one last line by which it proves itself.

1. NDJSON: one record in a line, exactly as the API gives it; the last line is `{"export": {…}}`.
2. CSV (RFC 4180, UTF-8 with a byte order mark, as spreadsheets want it): a header, one row for a record (`core.cells`),
   and a last row whose first cell is `#export` and whose second one is the same JSON.
3. `sha256` in the last line is that of every byte before it; `ledger` is the tree head under which all of it stands.
"""

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, Literal

import orjson

from capture_gateway.core.cells import COLUMNS, line, quoted, row
from capture_gateway.core.errors import OperatorError

Name = Literal["ndjson", "csv"]
Summary = Mapping[str, Any]

_MARK = "#export"
_LONGEST_END = 4_096
"""Bytes that the last line has at most."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Format:
    """How an export begins, goes on and ends."""

    begin: bytes
    record: Callable[[Mapping[str, Any]], bytes]
    end: Callable[[Summary], bytes]
    summary: Callable[[str], Any]
    """What `end` was given, from the line that it made. LookupError or ValueError when it did not make it."""


def _line(value: Mapping[str, Any]) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


def _last_row(summary: Summary) -> bytes:
    return line([_MARK, quoted(orjson.dumps(summary).decode()), *[""] * (len(COLUMNS) - 2)]).encode()


def _summary_of_row(line: str) -> Any:
    (cells,) = csv.reader([line])
    return orjson.loads(cells[1])


FORMATS: Mapping[str, Format] = {
    "ndjson": Format(b"", _line, lambda summary: _line({"export": summary}), lambda line: orjson.loads(line)["export"]),
    "csv": Format(
        b"\xef\xbb\xbf" + line(COLUMNS).encode(),
        lambda record: row(record).encode(),
        _last_row,
        _summary_of_row,
    ),
}


def told(summary: Summary) -> str:
    """What an export holds, in words."""
    count, ledger = summary["records"], summary["ledger"]
    where = f"{count:,} records, positions {summary['first']} to {summary['last']}" if count else "no records"
    return f"{where}, of a ledger of {ledger['size']:,} with the root {ledger['root']}"


def check(path: Path) -> str:
    """What the export at `path` holds, in words. OperatorError when its last line is not true of what is before it."""
    if not path.is_file():
        raise OperatorError(f"there is no file {path}.")
    try:
        with path.open("rb") as file:
            start = max(0, file.seek(0, io.SEEK_END) - _LONGEST_END)
            file.seek(start)
            tail = file.read()
            behind = tail.rfind(b"\n", 0, -1) + 1
            summary = _summary(tail[behind:].decode())
            file.seek(0)
            digest, expected, holds = _digest(file, start + behind), summary["sha256"], told(summary)
    except OSError as error:
        raise OperatorError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, LookupError, TypeError) as error:
        raise OperatorError(f"{path} does not end as an export does: it was cut off, or is something else.") from error
    if digest != expected:
        raise OperatorError(f"{path} was changed: its bytes do not have the digest that its last line names.")
    return holds


def _summary(line: str) -> Summary:
    found: Summary = FORMATS["csv" if line.startswith(_MARK) else "ndjson"].summary(line)
    return found


def _digest(file: BinaryIO, length: int) -> str:
    digest = sha256()
    for start in range(0, length, _PIECE):
        digest.update(file.read(min(_PIECE, length - start)))
    return digest.hexdigest()
