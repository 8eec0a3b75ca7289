"""Reading one text message before anything is known about the person.

1. Matching uses `fold`: NFKC, casefold, NFD without marks, no zero-width characters or emoji, edge punctuation off,
   spaces collapsed. The text itself is kept as typed.
2. Read in this order: the provider's `OptOutType`; words and phrases that withdraw; agree words, then decline words
   (both need an open showing, which `core.decision` knows); the line's keywords, START, HELP as the whole message; the
   rest.
3. Words that withdraw are everybody's: the carriers' and regulators' lists in every language, on every line
   (47 CFR 64.1200(a)(10); CTIA Messaging Principles 5.1.3;
   https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out).
4. The language of an answer is that of a word that belongs to one language of the line only.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from capture_gateway.core import revocation
from capture_gateway.core.act import Intent, Scope
from capture_gateway.core.folding import fold
from capture_gateway.core.program import Category

START = frozenset({"start", "unstop"})
HELP: Mapping[str, str | None] = {"help": None, "info": None, "ayuda": "es", "aide": "fr", "who is this": "en"}

# The words Twilio itself acts on; it reads the bare word alone, in any case.
# https://help.twilio.com/articles/223134027
PROVIDER_STOP = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"})
PROVIDER_START = frozenset({"START", "YES", "UNSTOP"})
PROVIDER_HELP = frozenset({"HELP", "INFO"})


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of the line and what it asks for."""

    disclosure: str
    """The name of the words that answer it: `disclosure`, `disclosure-offers`."""
    language: str | None
    """The one language it belongs to, or None."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Every word a line understands, folded; built once, at start."""

    keywords: Mapping[str, Keyword]
    agree: Mapping[str, str | None]
    """Agree word -> its one language. Advertised words: they ask again when there is nothing to agree to."""
    agree_if_asked: Mapping[str, str | None]
    """YES and the like: they mean something only while a showing is open."""
    decline: Mapping[str, str | None]
    categories: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    """Folded id, label or stop word -> (category id, its one language)."""


def language_of(words: Mapping[str, Iterable[str]]) -> dict[str, str | None]:
    """Language -> words, into folded word -> the one language it belongs to, or None when several have it."""
    owners: dict[str, set[str]] = {}
    for language, texts in words.items():
        for word in texts:
            owners.setdefault(fold(word), set()).add(language)
    return {word: next(iter(found)) if len(found) == 1 else None for word, found in owners.items()}


def category_words(categories: Mapping[str, Category]) -> dict[str, tuple[str, str | None]]:
    """Everything that may follow STOP to name one category."""
    found: dict[str, tuple[str, str | None]] = {}
    for category in categories.values():
        named = {language: (label,) for language, label in category.label.items()}
        for language, words in category.stop_words.items():
            named[language] = (*named.get(language, ()), *words)
        for word, owner in language_of(named).items():
            found[word] = (category.id, owner)
        found[fold(category.id)] = found[fold(category.id.replace("-", " "))] = (category.id, None)
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text means by itself."""

    intent: Intent
    rule: str
    language: str | None = None
    disclosure: str = "disclosure"
    scope: Scope = Scope()
    needs_open_showing: bool = False
    is_start: bool = False


_PROVIDER: Mapping[str, Reading] = {
    "STOP": Reading(Intent.WITHDRAW, "provider-opt-out"),
    "START": Reading(Intent.ASK, "provider-start", is_start=True),
    "HELP": Reading(Intent.HELP, "provider-help"),
}


def read(text: str, vocabulary: Vocabulary, *, opt_out_type: str = "") -> Reading:
    """Read one text by the rules above. Never fails: what has no meaning for us is `Intent.CHAT`."""
    word = fold(text)
    by_provider = _PROVIDER.get(opt_out_type.strip().upper())
    if by_provider is not None:
        return by_provider

    first, _, rest = word.partition(" ")
    if first in revocation.BARE and rest in vocabulary.categories:
        category, language = vocabulary.categories[rest]
        return Reading(Intent.WITHDRAW, "stop-category", language, scope=Scope("category", (category,)))
    withdrawal = revocation.read(word)
    if withdrawal is not None:
        named = vocabulary.categories.get(withdrawal.rest)
        if named is not None:
            return Reading(
                Intent.WITHDRAW, "stop-category", named[1] or withdrawal.language, scope=Scope("category", (named[0],))
            )
        everything = Scope(everything=withdrawal.everything)
        return Reading(Intent.WITHDRAW, withdrawal.rule, withdrawal.language, scope=everything)
    if opt_out_type:  # a kind that we do not know: whatever it is, it agrees to nothing
        return Reading(Intent.CHAT, "provider-unknown")

    if word in vocabulary.agree:
        return Reading(Intent.AGREE, "agree", vocabulary.agree[word])
    if word in vocabulary.agree_if_asked:
        return Reading(Intent.AGREE, "agree", vocabulary.agree_if_asked[word], needs_open_showing=True)
    if word in vocabulary.decline:
        return Reading(Intent.DECLINE, "decline", vocabulary.decline[word], needs_open_showing=True)
    keyword = vocabulary.keywords.get(word)
    if keyword is not None:
        return Reading(Intent.ASK, "keyword", keyword.language, keyword.disclosure)
    if word in START:
        return Reading(Intent.ASK, "start", is_start=True)
    if word in HELP:
        return Reading(Intent.HELP, "help", HELP[word])
    return Reading(Intent.CHAT, "chat")
