"""A look-up by key that is compiled once, for the questions that are asked all day.

SQLAlchemy still writes the SQL, for whatever engine; but each question then goes to the driver directly, which costs a
tenth of going through the expression language again.
"""

from typing import Any

from sqlalchemy import Engine, Select
from sqlalchemy.pool import PoolProxiedConnection


class Prepared:
    """A SELECT whose parameters are all bound by name. Not safe from several threads."""

    def __init__(self, engine: Engine, statement: Select[*tuple[Any, ...]]) -> None:
        compiled = statement.compile(engine, compile_kwargs={"render_postcompile": True})
        self._sql = str(compiled)
        self._names: tuple[str, ...] = tuple(compiled.positiontup or ())
        self._engine = engine
        self._connection: PoolProxiedConnection | None = None

    def first(self, **parameters: Any) -> Any:
        """The first row, or None. DatabaseError of the driver when the store cannot answer."""
        if self._connection is None:
            self._connection = self._engine.raw_connection()
        cursor = self._connection.cursor()
        try:
            cursor.execute(self._sql, tuple(parameters[name] for name in self._names))
            return cursor.fetchone()
        finally:
            cursor.close()

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
