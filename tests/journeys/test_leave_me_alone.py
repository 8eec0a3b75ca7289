"""People who want to be left alone, or may want it: every way of saying so, and what comes after (RULES B2, B5, C)."""

from collections.abc import Iterator
from typing import Any

import pytest

from capture_gateway.core import instant
from capture_gateway.testing import sample
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest, running

EVERYTHING = ("order-updates", "offers", "recommendations")


class Ticking(Clock):
    """A millisecond passes whenever somebody looks at it."""

    def __call__(self) -> int:
        return self.forward(1)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Ticking()


@pytest.fixture(scope="module")
def gateway(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[GatewayUnderTest]:
    with running(sample.copy(tmp_path_factory.mktemp("project")), now=clock) as gateway:
        yield gateway


@pytest.fixture
def customer(gateway: GatewayUnderTest) -> str:
    """Somebody who agreed by text, in English."""
    person = somebody()
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    return person


def words(gateway: GatewayUnderTest, name: str, language: str = "en", kind: str = "sms") -> str:
    found = gateway.deployment.catalogue.words("bluebird-updates", language, name, kind)
    assert found is not None
    return found.text


def told(gateway: GatewayUnderTest, person: str) -> list[tuple[str, str]]:
    """Event and rule of every record."""
    return [(record["event"], record["decision"]["rule"]) for record in gateway.evidence(person)]


def may(gateway: GatewayUnderTest, person: str) -> list[str]:
    return [category for category in EVERYTHING if gateway.permitted(person, category)]


def reviews_of(gateway: GatewayUnderTest, person: str) -> list[dict[str, Any]]:
    status, found = gateway.get("/v1/reviews", state="all", limit="1000")
    assert status == 200
    return [one for one in found["items"] if one["address"] == f"tel:{person}"]


def test_c2_an_unclear_text_then_silence(gateway: GatewayUnderTest, customer: str, clock: Clock) -> None:
    assert gateway.text(customer, "not interested").texts == [words(gateway, "clarify")]
    assert may(gateway, customer) == []
    clock.forward(10 * instant.DAY)
    assert may(gateway, customer) == []
    held = gateway.evidence(customer)[-1]
    assert (held["event"], held["decision"]["rule"]) == ("withdrawn", "unclear-hold")
    assert held["reply"]["text"] == words(gateway, "clarify")
    (review,) = reviews_of(gateway, customer)
    assert (review["text"], review["held"], review["resolution"]) == ("not interested", held["id"], None)


@pytest.mark.parametrize(("keep", "language"), [("keep!", "en"), ("Seguir", "es")])
def test_c2_an_unclear_text_then_keep(gateway: GatewayUnderTest, customer: str, keep: str, language: str) -> None:
    (asked,) = gateway.text(customer, "👎").texts
    (kept,) = gateway.text(customer, keep).texts
    assert may(gateway, customer) == [*EVERYTHING]
    requested, given, held, again = gateway.evidence(customer)
    assert (again["event"], again["decision"]["follows"]) == ("given", given["id"])
    assert again["disclosure"]["prompt"] == "clarify"
    assert again["disclosure"]["text"] == asked == held["reply"]["text"]
    assert again["disclosure"]["sha256"] == held["reply"]["sha256"]
    assert (again["categories"], again["contact"]) == (given["categories"], given["contact"])
    assert (again["act"]["kind"], again["subject"]["control"]) == ("reply", "reply")
    assert again["reply"]["text"] == kept
    assert kept.startswith(
        "Bluebird Grocers: You have agreed to" if language == "en" else "Bluebird Grocers: Ha aceptado"
    )
    assert requested["event"] == "requested"
    assert not gateway.permitted(customer, contact="voice")


def test_c2_keep_after_three_days_shows_the_words_again(gateway: GatewayUnderTest, customer: str, clock: Clock) -> None:
    gateway.text(customer, "pause")
    clock.forward(72 * instant.HOUR + 1)
    assert gateway.text(customer, "KEEP").texts == [words(gateway, "disclosure")]
    assert may(gateway, customer) == []


@pytest.mark.parametrize("said", ["STOP", "no", "please leave me alone"])
def test_c2_an_unclear_text_then_a_clear_one(gateway: GatewayUnderTest, customer: str, said: str) -> None:
    gateway.text(customer, "leave")
    assert gateway.text(customer, said).texts == [words(gateway, "stopped")]
    assert gateway.text(customer, "KEEP").texts != [words(gateway, "status")]
    assert may(gateway, customer) == []
    assert [event for event, _ in told(gateway, customer)] == ["requested", "given", "withdrawn", "withdrawn"]


def test_c2_an_unclear_text_of_a_stranger_is_for_staff_alone(gateway: GatewayUnderTest) -> None:
    person = somebody()
    assert gateway.text(person, "not interested").texts == []
    assert gateway.evidence(person) == []
    (review,) = reviews_of(gateway, person)
    assert (review["text"], review["held"]) == ("not interested", None)


def test_c1_stop_calling_me(gateway: GatewayUnderTest, customer: str) -> None:
    assert gateway.text(customer, "stop calling me").texts == [words(gateway, "clarify")]
    calls, rest = gateway.evidence(customer)[-2:]
    assert (calls["contact"], calls["decision"]["extent"]) == (["voice"], "category")
    assert (rest["decision"]["rule"], rest["contact"]) == ("unclear-hold", ["sms", "whatsapp", "voice"])
    assert calls["id"] != rest["id"]
    assert calls["position"] + 1 == rest["position"]
    gateway.text(customer, "KEEP")
    assert may(gateway, customer) == [*EVERYTHING]
    assert not gateway.permitted(customer, contact="voice")


@pytest.mark.parametrize("said", ["STOP OFFERS", "stop the weekly offers please", "no more deals", "STOP ofertas"])
def test_c1_stop_offers(gateway: GatewayUnderTest, customer: str, said: str) -> None:
    (left,) = gateway.text(customer, said).texts
    assert may(gateway, customer) == ["order-updates", "recommendations"]
    assert not gateway.permitted(customer, "offers", "whatsapp")
    assert gateway.evidence(customer)[-1]["decision"]["rule"] == "stop-category"
    assert "Recommendations" in left or "Recomendaciones" in left


@pytest.mark.parametrize(
    "said", ["STOP", "Please remove me from your list", "stpo", "ＳＴＯＰ", "S.T.O.P", "déjenme en paz"]
)
def test_c1_stop_from_a_stranger(gateway: GatewayUnderTest, said: str) -> None:
    person = somebody()
    (answer,) = gateway.text(person, said).texts
    assert answer in (words(gateway, "stopped"), words(gateway, "stopped", "es"))
    (record,) = gateway.evidence(person)
    assert (record["event"], record["decision"]["extent"], record["disclosure"]) == ("withdrawn", "sender", None)
    status, permission = gateway.get(
        "/v1/permission", address=person, program="bluebird-updates", category="offers", contact="voice"
    )
    assert (status, permission["state"]) == (200, "withdrawn")


def test_c4_stop_twice_is_recorded_twice_and_answered_once(gateway: GatewayUnderTest, customer: str) -> None:
    assert gateway.text(customer, "STOP").texts == [words(gateway, "stopped")]
    assert gateway.text(customer, "STOP").texts == []
    assert [event for event, _ in told(gateway, customer)] == ["requested", "given", "withdrawn", "withdrawn"]


def test_c1_arret(gateway: GatewayUnderTest, customer: str) -> None:
    assert gateway.text(customer, "ARRET").texts == [words(gateway, "stopped")]
    assert told(gateway, customer)[-1] == ("withdrawn", "stop-word")


@pytest.mark.parametrize("said", ["wrong number", "Número equivocado", "You have the wrong person, this is not Ana"])
def test_c3_wrong_number(gateway: GatewayUnderTest, customer: str, said: str) -> None:
    requested, given = gateway.evidence(customer)
    (answer,) = gateway.text(customer, said).texts
    assert answer in (words(gateway, "stopped"), words(gateway, "stopped", "es"))
    invalidated, withdrawn = gateway.evidence(customer)[-2:]
    assert invalidated["event"] == "invalidated"
    assert invalidated["decision"]["annuls"] == [given["id"]]
    assert (withdrawn["event"], withdrawn["decision"]["extent"]) == ("withdrawn", "sender")
    assert may(gateway, customer) == []
    assert requested["event"] == "requested"
    assert gateway.text(customer, "wrong number").texts == []


def test_b5_start_after_stop_shows_the_words_and_grants_nothing(gateway: GatewayUnderTest, customer: str) -> None:
    gateway.text(customer, "STOP")
    assert gateway.text(customer, "START").texts == [words(gateway, "disclosure")]
    assert may(gateway, customer) == []


@pytest.mark.parametrize(("said", "language"), [("STATUS", "en"), ("estado", "en")])
def test_b5_status(gateway: GatewayUnderTest, customer: str, said: str, language: str) -> None:
    gateway.text(customer, "STOP OFFERS")
    (answer,) = gateway.text(customer, said).texts
    assert "Order updates, Recommendations (text message, WhatsApp)" in answer
    assert "Weekly offers" not in answer
    assert "⟦" not in answer
    assert len(gateway.evidence(customer)) == 3
    gateway.text(customer, "STOP")
    assert gateway.text(customer, said).words == [words(gateway, "status-none", language)]


def test_b5_status_in_the_persons_language(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "UNIRME")
    gateway.text(person, "ACEPTO")
    (answer,) = gateway.text(person, "ESTADO").texts
    assert "Avisos de pedidos, Ofertas semanales, Recomendaciones (mensaje de texto, WhatsApp)" in answer


def test_b2_an_affirmation_is_nudged_once_for_each_showing(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "JOIN")
    assert gateway.text(person, "ok").texts == [words(gateway, "nudge")]
    assert gateway.text(person, "sure").texts == [words(gateway, "help")]
    assert gateway.text(person, "yes please").texts == []
    assert may(gateway, person) == []
    gateway.text(person, "JOIN")
    assert gateway.text(person, "yes please!").texts == [words(gateway, "nudge")]
    assert gateway.text(person, "AGREE").words == [words(gateway, "confirmation")]
    assert [event for event, _ in told(gateway, person)] == ["requested", "requested", "given"]


def test_stop_join_agree_stop(gateway: GatewayUnderTest) -> None:
    person = somebody()
    answers = [gateway.text(person, said).words for said in ("STOP", "JOIN", "AGREE", "STOP")]
    names = ["stopped", "disclosure", "confirmation", "stopped"]
    assert answers == [[words(gateway, name)] for name in names]
    assert [event for event, _ in told(gateway, person)] == ["withdrawn", "requested", "given", "withdrawn"]


@pytest.mark.parametrize("said", ["don't stop", "I'll stop by the store at 5", "when does the sale end?", "SHOP"])
def test_ordinary_words_withdraw_nothing(gateway: GatewayUnderTest, customer: str, said: str) -> None:
    gateway.text(customer, said)
    assert may(gateway, customer) == [*EVERYTHING]


def test_c4_a_key_on_a_call_withdraws_what_was_texted(gateway: GatewayUnderTest, customer: str) -> None:
    call = gateway.call(customer, "8")
    assert call.words[-1] == words(gateway, "stopped", kind="voice")
    assert may(gateway, customer) == []


def test_nothing_tells_people_to_text_stop_instead(gateway: GatewayUnderTest, customer: str) -> None:
    """47 CFR 64.1200(a)(10): no exclusive means; a wish in other words is honored, not sent back."""
    for said in ("I told you to stop sending these", "stop the emails", "STOP"):
        for answer in gateway.text(customer, said).texts:
            assert answer in (words(gateway, "stopped"), words(gateway, "clarify"))
    assert may(gateway, customer) == []
