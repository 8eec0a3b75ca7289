"""How a caller still gets out while nothing else works: a sentence of ours, which stands in no deployment.

1. It says which key stops everything, in the language of the call; in one that is not here, in English.
2. Keys are named as people name them: nobody looks for a number sign where they know a pound key.
"""

from collections.abc import Mapping

from capture_gateway.channels.voice.flow import STOP, Step

DEFAULT = "en"
SENTENCES: Mapping[str, str] = {
    "en": "To stop all messages and calls, press {key}.",
    "es": "Para cancelar todos los mensajes y llamadas, oprima {key}.",
}
NAMES: Mapping[str, Mapping[str, str]] = {
    "en": {"*": "star", "#": "pound"},
    "es": {"*": "asterisco", "#": "numeral"},
}


def sentence(step: Step, language: str) -> str:
    """`To stop all messages and calls, press 8.`; empty where no key of `step` stops."""
    base = language.partition("-")[0]
    spoken = base if base in SENTENCES else DEFAULT
    key = next((key for key, target in step.keys.items() if target == STOP), None)
    return "" if key is None else SENTENCES[spoken].format(key=NAMES[spoken].get(key, key))
