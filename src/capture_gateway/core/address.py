"""Addresses: how a person or a line is reached.

1. Canonical form is `tel:+E164`; `whatsapp:+E164` for a WhatsApp sender. The subject of both is `tel:+E164` (one
   person).
2. Input may be `+1415…`, `tel:+1415…`, or a national number with a region; a `+` that arrived as a space is read as
   `+`.
3. Only numbers that libphonenumber holds valid are addresses of people.
4. A caller ID may be withheld: by name, or spelled on the keypad (`+266696687` is ANONYMOUS).
5. A number stands in a text when its national digits do, one behind the other, in digits of any script and whatever
   stands between them.
"""

import re
import unicodedata
from functools import lru_cache

import phonenumbers

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_DIGIT = re.compile(r"\d")

# The keypad spellings that Twilio delivers as caller ID: ANONYMOUS, RESTRICTED, BLOCKED, UNKNOWN, UNAVAILABLE.
# https://www.twilio.com/docs/voice/twiml#request-parameters
WITHHELD = frozenset({"+266696687", "+7378742833", "+2562533", "+8656696", "+86282452253"})


class BadAddress(ValueError):
    """Not a number that can be reached."""


@lru_cache(maxsize=16_384)
def parse(value: str, region: str | None = None) -> str:
    """The canonical address of `value`. `region`: ISO 3166 code for national numbers. BadAddress when it is none.

    >>> parse("(415) 555-0123", "US")
    'tel:+14155550123'
    """
    usual = _usual().fullmatch(value)
    if usual is not None:
        return "tel:" + usual[1]
    scheme, _, number = value.rpartition(":")
    if scheme not in ("", "tel", "whatsapp"):
        raise BadAddress("the address must be a telephone number")
    if number.startswith(" ") and number[1:2].isdigit():
        number = "+" + number[1:]
    number = number.strip()
    if number.startswith("+"):
        region = None
    elif scheme:
        raise BadAddress("a number after tel: or whatsapp: starts with + and the country code")
    # libphonenumber reads letters as keypad digits; an address has none.
    if len(number) > 40 or any(character.isalpha() for character in number):
        raise BadAddress("the address must be a telephone number")
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException as error:
        raise BadAddress("the address must be a telephone number") from error
    if parsed.extension or not phonenumbers.is_valid_number(parsed):
        raise BadAddress("no such telephone number can exist")
    return "tel:" + phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


@lru_cache(maxsize=1)
def _usual() -> re.Pattern[str]:
    """Most canonical numbers of the United States: libphonenumber's own pattern, asked once instead of 25 regions."""
    known = phonenumbers.PhoneMetadata.metadata_for_region("US")
    numbers = known and known.fixed_line and known.fixed_line.national_number_pattern
    return re.compile(rf"(?:tel:)?(\+1(?:{numbers}))", re.ASCII)


def sender_of(raw: str) -> str | None:
    """The person behind a provider's `From`: a subject, or None when it is withheld, impossible or no number."""
    number = raw.removeprefix("whatsapp:")
    if number in WITHHELD or not _E164.fullmatch(number):
        return None
    try:
        return parse(number)
    except BadAddress:
        return None


def stands_in(text: str, person: str) -> bool:
    """Whether `text` holds the number of `person`, a canonical address, with or without its country code.

    >>> stands_in("I, (415) 555-0123, agree", "tel:+14155550123")
    True
    """
    digits = "".join(str(unicodedata.decimal(one)) for one in _DIGIT.findall(unicodedata.normalize("NFKC", text)))
    if not digits:  # most have none, and reading a number takes longer
        return False
    number = phonenumbers.parse(person.removeprefix("tel:"))
    return phonenumbers.national_significant_number(number) in digits


def line_address(raw: str) -> str:
    """The `To` of a provider as the files write it: `+1415…` -> `tel:+1415…`, a short code `384387` -> `tel:384387`."""
    return raw if raw.startswith("whatsapp:") else "tel:" + raw


@lru_cache(maxsize=256)
def dialed(address: str, region: str) -> str:
    """A line's number as people of `region` dial it: `(415) 555-0100`; a short code stays as it is."""
    number = address.rpartition(":")[2]
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return number
    is_near = parsed.country_code == phonenumbers.country_code_for_region(region)
    style = phonenumbers.PhoneNumberFormat
    return str(phonenumbers.format_number(parsed, style.NATIONAL if is_near else style.INTERNATIONAL))


def readable(address: str) -> str:
    """As a person writes it: `tel:+14155550100` -> `+1 415-555-0100`; a short code stays as it is."""
    number = address.rpartition(":")[2]
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    except phonenumbers.NumberParseException:
        return number
