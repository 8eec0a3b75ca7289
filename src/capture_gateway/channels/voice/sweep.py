"""Calls whose end was never reported: after a while, what they showed is `expired` all the same."""

from capture_gateway.channels import Gateway
from capture_gateway.channels.voice.flow import CHECK
from capture_gateway.core import identity, instant
from capture_gateway.core.act import Act, Channel, Intent, Witness
from capture_gateway.core.disclosure import Showing
from capture_gateway.definitions import Line
from capture_gateway.intake import Answer

UNANSWERED_AFTER = 15 * instant.MINUTE
"""No call of twelve keys takes that long after its last words."""


async def sweep(line: Line, gateway: Gateway) -> None:
    """Expire what this line's calls showed longer ago than that. Unavailable as for every act."""
    for showing in await gateway.intake.unanswered(line.id, gateway.now() - UNANSWERED_AFTER):
        await gateway.intake.receive(_act(showing, line, gateway), lambda _: Answer(204, "", b""))


def _act(showing: Showing, line: Line, gateway: Gateway) -> Act:
    now = gateway.now()
    return Act(
        id=identity.uuid7(now, gateway.random(10)),
        showing_id="",
        key=f"call-sweep:{showing.id}",
        intent=Intent.EXPIRE,
        kind="message",
        value="no report of the call's end",
        subject=showing.subject,
        control="asserted" if CHECK in showing.presentation else "caller-id",
        channel=Channel(line.id, line.kind, line.address, "speech"),
        program=line.program,
        received_at=now,
        witness=Witness("gateway-observed"),
        languages=line.languages,
        thread=showing.thread,
    )
