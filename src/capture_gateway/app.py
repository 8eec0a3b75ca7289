"""The composition root: settings and a deployment in, one ASGI application out."""

import asyncio
import contextlib
import gc
import logging
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from capture_gateway import __version__
from capture_gateway.api import errors
from capture_gateway.api.closed import Closed
from capture_gateway.api.health import Health
from capture_gateway.api.receipts import ReceiptPart
from capture_gateway.api.reference import Reference
from capture_gateway.api.request_log import RequestLog
from capture_gateway.api.routes import Api
from capture_gateway.api.webhooks import WebhookPart
from capture_gateway.carrier import page
from capture_gateway.channels import Gateway, Kind, kinds, ways_in
from capture_gateway.core import revocation
from capture_gateway.core.act import Act
from capture_gateway.core.errors import Unavailable
from capture_gateway.core.state import Decision
from capture_gateway.definitions import TEXTING, Deployment
from capture_gateway.intake import Answer, Intake, rolled_back
from capture_gateway.intake.clocks import Clocks
from capture_gateway.intake.elsewhere import Elsewhere
from capture_gateway.intake.erasures import Erasures
from capture_gateway.intake.missed import take_in
from capture_gateway.intake.orders import Orders
from capture_gateway.machine import Randomness, clock
from capture_gateway.opening import opened
from capture_gateway.outbox.sending import Sender
from capture_gateway.outbox.webhooks.guard import Guard
from capture_gateway.outbox.webhooks.order import Order
from capture_gateway.outbox.webhooks.parent import Webhooks
from capture_gateway.outbox.worker import Worker
from capture_gateway.person.acts import CHANNEL
from capture_gateway.person.page import PATH
from capture_gateway.person.routes import Pages
from capture_gateway.receipts.making import Receipts
from capture_gateway.routing import ByPath
from capture_gateway.settings import Settings
from capture_gateway.storage import counters, orders, outbox, outcomes, showings
from capture_gateway.storage.database import DEADLINE
from capture_gateway.storage.journal import Journal
from capture_gateway.transparency.publisher import Publisher
from capture_gateway.transparency.routes import Ledger
from capture_gateway.transparency.starting import not_to_be_written
from capture_gateway.vendors.twilio.messages import Messages

log = logging.getLogger(__name__)

SWEEP_EVERY = 60.0
"""Seconds."""
ENDING = 3.0
"""Seconds that everything has to end which is not the writer; what is left is done after the next start."""
PREPARE_AFTER = 1.0
"""Seconds from the start: the first requests go before what speeds up later ones."""


