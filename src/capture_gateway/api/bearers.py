"""Who asks: bearer tokens (RFC 6750), looked up by their beginning, compared by the digest of the whole secret.

What a token may do is remembered for a quarter of a second, so that a pipeline's every question does not look it up
again; a revoked token is refused after that at the latest.
"""

import time
from dataclasses import dataclass

from capture_gateway.api import problems
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.storage.prepared import Prepared

REMEMBERED = 0.25
"""Seconds."""
_MOST = 1_000


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


class Bearers:
    """The tokens of one database, for one event loop."""

    def __init__(self, database: Database) -> None:
        self._scopes = Prepared(database.reader, tokens.BY_DIGEST)
        self._remembered: dict[str, tuple[float, Bearer]] = {}

    def allow(self, authorization: str | None, scope: str, *, is_limited: bool = True) -> Bearer:  # noqa: ARG002
        """The bearer, when it may do this; Problem 401, 403 or 429 otherwise. Database errors go through."""
        scheme, _, secret = (authorization or "").partition(" ")
        if scheme.lower() != "bearer" or not secret:
            raise problems.unauthorized()
        digest = tokens.digest(secret.strip())
        now = time.monotonic()
        until, bearer = self._remembered.get(digest, (0.0, None))
        if bearer is None or until < now:
            row = self._scopes.first(digest=digest)
            if row is None:
                self._remembered.pop(digest, None)
                raise problems.unauthorized()
            bearer = Bearer(row[1], frozenset(row[0].split()), frozenset(row[2].split()) or None)
            if len(self._remembered) >= _MOST:
                self._remembered.clear()
            self._remembered[digest] = (now + REMEMBERED, bearer)
        if scope not in bearer.scopes:
            raise problems.forbidden(scope)
        return bearer

    def close(self) -> None:
        """Give the connection back."""
        self._scopes.close()
