"""What a browser claims: held against what we served, and never believed further than that."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.channels.web.report import MAX_LENGTH, NAMES, checks
from capture_gateway.core.disclosure import Words, digest

WORDS = Words("bluebird-updates", "v1", "en", "disclosure", "web", "disclosure", "Words.", digest("Words."), "0" * 64)
ELAPSED = 10_000
HONEST: dict[str, Any] = {
    "v": 1,
    "ratio": 0.98,
    "occluded": False,
    "visible_ms": 5_230,
    "open_ms": 9_120,
    "viewport": [375, 640],
    "scale": 1,
    "size": 16,
    "dir": "ltr",
    "lang": "en",
    "text": digest("Words."),
    "translated": False,
    "framed": True,
}


def results(report: str) -> dict[str, str]:
    found = checks(report, WORDS, ELAPSED)
    assert tuple(check.name for check in found) == NAMES
    assert {check.basis for check in found} == {"client"}
    return {check.name: check.result for check in found}


def changed(**claims: object) -> dict[str, str]:
    """The results that differ from an honest browser's."""
    found = results(json.dumps(HONEST | claims))
    return {name: result for name, result in found.items() if result != "pass"}


def test_an_honest_browser_passes() -> None:
    assert changed() == {}
    assert changed(occluded=None) == {}
    assert changed(ratio=0.95, visible_ms=1_000, open_ms=12_000, viewport=[200, 200], size=12, scale=0.75) == {}


@pytest.mark.parametrize(
    ("claims", "failed"),
    [
        ({"ratio": 0.94}, "visible"),
        ({"ratio": 0}, "visible"),
        ({"ratio": 1.5}, "visible"),
        ({"occluded": True}, "visible"),
        ({"visible_ms": 999}, "visible"),
        ({"open_ms": 12_001}, "dwell"),
        ({"open_ms": 5_229}, "dwell"),
        ({"visible_ms": 0, "open_ms": 999}, "dwell"),
        ({"text": digest("Other words.")}, "text"),
        ({"size": 11.9}, "size"),
        ({"viewport": [199, 640]}, "viewport"),
        ({"viewport": [375, 1]}, "viewport"),
        ({"scale": 0.74}, "scale"),
        ({"dir": "rtl"}, "direction"),
        ({"translated": True}, "untranslated"),
        ({"lang": "de"}, "untranslated"),
    ],
)
def test_what_does_not_hold_fails(claims: dict[str, object], failed: str) -> None:
    assert changed(**claims)[failed] == "fail"


@pytest.mark.parametrize(
    ("claim", "values", "check"),
    [
        ("ratio", ["1", None, True, [], float("nan"), float("inf")], "visible"),
        ("occluded", ["no", 0], "visible"),
        ("open_ms", [None, {}, False, 10**400], "dwell"),
        ("text", [None, 5], "text"),
        ("size", ["16px"], "size"),
        ("viewport", [None, [375], [375, 640, 1], "375x640", [375, "640"]], "viewport"),
        ("scale", [None], "scale"),
        ("dir", [1], "direction"),
        ("translated", [None, "no"], "untranslated"),
    ],
)
def test_values_of_another_kind_are_not_reported(claim: str, values: list[object], check: str) -> None:
    for value in values:
        assert changed(**{claim: value})[check] == "not_reported", value


@pytest.mark.parametrize(
    "report",
    [
        "", "{", "null", "[]", "5", '"v"', "{}", "[" * MAX_LENGTH, json.dumps(HONEST | {"v": 2}),
        json.dumps(HONEST | {"v": True}), json.dumps(HONEST | {"more": "x" * MAX_LENGTH}), "9" * MAX_LENGTH,
    ],
)  # fmt: skip
def test_what_is_no_report_of_ours_says_nothing(report: str) -> None:
    assert set(results(report).values()) == {"not_reported"}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)


@given(st.text() | st.dictionaries(st.sampled_from(sorted(HONEST)), _JSON).map(lambda claims: json.dumps({**claims})))
def test_no_report_is_an_error(report: str) -> None:
    results(report)


@given(st.sampled_from(sorted(HONEST)), _JSON)
def test_no_value_of_a_report_is_an_error(name: str, value: object) -> None:
    results(json.dumps(HONEST | {name: value}))
