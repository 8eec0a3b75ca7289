"""What the rules look for in each language, `languages/<language>.toml`, and how a text is read for it.

1. Patterns are read against `plain` text: without accents, typographic quotes and line breaks, spaces collapsed; they are
   made plain themselves, so a file may keep its accents. Case does not matter but within `(?-i:…)`.
2. `<name>` in a pattern stands for the pattern of that name in the file's `[words]`.
3. No pattern repeats without a bound, but for single letters: reading takes time in proportion to the text.
4. `<patterns>_except` are phrases that excuse: they are taken out before the patterns of that name are looked for.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "languages"
_QUOTES = str.maketrans({**dict.fromkeys("‘’‛′´`ʼ", "'"), **dict.fromkeys("“”„«»″\"*", " "), **dict.fromkeys("–—−‐‑", "-")})
_UNBOUND = re.compile(r"\)[*+]|\.[*+]|\)\{\d*,\}|\.\{\d*,\}")
_NAMED = re.compile(r"<(\w+)>")
_SPACED = re.compile(r"\s+")


def plain(text: str) -> str:
    """`«Acepto»,  más` -> `Acepto , mas`: as patterns read a text; case is kept."""
    bare = unicodedata.normalize("NFD", text.translate(_QUOTES))
    without = "".join(c for c in bare if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    return _SPACED.sub(" ", without).strip()


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
    """One language's patterns, by rule and by name, and its examples."""

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
        letters = plain(address).casefold()
        return re.compile("".join(f"(?:{names[c]})" if c in names else re.escape(c) for c in letters if c in names or c.isalnum()))


def of(tag: str) -> Language | None:
    """The language of a tag, `pt-BR` as `pt`; None for one without a file."""
    base = tag.partition("-")[0]
    return _read(base) if base in known() else None


@functools.cache
def known() -> tuple[str, ...]:
    """The languages that have a file."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.toml")))


def resembles(text: str) -> str | None:
    """The known language that a text of some length is in; None when it is short, or in none of them for sure."""
    words = re.findall(r"[a-z]+", plain(text).casefold())
    hits = {id_: sum(word in _read(id_).common for word in words) for id_ in known()}
    first, second = sorted(hits, key=lambda id_: -hits[id_])[:2]
    return first if hits[first] >= 5 and hits[first] >= 2 * hits[second] else None  # noqa: PLR2004 - beside its twin


@functools.cache
def _read(id_: str) -> Language:
    file = tomllib.loads((_FOLDER / f"{id_}.toml").read_text(encoding="utf-8"))
    words: Mapping[str, str] = file.pop("words")
    about = file.pop("language")
    lists = {name: value for row in file.values() for name, value in row.items() if name not in ("pass", "fail")}
    return Language(
        id=id_,
        name=about["name"],
        common=frozenset(about["common"].split()),
        spoken=about["spoken"],
        patterns={
            name: Patterns(_compiled(value, words), _compiled(lists[excuse], words) if excuse in lists else None)
            for name, value in lists.items()
            if not name.endswith("_except") and (excuse := f"{name}_except")
        },
        examples={rule: {key: _texts(row[key]) for key in ("pass", "fail")} for rule, row in file.items()},
    )


def _texts(value: Any) -> Sequence[str]:
    return [value] if isinstance(value, str) else value


def _compiled(alternatives: Sequence[str], words: Mapping[str, str]) -> re.Pattern[str]:
    whole = "|".join(alternatives)
    while _NAMED.search(whole):
        whole = _NAMED.sub(lambda found: f"(?:{words[found[1]]})", whole)
    pattern = unicodedata.normalize("NFD", whole)
    pattern = "".join(c for c in pattern if not unicodedata.combining(c))
    unbound = _UNBOUND.search(pattern)
    if unbound:
        raise ValueError(f"a pattern without a bound: {pattern[: unbound.end()]}")
    return re.compile(pattern, re.IGNORECASE)
