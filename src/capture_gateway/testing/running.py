"""A real gateway for one test: a copy of the sample deployment, a database of its own, uvicorn on a free port.

Texts that it sends go to the simulated company, whose REST API is served beside it: `gateway.received(number)`.
"""

import asyncio
import json
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import uvicorn
from sqlalchemy import text

from capture_gateway import app
from capture_gateway.channels import kinds
from capture_gateway.core.errors import OperatorError
from capture_gateway.definitions import Deployment, load
from capture_gateway.machine import clock
from capture_gateway.opening import opened
from capture_gateway.outbox.webhooks.parent import Webhooks
from capture_gateway.outbox.worker import Worker
from capture_gateway.serving import Server
from capture_gateway.settings import Settings
from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database, beside
from capture_gateway.testing.audited import assert_sound
from capture_gateway.testing.calling import Caller
from capture_gateway.testing.company import Company
from capture_gateway.testing.keys import SETTINGS
from capture_gateway.testing.moments import Call
from capture_gateway.testing.phone import Step, scripted
from capture_gateway.testing.requests import Account, Pair, Request, Response, run
from capture_gateway.testing.rest import RestApi
from capture_gateway.testing.texting import Exchange, Texter

ACCOUNT = Account("AC" + "5" * 32, "the-token-of-this-test")
LOOPBACK = "127.0.0.1/32, ::1/128"
"""Where webhooks may go besides public addresses."""
TIMEOUT = 30.0
"""Seconds that a test waits for an answer before it fails."""


def over_socket(request: Request) -> Response:
    """Send a request as it is, to where its URL says. OSError when nobody answers."""
    return _exchange(request.method, request.url, request.body, request.headers)


