"""Texts that the gateway sends by itself: after a form, after a call, once, and never to somebody who said stop."""

import itertools
import re
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from capture_gateway import machine
from capture_gateway.core import instant
from capture_gateway.testing import kept, sample
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.company import Company
from capture_gateway.testing.phone import Caller, Request, Response, run, scripted
from capture_gateway.testing.rest import RestApi
from capture_gateway.testing.running import ACCOUNT, GatewayUnderTest, over_socket, running
from capture_gateway.vendors.twilio import http
from tests.browser import Server
from tests.channels.web.sample import token_in
from tests.journeys.test_killed import serving

_numbers = itertools.count()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def person() -> str:
    return f"+1415558{next(_numbers):04d}"


def project(folder: Path, possession: str) -> Path:
    """The sample, with another proof of typed numbers."""
    made = sample.copy(folder / "project")
    line = made / "channels" / "web.toml"
    line.write_text(re.sub(r"(?m)^possession = .*$", f'possession = "{possession}"', line.read_text()))
    return made


@pytest.fixture
def asking(tmp_path: Path, clock: Clock) -> Iterator[GatewayUnderTest]:
    """A form that asks the number."""
    with running(project(tmp_path, "reply"), now=clock) as gateway:
        yield gateway


def sign_up(gateway: GatewayUnderTest, number: str) -> None:
    """Somebody types this number into the form."""
    url = f"{gateway.base}/c/web/form"
    token = token_in(gateway.send(Request("GET", url, (), {})).body.decode())
    fields = {"token": token, "tel": number, "category": "offers", "contact": "sms", "website": ""}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = gateway.send(Request("POST", url, tuple(fields.items()), headers))
    assert answer.status == 200, urlencode(fields)


def rows(gateway: GatewayUnderTest) -> list[tuple[Any, ...]]:
    """Purpose, state, error, the provider's last word, and the text."""
    texts = kept.texts(gateway.settings.database)
    return [(told.text.purpose, told.state, told.error, told.status, told.text.words.text) for told in texts]


def words(gateway: GatewayUnderTest, name: str) -> str:
    found = gateway.deployment.catalogue.words("bluebird-updates", "en", name, "sms")
    assert found is not None
    return found.text


def test_a_typed_number_is_asked_once_and_its_agree_counts(asking: GatewayUnderTest, person: str) -> None:
    sign_up(asking, person)
    assert asking.received(person) == [words(asking, "confirm")]
    assert not asking.permitted(person)
    asking.text(person, "AGREE")
    assert asking.permitted(person)
    given = asking.evidence(person, event="given")[0]
    assert given["subject"]["control"] == "reply"
    assert given["call_to_action"]["delivery"] == {"provider_id": asking.rest.sent[0].sid, "status": "delivered"}
    assert len(asking.received(person)) == 1


def test_a_stop_before_the_question_goes_is_the_last_word(asking: GatewayUnderTest, clock: Clock, person: str) -> None:
    asking.rest.faults.append("429")
    sign_up(asking, person)
    assert asking.received(person) == []
    asking.text(person, "STOP")
    clock.forward(instant.MINUTE)
    assert asking.received(person) == []
    ((purpose, state, why, *_),) = rows(asking)
    assert (purpose, state, why) == ("confirm", "dropped", "withdrawn")


def test_a_question_that_could_not_go_in_time_takes_no_answer(
    asking: GatewayUnderTest, clock: Clock, person: str
) -> None:
    asking.rest.faults.append("429")
    sign_up(asking, person)
    asking.wait_for_texts()
    clock.forward(instant.HOUR)
    assert asking.received(person) == []
    asking.text(person, "AGREE")
    assert not asking.permitted(person)


def test_digits_are_forgotten_once_they_are_sent(tmp_path: Path, clock: Clock, person: str) -> None:
    with running(project(tmp_path, "code"), now=clock) as gateway:
        sign_up(gateway, person)
        (received,) = gateway.received(person)
        assert re.search(r"\b[0-9]{6}\b", received)
        assert rows(gateway) == [("code", "sent", None, "delivered", "")]


def test_a_call_is_confirmed_by_text_when_it_agrees_and_when_it_stops(
    tmp_path: Path, clock: Clock, person: str
) -> None:
    with running(sample.copy(tmp_path), now=clock) as gateway:
        gateway.call(person, "1")
        (welcome,) = gateway.received(person)
        assert "You agreed" in welcome
        clock.forward(2 * instant.DAY)
        gateway.call(person, "8")
        assert gateway.received(person) == [welcome, words(gateway, "stopped")]


@pytest.mark.parametrize("is_at_once", [True, False])
def test_c5_whoever_blocked_us_at_the_carrier_is_withdrawn(tmp_path: Path, person: str, is_at_once: bool) -> None:
    """Whether the company says so at once, or in a report later."""
    with running(sample.copy(tmp_path)) as gateway:
        if is_at_once:
            gateway.company.blocked.add((gateway.number("sms"), person))
        else:
            gateway.rest.reports = (("sent", ""), ("failed", "21610"))
        gateway.call(person, "1")
        assert gateway.received(person) == []
        assert not gateway.permitted(person)
        last = gateway.evidence(person)[-1]
        assert (last["event"], last["decision"]["rule"]) == ("withdrawn", "provider-blocked")


def test_a_restart_in_the_middle_sends_nothing_twice(
    tmp_path: Path, clock: Clock, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "TIMEOUT", 0.5)
    made = sample.copy(tmp_path)
    with running(made, now=clock) as gateway:
        gateway.rest.reports = ()
        gateway.rest.faults.append("made, then silence")
        gateway.call(person, "1")
        gateway.wait_for_texts()
        assert rows(gateway)[0][1] == "unknown"
    clock.forward(instant.MINUTE)
    with running(made, now=clock, company=gateway.company) as again:
        again.wait_for_texts()
        assert rows(again)[0][1] == "sent"
        assert len(again.rest.sent) == 1


@pytest.mark.parametrize("was_made", [True, False])
def test_kill_nine_while_a_text_is_under_way_sends_it_once(tmp_path: Path, person: str, was_made: bool) -> None:
    ahead = Clock(machine.clock())
    company = Company(ACCOUNT)

    async def lost(_request: Request) -> Response:
        raise ConnectionRefusedError

    rest = RestApi(company, lost)
    made, server = sample.copy(tmp_path / "project"), Server()
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    rest.faults.append("made, then silence" if was_made else "silence")
    server.run(Starlette(routes=rest.routes()))
    try:
        with serving(made, port, tmp_path / "log", ACCOUNT, server.address) as process:
            url = f"http://127.0.0.1:{port}/c/voice/call"
            caller = Caller(company, person, line="+14155550101", url=url, status_url=f"{url}-status")
            run(scripted(caller.walk(), ["1"]), over_socket)
            deadline = time.monotonic() + 90
            while rest.faults:
                assert time.monotonic() < deadline, (tmp_path / "log").read_text()
                time.sleep(0.01)
            process.send_signal(signal.SIGKILL)
    finally:
        server.stop()
    ahead.forward(2 * instant.MINUTE)
    with running(made, now=ahead, company=company) as again:
        for _ in range(3):
            again.wait_for_texts()
            ahead.forward(instant.MINUTE + instant.SECOND)
        again.wait_for_texts()
        assert [one.to for one in again.rest.sent] == [person]
        assert rows(again)[0][1] == "sent"
    assert person not in (tmp_path / "log").read_text()
