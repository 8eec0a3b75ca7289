"""The journal: withdrawals that the ledger cannot take now, in a file beside the database, until it can.

1. One line is one act and what was answered: JSON, sealed under the deployment's own key, as base64. It tells nobody
   anything, and a line that was changed does not open.
2. What `add` was given is on the disk when it returns; when it cannot be, nothing of it is there. A last line without
   its end was being written when the process was killed: nobody was answered on it, and it is cut off.
3. Lines that do not open are left out and counted. The file is removed once all of it was taken in, and set aside when
   some of it could not be: it is never lost.

Of one process, which holds the lock of the database; not safe from several threads.
"""

import base64
import json
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from capture_gateway.core.errors import OperatorError
from capture_gateway.storage.disk import sync
from capture_gateway.storage.vault import Sealer, Unsealable

_ABOUT = b"withdrawal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One act, as `core.leaving` writes it, and what was answered."""

    act: Mapping[str, Any]
    words: Mapping[str, str] | None
    """The words of the answer; None: there were none."""
    status: int
    media_type: str
    body: bytes

    @property
    def key(self) -> str:
        """The act's dedupe key."""
        return str(self.act["key"])


class Journal:
    """`entries`: what stands in the file, by dedupe key, in its order."""

    def __init__(self, path: Path, sealer: Sealer) -> None:
        """Read what is there; no file, no entries. OperatorError when it cannot be read."""
        self.path = path
        self.entries: dict[str, Entry] = {}
        self.damaged = 0
        """Lines that do not open."""
        self._sealer = sealer
        try:
            lines = self._whole_lines()
        except OSError as error:
            raise OperatorError(f"{path} cannot be read: {error.strerror}.") from error
        for line in lines:
            try:
                entry = _read(sealer.open(base64.b64decode(line, validate=True), _ABOUT))
            except (Unsealable, ValueError, KeyError, TypeError):
                self.damaged += 1
            else:
                self.entries.setdefault(entry.key, entry)

    def add(self, entries: Sequence[Entry]) -> None:
        """Write these behind the others, durable once it returns. OSError: none of them is there."""
        lines = b"".join(base64.b64encode(self._sealer.seal(_written(entry), _ABOUT)) + b"\n" for entry in entries)
        is_new = not self.path.exists()
        descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            size = os.fstat(descriptor).st_size
            try:
                _write(descriptor, lines)
                os.fsync(descriptor)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
        finally:
            os.close(descriptor)
        if is_new:
            sync(self.path.parent)
        self.entries |= {entry.key: entry for entry in entries}

    def remove(self) -> None:
        """All of it was taken in: the file goes, durably."""
        self.path.unlink(missing_ok=True)
        sync(self.path.parent)
        self.entries = {}

    def set_aside(self) -> Path:
        """Keep the file under another name, which is returned: something in it could not be taken in."""
        aside = self.path.with_name(f"{self.path.name}.aside-{time.time_ns()}")
        self.path.rename(aside)
        sync(self.path.parent)
        self.entries = {}
        return aside

    def _whole_lines(self) -> list[bytes]:
        if not self.path.exists():
            return []
        content = self.path.read_bytes()
        end = content.rfind(b"\n") + 1
        if end < len(content):
            os.truncate(self.path, end)
        return content[:end].splitlines()


def _written(entry: Entry) -> bytes:
    answer = [entry.status, entry.media_type, base64.b64encode(entry.body).decode()]
    return json.dumps({"act": entry.act, "words": entry.words, "answer": answer}).encode()


def _read(plain: bytes) -> Entry:
    value = json.loads(plain)
    status, media_type, body = value["answer"]
    return Entry(value["act"], value["words"], status, media_type, base64.b64decode(body))


def _write(descriptor: int, content: bytes) -> None:
    while content:
        content = content[os.write(descriptor, content) :]
