"""Whether a copy and the log that it was taken of are one history: a consistency proof between them."""

from sqlalchemy import Connection

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import checkpoint
from capture_gateway.ledger.note import Key, Refused
from capture_gateway.ledger.proofs import is_consistent
from capture_gateway.storage import log, records, tree


def proved(copy: Connection, live: Connection) -> str:
    """How the copy stands to the newest checkpoint that the live log signed, in words; empty where it signed none.

    Either may be the longer one. OperatorError when neither begins with the other.
    """
    newest = log.newest(live)
    if newest is None:
        return ""
    try:
        signed = checkpoint.opened(newest.note, [Key.parse(one.vkey) for one in log.keys(live)])
    except Refused as error:
        raise OperatorError(f"the newest checkpoint of the database does not hold: {error}") from error
    size, root = records.head(copy)
    if signed.size <= size:
        path = tree.consistency(copy, signed.size, size)
        is_one = is_consistent(signed.size, signed.root, size, root, path)
        told = f"they begin with the {signed.size:,} that {signed.origin} signed last"
    else:
        path = tree.consistency(live, size, signed.size)
        is_one = is_consistent(size, root, signed.size, signed.root, path)
        told = f"the {signed.size:,} that {signed.origin} signed last begin with them"
    if not is_one:
        raise OperatorError(f"the copy is not of the log that {signed.origin} signed: `capture-gateway ledger audit`.")
    return told
