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
