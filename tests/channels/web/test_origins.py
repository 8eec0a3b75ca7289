"""Whose page is it: what browsers say of the site around the form, and what we make of it."""

import pytest
from starlette.requests import Request

from capture_gateway.channels.web.origins import Framing, checked, framing, origin_of

SITE, OURS = "https://bluebird.example", "https://consent.example/base"
ELSEWHERE = "https://elsewhere.example"


def request(**headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return Request({"type": "http", "method": "GET", "path": "/", "headers": raw})


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, Framing("hosted", None)),
        ({"referer": f"{SITE}/shop?q=1"}, Framing("frame", SITE)),
        ({"referer": f"{ELSEWHERE}/"}, Framing("hosted", None)),
        ({"referer": f"{SITE}/", "sec_fetch_dest": "iframe"}, Framing("frame", SITE)),
        ({"referer": f"{SITE}/", "sec_fetch_dest": "document"}, Framing("hosted", SITE)),
        ({"referer": f"{ELSEWHERE}/", "sec_fetch_dest": "document"}, Framing("hosted", None)),
        ({"sec_fetch_dest": "iframe"}, Framing("frame", None)),
        ({"referer": "about:blank", "sec_fetch_dest": "iframe"}, Framing("frame", None)),
        ({"referer": f"{OURS}/c/web/form", "sec_fetch_dest": "iframe"}, Framing("frame", None)),
        ({"referer": "http://in:80/c/web/form", "sec_fetch_dest": "iframe", "host": "in:80"}, Framing("frame", None)),
        ({"referer": f"{ELSEWHERE}/", "sec_fetch_dest": "iframe"}, None),
        ({"referer": f"{ELSEWHERE}/", "sec_fetch_dest": "object"}, None),
        ({"referer": f"{SITE}.evil.example/", "sec_fetch_dest": "iframe"}, None),
        ({"referer": f"{SITE}:8443/", "sec_fetch_dest": "iframe"}, None),
        ({"referer": "http://bluebird.example/", "sec_fetch_dest": "iframe"}, None),
    ],
)  # fmt: skip
def test_where_a_form_is_asked_for(headers: dict[str, str], expected: Framing | None) -> None:
    assert framing(request(**headers), [SITE], OURS) == expected


@pytest.mark.parametrize(
    ("headers", "result"),
    [
        ({}, "not_reported"),
        ({"origin": "null"}, "not_reported"),
        ({"origin": "https://consent.example"}, "pass"),
        ({"origin": "http://inside:8080", "host": "inside:8080"}, "pass"),
        ({"origin": "https://inside:8080", "host": "inside:8080"}, "pass"),
        ({"origin": "https://inside", "host": "inside:8080"}, "fail"),
        ({"origin": SITE}, "fail"),
        ({"origin": ELSEWHERE, "host": "consent.example"}, "fail"),
        ({"origin": ""}, "fail"),
    ],
)
def test_who_posted_a_form(headers: dict[str, str], result: str) -> None:
    found = checked(request(**headers), OURS)
    assert (found.name, found.result, found.basis) == ("origin", result, "server")


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://a.example/x?y#z", "https://a.example"),
        ("https://A.example:8443", "https://a.example:8443"),
        ("http://[::1]:80/", "http://[::1]:80"),
        ("https://user@a.example/", "https://a.example"),
        ("", None),
        ("about:blank", None),
        ("http://[", None),
        ("https://x:99999/", None),
        ("ftp://a.example", None),
    ],
)
def test_the_origin_of_an_address(url: str, origin: str | None) -> None:
    assert origin_of(url) == origin
