"""A record as one line of CSV (RFC 4180), for spreadsheets.

1. A column is a field path of the record; lists are joined by one space, what a record lacks is an empty cell.
2. No cell is a formula, whatever character the spreadsheet takes for its separator: a sign that could begin one (``=``,
   ``+``, ``-``, ``@`` and their full-width twins) gets an apostrophe at the start of a cell, and behind a comma,
   semicolon, bar, tab or line break in it; blanks, quotation marks and characters without width do not hide it. A cell
   that starts with a tab or a line break gets one too.
   https://owasp.org/www-community/attacks/CSV_Injection
3. So does an apostrophe in such a place: taking away one apostrophe from each of them gives the exact text again.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

COLUMNS = (
    "id", "position", "recorded_at", "event", "subject.address", "subject.control", "program.id", "program.version",
    "categories", "contact", "language", "channel.id", "channel.kind", "channel.address", "act.kind", "act.value",
    "act.at", "disclosure.text", "disclosure.sha256", "disclosure.prompt", "disclosure.language", "disclosure.medium",
    "disclosure.shown_at", "call_to_action.text", "call_to_action.sha256", "reply.text", "witness.level",
    "witness.provider", "witness.provider_id", "times.received_at", "times.claimed_at", "decision.rule",
    "decision.reason", "decision.follows", "decision.extent", "sender.id", "sender.legal_name", "sender.on_behalf_of",
)  # fmt: skip

_PARTS = tuple(path.partition(".")[::2] for path in COLUMNS)
# Passed over, with quotation marks: blanks, control characters, characters without width, direction marks.
_HIDING = (
    '[ "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\xa0\\xad\\u034f\\u061c\\u1680\\u180e\\u2000-\\u200f\\u2028-\\u202f'
    "\\u205f-\\u206f\\u3000\\ufeff]*"
)
_SIGNS = r"'=+\-@＝＋－＠﹢﹣﹦﹫−"
_START = re.compile(rf"{_HIDING}[{_SIGNS}\t\r\n]")
_BEHIND = re.compile(rf"[,;|\t\r\n](?={_HIDING}[{_SIGNS}])")
_ENDS = re.compile(r'[",\r\n]')
_KEPT = 2_000
"""Characters: longer texts are not kept for the next record."""


def row(record: Mapping[str, Any]) -> str:
    """The line of a record as it is read: a cell for each of COLUMNS."""
    values = [record.get(outer) if not inner else (record.get(outer) or {}).get(inner) for outer, inner in _PARTS]
    return line(["" if value is None else _cell(value) for value in values])


def line(cells: Iterable[str]) -> str:
    """A line of CSV; every cell is `quoted` where it must be."""
    return ",".join(cells) + "\r\n"


def quoted(text: str) -> str:
    """A cell of RFC 4180: in quotation marks where what it holds would end it."""
    return '"' + text.replace('"', '""') + '"' if _ENDS.search(text) else text


def safe(text: str) -> str:
    """`text` with an apostrophe wherever a spreadsheet might begin a formula."""
    if _BEHIND.search(text):
        text = _BEHIND.sub(r"\g<0>'", text)
    return f"'{text}" if _START.match(text) else text


def _cell(value: Any) -> str:
    text = value if type(value) is str else " ".join(value) if type(value) is list else str(value)
    return _often(text) if len(text) <= _KEPT else _once(text)


def _once(text: str) -> str:
    return quoted(safe(text))


_often = lru_cache(maxsize=4_096)(_once)
