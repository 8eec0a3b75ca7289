"""Robots at the form: whose numbers they type, and from where. The same ones are a figure and a test."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

MACHINE = "203.0.113.7"
CATEGORIES = ("offers",)
WAYS = ("sms", "whatsapp")


@dataclass(frozen=True, slots=True)
class Attack:
    """Posted forms, by their index."""

    name: str
    number: Callable[[int], str]
    ip: Callable[[int], str]
    most: int
    """Texts that may go out, however many posts there are within an hour."""


def anywhere(index: int) -> str:
    """A number of the United States; each of the first 600 has a block of its own."""
    return f"+1628{200 + index % 600}{index * 7919 % 10_000:04}"


def another_machine(index: int) -> str:
    """An address of a botnet."""
    return str(IPv4Address("198.18.0.0") + index)


def _abroad() -> list[str]:
    regions = sorted(region for region in phonenumbers.SUPPORTED_REGIONS if region != "US")
    examples = [phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE) for region in regions]
    return [phonenumbers.format_number(one, PhoneNumberFormat.E164) for one in examples if one is not None]


ABROAD = _abroad()

ATTACKS = (
    Attack("one machine, many numbers", anywhere, lambda _: MACHINE, 5),
    Attack("many machines, many numbers", anywhere, another_machine, 50),
    Attack("many machines, one block of numbers", lambda index: f"+1628777{4000 + index % 1000}", another_machine, 5),
    Attack("many machines, one number", lambda _: "+16287774000", another_machine, 1),
    Attack("many machines, every other country", lambda index: ABROAD[index % len(ABROAD)], another_machine, 0),
)


def token_in(page: str) -> str:
    """What a form needs to be posted."""
    found = re.search(r'name="token" value="([^"]+)"', page)
    assert found, "the page is no form"
    return found[1]


def fields(page: str, number: str) -> tuple[tuple[str, str], ...]:
    """What a browser would post of this form."""
    ticked = (*(("category", one) for one in CATEGORIES), *(("contact", one) for one in WAYS))
    return (("token", token_in(page)), ("tel", number), *ticked, ("website", ""))


def join_code(page: str) -> str:
    """What the page that answers tells a person to text."""
    found = re.search(r"JOIN \w{4}", page)
    assert found, "the page tells no code"
    return found[0]


def asking(web: str) -> str:
    """The sample's web line, asking typed numbers by text."""
    return re.sub(r'(?m)^possession = "[a-z-]+"', 'possession = "reply"', web)
