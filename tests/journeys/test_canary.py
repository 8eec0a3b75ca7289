"""A number, a token, webhook secrets and what people wrote go through every door of a real gateway.

They stand in no log, no metric, no header, no error and no redirect: only in the answers that are there to show them.
In the files that the gateway keeps they cannot be found either, however they are written.
"""

import json
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from capture_gateway.storage import tokens
from capture_gateway.storage.database import Database, beside
from capture_gateway.testing import kept, sample
from capture_gateway.testing.calling import Caller
from capture_gateway.testing.company import Company
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.phone import scripted
from capture_gateway.testing.requests import Account, PhoneError, Request, Response, run
from capture_gateway.testing.texting import Texter
from tests.bench.hostile import fields
from tests.journeys.hiding import searching
from tests.journeys.test_killed import NOBODY
from tests.postgres import is_postgresql, raw, url_of

PERSON, TYPED, CALLING = "+14155550142", "+14155550143", "+14155550144"
TOKEN = "cg_canary-token-" + "t" * 30
BAD_TOKEN = "cg_canary-wrong-" + "w" * 30
WORDS = "canary words of a person"
IN_URL = "canary-in-a-url"
REASON = "canary reason"
ACCOUNT = Account("AC" + "6" * 32, "canary-auth-token")
CANARIES = re.compile(r"\D{0,3}".join("415555014") + r"[234]|canary|whsec_[A-Za-z0-9+/]{8,}")
PROVIDER_ID = re.compile(r"\b(?:SM|MM|CA)[0-9a-f]{32}\b")
PROGRAM = "bluebird-updates"


class _Receiver(BaseHTTPRequestHandler):
    """Says what it is asked to forget, and that it fails."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.server.heard.set()  # type: ignore[attr-defined]
        self.send_response(500, "canary reason phrase")
        self.send_header("Location", f"http://canary.example/{PERSON}")
        self.end_headers()
        self.wfile.write(f"canary {PERSON}".encode())

    def log_message(self, *_: object) -> None:
        """Nothing."""


@dataclass
class Gateway:
    """A gateway in a process of its own; every exchange is kept."""

    port: int
    log: Path
    database: Path
    exchanges: list[tuple[str, int, str, str]] = field(default_factory=list)
    """What was asked, the status, the headers, the body."""
    provider_ids: set[str] = field(default_factory=set)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Response:
        """`path` as it is sent. Names of headers with `_` for `-`."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request(method, path, body or None, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            told = answer.read()
            self.exchanges.append((f"{method} {path}", answer.status, str(answer.headers), told.decode()))
            return Response(answer.status, answer.headers.get("content-type", ""), told)

    def send(self, request: Request) -> Response:
        self.provider_ids |= set(PROVIDER_ID.findall(request.body.decode(errors="replace")))
        return self.ask(request.method, request.url.removeprefix(self.base), request.body, **request.headers)

    def api(self, method: str, path: str, body: Any = None, token: str = TOKEN, **headers: str) -> Response:
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.ask(method, path, raw, Authorization=f"Bearer {token}", **headers)


