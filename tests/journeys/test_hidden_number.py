"""Somebody calls whose number is hidden: they key one, and it counts once that number itself has acted.

Every story reads its records through `GET /v1/evidence`, and permission through `GET /v1/permission`.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from capture_gateway.testing import sample
from capture_gateway.testing.phone import Call
from capture_gateway.testing.running import GatewayUnderTest, running

HIDDEN = "anonymous"
LINE = 'possession = "text-to-join"'
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


def keyed(person: str) -> str:
    """Their number, as they key it."""
    return f"{person[2:]}#"


def story(records: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    return [(record["event"], record["subject"]["control"], record["channel"]["kind"]) for record in records]


def code_of(call: Call, word: str = "JOIN") -> str:
    """What the call tells to text, as people write it: `JOIN 4829`."""
    first, second = re.findall(rf"{word} (\d \d \d \d)", call.words[-1])
    assert first == second  # said twice, for people who write it down
    return f"{word} {first.replace(' ', '')}"


def state(gateway: GatewayUnderTest, person: str) -> tuple[str, str | None]:
    question = {"program": "bluebird-updates", "category": "offers", "contact": "sms"}
    _, answer = gateway.get("/v1/permission", address=f"tel:{person}", **question)
    return answer["state"], answer["control"]


@pytest.mark.parametrize("number", [HIDDEN, "+266696687"])
def test_a_keyed_number_is_given_once_it_texts_what_the_call_said(
    gateway: GatewayUnderTest, person: str, number: str
) -> None:
    call = gateway.call(number, keyed(person), "1", "1")
    assert call.words[:1] == [words(gateway, "number")]
    spelled = ", ".join(" ".join(part) for part in (person[2:5], person[5:8], person[8:]))
    assert words(gateway, "number-check").replace("⟦number⟧", spelled) in call.words
    assert call.read_out[0] == words(gateway, "disclosure")
    assert state(gateway, person) == ("requested", "asserted")
    asked, requested = gateway.evidence(person)
    assert requested["decision"] | {"reason": ""} == {"rule": "typed-number", "reason": "", "follows": asked["id"]}
    assert requested["disclosure"]["text"] == call.read_out[0]
    assert requested["reply"]["text"] == call.read_out[1] == call.words[-1]

    gateway.text(person, code_of(call))
    assert state(gateway, person) == ("given", "reply")
    given = gateway.evidence(person)[-1]
    assert (given["decision"]["rule"], given["decision"]["follows"]) == ("join-code", requested["id"])
    assert given["disclosure"] == requested["disclosure"]
    assert (given["disclosure"]["medium"], given["channel"]["kind"]) == ("speech", "sms")


def test_the_star_in_the_middle(gateway: GatewayUnderTest, person: str) -> None:
    call = gateway.call(HIDDEN, "*", keyed(person), "*", "*", "1", "1")
    assert call.words[2] == words(gateway, "number", "es")
    assert call.read_out[0] == words(gateway, "disclosure", "es")
    gateway.text(person, code_of(call, "UNIRME"))
    given = gateway.evidence(person)[-1]
    assert (given["event"], given["language"]) == ("given", "es")
    assert given["disclosure"]["text"] == words(gateway, "disclosure", "es")


def test_a_wrong_number_is_keyed_again(gateway: GatewayUnderTest, person: str) -> None:
    """Once because it cannot exist, once because the caller heard a slip of the finger."""
    call = gateway.call(HIDDEN, "5550123#", "4155550199#", "2", keyed(person), "1", "1")
    assert call.words.count(words(gateway, "number-wrong")) == 1
    assert call.words.count(words(gateway, "number")) == 3
    assert story(gateway.evidence(person))[-1] == ("requested", "asserted", "voice")
    assert gateway.evidence("+14155550199") == []


def test_three_numbers_that_cannot_exist_end_the_call(gateway: GatewayUnderTest) -> None:
    before = gateway.evidence()
    call = gateway.call(HIDDEN, "1#", "wait", "5555555555#", "4155550123#", "1", "1")
    assert call.words[-1] == words(gateway, "goodbye")
    assert call.ended_by == "gateway"
    assert gateway.evidence() == before


@pytest.mark.parametrize("script", [["hangup"], ["9", "hangup"], ["*", "hangup"]])
def test_hanging_up_after_the_words_is_never_consent(gateway: GatewayUnderTest, person: str, script: list[str]) -> None:
    gateway.call(HIDDEN, keyed(person), "1", *script)
    assert story(gateway.evidence(person))[-1] == ("expired", "asserted", "voice")
    assert state(gateway, person)[0] in ("requested", "expired")


def test_hanging_up_before_the_number_is_confirmed_leaves_nothing(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(HIDDEN, keyed(person), "hangup")
    assert gateway.evidence(person) == []


def test_somebody_elses_telephone_cannot_prove_it(gateway: GatewayUnderTest, person: str) -> None:
    code = code_of(gateway.call(HIDDEN, keyed(person), "1", "1"))
    other = f"+14155550{next(_numbers)}"
    gateway.text(other, code)
    assert state(gateway, other)[0] == "requested"  # a plain JOIN of theirs
    assert state(gateway, person) == ("requested", "asserted")


def test_a_code_counts_once_and_for_one_call(gateway: GatewayUnderTest, person: str) -> None:
    code = code_of(gateway.call(HIDDEN, keyed(person), "1", "1"))
    gateway.text(person, code)
    gateway.text(person, "STOP")
    gateway.text(person, code)
    assert state(gateway, person)[0] == "withdrawn"


def test_a_stop_before_the_code_holds(gateway: GatewayUnderTest, person: str) -> None:
    code = code_of(gateway.call(HIDDEN, keyed(person), "1", "1"))
    gateway.text(person, "STOP")
    gateway.text(person, code)
    assert state(gateway, person)[0] == "withdrawn"


def test_eight_stops_a_keyed_number_too(gateway: GatewayUnderTest, person: str) -> None:
    """Withdrawing always works: to stop messages to somebody who did not ask for that harms less than to go on."""
    gateway.text(person, "JOIN")
    gateway.text(person, "AGREE")
    call = gateway.call(HIDDEN, keyed(person), "1", "8")
    assert call.words[-1] == words(gateway, "stopped")
    assert story(gateway.evidence(person))[-1] == ("withdrawn", "asserted", "voice")
    assert state(gateway, person)[0] == "withdrawn"


def test_nobody_is_texted_because_somebody_keyed_their_number(gateway: GatewayUnderTest, person: str) -> None:
    for key in ("1", "2", "8", "hangup"):
        gateway.call(HIDDEN, keyed(person), "1", key)
    assert gateway.received(person) == []


def test_a_number_with_its_country_code(gateway: GatewayUnderTest) -> None:
    call = gateway.call(HIDDEN, "447400123456#", "1", "1")
    assert "+4 4, 7 4 0 0, 1 2 3 4 5 6" in " ".join(call.words)
    assert story(gateway.evidence("+447400123456"))[-1] == ("requested", "asserted", "voice")


def test_without_the_pound_key_four_seconds_of_silence_end_the_number(gateway: GatewayUnderTest, person: str) -> None:
    gateway.call(HIDDEN, person[2:], "1", "1")
    assert state(gateway, person) == ("requested", "asserted")


@pytest.fixture
def line_of(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[GatewayUnderTest]:
    """The sample with another `possession` on its telephone line."""
    project = sample.copy(tmp_path)
    file = project / "channels" / "voice.toml"
    text = file.read_text(encoding="utf-8")
    assert LINE in text
    file.write_text(text.replace(LINE, request.param), encoding="utf-8")
    with running(project) as one:
        yield one


@pytest.mark.parametrize("line_of", ['possession = "none"'], indirect=True)
def test_e_none_believes_the_caller(line_of: GatewayUnderTest, person: str) -> None:
    call = line_of.call(HIDDEN, keyed(person), "1", "1")
    assert call.words[-1] == words(line_of, "confirmation")
    assert state(line_of, person) == ("given", "asserted")
    assert len(line_of.received(person)) == 1  # so that they can stop it


@pytest.mark.parametrize("line_of", ['possession = "reply"'], indirect=True)
def test_e_reply_asks_the_number_itself(line_of: GatewayUnderTest, person: str) -> None:
    call = line_of.call(HIDDEN, keyed(person), "1", "1")
    again = line_of.call(HIDDEN, keyed(person), "1", "1")
    hide = re.compile(r"JOIN (\d ?)+")
    assert hide.sub("", again.words[-1]) == hide.sub("", call.words[-1])  # known or not, asked or not: the same words
    assert "AGREE" in call.words[-1]
    assert state(line_of, person) == ("requested", "asserted")
    (question,) = line_of.received(person)  # one, however often somebody calls
    assert "AGREE" in question
    line_of.text(person, "AGREE")
    assert state(line_of, person) == ("given", "reply")
    other = f"+14155550{next(_numbers)}"
    line_of.text(other, code_of(line_of.call(HIDDEN, keyed(other), "1", "1")))
    assert state(line_of, other) == ("given", "reply")


@pytest.mark.parametrize("line_of", [""], indirect=True)
def test_e_left_out_they_join_by_text(line_of: GatewayUnderTest, person: str) -> None:
    call = line_of.call(HIDDEN, keyed(person), "1", "1")
    assert call.words[-1] == words(line_of, "pending")
    assert state(line_of, person) == ("requested", "asserted")
    line_of.text(person, "JOIN")
    line_of.text(person, "AGREE")
    assert state(line_of, person) == ("given", "reply")
