"""channels/<id>.toml of a form -> `WebOptions`. Every key is explained in the sample's channels/web.toml.

Rule ids: W01 sites · W02 a possession that has no text line · W03 no possession (warning) · W04 ways of contact ·
W05 labels.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from capture_gateway.core.disclosure import Possession, Words
from capture_gateway.core.possession import PENDING
from capture_gateway.definitions import TEXTING, LineFacts, Table

WORDS = ("disclosure", "labels", "confirmation")

# Words of the text line that a form sends its people to.
TEXTS: Mapping[Possession, tuple[str, ...]] = {
    "text-to-join": ("welcome",),
    "reply": ("confirm", "welcome"),
    "code": ("code", "welcome"),
}

# Labels that the form cannot do without; beside them `calls` and `contact_<way>` for boxes, `way_<way>` for each way.
LABELS = (
    "title", "number", "number_hint", "categories", "button", "language", "website", "error_title", "unavailable",
    "error_number_missing", "error_number", "error_category", "error_expired", "error_again", "error_send",
    "done_title", "pending_title", "summary_number", "summary_categories", "summary_contact", "error_site",
    "waiting", "check", "code", "code_hint", "code_button", "error_code",
    "error_code_late", "closed_title", "closed", "start_again", "sending", "offline", "open_messages", "qr",
)  # fmt: skip

# An origin, RFC 6454 section 6.2: in a policy, anything more would be a path or another directive.
_ORIGIN = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?", re.ASCII)
_LOOPBACK_ORIGIN = re.compile(r"http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class WebOptions:
    """How one form is set up."""

    sites: tuple[str, ...]
    """Origins that may frame the form: `https://bluebird.example`."""
    possession: Possession | None
    """`none`: a typed number is believed at once; else it stays `requested` until the number itself acts, in this way;
    None: by texting on its own."""
    hidden: tuple[str, ...]
    """Ways of contact that are posted with every form, as the words say."""
    boxes: tuple[str, ...]
    """Ways of contact that have a box of their own."""
    sms_link: bool = False
    """Whether a link, and a QR code, write the message with the join code for the person."""


def read(table: Table, facts: LineFacts) -> WebOptions:
    """The options of a line; every problem is noted in `table`, none raised."""
    for name in WORDS:
        facts.needs(table, "kind", name)
    options = WebOptions(
        sites=_sites(table),
        possession=_possession(table, facts),
        hidden=table.texts("contact_hidden", choices=facts.program.contact),
        boxes=table.texts("contact_boxes", required=False, choices=facts.program.contact),
        sms_link=table.boolean("sms_link", default=False),
    )
    for language in facts.languages:
        disclosure = facts.catalogue.words(facts.program.id, language, "disclosure", facts.kind)
        labels = facts.catalogue.words(facts.program.id, language, "labels", facts.kind)
        if disclosure is not None:
            _check_contact(table, options, disclosure)
        if labels is not None:
            _check_labels(table, options, labels)
    return options


def _sites(table: Table) -> tuple[str, ...]:
    sites = table.texts("sites", required=False)
    for site in sites:
        if not _ORIGIN.fullmatch(site) and not _LOOPBACK_ORIGIN.fullmatch(site):
            wanted = "write scheme and host in small letters, without a path: https://www.example.com"
            table.problem("sites", "W01", f"sites: {site!r} is no origin that may frame the form; {wanted}")
    return sites


def _possession(table: Table, facts: LineFacts) -> Possession | None:
    value = table.text("possession", required=False, choices=get_args(Possession))
    mode = cast("Possession", value) if value in get_args(Possession) else None
    pending = PENDING.get(mode)
    if pending is not None:
        facts.needs(table, "possession", pending)
    if mode == "none":
        risk = "anybody can sign up anybody's number, and nothing proves that it is theirs; not even their STOP holds"
        table.problem("possession", "W03", f'possession: with "none" {risk}', severity="warning")
    elif mode is not None and facts.texts is None:
        wanted = "people text to a line of the same program: add one, or name one of several with texts"
        table.problem("possession", "W02", f"possession: with {mode!r} {wanted}")
    elif mode is not None:
        for name in TEXTS[mode]:
            facts.needs(table, "possession", name, kind=TEXTING)
    return mode


def _check_contact(table: Table, options: WebOptions, disclosure: Words) -> None:
    twice = sorted({*options.hidden} & {*options.boxes})
    if twice:
        table.problem("contact_boxes", "W04", f"contact_boxes: {', '.join(twice)} is in contact_hidden already")
    if {*options.hidden, *options.boxes} != {*disclosure.contact}:
        named = ", ".join(disclosure.contact)
        message = f"contact_hidden and contact_boxes must share out what disclosure.web names in {disclosure.language}"
        table.problem("contact_hidden", "W04", f"{message}: {named}")


def _check_labels(table: Table, options: WebOptions, labels: Words) -> None:
    needed = {*LABELS, *(f"way_{way}" for way in (*options.hidden, *options.boxes))}
    if options.boxes:
        needed |= {"calls", *(f"contact_{way}" for way in options.boxes)}
    for missing in sorted(needed - labels.labels.keys()):
        table.problem("kind", "W05", f"kind: labels.web has no {missing} in {labels.language}")
