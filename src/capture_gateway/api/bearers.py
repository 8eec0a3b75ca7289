"""Who asks: bearer tokens (RFC 6750), and how often they may.

1. A token is looked up by its beginning, and compared by the digest of the whole, in constant time. Whether a
   beginning is known costs the same to ask as any other, and a wrong token leaves nothing behind.
2. What a token may do is remembered for a quarter of a second, so that a pipeline's every question does not look it
   up again; a revoked token is refused after that at the latest.
3. Each token has its requests a minute at each gateway process, whoever sends it. Who asks too often is told when to
   come back (RFC 6585, and https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/). Operations that are
   not limited, such as withdrawals, neither count nor are ever refused; an import asks here once more when it holds
   consents.
4. When a token was last used is noted here, to the minute; whoever calls `used` writes it down.
"""

import hmac
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from capture_gateway.api import problems
from capture_gateway.api.rate import PER_MINUTE, Bucket
from capture_gateway.core import instant
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.storage.prepared import Prepared

REMEMBERED = 250_000_000
"""Nanoseconds."""
_MOST = 1_000
_NOBODY = "0" * 64


@dataclass(frozen=True, slots=True)
class Bearer:
    """A valid token, as far as requests need it."""

    name: str
    scopes: frozenset[str]
    programs: frozenset[str] | None = None
    """The programs that it reaches; None: all."""

    def reaches(self, program: str) -> bool:
        """Whether it may read and write of this program."""
        return self.programs is None or program in self.programs


@dataclass(frozen=True, slots=True)
class _Remembered:
    bearer: Bearer
    bucket: Bucket
    until: int


class Bearers:
    """The tokens of one database, for one event loop.

    `now`: milliseconds since the epoch; `ticks`: nanoseconds of a clock that never jumps.
    """

    def __init__(
        self, database: Database, now: Callable[[], int], ticks: Callable[[], int] = time.monotonic_ns
    ) -> None:
        self._found = Prepared(database, tokens.BY_PREFIX)
        self._now = now
        self._ticks = ticks
        self._remembered: dict[str, _Remembered] = {}
        """By the header, as it comes with every request; valid ones alone."""
        self._buckets: dict[str, Bucket] = {}
        """By digest: one for each valid token that was seen."""
        self._used: dict[str, int] = {}

    async def allow(self, authorization: str | None, scope: str, *, is_limited: bool = True) -> Bearer:
        """The bearer, when it may do this; Problem 401, 403 or 429 otherwise. Database errors go through."""
        now = self._ticks()
        remembered = self._remembered.get(authorization or "")
        if remembered is None or remembered.until < now:
            remembered = await self._look_up(authorization or "", now)
        bearer = remembered.bearer
        if scope not in bearer.scopes:
            raise problems.forbidden(scope)
        if is_limited and (wait := remembered.bucket.take(now)):
            raise problems.too_many(-(-wait // 1_000_000_000), remembered.bucket.per_minute)
        return bearer

    def used(self) -> dict[str, int]:
        """Digest -> the minute in which the token was last used, where the database does not say so yet.

        Each is told once; what could not be written down is noted again when the token is used next.
        """
        used, self._used = self._used, {}
        return used

    def close(self) -> None:
        """Give the connection back."""
        self._found.close()

    async def _look_up(self, authorization: str, now: int) -> _Remembered:
        self._remembered.pop(authorization, None)
        scheme, _, secret = authorization.partition(" ")
        secret = secret.strip()
        if scheme.lower() != "bearer" or not secret:
            raise problems.unauthorized()
        digest = tokens.digest(secret)
        row = await self._row(digest, secret)
        if row is None:
            raise problems.unauthorized()
        bucket = self._buckets.get(digest)
        if bucket is None:
            bucket = self._buckets[digest] = Bucket(row.per_minute or PER_MINUTE)
        minute = self._now() // instant.MINUTE * instant.MINUTE
        if row.used_at is None or row.used_at < minute:
            self._used[digest] = minute
        bearer = Bearer(row.name, frozenset(row.scopes.split()), frozenset(row.programs.split()) or None)
        if len(self._remembered) >= _MOST:
            self._remembered.clear()
        remembered = self._remembered[authorization] = _Remembered(bearer, bucket, now + REMEMBERED)
        return remembered

    async def _row(self, digest: str, secret: str) -> Any:
        found = None
        rows = [tokens.Valid(*row) for row in await self._found.rows(prefix=tokens.prefix(secret))]
        for row in rows or [tokens.Valid(_NOBODY)]:
            if hmac.compare_digest(row.digest, digest):
                found = row
        return found
