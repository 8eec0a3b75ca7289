"""The machine's clock is set back, while the gateway runs or between two runs: nothing stops, and no time goes back.

A text that comes again after years is the same text.
"""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from capture_gateway.core import instant
from capture_gateway.testing import sample
from capture_gateway.testing.clock import START, Clock
from capture_gateway.testing.company import Company
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import ACCOUNT, GatewayUnderTest, running
from tests.channels.web import sample as form
from tests.receiver import receiving

BACK = instant.DAY
YEARS = 5 * 365 * instant.DAY


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def gateway(engine: str, clock: Clock, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    """Its clock has been set back by a day while it ran."""
    with running(sample.copy(tmp_path_factory.mktemp(engine) / "project"), now=clock) as made:
        made.text(somebody(), "JOIN")
        clock.now -= BACK
        yield made


def times(gateway: GatewayUnderTest) -> list[str]:
    return [record["recorded_at"] for record in gateway.evidence()]


def test_people_agree_and_leave_as_before(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)
    gateway.text(person, "STOP")
    assert not gateway.permitted(person)
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)
    assert times(gateway) == sorted(times(gateway))
    assert gateway.send(Request("GET", f"{gateway.base}/readyz", (), {})).status == 200


def test_who_was_asked_before_may_agree_and_leave_after(gateway: GatewayUnderTest, clock: Clock) -> None:
    person, other = somebody(), somebody()
    clock.now += BACK
    gateway.text(person, "JOIN")
    gateway.text(other, "JOIN")
    gateway.text(other, "AGREE")
    clock.now -= BACK
    gateway.text(person, "AGREE")
    assert gateway.permitted(person)
    gateway.text(other, "STOP")
    assert not gateway.permitted(other)


def test_what_we_text_by_ourselves_is_sent(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    gateway.call(person, "8")
    assert not gateway.permitted(person)
    assert len(gateway.received(person)) == 1, "it confirms that they left"


def test_a_form_is_sent_and_one_of_a_day_to_come_is_shown_again(gateway: GatewayUnderTest, clock: Clock) -> None:
    person, late = somebody(), somebody()
    sent(gateway, opened(gateway), person)
    assert [record["event"] for record in gateway.evidence(person)] == ["requested"]
    clock.now += BACK
    token = opened(gateway)
    clock.now -= BACK
    again = sent(gateway, token, late)
    assert gateway.evidence(late) == []
    sent(gateway, form.token_in(again), late)
    assert [record["event"] for record in gateway.evidence(late)] == ["requested"]
    assert times(gateway) == sorted(times(gateway))


def opened(gateway: GatewayUnderTest) -> str:
    page = gateway.send(Request("GET", f"{gateway.base}/c/web/form", (), {})).body
    return form.token_in(page.decode())


def sent(gateway: GatewayUnderTest, token: str, person: str) -> str:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    fields = tuple(parse_qsl(form.body(token, person), keep_blank_values=True))
    answer = gateway.send(Request("POST", f"{gateway.base}/c/web/form", fields, headers))
    assert answer.status == 200
    return answer.body.decode()


def test_webhooks_go_on(gateway: GatewayUnderTest, clock: Clock) -> None:
    with receiving() as receiver:
        gateway.post("/v1/webhooks", {"url": receiver.url})
        person = somebody()
        gateway.text(person, "JOIN")
        receiver.until(lambda one: b'"evidence.requested"' in one.body)
        clock.now -= BACK
        gateway.text(person, "STOP")
        receiver.until(lambda one: b'"evidence.withdrawn"' in one.body)


def test_a_text_that_comes_again_after_years_is_the_same_text(gateway: GatewayUnderTest, clock: Clock) -> None:
    person = somebody()
    join = next(gateway.texter(person).text("JOIN"))
    first = gateway.send(join)
    gateway.text(person, "STOP")
    clock.now += YEARS
    again = gateway.send(join)
    assert (again.status, again.body) == (first.status, first.body) == (200, first.body)
    assert [record["event"] for record in gateway.evidence(person)] == ["requested", "withdrawn"]
    clock.now -= YEARS


def test_a_gateway_that_starts_on_a_day_before_its_last_record(tmp_path: Path) -> None:
    project, person, company = sample.copy(tmp_path / "project"), somebody(), Company(ACCOUNT)
    with running(project, now=Clock(), company=company) as gateway:
        gateway.text(person, "JOIN")
    with running(project, now=Clock(START - BACK), company=company) as gateway:
        gateway.text(person, "AGREE")
        assert gateway.permitted(person)
        assert times(gateway) == sorted(times(gateway))
        gateway.call(person, "8")
        assert len(gateway.received(person)) == 1
        assert not gateway.permitted(person)
