"""A record as JSON-LD: ISO/IEC TS 27560:2023 in the terms of the W3C Data Privacy Vocabulary 2.3.

1. It follows https://w3id.org/dpv/guides/consent-27560 field by field. The context stands inside, so nothing has to be
   fetched to read it.
2. What the record does not say comes from the program's file; what that does not say either is
   `dpv:NotAvailable`, never left out and never made up.
3. A record is one event. Where it answers words whose showing is known, the request is its first event.
4. The exact words are the notice. Their identifier is their digest, as RFC 6920 writes it.
5. Of an erased person there is what the ledger says: nobody's address, and words by their digest alone.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from capture_gateway.core import holding
from capture_gateway.core.address import readable
from capture_gateway.core.permission import LIFT
from capture_gateway.core.program import Program
from capture_gateway.core.way_in import WayIn

MEDIA_TYPE = "application/ld+json"
Ways = Callable[[str, str], Sequence[WayIn]]
"""(program, language) -> how people sign up and stop, line by line."""
Node = dict[str, Any]

PREFIXES = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "loc": "https://w3id.org/dpv/loc#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# Properties whose values are not plain text.
_NODES = (
    "dct:conformsTo", "dpv:hasApplicability", "dpv:hasDataController", "dpv:hasJurisdiction", "dpv:hasLegalBasis",
    "dpv:hasLocation", "dpv:hasPersonalData", "dpv:isExercisedAt", "dpv:isIndicatedBy", "skos:broader",
)  # fmt: skip
_INSTANTS = ("dct:created", "dct:date", "dpv:isIndicatedAtTime")
CONTEXT: Node = {
    **PREFIXES,
    **{name: {"@id": name, "@type": "@id"} for name in _NODES},
    **{name: {"@id": name, "@type": "xsd:dateTime"} for name in _INSTANTS},
}

SCHEMA = "https://w3id.org/dpv/schema/dpv-27560#record"
_NOT_AVAILABLE = {"dpv:hasApplicability": "dpv:NotAvailable"}
_SENDER = "_:sender"

# Event -> its status. Our `expired` is a request that nobody answered; consent itself does not run out.
STATUS = {
    "requested": "dpv:ConsentRequested",
    "given": "dpv:ConsentGiven",
    "refused": "dpv:ConsentRefused",
    "withdrawn": "dpv:ConsentWithdrawn",
    "expired": "dpv:ConsentRequestDeferred",
    "invalidated": "dpv:ConsentInvalidated",
    "erased": "dpv:ConsentUnknown",
}
_LASTS_UNTIL = {
    "requested": "the answer of the data subject, or a newer request",
    "given": "a withdrawal by the data subject",
}
"""Every other event: until a later consent."""
_METHODS = {
    "keyword": "a text message: {}",
    "reply": "a text message in reply: {}",
    "message": "a text message: {}",
    "keypress": "a key pressed in a telephone call: {}",
    "speech": "words spoken in a telephone call: {}",
    "tick": "a form submitted on a web page: {}",
    "button": "a button pressed on a web page: {}",
    "signature": "a signature: {}",
    "delivery-error": "the provider's report that a text cannot be delivered: {}",
    "api": "another system's report: {}",
}


def record(found: Mapping[str, Any], program: Program | None, ways: Ways) -> Node:
    """`found` (a record as it is printed) as linked data; `program`: None when it is not served any more."""
    contact = found["sender"].get("contact")
    jurisdiction = program and (program.processing.jurisdiction or program.region)
    return {
        "@context": CONTEXT,
        "@id": f"urn:uuid:{found['id']}",
        "@type": "dpv:ConsentRecord",
        "dct:conformsTo": f"{SCHEMA}-eu-gdpr" if _is_gdpr(program) else SCHEMA,
        "dct:identifier": found["id"],
        "dct:created": found["recorded_at"],
        "dct:provenance": found["witness"]["level"],
        **({"skos:note": "a trial"} if found["program"].get("test") else {}),
        **({"skos:note": "the person was erased"} if found.get("erased") else {}),
        "dpv:hasDataSubject": _person(found),
        "dpv:hasNotice": [*_words(found), *_notices(program)] or [{"@type": "dpv:ConsentNotice", **_NOT_AVAILABLE}],
        "dct:language": found["language"],
        "dpv:hasDataController": _SENDER,
        "dpv:hasEntity": [_sender(found["sender"])],
        "dpv:hasJurisdiction": f"loc:{jurisdiction}" if jurisdiction else "dpv:NotAvailable",
        "dpv:hasProcess": _process(found, program),
        "dpv:hasConsentControl": [*_ways_out(found, program, ways), *([_by_contact(contact)] if contact else [])],
        "dpv:hasRight": _right(program),
        "dpv:hasConsentStatus": [*_request(found), _event(found, program)],
    }


def _person(found: Mapping[str, Any]) -> Node:
    address = found.get("subject", {}).get("address")
    known = _NOT_AVAILABLE if address is None else {"@id": address, "dct:identifier": address}
    return {"@type": "dpv:DataSubject", **known}


def _is_gdpr(program: Program | None) -> bool:
    return program is not None and "gdpr" in program.regimes


def _words(found: Mapping[str, Any]) -> list[Node]:
    """The words that the person was given: before the act, and those that the act answers."""
    return [_notice(words) for words in (found["call_to_action"], found["disclosure"]) if words is not None]


def _notice(words: Mapping[str, Any]) -> Node:
    digest = base64.urlsafe_b64encode(bytes.fromhex(words["sha256"])).decode().rstrip("=")
    notice = {
        "@id": f"ni:///sha-256;{digest}",
        "@type": "dpv:ConsentNotice",
        "dct:identifier": f"{words['prompt']} {words['version']}",
        "dct:format": words["medium"],
        "schema:sha256": words["sha256"],
    }
    if "text" in words:
        notice |= {"dct:language": words["language"], "schema:text": words["text"]}
    return notice if words["shown_at"] is None else notice | {"dct:date": words["shown_at"]}


def _notices(program: Program | None) -> list[Node]:
    if program is None:
        return []
    return [
        {"@id": program.privacy_url, "@type": "dpv:PrivacyNotice"},
        {"@id": program.terms_url, "@type": "dpv:Notice", "dct:title": "Terms"},
    ]


def _sender(sender: Mapping[str, Any]) -> Node:
    entity = {"@id": _SENDER, "@type": ["dpv:DataController", "dpv:LegalEntity"], "dpv:hasIdentifier": sender["id"]}
    if "contact" not in sender:
        return entity
    email, _, phone = sender["contact"].partition(", ")
    entity |= {
        "dpv:hasName": sender["legal_name"],
        "schema:alternateName": sender["name"],
        "schema:address": {"@type": "schema:PostalAddress", "schema:streetAddress": sender["address"]},
        "schema:contactPoint": {"@type": "schema:ContactPoint", "schema:email": email, "schema:telephone": phone},
    }
    if sender.get("on_behalf_of"):
        entity["dpv:isRepresentativeFor"] = {"@type": "dpv:LegalEntity", "dpv:hasName": sender["on_behalf_of"]}
    return entity


def _process(found: Mapping[str, Any], program: Program | None) -> Node:
    """What the person's data is used for, where it is kept and for how long, and who else gets it."""
    return {
        "@type": "dpv:Process",
        "dpv:hasPurpose": [_purpose(category, found["language"], program) for category in found["categories"]],
        "dpv:hasScope": list(found["contact"]),
        "dpv:hasLegalBasis": "eu-gdpr:A6-1-a" if _is_gdpr(program) else "dpv:ExpressedConsent",
        "dpv:hasPersonalData": list(program.processing.personal_data) if program else ["dpv:NotAvailable"],
        "dpv:hasStorageCondition": [_storage_place(program), _storage_time(program)],
        "dpv:hasRecipient": _recipients(program),
    }


