"""Webhooks: endpoints that hear about every change (https://www.standardwebhooks.com).

1. A secret is in the answer that makes it, and never again: not in lists, not in errors, not in the log.
2. A token of some programs makes endpoints of these alone, and sees no others.
3. Where messages may go is the guard's to say: a URL that is no target is 422, with the reason.
4. The log has every message: when it was tried, what came of it, when it is tried again.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar, cast

import anyio.to_thread
from sqlalchemy import Connection
from starlette.responses import Response

from capture_gateway.api import problems
from capture_gateway.api.bearers import Bearer
from capture_gateway.api.endpoint import NO_STORE, Asked, Example, Link, answer, operation
from capture_gateway.api.problems import Problem
from capture_gateway.api.service import Service
from capture_gateway.api.webhook_models import (
    DeliveriesQuery,
    DeliveryFacts,
    DeliveryPage,
    MadeWebhook,
    Replay,
    Rotation,
    Sent,
    WebhookFacts,
    WebhookList,
    WebhookWanted,
)
from capture_gateway.core import identity, instant
from capture_gateway.outbox.webhooks.guard import Guard, Refused
from capture_gateway.storage import webhooks
from capture_gateway.storage.webhooks import Delivery, NotPossible, NotThere, NotYet, Wanted, Webhook

T = TypeVar("T")

_ID = "$response.body#/id"
_FIRST = "$response.body#/items/0/id"
_EXAMPLE = Example(path={"id": "{webhook_id}"})


class WebhookPart:
    """`/webhooks`. `changed`: called on the event loop after every change, so that deliveries know of it."""

    def __init__(self, service: Service, guard: Guard, changed: Callable[[], None]) -> None:
        self._service = service
        self._guard = guard
        self._changed = changed

    @operation(
        "POST", "/webhooks",
        scope="webhooks", tag="webhooks", gives=MadeWebhook, status=201, refuses=(409,),
        example=Example(body={"url": "https://receiver.example/consent", "events": ["withdrawn"]}),
        links={
            "itself": Link("read_webhook", {"id": _ID}),
            "log": Link("list_deliveries", {"id": _ID}),
            "test": Link("test_webhook", {"id": _ID}),
            "rotate": Link("rotate_secret", {"id": _ID}),
            "replay": Link("replay_webhook", {"id": _ID}),
            "enable": Link("enable_webhook", {"id": _ID}),
            "remove": Link("delete_webhook", {"id": _ID}),
        },
    )  # fmt: skip
    async def create_webhook(self, asked: Asked[None, WebhookWanted]) -> Response:
        """Make an endpoint: every new record is posted to it, withdrawals first.

        Messages follow Standard Webhooks: verify `webhook-signature` with the secret of this answer, and tell
        repeated messages by `webhook-id`. Each is delivered at least once; what is not answered with 2xx within 15
        seconds is tried again for three days. A message carries the whole record.
        """
        service, body = self._service, asked.body
        try:
            self._guard.check(body.url)
        except Refused as error:
            raise problems.unprocessable("url", str(error)) from error
        for number, name in enumerate(body.programs):
            service.program(name, asked.bearer, f"programs.{number}")
        programs = body.programs or ([] if asked.bearer.programs is None else sorted(service.reach(asked.bearer)))
        if asked.bearer.programs is not None and not programs:
            raise problems.conflict("This token reaches no program that is served here.")
        wanted = Wanted(
            body.url,
            body.description,
            events=tuple(dict.fromkeys(body.events)),
            programs=tuple(dict.fromkeys(programs)),
            after=body.after,
        )
        now, secret = service.now(), webhooks.fresh_secret(service.random(32))
        identifier = identity.uuid7(now, service.random(10))
        made = await self._change(
            lambda connection: webhooks.made(
                connection, wanted, secret, identifier=identifier, by=asked.bearer.name, now=now
            )
        )
        return answer(MadeWebhook.of(made, now), 201)

    @operation(
        "GET", "/webhooks", scope="webhooks", tag="webhooks", gives=WebhookList,
        links={"first": Link("read_webhook", {"id": _FIRST}), "log": Link("list_deliveries", {"id": _FIRST})},
    )  # fmt: skip
    async def list_webhooks(self, asked: Asked[None, None]) -> Response:
        """List the endpoints, the oldest first."""
        found = await self._service.database.read(webhooks.listed)
        now = self._service.now()
        return answer(WebhookList(items=[WebhookFacts.of(one, now) for one in found if _sees(asked.bearer, one)]))

    @operation("GET", "/webhooks/{id}", scope="webhooks", tag="webhooks", gives=WebhookFacts, refuses=(404,),
               example=_EXAMPLE)  # fmt: skip
    async def read_webhook(self, asked: Asked[None, None]) -> Response:
        """Read one endpoint: whether messages arrive, and how far it is."""
        return self._facts(await self._seen(asked))

    @operation("DELETE", "/webhooks/{id}", scope="webhooks", tag="webhooks", gives=None, status=204, refuses=(404,),
               example=_EXAMPLE)  # fmt: skip
    async def delete_webhook(self, asked: Asked[None, None]) -> Response:
        """Remove an endpoint: nothing more is sent to it, and its log is gone."""
        webhook = await self._seen(asked)
        await self._change(lambda connection: webhooks.remove(connection, webhook.id))
        return Response(status_code=204, headers=NO_STORE)

    @operation(
        "GET", "/webhooks/{id}/deliveries",
        scope="webhooks", tag="webhooks", gives=DeliveryPage, refuses=(404,), example=_EXAMPLE,
    )  # fmt: skip
    async def list_deliveries(self, asked: Asked[DeliveriesQuery, None]) -> Response:
        """Read the log of an endpoint, the newest message first, with every attempt.

        What was delivered is kept for 30 days.
        """
        webhook, query = await self._seen(asked), asked.query
        at, _, message = (query.after or "").partition(".")
        found = await anyio.to_thread.run_sync(
            self._log, webhook.id, query.state, (int(at), message) if query.after else None, query.limit
        )
        following = f"{found[-1].at}.{found[-1].message}" if found else None
        return answer(DeliveryPage(items=[DeliveryFacts.of(one) for one in found], next=following))

    @operation("POST", "/webhooks/{id}/test", scope="webhooks", tag="webhooks", gives=Sent, status=202,
               refuses=(404, 409), example=_EXAMPLE)  # fmt: skip
    async def test_webhook(self, asked: Asked[None, None]) -> Response:
        """Send a message of type `webhook.test`; the log says what became of it."""
        webhook, now = await self._seen(asked), self._service.now()
        message = f"msg_{identity.uuid7(now, self._service.random(10))}"
        await self._change(lambda connection: webhooks.test(connection, webhook.id, message, now=now))
        return answer(Sent(message=message), 202)

    @operation(
        "POST", "/webhooks/{id}/rotate",
        scope="webhooks", tag="webhooks", gives=MadeWebhook, refuses=(404, 409),
        example=Example(path={"id": "{webhook_id}"}, body={"keep_seconds": 3_600}),
    )  # fmt: skip
    async def rotate_secret(self, asked: Asked[None, Rotation]) -> Response:
        """Make a new secret; for a day, or as long as you say, the old one signs too."""
        webhook, now = await self._seen(asked), self._service.now()
        secret, keep = webhooks.fresh_secret(self._service.random(32)), asked.body.keep_seconds * instant.SECOND
        changed = await self._change(
            lambda connection: webhooks.rotate(connection, webhook.id, secret, now=now, keep=keep)
        )
        return answer(MadeWebhook.of(changed, now))

    @operation(
        "POST", "/webhooks/{id}/replay",
        scope="webhooks", tag="webhooks", gives=WebhookFacts, status=202, refuses=(404,),
        example=Example(path={"id": "{webhook_id}"}, body={"after": -1}),
    )  # fmt: skip
    async def replay_webhook(self, asked: Asked[None, Replay]) -> Response:
        """Send every message again from behind a position, under the same ids as before."""
        webhook = await self._seen(asked)
        changed = await self._change(lambda connection: webhooks.replay(connection, webhook.id, after=asked.body.after))
        return self._facts(changed, 202)

    @operation("POST", "/webhooks/{id}/enable", scope="webhooks", tag="webhooks", gives=WebhookFacts,
               refuses=(404,), example=_EXAMPLE)  # fmt: skip
    async def enable_webhook(self, asked: Asked[None, None]) -> Response:
        """Go on where a disabled endpoint was; what waits to be tried again is tried now."""
        webhook, now = await self._seen(asked), self._service.now()
        return self._facts(await self._change(lambda connection: webhooks.enable(connection, webhook.id, now=now)))

    async def _seen(self, asked: Asked[Any, Any]) -> Webhook:
        """The endpoint of the path, if the token may know of it. Problem 404."""
        try:
            found = await self._service.database.read(partial(webhooks.by_id, identifier=asked.path["id"]))
        except NotThere as error:
            raise _problem(error) from error
        if not _sees(asked.bearer, found):
            raise problems.not_found("webhook endpoint")
        return found

    async def _change(self, job: Callable[[Connection], T]) -> T:
        """What `job` returned, once it is durable. The Problem that stands for NotPossible."""
        refused: list[NotPossible] = []

        def careful(connection: Connection) -> T | None:
            try:
                return job(connection)
            except NotPossible as error:
                refused.append(error)
                return None

        result = await self._service.intake.run(careful)
        if refused:
            raise _problem(refused[0])
        self._changed()
        return cast("T", result)

    def _log(self, identifier: str, state: str | None, before: tuple[int, str] | None, limit: int) -> list[Delivery]:
        with self._service.database.reading() as connection:
            return webhooks.deliveries(connection, identifier, state=state, before=before, limit=limit)

    def _facts(self, webhook: Webhook, status: int = 200) -> Response:
        return answer(WebhookFacts.of(webhook, self._service.now()), status)


def _sees(bearer: Bearer, webhook: Webhook) -> bool:
    return bearer.programs is None or (bool(webhook.programs) and all(map(bearer.reaches, webhook.programs)))


def _problem(error: NotPossible) -> Problem:
    if isinstance(error, NotThere):
        return problems.not_found("webhook endpoint")
    return problems.unprocessable("after", str(error)) if isinstance(error, NotYet) else problems.conflict(str(error))
