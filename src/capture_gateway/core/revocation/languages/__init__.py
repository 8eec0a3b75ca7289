"""The languages that phrases are understood in, compiled once."""

from typing import Final

from capture_gateway.core.revocation.grammar import Grammar
from capture_gateway.core.revocation.languages.english import ENGLISH
from capture_gateway.core.revocation.languages.french import FRENCH
from capture_gateway.core.revocation.languages.german import GERMAN
from capture_gateway.core.revocation.languages.portuguese import PORTUGUESE
from capture_gateway.core.revocation.languages.spanish import SPANISH

__all__ = ["ENGLISH", "FRENCH", "GERMAN", "GRAMMARS", "PORTUGUESE", "SPANISH"]

GRAMMARS: Final = tuple(Grammar(language) for language in (ENGLISH, SPANISH, FRENCH, PORTUGUESE, GERMAN))
