"""A database of an older version gets today's tables: `storage.migrations` says how, this file does it.

1. Everything is done in the transaction of the caller, the new version's number last: ended in between, the database is
   as it was. (SQLite and PostgreSQL roll back changes of tables like any other.)
2. Alembic, which this needs and which takes long to import, is imported by nothing that a gateway runs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from capture_gateway.storage import migrations, triggers


@dataclass(frozen=True, slots=True)
class Step:
    """From the version before to `version`."""

    version: int
    what: str
    """One sentence for people."""
    upgrade: Callable[[], None]
    """By Alembic's operations: `storage.migrations`."""


def steps(after: int) -> list[Step]:
    """What leads from version `after` to the newest one, in order; 0: from an empty database."""
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent)).walk_revisions()
    found = [Step(int(script.revision), str(script.doc), script.module.upgrade) for script in scripts]
    return sorted((step for step in found if step.version > after), key=lambda step: step.version)


def run(connection: Connection, wanted: Sequence[Step]) -> None:
    """Do them, in the transaction of `connection`."""
    with Operations.context(MigrationContext.configure(connection)):
        for step in wanted:
            step.upgrade()
            connection.execute(text("UPDATE schema_version SET version = :version"), {"version": step.version})
    triggers.create(connection)
