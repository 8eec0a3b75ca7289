"""The fold (RULES A)."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core.erasure import remains
from capture_gateway.core.permission import Fact, Standing, answer, cell_of, fold, from_json, past, to_json

PROGRAM = "bluebird-updates"
LATER = 1_000_000
""""Now", after everything."""


def fact(position: int, event: str, **changes: Any) -> Fact:
    values: dict[str, Any] = {
        "id": f"record-{position}",
        "position": position,
        "recorded_at": 1_000 * (position + 1),
        "received_at": 1_000 * (position + 1) - 1,
        "event": event,
        "program": PROGRAM,
        "version": "v1",
        "categories": ("offers",),
        "contact": ("sms",),
        "control": "reply",
        "level": "provider-signed",
        "shown_at": 1_000 * (position + 1) - 1,
        "extent": "sender" if event == "withdrawn" else None,
        "answered": True,
    }
    return Fact(**(values | changes))


def folded(*facts: Fact) -> Standing:
    standing = Standing()
    for one in facts:
        standing = fold(standing, one)
    return standing


def state(standing: Standing, category: str = "offers", contact: str = "sms", program: str = PROGRAM) -> str:
    return answer(standing.of(program, category, contact)).state


@pytest.mark.parametrize("event", ["given", "refused", "withdrawn", "invalidated"])
def test_a1_the_last_of_the_four_wins(event: str) -> None:
    for before in ("given", "refused", "withdrawn", "invalidated"):
        assert state(folded(fact(0, before), fact(1, event))) == event


@pytest.mark.parametrize("strong", ["given", "refused", "withdrawn", "invalidated"])
@pytest.mark.parametrize("weak", ["requested", "expired"])
def test_a1_requested_and_expired_show_only_where_none_of_the_four_stands(strong: str, weak: str) -> None:
    assert state(folded(fact(0, weak))) == weak
    assert state(folded(fact(0, weak), fact(1, strong))) == strong
    assert state(folded(fact(0, strong), fact(1, weak))) == strong


def test_a1_requested_after_expired_shows_again() -> None:
    assert state(folded(fact(0, "requested"), fact(1, "expired"), fact(2, "requested"))) == "requested"


def test_a2_a_withdrawal_answers_for_what_was_never_asked() -> None:
    sender, program = folded(fact(0, "withdrawn")), folded(fact(0, "withdrawn", extent="program"))
    assert state(sender, "new", "fax", "other") == "withdrawn"
    assert state(program, "new", "fax") == "withdrawn"
    assert state(program, "new", "fax", "other") == "none"


def test_a2_a_later_given_lifts_it_for_exactly_its_own_categories_and_ways() -> None:
    standing = folded(fact(0, "withdrawn"), fact(1, "given"))
    assert state(standing) == "given"
    assert state(standing, "offers", "voice") == "withdrawn"
    assert state(standing, "news") == "withdrawn"


def test_a2_a_given_whose_words_were_shown_before_the_withdrawal_does_not_lift_it() -> None:
    assert state(folded(fact(0, "withdrawn"), fact(1, "given", shown_at=999))) == "withdrawn"
    assert state(folded(fact(0, "withdrawn"), fact(1, "given", shown_at=None))) == "withdrawn"


@pytest.mark.parametrize("before", ["withdrawn", "refused"])
def test_a2_what_an_integrator_asserts_never_lifts(before: str) -> None:
    imported = fact(1, "given", level="integrator-asserted")
    assert state(folded(fact(0, before), imported)) == before
    assert state(folded(imported)) == "given"


def test_a3_since_is_the_start_of_the_run_and_the_record_its_newest() -> None:
    cell = folded(fact(0, "given"), fact(1, "given"), fact(2, "requested")).of(PROGRAM, "offers", "sms")
    assert cell is not None
    assert (cell.since, cell.evidence_id, cell.position) == (1_000, "record-1", 1)
    stopped = folded(fact(0, "withdrawn"), fact(1, "withdrawn")).of(PROGRAM, "offers", "sms")
    assert stopped is not None
    assert (stopped.since, stopped.position) == (1_000, 1)


def test_a3_a_stranger_is_none_with_nothing_behind_it() -> None:
    nobody = answer(Standing().of(PROGRAM, "offers", "sms"))
    assert (nobody.permitted, nobody.state, nobody.reason, nobody.cell) == (False, "none", "none", None)


@pytest.mark.parametrize(
    ("least", "permitted"), [("asserted", True), ("caller-id", True), ("carrier", False), ("reply", False)]
)
def test_e_min_control_refuses_weaker_controls(least: Any, permitted: bool) -> None:
    got = answer(folded(fact(0, "given", control="caller-id")).of(PROGRAM, "offers", "sms"), min_control=least)
    assert got.permitted is permitted
    assert got.reason == ("given" if permitted else "control")


EVENTS = st.sampled_from(["requested", "given", "refused", "withdrawn", "expired", "invalidated"])
STEPS = st.lists(
    st.tuples(
        EVENTS,
        st.sampled_from([("offers",), ("news",), ("offers", "news")]),
        st.sampled_from([("sms",), ("voice",), ("sms", "voice")]),
        st.sampled_from(["category", "program", "sender"]),
    ),
    max_size=12,
)  # fmt: skip


def run_of(steps: list[tuple[str, tuple[str, ...], tuple[str, ...], str]]) -> list[Fact]:
    return [
        fact(at, event, categories=categories, contact=contact, extent=extent if event == "withdrawn" else None)
        for at, (event, categories, contact, extent) in enumerate(steps)
    ]


def by_definition(facts: list[Fact], category: str, contact: str) -> str:
    """The rules said once more, slowly: walk all evidence for one question."""
    weak, strong = "none", ""
    for one in facts:
        everywhere = one.event == "withdrawn" and one.extent in ("program", "sender")
        if not everywhere and not (category in one.categories and contact in one.contact):
            continue
        if one.event in ("requested", "expired"):
            weak = one.event
        else:
            strong = one.event
    return strong or weak


@given(STEPS)
def test_a_the_fold_agrees_with_the_definition(steps: list[Any]) -> None:
    facts = run_of(steps)
    standing = folded(*facts)
    for category in ("offers", "news", "never-asked"):
        for contact in ("sms", "voice"):
            assert state(standing, category, contact) == by_definition(facts, category, contact)


@given(STEPS)
def test_a5_a_past_instant_is_answered_by_what_was_recorded_by_then(steps: list[Any]) -> None:
    facts = run_of(steps)
    for at in (0, *(one.recorded_at + more for one in facts for more in (-1, 0, 1))):
        assert past(facts, at, LATER) == folded(*(one for one in facts if one.recorded_at <= at))


def test_a5_f8_between_a_stop_and_the_erasure_it_was_withdrawn() -> None:
    left = remains(folded(fact(0, "given"), fact(1, "withdrawn"), fact(2, "withdrawn")))
    after = [fact(5, "erased", remains=left, extent=None), fact(6, "erased", extent=None), fact(7, "given")]
    assert state(past(after, 1_999, LATER)) == "none", "a yes leaves nothing behind"
    assert [state(past(after, at, LATER)) for at in (2_000, 2_500, 5_999, 6_000, 7_500)] == ["withdrawn"] * 5
    assert state(past(after, 8_000, LATER)) == "given"


def test_a5_f8_as_far_as_it_went_by_then() -> None:
    left = remains(folded(fact(0, "withdrawn", extent="category"), fact(1, "withdrawn", extent="program")))
    after = [fact(3, "erased", remains=left, extent=None)]
    assert (state(past(after, 1_500, LATER)), state(past(after, 1_500, LATER), "news")) == ("withdrawn", "none")
    assert state(past(after, 2_500, LATER), "news") == "withdrawn"
    assert past(after, 4_000, LATER) == left


def test_a5_what_a_fast_clock_dated_into_the_future_was_there_when_it_was_received() -> None:
    """At 12: a gateway whose clock is fast wrote at 60 (it says); after that, all that others write is of 60 too."""
    given, stop = fact(0, "given", recorded_at=10, received_at=9), {"recorded_at": 60, "received_at": 12}
    assert [state(past([given, fact(1, "withdrawn", **stop)], at, 20)) for at in (9, 11, 12, 20)] == [
        "none", "given", "withdrawn", "withdrawn",
    ]  # fmt: skip
    of_the_fast = fact(1, "requested", recorded_at=60, received_at=60)
    assert state(past([given, of_the_fast, fact(2, "withdrawn", **stop)], 12, 20)) == "withdrawn"
    fast_stop = [given, fact(1, "withdrawn", recorded_at=60, received_at=60)]
    assert [state(past(fast_stop, at, 20)) for at in (19, 20)] == ["given", "withdrawn"], "it is there by now"
    assert [state(past(fast_stop, at, 99)) for at in (59, 60)] == ["given", "withdrawn"], "rule A5"


@given(STEPS)
def test_a5_a_standing_survives_being_written_down(steps: list[Any]) -> None:
    standing = folded(*run_of(steps))
    written = to_json(standing)
    assert from_json(written) == replace(standing, cells=dict(standing.cells))
    for category, contact in (("offers", "sms"), ("never-asked", "voice")):
        assert cell_of(written, PROGRAM, category, contact) == standing.of(PROGRAM, category, contact)
