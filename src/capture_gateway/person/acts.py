"""The buttons of a person's own page: proof that a press came from the page, and the press as an `Act`.

1. The page carries a form token: an id made with the page, and a code for it under the person's own key. Without having
   read this very page nobody can press its buttons, from another site least of all; it ends with the person's key.
2. It is taken for 30 days: somebody who comes back to an open page still gets out with one press.
3. A press withdraws a category of a program, or everything of a sender. Pressed twice it is one act, unless something
   else was recorded of the person in between.
"""

import base64
import hmac
from collections.abc import Mapping, Sequence
from typing import Any

from capture_gateway.core import identity, instant, page_link
from capture_gateway.core.act import Act, Channel, Intent, Scope, Witness
from capture_gateway.core.program import Program
from capture_gateway.storage.vault import Sealer

CHANNEL = Channel("page", page_link.KIND, None, "page")
"""The line of what people do on their own pages."""
LIFE = 30 * instant.DAY
RULE = "own-page"

_CODE_BYTES = 16


def issue(sealer: Sealer, identifier: str) -> str:
    """A form token. `identifier`: a fresh UUIDv7."""
    return f"{identifier}.{_code(sealer, identifier)}"


def read(sealer: Sealer, token: str, now: int) -> str | None:
    """The id of the form; None when it is not of this person's page, or too old."""
    identifier, _, code = token.partition(".")
    if not hmac.compare_digest(code.encode(), _code(sealer, identifier).encode()):
        return None
    made_at = identity.made_at(identifier)
    return identifier if made_at is not None and now - made_at <= LIFE else None


def reach(pressed: str, programs: Sequence[Program]) -> tuple[Program, Scope] | None:
    """On behalf of which program, and how far; None when there is no such button (any more)."""
    for program in sorted(programs, key=lambda one: one.is_test):
        if pressed == program.sender.id:
            return program, Scope("sender")
        if pressed in {f"{program.id}/{category}" for category in program.categories}:
            return program, Scope("category", (pressed.partition("/")[2],))
    return None


def press(  # noqa: PLR0913 - what an act is made of, by name
    address: str,
    program: Program,
    scope: Scope,
    *,
    pressed: str,
    form: str,
    since: str,
    language: str,
    witness: Witness,
    now: int,
    random: bytes,
) -> Act:
    """A press of a button at `now`. `since`: the newest record that is no such press; `random`: 10 bytes."""
    return Act(
        id=identity.uuid7(now, random),
        showing_id="",
        key=f"page:{form}:{pressed}:{since}",
        intent=Intent.WITHDRAW,
        kind="button",
        value=pressed,
        subject=address,
        control="code",
        channel=CHANNEL,
        program=program,
        received_at=now,
        witness=witness,
        language=language,
        languages=program.languages,
        thread=form,  # a second press is answered too
        scope=scope,
        rule=RULE,
        reason="pressed the button on their own page",
    )


def since(records: Sequence[Mapping[str, Any]]) -> str:
    """The id of the newest record that is no press; empty when there is none. `records`: the newest first."""
    return next((one["id"] for one in records if one["channel"]["id"] != CHANNEL.id), "")


def _code(sealer: Sealer, identifier: str) -> str:
    code = sealer.derived(f"form\0{identifier}")[:_CODE_BYTES]
    return base64.urlsafe_b64encode(code).rstrip(b"=").decode()
