"""The log of a process, on stderr.

1. As text, or one JSON object a line: what somebody wrote cannot begin a line of its own.
2. Of an error its kind and its place are told, never its text: that may quote a number, a message or a secret.
"""

import json
import logging
import traceback
from types import TracebackType
from typing import Literal, TextIO

from capture_gateway.core import instant

Format = Literal["json", "text"]
_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class _Text(logging.Formatter):
    """For people to read."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """One line."""
        return super().formatMessage(record).replace("\r", "\\r").replace("\n", "\\n")

    def formatException(self, ei: _Error) -> str:  # noqa: N802 - logging's own name
        """What came before it first."""
        told, error = [], ei[1]
        while error is not None:
            told.append("".join([*traceback.format_tb(error.__traceback__), f"{type(error).__qualname__}"]))
            error = error.__cause__ or error.__context__
        return "\n".join(reversed(told))


class _Json(_Text):
    """For programs to read."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line = {
            "at": instant.text(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def handler(log_format: Format) -> logging.StreamHandler[TextIO]:
    """What writes to stderr."""
    made = logging.StreamHandler()
    _prepare(made, log_format)
    return made


def to_stderr(log_format: Format, level: int) -> None:
    """From now on."""
    logging.basicConfig(level=level, handlers=[handler(log_format)])


def warnings_to_stderr() -> None:
    """Warnings and errors alone, for people: by what Python writes them with where nothing else is set up."""
    if logging.lastResort is not None:
        _prepare(logging.lastResort, "text")


def _prepare(made: logging.Handler, log_format: Format) -> None:
    made.setFormatter(_Json() if log_format == "json" else _Text())
    made.addFilter(_without_representation)


def _without_representation(record: logging.LogRecord) -> bool:
    """Asyncio writes what a task returned or raised behind the first line of what it has to say."""
    if record.name == "asyncio":
        record.msg, record.args = record.getMessage().partition("\n")[0], None
    return True
