import pytest

from tests.prompts.lint.bluebird import TEXT_LINE, case, words


@pytest.mark.parametrize(
    ("role", "kind", "letter"),
    [
        ("disclosure", "sms", "S"),
        ("disclosure", "web", "W"),
        ("disclosure", "voice", "V"),
        ("disclosure", "paper", "P"),
        ("disclosure", "whatsapp", "T"),
        ("disclosure", "pigeon", "-"),
        ("confirmation", "sms", "C"),
        ("confirmation", "whatsapp", "C"),
        ("confirmation", "web", "-"),
        ("clarify", "sms", "K"),
        ("nudge", "sms", "N"),
        ("status", "sms", "X"),
        ("already", "whatsapp", "X"),
        ("stopped", "sms", "O"),
        ("stopped", "voice", "O"),
        ("help", "web", "H"),
        ("question", "voice", "-"),
        ("labels", "web", "-"),
    ],
)
def test_which_words_these_are(role: str, kind: str, letter: str) -> None:
    assert case(words("", role, kind)).letter == letter


def test_an_offer_in_a_name_is_no_offer() -> None:
    of = case("BLUEBIRD GROCERS, Inc.: weekly offers, weekly offersome. https://bluebird.example/terms")
    assert of.unnamed == "…: …, weekly offersome. …"


def test_slots_are_not_sent() -> None:
    assert case(words("No more ⟦category⟧.", "stopped")).sent == "No more ."


def test_a_script_has_the_questions_and_a_sheet_all_its_words() -> None:
    said = words("Words.", kind="voice")
    question = words("Press 1.", "question", "voice")
    labels = words("Signature", "labels", "paper")
    assert case(said, beside=[said, question, labels]).script == "Words. Press 1."
    assert "Signature" in case(words("Words.", kind="paper"), beside=[said, question, labels]).sheet


def test_lines_are_the_programs_own_and_of_a_kind() -> None:
    assert case("", lines=[TEXT_LINE]).own_lines("sms") == [TEXT_LINE]
    assert case("", lines=[TEXT_LINE]).own_lines("voice") == []
    assert case("", lines=[TEXT_LINE], id="other").own_lines("sms") == []
    assert case("").own_lines("sms") == []


def test_only_a_voice_speaks_addresses() -> None:
    text = "at bluebird dot example"
    assert case(words(text, kind="voice")).speaks("bluebird.example")
    assert not case(words(text)).speaks("bluebird.example")
    assert not case(words(text, kind="voice", language="de")).speaks("bluebird.example")


def test_patterns_of_the_language_or_the_declared_term() -> None:
    assert case("Up to 4 msgs/mo").found("frequency") == "4 msgs/mo"
    assert not case("Up to 4 msgs/mo").has("rates")
    declared = words("Höchstens viermal im MONAT", language="de", states={"frequency": "viermal im Monat"})
    assert case(declared).has("frequency")
    assert not case(declared).has("rates")
    assert case(words("Per SMS", language="de")).has("sms"), "the name of the way is its own term"
