"""The demo's folder: a copy of the sample deployment, and its data, kept between runs.

Where the data is somewhere else, the folder's `.env` says so: to the next run, and to commands on that folder.

A folder that an older version made is set aside, never changed and never deleted. A deployment of somebody's own that
has no data yet (from `init`) is served as it is. Any other folder is refused: it may hold real evidence.
"""

import os
import time
from pathlib import Path

from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import PREFIX
from capture_gateway.storage import sqlite
from capture_gateway.storage.database import version_of
from capture_gateway.storage.tables import SCHEMA_VERSION
from capture_gateway.testing import sample

STAMP = ".demo"
"""Says which sample the folder was made from, or that it is OWN."""
OWN = "a deployment of its own"
DATABASE = "var/evidence.db"
_SAID = f"{PREFIX}DATABASE_URL='"


def prepare(directory: Path) -> str:
    """Make the folder ready to be served; a sentence for the person when something was set aside, else empty.

    OperatorError when the folder holds something else, cannot be written, or is old and served at this moment.
    """
    sentence = ""
    try:
        if _is_ours(directory) and not _is_current(directory):
            aside = _aside(directory)
            if (directory / DATABASE).exists():
                os.close(sqlite.take_lock(sqlite.url(directory / DATABASE)))  # never from under a demo that runs
            directory.rename(aside)
            sentence = f"The demo in {directory} was made by another version: it is kept in {aside}."
        if not _is_ours(directory):
            _make(directory)
    except OSError as error:
        raise OperatorError(f"{directory} cannot be used for the demo: {error.strerror}.") from error
    return sentence


def database_url(directory: Path, given: str | None) -> str:
    """The database of a folder that was prepared: what was given now, else what `remember` was told, else its own.

    A deployment of somebody's own may name its real database in its `.env`: that is not read.
    """
    if given is not None:
        return given
    said = [] if _is_own(directory) else [line for line in _settings(directory) if line.startswith(_SAID)]
    return said[-1].removeprefix(_SAID).removesuffix("'") if said else f"sqlite:///{DATABASE}"


def remember(directory: Path, url: str) -> str:
    """Write it into the `.env` of the folder, for its owner alone; else a sentence that says what to set."""
    if _is_own(directory) or not set(url).isdisjoint("'\\\n\r$"):
        return f"Other commands need the same database: set {PREFIX}DATABASE_URL for them."
    lines = [line for line in _settings(directory) if not line.startswith(_SAID)]
    try:
        half = directory / f".env-{time.time_ns()}"
        half.touch(mode=0o600)  # it may hold a password
        half.write_text("\n".join([*lines, f"{_SAID}{url}'", ""]), encoding="utf-8")
        half.rename(directory / ".env")
    except OSError as error:
        raise OperatorError(f"{directory / '.env'} cannot be written: {error.strerror}.") from error
    return ""


def _settings(directory: Path) -> list[str]:
    path = directory / ".env"
    try:
        return path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise OperatorError(f"{path} cannot be read as UTF-8 text.") from error


def _is_own(directory: Path) -> bool:
    return (directory / STAMP).read_text().strip() == OWN


def _is_ours(directory: Path) -> bool:
    if (directory / STAMP).is_file():
        return True
    if all((directory / folder).is_dir() for folder in sample.FOLDERS) and not (directory / DATABASE).exists():
        (directory / STAMP).write_text(OWN + "\n")
        return True
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise OperatorError(f"{directory} holds something else than a demo: name an empty folder with --dir.")
    return False


def _is_current(directory: Path) -> bool:
    database = directory / DATABASE
    version = version_of(sqlite.url(database)) if database.exists() else SCHEMA_VERSION
    return (directory / STAMP).read_text().strip() in (sample.digest(), OWN) and version == SCHEMA_VERSION


def _aside(directory: Path) -> Path:
    """A name that is free, beside the folder."""
    stamp = time.strftime("%Y%m%d-%H%M%S")
    names = [f"{directory.name}-aside-{stamp}", *(f"{directory.name}-aside-{stamp}-{count}" for count in range(2, 100))]
    return next(path for path in map(directory.with_name, names) if not path.exists())


def _make(directory: Path) -> None:
    """All of it or nothing: an interrupted copy is not taken for a demo."""
    half = directory.with_name(f".{directory.name}-{time.time_ns()}")
    sample.copy(half)
    (half / STAMP).write_text(sample.digest() + "\n")
    half.rename(directory)  # onto an empty folder, where there is one
