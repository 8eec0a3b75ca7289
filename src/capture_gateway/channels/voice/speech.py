"""Text as a telephone speaks it: cut into pieces that one `<Say>` takes, without losing a byte.

1. Pieces joined by one space are the text again, byte for byte: every cut replaces exactly one space.
2. Cuts fall at the ends of sentences; inside a sentence only where it is too long by itself.
3. Limits of one `<Say>`, in bytes of UTF-8: Amazon Polly 3000, Google 5000, basic voices 4096; percent-encoded at most
   4500 for all. Above them Twilio says nothing at all (warning 13521).
   https://www.twilio.com/docs/voice/twiml/say
4. Numbers are spoken digit by digit, in the groups that people write them in.
"""

import re
from functools import lru_cache
from urllib.parse import quote

import phonenumbers

LIMITS = {"Polly": 3_000, "Google": 5_000}
BASIC_LIMIT = 4_096
ENCODED_LIMIT = 4_500

_SENTENCE_ENDS = (".", "!", "?", "…")
_CLOSING = "\"')]”’»"


class TooLong(ValueError):
    """A single word is longer than a `<Say>` takes."""


def fits(text: str, voice: str) -> bool:
    """Whether one `<Say>` by `voice` speaks all of `text`."""
    limit = LIMITS.get(voice.partition(".")[0], BASIC_LIMIT)
    return len(text.encode()) <= limit and len(quote(text, safe="")) <= ENCODED_LIMIT


@lru_cache(maxsize=512)
def pieces(text: str, voice: str) -> tuple[str, ...]:
    """`text` cut for `voice`, by the rules above; as few and as long as they can be. TooLong when a word does not fit.

    >>> pieces("One. Two.", "Polly.Joanna")
    ('One. Two.',)
    """
    cut: list[str] = []
    for sentence in _sentences(text):
        for piece in (sentence,) if fits(sentence, voice) else sentence.split(" "):
            if not fits(piece, voice):
                raise TooLong(f"a word of {len(piece)} characters cannot be spoken by {voice}")
            if cut and fits(f"{cut[-1]} {piece}", voice):
                cut[-1] = f"{cut[-1]} {piece}"
            else:
                cut.append(piece)
    return tuple(cut)


def spelled(address: str, region: str) -> str:
    """The digits of a number, one by one, as people of `region` write it.

    >>> spelled("tel:+14155550100", "US")
    '4 1 5, 5 5 5, 0 1 0 0'
    >>> spelled("tel:+447400123456", "US")
    '+4 4, 7 4 0 0, 1 2 3 4 5 6'
    """
    number = address.rpartition(":")[2]
    if number.startswith("+"):
        parsed = phonenumbers.parse(number)
        at_home = phonenumbers.region_code_for_number(parsed) == region
        style = phonenumbers.PhoneNumberFormat
        number = phonenumbers.format_number(parsed, style.NATIONAL if at_home else style.INTERNATIONAL)
    groups: list[str] = re.findall(r"\+?[0-9]+", number)
    return ", ".join(" ".join(group).replace("+ ", "+") for group in groups)


def _sentences(text: str) -> list[str]:
    sentences: list[str] = []
    words: list[str] = []
    for word in text.split(" "):
        words.append(word)
        if word.rstrip(_CLOSING).endswith(_SENTENCE_ENDS):
            sentences.append(" ".join(words))
            words = []
    return [*sentences, " ".join(words)] if words else sentences
