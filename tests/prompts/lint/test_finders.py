from dataclasses import replace

import pytest

from capture_gateway.core.program import Category
from capture_gateway.prompts.lint import finders
from tests.prompts.lint.bluebird import PROGRAM, case, words


@pytest.mark.parametrize(
    "text", ["Bluebird Grocers: hi", "BLUEBIRD GROCERS hi", "(Bluebird Grocers, Inc.)", "«Bluebird  Grocers»"]
)
def test_the_sender_is_named(text: str) -> None:
    assert finders.sender(case(text)) is None


@pytest.mark.parametrize("text", ["Bluebird: hi", "Bluebird Grocersmith", "We", "bluebird.example"])
def test_the_sender_is_not_named(text: str) -> None:
    assert finders.sender(case(text)) == "Bluebird Grocers"


def test_every_way_has_a_name_of_its_own() -> None:
    of = words("by text and WhatsApp", contact=("sms", "whatsapp", "voice"))
    assert finders.media(case(of)) == "voice"
    assert finders.media(case(replace(of, text="by text, on WhatsApp, and calls"))) is None
    assert finders.media(case(replace(of, text="Text STOP. Our communications"))) == "sms, whatsapp, voice"


@pytest.mark.parametrize(
    "text", ["weekly offers", "our Weekly Offers!", "offers, sent weekly", "an offer a week, weekly", "WEEKLY OFFERS"]
)
def test_a_category_is_named_by_its_label_or_its_words(text: str) -> None:
    assert finders.categories(case(text)) is None


@pytest.mark.parametrize("text", ["weekly", "offers", "deals of the week"])
def test_half_a_label_does_not_name_it(text: str) -> None:
    assert finders.categories(case(text)) == "Weekly offers"


@pytest.mark.parametrize(
    ("label", "is_vague"), [("Updates", True), ("News and updates", True), ("Order updates", False)]
)
def test_updates_alone_are_no_purpose(label: str, is_vague: bool) -> None:
    categories = {"offers": Category("offers", {"en": label}, {}, {})}
    assert (finders.purpose(case("…", categories=categories)) == label) == is_vague


def test_one_clear_label_is_enough() -> None:
    categories = {id_: Category(id_, {"en": id_}, {}, {}) for id_ in ("updates", "recipes")}
    of = words("…", categories=("updates", "recipes"))
    assert finders.purpose(case(of, categories=categories)) is None


@pytest.mark.parametrize(
    ("text", "is_shown"),
    [
        ("https://bluebird.example/terms", True),
        ("bluebird.example/terms.", True),
        ("www.bluebird.example/terms/", True),
        ("HTTPS://Bluebird.example/Terms", True),
        ("http://bluebird.example/terms", False),
        ("bluebird.example/terms-of-use", False),
        ("bluebird.example/terms/old", False),
        ("my-bluebird.example/terms", False),
        ("bluebird.example", False),
    ],
)
def test_an_address_is_shown(text: str, is_shown: bool) -> None:
    assert (finders.terms(case(text)) is None) == is_shown


def test_a_voice_speaks_its_address() -> None:
    said = words("Our privacy policy is at bluebird dot example slash privacy.", kind="voice")
    assert finders.privacy(case(said)) is None
    assert finders.terms(case(said)) == "https://bluebird.example/terms"


@pytest.mark.parametrize(
    ("text", "kind", "is_there"),
    [
        ("help@bluebird.example", "sms", True),
        ("+1 (800) 555-0199", "sms", True),
        ("800.555.0199", "sms", True),
        ("https://www.bluebird.example/contact", "sms", True),
        ("help@other.example, 800 555 0198", "sms", False),
        ("help at bluebird dot example", "voice", True),
        ("call 8 0 0, 5 5 5, 0 1 9 9", "voice", True),
        ("call 8 0 0, 5 5 5, 0 1 9 9", "sms", False),
    ],
)
def test_a_way_to_reach_the_sender(text: str, kind: str, is_there: bool) -> None:
    assert (finders.contact(case(words(text, kind=kind))) is None) == is_there


def test_a_postal_address_may_be_set_otherwise() -> None:
    assert finders.address(case("48 Feather Lane · San Francisco CA 94107")) is None
    assert finders.address(case("San Francisco, CA 94107")) is not None


