"""The wire between a gateway and its PostgreSQL, for tests that hold it up, or lose what comes back on it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from tests.cluster import Cluster

CHUNK = 1 << 16


class Wire:
    """Passes bytes on between whoever connects to `port` on this machine and a server's socket."""

    def __init__(self, server: str) -> None:
        self._server = server
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._goes = threading.Event()
        self._goes.set()
        self._loses = b""
        self._held: list[socket.socket] = []

    def hold(self) -> None:
        """Connections are taken, and nothing comes through, in either direction."""
        self._goes.clear()

    def release(self) -> None:
        """What was held comes through, and everything after it."""
        self._goes.set()

    def lose_the_commit_of(self, statement: bytes) -> None:
        """It reaches the server, and no answer to it comes back, then or later on that connection."""
        self._loses = statement

    @property
    def has_lost(self) -> bool:
        """Whether that has happened."""
        return not self._loses

    def serve(self) -> None:
        """Until it is closed."""
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                self._held += [client, server]
                silenced = threading.Event()
                for source, target, is_question in ((client, server, True), (server, client, False)):
                    arguments = (source, target, silenced, is_question)
                    threading.Thread(target=self._pass, args=arguments, daemon=True).start()

    def close(self) -> None:
        """Everybody is cut off."""
        self._goes.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        for one in (self._listening, *self._held):
            one.close()

    def _pass(self, source: socket.socket, target: socket.socket, silenced: threading.Event, is_question: bool) -> None:
        is_it = False
        with suppress(OSError):
            while data := source.recv(CHUNK):
                self._goes.wait()
                is_it |= is_question and bool(self._loses) and self._loses in data
                if is_it and b"COMMIT" in data:
                    silenced.set()
                    is_it, self._loses = False, b""
                if is_question or not silenced.is_set():
                    target.sendall(data)
            target.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire(to: Cluster) -> Iterator[Wire]:
    """One to this server."""
    made = Wire(str(to.folder / ".s.PGSQL.5432"))
    thread = threading.Thread(target=made.serve, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.close()
        thread.join()
