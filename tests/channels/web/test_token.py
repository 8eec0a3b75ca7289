"""The showing token: what is signed, what is refused."""

import base64
import json
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.web.token import LIFE, MAX_LENGTH, RENEWABLE, Token, issue, read
from capture_gateway.core.disclosure import digest
from capture_gateway.core.identity import uuid7

NOW = 1_795_341_600_123
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = (KEY.public_key(),)
TOKEN = Token(
    jti=uuid7(NOW, bytes(10)),
    channel="web",
    program="bluebird-updates",
    version="v1",
    language="en",
    prompt="disclosure",
    sha256=digest("words"),
    template_sha256=digest("template"),
    issued_at=NOW,
)
TEXT = issue(TOKEN, KEY)


def test_what_was_issued_is_read_again() -> None:
    assert read(TEXT, PUBLIC, NOW) == TOKEN
    framed = replace(TOKEN, site="https://bluebird.example")
    assert read(issue(framed, KEY), PUBLIC, NOW + 5) == framed


def test_it_travels_in_a_form_as_it_is() -> None:
    assert len(TEXT) < MAX_LENGTH - 300
    assert set(TEXT) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")


@pytest.mark.parametrize("age", [0, 1, LIFE - 1, LIFE])
def test_it_holds_for_24_hours(age: int) -> None:
    assert read(TEXT, PUBLIC, NOW + age) == TOKEN


@pytest.mark.parametrize("age", [LIFE + 1, 40 * LIFE, -LIFE])
def test_then_it_is_expired(age: int) -> None:
    assert read(TEXT, PUBLIC, NOW + age) == "expired"


def test_a_clock_that_was_set_back_a_little_does_no_harm() -> None:
    assert read(TEXT, PUBLIC, NOW - 1_000) == TOKEN


def test_another_key_signed_it() -> None:
    assert read(TEXT, [Ed25519PrivateKey.generate().public_key()], NOW) == "altered"


def test_what_an_older_key_signed_is_believed() -> None:
    newest = Ed25519PrivateKey.generate()
    assert read(TEXT, (newest.public_key(), *PUBLIC), NOW) == TOKEN
    assert read(issue(TOKEN, newest), (newest.public_key(), *PUBLIC), NOW) == TOKEN
    assert read(TEXT, (), NOW) == "altered"


def test_a_signature_for_another_purpose_is_none() -> None:
    payload = base64.urlsafe_b64decode(TEXT.partition(".")[0] + "==")
    assert json.loads(payload)["jti"] == TOKEN.jti
    bare = base64.urlsafe_b64encode(KEY.sign(payload)).rstrip(b"=").decode()
    assert read(f"{TEXT.partition('.')[0]}.{bare}", PUBLIC, NOW) == "altered"


def test_a_token_of_another_release_asks_for_the_words_again() -> None:
    payload = json.dumps({"jti": TOKEN.jti}).encode()
    signature = KEY.sign(b"capture-gateway/showing/1\n" + payload)
    text = ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in (payload, signature))
    assert read(text, PUBLIC, NOW) == "expired"


@given(at=st.integers(0, len(TEXT) - 1), flip=st.integers(1, 255))
def test_any_flipped_byte_is_refused(at: int, flip: int) -> None:
    altered = TEXT[:at] + chr(ord(TEXT[at]) ^ flip) + TEXT[at + 1 :]
    assert read(altered, PUBLIC, NOW) == "altered"


@pytest.mark.parametrize("index", [len(TEXT.partition(".")[0]) - 1, len(TEXT) - 1])
def test_bits_that_base64_ignores_are_no_second_spelling(index: int) -> None:
    spellings = [TEXT[:index] + other + TEXT[index + 1 :] for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop-_"]
    assert {read(one, PUBLIC, NOW) for one in spellings if one != TEXT} == {"altered"}


@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda raw: base64.urlsafe_b64encode(raw).decode() + ".AAAA"))
def test_anything_else_is_refused_without_an_error(text: str) -> None:
    assert read(text, PUBLIC, NOW) == "altered"


@pytest.mark.parametrize(
    "text", ["", ".", "..", TEXT + "=", TEXT + "A", TEXT + ".", " " + TEXT, TEXT.replace(".", ""), "A" * 70_000]
)
def test_look_alikes_are_refused(text: str) -> None:
    assert read(text, PUBLIC, NOW) == "altered"


# A page that stays open


@pytest.mark.parametrize(("age", "renewable"), [(LIFE + 1, True), (RENEWABLE, True), (RENEWABLE + 1, False)])
def test_it_can_be_exchanged_for_a_week_more(age: int, renewable: bool) -> None:
    assert read(TEXT, PUBLIC, NOW + age, RENEWABLE) == (TOKEN if renewable else "expired")


def test_a_renewed_one_is_a_new_showing_on_the_page_that_was_served_then() -> None:
    framed = replace(TOKEN, site="https://bluebird.example", mode="frame")
    again = framed.renewed(uuid7(NOW + LIFE, bytes(10)), NOW + LIFE)
    assert (again.issued_at, again.served_at, again.site, again.mode) == (NOW + LIFE, NOW, framed.site, "frame")
    assert again.jti != framed.jti
    assert read(issue(again, KEY), PUBLIC, NOW + 2 * LIFE) == again
    third = again.renewed(uuid7(NOW + 2 * LIFE, bytes(10)), NOW + 2 * LIFE)
    assert third.served_at == NOW
