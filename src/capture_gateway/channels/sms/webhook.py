"""What Twilio posts for a text line: https://www.twilio.com/docs/messaging/guides/webhook-request.

1. Who sent it is known by the provider's signature alone; a sender without a number that can be answered is nobody.
2. The provider's id of the message is its permanent dedupe key; a report's is (message, status, error).
3. Never two replies: where the provider answers a word by itself, ours is empty.
4. A reply's `action` carries the id of the showing (or of the act) that it belongs to, so that reports find it; ids
   tell when they were made.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from capture_gateway.bodies import body_of
from capture_gateway.channels import Gateway
from capture_gateway.channels.sms.definition import TextLine
from capture_gateway.core import identity, keywords
from capture_gateway.core.act import Act, Channel, Intent, Kind, Witness
from capture_gateway.core.address import sender_of
from capture_gateway.core.errors import Malformed, OnlyWithdrawals
from capture_gateway.core.state import Decision
from capture_gateway.definitions import Line
from capture_gateway.intake import Answer
from capture_gateway.vendors.twilio import forms, twiml
from capture_gateway.vendors.twilio.forms import Form
from capture_gateway.vendors.twilio.messages import Message

_ACT_KIND: dict[Intent, Kind] = {
    Intent.ASK: "keyword", Intent.AGREE: "reply", Intent.DECLINE: "reply", Intent.KEEP: "reply"
}  # fmt: skip

_SILENCE = Answer(200, twiml.MEDIA_TYPE, twiml.EMPTY)


def routes(line: Line, gateway: Gateway) -> list[BaseRoute]:
    """`/message` and `/message-status` of one text line."""
    reports = f"{gateway.settings.public_url}/c/{line.id}/message-status"

    async def message(request: Request) -> Response:
        body = await body_of(request)
        form = forms.authentic(request, body, address=line.address or "", settings=gateway.settings)
        act = _act(form, line, gateway)
        answer = _SILENCE if act is None else await gateway.intake.receive(act, partial(_reply, act, reports))
        return Response(answer.body, answer.status, media_type=answer.media_type)

    async def message_status(request: Request) -> Response:
        body = await body_of(request)
        form = forms.authentic(request, body, address=line.address or "", settings=gateway.settings, ours="From")
        act = _report(form, request, line, gateway)
        if act is not None:
            with suppress(OnlyWithdrawals):  # reports that end no consent may be lost
                await gateway.intake.receive(act, lambda _decision: _SILENCE)
        return Response(_SILENCE.body, media_type=_SILENCE.media_type)

    return [
        Route("/message", message, methods=["POST"]),
        Route("/message-status", message_status, methods=["POST"]),
    ]


def _act(form: Form, line: Line, gateway: Gateway) -> Act | None:
    if not form.get("MessageSid") or "From" not in form.fields:
        raise Malformed("a message has an id and a sender")
    witness = Witness("provider-signed", "twilio", form.get("MessageSid"), form.request)
    return _read(form.get, witness, line, gateway, identifiers=_identifiers(form))


def fetched(message: Message, line: Line, gateway: Gateway) -> Act | None:
    """The act of a message that was found at the provider later: nobody signed it for us, and it is answered by text.

    None when it has no sender that can be answered.
    """
    fields = {"MessageSid": message.sid, "AccountSid": message.account, "From": message.sender, "Body": message.body}
    witness = Witness("gateway-observed", "twilio", message.sid)
    act = _read(lambda name: fields.get(name, ""), witness, line, gateway, identifiers=(message.sender,))
    return None if act is None else replace(act, by_text=True, sent_at=message.sent_at)


def _read(
    get: Callable[[str], str], witness: Witness, line: Line, gateway: Gateway, *, identifiers: tuple[str, ...]
) -> Act | None:
    options: TextLine = line.options
    subject = sender_of(get("From"))
    if subject is None:
        return None
    text = forms.shown(get("Body"))
    opt_out_type = get("OptOutType")
    reading = keywords.read(text, options.vocabulary, opt_out_type=opt_out_type)
    now, random = gateway.now(), gateway.random(30)
    kind = "message" if reading.is_start else _ACT_KIND.get(reading.intent, "message")
    return Act(
        id=identity.uuid7(now, random[:10]),
        showing_id=identity.uuid7(now, random[10:20]),
        key=f"twilio:message:{get('AccountSid')}:{witness.provider_id}",
        intent=reading.intent,
        kind=kind,
        value=text,
        subject=subject,
        identifiers=identifiers,
        control="reply" if kind == "keyword" or reading.intent in (Intent.AGREE, Intent.KEEP) else "carrier",
        channel=Channel(line.id, line.kind, line.address),
        program=line.program,
        received_at=now,
        witness=witness,
        language=reading.language,
        languages=line.languages,
        disclosure=reading.disclosure,
        record_request=not reading.is_start,
        otherwise=reading.otherwise,
        scope=reading.scope,
        rule=reading.rule,
        silent=bool(opt_out_type) or options.provider_answers(text),
        code=reading.code,
        text_id=identity.uuid7(now, random[20:]),
    )


def _report(form: Form, request: Request, line: Line, gateway: Gateway) -> Act | None:
    provider_id, status = form.get("MessageSid"), form.get("MessageStatus")
    if not provider_id or not status:
        raise Malformed("a delivery report has a message and a status")
    subject = sender_of(form.get("To"))
    if subject is None:
        return None
    error = form.get("ErrorCode")
    now = gateway.now()
    return Act(
        id=identity.uuid7(now, gateway.random(10)),
        showing_id="",
        key=f"twilio:message-status:{provider_id}:{status}:{error}",
        intent=Intent.DELIVERY,
        kind="delivery-error",
        value=error or status,
        subject=subject,
        identifiers=(form.get("To"),),
        control="carrier",
        channel=Channel(line.id, line.kind, line.address),
        program=line.program,
        received_at=now,
        witness=Witness("provider-signed", "twilio", provider_id, form.request),
        languages=line.languages,
        showing=request.query_params.get("showing") or request.query_params.get("reply"),
        delivery=(provider_id, status, error),
    )


def _identifiers(form: Form) -> tuple[str, ...]:
    return tuple([form.fields[name] for name in ("From", "WaId", "ExternalUserId") if form.fields.get(name)])


def _reply(act: Act, reports: str, decision: Decision) -> Answer:
    if decision.reply is None:
        return _SILENCE
    is_showing = decision.outcome in ("asked", "again", "held")
    action = f"{reports}?showing={act.showing_id}" if is_showing else f"{reports}?reply={act.id}"
    return Answer(200, twiml.MEDIA_TYPE, twiml.message(decision.reply.text, action))
