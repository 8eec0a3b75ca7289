"""The tables as a whole: of which version they are, and how new ones are made.

1. The version stands in the database; `storage.tables` says which one this gateway reads and writes. A new database has
   it from the start; an older one gets it by `capture-gateway migrate` (`storage.migrating`), and by nothing else.
2. What is not of this version is refused with what the operator can do about it.
3. Where several gateways write, each looks at the version with every lock that it takes: one that nobody stopped before
   the tables were changed writes nothing into them.
"""

from sqlalchemy import Connection, insert, inspect, select
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel, col

from capture_gateway.core.errors import OperatorError
from capture_gateway.ledger.merkle import Frontier
from capture_gateway.storage import log_tables, triggers, webhook_tables  # noqa: F401 - tables belong to it
from capture_gateway.storage.tables import SCHEMA_VERSION, LedgerHead, SchemaRow

FIRST = 5
"""The version of the first release; what is older was never anybody's."""


class Outdated(OperationalError):
    """The tables were brought to another version while this process ran: it may write no more."""

    def __init__(self) -> None:
        super().__init__(None, None, RuntimeError("the tables are of another version now"))


def version(connection: Connection) -> int | None:
    """The version of the tables there; None where no gateway made any: a table of that name may be somebody else's."""
    looking, table = inspect(connection), SchemaRow.__table__  # type: ignore[attr-defined]
    if not looking.has_table(table.name):
        return None
    if not {column["name"] for column in looking.get_columns(table.name)} >= set(table.columns.keys()):
        return None
    found = connection.execute(select(col(SchemaRow.version))).scalar()
    return found if isinstance(found, int) else None


def create(connection: Connection, keys: bytes) -> None:
    """Every table, empty, of this version. `keys`: nothing, sealed under the keys of the database.

    DatabaseError where there is a table of one of their names: it would be somebody else's.
    """
    SQLModel.metadata.create_all(connection, checkfirst=False)
    triggers.create(connection)
    connection.execute(insert(SchemaRow), {"version": SCHEMA_VERSION, "keys": keys})
    empty = Frontier()
    connection.execute(
        insert(LedgerHead),
        {"id": 1, "size": 0, "frontier": empty.to_bytes(), "root": empty.root(), "recorded_at": 0},
    )


def refuse_unsafe(why: str, where: str) -> None:
    """OperatorError where there is a reason why what is committed might not last."""
    if why:
        raise OperatorError(f"{where} is not safe to keep evidence in: {why}.")


def refuse_other(found: int | None, where: str, oldest: int = SCHEMA_VERSION) -> None:
    """OperatorError where what was found is older than `oldest`, newer than this gateway, or no version at all."""
    if found is None:
        raise OperatorError(f"{where} holds no tables of a gateway.")
    if oldest <= found <= SCHEMA_VERSION:
        return
    difference = f"{where} holds version {found} of the tables and this gateway writes version {SCHEMA_VERSION}"
    if FIRST <= found < SCHEMA_VERSION:
        raise OperatorError(f"{difference}: run `capture-gateway backup` and then `capture-gateway migrate`.")
    newer = ", or a newer one" if found > SCHEMA_VERSION else ""
    raise OperatorError(f"{difference}: run the version of the gateway that wrote it{newer}.")
