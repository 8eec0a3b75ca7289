"""The outbox: texts that are to be sent, and what became of them."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from capture_gateway.core.outgoing import Outgoing
from capture_gateway.storage import bulk
from capture_gateway.storage.tables import OutboxRow


def add(connection: Connection, texts: Sequence[Outgoing]) -> None:
    """Write texts that wait to be sent, in the transaction of what they tell of."""
    bulk.insert(
        connection,
        OutboxRow,
        [
            {
                "id": text.id,
                "purpose": text.purpose,
                "channel": text.channel,
                "subject": text.subject,
                "sender": text.sender,
                "program": text.program,
                "categories": json.dumps(text.categories),
                "name": text.words.name,
                "language": text.words.language,
                "sha256": text.words.sha256,
                "text": text.words.text,
                "made_at": text.made_at,
                "until": text.until,
                "state": "waiting",
                "due_at": text.made_at,
                "lease_until": 0,
                "tries": 0,
                "tried_at": 0,
                "provider_id": None,
                "status": None,
                "error": None,
            }
            for text in texts
        ],
    )
