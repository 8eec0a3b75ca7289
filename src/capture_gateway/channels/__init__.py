"""Channels: one folder for each kind of line. This file is the contract and the guide to adding a kind.

A new kind is one folder here, `channels/<name>/`, whose `__init__.py` has `KIND = Kind(...)`, and its twin under
`tests/channels/`. No other file is edited: `kinds()` walks the folder. Kinds never import each other. Copy `sms/`.

Every handler reads in the same order: body within its limit, authentic, parsed, an `Act`, `intake.receive`, the reply.
"""

import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.routing import BaseRoute

from capture_gateway.core.act import Act, Channel, Texting
from capture_gateway.core.disclosure import Showing
from capture_gateway.core.way_in import WayIn
from capture_gateway.definitions import Deployment, Line, Reader
from capture_gateway.intake import Intake
from capture_gateway.prompts.catalogue import Catalogue
from capture_gateway.settings import Settings
from capture_gateway.vendors.twilio.messages import Message
from capture_gateway.vendors.twilio.webhooks import Webhook


@dataclass(frozen=True, slots=True)
class Gateway:
    """What a kind may use: collaborators that the composition root hands down."""

    settings: Settings
    catalogue: Catalogue
    intake: Intake
    token_keys: tuple[Ed25519PrivateKey, ...]
    """What signs what travels in pages, the newest first; what an older one signed is believed."""
    secret: bytes = field(repr=False)
    """What codes are made from."""
    now: Callable[[], int]
    """The clock, in milliseconds since the epoch."""
    random: Callable[[int], bytes]
    """So many unpredictable bytes."""
    lines: Mapping[str, Line]
    """Every open line, by id."""
    showing: Callable[[str], Awaitable[Showing | None]]
    """What became of a showing, by its id; None when nobody answered it yet. Unavailable when the store cannot tell."""

    def joining(self, line: Line) -> "Joining | None":
        """How people of `line` text us; None where the program has no text line for them."""
        other = self.lines.get(line.texts or "")
        return None if other is None else joining(other)


@dataclass(frozen=True, slots=True)
class Joining:
    """A text line, as the people of other lines meet it."""

    line: Line
    words: Mapping[str, str]
    """Language -> the word that a join code stands behind: `JOIN`."""

    @property
    def texting(self) -> Texting:
        """The same for an act."""
        return Texting(Channel(self.line.id, self.line.kind, self.line.address), self.line.languages)

    def word(self, language: str) -> str:
        """The word in this language, or in the text line's first."""
        return self.words.get(language) or self.words[self.line.languages[0]]


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of line works."""

    name: str
    """The value of `kind` in channels/*.toml, and the `<kind>` in the names of prompt files."""
    read: Reader
    """The rest of a line's file -> its options; every problem is noted, none raised."""
    routes: Callable[[Line, Gateway], list[BaseRoute]]
    """What it serves below `/c/{channel}`."""
    sweep: Callable[[Line, Gateway], Awaitable[None]] | None = None
    """Called once a minute: what must happen although nobody asks, such as expiring a call whose end was never told."""
    way_in: Callable[[Line, Catalogue, str], WayIn] | None = None
    """How people sign up on a line, in one of its languages, for those who check it."""
    webhooks: tuple[Webhook, ...] = ()
    """What the provider must be told so that it calls a line."""
    join_words: Callable[[Line], Mapping[str, str]] | None = None
    """Language -> the word that a join code stands behind, on lines that take texts."""
    fetched: Callable[[Message, Line, Gateway], Act | None] | None = None
    """The act of a message that the provider took while the gateway could not be reached."""
    at_root: tuple[BaseRoute, ...] = ()
    """What it serves once for all lines, outside `/c/{channel}`."""


def kinds() -> Mapping[str, Kind]:
    """Every kind there is, by name."""
    found = [importlib.import_module(f"{__name__}.{module.name}").KIND for module in pkgutil.iter_modules(__path__)]
    return {kind.name: kind for kind in found}


def joining(line: Line) -> Joining | None:
    """How people of other lines may text this one; None where it takes no texts."""
    join_words = kinds()[line.kind].join_words
    return None if join_words is None else Joining(line, join_words(line))


def ways_in(deployment: Deployment, program: str, language: str) -> list[WayIn]:
    """How people sign up for a program, line by line; a line that does not speak the language speaks its first."""
    known, found = kinds(), []
    for line in deployment.lines.values():
        way_in = known[line.kind].way_in
        if line.program.id == program and way_in is not None:
            spoken = language if language in line.languages else line.languages[0]
            found.append(way_in(line, deployment.catalogue, spoken))
    return found
