"""How Twilio's library reaches its API: at one address, without retries, and without a word in any log."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from twilio.base.exceptions import TwilioException, TwilioRestException

from capture_gateway.core.errors import OperatorError

T = TypeVar("T")

TIMEOUT = 10.0
"""Seconds that one request may take to connect, and to answer."""

# The library writes addresses and queries to its log, where numbers stand in them; urllib3 does when it is debugged.
_SILENT = logging.getLogger(f"{__name__}.library")
_SILENT.setLevel(logging.CRITICAL)
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class TooMany(TwilioRestException):  # type: ignore[misc]
    """429: asked too often. https://www.twilio.com/docs/usage/rate-limits."""

    def __init__(self, url: str, retry_after: float) -> None:
        super().__init__(429, url, "asked too often")
        self.retry_after = retry_after
        """Seconds that we should wait; 0: it does not say."""


class Http:
    """The library's HTTP client, sent to one API address: a region's, or a test's. OSError when nobody answers."""

    is_async = False

    def __init__(self, api_url: str, timeout: float | None = None) -> None:
        from twilio.http.http_client import TwilioHttpClient  # noqa: PLC0415 - slow, and nothing else needs it

        self._base = urlsplit(api_url)
        self._http = TwilioHttpClient(timeout=timeout or TIMEOUT, max_retries=0, logger=_SILENT)

    def request(self, method: str, url: str, **options: Any) -> Any:
        """As the library's own `request`; TooMany where it answers 429."""
        asked, host = urlsplit(url), self._base.netloc
        product, _, rest = host.partition(".")
        if product == "api":  # `messaging.twilio.com` beside `api.twilio.com`, in every region
            host = f"{asked.netloc.partition('.')[0]}.{rest}"
        # A connection that is used again may be closed at the other end just then, and nobody could tell whether what
        # was asked for was done.
        options["headers"] = {**(options.get("headers") or {}), "Connection": "close"}
        url = asked._replace(scheme=self._base.scheme, netloc=host).geturl()
        answer = self._http.request(method, url, **options)
        if answer.status_code == 429:
            raise TooMany(url, _seconds(answer.headers.get("Retry-After", "")))
        return answer


def _seconds(written: str) -> float:
    return float(written) if written.isascii() and written.isdecimal() else 0.0


def ask(host: str, question: Callable[[], T]) -> T:
    """What the library answers. Every failure is an OperatorError of one sentence, without a secret in it."""
    try:
        return question()
    except TwilioException as error:
        raise OperatorError(_sentence(host, _status(error))) from error
    except (ValueError, AttributeError, LookupError, TypeError) as error:  # the library looks into it unseen
        raise OperatorError(f"{host} answered with something else than its JSON: try again later.") from error
    except OSError as error:  # what `requests` raises, timeouts too
        raise OperatorError(f"{host} could not be reached, or did not answer in time: try again later.") from error


def _sentence(host: str, status: int) -> str:
    if status in (401, 403, 404):
        return (
            "Twilio refuses these credentials: check CAPTURE_GATEWAY_TWILIO_ACCOUNT_SID and "
            "CAPTURE_GATEWAY_TWILIO_AUTH_TOKEN (the first one, where there are two)."
        )
    if status == 429:
        return f"{host} is asked too often just now (429): try again in a minute."
    return f"{host} could not answer ({status}): try again later."


def _status(error: TwilioException) -> int:
    status = getattr(error, "status", None) or next((getattr(each, "status_code", 0) for each in error.args[1:]), 0)
    return int(status)
