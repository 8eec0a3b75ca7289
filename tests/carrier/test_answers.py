"""Every rejection has an answer, and the sentences are ours, word for word."""

import re
from dataclasses import replace

import pytest

from capture_gateway.carrier import answers, campaign
from capture_gateway.carrier.material import Material
from tests.carrier import sample

MATERIAL = sample.material()
TWILIO = (
    30511, 30513, 30540, 30543, 30544, 30545, 30551, 30555, 30556, 30558, 30569, 30570, 30831, 30837, 30841, 30842,
    30893, 30910, 30936,
)  # fmt: skip
TCR = (601, 602, 603, 611, 708, 710, 803, 804, 805, 806)


def by_code(material: Material = MATERIAL) -> dict[str, str]:
    found = answers.by_code(material, campaign.fill(material).fields)
    return {code: "\n".join(line for part in parts for line in part.says) for code, parts in found.items()}


ANSWERS = by_code()


@pytest.mark.parametrize("code", [*(f"Twilio {code}" for code in TWILIO), *(f"TCR {code}" for code in TCR)])
def test_every_rejection_has_an_answer(code: str) -> None:
    assert ANSWERS[code]


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("Twilio 30544", "order updates, weekly offers, recommendations"),
        ("Twilio 30569", "disclosure.voice: “Message and data rates may apply.”"),
        ("Twilio 30570", "disclosure.web: “Reply HELP for help.”"),
        ("Twilio 30511", "disclosure.voice: “To decline, press 2.”"),
        ("Twilio 30936", "help.sms: “Help: help@bluebird.example or +1 800 555 0199.”"),
        ("Twilio 30543", f"{sample.BASE}/c/web/form"),
        ("Twilio 30555", "By text: permission is given only by replying AGREE, after the words."),
        ("Twilio 30556", "“You may also call me, with an automated system or a recorded voice”"),
        ("Twilio 30893", "“Bluebird Grocers: [product] is in season."),
        ("TCR 804", f"{sample.BASE}/programs/bluebird-updates"),
        ("TCR 805", "mobile opt-in data is not shared with third parties"),
    ],
)
def test_the_sentence_is_the_one_that_answers(code: str, sentence: str) -> None:
    assert sentence in ANSWERS[code]


def test_sentences_in_quotation_marks_stand_in_the_words_so() -> None:
    quoted = {
        found.groups()
        for answer in ANSWERS.values()
        for found in re.finditer(r"^([\w-]+)\.(\w+): “(.*)”$", answer, re.MULTILINE)
    }
    assert len(quoted) > 20
    for name, kind, sentence in quoted:
        words = [MATERIAL.catalogue.words(sample.PROGRAM, "en", one, kind) for one in (name, "question")]
        text = " ".join(" ".join(each.text.split()) for each in words if each is not None)
        assert sentence in text


def test_a_code_about_one_kind_of_words_quotes_only_those() -> None:
    assert {line.partition(":")[0] for line in ANSWERS["Twilio 30540"].splitlines()} == {
        "confirmation.sms",
        "confirmation-offers.sms",
        "welcome.sms",
    }


def test_a_sentence_that_is_not_there_is_not_made_up() -> None:
    """Words that break a rule are quoted nowhere for it."""
    silent = {
        (each.name, each.kind): replace(each, text=each.text.replace("Message and data rates may apply", "It is free"))
        for each in MATERIAL.catalogue.all()
        if each.language == "en"
    }
    catalogue = type(MATERIAL.catalogue)(MATERIAL.catalogue.programs, silent.values())
    found = by_code(replace(MATERIAL, catalogue=catalogue))
    assert "disclosure" not in found.get("Twilio 30569", "")


def test_codes_come_in_order() -> None:
    codes = [*ANSWERS]
    assert codes == sorted(codes, key=lambda code: (code.startswith("TCR"), code))


def test_a_rule_that_silence_keeps_is_no_reason_to_quote() -> None:
    """That nothing is said of partners is kept by every sentence: none of them answers TCR 708."""
    assert "“" not in ANSWERS["TCR 708"]
    assert "one sender, Bluebird Grocers, Inc." in ANSWERS["TCR 708"]
