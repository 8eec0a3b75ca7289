"""Ways in: how people sign up on one line, as somebody who was not there can check it.

Each kind of line fills these values from its file and the live words; what carriers' reviewers read is made of them.
CTIA Messaging Principles 5.1.1 calls it the call to action.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from capture_gateway.core.disclosure import Medium

Meaning = Literal[
    "agree", "decline", "stop", "stop-category", "start", "help", "status", "already", "nudge", "unclear",
    "repeat", "language", "next", "again", "goodbye", "trouble", "hidden", "hidden-heard", "hidden-wrong",
    "hidden-agreed",
]  # fmt: skip
"""What an act does. `nudge`: OK or sure, which is no agreement; `unclear`: it may mean stop. The last seven happen to a
caller: a wrong key, the third one, our own fault; a hidden number, the one they keyed, one that is none, a yes with
it."""


OptOut = Literal["twilio", "advanced", "gateway"]
"""Who answers STOP, START and HELP: the provider by default, its Advanced Opt-Out, or we."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that a person may do, and the words that answer it."""

    act: str
    """What they text, press or push: `AGREE`, `1`, `I agree`; empty where they do nothing."""
    means: Meaning
    reply: str = ""
    """What we answer, word for word; empty: the same words once more, or the next scene."""
    about: str = ""
    """The category's label (`stop-category`), or the name of the next scene (`next`)."""
    is_request: bool = False
    """`agree`: it counts only once the number that was typed has acted itself."""


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that stands beside the words, or is asked after them."""

    what: Literal["title", "field", "group", "box", "question"]
    """A box is never ticked ahead."""
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Scene:
    """Words that are given in full, and what may be answered."""

    name: str
    act: str
    """What a person does to get here: `JOIN`; empty: they called, or opened the page."""
    words: str
    """The exact words; empty where a call only asks."""
    is_disclosure: bool
    beside: tuple[Beside, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class WayIn:
    """How people sign up on one line, in one language."""

    line: str
    """The line's id."""
    kind: str
    """The kind of line, as in the names of words."""
    medium: Medium
    language: str
    address: str | None
    """What they text or call: `tel:+14155550100`."""
    path: str
    """Where the page to sign up on is, below the public address; empty: there is none."""
    scenes: tuple[Scene, ...]
    """The first is where everybody begins."""
    replies: tuple[Choice, ...]
    """What else they may do at any time, and what else they may hear."""
    opt_out: OptOut | None = None
    """Who answers STOP; None: nobody texts here."""

    def choices(self, *meanings: Meaning) -> Iterator[Choice]:
        """Everything a person may do that means one of these, each act once, in order."""
        seen: set[str] = set()
        for choice in (*(choice for scene in self.scenes for choice in scene.choices), *self.replies):
            if choice.means in meanings and choice.act not in seen:
                seen.add(choice.act)
                yield choice

    @property
    def disclosures(self) -> tuple[Scene, ...]:
        """The scenes that a person can agree to."""
        return tuple(scene for scene in self.scenes if scene.is_disclosure)
