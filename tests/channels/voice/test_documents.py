from dataclasses import replace

import pytest

from capture_gateway.channels.voice.documents import Script
from capture_gateway.channels.voice.flow import CHECK, KEYING, NUMBER, Step
from capture_gateway.channels.voice.keyed import Keyed
from capture_gateway.channels.voice.turn import Turn
from capture_gateway.testing import twiml
from tests.channels.voice.sample import OFFER_KEYS, SEAL, TEXTS, options, script, words

OFFER = options().steps["offer"]
ENGLISH = Turn(1, 0, "en", "0192", "disclosure", ("en",))
SPANISH = Turn(2, 0, "es", "0193", "disclosure", ("en", "es"))
URL = "https://gateway.example/c/voice/call/offer?"


def test_d1_the_disclosure_is_spoken_before_the_gather_which_holds_the_question_alone() -> None:
    assert script().question(OFFER, ENGLISH, SEAL, before=TEXTS["en", "disclosure"]).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?><Response>'
        '<Say language="en-US" voice="Polly.Joanna">'
        "This is Bluebird. We text offers. You can answer after this message.</Say>"
        '<Gather action="https://gateway.example/c/voice/call/offer?turn=1&amp;tries=0&amp;language=en&amp;showing=0192'
        '&amp;prompt=disclosure&amp;requested=en" finishOnKey="" input="dtmf" method="POST" numDigits="1" timeout="6">'
        '<Say language="en-US" voice="Polly.Joanna">To agree, press 1.</Say>'
        '<Say language="es-US" voice="Polly.Lupe">Para español, oprima la estrella.</Say></Gather>'
        '<Redirect method="POST">https://gateway.example/c/voice/call/offer?turn=1&amp;tries=0&amp;language=en'
        "&amp;showing=0192&amp;prompt=disclosure&amp;requested=en</Redirect></Response>"
    )


def test_each_language_is_spoken_by_its_own_voice_and_invites_to_the_next() -> None:
    say, gather, redirect = twiml.call_verbs(script().question(OFFER, SPANISH, SEAL, before=TEXTS["es", "disclosure"]))
    assert say == twiml.Say(TEXTS["es", "disclosure"], "es-US", "Polly.Lupe")
    assert isinstance(gather, twiml.Gather)
    assert gather.prompts == (
        twiml.Say("Para aceptar, oprima 1.", "es-US", "Polly.Lupe"),
        twiml.Say("For English, press star.", "en-US", "Polly.Joanna"),
    )
    assert redirect == twiml.Redirect(gather.action, "POST")


def test_silence_goes_to_the_same_address_as_a_key() -> None:
    _, gather, redirect = twiml.call_verbs(script().question(OFFER, ENGLISH, SEAL, before="Words."))
    assert isinstance(gather, twiml.Gather)
    assert isinstance(redirect, twiml.Redirect)
    assert gather.action == redirect.url == URL + ENGLISH.query(SEAL)
    assert (gather.timeout, gather.num_digits, gather.finish_on_key, gather.on_empty) == (6, 1, "", False)


def test_after_a_failure_the_question_is_asked_again_and_nothing_is_spoken_before_it() -> None:
    gather, _ = twiml.call_verbs(script().question(OFFER, ENGLISH, SEAL, again=True))
    assert isinstance(gather, twiml.Gather)
    assert [prompt.text for prompt in gather.prompts if isinstance(prompt, twiml.Say)] == [
        "That was no answer.",
        "To agree, press 1.",
        "Para español, oprima la estrella.",
    ]


def test_one_language_is_no_invitation() -> None:
    (gather, _) = twiml.call_verbs(script(languages=("en",)).question(OFFER, ENGLISH, SEAL))
    assert isinstance(gather, twiml.Gather)
    assert len(gather.prompts) == 1


def test_a_step_whose_keys_change_no_language_does_not_invite() -> None:
    keys = {key: target for key, target in OFFER_KEYS.items() if target != "language"}
    step = Step("offer", "disclosure", "question", keys)
    gather, _ = twiml.call_verbs(script(options({"offer": step})).question(step, ENGLISH, SEAL))
    assert isinstance(gather, twiml.Gather)
    assert len(gather.prompts) == 1


