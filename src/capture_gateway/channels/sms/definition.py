"""The file of a text line: its words, and who answers STOP."""

from dataclasses import dataclass
from typing import Literal

from capture_gateway.core import keywords, revocation
from capture_gateway.core.keywords import Keyword, Vocabulary, fold
from capture_gateway.definitions import LineFacts, Table

OptOut = Literal["twilio", "advanced", "gateway"]

REPLIES = ("already", "declined", "stopped", "stopped-category", "help")

_PROVIDER_WORDS = keywords.PROVIDER_STOP | keywords.PROVIDER_START | keywords.PROVIDER_HELP


@dataclass(frozen=True, slots=True)
class TextLine:
    """What the file of a text line says beyond what every line says."""

    opt_out: OptOut
    vocabulary: Vocabulary

    def provider_answers(self, text: str) -> bool:
        """Whether the provider replies to this text by itself; it reads the bare word only, in any case."""
        return self.opt_out != "gateway" and text.strip().upper() in _PROVIDER_WORDS


def read(table: Table, facts: LineFacts) -> TextLine:
    """Read the keys of a text line; every problem is noted with its key."""
    opt_out = table.text("opt_out", default="twilio", choices=("twilio", "advanced", "gateway"))
    languages = facts.languages
    agree = keywords.language_of(table.words("agree", languages))
    if_asked = keywords.language_of(table.words("agree_if_asked", languages, required=False))
    decline = keywords.language_of(table.words("decline", languages))
    found: dict[str, Keyword] = {}
    for name, keyword in table.tables("keywords").items():
        disclosure = keyword.text("disclosure", default="disclosure")
        for word, language in keywords.language_of(keyword.words("words", languages)).items():
            if word in found:
                keyword.problem(
                    "words", "C11", f"{word.upper()} is already the word of another keyword: give each its own"
                )
            found[word] = Keyword(disclosure, language)
        for needed in (disclosure, "confirmation" + disclosure.removeprefix("disclosure")):
            facts.needs(keyword, name, needed)
    for needed in REPLIES:
        facts.needs(table, "kind", needed)
    _check_words(table, opt_out, agree, if_asked, decline, found)
    vocabulary = Vocabulary(
        keywords=found,
        agree=agree,
        agree_if_asked=if_asked,
        decline=decline,
        categories=keywords.category_words(facts.program.categories),
    )
    return TextLine(opt_out=opt_out, vocabulary=vocabulary)  # type: ignore[arg-type]
