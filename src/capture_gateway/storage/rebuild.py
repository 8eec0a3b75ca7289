"""Folding all evidence again: permissions are never the truth, so they can be thrown away."""

from sqlalchemy import Connection

from capture_gateway.core.permission import Standing, fold
from capture_gateway.storage import permissions, records


def rebuild(connection: Connection) -> int:
    """Replace every permission by the fold of all evidence, in this transaction; how many there are.

    The table comes out identical, down to the bytes, unless somebody changed it.
    """
    standings: dict[tuple[str, str], Standing] = {}
    for subject, sender, fact in records.facts(connection):
        if fact.event == "erased" and fact.remains is None:
            continue  # it leaves nothing, of somebody who may be nobody any more
        key = (subject, sender)
        standings[key] = fold(standings.get(key, Standing()), fact)
    permissions.clear(connection)
    permissions.add(connection, standings)
    return len(standings)
