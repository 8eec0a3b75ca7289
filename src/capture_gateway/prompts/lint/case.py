"""What the rules look at: one text, whose it is, and what the deployment knows of its lines."""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from capture_gateway.core.disclosure import Words
from capture_gateway.core.program import Program
from capture_gateway.prompts.files import CONTACT
from capture_gateway.prompts.lint import languages
from capture_gateway.prompts.lint.languages import Language, plain

_DISCLOSURE = {"sms": "S", "web": "W", "voice": "V", "paper": "P", "whatsapp": "T"}
_SENT = {"confirmation": "C", "clarify": "K", "nudge": "N"}
_ANYWHERE = {"stopped": "O", "help": "H"}
_TEXTS = ("sms", "whatsapp")


@dataclass(frozen=True, slots=True)
class Line:
    """What the rules may know of an open line."""

    program: str
    kind: str
    address: str | None
    """`tel:+14155550100`, `tel:384387`."""
    agree: Mapping[str, str | None]
    """Folded word that agrees -> the one language that it belongs to."""
    keep: Mapping[str, str | None]
    """Folded word that keeps what was held -> likewise."""
    joined: tuple[str, ...]
    """Ways of contact that one answer covers, on a line that has boxes; empty where the words decide."""


@dataclass(frozen=True)
class Case:
    """One text and everything that a rule may ask about it."""

    words: Words
    program: Program
    beside: Sequence[Words] = ()
    """The words of the same version and language, these among them."""
    lines: Sequence[Line] | None = None
    """The deployment's lines; None where they are not known."""

    @functools.cached_property
    def letter(self) -> str:
        """Which words these are: a letter of `rules.OF`."""
        words = self.words
        if words.role == "disclosure":
            return _DISCLOSURE.get(words.kind, "-")
        if words.role in _ANYWHERE:
            return _ANYWHERE[words.role]
        return _SENT.get(words.role, "X") if words.kind in _TEXTS else "-"

    @functools.cached_property
    def language(self) -> Language | None:
        """The patterns of the words' language; None for a language without."""
        return languages.of(self.words.language)

    @functools.cached_property
    def plain(self) -> str:
        """The text as patterns read it."""
        return plain(self.words.text)

    @functools.cached_property
    def unnamed(self) -> str:
        """The same without names and addresses: an offer in a category's label is no offer."""
        sender, text = self.program.sender, self.plain
        labels = (category.label.get(self.words.language, "") for category in self.program.categories.values())
        names = (sender.legal_name, sender.name, *labels, self.program.terms_url, self.program.privacy_url)
        for name in sorted((plain(each) for each in names if each), key=len, reverse=True):
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", text, flags=re.IGNORECASE)
        return text

    @functools.cached_property
    def sent(self) -> str:
        """The text without its slots."""
        return re.sub(r"⟦\w+⟧", "", self.words.text)

    @functools.cached_property
    def script(self) -> str:
        """What a caller hears: the spoken words and, where keys stand in a question of its own, the questions."""
        asked = [each.text for each in self.beside if each.role == "question" and each.kind == self.words.kind]
        return " ".join((self.plain, *(plain(each) for each in asked)))

    @functools.cached_property
    def sheet(self) -> str:
        """What a page or a sheet shows: all words of the kind."""
        others = [each.text for each in self.beside if each.kind == self.words.kind]
        return " ".join((self.plain, *(plain(text) for text in others)))

    def own_lines(self, kind: str) -> Sequence[Line]:
        """The program's open lines of a kind; none where lines are not known."""
        return [each for each in self.lines or () if each.program == self.program.id and each.kind == kind]

    def speaks(self, address: str) -> bool:
        """Whether spoken words tell an address: `bluebird.example` as `bluebird dot example`."""
        if self.words.kind != "voice" or self.language is None:
            return False
        return self.language.said(address).search(re.sub(r"\W", "", self.plain).casefold()) is not None

    def has(self, name: str, text: str | None = None) -> bool:
        """Whether `found` finds something."""
        return self.found(name, text) is not None

    def found(self, name: str, text: str | None = None) -> str | None:
        """What a pattern of this name finds in the text; in a language without patterns, the term that states it."""
        text = self.plain if text is None else text
        if self.language is not None:
            patterns = self.language.patterns.get(name)
            return patterns.found(text) if patterns else None
        term = plain(self.words.states.get(name, name if name in CONTACT else ""))
        return term if term and term.casefold() in text.casefold() else None
