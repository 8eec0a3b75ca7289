"""What a line says, as TwiML: https://www.twilio.com/docs/voice/twiml

1. A disclosure is spoken by `<Say>` before the `<Gather>`: nobody can interrupt it there, and keys that are pressed
   meanwhile are lost. Its text is the contents of those `<Say>`s, in order, joined by one space, byte for byte.
2. The `<Gather>` holds the question alone, and the invitation to the next language, in that language and its voice.
3. Silence falls through to a `<Redirect>` to the same address as the key would have gone to, without a key.
4. The same values make the same bytes: no clock, no chance, attributes sorted.
5. An apology is spoken inside a `<Gather>` where a key of the step still counts, after the sentence that says so
   (`leaving`); silence ends the call.
6. A whole number ends with the pound key, or with four seconds of silence.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from twilio.twiml.voice_response import Gather, VoiceResponse

from capture_gateway.channels.voice import leaving
from capture_gateway.channels.voice.flow import (
    AGAIN,
    CHECK,
    LANGUAGE,
    NUMBER,
    NUMBER_WRONG,
    OTHER_LANGUAGE,
    TROUBLE,
    Step,
    Voice,
    VoiceOptions,
)
from capture_gateway.channels.voice.keyed import MOST_DIGITS, Seal
from capture_gateway.channels.voice.speech import pieces, spelled
from capture_gateway.channels.voice.turn import Turn
from capture_gateway.core.disclosure import Words

MEDIA_TYPE = "text/xml"
NOTHING = str(VoiceResponse()).encode()
"""For reports, whose answers nobody hears."""

_ONE_KEY: Mapping[str, str | int] = {"finish_on_key": "", "num_digits": 1}
_WHOLE_NUMBER: Mapping[str, str | int] = {"finish_on_key": "#", "num_digits": MOST_DIGITS, "timeout": 4}


@dataclass(frozen=True, slots=True)
class Script:
    """The words and voices of one line, and the address where its keys go."""

    options: VoiceOptions
    languages: tuple[str, ...]
    """The default first."""
    words: Callable[[str, str], Words | None]
    """The current words in a language, by name."""
    base: str
    """`https://…/c/voice/call`: keys are posted to a step below it."""
    region: str
    """Whose numbers are spoken without a country code."""

    def question(self, step: Step, turn: Turn, seal: Seal, *, before: str | None = None, again: bool = False) -> bytes:
        """`before` in full, then the step's question and its key. `again`: first say that the last key was none.

        `turn`: where the call stands when that key arrives; `seal`: of the call.
        """
        response = VoiceResponse()
        if before is not None:
            self._speak(response, turn.language, before)
        url = f"{self.base}/{step.name}?{turn.query(seal)}"
        is_number = step.name == NUMBER
        taking = {"timeout": self.options.timeout, **(_WHOLE_NUMBER if is_number else _ONE_KEY)}
        gather = response.gather(action=url, input="dtmf", method="POST", **taking)
        if again:
            self._speak(gather, turn.language, self.text(turn.language, NUMBER_WRONG if is_number else AGAIN))
        for language, text in self._asked(step, turn):
            self._speak(gather, language, text)
        response.redirect(url, method="POST")
        return str(response).encode()

    def closing(self, spoken: Sequence[tuple[str, str]]) -> bytes:
        """Every (language, text) of `spoken`, and the end of the call."""
        response = VoiceResponse()
        for language, text in spoken:
            self._speak(response, language, text)
        response.hangup()
        return str(response).encode()

    def apology(self, step: Step | None, turn: Turn, seal: Seal) -> bytes:
        """That it did not work, and the end of the call. `step`: one whose stop key is taken meanwhile."""
        response = VoiceResponse()
        verb: VoiceResponse | Gather = response
        if step is not None:
            url = f"{self.base}/{step.name}?{turn.query(seal)}"
            verb = response.gather(action=url, input="dtmf", method="POST", timeout=self.options.timeout, **_ONE_KEY)
            self._speak(verb, turn.language, leaving.sentence(step, turn.language))
        self._speak(verb, turn.language, self.text(turn.language, TROUBLE))
        response.hangup()
        return str(response).encode()

    def text(self, language: str, name: str, **slots: str) -> str:
        """The words' text, filled. LookupError is our own fault: a deployment without them does not start."""
        words = self.words(language, name)
        if words is None:
            raise LookupError(f"no words {name}.voice in {language}: the deployment was not checked")
        return words.filled(**slots).text if words.slots else words.text

    def presentation(self, step: Step, turn: Turn) -> dict[str, str]:
        """What stands beside a spoken disclosure: the question after it, who speaks, the number that was confirmed."""
        voice = self.options.voices[turn.language]
        asked = zip(("question", OTHER_LANGUAGE), self._asked(step, turn), strict=False)
        beside = {"voice": voice.name, "locale": voice.locale, **{name: text for name, (_, text) in asked}}
        return beside if turn.keyed is None else {**beside, CHECK: self._asked(self.options.keying[CHECK], turn)[0][1]}

    def _asked(self, step: Step, turn: Turn) -> list[tuple[str, str]]:
        language, keyed = turn.language, turn.keyed
        slots = {} if keyed is None else {"number": spelled(keyed.subject, self.region)}
        asked = [(language, self.text(language, step.ask, **slots))] if step.ask is not None else []
        if LANGUAGE in step.keys.values() and len(self.languages) > 1:
            other = self.languages[(self.languages.index(language) + 1) % len(self.languages)]
            asked.append((other, self.text(other, OTHER_LANGUAGE)))
        return asked

    def _speak(self, verb: VoiceResponse | Gather, language: str, text: str) -> None:
        voice: Voice = self.options.voices[language]
        for piece in pieces(text, voice.name):
            verb.say(piece, voice=voice.name, language=voice.locale)
