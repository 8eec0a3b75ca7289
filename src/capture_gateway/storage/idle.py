"""Who and what need not be kept any more: people who only ever asked, and old messages.

1. Somebody only ever asked who has no records but `requested` and `expired`, and did nothing for some time: no record,
   words, message, text of ours or review of theirs is younger, and no review of theirs waits.
2. So nobody is found of whom something stands: consent, refusal or withdrawal, nor what remains of an erased person.
3. People are looked at in the order of their tokens, so many a time; who calls goes on where it ended.
"""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, delete, exists, or_, select
from sqlmodel import col

from capture_gateway.core import identity, instant
from capture_gateway.core.erasure import ASKING
from capture_gateway.core.program import Program
from capture_gateway.storage import people, vault
from capture_gateway.storage.tables import EvidenceRow, MessageRow, OutboxRow, ReviewRow, ShowingRow, SubjectRow
from capture_gateway.storage.vault import Unsealable, Vault

LOOKED_AT = 2_000
"""People whom one call looks at."""
MOST = 50
"""People whom one call finds, and …"""
EXPIRED = 1_000
"""… messages that one call removes, so that nobody waits long behind it."""
_YEAR = 366 * instant.DAY
_RANDOM = bytes(10)


def found(connection: Connection, before: int, after: str) -> tuple[list[str], str]:
    """Addresses of those who did nothing since `before`, and where to go on; '' begins anew.

    `after`: where the last call ended.
    """
    some = select(col(SubjectRow.subject)).where(col(SubjectRow.subject) > after)
    looked_at = connection.execute(some.order_by(col(SubjectRow.subject)).limit(LOOKED_AT)).scalars().all()
    if not looked_at:
        return [], ""
    within = col(SubjectRow.subject).in_(some.order_by(col(SubjectRow.subject)).limit(LOOKED_AT))
    columns = (col(SubjectRow.subject), col(SubjectRow.wrapped), col(SubjectRow.address), col(SubjectRow.made_at))
    query = select(*columns).where(within, *_is_idle(before)).order_by(columns[0]).limit(MOST)
    rows = connection.execute(query).all()
    known = vault.of(connection)
    addresses = [_address(known, *row) for row in rows]
    is_last = len(rows) < MOST and len(looked_at) < LOOKED_AT
    last = "" if is_last else rows[-1][0] if len(rows) == MOST else looked_at[-1]
    return [address for address in addresses if address], last


def still(connection: Connection, address: str, before: int) -> bool:
    """Whether they have done nothing since `before` yet."""
    subject = vault.of(connection).subject(address)
    query = select(col(SubjectRow.subject)).where(col(SubjectRow.subject) == subject, *_is_idle(before))
    return connection.execute(query).first() is not None


def expire(connection: Connection, programs: Iterable[Program], now: int) -> int:
    """Remove messages that are older than their program keeps records, but for those under a legal hold; how many."""
    removed = 0
    for program in programs:
        if program.erasure.legal_hold:
            continue
        oldest = identity.uuid7(max(now - program.retention_years * _YEAR, 0), _RANDOM)
        over = select(col(MessageRow.id)).where(col(MessageRow.id) < oldest, col(MessageRow.program) == program.id)
        chosen = over.order_by(col(MessageRow.id)).limit(EXPIRED)
        removed += connection.execute(delete(MessageRow).where(col(MessageRow.id).in_(chosen))).rowcount
    return removed


def _address(known: Vault, subject: str, wrapped: bytes, sealed: bytes, made_at: int) -> str:
    """Empty where it cannot be opened: `ledger audit` says so, and nobody is to wait for it."""
    try:
        return people.address(known.person(subject, wrapped), subject, sealed, made_at)
    except Unsealable:
        return ""


def _is_idle(before: int) -> tuple[ColumnElement[bool], ...]:
    whose = col(SubjectRow.subject)
    stands = col(EvidenceRow.event).not_in(ASKING)
    waits = col(ReviewRow.resolved_at).is_(None)
    return (
        col(SubjectRow.made_at) < before,
        ~exists().where(col(EvidenceRow.subject) == whose, or_(stands, col(EvidenceRow.recorded_at) >= before)),
        ~exists().where(col(ShowingRow.subject) == whose, col(ShowingRow.shown_at) >= before),
        ~exists().where(col(MessageRow.subject) == whose, col(MessageRow.at) >= before),
        ~exists().where(col(OutboxRow.subject) == whose, col(OutboxRow.made_at) >= before),
        ~exists().where(col(ReviewRow.subject) == whose, or_(waits, col(ReviewRow.at) >= before)),
    )
