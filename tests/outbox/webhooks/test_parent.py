"""The gateway and the process that delivers for it: started, woken, killed, restarted, ended. Real processes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
import psutil
import pytest

from capture_gateway.outbox.webhooks import order as orders
from capture_gateway.outbox.webhooks.order import Order
from capture_gateway.outbox.webhooks.parent import COMMAND
from capture_gateway.storage.database import Database
from capture_gateway.testing import sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS, SETTINGS
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.postgres import raw, url_of

PATIENCE = 60.0
"""Seconds: a process starts slowly on a machine that does much else."""


class Endpoint(ThreadingHTTPServer):
    """Keeps the ids and types of what comes in, and answers with `status`."""

    daemon_threads = True

    def __init__(self) -> None:
        self.got: list[tuple[str, str]] = []
        self.status = 200
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/in"

    @property
    def types(self) -> list[str]:
        return [kind for _, kind in self.got]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Endpoint

    def do_POST(self) -> None:
        body = orjson.loads(self.rfile.read(int(self.headers["content-length"])))
        self.server.got.append((self.headers["webhook-id"], body["type"]))
        self.send_response(self.server.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with Endpoint() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "it does not become so"
        time.sleep(0.01)


def delivered(gateway: GatewayUnderTest) -> int:
    with raw(gateway.settings.database) as connection:
        ((count,),) = connection.execute("SELECT count(*) FROM webhook_delivery WHERE state = 'delivered'")
        return int(count)


def keeps_no_secret(process_id: int, *secrets: str) -> None:
    """Neither in its arguments nor in its environment, which other processes of the same user may read."""
    process = psutil.Process(process_id)
    seen = " ".join([*process.cmdline(), *process.environ().values()])
    assert [secret for secret in secrets if secret in seen] == []
    assert set(process.environ()) <= {"PYTHONPATH", "SSL_CERT_FILE", "LC_CTYPE"}


def test_the_life_of_deliveries(tmp_path: Path, endpoint: Endpoint) -> None:
    """One story, since processes start slowly: nobody to tell, told, killed, the gateway restarted, gone."""
    project = sample.copy(tmp_path / "project")
    with running(project) as gateway:
        hooks = gateway.webhooks
        assert hooks.process_id is None  # nobody wants to hear anything
        status, made = gateway.post("/v1/webhooks", {"url": endpoint.url})
        assert status == 201
        gateway.text(somebody(), "JOIN")
        until(lambda: delivered(gateway) == 1)
        assert endpoint.types == ["evidence.requested"]
        until(lambda: hooks.counts == {"delivered": 1})

        first = hooks.process_id
        assert first is not None
        keeps_no_secret(first, made["secret"], gateway.account.token, gateway.api_token, *SETTINGS.values())
        os.kill(first, signal.SIGKILL)
        for _ in range(3):
            gateway.text(somebody(), "JOIN")
        until(lambda: hooks.process_id not in (first, None))
        until(lambda: delivered(gateway) == 4)
        second = hooks.process_id

    assert second is not None
    assert not psutil.pid_exists(second)
    seen = len(endpoint.got)
    with running(project) as gateway:
        gateway.text(somebody(), "STOP")
        until(lambda: delivered(gateway) == 5)
        assert endpoint.types[seen:] == ["evidence.withdrawn"]  # it went on where it was
        assert len({identifier for identifier, _ in endpoint.got}) == 5

        endpoint.status = 410
        gateway.text(somebody(), "JOIN")
        until(lambda: gateway.webhooks.process_id is None)
        assert gateway.get(f"/v1/webhooks/{made['id']}")[1]["state"] == "disabled"

        endpoint.status = 200
        assert gateway.post(f"/v1/webhooks/{made['id']}/enable", {})[0] == 200
        until(lambda: delivered(gateway) == 6)
        with gateway.no_evidence_can_be_written():  # nor read
            gateway.post(f"/v1/webhooks/{made['id']}/test", {})
        gateway.text(somebody(), "JOIN")
        until(lambda: delivered(gateway) == 8)
        third = gateway.webhooks.process_id
    assert third is not None
    assert not psutil.pid_exists(third)


def test_an_order_arrives_as_it_was_given_and_shows_no_key() -> None:
    order = Order("e.db", KEYS, ("10.0.0.0/8",), ("127.0.0.1", 8080), "json", 3.0)
    assert orders.read(order.written()) == order
    assert orders.read(Order("e.db", KEYS).written()) == Order("e.db", KEYS)
    assert repr(KEYS.data) not in repr(order)


def test_a_process_whose_gateway_is_gone_ends(tmp_path: Path) -> None:
    """A killed gateway closes nothing itself: the system closes its end of the pipe."""
    Database(url_of(tmp_path / "e.db"), KEYS).close()
    order = Order(str(tmp_path / "e.db"), KEYS).written()
    script = (
        "import subprocess, sys, os, signal\n"
        f"child = subprocess.Popen({[*COMMAND]!r}, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)\n"
        f"child.stdin.write({order!r}); child.stdin.flush()\n"
        "print(child.pid, flush=True)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], stdout=subprocess.PIPE, check=False, text=True)
    assert done.returncode == -signal.SIGKILL
    orphan = int(done.stdout)

    def is_gone() -> bool:
        with suppress(psutil.NoSuchProcess):
            return psutil.Process(orphan).status() == psutil.STATUS_ZOMBIE
        return True

    until(is_gone)
