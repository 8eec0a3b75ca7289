"""A log's signed head, in the format of https://c2sp.org/tlog-checkpoint. Pure functions.

1. The text is three lines: the log's origin, the number of leaves in decimal digits, and the base64 of the root's 32
   bytes. It stands in a signed note (`ledger.note`).
2. Lines after the third are extensions. None are written; those of others are read over, since they are opaque.
3. It counts as a checkpoint of its origin only when a known key of that very name signed it.
"""

import re
from base64 import b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Self

from capture_gateway.ledger import note
from capture_gateway.ledger.merkle import HASH_SIZE
from capture_gateway.ledger.note import Key, Refused, Signer

LARGEST = 2**63 - 1
"""Leaves that other people's verifiers can count."""

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How large a log is, and the root of its tree."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """The three lines, each with its newline."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @classmethod
    def parse(cls, text: str) -> Self:
        """What the text of a note says. Refused when it is no checkpoint's."""
        lines = text.split("\n")
        if len(lines) < 4 or lines.pop() or not all(lines):
            raise Refused("it is no checkpoint: it does not have three lines or more, none of them empty.")
        origin, size, encoded = lines[:3]
        root = note.base64_of(encoded)
        if not (_SIZE.fullmatch(size) and int(size) <= LARGEST):
            raise Refused(f"it is no checkpoint: {size!r} is no number of leaves.")
        if root is None or len(root) != HASH_SIZE:
            raise Refused(f"it is no checkpoint: {encoded!r} is no root hash.")
        return cls(origin, int(size), root)


def signed(checkpoint: Checkpoint, signers: Iterable[Signer]) -> str:
    """The note that is published."""
    return note.signed(checkpoint.text(), signers)


def said(published: str) -> Checkpoint:
    """The checkpoint in a note of our own, whose signatures need no look. Refused when it is none."""
    return Checkpoint.parse(published.partition("\n\n")[0] + "\n")


def opened(published: str, known: Collection[Key]) -> Checkpoint:
    """The checkpoint in a note, signed by a known key of its origin's name. Refused when it is not."""
    found = note.opened(published, known)
    checkpoint = Checkpoint.parse(found.text)
    if checkpoint.origin not in {key.name for key in found.keys}:
        raise Refused(f"no known key of the log {checkpoint.origin} signed the checkpoint.")
    return checkpoint
