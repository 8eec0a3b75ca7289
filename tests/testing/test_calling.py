"""Calls are walked as Twilio walks them: https://www.twilio.com/docs/voice/twiml/gather."""

import pytest

from capture_gateway.testing.phone import PhoneError, Speech, during
from tests.testing.conftest import LINE, PERSON, Documents

MENU = '<Gather action="/base/key" numDigits="1" finishOnKey=""><Say>Press 1.</Say></Gather>'


def test_the_caller_hears_the_words_in_order_with_their_language_and_voice(gateway: Documents) -> None:
    gateway.serve("/call", '<Say language="es-US" voice="Polly.Lupe">Hola, ¿qué tal? ☎</Say><Pause/><Say>Bye.</Say>')
    call = gateway.call()
    assert [(one.verb, one.text, one.language, one.voice) for one in call.heard] == [
        ("Say", "Hola, ¿qué tal? ☎", "es-US", "Polly.Lupe"),
        ("Pause", "", "", ""),
        ("Say", "Bye.", "en-US", "man"),
    ]
    assert call.ended_by == "gateway"


def test_the_first_request_is_ringing_and_the_later_ones_are_in_progress(gateway: Documents) -> None:
    gateway.serve("/call", "<Redirect>next</Redirect>")
    gateway.serve("/next", "<Hangup/>")
    call = gateway.call()
    assert gateway.paths == ["POST /call", "POST /next"]
    first, second, end = (fields for _, _, fields in gateway.asked)
    assert (first["CallStatus"], second["CallStatus"], end["CallStatus"]) == ("ringing", "in-progress", "completed")
    assert first["CallSid"] == second["CallSid"] == call.sid
    assert (first["From"], first["To"], first["Direction"]) == (PERSON, LINE, "inbound")
    assert gateway.headers[0]["user-agent"] == "TwilioProxy/1.1"


def test_a_key_during_plain_say_is_lost(gateway: Documents) -> None:
    gateway.serve("/call", "<Say>The disclosure.</Say>" + MENU + "<Say>Nothing pressed.</Say>")
    call = gateway.call(during("1"))
    assert gateway.paths == ["POST /call"]
    assert call.lost == "1"
    assert call.words == ["The disclosure.", "Press 1.", "Nothing pressed."]
    assert not any(one.interrupted for one in call.heard)


def test_a_key_stops_the_prompt_inside_a_gather_and_counts(gateway: Documents) -> None:
    gateway.serve("/call", MENU.replace("<Say>", "<Say>First.</Say><Say>Second.</Say><Say>", 1))
    gateway.serve("/key", "<Hangup/>")
    call = gateway.call(during("1"))
    assert [(one.text, one.gather, one.interrupted) for one in call.heard] == [("First.", True, True)]
    assert gateway.asked[1][2]["Digits"] == "1"


def test_a_step_comes_after_the_prompts_of_its_gather(gateway: Documents) -> None:
    gateway.serve("/call", "<Say>Words.</Say>" + MENU)
    gateway.serve("/key", "<Say>Thanks.</Say>")
    call = gateway.call("1")
    assert call.words == ["Words.", "Press 1.", "Thanks."]
    assert call.read_out == ["Words.", "Thanks."]


def test_a_gather_posts_what_twilio_posts(gateway: Documents) -> None:
    gateway.serve("/call", MENU)
    gateway.serve("/key", "<Hangup/>")
    gateway.call("1")
    fields = gateway.asked[1][2]
    assert {name: fields[name] for name in ("Digits", "FinishedOnKey", "msg", "CallStatus")} == {
        "Digits": "1",
        "FinishedOnKey": "",
        "msg": "Gather End",
        "CallStatus": "in-progress",
    }


