"""A receiver of webhooks on loopback, in a thread of its own: it keeps what comes, and answers as it is told."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

SECONDS = 30.0
"""How long a test waits for something before it fails."""


@dataclass(frozen=True, slots=True)
class Received:
    """One request. Names of headers are lower case."""

    headers: Mapping[str, str]
    body: bytes

    @property
    def id(self) -> str:
        """Its `webhook-id`."""
        return self.headers["webhook-id"]


class Receiver(ThreadingHTTPServer):
    """`status`: what the next requests are answered with."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 204
        self.received: list[Received] = []
        self._came = threading.Condition()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/"

    def take(self, one: Received) -> int:
        """Something came: the status that it is answered with."""
        with self._came:
            self.received.append(one)
            self._came.notify_all()
        return self.status

    def until(self, is_it: Callable[[Received], bool], times: int = 1) -> Received:
        """Wait until so many requests came of which this is true: the last one."""
        found: list[Received] = []

        def have_come() -> bool:
            found[:] = filter(is_it, self.received)
            return len(found) >= times

        with self._came:
            if not self._came.wait_for(have_come, SECONDS):
                raise AssertionError(f"it did not come; these came: {[one.id for one in self.received]}")
        return found[-1]


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        status = self.server.take(Received({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_said: object) -> None:
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    """Until the block ends."""
    with Receiver() as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield made
        finally:
            made.shutdown()
            thread.join()
