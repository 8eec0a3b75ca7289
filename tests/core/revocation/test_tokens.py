import pytest

from capture_gateway.core.folding import fold
from capture_gateway.core.revocation.tokens import words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Please DON’T stop. Thanks", "please dont stop / thanks /"),
        ("n'envoyez plus d'offres", "n envoyez plus d offres /"),
        ("it's o'clock", "its oclock /"),
        ("non-stop, e-mail", "non stop / email /"),
        ("one\ntwo", "one / two /"),
        ("por favor, s'il vous plaît", "please /"),
        ("please s.t.o.p now", "please stop now /"),
        ("i c u", "i c u /"),
        ("at the 🛑 sign", "at the stop sign /"),
        ("wrong # sorry", "wrong number sorry /"),
        ("stop! stop! stop!", "stop /"),
        ("¿qué?", "que /"),
        ("...", ""),
        ("", ""),
    ],
)
def test_words_and_ends_of_clauses(text: str, expected: str) -> None:
    assert " ".join(words(text, fold(text))).replace("\n", "/") == expected
