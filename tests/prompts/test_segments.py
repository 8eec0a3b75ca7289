import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.prompts import segments


@pytest.mark.parametrize(
    ("text", "count", "encoding"),
    [
        ("", 1, "GSM-7"),
        ("a" * 160, 1, "GSM-7"),
        ("a" * 161, 2, "GSM-7"),
        ("a" * 306, 2, "GSM-7"),
        ("a" * 307, 3, "GSM-7"),
        ("€" * 80, 1, "GSM-7"),
        ("€" * 81, 2, "GSM-7"),
        ("a" * 152 + "€" + "a" * 152, 3, "GSM-7"),  # the sign is not parted, so a unit stays empty
        ("Ñandú ¿é? àèìòù", 1, "UCS-2"),
        ("¿Señor Ñandé?", 1, "GSM-7"),
        ("á" * 70, 1, "UCS-2"),
        ("á" * 71, 2, "UCS-2"),
        ("á" * 134, 2, "UCS-2"),
        ("á" * 135, 3, "UCS-2"),
        ("😀" * 35, 1, "UCS-2"),
        ("a" * 66 + "😀" + "a" * 66, 3, "UCS-2"),  # nor is a pair of surrogates
    ],
)
def test_a_text_is_cut_as_carriers_cut_it(text: str, count: int, encoding: str) -> None:
    found = segments.count(text)
    assert (found.count, found.encoding) == (count, encoding)


def test_the_characters_outside_are_named_once_in_order() -> None:
    assert segments.count("“Sí”, “más”").outside == ("“", "í", "”", "á")


@given(st.text(max_size=400))
def test_segments_have_room_for_the_text_and_one_less_has_not(text: str) -> None:
    found = segments.count(text)
    alone, together = {"GSM-7": (160, 153), "UCS-2": (70, 67)}[found.encoding]
    if found.outside:
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    else:
        units = len(text) + sum(c in "^{}\\[~]|€\f" for c in text)
    assert units <= (alone if found.count == 1 else found.count * together)
    assert found.count == 1 or units > max(alone, (found.count - 1) * (together - 1))


@pytest.mark.parametrize(
    ("character", "instead"),
    [
        ("“", '"'), ("’", "'"), ("–", "-"), ("…", "..."), ("\u00a0", " "), ("\u200b", ""), ("Ａ", "A"), ("½", "1/2"),
        ("á", None), ("🎉", None), ("a", None), ("€", None),
    ],
)  # fmt: skip
def test_what_a_provider_sends_instead(character: str, instead: str | None) -> None:
    assert segments.replacement(character) == instead


def test_what_replaces_is_cheap() -> None:
    replaced = [chr(code) for code in range(0x110000) if segments.replacement(chr(code)) is not None]
    assert len(replaced) > 200
    assert all(segments.count(segments.replacement(c) or "").outside == () for c in replaced)
    assert all(segments.count(c).outside == (c,) for c in replaced)


@pytest.mark.parametrize(
    ("character", "said"),
    [
        ("á", "á (U+00E1)"),
        ("…", "… (U+2026, which a provider may replace by ...)"),
        ("\u00a0", "no-break space (U+00A0, which a provider may replace by a space)"),
        ("\u200b", "zero width space (U+200B, which a provider may replace by nothing)"),
        ("\u202e", "right-to-left override (U+202E)"),
    ],
)
def test_a_character_is_described_so_that_people_can_find_it(character: str, said: str) -> None:
    assert segments.described(character) == said
