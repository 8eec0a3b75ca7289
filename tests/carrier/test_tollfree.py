from dataclasses import replace

import pytest

from capture_gateway.carrier import tollfree
from tests.carrier import sample

MATERIAL = sample.material()


def test_the_sample_is_filled_in() -> None:
    filled = tollfree.fill(MATERIAL)
    assert filled.to_do == []
    fields = filled.fields
    assert fields["BusinessName"] == "Bluebird Grocers, Inc."
    assert fields["DoingBusinessAs"] == "Bluebird Grocers"
    assert fields["BusinessWebsite"] == "https://bluebird.example"
    assert fields["NotificationEmail"] == "help@bluebird.example"
    assert fields["OptInType"] == "VIA_TEXT"
    assert "Reply STOP" in fields["ProductionMessageSample"]
    assert fields["AdditionalInformation"].startswith("People opt in to messages from Bluebird Grocers in 3 ways.")
    assert len(fields["UseCaseSummary"]) <= tollfree.SUMMARY


def test_for_every_way_in_a_page_to_photograph_is_named() -> None:
    assert [image[:2] for image in tollfree.images(MATERIAL)] == [
        ("VIA_TEXT", f"{sample.BASE}/programs/bluebird-updates#way-sms"),
        ("VERBAL", f"{sample.BASE}/programs/bluebird-updates#way-voice"),
        ("WEB_FORM", f"{sample.BASE}/c/web/form"),
    ]


@pytest.mark.parametrize(("kept", "kind"), [(slice(1, None), "WEB_FORM"), (slice(1, 2), "VERBAL")])
def test_the_type_is_that_of_the_first_way_there_is(kept: slice, kind: str) -> None:
    filled = tollfree.fill(replace(MATERIAL, ways={"en": MATERIAL.registered[kept]}))
    assert filled.fields["OptInType"] == kind
    assert "OptInKeywords" not in filled.fields


def test_a_missing_sample_is_named_and_never_made_up() -> None:
    filled = tollfree.fill(sample.with_samples(MATERIAL))
    assert "ProductionMessageSample" not in filled.fields
    assert filled.to_do == ["ProductionMessageSample: write a sample in program.toml (30538)."]


def test_a_long_summary_is_cut() -> None:
    program = replace(MATERIAL.program, frequency={"en": "often " * 200})
    assert len(tollfree.summary(replace(MATERIAL, program=program))) == tollfree.SUMMARY
