"""What the limits on texts let through and held back, as an operator reads it: counters in, figures out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from capture_gateway.core import instant, limits
from capture_gateway.core.program import Program

KINDS = ("texts", "spent", "asked", "confirmed", "refused")
"""The counters that `of` looks at."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Texts to unproved numbers of one country today."""

    sent: int = 0
    asked: int = 0
    """How many of them asked whose number it is."""
    confirmed: int = 0
    """How many people answered that it is theirs."""


@dataclass(frozen=True, slots=True)
class Paused:
    """What gets no texts for now."""

    what: str
    """`US`, `everywhere`, `2 blocks of numbers`."""
    reason: str
    """As `limits.refusal` gives it."""
    until: int


@dataclass(frozen=True, slots=True)
class Usage:
    """One program's."""

    program: str
    spent: int
    """Today, in millionths of a dollar."""
    budget: int
    texts: Mapping[str, Texts]
    """Country -> today's, for every country that had any."""
    refused: Mapping[str, Mapping[str, int]]
    """Reason -> country -> how many, in the last seven days, today's among them."""
    paused: tuple[Paused, ...]


def of(program: Program, counts: Mapping[str, int], now: int) -> Usage:
    """What `counts` (every counter of `KINDS`) say of `program`."""
    day, own = limits.day_of(now), f"{program.id}/"
    today: dict[str, dict[str, int]] = {kind: {} for kind in KINDS}
    refused: dict[str, dict[str, int]] = {}
    for key, count in counts.items():
        kind, _, rest = key.partition(":")
        whom, _, start = rest.rpartition(":")
        if int(start) == day:
            today[kind][whom] = count
        if kind == "refused" and whom.startswith(own) and int(start) > day - limits.WEEK * instant.DAY:
            country, _, reason = whom.removeprefix(own).partition("/")
            of_reason = refused.setdefault(reason, {})
            of_reason[country] = of_reason.get(country, 0) + count
    texts = {
        whom.removeprefix(own): Texts(count, today["asked"].get(whom, 0), today["confirmed"].get(whom, 0))
        for whom, count in sorted(today["texts"].items())
        if whom.startswith(own)
    }
    spent = today["spent"].get(program.id, 0)
    paused = _paused(program, texts, spent, today["asked"], counts, day)
    return Usage(program.id, spent, program.limits.spend_day, texts, refused, paused)


def _paused(
    program: Program,
    texts: Mapping[str, Texts],
    spent: int,
    asked: Collection[str],
    counts: Mapping[str, int],
    day: int,
) -> tuple[Paused, ...]:
    most, tomorrow = program.limits, day + instant.DAY
    cheapest = min(most.price(country) for country in program.texted)
    found = [Paused("everywhere", "spend", tomorrow)] if spent + cheapest > most.spend_day else []
    for country, of_country in texts.items():
        if of_country.sent >= most.country_day:
            found.append(Paused(country, "country-day", tomorrow))
        if limits.is_unanswered(f"{program.id}/{country}", counts, most, day):
            found.append(Paused(country, "conversion", tomorrow))
    blocks = sum("/" not in whom and limits.is_unanswered(whom, counts, most, day) for whom in asked)
    if blocks:
        found.append(Paused(f"{blocks} block{'s' if blocks > 1 else ''} of numbers", "conversion", tomorrow))
    return tuple(found)
