"""A toll-free verification, filled in: https://www.twilio.com/docs/messaging/api/tollfree-verification-resource

The API takes one `OptInType` and images of how it looks; which pages to photograph stands beside it.
"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from capture_gateway.carrier import campaign
from capture_gateway.carrier.campaign import Filled
from capture_gateway.carrier.material import Material
from capture_gateway.core.disclosure import Medium
from capture_gateway.core.way_in import Meaning, WayIn

OPT_IN_TYPES: dict[Medium, str] = {
    "text": "VIA_TEXT",
    "page": "WEB_FORM",
    "speech": "VERBAL",
    "paper": "PAPER_FORM",
}
"""The first that a program has is the one to name; the images show them all."""

SUMMARY = 500


def fill(material: Material) -> Filled:
    """The verification; what only the operator knows is left out and named in `to_do`."""
    program = material.program
    sender, samples = program.sender, material.samples()
    site = urlsplit(program.terms_url)
    fields: dict[str, Any] = {
        "BusinessName": sender.legal_name,
        "DoingBusinessAs": sender.name,
        "BusinessWebsite": f"{site.scheme}://{site.netloc}",
        "NotificationEmail": sender.contact.partition(", ")[0],
        "UseCaseSummary": summary(material),
        "AdditionalInformation": campaign.flow(material),
        "PrivacyPolicyUrl": program.privacy_url,
        "TermsAndConditionsUrl": program.terms_url,
    }
    kind = next((OPT_IN_TYPES[medium] for medium in OPT_IN_TYPES if _has(material.registered, medium)), None)
    if kind is not None:
        fields["OptInType"] = kind
    stopping = [sample for sample in samples if "STOP" in sample]
    if samples:
        fields["ProductionMessageSample"] = (stopping or samples)[0]
    if material.keywords:
        fields["OptInKeywords"] = material.keywords
    replies: dict[str, Meaning] = {"OptInConfirmationMessage": "agree", "HelpMessageSample": "help"}
    for name, meaning in replies.items():
        choice = next(material.texted(meaning), None)
        if choice is not None:
            fields[name] = choice.reply
    return Filled(fields, [] if samples else ["ProductionMessageSample: write a sample in program.toml (30538)."])


def summary(material: Material) -> str:
    """What messages are for, in few words."""
    program, spoken = material.program, material.language
    labels = ", ".join(each.label[spoken] for each in program.categories.values())
    text = (
        f"{program.sender.name} sends {labels} to people who asked for them, {program.frequency[spoken]}. "
        f"How they agree: {material.page}"
    )
    return text if len(text) <= SUMMARY else f"{text[: SUMMARY - 1]}…"


def images(material: Material) -> list[tuple[str, str, str]]:
    """(OptInType, address to photograph, what must be seen), for every way in."""
    seen = {
        "text": "the keyword, the number, our answer with the disclosure, the agree word and the confirmation",
        "speech": "the script, the question and every key",
        "page": "the whole form: the number, the boxes (none ticked), the words beside the button",
        "paper": "the whole sheet: the words, the boxes, number, signature and date",
    }
    return [
        (OPT_IN_TYPES[way.medium], material.url(way) or f"{material.page}#way-{way.line}", seen[way.medium])
        for way in material.registered
    ]


def _has(ways: Sequence[WayIn], medium: Medium) -> bool:
    return any(way.medium == medium for way in ways)
