"""Deliveries: texts that a provider signed, each of which counts once.

A signed text says the same for ever, so whoever holds an old one could deliver it again, to take back a withdrawal. The
gateway refuses it by the first answer that it keeps. Hence of each record that holds a signed text:

1. the first answer to that text is kept, under the token of the provider's account and id;
2. no other act of the same person came of it. One act may leave several records, all of one instant.

Reports of what became of texts of ours, of which a provider may sign several, have first answers likewise.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.reading import Reading
from capture_gateway.auditing.records import Record
from capture_gateway.storage.vault import Vault

_CHUNK = 500
"""Answers that are looked up at a time."""


class Deliveries:
    """Judges the signed texts of everybody."""

    def __init__(self, reading: Reading, vault: Vault, findings: Findings) -> None:
        self._reading = reading
        self._vault = vault
        self._findings = findings
        self._wanted: dict[str, int] = {}
        """Token of a text that is not looked up yet -> the position of its record."""

    def take(self, record: Record, fields: Mapping[str, Any], known: dict[str, str]) -> None:
        """Judge one record. `known`: what was taken of the same person: key -> the instant when it was received."""
        request = fields.get("witness.request")
        key = None if request is None or fields["channel.kind"] != "sms" else _key(request)
        if key is None:
            return
        received = fields["times.received_at"]
        if known.setdefault(key, received) != received:
            self._findings.add("evidence", record.position, "is of a text that led to an earlier act")
        self._wanted[self._vault.token("answer", key)] = record.position
        if len(self._wanted) == _CHUNK:
            self.finish()

    def finish(self) -> None:
        """Look up the answers to all that were taken."""
        if not self._wanted:
            return
        marks = ", ".join("?" * len(self._wanted))
        query = f"SELECT key FROM first_answer WHERE key IN ({marks})"  # noqa: S608 - marks alone
        there = {row[0] for row in self._reading.rows(query, *self._wanted)}
        for token, position in self._wanted.items():
            if token not in there:
                self._findings.add("first_answer", token, f"is missing: the text of the record at {position} had one")
        self._wanted.clear()


def _key(request: Mapping[str, str]) -> str | None:
    """By what the first answer to a text, or to a report of one, is kept; None: it is neither."""
    form = dict(parse_qsl(request["body"], keep_blank_values=True))
    value = {name: form.get(name, "") for name in ("AccountSid", "MessageSid", "MessageStatus", "ErrorCode")}
    if not value["MessageSid"]:
        return None
    path = urlsplit(request["url"]).path
    if path.endswith("/message"):
        return "twilio:message:{AccountSid}:{MessageSid}".format_map(value)
    if path.endswith("/message-status"):
        return "twilio:message-status:{MessageSid}:{MessageStatus}:{ErrorCode}".format_map(value)
    return None
