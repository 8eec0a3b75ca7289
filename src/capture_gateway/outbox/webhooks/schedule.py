"""When a message is tried again, and when an endpoint is given up. The schedule is that of Standard Webhooks.

1. At once, then after each of DELAYS, every one lengthened by up to a tenth, so that many do not come back in step.
2. Where a receiver asks for a pause with 429 or 503 (`Retry-After`), never earlier than that, up to LONGEST_PAUSE.
3. After the last delay a message is given up: it stays in the log, and can be replayed.
4. An endpoint where everything has failed for GIVE_UP_AFTER is disabled; one that answers 410 is at once.
5. Tries are counted since a message was begun (again): a replay has the whole schedule before it.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from collections.abc import Sequence
from datetime import UTC
from email.utils import parsedate_to_datetime

from capture_gateway.core import instant

DELAYS = (
    5 * instant.SECOND,
    5 * instant.MINUTE,
    30 * instant.MINUTE,
    2 * instant.HOUR,
    5 * instant.HOUR,
    10 * instant.HOUR,
    14 * instant.HOUR,
    20 * instant.HOUR,
    24 * instant.HOUR,
)
GIVE_UP_AFTER = 5 * instant.DAY
LONGEST_PAUSE = 5 * instant.DAY
"""Whoever asks for more is given up meanwhile."""
ASKING = frozenset({429, 503})
"""Answers whose `Retry-After` counts (RFC 9110 section 10.2.3, RFC 6585 section 4)."""
RANDOM_BYTES = 4

Attempt = tuple[int, int | None, str, int]
"""When, the status if there was an answer, what went wrong or "", milliseconds that it took."""


def delay(tries: int, random: bytes, pause: int = 0) -> int | None:
    """Milliseconds from the try of this number (the first is 1) to the next; None: there is none.

    `random`: RANDOM_BYTES unpredictable bytes; `pause`: what the receiver asked for.
    """
    if tries > len(DELAYS):
        return None
    part = int.from_bytes(random[:RANDOM_BYTES]) / 2 ** (8 * RANDOM_BYTES)
    return max(int(DELAYS[tries - 1] * (1 + part / 10)), pause)


def pause(status: int | None, retry_after: str | None, now: int) -> int:
    """Milliseconds for which a receiver asks to be left alone: seconds or a date (RFC 9110); 0: it does not say."""
    if status not in ASKING or not retry_after:
        return 0
    try:
        if retry_after.isascii() and retry_after.isdigit():
            asked = int(retry_after[:12]) * instant.SECOND
        else:
            until = parsedate_to_datetime(retry_after)
            asked = int(until.replace(tzinfo=until.tzinfo or UTC).timestamp() * 1000) - now
    except (ValueError, OverflowError):
        return 0
    return min(max(asked, 0), LONGEST_PAUSE)


def tries(attempts: Sequence[Sequence[int | str | None]], since: int) -> int:
    """How many of `attempts` were made since `since`, when the message was begun."""
    return sum(1 for when, *_ in attempts if isinstance(when, int) and when >= since)


def reason_to_disable(status: int | None, failing_since: int | None, now: int) -> str:
    """Why an endpoint gets nothing more, as a sentence; "": it does."""
    if status == 410:
        return "It answered 410 Gone."
    if failing_since is not None and now - failing_since >= GIVE_UP_AFTER:
        return "Every attempt failed for five days."
    return ""
