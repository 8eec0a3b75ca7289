"""What the rules look for in each language, `languages/<language>.toml`, and how a text is read for it.

1. Patterns are read against `plain` text: without accents, typographic quotes and line breaks, spaces collapsed; they
   are made plain themselves, so a file may keep its accents. Case does not matter but within `(?-i:…)`.
2. `<name>` in a pattern stands for the pattern of that name in the file's `[words]`.
3. Nothing repeats without a bound but single characters of one class, so reading takes time in proportion to the text.
4. `<patterns>_except` are phrases that excuse: they are taken out before the patterns of that name are looked for.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "languages"
_EXAMPLES = ("pass", "fail")
_SIGNS = {"‘’‛′´`ʼ": "'", '“”„«»″"*': " ", "–—−‐‑": "-"}
_PLAIN = str.maketrans({sign: instead for signs, instead in _SIGNS.items() for sign in signs})
_SPACES = re.compile(r"\s+")
_NAMED = re.compile(r"<(\w+)>")
_UNBOUND = re.compile(r"(?:\)|\.)(?:[*+]|\{\d*,\})")


def plain(text: str) -> str:
    """`«Acepto»,  más` -> `Acepto , mas`: as patterns read a text; case is kept."""
    without = "".join(c for c in _bare(text.translate(_PLAIN)) if unicodedata.category(c) != "Cf")
    return _SPACES.sub(" ", without).strip()


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns of one name: any of them, and what is taken out before."""

    any: re.Pattern[str]
    excused: re.Pattern[str] | None

    def found(self, text: str) -> str | None:
        """What is found first in the plain `text`."""
        match = self.any.search(self.excused.sub(" ", text) if self.excused else text)
        return match[0].strip() if match else None


@dataclass(frozen=True, slots=True)
class Language:
    """One language's patterns by name, and its examples."""

    id: str
    name: str
    common: frozenset[str]
    """Small words that tell it from other languages."""
    spoken: Mapping[str, Sequence[str]]
    """How a voice says the signs of an address: `/` as `slash` or `forward slash`."""
    patterns: Mapping[str, Patterns]
    examples: Mapping[str, Mapping[str, Sequence[str]]]
    """Rule -> `pass` and `fail` -> texts."""

    def said(self, address: str) -> re.Pattern[str]:
        """How `bluebird.example/terms` sounds, for words without spaces and signs: `bluebirddotexampleslashterms`."""
        names = {sign: "|".join(re.sub(r"\W", "", plain(each)) for each in said) for sign, said in self.spoken.items()}
        sounds = (f"(?:{names[c]})" if c in names else c for c in plain(address).casefold())
        return re.compile("".join(sound for sound in sounds if sound.startswith("(") or sound.isalnum()))


def of(tag: str) -> Language | None:
    """The language of a tag, `pt-BR` as `pt`; None for one without a file."""
    base = tag.partition("-")[0]
    return _read(base) if base in known() else None


@functools.cache
def known() -> tuple[str, ...]:
    """The languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def resembles(text: str) -> Language | None:
    """The known language that a text of some length is in; None when it is short, or in none of them for sure."""
    words = re.findall(r"[a-z]+", plain(text).casefold())
    hits = {id_: sum(word in _read(id_).common for word in words) for id_ in known()}
    first, second = sorted(hits, key=lambda id_: -hits[id_])[:2]
    return _read(first) if hits[first] >= 5 and hits[first] >= 2 * hits[second] else None


@functools.cache
def _read(id_: str) -> Language:
    file = tomllib.loads((_FOLDER / f"{id_}.toml").read_text(encoding="utf-8"))
    about, words = file.pop("language"), file.pop("words")
    lists = {name: value for row in file.values() for name, value in row.items() if name not in _EXAMPLES}
    regexes = {name: _compiled(alternatives, words) for name, alternatives in lists.items()}
    return Language(
        id=id_,
        name=about["name"],
        common=frozenset(about["common"].split()),
        spoken=about["spoken"],
        patterns={name: Patterns(regex, regexes.get(f"{name}_except")) for name, regex in regexes.items()},
        examples={rule: {key: _texts(row[key]) for key in _EXAMPLES} for rule, row in file.items()},
    )


def _texts(value: str | Sequence[str]) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _compiled(alternatives: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    pattern = "|".join(alternatives)
    while _NAMED.search(pattern):
        pattern = _NAMED.sub(lambda found: f"(?:{words[found[1]]})", pattern)
    unbound = _UNBOUND.search(pattern)
    if unbound:
        raise ValueError(f"a pattern repeats without a bound: {pattern[: unbound.end()]}")
    return re.compile(_bare(pattern), re.IGNORECASE)


def _bare(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
