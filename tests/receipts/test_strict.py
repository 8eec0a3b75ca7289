import json

import pytest

from capture_gateway.ledger.note import Refused
from capture_gateway.receipts import strict


def test_plain_json_is_read() -> None:
    value = {"a": [1, -9007199254740991, True, None, "ñ\u0000\U0001f426"], "b": {"c.d": {}}}
    assert strict.read(json.dumps(value).encode()) == value
    assert strict.read(json.dumps(value, ensure_ascii=False).encode()) == value


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff\xfe{\x00}\x00", "no JSON"),
        (b"\xef\xbb\xbf{}", "no JSON"),
        (b'{"a":1} x', "no JSON"),
        (b'{"a":1,"a":1}', "twice"),
        (b'{"\\u0061":1,"a":1}', "twice"),
        ('{"ñ":1}'.encode(), "printable ASCII"),
        (b'{"\\u001b[31m":1}', "printable ASCII"),
        (b"1.0", "no whole number"),
        (b"1e9", "no whole number"),
        (b"NaN", "no whole number"),
        (b"-Infinity", "no whole number"),
        (b"9007199254740992", "too large"),
        (b"9" * 5_000, "too large"),
        (b'"\\ud83d"', "half a character"),
        (b'["\\udc00\\ud83d"]', "half a character"),
        (b"[" * 17 + b"]" * 17, "nested"),
        (b"[" * 100_000, "nested"),
        (b'{"a":' * 100_000, "nested"),
        (b" " * (strict.LARGEST + 1), "more than"),
    ],
)
def test_what_programs_read_differently_is_refused(raw: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        strict.read(raw)
