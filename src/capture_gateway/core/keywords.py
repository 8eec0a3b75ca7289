"""Reading one text message before anything is known about the person.

1. Matching uses `fold`: NFKC, casefold, NFD without marks, no zero-width characters or emoji, edge punctuation off,
   spaces collapsed. The text itself is kept as typed.
2. Read in this order: the provider's `OptOutType`; words and phrases that withdraw; with an open showing (which
   `core.decision` knows) agree words, then decline words; KEEP, the line's keywords, START, HELP, STATUS as the whole
   message; "wrong number"; what may be a wish to stop; a yes that agrees to nothing; a question who we are; the rest. A
   word of the line is never taken for a misspelled STOP.
3. Words that withdraw are everybody's: the carriers' and regulators' lists in every language, on every line
   (47 CFR 64.1200(a)(10); CTIA Messaging Principles 5.1.3;
   https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out).
4. The language of an answer is that of a word that belongs to one language of the line only.
5. A keyword with a code behind it (`JOIN 7F3K`), or the code alone, may take up what a page or a call showed to this
   person; where it does not, it is the keyword, or a text like any other.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from capture_gateway.core import revocation
from capture_gateway.core.act import Intent, Otherwise, Scope
from capture_gateway.core.folding import fold
from capture_gateway.core.program import Category
from capture_gateway.core.revocation import Understanding, understand
from capture_gateway.core.withdrawal import WRONG_NUMBER

START = frozenset({"start", "unstop"})
HELP: Mapping[str, str | None] = {"help": None, "info": None, "ayuda": "es", "aide": "fr", "who is this": "en"}
STATUS: Mapping[str, str | None] = {"status": None, "estado": None, "statut": "fr"}

EVERYBODYS = frozenset({*START, *HELP, *STATUS})
"""Words that mean the same on every line."""

AFFIRMATIONS: Mapping[str, str | None] = {
    **dict.fromkeys(("ok", "okay", "k", "okey", "yes", "y", "si", "oui", "sim", "ja"), None),
    **dict.fromkeys(
        ("yes please", "yes pls", "yes i agree", "i agree", "agreed", "sure", "sure thing", "yeah", "yea"), "en"
    ),
    **dict.fromkeys(
        ("yep", "yup", "fine", "sounds good", "of course", "absolutely", "sign me up", "count me in"), "en"
    ),
    **dict.fromkeys(("si por favor", "claro", "claro que si", "vale", "de acuerdo", "esta bien", "bueno"), "es"),
    **dict.fromkeys(("oui merci", "oui svp", "d'accord", "bien sur", "volontiers"), "fr"),
    **dict.fromkeys(("sim por favor", "esta bom", "beleza", "pode ser", "com certeza"), "pt"),
    **dict.fromkeys(("ja bitte", "ja gerne", "gerne", "einverstanden", "in ordnung"), "de"),
}
"""A yes in words that no line advertises: it agrees to nothing, but deserves to be told what does."""

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
    keep: Mapping[str, str | None] = field(default_factory=dict)
    """KEEP: after an unclear text, it goes on with what the person had agreed to."""
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
    otherwise: Otherwise | None = None
    """AGREE and DECLINE by a word that answers a question only: what it means where none is open."""
    is_start: bool = False
    code: str = ""
    """What stands behind the keyword, or alone, and looks like a join code; in small letters, without spaces."""


_LISTED = re.compile(
    r"(?:, ?| (?:and|or|nor|y|e|o|u|ni|et|ou|und|oder|nem) | ?& ?)(?:the |your |las |los |les |vos |die |as |os )?"
)
"""What stands between two things that a text lists."""
_CODE = re.compile(r"[0-9](?: ?[0-9a-z]){3}")
"""A join code, as it is read aloud or copied: `7f3k`, `7 f 3 k`, `4829`."""
_AFTER_CODE = re.compile(r"(?:[\s.,!]+(?:please|pls|thanks|thank you|por favor|gracias|(?:to|al?) [\d() +.\-]{5,20}))?")
_BEFORE_CODE = re.compile(r"[\s:.,#\-–\"'“”‘’()]*")
_CHAT = Otherwise(Intent.CHAT, "chat")
_PROVIDER: Mapping[str, Reading] = {
    "STOP": Reading(Intent.WITHDRAW, "provider-opt-out"),
    "START": Reading(Intent.ASK, "provider-start", is_start=True),
    "HELP": Reading(Intent.HELP, "provider-help"),
}


def read(text: str, vocabulary: Vocabulary, *, opt_out_type: str = "") -> Reading:
    """Read one text by the rules above. Never fails: what has no meaning for us is `Intent.CHAT`."""
    by_provider = _PROVIDER.get(opt_out_type.strip().upper())
    if by_provider is not None:
        return by_provider
    word = fold(text)
    of_the_line = None if word in revocation.WORDS else _of_the_line(word, vocabulary)
    if of_the_line is not None and of_the_line.otherwise is None and not opt_out_type:
        return of_the_line
    if of_the_line is None and not opt_out_type:
        claiming = _claiming(word, vocabulary)
        if claiming is not None:
            return claiming
    first, _, rest = word.partition(" ")
    if first in revocation.WORDS and rest in vocabulary.categories:
        return _of_categories(rest, rest, vocabulary, None)
    found = understand(text)
    if found.intent == "withdraw" and found.rule != WRONG_NUMBER and of_the_line is None:
        if found.about in vocabulary.categories:
            return _of_categories(found.about, word, vocabulary, found.language)
        return Reading(Intent.WITHDRAW, found.rule, found.language, scope=Scope(everything=found.everything))
    if opt_out_type:  # a kind that we do not know: whatever it is, it agrees to nothing
        return Reading(Intent.CHAT, "provider-unknown")
    meaning = _without_a_question(word, found)
    if of_the_line is not None:
        return replace(of_the_line, otherwise=Otherwise(meaning.intent, meaning.rule))
    return meaning


def _of_the_line(word: str, vocabulary: Vocabulary) -> Reading | None:
    """What a whole folded text means on this line; None when it is none of the line's words."""
    if word in vocabulary.agree:
        return Reading(Intent.AGREE, "agree", vocabulary.agree[word])
    if word in vocabulary.agree_if_asked:
        return Reading(Intent.AGREE, "agree", vocabulary.agree_if_asked[word], otherwise=_CHAT)
    if word in vocabulary.decline:
        return Reading(Intent.DECLINE, "decline", vocabulary.decline[word], otherwise=_CHAT)
    if word in vocabulary.keep:
        return Reading(Intent.KEEP, "keep", vocabulary.keep[word])
    keyword = vocabulary.keywords.get(word)
    if keyword is not None:
        return Reading(Intent.ASK, "keyword", keyword.language, keyword.disclosure)
    if word in START:
        return Reading(Intent.ASK, "start", is_start=True)
    if word in HELP:
        return Reading(Intent.HELP, "help", HELP[word])
    if word in STATUS:
        return Reading(Intent.STATUS, "status", STATUS[word])
    return None


