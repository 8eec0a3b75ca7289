"""Whose call it is, and what must follow when nobody but the caller says so.

1. A caller ID is believed as far as it goes (`caller-id`): what they agree to is given, and a text confirms it.
2. A number that was keyed and confirmed is asserted. What they agree to with it is `requested`, and they hear what to
   do with their own telephone: text JOIN and the digits of this call, or answer the text that comes. A line whose
   `possession` is `none` believes them.
3. Declining and stopping need no proof: both only end messages. A keyed number hears of a stop by text only where it
   had agreed to something; its no does not end what its owner agreed to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from capture_gateway.channels import Joining
from capture_gateway.channels.voice.keyed import Keyed
from capture_gateway.channels.voice.speech import spelled
from capture_gateway.core import identity, possession
from capture_gateway.core.act import Act, Control, Intent
from capture_gateway.core.address import sender_of
from capture_gateway.core.disclosure import Possession, Proof


@dataclass(frozen=True, slots=True)
class Owner:
    """The person whose call it is; nobody, as long as they hide their number and have confirmed none."""

    subject: str = ""
    control: Control = "asserted"


def owner_of(sender: str, keyed: Keyed | None) -> Owner | None:
    """From the caller ID, else from the number that was keyed and confirmed; None while neither is there."""
    subject = sender_of(sender)
    if subject is not None:
        return Owner(subject, "caller-id")
    return Owner(keyed.subject) if keyed is not None and keyed.is_confirmed else None


@dataclass(frozen=True, slots=True)
class Proving:
    """How a line learns that a number is theirs."""

    mode: Possession | None
    joining: Joining | None
    """Where its people text."""
    secret: bytes
    """What codes and seals are made from."""


def proving(act: Act, by: Proving, random: bytes) -> Act:
    """`act` with the text that confirms it, or with what shows that its number is theirs. `random`: 10 bytes."""
    is_known = act.control == "caller-id"
    grants = is_known or by.mode == "none"
    if act.intent not in (Intent.AGREE, Intent.WITHDRAW):
        return act
    act = replace(act, grants=grants)
    if by.joining is None or (by.mode is None and not grants and act.intent is Intent.AGREE):
        return act
    act = replace(act, texting=by.joining.texting, text_id=identity.uuid7(act.received_at, random))
    if grants or by.mode is None or act.intent is Intent.WITHDRAW:
        return act
    showing = act.showing or ""
    code = possession.spoken_code(by.secret, showing)
    proof = Proof(by.mode, possession.digest(showing, code), made_at=act.received_at)
    return replace(act, proof=proof, slots=_slots(by.joining, code, act))


def _slots(joining: Joining, code: str, act: Act) -> Mapping[str, str]:
    return {
        "join": f"{joining.word(act.language or joining.line.languages[0])} {' '.join(code)}",
        "number": spelled(joining.line.address or "", act.program.region),
    }