@contextmanager
def serving(folder: Path) -> Iterator[Gateway]:
    """Its log says everything it can."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    project = sample.copy(folder / "project")
    gateway = Gateway(port, folder / "log", project / "var" / "evidence.db")
    with closing(Database(url_of(gateway.database), KEYS)) as database, database.transaction() as connection:
        tokens.create(connection, "all", tokens.SCOPES, TOKEN, 1)
        tokens.create(connection, "none", ["metrics"], TOKEN + "-none", 1)
        tokens.create(connection, "slow", tokens.SCOPES, TOKEN + "-slow", 1, per_minute=1)
    settings = {
        "TWILIO_ACCOUNT_SID": ACCOUNT.sid, "TWILIO_AUTH_TOKEN": ACCOUNT.token, "TWILIO_API_URL": NOBODY,
        "PUBLIC_URL": gateway.base, "LOG_FORMAT": "json", "WEBHOOK_NETWORKS": "127.0.0.1/32",
    }  # fmt: skip
    environment = os.environ | {f"CAPTURE_GATEWAY_{name}": value for name, value in settings.items()}
    command = [str(Path(sys.executable).with_name("capture-gateway")), "serve", str(project), "--port", str(port)]
    with (
        gateway.log.open("wb", buffering=0) as log,
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process,
    ):
        assert process.stdout is not None
        log.write(process.stdout.readline())  # it listens
        rest = threading.Thread(target=log.writelines, args=(process.stdout,))
        rest.start()
        try:
            yield gateway
        except Exception as error:
            error.add_note(gateway.log.read_text())
            raise
        finally:
            process.terminate()
            rest.join()


@contextmanager
def receiver() -> Iterator[tuple[str, threading.Event]]:
    """Its URL, and whether anything came."""
    with HTTPServer(("127.0.0.1", 0), _Receiver) as server:
        server.heard = threading.Event()  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/{IN_URL}?key={IN_URL}", server.heard  # type: ignore[attr-defined]
        finally:
            server.shutdown()
            thread.join()


def people(gateway: Gateway) -> None:
    """What people send, authentic and not, and what a provider tells of it."""
    company = Company(ACCOUNT)
    url = f"{gateway.base}/c/sms/message"
    texter = Texter(company, PERSON, line="+14155550100", url=url)
    for body in ("JOIN", WORDS, "AGREE", "please leave me alone, " + WORDS, "STOP"):
        run(texter.text(body), gateway.send)
    message = next(texter.text(WORDS))
    forged = {**message.headers, "x-twilio-signature": "canary-signature"}
    posts: list[tuple[Mapping[str, str], bytes]] = [
        (forged, message.body),
        ({"content-type": message.headers["content-type"]}, message.body),
        (message.headers, message.body + b"&From=%2B14155550142"),
        (forged, b"From=" + quote(PERSON).encode() * 10_000),
        (forged, b"\xff\xfe" + PERSON.encode()),
    ]
    for headers, post in posts:
        gateway.ask("POST", "/c/sms/message", post, **headers)
    told: tuple[dict[str, str], ...] = (
        {"From": PERSON, "To": "+14155550142", "AccountSid": ACCOUNT.sid, "Body": WORDS, "MessageSid": "SM1"},
        {"From": WORDS, "To": "+14155550100", "AccountSid": ACCOUNT.sid, "Body": WORDS, "MessageSid": WORDS},
        {"From": PERSON, "To": "+14155550100", "AccountSid": "canary", "Body": WORDS, "MessageSid": "SM1"},
        {"From": PERSON, "Body": WORDS},
    )
    for pairs in told:
        for door in ("sms/message", f"sms/message-status?reply={IN_URL}", "voice/call", "voice/call-status"):
            gateway.send(ACCOUNT.request("POST", f"{gateway.base}/c/{door}", pairs.items()))
    caller = Caller(
        company, CALLING, line="+14155550101", url=f"{gateway.base}/c/voice/call",
        status_url=f"{gateway.base}/c/voice/call-status",
    )  # fmt: skip
    run(scripted(caller.walk(), ("1",)), gateway.send)
    gateway.send(Account(ACCOUNT.sid, "another").request("POST", f"{gateway.base}/c/voice/call/{PERSON}", ()))
    gateway.send(ACCOUNT.request("POST", f"{gateway.base}/c/voice/call/{PERSON}", {"From": PERSON}.items()))


def visitors(gateway: Gateway) -> None:
    """What is typed into the form."""
    form = {"content_type": "application/x-www-form-urlencoded"}
    page = gateway.ask("GET", f"/c/web/form?lang={IN_URL}").body.decode()
    typed = dict(fields(page, TYPED))
    for change in ({}, {"tel": PERSON}, {"token": WORDS}, {"category": WORDS}, {"website": WORDS}, {WORDS: TYPED}):
        gateway.ask("POST", "/c/web/form", urlencode({**typed, **change}).encode(), **form)
    gateway.ask("POST", "/c/web/form", f"tel={quote(TYPED)}&tel={quote(TYPED)}".encode(), **form)
    gateway.ask("POST", "/c/web/form", TYPED.encode() * 10_000, **form)
    gateway.ask("POST", "/c/web/form", TYPED.encode(), content_type=f"text/plain; {IN_URL}")


def strangers(gateway: Gateway) -> None:
    """Paths, methods and headers that are wrong."""
    number = quote(PERSON)
    for path in (
        f"/{number}", f"/c/{number}/message", f"/c/sms/{number}", f"/p/{number}", f"//{IN_URL}/", f"/v1/{number}",
        f"/v1/permission/?address={number}", f"/docs?{IN_URL}", f"/openapi.json?{IN_URL}", f"/healthz?{IN_URL}",
        f"/readyz?{IN_URL}", f"/metrics?{IN_URL}", f"/embed/{IN_URL}.js", "/metrics", f"/%ff{number}",
    ):  # fmt: skip
        for method in ("GET", "POST", "DELETE"):
            gateway.ask(method, path, X_Canary=PERSON, Referer=f"http://{IN_URL}/", Authorization=f"Bearer {BAD_TOKEN}")
    with closing(socket.create_connection(("127.0.0.1", gateway.port))) as raw:
        raw.sendall(f"GET /{PERSON} {WORDS}\r\nHost: {PERSON}\r\n\r\n".encode())
        gateway.exchanges.append(("no HTTP", 400, "", raw.recv(65_536).decode()))
    gateway.ask("GET", "/metrics", X_Forwarded_For=PERSON, Authorization=f"Bearer {BAD_TOKEN}")
    gateway.ask("GET", "/metrics", Host=IN_URL, Authorization=f"Bearer {TOKEN}-slow")


def integrators(gateway: Gateway) -> None:
    """Every operation, with canaries wherever a value may stand."""
    document = json.loads(gateway.ask("GET", "/openapi.json").body)
    for path, methods in document["paths"].items():
        for method, declared in methods.items():
            if not path.startswith("/v1/") or method not in ("get", "post", "delete"):
                continue
            operation(gateway, method.upper(), path, declared)


def operation(gateway: Gateway, method: str, path: str, declared: dict[str, Any]) -> None:
    filled = re.sub(r"\{\w+\}", quote(PERSON), path)
    names = [one["name"] for one in declared.get("parameters", []) if one["in"] == "query"]
    for token in (BAD_TOKEN, f"{TOKEN}-none", f"{TOKEN}-slow", PERSON):
        gateway.api(method, filled, token=token)
    right = {"address": PERSON, "program": PROGRAM, "category": "offers", "contact": "sms"}
    queries: list[dict[str, str]] = [{name: PERSON} for name in names]
    queries += [dict.fromkeys(names, WORDS), {PERSON: "1"}, {name: right.get(name, PERSON) for name in names}]
    for query in queries:
        gateway.api(method, f"{filled}?{urlencode(query)}", Accept=IN_URL, Idempotency_Key=WORDS)
    gateway.api(method, f"{filled}?{quote(PERSON)}&{quote(PERSON)}")
    if "requestBody" not in declared:
        return
    told = {**right, "reason": REASON, "source": REASON}
    for body in (
        PERSON.encode(), f'{{"address": "{PERSON}", '.encode(), [PERSON], PERSON, {PERSON: WORDS}, told,
        {**told, "program": WORDS}, {**told, "category": PERSON}, {**told, "address": WORDS}, {**told, PERSON: PERSON},
        {"items": [{**right, "address": WORDS}, {**right, "contact": PERSON}, PERSON]}, {"url": f"ftp://{IN_URL}/"},
        {"url": f"http://{IN_URL}.example/{IN_URL}"}, {"url": PERSON, "events": [WORDS]}, PERSON.encode() * 100_000,
        {key: {PERSON: [PERSON]} for key in ("address", "items", "url", "reason", "given_at", "act", "words", "after")},
    ):  # fmt: skip
        gateway.api(method, filled, body, Idempotency_Key=f"{IN_URL}-{secrets.token_hex(4)}", Content_Type=IN_URL)


def broken(gateway: Gateway) -> None:
    """The same while nothing can be written or read of the evidence."""
    with raw(url_of(gateway.database)) as connection:
        connection.execute("ALTER TABLE evidence RENAME TO evidence_gone")
        texter = Texter(Company(ACCOUNT), PERSON, line="+14155550100", url=f"{gateway.base}/c/sms/message")
        with pytest.raises(PhoneError, match="503"):
            run(texter.text("JOIN"), gateway.send)
        visitors(gateway)
        question = {"address": PERSON, "program": PROGRAM, "category": "offers", "contact": "sms"}
        for path in (f"/v1/permission?{urlencode(question)}", "/v1/evidence", f"/v1/evidence/{quote(PERSON)}"):
            gateway.api("GET", path)
        told = {"address": PERSON, "reason": REASON, "source": REASON}
        for path, body in (("/v1/permissions/check", {"items": [question]}), ("/v1/withdrawals", told)):
            gateway.api("POST", path, body, Idempotency_Key=WORDS)
        connection.execute("ALTER TABLE evidence_gone RENAME TO evidence")


def is_answer(asked: str, status: int) -> bool:
    """Whether it is there to show what is known, or what was typed."""
    path = asked.partition(" ")[2]
    is_form_again = path.startswith("/c/web/form") and status == 503
    return is_form_again or (status in (200, 201) and path.startswith(("/v1/", "/c/")))


def files(gateway: Gateway) -> dict[str, bytes]:
    """Everything that it keeps, and its log."""
    return {path.name: path.read_bytes() for path in (*gateway.database.parent.iterdir(), gateway.log)}


def test_canaries_come_out_nowhere(tmp_path: Path) -> None:
    with receiver() as (url, heard), serving(tmp_path) as gateway:
        made = json.loads(gateway.api("POST", "/v1/webhooks", {"url": url}).body)
        people(gateway)
        visitors(gateway)
        strangers(gateway)
        integrators(gateway)
        assert heard.wait(30)
        broken(gateway)
        gateway.api("DELETE", f"/v1/webhooks/{made['id']}")
        gateway.ask("GET", "/metrics")
        kept_then = files(gateway)
        with beside(url_of(gateway.database), KEYS) as connection:
            assert {f"tel:{one}" for one in (PERSON, TYPED, CALLING)} <= {*kept.addresses(connection)}
    store = set() if is_postgresql() else {"evidence.db", "evidence.db-wal", "evidence.db-shm"}
    assert store | {"log"} <= set(kept_then)
    assert len(gateway.provider_ids) > 6
    hidden = searching([WORDS, REASON, made["secret"], TOKEN, *gateway.provider_ids], [PERSON, TYPED, CALLING])
    for held in (kept_then, files(gateway)):
        assert {name: match[0] for name, content in held.items() if (match := hidden.search(content))} == {}
    found = [
        (asked, status, match[0])
        for asked, status, headers, body in gateway.exchanges
        for match in CANARIES.finditer(headers if is_answer(asked, status) else headers + body)
    ]
    assert found == []
    log = gateway.log.read_text()
    assert [line for line in log.splitlines() if CANARIES.search(line)] == []
    assert {json.loads(line)["level"] for line in log.splitlines()} >= {"info", "warning", "error"}
    statuses = {status for _, status, _, _ in gateway.exchanges}
    assert statuses >= {200, 201, 400, 401, 403, 404, 405, 413, 422, 429, 503}
    assert 500 not in statuses
    assert CANARIES.search("tel:(415) 555-0142")  # it finds what it looks for
    assert any(CANARIES.search(body) for _, status, _, body in gateway.exchanges if status == 200)
