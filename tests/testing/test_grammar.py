"""Names are those of Twilio's library, limits those of its documentation."""

import inspect
from collections.abc import Callable

import pytest
from twilio.twiml import TwiML, lower_camel, messaging_response, voice_response
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import VoiceResponse

from capture_gateway.testing import grammar, twiml
from capture_gateway.testing.phone import PhoneError


def call(inner: str) -> tuple[twiml.CallVerb, ...]:
    return twiml.call_verbs(f"<Response>{inner}</Response>".encode())


@pytest.mark.parametrize(
    ("voice", "fits", "too_long"),
    [
        ("", "a" * 4096, "a" * 4097),
        ("alice", "é" * 750, "é" * 751),
        ("Polly.Joanna", "a" * 3000, "a" * 3001),
        ("Polly.Joanna", "<s>" + "a" * 3000 + "</s>", "<s>" + "a" * 3001 + "</s>"),
        ("Google.en-US-Standard-A", "a" * 4500, "a" * 4501),
        ("Google.en-US-Standard-A", "<s>a</s>" * 625, "<s>a</s>" * 626),
        ("Polly.Zhiyu", "同" * 500, "同" * 501),
    ],
)
def test_words_over_the_limit_of_their_voice_are_refused(voice: str, fits: str, too_long: str) -> None:
    attribute = f' voice="{voice}"' if voice else ""
    assert len(call(f"<Say{attribute}>{fits}</Say>")) == 1
    with pytest.raises(PhoneError, match="13521"):
        call(f"<Say{attribute}>{too_long}</Say>")


def attributes(method: Callable[..., object]) -> set[str]:
    """What Twilio's library can set on an element, without its text."""
    names = set(inspect.signature(method).parameters) - {"self", "kwargs", "message", "words", "url", "body"}
    return {lower_camel(TwiML.MAP.get(name, name)) for name in names}


def verbs(response: type) -> dict[str, Callable[..., object]]:
    """Verbs that Twilio's library can write, in its own spelling."""
    return {
        TwiML.MAP.get(name, name.rstrip("_").replace("_", "-")): method
        for name, method in vars(response).items()
        if inspect.isfunction(method) and name != "__init__"
    }


def test_verbs_and_attributes_are_those_of_twilios_library() -> None:
    call_verbs = {name.capitalize(): method for name, method in verbs(VoiceResponse).items()}
    assert set(call_verbs) == set(grammar.CALL) | grammar.NOT_SIMULATED
    for name, known in grammar.CALL.items():
        assert known == attributes(call_verbs[name]), name
    text_verbs = {name.capitalize(): method for name, method in verbs(MessagingResponse).items()}
    assert {name: attributes(method) for name, method in text_verbs.items()} == grammar.TEXT
    assert {name: attributes(method) for name, method in verbs(voice_response.Say).items()} == grammar.SSML
    assert {name.capitalize() for name in verbs(voice_response.Gather)} == grammar.IN_GATHER
    assert {name.capitalize() for name in verbs(messaging_response.Message)} == grammar.IN_MESSAGE
