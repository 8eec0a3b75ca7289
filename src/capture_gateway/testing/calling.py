"""A call, walked as Twilio walks it.

1. `<Say>`, `<Play>` and `<Pause>` play to their end; a key pressed meanwhile is lost.
2. Inside `<Gather>` the first key stops them. Keys are taken until `numDigits`, `finishOnKey` (not part of the digits)
   or `timeout` seconds of silence after the last prompt or key. Then `action` is asked; what follows is unreachable.
3. Nothing pressed, or `finishOnKey` first: on to the next verb, unless `actionOnEmptyResult`.
4. The caller hangs up: no further document is asked for. At the end the line's status callback gets `completed`.

https://www.twilio.com/docs/voice/twiml/gather · https://www.twilio.com/docs/voice/twiml#request-parameters
"""

from collections.abc import Generator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TypeVar
from urllib.parse import urljoin

from capture_gateway.testing import twiml
from capture_gateway.testing.company import Company
from capture_gateway.testing.moments import Call, Event, HangUp, Keys, Listening, Moment, Speaking, Speech, Walk, heard
from capture_gateway.testing.requests import PhoneError, Request, Response

T = TypeVar("T")
Part = Generator[Request | Moment, Response | Event, T]
Prompt = twiml.Say | twiml.Play | twiml.Pause


class _Over(Exception):
    """The call ended, by whom `Call.ended_by` says."""


class Caller:
    """A person who calls one line.

    `line` is its number, `url` its call webhook, `status_url` its status callback (empty: none). `number` may be what
    Twilio sends for a hidden caller ID: `anonymous`, or `+266696687`.
    """

    def __init__(self, company: Company, number: str, *, line: str, url: str, status_url: str = "") -> None:
        self.company = company
        self.number = number
        self.line = line
        self.url = url
        self.status_url = status_url
        self.extra: dict[str, str] = {"StirVerstat": "TN-Validation-Passed-A"}
        self.max_requests = 40

    def walk(self) -> Walk:
        """Yields requests, to be answered with responses, and moments, to be answered with events."""
        call = Call(self.company.sid("CA"))
        with suppress(_Over):
            yield from self._talk(call)
        if self.status_url:
            response = yield self._request("POST", self.status_url, call, self._ending(call))
            if not isinstance(response, Response) or not 200 <= response.status < 300:
                raise PhoneError(f"The gateway did not take the end of a call: {response}.")
        return call

    def _talk(self, call: Call) -> Part[None]:
        following: Request | None = self._request("POST", self.url, call, {"CallStatus": "ringing"})
        while following is not None:
            if len(call.requests) == self.max_requests:
                raise PhoneError(f"One call took more than {self.max_requests} requests.")
            request = following
            response = yield request
            if not isinstance(response, Response):
                raise TypeError("a request is answered with a response")
            call.requests.append(request)
            following = yield from self._document(call, request, twiml.call_verbs(twiml.body_of(request, response)))
        call.ended_by = "gateway"

    def _document(self, call: Call, request: Request, verbs: tuple[twiml.CallVerb, ...]) -> Part[Request | None]:
        """The next request, or None when the document comes to its end."""
        for verb in verbs:
            match verb:
                case twiml.Gather():
                    fields = yield from self._gather(call, verb)
                    if fields is not None:
                        return self._next(call, request, verb.method, verb.action, fields)
                case twiml.Redirect(url, method):
                    return self._next(call, request, method, url, {})
                case twiml.Hangup():
                    return None
                case twiml.Reject(reason):
                    if len(call.requests) > 1 or verb is not verbs[0]:
                        return None
                    call.ended_by, call.status = "rejected", "busy" if reason == "busy" else "no-answer"
                    raise _Over
                case _:
                    yield from self._play(call, verb, gather=False, stops=False)
        return None

    def _play(self, call: Call, verb: Prompt, *, gather: bool, stops: bool) -> Part[str]:
        """Play a prompt as often as it loops, until a key `stops` it; those keys."""
        loops = 1 if isinstance(verb, twiml.Pause) else verb.loop
        if not loops and not gather:
            raise PhoneError("A prompt outside a <Gather> repeats for ever; nobody could get on.")
        for _ in range(loops or 1000):  # Twilio ends an endless prompt after 1,000 times
            prompt = heard(verb, len(call.requests) - 1, gather=gather)
            event = yield Speaking(prompt)
            interrupted = isinstance(event, HangUp) or (stops and isinstance(event, Keys))
            call.heard.append(replace(prompt, interrupted=interrupted))
            call.seconds += prompt.seconds
            if isinstance(event, HangUp):
                call.ended_by = "caller"
                raise _Over
            if isinstance(event, Keys):
                if stops:
                    return event.keys
                call.lost += event.keys
        return ""

    def _gather(self, call: Call, verb: twiml.Gather) -> Part[dict[str, str] | None]:
        """The fields for `action`, or None to go on with the next verb."""
        keys, digits, tones = "", "", "dtmf" in verb.listens
        for prompt in verb.prompts:
            keys = yield from self._play(call, prompt, gather=True, stops=tones)
            if keys:
                break
        while True:
            for position, key in enumerate(keys):
                digits += key if key != verb.finish_on_key else ""
                if key == verb.finish_on_key or len(digits) == verb.num_digits:
                    call.lost += keys[position + 1 :]
                    return _result(verb, digits, key if key == verb.finish_on_key else "")
            keys = ""
            event = yield Listening(verb, digits)
            match event:
                case Keys(pressed) if tones:
                    keys = pressed
                case Keys(pressed):
                    call.lost += pressed
                case Speech(words, confidence) if "speech" in verb.listens and not digits:
                    return {"SpeechResult": words, "Confidence": confidence, "msg": "Gather End"}
                case HangUp():
                    call.ended_by = "caller"
                    raise _Over
                case _:
                    call.seconds += verb.timeout
                    return _result(verb, digits, "")

    def _next(self, call: Call, request: Request, method: str, url: str, fields: dict[str, str]) -> Request:
        return self._request(method, urljoin(request.url, url), call, {"CallStatus": "in-progress", **fields})

    def _request(self, method: str, url: str, call: Call, fields: dict[str, str]) -> Request:
        places = {f"{end}{part}": "" for end in ("From", "To", "Caller", "Called") for part in ("City", "State", "Zip")}
        countries = {f"{end}Country": "US" for end in ("From", "To", "Caller", "Called")}
        base = {
            "CallSid": call.sid,
            "AccountSid": self.company.account.sid,
            "From": self.number,
            "To": self.line,
            "Caller": self.number,
            "Called": self.line,
            "Direction": "inbound",
            "ApiVersion": "2010-04-01",
        }
        pairs = {**base, **places, **countries, **self.extra, **fields}
        return self.company.account.request(method, url, pairs.items())

    def _ending(self, call: Call) -> dict[str, str]:
        seconds = max(1, round(call.seconds))
        return {
            "CallStatus": call.status,
            "CallDuration": str(seconds),
            "Duration": str(-(-seconds // 60)),
            "Timestamp": format_datetime(datetime.fromtimestamp(self.company.now() // 1000, UTC)),
            "SequenceNumber": "0",
            "CallbackSource": "call-progress-events",
            "SipResponseCode": "200",
        }


def _result(verb: twiml.Gather, digits: str, finished: str) -> dict[str, str] | None:
    """What a `<Gather>` posts; `Digits` present and empty for an empty result is Twilio's form as far as known."""
    if not digits and not verb.on_empty:
        return None
    return {"Digits": digits, "FinishedOnKey": finished, "msg": "Gather End"}
