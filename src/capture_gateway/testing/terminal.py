"""`try`: one signed text, or one simulated call, against a running gateway -> what the person reads or hears."""

import re
from collections.abc import Iterator
from dataclasses import replace

from capture_gateway.core.errors import OperatorError
from capture_gateway.settings import DEMO_ACCOUNT, DEMO_TOKEN
from capture_gateway.testing.calling import Caller
from capture_gateway.testing.company import Company
from capture_gateway.testing.phone import Step, scripted
from capture_gateway.testing.requests import Account, Request, Response, Send, reached, run
from capture_gateway.testing.running import over_socket
from capture_gateway.testing.texting import Texter

URL = "http://127.0.0.1:8080"
"""Where the demo listens."""
NUMBERS = {"sms": "+14155550100", "voice": "+14155550101"}
"""The lines of the sample deployment."""


def try_sms(  # noqa: PLR0913 - all of them have a default
    text: str,
    from_: str,
    *,
    url: str = URL,
    at: str = "",
    account: str = DEMO_ACCOUNT,
    token: str = DEMO_TOKEN,
    line: str = "sms",
    number: str = NUMBERS["sms"],
) -> list[str]:
    """Text the line; what the person reads.

    `url`: the gateway's PUBLIC_URL, which is signed; `at`: where it listens, when that is another place; `number`: the
    line's own. PhoneError when the gateway does not take it, OperatorError when nobody answers; both are one sentence.
    """
    texter = Texter(Company(Account(account, token)), from_, line=number, url=f"{url}/c/{line}/message")
    try:
        return run(texter.text(text), _send(url, at)).texts
    except OSError as error:
        raise _nobody(at or url) from error


def try_call(  # noqa: PLR0913 - likewise
    keys: str,
    from_: str,
    *,
    url: str = URL,
    at: str = "",
    account: str = DEMO_ACCOUNT,
    token: str = DEMO_TOKEN,
    line: str = "voice",
    number: str = NUMBERS["voice"],
) -> list[str]:
    """Call the line and press `keys`, one at each question; what the person hears. Errors as in `try_sms`.

    In `keys`, `w` waits in silence and `h` hangs up: `91` repeats and agrees, `wh` says nothing and goes. A telephone
    number with the pound key after it is keyed at one question: `4155550123#11`.
    """
    base = f"{url}/c/{line}"
    company = Company(Account(account, token))
    caller = Caller(company, from_, line=number, url=f"{base}/call", status_url=f"{base}/call-status")
    try:
        return run(scripted(caller.walk(), _steps(keys)), _send(url, at)).words
    except OSError as error:
        raise _nobody(at or url) from error


def _send(url: str, at: str) -> Send:
    def send(request: Request) -> Response:
        return over_socket(replace(request, url=reached(request.url, url, at)))

    return send


def _steps(keys: str) -> Iterator[Step]:
    for key in re.findall(r"[0-9]{7,15}#|.", keys.replace(" ", "")):
        yield {"w": "wait", "h": "hangup"}.get(key, key)


def _nobody(url: str) -> OperatorError:
    return OperatorError(f"nobody answers at {url}: start the gateway, or name another one with --url.")