def test_whoever_asks_for_somebody_else_says_so() -> None:
    sender = replace(PROGRAM.sender, on_behalf_of="Feather Farms")
    assert finders.behalf(case("…")) is None
    assert finders.behalf(case("on behalf of Feather Farms", sender=sender)) is None
    assert finders.behalf(case("with Feather Farms", sender=sender)) == "Feather Farms"
    assert finders.behalf(case("on behalf of others", sender=sender)) == "Feather Farms"


def test_one_answer_for_several_categories() -> None:
    several = words("order updates, weekly offers", kind="voice", categories=("order-updates", "offers"))
    assert finders.one_purpose(case(several)) == "Order updates, Weekly offers"
    assert finders.one_kind(case(several)) == ""
    told = replace(several, text=several.text + ". To stop only one kind, reply STOP and its name.")
    assert finders.one_kind(case(told)) is None
    assert finders.one_purpose(case(words("weekly offers", kind="voice"))) is None


ENGLISH = "You will get the messages that you asked for, and you can stop them at any time."


def test_words_in_the_wrong_language_are_told() -> None:
    assert finders.tongue(case(words(ENGLISH, language="es-MX"))) == "English"
    assert finders.tongue(case(words(ENGLISH))) is None
    assert finders.tongue(case(words(ENGLISH, language="de"))) == "English"
    catalan = (
        "Rebrà els missatges que ens ha demanat, i pot cancel·lar en qualsevol moment amb la seva resposta de les."
    )
    assert finders.tongue(case(words(catalan, language="ca"))) is None


@pytest.mark.parametrize(
    ("text", "language", "regime", "missing"),
    [
        ("STOP ou ARRET, AIDE ou HELP", "fr-CA", "ctia-us", None),
        ("STOP, ARRÊT", "fr-CA", "ctia-us", None),
        ("STOP pour arrêter, AIDE", "fr-CA", "ctia-us", "STOP without ARRET, AIDE without HELP"),
        ("STOP pour arrêter", "fr", "casl", "STOP without ARRET"),
        ("STOP pour arrêter", "fr", "gdpr", None),
        ("Reply STOP", "en", "casl", None),
    ],
)
def test_canadas_pairs(text: str, language: str, regime: str, missing: str | None) -> None:
    assert finders.canada(case(words(text, language=language), regimes=(regime,))) == missing


def test_keys_are_named_after_the_words() -> None:
    early = words("Press 1 to agree, 2 to decline. Message and data rates may apply.", kind="voice")
    late = words("Message and data rates may apply. Press 1 to agree, 2 to decline.", kind="voice")
    assert finders.keys_last(case(early)) == "Press 1 to agree"
    assert finders.keys_last(case(late)) is None
    assert finders.accept_key(case(late)) is finders.decline_key(case(late)) is None


def test_keys_may_stand_in_the_question() -> None:
    said = words("You agree to texts.", kind="voice")
    question = words("To agree, press 1. If you'd rather not, press 2.", "question", "voice")
    assert finders.accept_key(case(said)) == finders.decline_key(case(said)) == ""
    both = case(said, beside=[said, question])
    assert finders.accept_key(both) is finders.decline_key(both) is finders.declines(both) is None


def test_a_sheets_lines_may_stand_in_its_labels() -> None:
    sheet = words("I agree to get texts.", kind="paper")
    labels = words('number = "Mobile number"\nsignature = "Signature"\ndate = "Date"', "labels", "paper")
    for find in (finders.sheet_number, finders.sheet_signature, finders.sheet_date):
        assert find(case(sheet)) == ""
        assert find(case(sheet, beside=[sheet, labels])) is None


@pytest.mark.parametrize(
    ("text", "region", "contact", "is_said"),
    [
        ("marketing", "US", ("sms", "whatsapp"), False),
        ("marketing", "GB", ("sms", "whatsapp"), True),
        ("marketing", "US", ("sms",), True),
        ("order updates", "US", ("sms", "whatsapp"), True),
        ("marketing, not on WhatsApp", "US", ("sms", "whatsapp"), True),
    ],
)
def test_marketing_on_whatsapp_does_not_reach_us_numbers(
    text: str, region: str, contact: tuple[str, ...], is_said: bool
) -> None:
    assert (finders.us_whatsapp(case(words(text, kind="web", contact=contact), region=region)) is None) == is_said
