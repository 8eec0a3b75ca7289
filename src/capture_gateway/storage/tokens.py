"""Integrators' tokens: only digests are kept, and the beginnings by which they are looked up and told apart.

The secret is shown once, when it is made.
"""

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, update
from sqlmodel import col

from capture_gateway.storage import vault
from capture_gateway.storage.tables import TokenRow

SCOPES = (
    "permission:read", "evidence:read", "evidence:write", "withdrawals:write", "reviews", "webhooks", "erasures",
    "metrics",
)  # fmt: skip
PREFIX = 12
"""Characters of a secret that are kept in the clear."""
MARK = "cg_"
"""What secrets of ours begin with, so that they are found where they should not be."""
AT_ONCE = 2
"""Valid tokens of one name: one that takes over, and one that goes."""

_VOUCHED = ("digest", "prefix", "name", "scopes", "programs", "per_minute", "created_at", "revoked_at")
"""Columns that the seal of a token vouches for."""
_IS_VALID = col(TokenRow.revoked_at).is_(None)


class Valid(NamedTuple):
    """A row of BY_PREFIX."""

    digest: str
    name: str = ""
    scopes: str = ""
    programs: str = ""
    per_minute: int | None = None
    used_at: int | None = None


BY_PREFIX = select(*[col(getattr(TokenRow, name)) for name in Valid._fields]).where(
    col(TokenRow.prefix) == bindparam("prefix"), _IS_VALID
)
"""The tokens that begin with `prefix`, unless they are revoked."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is listed."""

    name: str
    prefix: str
    scopes: tuple[str, ...]
    programs: tuple[str, ...]
    """Empty: all."""
    per_minute: int | None
    """None: the default."""
    created_at: int
    used_at: int | None
    revoked_at: int | None


def digest(secret: str) -> str:
    """What is kept of a secret of 256 random bits; no slower hash is needed for those."""
    return sha256(secret.encode()).hexdigest()


def prefix(secret: str) -> str:
    """By what it is looked up."""
    return secret[:PREFIX]


def scopes_of(connection: Connection, secret: str) -> frozenset[str] | None:
    """What the bearer may do; None when the token is unknown or revoked."""
    for row in connection.execute(BY_PREFIX, {"prefix": prefix(secret)}):
        if hmac.compare_digest(row.digest, digest(secret)):
            return frozenset(row.scopes.split())
    return None


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
        "prefix": prefix(secret),
        "name": name,
        "scopes": " ".join(scopes),
        "programs": " ".join(programs),
        "per_minute": per_minute,
        "created_at": now,
        "revoked_at": None,
    }
    connection.execute(insert(TokenRow), {**row, "seal": _seal(connection, row)})


def valid(connection: Connection, name: str) -> int:
    """How many valid tokens have this name."""
    of_name = select(func.count()).where(col(TokenRow.name) == name, _IS_VALID)
    return int(connection.execute(of_name).scalar_one())


def listed(connection: Connection) -> list[Token]:
    """Every token, by name, the oldest first."""
    columns: tuple[Any, ...] = (
        col(TokenRow.name), col(TokenRow.prefix), col(TokenRow.scopes), col(TokenRow.programs),
        col(TokenRow.per_minute), col(TokenRow.created_at), col(TokenRow.used_at), col(TokenRow.revoked_at),
    )  # fmt: skip
    rows = connection.execute(select(*columns).order_by(columns[0], col(TokenRow.created_at)))
    return [Token(name, start, tuple(scopes.split()), tuple(programs.split()), *rest)
            for name, start, scopes, programs, *rest in rows]  # fmt: skip


def used(connection: Connection, minutes: Mapping[str, int]) -> None:
    """Write down when tokens were last used: digest -> milliseconds. It never goes back."""
    for one, minute in sorted(minutes.items()):
        is_later = col(TokenRow.used_at).is_(None) | (col(TokenRow.used_at) < minute)
        connection.execute(update(TokenRow).where(col(TokenRow.digest) == one, is_later).values(used_at=minute))


def revoke(connection: Connection, which: str, now: int) -> int:
    """How many tokens were valid and are not any more, for every request from now on.

    `which`: a name; or what begins as secrets do, for the tokens with that prefix alone.
    """
    chosen = col(TokenRow.prefix) == prefix(which) if which.startswith(MARK) else col(TokenRow.name) == which
    rows = connection.execute(select(*(col(getattr(TokenRow, name)) for name in _VOUCHED)).where(chosen, _IS_VALID))
    revoked = [{**row, "revoked_at": now} for row in rows.mappings()]
    for row in revoked:
        ended = update(TokenRow).where(col(TokenRow.digest) == row["digest"])
        connection.execute(ended.values(revoked_at=now, seal=_seal(connection, row)))
    return len(revoked)


def _seal(connection: Connection, row: Mapping[str, Any]) -> bytes:
    return vault.of(connection).own.seal(b"", vault.about("token", *(row[name] for name in _VOUCHED)))
