"""How a database goes from one version of its tables to the next: Alembic's script folder, one revision a version.

1. `schema_version` is the one truth about a database's version; Alembic's own table of versions is not made. Revision
   "0006" leads from version 5 to version 6. The first one makes the tables of the first release.
2. A published revision is never changed, and names everything itself: what `tables` says today is not what it said.
3. A revision changes tables by Alembic's operations (https://alembic.sqlalchemy.org/en/latest/ops.html) on SQLite and
   PostgreSQL alike; by `batch_alter_table` where SQLite can only make a table anew, whose triggers go with the old one.
4. Evidence and the tree over it are refused changes by triggers, for revisions too. One that has to touch them drops
   the triggers first; whatever trigger is missing at the end is made.
5. The first line of a revision's docstring is what the operator reads.
6. The store that a released version writes is kept (`tests/storage/releases/`) and goes through every later revision.
"""
