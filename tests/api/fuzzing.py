"""schemathesis against a running gateway: whatever its OpenAPI document allows, and what it forbids.

The document knows no deployment: that `bluebird-updates` is a program here, that a number must exist, that an instant
must have passed. `narrowed` adds that, so that requests reach the handlers, and everything else is a wrong one.
"""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from capture_gateway.testing.contract import somebody
from capture_gateway.testing.running import GatewayUnderTest

Json = dict[str, Any]

PHASES = ("examples", "coverage", "fuzzing", "stateful")
CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "positive_data_acceptance",
    "missing_required_header",
    "unsupported_method",
    "allow_header_conformance",
    "use_after_free",
    "ensure_resource_availability",
    "ignored_auth",
)
UNTRIED = {"wait", "Idempotency-Key"}
"""Parameters with tests of their own: one waits, and a name that is used for two requests is refused by design."""
OF_THE_MOMENT = ["create_webhook", "replay_webhook"]
"""Whether a position is there already, no document can say: here 422 may answer what is well-formed."""


@dataclass(slots=True)
class Found:
    """What came of a run."""

    cases: Counter[str] = field(default_factory=Counter)
    """By phase."""
    checks: Counter[str] = field(default_factory=Counter)
    statuses: Counter[int] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    failures: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """(operation, check) -> what was wrong, and how to ask so again."""

    def report(self) -> str:
        """For a reader."""
        lines = [
            f"{self.cases.total()} cases: {dict(self.cases)}",
            f"{self.checks.total()} checks: {dict(self.checks)}",
            f"answers: {dict(sorted(self.statuses.items()))}",
            f"{len(self.failures)} failures",
        ]
        for (operation, check), found in sorted(self.failures.items()):
            lines += [f"FAILED {operation}: {check}, {len(found)} times, such as", found[0]]
        return "\n".join(lines)


def peopled(gateway: GatewayUnderTest) -> list[str]:
    """People in every state, and texts for staff to read."""
    people = []
    for texts in ((), ("JOIN",), ("JOIN", "AGREE"), ("JOIN", "AGREE", "not interested"), ("JOIN", "AGREE", "STOP")):
        people.append(somebody())
        for text in texts:
            gateway.text(people[-1], text)
    return people


def fuzz(
    gateway: GatewayUnderTest,
    people: Sequence[str],
    *,
    examples: int,
    seed: int,
    phases: Sequence[str] = PHASES,
    only: str | None = None,
    found: Found | None = None,
    then: Callable[[Found], object] = lambda _found: None,
) -> Found:
    """One run; the same seed asks the same. `examples`: of each operation and phase.

    `only`: the path to try, alone. `found`: of earlier runs, to be added to. `then`: called after each scenario.
    """
    _, document = gateway.get("/openapi.json")
    config = SchemathesisConfig.from_dict({
        "seed": seed,
        "base-url": gateway.base,
        "headers": {"Authorization": f"Bearer {gateway.api_token}"},
        "generation": {"max-examples": examples, "database": "none", "no-shrink": True},
        "continue-on-failure": True,
        "checks": {"enabled": False} | {name: {"enabled": True} for name in CHECKS},
        "operations": [{
            "include-operation-id": OF_THE_MOMENT,
            "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", "422"]}},
        }],
        "phases": {phase: {"enabled": phase in phases} for phase in PHASES},
    })  # fmt: skip
    schema = schemathesis.openapi.from_dict(narrowed(document, people), config=config)
    found = found or Found()
    chosen = schema if only is None else schema.include(path=only)
    for event in from_schema(chosen).execute():
        if isinstance(event, events.ScenarioFinished):
            _count(event, found)
        elif isinstance(event, events.NonFatalError):
            found.failures.setdefault((event.label, "error"), []).append(str(event.value))
        elif isinstance(event, events.FatalError):
            raise event.exception
        then(found)
    return found


def _count(event: events.ScenarioFinished, found: Found) -> None:
    recorded = event.recorder
    found.cases[event.phase.value] += len(recorded.cases)
    found.operations.update(node.value.operation.label for node in recorded.cases.values())
    found.statuses.update(one.response.status_code for one in recorded.interactions.values() if one.response)
    for case, checks in recorded.checks.items():
        for check in checks:
            found.checks[check.name] += 1
            if check.failure_info is not None:
                label = recorded.cases[case].value.operation.label
                wrong = f"{check.failure_info.failure.message}\n{check.failure_info.code_sample}"
                found.failures.setdefault((label, check.name), []).append(wrong)


def narrowed(document: Json, people: Sequence[str]) -> Json:
    """The document of the sample deployment: what is sent, and nothing of what comes back."""
    here = {
        "address": _any([*people, *(f"tel:{one}" for one in people)]),
        "program": _any(["bluebird-updates"]),
        "programs": _any(["bluebird-updates"]),
        "category": _any(["order-updates", "offers", "recommendations"]),
        "categories": _any(["order-updates", "offers", "recommendations"]),
        "contact": _any(["sms", "whatsapp", "voice"]),
        "channel": _any(["sms", "voice", "web", "api"]),
        "at": _any(["2026-01-02T03:04:05Z", "1999-12-31T23:59:59.999+14:00"]),
        "claimed_at": _any(["2024-05-01T09:30:00Z", "1999-12-31T23:59:59.999+14:00"]),
        "url": _any(["https://receiver.example/consent"]),
        "text": {"pattern": r"[^\W_]"},
    }
    copy: Json = json.loads(json.dumps(document))
    schemas = copy["components"]["schemas"]
    operations = [operation for methods in copy["paths"].values() for operation in methods.values()]
    for operation in operations:
        given = [one for one in operation.get("parameters", ()) if one["name"] not in UNTRIED]
        operation["parameters"] = given
        for one in given:
            if one["in"] == "query" and one["name"] in here:
                one["schema"] = _also(one["schema"], here[one["name"]])
    bodies = [operation["requestBody"] for operation in operations if "requestBody" in operation]
    for name in _reached(bodies, schemas):
        properties = schemas[name].get("properties", {})
        for one in properties.keys() & here.keys():
            properties[one] = _also(properties[one], here[one])
    return copy


def _any(values: list[str]) -> Json:
    return {"type": "string", "enum": values}


def _also(schema: Json, more: Json) -> Json:
    """`schema` with `more` of its text, wherever that stands."""
    if "anyOf" in schema:
        return {**schema, "anyOf": [_also(one, more) for one in schema["anyOf"]]}
    if schema.get("type") == "array":
        return {**schema, "items": _also(schema["items"], more)}
    return {**schema, **more} if schema.get("type") == "string" else schema


def _reached(part: Any, schemas: Json) -> set[str]:
    """The names of all schemas that a part of the document refers to."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one
    return found
