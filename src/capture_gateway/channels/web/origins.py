"""Whose page is it? What the headers of a request say of the site around the form.

Page scripts cannot set these headers, whatever else sends requests can: they bind honest browsers.
https://www.w3.org/TR/fetch-metadata/ · RFC 6454 (Origin) · RFC 9110 section 10.1.3 (Referer)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import Request

from capture_gateway.channels.web.token import Mode
from capture_gateway.core.act import Check

_FRAMES = ("iframe", "frame", "embed", "object")


@dataclass(frozen=True, slots=True)
class Framing:
    """Where a form was asked for."""

    mode: Mode
    site: str | None
    """The registered site that the request came from; None: none, or the browser did not say."""


def framing(request: Request, sites: Sequence[str], public_url: str) -> Framing | None:
    """Where this form is asked for; None when a site that is not registered frames it.

    Browsers that do not say what they load (`Sec-Fetch-Dest`) are taken to frame it when a registered site asks.
    """
    asking = origin_of(request.headers.get("referer", ""))
    site = asking if asking in sites else None
    wanted = request.headers.get("sec-fetch-dest")
    is_framed = site is not None if wanted is None else wanted in _FRAMES
    if is_framed and asking is not None and site is None and not _is_ours(asking, request, public_url):
        return None
    return Framing("frame" if is_framed else "hosted", site)


def checked(request: Request, public_url: str) -> Check:
    """Whether a form was posted by our own page; `null`, which browsers send for sandboxed frames, says nothing."""
    origin = request.headers.get("origin")
    if origin is None or origin == "null":
        return Check("origin", "not_reported", "server")
    return Check("origin", "pass" if _is_ours(origin, request, public_url) else "fail", "server")


def origin_of(url: str) -> str | None:
    """Scheme, host and port of a web address; None when it is none."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}{'' if port is None else f':{port}'}"


def _is_ours(origin: str, request: Request, public_url: str) -> bool:
    """By the address that we are known under, or by the one that was asked: a proxy may have changed the scheme."""
    return origin == origin_of(public_url) or origin.partition("://")[2] == request.headers.get("host")
