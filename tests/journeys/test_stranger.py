"""Somebody types a stranger's number into the form, again and again: what the stranger receives, at most once."""

import itertools
from pathlib import Path

import pytest

from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest, running
from tests.channels.web.sample import token_in
from tests.journeys.test_outbox import project, words

_numbers = itertools.count()

# Possession -> the words of the one text that the stranger may get, and whether anything is given.
RECEIVED = {
    "code": ("code", False),
    "none": ("welcome", True),
    "reply": ("confirm", False),
    "text-to-join": (None, False),
}


def types_in(gateway: GatewayUnderTest, number: str, machine: int) -> str:
    """Somebody posts the form with this number, each time from another machine; the page that they see."""
    url, machine_of = f"{gateway.base}/c/web/form", {"x-forwarded-for": f"203.0.113.{machine}"}
    token = token_in(gateway.send(Request("GET", url, (), machine_of)).body.decode())
    fields = {"token": token, "tel": number, "category": "offers", "contact": "sms", "website": ""}
    headers = {"content-type": "application/x-www-form-urlencoded", **machine_of}
    answer = gateway.send(Request("POST", url, tuple(fields.items()), headers))
    assert answer.status == 200
    return answer.body.decode()


@pytest.mark.parametrize("mode", sorted(RECEIVED))
def test_a_stranger_gets_one_text_at_most_and_ends_it_with_one_word(tmp_path: Path, mode: str) -> None:
    stranger = f"+1415559{next(_numbers):04d}"
    name, is_given = RECEIVED[mode]
    with running(project(tmp_path, mode)) as gateway:
        for machine in range(1, 11):
            types_in(gateway, stranger, machine)
        received = gateway.received(stranger)
        assert len(received) == (0 if name is None else 1)
        if name is not None:
            assert received[0].startswith(words(gateway, name).partition("⟦")[0])
            assert "STOP" in received[0]
        assert gateway.permitted(stranger) is is_given
        events = {record["event"] for record in gateway.evidence(stranger)}
        assert events == {"given" if is_given else "requested"}
        assert all(record["subject"]["control"] == "asserted" for record in gateway.evidence(stranger))

        gateway.text(stranger, "STOP")
        page = types_in(gateway, stranger, 11)
        assert len(gateway.received(stranger)) == len(received)
        if not is_given:
            assert "JOIN" in page
            assert not gateway.permitted(stranger)
