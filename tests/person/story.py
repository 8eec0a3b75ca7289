"""What people did, as a page of their own shows it: acts decided one after the other, records as they are printed."""

from collections import defaultdict
from typing import Any

from capture_gateway.core import evidence
from capture_gateway.core.act import Act, Intent
from capture_gateway.core.decision import decide
from capture_gateway.core.permission import fold
from capture_gateway.core.state import State
from capture_gateway.person.contents import Kept
from tests.core.values import NOW, PERSON, Book, act

Doing = tuple[Intent, dict[str, Any]]

JOIN: Doing = (Intent.ASK, {"kind": "keyword", "value": "Join"})
AGREE: Doing = (Intent.AGREE, {"kind": "reply", "value": "AGREE"})
DECLINE: Doing = (Intent.DECLINE, {"kind": "reply", "value": "NO"})
STOP: Doing = (Intent.WITHDRAW, {"value": "STOP"})


def lived(*doings: Doing | Act, most: int = 50) -> Kept:
    """Everything that came of it, a minute between any two."""
    state, records, position = State(), list[dict[str, Any]](), 0
    for number, doing in enumerate(doings, start=1):
        now = NOW + number * 60_000
        done = doing if isinstance(doing, Act) else act(doing[0], number, **{"received_at": now, **doing[1]})
        decision = decide(done, state, Book(), now)
        for draft in decision.records:
            texts: defaultdict[str, str] = defaultdict(lambda: "the\nwords")
            fields = evidence.compose(done, draft, identifier=done.id, texts=texts, reply=decision.reply)
            records.insert(0, evidence.nested(fields, position=position, recorded_at=now))
            fact = evidence.fact(fields, position=position, recorded_at=now)
            state, position = State(fold(state.standing, fact), state.showings), position + 1
        shown = {one.id: one for one in (*state.showings, *decision.showings)}
        state = State(state.standing, tuple(shown.values()))
    return Kept(PERSON, {"bluebird": state.standing}, records[:most], len(records) > most, "en")
