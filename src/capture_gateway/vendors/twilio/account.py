"""What an account at Twilio has set, read over its REST API; nothing is ever written.

Numbers and short codes: https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
Messaging Services, whose settings win over those of their senders: https://www.twilio.com/docs/messaging/api/service-resource
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from capture_gateway.vendors.twilio.http import Http, ask

_NUMBER_SETTINGS = ("sms", "sms_fallback", "voice", "voice_fallback", "status_callback")
_CODE_SETTINGS = ("sms", "sms_fallback")


@dataclass(frozen=True, slots=True)
class Setting:
    """An address that Twilio calls."""

    url: str
    """Empty: none is set."""
    method: str


@dataclass(frozen=True, slots=True)
class Service:
    """A Messaging Service."""

    sid: str
    name: str
    inbound: Setting
    fallback: Setting
    uses_numbers_webhook: bool
    """Whether the webhook of the number that a message came to is called, and not the service's."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a short code of the account."""

    address: str
    settings: Mapping[str, Setting]
    """`sms`, `voice`, … as `vendors.twilio.webhooks.Webhook.setting` names them."""
    taken_over: Mapping[str, str]
    """`sms`, `voice` -> what answers instead of the webhooks: `TwiML App AP…`."""
    service: Service | None


class Account:
    """One account, over HTTPS. Every failure is an OperatorError of one sentence, without a secret in it."""

    def __init__(self, sid: str, token: str, api_url: str) -> None:
        from twilio.rest import Client  # noqa: PLC0415 - a tenth of a second, which nothing else needs

        self._host = urlsplit(api_url).netloc
        # Never without credentials or an environment: the library would then look for its own.
        self._client = Client(sid, token, http_client=Http(api_url), environment={"TWILIO_ACCOUNT_SID": sid})
        self._services: list[tuple[Service, frozenset[str]]] | None = None

    def number(self, address: str) -> Number | None:
        """What is set for `tel:+14155550100` or `tel:384387`; None where the account does not have it."""
        dialed = address.partition(":")[2]
        is_code = not dialed.startswith("+")
        found = ask(self._host, lambda: self._code(dialed) if is_code else self._number(dialed))
        if found is None:
            return None
        names = _CODE_SETTINGS if is_code else _NUMBER_SETTINGS
        return Number(
            address,
            {
                name: _setting(found, f"{name}_url" if name != "status_callback" else name, f"{name}_method")
                for name in names
            },
            {} if is_code else _taken_over(found),
            next((service for service, senders in self._all_services() if dialed in senders), None),
        )

    def _number(self, dialed: str) -> Any:
        # The filter finds numbers that contain these digits.
        numbers = self._client.incoming_phone_numbers.list(phone_number=dialed)
        return next((number for number in numbers if number.phone_number == dialed), None)

    def _code(self, dialed: str) -> Any:
        return next(
            (code for code in self._client.short_codes.list(short_code=dialed) if code.short_code == dialed), None
        )

    def _all_services(self) -> Iterable[tuple[Service, frozenset[str]]]:
        if self._services is None:
            self._services = ask(
                self._host, lambda: [_service(one) for one in self._client.messaging.v1.services.list()]
            )
        return self._services or ()


def _setting(found: Any, url: str, method: str) -> Setting:
    return Setting((getattr(found, url) or "").strip(), (getattr(found, method) or "POST").upper())


def _taken_over(found: Any) -> dict[str, str]:
    taken = {}
    if found.sms_application_sid:
        taken["sms"] = f"TwiML App {found.sms_application_sid}"
    if found.voice_application_sid:
        taken["voice"] = f"TwiML App {found.voice_application_sid}"
    if found.trunk_sid:
        taken["voice"] = f"SIP trunk {found.trunk_sid}"
    return taken


def _service(one: Any) -> tuple[Service, frozenset[str]]:
    senders = {sender.phone_number for sender in one.phone_numbers.list()}
    senders |= {sender.short_code for sender in one.short_codes.list()}
    service = Service(
        sid=one.sid,
        name=one.friendly_name or one.sid,
        inbound=_setting(one, "inbound_request_url", "inbound_method"),
        fallback=_setting(one, "fallback_url", "fallback_method"),
        uses_numbers_webhook=bool(one.use_inbound_webhook_on_number),
    )
    return service, frozenset(senders)


_USER = re.compile(r"//[^/@]*@")
_QUERY = re.compile(r"\?[^#]*")


def without_secrets(url: str) -> str:
    """A webhook's address as it may be shown: passwords and queries may be secrets of somebody's.

    >>> without_secrets("https://user:pass@old.example/sms?key=1#rc=2")
    'https://…@old.example/sms?…#rc=2'
    """
    return _QUERY.sub("?…", _USER.sub("//…@", url, count=1), count=1)
