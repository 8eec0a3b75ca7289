import asyncio
import socket
from collections.abc import Callable
from contextlib import closing

import pytest

from capture_gateway.core.errors import OperatorError
from capture_gateway.outbox.webhooks.attempt import Outcome, Poster
from capture_gateway.outbox.webhooks.guard import Guard
from capture_gateway.testing.clock import Clock
from tests.outbox.webhooks.scene import (
    GUARD,
    PATIENT,
    SHORT,
    Answer,
    Receiver,
    answering,
    dropping,
    endless,
    hanging,
    receiving,
)


async def post(url: str, guard: Guard = GUARD, seconds: float = PATIENT) -> Outcome:
    poster = Poster(url, guard.connector(url), Clock(), seconds)
    try:
        return await poster.post(b"{}", {"webhook-id": "msg_1"})
    finally:
        await poster.close()


def meeting(answer: Answer, guard: Guard = GUARD) -> tuple[Outcome, Receiver]:
    async def story() -> tuple[Outcome, Receiver]:
        async with receiving(answer, Clock()) as receiver:
            return await post(receiver.url, guard, SHORT if answer is hanging else PATIENT), receiver

    return asyncio.run(story())


@pytest.mark.parametrize(
    ("answer", "status", "error"),
    [
        (answering(200), 200, ""),
        (answering(204), 204, ""),
        (endless, 200, ""),
        (answering(500), 500, "an answer that is not 2xx"),
        (answering(410), 410, "an answer that is not 2xx"),
        (dropping, None, "the connection broke"),
        (hanging, None, "no answer in time"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_what_became_of_an_attempt(answer: Answer, status: int | None, error: str) -> None:
    outcome, receiver = meeting(answer)
    assert (outcome.status, outcome.error) == (status, error)
    assert receiver.ids == ["msg_1"]


def test_a_redirect_is_a_failure_and_is_not_followed() -> None:
    async def story() -> None:
        async with receiving(answering(200), Clock()) as target, receiving(dropping, Clock()) as receiver:
            receiver.answer = answering(302, location=target.url)
            outcome = await post(receiver.url)
            assert (outcome.status, outcome.error) == (302, "a redirect, which is not followed")
            assert (len(receiver.got), target.got) == (1, [])

    asyncio.run(story())


def test_a_pause_is_heard_of() -> None:
    assert meeting(answering(429, retry_after="90"))[0].pause == 90_000
    assert meeting(answering(500, retry_after="90"))[0].pause == 0


def test_nobody_there(free_port: Callable[[], int]) -> None:
    assert asyncio.run(post(f"http://127.0.0.1:{free_port()}/in")).error == "no connection"


def test_plain_http_where_tls_is_meant() -> None:
    async def story() -> None:
        async with receiving(answering(200), Clock()) as receiver:
            outcome = await post(receiver.url.replace("http:", "https:"))
            assert (outcome.status, outcome.error) == (None, "no trusted TLS")
            assert receiver.got == []

    asyncio.run(story())


def test_what_the_guard_refuses_is_not_reached() -> None:
    outcome, receiver = meeting(answering(200), Guard())
    assert (outcome.status, outcome.error) == (None, "an address that is no target")
    assert receiver.got == []


def test_no_proxy_of_the_environment_and_no_cookie(
    monkeypatch: pytest.MonkeyPatch, free_port: Callable[[], int]
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{free_port()}")

    async def story() -> None:
        async with receiving(answering(200, set_cookie="a=b"), Clock()) as receiver:
            poster = Poster(receiver.url, GUARD.connector(receiver.url), Clock(), PATIENT)
            for _ in range(2):
                assert (await poster.post(b"{}", {})).status == 200
            await poster.close()
            assert [one.headers.get("Cookie") for one in receiver.got] == [None, None]

    asyncio.run(story())


def test_a_kept_connection_that_the_receiver_closed_is_no_failure() -> None:
    """The first request after an idle hour meets a connection that is gone: aiohttp notices, and makes another."""

    async def story() -> None:
        async with receiving(answering(200), Clock()) as receiver:
            poster = Poster(receiver.url, GUARD.connector(receiver.url), Clock(), PATIENT)
            assert (await poster.post(b"{}", {})).error == ""
            receiver.answer = answering(200, connection="close")
            for _ in range(3):
                assert (await poster.post(b"{}", {})).error == ""
            await poster.close()

    asyncio.run(story())


def test_networks_that_are_none_are_refused() -> None:
    with pytest.raises(OperatorError):
        Guard(("nowhere",))


@pytest.fixture
def free_port() -> Callable[[], int]:
    def find() -> int:
        with closing(socket.create_server(("127.0.0.1", 0))) as probe:
            port: int = probe.getsockname()[1]
            return port

    return find
