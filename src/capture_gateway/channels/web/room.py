"""How much room a form needs on a page, reckoned from its words before any browser laid them out.

A frame that grows once its page has arrived pushes everything below it down (Cumulative Layout Shift,
https://web.dev/articles/cls). So the snippet says beforehand: `fixed + area / width`. The figures were fitted to
Chromium's layout of the form at 16 px; other fonts run a little wider or narrower, and then the frame corrects itself.
"""

from dataclasses import dataclass

from capture_gateway.channels.web.page import Texts

WIDEST = 592
"""Pixels: the form's column grows no further."""

_FRAME = 274
"""Pixels: the header, the field, the button, and what is between them."""
_BOX = 36
"""Pixels: around one box and its text."""
_HALF_A_LINE = 12
"""Pixels: on average the last line of a paragraph is half full."""
_CHARACTER = 316
"""Square pixels: a character with its share of the margins."""


@dataclass(frozen=True, slots=True)
class Room:
    """What the form needs: `fixed + area / width` pixels."""

    fixed: int
    """Pixels."""
    area: int
    """Square pixels of text."""

    def height(self, width: int) -> int:
        """Pixels in a frame of this width."""
        return self.fixed + self.area // min(width, WIDEST)

    def __str__(self) -> str:
        return f"{self.fixed} {self.area}"


def of(texts: Texts) -> Room:
    """The room of a fresh form in one language."""
    paragraphs = [*texts.disclosure.text.split("\n"), texts.labels["number_hint"], *texts.presentation.values()]
    boxes = len(texts.disclosure.categories) + len(texts.options.boxes)
    return Room(
        fixed=_FRAME + _BOX * boxes + _HALF_A_LINE * len(paragraphs),
        area=_CHARACTER * sum(map(len, paragraphs)),
    )
