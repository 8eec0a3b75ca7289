"""The revisions, the oldest first. Alembic finds them by their files."""
