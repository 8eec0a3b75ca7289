"""From a text as typed to its words: folded, in clauses, with contractions in one spelling."""

import re
from typing import Final

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation.grammar import END_OF_CLAUSE

_SIGNS: Final = str.maketrans({"🛑": " stop ", "`": "'", "´": "'", "‘": "'", "ʼ": "'", "′": "'", "’": "'"})
# l'envoi, d'envoyer, qu'on: French cuts there. don't, it's, i'm: English does not.
_ELISION: Final = re.compile(r"\b(l|d|m|n|j|c|s|t|qu)'(?=\w\w)")
_WORD: Final = re.compile(r"[^\W_]+|[.,;:!?()\[\]\n¿¡。！？，、…|/]|-{2,}| - ")
_EMAIL: Final = re.compile(r"\be[- ]mail")
_INITIALS: Final = re.compile(r"\b(?:[a-z]\.){2,}(?![a-z])")


def words(text: str) -> list[str]:
    """`Please DON'T stop. Thanks` -> please dont stop ⏎ thanks ⏎. Ends of clauses are words of their own."""
    found: list[str] = []
    for line in text.translate(_SIGNS).replace("# ", " number ").splitlines():
        folded = _EMAIL.sub(
            "email", _ELISION.sub(r"\1 ", _INITIALS.sub(lambda m: m[0].replace(".", ""), fold(line)))
        ).replace("'", "")
        for word in _WORD.findall(folded):
            if word[0].isalnum():
                found.append(word)
            elif found and found[-1] != END_OF_CLAUSE:
                found.append(END_OF_CLAUSE)
        if found and found[-1] != END_OF_CLAUSE:
            found.append(END_OF_CLAUSE)
    return found
