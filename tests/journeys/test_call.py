"""Somebody calls the sample's line: what they hear, and the record that an integrator reads afterwards.

Every story reads its records through `GET /v1/evidence`, and compares `disclosure.text`, byte for byte, with what was
spoken before the keys were taken.
"""

import hashlib
import itertools
from collections.abc import Iterator
from typing import Any

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.phone import Call, Speech, during
from capture_gateway.testing.running import GatewayUnderTest, running

_numbers = itertools.count(100)


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as one:
        yield one


@pytest.fixture
def person() -> str:
    return f"+14155550{next(_numbers)}"


def words(gateway: GatewayUnderTest, name: str, language: str = "en") -> str:
    found = gateway.deployment.catalogue.words("bluebird-updates", language, name, "voice")
    assert found is not None
    return found.text


def story(records: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(record["event"], record["language"]) for record in records]


def assert_spoken(record: dict[str, Any], call: Call, document: int) -> None:
    """The record holds what the call's document said before its keys were taken, and its digest."""
    spoken = " ".join(
        heard.text for heard in call.heard if heard.verb == "Say" and heard.document == document and not heard.gather
    )
    assert record["disclosure"]["text"].encode() == spoken.encode()
    assert record["disclosure"]["sha256"] == hashlib.sha256(spoken.encode()).hexdigest()
    assert not any(heard.interrupted for heard in call.heard if heard.document == document and not heard.gather)
    assert record["disclosure"]["medium"] == "speech"
    assert record["witness"]["provider_id"] == call.sid


def test_one_agrees(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, "1")
    requested, given = gateway.evidence(person)
    assert story([requested, given]) == [("requested", "en"), ("given", "en")]
    for record in (requested, given):
        assert_spoken(record, call, 0)
    assert given["act"]["kind"] == "keypress"
    assert given["act"]["value"] == "1"
    assert given["categories"] == ["order-updates", "offers", "recommendations"]
    assert given["contact"] == ["sms", "whatsapp"]
    assert given["decision"]["follows"] == requested["id"]
    assert given["reply"]["text"] == call.words[-1] == words(gateway, "confirmation")
    question, invitation = call.heard[1:3]
    assert given["disclosure"]["presentation"]["question"] == question.text == words(gateway, "question")
    assert (invitation.text, invitation.language) == (words(gateway, "other-language", "es"), "es-US")
    assert call.ended_by == "gateway"
    assert gateway.permitted(person, "offers", "sms")
    assert gateway.permitted(person, "order-updates", "whatsapp")
    assert not gateway.permitted(person, "offers", "voice")


def test_two_declines(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, "2")
    requested, refused = gateway.evidence(person)
    assert story([requested, refused]) == [("requested", "en"), ("refused", "en")]
    assert_spoken(refused, call, 0)
    assert refused["reply"]["text"] == call.words[-1] == words(gateway, "declined")
    assert not gateway.permitted(person)


def test_two_stops_what_was_agreed_to_before(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "1")
    assert gateway.permitted(person)
    gateway.call(person, "2")
    assert not gateway.permitted(person)


def test_eight_stops_everything(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "1")
    call = gateway.call(person, "8")
    withdrawn = gateway.evidence(person)[-1]
    assert withdrawn["event"] == "withdrawn"
    assert withdrawn["decision"]["extent"] == "sender"
    assert withdrawn["reply"]["text"] == call.words[-1] == words(gateway, "stopped")
    assert not gateway.permitted(person)
    _, answer = gateway.get(
        "/v1/permission",
        address=f"tel:{person}",
        program="bluebird-updates",
        category="offers",
        contact="voice",
    )
    assert answer["state"] == "withdrawn"  # although nobody ever asked about calls


def test_eight_counts_for_a_stranger_too(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "8")
    assert story(gateway.evidence(person)) == [("requested", "en"), ("withdrawn", "en")]


def test_agreeing_again_after_stopping(gateway: GatewayUnderTest, person: str) -> None:
    for keys in ("1", "8", "1"):
        gateway.call(person, keys)
    assert [event for event, _ in story(gateway.evidence(person))] == [
        "requested", "given", "requested", "withdrawn", "requested", "given"
    ]  # fmt: skip
    assert gateway.permitted(person)


def test_nine_repeats_then_one_agrees(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, "9", "1")
    requested, given = gateway.evidence(person)
    assert story([requested, given]) == [("requested", "en"), ("given", "en")]
    assert_spoken(requested, call, 0)
    assert_spoken(given, call, 1)
    assert call.read_out[:2] == [words(gateway, "disclosure")] * 2


def test_the_star_changes_the_language_then_one_agrees(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, "*", "1")
    in_english, in_spanish, given = gateway.evidence(person)
    assert story([in_english, in_spanish, given]) == [("requested", "en"), ("requested", "es"), ("given", "es")]
    assert_spoken(in_english, call, 0)
    assert_spoken(in_spanish, call, 1)
    assert_spoken(given, call, 1)
    assert given["disclosure"]["text"] == words(gateway, "disclosure", "es")
    assert given["disclosure"]["language"] == "es"
    assert given["reply"]["text"] == call.words[-1] == words(gateway, "confirmation", "es")
    assert given["disclosure"]["presentation"]["voice"] == "Polly.Lupe"
    assert gateway.permitted(person)


@pytest.mark.parametrize(
    "script", [["wait", "wait", "wait"], ["5", "#", "0"], ["wait", "77", "3"]], ids=["silence", "wrong keys", "both"]
)
def test_silence_and_wrong_keys_are_never_consent(gateway: GatewayUnderTest, person: str, script: list[str]) -> None:
    call = gateway.call(person, *script, "1")
    requested, expired = gateway.evidence(person)
    assert story([requested, expired]) == [("requested", "en"), ("expired", "en")]
    assert_spoken(expired, call, 0)
    assert call.words.count(words(gateway, "again")) == 2
    assert call.words.count(words(gateway, "question")) == 3
    assert call.words[-1] == words(gateway, "goodbye")
    assert call.ended_by == "gateway"
    assert not gateway.permitted(person)


def test_a_wrong_key_then_one_agrees_to_the_words_that_were_heard(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(person, "7", "1")
    assert_spoken(gateway.evidence(person)[-1], call, 0)
    assert gateway.permitted(person)


@pytest.mark.parametrize(
    "script",
    [
        pytest.param(["hangup"], id="at the question"),
        pytest.param([during("hangup")], id="in the words"),
        pytest.param(["9", "hangup"], id="after a repeat"),
        pytest.param(["5", "hangup"], id="after a wrong key"),
        pytest.param([during("1"), "hangup"], id="after a key in the words"),
        pytest.param([Speech("Yes."), "hangup"], id="after a spoken yes"),
    ],
)
def test_hanging_up_is_never_consent(gateway: GatewayUnderTest, person: str, script: list[Any]) -> None:
    call = gateway.call(person, *script)
    requested, expired = gateway.evidence(person)
    assert story([requested, expired]) == [("requested", "en"), ("expired", "en")]
    assert expired["disclosure"]["text"] == words(gateway, "disclosure")
    assert call.ended_by == "caller"
    assert not gateway.permitted(person)


def test_texts_and_calls_are_one_person(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(person, "1")
    gateway.text(person, "STOP")
    assert not gateway.permitted(person)
    assert [record["channel"]["kind"] for record in gateway.evidence(person)] == ["voice", "voice", "sms"]
