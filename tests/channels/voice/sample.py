"""A small line with made-up words, for the parts that need no deployment."""

from collections.abc import Mapping

from capture_gateway.channels.voice.documents import Script
from capture_gateway.channels.voice.flow import Step, Voice, VoiceOptions
from capture_gateway.core.disclosure import Words, digest

LANGUAGES = ("en", "es")
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
    ("en", "hidden"): "Please text JOIN.",
    ("es", "hidden"): "Envíe UNIRME.",
    ("en", "trouble"): "Please call again later.",
    ("es", "trouble"): "Llame más tarde.",
}


def words(language: str, name: str) -> Words | None:
    text = TEXTS.get((language, name))
    if text is None:
        return None
    role = "disclosure" if name == "disclosure" else name
    return Words("bluebird-updates", "v1", language, name, "voice", role, text, digest(text), "0" * 64)


def options(steps: Mapping[str, Step] | None = None, start: str = "offer") -> VoiceOptions:
    return VoiceOptions(
        start=start,
        timeout=6,
        voices={"en": Voice("Polly.Joanna", "en-US"), "es": Voice("Polly.Lupe", "es-US")},
        steps=steps or {"offer": Step("offer", "disclosure", "question", OFFER_KEYS)},
        disclosures=frozenset({"disclosure"}),
    )


def script(of: VoiceOptions | None = None, languages: tuple[str, ...] = LANGUAGES) -> Script:
    return Script(of or options(), languages, words, "https://gateway.example/c/voice/call")