def test_by_default_digits_are_unlimited_and_end_with_the_pound_key(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather action="key"/>')
    gateway.serve("/key", "<Hangup/>")
    call = gateway.call("4155550123#9")
    fields = gateway.asked[1][2]
    assert (fields["Digits"], fields["FinishedOnKey"]) == ("4155550123", "#")
    assert call.lost == "9"


def test_silence_after_some_digits_submits_them(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather action="key"/>')
    gateway.serve("/key", "<Hangup/>")
    gateway.call("415", "9")
    assert gateway.asked[1][2]["Digits"] == "415"


def test_a_star_is_an_ordinary_key_when_nothing_finishes(gateway: Documents) -> None:
    gateway.serve("/call", MENU)
    gateway.serve("/key", "<Hangup/>")
    gateway.call("*")
    assert gateway.asked[1][2]["Digits"] == "*"


def test_nothing_pressed_falls_through_to_the_next_verb(gateway: Documents) -> None:
    gateway.serve("/call", MENU + '<Redirect method="GET">again?a=2</Redirect><Say>Never.</Say>')
    gateway.serve("/again", "<Say>Again.</Say>")
    call = gateway.call("wait")
    assert gateway.paths == ["POST /call", "GET /again"]
    assert gateway.asked[1][2]["a"] == "2"
    assert call.words == ["Press 1.", "Again."]


def test_the_finish_key_before_any_digit_falls_through(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather action="key"/><Say>Nothing.</Say>')
    assert gateway.call("#").words == ["Nothing."]
    assert gateway.paths == ["POST /call"]


def test_action_on_empty_result_asks_the_action_with_no_digits(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather action="key" actionOnEmptyResult="true"/>')
    gateway.serve("/key", "<Hangup/>")
    gateway.call("wait")
    assert gateway.asked[1][2]["Digits"] == ""


def test_without_an_action_the_same_document_is_asked_again(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather numDigits="1"/>')
    gateway.call("1", "2")
    assert gateway.paths == ["POST /call"] * 3


def test_what_follows_a_gather_with_input_is_unreachable(gateway: Documents) -> None:
    gateway.serve("/call", MENU + "<Say>Unreachable.</Say>")
    gateway.serve("/key", "<Hangup/>")
    assert gateway.call("1").words == ["Press 1."]


@pytest.mark.parametrize("script", [("hangup",), (during("hangup"),)])
def test_after_hanging_up_only_the_end_is_posted(gateway: Documents, script: tuple[str, ...]) -> None:
    gateway.serve("/call", MENU + "<Redirect>next</Redirect>")
    call = gateway.call(*script)
    assert [path for _, path, _ in gateway.asked] == ["/call", "/ended"]
    assert call.ended_by == "caller"


def test_the_end_of_a_call_tells_its_length(gateway: Documents) -> None:
    gateway.serve("/call", '<Pause length="61"/>')
    gateway.call()
    end = gateway.asked[-1][2]
    assert (end["CallDuration"], end["Duration"], end["SequenceNumber"]) == ("61", "2", "0")
    assert end["Timestamp"] == "Sun, 22 Nov 2026 10:00:00 +0000"
    assert end["CallbackSource"] == "call-progress-events"


def test_reject_as_the_first_verb_does_not_answer(gateway: Documents) -> None:
    gateway.serve("/call", '<Reject reason="busy"/>')
    assert gateway.call().ended_by == "rejected"
    assert gateway.asked[-1][2]["CallStatus"] == "busy"


def test_speech_where_only_keys_are_listened_for_is_silence(gateway: Documents) -> None:
    gateway.serve("/call", MENU + "<Say>Nothing.</Say>")
    assert gateway.call(Speech("Yes.")).words == ["Press 1.", "Nothing."]


def test_speech_where_it_is_listened_for_is_posted(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather action="key" input="dtmf speech"/>')
    gateway.serve("/key", "<Hangup/>")
    gateway.call(Speech("Yes.", "0.71"))
    fields = gateway.asked[1][2]
    assert (fields["SpeechResult"], fields["Confidence"]) == ("Yes.", "0.71")
    assert "Digits" not in fields


def test_keys_where_only_speech_is_listened_for_are_lost(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather action="key" input="speech"><Say>Speak.</Say></Gather><Say>Nothing.</Say>')
    call = gateway.call(during("1"), "2")
    assert (call.lost, call.words) == ("12", ["Speak.", "Nothing."])


def test_a_loop_is_heard_as_often(gateway: Documents) -> None:
    gateway.serve("/call", '<Say loop="3">Hello!</Say>')
    assert gateway.call().words == ["Hello!"] * 3


def test_an_endless_prompt_ends_with_a_key_inside_a_gather_and_is_refused_outside(gateway: Documents) -> None:
    gateway.serve("/call", '<Gather action="key" numDigits="1"><Say loop="0">Press.</Say></Gather>')
    gateway.serve("/key", "<Hangup/>")
    assert gateway.call(during("5")).words == ["Press."]
    gateway.serve("/call", '<Say loop="0">Hello!</Say>')
    with pytest.raises(PhoneError, match="repeats for ever"):
        gateway.call()


def test_a_call_that_never_ends_is_refused(gateway: Documents) -> None:
    gateway.serve("/call", "<Redirect/>")
    with pytest.raises(PhoneError, match="more than 40 requests"):
        gateway.call()


def test_a_hidden_caller_is_sent_as_twilio_spells_it(gateway: Documents) -> None:
    gateway.serve("/call", "<Hangup/>")
    gateway.call(number="+266696687")
    assert gateway.asked[0][2]["From"] == "+266696687"


def test_an_action_by_get_has_everything_in_its_url(gateway: Documents) -> None:
    gateway.serve("/call", MENU.replace("numDigits", 'method="GET" numDigits'))
    gateway.serve("/key", "<Hangup/>")
    gateway.call("1")
    method, _, fields = gateway.asked[1]
    assert (method, fields["Digits"]) == ("GET", "1")
    assert "content-type" not in gateway.headers[1]
