"""The keys that a verifier trusts, as they are handed on: as text, or in a file.

1. A text is one verifier key or several, a line each (`name+id+base64`, https://c2sp.org/signed-note).
"""

from collections.abc import Iterable

from capture_gateway.ledger.note import Key, Refused


def keys(texts: Iterable[str]) -> frozenset[Key]:
    """Every key in these texts. Refused when one holds none, or something else."""
    found: set[Key] = set()
    for text in texts:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if not lines:
            raise Refused("there is no key in it.")
        found.update(map(Key.parse, lines))
    return frozenset(found)
