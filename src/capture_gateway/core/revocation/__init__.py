"""Withdrawing in words: the lists that everybody must honor, and plain phrases of leaving.

Input is folded text (`core.keywords.fold`), so case, accents, width and edge punctuation are gone already.

1. An idiom or a negation is checked first: "stop by the store", "don't stop", "please don't unsubscribe me" withdraw
   nothing.
2. A bare word of the lists withdraws (47 CFR 64.1200(a)(10) names stop, quit, end, revoke, opt out, cancel,
   unsubscribe; the carriers add stopall, optout; Canada's short codes add arret).
3. A listed word that is a command in its own right (STOP, UNSUBSCRIBE, BAJA, …) withdraws with anything after it: what
   follows may name a category (`rest`); words that are ordinary verbs too (CANCEL, END, QUIT) must stand alone.
4. A plain phrase withdraws wherever it stands ("please stop texting me", "take me off this list").
5. What is only unclear ("not interested", "no", "stop calling me") is not read here.
"""

import re
from dataclasses import dataclass
from typing import Literal

from capture_gateway.core.folding import fold

# Word -> the one language it belongs to; None for words that texters of every language use.
BARE: dict[str, str | None] = {
    **dict.fromkeys(("stop", "stopall", "unsubscribe", "unsub", "optout", "opt out", "opt-out", "stop all"), None),
    **dict.fromkeys(("cancel", "end", "quit", "revoke", "unsubcribe"), None),
    **dict.fromkeys(("remove me", "unsubscribe me"), "en"),
    **dict.fromkeys(("alto", "baja", "parar", "pare", "salir", "cancelar", "no mas", "basta"), "es"),
    **dict.fromkeys(("arret", "arrete", "arretez", "arreter", "desabonner", "desinscrire"), "fr"),
    **dict.fromkeys(("sair", "descadastrar"), "pt"),
    **dict.fromkeys(("stopp", "abmelden"), "de"),
    **dict.fromkeys(("退订", "退訂"), "zh"),
}

# Commands: with more words behind them they still withdraw.
_COMMANDS = (
    "stop all", "stopall", "stop", "unsubscribe me from", "unsubscribe from", "unsubscribe", "unsub",
    "optout", "opt out", "opt-out", "arretez", "arret", "baja", "alto", "stopp", "abmelden",
)  # fmt: skip
_LANGUAGE_OF_COMMAND = {"arretez": "fr", "arret": "fr", "baja": "es", "alto": "es", "stopp": "de", "abmelden": "de"}

_EVERYTHING = frozenset({"stopall", "stop all", "all", "everything", "todo", "tout"})

_MESSAGES = (
    r"(?:text|texting|texts|sms|message|messages|messaging|msgs?|sending|contacting|bothering|spamming|marketing"
    r"|promotions?|ads|everything)"
)

_NOT = r"(?:do not|don'?t|dont|never|please don'?t|no need to|won'?t|wont|can'?t|cannot|will not)"
_IDIOMS = (
    rf"\b{_NOT} (?:ever )?(?:stop|unsubscribe|cancel|quit|end|remove|opt ?-?out)\b",
    r"\b(?:non ?-?stop|nonstop|bus stop|truck stop|pit stop|one stop|full stop|stop sign|stop light)\b",
    r"\bstop(?:s|ped|ping)? (?:by|in|at|over|for)\b",
    r"\b(?:i|we|you|they|he|she|it|to) (?:will |can |could |would |did |just )?stop(?:ped|s)? (?:by|in|at|on)\b",
    r"\bno pares\b|\bno te detengas\b",
)
_PHRASES = (
    rf"\bstop {_MESSAGES}\b",
    r"\b(?:please |pls |plz |just )stop$",
    r"\b(?:remove|take|get|delete) (?:me|my (?:number|phone(?: number)?|name)|this number) (?:from|off)\b",
    r"\b(?:unsubscribe|remove|delete) (?:me|my number|this number)\b(?! (?:to|in|for)\b)",
    r"\bopt (?:me )?out\b",
    r"\b(?:no more|quit|cease|end) (?:texts?|texting|messages?|messaging|sms|msgs?)\b",
    r"\b(?:do not|don'?t|dont|never) (?:ever )?(?:text|message|contact|sms|send) (?:me|this number|us)\b",
    r"\bleave me alone\b",
    r"\b(?:i )?(?:revoke|withdraw|take back) my (?:consent|permission|agreement)\b",
    r"\bi (?:want|would like|wish) to (?:unsubscribe|opt out|stop)\b",
    r"\b(?:no me (?:escriban|envien|manden|contacten)|dejen? de (?:enviar|escribir|mandar)(?:me)?)\b",
    r"\b(?:no mas mensajes|quit(?:en|a)me de la lista)\b",
    r"\b(?:arretez? de m'?(?:envoyer|ecrire|contacter)|ne m'?(?:envoyez|ecrivez|contactez) plus|desabonnez[- ]moi)\b",
)
_IDIOM = re.compile("|".join(_IDIOMS))
_PHRASE = re.compile("|".join(_PHRASES))
_OTHER_MEDIUM = re.compile(
    r"^stop (?:the |your |sending (?:me )?|these )?"
    r"(?:e-?mails?|mail|letters|calls?|calling(?: me)?|phoning(?: me)?)\b"
)
_SENTENCE = re.compile(r"[.!?;,:\n]+ ")


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A text that withdraws, and why we think so."""

    rule: str
    """`stop-word`, `stop-command` or `stop-phrase`."""
    language: str | None = None
    rest: str = ""
    """What followed the command: perhaps a category."""
    everything: bool = False
    """It says so: STOP ALL, STOP EVERYTHING."""


def read(text: str) -> Withdrawal | None:
    """Read folded `text` by the rules above; None when it does not withdraw."""
    if text in BARE:
        return Withdrawal("stop-word", BARE[text], everything=text in _EVERYTHING)
    if _IDIOM.search(text) or _OTHER_MEDIUM.search(text):
        return None
    for sentence in _SENTENCE.split(text):
        if sentence in BARE:
            return Withdrawal("stop-word", BARE[sentence])
    for command in _COMMANDS:
        if text.startswith(command + " "):
            rest = text[len(command) + 1 :]
            everything = command in _EVERYTHING or rest in _EVERYTHING
            return Withdrawal("stop-command", _LANGUAGE_OF_COMMAND.get(command), rest, everything)
    if _PHRASE.search(text):
        return Withdrawal("stop-phrase")
    return None


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text means, whoever wrote it and whatever came before."""

    intent: Literal["withdraw", "unclear", "help", "other"]
    rule: str
    """Which rule found it: `stop-word`, `stop-near`, `stop-phrase`, `wrong-number`, `unclear-…`, …"""
    because: str = ""
    """The part of the text, folded, that the rule matched."""
    language: str | None = None
    """The one language that the matched words belong to; None when several share them."""
    contact: tuple[str, ...] = ()
    """The ways of contact that it surely means (`voice`); empty: all."""
    about: str = ""
    """What it names as the thing to stop, folded, without articles and politeness: `offers`; empty: nothing."""
    everything: bool = False
    """It says so: STOP ALL."""


def understand(text: str) -> Understanding:
    """Read one text as it was typed. Never fails; the same text has the same answer for ever."""
    found = read(fold(text))
    if found is None:
        return Understanding("other", "none")
    return Understanding("withdraw", found.rule, "", found.language, (), found.rest, found.everything)
