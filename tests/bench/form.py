"""What a posted form costs, and how much a page with the form loads."""

import gzip
import re
from html import unescape
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.bench import hostile, load


def posts(count: int, port: int, *, start: int = 0) -> list[bytes]:
    """So many answers to forms of their own, each with another number."""
    found: list[bytes] = []
    for number in load.numbers(count, start):
        content = urlencode(hostile.fields(page(port), number)).encode()
        head = (
            f"POST /c/web/form?lang=en HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: */*\r\n"
            f"Origin: http://127.0.0.1:{port}\r\nX-Forwarded-For: 198.51.100.{len(found) % 250}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(content)}\r\n\r\n"
        )
        found.append(head.encode() + content)
    return found


def sizes(port: int) -> dict[str, int]:
    """Bytes, by gzip -9: the script that a site loads, and all of the framed page."""
    html = page(port)
    style = re.search(r'<link rel="stylesheet" href="([^"]+)"', html)
    assert style, "the page has no style sheet"
    sheet = _get(port, f"/c/web/{unescape(style[1]).rpartition('/')[2]}")
    return {"script": _squeezed(_get(port, "/embed.js")), "page": _squeezed(html.encode()) + _squeezed(sheet)}


def page(port: int) -> str:
    """The form."""
    return _get(port, "/c/web/form?lang=en").decode()


def _get(port: int, path: str) -> bytes:
    with urlopen(f"http://127.0.0.1:{port}{path}", timeout=20) as answer:
        return bytes(answer.read())


def _squeezed(content: bytes) -> int:
    return len(gzip.compress(content, 9, mtime=0))
