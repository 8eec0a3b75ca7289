"""Whether the provider has set what the files say: one check after the other, in words.

A check is `ok`, or `differs` (then it says what is, and what should be), or it cannot tell: the provider's API does not
show who answers STOP, so those say what to look at by hand.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import phonenumbers

from capture_gateway.carrier.material import why_not_public
from capture_gateway.core.address import readable
from capture_gateway.core.way_in import OptOut
from capture_gateway.vendors.twilio.account import Account, Number, Setting, without_secrets
from capture_gateway.vendors.twilio.webhooks import Webhook

State = Literal["ok", "differs", "cannot tell"]

# What is set in the console alone. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
OPT_OUT_PAGE = "https://console.twilio.com, Messaging, Services, {}, Opt-Out Management"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    line: str
    """The line's id; empty: the whole deployment."""
    what: str
    """`A message comes in`, `opt_out`."""
    state: State
    message: str
    """What was found, and what should be."""


@dataclass(frozen=True, slots=True)
class Connected:
    """An open line that the provider calls."""

    id: str
    address: str | None
    webhooks: tuple[Webhook, ...]
    opt_out: OptOut | None
    """Who answers STOP; None: nobody texts this line."""


def examine(lines: Iterable[Connected], public_url: str, account: Account) -> Iterator[Check]:
    """Every check. OperatorError when the account cannot be read."""
    why = why_not_public(public_url)
    fits = f"{public_url} can be called from outside, as far as it tells"
    differs = f"CAPTURE_GATEWAY_PUBLIC_URL is {public_url}, and {why}: it should be the https address that Twilio calls"
    yield Check("", "PUBLIC_URL", "differs" if why else "ok", differs if why else fits)
    for line in lines:
        if line.address is None:
            yield Check(line.id, "address", "differs", "the line's file has no address: Twilio calls it for a number")
            continue
        number = account.number(line.address)
        called = readable(line.address)
        if number is None:
            yield Check(
                line.id, "number", "differs", f"{called} is not in this account: buy it, or correct the line's file"
            )
            continue
        yield Check(line.id, "number", "ok", f"{called} is in this account")
        yield from _webhooks(line, number, f"{public_url}/c/{line.id}")
        if line.opt_out is not None:
            yield _opt_out(line, line.opt_out, line.address, number)


def _webhooks(line: Connected, number: Number, base: str) -> Iterator[Check]:
    for webhook in line.webhooks:
        group = "sms" if webhook.setting.startswith("sms") else "voice"
        taken = number.taken_over.get(group)
        service = number.service if group == "sms" else None
        what, wanted = webhook.label, Setting(webhook.url(base), "POST")
        if service is not None and not service.uses_numbers_webhook:
            found = service.fallback if webhook.setting == "sms_fallback" else service.inbound
            yield _compared(line.id, f"{what} (Messaging Service {service.name})", found, wanted)
        elif taken is not None:
            message = f"{taken} answers instead: remove it from the number, so that the webhook counts"
            yield Check(line.id, what, "differs", message)
        elif webhook.setting in number.settings:
            yield _compared(line.id, what, number.settings[webhook.setting], wanted)


def _compared(line: str, what: str, found: Setting, wanted: Setting) -> Check:
    if found == wanted:
        return Check(line, what, "ok", f"{wanted.method} {wanted.url}")
    is_ = f"{found.method} {without_secrets(found.url)}" if found.url else "not set"
    return Check(line, what, "differs", f"is {is_}, should be {wanted.method} {wanted.url}")


def _opt_out(line: Connected, mode: OptOut, address: str, number: Number) -> Check:
    """Who answers STOP there, as far as the kind of number and its service tell."""
    state, message = _who_answers_stop(mode, address, number)
    return Check(line.id, "opt_out", state, f'"{mode}": {message}')


def _who_answers_stop(mode: OptOut, address: str, number: Number) -> tuple[State, str]:
    service = number.service
    page = OPT_OUT_PAGE.format(service.name if service else "")
    is_code = not address.partition(":")[2].startswith("+")
    if mode == "advanced":
        if service is None:
            return "differs", "the number is in no Messaging Service, which Advanced Opt-Out needs"
        return "cannot tell", f"look at {page}: it must be on, with the texts that `capture-gateway pack` writes"
    if _is_toll_free(address) and mode == "gateway":
        return "differs", 'on toll-free numbers the network itself answers STOP: write "twilio"'
    if is_code and service is None and mode == "twilio":
        return "differs", 'on a short code outside a Messaging Service nobody answers STOP: write "gateway"'
    if is_code and service is None:
        return "ok", "a short code outside a Messaging Service leaves STOP to us"
    if mode == "gateway":
        return (
            "cannot tell",
            "Twilio answers STOP unless its support turned that off: text STOP, and look for one answer",
        )
    if service is not None:
        return "cannot tell", f'look at {page}: where Advanced Opt-Out is on, write "advanced"'
    return "ok", "Twilio's default handling answers STOP"


def _is_toll_free(address: str) -> bool:
    try:
        parsed = phonenumbers.parse(address.partition(":")[2])
    except phonenumbers.NumberParseException:
        return False  # a short code
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.TOLL_FREE


def differing(checks: Sequence[Check]) -> int:
    """How many differ."""
    return sum(check.state == "differs" for check in checks)
