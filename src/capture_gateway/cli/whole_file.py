"""A file that is there as a whole, or not at all.

It is written under another name in the same folder, reaches the disk, and only then gets its own name: an error,
Ctrl-C, a full disk or the end of the process leaves nothing under that name, or what was there before.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from capture_gateway.core.errors import OperatorError
from capture_gateway.storage.disk import sync


@contextmanager
def whole_file(path: Path, *, replace: bool) -> Iterator[BinaryIO]:
    """The file to be `path` when the block ends without an error; only its owner can read it.

    OperatorError when it cannot be written, or there is one and it is not to be replaced.
    """
    if path.exists() and not (replace and path.is_file()):
        hint = "name another one, or replace it with --force" if path.is_file() else "it is no file"
        raise OperatorError(f"{path} exists: {hint}.")
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        part = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as file:
                yield file
                file.flush()
                os.fsync(descriptor)
            part.replace(path)
            sync(path.parent)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise OperatorError(f"{path} cannot be written: {error.strerror}.") from error
