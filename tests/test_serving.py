"""A server that ends answers those first who wait for what may never come."""

import asyncio
import socket
import threading
from concurrent.futures import ThreadPoolExecutor

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request as Asked
from starlette.responses import PlainTextResponse, Response
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
