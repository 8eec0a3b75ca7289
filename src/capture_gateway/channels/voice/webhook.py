"""What Twilio posts for a telephone line: https://www.twilio.com/docs/voice/twiml#request-parameters

1. The server keeps nothing of a call: where it stands is in the address that the key is posted to, which Twilio signs.
2. A call is many requests. `twilio:call:<CallSid>:<turn>` is the permanent dedupe key of each; a repeat hears the same.
3. A caller whose number is hidden, or no number at all, keys one and confirms it: until then nothing is recorded, and
   what they agree to with it is `requested` until the number itself acts (unless the line believes them).
4. Silence and wrong keys are kept only so that a repeat gets the same answer; they record nothing about anybody.
5. What cannot be kept is answered with spoken words, never with an error: Twilio reads plain text aloud to the caller.
   Where withdrawals alone are taken, the stop key works while those words are spoken, and for a moment after; a
   sentence before them says so.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from capture_gateway.bodies import body_of
from capture_gateway.channels import Gateway
from capture_gateway.channels.voice.documents import MEDIA_TYPE, NOTHING, Script
from capture_gateway.channels.voice.flow import GOODBYE, STOP, Step, VoiceOptions
from capture_gateway.channels.voice.keyed import Seal
from capture_gateway.channels.voice.owner import Owner, Proving, owner_of, proving
from capture_gateway.channels.voice.sweep import UNANSWERED_AFTER
from capture_gateway.channels.voice.turn import Move, after, heard, opening, parse, unknown
from capture_gateway.core import identity
from capture_gateway.core.act import Act, Channel, Check, Intent, Scope, Witness
from capture_gateway.core.errors import Failed, Malformed, OnlyWithdrawals, Unavailable
from capture_gateway.core.state import Decision
from capture_gateway.definitions import Line
from capture_gateway.intake import Answer
from capture_gateway.vendors.twilio import forms
from capture_gateway.vendors.twilio.forms import Form

ENDED = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""Values of `CallStatus` after which no key can come."""

_UNANSWERED: Mapping[Intent, str] = {Intent.DECLINE: "declined", Intent.WITHDRAW: "stopped"}
"""What a caller hears all the same when there was nothing (more) to record."""


def routes(line: Line, gateway: Gateway) -> list[BaseRoute]:
    """`/call`, `/call/{step}` and `/call-status` of one line."""
    options: VoiceOptions = line.options
    script = Script(
        options=options,
        languages=line.languages,
        words=lambda language, name: gateway.catalogue.words(line.program.id, language, name, line.kind),
        base=f"{gateway.settings.public_url}/c/{line.id}/call",
        region=line.program.region,
    )
    by = Proving(options.possession, gateway.joining(line), gateway.secret)

    async def authentic(request: Request) -> Form:
        body = await body_of(request)
        form = forms.authentic(request, body, address=line.address or "", settings=gateway.settings)
        if not form.get("CallSid"):
            raise Malformed("a call has an id")
        return form

    async def call(request: Request) -> Response:
        form = await authentic(request)
        return await respond(form, opening(options, line.languages), 0)

    async def key(request: Request) -> Response:
        try:
            step = options.step(request.path_params["step"])
        except KeyError:
            return Response(status_code=404)
        form = await authentic(request)
        turn = parse(request.scope["query_string"].decode("latin-1"), line.languages, seal_of(form))
        pressed, following = heard(step, turn, form.get("Digits"), line.program.region)
        return await respond(form, after(options, step, following, pressed, line.languages), turn.number)

    async def respond(form: Form, move: Move, number: int) -> Response:
        owner = owner_of(form.get("From"), move.turn.keyed)
        if owner is None:
            owner, move = Owner(), unknown(options, move)
        act = proving(_act(form, owner, move, number, script, line, gateway), by, gateway.random(10))
        try:
            answer = await gateway.intake.receive(act, partial(_reply, script, seal_of(form), move))
        except OnlyWithdrawals:
            step = None if not owner.subject or move.exhausted else stopping(move.step)
            return _spoken(script.apology(step, move.turn, seal_of(form)))
        except (Unavailable, Failed):
            return _spoken(script.apology(None, move.turn, seal_of(form)))
        return _spoken(answer.body)

    async def call_status(request: Request) -> Response:
        form = await authentic(request)
        if form.get("CallStatus") in ENDED:
            with contextlib.suppress(OnlyWithdrawals):  # nothing was shown that could be unanswered
                owner = owner_of(form.get("From"), None) or await keyed_in(form.get("CallSid"))
                if owner is not None:
                    ended = _end(form, owner, line, gateway)
                    await gateway.intake.receive(ended, lambda _: Answer(200, MEDIA_TYPE, NOTHING))
        return _spoken(NOTHING)

    def stopping(step: Step) -> Step | None:
        """`step`, or the first one of the file, where the stop key works."""
        first = options.steps[options.start]
        return next((one for one in (step, first) if STOP in one.keys.values()), None)

    def seal_of(form: Form) -> Seal:
        return Seal(by.secret, form.get("CallSid"))

    async def keyed_in(call: str) -> Owner | None:
        """Whose number was keyed in a call that has words without an answer; calls in progress are all there is."""
        unanswered = await gateway.intake.unanswered(line.id, gateway.now() + UNANSWERED_AFTER)
        return next((Owner(one.subject, "asserted") for one in unanswered if one.thread == call), None)

    return [
        Route("/call", call, methods=["POST"]),
        Route("/call/{step}", key, methods=["POST"]),
        Route("/call-status", call_status, methods=["POST"]),
    ]


