"""`understand`: how a text would be read, by itself."""

import json
import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from capture_gateway.core import revocation
from capture_gateway.core.revocation import Understanding


def understand(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text; - reads texts from stdin, one a line.")],
) -> None:
    """Say what a text means to the gateway, as one JSON line a text; no project is needed.

    `intent` is withdraw, unclear, help or other; `rule` says which stage found it, and `because` in which words.
    `scope` is what would stop: "all" of the sender's messages, unless the text names a kind of message ("stop the
    weekly offers") or calls alone ("stop calling me"). For help and other nothing would stop: the lists are empty.

    Example: capture-gateway understand "please stop texting me"
    """
    for each in _lines() if text == "-" else (text,):
        typer.echo(json.dumps(_described(each), ensure_ascii=False).encode(errors="replace").decode())


def _lines() -> Iterator[str]:
    """The lines of stdin; bytes that are no UTF-8 become U+FFFD."""
    for line in sys.stdin.buffer:
        yield line.decode(errors="replace").removesuffix("\n").removesuffix("\r")


def _described(text: str) -> dict[str, Any]:
    found = revocation.understand(text)
    return {
        "text": text,
        "intent": found.intent,
        "rule": found.rule,
        "scope": _scope(found),
        "because": found.because,
        "language": found.language,
    }


def _scope(found: Understanding) -> dict[str, Any]:
    if found.intent in {"help", "other"}:
        return {"categories": [], "contact": [], "extent": "program"}
    named = found.about if revocation.is_kind(found.about) else ""
    return {
        "categories": [named] if named else "all",
        "contact": list(found.contact) or "all",
        "extent": "program" if named else "sender",
    }
