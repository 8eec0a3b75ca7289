"""How well texts are understood that four people wrote and labelled by themselves, from what people text to shops.

Each `*.tsv` beside this file (label, language, text, note) is judged by itself. The texts of the first two whose
SHA-256 is divisible by three are `held_out.tsv`: set aside before the first rule was written, never learned from; the
others are `labelled.tsv`. `learned.tsv` holds the texts of the other two, who wrote later and were read blind first
(recall 0.91 and 0.96, false withdrawals 0.07 and 0.03), then learned from.

A withdrawal that is missed costs a lawsuit, a text that is held by mistake a question; so these are the aims. What the
held-out texts do not reach of them is written down in REACHED, so that it cannot get worse unseen.
"""

import math
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from capture_gateway.core.revocation import understand

FILES = sorted(Path(__file__).parent.glob("*.tsv"))
REACHED = {"held_out.tsv": {"stopped": 0.98, "false withdraw": 0.04}}
LABELS = ("withdraw", "unclear", "help", "other")


class Text(NamedTuple):
    """One labelled text, and how it is read."""

    label: str
    language: str
    text: str
    intent: str
    rule: str


class Figure(NamedTuple):
    """A share, with what it should be."""

    name: str
    hits: int
    of: int
    at_least: float = 0.0
    at_most: float = 1.0

    @property
    def share(self) -> float:
        return self.hits / self.of

    def __str__(self) -> str:
        low, high = wilson(self.hits, self.of)
        aim = f"at least {self.at_least}" if self.at_least else f"at most {self.at_most}"
        return f"{self.name:15} {self.hits:4}/{self.of:<4} {self.hits / self.of:.4f} [{low:.4f}, {high:.4f}] {aim}"


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The Wilson score interval, 95 %."""
    z, share = 1.96, hits / of
    center = share + z * z / (2 * of)
    width = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return max(0.0, (center - width) / (1 + z * z / of)), min(1.0, (center + width) / (1 + z * z / of))


def read(file: Path) -> list[Text]:
    found = []
    for line in file.read_text(encoding="utf-8").splitlines()[1:]:
        label, language, text = line.split("\t")[:3]
        understood = understand(text)
        found.append(Text(label, language, text, understood.intent, understood.rule))
    return found


def figures(texts: list[Text]) -> list[Figure]:
    wishes = [text for text in texts if text.label == "withdraw"]
    others = [text for text in texts if text.label != "withdraw"]
    neither = [text for text in texts if text.label in {"help", "other"}]
    return [
        Figure("withdraw recall", sum(text.intent == "withdraw" for text in wishes), len(wishes), at_least=0.97),
        Figure("stopped", sum(text.intent in {"withdraw", "unclear"} for text in wishes), len(wishes), at_least=0.995),
        Figure("false withdraw", sum(text.intent == "withdraw" for text in others), len(others), at_most=0.005),
        Figure("held", sum(text.intent == "unclear" for text in neither), len(neither), at_most=0.04),
    ]


def report(file: Path, texts: list[Text]) -> str:
    counts = Counter((text.label, text.intent) for text in texts)
    table = [f"  {label:9}" + "".join(f"{counts[label, intent]:9}" for intent in LABELS) for label in LABELS]
    misses = sorted(text for text in texts if text.intent != text.label)
    return "\n".join(
        (
            f"\n{file.name}: {len(texts)} texts; label, then read as {', '.join(LABELS)}",
            *table,
            *(f"  {figure}" for figure in figures(texts)),
            *(f"  {miss.label} read as {miss.intent} ({miss.rule}), {miss.language}: {miss.text}" for miss in misses),
        )
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_c1_c2_aims_on_labelled_texts(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    texts = read(file)
    with capsys.disabled():
        sys.stdout.write(report(file, texts) + "\n")
    reached = REACHED.get(file.name, {})
    for figure in figures(texts):
        assert figure.share >= min(figure.at_least, reached.get(figure.name, 1)), figure
        assert figure.share <= max(figure.at_most, reached.get(figure.name, 0)), figure


def test_the_set_is_large_enough_to_say_something() -> None:
    texts = [text for file in FILES for text in read(file)]
    assert len(texts) >= 600
    assert {text.language for text in texts} >= {"en", "es", "fr", "pt", "de"}
    assert {text.label for text in texts} == set(LABELS)
