import pytest

from capture_gateway.ledger.note import Refused
from capture_gateway.receipts import trust
from tests.receipts.sample import SIGNER, STRANGER


def test_keys_stand_a_line_each() -> None:
    assert trust.keys([f"{SIGNER.key}"]) == {SIGNER.key}
    assert trust.keys([f"{SIGNER.key}\r\n\n  {STRANGER.key}\n", str(SIGNER.key)]) == {SIGNER.key, STRANGER.key}
    assert trust.keys([]) == frozenset()


@pytest.mark.parametrize("text", ["", "\n", "what", f"{SIGNER.key}x", f"{SIGNER.key}\nwhat"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        trust.keys([text])
