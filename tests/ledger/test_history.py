"""Keys that come and go: who knows one learns the others, and nothing that was made up."""

import random
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from capture_gateway.ledger import history
from capture_gateway.ledger.checkpoint import Checkpoint
from capture_gateway.ledger.history import Entry
from capture_gateway.ledger.merkle import root_of
from capture_gateway.ledger.note import Key, Refused, Signer

ORIGIN = "log.example/ledger"
PRIVATE = [Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32) for number in range(1, 5)]
KEYS = [Signer(ORIGIN, one).key for one in PRIVATE]
ROOT = root_of([bytes(32)])


def entry(number: int, *held: int, name: str = ORIGIN) -> Entry:
    """How key `number` entered after the one before it, with these private keys at hand."""
    key = Key(name, KEYS[number].public)
    note = history.introduced(key, KEYS[number - 1], [PRIVATE[one] for one in held], 10 * number, ROOT) if held else ""
    return Entry(str(key), 10 * number, 1_000 * number, note)


THREE = [entry(0), entry(1, 1, 0), entry(2, 2, 1, 0)]


def test_f_who_knows_any_key_of_three_generations_learns_them_all() -> None:
    for known in KEYS[:3]:
        assert history.followed(THREE, known) == tuple(KEYS[:3])
    assert history.followed(THREE, KEYS[3]) == ()


def test_a_key_whose_predecessor_was_lost_is_not_learned_from_it_but_leads_back() -> None:
    lost = [entry(0), entry(1, 1), entry(2, 2, 1)]
    assert history.vouched(lost[1], lost[0]) == (KEYS[1],)
    assert history.unvouched(lost) == [lost[1]]
    assert history.unvouched(THREE) == []
    assert history.followed(lost, KEYS[0]) == (KEYS[0],)
    assert history.followed(lost, KEYS[2]) == tuple(KEYS[:3])


def test_a_new_name_is_vouched_for_under_the_old_one() -> None:
    renamed = Key("log.example/ledger/2", KEYS[0].public)
    note = history.introduced(renamed, KEYS[0], [PRIVATE[0]], 7, ROOT)
    entries = [entry(0), Entry(str(renamed), 7, 7, note)]
    assert history.followed(entries, KEYS[0]) == history.followed(entries, renamed) == (KEYS[0], renamed)


def test_no_note_of_the_history_can_pass_for_a_checkpoint() -> None:
    with pytest.raises(Refused):
        Checkpoint.parse(THREE[1].note.partition("\n\n")[0] + "\n")


@pytest.mark.parametrize(
    "changed",
    [
        replace(THREE[1], vkey=str(KEYS[3])),
        replace(THREE[1], since=11),
        replace(THREE[1], note=""),
        replace(THREE[1], note=THREE[2].note),
    ],
)
def test_what_the_note_does_not_say_is_not_believed(changed: Entry) -> None:
    with pytest.raises(Refused):
        history.vouched(changed, THREE[0])
    assert KEYS[0] in history.followed([THREE[0], changed, THREE[2]], KEYS[0])
    assert KEYS[2] not in history.followed([THREE[0], changed, THREE[2]], KEYS[0])


def test_any_changed_character_of_a_note_breaks_the_chain_or_takes_one_signature_away() -> None:
    chance = random.Random(6)
    for _ in range(200):
        at = chance.randrange(len(THREE[1].note))
        written = THREE[1].note[:at] + chr(chance.randrange(33, 127)) + THREE[1].note[at + 1 :]
        if written == THREE[1].note:
            continue
        try:
            signed = history.vouched(replace(THREE[1], note=written), THREE[0])
        except Refused:
            continue
        assert len(signed) == 1, "a signature whose line names nobody that we know is read over"