@pytest.mark.parametrize("language", ["en", "es"])
def test_long_words_are_spoken_by_several_says_that_joined_are_the_text(language: str) -> None:
    text = " ".join(f"Frase número {number} & otra, que dura más." for number in range(200))
    document = script().question(OFFER, replace(ENGLISH, language=language), SEAL, before=text)
    spoken = [verb.text for verb in twiml.call_verbs(document) if isinstance(verb, twiml.Say)]
    assert len(spoken) > 1
    assert " ".join(spoken) == text


def test_a_closing_speaks_and_hangs_up() -> None:
    assert script().closing([("en", "Thank you.")]).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?><Response>'
        '<Say language="en-US" voice="Polly.Joanna">Thank you.</Say><Hangup /></Response>'
    )


def test_d4_a_whole_number_is_taken_until_the_pound_key_or_four_seconds_of_silence() -> None:
    assert script().question(KEYING[NUMBER], Turn(1, 0, "en"), SEAL).decode() == (
        '<?xml version="1.0" encoding="UTF-8"?><Response>'
        '<Gather action="https://gateway.example/c/voice/call/number?turn=1&amp;tries=0&amp;language=en&amp;showing='
        '&amp;prompt=&amp;requested=" finishOnKey="#" input="dtmf" method="POST" numDigits="15" timeout="4">'
        '<Say language="en-US" voice="Polly.Joanna">Please key in your number.</Say>'
        '<Say language="es-US" voice="Polly.Lupe">Para español, oprima la estrella.</Say></Gather>'
        '<Redirect method="POST">https://gateway.example/c/voice/call/number?turn=1&amp;tries=0&amp;language=en'
        "&amp;showing=&amp;prompt=&amp;requested=</Redirect></Response>"
    )


def test_d4_a_keyed_number_is_read_back_digit_by_digit_and_never_stands_in_an_address() -> None:
    turn = Turn(2, 0, "es", keyed=Keyed("tel:+14155550123"))
    document = script().question(KEYING[CHECK], turn, SEAL)
    gather, redirect = twiml.call_verbs(document)
    assert isinstance(gather, twiml.Gather)
    assert gather.prompts[0] == twiml.Say(
        "Usted marcó 4 1 5, 5 5 5, 0 1 2 3: oprima 1 si es correcto, 2 si no lo es.", "es-US", "Polly.Lupe"
    )
    assert (gather.num_digits, gather.finish_on_key, gather.timeout) == (1, "", 6)
    assert redirect == twiml.Redirect(gather.action, "POST")
    assert b"4155550123" not in document


def test_what_is_no_number_is_told_so_and_asked_for_again() -> None:
    gather, _ = twiml.call_verbs(script().question(KEYING[NUMBER], Turn(2, 1, "en"), SEAL, again=True))
    assert isinstance(gather, twiml.Gather)
    said = [prompt.text for prompt in gather.prompts if isinstance(prompt, twiml.Say)]
    assert said[:2] == ["There is no such number.", "Please key in your number."]


def test_the_same_values_make_the_same_bytes() -> None:
    def one() -> bytes:
        return script().question(OFFER, ENGLISH, SEAL, before=TEXTS["en", "disclosure"])

    assert one() == one()


def test_markup_in_words_stays_text() -> None:
    document = script().closing([("en", 'Terms & <conditions> "apply".')])
    assert twiml.call_verbs(document)[0] == twiml.Say('Terms & <conditions> "apply".', "en-US", "Polly.Joanna")


def test_what_stands_beside_the_words_is_told() -> None:
    beside = {
        "voice": "Polly.Lupe",
        "locale": "es-US",
        "question": "Para aceptar, oprima 1.",
        "other-language": "For English, press star.",
    }
    assert script().presentation(OFFER, SPANISH) == beside
    confirmed = "Usted marcó 4 1 5, 5 5 5, 0 1 2 3: oprima 1 si es correcto, 2 si no lo es."
    keyed = replace(SPANISH, keyed=Keyed("tel:+14155550123", is_confirmed=True))
    assert script().presentation(OFFER, keyed) == {**beside, "number-check": confirmed}


def test_missing_words_are_our_own_fault() -> None:
    empty = Script(options(), ("en",), lambda language, _name: words(language, "nothing"), "https://x", "US")
    with pytest.raises(LookupError, match="goodbye"):
        empty.text("en", "goodbye")
