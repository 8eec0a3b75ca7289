"""What a test finds in a gateway's database, opened."""

from pathlib import Path

from capture_gateway.storage.database import beside
from capture_gateway.testing import kept, sample
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.keys import KEYS
from capture_gateway.testing.running import running


def test_people_their_texts_and_their_messages(tmp_path: Path) -> None:
    silent, asked = somebody(), somebody()
    with running(sample.copy(tmp_path)) as gateway:
        store = gateway.settings.database
        assert kept.texts(store) == []
        gateway.text(silent, "HELP")
        gateway.call(asked, "1")
        said = gateway.received(asked)
        (text,) = kept.texts(store)
        (message,) = kept.received(store, f"tel:{silent}")
        with beside(store, KEYS) as connection:
            assert kept.addresses(connection) == sorted([f"tel:{silent}", f"tel:{asked}"])
    assert (text.text.subject, [text.text.words.text]) == (f"tel:{asked}", said)
    assert (message.value, message.replied) == ("HELP", "help")
    assert kept.received(store, f"tel:{asked}") == []
