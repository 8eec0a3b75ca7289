"""What time it is for the server of the database, and for the ledger; in milliseconds since the epoch."""

from sqlalchemy import Connection, select
from sqlmodel import col

from capture_gateway.storage.tables import LedgerHead

_SERVER = "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)"


def of_server(connection: Connection) -> int:
    """The clock of a PostgreSQL server: https://www.postgresql.org/docs/current/functions-datetime.html"""
    return int(connection.exec_driver_sql(_SERVER).scalar_one())


def of_ledger(connection: Connection) -> int:
    """When the newest record was appended: no later one is dated before it. 0: there is none."""
    return int(connection.execute(select(col(LedgerHead.recorded_at))).scalar_one())
