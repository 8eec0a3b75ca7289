"""A small line with made-up words, for the parts that need no deployment."""

import re
from collections.abc import Mapping

from capture_gateway.channels.voice.documents import Script
from capture_gateway.channels.voice.flow import Step, Voice, VoiceOptions
from capture_gateway.channels.voice.keyed import Seal
from capture_gateway.core.disclosure import Words, digest
from capture_gateway.core.program import Category, Program, Sender

LANGUAGES = ("en", "es")
SEAL = Seal(b"a secret of thirty-two bytes: 3210", "CA1")
OFFER_KEYS = {"1": "agree", "2": "decline", "8": "stop", "9": "repeat", "*": "language"}

TEXTS = {
    ("en", "disclosure"): "This is Bluebird. We text offers. You can answer after this message.",
    ("es", "disclosure"): "Habla Bluebird. Enviamos ofertas. Puede responder después de este mensaje.",
    ("en", "question"): "To agree, press 1.",
    ("es", "question"): "Para aceptar, oprima 1.",
    ("en", "menu"): "For texts, press 1.",
    ("es", "menu"): "Para mensajes, oprima 1.",
    ("en", "hours"): "We are open from 8 to 8.",
    ("es", "hours"): "Abrimos de 8 a 8.",
    ("en", "other-language"): "For English, press star.",
    ("es", "other-language"): "Para español, oprima la estrella.",
    ("en", "again"): "That was no answer.",
    ("es", "again"): "No le entendí.",
    ("en", "goodbye"): "Nothing was agreed. Goodbye.",
    ("es", "goodbye"): "No se aceptó nada. Adiós.",
    ("en", "number"): "Please key in your number.",
    ("es", "number"): "Marque su número.",
    ("en", "number-check"): "You keyed in ⟦number⟧: press 1 if that is right, 2 if it is not.",
    ("es", "number-check"): "Usted marcó ⟦number⟧: oprima 1 si es correcto, 2 si no lo es.",
    ("en", "number-wrong"): "There is no such number.",
    ("es", "number-wrong"): "No existe ese número.",
    ("en", "pending"): "Now text JOIN.",
    ("es", "pending"): "Ahora envíe UNIRME.",
    ("en", "pending-join"): "Now text ⟦join⟧ to ⟦number⟧.",
    ("es", "pending-join"): "Ahora envíe ⟦join⟧ al ⟦number⟧.",
    ("en", "pending-reply"): "Now answer our text, or text ⟦join⟧ to ⟦number⟧.",
    ("es", "pending-reply"): "Ahora responda a nuestro mensaje, o envíe ⟦join⟧ al ⟦number⟧.",
    ("en", "confirmation"): "You agreed.",
    ("es", "confirmation"): "Usted aceptó.",
    ("en", "declined"): "You declined.",
    ("es", "declined"): "No aceptó.",
    ("en", "stopped"): "We stopped.",
    ("es", "stopped"): "Paramos.",
    ("en", "trouble"): "Please call again later.",
    ("es", "trouble"): "Llame más tarde.",
}


PROGRAM = Program(
    id="bluebird-updates",
    sender=Sender("bluebird", "Bluebird", "Bluebird, Inc.", "48 Feather Lane", "help@bluebird.example"),
    categories={
        "offers": Category("offers", {"en": "Offers", "es": "Ofertas"}, {"en": "Weekly.", "es": "Semanal."}, {})
    },
    contact=("sms",),
    ways={"sms": {"en": "text message", "es": "mensaje de texto"}},
    frequency={},
    terms_url="https://bluebird.example/terms",
    privacy_url="https://bluebird.example/privacy",
    region="US",
    stop_scope="sender",
    regimes=(),
    current="v1",
    languages=LANGUAGES,
    reconsent="keep",
    retention_years=6,
)


def words(language: str, name: str) -> Words | None:
    text = TEXTS.get((language, name))
    if text is None:
        return None
    is_disclosure = name == "disclosure"
    return Words(
        program=PROGRAM.id,
        version=PROGRAM.current,
        language=language,
        name=name,
        kind="voice",
        role="disclosure" if is_disclosure else "notice",
        text=text,
        sha256=digest(text),
        template_sha256="0" * 64,
        categories=("offers",) if is_disclosure else (),
        contact=("sms",) if is_disclosure else (),
        slots=tuple(re.findall("⟦(.+?)⟧", text)),
    )


def options(steps: Mapping[str, Step] | None = None, start: str = "offer") -> VoiceOptions:
    return VoiceOptions(
        start=start,
        timeout=6,
        voices={"en": Voice("Polly.Joanna", "en-US"), "es": Voice("Polly.Lupe", "es-US")},
        steps=steps or {"offer": Step("offer", "disclosure", "question", OFFER_KEYS)},
        disclosures=frozenset({"disclosure"}),
    )


def script(of: VoiceOptions | None = None, languages: tuple[str, ...] = LANGUAGES) -> Script:
    return Script(of or options(), languages, words, "https://gateway.example/c/voice/call", "US")
