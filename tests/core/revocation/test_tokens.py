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
        (
            "remove (415) 555-0123, 4155550123, +1 415-555-0123 or 555-0123",
            "remove number / number / number or number /",
        ),
        ("order 4471, 2026-11-22", "order 4471 / 2026 11 22 /"),
        ("your mailing list, the Do-Not-Call list", "your mailinglist / the dnc list /"),
        ("stop im in class", "stop / im in class /"),
        ("stop! stop! stop!", "stop /"),
        ("¿qué?", "que /"),
        ("...", ""),
        ("", ""),
    ],
)
def test_words_and_ends_of_clauses(text: str, expected: str) -> None:
    assert " ".join(words(text, fold(text))).replace("\n", "/") == expected
