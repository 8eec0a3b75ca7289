"""What a registration is made of: one program, how people sign up for it, and where reviewers can see it."""

import ipaddress
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from capture_gateway.core.program import Program
from capture_gateway.core.way_in import Choice, Meaning, WayIn
from capture_gateway.prompts.catalogue import Catalogue

REGISTRATION = "en"
"""Carriers read English: https://www.twilio.com/docs/api/errors/30910"""

# Hosts that no reviewer can open. https://www.rfc-editor.org/rfc/rfc6761
_NOWHERE = ("localhost", "example.com", "example.net", "example.org")
_NO_TOP = (".localhost", ".example", ".example.com", ".example.net", ".example.org", ".invalid", ".test", ".local")


@dataclass(frozen=True, slots=True)
class Material:
    """One program, as its files say today."""

    program: Program
    catalogue: Catalogue
    ways: Mapping[str, Sequence[WayIn]]
    """Language -> how people sign up, line by line."""
    base: str
    """The public address of the gateway, without a slash at its end."""

    @property
    def language(self) -> str:
        """The language of the registration: English where the words have it, else the program's first."""
        spoken = (each for each in self.program.languages if each.partition("-")[0] == REGISTRATION)
        return next(spoken, self.program.languages[0])

    @property
    def is_english(self) -> bool:
        """Whether the words exist in English."""
        return self.language.partition("-")[0] == REGISTRATION

    @property
    def page(self) -> str:
        """The program's public page."""
        return f"{self.base}/programs/{self.program.id}"

    @property
    def registered(self) -> Sequence[WayIn]:
        """The ways in, in the registration's language."""
        return self.ways[self.language]

    def url(self, way: WayIn) -> str:
        """The page to sign up on; empty where there is none."""
        return f"{self.base}{way.path}" if way.path else ""

    def texted(self, *meanings: Meaning) -> Iterator[Choice]:
        """What people may text that means one of these, each word once."""
        seen: set[str] = set()
        for way in self.registered:
            for choice in way.choices(*meanings) if way.medium == "text" else ():
                if choice.act not in seen:
                    seen.add(choice.act)
                    yield choice

    @property
    def keywords(self) -> list[str]:
        """What people may text to sign up, in every language, each word once."""
        scenes = (scene for ways in self.ways.values() for way in ways if way.medium == "text" for scene in way.scenes)
        return list(dict.fromkeys(scene.act for scene in scenes))

    def samples(self) -> list[str]:
        """Messages as they are sent, one category after the other."""
        found = (each.samples.get(self.language, ()) for each in self.program.categories.values())
        return [sample for samples in found for sample in samples]


def why_not_public(base: str) -> str | None:
    """Why nobody outside can open this address, as the end of a sentence; None when they can, as far as it tells."""
    parts = urlsplit(base)
    host = (parts.hostname or "").lower()
    if host in _NOWHERE or host.endswith(_NO_TOP):
        return f"{host} is a placeholder"
    try:
        if not ipaddress.ip_address(host).is_global:
            return f"{host} is an address of this machine or network"
    except ValueError:
        pass  # a name
    return None if parts.scheme == "https" else "it is not https"