def _claiming(word: str, vocabulary: Vocabulary) -> Reading | None:
    """A keyword with a code behind it, or a code alone; None when it is neither."""
    for named, keyword in vocabulary.keywords.items():
        if word.startswith(named):
            code = _CODE.match(word, _BEFORE_CODE.match(word, len(named)).end())  # type: ignore[union-attr]
            if code is not None and _AFTER_CODE.fullmatch(word, code.end()):
                asking = Reading(Intent.ASK, "keyword", keyword.language, keyword.disclosure)
                return replace(asking, code=code[0].replace(" ", ""))
    return Reading(Intent.CHAT, "chat", code=word.replace(" ", "")) if _CODE.fullmatch(word) else None


def _of_categories(named: str, word: str, vocabulary: Vocabulary, language: str | None) -> Reading:
    """Of the named category, and of those that are listed behind it: `stop offers, recipes and order updates`."""
    category, its_language = vocabulary.categories[named]
    found = {category: None}
    _, _, rest = word.partition(named)
    while listed := _LISTED.match(rest):
        names = [name for name in vocabulary.categories if rest.startswith(name, listed.end())]
        longest = max(names, key=len, default=None)
        if longest is None or rest[listed.end() + len(longest) :][:1].isalnum():
            break
        found[vocabulary.categories[longest][0]] = None
        rest = rest[listed.end() + len(longest) :]
    return Reading(Intent.WITHDRAW, "stop-category", its_language or language, scope=Scope("category", tuple(found)))


def _without_a_question(word: str, found: Understanding) -> Reading:
    """What a text means that is none of the line's words, or a word for a question that is not open."""
    if found.rule == WRONG_NUMBER:
        return Reading(Intent.WITHDRAW, found.rule, found.language, scope=Scope("sender"))
    if found.intent == "unclear":
        return Reading(Intent.UNCLEAR, found.rule, found.language, scope=Scope(contact=found.contact))
    if word in AFFIRMATIONS:
        return Reading(Intent.AFFIRM, "affirmation", AFFIRMATIONS[word])
    if found.intent == "help":
        return Reading(Intent.HELP, found.rule, found.language)
    return Reading(Intent.CHAT, "chat")
