"""Withdrawing in words: what a text means by itself, whoever wrote it and whatever came before.

The stages, surest first; the first that matches decides:

1. `stop-word`, `help-word`: the whole folded text is one of the listed words (`words`).
2. `stop-near`: it is almost one, by slip or by disguise (`near`).
3. `stop-command`, `stop-phrase`, `wrong-number`: plain language in five languages, clause by clause, after idioms
   ("stop by the store") and negations ("don't stop") are set aside (`phrases`, `languages`).
4. `unclear-…`: it may be a wish to leave, or names something else to stop. `help-phrase`: it asks who we are.
5. `idiom`, `negated`, `none`: why it is none of these.

All of it is tables and regular expressions without nested repetition: the same text has the same answer for ever, in a
time that grows with its length.
"""

from dataclasses import dataclass
from typing import Literal

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation import near, phrases, scope, tokens, tone
from capture_gateway.core.revocation.languages import GRAMMARS
from capture_gateway.core.revocation.scope import is_kind
from capture_gateway.core.revocation.words import EVERYTHING, HELP, WORDS

__all__ = ["WORDS", "Intent", "Understanding", "is_kind", "prepare", "understand"]

Intent = Literal["withdraw", "unclear", "help", "other"]


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a text means, whoever wrote it and whatever came before."""

    intent: Intent
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


def prepare() -> None:
    """Compile every pattern now (a few tenths of a second), rather than when a text first needs it. From any thread."""
    for grammar in GRAMMARS:
        grammar.prepare()


_FEW = 3  # two words, and the end of their clause


def understand(text: str) -> Understanding:
    """Read one text as it was typed. Never fails; the same text has the same answer for ever."""
    folded = fold(text)
    if folded in WORDS:
        return Understanding("withdraw", "stop-word", folded, WORDS[folded], everything=folded in EVERYTHING)
    if folded in HELP:
        return Understanding("help", "help-word", folded, HELP[folded])
    words = tokens.words(text, folded)
    if not words:
        return _signs(text)
    if how := tone.reaction(text):
        return Understanding("unclear", "unclear-tone", folded) if how == "tone" else Understanding("other", "reaction")
    if len(words) <= _FEW and (meant := near.read(text)):
        return Understanding("withdraw", "stop-near", folded, WORDS.get(meant), everything=meant in EVERYTHING)
    if tone.sigh(folded):
        return Understanding("unclear", "unclear-tone", folded)
    phrase = phrases.read(words)
    if phrase is None:
        return Understanding("other", "none")
    return _phrase(phrase)


def _signs(text: str) -> Understanding:
    if near.read(text):  # letters drawn as signs
        return Understanding("withdraw", "stop-near", text.strip())
    found = tone.signs(text)
    return Understanding("unclear", "unclear-tone", text.strip()) if found else Understanding("other", "none")


def _phrase(phrase: phrases.Phrase) -> Understanding:
    intent = _INTENTS.get(phrase.rule) or "unclear"
    language = phrase.grammar.code
    if intent == "other":
        return Understanding("other", phrase.rule, phrase.because, language)
    if intent == "help":
        return Understanding("help", phrase.rule, phrase.because, language)
    about = ""
    if intent == "withdraw" and phrase.rule != "wrong-number" and not phrase.everything:
        by_command = phrase.rule == "stop-command"
        about = scope.about(phrase.words, phrase.found.start, phrase.grammar, by_command=by_command)
    contact = ("voice",) if phrase.rule == "unclear-calls" else ()
    return Understanding(intent, phrase.rule, phrase.because, language, contact, about, phrase.everything)


_INTENTS: dict[str, Intent] = {
    "stop-command": "withdraw",
    "stop-phrase": "withdraw",
    "wrong-number": "withdraw",
    "help-phrase": "help",
    "idiom": "other",
    "negated": "other",
}
