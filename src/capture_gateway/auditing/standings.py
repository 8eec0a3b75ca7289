"""Permission, folded again from the records of one person, against the table: equal down to the bytes.

What a fold is, is defined once, in `core.permission`; here it is run over what was stored, and compared.
"""

import json
from collections.abc import Mapping
from typing import Any

import orjson

from capture_gateway.auditing.findings import Findings
from capture_gateway.auditing.leaves import ERASED
from capture_gateway.auditing.records import Record, Wrong
from capture_gateway.core import evidence, permission
from capture_gateway.core.permission import Standing


class Standings:
    """Of one person, for each sender."""

    def __init__(self, subject: str, findings: Findings) -> None:
        self._subject = subject
        self._findings = findings
        self._folded: dict[str, Standing] = {}
        self.is_whole = True
        """Whether every record was read: else there is nothing to compare with."""

    def fold(self, record: Record, fields: Mapping[str, Any]) -> None:
        """One more record, in ledger order. Wrong."""
        try:
            fact = evidence.fact(fields, position=record.position, recorded_at=record.recorded_at)
            folded = permission.fold(self._folded.get(record.sender, Standing()), fact)
        except (KeyError, ValueError, TypeError) as error:
            raise Wrong("it lacks what permission needs of it") from error
        if record.event != ERASED or record.sender in self._folded or folded != Standing():
            self._folded[record.sender] = folded

    def compare(self, sender: object, standing: object) -> None:
        """A row of the table."""
        expected = self._folded.pop(sender, None) if isinstance(sender, str) else None
        if not self.is_whole:
            return
        if expected is None:
            self._findings.add("permission", f"{self._subject} {sender}", "follows from no record")
        elif not _is(expected, standing):
            self._findings.add("permission", f"{self._subject} {sender}", "is not what the records say")

    def finish(self) -> None:
        """What the table lacks."""
        if self.is_whole:
            for sender in self._folded:
                self._findings.add("permission", f"{self._subject} {sender}", "is missing")


def _is(expected: Standing, standing: object) -> bool:
    values = permission.to_json(expected)
    # The quicker encoder writes the same, unless there are other characters than ASCII's.
    return standing == orjson.dumps(values).decode() or standing == json.dumps(values, separators=(",", ":"))
