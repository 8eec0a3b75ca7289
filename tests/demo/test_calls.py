"""A call from the page, one moment at a time. The gateway here is three documents."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from capture_gateway.demo.calls import HIDDEN, MOST, Calls
from capture_gateway.testing.phone import Account, Company, Request, Response

PERSON, OTHER = "+14155550123", "+14155550145"
QUESTION = '<Gather action="key" numDigits="1" finishOnKey=""><Say>Press 1.</Say></Gather>'
NUMBER = '<Gather action="key" finishOnKey="#" numDigits="15"><Say>Your number?</Say></Gather>'
DOCUMENTS = {"/call": "<Say>Words.</Say>" + QUESTION, "/key": "<Say>Thanks.</Say>", "/number": NUMBER}


def story(tell: Callable[[Calls], Awaitable[Any]], path: str = "/call") -> tuple[Any, list[Request]]:
    """What `tell` returns, and every request."""
    asked: list[Request] = []

    async def send(request: Request) -> Response:
        asked.append(request)
        inner = DOCUMENTS.get(urlsplit(request.url).path, "")
        return Response(200, "text/xml", f"<Response>{inner}</Response>".encode())

    url = "https://consent.example.com"
    ended = f"{url}/call-status"
    calls = Calls(Company(Account("AC1", "t")), send, line="+14155550101", url=url + path, status_url=ended)

    async def told() -> Any:
        return await tell(calls)

    return asyncio.run(told()), asked


def test_moments_follow_each_other_until_the_call_is_over() -> None:
    async def tell(calls: Calls) -> list[dict[str, Any]]:
        call = await calls.dial(PERSON, hidden=False)
        shown = [call.shown]
        while call.over is None:
            await (calls.press(call.id, "1") if shown[-1]["kind"] == "listening" else calls.go_on(call.id, call.number))
            shown.append(call.shown)
        return shown

    shown, asked = story(tell)
    assert [(one["kind"], one.get("text"), one.get("gather")) for one in shown] == [
        ("speaking", "Words.", False),
        ("speaking", "Press 1.", True),
        ("listening", None, None),
        ("speaking", "Thanks.", False),
        ("over", None, None),
    ]
    assert shown[-1]["by"] == "gateway"
    assert [urlsplit(request.url).path for request in asked] == ["/call", "/key", "/call-status"]
    assert dict(asked[0].pairs)["From"] == PERSON


def test_a_number_is_keyed_digit_by_digit_until_its_end() -> None:
    async def tell(calls: Calls) -> list[dict[str, Any]]:
        call = await calls.dial(PERSON, hidden=True)
        shown = [call.shown]
        for key in ("4", "1", "5", "#"):
            await calls.press(call.id, key)
            shown.append(call.shown)
        return shown

    shown, asked = story(tell, path="/number")
    assert [(one.get("digits"), one.get("ends")) for one in shown[1:4]] == [("4", "#"), ("41", "#"), ("415", "#")]
    assert shown[-1]["text"] == "Thanks."
    assert dict(asked[1].pairs)["Digits"] == "415"


def test_a_key_while_the_words_are_spoken_is_lost_and_they_go_on() -> None:
    async def tell(calls: Calls) -> tuple[dict[str, Any], dict[str, Any]]:
        call = await calls.dial(PERSON, hidden=False)
        before = call.shown
        await calls.press(call.id, "1")
        return before, call.shown

    (before, after), asked = story(tell)
    assert before == after
    assert len(asked) == 1


def test_an_answer_to_a_moment_that_is_over_does_nothing() -> None:
    async def tell(calls: Calls) -> tuple[int, int]:
        call = await calls.dial(PERSON, hidden=False)
        old = call.number
        await calls.go_on(call.id, old)
        now = call.number
        await calls.go_on(call.id, old)
        return now, call.number

    (now, later), _ = story(tell)
    assert now == later


def test_hanging_up_ends_it_once() -> None:
    async def tell(calls: Calls) -> list[Any]:
        call = await calls.dial(PERSON, hidden=False)
        await calls.hang_up(call.id)
        return [call.shown["by"], await calls.hang_up(call.id), await calls.press(call.id, "1")]

    result, asked = story(tell)
    assert result == ["caller", None, None]
    assert [urlsplit(request.url).path for request in asked] == ["/call", "/call-status"]


def test_calling_again_hangs_up_the_older_call_of_the_same_person() -> None:
    async def tell(calls: Calls) -> list[bool]:
        first = await calls.dial(PERSON, hidden=False)
        other = await calls.dial(OTHER, hidden=False)
        await calls.dial(PERSON, hidden=False)
        return [first.over is not None, other.over is not None]

    assert story(tell)[0] == [True, False]


def test_calls_that_nobody_ends_are_hung_up_when_there_are_too_many() -> None:
    async def tell(calls: Calls) -> list[bool]:
        made = [await calls.dial(f"+1415555{number:04d}", hidden=False) for number in range(MOST + 1)]
        return [one.over is not None for one in made]

    assert story(tell)[0] == [True, *[False] * MOST]


def test_a_hidden_number_is_hidden_from_the_gateway() -> None:
    async def tell(calls: Calls) -> None:
        await calls.dial(PERSON, hidden=True)

    _, asked = story(tell)
    assert dict(asked[0].pairs)["From"] == HIDDEN
    assert PERSON not in str(asked[0].pairs)
