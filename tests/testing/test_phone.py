"""Scripts: what a caller does, step by step."""

import pytest

from capture_gateway.testing.phone import PhoneError, during
from tests.testing.conftest import Documents

QUESTION = '<Gather action="key"><Say>One.</Say><Say>Two.</Say></Gather>'


def test_what_is_no_key_is_refused(gateway: Documents) -> None:
    with pytest.raises(PhoneError, match="'one' is neither keys"):
        gateway.call("one")


def test_a_step_is_everything_that_is_pressed_at_one_question(gateway: Documents) -> None:
    gateway.serve("/call", QUESTION)
    gateway.serve("/key", '<Gather action="end"/>')
    gateway.serve("/end", "<Hangup/>")
    gateway.call("12", "34#")
    assert [fields["Digits"] for _, _, fields in gateway.asked[1:3]] == ["12", "34"]


def test_keys_during_a_prompt_wait_for_the_next_prompt(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather/><Say>Nothing.</Say><Gather action="key" numDigits="1"><Say>Now.</Say></Gather>')
    gateway.serve("/key", "<Hangup/>")
    call = gateway.call(during("8"), during("9"))
    assert call.lost == "8"
    assert gateway.asked[1][2]["Digits"] == "9"


def test_after_its_script_a_caller_says_nothing(gateway: Documents) -> None:
    gateway.serve("/call", QUESTION + "<Say>Goodbye.</Say>")
    assert gateway.call().words == ["One.", "Two.", "Goodbye."]


@pytest.mark.parametrize("script", [("wait", "1#"), (during("1"),)])
def test_waiting_and_interrupting(gateway: Documents, script: tuple[str, ...]) -> None:
    gateway.serve("/call", QUESTION + QUESTION)
    gateway.serve("/key", "<Hangup/>")
    call = gateway.call(*script)
    assert gateway.asked[1][2]["Digits"] == "1"
    assert call.words == (["One.", "Two."] * 2 if script[0] == "wait" else ["One."])
