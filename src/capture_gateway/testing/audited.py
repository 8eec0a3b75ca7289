"""A store after a test: whatever the test was about, all that was written is as it was written."""

from pathlib import Path

from sqlalchemy import URL

from capture_gateway import auditing
from capture_gateway.auditing import Kept, Report, Scope
from capture_gateway.storage import outside, vault
from capture_gateway.storage.database import beside
from capture_gateway.testing.keys import KEYS


def audited(url: URL, checkpoint: Path | None = None, *, is_public: bool = False) -> Report:
    """The audit of the database at `url`, and of the newest checkpoint in a file beside it, if there is one."""
    newest = None if checkpoint is None else outside.read(checkpoint)
    kept = [] if newest is None else [Kept("file", newest, is_own=True)]
    with beside(url, None if is_public else KEYS) as connection:
        return auditing.audit(connection, Scope(kept, None if is_public else vault.of(connection)), _quietly)


def assert_sound(url: URL, checkpoint: Path | None = None) -> None:
    """AssertionError with what the audit found."""
    found = audited(url, checkpoint).findings
    if found:
        raise AssertionError("\n".join(["the audit found:", *map(str, found)]))


def _quietly(what: str, done: int, total: int) -> None:
    """Show no progress."""
