"""Signed notes: those of Go's own package, several keys, strangers' lines, and every byte changed."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.ledger import note
from capture_gateway.ledger.note import Key, Refused, Signer

# The example of golang.org/x/mod/sumdb/note.
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
LINE = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
PETER = Signer("PeterNeumann", Ed25519PrivateKey.from_private_bytes(SEED))

FIRST, SECOND, STRANGER = (
    Signer("ex.com/log", Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)) for number in (1, 2, 3)
)
KNOWN = [FIRST.key, SECOND.key]


def test_we_sign_what_go_signs() -> None:
    assert str(PETER.key) == VKEY
    assert note.signed(TEXT, [PETER]) == f"{TEXT}\n{LINE}"


def test_we_open_what_go_opens() -> None:
    assert note.opened(f"{TEXT}\n{LINE}", [Key.parse(VKEY)]) == note.Note(TEXT, (PETER.key,))


def test_all_known_keys_that_signed_are_named_once_and_in_order() -> None:
    made = note.signed("text\n", [SECOND, FIRST, SECOND])
    assert note.opened(made, KNOWN).keys == (SECOND.key, FIRST.key)
    assert note.opened(made, [FIRST.key]).keys == (FIRST.key,)


def test_a_text_may_have_empty_lines() -> None:
    made = note.signed("a\n\n\nb\n\n", [FIRST])
    assert note.opened(made, KNOWN).text == "a\n\n\nb\n\n"


@given(st.text(st.characters(min_codepoint=0x20, exclude_categories=["Cs"])))
def test_any_text_reads_back(text: str) -> None:
    """Whatever else ends a line somewhere does not end one here."""
    assert note.opened(note.signed(text + "\n", [FIRST]), KNOWN).text == text + "\n"


def line(name: str, value: bytes) -> str:
    return f"— {name} {base64.b64encode(value).decode()}\n"


@pytest.mark.parametrize(
    "strange",
    [
        STRANGER.line("text\n"),
        STRANGER.line("another text\n"),
        line("ex.com/log", b"\x01" * 68),
        line("somebody.else", FIRST.key.id + b"\x01" * 64),
        line("a.witness", b"\x06" * 2500),
        line("grease", b"abcde"),
    ],
    ids=["same-name", "same-name-bad", "other-id", "same-id", "post-quantum", "short"],
)
def test_lines_of_unknown_keys_are_ignored(strange: str) -> None:
    made = note.signed("text\n", [FIRST])
    assert note.opened(made + strange, KNOWN).keys == (FIRST.key,)
    assert note.opened(made.replace("\n\n", f"\n\n{strange}"), KNOWN).keys == (FIRST.key,)


def test_a_bad_signature_of_a_known_key_refuses_the_note_even_beside_a_good_one() -> None:
    made = note.signed("text\n", [FIRST]) + SECOND.line("another text\n")
    with pytest.raises(Refused, match="does not match"):
        note.opened(made, KNOWN)
    assert note.opened(made, [FIRST.key]).keys == (FIRST.key,)


def test_an_unsigned_note_is_refused() -> None:
    with pytest.raises(Refused, match="no known key"):
        note.opened(note.signed("text\n", [STRANGER]), KNOWN)
    with pytest.raises(Refused, match="no known key"):
        note.opened(note.signed("text\n", [FIRST]), [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("\n\n", "\n"),
        ("— ", "- "),
        ("— ", "—"),
        ("ex.com/log ", "ex.com/log  "),
        ("ex.com/log ", "ex.com/log\u00a0x "),
        ("ex.com/log ", "ex.com+log "),
        ("ex.com/log ", " "),
        ("text", "te\rxt"),
        ("text", "te\x00xt"),
        ("text", "te\ud800xt"),
        ("=\n", "="),
        ("=\n", "= \n"),
        ("=\n", "\n"),
        ("=\n", "=\n\n"),
        ("=\n", "=\n— ex.com/log AAAA\n"),
        ("=\n", "=\n— ex.com/log\n"),
        ("text", "x" * 1_000_000),
    ],
)
def test_what_is_no_note_is_refused(old: str, new: str) -> None:
    made = note.signed("text\n", [FIRST])
    assert old in made
    with pytest.raises(Refused, match="no note"):
        note.opened(made.replace(old, new), KNOWN)


@pytest.mark.parametrize("garbage", ["", "\n", "\n\n", "a", "\n\n\n", "a\n\n— "])
def test_garbage_is_refused(garbage: str) -> None:
    with pytest.raises(Refused):
        note.opened(garbage, KNOWN)


def test_a_hundred_signatures_are_read_and_no_more() -> None:
    grease = "".join(line("grease", number.to_bytes(5, "big")) for number in range(99))
    made = note.signed("text\n", [FIRST]) + grease
    assert note.opened(made, KNOWN).keys == (FIRST.key,)
    with pytest.raises(Refused, match="101 signatures"):
        note.opened(made + grease[: grease.index("\n") + 1], KNOWN)


def test_no_bit_of_a_note_can_be_changed() -> None:
    made = note.signed("the text\n", [FIRST]).encode()
    for at in range(len(made)):
        for bit in range(8):
            changed = made[:at] + bytes([made[at] ^ 1 << bit]) + made[at + 1 :]
            with pytest.raises(Refused):
                note.opened(changed.decode(errors="surrogateescape"), KNOWN)


@pytest.mark.parametrize("text", ["", "text", "te\txt\n", "\ud800\n"])
def test_what_cannot_be_a_note_is_not_signed(text: str) -> None:
    with pytest.raises(Refused):
        note.signed(text, [FIRST])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no verifier key"),
        ("PeterNeumann", "no verifier key"),
        (VKEY.replace("c74f20a3", "C74F20A3"), "the id"),
        (VKEY.replace("c74f20a3", "c74f20a4"), "the id"),
        (VKEY.replace("c74f20a3", "c74f20a"), "the id"),
        (VKEY.replace("Peter", "Pieter"), "the id"),
        (VKEY.replace("Peter", ""), "the id"),
        (VKEY.replace("PeterNeumann", ""), "cannot be the name"),
        (VKEY.replace("Peter", "Peter "), "cannot be the name"),
        (VKEY.replace("+ARpc", "+BRpc"), "no verifier key"),
        (VKEY.replace("10TW", "10"), "no verifier key"),
        (VKEY.replace("10TW", ""), "32 bytes, not 29"),
        (VKEY + "+", "no verifier key"),
        (VKEY + "\n", "no verifier key"),
    ],
)
def test_what_is_no_key_is_refused(text: str, message: str) -> None:
    with pytest.raises(Refused, match=message):
        Key.parse(text)


@given(st.binary(min_size=1, max_size=40))
def test_there_is_one_base64_of_every_value(value: bytes) -> None:
    text = base64.b64encode(value).decode()
    assert note.base64_of(text) == value
    for other in (text.rstrip("="), text + "=", text + "\n", f" {text}", text.replace(text[0], "é")):
        assert note.base64_of(other) in {None, value}
        assert other == text or note.base64_of(other) is None


def test_unused_bits_of_base64_are_zero() -> None:
    assert note.base64_of("AA==") == b"\x00"
    assert note.base64_of("AB==") is None
