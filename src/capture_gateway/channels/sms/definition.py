"""The file of a text line: its words, and who answers STOP.

Rule ids: S01 a word with two meanings · S02 a provider's own word where the provider answers it · S03 a word that is
everybody's way out, or HELP, START or STATUS.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, cast

from capture_gateway.core import keywords
from capture_gateway.core.keywords import Keyword, Vocabulary
from capture_gateway.core.revocation import understand
from capture_gateway.definitions import Line, LineFacts, Table

OptOut = Literal["twilio", "advanced", "gateway"]

REPLIES = (
    "already", "declined", "stopped", "stopped-category", "stopped-last", "clarify", "nudge", "status", "status-none",
    "help",
)  # fmt: skip

_PROVIDER_WORDS = keywords.PROVIDER_STOP | keywords.PROVIDER_START | keywords.PROVIDER_HELP


@dataclass(frozen=True, slots=True)
class TextLine:
    """What the file of a text line says beyond what every line says."""

    opt_out: OptOut
    vocabulary: Vocabulary
    join: Mapping[str, str]
    """Language -> the first word of the first keyword, as it is advertised: `JOIN`."""

    def provider_answers(self, text: str) -> bool:
        """Whether the provider replies to this text by itself; it reads the bare word only, in any case."""
        return self.opt_out != "gateway" and text.strip().upper() in _PROVIDER_WORDS


def read(table: Table, facts: LineFacts) -> TextLine:
    """Read the keys of a text line; every problem is noted with its key."""
    opt_out = cast("OptOut", table.text("opt_out", default="twilio", choices=("twilio", "advanced", "gateway")))
    agree = keywords.language_of(table.words("agree", facts.languages))
    if_asked = keywords.language_of(table.words("agree_if_asked", facts.languages, required=False))
    decline = keywords.language_of(table.words("decline", facts.languages))
    keep = keywords.language_of(table.words("keep", facts.languages))
    lists = {"agree": agree, "agree_if_asked": if_asked, "decline": decline, "keep": keep}
    found: dict[str, Keyword] = {}
    join: dict[str, str] = {}
    for name, keyword in table.tables("keywords").items():
        disclosure = keyword.text("disclosure", default="disclosure", pattern=r"disclosure(-[a-z0-9-]+)?")
        facts.needs(keyword, "disclosure", disclosure)
        facts.needs(keyword, "disclosure", "confirmation" + disclosure.removeprefix("disclosure"))
        written = keyword.words("words", facts.languages)
        join = join or {language: each[0] for language, each in written.items() if each}
        words = keywords.language_of(written)
        _once(table, f"keywords.{name}", words, found)
        _nobody_elses(table, f"keywords.{name}", words)
        found |= {word: Keyword(disclosure, language) for word, language in words.items()}
    seen: dict[str, object] = dict(found)
    for key, words in lists.items():
        _once(table, key, words, seen)
        _nobody_elses(table, key, words)
        seen |= words
    if opt_out != "gateway":
        for key in ("agree", "agree_if_asked"):
            _not_the_providers(table, key, opt_out, lists[key])
    for needed in REPLIES:
        facts.needs(table, "opt_out", needed)
    vocabulary = Vocabulary(
        keywords=found,
        agree=agree,
        agree_if_asked=if_asked,
        decline=decline,
        keep=keep,
        categories=keywords.category_words(facts.program.categories),
    )
    return TextLine(opt_out=opt_out, vocabulary=vocabulary, join=join)


def join_words(line: Line) -> Mapping[str, str]:
    """Language -> the word that a join code stands behind."""
    options: TextLine = line.options
    return options.join


def _once(table: Table, key: str, words: Iterable[str], taken: Iterable[str]) -> None:
    for word in sorted(set(words) & set(taken)):
        table.problem(key, "S01", f"{key}: {word.upper()} has another meaning on this line already: give each its own")


def _nobody_elses(table: Table, key: str, words: Iterable[str]) -> None:
    for word in sorted(words):
        if word in keywords.EVERYBODYS or understand(word).intent == "withdraw":
            message = f"{word.upper()} is a word for leaving, HELP, START or STATUS on every line: choose another"
            table.problem(key, "S03", f"{key}: {message}")


def _not_the_providers(table: Table, key: str, opt_out: str, words: Iterable[str]) -> None:
    for word in sorted(words):
        if word.upper() in keywords.PROVIDER_START:
            table.problem(
                key,
                "S02",
                f"{key}: the provider takes {word.upper()} for itself on a line with opt_out {opt_out!r}: advertise "
                "another word, such as AGREE",
            )
