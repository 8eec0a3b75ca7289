"""What remains of an erased person, and who refuses (RULES F8)."""

from dataclasses import replace
from typing import Any

import pytest

from capture_gateway.core import erasure, evidence, instant
from capture_gateway.core.erasure import Cause, Refused, Trail
from capture_gateway.core.permission import Standing, answer, fold, from_json, to_json
from capture_gateway.core.program import Erasure, Program
from tests.core.test_permission import fact, folded
from tests.core.values import NOW, PROGRAM

CAUSE = Cause("asked for by letter", "staff-transcribed")
RANDOM = bytes(range(256)) * 4


def state(standing: Standing | None, category: str = "offers", contact: str = "sms") -> str:
    return answer(None if standing is None else standing.of(PROGRAM.id, category, contact)).state


def trail(*, was_given: bool = True, **newest: Any) -> Trail:
    fields = {"sender.id": "bluebird", "program.id": PROGRAM.id, "program.version": "v1", "language": "en"}
    return Trail("bluebird", PROGRAM.id, ("record-0", "record-1"), fields | newest, was_given)


@pytest.mark.parametrize("event", ["expired", "given", "invalidated", "refused", "requested"])
def test_f8_nothing_but_a_withdrawal_remains(event: str) -> None:
    assert erasure.remains(folded(fact(0, event))) is None
    assert erasure.remains(Standing()) is None


@pytest.mark.parametrize("extent", ["category", "program", "sender"])
def test_f8_a_withdrawal_remains_as_far_as_it_went(extent: str) -> None:
    before = folded(fact(0, "given", contact=("sms", "voice")), fact(1, "withdrawn", extent=extent))
    left = erasure.remains(before)
    assert state(left) == "withdrawn"
    assert state(left, "recommendations") == ("none" if extent == "category" else "withdrawn")
    assert left is not None
    assert left.answered_stops == before.answered_stops  # so that a repeated STOP stays unanswered (C4)
    assert left.givens == ()


def test_f8_a_yes_after_the_stop_goes_and_the_stop_stays() -> None:
    left = erasure.remains(folded(fact(0, "withdrawn"), fact(1, "given")))
    assert state(left) == state(left, "recommendations") == "withdrawn"


def test_a_hold_forgets_what_it_held() -> None:
    held = folded(fact(0, "given"), fact(1, "withdrawn", extent="category", rule="unclear-hold"))
    left = erasure.remains(held)
    assert left is not None
    assert [cell.held for cell in left.cells.values()] == [None]
    assert [cell.held for cell in held.cells.values()] == ["record-0"]


def test_stops_are_remembered_where_they_stand_alone() -> None:
    standing = folded(
        fact(0, "withdrawn", extent="category", categories=("offers",)),
        fact(1, "withdrawn", extent="category", categories=("recipes",)),
        fact(2, "given", categories=("recipes",)),
    )
    left = erasure.remains(standing)
    assert left is not None
    assert list(left.answered_stops) == [f"category:{PROGRAM.id}:offers"]


def test_the_fold_goes_on_from_what_remains() -> None:
    left = erasure.remains(folded(fact(0, "given"), fact(1, "withdrawn")))
    told = evidence.fact(
        erasure.record(trail(), CAUSE, identifier="e", left=left, now=NOW), position=2, recorded_at=NOW
    )
    assert fold(Standing(), told) == left
    more = evidence.fact(
        erasure.record(trail(), CAUSE, identifier="f", left=None, now=NOW), position=3, recorded_at=NOW
    )
    again = fold(fold(Standing(), told), more)
    assert again == left
    assert state(fold(again, fact(4, "requested"))) == "withdrawn"
    assert state(fold(again, fact(4, "given"))) == "given"
    assert from_json(to_json(again)) == again


def test_f6_the_record_names_nobody_and_its_leaf_neither() -> None:
    person: dict[str, Any] = {"subject.address": "tel:+14155550123", "act.value": "JOIN", "sender.name": "Bluebird"}
    fields = erasure.record(trail(**person), CAUSE, identifier="e", left=None, now=NOW)
    leaf, private, _ = evidence.split(fields, RANDOM)
    assert not [name for name in fields if name.startswith(("subject", "disclosure", "reply"))]
    assert fields["sender.name"] == "Bluebird"
    assert fields["decision.annuls"] == ["record-0", "record-1"]
    assert b"record-0" not in leaf
    assert b"asked for" not in leaf
    assert "4155550123" not in private + leaf.decode()
    assert b'"event":"erased"' in leaf


def program(**erasing: Any) -> dict[str, Program]:
    return {PROGRAM.id: replace(PROGRAM, erasure=Erasure(**erasing))}


def test_a_legal_hold_refuses_with_its_reason_whatever_there_is() -> None:
    held = program(legal_hold="Ana v. Bluebird, case 12")
    for trails, also in ([trail(was_given=False)], set[str]()), (list[Trail](), {PROGRAM.id}):
        with pytest.raises(Refused, match="bluebird-updates is under a legal hold: Ana v"):
            erasure.refuse(trails, also, {}, held, NOW)
    erasure.refuse([], {"another"}, {}, held, NOW)


def test_a_program_keeps_its_records_so_many_years_after_the_last_consent_ended() -> None:
    kept, ended = program(keep_years=5), 2_000
    stands = {"bluebird": folded(fact(0, "given"))}
    over = {"bluebird": folded(fact(0, "given"), fact(1, "withdrawn"), fact(2, "withdrawn"))}
    with pytest.raises(Refused, match="one that stands: withdraw it first"):
        erasure.refuse([trail()], (), stands, kept, NOW)
    until = instant.years_after(ended, 5)
    with pytest.raises(Refused, match=r"5 years after the last consent ended: until 1975-01-01\."):
        erasure.refuse([trail()], (), over, kept, until - 1)
    erasure.refuse([trail()], (), over, kept, until)
    erasure.refuse([trail(was_given=False)], (), {}, kept, NOW)  # who never agreed has nothing to be kept
    erasure.refuse([trail()], (), stands, program(), NOW)
    erasure.refuse([trail()], (), stands, {}, NOW)  # a program that is served no more has no rules
