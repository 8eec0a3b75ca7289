import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.prompts.lint import languages
from capture_gateway.prompts.lint.rules import RULES

LANGUAGES = ("en", "es", "fr", "pt")


def read(tag: str) -> languages.Language:
    found = languages.of(tag)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«Acepto»,  más", "Acepto , mas"),
        ("don’t\nstop – now", "don't stop - now"),
        ("l\u200be\u00a0numéro", "le numero"),
        ("Reply STOP*", "Reply STOP"),
    ],
)
def test_plain_text_has_no_accents_or_typography_and_keeps_its_case(text: str, expected: str) -> None:
    assert languages.plain(text) == expected


@given(st.text(max_size=200))
def test_plain_text_stays_plain(text: str) -> None:
    once = languages.plain(text)
    assert languages.plain(once) == once


def test_a_region_uses_its_language_and_another_language_has_none() -> None:
    assert languages.known() == LANGUAGES
    assert read("pt-BR") is read("pt")
    assert read("es-MX").name == "Spanish"
    assert languages.of("de") is None
    assert languages.of("zh-Hant") is None


def test_every_language_speaks_of_the_same_rules_with_a_passing_and_a_failing_text() -> None:
    spoken = {
        id_
        for id_, rule in RULES.items()
        if rule.how != "house" and rule.of != "D" and id_ not in ("G02", "G03", "G04")
    }
    for id_ in LANGUAGES:
        examples = read(id_).examples
        assert set(examples) == spoken, id_
        assert all(row["pass"] and row["fail"] for row in examples.values())


@pytest.mark.parametrize(
    ("tag", "address", "text", "is_said"),
    [
        ("en", "bluebird.example/terms", "at bluebird dot example slash terms.", True),
        ("en", "bluebird.example/terms", "at Bluebird dot example, forward slash, terms.", True),
        ("en", "blue-bird.example", "blue dash bird dot example", True),
        ("en", "bluebird.example/terms", "at bluebird dot example slash privacy.", False),
        ("es", "bluebird.example/terms", "bluebird punto example barra terms", True),
        ("fr", "bluebird.example/terms", "bluebird point example, barre oblique, terms", True),
        ("pt", "bluebird.example/terms", "bluebird ponto example, barra, terms", True),
    ],
)
def test_a_voice_says_an_address(tag: str, address: str, text: str, is_said: bool) -> None:
    bare = "".join(c for c in languages.plain(text).casefold() if c.isalnum())
    assert (read(tag).said(address).search(bare) is not None) == is_said


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("You will get the messages that you asked for, and you can stop them at any time.", "English"),
        ("Usted va a recibir los mensajes que nos ha pedido, y puede cancelar en cualquier momento.", "Spanish"),
        ("Vous recevrez les messages que vous avez demandés, et vous pouvez les arrêter.", "French"),
        (
            "Você vai receber as mensagens que nos pediu, e pode cancelar em qualquer momento com a sua resposta.",
            "Portuguese",
        ),
        ("Bluebird Grocers: OK.", None),
        ("Sie erhalten die Nachrichten, um die Sie gebeten haben, und können sie jederzeit beenden.", None),
    ],
)
def test_the_language_of_a_longer_text_is_told(text: str, name: str | None) -> None:
    found = languages.resembles(text)
    assert (found.name if found else None) == name


def test_what_excuses_is_taken_out_first() -> None:
    sharing = read("en").patterns["sharing"]
    assert sharing.found("We never share your number with third parties.") is None
    assert sharing.found("We share your number with third parties.") is not None
    assert sharing.found("We never share it. Our partners may text you.") == "partners"


@pytest.mark.parametrize("pattern", ["(?:a|b)*", "a.+b", "(ab)+", "x.{2,}", "(?:a){1,}"])
def test_a_pattern_that_repeats_without_a_bound_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="without a bound"):
        languages._compiled([pattern], {})
    with pytest.raises(ValueError, match="without a bound"):
        languages._compiled(["<it>"], {"it": pattern})


def test_a_pattern_takes_its_words_and_loses_its_accents() -> None:
    pattern = languages._compiled(["más <msg>", "OTRO"], {"msg": "sms|<long>", "long": "mensajes"})
    assert pattern.search("mas mensajes")
    assert pattern.search("un otro")
    assert not pattern.search("mas textos")
