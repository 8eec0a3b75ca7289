"""The record's fields, its leaf and its commitments."""

import hashlib
import json
from collections import defaultdict
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from capture_gateway.core import evidence
from capture_gateway.core.act import Act, Intent
from capture_gateway.core.decision import decide
from capture_gateway.core.state import State
from tests.core.values import NOW, Book, act

RANDOM = hashlib.shake_256(b"salts").digest(64 * 16)


def composed(done: Act) -> evidence.Fields:
    decision = decide(done, State(), Book(), NOW)
    assert decision.record is not None
    return evidence.compose(
        done, decision.record, identifier=done.id, texts=defaultdict(lambda: "the words"), reply=decision.reply
    )


def test_f6_the_leaf_holds_the_public_fields_and_nothing_else() -> None:
    leaf = json.loads(evidence.split(composed(act(Intent.ASK)), RANDOM)[0])
    assert set(leaf) == {
        "schema",
        "id",
        "event",
        "sender",
        "program",
        "categories",
        "contact",
        "language",
        "channel",
        "disclosure",
        "act",
        "witness",
        "decision",
        "times",
        "commitments",
    }
    assert set(leaf["sender"]) == {"id"}
    assert set(leaf["program"]) == {"id", "version"}
    assert set(leaf["channel"]) == {"id", "kind"}
    assert set(leaf["disclosure"]) == {"prompt", "version", "sha256", "template_sha256", "medium"}
    assert [set(leaf[name]) for name in ("act", "witness", "decision", "times")] == [
        {"kind"},
        {"level"},
        {"rule"},
        {"received_at"},
    ]


def test_the_leaf_holds_no_personal_data() -> None:
    leaf = evidence.split(composed(act(Intent.ASK, value="Join please, Ann")), RANDOM)[0].decode()
    assert "4155550123" not in leaf
    assert "Ann" not in leaf
    assert "the words" not in leaf


def test_every_other_field_is_committed_to_with_its_own_salt() -> None:
    leaf, private, salts = evidence.split(composed(act(Intent.ASK)), RANDOM)
    fields = json.loads(private)
    expected = sorted(
        hashlib.sha256(rfc8785.dumps([salts[16 * at : 16 * at + 16].hex(), name, value])).hexdigest()
        for at, (name, value) in enumerate(fields.items())
    )
    assert json.loads(leaf)["commitments"] == expected
    assert list(fields) == sorted(fields)
    assert len(salts) == 16 * len(fields)


def test_leaf_bytes_are_rfc_8785() -> None:
    leaf = evidence.split(composed(act(Intent.ASK, value="ñ 🙂 \x7f \u2028")), RANDOM)[0]
    assert leaf == rfc8785.dumps(json.loads(leaf))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=126, min_codepoint=32)), inner),
    max_leaves=10,
)


@given(JSON)
def test_canonical_json_is_rfc_8785(value: object) -> None:
    assert evidence.canonical(value).encode() == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(st.text(), st.text())
def test_a_stored_record_reads_back_whatever_was_typed(value: str, agent: str) -> None:
    fields = composed(act(Intent.ASK, value=value)) | {"witness.user_agent": agent}
    leaf, private, _ = evidence.split(fields, RANDOM)
    joined = evidence.joined(json.loads(leaf), json.loads(private))
    assert joined == fields
    record = evidence.nested(joined, position=7, recorded_at=NOW)
    assert record["act"]["value"] == value
    assert record["position"] == 7
    assert record["call_to_action"] is None


PATHS = (
    "schema", "id", "event", "subject.address", "subject.identifiers", "sender.id", "program.id", "program.test",
    "categories", "contact", "language", "channel.id", "disclosure.showing", "disclosure.text", "disclosure.shown_at",
    "disclosure.presentation", "reply.text", "call_to_action.text", "act.kind", "act.value", "witness.level",
    "witness.request", "times.received_at", "decision.rule", "checks", "later", "also.later", "also.then",
)  # fmt: skip


def printed(fields: evidence.Fields) -> str:
    """Rule by rule: parts as they sort, names in the order of section 7, what is later behind it, nulls filled in."""
    parts: dict[str, Any] = {}
    for path, value in sorted(fields.items()):
        outer, separator, inner = path.partition(".")
        if separator:
            parts.setdefault(outer, {})[inner] = value
        else:
            parts[outer] = value
    parts |= {"position": 7, "recorded_at": "2026-11-22T10:00:00.000Z"}
    parts = {"disclosure": None, "reply": None, "call_to_action": None} | parts
    if parts["disclosure"] is not None and "showing" not in parts["disclosure"]:
        parts["disclosure"] |= {"showing": None, "shown_at": None}
    order = (
        "schema", "id", "event", "position", "recorded_at", "subject", "sender", "program", "categories", "contact",
        "language", "channel", "disclosure", "reply", "call_to_action", "act", "witness", "times", "decision", "checks",
    )  # fmt: skip
    names = [*(name for name in order if name in parts), *sorted(parts.keys() - set(order))]
    return json.dumps({name: parts[name] for name in names})


@given(st.dictionaries(st.sampled_from(PATHS), JSON))
def test_a_record_reads_the_same_for_ever_down_to_the_order_of_its_names(fields: dict[str, Any]) -> None:
    before = json.dumps(fields)
    assert json.dumps(evidence.nested(fields, position=7, recorded_at=NOW)) == printed(fields)
    assert json.dumps(fields) == before


def test_a_withdrawal_answers_no_words() -> None:
    record = evidence.nested(composed(act(Intent.WITHDRAW)), position=0, recorded_at=NOW)
    assert record["disclosure"] is None
    assert record["reply"]["name"] == "stopped"
    assert record["decision"]["extent"] == "sender"


def test_f2_the_times_of_a_witnessed_act() -> None:
    record = evidence.nested(composed(act(Intent.ASK)), position=0, recorded_at=NOW)
    assert record["act"]["at"] == record["times"]["received_at"] == record["disclosure"]["shown_at"]
    assert record["times"]["received_at"].endswith("Z")


def test_a_slot_is_filled_once_whatever_fills_it() -> None:
    words = Book().words("bluebird-updates", "en", "stopped-category", "sms")
    assert words is not None
    filled = words.filled(category="⟦remaining⟧", remaining="⟦category⟧")
    assert filled.text.endswith("⟦remaining⟧ / ⟦category⟧")
    assert filled.sha256 == hashlib.sha256(filled.text.encode()).hexdigest()
    with pytest.raises(KeyError):
        words.filled(category="offers")
