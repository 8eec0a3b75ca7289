"""The table of rules, `rules.toml` -> `RULES`: what each demands, of which words, how much it matters, and why.

The file explains its own keys. A rule's severity is the gravest that the program's regimes give it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from capture_gateway.prompts.facts import REGIMES

Severity = Literal["error", "warning"]
Kind = Literal["needs", "refuses", "finds"]
How = Literal["text", "definition", "house"]

OF = {
    "S": "a text that people agree to",
    "W": "a page that people agree to",
    "V": "spoken words that people agree to",
    "P": "a sheet of paper that people agree to",
    "T": "words in a WhatsApp thread that people agree to",
    "C": "a text that confirms an opt-in",
    "O": "words that confirm an opt-out",
    "H": "an answer to HELP",
    "K": "the text that asks whether somebody meant to stop",
    "N": "a reminder of the word that agrees",
    "X": "every other text that we send",
    "-": "other words, on pages and in calls",
    "*": "all words",
    "D": "the deployment's files",
}
_KINDS: tuple[Kind, ...] = ("needs", "refuses", "finds")


@dataclass(frozen=True, slots=True)
class Weights:
    """Under which regimes a broken rule is an error, and under which a warning."""

    error: frozenset[str]
    warning: frozenset[str]

    def severity(self, regimes: Iterable[str]) -> Severity | None:
        """The gravest under `regimes`; None where the rule does not apply."""
        there = {*regimes}
        return "error" if there & self.error else "warning" if there & self.warning else None


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a rule looks for."""

    kind: Kind
    name: str
    """Of patterns in a language's file, or of a finder."""
    of: str
    weights: Weights
    says: str
    """What is wrong, after the name of the words."""
    states: tuple[str, ...]
    """Names of the patterns that must be found, which words in other languages declare."""


@dataclass(frozen=True, slots=True)
class Example:
    """What kind of words the examples of a rule are."""

    role: str
    kind: str
    categories: tuple[str, ...]
    contact: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    id: str
    title: str
    demands: str
    of: str
    """Letters of OF."""
    weights: Weights
    source: tuple[str, ...]
    codes: tuple[str, ...]
    """What carriers call a rejection that it prevents: `Twilio 30545`, `TCR 806`."""
    fix: str
    how: How
    kept_by: str
    """By which part of ours, where wording alone does not decide."""
    example: Example
    examples: Mapping[str, str]
    """`pass` and `fail`, of a rule that speaks of no words."""
    checks: tuple[Check, ...]

    @property
    def states(self) -> tuple[str, ...]:
        """What words in other languages declare for it."""
        return tuple(dict.fromkeys(name for check in self.checks for name in check.states))


def _rule(id_: str, row: Mapping[str, Any]) -> Rule:
    weights = _weights(row)
    return Rule(
        id=id_,
        title=row["title"],
        demands=row["demands"],
        of=row["of"],
        weights=weights,
        source=tuple(row["source"]),
        codes=tuple(row.get("codes", ())),
        fix=row["fix"],
        how=row["how"],
        kept_by=row.get("kept_by", ""),
        example=_example(row.get("example", {})),
        examples={key: row[key] for key in ("pass", "fail") if key in row},
        checks=tuple(_check(each, row["of"], weights) for each in row.get("checks", ())),
    )


def _example(row: Mapping[str, Any]) -> Example:
    role, _, kind = row.get("as", "disclosure.sms").partition(".")
    return Example(role, kind, tuple(row.get("categories", ["offers"])), tuple(row.get("contact", ["sms"])))


def _check(row: Mapping[str, Any], of: str, weights: Weights) -> Check:
    kind = next(each for each in _KINDS if each in row)
    name = row[kind]
    own = _weights(row) if row.keys() & {"error", "warning"} else weights
    states = (name,) if kind == "needs" else tuple(row.get("reads", ()))
    return Check(kind, name, row.get("of", of), own, row["says"], states)


def _weights(row: Mapping[str, Any]) -> Weights:
    always = row.get("always")
    everywhere = frozenset(REGIMES)
    return Weights(
        everywhere if always == "error" else frozenset(row.get("error", ())),
        everywhere if always == "warning" else frozenset(row.get("warning", ())),
    )


def _load() -> Mapping[str, Rule]:
    table = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    return {id_: _rule(id_, row) for id_, row in table.items()}


RULES = _load()
"""Every rule by its id, in the table's order."""
STATES = frozenset(name for rule in RULES.values() for name in rule.states)
"""What `states` may declare."""
