import pytest

from capture_gateway.core.revocation.slips import Slips, drawn_in, swapped

SLIPS = Slips(["stop", "unsubscribe", "message"], known={"stomp"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("stop", "stop"),
        ("stpo", "stop"),
        ("sop", None),  # a word
        ("stp", "stop"),
        ("stopx", "stop"),
        ("stomp", None),  # known
        ("step", None),  # ordinary
        ("massage", None),  # ordinary
        ("mesage", "message"),
        ("unsubscrbe", "unsubscribe"),
        ("unsuscrbe", "unsubscribe"),
        ("unsbscrbe", "unsubscribe"),
        ("unscrbe", None),
        ("x" * 50, None),
        ("", None),
    ],
)
def test_the_nearest_word_that_may_have_been_meant(typed: str, meant: str | None) -> None:
    assert SLIPS.meant(typed) == meant


def test_letters_drawn_out_and_swapped() -> None:
    assert drawn_in("ssstoooop") == "stop"
    assert list(swapped("stop")) == ["tsop", "sotp", "stpo"]
