"""Whether a gateway that starts may go on with its log.

1. A database that is older than what was signed is not written: a second history would follow (`storage.seen`).
2. Where the log has keys, and none of those at hand is among them, the start ends: nobody could follow a log that goes
   on under a stranger's key. Whoever lost all of its keys says so, and then its history does (`ledger.history` 3).
3. Rule 1 goes first. A gateway that signs nothing takes withdrawals with any key.
"""

import logging
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger.note import Key
from capture_gateway.settings import PREFIX, Settings
from capture_gateway.storage import log, seen
from capture_gateway.storage.database import Database

_log = logging.getLogger(__name__)


def not_to_be_written(settings: Settings, database: Database) -> str:
    """Why not: it is older than what was signed; empty where it may be written. OperatorError by rule 2."""
    keys = settings.signing_keys()
    with database.reading() as connection:
        verdict = seen.verdict(connection, settings.checkpoint_path, keys)
        if not verdict.why:
            refuse_strangers(connection, keys)
            return ""
    _log.error("%s", seen.closed(verdict, database.name, settings.checkpoint_path))
    return verdict.why


def are_strangers(connection: Connection, keys: Sequence[Ed25519PrivateKey]) -> bool:
    """Whether the log has keys, and none of `keys` is one of them, under whatever name."""
    known = {Key.parse(entry.vkey).public for entry in log.keys(connection)}
    return bool(known) and known.isdisjoint(key.public_key().public_bytes_raw() for key in keys)


def refuse_strangers(connection: Connection, keys: Sequence[Ed25519PrivateKey]) -> None:
    """OperatorError where the log has keys, and none of `keys` is one of them."""
    if are_strangers(connection, keys):
        raise OperatorError(
            f"{PREFIX}SIGNING_KEY holds no key that ever signed this log: put back the one that did (it stands in "
            "var/signing.key, unless a setting says otherwise, and in the keys of a backup), or name the database of "
            "this key. If it is lost for good: `capture-gateway ledger key --new --lost`."
        )
