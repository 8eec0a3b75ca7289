"""What Twilio posts for a text line: https://www.twilio.com/docs/messaging/guides/webhook-request.

1. Who sent it is known by the provider's signature alone; a sender without a number that can be answered is nobody.
2. The provider's id of the message is its permanent dedupe key; a report's is (message, status, error).
3. Never two replies: where the provider answers a word by itself, ours is empty.
4. A reply's `action` carries the id of the showing (or of the act) that it belongs to, so that reports find it; ids
   tell when they were made.
"""

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
from capture_gateway.core.errors import Malformed
from capture_gateway.core.state import Decision
from capture_gateway.definitions import Line
from capture_gateway.intake import Answer
from capture_gateway.vendors.twilio import forms, twiml
from capture_gateway.vendors.twilio.forms import Form

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
            await gateway.intake.receive(act, lambda _decision: _SILENCE)
        return Response(_SILENCE.body, media_type=_SILENCE.media_type)

    return [
        Route("/message", message, methods=["POST"]),
        Route("/message-status", message_status, methods=["POST"]),
    ]


def _act(form: Form, line: Line, gateway: Gateway) -> Act | None:
    options: TextLine = line.options
    provider_id = form.get("MessageSid")
    if not provider_id or "From" not in form.fields:
        raise Malformed("a message has an id and a sender")
    subject = sender_of(form.get("From"))
    if subject is None:
        return None
    text = forms.shown(form.get("Body"))
    opt_out_type = form.get("OptOutType")
    reading = keywords.read(text, options.vocabulary, opt_out_type=opt_out_type)
    now = gateway.now()
    kind = "message" if reading.is_start else _ACT_KIND.get(reading.intent, "message")
    return Act(
        id=identity.uuid7(now, gateway.random(10)),
        showing_id=identity.uuid7(now, gateway.random(10)),
        key=f"twilio:message:{form.get('AccountSid')}:{provider_id}",
        intent=reading.intent,
        kind=kind,
        value=text,
        subject=subject,
        identifiers=_identifiers(form),
        control="reply" if kind == "keyword" or reading.intent in (Intent.AGREE, Intent.KEEP) else "carrier",
        channel=Channel(line.id, line.kind, line.address),
        program=line.program,
        received_at=now,
        witness=Witness("provider-signed", "twilio", provider_id, form.request),
        language=reading.language,
        languages=line.languages,
        disclosure=reading.disclosure,
        record_request=not reading.is_start,
        otherwise=reading.otherwise,
        scope=reading.scope,
        rule=reading.rule,
        silent=bool(opt_out_type) or options.provider_answers(text),
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
    return tuple(form.get(name) for name in ("From", "WaId", "ExternalUserId") if form.get(name))


def _reply(act: Act, reports: str, decision: Decision) -> Answer:
    if decision.reply is None:
        return _SILENCE
    is_showing = decision.outcome in ("asked", "again", "held")
    action = f"{reports}?showing={act.showing_id}" if is_showing else f"{reports}?reply={act.id}"
    return Answer(200, twiml.MEDIA_TYPE, twiml.message(decision.reply.text, action))