def _act(form: Form, owner: Owner, move: Move, number: int, script: Script, line: Line, gateway: Gateway) -> Act:
    now = gateway.now()
    turn, sid = move.turn, form.get("CallSid")
    shows = move.intent in (Intent.ASK, Intent.AGREE)
    return Act(
        id=identity.uuid7(now, gateway.random(10)),
        showing_id=identity.uuid7(now, gateway.random(10)),
        key=f"twilio:call:{sid}:{number}",
        intent=move.intent,
        kind="keypress" if form.get("Digits") else "message",
        value=forms.shown(form.get("Digits")) or ("silence" if number else "call"),
        subject=owner.subject,
        control=owner.control,
        channel=Channel(line.id, line.kind, line.address, "speech"),
        program=line.program,
        received_at=now,
        witness=Witness("provider-signed", "twilio", sid, form.request),
        identifiers=(form.get("From"),),
        language=turn.language,
        languages=line.languages,
        disclosure=_disclosure(script.options, move),
        record_request=turn.language not in turn.requested,
        showing=turn.showing,
        thread=sid,
        scope=Scope("sender") if move.intent is Intent.WITHDRAW else Scope(),
        rule="stop-key" if move.intent is Intent.WITHDRAW else "",
        # It speaks of the caller ID, and of no number that was keyed.
        checks=(_attestation(form.get("StirVerstat")),) if owner.control == "caller-id" else (),
        farewell=GOODBYE if move.intent is Intent.EXPIRE else None,
        presentation=script.presentation(move.step, turn) if shows else {},
    )


def _disclosure(options: VoiceOptions, move: Move) -> str:
    """The name of the words that an act is about: those it asks for, else those that were spoken last."""
    for name in (move.step.say if move.intent is Intent.ASK else "", move.turn.prompt):
        if name in options.disclosures:
            return name
    return min(options.disclosures, default="disclosure")


def _end(form: Form, owner: Owner, line: Line, gateway: Gateway) -> Act:
    now = gateway.now()
    sid, status = form.get("CallSid"), form.get("CallStatus")
    return Act(
        id=identity.uuid7(now, gateway.random(10)),
        showing_id="",
        key=f"twilio:call-status:{sid}:{status}:{form.get('SequenceNumber')}",
        intent=Intent.EXPIRE,
        kind="message",
        value=status,
        subject=owner.subject,
        control=owner.control,
        channel=Channel(line.id, line.kind, line.address, "speech"),
        program=line.program,
        received_at=now,
        witness=Witness("provider-signed", "twilio", sid, form.request),
        identifiers=(form.get("From"),),
        languages=line.languages,
        thread=sid,
    )


def _attestation(verdict: str) -> Check:
    """What the caller's own carrier says of the number: only a plain A says that the caller may use it.

    https://www.twilio.com/docs/voice/trusted-calling-with-shakenstir
    """
    if verdict in ("", "NULL", "No-TN-Validation"):
        return Check("stir-attestation-a", "not_reported", "signed")
    return Check("stir-attestation-a", "pass" if verdict == "TN-Validation-Passed-A" else "fail", "signed")


def _reply(script: Script, seal: Seal, move: Move, decision: Decision) -> Answer:
    """What the caller hears; pure, and the same bytes for the same decision."""
    turn, language, reply = move.turn, move.turn.language, decision.reply
    if decision.outcome in ("asked", "again") and decision.showing is not None and reply is not None:
        showing = decision.showing
        requested = turn.requested if language in turn.requested else (*turn.requested, language)
        spoken = replace(turn, showing=showing.id, prompt=showing.prompt, requested=requested)
        body = script.question(move.step, spoken, seal, before=reply.text)
    elif move.intent is Intent.NOTE and not move.exhausted:
        before = None if move.failed or move.step.say is None else script.text(language, move.step.say)
        body = script.question(move.step, turn, seal, before=before, again=move.failed)
    elif reply is not None:
        body = script.closing([(language, reply.text)])
    else:
        name = GOODBYE if move.exhausted else _UNANSWERED.get(move.intent, move.step.say or GOODBYE)
        body = script.closing([(language, script.text(language, name))])
    return Answer(200, MEDIA_TYPE, body)


def _spoken(body: bytes) -> Response:
    return Response(body, media_type=MEDIA_TYPE)
