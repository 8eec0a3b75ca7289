"""What a browser posts, read or refused."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.web.form import MEDIA_TYPE, Posted, parse
from capture_gateway.core.errors import Malformed


def test_the_fields_of_the_form() -> None:
    ways = "contact=sms&contact=whatsapp"
    body = f"token=T.s&{ways}&tel=%28415%29+555-0123&category=offers&category=recommendations&website="
    body += "&report=%7B%7D&handle=h.m&code=123456"
    posted = parse(body.encode(), "application/x-www-form-urlencoded; charset=UTF-8")
    ticks = (("offers", "recommendations"), ("sms", "whatsapp"))
    assert posted == Posted(body, "T.s", "(415) 555-0123", "", *ticks, "{}", "h.m", "123456")


def test_the_fingerprint_covers_all_but_the_report() -> None:
    prints = {
        parse(body.encode(), MEDIA_TYPE).fingerprint
        for body in ("tel=5&report=a&website=", "tel=5&report=b&website=", "tel=5&website=", "report=&tel=5&website=")
    }
    assert len(prints) == 1
    for other in ("tel=6&report=a&website=", "tel=5&report=a&website=x", "tel=5", "tel=5&website=&%72eport=a"):
        assert parse(other.encode(), MEDIA_TYPE).fingerprint not in prints


def test_absent_fields_are_empty_and_strange_ones_ignored() -> None:
    assert parse(b"", MEDIA_TYPE) == Posted("", "", "", "", (), (), "", "", "")
    assert parse(b"utm=1&utm=2&tel=5", MEDIA_TYPE).tel == "5"


@pytest.mark.parametrize("content_type", ["", "application/json", "text/plain", "multipart/form-data; boundary=x"])
def test_contract_8_another_content_type_is_malformed(content_type: str) -> None:
    with pytest.raises(Malformed):
        parse(b"tel=5", content_type)


@pytest.mark.parametrize("name", ["token", "tel", "website", "report", "handle", "code"])
def test_contract_8_a_field_given_twice_is_malformed(name: str) -> None:
    with pytest.raises(Malformed):
        parse(f"{name}=1&category=a&category=b&{name}=1".encode(), MEDIA_TYPE)


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"tel=%ff", b"tel=%ed%a0%80", b"tel", b"tel=1&&&", b"&".join([b"category=a"] * 101)]
)
def test_contract_8_a_malformed_form(body: bytes) -> None:
    with pytest.raises(Malformed):
        parse(body, MEDIA_TYPE)


@given(st.binary(max_size=300))
def test_whatever_arrives_is_read_or_malformed(body: bytes) -> None:
    try:
        posted = parse(body, MEDIA_TYPE)
    except Malformed:
        return
    assert posted.raw.encode() == body


@given(tel=st.text(), categories=st.lists(st.text(min_size=1), max_size=5))
def test_what_a_browser_encodes_is_what_is_read(tel: str, categories: list[str]) -> None:
    body = urlencode({"tel": tel, "category": categories}, doseq=True).encode()
    posted = parse(body, MEDIA_TYPE)
    assert (posted.tel, posted.category) == (tel, tuple(categories))
