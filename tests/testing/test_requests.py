"""Requests are signed as Twilio signs, and travel unchanged."""

import asyncio
import json
from pathlib import Path

import pytest
from twilio.request_validator import RequestValidator

from capture_gateway.testing.phone import Account, PhoneError, Request, Response, run, run_async, twice
from capture_gateway.testing.requests import Talk, reached
from tests.testing.conftest import PUBLIC, Documents

ACCOUNT = Account("AC1", "token")


def test_a_signature_covers_the_url_and_every_field() -> None:
    request = ACCOUNT.request("POST", "https://a.example/b?c=d", [("Body", "ñ 🐦 +"), ("A", "")])
    signature = request.headers["x-twilio-signature"]
    validator = RequestValidator("token")
    assert validator.validate(request.url, {"Body": "ñ 🐦 +", "A": ""}, signature)
    assert not validator.validate(request.url, {"Body": "ñ 🐦 +"}, signature)
    assert request.body == b"Body=%C3%B1+%F0%9F%90%A6+%2B&A="


SIGNED_OTHERWISE = {
    # The port was added or dropped before signing, which a gateway must allow for and the phone need not do.
    "py-https-port-stripped",
    "py-https-443-added",
    "py-http-80-added",
    "node-credentials-443",
    "ruby-username-443",
    # Node encodes an apostrophe again, Java signs "null"; the other libraries do neither.
    "node-special-chars-in-query",
    "java-null-values",
}


def test_signatures_are_those_that_were_published(vectors: Path) -> None:
    different, checked = set(), 0
    for vector in json.loads((vectors / "twilio_signatures.json").read_text()):
        if vector["method"] == "POST" and vector.get("params") and vector["expect_valid"]:
            ours = Account("AC1", vector["token"]).request("POST", vector["url"], map(tuple, vector["params"]))
            checked += 1
            if ours.headers["x-twilio-signature"] != vector["signature"]:
                different.add(vector["id"])
    assert checked >= 30
    assert different == SIGNED_OTHERWISE


def test_a_fragment_is_neither_signed_nor_sent() -> None:
    request = ACCOUNT.request("POST", "https://a.example/b?c=d#rc=3&rp=ct,5xx", [])
    assert request.url == "https://a.example/b?c=d"
    assert request.headers["x-twilio-signature"] == RequestValidator("token").compute_signature(request.url, {})


def test_a_get_has_its_fields_in_the_signed_url() -> None:
    request = ACCOUNT.request("GET", "https://a.example/b?c=d", [("Digits", "*1")])
    assert (request.url, request.pairs, request.body) == ("https://a.example/b?c=d&Digits=%2A1", (), b"")
    assert ACCOUNT.request("GET", "https://a.example/b", [("x", "1")]).url == "https://a.example/b?x=1"


def test_every_request_has_an_idempotency_token_of_its_own() -> None:
    one, other = (ACCOUNT.request("POST", "https://a.example/", []).headers for _ in range(2))
    assert one["i-twilio-idempotency-token"] != other["i-twilio-idempotency-token"]


def test_twice_delivers_everything_two_times(gateway: Documents) -> None:
    gateway.serve("/message", '<Message action="report">Hi</Message>')
    assert run(twice(gateway.texter().text("JOIN")), gateway.send).texts == ["Hi"]
    assert gateway.paths == ["POST /message"] * 2 + ["POST /report"] * 6


def test_twice_refuses_another_answer(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Hi</Message>")
    talk = twice(gateway.texter().text("JOIN"))
    first = next(talk)
    assert talk.send(gateway.send(first)) is first
    gateway.serve("/message", "<Message>Other</Message>")
    with pytest.raises(PhoneError, match="not answered as the first one"):
        talk.send(gateway.send(first))


def test_nothing_outside_the_gateway_is_asked(gateway: Documents) -> None:
    gateway.serve("/message", "<Redirect>https://example.org/</Redirect>")
    with pytest.raises(PhoneError, match=f"not below {PUBLIC}"):
        gateway.text("JOIN")
    with pytest.raises(PhoneError, match="not below"):
        reached("https://a.example.evil/x", "https://a.example", "http://127.0.0.1:1")
    assert reached("https://a.example/x?y", "https://a.example", "http://h:1") == "http://h:1/x?y"


def talk() -> Talk[str]:
    first = yield Request("GET", "https://a.example/1", (), {})
    second = yield Request("GET", "https://a.example/2", (), {})
    return f"{first.status} {second.status}"


def test_a_talk_is_driven_in_a_thread_and_in_an_event_loop() -> None:
    def send(request: Request) -> Response:
        return Response(int(request.url[-1]), "", b"")

    async def send_later(request: Request) -> Response:
        return send(request)

    assert run(talk(), send) == asyncio.run(run_async(talk(), send_later)) == "1 2"
