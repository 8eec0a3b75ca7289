"""The simulated phone: `Texter` sends texts, `Caller` makes calls, `scripted` says what a caller does.

company = Company(Account("AC…", "token"))
texter = Texter(company, "+14155550123", line="+14155550100", url="https://…/c/sms/message")
run(texter.text("JOIN"), through(client)).texts          # what the person reads
caller = Caller(company, "+14155550123", line="+14155550101", url="https://…/c/voice/call")
run(scripted(caller.walk(), ["9", "1"]), through(client)).words      # what the person hears
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from capture_gateway.testing.calling import Caller
from capture_gateway.testing.company import Company, OptOut
from capture_gateway.testing.moments import (
    Call,
    Done,
    Event,
    HangUp,
    Heard,
    Keys,
    Listening,
    Moment,
    Speaking,
    Speech,
    Walk,
)
from capture_gateway.testing.requests import (
    Account,
    PhoneError,
    Request,
    Response,
    Send,
    Talk,
    run,
    run_async,
    through,
    through_session,
    twice,
)
from capture_gateway.testing.texting import Exchange, Received, Texter

__all__ = [
    "Account",
    "Call",
    "Caller",
    "Company",
    "Done",
    "During",
    "Event",
    "Exchange",
    "HangUp",
    "Heard",
    "Keys",
    "Listening",
    "Moment",
    "OptOut",
    "PhoneError",
    "Received",
    "Request",
    "Response",
    "Send",
    "Speaking",
    "Speech",
    "Step",
    "Talk",
    "Texter",
    "Walk",
    "during",
    "run",
    "run_async",
    "scripted",
    "through",
    "through_session",
    "twice",
]

KEYS = frozenset("0123456789*#")


@dataclass(frozen=True, slots=True)
class During:
    """Something done while the next prompt plays; see `during`."""

    event: Event


Step = str | During | Speech


def during(action: str) -> During:
    """Keys, or `hangup`, while the next prompt plays: lost outside a `<Gather>`, stopping the prompt inside one."""
    return During(_event(action))


def scripted(walk: Walk, script: Iterable[Step]) -> Talk[Call]:
    """A call in which the caller follows `script`, and says and presses nothing afterwards.

    Each step answers one `<Gather>`, after its prompts: keys (`"1"`, `"4155550123#"`; everything pressed there),
    `"wait"` for silence, `"hangup"`, or `Speech`. `during(…)` comes earlier, while the next prompt plays.
    """
    steps = deque(step if not isinstance(step, str) else _event(step) for step in script)
    try:
        moment = next(walk)
        while True:
            moment = walk.send((yield moment) if isinstance(moment, Request) else _answer(moment, steps))
    except StopIteration as end:
        call: Call = end.value
        return call


def _answer(moment: Moment, steps: deque[Event | During]) -> Event:
    early = bool(steps) and isinstance(steps[0], During)
    # A step is everything that is done at one prompt: once there are digits, only silence follows.
    if not steps or early is not isinstance(moment, Speaking) or (isinstance(moment, Listening) and moment.digits):
        return Done()
    step = steps.popleft()
    return step.event if isinstance(step, During) else step


def _event(action: str) -> Event:
    if action == "wait":
        return Done()
    if action == "hangup":
        return HangUp()
    if not action or not KEYS.issuperset(action):
        raise PhoneError(f"{action!r} is neither keys (0-9, * and #) nor wait nor hangup.")
    return Keys(action)
