"""Texts that we send of our own accord: what they are for, and whether one may still go when its turn comes.

1. A text is written down together with what it tells of, and goes out later; what was true then may not be true any
   more.
2. What tells of consent (`granted`) goes only while some of it stands for texts.
3. What asks a typed number whether it is theirs (`confirm`, `code`) goes only while nobody withdrew since.
4. What confirms a withdrawal (`stopped`) and what answers a message that reached us late (`answer`) needs no consent:
   the person asked for it. Nothing goes after its `until`: no confirmation later than 5 minutes
   (47 CFR 64.1200(a)(12)).
"""

from dataclasses import dataclass
from typing import Literal

from capture_gateway.core import instant
from capture_gateway.core.disclosure import Words
from capture_gateway.core.permission import Standing

Purpose = Literal["granted", "confirm", "code", "stopped", "answer"]

CONFIRM_WITHIN = 5 * instant.MINUTE
GRANTED_WITHIN = instant.HOUR
CODE_WITHIN = 10 * instant.MINUTE
WAY = "sms"
"""The way of contact that a text is."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One text to one person."""

    id: str
    """UUIDv7; that of the showing where the text is one. It travels in the address for delivery reports."""
    purpose: Purpose
    channel: str
    """Id of the line whose number it comes from."""
    subject: str
    sender: str
    program: str
    categories: tuple[str, ...]
    words: Words
    """Filled."""
    made_at: int
    until: int


def may_go(text: Outgoing, standing: Standing, now: int) -> str | None:
    """None, or why `text` may not go any more: `late`, `withdrawn`, `not-given`."""
    if now > text.until:
        return "late"
    if text.purpose == "granted":
        cells = (standing.of(text.program, category, WAY) for category in text.categories)
        return None if any(cell is not None and cell.state == "given" for cell in cells) else "not-given"
    if text.purpose in ("confirm", "code"):
        stopped = standing.last_withdrawn(text.program, text.categories, (WAY,)) > 0
        return "withdrawn" if stopped else None
    return None
