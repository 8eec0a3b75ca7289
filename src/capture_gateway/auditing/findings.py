"""What an audit found: each finding says where it is, and never what it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

MOST = 100
"""Findings that are kept to be shown; the others are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written."""

    table: str
    key: str
    """Of the row: a position, an id, a look-up token; of a file, its name. Never an address or a text."""
    what: str
    expected: str = ""
    found: str = ""

    def __str__(self) -> str:
        told = f"{self.table} {self.key}: {self.what}"
        return f"{told} (expected {self.expected}, found {self.found})" if self.expected else told


class Findings:
    """Collects them. Truthy when there is one."""

    def __init__(self) -> None:
        self._kept: dict[Finding, None] = {}
        self.count = 0

    def add(self, table: str, key: object, what: str, expected: object = "", found: object = "") -> None:
        """One more; the same one again is none."""
        finding = Finding(table, _plain(key), what, _plain(expected), _plain(found))
        if finding in self._kept:
            return
        self.count += 1
        if len(self._kept) < MOST:
            self._kept[finding] = None

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._kept)

    def __bool__(self) -> bool:
        return self.count > 0


def _plain(value: object) -> str:
    """On one line, whatever somebody wrote into the database."""
    text = value.hex() if isinstance(value, bytes) else str(value)
    return text.encode("unicode_escape").decode()[:80]
