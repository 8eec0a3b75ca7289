"""How often one token may ask: a bucket that holds a minute's requests, and fills up again all the time."""

MINUTE = 60_000_000_000
"""Nanoseconds."""
PER_MINUTE = 60_000
"""Requests, unless the token has a figure of its own."""


class Bucket:
    """So many requests a minute, all of them at once if need be. Times are nanoseconds of a clock that never jumps.

    Kept is one figure: when the bucket is full again. Each request moves that by its share of a minute; a request that
    would move it further than a minute ahead finds the bucket empty. (The "virtual scheduling" form of the leaky
    bucket, ITU-T I.371.)
    """

    __slots__ = ("_full_at", "_share", "per_minute")

    def __init__(self, per_minute: int) -> None:
        self.per_minute = per_minute
        self._share = MINUTE // per_minute
        self._full_at = 0

    def take(self, now: int) -> int:
        """Take one request out: 0, or how long to wait until there is one. Who has to wait is not counted."""
        full_at = (max(now, self._full_at)) + self._share
        wait = full_at - now - MINUTE
        if wait > 0:
            return wait
        self._full_at = full_at
        return 0
