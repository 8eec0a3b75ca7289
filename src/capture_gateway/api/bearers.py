"""Who asks: bearer tokens (RFC 6750), looked up by the digest of the whole secret.

What a token may do is remembered for a quarter of a second, so that a pipeline's every question does not look it up
again; a revoked token is refused after that at the latest.
"""

import time

from starlette.requests import Request

from capture_gateway.api import problems
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database
from capture_gateway.storage.prepared import Prepared

REMEMBERED = 0.25
"""Seconds."""
_MOST = 1_000


class Bearers:
    """The tokens of one database, for one event loop."""

    def __init__(self, database: Database) -> None:
        self._scopes = Prepared(database.reader, tokens.BY_DIGEST)
        self._remembered: dict[str, tuple[float, frozenset[str], str]] = {}

    def allow(self, request: Request, scope: str) -> str:
        """The bearer's name, when it may do this; Problem 401 or 403 otherwise."""
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret:
            raise problems.unauthorized()
        digest = tokens.digest(secret.strip())
        now = time.monotonic()
        until, scopes, name = self._remembered.get(digest, (0.0, frozenset[str](), ""))
        if until < now:
            row = self._scopes.first(digest=digest)
            if row is None:
                self._remembered.pop(digest, None)
                raise problems.unauthorized()
            scopes, name = frozenset(row[0].split()), row[1]
            if len(self._remembered) >= _MOST:
                self._remembered.clear()
            self._remembered[digest] = (now + REMEMBERED, scopes, name)
        if scope not in scopes:
            raise problems.forbidden(scope)
        return name

    def close(self) -> None:
        """Give the connection back."""
        self._scopes.close()
