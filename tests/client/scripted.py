"""A server on loopback that answers as it is told: what a gateway, a proxy or a broken network may do."""

import json
import socket
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any, Literal

from capture_gateway.client.transport import Pace

Fault = Literal["drop", "hang", "drip"]
"""Break the connection; say nothing; send a right answer, one byte at a time."""


@dataclass(frozen=True)
class Came:
    method: str
    target: str
    headers: Message
    body: bytes
    client: tuple[str, int]
    """Address and port: one for each connection."""


@dataclass(frozen=True)
class Says:
    status: int = 200
    body: object = b""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Scripted:
    url: str
    script: deque[Says | Fault] = field(default_factory=deque)
    came: list[Came] = field(default_factory=list)
    ended: Event = field(default_factory=Event)
    left: Event = field(default_factory=Event)
    """Somebody went away while an answer dripped."""


@dataclass
class Waited:
    """A clock that moves only when somebody sleeps; chance takes the longest pause."""

    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.pauses.append(round(seconds, 3))
        self.seconds += seconds

    @property
    def pace(self) -> Pace:
        return Pace(lambda: self.seconds, self.sleep, lambda: 1.0)


@contextmanager
def scripted(*answers: Says | Fault) -> Iterator[Scripted]:
    """It answers each request with the next of `answers`; after the last one, with 404."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            state.came.append(Came(self.command, self.path, self.headers, self.rfile.read(length), self.client_address))
            says = state.script.popleft() if state.script else Says(404)
            if says == "hang":
                state.ended.wait(30)
            if says == "drip":
                self.send_response(200)
                self.send_header("content-length", "200")
                self.end_headers()
                try:
                    for _ in range(200):
                        state.ended.wait(0.02)
                        self.wfile.write(b"1")
                except OSError:
                    state.left.set()
                return
            if isinstance(says, str):
                self.connection.shutdown(socket.SHUT_RDWR)
                self.close_connection = True
                return
            body = says.body if isinstance(says.body, bytes) else json.dumps(says.body).encode()
            self.send_response(says.status)
            for name, value in says.headers.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - http.server's names

        def log_message(self, *_arguments: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state = Scripted(f"http://127.0.0.1:{server.server_address[1]}", deque(answers))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.ended.set()
        server.shutdown()
        thread.join()
        server.server_close()
