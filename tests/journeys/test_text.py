"""Somebody texts JOIN, reads the words, agrees, asks for help, leaves one thing, leaves everything, comes back."""

import hashlib
from collections.abc import Iterator

import pytest

from capture_gateway.testing import kept, sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running
from capture_gateway.testing.texting import parted


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project"))) as gateway:
        yield gateway


def words(gateway: GatewayUnderTest, name: str, language: str = "en") -> str:
    found = gateway.deployment.catalogue.words("bluebird-updates", language, name, "sms")
    assert found is not None
    return found.text


@pytest.mark.parametrize(
    ("language", "join", "agree"),
    [("en", "join", "Agree!"), ("es", "UNIRME", "acepto"), ("es", "unirme", "sí"), ("en", "JOIN", "y")],
)
def test_join_and_agree(gateway: GatewayUnderTest, language: str, join: str, agree: str) -> None:
    person = somebody()
    (shown,) = gateway.text(person, join).texts
    assert shown == words(gateway, "disclosure", language)
    assert not gateway.permitted(person)
    (confirmed,) = gateway.text(person, agree).texts
    assert parted(confirmed)[0] == words(gateway, "confirmation", language)
    requested, given = gateway.evidence(person)
    for record in (requested, given):
        assert record["disclosure"]["text"] == shown
        assert record["disclosure"]["sha256"] == hashlib.sha256(shown.encode()).hexdigest()
        assert record["disclosure"]["medium"] == "text"
        assert record["language"] == record["disclosure"]["language"] == language
        assert record["categories"] == ["order-updates", "offers", "recommendations"]
        assert record["contact"] == ["sms", "whatsapp"]
        assert record["program"] == {"id": "bluebird-updates", "version": "v1"}
        assert record["subject"]["control"] == "reply"
        assert record["witness"]["level"] == "provider-signed"
    assert requested["reply"]["text"] == shown
    assert given["reply"]["text"] == confirmed
    assert given["act"]["value"] == agree
    assert (requested["act"]["kind"], given["act"]["kind"]) == ("keyword", "reply")
    assert given["decision"]["follows"] == requested["id"]
    assert (requested["event"], given["event"]) == ("requested", "given")
    assert gateway.permitted(person)
    assert not gateway.permitted(person, contact="voice")


def test_offers_alone(gateway: GatewayUnderTest) -> None:
    person = somebody()
    assert gateway.text(person, "offers").texts == [words(gateway, "disclosure-offers")]
    assert gateway.text(person, "agree").words == [words(gateway, "confirmation-offers")]
    assert gateway.permitted(person, "offers")
    assert not gateway.permitted(person, "order-updates")


def test_a_change_of_mind(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    assert gateway.text(person, "JOIN").texts == [words(gateway, "already")]
    assert gateway.text(person, "AGREE").texts == [words(gateway, "already")]
    assert gateway.text(person, "HELP").texts == [words(gateway, "help")]
    (left,) = gateway.text(person, "STOP offers").texts
    assert "⟦" not in left
    assert gateway.evidence(person)[-1]["reply"]["text"] == left
    assert not gateway.permitted(person, "offers")
    assert gateway.permitted(person, "order-updates")
    assert gateway.text(person, "Please stop texting me").texts == [words(gateway, "stopped")]
    assert gateway.text(person, "STOP").texts == []
    assert not gateway.permitted(person, "order-updates")
    assert gateway.text(person, "START").texts == [words(gateway, "disclosure")]
    assert not gateway.permitted(person, "order-updates")
    assert gateway.text(person, "AGREE").words == [words(gateway, "confirmation")]
    assert gateway.permitted(person, "order-updates")
    events = [record["event"] for record in gateway.evidence(person)]
    assert events == ["requested", "given", "withdrawn", "withdrawn", "withdrawn", "given"]


def test_no_is_an_answer(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "UNIRME")
    assert gateway.text(person, "No.").texts == [words(gateway, "declined", "es")]
    assert gateway.evidence(person)[-1]["event"] == "refused"
    assert gateway.evidence(person)[-1]["disclosure"]["text"] == words(gateway, "disclosure", "es")


@pytest.mark.parametrize("said", ["AGREE", "YES", "START", "ok", "", "1", "I agree", "JOIN AGREE"])
def test_what_cannot_grant_without_words(gateway: GatewayUnderTest, said: str) -> None:
    person = somebody()
    gateway.text(person, said)
    assert not gateway.evidence(person, event="given")
    assert not gateway.permitted(person)


@pytest.mark.parametrize("said", ["ok", "yes please", "sure", "", "thanks", "AGREE to what?"])
def test_what_cannot_grant_while_asked(gateway: GatewayUnderTest, said: str) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, said)
    assert not gateway.permitted(person)


def test_chat_is_helped_once_and_leaves_no_evidence(gateway: GatewayUnderTest) -> None:
    person = somebody()
    assert gateway.text(person, "what do you sell?").texts == [words(gateway, "help")]
    assert gateway.text(person, "hello?").texts == []
    assert gateway.evidence(person) == []


def test_f1_controls_and_kinds_of_what_is_texted(gateway: GatewayUnderTest) -> None:
    person = somebody()
    for body in ("OFFERS", "NO", "JOIN", "AGREE", "stop texting me"):
        gateway.text(person, body)
    found = [
        (record["event"], record["act"]["kind"], record["subject"]["control"]) for record in gateway.evidence(person)
    ]
    assert found == [
        ("requested", "keyword", "reply"),
        ("refused", "reply", "carrier"),
        ("requested", "keyword", "reply"),
        ("given", "reply", "reply"),
        ("withdrawn", "message", "carrier"),
    ]


def test_f4_start_help_and_chat_are_messages_kept_beside_the_evidence(gateway: GatewayUnderTest) -> None:
    person = somebody()
    for body in ("STOP", "START", "HELP", "hello there"):
        gateway.text(person, body)
    assert [record["event"] for record in gateway.evidence(person)] == ["withdrawn"]
    found = kept.received(gateway.settings.database, f"tel:{person}")
    assert [(message.value, message.replied) for message in found] == [
        ("START", "disclosure"),
        ("HELP", "help"),
        ("hello there", ""),
    ]