def _purpose(category: str, language: str, program: Program | None) -> Node:
    """Who told nothing more still sends messages: that alone is sure of every category."""
    purpose = {
        "@type": "dpv:Purpose",
        "dct:identifier": category,
        "skos:broader": "dpv:CommunicationManagement" if program is None else program.processing.purposes.get(
            category, "dpv:CommunicationManagement"
        ),
    }  # fmt: skip
    known = program and program.categories.get(category)
    if known and language in known.label:
        purpose |= {"dct:title": known.label[language], "dct:description": known.description[language]}
    return purpose


def _storage_place(program: Program | None) -> Node:
    places = program.processing.storage_locations if program else ()
    where = {"dpv:hasLocation": [f"loc:{place}" for place in places]} if places else _NOT_AVAILABLE
    return {"@type": "dpv:StorageLocation", **where}


def _storage_time(program: Program | None) -> Node:
    if program is None:
        return {"@type": "dpv:StorageDuration", **_NOT_AVAILABLE}
    lasts = {"@type": "dpv:TemporalDuration", "rdf:value": f"P{program.retention_years}Y"}
    return {"@type": "dpv:StorageDuration", "dct:description": "after the last consent ended", "dpv:hasDuration": lasts}


def _recipients(program: Program | None) -> list[Node]:
    named = program.processing.recipients if program else None
    if named:
        return [{"@type": "dpv:ThirdParty", "dpv:hasName": name} for name in named]
    known = "dpv:NotAvailable" if named is None else "dpv:NotApplicable"
    return [{"@type": "dpv:ThirdParty", "dpv:hasApplicability": known}]


