"""The keys that a verifier trusts, from what they were given.

1. A text is one verifier key or several, a line each (`name+id+base64`, https://c2sp.org/signed-note), or the published
   history of a log's keys, as its `/ledger/keys` gives it.
2. A history vouches for nobody by itself: the keys are trusted that a key leads to which was given beside it
   (`ledger.history`). Given alone, it is trusted from its first key on: then whoever gives it vouches for that one.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from capture_gateway.core import instant
from capture_gateway.ledger.history import Entry, followed
from capture_gateway.ledger.note import Key, Refused
from capture_gateway.receipts import strict

MOST = 1_000
"""Keys of a history: each costs signatures to verify."""


def keys(texts: Iterable[str]) -> frozenset[Key]:
    """Every key that is trusted by these texts. Refused when one holds none, or something else."""
    given = set[Key]()
    histories: list[Sequence[Entry]] = []
    for text in texts:
        if text.lstrip().startswith("{"):
            histories.append(_history(text))
        else:
            given.update(_lines(text))
    found = set(given)
    for entries in histories:
        for one in given or {Key.parse(entries[0].vkey)}:
            found.update(followed(entries, one))
    return frozenset(found)


def _lines(text: str) -> list[Key]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise Refused("there is no key in it.")
    return [*map(Key.parse, lines)]


def _history(text: str) -> Sequence[Entry]:
    told = strict.read(text.encode())
    listed = told.get("keys")
    if not isinstance(listed, list) or not 0 < len(listed) <= MOST:
        raise Refused(f"it is no history of keys: it does not list them, 1 to {MOST}.")
    return [*map(_entry, listed)]


def _entry(told: Any) -> Entry:
    members = {"vkey": str, "since": int, "at": str, "note": str}
    if not isinstance(told, dict) or {name: type(value) for name, value in told.items()} != members:
        raise Refused(f"it is no history of keys: one has other members than {', '.join(members)}.")
    try:
        return Entry(told["vkey"], told["since"], instant.parse(told["at"]), told["note"])
    except (ValueError, OverflowError) as error:
        raise Refused("it is no history of keys: it says of one that it came at no instant.") from error
