"""From a text as typed to its words: folded, in clauses, with contractions in one spelling."""

import re
from itertools import chain
from typing import Final

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation.grammar import END_OF_CLAUSE

_SIGNS: Final = str.maketrans({"🛑": " stop ", "\n": " . ", "\r": " . ", **dict.fromkeys("`´‘ʼ′’", "'")})
_NUMBER: Final = re.compile(r"#(?!\w)")
_EMAIL: Final = re.compile(r"\be[- ]mail")
# l'envoi, d'envoyer, qu'on: French cuts there. don't, it's, i'm: English does not.
_ELISION: Final = re.compile(r"\b(l|d|m|n|j|c|s|t|qu)'(?=\w\w)")
# s.t.o.p, s t o p; never a few letters of longer words.
_APART: Final = re.compile(r"(?<![\w.'-])\w(?:[ .-]\w(?![\w'])){3,}+")
_PLEASE: Final = re.compile(r"\b(?:(?:por|p|x|pr) favor|s ?il (?:vous|te) plait)\b")
# Somebody's number, written out: ten digits, or seven in two parts.
_TELEPHONE: Final = re.compile(
    r"(?<![\w.+-])(?:\+?\d{1,2}[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-]?)\d{3}[ .-]?\d{4}(?![\w-])"
    r"|(?<![\w.-])\d{3}-\d{4}(?![\w-])"
)
# A list of people who do not want texts either.
_DNC: Final = re.compile(r"\bdo[ -]not[ -](?:call|contact|text|disturb)(?=[ -](?:list|registry|register))")
# It has nothing to do with letters.
_MAILING: Final = re.compile(r"\bmailing list")
# `stop im driving` is two clauses; in German `im` comes before a noun.
_REASON: Final = re.compile(
    r"\bstop(?: please| pls| plz)? (?=im (?:in|at|an?|not|so|too|on|the|your|my|only|here|no|done|under|out|busy"
    r"|broke|sick|tired|driving|working|sleeping|trying|getting|going|eating)\b)"
)
_BETWEEN: Final = re.compile(r"[ .-]")
_SPELLINGS: Final = (
    (_DNC, "dnc"),
    (_PLEASE, "please"),
    (_EMAIL, "email"),
    (_MAILING, "mailinglist"),
    (_TELEPHONE, "number"),
    (_REASON, "stop, "),
)
_WORD: Final = re.compile(r"[^\W_]+|[.,;:!?()\[\]¿¡。！？，、…|/]|-{2,}| - ")


def words(text: str, folded: str) -> list[str]:
    """`Please DON'T stop. Thanks` -> please dont stop ⏎ thanks ⏎. Ends of clauses are words of their own.

    `folded` is the folded text: where there are signs that mean words or ends of clauses, folding would lose them.
    """
    spoken = _NUMBER.sub(" number ", text.translate(_SIGNS))
    if spoken != text:
        folded = fold(spoken)
    if "'" in folded:
        folded = _ELISION.sub(r"\1 ", folded).replace("'", "")
    for pattern, word in _SPELLINGS:
        folded = pattern.sub(word, folded)
    joined = _APART.sub(lambda apart: _BETWEEN.sub("", apart[0]), folded)
    clauses: dict[tuple[str, ...], None] = {}
    clause: list[str] = []
    for word in [*_WORD.findall(joined), END_OF_CLAUSE]:
        if word[0].isalnum():
            clause.append(word)
        elif clause:
            clauses[*clause, END_OF_CLAUSE] = None  # what is said twice is read once
            clause = []
    return list(chain.from_iterable(clauses))
