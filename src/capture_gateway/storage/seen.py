"""How a database stands to what the world has seen of it: the newest checkpoint outside (`ledger.rollback`)."""

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, func, select
from sqlmodel import col

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger import rollback
from capture_gateway.ledger.note import Key
from capture_gateway.ledger.rollback import Name, State, Tree, Verdict
from capture_gateway.storage import log, outside, records, tree
from capture_gateway.storage.tables import EvidenceRow

_log = logging.getLogger(__name__)


def verdict(connection: Connection, checkpoint: Path, signing: Sequence[Ed25519PrivateKey]) -> Verdict:
    """How the database stands to the file `checkpoint`; `signing`: the keys that sign now.

    A file that cannot be read is `foreign`. OperatorError when the database itself is damaged.
    """
    try:
        published = outside.read(checkpoint)
    except OperatorError:
        return Verdict("foreign", "the checkpoint cannot be read as UTF-8 text")
    if published is None and log.newest(connection) is not None:
        _log.warning("%s is missing: an old copy of the database would not be told from the right one", checkpoint)
    size, _ = records.head(connection)
    return rollback.compare(
        published,
        Tree(
            size=size,
            root=partial(tree.root, connection),
            names=[Name(one.origin, one.after) for one in log.logs(connection)],
            keys=[Key.parse(one.vkey) for one in log.keys(connection)],
            own=[key.public_key().public_bytes_raw() for key in signing],
        ),
    )


def closed(verdict: Verdict, database: str, checkpoint: Path) -> str:
    """What the operator is told and has to do, where the database may not be written; empty where it may."""
    if verdict.state == "fine":
        return ""
    found = f"{database} does not go on from the checkpoint in {checkpoint}: {verdict.why}."
    now = "Until then withdrawals alone are taken, into a journal, and nothing is signed, sent or answered."
    return f"{found} {_TO_DO[verdict.state].format(database=database, checkpoint=checkpoint)} {now}"


def erased_since(connection: Connection, size: int) -> int:
    """How many `erased` records there are behind the first `size`: one for each sender and program of each person."""
    newer = col(EvidenceRow.position) >= size
    counted = select(func.count()).select_from(EvidenceRow).where(col(EvidenceRow.event) == "erased", newer)
    return connection.execute(counted).scalar_one()


_PUT_BACK = (
    "Stop the gateway and put the newest database back. Where it is lost for good, `capture-gateway restore FILE "
    "--new-origin` goes on from a backup in a new log, which says where the old one ended."
)
_TO_DO: Mapping[State, str] = {
    "behind": _PUT_BACK,
    "forked": _PUT_BACK,
    "foreign": "Set SIGNING_KEY and DATABASE_URL to those of this log; if the file is of another one, move it away.",
}
