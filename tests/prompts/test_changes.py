from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.disclosure import Words, digest
from capture_gateway.prompts.changes import Change, Version, compare, reached, says

TEXT = "Bluebird: You agree to get 10 texts a month. Reply STOP to stop."


def words(text: str = TEXT, name: str = "disclosure", role: str = "disclosure") -> Words:
    return Words(
        program="p",
        version="v1",
        language="en",
        name=name,
        kind="sms",
        role=role,
        text=text,
        sha256=digest(text),
        template_sha256="",
        categories=("offers",),
        contact=("sms", "whatsapp"),
    )


def changes(before: Words | None, after: Words | None, *, lost: frozenset[str] = frozenset()) -> list[Change]:
    old = Version("v1", {} if before is None else {"en/x.sms": before}, lost)
    new = Version("v2", {} if after is None else {"en/x.sms": after})
    return list(compare(old, new))


def test_the_same_words_are_no_change() -> None:
    assert changes(words(), words()) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bluebird: you agree to get 10 texts a month; reply stop to stop",
        "BLUEBIRD – You agree to get 10 texts a month.\nReply “STOP” to stop!",
        "Bluebird: You agree to get  10 texts a month. Reply STOP to stop.",
    ],
)
def test_capitals_spaces_and_punctuation_are_not_material(text: str) -> None:
    (change,) = changes(words(), words(text))
    assert change.reasons == ()
    assert reached([change]) == frozenset()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("10 texts", "100 texts"),
        ("10 texts", "10 calls"),
        ("You agree", "You do not agree"),
        ("agree", "aggree"),
        ("10", "10%"),
        ("10", "$10"),
        ("press *", "press #"),
        ("1.5", "15"),
        ("si", "sí"),
        ("not ⟦category⟧", "not ⟦remaining⟧"),
    ],
)
def test_other_words_and_amounts_are_material(old: str, new: str) -> None:
    (change,) = changes(words(f"Bluebird: {old}."), words(f"Bluebird: {new}."))
    assert change.reasons == ("words",)
    assert reached([change]) == {("offers", "sms"), ("offers", "whatsapp")}


def test_what_the_words_are_for_is_material_though_the_text_is_the_same() -> None:
    other = replace(words(), role="notice", categories=("offers", "orders"), contact=("sms",))
    (change,) = changes(words(), other)
    assert change.reasons == ("role", "categories", "contact")
    assert change.sentences == []


def test_the_order_of_categories_is_no_change() -> None:
    assert changes(words(), replace(words(), contact=("whatsapp", "sms"))) == []


def test_words_that_were_removed_reach_those_who_agreed_to_them_and_added_ones_nobody() -> None:
    (removed,), (added,) = changes(words(), None), changes(None, words())
    assert (removed.reasons, added.reasons) == (("removed",), ("added",))
    assert reached([removed]) == {("offers", "sms"), ("offers", "whatsapp")}
    assert reached([added]) == frozenset()


def test_words_that_are_lost_differ_materially() -> None:
    (change,) = changes(words(), words(), lost=frozenset({"en/x.sms"}))
    assert change.reasons == ("lost",)


def test_words_that_nobody_answers_reach_nobody() -> None:
    (change,) = changes(words(role="help"), words("Something else.", role="help"))
    assert change.reasons == ("words",)
    assert reached([change]) == frozenset()
    (change,) = changes(words(role="clarify"), words("Something else.", role="clarify"))
    assert reached([change]) == {("offers", "sms"), ("offers", "whatsapp")}


def test_sentences_that_differ_stand_beside_each_other() -> None:
    (change,) = changes(words("One. Two? Three! Four: five.\nSix"), words("One. Three! Four: more. Even more.\nSix"))
    assert list(change.sentences) == [("Two?", ""), ("Four: five.", "Four: more."), ("", "Even more.")]


@given(st.text(), st.text())
def test_says_never_fails_and_joins_nothing(one: str, two: str) -> None:
    assert says(f"{one} {two}") == says(one) + says(two)
    assert says(one.replace(",", ", ")) == says(one)
