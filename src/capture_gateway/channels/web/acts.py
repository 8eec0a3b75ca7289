"""What a visitor did, as an `Act`: agreed to the words of a page, or typed back the digits that were texted."""

import unicodedata
from dataclasses import dataclass

from starlette.requests import Request

from capture_gateway.channels.web.form import Posted
from capture_gateway.channels.web.origins import origin_of
from capture_gateway.channels.web.page import Pages
from capture_gateway.channels.web.served import Served
from capture_gateway.channels.web.token import Token
from capture_gateway.core import possession
from capture_gateway.core.act import Act, Channel, Check, Intent, Witness
from capture_gateway.core.disclosure import Showing, showing_of


@dataclass(frozen=True, slots=True)
class Filled:
    """A form that can be taken: everything in it was read."""

    posted: Posted
    shown: Token
    pages: Pages
    """In the language of the words."""
    subject: str
    checks: tuple[Check, ...]


def agree(served: Served, request: Request, filled: Filled, now: int) -> Act:
    """The yes of somebody who posted the form."""
    posted, shown, line = filled.posted, filled.shown, served.line
    words = filled.pages.texts.disclosure
    categories = tuple(one for one in words.categories if one in posted.category)
    contact = tuple(one for one in words.contact if one in posted.contact)
    digits = possession.six_digits(served.gateway.random(8)) if served.proving.asks_code else ""
    return Act(
        id=served.fresh_id(now),
        showing_id=shown.jti,
        key=f"web:{shown.jti}",
        fingerprint=posted.fingerprint,
        intent=Intent.AGREE,
        kind="tick",
        value=" ".join([*(f"category={one}" for one in categories), *(f"contact={one}" for one in contact)]),
        subject=filled.subject,
        identifiers=(posted.tel,),
        control="asserted",
        channel=Channel(line.id, line.kind, line.address, "page"),
        program=line.program,
        received_at=now,
        witness=_witness(served, request, posted, shown.site),
        language=shown.language,
        languages=line.languages,
        thread=shown.jti,
        shown=_showing(served, filled),
        categories=categories,
        contact=contact,
        grants=served.options.possession == "none",
        proof=served.proving.proof(shown.jti, digits, now),
        code=digits,
        slots=served.proving.slots(shown.jti, shown.language),
        texting=served.joining.texting if served.joining else None,
        text_id=served.fresh_id(now),
        checks=filled.checks,
    )


def prove(served: Served, request: Request, posted: Posted, showing: Showing, check: Check, now: int) -> Act:
    """The digits that somebody typed back; typed twice, they are one act."""
    line, digits = served.line, digits_of(posted.code)
    return Act(
        id=served.fresh_id(now),
        showing_id=showing.id,
        key=f"web:{showing.id}:{possession.digest(showing.id, digits)}",
        intent=Intent.PROVE,
        kind="reply",
        value=posted.code,
        subject=showing.subject,
        control="code",
        channel=Channel(line.id, line.kind, line.address, "page"),
        program=line.program,
        received_at=now,
        witness=_witness(served, request, posted, None),
        language=showing.language,
        languages=line.languages,
        thread=showing.thread,
        code=digits,
        texting=served.joining.texting if served.joining else None,
        text_id=served.fresh_id(now),
        checks=(check,),
    )


def digits_of(code: str) -> str:
    """The digits in what somebody typed, whatever stands between them: `123 456` -> `123456`."""
    found = (unicodedata.decimal(character, None) for character in code[:40])
    return "".join(str(digit) for digit in found if digit is not None)


def _showing(served: Served, filled: Filled) -> Showing:
    words, shown, line = filled.pages.texts.disclosure, filled.shown, served.line
    sender = line.program.sender.id
    return showing_of(
        words, shown.jti, subject=filled.subject, sender=sender, channel=line.id, shown_at=shown.issued_at,
        thread=shown.jti, medium="page", presentation=filled.pages.texts.presentation,
    )  # fmt: skip


def _witness(served: Served, request: Request, posted: Posted, site: str | None) -> Witness:
    path, query = request.scope["raw_path"].decode("latin-1"), request.scope["query_string"].decode("latin-1")
    return Witness(
        level="gateway-observed",
        request={"url": served.public_url + path + (f"?{query}" if query else ""), "body": posted.raw},
        ip=request.client.host if request.client else None,
        user_agent=request.headers.get("user-agent"),
        page=site or origin_of(request.headers.get("referer", "")),
    )