def _ways_out(found: Mapping[str, Any], program: Program | None, ways: Ways) -> list[Node]:
    """STOP on every text line, the key on every line that is called: as they are answered today."""
    if program is None:
        return []
    language = found["language"] if found["language"] in program.languages else program.languages[0]
    return [
        _way_out(way, choice.act)
        for way in ways(program.id, language)
        if way.address is not None
        for choice in way.choices("stop")
    ]


def _way_out(way: WayIn, act: str) -> Node:
    number = (way.address or "").rpartition(":")[2]
    if way.medium == "speech":
        told, at = f"Call {readable(number)} and press {act}.", f"tel:{number}"
    else:
        told, at = f"Text {act} to {readable(number)}.", f"sms:{number}?body={act}"  # RFC 5724
    return {"@type": "dpv:WithdrawConsent", "dpv:isExercisedAt": at, "dct:description": told}


def _by_contact(contact: str) -> Node:
    email = contact.partition(", ")[0]
    told = f"Tell the sender: {contact}."
    return {"@type": "dpv:WithdrawConsent", "dpv:isExercisedAt": f"mailto:{email}", "dct:description": told}


def _right(program: Program | None) -> Node:
    is_gdpr = _is_gdpr(program)
    right: Node = {"@type": "dpv:DataSubjectRight", "dct:title": "Right to withdraw consent"}
    if is_gdpr:
        right["@type"] = ["dpv:DataSubjectRight", "eu-gdpr:A7-3"]
    return right | {"dpv:isExercisedAt": program.privacy_url} if program else right


def _request(found: Mapping[str, Any]) -> list[Node]:
    """That the person was asked, where the record tells when."""
    words = found["disclosure"]
    if found["event"] == "requested" or words is None or words["shown_at"] is None:
        return []
    asked = {"@type": STATUS["requested"], "dpv:isIndicatedAtTime": words["shown_at"], "dpv:isIndicatedBy": _SENDER}
    return [asked | {"dpv:hasDuration": _until("requested")}]


def _event(found: Mapping[str, Any], program: Program | None) -> Node:
    event, act, rule = found["event"], found["act"], found["decision"]["rule"]
    by_sender = event in ("requested", "expired", "erased") or rule == LIFT
    status = STATUS[event]
    if event == "given" and rule != LIFT and (found["disclosure"] or {}).get("prompt") == holding.WORDS:
        status = "dpv:RenewedConsentGiven"
    consent = ["eu-gdpr:A6-1-a" if _is_gdpr(program) else "dpv:ExpressedConsent"] if event == "given" else []
    return {
        "@type": [status, *consent],
        "dpv:isIndicatedAtTime": act.get("at") or found["times"]["received_at"],
        "dpv:isIndicatedBy": _SENDER if by_sender else found.get("subject", {}).get("address", "dpv:NotAvailable"),
        "dpv:hasIndicationMethod": _method(found),
        "dpv:hasDuration": _until(event),
        "dct:description": found["decision"].get("reason", "not available any more"),
    }


def _method(found: Mapping[str, Any]) -> str:
    """How it was expressed: a request by the words, everything else by what the person did."""
    act = found["act"]
    if found["event"] == "requested" and found["disclosure"] is not None:
        return f"words given as {found['disclosure']['medium']}"
    if found["channel"]["kind"] == "voice" and act["kind"] == "message":
        return "a telephone call"
    return _METHODS[act["kind"]].format(act.get("value", "not available any more"))


def _until(event: str) -> Node:
    return {"@type": "dpv:UntilEventDuration", "rdf:value": _LASTS_UNTIL.get(event, "a later consent")}
