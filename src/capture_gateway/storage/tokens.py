"""Integrators' tokens: only digests are kept; the secret is shown once, when it is made."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlmodel import col

from capture_gateway.storage.tables import TokenRow

SCOPES = (
    "permission:read", "evidence:read", "evidence:write", "withdrawals:write", "reviews", "webhooks", "erasures",
)  # fmt: skip

BY_DIGEST = select(col(TokenRow.scopes), col(TokenRow.name), col(TokenRow.programs)).where(
    col(TokenRow.digest) == bindparam("digest"), col(TokenRow.revoked_at).is_(None)
)
"""The scopes and the name of the token with this `digest`, unless it is revoked."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed."""

    name: str
    scopes: tuple[str, ...]
    created_at: int
    revoked_at: int | None


def digest(secret: str) -> str:
    """What is kept of a secret of 256 random bits; no slower hash is needed for those."""
    return sha256(secret.encode()).hexdigest()


def scopes_of(connection: Connection, secret: str) -> frozenset[str] | None:
    """What the bearer may do; None when the token is unknown or revoked."""
    row = connection.execute(BY_DIGEST, {"digest": digest(secret)}).first()
    return None if row is None else frozenset(row[0].split())


def create(
    connection: Connection,
    name: str,
    scopes: Iterable[str],
    secret: str,
    now: int,
    *,
    programs: Iterable[str] = (),
    per_minute: int | None = None,
) -> None:
    """Keep a new token. `programs`: those that it reaches; none: all."""
    row = {
        "digest": digest(secret),
        "prefix": secret[:12],
        "name": name,
        "scopes": " ".join(scopes),
        "programs": " ".join(programs),
        "per_minute": per_minute,
        "created_at": now,
    }
    connection.execute(insert(TokenRow), row)


def listed(connection: Connection) -> list[Token]:
    """Every token, by name."""
    columns = (col(TokenRow.name), col(TokenRow.scopes), col(TokenRow.created_at), col(TokenRow.revoked_at))
    rows = connection.execute(select(*columns).order_by(columns[0]))
    return [Token(row[0], tuple(row[1].split()), row[2], row[3]) for row in rows]


def revoke(connection: Connection, name: str, now: int) -> bool:
    """Whether a token of this name was still valid; it is not any more, for every request from now on."""
    valid = (col(TokenRow.name) == name) & col(TokenRow.revoked_at).is_(None)
    return connection.execute(update(TokenRow).where(valid).values(revoked_at=now)).rowcount > 0