def _exchange(method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Response:
    parts = urlsplit(url)
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    with closing(connect(parts.hostname or "", parts.port, timeout=TIMEOUT)) as connection:
        connection.request(method, target, body or None, dict(headers))
        answer = connection.getresponse()
        return Response(answer.status, answer.headers.get("content-type", ""), answer.read())


@dataclass(frozen=True, slots=True)
class GatewayUnderTest:
    """A running gateway, and everything that a test asks of it."""

    base: str
    """`http://127.0.0.1:…`: its PUBLIC_URL, and where it listens."""
    company: Company
    api_token: str
    """An integrator's, with every scope."""
    deployment: Deployment
    settings: Settings
    rest: RestApi
    """The company's, where its texts go."""
    worker: Worker
    """What sends them."""
    now: Callable[[], int]
    """Its clock."""
    webhooks: Webhooks
    """Who delivers them."""

    @property
    def account(self) -> Account:
        """Whose signatures it believes."""
        return self.company.account

    def number(self, channel: str) -> str:
        """The number of a line: `+14155550100`."""
        return (self.deployment.lines[channel].address or "").removeprefix("tel:")

    def send(self, request: Request) -> Response:
        """One request."""
        return over_socket(request)

    def request(
        self, path: str, pairs: tuple[Pair, ...] | dict[str, str] = (), *, account: Account | None = None
    ) -> Request:
        """A signed POST of form fields to `path`; by `account`, where it is another one than the gateway's."""
        fields = tuple(pairs.items()) if isinstance(pairs, dict) else pairs
        return (account or self.account).request("POST", self.base + path, fields)

    def texter(self, number: str, channel: str = "sms") -> Texter:
        """Somebody with a handset."""
        options = self.deployment.lines[channel].options
        return Texter(
            self.company,
            number,
            line=self.number(channel),
            url=f"{self.base}/c/{channel}/message",
            opt_out=getattr(options, "opt_out", "gateway"),
        )

    def caller(self, number: str, channel: str = "voice") -> Caller:
        """Somebody who calls."""
        url = f"{self.base}/c/{channel}"
        return Caller(
            self.company, number, line=self.number(channel), url=f"{url}/call", status_url=f"{url}/call-status"
        )

    def text(self, number: str, body: str, channel: str = "sms", **extra: str) -> Exchange:
        """Somebody sends a text, and reads what comes back."""
        return run(self.texter(number, channel).text(body, **extra), self.send)

    def call(self, number: str, *script: Step, channel: str = "voice") -> Call:
        """Somebody calls, and follows `script`."""
        return run(scripted(self.caller(number, channel).walk(), script), self.send)

    def received(self, number: str) -> list[str]:
        """The texts that the gateway sent to this person by itself; once every text that is due has gone."""
        self.wait_for_texts()
        return self.rest.received(number)

    def wait_for_texts(self) -> None:
        """Until nothing is due or under way, and every report of what was sent has come."""
        due = text("SELECT 1 FROM outbox WHERE state IN ('waiting', 'sending', 'unknown') AND due_at <= :now")
        deadline = time.monotonic() + TIMEOUT
        with beside(self.settings.database, None) as store:
            while store.execute(due, {"now": self.now()}).first() or self.worker.is_busy or self.rest.reporting:
                if time.monotonic() > deadline:
                    raise AssertionError("the outbox is not empty, and does not get emptier")
                time.sleep(0.005)

    def get(self, path: str, **query: str) -> tuple[int, Any]:
        """What an integrator reads: status, and the JSON."""
        headers = {"authorization": f"Bearer {self.api_token}", "accept": "application/json"}
        url = self.base + path + (f"?{urlencode(query)}" if query else "")
        answer = self.send(Request("GET", url, (), headers))
        return answer.status, json.loads(answer.body)

    def post(self, path: str, body: object) -> tuple[int, Any]:
        """What an integrator writes: status, and the JSON of the answer."""
        headers = {"authorization": f"Bearer {self.api_token}", "content-type": "application/json"}
        answer = _exchange("POST", self.base + path, json.dumps(body).encode(), headers)
        return answer.status, json.loads(answer.body)

    def evidence(self, number: str = "", **query: str) -> list[dict[str, Any]]:
        """Every record (of one number), in ledger order."""
        items: list[dict[str, Any]] = []
        query |= {"address": f"tel:{number}"} if number else {}
        while True:
            status, page = self.get("/v1/evidence", **query)
            if status != 200:
                raise AssertionError(f"evidence was answered with {status}: {page}")
            items += page["items"]
            if page["next"] is None:
                return items
            query["after"] = str(page["next"])

    def permitted(self, number: str, category: str = "offers", contact: str = "sms") -> bool:
        """May this person be contacted so, about that?"""
        (program,) = self.deployment.catalogue.programs
        question = {"address": f"tel:{number}", "program": program, "category": category, "contact": contact}
        status, answer = self.get("/v1/permission", **question)
        return status == 200 and answer["permitted"] is True

    @contextmanager
    def no_evidence_can_be_written(self) -> Iterator[None]:
        """Break the store for a while: the table of evidence is renamed behind the gateway's back."""
        with closing(opened(self.settings)) as database:
            _rename(database, "evidence", "evidence_gone")
            try:
                yield
            finally:
                _rename(database, "evidence_gone", "evidence")


@contextmanager
def running(
    project: Path, *, now: Callable[[], int] = clock, company: Company | None = None
) -> Iterator[GatewayUnderTest]:
    """Serve the deployment in `project` (see `sample.copy`) until the block ends. OperatorError when it cannot.

    What it wrote is audited when it has ended, unless the block raised.

    `company`: one that was there before, with what people wrote to it; its account is ACCOUNT.
    """
    with socket.create_server(("127.0.0.1", 0)) as listening:
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = Settings.of(
            project,
            public_url=base,
            twilio_account_sid=ACCOUNT.sid,
            twilio_auth_token=ACCOUNT.token,
            twilio_api_url=base,
            webhook_networks=LOOPBACK,
            **SETTINGS,
        )
        deployment, problems = load(project, {name: kind.read for name, kind in kinds().items()})
        if deployment is None:
            raise OperatorError("; ".join(str(problem) for problem in problems))
        api_token = secrets.token_urlsafe(16)
        with closing(opened(settings)) as database, database.transaction() as connection:
            tokens.create(connection, f"test-{secrets.token_hex(4)}", tokens.SCOPES, api_token, now())
        company = company or Company(ACCOUNT, now=now)
        rest = RestApi(company, _in_thread)
        application = app.build(settings, deployment, now=now, extra_routes=rest.routes(), own=listening.getsockname())
        config = uvicorn.Config(application, log_config=None, access_log=False, lifespan="on")
        server = Server(config, application.state.ending)
        application.state.intake.on_broken = server.break_off
        with _served(server, listening):
            worker, hooks = application.state.worker, application.state.webhooks
            yield GatewayUnderTest(base, company, api_token, deployment, settings, rest, worker, now, hooks)
        assert_sound(settings.database, settings.checkpoint_path)


def _rename(database: Database, table: str, new: str) -> None:
    with database.engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {new}")


async def _in_thread(request: Request) -> Response:
    return await asyncio.to_thread(over_socket, request)


@contextmanager
def _served(server: uvicorn.Server, listening: socket.socket) -> Iterator[None]:
    ended = threading.Event()

    def serve() -> None:
        try:
            server.run(sockets=[listening])
        finally:
            ended.set()

    thread = threading.Thread(target=serve, name="gateway", daemon=True)
    thread.start()
    try:
        while not server.started:
            if ended.wait(0.002):
                raise OperatorError("the gateway did not start; its log says why")
        yield
    finally:
        server.should_exit = True
        thread.join()
