"""What a text means by itself (RULES B0, C1, C2, C3)."""

import pytest

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation import WORDS, Understanding, is_kind, understand


def intents(texts: list[str]) -> set[str]:
    return {understand(text).intent for text in texts}


@pytest.mark.parametrize("word", ["stop", "quit", "end", "revoke", "opt out", "cancel", "unsubscribe"])
@pytest.mark.parametrize("typed", ["{}", "{}.", " {}!! ", "{}\n"])
def test_c1_the_words_of_the_law_withdraw_in_any_case_and_with_any_signs(word: str, typed: str) -> None:
    for text in (typed.format(word), typed.format(word.upper()), typed.format(word.title())):
        assert (understand(text).intent, understand(text).rule) == ("withdraw", "stop-word")


@pytest.mark.parametrize("word", sorted(WORDS))
def test_c1_every_listed_word_withdraws(word: str) -> None:
    assert understand(word).intent == "withdraw"
    assert fold(word) == word


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("STOP", "stop-word"),
        ("ARRÊT", "stop-word"),
        ("退订", "stop-word"),
        ("s t o p", "stop-near"),
        ("unsubcribe", "stop-near"),
        ("STOP OFFERS", "stop-phrase"),
        ("STOP START", "stop-command"),
        ("STOP xyz", "stop-command"),
        ("please stop texting me", "stop-phrase"),
        ("no me escriban más", "stop-phrase"),
        ("wrong number", "wrong-number"),
        ("número equivocado", "wrong-number"),
        ("mauvais numéro", "wrong-number"),
        ("número errado", "wrong-number"),
        ("falsche Nummer", "wrong-number"),
        ("this isn't Maria's phone anymore", "wrong-number"),
        ("I'm not Juan", "wrong-number"),
        ("new owner of this number", "wrong-number"),
    ],
)
def test_c1_c3_the_rule_says_which_stage_matched(text: str, rule: str) -> None:
    assert (understand(text).intent, understand(text).rule) == ("withdraw", rule)


@pytest.mark.parametrize("text", ["wrong number, stop", "Stop. Wrong person!", "número equivocado, no me escriban"])
def test_c3_a_stop_beside_a_wrong_number_goes_first(text: str) -> None:
    assert understand(text).rule in {"stop-phrase", "stop-command"}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("no", "unclear-no"),
        ("N", "unclear-no"),
        ("not interested", "unclear-phrase"),
        ("cancel my order", "unclear-cancel"),
        ("cancel my 3pm appointment", "unclear-cancel"),
        ("stop the emails", "unclear-other-medium"),
        ("stop calling me", "unclear-calls"),
        ("no me llamen", "unclear-calls"),
        ("ne m'appelez plus", "unclear-calls"),
        ("👎", "unclear-tone"),
        ("🤬", "unclear-tone"),
        ("Disliked “20 % off. Reply STOP to opt out.”", "unclear-tone"),
        ("too many messages", "unclear-phrase"),
        ("why are you texting me", "unclear-phrase"),
        ("don't text me until Monday", "unclear-pause"),
        ("how do I unsubscribe?", "unclear-how"),
    ],
)
def test_c2_what_may_be_a_wish_is_unclear(text: str, rule: str) -> None:
    assert (understand(text).intent, understand(text).rule) == ("unclear", rule)


def test_c1_calls_alone_are_sure_to_be_meant() -> None:
    assert understand("stop calling me").contact == ("voice",)
    assert understand("Hören Sie auf, mich anzurufen").contact == ("voice",)
    both = understand("stop calling and texting me")
    assert (both.intent, both.contact) == ("withdraw", ())
    assert understand("stop texting me or I will call my lawyer").intent == "withdraw"


@pytest.mark.parametrize("text", ["stop the emails and the texts", "no more emails or texts please"])
def test_c1_another_medium_beside_texts_does_not_hold(text: str) -> None:
    assert understand(text).intent == "withdraw"


@pytest.mark.parametrize(
    "text", ["who is this?", "HELP", "info", "ayuda", "aide", "ajuda", "Hilfe", "what is this number"]
)
def test_b0_who_asks_is_helped(text: str) -> None:
    assert understand(text).intent == "help"


@pytest.mark.parametrize("text", ["who is this? stop texting me", "help, stop", "quién es? no me escriban"])
def test_b0_a_stop_in_a_question_wins(text: str) -> None:
    assert understand(text).intent == "withdraw"


@pytest.mark.parametrize(
    "text",
    [
        *("don't stop", "please don't unsubscribe me", "I don't want to unsubscribe", "never stop sending these"),
        *("no dejen de mandarme ofertas", "n'arrêtez pas de m'écrire", "não parem de mandar", "bitte nicht abmelden"),
    ],
)
def test_b0_negations_withdraw_nothing(text: str) -> None:
    assert (understand(text).intent, understand(text).rule) == ("other", "negated")


