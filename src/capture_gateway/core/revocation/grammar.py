"""Small grammars: patterns over the words of a sentence, as regular expressions whose letters are words.

A language has kinds of words and, for each rule, patterns over them:

    kinds     {"STOP": "stop quit ceas(e|ing)", "SENDING": "text(ing) send(ing)", "ME": "me us"}
    patterns  {"stop-phrase": "STOP SENDING ; leave ME alone ; NOT ~ SENDING ME"}

In a pattern CAPITALS are a kind (or one of the language's `shorthands`, patterns with a name), small letters are the
word itself, `_` is any one word, `~` up to three of any words, and ``( ) | ? ^ $ (?! )`` mean what they mean in `re`.
`^` and `$` are the ends of a clause, which nothing reaches across, `<<` and `>>` those of the text.

To match, each word of a text becomes one character (words of the same kinds share it), and each rule is one compiled
expression over these characters: it has no unbounded repetition inside another, so its time is linear.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

END_OF_CLAUSE: Final = "\n"
_UNKNOWN: Final = "\uf8ff"
TAKEN: Final = "\0"
"""Stands for a word that an idiom or a negation has used up: no pattern reaches it or across it."""
_ANY: Final = "[^\n\0]"
_FIRST_LETTER: Final = 0xE000  # Unicode's private use area: no text has a word there

_STEM = re.compile(r"([^\s()]*)\(([^)]*)\)|([^\s()]+)")
_PART = re.compile(r"<<|>>|[A-Z][A-Z0-9]*|[^\W\d_A-Z]\w*|\(\?<?[!=:]|\S")


@dataclass(frozen=True, slots=True)
class Language:
    """The vocabulary and the patterns of one language, as its file states them."""

    code: str
    misspelled: str
    """Words that are worth recognizing through a slip of the finger."""
    kinds: Mapping[str, str]
    """Kind -> its words, folded; `send(|s|ing)` stands for send, sends, sending, an earlier kind for all its words."""
    patterns: Mapping[str, str]
    """Rule -> patterns, separated by `;`: any one of them is enough."""
    shorthands: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """Where a rule matched: words `start` to `end` of the text."""

    start: int
    end: int


def words_of(kind: str) -> list[str]:
    """`send(|s|ing) text` -> send, sends, sending, text."""
    return [
        word
        for stem, endings, plain in _STEM.findall(kind)
        for word in ([stem + ending for ending in endings.split("|")] if not plain else [plain])
    ]


def _closing(parts: Sequence[str], start: int) -> int:
    """Where the group that starts here ends; a part that opens none is its own end."""
    depth = 0
    for index in range(start, len(parts)):
        depth += parts[index].startswith("(") - (parts[index] == ")")
        if depth == 0:
            return index
    raise ValueError(" ".join(parts))


def _options(parts: Sequence[str]) -> list[list[str]]:
    """`a ( b | c ) | d` -> `a ( b | c )`, `d`."""
    found: list[list[str]] = [[]]
    depth = 0
    for part in parts:
        depth += part.startswith("(") - (part == ")")
        if part == "|" and depth == 0:
            found.append([])
        else:
            found[-1].append(part)
    return found


class Grammar:
    """One language. Safe from several threads.

    A rule is compiled when it is first asked for: all of them cost a tenth of a second, which a command that reads no
    text need not pay. `prepare` compiles what is left.
    """

    def __init__(self, language: Language) -> None:
        self.code = language.code
        self.misspelled = frozenset(language.misspelled.split())
        self.kinds: dict[str, frozenset[str]] = {}
        for name, words in language.kinds.items():
            kind = words_of(words)
            self.kinds[name] = frozenset(word for each in kind for word in self.kinds.get(each, {each}))
        self._shorthands = language.shorthands
        sources = " ".join([*language.shorthands.values(), *language.patterns.values()])
        literals = {part for part in _PART.findall(sources) if part[0].islower()}
        kinds_of: dict[str, frozenset[str]] = {}
        for word in sorted(literals.union(*self.kinds.values())):
            kinds = {name for name, words in self.kinds.items() if word in words}
            kinds_of[word] = frozenset(kinds | ({word} if word in literals else set()))
        shapes = sorted({tuple(sorted(kinds)) for kinds in kinds_of.values()})
        letter_of = {frozenset(shape): chr(_FIRST_LETTER + index) for index, shape in enumerate(shapes)}
        self._letters: dict[str, str] = {word: letter_of[kinds] for word, kinds in kinds_of.items()}
        self._letters[END_OF_CLAUSE] = END_OF_CLAUSE
        self._letters[TAKEN] = TAKEN
        self._classes: dict[str, str] = {}
        for shape, letter in letter_of.items():
            for name in shape:
                self._classes[name] = self._classes.get(name, "") + letter
        self.knows = frozenset(self.words).__contains__
        self._letters_of = {kind: frozenset(self._classes.get(kind, "")) for kind in self.kinds}
        self._patterns = language.patterns
        self._rules: dict[str, re.Pattern[str]] = {}

    def prepare(self) -> None:
        """Compile every rule. ValueError for a pattern that can start with just any word."""
        for rule in self._patterns:
            self._rule(rule)

    @property
    def words(self) -> Iterable[str]:
        """Every word that the language knows."""
        return self._letters.keys() - {END_OF_CLAUSE, TAKEN}

    def words_not_in(self, *kinds: str) -> frozenset[str]:
        """Every word that is of none of these kinds."""
        return frozenset(self.words).difference(*(self.kinds[kind] for kind in kinds))

    def spell(self, words: Sequence[str]) -> str:
        """The words as one character each, as `find` and `take` want them."""
        letters = self._letters
        return "".join([letters.get(word, _UNKNOWN) for word in words])

    def find(self, rule: str, spelled: str) -> Found | None:
        """The first place where a rule matches."""
        return next(self.find_all(rule, spelled), None)

    def find_all(self, rule: str, spelled: str) -> Iterator[Found]:
        """The places where a rule matches, one after the other."""
        return (Found(*match.span()) for match in self._rule(rule).finditer(spelled))

    def names(self, kind: str, spelled: str) -> bool:
        """Whether a word of the kind is among these."""
        return not self._letters_of[kind].isdisjoint(spelled)

    def _rule(self, rule: str) -> re.Pattern[str]:
        found = self._rules.get(rule)
        if found is None:
            found = self._rules[rule] = self._compile(self._patterns[rule])
        return found

    def _compile(self, patterns: str) -> re.Pattern[str]:
        """All patterns of a rule as one; a place where none can start is passed by at the first look."""
        sources = [_PART.findall(pattern) for pattern in patterns.split(";")]
        first = "".join(sorted(frozenset().union(*map(self._starts, sources))))
        return re.compile(f"(?=[{first}])(?:{'|'.join(map(self._translate, sources))})", re.MULTILINE)

    def _starts(self, parts: Sequence[str]) -> frozenset[str]:
        """The characters that a pattern can start with. It may not start with just any word: that would be slow."""
        found: set[str] = set()
        index = 0
        while index < len(parts):
            part, end = parts[index], _closing(parts, index)
            if part == "(":
                found.update(*map(self._starts, _options(parts[index + 1 : end])))
            elif part in self._shorthands:
                found |= self._starts(_PART.findall(self._shorthands[part]))
            elif part[0].isalpha():
                found.update(self._classes[part])
            elif part[0] not in "^<(":
                break
            optional = part in {"^", "<<"} or part.startswith("(?") or parts[end + 1 : end + 2] == ["?"]
            if not optional:
                return frozenset(found)
            index = end + 1 + (parts[end + 1 : end + 2] == ["?"])
        raise ValueError(f"it can start with any word: {' '.join(parts)}")

    def _translate(self, parts: Sequence[str]) -> str:
        return "".join(map(self._part, parts))

    def _part(self, part: str) -> str:
        if part in self._shorthands:
            return f"(?:{self._translate(_PART.findall(self._shorthands[part]))})"
        if part[0].isalpha():
            return f"[{self._classes[part]}]"
        return {"<<": r"\A", ">>": r"\n?\Z", "~": _ANY + "{0,3}?", "_": _ANY, "(": "(?:"}.get(part, part)
