"""The journal: withdrawals that the ledger cannot take now, in a file beside the database, until it can.

1. One line is one act and what was answered: JSON, sealed under the deployment's own key, as base64. It tells nobody
   anything, and a line that was changed does not open.
2. What `add` was given is on the disk when it returns; when it cannot be, nothing of it is there. A last line without
   its end was being written when the process was killed: nobody was answered on it, and it is cut off.
3. Lines that do not open are left out and counted. The file is removed once all of it was taken in, and set aside when
   some of it could not be: it is never lost.

4. Gateways of one machine that share a database share the journal. Whoever reads or writes it holds a lock (flock) on
   the file, and what is removed is what was read: nothing that another one added meanwhile.

Safe from several processes of one machine; not from several threads of one.
"""

import base64
import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        self._read_to = (0, 0)
        """Which file was read, and how many bytes of it."""
        try:
            self.refresh()
        except OSError as error:
            raise OperatorError(f"{path} cannot be read: {error.strerror}.") from error

    def refresh(self) -> None:
        """Read what other processes wrote since. OSError."""
        with contextlib.suppress(FileNotFoundError), self._locked(os.O_RDWR) as descriptor:
            self._read(descriptor)

    def add(self, entries: Sequence[Entry]) -> None:
        """Write these behind the others, durable once it returns. OSError: none of them is there."""
        lines = b"".join(base64.b64encode(self._sealer.seal(_written(entry), _ABOUT)) + b"\n" for entry in entries)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked(os.O_RDWR | os.O_CREAT) as descriptor:
            self._read(descriptor)
            file, size = self._read_to
            try:
                os.lseek(descriptor, size, os.SEEK_SET)
                _write(descriptor, lines)
                os.fsync(descriptor)
                if not size:
                    sync(self.path.parent)
            except OSError:
                os.ftruncate(descriptor, size)
                raise
            self._read_to = file, size + len(lines)
        self._keep(entries)

    def remove(self) -> bool:
        """All of it was taken in: the file goes, durably. False: another process wrote more, which is read now."""
        with contextlib.suppress(FileNotFoundError), self._locked(os.O_RDWR) as descriptor:
            before = self._read_to
            self._read(descriptor)
            if self._read_to != before:
                return False
            self.path.unlink()
            sync(self.path.parent)
        self.entries = {}
        return True

    def set_aside(self) -> Path | None:
        """Keep the file under another name, which is returned: something in it could not be taken in.

        None: another process did.
        """
        self.entries = {}
        aside = self.path.with_name(f"{self.path.name}.aside-{time.time_ns()}")
        with contextlib.suppress(FileNotFoundError), self._locked(os.O_RDWR):
            self.path.rename(aside)
            sync(self.path.parent)
            return aside
        return None

    @contextlib.contextmanager
    def _locked(self, flags: int) -> Iterator[int]:
        """The file, opened, while no other process reads or writes it. FileNotFoundError where there is none."""
        while True:
            descriptor = os.open(self.path, flags, 0o600)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX)
                if self._is_there(descriptor):
                    yield descriptor
                    return
            finally:
                os.close(descriptor)

    def _is_there(self, descriptor: int) -> bool:
        """Whether it is the file still: it may have been removed, or set aside, while we waited for the lock."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except FileNotFoundError:
            return False

    def _read(self, descriptor: int) -> None:
        """What is new in the file; a torn last line is cut off, whose writer died: it would hold the lock."""
        found = os.fstat(descriptor)
        file, size = self._read_to
        if file != found.st_ino or size > found.st_size:
            size = 0
        os.lseek(descriptor, size, os.SEEK_SET)
        with os.fdopen(os.dup(descriptor), "rb") as reader:
            content = reader.read()
        end = content.rfind(b"\n") + 1
        if end < len(content):
            os.ftruncate(descriptor, size + end)
        self._keep(self._opened(content[:end].splitlines()))
        self._read_to = found.st_ino, size + end

    def _opened(self, lines: Sequence[bytes]) -> Iterator[Entry]:
        for line in lines:
            try:
                yield _read(self._sealer.open(base64.b64decode(line, validate=True), _ABOUT))
            except (Unsealable, ValueError, KeyError, TypeError):
                self.damaged += 1

    def _keep(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.entries.setdefault(entry.key, entry)


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
