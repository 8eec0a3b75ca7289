"""One gateway at a time does what is done once for all of them, such as delivering webhooks."""

from alembic import op
from sqlalchemy import BigInteger, Column, String, Text

revision = "0006"
down_revision = "0005"

_TEXT = String().with_variant(Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Make the table of leases."""
    op.create_table(
        "lease",
        Column("name", _TEXT, primary_key=True),
        Column("holder", _TEXT, nullable=False),
        Column("beat", BigInteger, nullable=False),
    )
