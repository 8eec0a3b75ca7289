from capture_gateway.testing import twiml
from capture_gateway.testing.moments import Call, heard


def test_a_prompt_lasts_as_long_as_its_words() -> None:
    assert heard(twiml.Say("one two three four five"), 0, gather=False).seconds == 2.0
    assert heard(twiml.Pause(7), 0, gather=False).seconds == 7.0
    assert heard(twiml.Play("", "wwww3"), 0, gather=False).text == "wwww3"


def test_what_was_read_out_is_what_stood_before_the_gathers() -> None:
    call = Call("CA1")
    for document, text, gather in ((0, "One.", False), (0, "Two.", False), (0, "Press 1.", True), (1, "Bye.", False)):
        call.heard.append(heard(twiml.Say(text), document, gather=gather))
    call.heard.append(heard(twiml.Pause(), 1, gather=False))
    assert call.read_out == ["One. Two.", "Bye."]
    assert call.words == ["One.", "Two.", "Press 1.", "Bye."]
