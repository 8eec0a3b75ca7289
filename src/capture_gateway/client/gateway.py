"""The client itself: what a backend asks, and what it tells."""

import logging
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Literal, Self, overload
from urllib.parse import quote

from capture_gateway.client.errors import Invalid, Unavailable, refused
from capture_gateway.client.transport import Pace, Request, Transport
from capture_gateway.client.values import Consent, Control, Permission, Question, Record, present, written
from capture_gateway.client.webhooks import Webhooks

log = logging.getLogger(__name__)

ITEMS = 1_000
"""Questions, or records, in one request."""


class CaptureGateway:
    """One gateway. Make one for a process and share it: it is safe from many threads, and after a fork.

    `timeout`: seconds that one call may take, all its retries included. Use it as a context manager, or `close` it.
    """

    def __init__(self, url: str, token: str, *, timeout: float = 10.0, pace: Pace | None = None) -> None:
        self._transport = Transport(url, token, timeout, pace or Pace())
        self.webhooks = Webhooks(self._transport)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"CaptureGateway({self._transport.url!r})"

    def close(self) -> None:
        """Close the connections; the next call opens new ones."""
        self._transport.close()

    def may_contact(
        self,
        address: str,
        *,
        program: str,
        category: str,
        contact: str,
        min_control: Control = "asserted",
        at: datetime | None = None,
    ) -> Permission:
        """May this person be contacted, about this, this way, now (or was it so at a past instant)?

        Ask right before you send, and keep no answer: it may be withdrawn the next second. False, with the reason
        `unavailable`, when the gateway cannot be asked. Refused when the question cannot be right.
        """
        return self.check([Question(address, program, category, contact)], min_control=min_control, at=at)[0]

    def check(
        self, questions: Iterable[Question], *, min_control: Control = "asserted", at: datetime | None = None
    ) -> list[Permission]:
        """The answers to many questions, in their order; see `may_contact`."""
        asked = list(questions)
        answers: list[Permission] = []
        for start in range(0, len(asked), ITEMS):
            try:
                answers += self._answers(asked[start : start + ITEMS], min_control, written(at))
            except Unavailable as error:
                log.warning("permission cannot be asked, so it is not given: %s", error)
                return answers + [Permission.unavailable(one) for one in asked[start:]]
            except Invalid as error:
                raise _moved(error, start) from None
        return answers

    def _answers(self, asked: Sequence[Question], min_control: str, at: str | None) -> list[Permission]:
        body = {"items": [one.json() for one in asked], "min_control": min_control, **present({"at": at})}
        told = self._transport.json(Request("POST", "/permissions/check", body=body))
        try:
            return [Permission.of(answer, one) for answer, one in zip(told["items"], asked, strict=True)]
        except (KeyError, TypeError, ValueError):
            raise Unavailable("what came is no answer to what was asked") from None

    def evidence(self, identifier: str) -> Record:
        """One record: the exact words that the person was given, and what they did. NotFound, Unavailable."""
        return Record.of(self._transport.json(Request("GET", f"/evidence/{quote(identifier, safe='')}")))

    def receipt(self, identifier: str) -> bytes:
        """The proof of one record, as a file: keep it as it is. `capture-gateway verify` checks it without the gateway.

        NotFound, Unavailable.
        """
        return self._transport.ask(Request("GET", f"/evidence/{quote(identifier, safe='')}/receipt")).body

    def records(
        self,
        *,
        after: int | None = None,
        wait: int = 0,
        program: str | None = None,
        event: str | None = None,
        channel: str | None = None,
    ) -> Iterator[Record]:
        """Every record, in the order of the ledger, each exactly once.

        Store the `position` of a record once you are done with it, and give it as `after` when you start again: nothing
        is missed, however long you were away. Without `wait` it ends with the last record. With `wait` (seconds that
        one request may be held back, up to 60) it goes on for ever: a new record comes as soon as it is written, and
        while the gateway cannot be reached it keeps trying. One person's records: `dossier`, which keeps their number
        out of URLs.
        """
        query = present({"after": after, "limit": ITEMS, "program": program, "event": event, "channel": channel})
        failures = 0
        while True:
            pace = self._transport.pace
            asked_at = pace.now()
            try:
                page = self._transport.json(
                    Request("GET", "/evidence", query | ({"wait": wait} if wait else {}), waits=wait)
                )
            except Unavailable as error:
                if not wait:
                    raise
                log.warning("the feed cannot be read, and is tried again: %s", error)
                pace.sleep(pace.pause(failures := failures + 1))
                continue
            failures = 0
            yield from map(Record.of, page["items"])
            if page["items"]:
                query["after"] = page["next"]
            elif not wait:
                return
            elif pace.now() - asked_at < wait / 2:
                pace.sleep(1.0)  # sent away early: the gateway is about to stop

    def withdraw(
        self,
        address: str,
        *,
        reason: str,
        source: str,
        program: str | None = None,
        category: str | None = None,
        contact: str | None = None,
        key: str | None = None,
    ) -> list[Record]:
        """Record that somebody told you to stop (`reason`: their words; `source`: `email`, `voicemail`, …).

        Every question is answered by it once this returns. Unavailable when it could not be recorded: try again, with
        the same `key` (an `Idempotency-Key`; made by itself where none is given). No records: it is durable, and stands
        in the ledger once the gateway has its right database back; nobody is permitted until then.
        """
        reach = present({"program": program, "category": category, "contact": contact})
        body = {"address": address, "reason": reason, "source": source, **reach}
        told = self._transport.json(Request("POST", "/withdrawals", body=body, key=key or str(uuid.uuid4())))
        return [Record.of(one) for one in told["items"]]

    def report(self, consent: Consent, *, key: str | None = None) -> Record:
        """Record a consent that another system took; `key` as for `withdraw`. Scope `evidence:write`."""
        request = Request("POST", "/evidence", body=consent.json(), key=key or str(uuid.uuid4()))
        return Record.of(self._transport.json(request))

    @overload
    def dossier(
        self, address: str, format: Literal["json"] = "json", *, program: str | None = None
    ) -> dict[str, Any]: ...

    @overload
    def dossier(self, address: str, format: Literal["html"], *, program: str | None = None) -> str: ...

    def dossier(
        self,
        address: str,
        format: Literal["json", "html"] = "json",  # noqa: A002 - as the command line calls it
        *,
        program: str | None = None,
    ) -> dict[str, Any] | str:
        """Everything that is kept of one person, in order of time; `html`: one file that prints well."""
        request = Request("POST", "/dossiers", body=present({"address": address, "program": program}))
        if format == "html":
            return self._transport.ask(replace(request, accept="text/html")).body.decode()
        told: dict[str, Any] = self._transport.json(request)
        return told


def _moved(error: Invalid, start: int) -> Invalid:
    """The items of a chunk, numbered as the caller numbers them."""
    errors = []
    for name, why in error.errors:
        first, _, rest = name.partition(".")
        number, _, last = rest.partition(".")
        moved = f"items.{int(number) + start}.{last}" if first == "items" and number.isdigit() else name
        errors.append((moved, why))
    found = refused(error.status, error.code, error.detail, errors)
    assert isinstance(found, Invalid)  # noqa: S101 - of the same status
    return found
