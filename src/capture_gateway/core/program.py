"""Programs: who asks, for what, how often. Values that prompts/<program>/program.toml fills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

StopScope = Literal["category", "program", "sender"]
Reconsent = Literal["keep", "ask-again"]


@dataclass(frozen=True, slots=True)
class Sender:
    """Who asks. Consent never carries over to another sender (CTIA Messaging Principles 5.1.2.2)."""

    id: str
    name: str
    """The brand as people know it: `Bluebird Grocers`."""
    legal_name: str
    address: str
    """Postal address, on one line."""
    contact: str
    """E-mail and telephone for people, on one line."""
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of message that a person may want without the others."""

    id: str
    label: Mapping[str, str]
    """Language -> a few words: `Weekly offers`."""
    description: Mapping[str, str]
    """Language -> one sentence: what the person gets, and why it is worth it."""
    stop_words: Mapping[str, tuple[str, ...]]
    """Language -> words that name this category after STOP, beside its id and labels."""
    samples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language -> messages as they are sent, for carriers' reviewers; what differs each time in [brackets]."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How many texts may go to numbers that somebody typed, or that a caller ID claims (`core.limits`).

    The defaults let everybody through who fills in a form once, and keep a robot's night from costing more than a
    dinner.
    """

    number_day: int = 1
    """Texts to one number in 24 hours."""
    number_month: int = 3
    """Texts to one number in 30 days."""
    block_hour: int = 5
    """Texts to the thousand numbers that differ in the last three digits alone, in an hour."""
    ip_10_minutes: int = 5
    """Texts that one IPv4 address, or one IPv6 /64, causes in 10 minutes."""
    ip_day: int = 20
    """The same in 24 hours."""
    site_hour: int = 60
    """Texts that one web site causes in an hour; more only where it is used to more, see `core.limits`."""
    country_day: int = 1_000
    """Texts to one country on a day (UTC)."""
    spend_day: int = 20_000_000
    """What a program's texts may cost on a day (UTC), in millionths of a dollar."""
    prices: Mapping[str, int] = field(default_factory=lambda: {"US": 30_000, "CA": 40_000})
    """Country -> what one text costs, all its segments, in millionths of a dollar."""
    price_elsewhere: int = 300_000
    """The same for every other country."""
    conversion_after: int = 50
    """Questions to a country, or to a block of numbers, on a day, from which on it is looked at how many said yes."""
    conversion_percent: int = 20
    """How many of a hundred must have."""
    posts_ip_10_minutes: int = 1_000
    """Posted forms that are kept of one IPv4 address, or of one IPv6 /64, in 10 minutes."""
    posts_number_day: int = 30
    """Posted forms with one number that are kept in 24 hours."""

    def price(self, country: str) -> int:
        """What one text to a country costs, in millionths of a dollar."""
        return self.prices.get(country, self.price_elsewhere)


@dataclass(frozen=True, slots=True)
class Processing:
    """What ISO/IEC TS 27560 also wants told of a consent, and no channel can know.

    Terms are those of the Data Privacy Vocabulary 2.3 (https://w3id.org/dpv), places those of ISO 3166.
    """

    purposes: Mapping[str, str] = field(default_factory=dict)
    """Category -> a purpose: `dpv:DirectMarketing`, or an IRI of one's own."""
    personal_data: tuple[str, ...] = ("pd:TelephoneNumber",)
    storage_locations: tuple[str, ...] = ()
    """`US`, `US-CA`; empty: not said."""
    jurisdiction: str = ""
    """Empty: the program's region."""
    recipients: tuple[str, ...] | None = None
    """Third parties that get the data, by name; empty: nobody; None: not said."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What keeps a program's records from being erased."""

    legal_hold: str = ""
    """Why nothing may be erased now; empty: it may."""
    keep_years: int = 0
    """How long after the last consent ended nothing may be erased."""


@dataclass(frozen=True, slots=True)
class Program:
    """One sender's one offer of messages (CTIA "program", 10DLC "campaign")."""

    id: str
    sender: Sender
    categories: Mapping[str, Category]
    contact: tuple[str, ...]
    """Every way of contact that the program may ask for: `sms`, `whatsapp`, `voice`."""
    ways: Mapping[str, Mapping[str, str]]
    """Way of contact -> language -> what it is called in a sentence: `text message`."""
    frequency: Mapping[str, str]
    """Language -> `up to 6 messages a month`."""
    terms_url: str
    privacy_url: str
    region: str
    """ISO 3166 region of numbers that are written without a country code."""
    stop_scope: StopScope
    regimes: tuple[str, ...]
    current: str
    """The version of the words that is live: `v1`."""
    languages: tuple[str, ...]
    """Languages in which the current version exists; the first is the default."""
    reconsent: Reconsent
    """What comes of consent to older words once new ones differ in substance: it stands, or people are asked again."""
    retention_years: int
    """How long records are kept after the last consent ended."""
    countries: tuple[str, ...] = ()
    """ISO 3166 regions whose typed numbers may get texts from us; none: those of `region` alone."""
    limits: Limits = Limits()
    is_test: bool = False
    """For trials: everything works, and what comes of it stands in no export and no count."""
    person_page: bool = False
    """Whether everybody gets the link to a page of their own, in confirmations and STATUS texts."""
    processing: Processing = Processing()
    erasure: Erasure = Erasure()

    @property
    def texted(self) -> tuple[str, ...]:
        """The countries whose typed numbers may get texts."""
        return self.countries or (self.region,)
