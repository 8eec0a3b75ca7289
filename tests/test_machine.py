"""The machine's clock and random bytes."""

import time
from concurrent.futures import ThreadPoolExecutor

from capture_gateway.machine import Randomness, clock


def test_the_clock_counts_milliseconds_since_the_epoch() -> None:
    before = time.time()
    now = clock()
    assert int(before * 1_000) <= now <= time.time() * 1_000


def test_no_byte_is_given_out_twice() -> None:
    """Threads take from pieces that are smaller and larger than what they ask for; 16 bytes never meet by chance."""
    random = Randomness(piece=100)
    with ThreadPoolExecutor(8) as threads:
        given = [*threads.map(random, [16, 48, 160] * 400)]
    assert [*map(len, given)] == [16, 48, 160] * 400
    parts = [each[at : at + 16] for each in given for at in range(0, len(each), 16)]
    assert len(set(parts)) == len(parts)
