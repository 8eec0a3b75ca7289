"""How many texts may go to numbers that somebody typed, or that a caller ID claims: values in, one refusal or none out.

1. Only texts to such numbers are limited: anybody can type, or forge, anybody's. Who texts us, or typed a code back, is
   answered; who withdraws is heard, whatever was sent before.
2. Refused is the text alone. The person is asked in the same words, and can always text us the code on the page.
3. A number: 1 text in 24 hours, 3 in 30 days. Its block (all but the last three digits): 5 an hour. An IPv4 address or
   IPv6 /64: 5 in 10 minutes, 20 in 24 hours. A site: ten times its hourly mean of the last 7 days, but at least 60.
   A country, and a program's money: so much on a day (UTC). `core.program.Limits` has every figure.
4. Where 50 questions went to a country or a block today and fewer than a fifth were answered with yes, no more go there
   until enough of them are, or the day is over: whoever pumps texts for money answers none.
5. Only the countries that the program names, and no number that is premium, shared-cost, toll-free, a pager's or a
   company's universal one. (libphonenumber's types, https://github.com/google/libphonenumber)
6. Posted forms that wait for proof are kept up to 1 000 in 10 minutes of one address, and 30 in 24 hours with one
   number. What is more, or was filled in by a robot (its honeypot says so), is answered alike, and nothing is kept.

Counters have keys `<what>:<of whom>:<start of the span>`. A limit over a length of time is counted in quarters of it,
and looks back on five: so no length of that time ever sees more, wherever it begins. Numbers and networks stand
in keys behind PERSON, as digests; they, and sites, are counted together for all programs, countries and money for each.
"""

import ipaddress
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

import phonenumbers
from phonenumbers import PhoneNumberType

from capture_gateway.core import instant
from capture_gateway.core.act import Act, Intent
from capture_gateway.core.program import Limits
from capture_gateway.core.state import Decision

QUARTERS = 4
WEEK = 7
"""Days whose mean tells what a site is used to, and for which refusals are shown."""
BURST = 10
"""How many times its mean a site may cause."""
PERSON = "~"
"""Stands before somebody whom only the store's own token may stand for: a digest of a number can be guessed."""
HONEYPOT = "honeypot"
"""The check that fails where a field was filled in that no person sees."""

