"""A record as JSON-LD: ISO/IEC TS 27560:2023 in the terms of the W3C Data Privacy Vocabulary 2.3.

https://w3id.org/dpv/guides/consent-27560
"""

from collections.abc import Mapping
from typing import Any

from capture_gateway.core.program import Program

MEDIA_TYPE = "application/ld+json"


def record(found: Mapping[str, Any], program: Program | None) -> dict[str, Any]:
    """`found` (section 7's record) as linked data; `program`: None when it is not served any more."""
    raise NotImplementedError
