"""What is said on every line, word for word: the phone script, the replies to words, the texts for the provider.

Carriers ask for the script of a spoken opt-in: https://www.twilio.com/docs/api/errors/30511
"""

from collections.abc import Mapping, Sequence

from capture_gateway.carrier.material import Material
from capture_gateway.core.disclosure import Medium
from capture_gateway.core.keywords import HELP, PROVIDER_HELP, PROVIDER_STOP
from capture_gateway.core.revocation import understand
from capture_gateway.core.way_in import Meaning, WayIn

SPOKEN: Mapping[Meaning, str] = {
    "agree": "the caller agrees. Recorded with the words; the call ends with:",
    "decline": "the caller declines. Recorded; the call ends with:",
    "stop": "no more messages or calls of any kind. Recorded, at once; the call ends with:",
    "repeat": "the step again, from its start.",
    "language": "the step again, from its start, in the next language.",
    "next": "on to the step `{}`.",
    "again": "Silence, or a key that the step does not know:",
    "goodbye": "The third of those in one call; nothing is agreed, and the call ends:",
    "trouble": "The record could not be kept; nothing is agreed, and the call ends:",
    "hidden": "The caller hides the number; before anything else it is keyed:",
    "hidden-heard": "It is read back, digit by digit, and confirmed by a key:",
    "hidden-wrong": "No such number can exist; it is asked for again:",
    "hidden-agreed": "A number that was only keyed agrees; the call ends:",
}
"""What a key does, or what happened."""

TEXTED: Mapping[Meaning, str] = {
    "agree": "agrees to the words that were sent last, within 72 hours",
    "decline": "declines them",
    "already": "asks again after they have agreed",
    "nudge": "“OK”, “sure” and the like, which are no agreement, are answered once",
    "stop": "withdraws, at once; answered once",
    "stop-category": "withdraws from one kind of message",
    "unclear": "What may mean stop stops everything, and we ask once",
    "start": "asks to begin again; agrees to nothing",
    "help": "asks for help, signed up or not",
    "status": "asks what they have agreed to",
}
"""What a word does, or what happened."""

STOP_WORDS = ("STOP", *sorted(PROVIDER_STOP - {"STOP"}))
START_WORDS = ("START", "UNSTOP")

# Words that carriers and regulators list for a language, beside the English ones, which work in every language.
# Only those that withdraw here by themselves are offered for pasting.
_MORE_STOP_WORDS = {
    "es": ("ALTO", "BAJA", "CANCELAR", "PARAR", "SALIR"),
    "fr": ("ARRET", "ARRETER", "DESABONNER"),
    "pt": ("CANCELAR", "DESCADASTRAR", "PARAR", "SAIR"),
    "de": ("ABMELDEN", "STOPP"),
}


def every(material: Material, medium: Medium) -> list[WayIn]:
    """The ways of one medium, in every language that they have."""
    return [
        way
        for language, ways in material.ways.items()
        for way in ways
        if (way.medium, way.language) == (medium, language)
    ]


def pasted(material: Material) -> Mapping[str, list[tuple[str, Sequence[str], str]]]:
    """Language -> (name, keywords, message) of the sets that Advanced Opt-Out takes."""
    found: dict[str, list[tuple[str, Sequence[str], str]]] = {}
    for way in every(material, "text"):
        base = way.language.partition("-")[0]
        stopping = [word for word in _MORE_STOP_WORDS.get(base, ()) if understand(word).intent == "withdraw"]
        helping = [word.upper() for word, owner in HELP.items() if owner == base and " " not in word]
        sets = (
            ("Opt-out", (*STOP_WORDS, *stopping), "stopped"),
            ("Opt-in", START_WORDS, "status-none"),
            ("Help", (*sorted(PROVIDER_HELP), *helping), "help"),
        )
        said = [(name, words, _said(material, way, reply)) for name, words, reply in sets]
        found[way.language] = [(name, words, reply) for name, words, reply in said if reply]
    return found


def _said(material: Material, way: WayIn, name: str) -> str:
    words = material.catalogue.words(material.program.id, way.language, name, way.kind)
    return words.text if words else ""
