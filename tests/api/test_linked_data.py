"""Records as linked data: what they say, field by field, and that every term is one of the vocabulary's own."""

import base64
import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from capture_gateway.api import linked_data
from capture_gateway.core.program import Processing, Program
from capture_gateway.core.way_in import Choice, WayIn
from capture_gateway.testing.contract import somebody
from capture_gateway.testing.requests import Request
from capture_gateway.testing.running import GatewayUnderTest
from tests.prompts.lint import bluebird

PROGRAM = replace(bluebird.PROGRAM, regimes=("ctia-us",))

# Every term that we use, by the list of DPV 2.3 that defines it: https://github.com/w3c/dpv, folder 2.3.
TERMS = {
    "dpv/modules/consent.ttl": "hasConsentControl hasConsentStatus",
    "dpv/modules/consent_controls.ttl": "WithdrawConsent",
    "dpv/modules/consent_status.ttl": "ConsentRequested ConsentGiven RenewedConsentGiven ConsentRefused "
    "ConsentWithdrawn ConsentRequestDeferred ConsentInvalidated ConsentUnknown",
    "dpv/modules/consent_types.csv": "ExpressedConsent",
    "dpv/modules/context.csv": "NotApplicable NotAvailable TemporalDuration UntilEventDuration hasApplicability "
    "hasDuration hasIdentifier hasScope",
    "dpv/modules/entities.ttl": "LegalEntity hasName isRepresentativeFor",
    "dpv/modules/entities_legalrole.csv": "DataController ThirdParty hasDataController hasRecipient",
    "dpv/modules/jurisdiction.csv": "hasJurisdiction hasLocation",
    "dpv/modules/notice.csv": "ConsentNotice Notice PrivacyNotice hasNotice",
    "dpv/modules/process.csv": "Process hasProcess",
    "dpv/modules/purposes.ttl": "CommunicationManagement DeliveryOfGoods DirectMarketing",
    "dpv/modules/rights.ttl": "DataSubjectRight hasRight",
    "https://w3id.org/dpv/guides/consent-27560": "ConsentRecord DataSubject Purpose StorageDuration StorageLocation "
    "hasDataSubject hasEntity hasIndicationMethod hasLegalBasis hasPersonalData hasPurpose hasStorageCondition "
    "isExercisedAt isIndicatedAtTime isIndicatedBy",
}
DPV = {f"dpv:{term}" for terms in TERMS.values() for term in terms.split()}
OTHERS = {
    "pd:TelephoneNumber", "eu-gdpr:A6-1-a", "eu-gdpr:A7-3", "rdf:value", "skos:broader", "skos:note",
    *(f"dct:{term}" for term in (
        "conformsTo", "created", "date", "description", "format", "identifier", "language", "provenance", "title",
    )),
    *(f"schema:{term}" for term in (
        "ContactPoint", "PostalAddress", "address", "alternateName", "contactPoint", "email", "sha256", "streetAddress",
        "telephone", "text",
    )),
}  # fmt: skip

# ISO/IEC TS 27560:2023, 6.3: the mandatory fields -> where they are.
MANDATORY = {
    "schema_version": "dct:conformsTo",
    "record_id": "dct:identifier",
    "pii_principal_id": "dpv:hasDataSubject/dct:identifier",
    "privacy_notice": "dpv:hasNotice/@id",
    "language": "dct:language",
    "purpose": "dpv:hasProcess/dpv:hasPurpose/skos:broader",
    "pii_information, pii_type": "dpv:hasProcess/dpv:hasPersonalData",
    "pii_controllers": "dpv:hasDataController",
    "party_id": "dpv:hasEntity/dpv:hasIdentifier",
    "party_name": "dpv:hasEntity/dpv:hasName",
    "party_address": "dpv:hasEntity/schema:address/schema:streetAddress",
    "party_contact": "dpv:hasEntity/schema:contactPoint/schema:email",
    "party_type": "dpv:hasEntity/@type",
    "storage_locations": "dpv:hasProcess/dpv:hasStorageCondition",
    "retention_period": "dpv:hasProcess/dpv:hasStorageCondition/dpv:hasDuration/rdf:value",
    "jurisdiction": "dpv:hasJurisdiction",
    "recipient_third_parties": "dpv:hasProcess/dpv:hasRecipient/@type",
    "withdrawal_method": "dpv:hasConsentControl/dpv:isExercisedAt",
    "event_time": "dpv:hasConsentStatus/dpv:isIndicatedAtTime",
    "validity_duration": "dpv:hasConsentStatus/dpv:hasDuration/rdf:value",
    "entity_id": "dpv:hasConsentStatus/dpv:isIndicatedBy",
    "event_type": "dpv:hasProcess/dpv:hasLegalBasis",
    "event_state": "dpv:hasConsentStatus/@type",
}


def read(gateway: GatewayUnderTest, identifier: str) -> tuple[str, Any]:
    """A record as linked data: media type, and the JSON."""
    headers = {"authorization": f"Bearer {gateway.api_token}", "accept": linked_data.MEDIA_TYPE}
    answer = gateway.send(Request("GET", f"{gateway.base}/v1/evidence/{identifier}", (), headers))
    assert answer.status == 200
    return answer.content_type, json.loads(answer.body)


