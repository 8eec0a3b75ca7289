"""A server that ends answers those first who wait for what may never come, and cuts off who never asks in full."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.client import HTTPConnection

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from capture_gateway.serving import Server
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import over_socket


def test_who_waits_for_what_may_never_come_is_answered_at_the_end() -> None:
    arrived, ended = threading.Event(), asyncio.Event()

    async def waits(_asked: Asked) -> Response:
        arrived.set()
        await ended.wait()
        return PlainTextResponse("nothing came")

    with socket.create_server(("127.0.0.1", 0)) as listening:
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/"
        config = uvicorn.Config(Starlette(routes=[Route("/", waits)]), log_config=None, timeout_graceful_shutdown=5)
        server = Server(config, ended.set)
        with ThreadPoolExecutor(2) as pool:
            serving = pool.submit(server.run, [listening])
            answer = pool.submit(over_socket, Request("GET", url, (), {}))
            assert arrived.wait(30)
            server.should_exit = True
            assert (answer.result().status, answer.result().body) == (200, b"nothing came")
            serving.result()


def test_a_body_whose_rest_never_comes_is_cut_off_without_a_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """The answer has not begun: 503."""

    async def reads(asked: Asked) -> Response:
        arrived.set()
        return Response(await asked.body())

    arrived = threading.Event()
    told = cut_off(reads, arrived, b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf")
    head = told.partition(b"\r\n\r\n")[0].lower()
    assert head.startswith(b"http/1.1 503")
    assert b"retry-after: 1" in head
    assert told.endswith(b"the gateway is ending\n")
    assert [record.exc_info for record in caplog.records if record.exc_info] == []


def test_an_answer_that_has_begun_is_cut_off_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    async def never_ends(_asked: Asked) -> Response:
        async def pieces() -> AsyncIterator[bytes]:
            yield b"begun"
            arrived.set()
            await asyncio.Event().wait()

        return StreamingResponse(pieces())

    arrived = threading.Event()
    told = cut_off(never_ends, arrived, b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 200")
    assert b"503" not in told
    assert [record.exc_info for record in caplog.records if record.exc_info] == []


def cut_off(endpoint: Callable[[Asked], Awaitable[Response]], arrived: threading.Event, asked: bytes) -> bytes:
    """What somebody gets who has sent `asked`, of a server that ends then and waits for nobody."""
    with socket.create_server(("127.0.0.1", 0)) as listening, ThreadPoolExecutor(1) as pool:
        application = Starlette(routes=[Route("/", endpoint, methods=["GET", "POST"])])
        config = uvicorn.Config(application, log_config=None, timeout_graceful_shutdown=0)
        server = Server(config, lambda: None)
        serving = pool.submit(server.run, [listening])
        with socket.create_connection(listening.getsockname(), timeout=30) as connection:
            connection.sendall(asked)
            assert arrived.wait(30)
            server.should_exit = True
            told = b"".join(iter(lambda: connection.recv(65_536), b""))
        serving.result()
    return told


SCRIPT = """
import asyncio, os, signal, socket, sys, threading, time
import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from capture_gateway import serving

serving.WITHIN = float(sys.argv[1])

async def asked(request):
    how = request.path_params["how"]
    if how == "hang":
        print("hangs", flush=True)
        time.sleep(60)
    if how == "fail":
        threading.Thread(target=server.break_off).start()
        await asyncio.sleep(0.2)
    if how == "end":
        os.kill(os.getpid(), signal.SIGTERM)
    return PlainTextResponse(how)

listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
config = uvicorn.Config(Starlette(routes=[Route("/{how}", asked)]), log_config=None)
server = serving.Process(config, lambda: print("ending", flush=True))
server.run([listening])
sys.exit(server.status)
"""


@contextmanager
def process(within: float = 8.5) -> Iterator[tuple["subprocess.Popen[str]", HTTPConnection]]:
    """A server that is a process, and a connection to it."""
    with subprocess.Popen([sys.executable, "-c", SCRIPT, str(within)], stdout=subprocess.PIPE, text=True) as made:
        try:
            assert made.stdout is not None
            port = int(made.stdout.readline())
            with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
                yield made, connection
        finally:
            made.kill()


def ask(connection: HTTPConnection, how: str) -> tuple[str, str | None]:
    """The answer, and what becomes of the connection."""
    connection.request("GET", f"/{how}")
    answer = connection.getresponse()
    return answer.read().decode(), answer.headers["connection"]


def test_an_open_connection_is_answered_once_more_when_the_end_has_begun_and_told_that_it_closes() -> None:
    with process() as (made, connection):
        assert ask(connection, "end") == ("end", None)
        assert made.stdout is not None
        assert made.stdout.readline() == "ending\n"
        assert ask(connection, "last") == ("last", "close")
        assert made.wait(30) == -signal.SIGTERM


def test_a_process_that_may_not_go_on_answers_who_waits_and_ends_with_its_status() -> None:
    with process() as (made, connection):
        assert ask(connection, "fail")[0] == "fail"
        assert made.wait(30) == os.EX_IOERR


def test_a_process_whose_event_loop_hangs_is_cut_off() -> None:
    with process(within=0.2) as (made, connection):
        connection.request("GET", "/hang")
        assert made.stdout is not None
        assert made.stdout.readline() == "hangs\n"
        made.send_signal(signal.SIGTERM)
        assert made.wait(30) == os.EX_TEMPFAIL
