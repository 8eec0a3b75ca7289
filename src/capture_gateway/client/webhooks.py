"""The webhooks of one gateway: who is told of changes. The token needs the scope `webhooks`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self
from urllib.parse import quote

from capture_gateway.client.transport import Request, Transport
from capture_gateway.client.values import present


@dataclass(frozen=True, slots=True)
class Webhook:
    """One endpoint. `json` is all that the gateway says of it."""

    id: str
    url: str
    secret: str | None = field(repr=False)
    """Shown once, when it is made or rotated."""
    json: Mapping[str, Any] = field(repr=False)

    @classmethod
    def of(cls, found: Mapping[str, Any]) -> Self:
        """KeyError when it is none."""
        shown = {name: value for name, value in found.items() if name != "secret"}
        return cls(found["id"], found["url"], found.get("secret"), shown)


class Webhooks:
    """`gateway.webhooks`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        url: str,
        *,
        description: str | None = None,
        events: Sequence[str] | None = None,
        programs: Sequence[str] | None = None,
        after: int | None = None,
    ) -> Webhook:
        """Tell `url` of every new record (of these events and programs). Keep the secret: it is shown once.

        `after`: of every record behind this position too; -1: of all that there are.
        """
        body = {
            "url": url,
            "description": description,
            "events": None if events is None else list(events),
            "programs": None if programs is None else list(programs),
            "after": after,
        }
        return Webhook.of(self._transport.json(Request("POST", "/webhooks", body=present(body), repeats=False)))

    def list(self) -> list[Webhook]:
        """Every endpoint that this token reaches."""
        return [Webhook.of(one) for one in self._transport.json(Request("GET", "/webhooks"))["items"]]

    def remove(self, identifier: str) -> None:
        """Tell it no more. NotFound."""
        self._transport.ask(Request("DELETE", f"/webhooks/{quote(identifier, safe='')}", repeats=False))

    def test(self, identifier: str) -> str:
        """Send it a message of the type `webhook.test`; the message's id."""
        request = Request("POST", f"/webhooks/{quote(identifier, safe='')}/test", repeats=False)
        return str(self._transport.json(request)["message"])
