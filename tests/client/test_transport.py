"""Retries, deadlines, and what is never tried again."""

import gzip
import os
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any, Literal

import pytest
import requests

from capture_gateway.client import CaptureGateway, Invalid, NotFound, Refused, Unauthorized, Unavailable
from capture_gateway.client.transport import MOST, Pace, Request, Transport
from tests.client.scripted import Says, Waited, scripted

TOKEN = "cg_a-token-that-nobody-may-see"
PROBLEM = {"type": "about:blank", "title": "Forbidden", "status": 403, "detail": "No scope.", "code": "forbidden"}
ASK = Request("POST", "/permissions/check", body={"items": []})
ONCE = Request("POST", "/webhooks", body={}, repeats=False)
OK = Says(200, {"items": []})


def transport(url: str, waited: Waited | None = None, timeout: float = 60.0) -> Transport:
    return Transport(url, TOKEN, timeout, Pace() if waited is None else waited.pace)


@pytest.mark.parametrize("fault", ["drop", Says(429), Says(502), Says(503), Says(504)])
def test_what_may_pass_is_tried_again(fault: Says | Literal["drop"]) -> None:
    waited = Waited()
    with scripted(fault, fault, fault, OK) as server:
        assert transport(server.url, waited).json(ASK) == {"items": []}
    assert waited.pauses == [0.1, 0.2, 0.4]
    assert len({(came.method, came.target, came.body) for came in server.came}) == 1


def test_not_sooner_than_retry_after_and_with_the_same_key() -> None:
    waited = Waited()
    busy = Says(429, PROBLEM, {"retry-after": "7"})
    with scripted(busy, Says(503, b"", {"retry-after": "soon"}), OK) as server:
        transport(server.url, waited).ask(Request("POST", "/withdrawals", body={}, key="one-key"))
    assert waited.pauses == [7.0, 0.2]
    assert [came.headers["idempotency-key"] for came in server.came] == ["one-key"] * 3


def test_retry_after_may_be_a_date() -> None:
    waited = Waited()
    past, far = ({"retry-after": f"Sun, 22 Nov {year} 10:00:00 GMT"} for year in (2020, 2099))
    with scripted(Says(429, PROBLEM, past), Says(429, PROBLEM, far), OK) as server, pytest.raises(Unavailable):
        transport(server.url, waited).ask(ASK)
    assert waited.pauses == [0.1]
    soon = {"retry-after": format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)}
    with scripted(Says(429, PROBLEM, soon), OK) as server:
        transport(server.url, waited).ask(ASK)
    assert 10 < waited.pauses[1] <= 30


def test_a_deadline_ends_it_before_a_pause_that_would_be_too_long() -> None:
    waited = Waited()
    with scripted(Says(503, b"", {"retry-after": "61"})) as server, pytest.raises(Unavailable, match="1 attempts"):
        transport(server.url, waited).ask(ASK)
    assert waited.pauses == []


def test_it_gives_up_after_so_many_attempts() -> None:
    waited = Waited()
    with scripted(*["drop"] * MOST, OK) as server, pytest.raises(Unavailable):  # type: ignore[arg-type]
        transport(server.url, waited).ask(ASK)
    assert len(server.came) == MOST
    assert waited.pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0]


def test_a_gateway_that_hangs_is_left_at_the_deadline() -> None:
    with scripted("hang") as server, pytest.raises(Unavailable, match="ReadTimeout"):
        transport(server.url, timeout=0.2).ask(ASK)


