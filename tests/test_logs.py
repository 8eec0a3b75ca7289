"""What a line of the log holds, and what it never does."""

import asyncio
import io
import json
import logging
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
