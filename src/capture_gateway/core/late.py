"""Messages that reached us late, while the gateway could not be reached: the answer is a text of its own.

1. What they say counts as it always does; a withdrawal is as good as ever.
2. A confirmation is sent within 5 minutes of their message, or not at all (47 CFR 64.1200(a)(12)); the record then says
   that we answered nothing. A question that is not sent is not asked.
3. Words that they asked for are sent for a day: they wait for them.
4. Who was answered already, before their act could be written down, is not answered again: the record says what it was.
"""

from dataclasses import replace

from capture_gateway.core import instant
from capture_gateway.core.act import Act, Said
from capture_gateway.core.outgoing import CONFIRM_WITHIN, Outgoing
from capture_gateway.core.state import Decision

WORDS_WITHIN = instant.DAY

_WORDS = ("asked", "again")


def answered_by_text(decision: Decision, act: Act, now: int) -> Decision:
    """`decision` with its answer as a text, or without one when that would come too late."""
    if decision.reply is None:
        return decision
    written = act.received_at if act.sent_at is None else act.sent_at
    until = written + (WORDS_WITHIN if decision.outcome in _WORDS else CONFIRM_WITHIN)
    asking = decision.showing if decision.showing is not None and decision.showing.id == act.showing_id else None
    if now > until:
        kept = tuple(one for one in decision.showings if one is not asking)
        return replace(decision, reply=None, showings=kept)
    text = Outgoing(
        id=asking.id if asking is not None else act.text_id,
        purpose="answer",
        channel=act.channel.id,
        subject=act.subject,
        sender=act.program.sender.id,
        program=act.program.id,
        categories=tuple(act.program.categories),
        words=decision.reply,
        made_at=now,
        until=until,
    )
    return replace(decision, texts=(*decision.texts, text))


def answered_before(decision: Decision, said: Said) -> Decision:
    """`decision` with the answer that was given then."""
    return replace(decision, reply=said.words, texts=())
