"""The history of the keys that sign a log: each names the one before it, and is vouched for by it. Pure functions.

1. A key enters with a note (`ledger.note`) of five lines: what it is, the new key, the key before it, and the size and
   root of the tree at that moment. No checkpoint reads like it: where that has a number, this has a key.
2. Both sign it, so trust goes both ways: who knows the old key learns the new one, and who knows the new one learns
   under which its log was signed before. An old receipt holds for ever.
3. Of a log's first key there is no note. Where the key before was lost, the new one signs alone: who knows the old one
   does not learn it here, and has to be told.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.ledger import note
from capture_gateway.ledger.note import Key, Refused, Signer

_HEADER = "capture-gateway: a new key signs this log"


@dataclass(frozen=True, slots=True)
class Entry:
    """A key that signs, as it is published."""

    vkey: str
    """Its name is the log's origin."""
    since: int
    """Size of the tree when it came."""
    at: int
    """Milliseconds since the epoch."""
    note: str
    """Empty for the first."""


def introduced(key: Key, before: Key, held: Iterable[Ed25519PrivateKey], size: int, root: bytes) -> str:
    """The note by which `key` enters after `before`; `held`: the private keys at hand, that of `key` among them."""
    signers = [Signer(name, private) for name in dict.fromkeys((before.name, key.name)) for private in held]
    return note.signed(_text(key, before, size, root), [one for one in signers if one.key in (before, key)])


def vouched(entry: Entry, before: Entry) -> tuple[Key, ...]:
    """Who signed the note of `entry`: the key before it, itself, or both. Refused when it is no such note."""
    keys = Key.parse(before.vkey), Key.parse(entry.vkey)
    opened = note.opened(entry.note, keys)
    head, _, root = opened.text.removesuffix("\n").rpartition("\n")
    decoded = note.base64_of(root)
    if decoded is None or opened.text != _text(keys[1], keys[0], entry.since, decoded):
        raise Refused(
            f"the note does not say that {entry.vkey} follows {before.vkey} at {entry.since} entries: {head!r}"
        )
    return opened.keys


def unvouched(entries: Sequence[Entry]) -> list[Entry]:
    """Those that signed their note alone, since the key before them was lost (rule 3)."""
    found = []
    for before, entry in pairwise(entries):
        signed = _signed(entry, before)
        if signed and Key.parse(before.vkey) not in signed:
            found.append(entry)
    return found


def followed(entries: Sequence[Entry], known: Key) -> tuple[Key, ...]:
    """The keys of a history that `known` leads to, itself among them, in the history's order; none for a stranger.

    A note that does not hold ends the way in its direction. Refused where a key cannot be one.
    """
    keys = [Key.parse(entry.vkey) for entry in entries]
    if known not in keys:
        return ()
    first = last = keys.index(known)
    while last + 1 < len(keys) and keys[last] in _signed(entries[last + 1], entries[last]):
        last += 1
    while first > 0 and keys[first] in _signed(entries[first], entries[first - 1]):
        first -= 1
    return tuple(dict.fromkeys(keys[first : last + 1]))


def _signed(entry: Entry, before: Entry) -> tuple[Key, ...]:
    try:
        return vouched(entry, before)
    except Refused:
        return ()


def _text(key: Key, before: Key, size: int, root: bytes) -> str:
    return f"{_HEADER}\n{key}\n{before}\n{size}\n{b64encode(root).decode()}\n"
