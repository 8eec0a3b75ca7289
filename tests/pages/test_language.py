"""Which language a visitor gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.pages.language import choose


@pytest.mark.parametrize(
    ("asked", "accept", "language"),
    [
        (None, "", "en"),
        (None, "es", "es"),
        (None, "es-MX,es;q=0.9,en;q=0.8", "es"),
        ("es-MX", "en", "es"),
        ("xx-MX", "es", "es"),
        (None, "ES-419", "es"),
        (None, "en;q=0.5, es;q=0.7", "es"),
        (None, "de, es;q=0.3", "es"),
        (None, "de;q=1, fr", "en"),
        (None, "es;q=0", "en"),
        (None, "es;q=0, en;q=0.1", "en"),
        (None, "*", "en"),
        (None, "es;q=nonsense,,;;", "en"),
        ("es", "en", "es"),
        ("en", "es", "en"),
        ("de", "es", "es"),
        ("", "es", "es"),
        ("ES", "", "en"),
    ],
)
def test_b0_lang_then_accept_language_then_the_lines_first(asked: str | None, accept: str, language: str) -> None:
    """RULES B0: form: `?lang`, `Accept-Language`, default."""
    assert choose(asked, accept, ("en", "es")) == language


@given(st.text() | st.none(), st.text())
def test_whatever_arrives_a_language_is_chosen(asked: str | None, accept: str) -> None:
    assert choose(asked, accept, ("es", "en")) in ("es", "en")
