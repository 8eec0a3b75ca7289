"""The machine's clock was wrong by hours, and is set back: nobody waits for it to get there again."""

from pathlib import Path

from capture_gateway.core import instant
from capture_gateway.testing import sample
from capture_gateway.testing.clock import Clock
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import running
from tests.journeys.test_outbox import project, sign_up, words


def test_after_the_clock_is_set_back_people_agree_leave_and_get_their_texts(tmp_path: Path) -> None:
    clock, early, late = Clock(), somebody(), somebody()
    with running(sample.copy(tmp_path / "project"), now=clock) as gateway:
        for word in ("JOIN", "AGREE"):
            gateway.text(early, word)
        clock.now -= 3 * instant.HOUR
        assert gateway.permitted(early)
        gateway.text(early, "STOP")
        assert not gateway.permitted(early)
        for word in ("JOIN", "AGREE"):
            gateway.text(late, word)
        assert gateway.permitted(late)
        times = [record["recorded_at"] for record in gateway.evidence()]
        assert times == sorted(times)


def test_after_the_clock_is_set_back_texts_go_at_once(tmp_path: Path) -> None:
    clock, early, late = Clock(), somebody(), somebody()
    with running(project(tmp_path, "reply"), now=clock) as gateway:
        sign_up(gateway, early)
        assert gateway.received(early) == [words(gateway, "confirm")]
        clock.now -= 3 * instant.HOUR
        sign_up(gateway, late)
        assert gateway.received(late) == [words(gateway, "confirm")]
        gateway.text(late, "AGREE")
        assert gateway.permitted(late)
