"""Rows of the tree over the records, and of its signed heads. Written by the same rules as `tables`.

None of them is ever changed or removed, but for the one row of the newest checkpoint, which only grows.
"""

from sqlalchemy import BigInteger, LargeBinary, Text
from sqlmodel import Column, Field, SQLModel


class SubtreeRow(SQLModel, table=True):
    """The root of a complete subtree of 16 ** `level` leaves (`storage.tree`); level 0 stands with the records."""

    __tablename__ = "subtree"

    level: int = Field(primary_key=True)
    number: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    hash: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class LogRow(SQLModel, table=True):
    """Under which name the tree is signed, the newest last. A new one begins only where the old one cannot go on."""

    __tablename__ = "log"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    origin: str
    since: int = Field(sa_column=Column(BigInteger, nullable=False))
    """The size of the tree from which on it is signed by this name."""
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    after: str = Field(default="", sa_column=Column(Text, nullable=False))
    """The newest signed checkpoint of the name before; empty for the first."""


class LogKeyRow(SQLModel, table=True):
    """A key that signs checkpoints, the newest last."""

    __tablename__ = "log_key"

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    vkey: str
    """`name+hash+key` of https://c2sp.org/signed-note; its name is the log's origin."""
    since: int = Field(sa_column=Column(BigInteger, nullable=False))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    """Signed by the key before it, unless that was lost, and by itself (`ledger.history`); empty for the first."""


class CheckpointRow(SQLModel, table=True):
    """The newest signed checkpoint: one row."""

    __tablename__ = "checkpoint"

    id: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    size: int = Field(sa_column=Column(BigInteger, nullable=False))
    note: str = Field(sa_column=Column(Text, nullable=False))
    at: int = Field(sa_column=Column(BigInteger, nullable=False))