@pytest.mark.parametrize(
    "text",
    [
        *("I'll stop by the store at 5", "bus stop", "non-stop", "can't stop eating your apples", "the weekend works"),
        *(
            "end of the month",
            "when does the sale end?",
            "remove the onions",
            "I quit my job",
            "UNSTOP",
            "nonstop flight?",
        ),
        *("thanks, not today", "she stopped at the bakery", "stopwatch", "quit smoking tips?", "the end is near"),
        *("parada del autobús", "baja California", "el precio baja", "salir de la tienda", "para llevar"),
        *("arrêt de bus", "sans arrêt", "plus de fromage svp", "pare no mercado", "Ende der Woche", "Bushaltestelle"),
        *("Liked “20 % off. Reply STOP to opt out.”", "Gefällt mir: „STOP zum Abmelden, heute 20 %“"),
    ],
)
def test_b0_idioms_and_quotations_withdraw_nothing(text: str) -> None:
    assert understand(text).intent == "other"


@pytest.mark.parametrize(
    "text",
    [
        "Stop. Also what time do you open?",
        "I stopped by the store and now I want to unsubscribe",
        "if you don't stop I will report you",
        "why won't you stop texting me",
        "Don't stop the music. Stop texting me.",
    ],
)
def test_b0_an_idiom_or_negation_neutralizes_itself_alone(text: str) -> None:
    assert understand(text).intent == "withdraw"


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("STOP OFFERS", "offers"),
        ("stop the weekly offers please", "weekly offers"),
        ("no more coupons", "coupons"),
        ("unsubscribe from marketing", "marketing"),
        ("STOP order-updates", "order updates"),
        ("baja ofertas", "ofertas"),
        ("stop sending me this crap", ""),
        ("STOP", ""),
        ("please stop texting me", ""),
        ("STOP ALL", ""),
    ],
)
def test_c1_what_is_named_as_the_thing_to_stop(text: str, about: str) -> None:
    assert (understand(text).intent, understand(text).about) == ("withdraw", about)


def test_a_kind_of_message_is_known_without_a_project() -> None:
    assert is_kind("weekly offers")
    assert is_kind("ofertas")
    assert not is_kind("xyz")
    assert not is_kind("")


@pytest.mark.parametrize(
    "text", ["STOPALL", "stop all", "STOP EVERYTHING", "stop todo", "stop all messages", "no me manden nada de todo"]
)
def test_c1_everything_is_said(text: str) -> None:
    assert understand(text).everything


def test_c1_stop_alone_does_not_say_everything() -> None:
    assert not understand("STOP").everything
    assert not understand("stop texting me all the time").everything


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("STOP", None),
        ("BAJA", "es"),
        ("arrêtez svp", "fr"),
        ("chega", "pt"),
        ("Abmelden", "de"),
        ("leave me alone", "en"),
    ],
)
def test_b0_the_language_of_the_words(text: str, language: str | None) -> None:
    assert understand(text).language == language


def test_because_names_the_words() -> None:
    assert understand("Hi, please STOP texting me. Thanks!").because == "stop texting"


# From people who know the law: what a reasonable person takes for a wish to leave, what for none, and what for neither.
EXAMPLES = {
    "withdraw": """Arrêt · Don't contact me · STOP · I never signed up for this, stop · please stop texting me ·
        no más · arrêtez svp · stopp · OPTOUT · Stop. Also what time do you open? · take me off this list · STOPALL ·
        Abmelden · baja · stop marketing · stop. · STOP START · opt out · stop all · 退订 · REVOKE · Cancel. ·
        UNSUBSCRIBE · unsubcribe · ARRET · cancel · Unsub · unsubscribe me now · Remove me from your list ·
        no more texts · Stop sending me this crap""",
    "other": """the weekend works · I'll stop by the store at 5 · thanks, not today · when does the sale end? ·
        please don't unsubscribe me · UNSTOP""",
    "help": "HELP · who is this?",
    "unclear": """stop the emails · pause · leave · N · cancel my 3pm appointment · no · not interested · 👎 ·
        stop calling me · 🤬""",
}


@pytest.mark.parametrize("intent", EXAMPLES)
def test_c1_c2_known_examples(intent: str) -> None:
    texts = [" ".join(text.split()) for text in EXAMPLES[intent].split("·")]
    assert {text: understand(text).intent for text in texts} == dict.fromkeys(texts, intent)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…", "🙂", "\x00", "\ud800"])
def test_nothing_said_is_other(text: str) -> None:
    assert understand(text) == Understanding("other", "none")


def test_other_words_of_the_line_stay_other() -> None:
    texts = [
        "JOIN",
        "OFFERS",
        "AGREE",
        "YES",
        "START",
        "STATUS",
        "ESTADO",
        "KEEP",
        "UNIRME",
        "OFERTAS",
        "ACEPTO",
        "SÍ",
        "ok",
    ]
    assert intents(texts) == {"other"}
