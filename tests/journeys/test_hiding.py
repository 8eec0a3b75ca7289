"""The search for what may stand nowhere finds it wherever it stands."""

import base64
import json
from hashlib import sha256
from urllib.parse import quote

import pytest

from tests.journeys.hiding import searching


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
def test_the_search_finds_what_hides(before: str) -> None:
    number = "+14155550142"
    hidden, text = searching([], [number]), f'{before}"{number}", and more'
    plain = text.encode()
    for hiding in (
        plain, base64.b64encode(plain), base64.urlsafe_b64encode(plain), plain.hex().encode(), quote(plain).encode(),
        "".join(f"\\u{ord(one):04x}" for one in text).encode(), json.dumps(text).replace("+", "\\u002b").encode(),
        sha256(number.encode()).hexdigest().encode(), sha256(number.encode()).digest(), text.encode("utf-16-le"),
    ):  # fmt: skip
        assert hidden.search(hiding) is not None, hiding
