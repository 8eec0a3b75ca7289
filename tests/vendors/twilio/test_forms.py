"""Forms: read as the standard library reads them."""

from urllib.parse import parse_qsl

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from capture_gateway.vendors.twilio.forms import MAX_FIELDS, fields_of

PARTS = st.sampled_from(
    ["&", "=", "+", "%", "%2B", "%c3%a9", "%FF", "%zz", ";", "a", "é", " ", "\0", "\ud800", "#", "?"]
)


@given(st.lists(PARTS, max_size=12).map("".join) | st.text())
@example("To=%2B14155550100&Body=&From&&=x&a=b=c&a=b%3Dc")
def test_fields_are_what_the_standard_library_reads(raw: str) -> None:
    try:
        expected = parse_qsl(raw, keep_blank_values=True, max_num_fields=MAX_FIELDS, encoding="utf-8", errors="strict")
    except ValueError:
        with pytest.raises(ValueError, match="codec can't decode"):
            fields_of(raw)
        return
    assert fields_of(raw) == expected


def test_more_fields_than_anybody_sends_are_refused() -> None:
    assert len(fields_of("&".join(["a=b"] * MAX_FIELDS))) == MAX_FIELDS
    with pytest.raises(ValueError, match="too many"):
        fields_of("&".join(["a=b"] * (MAX_FIELDS + 1)))
