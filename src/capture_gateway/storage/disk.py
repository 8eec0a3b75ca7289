"""What is on the disk: it outlives the machine's end."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """What was written into this file, or the names in this folder, are on the disk when this returns. OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
