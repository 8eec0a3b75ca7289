"""A server that ends answers those first who wait for what may never come, and cuts off who never asks in full."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

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
