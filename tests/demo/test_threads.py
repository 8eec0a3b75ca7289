"""What a handset shows of its texts."""

import asyncio

import pytest

from capture_gateway.demo.threads import MOST, Threads
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.company import STOPPED, OptOut
from capture_gateway.testing.phone import Account, Company, PhoneError, Request, Response

PERSON = "+14155550123"


def threads(body: str, opt_out: OptOut = "gateway", status: int = 200) -> Threads:
    async def send(_request: Request) -> Response:
        return Response(status, "text/xml", body.encode())

    company = Company(Account("AC1", "t"), now=Clock())
    return Threads(company, send, line="+14155550100", url="https://consent.example.com/m", opt_out=opt_out)


def test_a_thread_holds_what_was_sent_and_what_came_back() -> None:
    made = threads("<Response><Message>One</Message><Message>Two</Message></Response>")
    asyncio.run(made.text(PERSON, "JOIN"))
    assert [(one["by"], one["text"], one["status"]) for one in made.shown(PERSON)] == [
        ("person", "JOIN", "delivered"),
        ("gateway", "One", "delivered"),
        ("gateway", "Two", "delivered"),
    ]
    assert made.shown(PERSON)[0]["at"] == "2026-11-22T10:00:00.000Z"
    assert made.shown("+14155550145") == []


def test_a_text_that_nobody_asked_for_just_now_arrives_too() -> None:
    made = threads("<Response/>")
    made.arrived(PERSON, "You agreed.")
    assert [(one["by"], one["text"], one["status"]) for one in made.shown(PERSON)] == [
        ("gateway", "You agreed.", "delivered")
    ]


def test_what_the_telephone_company_answers_is_told_apart() -> None:
    made = threads("<Response><Message>Ours</Message></Response>", opt_out="twilio")
    asyncio.run(made.text(PERSON, "STOP"))
    assert [(one["by"], one["text"]) for one in made.shown(PERSON)] == [("person", "STOP"), ("company", STOPPED)]


def test_a_text_that_the_gateway_does_not_take_says_so() -> None:
    made = threads("", status=503)
    with pytest.raises(PhoneError):
        asyncio.run(made.text(PERSON, "JOIN"))
    assert [one["status"] for one in made.shown(PERSON)] == ["failed"]


def test_a_thread_does_not_grow_for_ever() -> None:
    made = threads("<Response/>")

    async def tell() -> None:
        for number in range(MOST + 5):
            await made.text(PERSON, str(number))

    asyncio.run(tell())
    assert [one["text"] for one in made.shown(PERSON)] == [str(number) for number in range(5, MOST + 5)]
