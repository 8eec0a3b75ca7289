"""Who answers STOP, START and HELP, in each of the three modes of a line."""

import pytest

from capture_gateway.testing import company
from capture_gateway.testing.phone import run
from tests.testing.conftest import Documents


@pytest.mark.parametrize("word", ["STOP", "stop", " Unsubscribe ", "QUIT", "optout"])
def test_twilio_mode_answers_stop_by_itself_and_blocks(gateway: Documents, word: str) -> None:
    gateway.serve("/message", '<Message action="report">Ours</Message>')
    assert gateway.text(word, "twilio").texts == [company.STOPPED]
    fields = gateway.asked[0][2]
    assert fields["Body"] == word
    assert "OptOutType" not in fields
    failed = gateway.asked[-1][2]
    assert (failed["MessageStatus"], failed["ErrorCode"]) == ("failed", "21610")
    assert gateway.text("hello", "twilio").texts == []


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
def test_twilio_mode_unblocks_by_its_own_words(gateway: Documents, word: str) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    gateway.text("STOP", "twilio")
    assert gateway.text(word, "twilio").texts == [company.STARTED, "Ours"]


def test_twilio_mode_knows_nothing_but_its_whole_words(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    for text in ("STOP PLEASE", "Stop.", "YES", "JOIN"):
        assert gateway.text(text, "twilio").texts == ["Ours"]


def test_twilio_mode_answers_help_but_not_for_the_blocked(gateway: Documents) -> None:
    gateway.serve("/message", "")
    assert gateway.text("help", "twilio").texts == [company.HELPED]
    gateway.text("STOP", "twilio")
    assert gateway.text("HELP", "twilio").texts == []


def test_advanced_mode_says_so_in_opt_out_type(gateway: Documents) -> None:
    gateway.serve("/message", "")
    for word in ("STOP", "START", "HELP", "JOIN"):
        gateway.text(word, "advanced")
    assert [fields.get("OptOutType") for _, _, fields in gateway.asked] == ["STOP", "START", "HELP", None]


def test_gateway_mode_leaves_everything_to_the_gateway(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    assert gateway.text("STOP").texts == ["Ours"]
    assert gateway.text("START").texts == ["Ours"]


def test_everything_that_is_written_is_remembered_for_a_while(
    gateway: Documents, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(company, "MOST", 3)
    gateway.serve("/message", '<Message action="report">Ours</Message>')
    for body in ("one", "two"):
        gateway.text(body)
    kept = gateway.company.messages.values()
    assert [(one.direction, one.body, one.status) for one in kept] == [
        ("outbound-reply", "Ours", "delivered"),
        ("inbound", "two", "received"),
        ("outbound-reply", "Ours", "delivered"),
    ]


def test_who_is_blocked_on_one_line_is_not_on_another(gateway: Documents) -> None:
    gateway.serve("/message", "<Message>Ours</Message>")
    gateway.text("STOP", "twilio")
    other = gateway.texter("twilio")
    other.line = "+14155550199"
    assert run(other.text("hello"), gateway.send).texts == ["Ours"]
