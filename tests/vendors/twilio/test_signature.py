"""Signatures: the providers' own vectors, and every way of being nobody."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator

from capture_gateway.core.errors import NotAuthentic
from capture_gateway.vendors.twilio.signature import Params, check

URL = "https://consent.example.com/c/sms/message"

# Where the SDKs disagree, Python's rule holds here, and why:
DISAGREE = {
    # Node re-encodes an apostrophe in the query before it signs; Twilio signs the URL as it is configured.
    "node-special-chars-in-query",
    # Java signs a null value as the text "null"; a form has no null.
    "java-null-values",
    # C# signs the scheme as written; Python lower-cases it, and PUBLIC_URL is ours to write.
    "cs-upper-scheme",
}


def valid(url: str, pairs: list[tuple[str, str]], signature: str, *tokens: str) -> bool:
    try:
        check(url=url, pairs=pairs, signature=signature, tokens=tokens)
    except NotAuthentic:
        return False
    return True


def test_the_vectors_of_every_sdk(vectors: Path) -> None:
    cases: list[dict[str, Any]] = json.loads((vectors / "twilio_signatures.json").read_text())
    assert len(cases) > 40
    disagreed = set()
    for case in cases:
        if case.get("params") is None:
            # A JSON body is signed by its hash in the query. No webhook of ours takes JSON: as a form, all are refused.
            assert (
                RequestValidator(case["token"]).validate(case["url"], case["body"], case["signature"])
                is case["expect_valid"]
            )
            pairs = parse_qsl(case["body"], keep_blank_values=True)
            assert pairs
            assert not valid(case["url"], pairs, case["signature"], case["token"])
            continue
        pairs = [(name, "" if value is None else value) for name, value in case["params"]]
        if valid(case["url"], pairs, case["signature"], case["token"]) is not case["expect_valid"]:
            disagreed.add(case["id"])
    assert disagreed == DISAGREE


def test_any_of_two_tokens_may_have_signed_while_one_is_replaced() -> None:
    signature = RequestValidator("new").compute_signature(URL, {"Body": "JOIN"})
    assert valid(URL, [("Body", "JOIN")], signature, "old", "new")
    assert not valid(URL, [("Body", "JOIN")], signature, "old")
    assert not valid(URL, [("Body", "JOIN")], signature)


@given(st.text(max_size=40))
def test_no_guess_is_a_signature(guess: str) -> None:
    assert not valid(URL, [("Body", "JOIN")], guess, "token")


@pytest.mark.parametrize("url", ["https://host:port/x", "https://[::1/x", "", "x"])
def test_a_url_that_the_library_cannot_read_is_refused(url: str) -> None:
    assert not valid(url, [("Body", "JOIN")], "c2lnbmF0dXJl", "token")


def test_a_lone_surrogate_is_refused() -> None:
    assert not valid(URL, [("Body", "\ud800")], "c2lnbmF0dXJl", "token")


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=8), st.text(max_size=8)), unique_by=lambda pair: pair[0], min_size=1
    )
)
def test_every_field_is_covered(pairs: list[tuple[str, str]]) -> None:
    if any("\ud800" <= character <= "\udfff" for pair in pairs for text in pair for character in text):
        return
    signature = RequestValidator("token").compute_signature(URL, dict(pairs))
    assert valid(URL, pairs, signature, "token")
    name, value = pairs[0]
    assert not valid(URL, [(name, value + "x"), *pairs[1:]], signature, "token")
    assert not valid(URL, pairs[1:], signature, "token") or not name + value


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=4)
URLS = st.sampled_from([
    URL, "https://consent.example.com:443/c/sms/message", "http://127.0.0.1:8080/c/sms/message", f"{URL}?", f"{URL}#",
    f"{URL}?reply=1", f"{URL}?bodySHA256=00", "HTTPS://consent.example.com/c", "https://a@consent.example.com:/c", "x",
])  # fmt: skip


@given(URLS, URLS, st.lists(st.tuples(TEXTS, TEXTS), max_size=6), st.booleans())
def test_what_the_library_says_is_the_answer(
    url: str, signed: str, pairs: list[tuple[str, str]], is_changed: bool
) -> None:
    library = RequestValidator("token")
    signature = library.compute_signature(signed, Params(pairs))
    asked = pairs[1:] if is_changed else pairs
    assert valid(url, asked, signature, "token") is library.validate(url, Params(asked), signature)
