"""Words: on file, rendered, and as given to one person.

1. Words are rendered once, at start. `text` is exactly what is sent, spoken or shown; `sha256` is over its UTF-8 bytes.
2. The words that an act answers have the role `disclosure` and take nothing that differs from person to person, so that
   their digest says nothing about anybody. Other words may have slots, filled by `filled`.
3. Categories and ways of contact come from the front matter of the words; an act can only narrow them.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Medium = Literal["text", "speech", "page", "paper"]
Possession = Literal["none", "text-to-join", "reply", "code"]
"""What proves that a typed number is theirs: nothing, a text from it with our code, AGREE to our text, our digits."""

_SLOT = re.compile("⟦([a-z_]+)⟧")


def digest(text: str) -> str:
    """Hex SHA-256 of the UTF-8 bytes of `text`."""
    return hashlib.sha256(text.encode()).hexdigest()


def is_blank(text: str) -> bool:
    """Whether it says nothing: there is no letter and no digit in it, of any script."""
    return not any(character.isalnum() for character in text)


@dataclass(frozen=True, slots=True)
class Words:
    """One prompt file, rendered: `prompts/<program>/<version>/<language>/<name>.<kind>.j2`."""

    program: str
    version: str
    language: str
    name: str
    kind: str
    """The kind of channel they are for: `sms`, `voice`, `web`."""
    role: str
    """`disclosure`, `confirmation`, `already`, `help`, `stopped`, `question`, `labels`, …: what the words are for."""
    text: str
    sha256: str
    template_sha256: str
    """Hex SHA-256 of the bytes of the file."""
    categories: tuple[str, ...] = ()
    contact: tuple[str, ...] = ()
    slots: tuple[str, ...] = ()
    """Names that `filled` replaces in `text`, written there as `⟦name⟧`; never in a disclosure."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """Role `labels` only: key -> short text (field labels, buttons, error messages of a page)."""
    states: Mapping[str, str] = field(default_factory=dict)
    """In languages without rules of their own: what is stated -> the term that states it in `text`."""

    def filled(self, **values: str) -> "Words":
        """These words with every slot replaced. KeyError when a slot has no value."""
        text = _SLOT.sub(lambda slot: values[slot[1]], self.text)
        return replace(self, text=text, sha256=digest(text), slots=())


@dataclass(frozen=True, slots=True)
class Delivery:
    """What the provider reported of a text: its id there, and the last status by rank."""

    provider_id: str
    status: str


@dataclass(frozen=True, slots=True)
class Proof:
    """What shows that a typed number belongs to the person who typed it, as long as the showing is open."""

    mode: Possession
    join: str
    """Digest of the code that may stand behind JOIN in a text from that number (`core.possession.digest`)."""
    code: str = ""
    """Digest of the digits that were sent to the number; empty where none were."""
    tries: int = 0
    """Wrong digits so far."""
    made_at: int = 0


@dataclass(frozen=True, slots=True)
class Told:
    """Words that another system says it gave to a person: nobody here knows whether, or when."""

    text: str
    version: str
    language: str
    medium: Medium


@dataclass(frozen=True, slots=True)
class Showing:
    """The fact that words were given to one person: which, to whom, when, how."""

    id: str
    subject: str
    sender: str
    program: str
    version: str
    language: str
    prompt: str
    kind: str
    sha256: str
    template_sha256: str
    categories: tuple[str, ...]
    contact: tuple[str, ...]
    channel: str
    thread: str
    """What holds the conversation: empty for texts, the CallSid of a call, the token's id of a page."""
    shown_at: int
    medium: Medium = "text"
    presentation: Mapping[str, str] = field(default_factory=dict)
    """What stood beside the words: the question of a call, labels of a page."""
    follows: str | None = None
    """Id of the record that an answer builds on: the `requested` that was written with it, or a `given` on hold."""
    delivery: Delivery | None = None
    closed: str | None = None
    """Why it takes no answer any more: `given`, `refused`, `withdrawn`, `superseded`, `expired`; None while open."""
    closed_at: int | None = None
    nudged: bool = False
    """Whether a yes that agrees to nothing was told the word that does."""
    proof: Proof | None = None
    """Of words that somebody with a typed number agreed to."""
    answers: str | None = None
    """Our question to a typed number: the id of the showing that a yes to it agrees to."""


def showing_of(  # noqa: PLR0913 - a showing has as many
    words: Words,
    identifier: str,
    *,
    subject: str,
    sender: str,
    channel: str,
    shown_at: int,
    thread: str = "",
    medium: Medium = "text",
    presentation: Mapping[str, str] | None = None,
    follows: str | None = None,
) -> Showing:
    """That `words` were given to `subject` on the line `channel`, as a text of its own unless it says otherwise."""
    return Showing(
        id=identifier,
        subject=subject,
        sender=sender,
        program=words.program,
        version=words.version,
        language=words.language,
        prompt=words.name,
        kind=words.kind,
        sha256=words.sha256,
        template_sha256=words.template_sha256,
        categories=words.categories,
        contact=words.contact,
        channel=channel,
        thread=thread,
        shown_at=shown_at,
        medium=medium,
        presentation={} if presentation is None else presentation,
        follows=follows,
    )
