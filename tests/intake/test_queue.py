"""The queue of the writer: who has waited for too long is taken out, wherever they stand."""

import asyncio

from capture_gateway.intake.queue import Queue, Waiting


def test_who_has_waited_since_then_is_taken_out_and_the_others_stay() -> None:
    loop = asyncio.new_event_loop()
    queue = Queue()
    for line in (queue.withdrawals, queue.acts, queue.jobs):
        line.extend(Waiting(loop.create_future(), since=since) for since in (1.0, 2.0, 3.0))
    assert [one.since for one in queue.late(2.0)] == [1.0, 2.0] * 3
    assert [one.since for one in queue.emptied()] == [3.0] * 3
    assert queue.late(9.0) == []
    loop.close()
