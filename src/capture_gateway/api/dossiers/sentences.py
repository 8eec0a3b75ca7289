"""What happened, as plain sentences for people who never saw the gateway: a lawyer, a judge.

1. Whatever people wrote stands in quotes, isolated: it can neither end a sentence nor turn the direction of the page.
2. A sentence says no more than the record does: what was seen, what was told, what came of it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from capture_gateway.core.address import readable
from capture_gateway.core.permission import HOLD
from capture_gateway.core.program import Program

TITLES = {
    "requested": "Consent was asked for",
    "given": "Consent was given",
    "refused": "Consent was refused",
    "withdrawn": "Consent was withdrawn",
    "expired": "The question was not answered",
    "invalidated": "Consent was declared void",
    "erased": "The person was erased",
    "showing": "Words were given",
    "message": "A message that is no evidence",
    "text": "A text of the sender",
    "review": "A text for staff to read",
}
HELD = "Contact was stopped until it is clear what was meant"

_ACTS = {
    "keyword": "The person texted {value} to {line}.",
    "reply": "The person texted {value} to {line}, in answer to the words.",
    "message": "The person texted {value} to {line}.",
    "keypress": "The person called {line} and pressed {value}.",
    "speech": "The person called {line} and said {value}.",
    "tick": "The form {line} was sent in with {value}.",
    "button": "The person pressed a button on {line}: {value}.",
    "signature": "The person signed: {value}.",
    "delivery-error": "The telephone company reported error {value} for a text to this number.",
    "api": "{teller} told the gateway: {value}.",
}
_CALLED = "The person called {line}."
_TOLD = "{teller} told the gateway what the person did elsewhere ({kind}): {value}."
_OUTCOMES = {
    "requested": "This is a request for consent to {things}. It is no consent yet.",
    "given": "With that, they agreed to {things}.",
    "refused": "With that, they refused {things}.",
    "withdrawn": "With that, consent {reach} was withdrawn.",
    "expired": "The words were not answered. No consent to {things} came of them.",
    "invalidated": "With that, they said that the number is not that of the person who agreed. Every consent that was "
    "given with it before is void.",
    "erased": "What could be read of the person in the program {program} was removed, {count} records among it: "
    "{reason}. Their leaves stay in the ledger.",
}
_HELD = (
    "Whether that meant stop is unclear. Contact about {things} stopped at once all the same, and the person was asked "
    "what they meant."
)
_REACHES = {
    "sender": "to every message of {sender}",
    "program": "to everything in the program {program}",
    "category": "to {things}",
}
WITNESSES = {
    "provider-signed": "Witnessed. The telephone company sent it, and its signature was checked when it came.",
    "gateway-observed": "Witnessed. Capture Gateway showed the page and took the answer itself.",
    "staff-transcribed": "Told. Staff entered it from paper or from a conversation.",
    "integrator-asserted": "Told. Another system, or a member of staff, reported it. Capture Gateway did not see it.",
}
CONTROLS = {
    "asserted": "Nothing shows yet that the number belongs to the person.",
    "signature": "A signature; nothing shows yet that the number belongs to the person.",
    "caller-id": "The call came from this number, as far as its caller ID can be trusted.",
    "carrier": "The text came from this number.",
    "code": "A code that was sent to this number was typed back.",
    "reply": "The text came from this number, with a word that agrees or asks for the words.",
}
STATES = {
    "none": "never asked",
    "requested": "asked, not agreed",
    "given": "agreed",
    "refused": "refused",
    "withdrawn": "withdrawn",
    "expired": "asked, not answered",
    "invalidated": "void",
}
_MEDIA = {
    "text": "as a text from {line}",
    "speech": "spoken in full in a call to {line}",
    "page": "on the page {line}",
    "paper": "on paper",
}
_PURPOSES = {
    "granted": "It confirms what the person agreed to.",
    "confirm": "It asks whether the number is theirs.",
    "code": "It carries a code, which is not kept.",
    "stopped": "It confirms the withdrawal.",
    "answer": "It answers a message that reached the gateway late.",
}
_SENDING = {
    "waiting": "It has not been sent yet.",
    "sending": "It is being sent.",
    "unknown": "Whether it was sent is not known yet.",
    "sent": "It was handed to the telephone company.",
    "failed": "The telephone company refused it for good.",
    "dropped": "It was not sent.",
}
# Control characters, and those that override, embed or isolate a direction (UAX 9); marks and joiners may stay.
_UNSEEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff]")
_RESOLUTIONS = {"withdraw": "a withdrawal", "lift": "no withdrawal", "dismiss": "nothing to act on"}


def quoted(value: str) -> Markup:
    """What somebody wrote, in quotes that it cannot leave."""
    return Markup('“<bdi class="said">{}</bdi>”').format(printable(value))


def printable(value: str) -> str:
    """What cannot be seen, or turns the direction of what follows, by its name: `[U+202E]`."""
    return _UNSEEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", value)


def enumerated(names: Iterable[str]) -> str:
    """`a, b and c`."""
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


@dataclass(frozen=True, slots=True)
class Sentences:
    """What happened to one person; names come from the programs that are served, and are ids where none is."""

    programs: Mapping[str, Program]
    lines: Mapping[str, str]
    """Line -> the number that was texted or called there, as far as the records tell."""

    def category(self, program: str, category: str) -> str:
        """As people know it."""
        known = self.programs.get(program)
        found = known and known.categories.get(category)
        return next(iter(found.label.values())) if found else category

    def way(self, program: str, way: str) -> str:
        """As people know it."""
        known = self.programs.get(program)
        return next(iter(known.ways[way].values())) if known and way in known.ways else way

    def things(self, program: str, categories: Iterable[str], contact: Iterable[str]) -> str:
        """`Weekly offers by text message and WhatsApp`."""
        what = [self.category(program, one) for one in categories]
        how = [self.way(program, one) for one in contact]
        return f"{enumerated(what or ['everything'])} by {enumerated(how or ['any way of contact'])}"

    def line(self, line: str) -> str:
        """`+1 415-555-0100`; a page's id."""
        return readable(self.lines[line]) if line in self.lines else f"“{line}”"

    def title(self, item: Mapping[str, Any]) -> str:
        """What it is, in a few words."""
        record = item.get("record")
        if record is None:
            return TITLES[item["kind"]]
        return HELD if record["decision"]["rule"] == HOLD else TITLES[record["event"]]

    def of(self, item: Mapping[str, Any]) -> Markup:
        """What happened."""
        told: Markup = getattr(self, f"_{item['kind']}")(item[item["kind"]])
        return told

    def _record(self, record: Mapping[str, Any]) -> Markup:
        act, channel, program = record["act"], record["channel"], record["program"]["id"]
        if record["event"] == "erased":
            decision = record["decision"]
            return Markup(_OUTCOMES["erased"]).format(  # noqa: S704 - our own sentence; the values are escaped
                program=program, count=len(decision["annuls"]), reason=quoted(decision["reason"])
            )
        did = _ACTS[act["kind"]]
        if channel["kind"] == "voice" and act["kind"] == "message":
            did = _CALLED
        elif channel["kind"] == "api" and act["kind"] != "api":
            did = _TOLD
        is_held = record["decision"]["rule"] == HOLD
        came = _HELD if is_held else _OUTCOMES[record["event"]]
        things = self.things(program, record["categories"], record["contact"])
        names = {"things": things, "sender": record["sender"]["name"], "program": program}
        reach = _REACHES[record["decision"].get("extent") or "category"]
        return Markup(f"{did} {came}").format(  # noqa: S704 - our own sentences; the values are escaped
            value=quoted(act["value"]),
            kind=act["kind"],
            line=self.line(channel["id"]),
            teller=record["witness"].get("provider") or "Another system",
            reach=reach.format(**names),
            **names,
        )

    def _showing(self, showing: Mapping[str, Any]) -> Markup:
        things = self.things(showing["program"], showing["categories"], showing["contact"])
        how = _MEDIA[showing["medium"]].format(line=self.line(showing["channel"]))
        delivery = showing["delivery"]
        came = (
            Markup(" The telephone company reported: {}.").format(delivery["status"] or "nothing yet")
            if delivery
            else ""
        )
        return escape(f"The person was given words about {things}, {how}.") + came

    def _message(self, message: Mapping[str, Any]) -> Markup:
        told = Markup("The person texted {} to {}. Nothing follows from it for consent. ").format(
            quoted(message["value"]), self.line(message["channel"])
        )
        replied = message["replied"]
        return told + (f"It was answered with the words “{replied}”." if replied else "It was not answered.")

    def _text(self, text: Mapping[str, Any]) -> Markup:
        said = [_PURPOSES.get(text["purpose"], ""), _SENDING[text["state"]]]
        if text["status"]:
            said.append(f"The telephone company's last report: {text['status']}.")
        if text["error"]:
            said.append(f"Reason: {text['error']}.")
        return escape(f"A text from {self.line(text['channel'])} to the person. " + " ".join(said))

    def _review(self, review: Mapping[str, Any]) -> Markup:
        told = Markup("The person's text {} was put on a list for staff to read. ").format(quoted(review["value"]))
        if review["resolution"] is None:
            return told + "Nobody has decided on it yet."
        return told + Markup("{} decided that it is {}: {}.").format(
            review["resolved_by"],
            _RESOLUTIONS.get(review["resolution"], review["resolution"]),
            quoted(review["reason"]),
        )