_TYPED = ("asserted", "caller-id")
_ASKING = ("reply", "code")
_NO_PERSONS = frozenset({
    PhoneNumberType.PREMIUM_RATE, PhoneNumberType.SHARED_COST, PhoneNumberType.TOLL_FREE, PhoneNumberType.PAGER,
    PhoneNumberType.UAN, PhoneNumberType.VOICEMAIL,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Limit:
    """So many in any span of this length, for each of those that `of` tells apart."""

    what: str
    of: Callable[[Act], str]
    """Empty: this act has none."""
    length: int
    most: Callable[[Limits], int]

    def keys(self, act: Act, now: int) -> Sequence[str]:
        """The counters of the quarters that may hold any of the last `length`, the newest first."""
        whom, quarter = self.of(act), self.length // QUARTERS
        newest = now // quarter * quarter
        return [f"{self.what}:{whom}:{newest - back * quarter}" for back in range(QUARTERS + 1)] if whom else []

    def count(self, act: Act, counts: Mapping[str, int], now: int) -> int:
        """How many there were."""
        return sum(counts.get(key, 0) for key in self.keys(act, now))

    def one_more(self, act: Act, now: int) -> Iterator[tuple[str, tuple[int, int]]]:
        """The counter that grows, and when nobody looks back on it any more."""
        whom, quarter = self.of(act), self.length // QUARTERS
        newest = now // quarter * quarter
        if whom:
            yield f"{self.what}:{whom}:{newest}", (1, newest + self.length + quarter)


@lru_cache(maxsize=16_384)
def _digest(value: str) -> str:
    return PERSON + sha256(value.encode()).hexdigest()[:32]


@lru_cache(maxsize=16_384)
def _network(ip: str) -> str:
    """An IPv4 address, or the /64 of an IPv6 one: what one subscriber has."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return _digest(ip)
    if isinstance(address, ipaddress.IPv6Address):
        mapped = address.ipv4_mapped
        return _digest(str(mapped or ipaddress.ip_network((int(address), 64), strict=False)))
    return _digest(str(address))


def _number(act: Act) -> str:
    return _digest(act.subject)


def _block(act: Act) -> str:
    return _digest(act.subject[:-3])


def _ip(act: Act) -> str:
    return "" if act.witness.ip is None else _network(act.witness.ip)


def _site(act: Act) -> str:
    """The site of a form, or its line where there is none. A telephone line is busy when it is: it has none."""
    return (act.witness.page or act.channel.id) if act.channel.medium == "page" else ""


_SITE = _Limit("site", _site, instant.HOUR, lambda limits: limits.site_hour)
_TEXTS = (
    _Limit("number", _number, instant.DAY, lambda limits: limits.number_day),
    _Limit("number-month", _number, 30 * instant.DAY, lambda limits: limits.number_month),
    _Limit("block", _block, instant.HOUR, lambda limits: limits.block_hour),
    _Limit("ip", _ip, 10 * instant.MINUTE, lambda limits: limits.ip_10_minutes),
    _Limit("ip-day", _ip, instant.DAY, lambda limits: limits.ip_day),
)
_POSTS = (
    _Limit("posts-ip", _ip, 10 * instant.MINUTE, lambda limits: limits.posts_ip_10_minutes),
    _Limit("posts-number", _number, instant.DAY, lambda limits: limits.posts_number_day),
)


def of_person(subject: str) -> Sequence[str]:
    """The counters that count this person alone: their keys, without the start of the span."""
    return [f"{limit.what}:{_digest(subject)}:" for limit in (*_TEXTS, *_POSTS) if limit.of is _number]


def on_day(what: str, whom: str, day: int) -> str:
    """The counter of a day that starts at `day`."""
    return f"{what}:{whom}:{day}"


def day_of(now: int) -> int:
    """The start of the day in UTC."""
    return now // instant.DAY * instant.DAY


def keys(act: Act, now: int) -> Sequence[str]:
    """The counters that `refusal` and `is_flood` look at; none for acts that no typed number is in."""
    found = [key for limit in _POSTS for key in limit.keys(act, now)] if _is_post(act) else []
    if not _may_be_texted(act):
        return found
    day = day_of(now)
    found += [key for limit in (*_TEXTS, _SITE) for key in limit.keys(act, now)]
    found += [on_day("site-day", _site(act), day - back * instant.DAY) for back in range(1, WEEK + 1)]
    found += [on_day("texts", _country(act), day), on_day("spent", act.program.id, day)]
    found += [on_day(what, whom, day) for whom in _answering(act) for what in ("asked", "confirmed")]
    return found


def refusal(act: Act, counts: Mapping[str, int], now: int) -> str | None:
    """Why no text may go to the number that was typed; None: it may.

    `number-type` `country` `number` `number-month` `block` `ip` `ip-day` `site` `country-day` `spend` `conversion`
    """
    if not _may_be_texted(act):
        return None
    program, limits, day = act.program, act.program.limits, day_of(now)
    country, is_persons = _kind(act.subject)
    if not is_persons:
        return "number-type"
    if country not in program.texted:
        return "country"
    for limit in _TEXTS:
        if limit.count(act, counts, now) >= limit.most(limits):
            return limit.what
    before = sum(counts.get(on_day("site-day", _site(act), day - back * instant.DAY), 0) for back in range(1, WEEK + 1))
    if _SITE.count(act, counts, now) >= max(_SITE.most(limits), BURST * before // (WEEK * 24)):
        return "site"
    if counts.get(on_day("texts", _country(act), day), 0) >= limits.country_day:
        return "country-day"
    if counts.get(on_day("spent", program.id, day), 0) + limits.price(country) > limits.spend_day:
        return "spend"
    if any(is_unanswered(whom, counts, limits, day) for whom in _answering(act)):
        return "conversion"
    return None


def is_unanswered(whom: str, counts: Mapping[str, int], limits: Limits, day: int) -> bool:
    """Whether so few of those who were asked that day, in a country or a block, said yes that no more are asked."""
    asked, confirmed = (counts.get(on_day(what, whom, day), 0) for what in ("asked", "confirmed"))
    return asked >= limits.conversion_after and 100 * confirmed < limits.conversion_percent * asked


def is_flood(act: Act, counts: Mapping[str, int], now: int) -> bool:
    """Whether this is answered, and nothing is kept of it: a robot's, or so many came from there."""
    if not _is_post(act):
        return False
    robot = any(check.name == HONEYPOT and check.result == "fail" for check in act.checks)
    return robot or any(limit.count(act, counts, now) >= limit.most(act.program.limits) for limit in _POSTS)


def used(act: Act, decision: Decision, now: int) -> Mapping[str, tuple[int, int]]:
    """Counter -> (by how much it grows, when its span ends)."""
    day, is_kept = day_of(now), decision.outcome != "unrecorded"
    grown: dict[str, tuple[int, int]] = {}

    def grow(what: str, whom: str, by: int = 1, days: int = 1) -> None:
        grown[on_day(what, whom, day)] = (by, day + days * instant.DAY)

    if is_kept and _is_post(act):
        grown |= dict(one for limit in _POSTS for one in limit.one_more(act, now))
    if decision.texts and _may_be_texted(act):
        grown |= dict(one for limit in (*_TEXTS, _SITE) for one in limit.one_more(act, now))
        if _site(act):
            grow("site-day", _site(act), days=WEEK + 1)
        grow("texts", _country(act))
        grow("spent", act.program.id, act.program.limits.price(_kind(act.subject)[0]))
        for whom in _answering(act):
            grow("asked", whom)
    if _is_confirmed(decision):
        for whom in (_country(act), _block(act)):
            grow("confirmed", whom)
    refused = decision.refused if is_kept else _why_unkept(act)
    if refused is not None:
        grow("refused", f"{_country(act)}/{refused}", days=WEEK)
    return grown


def _is_post(act: Act) -> bool:
    """A form that waits for proof of the number in it."""
    return act.channel.medium == "page" and act.intent is Intent.AGREE and not act.grants


def _may_be_texted(act: Act) -> bool:
    """Whether a text to an unproved number may come of it."""
    if act.texting is None or act.control not in _TYPED or act.intent not in (Intent.AGREE, Intent.WITHDRAW):
        return False
    return act.grants or _asks(act)


def _asks(act: Act) -> bool:
    """Whether that text would ask whose number it is."""
    return act.proof is not None and act.proof.mode in _ASKING


def _answering(act: Act) -> Sequence[str]:
    """Of whom it is counted how many say yes when asked."""
    return (_country(act), _block(act)) if _asks(act) else ()


def _is_confirmed(decision: Decision) -> bool:
    """Whether somebody whom a text of ours asked said that the number is theirs."""
    proof = decision.showing.proof if decision.showing is not None else None
    is_given = decision.record is not None and decision.record.event == "given"
    return is_given and proof is not None and proof.mode in _ASKING


def _why_unkept(act: Act) -> str:
    return HONEYPOT if any(check.name == HONEYPOT and check.result == "fail" for check in act.checks) else "flood"


def _country(act: Act) -> str:
    """Of whom a country's texts and answers are counted: the program's own, `bluebird-updates/US`."""
    return f"{act.program.id}/{_kind(act.subject)[0]}"


@lru_cache(maxsize=16_384)
def _kind(subject: str) -> tuple[str, bool]:
    """The country of a number (`US`; empty when it has none), and whether it may be a person's own telephone."""
    try:
        number = phonenumbers.parse(subject.rpartition(":")[2])
    except phonenumbers.NumberParseException:
        return "", False
    region = phonenumbers.region_code_for_number(number)
    return region or "", bool(region) and phonenumbers.number_type(number) not in _NO_PERSONS
