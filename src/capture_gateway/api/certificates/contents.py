"""What stands in the three boxes of a certificate: who can say what of a record, and what nobody can. Plain values.

1. The gateway knows what it did and received itself: its clock, its words, its answer, and that a signature was valid
   when the request came. Of what others tell it, it knows that they told it.
2. Reported is what others say and the gateway cannot see: the telephone company of the number and of delivery, the
   browser of itself, another system of everything.
3. What nobody can prove stands on every certificate: who held the telephone, and what they made of the words.
4. Of an erased record the leaf is left, and nothing is said that the leaf does not hold. The record that somebody was
   erased tells of no person either.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Sentence = tuple[str, Mapping[str, Any]]
"""The name of a label, and what is filled in: names end with what it is, `…_at` an instant, `person` an address."""

_TOLD = {"staff-transcribed", "integrator-asserted"}
_BY_SERVER = {"server", "signed"}


@dataclass(frozen=True, slots=True)
class Boxes:
    """Three lists of sentences."""

    known: list[Sentence]
    reported: list[Sentence]
    unproven: list[Sentence]


def of(record: Mapping[str, Any]) -> Boxes:
    """The boxes of a record, or of what is left of an erased one."""
    if record["event"] == "erased":
        return _erasing(record)
    return Boxes([*_known(record)], [*_reported(record)], [*_unproven(record)])


def is_erased(record: Mapping[str, Any]) -> bool:
    """Whether only its leaf is left."""
    return record.get("erased") is True


def _erasing(record: Mapping[str, Any]) -> Boxes:
    decision = record["decision"]
    ordered = {"provider": record["witness"].get("provider"), "reason": decision["reason"]}
    known: list[Sentence] = [_received(record), ("erasing", {"count": len(decision.get("annuls") or ())})]
    return Boxes(known, [("ordered", ordered)], [("unproven.copies", {}), ("unproven.clock", {})])


def _received(record: Mapping[str, Any]) -> Sentence:
    instants = {"received_at": record["times"]["received_at"], "recorded_at": record["recorded_at"]}
    return "received", {**instants, "position": record["position"]}


def _known(record: Mapping[str, Any]) -> Iterator[Sentence]:
    witness, level = record["witness"], record["witness"]["level"]
    yield _received(record)
    yield f"level.{level}", {}
    if is_erased(record):
        yield "erased", {}
        return
    if witness.get("provider"):
        yield "teller" if level in _TOLD else "provider", {"provider": witness["provider"]}
    if number := witness.get("provider_id"):
        yield "number", {"id": number}
    if level not in _TOLD:
        yield f"act.{record['act']['kind']}", {"value": record["act"]["value"], "line": record["channel"]}
    shown = record["disclosure"]
    if shown and shown["showing"] is not None:
        yield f"shown.{shown['medium']}", {"shown_at": shown["shown_at"]}
    if record["reply"]:
        yield "replied", {}
    yield "decided", {"event": record["event"], "rule": record["decision"]["rule"]}
    if extent := record["decision"].get("extent"):
        yield f"extent.{extent}", {"sender": record["sender"]["name"], "program": record["program"]["id"]}
    if follows := record["decision"].get("follows"):
        yield "follows", {"id": follows}
    yield from _checks(check for check in record["checks"] if check["basis"] in _BY_SERVER)


def _reported(record: Mapping[str, Any]) -> Iterator[Sentence]:
    if is_erased(record):
        yield "erased.reported", {}
        return
    witness, subject, shown = record["witness"], record.get("subject"), record["disclosure"]
    provider = {"provider": witness.get("provider")}
    if subject is not None:
        yield f"control.{subject['control']}", {"person": subject["address"], **provider}
    if witness["level"] in _TOLD:
        yield (
            "told" if shown else "told.act",
            {"value": record["act"]["value"], "kind": record["act"]["kind"], **provider},
        )
    if claimed_at := record["times"].get("claimed_at"):
        yield "claimed", {"claimed_at": claimed_at}
    if shown and (delivery := shown.get("delivery")):
        yield "delivered", {"status": delivery["status"], "id": delivery["provider_id"], **provider}
    elif shown and shown["showing"] is not None and shown["medium"] == "text":
        yield "not_delivered", {}
    for name in ("ip", "user_agent", "page"):
        if witness.get(name):
            yield f"seen.{name}", {"value": witness[name]}
    yield from _checks(check for check in record["checks"] if check["basis"] not in _BY_SERVER)


def _unproven(record: Mapping[str, Any]) -> Iterator[Sentence]:
    if is_erased(record):
        yield "unproven.erased", {}
    level, shown = record["witness"]["level"], record["disclosure"]
    if level in _TOLD:
        yield "unproven.told", {}
    yield "unproven.who", {}
    if shown:
        yield "unproven.read", {}
    if record.get("subject", {}).get("control") == "caller-id":
        yield "unproven.caller", {}
    yield "unproven.elsewhere", {}
    yield "unproven.clock", {}


def _checks(checks: Iterable[Mapping[str, str]]) -> Iterator[Sentence]:
    """One sentence for each outcome."""
    names: dict[str, list[str]] = {}
    for check in checks:
        names.setdefault(check["result"], []).append(check["name"])
    for result, found in names.items():
        yield f"checked.{result}", {"names": ", ".join(found)}
