"""The 10DLC campaign: within the carriers' limits, in our own words, and honest about what is missing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.carrier import campaign
from capture_gateway.core import page_link
from capture_gateway.core.errors import OperatorError
from tests.carrier import sample

MATERIAL = sample.material()
SAMPLE = "Bluebird Grocers: [product] is [price]. Reply STOP to stop."


def test_the_sample_is_filled_in_with_nothing_left_to_do() -> None:
    filled = campaign.fill(MATERIAL)
    assert filled.to_do == []
    fields = filled.fields
    assert fields["UsAppToPersonUsecase"] == "MIXED"
    assert (fields["HasEmbeddedLinks"], fields["HasEmbeddedPhone"]) == (True, False)
    assert fields["OptInKeywords"] == ["JOIN", "OFFERS", "UNIRME", "OFERTAS"]
    assert fields["OptOutKeywords"][0] == "STOP"
    assert {"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT"} == {
        *fields["OptOutKeywords"]
    }
    assert fields["HelpKeywords"] == ["HELP", "INFO"]
    assert len(fields["MessageSamples"]) == 3


@pytest.mark.parametrize(
    ("field", "name"), [("OptInMessage", "confirmation"), ("OptOutMessage", "stopped"), ("HelpMessage", "help")]
)
def test_messages_are_the_words_on_file(field: str, name: str) -> None:
    words = MATERIAL.catalogue.words(sample.PROGRAM, "en", name, "sms")
    assert words is not None
    sent = page_link.shown(words, MATERIAL.program)
    assert campaign.fill(MATERIAL).fields[field] == sent.text


def test_every_way_in_is_told_with_its_act_and_the_text_in_full() -> None:
    flow = campaign.flow(MATERIAL)
    words = MATERIAL.catalogue.words(sample.PROGRAM, "en", "disclosure", "sms")
    assert words is not None
    assert " ".join(words.text.split()) in flow
    for part in (
        "in 3 ways", "they text JOIN (or OFFERS for a part of it) to +1 415-555-0100", "only by replying AGREE",
        "they call +1 415-555-0101, hear the whole disclosure before any key counts", "only by pressing 1",
        f"at {sample.BASE}/c/web/form, choose among boxes that are never ticked ahead", 'press "I agree"',
        f"All words, as they are given: {sample.BASE}/programs/bluebird-updates", "not a condition of any purchase",
        "up to 10 messages per month", "Message and data rates may apply", "Reply STOP to stop, HELP for help",
        "https://bluebird.example/terms", "https://bluebird.example/privacy",
    ):  # fmt: skip
        assert part in flow, part


@given(st.integers(0, 4_000))
def test_the_flow_stays_within_the_limit_however_long_the_words_are(length: int) -> None:
    way = MATERIAL.registered[0]
    scene = replace(way.scenes[0], words="w" * length)
    longer = replace(MATERIAL, ways={"en": [replace(way, scenes=(scene,)), *MATERIAL.registered[1:]]})
    flow = campaign.flow(longer)
    assert len(flow) <= 2048
    assert ("w" * length in flow) or length > 500
    assert "only by pressing 1" in flow


def test_what_cannot_be_told_within_the_limit_is_refused() -> None:
    many = replace(MATERIAL, ways={"en": [*MATERIAL.registered] * 12})
    with pytest.raises(OperatorError, match=r"MessageFlow would have \d+ characters, and carriers take 40 to 2048"):
        campaign.flow(many)


def test_long_descriptions_of_categories_are_left_out_before_anything_needed() -> None:
    first, *others = MATERIAL.program.categories.values()
    long = replace(first, description={"en": "d" * 4_000})
    program = replace(MATERIAL.program, categories={each.id: each for each in (*others, long)})
    description = campaign.description(replace(MATERIAL, program=program))
    assert len(description) <= 4096
    assert "dddd" not in description
    assert "coupons of the week" in description
    assert description.endswith("Reply STOP to stop, HELP for help.")


@pytest.mark.parametrize(
    ("samples", "missing"),
    [
        ((), "Write at least two messages"),
        ((SAMPLE,), "there are 1"),
        (("Bluebird Grocers: Sale on Monday. Reply STOP to stop.",) * 2, "[brackets]"),
        (("Bluebird Grocers: [product] is in.", "[product] is here. Reply STOP to stop."), "name Bluebird Grocers and"),
        ((SAMPLE, "Too short [x]"), "has 13 characters"),
        ((SAMPLE, SAMPLE + "x" * 1_024), "carriers take 20 to 1024"),
        ((SAMPLE, SAMPLE), "none for offers, recommendations"),
    ],
)
def test_samples_that_are_missing_or_wrong_are_named_and_never_made_up(samples: tuple[str, ...], missing: str) -> None:
    filled = campaign.fill(sample.with_samples(MATERIAL, *samples))
    assert any(missing in each for each in filled.to_do), filled.to_do
    assert filled.fields["MessageSamples"] == list(samples)


def test_what_samples_embed_is_declared() -> None:
    made = sample.with_samples(MATERIAL, "Call (415) 555-0100 [name]. Reply STOP to stop.", SAMPLE)
    fields = campaign.fill(made).fields
    assert (fields["HasEmbeddedLinks"], fields["HasEmbeddedPhone"]) == (False, True)


def test_replies_over_the_limit_are_named() -> None:
    way = MATERIAL.registered[0]
    help_ = next(way.choices("help"))
    others = tuple(choice for choice in way.replies if choice.means != "help")
    longer = replace(way, replies=(*others, replace(help_, reply="h" * 321)))
    filled = campaign.fill(replace(MATERIAL, ways={"en": [longer]}))
    assert filled.to_do == ["HelpMessage has 321 characters, and carriers take 20 to 320: shorten those words."]


def test_without_a_text_line_nothing_is_said_of_keywords() -> None:
    filled = campaign.fill(replace(MATERIAL, ways={"en": MATERIAL.registered[1:]}))
    assert not {"OptInKeywords", "OptOutMessage", "HelpMessage"} & filled.fields.keys()
    assert filled.to_do == ["No text line is open: say yourself how STOP and HELP are answered on your number."]


@pytest.mark.parametrize(
    ("categories", "regimes", "case"),
    [(3, ("ctia-us",), "MIXED"), (1, ("tcpa-pewc",), "MARKETING"), (1, ("ctia-us",), None)],
)
def test_the_use_case_is_told_only_where_the_files_tell_it(
    categories: int, regimes: tuple[str, ...], case: str | None
) -> None:
    some = dict([*MATERIAL.program.categories.items()][:categories])
    program = replace(MATERIAL.program, categories=some, regimes=regimes)
    filled = campaign.fill(replace(MATERIAL, program=program))
    assert filled.fields.get("UsAppToPersonUsecase") == case
    assert any("use case" in each for each in filled.to_do) == (case is None)
