"""What documents that print share: the look, and that nothing in them runs or is fetched.

1. A document is one HTML file, its style inside; a policy allows that style, by its digest, and nothing else.
2. The policy stands in the file, too (`<meta>`), for whoever opens it where no headers are.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

_SHARED = Path(__file__).parent / "print.css"


@dataclass(frozen=True, slots=True)
class Look:
    """The style of a kind of document, and what allows it."""

    style: Markup
    """The text of its `<style>`."""
    policy: str
    """Of the file itself."""
    headers: Mapping[str, str]
    """Of whoever serves it."""


def look(own: Path) -> Look:
    """`own`: the style sheet of what this kind of document does not share."""
    style = _SHARED.read_text(encoding="utf-8") + own.read_text(encoding="utf-8")
    digest = base64.b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    headers = {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",  # which counts in a header alone
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return Look(Markup(style), policy, headers)  # noqa: S704 - our own files
