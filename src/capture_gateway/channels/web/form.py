"""What a browser posts: bytes -> `Posted`, or Malformed. Nothing is interpreted here."""

import hashlib
from dataclasses import dataclass
from urllib.parse import parse_qsl

from capture_gateway.core.errors import Malformed

MAX_FIELDS = 100
MEDIA_TYPE = "application/x-www-form-urlencoded"

_SINGLE = ("token", "tel", "website", "report", "handle", "code")
_REPEATED = ("category", "contact")


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of the form, as they were sent; absent ones are empty."""

    raw: str
    """The whole body, kept as evidence."""
    token: str
    tel: str
    website: str
    """Filled by programs alone: people do not see the field."""
    category: tuple[str, ...]
    contact: tuple[str, ...]
    report: str
    """What the browser says it showed (`report`)."""
    handle: str
    """Which page it follows, and `code`, the digits that were texted: of the page after the form."""
    code: str

    @property
    def fingerprint(self) -> str:
        """Hex SHA-256 of the body without the report, which differs when the same form is sent once more."""
        kept = [part for part in self.raw.split("&") if part.partition("=")[0] != "report"]
        return hashlib.sha256("&".join(kept).encode()).hexdigest()


def parse(body: bytes, content_type: str) -> Posted:
    """Malformed (400) for another content type, broken UTF-8, too many fields, or one that is given twice.

    Fields that the form does not have are ignored: extensions of browsers add some. They stay in `raw`.
    """
    if content_type.partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise Malformed(f"the form is posted as {MEDIA_TYPE}")
    try:
        raw = body.decode()
        pairs = parse_qsl(
            raw, keep_blank_values=True, strict_parsing=bool(raw), max_num_fields=MAX_FIELDS, errors="strict"
        )
    except ValueError as error:
        raise Malformed("the body is no form") from error
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    if any(len(found.get(name, ())) > 1 for name in _SINGLE):
        raise Malformed("a field is given twice")
    token, tel, website, report, handle, code = ("".join(found.get(name, ())) for name in _SINGLE)
    category, contact = (tuple(found.get(name, ())) for name in _REPEATED)
    return Posted(raw, token, tel, website, category, contact, report, handle, code)
