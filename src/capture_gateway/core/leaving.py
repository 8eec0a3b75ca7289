"""Acts by which people leave, as they are kept where the ledger cannot take them: in a journal, until it can.

1. Who leaves: every withdrawal, every text that may be one, every report that a person blocked us at the provider.
2. The values of such an act make it again, word for word; only the program is named, and found again by its name.
3. What they were answered is kept with it, words and bytes: when the act is decided at last, the record says so, and
   nobody is answered twice. A text that may be a withdrawal was not answered: it is, by a text, if that is in time.
"""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from capture_gateway.core.act import Act, Channel, Check, Intent, Said, Scope, Texting, Witness
from capture_gateway.core.disclosure import Words
from capture_gateway.core.program import Program
from capture_gateway.core.withdrawal import BLOCKED_BY_PERSON

_PLAIN = (
    "id", "showing_id", "key", "kind", "value", "subject", "control", "received_at", "fingerprint", "language",
    "thread", "showing", "reason", "rule", "silent", "text_id", "by_text", "sent_at",
)  # fmt: skip
_SAID = ("program", "version", "language", "name", "kind", "role", "text", "sha256")


def leaves(act: Act) -> bool:
    """Whether this is how somebody leaves, or may be."""
    if act.intent is Intent.DELIVERY:
        return act.delivery is not None and act.delivery[2] in BLOCKED_BY_PERSON
    return act.intent in (Intent.WITHDRAW, Intent.UNCLEAR) and act.resolution is None


def to_json(act: Act) -> dict[str, Any]:
    """The values of an act that `leaves`."""
    return {
        **{name: getattr(act, name) for name in _PLAIN},
        "intent": act.intent.value,
        "program": act.program.id,
        "identifiers": act.identifiers,
        "languages": act.languages,
        "delivery": act.delivery,
        "channel": asdict(act.channel),
        "witness": {**asdict(act.witness), "request": act.witness.request and dict(act.witness.request)},
        "scope": asdict(act.scope),
        "texting": act.texting and asdict(act.texting),
        "checks": [asdict(check) for check in act.checks],
    }


def from_json(value: Mapping[str, Any], programs: Mapping[str, Program]) -> Act:
    """The act again. LookupError for a program that is not there, or values that are none of an act."""
    scope, texting = value["scope"], value["texting"]
    return Act(
        **{name: value[name] for name in _PLAIN},
        intent=Intent(value["intent"]),
        program=programs[value["program"]],
        identifiers=tuple(value["identifiers"]),
        languages=tuple(value["languages"]),
        delivery=value["delivery"] and tuple(value["delivery"]),
        channel=Channel(**value["channel"]),
        witness=Witness(**value["witness"]),
        scope=Scope(**{**scope, "categories": tuple(scope["categories"]), "contact": tuple(scope["contact"])}),
        texting=texting and Texting(Channel(**texting["channel"]), tuple(texting["languages"])),
        checks=tuple(Check(**check) for check in value["checks"]),
    )


def said(words: Words | None) -> dict[str, str] | None:
    """What stays of the words that somebody was answered with: what a record says of them."""
    if words is None:
        return None
    return {name: getattr(words, name) for name in _SAID}


def again(act: Act, words: Mapping[str, Any] | None) -> Act:
    """`act`, to be decided now that the ledger takes it; `words`: what `said` kept."""
    if act.intent is Intent.UNCLEAR:
        return replace(act, by_text=not act.silent)
    return replace(act, answered=Said(None if words is None else Words(**words, template_sha256="")))
