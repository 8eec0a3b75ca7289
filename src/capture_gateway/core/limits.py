"""How many texts may go to numbers that somebody typed: values in, one refusal or none out."""

from collections.abc import Mapping, Sequence

from capture_gateway.core.act import Act
from capture_gateway.core.state import Decision


def keys(act: Act, now: int) -> Sequence[str]:
    """The counters that `refusal` and `is_flood` look at; none for acts that no typed number is in."""
    return ()


def refusal(act: Act, counts: Mapping[str, int], now: int) -> str | None:
    """Why no text may go to the number that was typed; None: it may."""
    return None


def is_flood(act: Act, counts: Mapping[str, int], now: int) -> bool:
    """Whether so much came from there that this is answered, and nothing is kept of it."""
    return False


def used(act: Act, decision: Decision, now: int) -> Mapping[str, tuple[int, int]]:
    """Counter -> (by how much it grows, when its span ends)."""
    return {}
