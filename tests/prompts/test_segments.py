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
