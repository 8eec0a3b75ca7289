"""What a line of the log holds, and what it never does."""

import asyncio
import io
import json
import logging
import os
import threading
from collections.abc import Callable, Iterator

import pytest

from capture_gateway import logs

CANARY = "+14155550142"
Read = Callable[[], str]
FORMATS = pytest.mark.parametrize("log_format", ["json", "text"])


@pytest.fixture
def read(log_format: logs.Format) -> Iterator[Read]:
    """What was written by the loggers of this test and of asyncio."""
    written = io.StringIO()
    handler = logs.handler(log_format)
    handler.setStream(written)
    loggers = [logging.getLogger(name) for name in ("of-this-test", "asyncio")]
    for logger in loggers:
        logger.addHandler(handler)
    yield written.getvalue
    for logger in loggers:
        logger.removeHandler(handler)


def fail() -> None:
    try:
        int(CANARY + "x")
    except ValueError as error:
        raise OSError(f"{CANARY} is wrong") from error


@FORMATS
def test_an_error_is_told_by_its_kind_and_place(read: Read) -> None:
    try:
        fail()
    except OSError:
        logging.getLogger("of-this-test").exception("it failed")
    written = read()
    assert CANARY not in written
    assert written.index("ValueError") < written.index("OSError")
    assert "test_logs.py" in written


@FORMATS
def test_a_task_that_nobody_waited_for_is_told_without_its_error(read: Read) -> None:
    async def failing() -> None:
        raise ValueError(CANARY)

    async def nobody_waits() -> None:
        task = asyncio.create_task(failing())
        await asyncio.wait([task])
        del task

    asyncio.run(nobody_waits())
    written = read()
    assert "never retrieved" in written
    assert CANARY not in written


@FORMATS
def test_a_line_is_a_line(read: Read, log_format: str) -> None:
    logging.getLogger("of-this-test").error("refused %s", "a\nERROR forged\r\nline")
    lines = read().splitlines()
    assert len(lines) == 1
    if log_format == "json":
        assert json.loads(lines[0])["message"] == "refused a\nERROR forged\r\nline"


@FORMATS
def test_a_line_says_which_request_and_which_process_it_belongs_to(read: Read, log_format: str) -> None:
    log = logging.getLogger("of-this-test")

    async def story() -> None:
        logs.request.set("4bf92f35")
        log.error("here")
        await asyncio.to_thread(log.error, "in a thread")
        writer = threading.Thread(target=log.error, args=("for everybody",))
        writer.start()
        writer.join()

    asyncio.run(story())
    told = read().splitlines()
    if log_format == "json":
        found = [json.loads(line) for line in told]
        assert [line.get("request") for line in found] == ["4bf92f35", "4bf92f35", None]
        assert {line["process"] for line in found} == {os.getpid()}
        assert set(found[0]) == {"at", "level", "logger", "process", "message", "request"}
    else:
        assert [line.partition(" ERROR ")[2] for line in told] == [
            "of-this-test: [4bf92f35] here", "of-this-test: [4bf92f35] in a thread", "of-this-test: for everybody"
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("tel:+14155550123", "tel:+1*******23"),
        ("+14155550123", "+1*******23"),
        ("whatsapp:+14155550123", "whatsapp:+1*******23"),
        ("tel:+442079460018", "tel:+44*******18"),
        ("tel:+353209120018", "tel:+353*******18"),
        ("tel:+5551", "tel:*******"),
        ("tel:+9995550123", "tel:+*******23"),
        ("tel:384387", "tel:*******"),
        ("4155550123", "*******"),
        ("", "*******"),
        ("tel:", "tel:*******"),
        ("someone@example.com", "*******"),
    ],
)
def test_a_person_is_named_by_country_and_two_digits(address: str, told: str) -> None:
    assert logs.masked(address) == told