def ways(_program: str, language: str) -> Sequence[WayIn]:
    stop, key = Choice("STOP", "stop"), Choice("8", "stop")
    return (
        WayIn("sms", "sms", "text", language, "tel:+14155550100", "", (), (stop,)),
        WayIn("voice", "voice", "speech", language, "tel:+14155550101", "", (), (key,)),
        WayIn("web", "web", "page", language, None, "/c/web/form", (), ()),
    )


def at(node: Any, path: str) -> list[Any]:
    """Every value at a path; lists are looked through."""
    found = [node]
    for name in path.split("/"):
        steps = [step for one in found for step in (one if isinstance(one, list) else [one])]
        found = [step[name] for step in steps if isinstance(step, dict) and name in step]
    return found


def terms(node: Any, name: str = "") -> Iterator[str]:
    """Every term that is used: as a property, as a type, as a value where the context says that values are terms."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key != "@context":
                yield from () if key.startswith("@") else (key,)
                yield from terms(value, key)
    elif isinstance(node, list):
        for one in node:
            yield from terms(one, name)
    elif isinstance(node, str) and node.partition(":")[0] in linked_data.PREFIXES:
        assert name == "@type" or linked_data.CONTEXT[name]["@type"] == "@id", f"{name} {node} would be read as text"
        yield node


def record(**changes: Any) -> dict[str, Any]:
    text = "Bluebird Grocers: Reply AGREE to get texts."
    words = {
        "showing": "s", "prompt": "disclosure", "version": "v1", "language": "en", "text": text,
        "sha256": sha256(text.encode()).hexdigest(), "medium": "text", "shown_at": "2026-11-22T10:00:00.000Z",
    }  # fmt: skip
    return {
        "id": "019b0000-0000-7000-8000-000000000000", "event": "given", "position": 1,
        "recorded_at": "2026-11-22T10:01:00.100Z",
        "subject": {"address": "tel:+14155550123", "identifiers": [], "control": "reply"},
        "sender": {"id": "bluebird", "name": "Bluebird Grocers", "legal_name": "Bluebird Grocers, Inc.",
                   "address": "48 Feather Lane", "contact": "help@bluebird.example, +1 800 555 0199"},
        "program": {"id": PROGRAM.id, "version": "v1"}, "categories": ["offers"], "contact": ["sms"], "language": "en",
        "channel": {"id": "sms", "kind": "sms", "address": "tel:+14155550100"}, "disclosure": words,
        "reply": None, "call_to_action": None, "act": {"kind": "reply", "value": "Agree {0}", "at": None},
        "witness": {"level": "provider-signed"}, "times": {"received_at": "2026-11-22T10:01:00.000Z"},
        "decision": {"rule": "agree-word", "reason": "agreed"}, "checks": [],
    } | changes  # fmt: skip


def events(found: dict[str, Any], program: Program | None = PROGRAM) -> list[Any]:
    return at(linked_data.record(found, program, ways), "dpv:hasConsentStatus")[0]  # type: ignore[no-any-return]


def test_a_record_of_the_gateway_has_every_mandatory_field(gateway: GatewayUnderTest, customer: str) -> None:
    given = gateway.evidence(customer, event="given")[0]
    media, linked = read(gateway, given["id"])
    assert media.startswith("application/ld+json")
    assert [field for field, path in MANDATORY.items() if not all(at(linked, path))] == []
    assert [field for field, path in MANDATORY.items() if not at(linked, path)] == []
    notice = linked["dpv:hasNotice"][0]
    assert notice["schema:text"] == given["disclosure"]["text"]
    digest = base64.urlsafe_b64encode(sha256(notice["schema:text"].encode()).digest()).decode().rstrip("=")
    assert notice["@id"] == f"ni:///sha-256;{digest}"
    assert at(linked, "dpv:hasConsentControl/dpv:isExercisedAt") == [
        "sms:+14155550100?body=STOP", "tel:+14155550101", "mailto:help@bluebird.example",
    ]  # fmt: skip
    assert at(linked, "dpv:hasProcess/dpv:hasPurpose/skos:broader") == [
        "dpv:DeliveryOfGoods", "dpv:DirectMarketing", "dpv:DirectMarketing",
    ]  # fmt: skip
    assert at(linked, "dpv:hasProcess/dpv:hasStorageCondition/dpv:hasLocation") == [["loc:US-CA"]]
    assert at(linked, "dpv:hasProcess/dpv:hasStorageCondition/dpv:hasDuration/rdf:value") == ["P6Y"]
    assert at(linked, "dpv:hasProcess/dpv:hasRecipient/dpv:hasApplicability") == ["dpv:NotApplicable"]
    assert linked["dpv:hasConsentStatus"][0]["dpv:isIndicatedAtTime"] == given["disclosure"]["shown_at"]
    assert linked["dpv:hasConsentStatus"][1]["dpv:hasIndicationMethod"] == "a text message in reply: AGREE"


def test_a_stop_of_a_stranger_is_a_withdrawal_by_the_person(gateway: GatewayUnderTest) -> None:
    person = somebody()
    gateway.text(person, "stop it!")
    linked = read(gateway, gateway.evidence(person)[0]["id"])[1]
    (event,) = linked["dpv:hasConsentStatus"]
    assert event["@type"] == ["dpv:ConsentWithdrawn"]
    assert event["dpv:isIndicatedBy"] == f"tel:{person}"
    assert [field for field, path in MANDATORY.items() if not at(linked, path)] == []


GDPR = replace(
    PROGRAM, regimes=("gdpr",), processing=Processing(jurisdiction="DE", recipients=("Feather Freight GmbH",))
)


@pytest.mark.parametrize("event", sorted(linked_data.STATUS))
@pytest.mark.parametrize("program", [PROGRAM, GDPR, None], ids=["silent", "gdpr", "gone"])
def test_every_term_stands_in_the_vocabulary_and_in_the_context(event: str, program: Program | None) -> None:
    behalf = record()["sender"] | {"on_behalf_of": "Feather Foods"}
    found = record(event=event, sender=behalf, program={"id": PROGRAM.id, "version": "v1", "test": True})
    linked = linked_data.record(found, program, ways)
    used = {term for term in terms(linked) if not term.startswith("loc:")}
    assert used <= DPV | OTHERS
    assert {term.partition(":")[0] for term in used} <= linked["@context"].keys()
    assert [field for field, path in MANDATORY.items() if not at(linked, path) and field != "retention_period"] == []
    for term in DPV | OTHERS:
        assert term.partition(":")[0] in linked_data.PREFIXES


def test_what_nobody_said_is_not_available() -> None:
    linked = linked_data.record(record(), None, ways)
    assert linked["dpv:hasJurisdiction"] == "dpv:NotAvailable"
    process = linked["dpv:hasProcess"]
    assert at(process, "dpv:hasStorageCondition/dpv:hasApplicability") == ["dpv:NotAvailable"] * 2
    assert at(process, "dpv:hasRecipient/dpv:hasApplicability") == ["dpv:NotAvailable"]
    assert at(process, "dpv:hasPurpose/skos:broader") == ["dpv:CommunicationManagement"]
    assert linked["dct:conformsTo"] == "https://w3id.org/dpv/schema/dpv-27560#record"
    nothing = linked_data.record(record(disclosure=None), None, ways)["dpv:hasNotice"]
    assert nothing == [{"@type": "dpv:ConsentNotice", "dpv:hasApplicability": "dpv:NotAvailable"}]


def test_under_the_gdpr_it_is_the_profile_of_the_gdpr() -> None:
    linked = linked_data.record(record(), GDPR, ways)
    assert linked["dct:conformsTo"] == "https://w3id.org/dpv/schema/dpv-27560#record-eu-gdpr"
    assert linked["dpv:hasJurisdiction"] == "loc:DE"
    assert at(linked, "dpv:hasProcess/dpv:hasLegalBasis") == ["eu-gdpr:A6-1-a"]
    assert at(linked, "dpv:hasRight/@type") == [["dpv:DataSubjectRight", "eu-gdpr:A7-3"]]
    assert at(linked, "dpv:hasProcess/dpv:hasRecipient/dpv:hasName") == ["Feather Freight GmbH"]


def test_who_keeps_what_was_on_hold_renews_it_and_a_review_does_not() -> None:
    clarify = record()["disclosure"] | {"prompt": "clarify"}
    kept = events(record(disclosure=clarify, decision={"rule": "kept", "reason": "wants to keep it"}))[-1]
    assert kept["@type"] == ["dpv:RenewedConsentGiven", "dpv:ExpressedConsent"]
    assert kept["dpv:isIndicatedBy"] == "tel:+14155550123"
    lifted = events(record(disclosure=clarify, decision={"rule": "review-lift", "reason": "no withdrawal"}))[-1]
    assert lifted["@type"] == ["dpv:ConsentGiven", "dpv:ExpressedConsent"]
    assert lifted["dpv:isIndicatedBy"] == "_:sender"


def test_what_the_person_typed_is_quoted_as_it_is() -> None:
    assert events(record())[-1]["dpv:hasIndicationMethod"] == "a text message in reply: Agree {0}"


def test_a_request_is_expressed_by_the_words_and_a_call_is_a_call() -> None:
    assert events(record(event="requested"))[0]["dpv:hasIndicationMethod"] == "words given as text"
    call = {"channel": {"id": "voice", "kind": "voice"}, "act": {"kind": "message", "value": "call", "at": None}}
    assert events(record(**call))[-1]["dpv:hasIndicationMethod"] == "a telephone call"


def test_words_that_another_system_gave_have_no_time_of_showing() -> None:
    told = record()["disclosure"] | {"showing": None, "shown_at": None}
    found = record(disclosure=told, act={"kind": "api", "value": "paper", "at": "2020-01-01T00:00:00.000Z"})
    assert "dct:date" not in linked_data.record(found, PROGRAM, ways)["dpv:hasNotice"][0]
    (given,) = events(found)
    assert given["dpv:isIndicatedAtTime"] == "2020-01-01T00:00:00.000Z"
