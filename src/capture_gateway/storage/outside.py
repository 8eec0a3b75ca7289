"""The newest checkpoint in a file outside the database: what tells an old copy of the database from the right one.

It is the signed note itself, so that anybody can check it, and any tool can copy it somewhere else. Several gateways of
one machine write the same file.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.note import LONGEST, Refused
from capture_gateway.storage.disk import sync


def read(path: Path) -> str | None:
    """The signed note in the file; None when there is no file. OperatorError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(LONGEST + 1).decode()
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{path}, the newest checkpoint, cannot be read as UTF-8 text.") from error


def write(path: Path, note: str) -> None:
    """Replace what the file says, all of it or nothing; on the disk when this returns. OSError.

    Never by a smaller checkpoint of the same log: another gateway was faster. Safe from several threads and processes
    of one machine; others may read meanwhile. Ended in between, it leaves a file `<name>.new`, which the next write
    takes.
    """
    part = path.with_name(path.name + ".new")
    path.parent.mkdir(parents=True, exist_ok=True)
    with _locked(path.parent):
        if _is_larger(path, note):
            return
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(note.encode())
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        sync(path.parent)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """No other thread or process of this machine is in this block for the same folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _is_larger(path: Path, note: str) -> bool:
    """Whether the file has a larger checkpoint of the same log."""
    try:
        there, new = checkpoint.said(read(path) or ""), checkpoint.said(note)
    except (OperatorError, Refused):
        return False  # whatever else it is, it is replaced
    return there.origin == new.origin and there.size > new.size