def test_an_answer_that_drips_in_is_left_at_the_deadline() -> None:
    with scripted("drip") as server:
        with pytest.raises(Unavailable, match="1 attempts: ReadTimeout"):
            transport(server.url, timeout=0.2).ask(ASK)
        assert server.left.wait(10)


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_an_answer_is_read_up_to_its_limit(coding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("capture_gateway.client.transport.LARGEST", 200_000)

    def says(length: int) -> Says:
        body = b"1" * length
        return Says(200, body if coding == "identity" else gzip.compress(body), {"content-encoding": coding})

    with scripted(says(200_000), says(200_001), OK) as server:
        assert len(transport(server.url).ask(ASK).body) == 200_000
        with pytest.raises(Unavailable, match="more than 200000 bytes"):
            transport(server.url).ask(ASK)


def test_a_connection_is_used_again_once_an_answer_was_read() -> None:
    with scripted(OK, Says(422, PROBLEM), OK) as server:
        shared = transport(server.url)
        shared.ask(ASK)
        with pytest.raises(Invalid):
            shared.ask(ASK)
        shared.ask(ASK)
    assert len({came.client for came in server.came}) == 1


def test_nobody_there_is_unavailable() -> None:
    with scripted() as server:
        pass
    with pytest.raises(Unavailable, match="ConnectionError"):
        transport(server.url, Waited()).ask(ASK)


@pytest.mark.parametrize("fault", ["drop", Says(502), Says(503)])
def test_what_must_not_be_made_twice_is_not_repeated(fault: Any) -> None:
    with scripted(fault, OK) as server, pytest.raises(Unavailable):
        transport(server.url, Waited()).ask(ONCE)
    assert len(server.came) == 1


def test_but_after_a_429_which_did_nothing() -> None:
    with scripted(Says(429), OK) as server:
        transport(server.url, Waited()).ask(ONCE)
    assert len(server.came) == 2


@pytest.mark.parametrize(
    ("status", "kind"), [(400, Invalid), (401, Unauthorized), (404, NotFound), (405, Refused), (302, Refused)]
)
def test_a_refusal_is_told_at_once_and_no_redirect_is_followed(status: int, kind: type[Refused]) -> None:
    headers = {"location": "http://127.0.0.1:9/elsewhere"}
    with scripted(Says(status, b"<html>", headers), OK) as server, pytest.raises(kind) as caught:
        transport(server.url, Waited()).ask(ASK)
    assert (caught.value.status, caught.value.code, len(server.came)) == (status, "no-gateway", 1)


def test_a_problem_says_what_is_wrong() -> None:
    errors = [{"field": "items.0.program", "detail": "Unknown program. Known: bluebird-updates."}]
    wrong = Says(422, PROBLEM | {"errors": errors, "code": "unprocessable"})
    with scripted(wrong) as server, pytest.raises(Invalid, match=r"items\.0\.program: Unknown program") as caught:
        transport(server.url).ask(ASK)
    assert caught.value.errors == [("items.0.program", "Unknown program. Known: bluebird-updates.")]


@pytest.mark.parametrize("body", [[], {}, {"code": 1, "detail": None}, {**PROBLEM, "errors": [7]}])
def test_what_is_no_problem_of_ours_is_said_to_be_none(body: object) -> None:
    with scripted(Says(422, body)) as server, pytest.raises(Refused):
        transport(server.url).ask(ASK)


def test_a_success_that_is_no_json_is_no_answer() -> None:
    with scripted(Says(200, b"<html>log in to this hotel's network")) as server, pytest.raises(Unavailable):
        transport(server.url).json(ASK)


@pytest.mark.parametrize(
    "url",
    ["", "consent.example", "ftp://consent.example", "https://", "https://me:pw@consent.example", "https://a.b/?x=1"],
)
def test_an_address_that_is_none_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(ValueError, match="the gateway's address is like") as caught:
        transport(url)
    assert "pw" not in str(caught.value)


@pytest.mark.parametrize("token", ["", "two words", "line\nbreak", "ключ"])
def test_a_token_that_is_none_is_refused_without_repeating_it(token: str) -> None:
    with pytest.raises(ValueError, match="the token is what") as caught:
        Transport("https://consent.example", token, 1.0, Pace())
    assert not token or token not in str(caught.value)


def test_the_token_is_sent_though_netrc_says_otherwise(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n")
    monkeypatch.setenv("NETRC", str(netrc))
    with scripted(OK) as server:
        transport(server.url + "/below/").ask(ASK)
    assert server.came[0].headers["authorization"] == f"Bearer {TOKEN}"
    assert server.came[0].target == "/below/v1/permissions/check"


def test_no_secret_and_no_number_stands_in_any_text(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    person = "+1 (415) 555-0123"
    told = PROBLEM | {"detail": f"no {person}", "errors": [{"field": "address", "detail": f"not {person}"}]}
    texts = []
    with scripted(Says(422, told), Says(500, told), Says(422, told), Says(500, told)) as server:
        gateway = CaptureGateway(server.url, TOKEN, pace=Waited().pace)
        for ask in (
            lambda: gateway.may_contact(person, program="p", category="c", contact="sms"),
            lambda: gateway.withdraw(person, reason=person, source="email"),
        ):
            for _ in range(2):
                try:
                    texts.append(repr(ask()))
                except (Refused, Unavailable) as error:
                    texts += [str(error), repr(error), repr(error.__cause__)]
    assert len(texts) == 3 * 3 + 1
    seen = "\n".join(texts) + caplog.text
    assert "555" not in seen
    assert TOKEN not in seen


def test_each_thread_and_each_forked_process_has_its_own_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with scripted() as server:
        shared = transport(server.url)
        found: list[requests.Session] = [shared._session()]
        assert shared._session() is found[0]
        thread = threading.Thread(target=lambda: found.append(shared._session()))
        thread.start()
        thread.join()
        monkeypatch.setattr(os, "getpid", lambda: -1)
        found.append(shared._session())
    assert len(set(map(id, found))) == 3
    shared.close()
