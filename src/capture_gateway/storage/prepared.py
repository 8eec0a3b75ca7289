"""Questions by key, compiled once.

SQLAlchemy still writes the SQL, for whatever engine; but what is asked all day then goes to the driver without going
through the expression language again, which costs several times the look-up itself.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Engine, Select
from sqlalchemy.pool import PoolProxiedConnection

from capture_gateway.storage.bulk import execute, mark, padded
from capture_gateway.storage.database import Database

KEYS = "keys"
"""The name of the parameter that holds the keys of a `ByKeys`."""


class Prepared:
    """A SELECT of few rows whose parameters are all bound by name. For one event loop.

    Where more rows may match, the statement itself limits them: `.limit(1)`.
    """

    def __init__(self, database: Database, statement: Select[*tuple[Any, ...]]) -> None:
        compiled = statement.compile(database.reader)
        self._sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._usual = compiled.params
        self._database = database
        self._connection: PoolProxiedConnection | None = None
        self._cursor: Any = None

    async def first(self, **parameters: Any) -> Any:
        """The first row, or None. STORE_ERRORS when the store cannot answer."""
        rows = await self.rows(**parameters)
        return rows[0] if rows else None

    async def rows(self, **parameters: Any) -> Sequence[Any]:
        """Every row; for those statements that find few."""
        if self._database.is_shared:
            given = self._usual | parameters
            return await self._database.read(lambda connection: connection.exec_driver_sql(self._sql, given).fetchall())
        try:
            if self._cursor is None:
                self._connection = self._database.reader.raw_connection()
                self._cursor = self._connection.cursor()
            self._cursor.execute(self._sql, [parameters.get(name, self._usual[name]) for name in self._names])
            # All of them: what is left unread would hold on to the state that the store was in.
            found: list[Any] = self._cursor.fetchall()
        except Exception:
            self.close()
            raise
        return found

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = self._cursor = None


class ByKeys:
    """A SELECT whose one parameter is a list: `.in_(bindparam(KEYS, expanding=True))`. Safe from several threads."""

    def __init__(self, statement: Select[*tuple[Any, ...]]) -> None:
        self._statement = statement

    def rows(self, connection: Connection, keys: Collection[str]) -> Sequence[Any]:
        """The rows for `keys`; none for none."""
        if not keys:
            return ()
        values = padded(keys)
        found: Sequence[Any] = execute(
            connection, _with_marks(self._statement, connection.engine, len(values)), values
        ).fetchall()
        return found


@lru_cache(maxsize=4_096)
def _with_marks(statement: Select[*tuple[Any, ...]], engine: Engine, count: int) -> str:
    sql = str(statement.compile(engine))
    before, expanding, after = sql.partition(f"(__[POSTCOMPILE_{KEYS}])")
    if not expanding:
        raise ValueError(f"the statement has no list of keys: {sql}")
    return f"{before}({', '.join([mark(engine.dialect)] * count)}){after}"
