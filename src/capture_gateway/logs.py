"""The log of a process, on stderr.

1. As text, or one JSON object a line: what somebody wrote cannot begin a line of its own.
2. Of an error its kind and its place are told, never its text: that may quote a number, a message or a secret.
3. A line that was written while a request was answered says which one (`request`); so do those of the threads that
   worked for it alone.
4. Where a line is about a person, it names them `masked`.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from types import TracebackType
from typing import Literal, TextIO

from capture_gateway.core import instant

request: ContextVar[str] = ContextVar("request", default="")
"""The id of the request that is answered here; empty: of none."""

Format = Literal["json", "text"]
_Error = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_STARS = "*" * 7
"""As many for everybody: how long a number is says something too."""
_SHORTEST = 7
"""Digits of a number of which the last two may be told."""


def masked(address: str) -> str:
    """An address as far as an operator may read it: its country and its last two digits.

    >>> masked("tel:+14155550123")
    'tel:+1*******23'
    """
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE  # noqa: PLC0415 - who only writes lines does without it

    scheme, colon, number = address.rpartition(":")
    digits = number.removeprefix("+")
    if digits == number or not digits.isdecimal() or len(digits) < _SHORTEST:
        return f"{scheme}{colon}{_STARS}"
    # No code is the beginning of another one (ITU-T E.164, 6.2.1).
    code = next((digits[:length] for length in (1, 2, 3) if int(digits[:length]) in COUNTRY_CODE_TO_REGION_CODE), "")
    return f"{scheme}{colon}+{code}{_STARS}{digits[-2:]}"


class _Text(logging.Formatter):
    """For people to read."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s:%(asked)s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """One line."""
        identifier = request.get()
        record.asked = f" [{identifier}]" if identifier else ""
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
        line: dict[str, str | int | None] = {
            "at": instant.text(int(record.created * 1000)),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        if identifier := request.get():
            line["request"] = identifier
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