def build(  # noqa: PLR0915 - the one place where everything is put together
    settings: Settings,
    deployment: Deployment,
    *,
    now: Callable[[], int] = clock,
    extra_routes: Sequence[BaseRoute] = (),
    own: tuple[str, int] | None = None,
) -> Starlette:
    """The application, its database open and locked. OperatorError when a setting or the database is not usable.

    `own`: host and port where it will listen, so that no webhook goes there.
    """
    guard = Guard(settings.networks, own)
    settings.account()
    settings.twilio_tokens  # noqa: B018 - read at start, so that a missing secret stops the start
    random, token_keys = Randomness(), settings.token_keys()
    database = opened(settings, random, deadline=DEADLINE)
    database.lock()
    catalogue = deployment.catalogue
    journal = Journal(settings.journal_path, database.vault.own)
    why = not_to_be_written(settings, database)
    kind = partial(rolled_back.RolledBack, journal=journal, why=why) if why else Intake
    intake = kind(database, catalogue, now=now, random=random)
    intake.pages = settings.public_url + PATH
    clocks = Clocks(database, intake, clock)
    clocks.start(now())
    publisher = Publisher(
        intake, database, settings.signing_keys(),
        public_url=settings.public_url, file=settings.checkpoint_path, now=now,
    )  # fmt: skip
    shown = showings.ById(database)
    codes = database.vault.own.derived("codes")
    gateway = Gateway(settings, catalogue, intake, token_keys, codes, now, random, deployment.lines, shown.find)
    known = kinds()
    order = Order(
        database.url.render_as_string(hide_password=False), settings.keys(), settings.networks, own, settings.log_format
    )
    hooks = Webhooks(intake, database, order)
    receipts = Receipts(database, publisher.up_to)
    paged = [program for program in catalogue.programs.values() if program.person_page]
    texting = [line.address for line in deployment.lines.values() if line.kind == TEXTING and line.address]
    channels = {line.id: line.kind for line in deployment.lines.values()} | {CHANNEL.id: CHANNEL.kind}
    erasures = Erasures(intake, database, catalogue.programs, now, random)
    api = Api(
        database, intake, catalogue.programs, channels,
        ways=partial(ways_in, deployment), now=now, random=random,
        webhooks=partial(WebhookPart, guard=guard, changed=hooks.changed),
        receipts=partial(ReceiptPart, receipts=receipts, public_url=settings.public_url),
        erasures=erasures,
    )  # fmt: skip
    messages = Messages(settings.account(), settings.twilio_tokens[0], settings.twilio_api_url)
    is_due, is_ordered = outbox.Due(database), orders.Waiting(database)
    refused = partial(intake.receive, render=_unanswered)
    worker = Worker(Sender(intake, messages, deployment.lines, settings.public_url, refused, now, random), is_due)
    intake.on_texts = worker.wake

    async def reconcile(since: str) -> Mapping[str, int]:
        return await take_in(intake, database, partial(_fetched, deployment, gateway, messages, int(since)))

    ordered = Orders(
        intake, is_ordered,
        {"reconcile": reconcile, "webhooks": partial(_told, hooks.changed), "erase": erasures.ordered}, now,
    )  # fmt: skip

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        intake.start(list(catalogue.all()))
        beside = [asyncio.create_task(one) for one in (_prepare(), clocks.serve())]
        if not intake.closed:
            await rolled_back.take_in(intake, journal, catalogue.programs)
            await publisher.start()
            worker.start()
            hooks.start()
            swept = _sweep(known, deployment, gateway, api, erasures)
            others = Elsewhere(database, intake.changes).serve()
            beside += [asyncio.create_task(one) for one in (swept, ordered.serve(), others)]
        yield
        for task in beside:
            task.cancel()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ENDING):
                await asyncio.gather(worker.stop(), hooks.stop())
                with contextlib.suppress(Unavailable):
                    await api.keep_used()
                await publisher.stop()
        await intake.stop()
        for reader in (shown, is_due, is_ordered, api):
            reader.close()
        if not intake.is_broken:  # SQLite's last connection writes to the files when it is closed
            database.close()

    health = Health(intake, [lambda: intake.closed, lambda: publisher.failure])
    metrics = api.metrics(channels, health.is_writable, lambda: hooks.counts, publisher.figures, clocks)
    lines = [
        _below(f"/c/{line.id}", route)
        for line in deployment.lines.values()
        for route in known[line.kind].routes(line, gateway)
    ]
    application = Starlette(
        routes=[
            *(_below("/v1", route) for route in api.routes()),
            *lines,
            *(route for kind in known.values() for route in kind.at_root),
            *page.routes(catalogue.programs, partial(ways_in, deployment)),
            *Pages(database, intake, paged, texting, receipts, now, random).routes(),
            *Reference(api.operations, public_url=settings.public_url, version=__version__).routes(),
            *Ledger(database, publisher).routes(),
            *health.routes(),
            metrics.route(),
            *extra_routes,
        ],
        middleware=[Middleware(Closed, api.operations)] if intake.closed else [],
        exception_handlers=errors.HANDLERS,
        lifespan=lifespan,
    )
    application.middleware_stack = RequestLog(application.build_middleware_stack(), random, metrics.errors)
    application.router.routes.insert(0, ByPath(application.router.routes))
    application.router.redirect_slashes = False  # a redirect would answer before the signature is checked
    application.state.ending = intake.changes.end
    application.state.webhooks, application.state.intake = hooks, intake
    application.state.worker, application.state.orders, application.state.metrics = worker, ordered, metrics
    return application


def settle() -> None:
    """Once everything is made, in a process that only serves: spare the garbage collector what lives as long as that.

    What is new is looked at less often than Python's default, which is made for programs that allocate less.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def _below(path: str, route: BaseRoute) -> BaseRoute:
    """`route` under `path`; a plain route becomes one of its own, which is found without a second table of routes."""
    if isinstance(route, Route):
        return Route(path + route.path, route.endpoint, methods=list(route.methods or ()))
    return Mount(path, routes=[route])


async def _prepare() -> None:
    await asyncio.sleep(PREPARE_AFTER)
    await asyncio.to_thread(revocation.prepare)


async def _sweep(
    known: "dict[str, Kind] | Any", deployment: Deployment, gateway: Gateway, api: Api, erasures: Erasures
) -> None:
    while True:
        await asyncio.sleep(SWEEP_EVERY)
        with contextlib.suppress(Unavailable):
            await gateway.intake.run(partial(counters.forget, now=gateway.now()))
            await gateway.intake.run(partial(outcomes.prune, now=gateway.now()))
            await api.keep_used()
            await erasures.sweep()
        for line in deployment.lines.values():
            sweep = known[line.kind].sweep
            if sweep is not None:
                try:
                    await sweep(line, gateway)
                except Exception as error:  # noqa: BLE001 - the next minute's sweep does what this one could not
                    log.error("sweeping %s failed: %s", line.id, type(error).__name__)  # noqa: TRY400


def _fetched(deployment: Deployment, gateway: Gateway, messages: Messages, since: int) -> Iterator[Act | None]:
    """What people sent to every line since `since` (milliseconds), whether or not we were told. OperatorError."""
    known = kinds()
    for line in deployment.lines.values():
        read = known[line.kind].fetched
        if read is not None and line.address is not None:
            for message in messages.received_by(line.address, since=since):
                yield read(message, line, gateway)


async def _told(listener: Callable[[], None], _argument: str) -> Mapping[str, int]:
    listener()
    return {}


def _unanswered(_decision: Decision) -> Answer:
    return Answer(200, "text/plain", b"")
